"""Intervals and exact tests that every room shares."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def wilson(k: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson score interval of a share.

    Parameters
    ----------
    k : array_like
        Successes, 0..n.
    n : array_like
        Trials, same shape or broadcastable. Where n is 0 both limits are NaN.
    level : float
        Confidence, strictly between 0 and 1.

    Returns
    -------
    low, high : ndarray
        Limits in 0..1.

    Notes
    -----
    ((p + z²/2n) ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = k/n, z the normal quantile of
    1 - (1 - level)/2. Unlike p ± z √(p(1-p)/n) it never leaves 0..1 and keeps its level for few
    answers.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = wilson(0, 20)
    >>> round(float(high), 4)
    0.1611
    """
    from scipy.special import ndtri

    check_level(level)
    k, n = np.broadcast_arrays(np.asarray(k, dtype=float), np.asarray(n, dtype=float))
    if (bad := (k < 0) | (k > n)).any():
        raise ValueError(f"k must lie between 0 and n. Got k={k[bad].tolist()} n={n[bad].tolist()}")
    z = float(ndtri(0.5 + level / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = k / n
        middle = p + z**2 / (2 * n)
        half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        low = (middle - half) / (1 + z**2 / n)
        high = (middle + half) / (1 + z**2 / n)
    # Rounding leaves 1e-17 where the formula gives exactly 0 or 1.
    return np.where(k == 0, np.where(n > 0, 0.0, np.nan), low), np.where(
        k == n, np.where(n > 0, 1.0, np.nan), high
    )


def newcombe(
    k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """Difference of two independent shares with Newcombe's interval.

    Parameters
    ----------
    k1, n1, k2, n2 : array_like
        Successes and trials of either group; NaN where a group has no trial.
    level : float
        Confidence.

    Returns
    -------
    difference, low, high : ndarray
        k1/n1 - k2/n2 and its limits, in -1..1.

    Notes
    -----
    With Wilson limits l, u of either share p: d - √((p1 - l1)² + (u2 - p2)²),
    d + √((u1 - p1)² + (p2 - l2)²).

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions.
    Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    The paper's first example, 56/70 against 48/80:

    >>> [round(float(x), 4) for x in newcombe(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    """
    k1, n1, k2, n2 = (np.asarray(x, dtype=float) for x in (k1, n1, k2, n2))
    (l1, u1), (l2, u2) = wilson(k1, n1, level), wilson(k2, n2, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = k1 / n1, k2 / n2
        d = p1 - p2
        low = d - np.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
        high = d + np.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    return d, low, high


def equal_shares_p(a: ArrayLike, b: ArrayLike) -> Floats:
    """Exact two-sided p-value that two counts come from equal shares, given their sum.

    Parameters
    ----------
    a, b : array_like
        Counts, 0 or more.

    Returns
    -------
    ndarray
        min(1, 2 P(X <= min(a, b))) with X binomial(a + b, 1/2); 1 where both are 0.

    Examples
    --------
    Five against none: 2 / 2**5.

    >>> float(equal_shares_p(5, 0))
    0.0625
    """
    from scipy.special import bdtr

    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    p: Any = 2 * bdtr(np.minimum(a, b), (a + b).astype(np.int64), 0.5)
    return np.asarray(np.minimum(1.0, p), dtype=float)


def check_level(level: float) -> None:
    """Raise ValueError unless 0 < level < 1."""
    if not 0 < level < 1:
        raise ValueError(f"level must lie strictly between 0 and 1, such as 0.95. Got {level!r}.")
