"""The stakeholder map: everybody named stands on it, apart, in the picture, as written."""

from itertools import combinations, product
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from workshop_kit import theme
from workshop_kit.persona.actors import HEIGHT, RINGS, ROLES, WIDTH, actors_svg, role_names
from workshop_kit.persona.picture import card_png

LANGUAGES = ("en", "zh")
SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]
NAMES = (
    "Receptionist",
    "IT hotline of the booking system",
    "Owner",
    "Laundry firm Müller and sons",
    "前台接待",
    "市场监督管理局窗口",
)


def drawn(rows: list[dict[str, Any]], language: str = "en") -> Element:
    return ElementTree.fromstring(actors_svg(rows, language, colour="#0f766e"))


def of_ring(ring: Any, n: int) -> list[dict[str, Any]]:
    return [{"actor": NAMES[i % len(NAMES)], "ring": ring, "role": "front"} for i in range(n)]


def frames(svg: Element) -> list[Box]:
    """Left, top, right, bottom of the boxes with names."""
    found = []
    for rect in svg.iter(f"{SVG}rect"):
        if rect.get("stroke"):
            x, y, wide, high = (float(rect.get(k, "")) for k in ("x", "y", "width", "height"))
            found.append((x, y, x + wide, y + high))
    return found


def said(svg: Element) -> str:
    return "".join("".join(text.text or "" for text in svg.iter(f"{SVG}text")).split())


def test_a_map_without_anybody_shows_the_rings_and_what_colours_mean() -> None:
    svg = drawn([{"actor": "  "}, {"role": "front"}, {"actor": None}, {"actor": 7}, {}])
    assert frames(svg) == []
    assert len(list(svg.iter(f"{SVG}ellipse"))) == len(RINGS) == 3
    assert all("".join(text.split()) in said(svg) for text in role_names("en").values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_below_stays_in_the_picture_and_each_role_has_a_colour(language: str) -> None:
    assert list(role_names(language)) == list(ROLES)
    assert len(set(ROLES.values())) == len(ROLES)
    for text in drawn([], language).iter(f"{SVG}text"):
        size, x = float(text.get("font-size", "")), float(text.get("x", ""))
        width = theme.text_size(text.text or "", size)[0]
        start = x - width / 2 if text.get("text-anchor") == "middle" else x
        assert start >= 0
        assert start + width <= WIDTH


def test_a_name_stands_in_its_ring_in_the_colour_of_its_side() -> None:
    for ring, (_where, edge) in RINGS.items():
        inner = max((e for _w, e in RINGS.values() if e < edge), default=62)
        for i in range(1, 8):
            for left, top, right, bottom in frames(drawn(of_ring(ring, i))):
                # The ellipse is 1.26 as wide as high, around (500, 398).
                x, y = ((left + right) / 2 - 500) / 1.26, (top + bottom) / 2 - 398
                assert inner < (x * x + y * y) ** 0.5 < edge
    svg = drawn([{"actor": "Owner", "ring": "core", "role": "back"}])
    assert [r.get("stroke") for r in svg.iter(f"{SVG}rect")][1] == ROLES["back"]
    (name,) = [text for text in svg.iter(f"{SVG}text") if text.text == "Owner"]
    assert name.get("fill") == ROLES["back"]


@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("n", [1, 2, 7, 11, 12, 13, 19, 20])
def test_twenty_in_one_ring_stand_side_by_side(ring: str, n: int) -> None:
    apart(frames(drawn(of_ring(ring, n))), n)


def test_rings_keep_off_each_other() -> None:
    for core, around, outside in product((0, 1, 3, 5, 8), repeat=3):
        if core + around + outside <= 20:  # the sheet has 20 rows
            rows = of_ring("core", core) + of_ring("around", around) + of_ring("outside", outside)
            apart(frames(drawn(rows)), len(rows))


def apart(boxes: list[Box], n: int) -> None:
    assert len(boxes) == n
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT - 25  # above the line with the colours
    for a, b in combinations(boxes, 2):
        wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert wide <= 0.2 or high <= 0.2  # as positions are written: to a tenth


def test_every_text_stands_inside_its_frame() -> None:
    rows = of_ring("core", 6) + of_ring("around", 8) + of_ring("outside", 6)
    svg = drawn(rows)
    shown = list(svg.iter(f"{SVG}svg"))[1:]
    assert len(shown) == len(frames(svg)) == 20
    for inner, (left, top, right, bottom) in zip(shown, frames(svg), strict=True):
        assert inner.get("overflow") == "hidden"
        x, y, wide, high = (float(inner.get(k, "")) for k in ("x", "y", "width", "height"))
        assert left <= x < x + wide <= right
        assert top <= y < y + high <= bottom
        for text in inner.iter(f"{SVG}text"):
            size = float(text.get("font-size", ""))
            assert theme.text_size(text.text or "", size)[0] <= wide
            assert y <= float(text.get("y", "")) - 0.75 * size
            assert float(text.get("y", "")) + 0.2 * size <= y + high


@pytest.mark.parametrize("ring", [None, "moon", 3, ["core"], {}])
def test_a_ring_or_role_of_another_version_is_shown_outside_and_grey(ring: Any) -> None:
    svg = drawn([{"actor": "Someone", "ring": ring, "role": ring}])
    assert frames(svg) == frames(drawn([{"actor": "Someone", "ring": "outside", "role": "front"}]))
    (name,) = [text for text in svg.iter(f"{SVG}text") if text.text == "Someone"]
    assert name.get("fill") not in ROLES.values()


@pytest.mark.parametrize(
    "name",
    [
        "</text><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "&lt;b&gt; & ]]>",
        "喆堃玥",
        "مدير",
        "שלום",
        "🚗👩‍👩‍👧",
    ],
)
def test_hostile_and_foreign_names_are_shown_as_text(name: str) -> None:
    svg = drawn([{"actor": name, "ring": "core"}])
    tags = {element.tag for element in svg.iter()}
    assert tags <= {SVG + tag for tag in ("svg", "title", "rect", "ellipse", "circle", "text")}
    start = "".join(name.split())[:3]
    assert start in said(svg)
    card_png(ElementTree.tostring(svg, encoding="unicode"), 0.3)


@pytest.mark.parametrize(
    "name", ["W" * 10_000, "字" * 10_000, "a b " * 2500, "x\n" * 5000, "a\0\ud83d"]
)
def test_endless_and_broken_names_fit_too(name: str) -> None:
    svg = drawn([{"actor": name, "ring": ring} for ring in RINGS for _ in range(6)])
    apart(frames(svg), 18)
    assert "\0" not in said(svg)


def test_a_light_colour_of_the_company_is_darkened_behind_white() -> None:
    svg = ElementTree.fromstring(actors_svg([], "en", colour="#ffff00"))
    middle = next(svg.iter(f"{SVG}circle"))
    assert middle.get("fill") not in ("#ffff00", None)
