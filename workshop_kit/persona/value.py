"""Customers sorted by rules: by what they are worth, by class, by loyalty, by time."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit import stats
from workshop_kit.customers import Condition, Rule
from workshop_kit.persona.attributes import check_customers, numbers, require, written

ABC = ("A", "B", "C")
Mask = NDArray[np.bool_]


def abc(
    customers: pd.DataFrame, value: str, cuts: tuple[float, float] = (0.15, 0.40)
) -> pd.DataFrame:
    """Rank customers by value and cut the ranking at two shares of the customers.

    Parameters
    ----------
    customers : pandas.DataFrame
        `customer` (each once) and the column `value`, numbers. Cells of it may be empty.
    value : str
        The column that customers are ranked by.
    cuts : (float, float)
        Shares of the customers, 0 < first < second < 1: A is the first 15 %, A and B are the first
        40 %.

    Returns
    -------
    pandas.DataFrame
        One row per customer, the most valuable first, equal ones by name, those without a value
        last:

        - `customer`, `value`.
        - `rank` : 1 is the most valuable; equal customers share the mean of their places.
        - `share` : of the total value; `cumulative` : of this customer and all before. NaN where
          the total is not above 0. With negative values `cumulative` rises above 1 on the way.
        - `class` : "A", "B", "C"; missing, as all the others, where the value is.

    Raises
    ------
    ValueError
        When a customer has no name or stands twice, a column is missing, a value is no number, or
        the cuts do not rise between 0 and 1.

    Notes
    -----
    A: (rank - 1/2) / n < first cut, B: < second cut, C: all others, with n customers who have a
    value. So equal customers are never torn apart: all of them go where the middle one of them
    stands, and the classes come as near to 15, 25 and 60 % as that allows. Where all are equal,
    all are C. Customers worth 0 or less count like all others: they are C where they are many.

    Examples
    --------
    >>> customers = pd.DataFrame({"customer": list("vwxyz"), "spend": [10, 60, 10, 20, 0]})
    >>> abc(customers, "spend", (0.2, 0.4))
      customer  value  rank  share  cumulative class
    0        w   60.0   1.0    0.6         0.6     A
    1        y   20.0   2.0    0.2         0.8     B
    2        v   10.0   3.5    0.1         0.9     C
    3        x   10.0   3.5    0.1         1.0     C
    4        z    0.0   5.0    0.0         1.0     C
    """
    first, second = cuts
    if not 0 < first < second < 1:
        raise ValueError(f"cuts must be two rising shares between 0 and 1. Got {cuts!r}.")
    check_customers(customers)
    values = numbers(customers, value)
    table = pd.DataFrame({"customer": customers["customer"].to_numpy(), "value": values})
    table["name"] = table["customer"].map(written)
    table = table.sort_values(["value", "name"], ascending=[False, True], kind="stable")
    table = table.drop(columns="name").reset_index(drop=True)
    n, total = table["value"].count(), table["value"].sum()
    table["rank"] = table["value"].rank(ascending=False)
    table["share"] = table["value"] / (total if total > 0 else np.nan)
    table["cumulative"] = table["share"].cumsum()
    # 1e-9: 0.15 * 20 is not exactly 3.
    place = (table["rank"] - 0.5) / max(n, 1) + 1e-9
    classes = np.select([place < first, place < second, place >= second], ABC, "")
    table["class"] = pd.Series(classes, dtype=object).where(table["value"].notna(), None)
    return table


def value_shares(table: pd.DataFrame) -> pd.DataFrame:
    """How many customers each class holds, and what they bring.

    Parameters
    ----------
    table : pandas.DataFrame
        From `abc`.

    Returns
    -------
    pandas.DataFrame
        Rows A, B, C: `class, n, share` (of the customers who have a value), `value` (their sum),
        `value_share` (of the total; NaN where the total is not above 0). These are counts of the
        customers at hand, so there is no interval.
    """
    known = table.dropna(subset=["class"])
    grouped = known.groupby("class")["value"]
    n = grouped.size().reindex(ABC, fill_value=0)
    sums = grouped.sum().reindex(ABC, fill_value=0.0)
    total = sums.sum()
    return pd.DataFrame(
        {
            "class": list(ABC),
            "n": n.to_numpy(),
            "share": n.to_numpy() / (len(known) or np.nan),
            "value": sums.to_numpy(),
            "value_share": sums.to_numpy() / (total if total > 0 else np.nan),
        }
    )


def customer_classes(customers: pd.DataFrame, rules: Sequence[Rule]) -> pd.DataFrame:
    """Sort customers into classes; one may be in several.

    Parameters
    ----------
    customers : pandas.DataFrame
        `customer` (each once) and the columns that the rules ask about.
    rules : sequence of Rule
        A profile's `persona.classes`: all conditions of a rule must hold; of several rules with
        one name, one is enough.

    Returns
    -------
    pandas.DataFrame
        One row per customer and class, customers in their order, classes in the rules' order:

        - `customer`; `class`, missing for a customer who is in none.
        - `known` : True where every attribute that the rules ask about is known. A condition on
          an empty cell does not hold, so a False here may be a class missed.

    Raises
    ------
    ValueError
        When a customer has no name or stands twice, a column is missing, or a rule asks for limits
        of what is no number.
    """
    names = list(dict.fromkeys(rule.name for rule in rules))
    inside = np.zeros((len(customers), len(names) + 1), dtype=bool)
    for rule, fits in zip(rules, _fits(customers, rules), strict=True):
        inside[:, names.index(rule.name)] |= fits
    inside[:, -1] = ~inside.any(axis=1)
    row, column = np.nonzero(inside)
    return pd.DataFrame(
        {
            "customer": customers["customer"].to_numpy()[row],
            "class": pd.Series([[*names, None][i] for i in column], dtype=object),
            "known": _known(customers, rules)[row],
        }
    )


def loyalty_tiers(customers: pd.DataFrame, rules: Sequence[Rule]) -> pd.DataFrame:
    """Give every customer the tier of the first rule that fits.

    Parameters and errors as `customer_classes`, with a profile's `persona.tiers`.

    Returns
    -------
    pandas.DataFrame
        One row per customer, in their order: `customer`; `tier`, missing where no rule fits;
        `known` as in `customer_classes`.
    """
    tier, free = np.full(len(customers), None, dtype=object), np.ones(len(customers), dtype=bool)
    for rule, fits in zip(rules, _fits(customers, rules), strict=True):
        tier[free & fits] = rule.name
        free &= ~fits
    return pd.DataFrame(
        {
            "customer": customers["customer"].to_numpy(),
            "tier": pd.Series(tier, dtype=object),
            "known": _known(customers, rules),
        }
    )


def tenure_cohorts(
    customers: pd.DataFrame, tenure: str, bounds: Mapping[str, float]
) -> pd.DataFrame:
    """Sort customers by how long they have been with the company.

    Parameters
    ----------
    customers : pandas.DataFrame
        `customer` (each once) and the column `tenure`.
    tenure : str
        A column of months from 0. Cells may be empty.
    bounds : mapping of cohort to months
        The most months of each cohort, this number included, rising.

    Returns
    -------
    pandas.DataFrame
        One row per customer, in their order: `customer`; `months`; `cohort`: the first whose bound
        is not exceeded, missing where the months are, or are more than every bound.

    Raises
    ------
    ValueError
        When a customer has no name or stands twice, the column is missing, a cell is no number
        from 0, or the bounds do not rise.

    Examples
    --------
    >>> customers = pd.DataFrame({"customer": list("wxyz"), "months": [3, 3.5, 40, None]})
    >>> tenure_cohorts(customers, "months", {"new": 3, "year": 12})["cohort"].tolist()
    ['new', 'year', None, None]
    """
    steps = list(bounds.values())
    if any(later <= earlier for earlier, later in pairwise([0.0, *steps])):
        raise ValueError(f"bounds must rise from above 0. Got {dict(bounds)}.")
    check_customers(customers)
    months = numbers(customers, tenure)
    if (months < 0).any():
        found = sorted(set(months[months < 0].tolist()))[:20]
        raise ValueError(f"Column {tenure!r} must hold months from 0. Found {found}.")
    place = np.where(np.isnan(months), len(steps), np.searchsorted(steps, months))
    names = [*bounds, None]
    return pd.DataFrame(
        {
            "customer": customers["customer"].to_numpy(),
            "months": months,
            "cohort": pd.Series([names[i] for i in place], dtype=object),
        }
    )


def group_shares(
    groups: pd.DataFrame, by: str, order: Iterable[str] = (), level: float = 0.95
) -> pd.DataFrame:
    """How many customers each group holds, with the interval of its share.

    Parameters
    ----------
    groups : pandas.DataFrame
        `customer` and the column `by`: from `customer_classes` (`"class"`), `loyalty_tiers`
        (`"tier"`), `tenure_cohorts` (`"cohort"`), `Segments.customers` (`"segment"`) or `abc`.
    by : str
        The column of the groups.
    order : iterable of str
        Groups that get a row even where nobody is in them, in this order; others follow.
    level : float
        Confidence of the interval.

    Returns
    -------
    pandas.DataFrame
        One row per group, a missing one last where anybody is in it: the column `by`; `n`;
        `share` of all customers (where one may be in several groups the shares exceed 1 together);
        `low`, `high` : Wilson interval, which takes these customers for a sample of all.
    """
    everybody = groups["customer"].nunique()
    counts = groups.groupby(by, dropna=False)["customer"].nunique()
    found = [name for name in counts.index if not pd.isna(name)]
    names = list(dict.fromkeys([*order, *found]))
    n = [int(counts.get(name, 0)) for name in names]
    if none := int(counts[counts.index.isna()].sum()):
        names, n = [*names, None], [*n, none]
    low, high = stats.wilson(n, everybody, level)
    share = np.array(n, dtype=float) / (everybody or np.nan)
    group = pd.Series(names, dtype=object)
    return pd.DataFrame({by: group, "n": n, "share": share, "low": low, "high": high})


def _fits(customers: pd.DataFrame, rules: Sequence[Rule]) -> list[Mask]:
    """For each rule, which customers all its conditions hold of."""
    check_customers(customers)
    require(customers, _asked(rules))
    return [
        np.logical_and.reduce([_holds(customers, condition) for condition in rule.when])
        for rule in rules
    ]


def _holds(customers: pd.DataFrame, condition: Condition) -> Mask:
    if condition.among:
        words = customers[condition.attribute].map(written)
        return words.isin(condition.among).to_numpy(bool)
    values = numbers(customers, condition.attribute)
    low = -np.inf if condition.at_least is None else condition.at_least
    high = np.inf if condition.at_most is None else condition.at_most
    return (values >= low) & (values <= high)


def _known(customers: pd.DataFrame, rules: Sequence[Rule]) -> Mask:
    """Which customers have a value in every attribute that the rules ask about."""
    known = np.ones(len(customers), dtype=bool)
    for name in _asked(rules):
        known &= customers[name].map(written).notna().to_numpy(bool)
    return known


def _asked(rules: Sequence[Rule]) -> list[str]:
    return list(dict.fromkeys(c.attribute for rule in rules for c in rule.when))
