"""Charts of emotion curves: each takes curves or a result of the analysis and only draws it."""

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.journey.layers import (
    HEIGHT,
    LINE,
    LOW,
    OTHER,
    dots,
    frame,
    line,
    only_text,
    own_colour,
    pixels,
    placed,
    texts,
    title,
    with_key,
    y_channel,
)
from workshop_kit.journey.pieces import curve_points
from workshop_kit.journey.points import SCALE, Scale
from workshop_kit.journey.summaries import median_curve
from workshop_kit.journey.ticks import WIDTH, Ticks, x_channel
from workshop_kit.journey.words import Labels, label_of, moment_names, signed, state_names
from workshop_kit.text import number, translator

if TYPE_CHECKING:
    from altair.typing import ChartType

NAMED = 8
"""Up to so many rings have their names beside them."""
COLOURS = {"peak": "#0f766e", "valley": "#D55E00", "end": "#0072B2"}


def curve_chart(
    curve: pd.DataFrame,
    metrics: pd.DataFrame,
    found: pd.DataFrame,
    language: str,
    *,
    labels: Labels | None = None,
    scale: Scale = SCALE,
    whose: str = "",
    note: str = "",
) -> "ChartType":
    """Draw one curve with its peak, its valley and its end.

    Parameters
    ----------
    curve : pandas.DataFrame
        One curve: `touchpoint`, `position`, `valence`.
    metrics, found : pandas.DataFrame
        From `curve_metrics` and `moments` of this curve.
    language : {"en", "zh"}
    labels : mapping, optional
        What touchpoints are called.
    scale : (float, float)
        The ends of the axis, whatever the curve.
    whose : str
        Whose journey it is; begins the title.
    note : str
        Where the curve comes from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        x = touchpoints at their distances, y = valence on the whole scale. Names that have no room
        become numbers with a key below. The subtitle has peak-end on either side and the mean.
    """
    _ = translator(language)
    if curve.empty:
        return only_text(_("No curve yet."))
    ticks = Ticks(curve["position"].tolist(), curve["touchpoint"].tolist(), labels)
    marks = _moment_marks(curve, found, ticks, scale, language)
    base = alt.Chart(marks).encode(x=x_channel(), y=y_channel(scale))
    chart = alt.layer(
        *frame(scale, language),
        line(curve, ticks, scale, LINE, 3.5),
        dots(curve, ticks, scale, labels, language, LINE),
        base.mark_point(size=260, strokeWidth=3, filled=False).encode(color=own_colour()),
        *texts(marks, scale),
        ticks.texts(HEIGHT),
    ).properties(width=WIDTH, height=HEIGHT)
    row = metrics.iloc[0]
    figures = _(
        "Mean of peak and end: {positive}. Of valley and end: {negative}. Of the whole way: {mean}."
    )
    heading = title(
        _("The emotion curve: {state}").format(state=state_names(language)[row["state"]]),
        figures.format(
            positive=signed(row["peak_end_positive"]),
            negative=signed(row["peak_end_negative"]),
            mean=signed(row["mean"]),
        ),
        note,
        whose=whose,
    )
    return with_key(chart, ticks, heading)


def groups_chart(
    curves: pd.DataFrame,
    table: pd.DataFrame,
    language: str,
    *,
    unit: str = "group",
    labels: Labels | None = None,
    unit_labels: Labels | None = None,
    scale: Scale = SCALE,
    whose: str = "",
    note: str = "",
) -> "ChartType":
    """Draw the curves of all groups, thin, with their median and quartiles.

    Parameters
    ----------
    curves : pandas.DataFrame
        `touchpoint`, `position`, `valence` and the column of `unit`.
    table : pandas.DataFrame
        From `summary` of these curves.
    language : {"en", "zh"}
    unit : str
        The column that says whose curve it is.
    labels, unit_labels : mapping, optional
        What touchpoints and units are called.
    scale : (float, float)
        The ends of the axis: one extreme curve cannot flatten the others.
    whose : str
        Whose journey it is; begins the title.
    note : str
        Stands under the title.

    Returns
    -------
    altair chart
        Thin grey lines; thick line = median; bars = from the first to the third quartile. Units
        that stand far off have a ring and their name at that touchpoint.
    """
    _ = translator(language)
    if curves.empty:
        return only_text(_("No curves yet."))
    median = median_curve(table)
    table = table.assign(position=median["position"].to_numpy())
    ticks = Ticks(table["position"].tolist(), table["touchpoint"].tolist(), labels)
    at = table.set_index("touchpoint")["position"]
    # A unit's own positions may differ a little; its line bends where the axis has the names.
    drawn = curves.assign(position=curves["touchpoint"].map(at))
    lines = curve_points(drawn, by=unit, scale=scale)
    thin = (
        alt.Chart(pixels(lines, ticks, unit_labels, unit))
        .mark_line(color=OTHER, strokeWidth=1.5, opacity=0.8)
        .encode(
            x=x_channel(),
            y=y_channel(scale),
            detail=alt.Detail("unit:N"),
            tooltip=alt.Tooltip("unit:N", title=" "),
        )
    )
    quartiles = table.assign(x=[ticks.pixel(p) for p in table["position"]])[["x", "q1", "q3"]]
    bars = (
        alt.Chart(quartiles)
        .mark_rule(color=LINE, strokeWidth=9, opacity=0.25, strokeCap="round")
        .encode(x=x_channel(), y=y_channel(scale, "q1"), y2=alt.Y2("q3:Q"))
    )
    far = _far_marks(drawn, table, ticks, unit, unit_labels, scale)
    layers: list[Any] = [
        *frame(scale, language), thin, bars, line(median, ticks, scale, LINE, 4),
        dots(median, ticks, scale, labels, language, LINE),
    ]  # fmt: skip
    if len(far):
        base = alt.Chart(far).encode(x=x_channel(), y=y_channel(scale))
        layers.append(base.mark_point(size=200, strokeWidth=2.5, filled=False, color=LOW))
        layers += texts(far, scale)
    chart = alt.layer(*layers, ticks.texts(HEIGHT)).properties(width=WIDTH, height=HEIGHT)
    heading = title(
        _("The curves of all groups and their median"),
        _("n = {n} curves. Thick line: median. Bars: where the middle half of them lies.").format(
            n=curves[unit].nunique(dropna=False)
        ),
        _("Rings: far from the others at this touchpoint; they are counted.") if len(far) else "",
        note,
        whose=whose,
    )
    return with_key(chart, ticks, heading)


