"""Each segment beside all other customers: where it differs by more than chance."""

from math import erf, erfc, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.loyalty.comparisons import MEASURES, bounds, difference
from workshop_kit.loyalty.counts import tally
from workshop_kit.loyalty.intervals import NEEDED
from workshop_kit.loyalty.scores import Direction, ces, csat, nps

if TYPE_CHECKING:
    from workshop_kit.loyalty.counts import Answers

SCALES = {"recommend": (0, 10), "satisfaction": (1, 5), "effort": (1, 7)}
"""The scores of a loyalty survey, each with its scale: for NPS, CSAT and CES."""
_FARTHEST = 8.0
"""So many standard errors away is as far as chances can be told apart in double precision."""


def segment_contrasts(
    answers: "Answers",
    *,
    by: str = "segment",
    high_is: Direction = "easy",
    level: float = 0.95,
    needed: tuple[int, int] = NEEDED,
) -> pd.DataFrame:
    """Compare NPS, CSAT and CES of each segment with those of everybody else.

    Parameters
    ----------
    answers : frame
        One row per respondent with `recommend` 0..10, `satisfaction` 1..5, `effort` 1..7 and the
        column `by`; or counts with `n` besides. Kinds of frames as in `tally`.
    by : str
        The column of the segments. Who is in none belongs to everybody else only.
    high_is : {"easy", "hard"}
        What the highest answer about effort says: see `ces`.
    level : float
        Confidence of the intervals; 1 - level is the chance that of all comparisons together one
        or more is said to differ where nothing does.
    needed : (int, int)
        As in `nps`: with fewer answers than the first on either side nothing is compared.

    Returns
    -------
    pandas.DataFrame
        One row per measure and segment, in the order of NPS, CSAT, CES; of two segments that are
        everybody only the first, since the second says the same:

        - the column `by`, `measure`; `n`, `value` of the segment; `n_others`, `value_others`.
        - `difference`, `low`, `high` : as in `difference`, for this comparison alone.
        - `p` : chance of a difference as large as this where there is none; `p_adjusted` : by
          Holm, over all rows that are compared. NaN where nothing is compared.
        - `differs` : True where `p_adjusted` < 1 - level.
        - `evidence`, `high_is`, `level` as in `difference`.

    Raises
    ------
    ValueError
        As `tally` and `ces`.

    Notes
    -----
    p is 1 - the highest level at which the interval of `difference` leaves out 0, so p and interval
    never contradict each other. Of 18 comparisons at 95 % about one leaves out 0 by chance: hence
    Holm's correction.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6, 65-70.
    """
    stats.check_level(level)
    rows = []
    for measure, score in zip(MEASURES, SCALES, strict=True):
        counts = tally(answers, score=score, by=by, scale=SCALES[score])
        counts[by] = counts[by].astype(object)
        asked = counts[counts[score].notna()]
        groups = list(asked[by].dropna().unique())
        if len(groups) == 2 and asked[by].notna().all():
            groups = groups[:1]
        if not groups:
            continue
        sides = [np.where(counts[by] == group, "own", "others") for group in groups]
        pairs = [counts.assign(pair=i, side=side) for i, side in enumerate(sides)]
        tables = _figure(pd.concat(pairs), measure, high_is, level, needed)
        for i, group in enumerate(groups):
            table = tables[tables["pair"] == i]
            if len(table) == 2:
                rows.append({by: group, **_contrast(table, level)})
    found = pd.DataFrame(rows, columns=[by, *_COLUMNS])
    found["p_adjusted"] = stats.holm(found["p"].to_numpy(float))
    found["differs"] = found["p_adjusted"] < 1 - level
    return found


_COLUMNS = ["measure", "n", "value", "n_others", "value_others", "difference", "low", "high"]
_COLUMNS += ["p", "p_adjusted", "differs", "evidence", "high_is", "level"]


def satisfied_promoters(answers: "Answers", *, level: float = 0.95) -> pd.DataFrame:
    """How many of the satisfied would recommend, and how many of all others.

    Parameters
    ----------
    answers : frame
        As for `segment_contrasts`; no segments are needed.
    level : float
        Confidence of the intervals.

    Returns
    -------
    pandas.DataFrame
        Two rows, "satisfied" (4, 5 of 5) and "others" (1 to 3), of those who answered both
        questions: `answer`; `n`; `promoters` (9, 10); `share` of n, 0..1, with `low`, `high`, its
        Wilson interval; NaN where n is 0.
    """
    counts = tally(answers, score="recommend", by="satisfaction")
    counts = counts[counts["satisfaction"].notna() & counts["recommend"].notna()]
    happy, keen = counts["satisfaction"].ge(4), counts["recommend"].ge(9)
    parts = [counts[happy], counts[~happy]]
    n = [int(part["n"].sum()) for part in parts]
    promoters = [int(part.loc[keen, "n"].sum()) for part in parts]
    low, high = stats.wilson(promoters, n, level)
    table = pd.DataFrame({"answer": ["satisfied", "others"], "n": n, "promoters": promoters})
    table["share"] = table["promoters"] / table["n"].where(table["n"] > 0)
    return table.assign(low=low, high=high)


def _figure(
    counts: pd.DataFrame, measure: str, high_is: Direction, level: float, needed: tuple[int, int]
) -> pd.DataFrame:
    by = ("pair", "side")
    if measure == "ces":
        return ces(counts, by=by, high_is=high_is, level=level, needed=needed)
    return (nps if measure == "nps" else csat)(counts, by=by, level=level, needed=needed)


def _contrast(table: pd.DataFrame, level: float) -> dict[str, Any]:
    row = difference(table, "own", "others", by="side", level=level).iloc[0]
    own, others = (table[table["side"] == side].iloc[0] for side in ("own", "others"))
    few = row["evidence"] == "counts" or pd.isna(row["low"])
    return {
        "measure": row["measure"],
        "n": row["n_first"],
        "value": row["value_first"],
        "n_others": row["n_second"],
        "value_others": row["value_second"],
        **row[["difference", "low", "high", "evidence", "high_is", "level"]],
        "p": np.nan if few else _chance(row["measure"], own, others),
    }


def _chance(measure: str, one: "pd.Series[Any]", other: "pd.Series[Any]") -> float:
    """1 - the highest level at which the interval of the difference leaves out 0."""
    near, far = 0.0, _FARTHEST
    while far - near > 1e-9:
        middle = (near + far) / 2
        low, high = bounds(measure, one, other, erf(middle / sqrt(2)))
        near, far = (middle, far) if low > 0 or high < 0 else (near, middle)
    return erfc(near / sqrt(2))
