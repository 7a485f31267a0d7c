"""Charts of what customers expect and perceive: each takes a table and only draws it."""

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.gaps.five import FEW_COUNTED
from workshop_kit.gaps.words import dimension_names, interval, signed, zone_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH, STEP, SIDE = 480, 58, 150
EXPECTED, PERCEIVED, ZONE = "#D55E00", "#0072B2", "#cfe8e3"
_AIR = 0.3  # of a level, so that marks at the ends of the scale are drawn whole


def dimensions_chart(
    table: pd.DataFrame,
    language: str,
    *,
    alias: str = "servqual",
    scale: tuple[int, int] = (1, 7),
    note: str = "",
) -> "ChartType":
    """Draw what customers expect and perceive in each dimension, and the gap between.

    Parameters
    ----------
    table : pandas.DataFrame
        `Servqual.dimensions`, without groups.
    language : {"en", "zh"}
    alias : str
        Whose names of the dimensions; see `dimension_names`.
    scale : (int, int)
        The ends of the axis.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        One row per dimension: a diamond for the expectation, a dot for the perception, each with
        its interval, and the gap with its interval written beside. Dimensions with fewer than 10
        complete answers have no marks, and the row says so.
    """
    _ = translator(language)
    names = dimension_names(language, alias)
    rows = table.reset_index(drop=True)
    rows = rows.assign(row=range(len(rows)), name=rows["dimension"].map(names))
    enough = rows["n"] >= FEW_COUNTED
    rows["line"] = [f"{name}\nn = {n}" for name, n in zip(rows["name"], rows["n"], strict=True)]
    rows["text"] = [
        f"{signed(row['gap'])}\n{interval(row['gap_low'], row['gap_high'])}"
        if row["n"] >= FEW_COUNTED
        else _("too few answers")
        for row in rows.to_dict("records")
    ]
    drawn = rows[enough]
    sides = {"expectation": _("Expectation"), "perception": _("Perception")}
    parts = [
        drawn[["row", "name"]].assign(
            side=label, mean=drawn[side], low=drawn[f"{side}_low"], high=drawn[f"{side}_high"]
        )
        for side, label in sides.items()
    ]
    long = pd.concat(parts, ignore_index=True)
    base = alt.Chart(long).encode(y=_y())
    colour = alt.Color(
        "side:N",
        title=None,
        scale=alt.Scale(domain=[*sides.values()], range=[EXPECTED, PERCEIVED]),
        legend=alt.Legend(orient="top"),
    )
    shape = alt.Shape(
        "side:N",
        title=None,
        scale=alt.Scale(domain=[*sides.values()], range=["diamond", "circle"]),
    )
    tips = [
        alt.Tooltip("name:N", title=_("Dimension")),
        alt.Tooltip("side:N", title=" "),
        alt.Tooltip("mean:Q", title=_("Mean"), format=".2f"),
    ]
    between = alt.Chart(drawn).mark_rule(color=theme.GRID, strokeWidth=9, strokeCap="round")
    chart = alt.layer(
        between.encode(
            y=_y(), x=_x("expectation", scale, _("Mean answer")), x2=alt.X2("perception:Q")
        ),
        base.mark_rule(strokeWidth=2, aria=False).encode(
            x=_x("low", scale), x2=alt.X2("high:Q"), color=colour
        ),
        base.mark_point(filled=True, size=190, opacity=1).encode(
            x=_x("mean", scale), color=colour, shape=shape, tooltip=tips
        ),
        *_row_texts(rows),
    ).properties(width=WIDTH, height=alt.Step(STEP))
    heading = title(
        _("What customers expect, and what they perceive"),
        _("Right: the gap (perception less expectation). Lines and brackets: 95% intervals."),
        note,
    )
    return chart.properties(title=heading)


