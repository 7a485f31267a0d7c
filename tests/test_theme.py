"""How charts look and are drawn: label placement, wrapping, SVG, what a notebook is given."""

import json
import re
import subprocess
import sys
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_kit import theme

Box = tuple[float, float, float, float]
FRAME = (680.0, 520.0)
law = settings(deadline=None, max_examples=50)

spots = st.lists(
    st.tuples(
        st.tuples(st.floats(0, 680), st.floats(0, 520)),
        st.tuples(st.floats(8, 190), st.floats(12, 40)),
    ),
    min_size=1,
    max_size=30,
)


def boxes_of(points: Any, sizes: Any, offsets: theme.Floats) -> list[Box]:
    """Boxes of the labels that found a place: left, top, right, bottom."""
    found = []
    for (x, y), (width, height), (dx, dy) in zip(points, sizes, offsets, strict=True):
        if not np.isnan(dx):
            left, top = x + dx - width / 2, y + dy - height / 2
            found.append((left, top, left + width, top + height))
    return found


def meet(a: Box, b: Box) -> bool:
    # A millionth of a pixel: middles and edges are rounded differently.
    apart = a[2] <= b[0] + 1e-6 or b[2] <= a[0] + 1e-6
    return not (apart or a[3] <= b[1] + 1e-6 or b[3] <= a[1] + 1e-6)


@law
@given(spots)
def test_no_two_labels_meet_and_all_stay_inside(drawn: list[Any]) -> None:
    points, sizes = zip(*drawn, strict=True)
    boxes = boxes_of(points, sizes, theme.place_labels(points, sizes, FRAME))
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    for left, top, right, bottom in boxes:
        assert min(left, top) >= -1e-6
        assert right <= FRAME[0] + 1e-6
        assert bottom <= FRAME[1] + 1e-6


@law
@given(spots, st.lists(st.tuples(st.floats(0, 500), st.floats(0, 400)), max_size=4))
def test_labels_keep_off_obstacles(drawn: list[Any], corners: list[tuple[float, float]]) -> None:
    points, sizes = zip(*drawn, strict=True)
    obstacles = [(x, y, x + 150, y + 60) for x, y in corners]
    boxes = boxes_of(points, sizes, theme.place_labels(points, sizes, FRAME, obstacles))
    assert not [(box, other) for box in boxes for other in obstacles if meet(box, other)]


@law
@given(spots)
def test_the_same_input_gives_the_same_places_and_is_not_changed(drawn: list[Any]) -> None:
    points, sizes = (np.array(part) for part in zip(*drawn, strict=True))
    before = points.copy(), sizes.copy()
    first = theme.place_labels(points, sizes, FRAME)
    np.testing.assert_array_equal(first, theme.place_labels(points, sizes, FRAME))
    np.testing.assert_array_equal(before[0], points)
    np.testing.assert_array_equal(before[1], sizes)


@law
@given(spots)
def test_a_label_covers_a_mark_only_where_nothing_else_is_free(drawn: list[Any]) -> None:
    points, sizes = zip(*drawn[:3], strict=True)  # three labels always find room beside the marks
    for box in boxes_of(points, sizes, theme.place_labels(points, sizes, FRAME, radius=8)):
        assert not [p for p in points if meet(box, (p[0] - 8, p[1] - 8, p[0] + 8, p[1] + 8))]


def test_a_lonely_label_stands_to_the_right() -> None:
    # 8 for the mark, 3 of air, then half of the label's width of 60.
    assert theme.place_labels([(300, 200)], [(60, 20)], FRAME).tolist() == [[41, 0]]


def test_a_label_at_the_right_border_stands_to_the_left() -> None:
    assert theme.place_labels([(670, 200)], [(60, 20)], FRAME).tolist() == [[-41, 0]]


def test_a_label_without_room_has_no_place() -> None:
    points, sizes = [(100, 100), (300, 200)], [(700, 20), (60, 20)]  # the first is too wide
    offsets = theme.place_labels(points, sizes, FRAME)
    assert np.isnan(offsets[0]).all()
    assert not np.isnan(offsets[1]).any()


def test_a_frame_that_is_all_obstacle_has_no_places() -> None:
    offsets = theme.place_labels([(300, 200)] * 2, [(60, 20)] * 2, FRAME, [(0, 0, *FRAME)])
    assert np.isnan(offsets).all()


def test_no_points_give_no_places() -> None:
    assert theme.place_labels([], [], FRAME).shape == (0, 2)


def test_thirty_labels_of_one_point_all_find_a_place() -> None:
    points, sizes = [(300, 260)] * 30, [(25, 20)] * 30
    boxes = boxes_of(points, sizes, theme.place_labels(points, sizes, FRAME))
    assert len(boxes) == 30
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


