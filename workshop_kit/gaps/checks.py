"""What answers must hold before anything is computed from them, and how they are counted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrame

Scale = tuple[int, int]

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
"""The five dimensions of SERVQUAL, in the order of the questionnaire."""


def check_items(items: Mapping[str, str]) -> None:
    """Raise ValueError unless every item belongs to one of the five dimensions."""
    if not items:
        raise ValueError("items must map every item to its dimension. Got none.")
    if bad := [f"{item} ({found})" for item, found in items.items() if found not in DIMENSIONS]:
        raise ValueError(
            f"items must name one of the dimensions {list(DIMENSIONS)}. Found {listed(bad)}."
        )


def check_scale(scale: Scale) -> None:
    low, high = scale
    if not (int(low) == low and int(high) == high and low < high):
        raise ValueError(f"scale must be two whole numbers (low, high). Got {scale!r}.")


def group_names(by: str | Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """The columns of `by` as a list; `taken` are those that the result has besides."""
    names = [by] if isinstance(by, str) else list(by)
    if clash := set(names) & {"respondent", "item", "dimension", "n", *taken}:
        raise ValueError(f"by must name other columns than the table's own. Got {sorted(clash)}.")
    if len(set(names)) < len(names):
        raise ValueError(f"by must name each column once. Got {names}.")
    return names


def require(columns: Iterable[str], wanted: Sequence[str]) -> None:
    if missing := [name for name in wanted if name not in columns]:
        raise ValueError(f"Columns {missing} must be there. Found {list(columns)}.")


def listed(values: Iterable[Any], most: int = 20) -> str:
    texts = [str(value) for value in values]
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more


def numbers(values: pd.Series) -> pd.Series:
    """Cells as numbers, NaN for all others: digits as text mean that a file was read wrongly."""
    text = values.map(lambda value: isinstance(value, str | bool | np.bool_))
    return pd.to_numeric(values.mask(text), errors="coerce").astype("float64")


def count_rows(answers: "IntoFrame", columns: Sequence[str]) -> pd.DataFrame:
    """Count equal rows of some columns where the data live: `*columns, n`, sorted.

    Null and NaN are one, and come last.
    """
    import narwhals as nw

    frame = nw.from_native(answers).lazy()
    require(frame.collect_schema().names(), columns)
    counts = collect(frame.group_by(*columns).agg(nw.len().alias("n")))
    cells = counts[[*columns]].astype("object")
    counts = cells.where(cells.notna(), None).infer_objects().assign(n=counts["n"].astype("int64"))
    return counts.groupby([*columns], dropna=False)["n"].sum().reset_index()


def collect(frame: "nw.LazyFrame[Any]") -> pd.DataFrame:
    if frame.implementation.is_polars():  # straight to columns: no PyArrow needed
        return pd.DataFrame(frame.collect().to_dict(as_series=False))
    return frame.collect(backend="pandas").to_pandas()


def check_answers(
    counts: pd.DataFrame, items: Mapping[str, str], sides: Sequence[str], scale: Scale
) -> None:
    """Raise ValueError with every value that is not on the scale, and every unknown item."""
    bare = counts["item"].isna() | counts["item"].eq("")
    if bare.any():
        n = counts.loc[bare, "n"].sum()
        raise ValueError(f"Column 'item' must not be empty. Found {n} answers without it.")
    if unknown := sorted(set(map(str, counts["item"][~counts["item"].isin([*items])]))):
        raise ValueError(f"Column 'item' must hold items of `items`. Found {listed(unknown)}.")
    low, high = scale
    found: list[str] = []
    for side in sides:
        known = numbers(counts[side]).isin(range(low, high + 1))
        bad = counts[counts[side].notna() & ~known].astype({side: "object"})
        cells = bad.groupby([side, "item"], sort=False)["n"].sum().reset_index()
        for cell, item, n in cells.itertuples(index=False):
            found.append(f"{side} {cell!r} (item {item}, {n} answers)")
    if found:
        columns = " and ".join(map(repr, sides))
        raise ValueError(
            f"Columns {columns} must hold {low} to {high}, or be empty where nothing was answered. "
            f"Found {listed(sorted(found))}."
        )
