"""What charts of loyalty are made of: rows with names, stacked shares, dots with intervals."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.loyalty.words import answer_kinds, group_of
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

# Okabe and Ito's blue and orange, which nearly everybody tells apart; grey between them.
COLOURS = {
    "promoters": "#0072B2",
    "passives": "#c3c8cf",
    "detractors": "#D55E00",
    "easy": "#0072B2",
    "neutral": "#c3c8cf",
    "hard": "#D55E00",
}
LIGHT = ("passives", "neutral")
DOT, LOSS, TOTAL, KEPT = "#0f766e", "#D55E00", "#374151", "#0072B2"
SHARES, FIGURE, NAMES = 190, 190, 150


def step(rows: pd.DataFrame) -> int:
    """Pixels of a row: a name may have two lines, and its number stands below."""
    return 66 if rows["name"].str.contains("\n").any() else 50


def named_rows(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """The rows of a chart: `row`, `name` on one or two lines, `count`, `whole` for the tooltip."""
    _ = translator(language)
    whole = [group_of(row, language) or _("All") for row in table.to_dict("records")]
    names = [theme.wrap(name, NAMES, most=2) for name in whole]
    return pd.DataFrame(
        {
            "row": range(len(table)),
            "name": names,
            "whole": whole,
            "count": [f"n = {n}" for n in table["n"]],
            "lift": [-9 - 8 * name.count("\n") for name in names],
            "drop": [10 + 8 * name.count("\n") for name in names],
        }
    )


def names(rows: pd.DataFrame) -> alt.LayerChart:
    """Each row's name and, below it, its number of answers, left of a panel."""
    base = alt.Chart(rows).encode(y=y_channel())
    place: dict[str, Any] = {"align": "right", "x": -12, "baseline": "middle"}
    lines: dict[str, Any] = {"lineBreak": "\n", "lineHeight": 17}
    return base.mark_text(**place, **lines, dy=alt.ExprRef("datum.lift")).encode(
        text=alt.Text("name:N")
    ) + base.mark_text(
        **place, dy=alt.ExprRef("datum.drop"), color=theme.MUTED, fontSize=13
    ).encode(text=alt.Text("count:N"))


def shares(
    table: pd.DataFrame, kinds: Sequence[str], rows: pd.DataFrame, language: str
) -> alt.LayerChart:
    """Bars of every row's answers, stacked by kind, with the counts written in."""
    _ = translator(language)
    said = answer_kinds(language)
    long = table[[*kinds, "n"]].assign(row=rows["row"].to_numpy(), whole=rows["whole"].to_numpy())
    long = long.melt(["row", "whole", "n"], var_name="kind", value_name="count")
    long["label"] = long["kind"].map(said)
    long["share"] = long["count"] / long["n"].where(long["n"] > 0)
    long["end"] = long.groupby("row")["share"].cumsum()
    long["start"] = long["end"] - long["share"]
    long["middle"] = long["end"] - long["share"] / 2
    # A count has room from 26 pixels on.
    long["room"] = long["share"] * SHARES >= 9 + 9 * long["count"].astype(str).str.len()
    long["light"] = long["kind"].isin(LIGHT)
    drawn = alt.Chart(long[long["count"] > 0]).encode(
        y=y_channel(),
        tooltip=[
            alt.Tooltip("whole:N", title=_("Group")),
            alt.Tooltip("label:N", title=_("Answer")),
            alt.Tooltip("count:Q", title=_("Answers")),
            alt.Tooltip("share:Q", format=".0%", title=_("Share of answers")),
        ],
    )
    scale = alt.Scale(domain=[said[k] for k in kinds], range=[COLOURS[k] for k in kinds])
    bars = drawn.mark_bar(height=24, stroke="white", strokeWidth=1).encode(
        x=alt.X(
            "start:Q",
            title=_("Share of answers"),
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", values=[0, 0.5, 1]),
        ),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "label:N",
            scale=scale,
            legend=alt.Legend(orient="top", title=None, direction="horizontal", offset=8),
        ),
    )
    ink = alt.condition("datum.light", alt.value(theme.INK), alt.ColorValue("white"))
    counts = drawn.transform_filter("datum.room").mark_text(fontWeight=700)
    return bars + counts.encode(x=alt.X("middle:Q"), text=alt.Text("count:Q"), color=ink)


def figures(
    rows: pd.DataFrame,
    domain: tuple[float, float],
    axis: alt.Axis,
    title: str,
    reference: float | None = None,
) -> "ChartType":
    """A dot with its interval in every row, and both written out at the right.

    `rows` has `value`, `low`, `high`, `text`, and `evidence`: counts have no dot, exploratory ones
    a hollow one.
    """
    scale = alt.Scale(domain=[*domain], nice=False)
    x = alt.X("value:Q", title=title, scale=scale, axis=axis)
    base = alt.Chart(rows).encode(y=y_channel())
    known = base.transform_filter("isValid(datum.value) && datum.evidence != 'counts'")
    tooltip = [alt.Tooltip("whole:N", title=" "), alt.Tooltip("text:N", title=" ")]
    layers: list[Any] = []
    if reference is not None:
        zero = alt.Chart(pd.DataFrame({"value": [reference]}))
        layers.append(zero.mark_rule(color=theme.MUTED, strokeWidth=1.5).encode(x=x))
    wide = known.transform_filter("isValid(datum.low)").mark_rule(color=DOT, strokeWidth=3)
    layers += [
        wide.encode(x=alt.X("low:Q", title=title, scale=scale, axis=axis), x2=alt.X2("high:Q")),
        known.mark_point(size=150, strokeWidth=3, stroke=DOT, filled=True, opacity=1).encode(
            x=x,
            tooltip=tooltip,
            fill=alt.condition(
                "datum.evidence == 'statement'", alt.value(DOT), alt.FillValue("white")
            ),
        ),
        base.mark_text(align="left", x=FIGURE + 14, baseline="middle").encode(
            text=alt.Text("text:N"),
            color=alt.condition(
                "datum.evidence == 'counts'", alt.value(theme.MUTED), alt.ColorValue(theme.INK)
            ),
        ),
    ]
    return alt.layer(*layers)


def y_channel() -> alt.Y:
    return alt.Y("row:O", axis=None)


def only_text(text: str) -> alt.Chart:
    line = alt.Chart(pd.DataFrame({"text": [text]})).mark_text(fontSize=18)
    return line.encode(text=alt.Text("text:N")).properties(width=600, height=80)


def title(text: str, *lines: str, wide: int = 680) -> alt.TitleParams:
    shown = [part for line in lines if line for part in theme.wrap(line, wide, most=3).split("\n")]
    return alt.TitleParams(text, subtitle=shown or alt.Undefined)
