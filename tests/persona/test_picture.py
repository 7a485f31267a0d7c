"""The card as a picture: all of it on the page, nothing over anything else, whatever is typed."""

import io
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from workshop_kit import theme
from workshop_kit.persona.cards import MOST, TAGS, Card
from workshop_kit.persona.picture import HEIGHT, STAMP, WIDTH, card_png, card_svg
from workshop_kit.persona.words import (
    abc_names,
    class_names,
    psychology_names,
    source_names,
    style_names,
    tag_hints,
    tag_names,
    tier_names,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LANGUAGES = ("en", "zh")
Meeting = Callable[[str], list[tuple[str, str]]]
SVG = "{http://www.w3.org/2000/svg}"
SOURCES = tuple(source_names("en"))
CODES: dict[str, Any] = {
    "style": "expressive",
    "psychologies": tuple(psychology_names("en")),
    "customer_class": tuple(class_names("en")),
    "abc": "C",
    "tier": "marginal",
    "sources": dict.fromkeys(TAGS, SOURCES),
}


def filled(text: str, **more: Any) -> Card:
    """A card with this text everywhere, and every code that can be chosen."""
    texts: dict[str, Any] = dict.fromkeys(("name", "tagline", "age", "quote", "scenario"), text)
    lists = dict.fromkeys(("goals", "pains", "channels"), (text, f"2 {text[:-2]}"))
    fields = {**texts, **lists, "tags": dict.fromkeys(TAGS, text), "basis": text, **CODES, **more}
    return Card(**fields)


CARDS = {
    "empty": Card(),
    "half": Card(
        name="Tom", style="dominance", goals=("out in two minutes",), tags={"basic": "41"}
    ),
    "full": Card(
        name="Margaret Thompson",
        tagline="Travels with two grandchildren and a full suitcase",
        age="67, retired teacher",
        segment="family",
        tags=dict.fromkeys(TAGS, "Three stays a year, always school holidays"),
        goals=("A holiday in which she can rest", "Rooms side by side"),
        pains=("Waiting at check-in with tired children",),
        quote="I need somebody who remembers that Tom can't eat nuts.",
        scenario="Arrives by coach at two, rooms are ready at three. The lobby has no chairs left.",
        channels=("telephone", "letters"),
        n=128,
        basis="The customer list",
        **CODES | {"sources": dict.fromkeys(TAGS, ("records",)), "psychologies": ("face",)},
    ),
    "chinese": filled("下午两点大巴到店，房间三点才好。孩子喊饿，她脚疼。", n=1),
    "long": filled("A long story about a lift. " * 370, n=10**9),
    "long chinese": filled("很长的故事，" * 1600),
    "long word": filled("W" * 200, n=3),
    "ten thousand": filled("中" * MOST),
    "emoji": filled("😀👩‍👧‍👦🏖 " * 40, n=7),
    "right to left": filled("مرحبا بالعالم שלום עולם " * 20),
    "stacked": filled("Z̷̡̛̭a̶͉l̸̢g̵̰ó̶̜ " * 60, n=2),
    "markup": filled("</text></svg><script>alert('x')</script><img src=x onerror=alert(1)>&amp;"),
    "many": filled("x", goals=tuple(f"goal {i}" for i in range(40)), n=2),
}


def drawn(card: Card, language: str = "en", **more: Any) -> str:
    given: dict[str, Any] = {"colour": "#0f766e", "company": "Lakeside Hotel", **more}
    return card_svg(card, language, **given)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def said(svg: str) -> str:
    """All text of the picture, without what stands between words and lines."""
    return "".join("".join(texts(svg)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_all_text_is_on_the_page_and_none_over_another(
    name: str, language: str, meeting: Meeting
) -> None:
    svg = drawn(CARDS[name], language, segment_label="Segment " * 9, company="Firm " * 30,
                notice="Note " * 90)  # fmt: skip
    assert meeting(svg) == []


def test_a_text_over_another_would_be_found(meeting: Meeting) -> None:
    root = '<svg xmlns="http://www.w3.org/2000/svg">{}{}</svg>'
    text = '<text x="{}" y="50" font-size="20">abc</text>'
    assert meeting(root.format(text.format(10), text.format(30))) == [("abc", "abc")]
    assert meeting(root.format(text.format(10), text.format(60))) == []
    assert meeting(root.format(text.format(-5), "")) == [("abc", "page")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["empty", "half", "full", "chinese", "long", "long word", "many"])
def test_what_is_measured_stands_in_its_box_uncut(
    name: str, language: str, text_boxes: Callable[[str], Any]
) -> None:
    found = text_boxes(drawn(CARDS[name], language))
    cut = [text for text, box, clip in found if box[0] < clip[0] - 0.1 or box[2] > clip[2] + 0.1]
    assert cut == []


# Whatever is typed, also by somebody who tries.
typed = st.text(max_size=400) | st.text(st.sampled_from("aW中😀אب\u0301 \n,。-"), max_size=400)
few = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@few
@given(text=typed, items=st.lists(typed, max_size=12), language=st.sampled_from(LANGUAGES))
def test_any_text_makes_a_picture_without_meeting(
    meeting: Meeting, text: str, items: list[str], language: str
) -> None:
    card = Card.from_entry({"name": text, "quote": text, "tagline": text, "scenario": text,
                            "goals": items, "pains": items, "tags": {"basic": text}})  # fmt: skip
    svg = drawn(card, language, company=text, notice=text, segment_label=text)
    assert meeting(svg) == []


@pytest.mark.parametrize("name", CARDS)
def test_no_text_is_smaller_than_eleven_pixels(name: str) -> None:
    root = ElementTree.fromstring(drawn(CARDS[name]))
    assert min(float(text.get("font-size", "")) for text in root.iter(f"{SVG}text")) >= 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proto_persona_is_stamped_in_both_languages_and_across(language: str) -> None:
    for card in (Card(), Card(name="Tom", segment="family")):
        root = ElementTree.fromstring(drawn(card, language))
        (stamp,) = root.iter(f"{SVG}g")
        assert stamp.get("transform", "").startswith("rotate(-8 ")
        assert tuple(text.text for text in stamp.iter(f"{SVG}text")) == STAMP
    assert STAMP == ("proto-persona", "假设画像")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_that_rests_on_customers_says_on_how_many(language: str) -> None:
    svg = drawn(Card(n=1234, basis="Our list"), language)
    assert "1,234" in said(svg)
    assert "Ourlist" in said(svg)
    assert not set(STAMP) & set(texts(svg))
    assert "Rests on 1 customer." in texts(drawn(Card(n=1)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_was_entered_is_shown(language: str) -> None:
    card = CARDS["full"].model_copy(update={"psychologies": tuple(psychology_names("en"))})
    shown = said(drawn(card, language, segment_label="Families", notice="Made up."))
    entered = [card.name, card.tagline, card.age, card.quote, card.scenario, card.basis]
    entered += [*card.goals, *card.pains, *card.channels, *card.tags.values()]
    entered += ["Families", "Made up.", "Lakeside Hotel", "128"]
    labels = [style_names, psychology_names, class_names, tag_names]
    entered += [name for names in labels[1:] for name in names(language).values()]
    entered += [style_names(language)["expressive"], abc_names(language)["C"],
                tier_names(language)["marginal"], source_names(language)["records"]]  # fmt: skip
    assert [text for text in entered if "".join(text.split()) not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_stand_only_where_something_is_missing(language: str) -> None:
    hints = ["".join(hint.split()) for hint in tag_hints(language).values()]
    empty, full = said(drawn(Card(), language)), said(drawn(CARDS["full"], language))
    assert all(hint in empty for hint in hints)
    assert not any(hint in full for hint in hints)
    half = said(drawn(CARDS["half"], language))
    assert [hint in half for hint in hints] == [False] + [True] * 7


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_without_hints_only_what_was_entered_is_drawn(
    name: str, language: str, meeting: Meeting
) -> None:
    svg = drawn(CARDS[name], language, hints=False)
    assert meeting(svg) == []
    assert not [text for text in texts(svg) if not text or text.endswith(("?", "？"))]
    tags = [text for text in tag_names(language).values() if text in texts(svg)]
    assert len(tags) == len({*CARDS[name].tags, *CARDS[name].sources})
    # A whole card has no hints to leave out.
    if name == "full":
        assert svg == drawn(CARDS[name], language)


@pytest.mark.parametrize(
    ("language", "nothing"),
    [("en", "Nothing else was entered on this card."), ("zh", "这张卡片没有填写其他内容。")],
)
def test_a_card_with_nothing_but_a_name_says_so_in_one_line(
    language: str, nothing: str, meeting: Meeting
) -> None:
    name = Card(name="Tom", n=3)
    assert nothing in texts(drawn(name, language, hints=False))
    assert len(texts(drawn(name, language, hints=False))) == 4  # with the foot's two
    assert nothing not in texts(drawn(name, language))
    half = drawn(CARDS["half"], language, hints=False)
    assert nothing not in texts(half)
    assert {"Tom", "41", "out in two minutes"} <= set(texts(half))


def test_labels_of_the_profile_are_used_and_ids_where_it_has_none() -> None:
    card = Card(segment="sunset", sources={"basic": ("fair", "records", "unknown")})
    shown = said(drawn(card, source_labels={"fair": "Trade fair", "records": "Our system"}))
    assert "sunset" in shown
    assert "Source:Tradefair,Oursystem,unknown" in shown
    assert "Customerrecords" not in shown


def test_what_does_not_fit_ends_in_an_ellipsis_and_a_list_counts_the_rest() -> None:
    assert sum(text.endswith("…") for text in texts(drawn(CARDS["long"]))) > 10
    assert len(drawn(CARDS["ten thousand"])) < 60_000
    goals = [text for text in texts(drawn(CARDS["many"])) if text.startswith("goal ")]
    (more,) = [text for text in texts(drawn(CARDS["many"])) if text.endswith(" more")]
    assert more == f"… {40 - len(goals)} more"


def test_markup_is_shown_as_text() -> None:
    card = Card(name='<b>Tom</b> & "Jo"', quote="</text><script>alert(1)</script>")
    svg = drawn(card, company="<i>Firm</i>", notice="<!-- x -->", segment_label="<x y='1'>")
    allowed = {"svg", "title", "g", "rect", "circle", "path", "text"}
    assert {element.tag for element in ElementTree.fromstring(svg).iter()} == {
        SVG + name for name in allowed
    }
    for text in (card.name, card.quote, "<i>Firm</i>", "<!-- x -->", "<x y='1'>"):
        assert "".join(text.split()) in said(svg)


@pytest.mark.parametrize("name", CARDS)
def test_a_picture_has_no_ids_links_scripts_or_styles(name: str) -> None:
    for element in ElementTree.fromstring(drawn(CARDS[name])).iter():
        assert not {key for key in element.attrib if key in ("id", "href", "style", "class")}
        assert not {key for key in element.attrib if key.startswith("on")}
        assert "url(" not in "".join(element.attrib.values())


def test_characters_that_no_xml_may_hold_are_left_out_of_every_text() -> None:
    bad = "A\x00\x0b\ud800\ufffe\u2028B"
    card = Card.from_entry({"name": bad, "goals": [bad], "tags": {"basic": bad}})
    svg = drawn(card, company=bad, notice=bad, segment_label=bad, source_labels={"records": bad})
    svg.encode("utf-8")
    assert "AB" in said(svg)
    assert card_png(svg, 0.2).startswith(b"\x89PNG")  # vl-convert ends the process at such a one


def test_the_same_card_gives_the_same_bytes_in_another_process() -> None:
    svg = drawn(CARDS["chinese"], "zh")
    code = (
        "import sys; from workshop_kit.persona.cards import Card; "
        "from workshop_kit.persona.picture import card_svg; "
        "card = Card.model_validate_json(sys.stdin.buffer.read(), strict=False); "
        "svg = card_svg(card, 'zh', colour='#0f766e', company='Lakeside Hotel'); "
        "sys.stdout.buffer.write(svg.encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=CARDS["chinese"].model_dump_json().encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout == svg.encode() == drawn(CARDS["chinese"], "zh").encode()
    assert card_png(svg, 0.5) == card_png(svg, 0.5)


def test_the_png_is_a4_across_at_twice_the_size() -> None:
    with Image.open(io.BytesIO(card_png(drawn(CARDS["full"])))) as image:
        assert image.size == (2 * WIDTH, 2 * HEIGHT)
    assert pytest.approx(297 / 210, rel=0.001) == WIDTH / HEIGHT


@pytest.mark.parametrize(("one", "other"), [("喆", "堃"), ("玥", "犇")])
def test_rare_characters_of_names_are_drawn_and_not_as_boxes(one: str, other: str) -> None:
    # Boxes for characters without a glyph would be the same picture.
    assert card_png(drawn(Card(name=one)), 0.5) != card_png(drawn(Card(name=other)), 0.5)


def test_a_reader_without_our_font_sees_text_as_wide_as_we_measured() -> None:
    root = ElementTree.fromstring(drawn(CARDS["full"]))
    for text in root.iter(f"{SVG}text"):
        bold = text.get("font-weight") == "700"
        width = theme.text_size(text.text or "", float(text.get("font-size", "")), bold)[0]
        if len(text.text or "") > 1:
            assert float(text.get("textLength", "")) == pytest.approx(width, abs=0.06)
            assert text.get("lengthAdjust") == "spacingAndGlyphs"


def test_text_from_right_to_left_keeps_its_direction() -> None:
    root = ElementTree.fromstring(drawn(Card(name="محمد", goals=("שלום, 3",), quote="left")))
    found = {text.text: text for text in root.iter(f"{SVG}text")}
    assert found["محمد"].get("unicode-bidi") == found["שלום, 3"].get("unicode-bidi") == "plaintext"
    assert found["left"].get("unicode-bidi") is None
    assert found["محمد"].get("textLength") is None  # our font cannot tell how wide it is


@given(st.integers(0, 0xFFFFFF))
def test_white_can_be_read_on_the_side_whatever_the_companys_colour(number: int) -> None:
    svg = drawn(Card(), colour=f"#{number:06x}")
    fills = [rect.get("fill", "") for rect in ElementTree.fromstring(svg).iter(f"{SVG}rect")]
    red, green, blue = (int(fills[1][i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in (red, green, blue)
    ]
    # Relative luminance and contrast as in WCAG 2.
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_a_dark_colour_stays_as_it_is_and_nonsense_is_refused() -> None:
    assert 'fill="#0f766e"' in drawn(Card(), colour="#0f766e")
    with pytest.raises(ValueError, match=r"^colour must look like '#0f766e'\. Got 'red'\.$"):
        drawn(Card(), colour="red")


REAL_BOXES = """() => [...document.querySelectorAll("text")].map(text => {
  const box = text.getBoundingClientRect(), parent = text.parentElement;
  const clip = parent.hasAttribute("overflow")
    ? parent.getAttribute("viewBox").split(" ").map(Number) : [0, 0, 1123, 794];
  return [Math.max(box.left, clip[0]), Math.min(box.right, clip[0] + clip[2]),
          Math.max(box.top, clip[1]), Math.min(box.bottom, clip[1] + clip[3])];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("font", ["Noto Sans SC", "monospace"])
def test_in_a_browser_no_text_runs_into_another_whatever_its_fonts(
    browser: "Browser", font: str
) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    for card in CARDS.values():
        svg = drawn(card, "zh").replace(theme.FONTS, f"{font}, sans-serif")
        page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
        assert page.evaluate("document.scripts.length") == 0
        found = page.evaluate(REAL_BOXES)
        assert all(left >= 0 and right <= WIDTH for left, right, _top, _bottom in found)
        upright = [(a, b, (top + bottom) / 2) for a, b, top, bottom in found]
        beside = [
            (one, other)
            for one, other in combinations(upright, 2)
            # A browser's box is higher than the ink: texts of one line have one middle.
            if abs(one[2] - other[2]) < 3 and min(one[1], other[1]) - max(one[0], other[0]) > 0.5
        ]
        assert beside == []
    page.close()
