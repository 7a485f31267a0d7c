"""Charts that a slide program draws and its reader can edit."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workshop_kit import theme
from workshop_kit.report.natives import Bars, Interval, Native, Point

if TYPE_CHECKING:
    from workshop_kit.handouts.sizes import Room

TEXT, SMALL = 12, 10
MOST_LIMITS = 14
"""So many points of a chart have their intervals drawn."""
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_chart(slide: Any, native: Native, room: "Room") -> None:
    """Draw a chart into a room of a slide."""
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    draw = _bars if isinstance(native, Bars) else _points
    chart = draw(slide, native, room)
    chart.has_title = False
    chart.font.size = Pt(TEXT)
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    for series in chart.plots[0].series:
        if colour := native.colours.get(series.name):
            _colour(series, colour, native)
        elif isinstance(native, Bars) and len(native.series) == 1:
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1  # the company's
            series.invert_if_negative = False


def _bars(slide: Any, bars: Any, room: "Room") -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    kind = XL_CHART_TYPE.BAR_STACKED if bars.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    data = CategoryChartData(number_format=bars.form)
    data.categories = list(bars.categories)
    for name, values in bars.series.items():
        data.add_series(name, [None if math.isnan(value) else float(value) for value in values])
    chart = _frame(slide, XL_CHART_TYPE.LINE_MARKERS if bars.lines else kind, data, room)
    plot, categories, values = chart.plots[0], chart.category_axis, chart.value_axis
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.tick_labels.font.size = Pt(TEXT)
    if not bars.lines:
        categories.reverse_order = True  # the first on top, as in the report
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # at the foot then
        plot.gap_width = 45
        plot.overlap = 100 if bars.stacked else -10
    _scale(values, bars.bounds, bars.form)
    if bars.bounds is None and not bars.lines:
        # A bar's length is its value, and programs begin an axis near the least one.
        shown = [value for some in bars.series.values() for value in some if not math.isnan(value)]
        if min(shown, default=0) >= 0:
            values.minimum_scale = 0
        elif max(shown) <= 0:
            values.maximum_scale = 0
    plot.has_data_labels = not bars.lines
    if plot.has_data_labels:
        labels = plot.data_labels
        labels.font.size = Pt(SMALL)
        # In a narrow piece a number finds no room.
        shares = bars.stacked and bars.form == "0%"
        labels.number_format = '[>=0.05]0%;""' if shares else bars.form
        labels.number_format_is_linked = False
        if bars.intervals:
            # At the end of a bar the interval would run through the number.
            labels.position = XL_LABEL_POSITION.INSIDE_BASE
            labels.font.color.rgb = _rgb("#ffffff")
            labels.font.bold = True
    for series in plot.series:
        if limits := bars.intervals.get(series.name):
            _error_bars(series, bars.series[series.name], limits)
    return chart


def _points(slide: Any, points: Any, room: "Room") -> Any:
    """Points with numbers; what each number stands for is written beside the chart."""
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import (
        XL_CHART_TYPE,
        XL_LABEL_POSITION,
        XL_MARKER_STYLE,
        XL_TICK_LABEL_POSITION,
    )
    from pptx.util import Pt

    data = XyChartData(number_format=points.form)
    ends = [end for some in points.series.values() for point in some for end in _ends(point)]
    if len(ends) > 6 * MOST_LIMITS:
        ends = []  # of many points only a thicket would be seen; they stand in the table
    if ends:
        # First: so they lie behind the points, and LibreOffice leaves out a series that comes
        # before a longer one.
        limits = data.add_series(points.limits)
        for end in ends:
            limits.add_data_point(*end)
    groups = sorted(points.series.items(), key=lambda item: -len(item[1]))
    for name, some in groups:
        series = data.add_series(name)
        for point in some:
            series.add_data_point(point.x, point.y)
    left, right = room.beside(0.3)
    chart = _frame(slide, XL_CHART_TYPE.XY_SCATTER, data, left)
    across, along = chart.category_axis, chart.value_axis
    for axis, name, bounds in zip(
        (across, along), (points.x, points.y), points.bounds or (None, None), strict=True
    ):
        axis.has_title = True
        axis.axis_title.text_frame.text = name
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(TEXT)
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        _scale(axis, bounds, points.form)
        axis.has_major_gridlines = False
    if points.cross:
        # Where an axis crosses the other is a line through the chart; its labels stay outside.
        across.crosses_at, along.crosses_at = points.cross
    count = 0
    key: list[str] = []
    _open_gaps(chart)
    drawn = list(chart.plots[0].series)
    if ends:
        lines = drawn.pop(0)
        lines.format.line.width = Pt(1)
        lines.format.line.color.rgb = _rgb(theme.MUTED)
        lines.marker.style, lines.smooth = XL_MARKER_STYLE.NONE, False
    for series, (_name, some) in zip(drawn, groups, strict=True):
        series.format.line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        for i, point in enumerate(some):
            count += 1
            key.append(f"{count}  {point.label}")
            label = series.points[i].data_label
            label.position = XL_LABEL_POSITION.RIGHT
            label.text_frame.text = str(count)
            label.text_frame.paragraphs[0].runs[0].font.size = Pt(SMALL)
    box = slide.shapes.add_textbox(right.left, right.top, right.width, right.height)
    box.text_frame.word_wrap = True
    box.text_frame.text = "\n".join(key)
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(TEXT if len(key) <= 16 else SMALL)
    return chart


def _frame(slide: Any, kind: Any, data: Any, room: "Room") -> Any:
    return slide.shapes.add_chart(kind, room.left, room.top, room.width, room.height, data).chart


def _scale(axis: Any, bounds: Interval | None, form: str) -> None:
    from pptx.util import Pt

    if bounds is not None:
        axis.minimum_scale, axis.maximum_scale = bounds
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    axis.tick_labels.font.size = Pt(SMALL)
    axis.format.line.color.rgb = _rgb(theme.MUTED)
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _rgb(theme.GRID)


def _colour(series: Any, colour: str, native: Native) -> None:
    if isinstance(native, Bars) and not native.lines:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(colour)
        series.invert_if_negative = False
        return
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _rgb(colour)
    series.marker.format.line.color.rgb = _rgb(colour)
    if isinstance(native, Bars):
        series.smooth = False
        series.format.line.color.rgb = _rgb(colour)


def _ends(point: Point) -> list[tuple[float | None, float | None]]:
    """The lines of a point's intervals, across and along, each followed by a gap."""
    lines = [
        [(end, point.y) for end in point.across],
        [(point.x, end) for end in point.along],
    ]
    known = [line for line in lines if not any(math.isnan(v) for at in line for v in at)]
    return [at for line in known for at in (*line, (None, None))]


