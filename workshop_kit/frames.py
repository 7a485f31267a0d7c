"""Frames that a function was given: their columns checked, their cells read, their rows counted."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrame


def require(columns: Iterable[str], wanted: Sequence[str]) -> None:
    """Raise ValueError unless the columns are there."""
    if missing := [name for name in wanted if name not in columns]:
        raise ValueError(f"Columns {missing} must be there. Found {list(columns)}.")


def group_names(by: str | Sequence[str], taken: Iterable[str]) -> list[str]:
    """The columns of `by` as a list; `taken` are those that the table or its result has itself."""
    names = [by] if isinstance(by, str) else list(by)
    if clash := set(names) & set(taken):
        raise ValueError(f"by must name other columns than the table's own. Got {sorted(clash)}.")
    if len(set(names)) < len(names):
        raise ValueError(f"by must name each column once. Got {names}.")
    return names


def listed(values: Iterable[Any], most: int = 20) -> str:
    """What was found, for an error: the first ones, and how many more."""
    texts = [str(value) for value in values]
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more


def numbers(values: pd.Series) -> pd.Series:
    """Read cells as numbers, NaN for all others.

    Digits written as text are others too: they mean that the file was read wrongly.
    """
    text = values.map(lambda value: isinstance(value, str | bool | np.bool_))
    return pd.to_numeric(values.mask(text), errors="coerce")


def check_counts(n: pd.Series) -> None:
    """Raise ValueError unless a column of counts holds whole numbers from 0."""
    found = numbers(n)
    good = found.ge(0) & found.mod(1).eq(0)
    if not good.all():
        bad = listed(sorted(map(repr, n[~good])))
        raise ValueError(f"Column 'n' must hold whole numbers from 0. Found {bad}.")


def count_rows(answers: "IntoFrame", columns: Sequence[str]) -> pd.DataFrame:
    """Count equal rows of some columns where the data live.

    Returns
    -------
    pandas.DataFrame
        `*columns, n`, sorted, one row per combination; null and NaN are one, and come last. A
        column `n` of the answers is no count here.
    """
    import narwhals as nw

    frame = nw.from_native(answers).lazy()
    require(frame.collect_schema().names(), columns)
    counts = collect(frame.group_by(*columns).agg(nw.len().alias("n")))
    # NaN and null of every backend become one, in columns that pandas can sort; and once more.
    cells = counts[[*columns]].astype("object")
    counts = cells.where(cells.notna(), None).infer_objects().assign(n=counts["n"].astype("int64"))
    return counts.groupby([*columns], dropna=False)["n"].sum().reset_index()


def collect(frame: "nw.LazyFrame[Any]") -> pd.DataFrame:
    """The rows of a small frame, from wherever they are."""
    if frame.implementation.is_polars():  # straight to columns: no PyArrow needed
        return pd.DataFrame(frame.collect().to_dict(as_series=False))
    return frame.collect(backend="pandas").to_pandas()
