"""Intervals of net scores and of means, and of their differences."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EVIDENCE = ("counts", "exploratory", "statement")
"""What so many answers carry: only what was counted; a hint; a statement."""

NEEDED = (10, 30)
"""From so many answers on, exploratory and statement: our own convention."""


def evidence(n: ArrayLike, needed: tuple[int, int] = NEEDED) -> pd.Series:
    """Which of `EVIDENCE` so many answers carry."""
    few, enough = needed
    if not 1 <= few <= enough:
        raise ValueError(f"needed must be two rising numbers from 1. Got {needed!r}.")
    n = np.asarray(n)
    return pd.Series(np.select([n < few, n < enough], EVIDENCE[:2], EVIDENCE[2]), dtype=object)


def net(plus: ArrayLike, minus: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Share of one kind less share of its opposite, and its standard error; NaN for n = 0."""
    plus, minus, n = (np.asarray(x, dtype=float) for x in (plus, minus, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        p, d = plus / n, minus / n
        # Rounding leaves -1e-17 where all answers are of one kind.
        return p - d, np.sqrt(np.maximum(p + d - (p - d) ** 2, 0) / n)


def net_adjusted(plus: ArrayLike, minus: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """The same with 3/4 of an answer more on either side and 3 more in all; NaN for n = 0."""
    plus, minus, n = (np.asarray(x, dtype=float) for x in (plus, minus, n))
    n = np.where(n > 0, n, np.nan)
    return net(plus + 0.75, minus + 0.75, n + 3)


def net_interval(
    plus: ArrayLike, minus: ArrayLike, n: ArrayLike, level: float
) -> tuple[Floats, Floats]:
    """Adjusted Wald interval of a net score, in -1..1."""
    middle, se = net_adjusted(plus, minus, n)
    half = normal(level) * se
    return np.clip(middle - half, -1, 1), np.clip(middle + half, -1, 1)


def mean_interval(
    mean: Floats, sd: Floats, n: ArrayLike, level: float, scale: tuple[float, float]
) -> tuple[Floats, Floats]:
    """The t interval of a mean, cut off at the ends of the scale.

    NaN for fewer than two answers, and where all are the same: the formula would give an interval
    of no width, as if everything were known.
    """
    n = np.asarray(n, dtype=float)
    half = student(n - 1, level) * np.where(sd > 0, sd, np.nan) / np.sqrt(np.maximum(n, 1))
    return np.clip(mean - half, *scale), np.clip(mean + half, *scale)


def welch(
    difference: float, sd1: float, n1: int, sd2: float, n2: int, level: float
) -> tuple[float, float]:
    """Welch's interval of a difference of two means; NaN without a spread to judge by."""
    parts = np.array([sd1**2 / n1, sd2**2 / n2]) if min(n1, n2) > 1 else np.full(2, np.nan)
    total = parts.sum()
    if not total > 0:
        return np.nan, np.nan
    freedom = total**2 / (parts**2 / np.array([n1 - 1, n2 - 1])).sum()
    half = float(student(freedom, level)) * float(np.sqrt(total))
    return difference - half, difference + half


def normal(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def student(freedom: Any, level: float) -> Floats:
    from scipy.special import stdtrit

    freedom = np.asarray(freedom, dtype=float)
    quantile = stdtrit(np.maximum(freedom, 1e-9), 0.5 + level / 2)
    return np.where(freedom > 0, quantile, np.nan)
