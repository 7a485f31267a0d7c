"""Counts of KANO answers: small, and sufficient for every result of the method."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.frames import check_counts, collect, group_names, listed, numbers, require

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

TAKEN = ("feature", "functional", "dysfunctional", "n")
"""Columns of a tally, which no grouping may be called."""


def tally(answers: "IntoFrame", by: str | Sequence[str] = ()) -> pd.DataFrame:
    """Count the answers to each feature's pair of questions: all that the other results need.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark frame
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
    The rows are counted where the data live (DuckDB, Polars, Spark); only the counts are loaded.

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

    keys = [*group_names(by, TAKEN), "feature", "functional", "dysfunctional"]
    frame = nw.from_native(answers).lazy()
    columns = frame.collect_schema().names()
    require(columns, keys)
    counted = "n" in columns
    if counted:
        # Before summing, which hides a negative or an empty count and stops at text.
        check_counts(collect(frame.select("n").unique())["n"].astype(object))
    grouped = frame.group_by(keys).agg(nw.col("n").sum() if counted else nw.len().alias("n"))
    # Plain objects: an Arrow column in pandas does not take NaN for missing.
    counts = collect(grouped).astype(
        {"functional": "object", "dysfunctional": "object", "n": "int64"}
    )
    _check_codes(counts, 0 if counted else 1)
    for side in ("functional", "dysfunctional"):
        counts[side] = counts[side].where(counts[side].notna(), 0).astype("int64")
    # Once more: NaN and null were two groups in some backends, and both are 0 now.
    return counts.groupby(keys, dropna=False, observed=True)["n"].sum().reset_index()


def check_filled(counts: pd.DataFrame, column: str) -> None:
    """Raise ValueError where counted rows have no name in a column."""
    bare = counts[column].isna() | counts[column].eq("")
    if bare.any():
        n = counts.loc[bare, "n"].sum()
        raise ValueError(f"Column {column!r} must not be empty. Found {n} answers without it.")


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
