"""What charts of curves are made of: the axis, lines, dots, and texts that keep off both."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from workshop_kit import theme
from workshop_kit.journey.pieces import curve_points
from workshop_kit.journey.points import SCALE, Floats, Scale
from workshop_kit.journey.ticks import WIDTH, Ticks, key_chart, x_channel
from workshop_kit.journey.words import Labels, label_of, level_names, signed
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

HEIGHT = 380
LEVELS = 104
"""Pixels at the left for what the levels of the scale mean."""
LINE, OTHER, LOW = "#0f766e", "#9ca3af", "#D55E00"


def frame(scale: Scale, language: str, height: float = HEIGHT) -> list[alt.Chart]:
    """The zero line, and at the left the levels of the scale and what they mean."""
    levels = _levels(scale)
    zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=theme.MUTED, strokeWidth=1.5)
    numbers = pd.DataFrame({"valence": levels, "text": [signed(level) for level in levels]})
    place: dict[str, Any] = {"align": "right", "baseline": "middle"}
    marks = alt.Chart(numbers).mark_text(**place, x=-8, fontSize=15)
    layers = [
        zero.encode(y=y_channel(scale, "y")),
        marks.encode(y=y_channel(scale), text=alt.Text("text:N")),
    ]
    if scale == SCALE:
        meanings = alt.Chart(_meanings(language, height))
        texts = meanings.mark_text(**place, x=-38, fontSize=12, color=theme.MUTED)
        layers.append(texts.encode(y=alt.Y("y:Q", scale=None, axis=None), text=alt.Text("text:N")))
    return layers


def _meanings(language: str, height: float) -> pd.DataFrame:
    """What the levels mean, line by line: Vega does not centre texts of several lines."""
    names = level_names(language)
    shown = names if height >= HEIGHT else {level: names[level] for level in (3, 0, -3)}
    lines = []
    for level, name in shown.items():
        parts = theme.wrap(name, LEVELS, 12).split("\n")
        top = _pixel_y(level, SCALE, height) - 7.5 * (len(parts) - 1)
        lines += [{"y": top + 15 * i, "text": part} for i, part in enumerate(parts)]
    return pd.DataFrame(lines)


def _levels(scale: Scale) -> list[int]:
    low, high = int(np.ceil(scale[0])), int(np.floor(scale[1]))
    return [level for level in range(low, high + 1) if level % max(1, (high - low) // 6) == 0]


def _domain(scale: Scale) -> alt.Scale:
    air = (scale[1] - scale[0]) * 0.07
    return alt.Scale(domain=[scale[0] - air, scale[1] + air], nice=False)


def y_channel(scale: Scale, field: str = "valence") -> alt.Y:
    axis = alt.Axis(values=_levels(scale), labels=False, domain=False, ticks=False)
    return alt.Y(f"{field}:Q", scale=_domain(scale), title=None, axis=axis)


def _pixel_y(valence: Any, scale: Scale, height: float = HEIGHT) -> Any:
    air = (scale[1] - scale[0]) * 0.07
    return (scale[1] + air - valence) / (scale[1] - scale[0] + 2 * air) * height


def pixels(
    lines: pd.DataFrame, ticks: Ticks, names: Labels | None = None, unit: str = ""
) -> pd.DataFrame:
    """Points of lines as they are drawn, to a tenth of a pixel."""
    drawn = pd.DataFrame(
        {
            "x": [round(ticks.pixel(p), 1) for p in lines["position"]],
            "valence": lines["valence"].round(3),
        }
    )
    if unit:
        drawn["unit"] = ["–" if pd.isna(u) else label_of(u, names) for u in lines[unit]]
    return drawn


def line(
    curve: pd.DataFrame,
    ticks: Ticks,
    scale: Scale,
    colour: str,
    width: float,
    dash: Sequence[int] = (1, 0),
) -> alt.Chart:
    lines = pixels(curve_points(curve, scale=scale), ticks)
    marks = alt.Chart(lines).mark_line(color=colour, strokeWidth=width, strokeDash=[*dash])
    return marks.encode(x=x_channel(), y=y_channel(scale))


def dots(
    curve: pd.DataFrame,
    ticks: Ticks,
    scale: Scale,
    labels: Labels | None,
    language: str,
    colour: str,
) -> alt.Chart:
    _ = translator(language)
    rows = pd.DataFrame(
        {
            "x": [ticks.pixel(p) for p in curve["position"]],
            "valence": curve["valence"].to_numpy(),
            "name": [label_of(t, labels) for t in curve["touchpoint"]],
            "text": [signed(v) for v in curve["valence"]],
        }
    )
    tooltip = [
        alt.Tooltip("name:N", title=_("Touchpoint")),
        alt.Tooltip("text:N", title=_("Feeling")),
    ]
    marks = alt.Chart(rows).mark_circle(color=colour, size=80, opacity=1)
    return marks.encode(x=x_channel(), y=y_channel(scale), tooltip=tooltip)


def placed(marks: pd.DataFrame, curve: pd.DataFrame, ticks: Ticks, scale: Scale) -> pd.DataFrame:
    """Marks with the place of their texts: off the lines, off one another."""
    if marks.empty:
        return marks.assign(dx=[], dy=[], text=[])
    obstacles = _boxes(curve, ticks, scale)
    points = np.column_stack([marks["x"], _pixel_y(marks["valence"].to_numpy(float), scale)])
    sizes = [theme.text_size(text, bold=True) for text in marks["text"]]
    offsets = theme.place_labels(points, sizes, (WIDTH, HEIGHT), obstacles, radius=11)
    lost = np.isnan(offsets[:, 0])
    offsets = np.nan_to_num(offsets).round(1)
    text = np.where(lost, "", marks["text"])
    return marks.assign(text=text, dx=offsets[:, 0], dy=offsets[:, 1])


def _boxes(
    curve: pd.DataFrame, ticks: Ticks, scale: Scale
) -> list[tuple[float, float, float, float]]:
    """Small boxes along the points of curves, which texts keep off."""
    boxes: list[tuple[float, float, float, float]] = []
    key = curve.groupby("position").cumcount()
    for _, one in curve.groupby(key):
        line = curve_points(one, scale=scale)
        x: Floats = np.array([ticks.pixel(p) for p in line["position"]])
        y: Floats = _pixel_y(line["valence"].to_numpy(float), scale)
        boxes += [(a - 4, b - 4, a + 4, b + 4) for a, b in zip(x, y, strict=True)]
    return boxes


def texts(marks: pd.DataFrame, scale: Scale) -> list[alt.Chart]:
    """Texts beside marks, with a white edge."""
    if marks.empty:
        return []
    base = alt.Chart(marks).encode(x=x_channel(), y=y_channel(scale), text=alt.Text("text:N"))
    place: dict[str, Any] = {
        "dx": alt.ExprRef("datum.dx"),
        "dy": alt.ExprRef("datum.dy"),
        "baseline": "middle",
        "fontWeight": 700,
    }
    return [
        base.mark_text(**place, stroke="white", strokeWidth=4, strokeJoin="round", aria=False),
        base.mark_text(**place, color=theme.INK),
    ]


def own_colour() -> alt.Color:
    return alt.Color("colour:N", scale=None)


def with_key(chart: Any, ticks: Ticks, heading: alt.TitleParams) -> "ChartType":
    if not ticks.numbered:
        return chart.properties(title=heading)
    return alt.vconcat(chart, key_chart(ticks), spacing=18, title=heading)


def only_text(text: str) -> alt.Chart:
    line = alt.Chart(pd.DataFrame({"text": [text]})).mark_text(fontSize=18)
    return line.encode(text=alt.Text("text:N")).properties(width=WIDTH - 160, height=80)


def title(text: str, *lines: str, whose: str = "") -> alt.TitleParams:
    """A heading with the lines below it; `whose` journey it is comes first."""
    heads = theme.wrap(f"{whose} · {text}" if whose else text, 860, 20).split("\n")
    shown = [part for line in lines if line for part in theme.wrap(line, 760, most=3).split("\n")]
    return alt.TitleParams(heads if len(heads) > 1 else heads[0], subtitle=shown or alt.Undefined)