def disagreement_chart(
    table: pd.DataFrame,
    language: str,
    *,
    labels: Labels | None = None,
    whose: str = "",
    note: str = "",
) -> "ChartType":
    """Draw how far apart the groups are at each touchpoint.

    Parameters
    ----------
    table : pandas.DataFrame
        From `summary`.
    language : {"en", "zh"}
    labels : mapping, optional
        What touchpoints are called.
    whose : str
        Whose journey it is; begins the title.
    note : str
        Stands under the title.

    Returns
    -------
    altair chart
        One bar per touchpoint, in the order of the journey: standard deviation, with n. The largest
        is coloured. A touchpoint with a single valence has no bar.
    """
    _ = translator(language)
    known = table["sd"].dropna()
    if known.empty:
        return only_text(_("Two curves or more are needed."))
    most = float(known.max())
    rows = pd.DataFrame(
        {
            "row": range(len(table)),
            "name": [theme.wrap(label_of(t, labels), 250, most=2) for t in table["touchpoint"]],
            "whole": [label_of(t, labels) for t in table["touchpoint"]],
            "sd": table["sd"].to_numpy(),
            "text": [
                _("only one curve") if pd.isna(sd) else f"{number(sd, 1)} (n = {n})"
                for sd, n in zip(table["sd"], table["n"], strict=True)
            ],
            "colour": [LOW if sd == most > 0 else OTHER for sd in table["sd"]],
        }
    )
    rows["lift"] = [-8 * name.count("\n") for name in rows["name"]]
    rows["end"] = rows["sd"].fillna(0)
    reach = max(2.0, most) * 1.2
    base = alt.Chart(rows).encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.25)),
        tooltip=[alt.Tooltip("whole:N", title=_("Touchpoint")), alt.Tooltip("text:N", title=" ")],
    )
    x = alt.X(
        "end:Q",
        title=_("Standard deviation, in levels of the scale"),
        scale=alt.Scale(domain=[0, reach], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    chart = (
        base.mark_bar().encode(x=x, color=own_colour())
        + base.mark_text(align="left", dx=6).encode(x=x, text=alt.Text("text:N"))
        + base.mark_text(
            align="right", x=-10, dy=alt.ExprRef("datum.lift"), lineBreak="\n", lineHeight=16,
            baseline="middle",
        ).encode(text=alt.Text("name:N"))
    )  # fmt: skip
    tall = 40 if rows["name"].str.contains("\n").any() else 30
    heading = title(
        _("Where the groups do not agree"),
        _("The longer the bar, the more the groups differ: ask them what they saw."),
        note,
        whose=whose,
    )
    return chart.properties(width=WIDTH - 300, height=alt.Step(tall), title=heading)


def _moment_marks(
    curve: pd.DataFrame, found: pd.DataFrame, ticks: Ticks, scale: Scale, language: str
) -> pd.DataFrame:
    """Peak, valley and end; those at one point as one mark."""
    names = moment_names(language)
    rows = []
    for position, ones in found.groupby("position", sort=True):
        what = " · ".join(names[moment] for moment in ones["moment"])
        valence = float(ones["valence"].iloc[0])
        rows.append(
            {
                "x": ticks.pixel(float(str(position))),
                "valence": valence,
                "text": f"{what} {signed(valence)}",
                "colour": COLOURS[ones["moment"].iloc[0]],
            }
        )
    return placed(pd.DataFrame(rows), curve, ticks, scale)


def _far_marks(
    curves: pd.DataFrame,
    table: pd.DataFrame,
    ticks: Ticks,
    unit: str,
    names: Labels | None,
    scale: Scale,
) -> pd.DataFrame:
    """Points of units that stand far off; units at one point as one mark."""
    far = dict(zip(table["touchpoint"], table["outliers"], strict=True))
    rows = pd.DataFrame(
        {
            "x": [ticks.pixel(p) for p in curves["position"]],
            "valence": curves["valence"].to_numpy(),
            "unit": ["–" if pd.isna(u) else str(u) for u in curves[unit]],
            "text": ["–" if pd.isna(u) else label_of(u, names) for u in curves[unit]],
        }
    )
    chosen = [u in far[t] for u, t in zip(rows["unit"], curves["touchpoint"], strict=True)]
    rows = rows[chosen].sort_values("x", kind="stable")
    if rows.empty:
        return rows
    if len(rows) > NAMED:  # then each name once, where its line first strays
        rows["text"] = rows["text"].where(~rows.duplicated("unit"), "")
    together = rows.groupby(["x", "valence"])["text"]
    rows = together.agg(lambda names: ", ".join(name for name in names if name)).reset_index()
    rows["text"] = [theme.wrap(text, 160, most=1) for text in rows["text"]]
    return placed(rows, table.assign(valence=table["median"]), ticks, scale)
