"""The strategy page: what the group wrote is on it, nothing over anything else."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_kit.persona.cards import Card
from workshop_kit.persona.page import strategy_svg
from workshop_kit.persona.picture import HEIGHT, STAMP, WIDTH
from workshop_kit.persona.strategies import strategy
from workshop_kit.persona.words import move_names, part_names

Meeting = Callable[[str], list[tuple[str, str]]]
LANGUAGES = ("en", "zh")
SVG = "{http://www.w3.org/2000/svg}"
FULL = Card(
    name="Margaret Thompson",
    tagline="Travels with two grandchildren",
    age="67",
    style="patient",
    psychologies=("face", "advice", "sharing"),
    customer_class=("special-care", "economic-value"),
    abc="A",
    tier="loyal",
    goals=("rest",),
    pains=("queues",),
    channels=("telephone",),
    n=12,
)


def drawn(card: Card, parts: dict[str, str], language: str = "en", **more: Any) -> str:
    given: dict[str, Any] = {"colour": "#0f766e", "company": "Lakeside Hotel", **more}
    return strategy_svg(card, parts, language, **given)


def said(svg: str) -> str:
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return "".join("".join(text.text or "" for text in texts).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_default_strategy_of_a_full_card_fits(language: str, meeting: Meeting) -> None:
    parts = strategy(FULL, language)
    svg = drawn(FULL, parts, language, notice="Made up.")
    assert meeting(svg) == []
    shown = said(svg)
    assert list(parts) == list(part_names(language))
    for part, text in parts.items():
        assert "".join(part_names(language)[part].split()) in shown
        assert "".join(text.split()) in shown
    assert "…" not in shown
    assert "MargaretThompson" in shown


def test_moves_without_a_text_stay_open_and_other_parts_are_left_out() -> None:
    shown = said(drawn(FULL, {"talk": "Slowly."}))
    assert shown.count("stillopen") == len(move_names("en")) - 1
    assert "Slowly." in shown
    assert "Specialneeds" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_strategy_for_a_proto_persona_is_stamped_too(language: str, meeting: Meeting) -> None:
    svg = drawn(FULL.model_copy(update={"n": None}), strategy(FULL, language), language)
    assert all(word in said(svg) for word in STAMP)
    assert meeting(svg) == []
    assert not any(word in said(drawn(FULL, {}, language)) for word in STAMP)


def test_markup_and_unknown_parts_do_no_harm() -> None:
    svg = drawn(Card(name="<b>"), {"talk": "</text><script>", "dance": "x" * 9, "ask": "a\x00b"})
    tags = {element.tag for element in ElementTree.fromstring(svg).iter()}
    assert SVG + "script" not in tags
    assert "</text><script>" in said(svg)
    assert "x" * 9 not in said(svg)
    assert "ab" in said(svg)
    assert svg == drawn(Card(name="<b>"), {"talk": "</text><script>", "ask": "ab"})


@settings(deadline=None, max_examples=25)
@given(
    parts=st.dictionaries(st.sampled_from(list(part_names("en"))), st.text(max_size=900)),
    name=st.text(max_size=90),
    language=st.sampled_from(LANGUAGES),
)
def test_any_text_makes_a_page_without_overlaps(
    meeting: Meeting, parts: dict[str, str], name: str, language: str
) -> None:
    svg = drawn(Card.from_entry({"name": name, "tagline": name}), parts, language)
    assert meeting(svg) == []
    sizes = [
        float(text.get("font-size", "")) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")
    ]
    assert min(sizes) >= 11


@pytest.mark.parametrize("text", ["word " * 2000, "字" * 10_000, "W" * 10_000, "line\n" * 2000])
def test_ten_thousand_characters_end_in_an_ellipsis(text: str, meeting: Meeting) -> None:
    svg = drawn(FULL, dict.fromkeys(part_names("en"), text))
    assert meeting(svg) == []
    assert "…" in said(svg)
    assert len(svg) < 60_000


def test_the_page_is_as_large_as_the_card() -> None:
    root = ElementTree.fromstring(drawn(FULL, {}))
    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
