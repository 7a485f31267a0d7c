"""Charts of the market damage model: where the money goes, and what moves it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.loyalty.layers import (
    KEPT,
    LOSS,
    NAMES,
    TOTAL,
    names,
    only_text,
    step,
    title,
    y_channel,
)
from workshop_kit.loyalty.words import (
    amount,
    amounts,
    input_names,
    input_text,
    outcome_names,
    percent,
    span,
)
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH = 230
_TICKS = {
    "en": "abs(datum.value) < 1000 ? format(datum.value, ',~r')"
    " : replace(format(datum.value, '~s'), 'G', ' bn')",
    "zh": "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, ',~r') + '亿'"
    " : abs(datum.value) >= 1e4 ? format(datum.value / 1e4, ',~r') + '万'"
    " : format(datum.value, ',~r')",
}


def damage_chart(
    table: pd.DataFrame, language: str, *, unit: str = "", note: str = ""
) -> "ChartType":
    """Draw how the damage adds up, outcome by outcome, with its range.

    Parameters
    ----------
    table : pandas.DataFrame
        From `damage`.
    language : {"en", "zh"}
    unit : str
        The currency, such as "元".
    note : str
        Where the numbers come from; stands under the title.

    Returns
    -------
    altair chart
        A waterfall: each bar begins where the one above ends, the last one is the total. Lines:
        the range of each. Blue bars are money kept.
    """
    _ = translator(language)
    parts = table[table["outcome"] != "total"]
    starts = [*(parts["money"].cumsum() - parts["money"]), 0.0]
    rows = _rows([outcome_names(language)[outcome] for outcome in table["outcome"]])
    rows["count"] = [_("{n} customers").format(n=amount(n, language)) for n in table["customers"]]
    rows["start"], rows["end"] = starts, table["money"].to_numpy() + starts
    rows["low"] = table["money_low"].to_numpy() + starts
    rows["high"] = table["money_high"].to_numpy() + starts
    rows["colour"] = [
        TOTAL if outcome == "total" else LOSS if money >= 0 else KEPT
        for outcome, money in zip(table["outcome"], table["money"], strict=True)
    ]
    uncertain = int(table["uncertain"].iloc[0])
    rows["text"] = [
        _money_text(row, uncertain > 0, language, unit) for row in table.to_dict("records")
    ]
    ends = [*rows["start"], *rows["end"], *rows["low"], *rows["high"], 0.0]
    domain = [min(ends), max(ends) if max(ends) > min(ends) else 1.0]
    base, x = _base(rows, domain, language, unit)
    layers: list[Any] = [
        base.mark_bar(height=24).encode(
            x=x("start"), x2=alt.X2("end:Q"), color=alt.Color("colour:N", scale=None)
        )
    ]
    if uncertain:  # a white edge parts a line from the dark bar below it
        layers += [
            base.mark_rule(color=colour, strokeWidth=width).encode(x=x("low"), x2=alt.X2("high:Q"))
            for colour, width in (("white", 6), (theme.INK, 2.5))
        ]
    layers += [_texts(base), names(rows)]
    level = percent(table["level"].iloc[0])
    lines = _("Lines: the middle {level} of what the uncertain inputs allow.").format(level=level)
    heading = title(
        _("What problems in the experience cost"),
        lines if uncertain else _("All inputs were taken as exactly known: there is no range."),
        _("A calculation from the inputs, not a measurement."),
        note,
        wide=640,
    )
    return alt.layer(*layers).properties(width=WIDTH, height=step(rows) * len(rows), title=heading)


def drivers_chart(
    table: pd.DataFrame, language: str, *, unit: str = "", note: str = ""
) -> "ChartType":
    """Draw how far each uncertain input moves the damage, the one that moves most on top.

    Parameters as `damage_chart`, from `damage_drivers`.

    Returns
    -------
    altair chart
        A tornado: a bar from the damage with the input at its low end to that at its high end, all
        others at their means; the line is the expected damage.
    """
    _ = translator(language)
    if table.empty:
        return only_text(_("All inputs were taken as exactly known: there is no range."))
    rows = _rows([input_names(language)[name] for name in table["input"]])
    rows["count"] = [
        span(
            input_text(row["input"], row["low"], language, unit),
            input_text(row["input"], row["high"], language, unit),
            language,
        )
        for row in table.to_dict("records")
    ]
    rows["start"] = table[["money_at_low", "money_at_high"]].min(axis=1).to_numpy()
    rows["end"] = table[["money_at_low", "money_at_high"]].max(axis=1).to_numpy()
    rows["text"] = [
        amounts(row["money_at_low"], row["money_at_high"], language, unit)
        for row in table.to_dict("records")
    ]
    low, high = min(rows["start"]), max(rows["end"])
    domain = [min(low, 0.0), high if high > min(low, 0.0) else 1.0]
    base, x = _base(rows, domain, language, unit)
    middle = alt.Chart(pd.DataFrame({"money": [table["money"].iloc[0]]}))
    layers = [
        base.mark_bar(height=24, color=LOSS).encode(x=x("start"), x2=alt.X2("end:Q")),
        middle.mark_rule(color=theme.INK, strokeWidth=2).encode(x=x("money")),
        _texts(base),
        names(rows),
    ]
    heading = title(
        _("What moves the damage most"),
        _("Each bar: this input from its low to its high end, all others at their means."),
        _("Line: the expected damage. Find out first what stands on top."),
        note,
        wide=640,
    )
    return alt.layer(*layers).properties(width=WIDTH, height=step(rows) * len(rows), title=heading)


def _rows(labels: list[str]) -> pd.DataFrame:
    shown = [theme.wrap(label, NAMES + 50, most=2) for label in labels]
    return pd.DataFrame(
        {
            "row": range(len(shown)),
            "name": shown,
            "whole": labels,
            "lift": [-9 - 8 * label.count("\n") for label in shown],
            "drop": [10 + 8 * label.count("\n") for label in shown],
        }
    )


def _base(
    rows: pd.DataFrame, domain: list[float], language: str, unit: str
) -> tuple[Any, Callable[[str], alt.X]]:
    """The chart of the rows, and the x channel of a column."""
    _ = translator(language)
    heading = _("Amount, {unit}").format(unit=unit) if unit else _("Amount of money")
    base = alt.Chart(rows).encode(
        y=y_channel(),
        tooltip=[alt.Tooltip("whole:N", title=" "), alt.Tooltip("text:N", title=" ")],
    )

    def x(column: str) -> alt.X:
        return alt.X(
            f"{column}:Q",
            title=heading,
            scale=alt.Scale(domain=domain, nice=True),
            axis=alt.Axis(tickCount=4, labelExpr=_TICKS[language]),
        )

    return base, x


def _texts(base: Any) -> alt.Chart:
    return base.mark_text(align="left", x=WIDTH + 14, baseline="middle").encode(
        text=alt.Text("text:N")
    )


def _money_text(row: dict[Any, Any], uncertain: bool, language: str, unit: str) -> str:
    said = amount(row["money"], language, unit)
    if not uncertain:
        return said
    return f"{said} ({amounts(row['money_low'], row['money_high'], language)})"
