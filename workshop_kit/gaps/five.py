"""The five gaps by dimension: how large, how sure, and how far from the gap's other dimensions."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import require
from workshop_kit.gaps.checks import DIMENSIONS, Scale, check_scale
from workshop_kit.gaps.roles import LEAST_VARIANCE, MEASURES, persons, role_answers

GAPS = (1, 2, 3, 4, 5)
FEWEST, FEW_PEOPLE = 3, 10
"""Managers or staff: below the first no interval, below the second exploratory."""
FEW_COUNTED, FEW_CUSTOMERS = 10, 30
"""Customers: below the first counts only, below the second exploratory."""
EVIDENCE = ("none", "counts", "exploratory", "statement")
"""How much may be said, from nothing asked to a statement."""
NAN = float("nan")
Asked = Mapping[str, Mapping[str, float]]
Row = Mapping[Any, Any]


def five_gaps(
    customers: pd.DataFrame | None,
    managers: pd.DataFrame | None = None,
    staff: pd.DataFrame | None = None,
    *,
    scale: Scale = (1, 7),
    criterion: float | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Measure all five gaps by dimension.

    Parameters
    ----------
    customers : pandas.DataFrame or None
        `Servqual.dimensions`, without groups.
    managers, staff : pandas.DataFrame, optional
        One row per answer: `respondent, gap, measure, dimension, item, score` (and `role`, where
        the file has it). Managers: gap 1 "expectation" (what they think customers expect), gap 2
        "standard" (from informal to formal). Staff: gap 3 "able" (to meet the standards), gap 4
        "promise" (able to meet what is promised; managers may answer it, too). A high score is
        good. Rows of measure "antecedent" are for `antecedents`.
    scale : (int, int)
        The lowest and the highest score, the same for all roles.
    criterion : float, optional
        The score up to which a standard or an ability is not enough; the middle of the scale by
        default, 4 of 7.
    level : float
        Confidence of all intervals.

    Returns
    -------
    pandas.DataFrame
        25 rows, gap by dimension. What was not measured has `evidence` "none" and no figures.

        - `gap` 1..5, `dimension, measure`; `n_customers, n_managers, n_staff` : respondents.
        - `mean` : of managers or staff, of gap 5 the perception; `reference` : what it is compared
          with (gaps 1 and 5 customers' expectation, 2-4 the criterion); `value` : mean - reference,
          with `low` and `high`; `p` : of gap 1 and 5 against 0, of 5 adjusted over the dimensions.
        - `share` : gaps 2-4, respondents at or below the criterion, with Wilson's `share_low` and
          `share_high`.
        - `direction` : gap 1 "under" or "over" (managers rate lower or higher than customers),
          gaps 2-4 "short" or "met", gap 5 "below" or "above"; "even" at 0.
        - `contrast` : value less the mean value of the gap's other dimensions; `contrast_error`,
          `contrast_low, contrast_high, contrast_p`; of gap 5 the contrast alone.
        - `evidence` : "none"; "counts" (fewer than 3 managers or staff, or 10 customers: no
          interval); "exploratory" (fewer than 10, or 30 customers); "statement". Our convention.

    Raises
    ------
    ValueError
        When a column is missing, or an answer is wrong: all are named.

    Notes
    -----
    A respondent's score of a dimension is the mean over its items answered. Intervals: gap 1 Welch,
    2-4 t, 5 paired t. Contrasts are taken within each person who answered on all dimensions of the
    gap, so that one who rates everything low does not count as evidence on any; of gap 1 less the
    customers' contrast, whose dimensions are taken as independent (they are not, and the interval
    is a little too wide). A whole level stands for half a level either way: variances of managers
    and staff are never taken below 1/12, as three people agree by chance. Gaps 1 and 5 are
    differences around 0, 2-4 ratings on a scale: their raw sizes must not be ranked.

    References
    ----------
    Parasuraman, Zeithaml, Berry (1985). Journal of Marketing 49(4), 41-50.
    Zeithaml, Berry, Parasuraman (1988). Journal of Marketing 52(2), 35-48.
    """
    check_scale(scale)
    stats.check_level(level)
    middle = (scale[0] + scale[1]) / 2 if criterion is None else criterion
    if not scale[0] <= middle <= scale[1]:
        raise ValueError(f"criterion must lie on the scale {scale}. Got {criterion!r}.")
    asked = _customers(customers)
    people = {
        "managers": role_answers(managers, "manager", scale),
        "staff": role_answers(staff, "staff", scale),
    }
    rows: list[dict[str, Any]] = []
    for gap in (1, 2, 3, 4):
        found = {role: persons(answers, gap) for role, answers in people.items()}
        scores = pd.concat(found, names=["role"]) if any(map(len, found.values())) else None
        for dimension in DIMENSIONS:
            row = {"gap": gap, "dimension": dimension, "measure": MEASURES[gap]}
            row |= _counted(found, dimension, asked if gap == 1 else None)
            if scores is not None and dimension in scores and not _lacks(asked, gap, dimension):
                row |= _rated(scores, dimension, asked, gap, middle, level)
            rows.append(row)
    rows += [_of_customers(asked, dimension) for dimension in DIMENSIONS]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["evidence"] = [_evidence(row) for row in table.to_dict("records")]
    table["direction"] = [_direction(row) for row in table.to_dict("records")]
    return table


