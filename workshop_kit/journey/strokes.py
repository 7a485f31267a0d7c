"""From a line drawn by hand to one valence per touchpoint."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from workshop_kit.frames import listed
from workshop_kit.journey.points import SCALE, Floats, Scale, check_scale


def clean_stroke(
    points: Iterable[tuple[float, float]], positions: ArrayLike, scale: Scale = SCALE
) -> Floats:
    """Read a stroke at the touchpoints.

    Parameters
    ----------
    points : iterable of (position, valence)
        The stroke in the order in which it was drawn; it may go back and forth, and leave the
        scale.
    positions : array_like
        Where the touchpoints are; finite, each once, in any order.
    scale : (float, float)
        The least and the most that a valence may be.

    Returns
    -------
    ndarray
        One valence per position, in their order, always on the scale. NaN where the stroke did not
        reach: beyond its ends it holds for a touchpoint only if it came nearer to it than to the
        touchpoint before. So a mere click sets the nearest touchpoint and no other.

    Raises
    ------
    ValueError
        When a number is not finite or a position stands twice.

    Notes
    -----
    Sorted by position; points at the same position become their mean; then cut off at the ends of
    the scale; between points, straight lines.

    Examples
    --------
    >>> clean_stroke([(0, 0), (2, 2), (1, 4), (1, 5)], [0, 0.5, 1, 2, 9]).tolist()
    [0.0, 1.5, 3.0, 2.0, nan]
    """
    check_scale(scale)
    stroke = np.array([*points], dtype=float).reshape(-1, 2)
    at = np.asarray(positions, dtype=float).reshape(-1)
    if (bad := ~np.isfinite(stroke).all(1)).any():
        raise ValueError(f"points must be finite. Got {listed(map(tuple, stroke[bad].tolist()))}.")
    if not np.isfinite(at).all() or len(np.unique(at)) < len(at):
        raise ValueError(f"positions must be finite, and each once. Got {at.tolist()}.")
    if not len(stroke):
        return np.full(len(at), np.nan)
    x, place = np.unique(stroke[:, 0], return_inverse=True)
    y = np.bincount(place, stroke[:, 1]) / np.bincount(place)
    found = np.interp(at, x, np.clip(y, *scale))
    # Once more: between points hardly apart, rounding goes past their values.
    return np.where(_reached(at, x[0], x[-1]), np.clip(found, *scale), np.nan)


def _reached(at: Floats, first: float, last: float) -> np.ndarray:
    """Which touchpoints lie within the stroke, or nearer to its end than any other."""
    order = np.argsort(at)
    middles = (at[order][1:] + at[order][:-1]) / 2
    left, right = np.append(-np.inf, middles), np.append(middles, np.inf)
    reached = np.empty(len(at), dtype=bool)
    reached[order] = (right > first) & (left <= last)
    return reached
