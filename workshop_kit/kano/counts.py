"""Counts of KANO answers: small, and sufficient for every result of the method."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrame


def tally(answers: "IntoFrame", by: str | Sequence[str] = ()) -> pd.DataFrame:
    """Count the answers to each feature's pair of questions: all that the other results need.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame
        One row per respondent and feature with `feature`, `functional` and `dysfunctional`
        (1..5; null or NaN where not answered). With a column `n` the rows are counts already
        (0 = not answered) and are added up, so tallies of parts can be joined and tallied again.
    by : str or sequence of str
        Columns to keep apart, such as `"segment"`. Empty cells in them form a group of their own.

    Returns
    -------
    pandas.DataFrame
        `*by, feature, functional, dysfunctional, n`, sorted; 0 = not answered on that side.
        The order of the rows and how the data were split make no difference.

    Raises
    ------
    ValueError
        When a column is missing, a feature has no name, or a value lies outside the scale (0 is
        outside): every such value is named with its feature, side and count.

    Notes
    -----
    The rows are counted where the data live (in DuckDB, in Polars); only the counts are loaded.

    Examples
    --------
    >>> answers = pd.DataFrame({"feature": ["wifi"] * 3, "functional": [1, 1, None],
    ...                         "dysfunctional": [5, 5, 3]})
    >>> tally(answers)
      feature  functional  dysfunctional  n
    0    wifi           0              3  1
    1    wifi           1              5  2
    """
    import narwhals as nw

    keys = [*group_names(by), "feature", "functional", "dysfunctional"]
    frame = nw.from_native(answers).lazy()
    columns = frame.collect_schema().names()
    require(columns, keys)
    counted = "n" in columns
    if counted:
        # Before summing, which hides a negative or an empty count and stops at text.
        _check_counts(_collect(frame.select("n").unique())["n"].astype(object))
    grouped = frame.group_by(keys).agg(nw.col("n").sum() if counted else nw.len().alias("n"))
    # Plain objects: an Arrow column in pandas does not take NaN for missing.
    counts = _collect(grouped).astype(
        {"functional": "object", "dysfunctional": "object", "n": "int64"}
    )
    _check_codes(counts, 0 if counted else 1)
    for side in ("functional", "dysfunctional"):
        counts[side] = counts[side].where(counts[side].notna(), 0).astype("int64")
    # Once more: NaN and null were two groups in some backends, and both are 0 now.
    return counts.groupby(keys, dropna=False, observed=True)["n"].sum().reset_index()


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
    counts = _collect(frame.group_by(*columns).agg(nw.len().alias("n")))
    # NaN and null of every backend become one, in columns that pandas can sort; and once more.
    cells = counts[[*columns]].astype("object")
    counts = cells.where(cells.notna(), None).infer_objects().assign(n=counts["n"].astype("int64"))
    return counts.groupby([*columns], dropna=False)["n"].sum().reset_index()


def _collect(frame: "nw.LazyFrame[Any]") -> pd.DataFrame:
    if frame.implementation.is_polars():  # straight to columns: no PyArrow needed
        return pd.DataFrame(frame.collect().to_dict(as_series=False))
    return frame.collect(backend="pandas").to_pandas()


def group_names(by: str | Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """The columns of `by` as a list; `taken` are the result's columns besides the tally's."""
    names = [by] if isinstance(by, str) else list(by)
    if clash := set(names) & {"feature", "functional", "dysfunctional", "n", *taken}:
        raise ValueError(f"by must name other columns than the table's own. Got {sorted(clash)}.")
    if len(set(names)) < len(names):
        raise ValueError(f"by must name each column once. Got {names}.")
    return names


def require(columns: Iterable[str], wanted: Sequence[str]) -> None:
    if missing := [name for name in wanted if name not in columns]:
        raise ValueError(f"Columns {missing} must be there. Found {list(columns)}.")


def listed(values: Any, most: int = 20) -> str:
    texts = [str(value) for value in values]
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more


def numbers(values: pd.Series) -> pd.Series:
    """Read cells as numbers, NaN for all others.

    Digits written as text are others too: they mean that the file was read wrongly.
    """
    text = values.map(lambda value: isinstance(value, str | bool | np.bool_))
    return pd.to_numeric(values.mask(text), errors="coerce")


def check_filled(counts: pd.DataFrame, column: str) -> None:
    """Raise ValueError where counted rows have no name in a column."""
    bare = counts[column].isna() | counts[column].eq("")
    if bare.any():
        n = counts.loc[bare, "n"].sum()
        raise ValueError(f"Column {column!r} must not be empty. Found {n} answers without it.")


def _check_counts(n: pd.Series) -> None:
    found = numbers(n)
    good = found.ge(0) & found.mod(1).eq(0)
    if not good.all():
        bad = listed(sorted(map(repr, n[~good])))
        raise ValueError(f"Column 'n' must hold whole numbers from 0. Found {bad}.")


def _check_codes(counts: pd.DataFrame, lowest: int) -> None:
    check_filled(counts, "feature")
    found = []
    for side in ("functional", "dysfunctional"):
        values = counts[side]
        known = numbers(values).isin(range(lowest, 6))
        for row in counts[values.notna() & ~known].itertuples():
            found.append(f"{side} {getattr(row, side)!r} (feature {row.feature}, {row.n} answers)")
    if found:
        raise ValueError(
            f"Columns 'functional' and 'dysfunctional' must hold {lowest} to 5, or be empty "
            f"where nothing was answered. Found {listed(sorted(found))}."
        )


def grid(counts: pd.DataFrame, by: list[str]) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Counts as an array (features, functional 0..5, dysfunctional 0..5) and the row names."""
    require(counts.columns, [*by, "feature", "functional", "dysfunctional", "n"])
    counts = tally(counts, by)
    groups = counts.groupby([*by, "feature"], dropna=False, observed=True)
    cells = np.zeros((groups.ngroups, 6, 6), dtype=np.int64)
    np.add.at(cells, (groups.ngroup(), counts["functional"], counts["dysfunctional"]), counts["n"])
    return groups.size().reset_index()[[*by, "feature"]], cells
