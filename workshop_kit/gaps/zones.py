"""The zone of tolerance: between what customers still accept and what they wish for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import count_rows, group_names
from workshop_kit.gaps.checks import DIMENSIONS, TAKEN, Scale
from workshop_kit.gaps.moments import Moments, moments_of
from workshop_kit.gaps.sums import PAIR, SUMS, tally

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

ZONES = ("below", "inside", "above")
_OWN = ("minimum", "expectation", "perception", "width", "zone", "settled", "crossed")


def tolerance(
    answers: "IntoFrame",
    *,
    items: Mapping[str, str],
    scale: Scale = (1, 7),
    of: Literal["dimension", "item"] = "dimension",
    by: str | Sequence[str] = (),
    level: float = 0.95,
) -> pd.DataFrame:
    """Find where perceived service lies: below, inside or above what customers tolerate.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame
        As for `tally`, and the column `minimum`: the least that is still acceptable.
    items, scale, by
        As for `tally`.
    of : {"dimension", "item"}
        What has a row.
    level : float
        Confidence of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per group of `by` and dimension or item, in the order of the questionnaire:

        - `*by, dimension`, of items also `item`; `n` : respondents, who count as in `tally` with
          all three answers.
        - `minimum, expectation, perception` : means; `width` : expectation - minimum.
        - `adequacy` : perception - minimum; `superiority` : perception - expectation; each with
          `_low` and `_high` (t interval; NaN for fewer than two).
        - `zone` : "below" the minimum, "inside", "above" what is expected, by the means and with
          both borders inside; missing where `n` is 0 or the minimum lies above the expectation.
        - `settled` : True where the interval leaves no other zone.
        - `crossed` : answers whose minimum is above the expectation: was the question understood?

    Raises
    ------
    ValueError
        As `tally`.

    References
    ----------
    Zeithaml, Berry, Parasuraman (1993). Journal of the Academy of Marketing Science 21(1), 1-12.
    Parasuraman, Zeithaml, Berry (1994). Journal of Retailing 70(3), 201-230.

    Examples
    --------
    >>> answers = pd.DataFrame({"respondent": ["r1", "r2"], "item": "neat", "minimum": [3, 4],
    ...                         "expectation": [6, 7], "perception": [5, 5]})
    >>> found = tolerance(answers, items={"neat": "tangibles"})
    >>> found[["dimension", "n", "adequacy", "superiority", "zone"]]
       dimension  n  adequacy  superiority    zone
    0  tangibles  2       1.5         -1.5  inside
    """
    if of not in ("dimension", "item"):
        raise ValueError(f"of must be 'dimension' or 'item'. Got {of!r}.")
    stats.check_level(level)
    names = group_names(by, (*TAKEN, *PAIR, *SUMS, *_OWN))
    sums = tally(answers, items=items, scale=scale, by=names, minimum=True)
    crossed = _crossed(answers, names)
    rows: list[dict[str, Any]] = []
    for key, group in sums.groupby(names, dropna=False, sort=True) if names else [((), sums)]:
        own: dict[str, Any] = dict(zip(names, key, strict=True))
        mixed = crossed
        for name, value in own.items():
            mixed = mixed[mixed[name].isna() if pd.isna(value) else mixed[name] == value]
        for row in _rows(group, of, level):
            inside = [item for item in items if item == row.get("item")] or [
                item for item, dimension in items.items() if dimension == row["dimension"]
            ]
            cells = mixed[mixed["item"].isin(inside)]
            rows.append({**own, **row, "crossed": int(cells["n"].sum())})
    first = [*names, "dimension", *(["item"] if of == "item" else []), "n"]
    table = pd.DataFrame(rows)
    return table[[*first, *table.columns.drop(first)]]


def _rows(group: pd.DataFrame, of: str, level: float) -> Iterator[dict[str, Any]]:
    asked = group[group["basis"] == "item"]
    if of == "item":
        for dimension, item in (
            asked[["dimension", "item"]].drop_duplicates().itertuples(index=False)
        ):
            found = moments_of(asked[asked["item"] == item])
            yield {"dimension": dimension, "item": item, **_measured(found, level)}
        return
    within = group[group["basis"] == "dimension"]
    for dimension in (d for d in DIMENSIONS if asked["dimension"].eq(d).any()):
        found = moments_of(within[within["dimension"] == dimension])
        yield {"dimension": dimension, **_measured(found, level)}


def _measured(found: Moments, level: float) -> dict[str, Any]:
    sides = {side: found.of(side) for side in ("minimum", "expectation", "perception")}
    some = found.n > 0
    row: dict[str, Any] = {"n": found.n}
    row |= {side: found.mean(part) if some else np.nan for side, part in sides.items()}
    row["width"] = row["expectation"] - row["minimum"]
    for name, from_ in (("adequacy", "minimum"), ("superiority", "expectation")):
        weights = sides["perception"] - sides[from_]
        mean, sd = (found.mean(weights), found.sd(weights)) if some else (np.nan, np.nan)
        low, high = stats.mean_interval(mean, sd, found.n, level)
        row |= {name: mean, f"{name}_low": float(low), f"{name}_high": float(high)}
    return {**row, **_zone(row)}


def _zone(row: Mapping[str, float]) -> dict[str, Any]:
    if not row["width"] >= 0:
        return {"zone": None, "settled": False}
    if row["adequacy"] < 0:
        return {"zone": "below", "settled": row["adequacy_high"] < 0}
    if row["superiority"] > 0:
        return {"zone": "above", "settled": row["superiority_low"] > 0}
    return {"zone": "inside", "settled": row["adequacy_low"] >= 0 >= row["superiority_high"]}


def _crossed(answers: "IntoFrame", names: list[str]) -> pd.DataFrame:
    counts = count_rows(answers, [*names, "item", "minimum", "expectation", "perception"])
    both = counts.dropna(subset=["minimum", "expectation", "perception"])
    return both[both["minimum"].astype(float) > both["expectation"].astype(float)]