def tolerance_chart(
    table: pd.DataFrame,
    language: str,
    *,
    alias: str = "servqual",
    scale: tuple[int, int] = (1, 7),
    labels: dict[str, str] | None = None,
    note: str = "",
) -> "ChartType":
    """Draw the zone of tolerance, and where perceived service lies.

    Parameters
    ----------
    table : pandas.DataFrame
        From `tolerance`, without groups.
    language : {"en", "zh"}
    alias : str
        Whose names of the dimensions.
    scale : (int, int)
        The ends of the axis.
    labels : mapping, optional
        What items are called, where the table has these.
    note : str
        Stands under the title.

    Returns
    -------
    altair chart
        One row per dimension or item: a bar from the minimum to the expectation, a dot for the
        perception, filled where its zone is settled, and the zone in words.
    """
    _ = translator(language)
    names = {**dimension_names(language, alias), **(labels or {})}
    key = "item" if "item" in table else "dimension"
    rows = table.reset_index(drop=True)
    zones = zone_names(language)
    wrapped = [theme.wrap(names.get(code, code), SIDE - 10, most=2) for code in rows[key]]
    lines = [
        f"{name}\nn = {n}" if "\n" not in name else name
        for name, n in zip(wrapped, rows["n"], strict=True)
    ]
    written = []
    for row in rows.to_dict("records"):
        if row["n"] < FEW_COUNTED or row["zone"] is None:
            written.append(_("too few answers") if row["n"] < FEW_COUNTED else _("contradictory"))
        else:
            written.append(theme.wrap(zones[row["zone"]], 165, most=2))
    rows = rows.assign(row=range(len(rows)), line=lines, text=written)
    # A minimum above the expectation is no zone.
    drawn = rows[(rows["n"] >= FEW_COUNTED) & rows["zone"].notna()]
    base = alt.Chart(drawn).encode(y=_y())
    tips = [
        alt.Tooltip("minimum:Q", title=_("Minimum"), format=".2f"),
        alt.Tooltip("expectation:Q", title=_("Expectation"), format=".2f"),
        alt.Tooltip("perception:Q", title=_("Perception"), format=".2f"),
    ]
    points = base.encode(x=_x("perception", scale), tooltip=tips)
    look: dict[str, Any] = {"size": 190, "opacity": 1, "strokeWidth": 2.5, "color": PERCEIVED}
    chart = alt.layer(
        base.mark_bar(color=ZONE, height=24, cornerRadius=4).encode(
            x=_x("minimum", scale, _("Mean answer")), x2=alt.X2("expectation:Q"), tooltip=tips
        ),
        *(
            base.mark_text(baseline="middle", fontSize=12, dy=-20, color=theme.MUTED).encode(
                x=_x(side, scale), text=alt.Text(f"{side}:Q", format=".1f")
            )
            for side in ("minimum", "expectation")
        ),
        points.transform_filter("datum.settled").mark_point(filled=True, **look),
        points.transform_filter("!datum.settled").mark_point(fill="white", **look),
        *_row_texts(rows),
    ).properties(width=WIDTH, height=alt.Step(STEP))
    heading = title(
        _("The zone of tolerance"),
        _("Bar: from what is still acceptable to what is wished for. Dot: what is perceived."),
        _("Filled: the zone is settled; hollow: a neighbouring zone is possible."),
        note,
    )
    return chart.properties(title=heading)


def _row_texts(rows: pd.DataFrame) -> list[alt.Chart]:
    """Names left of the rows, and what is said of them on the right."""
    texts = []
    for field, x, dx in (("line", 0, -10), ("text", WIDTH, 14)):
        lifted = rows[["row", field]].assign(lift=[-9 * t.count("\n") for t in rows[field]])
        mark = alt.Chart(lifted).mark_text(
            align="left" if x else "right",
            x=x,
            dx=dx,
            dy=alt.ExprRef("datum.lift"),
            baseline="middle",
            lineBreak="\n",
            lineHeight=18,
        )
        texts.append(mark.encode(y=_y(), text=alt.Text(f"{field}:N")))
    return texts


def _y() -> alt.Y:
    return alt.Y("row:O", axis=None)


def _x(field: str, scale: tuple[int, int], name: str | None = None) -> alt.X:
    domain = alt.Scale(domain=[scale[0] - _AIR, scale[1] + _AIR], nice=False, clamp=True)
    low, high = scale
    values = list(range(low, high + 1)) if high - low <= 12 else alt.Undefined
    axis = alt.Axis(values=values, format=".0f" if high - low <= 12 else "")
    return alt.X(f"{field}:Q", scale=domain, title=name, axis=axis)


def title(text: str, *lines: str) -> alt.TitleParams:
    shown = [part for line in lines if line for part in theme.wrap(line, 700, most=3).split("\n")]
    return alt.TitleParams(text, subtitle=shown or alt.Undefined)