COLUMNS = (
    *("gap", "dimension", "measure", "n_customers", "n_managers", "n_staff", "mean", "reference"),
    *("value", "low", "high", "p", "share", "share_low", "share_high", "direction", "contrast"),
    *("contrast_error", "contrast_low", "contrast_high", "contrast_p", "evidence"),
)


def _customers(customers: pd.DataFrame | None) -> Asked:
    """What customers said of each dimension that anybody answered."""
    wanted = ["dimension", "n", "expectation", "sd_expectation", "perception", "gap"]
    wanted += ["gap_low", "gap_high", "p_holm"]
    if customers is None:
        return {}
    require(customers.columns, wanted)
    if customers["dimension"].duplicated().any():
        raise ValueError("customers must have each dimension once: give the rows of one group.")
    some = customers.loc[customers["n"] > 0, wanted]
    rows: list[dict[Any, Any]] = some.to_dict("records")
    return {row["dimension"]: row for row in rows}


def _lacks(asked: Asked, gap: int, dimension: str) -> bool:
    return gap == 1 and dimension not in asked


def _counted(found: dict[str, pd.DataFrame], dimension: str, asked: Asked | None) -> dict[str, int]:
    counts = {
        f"n_{role}": int(wide[dimension].notna().sum()) if dimension in wide else 0
        for role, wide in found.items()
    }
    customers = (asked or {}).get(dimension, {"n": 0})
    return {"n_customers": int(customers["n"]), **counts}


def _rated(
    scores: pd.DataFrame,
    dimension: str,
    asked: Asked,
    gap: int,
    criterion: float,
    level: float,
) -> dict[str, Any]:
    """What managers or staff say of a dimension, against customers or the criterion."""
    own = scores[dimension].dropna()
    one = asked[dimension] if gap == 1 else None
    reference = criterion if one is None else one["expectation"]
    row: dict[str, Any] = {"mean": own.mean(), "reference": reference}
    row["value"] = row["mean"] - reference
    against = 0.0 if one is None else one["sd_expectation"] ** 2 / one["n"]
    interval = _interval(row["value"], own, against, 0.0 if one is None else one["n"], level)
    row |= {"low": interval[1], "high": interval[2]}
    if gap == 1:
        row["p"] = interval[3]
    else:
        k = int((own <= criterion).sum())
        low, high = stats.wilson(k, len(own), level)
        row |= {"share": k / len(own), "share_low": float(low), "share_high": float(high)}
    return row | _contrast(scores, dimension, asked, gap, level)


def _contrast(
    scores: pd.DataFrame, dimension: str, asked: Asked, gap: int, level: float
) -> dict[str, float]:
    others = [d for d in map(str, scores) if d != dimension and not _lacks(asked, gap, d)]
    whole = scores.dropna(subset=[dimension, *others])
    if not others or whole.empty:
        return {}
    own = whole[dimension] - whole[others].mean(axis=1)
    value, against, n = float(own.mean()), 0.0, 0.0
    if gap == 1:
        here, rest = asked[dimension], [asked[d] for d in others]
        value -= here["expectation"] - sum(one["expectation"] for one in rest) / len(rest)
        n, parts = here["n"], [one["sd_expectation"] ** 2 / one["n"] for one in rest]
        against = here["sd_expectation"] ** 2 / n + sum(parts) / len(rest) ** 2
    names = ("contrast_error", "contrast_low", "contrast_high", "contrast_p")
    found = _interval(value, own, against, n, level)
    return {"contrast": value, **dict(zip(names, found, strict=True))}


