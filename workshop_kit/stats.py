"""Intervals, tests and reliability that every room shares."""

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


def mean_interval(
    mean: ArrayLike, sd: ArrayLike, n: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """The t interval of a mean: mean ± t(n - 1) sd / √n; NaN where n is below 2.

    Examples
    --------
    >>> low, high = mean_interval(5.0, 1.0, 4)
    >>> round(float(low), 4), round(float(high), 4)
    (3.4088, 6.5912)
    """
    from scipy.special import stdtrit

    check_level(level)
    mean, sd, n = (np.asarray(part, dtype=float) for part in (mean, sd, n))
    several = np.where(n > 1, n, np.nan)
    half = stdtrit(several - 1, 0.5 + level / 2) * sd / np.sqrt(several)
    return np.asarray(mean - half), np.asarray(mean + half)


def t_test(estimate: ArrayLike, error: ArrayLike, freedom: ArrayLike) -> tuple[Floats, Floats]:
    """Student's t of an estimate against 0, and its two-sided p-value.

    Both are NaN where the standard error is 0 (all say the same: no test can be made) or where no
    freedom is left.
    """
    from scipy.special import stdtr

    estimate, error, freedom = np.broadcast_arrays(
        *(np.asarray(part, dtype=float) for part in (estimate, error, freedom))
    )
    known = (error > 0) & (freedom > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(known, estimate / error, np.nan)
    p = 2 * stdtr(np.where(known, freedom, np.nan), -np.abs(t))
    return t, np.asarray(p, dtype=float)


def holm(p: ArrayLike) -> Floats:
    """Holm's adjusted p-values of a family of tests; NaN is no test and stays NaN.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6, 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(p, kind="stable")  # NaN comes last
    tests = int((~np.isnan(p)).sum())
    first = order[:tests]
    adjusted = np.full(p.shape, np.nan)
    steps = p[first] * np.arange(tests, 0, -1)
    adjusted[first] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def cronbach(covariances: ArrayLike, n: float, level: float = 0.95) -> tuple[float, float, float]:
    """Cronbach's alpha of the items whose covariances are given, with Feldt's interval.

    Parameters
    ----------
    covariances : array_like, shape (k, k)
        Of the items; only their ratios count. Correlations give the standardised alpha.
    n : float
        Respondents.
    level : float
        Confidence.

    Returns
    -------
    alpha, low, high : float
        All NaN for fewer than two items or respondents, and where the sum of the items does not
        vary: nobody differs, so nothing is known about how well the items tell people apart.

    Notes
    -----
    alpha = k / (k - 1) (1 - trace / sum); low = 1 - (1 - alpha) F(1 - q), high = 1 - (1 - alpha)
    F(q), q = (1 - level) / 2, F the quantile with n - 1 and (n - 1)(k - 1) degrees of freedom.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika
    16, 297-334.
    Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability
    coefficient twenty. Psychometrika 30, 357-370.

    Examples
    --------
    Two items that correlate by a half:

    >>> round(cronbach([[1, 0.5], [0.5, 1]], 30)[0], 4)
    0.6667
    """
    from scipy.special import fdtri

    check_level(level)
    matrix = np.asarray(covariances, dtype=float)
    k, total = len(matrix), float(matrix.sum())
    if k < 2 or n < 2 or not total > 0:
        return (float("nan"),) * 3
    alpha = k / (k - 1) * (1 - float(np.trace(matrix)) / total)
    freedom = (n - 1, (n - 1) * (k - 1))
    low, high = (
        1 - (1 - alpha) * float(fdtri(*freedom, q)) for q in (0.5 + level / 2, 0.5 - level / 2)
    )
    return alpha, low, high


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
