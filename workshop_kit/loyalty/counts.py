"""Counts of scores: small, and sufficient for every figure of loyalty."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.frames import check_counts, collect, group_names, listed, numbers, require

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    Answers: TypeAlias = IntoFrame | pd.Series | np.ndarray | Sequence[float | None]

Counts = NDArray[np.int64]
Scale = tuple[int, int]
_TAKEN = {
    *("n", "missing", "evidence", "level", "low", "high", "mean", "sd", "mean_low", "mean_high"),
    *("promoters", "passives", "detractors", "nps", "se", "satisfied", "csat"),
    *("easy", "neutral", "hard", "index", "index_low", "index_high"),
    *("high_is", "scale_low", "scale_high"),
}


def tally(
    answers: "Answers",
    *,
    score: str = "recommend",
    by: str | Sequence[str] = (),
    scale: Scale = (0, 10),
) -> pd.DataFrame:
    """Count how often each score was given: all that `nps`, `csat` and `ces` need.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame, or a sequence of scores
        One row per respondent with the column `score` (whole numbers on the scale; null or NaN
        where not answered). With a column `n` the rows are counts already and are added up, so
        tallies of parts can be joined and tallied again.
    score : str
        The column of the scores.
    by : str or sequence of str
        Columns to keep apart, such as `"segment"`. Cells that are empty or hold no text form a
        group of their own, None.
    scale : (int, int)
        The least and the most that a score may be.

    Returns
    -------
    pandas.DataFrame
        `*by, <score>, n`, sorted; <NA> = not answered, which comes last.

    Raises
    ------
    ValueError
        When a column is missing, a score is no whole number on the scale, or a count is no whole
        number from 0: every such value is named, a score with its group and count.

    Notes
    -----
    The rows are counted where the data live (in DuckDB, in Polars); only the counts are loaded.

    Examples
    --------
    >>> tally([10, 9, 10, None])
       recommend  n
    0          9  1
    1         10  2
    2       <NA>  1
    """
    import narwhals as nw

    names = group_names(by, {score, *_TAKEN})
    low, high = scale
    if not low < high:
        raise ValueError(f"scale must be (low, high) with low below high. Got {scale!r}.")
    frame = nw.from_native(_framed(answers, score)).lazy()
    columns = frame.collect_schema().names()
    require(columns, [*names, score])
    counted = "n" in columns
    if counted:
        # Before summing, which hides a negative or an empty count and stops at text.
        check_counts(collect(frame.select("n").unique())["n"].astype(object))
    keys = [*names, score]
    grouped = frame.group_by(keys).agg(nw.col("n").sum() if counted else nw.len().alias("n"))
    # Plain objects: an Arrow column in pandas does not take NaN for missing.
    counts = collect(grouped).astype({**dict.fromkeys(keys, "object"), "n": "int64"})
    _check_scores(counts, names, score, scale)
    for name in names:
        bare = counts[name].isna() | counts[name].eq("")
        counts[name] = counts[name].where(~bare, None).infer_objects()
    counts[score] = pd.to_numeric(counts[score].where(counts[score].notna(), None)).astype("Int64")
    # Once more: NaN, null and no text were several groups.
    return counts.groupby(keys, dropna=False, observed=True)["n"].sum().reset_index()


def counted(
    answers: "Answers", score: str, by: str | Sequence[str], scale: Scale
) -> tuple[pd.DataFrame, Counts]:
    """The groups with their `n` and `missing`, and how often each gave each score of the scale."""
    names = group_names(by, {score, *_TAKEN})
    counts = tally(answers, score=score, by=names, scale=scale)
    if names:
        groups = counts.groupby(names, dropna=False, observed=True)
        which, table = groups.ngroup().to_numpy(), groups.size().reset_index()[names]
    else:
        which, table = np.zeros(len(counts), dtype=int), pd.DataFrame(index=pd.RangeIndex(1))
    low, high = scale
    cells = np.zeros((len(table), high - low + 2), dtype=np.int64)
    place = (counts[score] - low).fillna(high - low + 1).to_numpy(int)
    np.add.at(cells, (which, place), counts["n"].to_numpy())
    table["n"], table["missing"] = cells[:, :-1].sum(axis=1), cells[:, -1]
    return table, cells[:, :-1]


def _framed(answers: "Answers", score: str) -> Any:
    if isinstance(answers, pd.Series | np.ndarray | list | tuple):
        return pd.DataFrame({score: answers})
    return answers


def _check_scores(counts: pd.DataFrame, names: list[str], score: str, scale: Scale) -> None:
    values, (low, high) = counts[score], scale
    good = numbers(values).isin(range(low, high + 1)) | values.isna()
    if good.all():
        return
    found = []
    for row in counts[~good].to_dict("records"):
        where = [f"{name} {row[name]}" for name in names] + [f"{row['n']} answers"]
        found.append(f"{row[score]!r} ({', '.join(where)})")
    raise ValueError(
        f"Column {score!r} must hold whole numbers from {low} to {high}, or be empty where nothing "
        f"was answered. Found {listed(sorted(found))}."
    )
