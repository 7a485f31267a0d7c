"""The slides: charts with their numbers behind them, pictures with a fallback, whole tables."""

import math
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_THEME_COLOR

from workshop_kit import Workshop, kano, open_workshop
from workshop_kit.handouts import write_slides
from workshop_kit.handouts.plots import add_chart
from workshop_kit.report import Part, contents
from workshop_kit.report.natives import Bars, Point, Points

Told = tuple[Workshop, list[Part]]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


def written(told: Told, folder: Path) -> Any:
    write_slides(*told, folder / "report.pptx")
    return Presentation(str(folder / "report.pptx"))


def titled(show: Any, title: str) -> Any:
    return next(s for s in show.slides if s.shapes.title.text_frame.text == title)


def chart_of(show: Any, title: str) -> Any:
    return next(shape.chart for shape in titled(show, title).shapes if shape.has_chart)


def texts(show: Any) -> list[str]:
    frames = [s.text_frame.text for slide in show.slides for s in slide.shapes if s.has_text_frame]
    tables = [s.table for slide in show.slides for s in slide.shapes if s.has_table]
    return frames + [cell.text for table in tables for row in table.rows for cell in row.cells]


def test_bars_are_a_chart_with_the_tables_numbers(told: Told, tmp_path: Path) -> None:
    show = written(told, tmp_path)
    figure = next(part for part in told[1] if part.name == "kano").figures["shares"]
    chart = chart_of(show, figure.title)
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert isinstance(figure.native, Bars)
    for series in chart.plots[0].series:
        assert list(series.values) == pytest.approx(list(figure.native.series[series.name]))
    assert chart.part.chart_workbook.xlsx_part is not None


def test_points_are_a_chart_and_their_intervals_a_series_of_it(told: Told, tmp_path: Path) -> None:
    show = written(told, tmp_path)
    kano_part = next(part for part in told[1] if part.name == "kano")
    chart = chart_of(show, kano_part.figures["quadrant"].title)
    assert chart.chart_type == XL_CHART_TYPE.XY_SCATTER
    limits, *series = chart.plots[0].series
    assert "95%" in limits.name
    table = kano.results(told[0])
    known = table[table["n"] >= 20]
    assert sorted(y for one in series for y in one.values) == pytest.approx(sorted(known["better"]))
    # Two lines of two ends for each point; the gaps between them hold no number.
    assert sum(1 for y in limits.values if y is not None) == 4 * len(known)
    assert not [v for v in chart._chartSpace.iter(f"{CHART}v") if v.text in ("None", "nan")]


def test_intervals_of_bars_are_error_bars_and_stand_in_a_table(told: Told, tmp_path: Path) -> None:
    show = written(told, tmp_path)
    figure = next(part for part in told[1] if part.name == "loyalty").figures["nps"]
    slide = titled(show, figure.title)
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert len(list(chart._chartSpace.iter(f"{CHART}errBars"))) == 1
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert "−45" in [cell.text for cell in table.rows[1].cells]
    assert "…" in table.cell(2, 1).text


def test_bars_of_no_category_have_the_companys_colour(told: Told, tmp_path: Path) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    show = written(told, tmp_path)
    loyal = next(part for part in told[1] if part.name == "loyalty").figures
    for name in ("nps", "csat", "ces"):
        (series,) = chart_of(show, loyal[name].title).plots[0].series
        assert series.format.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_1
        assert not series.invert_if_negative
    theme = show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert '<a:accent1><a:srgbClr val="B45309"/>' in theme


def test_curves_and_models_are_svg_with_png_beside() -> None:
    opened = open_workshop("lakeside-hotel")
    part = next(part for part in contents(opened) if part.name == "gaps")
    assert part.figures["five"].native is None


def test_a_picture_has_both_kinds(tmp_path: Path) -> None:
    opened = open_workshop("digital-payments")
    part = contents(opened)[0]
    plain = Part(**{**vars(part), "figures": {"q": part.figures["quadrant"]}})
    figure = type(plain.figures["q"])(**{**vars(plain.figures["q"]), "native": None})
    plain = Part(**{**vars(plain), "figures": {"q": figure}})
    show = written((opened, [plain]), tmp_path)
    slide = titled(show, figure.title)
    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    assert picture.image.content_type == "image/png"
    assert picture._element.nvPicPr.cNvPr.get("descr") == figure.title
    blip = next(iter(picture._element.iter(SVG)))
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    assert slide.part.related_part(blip.get(key)).blob == figure.svg.encode()


def test_chinese_has_a_chinese_font(told: Told, tmp_path: Path) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    show = written(told, tmp_path)
    theme = show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert theme.count('<a:ea typeface="Microsoft YaHei"/>') == 2
    language = {"en": "en-GB", "zh": "zh-CN"}[told[0].language]
    runs = [r for s in show.slides[0].placeholders for p in s.text_frame.paragraphs for r in p.runs]
    assert {run._r.rPr.get("lang") for run in runs} == {language}


def test_every_row_of_a_table_is_on_a_slide(told: Told, tmp_path: Path) -> None:
    found = set(texts(written(told, tmp_path)))
    for part in told[1]:
        for sheet in part.sheets.values():
            assert {str(cell) for cell in sheet.shown.to_numpy().ravel()} <= found


