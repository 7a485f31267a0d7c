"""Many curves at the same touchpoints: what is felt there, and how far apart the groups are."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import listed, require
from workshop_kit.journey.points import SCALE, Floats, Scale, check_scale, checked

FEWEST = 5
"""From so many valences on, one that stands far off is named."""
FAR = 1.0
"""How far from the median a valence must be besides: one level of the scale."""
_COLUMNS = ["position", "n", "mean", "mean_low", "mean_high", "sd", "median", "q1", "q3"]


def summary(
    curves: pd.DataFrame,
    *,
    unit: str | Sequence[str] = "group",
    by: str | Sequence[str] = (),
    level: float = 0.95,
    scale: Scale = SCALE,
) -> pd.DataFrame:
    """Sum up the curves of groups or customers, touchpoint by touchpoint.

    Parameters
    ----------
    curves : pandas.DataFrame
        `touchpoint`, `position`, `valence` (on `scale`) and the columns of `unit` and `by`. A unit
        may leave touchpoints out.
    unit : str or sequence of str
        Columns that say whose curve it is; with `by` each has a touchpoint once.
    by : str or sequence of str
        Columns to keep apart, such as `"version"` or `"persona"`.
    level : float
        Confidence of the interval.
    scale : (float, float)
        The least and the most that a valence may be.

    Returns
    -------
    pandas.DataFrame
        One row per group of `by` and touchpoint, in the order of the journey:

        - `*by`, `touchpoint`, `position` : the median of the units' positions.
        - `n` : units that have a valence here; `mean` with `mean_low`, `mean_high` : t interval,
          cut off at the ends of the scale; NaN for a single unit.
        - `sd` : standard deviation (n - 1 below), the disagreement; NaN for a single unit.
        - `median`, `q1`, `q3` : quartiles between values by straight lines.
        - `outliers` : tuple of the units that stand far off, as text. They are named, not left out:
          every figure of the row counts them.

    Raises
    ------
    ValueError
        For a bad valence or position (see `curve_metrics`), or a touchpoint that a unit has twice.

    Notes
    -----
    Far off, with 5 units or more: outside Tukey's fences, q1 - 1.5 (q3 - q1) .. q3 + 1.5 (q3 - q1),
    and more than one level from the median (where most agree the fences are as narrow as a line).
    The interval takes the units for a sample of many; of all groups in a room it only shows how far
    they are apart. Where all agree it has no width, which is no proof.

    References
    ----------
    Tukey, J. W. (1977). Exploratory Data Analysis. Addison-Wesley.

    Examples
    --------
    >>> groups = pd.DataFrame({"group": [*"12345"], "touchpoint": "check-in", "position": 3,
    ...                        "valence": [1, 1, 1, 2, -3]})
    >>> summary(groups)[["n", "mean", "median", "outliers"]]
       n  mean  median outliers
    0  5   0.4     1.0     (5,)
    """
    check_scale(scale)
    stats.check_level(level)
    units, names = _list(unit), _list(by)
    if not units or set(units) & set(names):
        raise ValueError(f"unit must name columns, and others than by. Got {units} and {names}.")
    if clash := {*units, *names} & {"touchpoint", "valence", "curve", "outliers", *_COLUMNS}:
        raise ValueError(
            f"unit and by must name other columns than the table's own. Got {sorted(clash)}."
        )
    _check_touchpoints(curves, [*names, *units])
    points = checked(curves, [*names, *units], scale, also=["touchpoint"])
    keys = [*names, "touchpoint"]
    groups = points.groupby(keys, dropna=False, observed=True, sort=True)
    values = groups["valence"]
    table = values.agg(["size", "mean", "std", "median"]).reset_index()
    table = table.rename(columns={"size": "n", "std": "sd"})
    table.insert(len(keys), "position", groups["position"].median().to_numpy())
    half = _t(table["n"].to_numpy(), level) * table["sd"] / np.sqrt(table["n"])
    table["mean_low"] = (table["mean"] - half).clip(*scale)
    table["mean_high"] = (table["mean"] + half).clip(*scale)
    table["q1"], table["q3"] = values.quantile(0.25).to_numpy(), values.quantile(0.75).to_numpy()
    table["outliers"] = _outliers(points, groups.ngroup(), table, units)
    table = table.sort_values([*names, "position"], kind="stable", ignore_index=True)
    return table[[*keys, *_COLUMNS, "outliers"]]


def median_curve(table: pd.DataFrame) -> pd.DataFrame:
    """The medians of a `summary` without `by`, as a curve: `touchpoint, position, valence`.

    Where units have touchpoints in different orders, two may have the same median position; the
    touchpoints are numbered from 1 then.
    """
    position = table["position"]
    if position.duplicated().any():
        position = pd.Series(np.arange(1.0, len(table) + 1), index=table.index)
    curve = table[["touchpoint"]].assign(position=position, valence=table["median"])
    return curve.reset_index(drop=True)


def _list(columns: str | Sequence[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else list(columns)


def _check_touchpoints(curves: pd.DataFrame, keys: list[str]) -> None:
    require(curves.columns, [*keys, "touchpoint"])
    bare = curves["touchpoint"].isna() | curves["touchpoint"].eq("")
    if bare.any():
        raise ValueError(
            f"Column 'touchpoint' must not be empty. Found: rows {listed(bare[bare].index)}."
        )
    again = curves.duplicated([*keys, "touchpoint"])
    if again.any():
        rows = curves.loc[again, [*keys, "touchpoint"]].drop_duplicates()
        found = [", ".join(f"{k} {v}" for k, v in row.items()) for row in rows.to_dict("records")]
        raise ValueError(
            f"Column 'touchpoint' must hold each touchpoint once in a curve. Found again: "
            f"{listed(found)}."
        )


def _t(n: np.ndarray, level: float) -> Floats:
    from scipy.special import stdtrit

    quantile = stdtrit(np.maximum(n - 1, 1), 0.5 + level / 2)
    return np.where(n > 1, quantile, np.nan)


def _outliers(
    points: pd.DataFrame, which: pd.Series, table: pd.DataFrame, units: list[str]
) -> list[tuple[str, ...]]:
    """The units far off in each row of the table, in the order of the units."""
    here = table.loc[which.to_numpy()]
    valence = points["valence"].to_numpy()
    q1, q3 = here["q1"].to_numpy(), here["q3"].to_numpy()
    fence = 1.5 * (q3 - q1)
    far = (valence < q1 - fence) | (valence > q3 + fence)
    far &= (np.abs(valence - here["median"].to_numpy()) > FAR) & (here["n"].to_numpy() >= FEWEST)
    found: dict[int, list[str]] = {}
    for row, names in zip(
        which[far], points.loc[far, units].itertuples(index=False, name=None), strict=True
    ):
        text = " · ".join("–" if pd.isna(name) else str(name) for name in names)
        found.setdefault(int(row), []).append(text)
    return [tuple(found.get(row, ())) for row in range(len(table))]
