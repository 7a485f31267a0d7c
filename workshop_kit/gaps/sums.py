"""Sums, squares and cross-products of answers: small, and enough for every result on customers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.frames import count_rows, group_names, numbers
from workshop_kit.gaps.checks import (
    DIMENSIONS,
    TAKEN,
    Scale,
    check_answers,
    check_items,
    check_scale,
)
from workshop_kit.gaps.packing import Packing, TwiceError, twice

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

Floats = NDArray[np.float64]

SIDES = ("expectation", "perception")
PAIR = ("basis", "dimension", "item", "side", "other", "other_side")
SUMS = ("origin", "n", "sum", "other_sum", "product", "highest")
_BLOCK = 16_384  # respondents at a time: some 25 MB of answers


def tally(
    answers: "IntoFrame",
    *,
    items: Mapping[str, str],
    scale: Scale = (1, 7),
    by: str | Sequence[str] = (),
    minimum: bool = False,
) -> pd.DataFrame:
    """Add up what customers expect and perceive: all that the other results need.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame
        One row per respondent and item with `respondent`, `item`, `expectation` and `perception`
        (whole numbers of `scale`; null or NaN where not answered).
    items : mapping of item to dimension
        Every item of the questionnaire, in its order.
    scale : (int, int)
        The lowest and the highest answer.
    by : str or sequence of str
        Columns to keep apart, such as `"segment"`. Empty cells in them form a group of their own.
    minimum : bool
        Whether the column `minimum` (the least that is still acceptable) is added up, too.

    Returns
    -------
    pandas.DataFrame
        One row per pair of variables; a variable is a side of an item, such as its perception:

        - `*by`; `basis` : "item", "dimension" or "total", see Notes.
        - `dimension, item, side, other, other_side` : the pair. Where basis is "total", item and
          other are dimensions, both sides are "gap", and dimension is missing.
        - `origin` : the middle of the scale. It is taken from every answer before anything is
          added, so that nothing is lost where millions agree.
        - `n` : respondents who count; `sum, other_sum, product` : sums of either variable and of
          their product.
        - `highest` : the highest answer on that side of an item; NaN but where basis is "item" and
          a side is paired with itself.

    Raises
    ------
    ValueError
        When a column is missing, an item is unknown, an answer is not on the scale, a respondent
        has no name, or answered an item twice: all of them are named.

    Notes
    -----
    An answer counts where all sides of the item were answered. Basis "item" has all of these.
    Basis "dimension" has respondents with an answer that counts for each item of the dimension;
    items that nobody answered are left out of it. Basis "total" has respondents who are complete in
    both dimensions. Nothing is filled in.

    Where the data live, each respondent's answers become a few whole numbers, one digit per item;
    only these are loaded.

    Examples
    --------
    >>> answers = pd.DataFrame({"respondent": ["r1", "r2"], "item": "neat",
    ...                         "expectation": [6, 7], "perception": [5, 5]})
    >>> sums = tally(answers, items={"neat": "tangibles"})
    >>> sums.loc[sums["basis"] == "item", ["side", "other_side", "n", "sum", "product"]]
              side   other_side  n  sum  product
    0  expectation  expectation  2  5.0     13.0
    1  expectation   perception  2  5.0      5.0
    2   perception   perception  2  2.0      2.0
    """
    check_items(items)
    check_scale(scale)
    names = group_names(by, (*TAKEN, *PAIR, *SUMS))
    sides = ("minimum", *SIDES) if minimum else SIDES
    counts = count_rows(answers, [*names, "item", *sides])
    check_answers(counts, items, sides, scale)
    given = counts[counts[[*sides]].notna().all(axis=1)]
    asked = tuple(item for item in items if given["item"].eq(item).any())
    packing = Packing(asked, sides, scale)
    packed = packing.pack(answers, names)
    groups, of_counts, of_packed = _groups(counts, packed, names)
    origin = (scale[0] + scale[1]) / 2
    plan = _Plan(dict(items), asked, sides)
    parts = []
    for number in range(len(groups)):
        in_group = given[of_counts[given.index] == number]
        rows = [*_item_rows(in_group, plan, origin)]
        try:
            sums = _added(packing, packed[of_packed == number], plan, origin)
        except TwiceError:
            raise twice(answers, names) from None
        rows += [*_dimension_rows(sums, plan), *_total_rows(sums, plan)]
        part = pd.DataFrame(rows, columns=[*PAIR, *SUMS[1:]])
        parts.append(part.assign(**{"origin": origin, **dict(groups.iloc[number])}))
    return pd.concat(parts, ignore_index=True)[[*names, *PAIR, *SUMS]]


@dataclass(frozen=True)
class _Plan:
    """Which items make which dimension."""

    items: dict[str, str]
    asked: tuple[str, ...]
    sides: tuple[str, ...]

    @property
    def dimensions(self) -> dict[str, list[int]]:
        """The places of the answered items of each dimension that has any."""
        places = {
            d: [i for i, item in enumerate(self.asked) if self.items[item] == d] for d in DIMENSIONS
        }
        return {dimension: found for dimension, found in places.items() if found}


@dataclass(frozen=True)
class _Sums:
    """Products of the columns 1, side by side and item by item, and of the dimensions' gaps."""

    within: dict[str, Floats]
    n: Floats
    gaps: Floats
    products: Floats


