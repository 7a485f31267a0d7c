"""Satisfaction as a function of fulfilment: the quantified Kano model."""

import numpy as np
import pandas as pd

from workshop_kit.frames import require


def satisfaction_curves(table: pd.DataFrame, *, points: int = 51) -> pd.DataFrame:
    """Turn each feature's Better and Worse into a curve from not there to fully there.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify`, one row per feature: `feature, category, better, worse`.
    points : int
        Points per curve, at least 2.

    Returns
    -------
    pandas.DataFrame
        `feature` (and `feature_label` where the table has it), `category`, `fulfilment` 0..1,
        evenly spaced, and `satisfaction` worse..better. One row per point, features in the order of
        the table; only those whose category is M, O or A (the model has no curve for the others).

    Raises
    ------
    ValueError
        When a column is missing, a feature has more than one row, or `points` is below 2.

    Notes
    -----
    With C = better, W = worse (negative), x = fulfilment: S = W + (C - W) f(x), where f(x) is x for
    one-dimensional, (eˣ - 1)/(e - 1) for attractive (convex) and (1 - e⁻ˣ)/(1 - e⁻¹) for must-be
    (concave). All run from (0, W) to (1, C). What lies between is the model's, nobody was asked
    about half a feature.

    References
    ----------
    Wang, Ji (2010). International Journal of Quality & Reliability Management 27(2), 173-184.

    Examples
    --------
    >>> one = {"feature": ["wifi"], "category": ["O"], "better": [0.6], "worse": [-0.4]}
    >>> satisfaction_curves(pd.DataFrame(one), points=3)["satisfaction"].round(2).tolist()
    [-0.4, 0.1, 0.6]
    """
    if points < 2:
        raise ValueError(f"points must be 2 or more. Got {points!r}.")
    require(table.columns, ["feature", "category", "better", "worse"])
    if (again := table["feature"].duplicated()).any():
        found = sorted(set(table.loc[again, "feature"].map(str)))
        raise ValueError(f"Column 'feature' must hold each feature once. Found {found} again.")
    labels = [name for name in ("feature", "feature_label") if name in table]
    drawn = table["category"].isin(["M", "O", "A"]) & table["better"].notna()
    curves = table.loc[drawn, [*labels, "category", "better", "worse"]].merge(
        pd.DataFrame({"fulfilment": np.linspace(0.0, 1.0, points)}), how="cross"
    )
    x, category = curves["fulfilment"], curves["category"]
    shapes = [np.expm1(x) / np.expm1(1), np.expm1(-x) / np.expm1(-1)]
    rise = np.select([category.eq("A"), category.eq("M")], shapes, x)
    # A weighted mean rather than W + (C - W) f: both ends are met exactly.
    curves["satisfaction"] = curves["worse"] * (1 - rise) + curves["better"] * rise
    return curves.drop(columns=["better", "worse"])