def _open_gaps(chart: Any) -> None:
    """Take out the points that stand for gaps; the library writes "None" for a number there."""
    for number in [*chart._chartSpace.iter(f"{{{_CHART}}}v")]:
        if number.text == "None":
            point = number.getparent()
            point.getparent().remove(point)


def _error_bars(series: Any, values: Sequence[float], limits: Sequence[Interval]) -> None:
    """Intervals around the values of a series; the library itself has none."""
    from lxml import etree

    if all(math.isnan(low) or math.isnan(high) for low, high in limits):
        return
    bars = etree.Element(f"{{{_CHART}}}errBars")
    parts = {"errBarType": "both", "errValType": "cust", "noEndCap": "0"}
    for tag, value in parts.items():
        etree.SubElement(bars, f"{{{_CHART}}}{tag}", val=value)
    pairs = [(low, value, high) for value, (low, high) in zip(values, limits, strict=True)]
    ends = {"plus": [high - v for _l, v, high in pairs], "minus": [v - low for low, v, _h in pairs]}
    for tag, lengths in ends.items():
        numbers = etree.SubElement(
            etree.SubElement(bars, f"{{{_CHART}}}{tag}"), f"{{{_CHART}}}numLit"
        )
        etree.SubElement(numbers, f"{{{_CHART}}}formatCode").text = "General"
        etree.SubElement(numbers, f"{{{_CHART}}}ptCount", val=str(len(lengths)))
        for i, length in enumerate(lengths):
            if not math.isnan(length):
                point = etree.SubElement(numbers, f"{{{_CHART}}}pt", idx=str(i))
                etree.SubElement(point, f"{{{_CHART}}}v").text = repr(max(float(length), 0.0))
    bars.append(_line())
    # The schema wants them right before the numbers of the series.
    first = next(
        child
        for tag in ("cat", "xVal", "val")
        for child in series._element.iter(f"{{{_CHART}}}{tag}")
    )
    first.addprevious(bars)


def _line() -> Any:
    from lxml import etree

    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shape = etree.Element(f"{{{_CHART}}}spPr")
    line = etree.SubElement(shape, f"{{{main}}}ln", w="15875")
    fill = etree.SubElement(line, f"{{{main}}}solidFill")
    etree.SubElement(fill, f"{{{main}}}srgbClr", val=theme.INK.lstrip("#"))
    return shape


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())
