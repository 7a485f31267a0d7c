"""The chart of a curve as it is and as it shall be."""

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.journey.layers import (
    HEIGHT,
    LINE,
    OTHER,
    dots,
    frame,
    line,
    only_text,
    placed,
    texts,
    title,
    with_key,
    y_channel,
)
from workshop_kit.journey.points import SCALE, Scale
from workshop_kit.journey.ticks import WIDTH, Ticks, key_chart, x_channel
from workshop_kit.journey.words import Labels, signed, version_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

TODAY, WANTED = (OTHER, 2.5, (6, 4)), (LINE, 3.5, (1, 0))
"""Colour, width and dashes of the two lines."""


def change_chart(
    as_is: pd.DataFrame,
    to_be: pd.DataFrame,
    language: str,
    *,
    labels: Labels | None = None,
    scale: Scale = SCALE,
    whose: str = "",
    note: str = "",
) -> "ChartType":
    """Draw the curve of today and the curve that is wanted.

    Parameters
    ----------
    as_is, to_be : pandas.DataFrame
        One curve each: `touchpoint`, `position`, `valence`.
    language : {"en", "zh"}
    labels : mapping, optional
        What touchpoints are called.
    scale : (float, float)
        The ends of the axis.
    whose : str
        Whose journey it is; begins the title.
    note : str
        Stands under the title.

    Returns
    -------
    altair chart
        Both on one axis, with the change at each touchpoint that differs; or one below
        the other where touchpoints come in another order or at another time.
    """
    _ = translator(language)
    if as_is.empty or to_be.empty:
        return only_text(_("Two curves are needed: as it is and as it should be."))
    today = Ticks(as_is["position"].tolist(), as_is["touchpoint"].tolist(), labels)
    versions = version_names(language)
    names = versions["as_is"], versions["to_be"]
    heading = title(_("The curve as it is and as it should be"), note, whose=whose)
    if not _same_places(as_is, to_be):
        return _one_below_the_other(as_is, to_be, today, names, labels, scale, heading, language)
    moved = _changes(as_is, to_be, today)
    arrows = (
        alt.Chart(moved)
        .mark_rule(color=theme.MUTED, strokeWidth=1.5)
        .encode(x=x_channel(), y=y_channel(scale, "old"), y2=alt.Y2("new:Q"))
    )
    marks = placed(moved, pd.concat([as_is, to_be]), today, scale)
    chart = alt.layer(
        *frame(scale, language),
        arrows,
        line(as_is, today, scale, *TODAY),
        dots(as_is, today, scale, labels, language, TODAY[0]),
        line(to_be, today, scale, *WANTED),
        dots(to_be, today, scale, labels, language, WANTED[0]),
        *texts(marks, scale),
        *_legend(names),
        today.texts(HEIGHT),
    ).properties(width=WIDTH, height=HEIGHT)
    return with_key(chart, today, heading)


def _one_below_the_other(
    as_is: pd.DataFrame,
    to_be: pd.DataFrame,
    today: Ticks,
    names: tuple[str, str],
    labels: Labels | None,
    scale: Scale,
    heading: alt.TitleParams,
    language: str,
) -> "ChartType":
    then = Ticks(to_be["position"].tolist(), to_be["touchpoint"].tolist(), labels)
    if today.numbered or then.numbered:
        numbers = dict(today.numbers)
        for name in to_be["touchpoint"]:
            numbers.setdefault(name, len(numbers) + 1)
        today, then = (
            Ticks(one["position"].tolist(), one["touchpoint"].tolist(), labels, numbers)
            for one in (as_is, to_be)
        )
    height = 240
    panels = []
    for curve, ticks, name, look in (
        (as_is, today, names[0], TODAY),
        (to_be, then, names[1], WANTED),
    ):
        panel = alt.layer(
            *frame(scale, language, height),
            line(curve, ticks, scale, *look),
            dots(curve, ticks, scale, labels, language, look[0]),
            ticks.texts(height),
        )
        above = alt.TitleParams(name, fontSize=16, offset=8)
        panels.append(panel.properties(width=WIDTH, height=height, title=above))
    # Touchpoints that only one of the two has are in the key too.
    both = pd.concat([as_is, to_be]).drop_duplicates("touchpoint").reset_index(drop=True)
    keys = Ticks(list(range(len(both))), both["touchpoint"].tolist(), labels, today.numbers)
    parts = [*panels, key_chart(keys)] if today.numbered else panels
    return alt.vconcat(*parts, spacing=22, title=heading)


def _same_places(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    a, b = (c.sort_values("position")[["touchpoint", "position"]] for c in (one, other))
    return a.to_numpy().tolist() == b.to_numpy().tolist()


def _changes(as_is: pd.DataFrame, to_be: pd.DataFrame, ticks: Ticks) -> pd.DataFrame:
    old, new = (c.sort_values("position")["valence"].to_numpy(float) for c in (as_is, to_be))
    x = [ticks.pixel(p) for p in sorted(as_is["position"])]
    rows = pd.DataFrame({"x": x, "old": old, "new": new, "valence": new})
    rows["text"] = [signed(v) for v in new - old]
    return rows[rows["old"] != rows["new"]].reset_index(drop=True)


def _legend(names: tuple[str, str]) -> list[alt.Chart]:
    """Which of the two lines is which, above the chart at its right."""
    first, second = (theme.text_size(name)[0] for name in names)
    right = WIDTH - second
    left = right - 60 - first
    rows = pd.DataFrame(
        {
            "x": [left, right],
            "from": [left - 34, right - 34],
            "to": [left - 8, right - 8],
            "y": [-14, -14],
            "text": [*names],
            "colour": [TODAY[0], WANTED[0]],
        }
    )
    base = alt.Chart(rows).encode(y=alt.Y("y:Q", scale=None, axis=None))
    strokes = [
        base.transform_filter(alt.datum.colour == colour)
        .mark_rule(color=colour, strokeWidth=width, strokeDash=dash)
        .encode(x=x_channel("from"), x2=alt.X2("to:Q"))
        for colour, width, dash in (TODAY, WANTED)
    ]
    words = base.mark_text(align="left", baseline="middle")
    return [*strokes, words.encode(x=x_channel(), text=alt.Text("text:N"))]
