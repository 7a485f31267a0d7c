"""Self-stated importance: how much a feature matters, asked directly."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import count_rows, group_names, listed, numbers
from workshop_kit.kano.counts import TAKEN, check_filled

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_OWN = ("importance", "importance_low", "importance_high")


def importance(
    answers: "IntoFrame", *, by: str | Sequence[str] = (), level: float = 0.95
) -> pd.DataFrame:
    """Average the importance that customers state themselves.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame
        One row per respondent and feature with `feature` and `importance` (1 not at all .. 9
        extremely; null or NaN where not answered).
    by : str or sequence of str
        Columns that form groups of their own. Empty cells in them form a group, too.
    level : float
        Confidence of the interval.

    Returns
    -------
    pandas.DataFrame
        `*by, feature, n, importance, importance_low, importance_high`, sorted: answers, their mean
        1..9, and its t interval, cut to 1..9. The mean is NaN where n is 0, the interval where n is
        below 2.

    Raises
    ------
    ValueError
        When a column is missing, a feature has no name, or a value is not a whole number from 1 to
        9: every such value is named with its feature and count.

    Notes
    -----
    mean ± t(n - 1) s / √n, s with n - 1 below: of no width where all say the same, which two or
    three people do by chance. It takes ranks for numbers, as is usual with this question.

    References
    ----------
    Berger et al. (1993). Center for Quality Management Journal 2(4), 12-16.

    Examples
    --------
    >>> answers = pd.DataFrame({"feature": "wifi", "importance": [7, 9, None]})
    >>> importance(answers)[["feature", "n", "importance"]]
      feature  n  importance
    0    wifi  2         8.0
    """
    from scipy.special import stdtrit

    stats.check_level(level)
    keys = [*group_names(by, (*TAKEN, *_OWN)), "feature"]
    counts = count_rows(answers, [*keys, "importance"])
    check_filled(counts, "feature")
    _check_scale(counts)
    value = numbers(counts["importance"]).astype("float64")
    n = counts["n"].where(value.notna(), 0)
    parts = pd.DataFrame({"n": n, "sum": n * value, "squares": n * value**2})
    sums = parts.groupby([counts[key] for key in keys], dropna=False).sum()
    n = sums["n"]
    some, several = n.where(n > 0), n.where(n > 1)
    table = pd.DataFrame({"n": n, "importance": sums["sum"] / some})
    # Sums of whole numbers: never below 0 by rounding, and exactly 0 where all say the same.
    error = np.sqrt((n * sums["squares"] - sums["sum"] ** 2) / (several - 1)) / several
    half = stdtrit(several - 1, 0.5 + level / 2) * error
    table["importance_low"] = (table["importance"] - half).clip(lower=1)
    table["importance_high"] = (table["importance"] + half).clip(upper=9)
    return table.reset_index()


def _check_scale(counts: pd.DataFrame) -> None:
    known = numbers(counts["importance"]).isin(range(1, 10))
    bad = counts[counts["importance"].notna() & ~known]
    if len(bad):
        # Over the groups of `by`: the same value of a feature is named once.
        names = bad["importance"].map(repr) + " (feature " + bad["feature"].map(str)
        found = [f"{name}, {n} answers)" for name, n in bad["n"].groupby(names).sum().items()]
        raise ValueError(
            "Column 'importance' must hold 1 to 9, or be empty where nothing was answered. "
            f"Found {listed(found)}."
        )