def _groups(
    counts: pd.DataFrame, packed: pd.DataFrame, names: list[str]
) -> tuple[pd.DataFrame, NDArray[Any], NDArray[Any]]:
    """The groups, sorted, and to which of them the rows of counts and of packed belong."""
    if not names:
        zeros = np.zeros(len(counts) + len(packed), dtype=np.int64)
        return pd.DataFrame(index=[0]), zeros[: len(counts)], zeros[len(counts) :]
    keys = pd.concat([counts[names].astype("object"), packed[names].astype("object")])
    keys = keys.where(keys.notna(), None).reset_index(drop=True)
    grouped = keys.groupby(names, dropna=False, sort=True)
    which = grouped.ngroup().to_numpy()
    groups = keys.assign(which=which).drop_duplicates("which").sort_values("which")
    return groups[names].reset_index(drop=True), which[: len(counts)], which[len(counts) :]


def _added(packing: Packing, packed: pd.DataFrame, plan: _Plan, origin: float) -> _Sums:
    dimensions, sides = plan.dimensions, len(plan.sides)
    width = {dimension: 1 + sides * len(places) for dimension, places in dimensions.items()}
    within = {dimension: np.zeros((wide, wide)) for dimension, wide in width.items()}
    n, gaps, products = (np.zeros((len(dimensions), len(dimensions))) for _ in range(3))
    for first in range(0, len(packed), _BLOCK):
        digits, given = packing.unpack(packed.iloc[first : first + _BLOCK])
        values = digits + (packing.scale[0] - origin)
        whole = np.zeros((given.shape[0], len(dimensions)))
        gap = np.zeros_like(whole)
        for i, (dimension, places) in enumerate(dimensions.items()):
            complete = given[:, places].all(axis=1)
            columns = [np.ones((int(complete.sum()), 1))]
            columns += [side[complete][:, places] for side in values]
            block = np.hstack(columns)
            within[dimension] += block.T @ block
            whole[:, i] = complete
            gap[complete, i] = (columns[-1] - columns[-2]).mean(axis=1)
        n += whole.T @ whole
        gaps += gap.T @ whole
        products += gap.T @ gap
    return _Sums(within, n, gaps, products)


def _item_rows(given: pd.DataFrame, plan: _Plan, origin: float) -> Iterator[tuple[Any, ...]]:
    values = {side: numbers(given[side]).to_numpy(float) - origin for side in plan.sides}
    asked, counts = given["item"].to_numpy(object), given["n"].to_numpy()
    for item, dimension in plan.items.items():
        here = asked == item
        n = counts[here]
        for i, side in enumerate(plan.sides):
            for other in plan.sides[i:]:
                a, b = values[side][here], values[other][here]
                pair = ("item", dimension, item, side, item, other)
                highest = a.max() + origin if side == other and len(a) else np.nan
                sums = [float((n * cells).sum()) for cells in (a, b, a * b)]
                yield (*pair, int(n.sum()), *sums, highest)


def _dimension_rows(sums: _Sums, plan: _Plan) -> Iterator[tuple[Any, ...]]:
    for dimension, places in plan.dimensions.items():
        found = sums.within[dimension]
        variables = [(plan.asked[i], side) for side in plan.sides for i in places]
        for i, one in enumerate(variables, 1):
            for j, other in enumerate(variables[i - 1 :], i):
                pair = ("dimension", dimension, *one, *other)
                yield (*pair, int(found[0, 0]), found[0, i], found[0, j], found[i, j], np.nan)


def _total_rows(sums: _Sums, plan: _Plan) -> Iterator[tuple[Any, ...]]:
    names = [*plan.dimensions]
    for i, one in enumerate(names):
        for j, other in enumerate(names[i:], i):
            pair = ("total", None, one, "gap", other, "gap")
            added = (sums.gaps[i, j], sums.gaps[j, i], sums.products[i, j])
            yield (*pair, int(sums.n[i, j]), *added, np.nan)
