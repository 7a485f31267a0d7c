"""Charts of NPS, CSAT and CES: each takes a table of the analysis and only draws it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit.loyalty.layers import (
    FIGURE,
    SHARES,
    figures,
    named_rows,
    names,
    only_text,
    shares,
    step,
    title,
)
from workshop_kit.loyalty.sentences import reading
from workshop_kit.loyalty.words import evidence_names, percent, points, span
from workshop_kit.text import number, share, translator

if TYPE_CHECKING:
    from altair.typing import ChartType

_SIGNED = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + abs(datum.value)"


def nps_chart(table: pd.DataFrame, language: str, *, note: str = "", most: int = 30) -> "ChartType":
    """Draw how the answers divide, and the score with its interval, group by group.

    Parameters
    ----------
    table : pandas.DataFrame
        From `nps`, labels where they are wanted.
    language : {"en", "zh"}
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.
    most : int
        So many groups are drawn; the subtitle says when there are more.

    Returns
    -------
    altair chart
        Left: detractors, passives and promoters as stacked bars with their counts. Right: the score
        on the whole scale with its interval; hollow where it is exploratory, no dot where there are
        too few answers.
    """
    _ = translator(language)
    if not table["n"].sum():
        return only_text(_("No answers yet."))
    drawn = table.head(most).reset_index(drop=True)
    rows = _figure_rows(drawn, "nps", ("low", "high"), points, language)
    axis = alt.Axis(values=[-100, -50, 0, 50, 100], labelExpr=_SIGNED)
    right = figures(rows, (-100, 100), axis, _("NPS, points"), reference=0)
    left = shares(drawn, ("detractors", "passives", "promoters"), rows, language) + names(rows)
    heading = title(
        _("Who would recommend us"),
        _key(drawn, language),
        _more(table, most, language),
        note,
    )
    return _panels([left, right], rows, heading)


def csat_chart(
    table: pd.DataFrame, language: str, *, note: str = "", most: int = 30
) -> "ChartType":
    """Draw the share of satisfied customers with its interval, group by group.

    Parameters as `nps_chart`, from `csat`.
    """
    _ = translator(language)
    if not table["n"].sum():
        return only_text(_("No answers yet."))
    drawn = table.head(most).reset_index(drop=True)
    rows = _figure_rows(drawn, "csat", ("low", "high"), share, language)
    axis = alt.Axis(format="%", values=[0, 0.5, 1])
    panel = figures(rows, (0, 1), axis, _("Share of satisfied customers")) + names(rows)
    heading = title(
        _("How many are satisfied"), _key(drawn, language), _more(table, most, language), note
    )
    return _panels([panel], rows, heading)


def ces_chart(table: pd.DataFrame, language: str, *, note: str = "", most: int = 30) -> "ChartType":
    """Draw how easy or hard it was, and the mean with its interval, group by group.

    Parameters as `nps_chart`, from `ces`. The right panel says what its ends mean.
    """
    _ = translator(language)
    if not table["n"].sum():
        return only_text(_("No answers yet."))
    drawn = table.head(most).reset_index(drop=True)
    rows = _figure_rows(drawn, "mean", ("low", "high"), lambda x: number(x, 1), language)
    low, high = int(drawn["scale_low"].iloc[0]), int(drawn["scale_high"].iloc[0])
    ends = _("Mean: {low} very hard, {high} very easy")
    if drawn["high_is"].iloc[0] == "hard":
        ends = _("Mean: {low} very easy, {high} very hard")
    axis = alt.Axis(values=list(range(low, high + 1)), format="d")
    right = figures(rows, (low, high), axis, ends.format(low=low, high=high))
    left = shares(drawn, ("hard", "neutral", "easy"), rows, language) + names(rows)
    heading = title(
        _("How much effort it was"),
        reading(drawn, language),
        _key(drawn, language),
        _more(table, most, language),
        note,
    )
    return _panels([left, right], rows, heading)


def _figure_rows(
    table: pd.DataFrame,
    value: str,
    limits: tuple[str, str],
    write: Callable[[float], str],
    language: str,
) -> pd.DataFrame:
    """Names, the figure, its interval and how both are written."""
    _ = translator(language)
    texts = []
    for row in table.to_dict("records"):
        low, high = row[limits[0]], row[limits[1]]
        between = span(write(low), write(high), language)
        if pd.isna(low):
            between = _("all answers the same")
        shown = f"{write(row[value])} ({between})"
        if row["evidence"] == "counts":
            shown = evidence_names(language)["counts"] if row["n"] else _("no answers")
        texts.append(shown)
    rows = named_rows(table, language)
    rows["value"] = table[value].to_numpy()
    rows["low"], rows["high"] = (table[limit].to_numpy() for limit in limits)
    rows["evidence"], rows["text"] = table["evidence"].to_numpy(), texts
    return rows


def _key(table: pd.DataFrame, language: str) -> str:
    """How to read dots and lines, as far as they occur."""
    _ = translator(language)
    found = set(table["evidence"])
    parts = [_("Lines: {level} intervals.").format(level=percent(table["level"].iloc[0]))]
    if "exploratory" in found:
        parts.append(_("Hollow dots: exploratory, few answers."))
    if "counts" in found:
        parts.append(_("No dot: too few answers for a figure."))
    return ("" if language == "zh" else " ").join(parts)


def _more(table: pd.DataFrame, most: int, language: str) -> str:
    _ = translator(language)
    if len(table) <= most:
        return ""
    return _("Drawn: the first {most} of {all} groups.").format(most=most, all=len(table))


def _panels(panels: list[Any], rows: pd.DataFrame, heading: alt.TitleParams) -> "ChartType":
    height = step(rows) * len(rows)
    if len(panels) == 1:
        return panels[0].properties(width=FIGURE, height=height, title=heading)
    left = panels[0].properties(width=SHARES, height=height)
    right = panels[1].properties(width=FIGURE, height=height)
    return alt.hconcat(left, right, spacing=32, title=heading)
