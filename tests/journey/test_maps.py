"""Both maps as pictures: nothing over anything else, nothing lost, the same columns in both."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from workshop_kit import theme
from workshop_kit.journey import pages
from workshop_kit.journey.feelings import AS_IS, COLOURS, TO_BE, feeling_colour, key_moments
from workshop_kit.journey.lanes import SIZES, Lane, settle
from workshop_kit.journey.maps import blueprint_svg, journey_map_svg, sheet_of, sheets
from workshop_kit.journey.pages import HEIGHT, MOST, SMALL, WIDTH, divided
from workshop_kit.journey.steps import COLUMNS, TEXTS
from workshop_kit.paper import png

LANGUAGES = ("en", "zh")
DRAWN: dict[str, Callable[..., str]] = {"journey": journey_map_svg, "blueprint": blueprint_svg}
SVG = "{http://www.w3.org/2000/svg}"
LABELS = {
    "en": ("Wi-Fi and guest app", "Check-in", "Message after the stay", "Lobby"),
    "zh": ("无线网与客房小程序", "前台办理入住手续", "离店回访", "大堂"),
}
LONG = {
    "en": (
        "Compares three portals, then books directly by telephone at last",
        "The password on the card is wrong, the app wants an update of 200 MB, and the hotline "
        "plays music for eight minutes",
    ),
    "zh": (
        "比了三个平台的价格，最后还是打电话订房",
        "卡片上的密码是错的，小程序要更新两百兆，热线放了八分钟音乐才有人接，最后还是没有解决，只好自己走到前台去问",
    ),
}
HOSTILE = '</text><script>alert(1)</script><b>&" {x} %s'


def table(n: int, language: str = "en", text: str | None = None, **more: Any) -> pd.DataFrame:
    """Steps in four stages with long texts, or with one text everywhere."""
    labels, (short, long) = LABELS[language], LONG[language]
    rows = [
        {
            "position": i + 1,
            "touchpoint": f"t{i}",
            "label": text if text is not None else labels[i % len(labels)],
            "stage": f"s{i * 4 // n}",
            "stage_label": text if text is not None else f"{labels[i * 4 // n]}",
            "kind": ("physical", "digital", "human")[i % 3],
            "side": ("front", "back", "support")[i % 3],
            **dict.fromkeys(TEXTS, short if text is None else text),
            **({"pain": long if i % 3 else ""} if text is None else {}),
            "valence": round(3 * math.sin(i * 1.3), 1),
            "reason": "",
            "to_be": min(3.0, round(3 * math.sin(i * 1.3), 1) + 1),
            **more,
        }
        for i in range(n)
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS]).astype({"valence": float, "to_be": float})


def drawn(kind: str, steps: pd.DataFrame, language: str = "en", **more: Any) -> str:
    given = {"colour": "#0f766e", "company": "Lakeside Hotel", **more}
    return DRAWN[kind](steps, language, **given)


@pytest.fixture(scope="session")
def wrong(
    text_boxes: Callable[[str], Any], collisions: Callable[..., Any]
) -> Callable[[str], list[tuple[str, str]]]:
    """Of an SVG: texts that are cut at their box, leave the sheet, or meet another."""

    def found(svg: str) -> list[tuple[str, str]]:
        cut = [
            (text, "cut")
            for text, box, clip in text_boxes(svg)
            if box[0] < clip[0] - 0.1 or box[2] > clip[2] + 0.1 or box[3] > clip[3] + 0.2 * 17
        ]
        return [*cut, *collisions(svg, WIDTH, HEIGHT)]

    return found


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def said(svg: str) -> str:
    """All text of the picture, without what stands between words and lines."""
    return bare("".join(texts(svg)))


def bare(text: str) -> str:
    return "".join(text.split())


EXTREMES = {
    "markup": {"text": HOSTILE},
    "empty": {"text": ""},
    "one letter": {"text": "x"},
    "no stages": {"stage": "", "stage_label": ""},
    "no curve": {"valence": math.nan, "to_be": math.nan},
    "flat": {"valence": 0.0, "to_be": math.nan},
    "long": {"text": "A long story about a lift. " * 40},
    "long word": {"text": "W" * 300},
    "long chinese": {"text": "很长的故事，" * 100},
    "emoji": {"text": "😀👩‍👧‍👦🏖 " * 20},
}


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 2, 8, 10, 25, 60])
def test_no_text_meets_another(
    kind: str, language: str, n: int, wrong: Callable[[str], Any]
) -> None:
    steps = table(n, language)
    for sheet in range(1, sheets(steps) + 1):
        look = {"persona": "Margaret Thompson", "notice": "Note " * 90, "company": "Firm " * 30}
        assert wrong(drawn(kind, steps, language, sheet=sheet, **look)) == []


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXTREMES)
def test_whatever_is_written_nothing_meets(
    kind: str, language: str, name: str, wrong: Callable[[str], Any]
) -> None:
    for n in (1, 9, 10):
        steps = table(n, language, **EXTREMES[name])
        for sheet in range(1, sheets(steps) + 1):
            look = {"persona": str(EXTREMES[name].get("text", "")), "notice": "n"}
            svg = drawn(kind, steps, language, sheet=sheet, **look)
            found = wrong(svg)
            # Emoji are wider than the font tells; they are cut at their box, and meet nothing.
            assert [pair for pair in found if name != "emoji" or pair[1] != "cut"] == []


def test_a_text_over_another_would_be_found(wrong: Callable[[str], Any]) -> None:
    root = '<svg xmlns="http://www.w3.org/2000/svg">{}{}</svg>'
    text = '<text x="{}" y="50" font-size="20">abc</text>'
    assert wrong(root.format(text.format(10), text.format(30))) == [("abc", "abc")]
    assert wrong(root.format(text.format(10), text.format(60))) == []
    assert wrong(root.format(text.format(-5), "")) == [("abc", "page")]


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [8, 25])
def test_every_text_of_a_usual_length_is_there_whole_and_can_be_read(
    kind: str, language: str, n: int
) -> None:
    steps = table(n, language)
    columns = {"journey": TEXTS[:3], "blueprint": ("action", *TEXTS[3:])}[kind]
    for page in divided(steps["stage"].tolist()):
        svg = drawn(kind, steps, language, sheet=page.number)
        for row in steps.iloc[page.first : page.last].to_dict("records"):
            assert all(bare(row[column]) in said(svg) for column in ("label", *columns))
        sizes = [
            float(e.get("font-size", "")) for e in ElementTree.fromstring(svg).iter(f"{SVG}text")
        ]
        # ISO 216: A3 is 420 mm across, so that 12 units are 3.9 mm: 11 points.
        assert min(sizes) >= SMALL == 12


@pytest.mark.parametrize("better", [0.3, 0.5, 0.7, 1.0])
@pytest.mark.parametrize("end", [-2.0, 0.0, 2.0])
def test_the_name_of_a_moment_leaves_the_curve_to_be_in_sight(
    end: float, better: float, text_boxes: Callable[[str], Any]
) -> None:
    steps = table(3)
    steps["valence"] = [0.0, end - 0.5, end]
    steps["to_be"] = [math.nan, math.nan, end + better]
    svg = drawn("journey", steps)
    (dot,) = (
        e for e in ElementTree.fromstring(svg).iter(f"{SVG}circle") if e.get("stroke") == TO_BE
    )
    x, y, r = (float(dot.get(name, "")) for name in ("cx", "cy", "r"))
    for text, (left, top, right, bottom), _clip in text_boxes(svg):
        outside = x + r < left or right < x - r or y + r < top or bottom < y - r
        assert outside, text


def test_a_sheet_is_a3_across() -> None:
    assert WIDTH == 1280
    assert pytest.approx(420 / 297, rel=0.001) == WIDTH / HEIGHT


def test_too_long_a_text_ends_in_an_ellipsis_and_leaves_room_to_others() -> None:
    steps = table(8)
    steps.loc[2, "pain"] = "word " * 400
    svg = drawn("journey", steps)
    assert any(text.endswith("…") for text in texts(svg))
    assert all(bare(text) in said(svg) for text in steps["action"])
    assert all(bare(text) in said(svg) for text in steps["pain"].drop(2))


# Sheets: the least number of at most 10, as even as borders of stages allow.


@pytest.mark.parametrize(
    ("n", "expected"),
    [(0, [0]), (1, [1]), (10, [10]), (11, [6, 5]), (25, [9, 8, 8]), (61, [9] * 5 + [8] * 2)],
)
def test_steps_are_shared_out_evenly(n: int, expected: list[int]) -> None:
    shared = divided([""] * n)
    assert sorted((s.last - s.first for s in shared), reverse=True) == expected
    assert [s.first for s in shared[1:]] == [s.last for s in shared[:-1]]
    assert [(s.number, s.of) for s in shared] == [(i + 1, len(shared)) for i in range(len(shared))]


def test_a_sheet_breaks_at_a_stage_where_one_is_near_but_never_for_more_sheets() -> None:
    near = divided(["a"] * 6 + ["b"] * 8)  # 7 and 7 would break "b"
    assert [s.last for s in near] == [6, 14]
    far = divided(["a"] * 1 + ["b"] * 15)  # 1 and 15 cannot be
    assert [s.last for s in far] == [8, 16]
    full = divided([f"s{i // 6}" for i in range(18)])  # 6, 6, 6 would take a third sheet
    assert [s.last for s in full] == [9, 18]
    for n in range(1, 61):
        shared = divided([f"s{i // 5}" for i in range(n)])
        assert len(shared) == math.ceil(n / MOST)
        assert all(1 <= s.last - s.first <= MOST for s in shared)
        assert shared[-1].last == n


def test_all_sheets_stand_below_each_other_or_one_alone() -> None:
    steps = table(25)
    assert sheets(steps) == 3
    whole = ElementTree.fromstring(drawn("journey", steps))
    assert float(whole.get("height", "")) == 3 * HEIGHT + 2 * 20
    alone = [said(drawn("journey", steps, sheet=i)) for i in (1, 2, 3)]
    assert "".join(alone) == said(drawn("journey", steps))
    assert all(f"{i}of3" in one for i, one in enumerate(alone, 1))
    assert "1of1" not in said(drawn("journey", table(9)))
    for bad in (0, 4):
        with pytest.raises(ValueError, match=rf"^sheet must lie between 1 and 3\. Got {bad}\.$"):
            drawn("journey", steps, sheet=bad)


def test_the_sheet_of_a_touchpoint() -> None:
    steps = table(25)
    borders = [page.last for page in divided(steps["stage"].tolist())]
    assert sheet_of(steps, "t0") == 1
    assert sheet_of(steps, f"t{borders[0] - 1}") == 1
    assert sheet_of(steps, f"t{borders[0]}") == 2
    assert sheet_of(steps, "t24") == 3
    assert sheet_of(steps, "gone") == 1
    assert sheet_of(steps.iloc[:0], "t0") == 1


# What the two maps share.


def header(svg: str) -> list[tuple[str, str, str]]:
    """The frames of touchpoints, and the numbers in them, with their places."""
    root = ElementTree.fromstring(svg)
    frames = [
        (r.get("x", ""), r.get("width", ""), r.get("stroke", ""))
        for r in root.iter(f"{SVG}rect")
        if r.get("stroke-width") == "2"
    ]
    numbers = [
        (t.get("x", ""), t.text or "", "")
        for t in root.iter(f"{SVG}text")
        if (t.text or "").isdecimal() and t.get("fill") == "white"
    ]
    return frames + numbers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 8, 25])
def test_both_maps_have_the_same_columns_numbers_stages_and_flags(language: str, n: int) -> None:
    steps = table(n, language)
    for sheet in range(1, sheets(steps) + 1):
        one, other = (drawn(kind, steps, language, sheet=sheet) for kind in DRAWN)
        assert header(one) == header(other)
        assert len(header(one)) >= 2
        flags = [
            [(t.get("x"), t.text) for t in ElementTree.fromstring(svg).iter(f"{SVG}text")
             if t.get("fill") == "white"]
            for svg in (one, other)
        ]  # fmt: skip
        assert flags[0] == flags[1]


def test_peak_valley_and_end_are_flagged_in_both() -> None:
    steps = table(4).assign(valence=[1.0, 3.0, -2.0, 0.0])
    assert key_moments(steps) == {1: ["peak"], 2: ["valley"], 3: ["end"]}
    for kind in DRAWN:
        shown = texts(drawn(kind, steps))
        assert [shown.count(name) for name in ("Peak", "Valley", "End")] == [1, 1, 1]
    shown = texts(drawn("journey", steps))
    assert {"Peak +3", "Valley −2", "End 0"} <= set(shown)


def test_of_equal_peaks_the_later_one_counts_and_one_touchpoint_may_be_two() -> None:
    assert key_moments(table(3).assign(valence=[2.0, -1.0, 2.0])) == {
        1: ["valley"],
        2: ["peak", "end"],
    }
    gaps = table(4).assign(valence=[math.nan, 2.0, 1.0, math.nan])
    assert key_moments(gaps) == {1: ["peak"], 2: ["valley", "end"]}
    assert "Valley · End" in texts(drawn("blueprint", gaps))


def test_a_flat_curve_has_an_end_only_and_no_curve_nothing() -> None:
    assert key_moments(table(3).assign(valence=1.0)) == {2: ["end"]}
    assert key_moments(table(3).assign(valence=math.nan)) == {}


def test_a_feeling_has_the_same_colour_in_both() -> None:
    steps = table(3).assign(valence=[-2.4, 0.0, 3.0])
    for kind in DRAWN:
        root = ElementTree.fromstring(drawn(kind, steps, colour="#1d4ed8"))
        found = [circle.get("fill") for circle in root.iter(f"{SVG}circle")]
        assert [c for c in found if c in COLOURS.values()] == ["#d1481a", "#6b7280", "#0b5f58"]
    assert feeling_colour(-2.6) == COLOURS[-3]


# The curve.


def lines(svg: str, colour: str) -> list[list[tuple[float, float]]]:
    """Points of the curves of a colour."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        if path.get("stroke") == colour and "L" in path.get("d", ""):
            pairs = path.get("d", "")[1:].split("L")
            found.append([(float(p.split()[0]), float(p.split()[1])) for p in pairs])
    return found


