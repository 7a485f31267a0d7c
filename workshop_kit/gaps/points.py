"""How much each dimension matters to customers: 100 points shared out."""

from collections.abc import Mapping

import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import listed, numbers, require
from workshop_kit.gaps.checks import DIMENSIONS

Weights = Mapping[str, float]
_CLOSE = 1e-6


def average_weights(points: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Average the points that customers gave to the dimensions.

    Parameters
    ----------
    points : pandas.DataFrame
        `respondent, dimension, points`: each respondent shares 100 points among the dimensions. A
        dimension without a row has 0 points.
    level : float
        Confidence of the interval.

    Returns
    -------
    pandas.DataFrame
        One row per dimension, all five: `dimension, n` (respondents), `weight` (0..1, they sum to
        1), `weight_low, weight_high` (t interval, cut to 0..1; NaN for fewer than two respondents).
        Without any respondent the weights are NaN.

    Raises
    ------
    ValueError
        For an unknown dimension, one that a respondent has twice, points below 0, or respondents
        whose points do not sum to 100: all are named.

    Examples
    --------
    >>> points = pd.DataFrame({"respondent": ["a", "a", "b"], "points": [60, 40, 100],
    ...                        "dimension": ["reliability", "empathy", "reliability"]})
    >>> average_weights(points)[["dimension", "n", "weight"]]
            dimension  n  weight
    0       tangibles  2     0.0
    1     reliability  2     0.8
    2  responsiveness  2     0.0
    3       assurance  2     0.0
    4         empathy  2     0.2
    """
    require(points.columns, ["respondent", "dimension", "points"])
    given = numbers(points["points"])
    unknown = ~points["dimension"].isin(DIMENSIONS)
    bad = ~(given >= 0) | unknown | points["respondent"].isna()
    if bad.any():
        rows = points.loc[bad, ["respondent", "dimension", "points"]]
        found = [f"row {i}: {', '.join(map(str, row))}" for i, *row in rows.itertuples(name=None)]
        raise ValueError(
            f"Every row must hold a respondent, one of {list(DIMENSIONS)} and points from 0. "
            f"Found {listed(found)}."
        )
    if (again := points.duplicated(["respondent", "dimension"])).any():
        rows = points.loc[again, ["respondent", "dimension"]].drop_duplicates()
        found = [" ".join(map(str, row)) for row in rows.itertuples(index=False)]
        raise ValueError(
            f"A respondent must have each dimension once. Found again: {listed(found)}."
        )
    wide = points.assign(points=given).pivot_table(
        index="respondent", columns="dimension", values="points", aggfunc="sum"
    )
    wide = wide.reindex(columns=list(DIMENSIONS)).fillna(0.0)
    sums = wide.sum(axis=1)
    if (off := (sums - 100).abs() > _CLOSE * 100).any():
        found = [f"{who} {total:g}" for who, total in sums[off].items()]
        raise ValueError(f"Points must sum to 100 for each respondent. Found {listed(found)}.")
    weights = wide / 100
    table = pd.DataFrame({"dimension": DIMENSIONS, "n": len(wide)})
    table["weight"] = weights.mean().to_numpy()
    spread = weights.std().to_numpy()
    low, high = stats.mean_interval(table["weight"], spread, len(wide), level)
    table["weight_low"], table["weight_high"] = low.clip(min=0), high.clip(max=1)
    return table


def checked_weights(weights: Weights, measured: list[str]) -> tuple[dict[str, float], bool]:
    """Weights that sum to 1, and whether they were points that sum to 100.

    Raises
    ------
    ValueError
        When a dimension is unknown, one that is measured has none, a weight is no number from 0,
        or they sum to neither 1 nor 100.
    """
    if unknown := [name for name in weights if name not in DIMENSIONS]:
        raise ValueError(f"weights must name dimensions of {list(DIMENSIONS)}. Found {unknown}.")
    if missing := [name for name in measured if name not in weights]:
        raise ValueError(
            f"weights must name every dimension that is measured, with 0 where it does not count. "
            f"Missing: {missing}."
        )
    if bad := {name: weight for name, weight in weights.items() if not weight >= 0}:
        raise ValueError(f"weights must be numbers from 0. Found {bad}.")
    total = float(sum(weights.values()))
    for whole in (1.0, 100.0):
        if abs(total - whole) <= _CLOSE * whole:
            return {name: weight / total for name, weight in weights.items()}, whole == 100
    raise ValueError(f"weights must sum to 1, or to 100 as points. Found a sum of {total:g}.")
