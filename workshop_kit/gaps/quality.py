"""SERVQUAL: what customers expect, what they perceive, and the gap, by item and by dimension."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import group_names, require
from workshop_kit.gaps.checks import DIMENSIONS, TAKEN, Scale
from workshop_kit.gaps.moments import Floats, Moments, moments_of
from workshop_kit.gaps.points import Weights, checked_weights
from workshop_kit.gaps.sums import PAIR, SIDES, SUMS, tally

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

NAN = float("nan")
COMPLETE = 0.8
"""With a smaller share of complete respondents than this, a dimension is said to leave many out."""
UNUSED = 2
"""So many of the highest levels that nobody used make one ask which scale was meant."""


@dataclass(frozen=True)
class Note:
    """Something to be said beside the figures.

    Attributes
    ----------
    code : str
        "points", "weight_unmeasured", "top_unused", "no_item", "unanswered", "no_answers",
        "left_out", "one_item" or "alike".
    names : tuple of str
        The dimensions or items it is about; of "alike" the dimension and the side.
    values : tuple of float
        Figures that belong to it, such as the highest answer.
    group : tuple
        The group of `by` it is about.
    """

    code: str
    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    group: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Servqual:
    """Results of one survey.

    Attributes
    ----------
    items, dimensions, total : pandas.DataFrame
        One row per group and item, dimension, or group: see `scores`.
    notes : tuple of Note
        What must be said beside the figures; `note_sentences` says it.
    """

    items: pd.DataFrame
    dimensions: pd.DataFrame
    total: pd.DataFrame
    notes: tuple[Note, ...]


def servqual(
    answers: "IntoFrame",
    *,
    items: Mapping[str, str],
    scale: Scale = (1, 7),
    weights: Weights | None = None,
    by: str | Sequence[str] = (),
    level: float = 0.95,
) -> Servqual:
    """Score a SERVQUAL survey: `tally` and `scores` in one.

    Parameters
    ----------
    answers, items, scale, by
        As for `tally`.
    weights, level
        As for `scores`.

    Returns
    -------
    Servqual

    Examples
    --------
    >>> answers = pd.DataFrame({"respondent": ["r1", "r2"], "item": "neat",
    ...                         "expectation": [6, 7], "perception": [5, 5]})
    >>> found = servqual(answers, items={"neat": "tangibles"})
    >>> found.items[["item", "n", "expectation", "perception", "gap"]]
       item  n  expectation  perception  gap
    0  neat  2          6.5         5.0 -1.5
    """
    sums = tally(answers, items=items, scale=scale, by=by)
    return scores(sums, scale=scale, weights=weights, by=by, level=level)


def scores(
    tally: pd.DataFrame,
    *,
    scale: Scale = (1, 7),
    weights: Weights | None = None,
    by: str | Sequence[str] = (),
    level: float = 0.95,
) -> Servqual:
    """Score the sums of a SERVQUAL survey.

    Parameters
    ----------
    tally : pandas.DataFrame
        From `tally`.
    scale : (int, int)
        The lowest and the highest answer; only for the note on levels that nobody used.
    weights : mapping of dimension to number, optional
        They sum to 1, or to 100 as points, which is noted. See `average_weights`.
    by : str or sequence of str
        Columns of the tally that form groups of their own; all that it has.
    level : float
        Confidence of all intervals.

    Returns
    -------
    Servqual
        Three frames, as each counts other respondents, and notes.

        `items` : `*by, dimension, item, n`; `expectation, perception, gap`, each with `_low` and
        `_high` (t interval; NaN for fewer than two); `sd` of the gap; `effect` : gap / sd, NaN
        where sd is 0.

        `dimensions` : the same by dimension, over respondents who answered all its items, and
        `items` : how many it has; `sd_expectation, sd_perception`; `t, p` : paired test of the gap
        against 0, NaN where all gaps are equal; `p_holm` : adjusted over the dimensions of the
        group; `alpha_expectation, alpha_perception, alpha_gap` with `_low` and `_high` : Cronbach's
        alpha, NaN for a single item and where nobody differs; `weight`, where weights are given.

        `total` : `*by, dimensions` (how many are measured), `n` (of the dimension with the fewest);
        `gap` : mean of the dimensions' gaps; `weighted` : their weighted sum, both with interval;
        `servperf, servperf_weighted` : the same of perceptions alone.

    Raises
    ------
    ValueError
        When a column is missing, or weights sum to neither 1 nor 100 or lack a dimension.

    Notes
    -----
    gap = perception - expectation of each respondent, so negative where service falls short.
    A weighted total is missing where a dimension with a weight was not measured. Its interval takes
    the dimensions' covariances over those who are complete in both.

    References
    ----------
    Parasuraman, Zeithaml, Berry (1988). Journal of Retailing 64(1), 12-40.
    Cronin, Taylor (1992). Journal of Marketing 56(3), 55-68.
    """
    stats.check_level(level)
    names = group_names(by, (*TAKEN, *PAIR, *SUMS))
    require(tally.columns, [*names, *PAIR, *SUMS])
    asked = tally[tally["basis"] == "item"]
    measured = [d for d in DIMENSIONS if asked.loc[asked["dimension"] == d, "n"].sum() > 0]
    notes = [*_notes_on_all(asked, scale)]
    shares: dict[str, float] | None = None
    if weights is not None:
        shares, points = checked_weights(weights, measured)
        notes += [Note("points")] if points else []
        if lost := [d for d, share in shares.items() if share > 0 and d not in measured]:
            notes.append(Note("weight_unmeasured", tuple(lost)))
    parts: list[tuple[dict[str, Any], Servqual]] = []
    for key, rows in tally.groupby(names, dropna=False, sort=True) if names else [((), tally)]:
        found = _group(rows, shares, level, tuple(key))
        parts.append((dict(zip(names, key, strict=True)), found))
        notes += found.notes
    frames = [
        pd.concat([getattr(part, name).assign(**group) for group, part in parts], ignore_index=True)
        for name in ("items", "dimensions", "total")
    ]
    ordered = [frame[[*names, *frame.columns.drop(names)]] for frame in frames]
    items, dimensions, total = ordered
    return Servqual(items, dimensions, total, tuple(notes))


def _group(
    rows: pd.DataFrame, shares: Mapping[str, float] | None, level: float, group: tuple[Any, ...]
) -> Servqual:
    asked = rows[rows["basis"] == "item"]
    named = asked.drop_duplicates("item")[["dimension", "item"]]
    items = [
        {"dimension": d, "item": item, **_means(moments_of(asked[asked["item"] == item]), level)}
        for d, item in named.itertuples(index=False)
    ]
    frame = pd.DataFrame(items)
    within = rows[rows["basis"] == "dimension"]
    dimensions, notes = [], []
    for d in (d for d in DIMENSIONS if named["dimension"].eq(d).any()):
        found = moments_of(within[within["dimension"] == d])
        dimensions.append({"dimension": d, "items": len(found.items), **_tested(found, level)})
        most = int(frame.loc[frame["dimension"] == d, "n"].max())
        notes += [*_notes_on(d, found, dimensions[-1], most, group)]
    table = pd.DataFrame(dimensions)
    table["p_holm"] = stats.holm(table["p"])
    if shares is not None:
        table["weight"] = table["dimension"].map(shares)
    total = _total(table, rows[rows["basis"] == "total"], shares, level)
    return Servqual(frame, table, pd.DataFrame([total]), tuple(notes))


def _means(found: Moments, level: float) -> dict[str, float]:
    expectation, perception = (found.of(side) for side in SIDES)
    row: dict[str, float] = {"n": found.n}
    sides = {"expectation": expectation, "perception": perception, "gap": perception - expectation}
    for name, weights in sides.items():
        mean, sd = (found.mean(weights), found.sd(weights)) if found.names else (NAN, NAN)
        low, high = stats.mean_interval(mean, sd, found.n, level)
        row |= {name: mean, f"{name}_low": float(low), f"{name}_high": float(high)}
        row["sd" if name == "gap" else f"sd_{name}"] = sd
    row["effect"] = row["gap"] / row["sd"] if row["sd"] > 0 else NAN
    return row


def _tested(found: Moments, level: float) -> dict[str, float]:
    row = _means(found, level)
    error = row["sd"] / np.sqrt(found.n) if found.n else NAN
    t, p = stats.t_test(row["gap"], error, found.n - 1)
    row |= {"t": float(t), "p": float(p), "p_holm": NAN}
    sides = {
        "expectation": [("expectation", 1.0)],
        "perception": [("perception", 1.0)],
        "gap": [("perception", 1.0), ("expectation", -1.0)],
    }
    for name, signs in sides.items():
        alpha = found.alpha(*signs, level=level) if found.names else (NAN, NAN, NAN)
        row |= dict(
            zip((f"alpha_{name}{end}" for end in ("", "_low", "_high")), alpha, strict=True)
        )
    return row


def _total(
    table: pd.DataFrame, pairs: pd.DataFrame, shares: Mapping[str, float] | None, level: float
) -> dict[str, float]:
    known = table[table["n"] > 0].reset_index(drop=True)
    names = known["dimension"].tolist()
    n = int(known["n"].min()) if len(known) else 0
    row: dict[str, float] = {"dimensions": len(known), "n": n}
    equal = np.full(len(known), 1 / max(len(known), 1))
    weighted = np.full(len(known), NAN)
    # A weight that no figure stands for would be dropped silently.
    if shares is not None and sum(shares.get(d, 0) for d in names) > 1 - 1e-9:
        weighted = np.array([shares[d] for d in names])
    covariances = _covariances(pairs, names)
    for name, weights in (("gap", equal), ("weighted", weighted)):
        row[name] = float(weights @ known["gap"]) if len(known) else NAN
        sd = np.sqrt(max(weights @ covariances @ weights, 0.0)) if len(known) and n > 1 else NAN
        low, high = stats.mean_interval(row[name], sd * np.sqrt(n), n, level)
        row |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    row["servperf"] = float(equal @ known["perception"]) if len(known) else NAN
    row["servperf_weighted"] = float(weighted @ known["perception"]) if len(known) else NAN
    return row


def _covariances(pairs: pd.DataFrame, names: list[str]) -> Floats:
    """Covariances of the dimensions' mean gaps."""
    keys = ["item", "other"]
    rows = pairs.groupby(keys)[["n", "sum", "other_sum", "product"]].sum().reset_index()
    added = [row for row in rows.to_dict("records") if {row["item"], row["other"]} <= {*names}]
    n = {row["item"]: row["n"] for row in added if row["item"] == row["other"]}
    matrix = np.zeros((len(names), len(names)))
    for both in (row for row in added if row["n"] > 1):
        spread = both["product"] - both["sum"] * both["other_sum"] / both["n"]
        share = both["n"] / (n[both["item"]] * n[both["other"]])
        i, j = names.index(both["item"]), names.index(both["other"])
        matrix[i, j] = matrix[j, i] = share * spread / (both["n"] - 1)
    return matrix


