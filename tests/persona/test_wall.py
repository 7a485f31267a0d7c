"""The cards of all groups: shown with who made them, and saved as pictures for the wall."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import IPython.display
import pytest
from PIL import Image

from workshop_kit import Workshop, kano, persona
from workshop_kit.entries import Entry
from workshop_kit.forms import Form
from workshop_kit.persona import wall
from workshop_kit.persona.picture import STAMP
from workshop_kit.persona.strategies import advice, strategy
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

Page = Callable[..., Workshop]
Shop = Callable[..., Workshop]
Fill = Callable[[Form, dict[str, Any]], None]
Elsewhere = Callable[..., Entry]
LANGUAGES = ("en", "zh")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>"


def said(svg: str) -> str:
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return "".join("".join(text.text or "" for text in texts).split())


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a cell shows."""
    found: list[Any] = []
    monkeypatch.setattr(IPython.display, "display", found.append)
    return found


def test_cards_stand_by_group_and_number(page: Page, saved_elsewhere: Elsewhere) -> None:
    ws = page()
    places = [("10", "1"), ("2", "10"), ("2", "2"), ("", "1"), ("2", "1")]
    for group, key in places:
        saved_elsewhere(ws, "persona", {"name": f"{group}/{key}"}, group, key)
    pinned = persona.pinned_cards(ws)
    assert [(one.group, one.key) for one in pinned] == [
        ("", "1"), ("2", "1"), ("2", "2"), ("2", "10"), ("10", "1")
    ]  # fmt: skip
    assert [one.card.name for one in pinned] == [f"{one.group}/{one.key}" for one in pinned]


