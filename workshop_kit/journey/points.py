"""What a curve must hold before anything is computed from it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.frames import listed, require

TAKEN = ("curve", "position", "valence")
"""Columns of curves, which no grouping may be called."""

Floats = NDArray[np.float64]
Scale = tuple[float, float]

SCALE: Scale = (-3.0, 3.0)
"""The ends of the scale of valence, unless a call says otherwise; 0 is neutral."""

_BATCH = 20_000  # curves at a time: a few hundred bytes each in memory


def checked(
    curves: pd.DataFrame,
    by: Sequence[str],
    scale: Scale,
    also: Sequence[str] = (),
) -> pd.DataFrame:
    """The columns of `by`, `position`, `valence` and `also`, sorted by curve and position.

    A column `curve` numbers the curves from 0, in the order of `by`; empty cells in `by` are a
    group of their own.

    Raises
    ------
    ValueError
        When a column is missing, a position is no finite number, a valence is none on the scale, or
        a position stands twice in a curve. All of them are named.
    """
    check_scale(scale)
    require(curves.columns, [*by, "position", "valence", *also])
    points = curves[[*by, *also]].copy()
    points["position"] = _finite(curves, "position", (-np.inf, np.inf))
    points["valence"] = _finite(curves, "valence", scale)
    groups = points.groupby([*by], dropna=False, observed=True) if by else None
    points["curve"] = 0 if groups is None else groups.ngroup()
    points = points.sort_values(["curve", "position"], kind="stable", ignore_index=True)
    if (again := points.duplicated(["curve", "position"])).any():
        found = [_named(row, [*by, "position"]) for row in points[again].to_dict("records")]
        raise ValueError(
            "Column 'position' must hold each position once in a curve. "
            f"Found again: {listed(dict.fromkeys(found))}."
        )
    return points


def batches(points: pd.DataFrame) -> Iterator[tuple[NDArray[np.intp], Floats, Floats]]:
    """Curves with as many points, together: their numbers, their positions and valences by row."""
    lengths = np.bincount(points["curve"])
    starts = np.cumsum(lengths) - lengths
    x, y = points["position"].to_numpy(), points["valence"].to_numpy()
    for length in np.unique(lengths):
        alike = np.flatnonzero(lengths == length)
        for first in range(0, len(alike), _BATCH):
            rows = alike[first : first + _BATCH]
            cells = starts[rows, None] + np.arange(length)
            yield rows, x[cells], y[cells]


def check_scale(scale: Scale) -> None:
    """Raise ValueError unless the scale has a side below 0 and one above."""
    low, high = scale
    if not (-np.inf < low < 0 < high < np.inf):
        raise ValueError(
            f"scale must be (low, high) with low below 0, which is neutral, and high above. "
            f"Got {scale!r}."
        )


def _finite(curves: pd.DataFrame, column: str, limits: Scale) -> pd.Series:
    cells = curves[column]
    # Digits written as text mean that the file was read wrongly.
    if pd.api.types.is_bool_dtype(cells) or not pd.api.types.is_numeric_dtype(cells):
        cells = cells.astype(object)
        cells = cells.mask(cells.map(lambda cell: isinstance(cell, str | bool | np.bool_)))
    values = pd.to_numeric(cells, errors="coerce").astype("float64")
    good = np.isfinite(values) & values.between(*limits)
    if not good.all():
        low, high = limits
        what = "finite numbers" if low == -np.inf else f"numbers from {low:g} to {high:g}"
        bad = curves[column][~good]
        rows = [f"row {row} holds {cell!r}" for row, cell in zip(bad.index, bad, strict=True)]
        raise ValueError(
            f"Column {column!r} must hold {what}; leave out touchpoints that have none. "
            f"Found: {listed(rows)}."
        )
    return values


def _named(row: dict[Any, Any], columns: Sequence[str]) -> str:
    return ", ".join(
        f"{column} {row[column]:g}" if column == "position" else f"{column} {row[column]}"
        for column in columns
    )
