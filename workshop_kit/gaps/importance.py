"""Importance and performance side by side: what to keep up, and where to concentrate."""

from typing import Literal

import numpy as np
import pandas as pd

from workshop_kit.frames import require
from workshop_kit.gaps.checks import Scale, check_scale

Cross = Literal["mean", "median", "midpoint"]

QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")


def importance_performance(
    table: pd.DataFrame,
    *,
    cross: Cross = "mean",
    importance: str = "expectation",
    performance: str = "perception",
    scale: Scale = (1, 7),
) -> pd.DataFrame:
    """Sort items or dimensions by how much they matter and how well they are done.

    Parameters
    ----------
    table : pandas.DataFrame
        `Servqual.items` or `Servqual.dimensions`, without groups.
    cross : {"mean", "median", "midpoint"}
        Where the lines cross: at the mean or the median of the rows, or in the middle of `scale`.
        The middle hides differences where all rate high; means always find something low.
    importance, performance : str
        Columns of the table, such as `weight` instead of `expectation`. With `<column>_low` and
        `<column>_high` beside them, `settled` uses these.
    scale : (int, int)
        Only for the midpoint.

    Returns
    -------
    pandas.DataFrame
        One row per row of the table that has both numbers, in its order: `dimension`, `item` (where
        the table has it), `n, importance, performance` with `importance_low` to `performance_high`,
        `cross_importance, cross_performance` (the lines), `quadrant` : "concentrate" (important,
        not done well), "keep_up" (both), "low_priority" (neither), "overkill" (done well, not
        important); on a line counts as high. `settled` : False where an interval holds a line, or
        where there is none.

    Raises
    ------
    ValueError
        When a column is missing, an item or dimension stands twice, or `cross` is unknown.

    References
    ----------
    Martilla, James (1977). Journal of Marketing 41(1), 77-79.

    Examples
    --------
    >>> table = pd.DataFrame({"dimension": ["tangibles", "empathy"], "n": 30,
    ...                       "expectation": [5.0, 6.5], "perception": [6.0, 5.0]})
    >>> importance_performance(table)["quadrant"].tolist()
    ['overkill', 'concentrate']
    """
    if cross not in ("mean", "median", "midpoint"):
        raise ValueError(f"cross must be 'mean', 'median' or 'midpoint'. Got {cross!r}.")
    check_scale(scale)
    # A table of dimensions has a column "items", one of items a column "item".
    key = "item" if "item" in table else "dimension"
    names = ["dimension", "item"] if key == "item" else ["dimension"]
    require(table.columns, [*names, "n", importance, performance])
    if table[key].duplicated().any():
        raise ValueError(
            f"Column {key!r} must hold each name once: give the rows of one group. "
            f"Found again: {sorted(set(table.loc[table[key].duplicated(), key]))}."
        )
    known = table[table[[importance, performance]].notna().all(axis=1)].reset_index(drop=True)
    found = known[[*names, "n"]].copy()
    for name, column in (("importance", importance), ("performance", performance)):
        found[name] = known[column].astype(float)
        for end in ("low", "high"):
            found[f"{name}_{end}"] = known.get(f"{column}_{end}", pd.Series(np.nan, known.index))
    for name in ("importance", "performance"):
        middle = {"mean": found[name].mean(), "median": found[name].median()}
        found[f"cross_{name}"] = middle.get(cross, sum(scale) / 2)
    # 1e-9: equal means differ by rounding, and what lies on a line counts as high.
    high = {
        name: found[name] >= found[f"cross_{name}"] - 1e-9 for name in ("importance", "performance")
    }
    found["quadrant"] = np.select(
        [
            high["importance"] & ~high["performance"],
            high["importance"] & high["performance"],
            ~high["importance"] & ~high["performance"],
        ],
        QUADRANTS[:3],
        QUADRANTS[3],
    )
    found["settled"] = True
    for name in ("importance", "performance"):
        line = found[f"cross_{name}"]
        found["settled"] &= (found[f"{name}_low"] > line) | (found[f"{name}_high"] < line)
    return found
