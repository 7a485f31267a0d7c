"""Which touchpoints come first: evidence of several kinds on one scale, with weights in sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop_kit.plan.evidence import KINDS, evidence, strength

WEIGHTS: Mapping[str, float] = {
    "worse": 25,
    "better": 10,
    "valley": 25,
    "disagreement": 10,
    "gap": 15,
    "complaints": 15,
}
"""Points by kind of evidence, 100 in all: a suggestion to be changed."""
LEAST: Mapping[str, float] = {
    "worse": 0.5,
    "better": 0.5,
    "valley": 1.0,
    "disagreement": 1.0,
    "gap": 1.0,
    "complaints": 5.0,
}
"""What must at least be found for all points of a kind: else a trifle would count as the worst."""
POINTS = 100.0
_SAME = 1e-9


@dataclass(frozen=True)
class Priorities:
    """Touchpoints in the order in which they are worth beginning with.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per touchpoint: see `priorities`.
    weights : dict of str to float
        Points by kind of evidence that were used; they sum to 100. 0 where a kind is absent.
    absent : dict of str to str
        Kinds for which there is no figure at all, and why: "no_data", "no_touchpoint" (no feature
        or item names one) or "few" (too few answers).
    """

    table: pd.DataFrame
    weights: dict[str, float]
    absent: dict[str, str]


def priorities(
    *,
    kano: pd.DataFrame | None = None,
    curves: pd.DataFrame | None = None,
    gaps: pd.DataFrame | None = None,
    complaints: pd.DataFrame | None = None,
    weights: Mapping[str, float] | None = None,
    touchpoints: Sequence[str] = (),
) -> Priorities:
    """Rank touchpoints by all that is known of them.

    Parameters
    ----------
    kano : pandas.DataFrame, optional
        From `kano.classify`, with the `touchpoint` of each `feature`: `worse` (-1..0), `better`
        (0..1), `n`.
    curves : pandas.DataFrame, optional
        From `journey.summary`: `touchpoint, median` (-3..3), `sd, n`; where there are several
        journeys a column `persona` or `journey`. Of a column `version` only "as_is" counts.
    gaps : pandas.DataFrame, optional
        The items of `gaps.scores`, with the `touchpoint` of each `item`: `gap` (perception less
        expectation), `n`.
    complaints : pandas.DataFrame, optional
        `touchpoint, count`, in as many rows as there are kinds of them.
    weights : mapping of str to float, optional
        By kind of evidence (`WEIGHTS`), 0 or more, in any unit; kinds left out have 0.
    touchpoints : sequence of str
        Touchpoints that have a row whether anything is known of them or not, and come first where
        equal.

    Returns
    -------
    Priorities
        Its table, the first touchpoint on top:

        - `touchpoint`; `rank` from 1, equals share one; missing where nothing is known.
        - `score` : points of 100 that speak for it; `open` : points of the kinds about which
          nothing is known here. It has `score` at least and `score + open` at most.
        - `worse, better, valley, disagreement, gap, complaints` : the strongest figure of each
          kind, in its own unit; NaN where nothing is known. `worse_of, better_of, gap_of` : of
          which feature or item; `valley_of, disagreement_of` : of which journey.
        - `worse_points`, ... : what each kind adds to the score; NaN where nothing is known.

    Raises
    ------
    ValueError
        When a table lacks a column or holds a figure outside its range, or weights are none.

    Notes
    -----
    Of several figures of a kind the strongest stands for a touchpoint: its lowest Worse, its
    highest Better, its lowest median on a curve, its largest standard deviation, its lowest gap,
    the sum of its complaints. So where more is asked, more can be found.

    Each is divided by the largest of its kind among the touchpoints, or by `LEAST` where that is
    larger, so that it lies between 0 and 1, and multiplied by its weight. A valley or a gap above 0
    adds nothing. Figures of too few answers (`FEWEST`) are left out.

    Nothing is put in for what is missing: it adds no points, and `open` says how many it might. A
    kind that is absent altogether has no points to give; the others share out 100 among them. A
    touchpoint without complaints has 0 of them, where any are recorded at all.

    Examples
    --------
    >>> complaints = pd.DataFrame({"touchpoint": ["desk", "room"], "count": [40, 10]})
    >>> curves = pd.DataFrame({"touchpoint": ["desk"], "median": [-2.0], "sd": [0.5], "n": [6]})
    >>> weights = {"valley": 50, "complaints": 50}
    >>> found = priorities(curves=curves, complaints=complaints, weights=weights)
    >>> found.table[["touchpoint", "rank", "score", "open"]]
      touchpoint  rank  score  open
    0       desk     1  100.0   0.0
    1       room     2   12.5  50.0
    """
    table, absent = evidence(kano=kano, curves=curves, gaps=gaps, complaints=complaints)
    first = list(dict.fromkeys(touchpoints))
    others = [place for place in table["touchpoint"] if place not in set(first)]
    # By position: a new row for a touchpoint of the profile that no table names.
    table = table.set_index("touchpoint").reindex([*first, *others])
    table = table.rename_axis("touchpoint").reset_index()
    if "complaints" not in absent:
        table["complaints"] = table["complaints"].fillna(0.0)
    used = _points(WEIGHTS if weights is None else weights, absent)
    for kind in KINDS:
        strong = strength(table[kind], kind)
        full = max(LEAST[kind], float(strong.max())) if strong.notna().any() else LEAST[kind]
        table[f"{kind}_points"] = used[kind] * strong / full
    added = table[[f"{kind}_points" for kind in KINDS]]
    known = added.notna().any(axis=1)
    table["score"] = added.sum(axis=1).where(known)
    share = np.array([used[kind] for kind in KINDS])
    table["open"] = added.isna().to_numpy() @ share
    places = (-table["score"] / _SAME).round().rank(method="min")
    table["rank"] = places.astype("Int64")
    table = table.sort_values("rank", kind="stable", na_position="last", ignore_index=True)
    figures = [column for kind in KINDS for column in (kind, f"{kind}_of")]
    order = ["touchpoint", "rank", "score", "open", *figures, *added.columns]
    return Priorities(table[order].drop(columns="complaints_of"), used, absent)


def _points(weights: Mapping[str, float], absent: Mapping[str, str]) -> dict[str, float]:
    """What each kind may add: 100 shared out among those that there are."""
    if strange := [kind for kind in weights if kind not in KINDS]:
        raise ValueError(f"weights must name kinds of {list(KINDS)}. Got {strange}.")
    if bad := {kind: points for kind, points in weights.items() if not _is_weight(points)}:
        raise ValueError(f"weights must be numbers of 0 or more. Got {bad}.")
    if not sum(weights.values()):
        raise ValueError("weights must not all be 0.")
    left = {kind: float(weights.get(kind, 0.0)) for kind in KINDS if kind not in absent}
    total = sum(left.values())
    return {kind: POINTS * left.get(kind, 0.0) / total if total else 0.0 for kind in KINDS}


def _is_weight(points: object) -> bool:
    number = isinstance(points, int | float | np.number) and not isinstance(points, bool)
    return bool(number and 0 <= points < np.inf)  # type: ignore[operator]
