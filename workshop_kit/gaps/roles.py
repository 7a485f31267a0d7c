"""What managers and staff answered about gaps 1 to 4, read strictly."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import listed, numbers, require
from workshop_kit.gaps.checks import DIMENSIONS, Scale, check_scale

MEASURES = {1: "expectation", 2: "standard", 3: "able", 4: "promise"}
"""What is asked about each gap; besides, "antecedent" about any."""
ROLES = {"manager": (1, 2, 4), "staff": (3, 4)}
"""Which gaps each role is asked about."""
COLUMNS = ("respondent", "gap", "measure", "dimension", "item", "score")
LEAST_VARIANCE = 1 / 12
"""Of a whole level that stands for anything half a level around it."""


def role_answers(answers: pd.DataFrame | None, role: str, scale: Scale) -> pd.DataFrame:
    """The answers of one role that were given, checked; an empty frame where there are none.

    Raises
    ------
    ValueError
        With every row that is of another role or gap, has an unknown measure or dimension, a score
        outside the scale, or repeats a respondent's answer.
    """
    if answers is None:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"gap": "int64", "score": "float64"})
    require(answers.columns, COLUMNS)
    check_scale(scale)
    rows = answers.assign(score=numbers(answers["score"]), gap=numbers(answers["gap"]))
    if found := [*_wrong(answers, rows, role, scale)]:
        raise ValueError(f"Answers of role {role!r} must be right. {listed(found)}.")
    return rows.dropna(subset="score").astype({"gap": "int64"}).reset_index(drop=True)


def _wrong(answers: pd.DataFrame, rows: pd.DataFrame, role: str, scale: Scale) -> Iterator[str]:
    gaps, (low, high) = ROLES[role], scale
    antecedent = rows["measure"] == "antecedent"
    given = answers["score"].notna()
    whole = rows["score"].between(low, high) & rows["score"].mod(1).eq(0)
    checks = {
        "role": (rows["role"].eq(role) if "role" in rows else whole | True, f"must be {role!r}"),
        "gap": (rows["gap"].isin(gaps), f"must be one of {list(gaps)}"),
        "measure": (
            antecedent | rows["measure"].eq(rows["gap"].map(MEASURES)),
            "must be 'antecedent' or that of its gap "
            f"({', '.join(f'{gap} {MEASURES[gap]}' for gap in gaps)})",
        ),
        "dimension": (
            antecedent | rows["dimension"].isin(DIMENSIONS),
            f"must be one of {list(DIMENSIONS)}",
        ),
        "respondent": (rows["respondent"].notna(), "must not be empty"),
        "item": (rows["item"].notna(), "must not be empty"),
        "score": (whole | ~given, f"must be a whole number from {low} to {high}, or empty"),
    }
    for column, (good, must) in checks.items():
        if column not in answers:  # only the role may be left out
            continue
        places: dict[str, list[Any]] = {}
        for row, cell in answers.loc[~good, column].items():
            places.setdefault(repr(cell), []).append(row)
        for cell, found in places.items():
            yield f"{column} {must}, found {cell} in row {listed(found, 5)}"
    again = rows.duplicated(["respondent", "gap", "measure", "dimension", "item"])
    for row, *cells in answers.loc[again, ["respondent", "item"]].itertuples(name=None):
        yield f"{' '.join(map(str, cells))} must be there once, found again in row {row}"


def persons(answers: pd.DataFrame, gap: int) -> pd.DataFrame:
    """Each respondent's mean over the items answered, by dimension: one row per respondent."""
    some = answers[(answers["gap"] == gap) & (answers["measure"] == MEASURES[gap])]
    wide = some.pivot_table(
        index="respondent", columns="dimension", values="score", aggfunc="mean", observed=True
    )
    return wide.reindex(columns=[d for d in DIMENSIONS if d in wide])


def antecedents(
    managers: pd.DataFrame | None = None,
    staff: pd.DataFrame | None = None,
    *,
    scale: Scale = (1, 7),
    level: float = 0.95,
) -> pd.DataFrame:
    """Average the conditions behind gaps 1 to 4, the worst of each gap first.

    Parameters
    ----------
    managers, staff : pandas.DataFrame, optional
        As for `five_gaps`; rows whose measure is "antecedent". A high score is good: what is asked
        the other way round is reversed when it is read.
    scale : (int, int)
        The lowest and the highest score.
    level : float
        Confidence of the interval.

    Returns
    -------
    pandas.DataFrame
        One row per gap and item: `gap, item, n` (respondents), `mean`, `low, high` (t interval,
        within the scale; NaN for fewer than three respondents).

    Raises
    ------
    ValueError
        For answers that `five_gaps` refuses, too.
    """
    both = pd.concat(
        [role_answers(managers, "manager", scale), role_answers(staff, "staff", scale)]
    )
    some = both[both["measure"] == "antecedent"]
    table = some.groupby(["gap", "item"])["score"].agg(["size", "mean", "std"]).reset_index()
    table = table.rename(columns={"size": "n"})
    several = table["n"].where(table["n"] >= 3)
    spread = table["std"].clip(lower=LEAST_VARIANCE**0.5)
    low, high = stats.mean_interval(table["mean"], spread, several, level)
    table["low"], table["high"] = low.clip(min=scale[0]), high.clip(max=scale[1])
    table = table.sort_values(["gap", "mean"], kind="stable", ignore_index=True)
    return table[["gap", "item", "n", "mean", "low", "high"]]