def _notes_on_all(asked: pd.DataFrame, scale: Scale) -> Iterator[Note]:
    if lacking := [d for d in DIMENSIONS if not asked["dimension"].eq(d).any()]:
        yield Note("no_item", tuple(lacking))
    given = asked.groupby("item", sort=False)["n"].sum()
    if given.sum() and (bare := [str(item) for item, n in given.items() if not n]):
        yield Note("unanswered", tuple(bare))
    highest = float(asked["highest"].max())
    if scale[1] - scale[0] > 2 * UNUSED and highest <= scale[1] - UNUSED:
        yield Note("top_unused", values=(highest, float(scale[1])))


def _notes_on(
    dimension: str, found: Moments, row: Mapping[str, Any], most: int, group: tuple[Any, ...]
) -> Iterator[Note]:
    if not found.n:
        yield Note("no_answers", (dimension,), (float(most),), group)
        return
    if found.n < COMPLETE * most:
        yield Note("left_out", (dimension,), (float(found.n), float(most)), group)
    if len(found.items) == 1:
        yield Note("one_item", (dimension,), (), group)
    elif found.n > 1:
        for side in ("expectation", "perception", "gap"):
            if np.isnan(row[f"alpha_{side}"]):
                yield Note("alike", (dimension, side), (), group)