def faces(svg: str) -> list[tuple[float, float]]:
    circles = ElementTree.fromstring(svg).iter(f"{SVG}circle")
    return [
        (float(c.get("cx", "")), float(c.get("cy", "")))
        for c in circles
        if c.get("fill") in COLOURS.values() and c.get("r") == "12"
    ]


def test_the_line_runs_through_the_faces_and_stays_between_neighbours() -> None:
    svg = drawn("journey", table(8).assign(valence=[1.0, -1, -2.5, -2, 2, -3, 3, 1]))
    (line,) = lines(svg, AS_IS)
    assert [p for p in line if p in faces(svg)] == faces(svg)
    assert len(line) == 7 * 12 + 1
    for (x0, y0), (x1, y1) in pairwise(faces(svg)):
        inside = [y for x, y in line if x0 <= x <= x1]
        assert min(y0, y1) - 0.1 <= min(inside) <= max(inside) <= max(y0, y1) + 0.1


def test_the_line_goes_on_over_the_edge_of_a_sheet() -> None:
    steps = table(18).assign(to_be=math.nan)
    (one,), (other,) = (lines(drawn("journey", steps, sheet=i), AS_IS) for i in (1, 2))
    left, right = pages.LEFT, pages.RIGHT
    assert one[0][0] > left + 20  # it begins with the first face
    assert one[-1][0] > right
    assert other[0][0] < left
    assert other[-1][0] < right - 20  # and ends with the last one

    def height(line: list[tuple[float, float]], x: float) -> float:
        a, b = next((a, b) for a, b in pairwise(line) if a[0] <= x <= b[0])
        return a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0])

    # A sheet's edge lies in the middle between two steps: there both lines are at one height.
    assert height(one, left + 9 * (right - left) / 9) == pytest.approx(height(other, left), abs=0.2)


