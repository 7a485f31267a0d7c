"""Importance and performance on one plane, every item with its label or number."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from workshop_kit import theme
from workshop_kit.gaps.charts import title
from workshop_kit.gaps.words import dimension_names, quadrant_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH, HEIGHT = 660, 500
LABELS_UP_TO, NUMBERS_UP_TO = 12, 60
COLOURS = {
    "concentrate": "#D55E00",
    "keep_up": "#0072B2",
    "low_priority": "#7d838c",
    "overkill": "#B8860B",
}
SHAPES = {
    "concentrate": "square",
    "keep_up": "circle",
    "low_priority": "diamond",
    "overkill": "triangle-up",
}
Span = tuple[float, float]


def importance_chart(
    table: pd.DataFrame,
    language: str,
    *,
    alias: str = "servqual",
    labels: Mapping[str, str] | None = None,
    note: str = "",
) -> "ChartType":
    """Draw importance against performance, with the lines that make four fields.

    Parameters
    ----------
    table : pandas.DataFrame
        From `importance_performance`.
    language : {"en", "zh"}
    alias : str
        Whose names of the dimensions.
    labels : mapping, optional
        What items are called.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        x = performance, y = importance, both as far as the answers reach. Hollow marks are not
        settled: their interval holds a line. Above 12 rows the marks carry numbers and a key stands
        beside; above 60 neither.
    """
    _ = translator(language)
    if table.empty:
        empty = alt.Chart(pd.DataFrame({"text": [_("No answers yet.")]})).mark_text(fontSize=18)
        return empty.encode(text=alt.Text("text:N")).properties(width=WIDTH, height=80)
    spans = {axis: _span(table, axis) for axis in ("performance", "importance")}
    names = {**dimension_names(language, alias), **(labels or {})}
    key = "item" if "item" in table else "dimension"
    marks = table.assign(label=[names.get(code, code) for code in table[key]])
    marks["field"] = marks["quadrant"].map(quadrant_names(language))
    middle = _pixels(marks[["cross_performance", "cross_importance"]].head(1), spans)[0]
    corners = _corners(language, middle)
    marks = _placed(marks, spans, corners, middle)
    base = alt.Chart(marks).encode(
        x=_axis(alt.X, "performance", _("Performance: what customers perceive"), spans),
        y=_axis(alt.Y, "importance", _("Importance: what customers expect"), spans),
    )
    chart = alt.layer(
        *_cross(middle),
        *_corner_names(corners),
        *_leaders(marks),
        *_points(base, marks, language),
        *_labels(base),
    ).properties(width=WIDTH, height=HEIGHT)
    heading = title(
        _("Importance and performance"),
        _("Filled: the field is settled by 95% intervals; hollow: it may lie across a line."),
        note,
    )
    if LABELS_UP_TO < len(marks) <= NUMBERS_UP_TO:
        return (chart | _key(marks)).properties(title=heading)
    return chart.properties(title=heading)


def _span(table: pd.DataFrame, axis: str) -> Span:
    """The range to draw: all points and the line, with air around them."""
    values = [*table[axis], *table[f"cross_{axis}"].head(1)]
    low, high = min(values), max(values)
    air = max((high - low) * 0.14, 0.1)
    return low - air, high + air


def _pixels(values: pd.DataFrame, spans: Mapping[str, Span]) -> theme.Floats:
    (left, right), (bottom, top) = spans["performance"], spans["importance"]
    x, y = values.iloc[:, 0].to_numpy(float), values.iloc[:, 1].to_numpy(float)
    across = (x - left) / (right - left) * WIDTH
    return np.column_stack([across, (top - y) / (top - bottom) * HEIGHT])


def _placed(
    marks: pd.DataFrame, spans: Mapping[str, Span], corners: pd.DataFrame, middle: theme.Floats
) -> pd.DataFrame:
    """Add what stands beside each mark and where, in pixels."""
    texts = [str(i + 1) for i in range(len(marks))]
    if len(marks) > NUMBERS_UP_TO:
        texts = [""] * len(marks)
    elif len(marks) <= LABELS_UP_TO:
        texts = [theme.wrap(label, 150, most=2) for label in marks["label"]]
    points = _pixels(marks[["performance", "importance"]], spans)
    sizes = np.array([theme.text_size(text) for text in texts]).reshape(-1, 2) + np.array([6, 2])
    boxes = list(corners[["left", "top", "right", "bottom"]].itertuples(index=False, name=None))
    x, y = middle
    boxes += [(x - 2, 0, x + 2, HEIGHT), (0, y - 2, WIDTH, y + 2)]
    offsets = np.zeros_like(points)
    if any(texts):
        offsets = theme.place_labels(points, sizes, (WIDTH, HEIGHT), boxes, 9)
    lost = np.isnan(offsets[:, 0])
    offsets[lost] = 0
    reach = np.maximum(np.abs(offsets) - sizes / 2, 0)
    ends = points + np.sign(offsets) * reach
    return marks.assign(
        mark=np.where(lost, "", texts),
        dx=offsets[:, 0].round(1),
        # Vega sets the first line where dy says; the box has its middle there.
        dy=[
            y - 9 * text.count("\n") for y, text in zip(offsets[:, 1].round(1), texts, strict=True)
        ],
        from_x=points[:, 0].round(1),
        from_y=points[:, 1].round(1),
        to_x=ends[:, 0].round(1),
        to_y=ends[:, 1].round(1),
        far=(reach.max(axis=1) > 18) & ~lost,
    )


def _corners(language: str, middle: theme.Floats) -> pd.DataFrame:
    """The names of the fields in the corners, wrapped to their field, and the boxes they take."""
    names, rows = quadrant_names(language), []
    places = {
        "concentrate": (0, 0),
        "keep_up": (1, 0),
        "low_priority": (0, 1),
        "overkill": (1, 1),
    }
    for code, (right, low) in places.items():
        room = max(WIDTH - middle[0] if right else middle[0], 90.0) - 16
        text = theme.wrap(names[code], room, 16, most=3)
        width, height = theme.text_size(text, 16, bold=True)
        left = WIDTH - width - 8 if right else 8.0
        top = HEIGHT - height - 8 if low else 8.0
        rows.append((text, left + width / 2, top, left, top, left + width, top + height))
    return pd.DataFrame(rows, columns=["name", "x", "y", "left", "top", "right", "bottom"])


def _corner_names(corners: pd.DataFrame) -> list[alt.Chart]:
    look: dict[str, Any] = {"fontSize": 16, "fontWeight": 700, "color": "#9ca3af"}
    look |= {"lineBreak": "\n", "lineHeight": 20, "baseline": "top", "align": "center"}
    return [
        alt.Chart(pd.DataFrame({"name": [row["name"]]}))
        .mark_text(**look, x=row["x"], y=row["y"])
        .encode(text=alt.Text("name:N"))
        for row in corners.to_dict("records")
    ]


def _cross(middle: theme.Floats) -> list[alt.Chart]:
    one = alt.Chart(pd.DataFrame({"line": [0]}))
    look: dict[str, Any] = {"color": theme.MUTED, "strokeDash": [6, 4], "aria": False}
    x, y = (alt.value(float(pixel)) for pixel in middle)
    return [
        one.mark_rule(**look).encode(x=x, y=alt.value(0), y2=alt.value(HEIGHT)),
        one.mark_rule(**look).encode(y=y, x=alt.value(0), x2=alt.value(WIDTH)),
    ]


def _leaders(marks: pd.DataFrame) -> list[alt.Chart]:
    """Thin lines from the marks to those labels that stand off."""
    look: dict[str, Any] = {"color": theme.INK, "strokeWidth": 0.8, "opacity": 0.6, "aria": False}
    return [
        alt.Chart(pd.DataFrame({"line": [0]}))
        .mark_rule(**look)
        .encode(
            x=alt.value(row["from_x"]),
            y=alt.value(row["from_y"]),
            x2=alt.value(row["to_x"]),
            y2=alt.value(row["to_y"]),
        )
        for row in marks[marks["far"]].to_dict("records")
    ]


def _points(base: alt.Chart, marks: pd.DataFrame, language: str) -> list[alt.Chart]:
    _ = translator(language)
    names = quadrant_names(language)
    codes = [code for code in names if marks["quadrant"].eq(code).any()]
    legend = alt.Legend(orient="top", columns=2)
    domain = [names[code] for code in codes]
    points = base.encode(
        color=alt.Color(
            "field:N",
            title=None,
            legend=legend,
            scale=alt.Scale(domain=domain, range=[COLOURS[code] for code in codes]),
        ),
        shape=alt.Shape(
            "field:N",
            title=None,
            legend=legend,
            scale=alt.Scale(domain=domain, range=[SHAPES[code] for code in codes]),
        ),
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("field:N", title=_("Field")),
            alt.Tooltip("importance:Q", title=_("Importance"), format=".2f"),
            alt.Tooltip("performance:Q", title=_("Performance"), format=".2f"),
            alt.Tooltip("n:Q", title=_("Answers")),
        ],
    )
    look: dict[str, Any] = {"size": 150, "strokeWidth": 2.2, "opacity": 1}
    return [
        points.transform_filter("datum.settled").mark_point(filled=True, **look),
        points.transform_filter("!datum.settled").mark_point(fill="white", **look),
    ]


def _labels(base: alt.Chart) -> list[alt.Chart]:
    """The labels, each on a white halo so that it can be read over a line."""
    text: dict[str, Any] = {
        "dx": alt.ExprRef("datum.dx"),
        "dy": alt.ExprRef("datum.dy"),
        "lineBreak": "\n",
        "lineHeight": 18,
        "align": "center",
        "baseline": "middle",
        "aria": False,
    }
    halo = base.mark_text(**text, stroke="white", strokeWidth=4, strokeJoin="round")
    return [
        halo.encode(text=alt.Text("mark:N")),
        base.mark_text(**text, color=theme.INK).encode(text=alt.Text("mark:N")),
    ]


def _axis(channel: Any, field: str, name: str, spans: Mapping[str, Span]) -> Any:
    scale = alt.Scale(domain=[*spans[field]], nice=False, zero=False)
    digits = 1 if spans[field][1] - spans[field][0] > 2 else 2
    axis = alt.Axis(format=f".{digits}f", tickCount=6, grid=False)
    return channel(f"{field}:Q", title=name, scale=scale, axis=axis)


def _key(marks: pd.DataFrame) -> alt.HConcatChart:
    """Numbers and what they stand for, beside a chart that has no room for the names."""
    rows = min(30, len(marks))
    names = [theme.wrap(label, 230, most=1) for label in marks["label"]]
    key = pd.DataFrame({"number": range(1, len(names) + 1), "name": names})
    columns = []
    for first in range(0, len(key), rows):
        base = alt.Chart(key.iloc[first : first + rows]).encode(y=alt.Y("number:O", axis=None))
        numbers = base.mark_text(align="right", x=20, color=theme.MUTED).encode(
            text=alt.Text("number:N")
        )
        texts = base.mark_text(align="left", x=28).encode(text=alt.Text("name:N"))
        step = alt.Step(min(22.0, HEIGHT / rows))
        columns.append((numbers + texts).properties(width=265, height=step))
    return alt.hconcat(*columns)