def test_no_line_of_crowded_points_runs_through_another_label() -> None:
    points, sizes = [(340, 260)] * 12, [(150, 20)] * 12
    boxes = boxes_of(points, sizes, theme.place_labels(points, sizes, FRAME))
    for i, (left, top, right, bottom) in enumerate(boxes):
        end = np.clip((340, 260), (left, top), (right, bottom))
        # 200 steps along the line from the point to its label.
        way = np.linspace((340, 260), end, 200)
        for j, other in enumerate(boxes):
            inside = ((way > other[:2]) & (way < other[2:])).all(axis=1)
            assert i == j or not inside.any(), (i, j)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Fast Wi-Fi", 200, ["Fast Wi-Fi"]),
        ("Early check-in before noon", 110, ["Early check-in", "before noon"]),
        ("提前办理入住手续", 70, ["提前办理入", "住手续"]),  # five characters of 14 pixels
        ("会员 Wi-Fi 免费", 70, ["会员 Wi-Fi", "免费"]),
        ("早餐清淡，好消化", 56, ["早餐清", "淡，好…"]),  # a line never begins with a comma
        ("  two\n words\t", 200, ["two words"]),
        ("", 200, [""]),
    ],
)
def test_text_is_wrapped_between_words_and_chinese_characters(
    text: str, width: float, lines: list[str]
) -> None:
    assert theme.wrap(text, width).split("\n") == lines


def test_what_does_not_fit_ends_in_one_ellipsis() -> None:
    long = "Donaudampfschifffahrtsgesellschaft"
    for text in (long, f"{long} {long}", f"{long} and {long} and {long}"):
        wrapped = theme.wrap(text, 100)
        assert wrapped.endswith("…")
        assert "……" not in wrapped
        assert wrapped.count("\n") == min(text.count(" "), 1)
    assert theme.wrap("one two three four", 30, most=3) == "one\ntwo\nth…"


@law
@given(st.text(max_size=120), st.integers(20, 300), st.integers(1, 4))
def test_no_line_is_wider_than_asked_and_no_text_is_lost_without_an_ellipsis(
    text: str, width: int, most: int
) -> None:
    wrapped = theme.wrap(text, width, most=most)
    lines = wrapped.split("\n")
    assert len(lines) <= most
    assert max(theme.text_size(line)[0] for line in lines) <= width
    if "…" not in wrapped:
        assert "".join(wrapped.split()) == "".join(text.split())


def test_text_size_is_what_the_font_says() -> None:
    assert theme.text_size("中文", 14) == pytest.approx((28, 18.2))
    assert theme.text_size("中\n中文", 10) == pytest.approx((20, 26))  # the widest line, two lines
    assert theme.text_size("", 14) == pytest.approx((0, 18.2))
    assert theme.text_size("Wi-Fi", 28)[0] == pytest.approx(2 * theme.text_size("Wi-Fi", 14)[0])
    assert theme.text_size("Wi-Fi", bold=True)[0] > theme.text_size("Wi-Fi")[0]


def chart(label: str = "兴奋需求", clip: bool = True) -> dict[str, Any]:
    """A specification whose drawing needs ids: clipped marks and a gradient."""
    theme.enable()
    gradient = {
        "gradient": "linear",
        "stops": [{"offset": 0, "color": "white"}, {"offset": 1, "color": "navy"}],
    }
    data = pd.DataFrame({"x": [1, 2], "y": [3, 4], "label": [label, "B"]})
    base = alt.Chart(data).encode(x="x:Q", y="y:Q")
    area = base.mark_area(color=alt.Gradient(**gradient), clip=clip)
    return (area + base.mark_text().encode(text="label:N")).to_dict()