def test_points_that_were_not_placed_have_no_face_and_nothing_is_made_up_beyond_the_ends() -> None:
    svg = drawn("journey", table(5).assign(valence=[math.nan, 1.0, math.nan, -1.0, math.nan]))
    (line,) = lines(svg, AS_IS)
    assert len(faces(svg)) == 2
    assert (line[0], line[-1]) == tuple(faces(svg))
    alone = drawn("journey", table(3).assign(valence=[math.nan, 1.0, math.nan], to_be=math.nan))
    assert lines(alone, AS_IS) == lines(alone, TO_BE) == []
    assert len(faces(alone)) == 1


def test_the_curve_as_it_should_be_is_a_second_dashed_line() -> None:
    steps = table(4).assign(valence=[1.0, -1, -1, 1], to_be=[math.nan, 1.0, 2.0, math.nan])
    root = ElementTree.fromstring(drawn("journey", steps))
    (dashed,) = [
        p for p in root.iter(f"{SVG}path") if p.get("stroke") == TO_BE and "L" in p.get("d", "")
    ]
    assert dashed.get("stroke-dasharray")
    assert {"As it is", "As it should be"} <= set(texts(drawn("journey", steps)))
    without = texts(drawn("journey", steps.assign(to_be=math.nan)))
    assert "As it should be" not in without


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_curve_the_map_says_so(language: str) -> None:
    steps = table(8, language).assign(valence=math.nan, to_be=math.nan)
    svg = drawn("journey", steps, language)
    assert faces(svg) == []
    assert len(said(svg)) > len(said(drawn("blueprint", steps, language))) / 2
    if language == "en":
        assert "Nocurvehasbeendrawn" in said(svg)


