"""`loyalty.tally`: counts of scores, wherever the answers live."""

import doctest
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from workshop_kit import loyalty
from workshop_kit.loyalty import counts

Columns = dict[str, list[Any]]
NAN = float("nan")
ANSWERS: Columns = {
    "segment": ["family", None, "family", "solo", "solo", ""],
    "recommend": [10, 3, 10, None, 0, 7],
}


def _arrow(columns: Columns) -> pa.Table:
    return pa.table(columns)


def _relation(columns: Columns) -> Any:
    table = _arrow(columns)
    return duckdb.connect().from_arrow(table)


BACKENDS: list[Callable[[Columns], Any]] = [
    pd.DataFrame,
    pl.DataFrame,
    pl.LazyFrame,
    _arrow,
    _relation,
]
every_backend = pytest.mark.parametrize(
    "frame", BACKENDS, ids=["pandas", "polars", "lazy", "pyarrow", "duckdb"]
)


def plain(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows with "–" for what is missing."""
    return [tuple("–" if pd.isna(x) else x for x in row) for row in table.itertuples(index=False)]


@every_backend
def test_scores_are_counted_by_group_and_missing_ones_last(
    frame: Callable[[Columns], Any],
) -> None:
    found = loyalty.tally(frame(ANSWERS), by="segment")
    assert found.columns.tolist() == ["segment", "recommend", "n"]
    assert plain(found) == [
        ("family", 10, 2),
        ("solo", 0, 1),
        ("solo", "–", 1),
        ("–", 3, 1),
        ("–", 7, 1),
    ]


@every_backend
def test_the_figures_are_the_same_wherever_the_answers_live(
    frame: Callable[[Columns], Any],
) -> None:
    expected = loyalty.nps(pd.DataFrame(ANSWERS), by="segment")
    assert_frame_equal(loyalty.nps(frame(ANSWERS), by="segment"), expected)


def test_a_sequence_a_series_and_an_array_are_scores_too() -> None:
    expected = loyalty.tally(pd.DataFrame({"recommend": [1, 9, 9]}))
    for scores in (
        [1, 9, 9],
        (1, 9, 9),
        pd.Series([1, 9, 9], index=[7, 8, 9]),
        np.array([1, 9, 9]),
    ):
        assert_frame_equal(loyalty.tally(scores), expected)


def test_tallies_of_parts_are_tallied_again() -> None:
    frame = pd.DataFrame(ANSWERS)
    parts = [loyalty.tally(part, by="segment") for part in (frame[:3], frame[3:])]
    assert_frame_equal(
        loyalty.tally(pd.concat(parts), by="segment"), loyalty.tally(frame, by="segment")
    )


def test_nan_null_and_na_are_one() -> None:
    found = loyalty.tally(pd.DataFrame({"recommend": [None, NAN, pd.NA, 5]}, dtype=object))
    assert plain(found) == [(5, 1), ("–", 3)]


def test_answers_are_not_changed() -> None:
    frame = pd.DataFrame(ANSWERS)
    loyalty.nps(frame, by="segment")
    assert_frame_equal(frame, pd.DataFrame(ANSWERS))


def test_several_columns_stand_in_the_order_asked_for() -> None:
    frame = pd.DataFrame({**ANSWERS, "year": [2025, 2026, 2026, 2026, 2026, 2026]})
    table = loyalty.nps(frame, by=["year", "segment"])
    assert table.columns.tolist()[:3] == ["year", "segment", "n"]
    assert plain(table[["year", "segment", "n"]]) == [
        (2025, "family", 1),
        (2026, "family", 1),
        (2026, "solo", 1),
        (2026, "–", 2),
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", None]), st.none() | st.integers(0, 10)), max_size=30
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_respondents_makes_no_difference(rows: list[Any], chance: Any) -> None:
    columns = ["segment", "recommend"]
    mixed = [*rows]
    chance.shuffle(mixed)
    one, other = (pd.DataFrame(r, columns=columns, dtype=object) for r in (rows, mixed))
    assert_frame_equal(loyalty.nps(one, by="segment"), loyalty.nps(other, by="segment"))


@every_backend
def test_scores_outside_the_scale_are_all_named_with_group_and_count(
    frame: Callable[[Columns], Any],
) -> None:
    bad = {"segment": ["a", "a", "b"], "recommend": [11.0, 7.5, -1.0]}
    with pytest.raises(ValueError, match="whole numbers from 0 to 10") as error:
        loyalty.nps(frame(bad), by="segment")
    for text in ("11.0 (segment a, 1 answers)", "7.5 (segment a", "-1.0 (segment b"):
        assert text in str(error.value)


@pytest.mark.parametrize("bad", ["9", True, float("inf"), "very likely"])
def test_what_is_no_number_is_refused(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"Column 'recommend' must hold whole numbers"):
        loyalty.nps(pd.DataFrame({"recommend": [bad, 3]}, dtype=object))


@pytest.mark.parametrize("bad", [-1, 0.5, None, "3"])
def test_bad_counts_are_refused(bad: Any) -> None:
    frame = pd.DataFrame({"recommend": [9, 8], "n": pd.Series([2, bad], dtype=object)})
    with pytest.raises(ValueError, match=r"Column 'n' must hold whole numbers from 0\. Found"):
        loyalty.nps(frame)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"Columns \['segment', 'recommend'\] must be there"):
        loyalty.nps(pd.DataFrame({"score": [1]}), by="segment")


@pytest.mark.parametrize("by", ["n", "recommend", "nps", "evidence", ["segment", "level"]])
def test_by_names_no_column_of_the_result(by: Any) -> None:
    with pytest.raises(ValueError, match="by must name other columns"):
        loyalty.nps(pd.DataFrame(ANSWERS), by=by)


def test_by_names_each_column_once() -> None:
    with pytest.raises(ValueError, match="each column once"):
        loyalty.tally(pd.DataFrame(ANSWERS), by=["segment", "segment"])


def test_a_scale_rises() -> None:
    with pytest.raises(ValueError, match=r"low below high\. Got \(5, 1\)"):
        loyalty.tally([3], scale=(5, 1))


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(counts).failed == 0
