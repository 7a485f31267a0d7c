"""Which of gaps 1 to 4 is the cause worth treating, by the dimensions where customers miss most."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import require
from workshop_kit.gaps.five import COLUMNS, EVIDENCE

STATUS = ("causes", "not_enough", "nothing_short", "few_customers", "no_customers")
VERDICTS = (
    *("cause", "better", "general", "unremarkable"),
    *("not_compared", "too_few", "not_measured"),
)
TOLD_APART = 2.0
"""Two causes differ where their contrasts do by so many standard errors."""


@dataclass(frozen=True)
class Diagnosis:
    """Where customers miss most, and what stands behind it.

    Attributes
    ----------
    status : str
        "causes"; "not_enough" (no gap stands out, or too few were asked); "nothing_short" (in no
        dimension customers perceive clearly less than they expect); "few_customers" (fewer than
        10); "no_customers" (gap 5 was not measured).
    findings : pandas.DataFrame
        See `diagnose`.
    """

    status: str
    findings: pd.DataFrame


def diagnose(
    table: pd.DataFrame, *, most: int = 2, least: float = 0.5, level: float = 0.95
) -> Diagnosis:
    """Look for the cause where gap 5 is worst: the gap that is worse there than elsewhere.

    Parameters
    ----------
    table : pandas.DataFrame
        From `five_gaps`.
    most : int
        In so many dimensions at most.
    least : float
        How far, in levels of the scale, a gap must stand off its other dimensions.
    level : float
        1 - the error that tests may make.

    Returns
    -------
    Diagnosis
        `findings` has four rows for each dimension looked at, the worst first, with all columns of
        the table and

        - `gap5, gap5_low, gap5_high, gap5_n` : what customers miss there.
        - `verdict` : "cause"; "better" (clearly better here than elsewhere), "general" (clearly
          there, but in other dimensions as well), "unremarkable"; "not_compared" (asked about this
          dimension only), "too_few", "not_measured".
        - `elsewhere` : what `mean` is compared with: gaps 2-4 the mean of the other dimensions;
          gap 1 the mean difference there.
        - `contrast_holm` : `contrast_p` adjusted over the gaps tested in the dimension.
        - `leading` : the cause with the largest contrast; `told_apart` : whether it is clearly
          larger than that of the next one, True for a single cause.

    Raises
    ------
    ValueError
        When a column is missing, or an option is outside its range.

    Notes
    -----
    Looked at are dimensions whose gap 5 is clearly negative (adjusted p below 1 - level) and not
    above the mean of all. A gap is a cause where its contrast is worse than 0 (adjusted p) by
    `least` or more, and it is there at all: of gap 1 the interval of the value leaves out 0 on the
    same side; gaps 2-4 are out only where the mean lies clearly above the criterion and clearly
    fewer than half are at or below it. Of gap 1 both directions count. A cause so found goes
    together with the customers' gap; whether treating it helps, only the next survey shows.
    """
    require(table.columns, [*COLUMNS])
    stats.check_level(level)
    if most < 1 or least < 0:
        raise ValueError(f"most must be 1 or more and least 0 or more. Got {most!r}, {least!r}.")
    last = table[(table["gap"] == 5) & (table["evidence"] != "none")]
    enough = last[last["evidence"] != "counts"]
    worst = enough[(enough["value"] < 0) & (enough["p"] < 1 - level)]
    worst = worst[worst["value"] <= last["value"].mean() + 1e-9].sort_values("value").head(most)
    found = [_findings(table, str(d), least, level) for d in worst["dimension"]]
    for one, row in zip(found, worst.to_dict("records"), strict=True):
        one["gap5"], one["gap5_n"] = row["value"], row["n_customers"]
        one["gap5_low"], one["gap5_high"] = row["low"], row["high"]
    findings = pd.concat(found) if found else _findings(table.iloc[:0], "", least, level)
    findings = findings.reset_index(drop=True)
    if last.empty:
        status = "no_customers"
    elif enough.empty:
        status = "few_customers"
    elif worst.empty:
        status = "nothing_short"
    else:
        status = "causes" if (findings["verdict"] == "cause").any() else "not_enough"
    return Diagnosis(status, findings)


def _findings(table: pd.DataFrame, dimension: str, least: float, level: float) -> pd.DataFrame:
    rows = table[(table["dimension"] == dimension) & (table["gap"] < 5)].reset_index(drop=True)
    rows["contrast_holm"] = stats.holm(rows["contrast_p"].astype(float))
    rows["elsewhere"] = np.where(rows["gap"] == 1, rows["value"], rows["mean"]) - rows["contrast"]
    clear = (rows["contrast_holm"] < 1 - level) & (rows["contrast"].abs() >= least)
    first, sign = rows["gap"] == 1, np.sign(rows["value"])
    off = (rows["low"] > 0) | (rows["high"] < 0)
    there = np.where(first, off, ~((rows["low"] > 0) & (rows["share_high"] < 0.5)))
    worse = np.where(first, sign * rows["contrast"], -rows["contrast"]) > 0
    general = np.where(first, off, rows["high"] < 0)
    few = rows["evidence"].isin(EVIDENCE[1:2])
    cases = {
        "not_measured": rows["evidence"] == "none",
        "too_few": few | rows["contrast"].notna() & rows["contrast_p"].isna(),
        "not_compared": rows["contrast"].isna(),
        "cause": clear & worse & there,
        "better": clear & ~worse,
        "general": general,
    }
    rows["verdict"] = "unremarkable"
    for verdict, found in reversed(cases.items()):  # the first that holds
        rows.loc[np.asarray(found, dtype=bool), "verdict"] = verdict
    causes = rows[rows["verdict"] == "cause"]
    order = causes["contrast"].abs().sort_values(ascending=False, kind="stable").index
    rows["leading"] = rows.index.isin(order[:1])
    rows["told_apart"] = rows["leading"]
    if len(order) > 1:
        one, two = causes.loc[order[0]], causes.loc[order[1]]
        error = np.hypot(one["contrast_error"], two["contrast_error"])
        apart = abs(one["contrast"]) - abs(two["contrast"]) > TOLD_APART * error
        rows["told_apart"] &= bool(apart)
    return rows