def test_an_empty_lane_asks_and_an_empty_cell_stays_empty() -> None:
    steps = table(3).assign(expectation="", pain=["", "Waits", ""])
    svg = drawn("journey", steps)
    assert bare("What do they hope for here") in said(svg)
    assert bare("What is in their way") not in said(svg)
    none = drawn("journey", table(1).iloc[:0])
    assert bare("What is in their way") in said(none)


def test_an_arrow_stands_where_both_lanes_have_something() -> None:
    def arrows(**more: Any) -> int:
        root = ElementTree.fromstring(drawn("blueprint", table(2).assign(**more)))
        return sum(p.get("stroke-width") == "1.8" and p.get("stroke") == theme.MUTED
                   for p in root.iter(f"{SVG}path"))  # fmt: skip

    assert arrows() == 6
    assert arrows(back=["", "x"]) == 4
    assert arrows(back="") == 2


@pytest.mark.parametrize("kind", DRAWN)
def test_markup_is_text_and_the_picture_has_no_ids_scripts_or_links(kind: str) -> None:
    svg = drawn(kind, table(9, text=HOSTILE), persona=HOSTILE, company=HOSTILE, notice=HOSTILE)
    assert "<script" not in svg
    assert bare("<b>&") in said(svg)
    for element in ElementTree.fromstring(svg).iter():
        assert not {key for key in element.attrib if key in ("id", "href", "style", "class")}
        assert not {key for key in element.attrib if key.startswith("on")}
        assert "url(" not in "".join(element.attrib.values())