def test_everything_stays_on_its_slide(told: Told, tmp_path: Path) -> None:
    show = written(told, tmp_path)
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height


@pytest.mark.parametrize("name", ["湖畔" * 40, "Company of all services " * 3 + "Ltd 2026"])
def test_a_name_of_80_characters_keeps_to_its_place(name: str, tmp_path: Path) -> None:
    assert len(name) == 80
    (tmp_path / "company.yaml").write_text(f"id: mine\nname: {name}\n", "utf-8")
    opened = open_workshop(tmp_path, language="zh")
    cover = written((opened, []), tmp_path).slides[0]
    title, below = cover.placeholders[0], cover.placeholders[1]
    assert title.text_frame.text == name
    (run,) = title.text_frame.paragraphs[0].runs
    # Chinese letters are as wide as high: lines of the slide's width, 1.2 times the size apart.
    lines = math.ceil(sum(1 + (ord(c) > 255) for c in name) / 2 * run.font.size / title.width)
    assert lines * 1.2 * run.font.size <= title.height
    assert title.top + title.height <= below.top


@pytest.mark.parametrize("name", ["湖畔" * 40, "Company of all services " * 3 + "Ltd 2026"])
def test_every_slide_says_at_its_foot_whose_it_is(name: str, tmp_path: Path) -> None:
    from workshop_kit.handouts.deck import Deck

    deck = Deck("#123456", "Invented.", "zh", name)
    deck.add_cover(name, "2026", None)
    deck.add_text("T", ["a"])
    deck.add_divider("T")
    deck.add_picture("T", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="900"/>',
                     whole=True)  # fmt: skip
    deck.save(tmp_path / "t.pptx")
    slides = Presentation(str(tmp_path / "t.pptx")).slides
    for place in (1, 3):
        slide = slides[place]
        (signed,) = [s for s in slide.shapes if s.has_text_frame and s.text_frame.text == name]
        (number,) = [s for s in slide.shapes if list(s._element.iter(f"{MAIN}fld"))]
        # A Chinese letter is as wide as high; all 80 stand on the line.
        run = signed.text_frame.paragraphs[0].runs[0]
        assert run.text == name
        assert sum(1 + (ord(c) > 255) for c in name) / 2 * run.font.size <= signed.width
        assert signed.left + signed.width <= number.left
        (field,) = number._element.iter(f"{MAIN}fld")
        assert (field.get("type"), field.findtext(f"{MAIN}t")) == ("slidenum", str(place + 1))
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert not [one for one in pictures if one.top + one.height > signed.top]


def test_a_long_table_is_divided_where_letters_would_be_too_small() -> None:
    from workshop_kit.handouts.sizes import INCH, Room, pages, table_size

    room = Room(0, 0, 11 * INCH, 5 * INCH)
    head, row = ["Group", "Action"], ["Group 1", "what is done, where and by whom " * 6]
    short, long = [head, *[row] * 3], [head, *[row] * 30]
    assert pages(short, room) == [short]
    pieces = pages(long, room)
    assert len(pieces) > 1
    assert all(piece[0] == head for piece in pieces)
    assert [r for piece in pieces for r in piece[1:]] == long[1:]
    assert min(table_size(piece, room) for piece in pieces) >= 12
    assert table_size(short, room) > 12


def test_many_points_have_no_thicket_of_intervals(tmp_path: Path) -> None:
    from workshop_kit.handouts.deck import Deck

    deck = Deck("#123456", "", "en")
    for n, series in ((10, 2), (30, 1)):
        slide, room = deck.add_slide("T")
        points = [Point(str(i), 0.5, 0.5, (0.4, 0.6), (0.4, 0.6)) for i in range(n)]
        add_chart(slide, Points({"s": points}, "x", "y", "95%"), room)
        chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
        assert len(list(chart.plots[0].series)) == series


@pytest.mark.parametrize(
    ("values", "axis"),
    [([0.48, 0.51], (0, None)), ([-3.0, -2.5], (None, 0)), ([-1.0, 2.0], (None, None))],
)
def test_the_axis_of_bars_begins_at_zero(
    values: list[float], axis: tuple[float | None, float | None]
) -> None:
    from workshop_kit.handouts.deck import Deck

    slide, room = Deck("#123456", "", "en").add_slide("T")
    add_chart(slide, Bars(["a", "b"], {"x": values}), room)
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == axis


def test_a_report_without_parts_says_so(company: Any, tmp_path: Path) -> None:
    show = written((company(), []), tmp_path)
    assert "No answers yet" in texts(show)


@pytest.mark.parametrize(
    "native",
    [
        Bars(["a", "b"], {"x": [math.nan, math.nan]}, {"x": [(math.nan, math.nan)] * 2}),
        Bars(["a"], {"x": [1.0]}, {"x": [(math.nan, math.nan)]}, lines=True),
        Points({"s": [Point("p", 0.5, 0.5)]}, "x", "y", "95%"),
    ],
)
def test_charts_without_values_or_intervals_are_drawn(native: Any, tmp_path: Path) -> None:
    from workshop_kit.handouts.deck import Deck

    deck = Deck("#123456", "", "en")
    slide, room = deck.add_slide("T")
    add_chart(slide, native, room)
    deck.save(tmp_path / "t.pptx")
    assert not list(slide.shapes[-1].element.iter(f"{CHART}errBars"))