def _interval(
    value: float, own: pd.Series, against: float, n_against: float, level: float
) -> tuple[float, float, float, float]:
    """Standard error, interval and p-value of a difference of two groups; Welch's freedom.

    `against` is the squared standard error of the other group, 0 where there is none.
    """
    n = len(own)
    if n < FEWEST or np.isnan(against):
        return NAN, NAN, NAN, NAN
    squared = max(float(own.var()), LEAST_VARIANCE) / n
    freedom = n - 1.0
    if against > 0:
        parts = squared**2 / (n - 1) + against**2 / (n_against - 1)
        freedom = (squared + against) ** 2 / parts
    error = float(np.sqrt(squared + against))
    # mean_interval with n = freedom + 1 and this standard error.
    low, high = stats.mean_interval(value, error * np.sqrt(freedom + 1), freedom + 1, level)
    _, p = stats.t_test(value, error, freedom)
    return error, float(low), float(high), float(p)


def _of_customers(asked: Asked, dimension: str) -> dict[str, Any]:
    row: dict[str, Any] = {"gap": 5, "dimension": dimension, "measure": "perception"}
    row |= {"n_customers": 0, "n_managers": 0, "n_staff": 0}
    if dimension not in asked:
        return row
    one, rest = asked[dimension], [asked[d]["gap"] for d in asked if d != dimension]
    row |= {"n_customers": int(one["n"]), "mean": one["perception"]}
    row |= {"reference": one["expectation"], "value": one["gap"], "p": one["p_holm"]}
    enough = one["n"] >= FEW_COUNTED
    row |= {"low": one["gap_low"] if enough else NAN, "high": one["gap_high"] if enough else NAN}
    return row | {"contrast": one["gap"] - sum(rest) / len(rest) if rest else NAN}


def _evidence(row: Row) -> str:
    if pd.isna(row["value"]):
        return "none"
    places = []
    if row["gap"] in (1, 5):
        places.append(
            1 + (row["n_customers"] >= FEW_COUNTED) + (row["n_customers"] >= FEW_CUSTOMERS)
        )
    if row["gap"] < 5:
        n = row["n_managers"] + row["n_staff"]
        places.append(1 + (n >= FEWEST) + (n >= FEW_PEOPLE))
    return EVIDENCE[min(places)]


def _direction(row: Row) -> str | None:
    if pd.isna(row["value"]):
        return None
    if row["value"] == 0:
        return "even"
    less, more = {1: ("under", "over"), 5: ("below", "above")}.get(row["gap"], ("short", "met"))
    return less if row["value"] < 0 else more


def gap_overview(table: pd.DataFrame) -> pd.DataFrame:
    """Sum `five_gaps` up over the dimensions: one row per gap, for the picture of the model.

    Returns
    -------
    pandas.DataFrame
        `gap, dimensions` (measured), `n` (of the dimension with the fewest respondents), `value`,
        `size` (mean of the distances |value| of gap 1, so that two directions do not cancel),
        `share` : means over the measured dimensions; `reference` : of gaps 2-4 the criterion, else
        the mean expectation; `evidence` : the weakest of them. Of the rows of one dimension it
        gives that dimension.
    """
    rows = []
    for gap in GAPS:
        known = table[(table["gap"] == gap) & (table["evidence"] != "none")]
        n = known["n_managers"] + known["n_staff"] if gap < 5 else known["n_customers"]
        places = [EVIDENCE.index(evidence) for evidence in known["evidence"]]
        rows.append(
            {
                "gap": gap,
                "dimensions": len(known),
                "n": int(n.min()) if len(known) else 0,
                "value": known["value"].mean(),
                "size": known["value"].abs().mean() if gap == 1 else abs(known["value"].mean()),
                "share": known["share"].mean(),
                "reference": known["reference"].mean(),
                "evidence": EVIDENCE[min(places, default=0)],
            }
        )
    return pd.DataFrame(rows)