def test_the_same_specification_gives_the_same_bytes_in_another_process() -> None:
    spec = chart()
    # It draws another chart first, so that vl-convert's own counting stands elsewhere.
    code = (
        "import json, sys; from workshop_kit import theme; specs = json.load(sys.stdin); "
        "drawn = [theme.svg(spec) for spec in specs]; sys.stdout.buffer.write(drawn[1].encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps([chart("another"), spec]).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout == theme.svg(spec).encode() == theme.svg(spec).encode()


def test_ids_are_unique_across_charts_and_every_reference_resolves() -> None:
    page = theme.svg(chart()) + theme.svg(chart("another"))
    ids = re.findall(r' id="([^"]+)"', page)
    used = re.findall(r'"url\(#([^)]+)\)"', page)
    assert len(ids) == len(set(ids)) == 4  # a clip path and a gradient in each
    assert set(used) == set(ids)


def test_a_label_that_looks_like_an_id_is_only_text() -> None:
    label = 'id="clip0" url(#x) clip-path="url(#gradient_0)" <b>&'
    drawn = theme.svg(chart(label))
    assert label in "".join(ElementTree.fromstring(drawn).itertext())
    ids = re.findall(r'<[^<>]* id="([^"]+)"', drawn)
    assert len(ids) == 2


def test_characters_that_no_xml_may_hold_are_left_out() -> None:
    # vl-convert ends the whole process at the first, and Vega refuses the last in an expression.
    drawn = theme.svg(chart("Wi\x01-\ufffeFi\u2028"))
    assert "Wi-Fi" in "".join(ElementTree.fromstring(drawn).itertext())


def test_no_other_character_is_left_out() -> None:
    controls = {*range(0x20), *range(0xD800, 0xE000), 0x2028, 0x2029, 0xFFFE, 0xFFFF}
    for code in (*range(0x10000), 0x1F642):
        kept = code not in controls - {0x9, 0xA, 0xD}
        cleaned, text = theme._drawable({"a": [chr(code)]})
        assert (cleaned, json.loads(text)) == ({"a": [chr(code) * kept]},) * 2, hex(code)


def test_a_number_that_is_none_is_left_out_of_picture_and_notebook() -> None:
    spec = alt.Chart({"values": [{"x": float("nan")}, {"x": float("inf")}, {"x": 1.5}]})
    bundle = theme.mimebundle(spec.mark_point().encode(x="x:Q").to_dict())
    interactive = bundle["application/vnd.vegalite.v5+json"]
    (values,) = interactive["datasets"].values()
    assert values == [{"x": None}, {"x": None}, {"x": 1.5}]
    assert ElementTree.fromstring(bundle["image/svg+xml"]) is not None


def test_chinese_is_drawn_as_text_in_our_font() -> None:
    drawn = theme.svg(chart("提前入住"))
    texts = [e for e in ElementTree.fromstring(drawn).iter() if e.tag.endswith("text")]
    written = {"".join(text.itertext()): text.get("font-family", "") for text in texts}
    assert written["提前入住"].split(",")[0] == theme.FONT
    assert all(family.startswith(theme.FONT) for family in written.values())


def test_a_notebook_gets_vega_lite_5_and_a_picture() -> None:
    spec = chart()
    bundle = theme.mimebundle(spec)
    assert set(bundle) == {"application/vnd.vegalite.v5+json", "image/svg+xml"}
    interactive = bundle["application/vnd.vegalite.v5+json"]
    assert interactive["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert {k: v for k, v in interactive.items() if k != "$schema"} == {
        k: v for k, v in spec.items() if k != "$schema"
    }
    assert "v6" in spec["$schema"]  # what it was given is not changed
    assert bundle["image/svg+xml"] == theme.svg(spec)


def test_enabled_charts_show_themselves_this_way_with_any_number_of_rows() -> None:
    theme.enable()
    theme.enable()  # a notebook may run its first cell twice
    data = pd.DataFrame({"x": range(6000)})  # Altair alone refuses more than 5,000
    shown = alt.Chart(data).mark_tick().encode(x="x:Q")._repr_mimebundle_()
    assert set(shown) == {"application/vnd.vegalite.v5+json", "image/svg+xml"}
    assert shown["application/vnd.vegalite.v5+json"]["config"]["font"] == theme.FONTS


def test_tables_show_every_row_and_no_label_becomes_a_formula() -> None:
    theme.enable()
    table = pd.DataFrame({"label": [f"row{i}: $5 or $10" for i in range(90)]})
    shown = table._repr_html_()  # type: ignore[operator]
    assert all(f"row{i}:" in shown for i in range(90))
    assert "mathjax_ignore" in shown


@pytest.mark.parametrize(
    ("label", "cut"),
    [("服" * 18, False), ("服" * 19, True), ("W" * 18, False), ("W" * 24, True), ("i" * 40, False)],
)
def test_a_label_is_cut_as_by_a_fixed_limit_and_short_ones_are_not_measured_for_it(
    label: str, cut: bool
) -> None:
    theme.enable()
    chart = alt.Chart(pd.DataFrame({"label": [label, "B"], "x": [1, 2]})).mark_bar()
    spec = chart.encode(x="x:Q", y="label:N", color="label:N").to_dict()
    drawn = theme.svg(spec)
    fixed = json.loads(json.dumps(spec))
    for part in ("axis", "legend"):
        pixels = fixed["config"][part]["labelLimit"]["expr"].split()[-3]
        fixed["config"][part]["labelLimit"] = int(pixels)
    same = re.compile(r"c[0-9a-f]{10}-")  # ids are made of what was asked
    assert same.sub("", drawn) == same.sub("", theme.svg(fixed))
    written = ["".join(e.itertext()) for e in ElementTree.fromstring(drawn).iter()]
    assert any("…" in text for text in written) == cut


def test_every_text_can_be_read_from_the_last_row() -> None:
    def sizes(value: Any) -> list[float]:
        if not isinstance(value, dict):
            return []
        own = [size for key, size in value.items() if key.lower().endswith("fontsize")]
        return own + [size for inner in value.values() for size in sizes(inner)]

    assert min(sizes(theme.config())) >= 14
