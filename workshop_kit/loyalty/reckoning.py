"""Money in words: the market damage, how sure it is, and what a customer is worth."""

import math
from typing import Any

import pandas as pd

from workshop_kit.loyalty.words import (
    amount,
    amounts,
    input_names,
    input_text,
    outcome_names,
    percent,
)
from workshop_kit.text import share, translator


def damage_sentences(
    table: pd.DataFrame, drivers: pd.DataFrame, language: str, *, unit: str = ""
) -> list[str]:
    """Say what problems in the experience cost, how sure that is, and what to find out first.

    Parameters
    ----------
    table, drivers : pandas.DataFrame
        From `damage` and `damage_drivers` of the same inputs.
    language : {"en", "zh"}
    unit : str
        The currency, such as "元".

    Returns
    -------
    list of str
        Customers and money at risk; the range; the input that moves the result most; the outcome
        that costs most; how the range came about.
    """
    _ = translator(language)
    total, parts = table.iloc[-1], table.iloc[:-1]
    worst = parts.iloc[int(parts["money"].to_numpy().argmax())]
    words = {
        "lost": amount(total["lost"], language),
        "money": amount(total["money"], language, unit),
        "customers": amount(total["customers"], language),
        "level": percent(total["level"]),
        "uncertain": int(total["uncertain"]),
        "outcome": outcome_names(language)[worst["outcome"]],
        "worst": amount(worst["money"], language, unit),
    }
    words["lost_range"] = amounts(total["lost_low"], total["lost_high"], language)
    words["money_range"] = amounts(total["money_low"], total["money_high"], language, unit)
    words["money_ends"] = amounts(total["money_least"], total["money_most"], language, unit)
    text = _(
        "Of {customers} customers with a problem about {lost} leave because of it; that is {money}."
    )
    if total["lost"] <= 0:
        text = _("By these inputs problems cost no customers on balance: check the loss rates.")
    lines = [text]
    if total["uncertain"]:
        lines += [
            _(
                "With {uncertain} inputs uncertain: {lost_range} customers and {money_range} in "
                "the middle {level} of the draws. With every input at an end at once: "
                "{money_ends}."
            ),
        ]
    else:
        lines.append(
            _(
                "Every input was taken as exactly known, so there is no range. Give at least, most "
                "likely and at most for what you only estimate."
            )
        )
    said = [text.format(**words) for text in lines]
    if len(drivers) and drivers["swing"].iloc[0] > 0:
        said.append(_driver(drivers.iloc[0], language, unit))
    if worst["money"] > 0:
        said.append(_("The largest part: “{outcome}”, {worst}.").format(**words))
    if total["uncertain"]:
        said.append(
            _(
                "This range follows from the inputs alone: each was drawn from a triangular "
                "distribution, independent of the others. It is a calculation, not a measurement."
            )
        )
    return said


def _driver(row: "pd.Series[Any]", language: str, unit: str) -> str:
    _ = translator(language)
    name = row["input"]
    return _(
        "What moves it most: “{name}”. Between {low} and {high} the damage goes from {money}: find "
        "this out first."
    ).format(
        name=input_names(language)[name],
        low=input_text(name, row["low"], language, unit),
        high=input_text(name, row["high"], language, unit),
        money=amounts(row["money_at_low"], row["money_at_high"], language, unit),
    )


def lifetime_sentences(
    worth: float, retention: float, longer: float, more: float, language: str, *, unit: str = ""
) -> list[str]:
    """Say what a customer is worth over the years, and what a higher retention would add.

    Parameters
    ----------
    worth, longer : float
        From `clv` at the retentions `retention` and `more`, 0..1; NaN where there is no end.
    language : {"en", "zh"}
    unit : str
        The currency, such as "元".
    """
    _ = translator(language)
    if math.isnan(worth):
        return [_("If nobody ever leaves and later money counts in full, the sum has no end.")]
    words = {
        "worth": amount(worth, language, unit),
        "retention": share(retention),
        "longer": amount(longer, language, unit),
        "more": share(more),
        "gain": share(longer / worth - 1 if worth > 0 else math.nan),
    }
    lines = [
        _(
            "Over the years such a customer is worth {worth} today, if {retention} stay from one "
            "year to the next. What winning the customer cost is not taken off."
        )
    ]
    if more > retention and worth > 0 and not math.isnan(longer):
        lines.append(_("If {more} stayed, it would be {longer}: {gain} more per customer."))
    return [line.format(**words) for line in lines]