@pytest.mark.parametrize("kind", DRAWN)
def test_the_same_steps_give_the_same_text_and_are_not_changed(kind: str) -> None:
    steps = table(25)
    before = steps.copy()
    assert drawn(kind, steps) == drawn(kind, steps)
    pd.testing.assert_frame_equal(steps, before)


@pytest.mark.parametrize("kind", DRAWN)
def test_the_picture_can_be_a_png(kind: str) -> None:
    bad = "A\x00\x0b\ud800\ufffe\u2028B"
    svg = drawn(
        kind, table(2, text=bad.replace("\ud800", "")), persona=bad, company=bad, notice=bad
    )
    svg.encode("utf-8")
    assert png(svg, 0.2).startswith(b"\x89PNG")  # vl-convert ends the process at such a one


def test_lanes_take_the_largest_text_that_fits_and_give_way_where_none_does() -> None:
    lanes = [Lane(name, name, "?", "white", "white") for name in ("action", "pain")]
    one = divided([""] * 8)
    size, heights = settle(lanes, table(8, text="x"), one, 600)
    assert size == SIZES[0]
    assert sum(heights) <= 600
    size, heights = settle(lanes, table(8, text="word " * 300).assign(action="x"), one, 300)
    assert size == SIZES[-1]
    assert sum(heights) == pytest.approx(300)
    assert heights[0] < 60 < heights[1]