def test_only_cards_of_this_company_and_workshop_count(
    page: Page, monkeypatch: pytest.MonkeyPatch, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere(page(), "persona", {"name": "Guest"})
    saved_elsewhere(page(), "style", {"signs": ["corrects"]})
    assert persona.pinned_cards(page("binhai-power")) == []
    monkeypatch.setenv("WORKSHOP_ID", "2026-11-21-b")
    assert persona.pinned_cards(page()) == []


def test_of_each_card_the_newest_state_counts(page: Page, fill: Fill) -> None:
    form = persona.card_form(page(), 1)
    for name in ("A", "Au", "Auntie"):
        fill(form, {"name": name})
    (one,) = persona.pinned_cards(page())
    assert (one.group, one.key, one.card.name) == ("", "1", "Auntie")


def test_a_card_that_went_along_to_a_group_or_was_emptied_is_not_shown_twice(
    page: Page, fill: Fill
) -> None:
    ws = page()
    form = persona.card_form(ws, 1)
    fill(form, {"name": "Wang"})
    ws.who.change("3", "")
    assert form.data == {"name": "Wang"}
    assert [(one.group, one.card.name) for one in persona.pinned_cards(ws)] == [("3", "Wang")]
    fill(form, {"name": ""})
    assert persona.pinned_cards(ws) == []


@pytest.mark.parametrize("values", [{}, [], None, "text", {"mood": "of another version"}])
def test_entries_that_hold_no_card_are_passed_over(
    page: Page, saved_elsewhere: Elsewhere, shown: list[Any], values: Any
) -> None:
    saved_elsewhere(page(), "persona", values)
    saved_elsewhere(page(), "persona", {"name": "Wang", "n": 3, "goals": ["a"]}, "2")
    assert [one.card.name for one in persona.pinned_cards(page())] == ["Wang"]
    persona.gallery(page())
    assert len(shown) == 2


def test_answers_that_only_another_card_has_stay_open(
    page: Page, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere(page(), "persona", {"name": "A", "psychologies": ["face"], "tier": "lost"})
    saved_elsewhere(page(), "persona", {"name": "B", "goals": "x", "segment": "ota"}, key="2")
    one, other = (pinned.card for pinned in persona.pinned_cards(page()))
    assert (one.psychologies, one.tier, one.goals, one.segment) == (("face",), "lost", (), None)
    assert (other.psychologies, other.tier, other.goals) == ((), None, ("x",))
    assert one.proto
    assert other.n == page().answers("customers")["segment"].eq("ota").sum()


def test_the_number_a_group_gave_counts_where_there_are_no_customers(
    page: Page, saved_elsewhere: Elsewhere
) -> None:
    ws = page("digital-payments")
    saved_elsewhere(ws, "persona", {"name": "A", "n": 12})
    saved_elsewhere(ws, "persona", {"name": "B"}, key="2")
    assert [one.card.n for one in persona.pinned_cards(ws)] == [12, None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_cards_one_sentence_is_shown(page: Page, shown: list[Any], language: str) -> None:
    ws = page(language=language)
    persona.gallery(ws)
    (sentence,) = shown
    assert translator(language)("No group has begun a card yet.").rstrip(".。") in sentence.data
    assert persona.save_cards(ws).data == sentence.data
    assert not Path("cards").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_shows_each_card_below_who_made_it(
    page: Page, saved_elsewhere: Elsewhere, shown: list[Any], language: str
) -> None:
    ws = page(language=language)
    saved_elsewhere(ws, "persona", {"name": "A", "segment": "family"})
    saved_elsewhere(ws, "persona", {"name": "B"}, "2", "3")
    persona.gallery(ws)
    first, one, second, other = shown
    captions = {"en": ("**Card 1**", "**Group 2, card 3**"), "zh": ("1", "2")}[language]
    assert captions[0] in first.data
    assert captions[1] in second.data
    assert all(text.data.startswith("**") and text.data.endswith("**") for text in (first, second))
    assert "A" in said(one.data)
    assert not any(word in said(one.data) for word in STAMP)
    assert all(word in said(other.data) for word in STAMP)


def test_a_hostile_group_or_name_is_shown_as_text(
    page: Page, saved_elsewhere: Elsewhere, shown: list[Any]
) -> None:
    saved_elsewhere(
        page(), "persona", {"name": HOSTILE, "quote": HOSTILE}, f"**{HOSTILE}{{x}}", "[a](b)"
    )
    persona.gallery(page())
    caption, card = shown
    assert "<script" not in caption.data
    assert "[a](b)" not in caption.data
    assert caption.data.count("**") == 2
    assert "<script" not in card.data
    assert "".join(HOSTILE.split()) in said(card.data)


def test_the_card_bears_the_company_and_where_its_numbers_come_from(
    page: Page, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere(page(), "persona", {"name": "A", "segment": "family", "source-basic": "calls"})
    saved_elsewhere(page(), "persona", {"name": "B", "segment": "gone-since"}, key="2")
    one, other = (said(wall.picture_of(page(), p.card)) for p in persona.pinned_cards(page()))
    for text in ("Lakeside Hotel", "Families with children", page().notice, "Calls after the stay"):
        assert "".join(text.split()) in one
    assert "gone-since" in other
    # Invented numbers are no ground for a card that rests on none.
    assert "".join(page().notice.split()) not in other


def test_a_strategy_is_the_suggestion_with_what_a_group_changed(
    page: Page, fill: Fill, saved_elsewhere: Elsewhere
) -> None:
    ws = page()
    fill(persona.card_form(ws, 1), {"name": "A", "style": "patient"})
    fill(persona.strategy_form(ws, 1), {"talk": "Our words", "close": ""})
    saved_elsewhere(ws, "persona", {"name": "B", "tier": "lost"}, "2")
    saved_elsewhere(ws, "strategy", {"talk": ["x"], "ask": 7, "ease": None, "dance": "z"}, "2")
    saved_elsewhere(ws, "strategy", {"talk": "of no card"}, "9")
    found = wall.strategies_of(ws)
    assert found["", "1"] == {**advice("patient", "en"), "talk": "Our words", "close": ""}
    (_one, other) = persona.pinned_cards(ws)
    assert found["2", "1"] == strategy(other.card, "en")
    assert len(found) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_saved_as_pictures_that_print_on_a4(
    page: Page, saved_elsewhere: Elsewhere, language: str
) -> None:
    ws = page(language=language)
    saved_elsewhere(ws, "persona", {"name": f"喆堃玥 {HOSTILE}", "quote": "🚗 שלום"}, "3", "2")
    saved_elsewhere(ws, "strategy", {"talk": "Ourwords"}, "3", "2")
    saved_elsewhere(ws, "persona", {"name": "B", "segment": "family"})
    told = persona.save_cards(ws, "wall/cards")
    names = ["0-1-card", "0-1-strategy", "3-2-card", "3-2-strategy"]
    files = sorted(path.name for path in Path("wall/cards").iterdir())
    assert files == sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg"))
    assert len(told.data.splitlines()) == 4
    assert "<script" not in told.data
    for name in names:
        svg = Path("wall/cards", f"{name}.svg").read_text("utf-8")
        root = ElementTree.fromstring(svg)
        assert all(word in said(svg) for word in STAMP) is name.startswith("3-2")
        with Image.open(Path("wall/cards", f"{name}.png")) as picture:
            picture.load()
            assert picture.format == "PNG"
            wide, high = picture.size
            assert wide >= 2 * float(root.get("width", "")) - 1
            # ISO 216: the sides of A4 are as the root of 2 is to 1.
            assert wide / high == pytest.approx(2**0.5, abs=0.002)
            assert len(set(picture.convert("L").tobytes())) > 20
    assert "Ourwords" in said(Path("wall/cards/3-2-strategy.svg").read_text("utf-8"))


def test_saving_again_replaces_and_adds_nothing(page: Page, fill: Fill) -> None:
    form = persona.card_form(page(), 1)
    fill(form, {"name": "First"})
    persona.save_cards(page())
    fill(form, {"name": "Second"})
    persona.save_cards(page())
    assert len(list(Path("cards").iterdir())) == 4
    assert "Second" in said(Path("cards/0-1-card.svg").read_text("utf-8"))


GROUPS = ("../../evil", "..", "a/b", "a\\b", "A B", "a b", "C:", "x" * 400, "玥组", "-", "\n", "0")


def test_no_name_of_a_group_leads_out_of_the_folder_or_onto_another_card(
    page: Page, saved_elsewhere: Elsewhere, entered_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall, "card_png", lambda svg: svg.encode())  # drawing takes its time
    for group in GROUPS:
        saved_elsewhere(page(), "persona", {"name": f"of {group}"}, group, "../1")
    saved_elsewhere(page(), "persona", {"name": "nobody"}, "", "")
    before = {path for path in entered_here.rglob("*") if path.suffix in (".svg", ".png")}
    lines = persona.save_cards(page()).data.splitlines()
    assert len(lines) == 2 * (len(GROUPS) + 1)
    written = {path for path in entered_here.rglob("*") if path.suffix in (".svg", ".png")} - before
    assert len(written) == 4 * (len(GROUPS) + 1)
    assert {path.parent for path in written} == {entered_here / "cards"}
    assert len({path.name.casefold() for path in written}) == len(written)
    for path in written:
        assert len(path.name) < 130
        assert not set(path.name) & set('\\/:*?"<>|\n ')
        assert not path.name.startswith(".")
    names = [path.name for path in written]
    assert any("玥组" in name for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "the folder may not be written to"),
        (errno.EROFS, "the folder may not be written to"),
        (errno.ENOSPC, "the disk is full; make room on it"),
    ],
)
def test_what_cannot_be_written_is_said_in_plain_words(
    page: Page,
    fill: Fill,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    reason: str,
    language: str,
) -> None:
    ws = page(language=language)
    fill(persona.card_form(ws, 1), {"name": "Wang"})

    def refuse(*_args: Any, **_names: Any) -> None:
        raise OSError(number, "as the system says it")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    (line,) = persona.save_cards(ws).data.splitlines()
    assert translator(language)(reason)[:6] in line
    assert "cards" in line
    assert persona.card_form(ws, 1).data == {"name": "Wang"}


def test_a_file_in_the_place_of_the_folder_is_said_too(page: Page, fill: Fill) -> None:
    fill(persona.card_form(page(), 1), {"name": "Wang"})
    Path("cards").write_text("not a folder")
    (line,) = persona.save_cards(page()).data.splitlines()
    assert "could not be saved" in line
    assert Path("cards").read_text() == "not a folder"
    assert persona.save_cards(page(), "elsewhere").data.count("\n") == 1


@pytest.mark.parametrize("text", ["W" * 10_000, "字" * 10_000, "x\n" * 5000])
def test_endless_texts_are_shown_and_saved(
    page: Page, saved_elsewhere: Elsewhere, shown: list[Any], text: str
) -> None:
    names = ("name", "tagline", "age", "quote", "goals", "pains", "scenario", "channels")
    saved_elsewhere(page(), "persona", dict.fromkeys((*names, "tag-basic"), text))
    saved_elsewhere(page(), "strategy", {"talk": text, "abc": text})
    persona.gallery(page())
    assert len(shown) == 2
    told = persona.save_cards(page())
    assert len(list(Path("cards").iterdir())) == 4
    assert len(told.data) < 500


def test_a_store_that_cannot_be_read_is_said_in_the_cell(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = page()

    def damaged(*_args: Any, **_names: Any) -> None:
        raise StoreError("entries.sqlite", "damaged")

    monkeypatch.setattr(ws.store, "current", damaged)
    monkeypatch.setattr(ws.store, "frame", damaged)
    said = wall.save_cards(ws).data
    assert said.startswith("- What groups entered cannot be read now")
    assert kano.class_overview(ws).data == said
