"""An emotion curve in numbers: peak, valley, end, area, and which of four states it is in."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workshop_kit.frames import group_names
from workshop_kit.journey.pieces import areas
from workshop_kit.journey.points import SCALE, TAKEN, Floats, Scale, batches, checked

STATES = ("negative", "forgotten", "positive", "mixed")
"""The states of a curve, in the order in which they are tried."""

COLUMNS = (
    *("peak", "valley", "end", "start", "signed_peak"),
    *("peak_end_positive", "peak_end_negative", "peak_end_signed"),
    *("area", "area_above", "area_below", "mean"),
    *("total_variation", "roughness", "largest_drop", "state"),
)
MOMENTS = ("peak", "valley", "end")


def curve_metrics(
    curve: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    threshold: float = 2.0,
    scale: Scale = SCALE,
) -> pd.DataFrame:
    """Measure emotion curves: what stays in memory, and what was felt on the way.

    Parameters
    ----------
    curve : pandas.DataFrame
        One row per point: `position` (number of the step, or minutes) and `valence` (on `scale`, 0
        is neutral), and the columns of `by`. In any order.
    by : str or sequence of str
        Columns that tell curves apart, such as `["persona", "group"]`. Empty cells in them form a
        group of their own.
    threshold : float
        From which distance to 0 a moment is strong enough to be remembered.
    scale : (float, float)
        The least and the most that a valence may be.

    Returns
    -------
    pandas.DataFrame
        One row per curve, sorted by `by`, after its columns:

        - `peak`, `valley`, `end`, `start` : the highest, lowest, last and first valence.
        - `signed_peak` : the valence furthest from 0 on either side; of equals the later one.
        - `peak_end_positive` : (peak + end) / 2; `peak_end_negative` : (valley + end) / 2;
          `peak_end_signed` : (signed_peak + end) / 2. Where the two have different signs the mean
          hides both: read them beside it.
        - `area_above`, `area_below` : between the line and 0, valence times position; below is 0
          or less. `area` : their sum. 0 for a single point.
        - `mean` : area / length; for a single point its valence.
        - `total_variation` : sum of |differences| of neighbours; `roughness` : sum of squared
          second differences; `largest_drop` : the largest fall from one to the next, 0 or more.
          These three ask for the order of the points, not for their distances.
        - `state` : negative, forgotten, positive or mixed.

    Raises
    ------
    ValueError
        When a column is missing, a position is no finite number, a valence lies outside the scale
        (or is missing), or a position stands twice in a curve (`clean_stroke` merges those of a
        stroke): all are named with their rows. Also for an option outside its range.

    Notes
    -----
    The line through the points is scipy's PCHIP, which leaves neither the scale nor the range of
    two neighbours; areas are those of its cubics, cut exactly where they meet 0.
    State, the first that holds: negative, if end < 0, or valley <= -threshold and
    |valley| >= peak; forgotten, if every |valence| < threshold; positive, if peak and end >=
    threshold; else mixed.

    References
    ----------
    Fredrickson, Kahneman (1993). Journal of Personality and Social Psychology 65(1), 45-55.
    Kahneman, Fredrickson, Schreiber, Redelmeier (1993). Psychological Science 4(6), 401-405.
    Fritsch, Butland (1984). SIAM Journal on Scientific and Statistical Computing 5, 300-304.

    Examples
    --------
    >>> stay = pd.DataFrame({"position": [0, 1, 2], "valence": [-2, 2, 3]})
    >>> curve_metrics(stay)[["peak", "valley", "end", "peak_end_positive", "state"]]
       peak  valley  end  peak_end_positive     state
    0   3.0    -2.0  3.0                3.0  positive
    """
    names = group_names(by, (*TAKEN, *COLUMNS))
    low, high = scale
    points = checked(curve, names, scale)
    if not 0 < threshold <= max(-low, high):
        raise ValueError(
            f"threshold must lie above 0 and within the scale {scale}. Got {threshold!r}."
        )
    firsts = points.drop_duplicates("curve")
    values = np.empty((len(firsts), len(COLUMNS) - 1))
    for rows, x, y in batches(points):
        values[rows] = _measured(x, y)
    table = firsts[names].reset_index(drop=True)
    table[[*COLUMNS[:-1]]] = values
    table["state"] = _states(table, threshold)
    return table


def moments(
    curve: pd.DataFrame, *, by: str | Sequence[str] = (), scale: Scale = SCALE
) -> pd.DataFrame:
    """Where each curve has its peak, its valley and its end.

    Parameters
    ----------
    curve : pandas.DataFrame
        `position`, `valence`, `touchpoint` and the columns of `by`.
    by : str or sequence of str
        Columns that tell curves apart.
    scale : (float, float)
        The least and the most that a valence may be.

    Returns
    -------
    pandas.DataFrame
        Three rows per curve: `*by, moment` (peak, valley, end), `position, touchpoint, valence`.
        Of equal peaks or valleys the later one, which is nearer to what is remembered.
    """
    names = group_names(by, (*TAKEN, "moment", "touchpoint"))
    points = checked(curve, names, scale, also=["touchpoint"])
    later = points.iloc[::-1]
    groups = later.groupby("curve", sort=True)["valence"]
    found = {
        "peak": groups.idxmax(),
        "valley": groups.idxmin(),
        "end": later.drop_duplicates("curve").index.to_series(),
    }
    parts = [points.loc[found[moment]].assign(moment=moment) for moment in MOMENTS]
    order = {moment: i for i, moment in enumerate(MOMENTS)}
    table = pd.concat(parts).assign(_order=lambda rows: rows["moment"].map(order))
    table = table.sort_values(["curve", "_order"], ignore_index=True)
    return table[[*names, "moment", "position", "touchpoint", "valence"]]


def _measured(x: Floats, y: Floats) -> Floats:
    """The numbers of COLUMNS for curves with as many points, one row each."""
    peak, valley, end, start = y.max(1), y.min(1), y[:, -1], y[:, 0]
    later = y[:, ::-1]
    far = later[np.arange(len(y)), np.abs(later).argmax(1)]
    above, below = areas(x, y)
    mean = (above + below) / (x[:, -1] - x[:, 0]) if x.shape[1] > 1 else end
    steps = np.diff(y, axis=1)
    bends = np.diff(steps, axis=1)
    return np.column_stack(
        [
            *(peak, valley, end, start, far),
            *((peak + end) / 2, (valley + end) / 2, (far + end) / 2),
            *(above + below, above, below, mean),
            *(np.abs(steps).sum(1), (bends**2).sum(1), (-steps).max(1, initial=0.0)),
        ]
    )


def _states(table: pd.DataFrame, threshold: float) -> pd.Series:
    peak, valley, end = table["peak"], table["valley"], table["end"]
    tests = [
        (end < 0) | ((valley <= -threshold) & (-valley >= peak)),
        table["signed_peak"].abs() < threshold,
        (peak >= threshold) & (end >= threshold),
    ]
    return pd.Series(np.select(tests, STATES[:3], STATES[3]), index=table.index, dtype=object)
