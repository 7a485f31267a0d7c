"""The line through a curve's points: PCHIP, a cubic between neighbours that never overshoots."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workshop_kit.journey.points import SCALE, Floats, Scale, checked, group_names

PER_STEP = 12
"""Points that are drawn from one touchpoint to the next."""

_EPS = float(np.finfo(float).eps)


def pchip_slopes(x: ArrayLike, y: ArrayLike) -> Floats:
    """Slopes of the curve at its points, written out as the drawing in the browser computes them.

    The analysis itself takes scipy's PchipInterpolator; this is the same formula in the open, so
    that a second implementation has something to be held against.

    Parameters
    ----------
    x : array_like
        Two or more positions, rising.
    y : array_like
        Their valences.

    Returns
    -------
    ndarray
        One slope per point.

    Notes
    -----
    Steps h, slopes s of the straight lines. Inside: 0 where s[k-1] s[k] <= 0, else
    (w1 + w2) / (w1 / s[k-1] + w2 / s[k]) with w1 = 2 h[k] + h[k-1], w2 = h[k] + 2 h[k-1].
    First: d = ((2 h0 + h1) s0 - h0 s1) / (h0 + h1); 0 where its sign is not that of s0; 3 s0
    where s0 and s1 differ in sign and |d| > 3 |s0|. Last: the same from the other side. Two
    points: a straight line.

    References
    ----------
    Fritsch, F. N., Butland, J. (1984). A method for constructing local monotone piecewise cubic
    interpolants. SIAM Journal on Scientific and Statistical Computing 5, 300-304.

    Examples
    --------
    >>> pchip_slopes([0, 1, 2, 3], [0, 1, 1, 3]).tolist()
    [1.5, 0.0, 0.0, 3.0]
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    h = np.diff(x)
    if x.ndim != 1 or x.shape != y.shape or len(x) < 2 or not (h > 0).all():
        raise ValueError(
            f"x must hold two or more rising positions, y as many valences. Got x={x.tolist()}, "
            f"y={y.tolist()}."
        )
    s = np.diff(y) / h
    if len(s) == 1:
        return np.repeat(s, 2)
    w1, w2 = 2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]
    turns = np.sign(s[:-1]) * np.sign(s[1:]) <= 0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inside = (w1 + w2) / (w1 / s[:-1] + w2 / s[1:])
    first, last = _end(h[0], h[1], s[0], s[1]), _end(h[-1], h[-2], s[-1], s[-2])
    return np.concatenate([[first], np.where(turns, 0.0, inside), [last]])


def _end(h0: float, h1: float, s0: float, s1: float) -> float:
    d = ((2 * h0 + h1) * s0 - h0 * s1) / (h0 + h1)
    if np.sign(d) != np.sign(s0):
        return 0.0
    if np.sign(s0) != np.sign(s1) and abs(d) > 3 * abs(s0):
        return 3 * s0
    return float(d)


def curve_points(
    curves: pd.DataFrame, *, by: str | list[str] | tuple[str, ...] = (), scale: Scale = SCALE
) -> pd.DataFrame:
    """The line through each curve's points, close enough together to be drawn.

    Parameters
    ----------
    curves : pandas.DataFrame
        `position`, `valence` (on `scale`) and the columns of `by`, one row per point.
    by : str or sequence of str
        Columns that tell curves apart.
    scale : (float, float)
        The least and the most that a valence may be.

    Returns
    -------
    pandas.DataFrame
        `*by, position, valence`: the points themselves and 11 between any two neighbours. It never
        leaves the range of the neighbours.
    """
    names = group_names(by, ())
    points = checked(curves, names, scale)
    parts = []
    for _, one in points.groupby("curve", sort=True):
        x, y = one["position"].to_numpy(), one["valence"].to_numpy()
        if len(x) > 1:
            x, y = _line(x, y)
        keys = {name: [one[name].iloc[0]] * len(x) for name in names}
        parts.append(pd.DataFrame({**keys, "position": x, "valence": y}))
    return pd.concat(parts, ignore_index=True) if parts else points[[*names, "position", "valence"]]


def _line(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    from scipy.interpolate import PchipInterpolator

    steps = np.linspace(0, 1, PER_STEP, endpoint=False)
    fine = np.append((x[:-1, None] + np.diff(x)[:, None] * steps).ravel(), x[-1])
    with np.errstate(all="ignore"):
        drawn = PchipInterpolator(x, y)(fine)
    # Rounding may leave the range of the neighbours by 1e-16: a picture's edge must hold.
    return fine, np.clip(drawn, y.min(), y.max())


def areas(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Areas above and below 0 of curves that share their positions.

    Parameters
    ----------
    x : ndarray, shape (m,)
        Rising positions.
    y : ndarray, shape (n, m)
        One curve a row.

    Returns
    -------
    above, below : ndarray, shape (n,)
        Both by the antiderivative of each cubic, cut at its root; below is 0 or less.

    Notes
    -----
    Between neighbours the line only rises or only falls: it meets 0 at most once, and only where
    one of them lies above and the other below.
    """
    from scipy.interpolate import PchipInterpolator

    if len(x) < 2:
        return np.zeros(len(y)), np.zeros(len(y))
    with np.errstate(all="ignore"):  # slopes next to 0 overflow inside, and come out as 0
        c = PchipInterpolator(x, y, axis=1).c  # (4, m - 1, n), the highest power first
    h = np.broadcast_to(np.diff(x)[:, None], c.shape[1:])
    left, right = y[:, :-1].T, y[:, 1:].T
    whole = _integral(c, h)
    above = np.where(left + right > 0, whole, 0.0)
    below = np.where(left + right > 0, 0.0, whole)
    cut = np.sign(left) * np.sign(right) < 0
    if cut.any():
        pieces = c[:, cut]
        part = _integral(pieces, _root(pieces, h[cut], left[cut], right[cut]))
        rest = whole[cut] - part
        above[cut] = np.where(left[cut] > 0, part, rest)
        below[cut] = np.where(left[cut] > 0, rest, part)
    return above.sum(0), below.sum(0)


def _integral(c: Floats, t: Floats) -> Floats:
    return np.asarray(t * (c[3] + t * (c[2] / 2 + t * (c[1] / 3 + t * c[0] / 4))))


def _root(c: Floats, h: Floats, left: Floats, right: Floats) -> Floats:
    """Where each of these monotone cubics is 0: Newton's steps, halving where one leads astray."""
    low, high = np.zeros_like(h), h.copy()
    t = h * left / (left - right)
    for _ in range(100):
        value = c[3] + t * (c[2] + t * (c[1] + t * c[0]))
        slope = c[2] + t * (2 * c[1] + t * 3 * c[0])
        before: NDArray[np.bool_] = np.sign(value) == np.sign(left)
        low, high = np.where(before, t, low), np.where(before, high, t)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            next_t = t - value / slope
        astray = ~((next_t >= low) & (next_t <= high))
        next_t = np.where(astray, (low + high) / 2, next_t)
        still = np.abs(next_t - t) <= 4 * _EPS * h
        t = next_t
        if still.all():
            break
    return t
