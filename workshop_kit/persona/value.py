"""Customers sorted by rules: by what they are worth, by class, by loyalty, by time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
    held, known = _held(customers, rules)
    names = list(held)
    inside = np.column_stack([*held.values(), ~np.logical_or.reduce([*held.values(), ~known | known])])
    return _long(customers, inside, [*names, None], known)


def loyalty_tiers(customers: pd.DataFrame, rules: Sequence[Rule]) -> pd.DataFrame:
    """Give every customer the tier of the first rule that fits.

    Parameters and errors as `customer_classes`, with a profile's `persona.tiers`.

    Returns
    -------
    pandas.DataFrame
        One row per customer, in their order: `customer`; `tier`, missing where no rule fits;
        `known` as in `customer_classes`.
    """
    raise NotImplementedError
