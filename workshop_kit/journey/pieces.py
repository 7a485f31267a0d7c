"""The line through a curve's points: PCHIP, a cubic between neighbours that never overshoots."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workshop_kit.frames import group_names
from workshop_kit.journey.points import SCALE, TAKEN, Floats, Scale, batches, checked

PER_STEP = 12
"""Points that are drawn from one touchpoint to the next."""

_EPS = float(np.finfo(float).eps)


def pchip_slopes(x: ArrayLike, y: ArrayLike) -> Floats:
    """Slopes of curves at their points, as scipy's PchipInterpolator has them.

    Parameters
    ----------
    x : array_like, shape (m,) or (n, m)
        Two or more positions, rising; one row per curve.
    y : array_like of the same shape
        Their valences.

    Returns
    -------
    ndarray of the same shape
        One slope per point.

    Notes
    -----
    Steps h, slopes s of the straight lines. Inside: 0 where s[k-1] s[k] <= 0, else
    (w1 + w2) / (w1 / s[k-1] + w2 / s[k]) with w1 = 2 h[k] + h[k-1], w2 = h[k] + 2 h[k-1].
    First: d = ((2 h0 + h1) s0 - h0 s1) / (h0 + h1); 0 where its sign is not that of s0; 3 s0
    where s0 and s1 differ in sign and |d| > 3 |s0|. Last: the same from the other side. Two
    points: a straight line.
    Written out because scipy takes one grid of positions at a time, and curves with gaps have as
    many grids as there are curves.

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
    h = np.diff(x) if x.ndim else x
    if x.ndim not in (1, 2) or x.shape != y.shape or x.shape[-1] < 2 or not (h > 0).all():
        raise ValueError(
            f"x must hold two or more rising positions, y as many valences. Got x={x.tolist()}, "
            f"y={y.tolist()}."
        )
    s = np.diff(y) / h
    if s.shape[-1] == 1:
        return np.repeat(s, 2, axis=-1)
    h0, h1, s0, s1 = h[..., :-1], h[..., 1:], s[..., :-1], s[..., 1:]
    w1, w2 = 2 * h1 + h0, h1 + 2 * h0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inside = (w1 + w2) / (w1 / s0 + w2 / s1)
    slopes = np.empty_like(y)
    slopes[..., 1:-1] = np.where(np.sign(s0) * np.sign(s1) <= 0, 0.0, inside)
    slopes[..., 0] = _end(h[..., 0], h[..., 1], s[..., 0], s[..., 1])
    slopes[..., -1] = _end(h[..., -1], h[..., -2], s[..., -1], s[..., -2])
    return slopes


def _end(h0: Floats, h1: Floats, s0: Floats, s1: Floats) -> Floats:
    d = ((2 * h0 + h1) * s0 - h0 * s1) / (h0 + h1)
    d = np.where(np.sign(d) == np.sign(s0), d, 0.0)
    steep = (np.sign(s0) != np.sign(s1)) & (np.abs(d) > 3 * np.abs(s0))
    return np.where(steep, 3 * s0, d)


def curve_points(
    curves: pd.DataFrame, *, by: str | Sequence[str] = (), scale: Scale = SCALE
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
    names = group_names(by, TAKEN)
    points = checked(curves, names, scale)
    if points.empty:
        return points[[*names, "position", "valence"]]
    parts = []
    for rows, x, y in batches(points):
        x, y = _line(x, y) if x.shape[1] > 1 else (x, y)
        which = np.repeat(rows, x.shape[1])
        parts.append(pd.DataFrame({"curve": which, "position": x.ravel(), "valence": y.ravel()}))
    lines = pd.concat(parts).sort_values("curve", kind="stable")
    whose = points.drop_duplicates("curve")[names].iloc[lines["curve"]].reset_index(drop=True)
    return whose.assign(position=lines["position"].to_numpy(), valence=lines["valence"].to_numpy())


def _line(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The points of curves with those between them, one row each."""
    c = _cubics(x, y)[..., None]
    t = np.diff(x)[..., None] * np.linspace(0, 1, PER_STEP, endpoint=False)
    fine = x[:, :-1, None] + t
    # Rounding may leave the range of the neighbours by 1e-16: a picture's edge must hold.
    low, high = y.min(1)[:, None, None], y.max(1)[:, None, None]
    drawn = np.clip(c[3] + t * (c[2] + t * (c[1] + t * c[0])), low, high)
    rows = len(x)
    return (
        np.column_stack([fine.reshape(rows, -1), x[:, -1]]),
        np.column_stack([drawn.reshape(rows, -1), y[:, -1]]),
    )


def _cubics(x: Floats, y: Floats) -> Floats:
    """From each point to the next the powers of the distance, the highest first: (4, n, m - 1)."""
    h, d = np.diff(x), pchip_slopes(x, y)
    s = np.diff(y) / h
    bend = (d[:, :-1] + d[:, 1:] - 2 * s) / h
    return np.stack([bend / h, (s - d[:, :-1]) / h - bend, d[:, :-1], y[:, :-1]])


def areas(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Areas above and below 0, one row per curve: x and y have the shape (n, m).

    A piece of the line is monotone, so it meets 0 at most once; there it is cut.
    """
    if x.shape[1] < 2:
        return np.zeros(len(x)), np.zeros(len(x))
    c, h = _cubics(x, y), np.diff(x)
    left, right = y[:, :-1], y[:, 1:]
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
    return above.sum(1), below.sum(1)


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
