"""`kano.importance`: means and t intervals by hand and by scipy, in every kind of frame."""

import doctest
from collections.abc import Callable
from math import nan, sqrt
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import t

from workshop_kit import kano
from workshop_kit.kano import stated

Columns = dict[str, list[Any]]
law = settings(deadline=None)  # a slow machine breaks no law

# "wifi": 7, 9, 8 and twice no answer; "spa": 3 only; "bar": never answered.
ANSWERS: Columns = {
    "segment": ["family", "solo", None, "solo", "family", "solo", None, "family"],
    "feature": ["wifi", "wifi", "wifi", "wifi", "wifi", "spa", "spa", "bar"],
    "importance": [7.0, 9.0, 8.0, None, nan, 3.0, nan, None],
}


def answers(*values: object, feature: str = "wifi") -> pd.DataFrame:
    return pd.DataFrame({"feature": feature, "importance": pd.Series(values, dtype=object)})


def row(*values: object, **options: Any) -> pd.Series:
    """The only row of the table of these answers."""
    table = kano.importance(answers(*values), **options)
    assert len(table) == 1
    return table.iloc[0]


def test_every_frame_gives_the_same_table_with_nan_and_null_mixed(
    every_frame: Callable[[Columns], Any],
) -> None:
    # t(2, .975) = 4.3027 of any table: 8 -+ 4.3027 * 1 / sqrt(3) = 5.5159, and 9 at the top.
    expected = pd.DataFrame(
        {
            "feature": ["bar", "spa", "wifi"],
            "n": [0, 1, 3],
            "importance": [nan, 3.0, 8.0],
            "importance_low": [nan, nan, 5.5159],
            "importance_high": [nan, nan, 9.0],
        }
    )
    found = kano.importance(every_frame(ANSWERS))
    assert_frame_equal(found, expected, check_dtype=False, atol=5e-5, rtol=0)
    assert [str(kind) for kind in found.dtypes[1:]] == ["int64"] + ["float64"] * 3


def test_groups_are_kept_apart_and_the_empty_one_is_a_group(
    every_frame: Callable[[Columns], Any],
) -> None:
    table = kano.importance(every_frame(ANSWERS), by="segment")
    assert table.columns.tolist()[:4] == ["segment", "feature", "n", "importance"]
    found = table.astype({"segment": object}).fillna({"segment": "none", "importance": -1})
    assert [tuple(cells) for cells in found.iloc[:, :4].itertuples(index=False)] == [
        ("family", "bar", 0, -1),
        ("family", "wifi", 1, 7),
        ("solo", "spa", 1, 3),
        ("solo", "wifi", 1, 9),
        ("none", "spa", 0, -1),
        ("none", "wifi", 1, 8),
    ]


def test_several_columns_stand_in_the_order_asked_for() -> None:
    frame = pd.DataFrame({**ANSWERS, "year": [2025] * 4 + [2026] * 4})
    table = kano.importance(frame, by=["year", "segment"])
    assert table.columns.tolist()[:3] == ["year", "segment", "feature"]
    assert table["n"].sum() == 4


@law
@given(st.lists(st.integers(1, 9), min_size=2, max_size=60), st.floats(0.5, 0.999))
def test_the_interval_is_scipys_t_interval_cut_to_the_scale(
    values: list[int], level: float
) -> None:
    found = row(*values, level=level)
    assert found["n"] == len(values)
    assert found["importance"] == pytest.approx(np.mean(values))
    half = t.ppf(0.5 + level / 2, len(values) - 1) * np.std(values, ddof=1) / sqrt(len(values))
    assert found["importance_low"] == pytest.approx(max(1, np.mean(values) - half))
    assert found["importance_high"] == pytest.approx(min(9, np.mean(values) + half))


def test_the_interval_is_cut_to_1_and_9_but_the_mean_is_not() -> None:
    # 1 and 9: 5 -+ 12.706 * 4 leaves the scale on both sides; 9, 9, 8 only at the top.
    assert row(1, 9)[["importance", "importance_low", "importance_high"]].tolist() == [5, 1, 9]
    assert row(9, 9, 8)["importance"] == pytest.approx(26 / 3)
    assert row(9, 9, 8)["importance_high"] == 9
    assert row(1, 1, 2)["importance_low"] == 1


def test_one_answer_has_a_mean_but_no_interval() -> None:
    found = row(1)
    assert [found["n"], found["importance"]] == [1, 1]
    assert np.isnan([found["importance_low"], found["importance_high"]]).all()


@pytest.mark.parametrize("value", range(1, 10))
@pytest.mark.parametrize("n", [2, 7, 1000])
def test_equal_answers_have_an_interval_of_no_width(n: int, value: int) -> None:
    found = row(*[value] * n)
    assert found[["importance", "importance_low", "importance_high"]].tolist() == [value] * 3


def test_the_whole_scale_is_taken_also_as_floats_and_small_integers() -> None:
    assert row(*range(1, 10))["importance"] == 5
    assert row(*map(float, range(1, 10)))["n"] == 9
    small = answers(*[9] * 200).astype({"importance": "int8"})
    assert kano.importance(small)["importance"].tolist() == [9]


def test_nobody_answered_anything() -> None:
    table = kano.importance(answers(None, nan, None))
    assert table["n"].tolist() == [0]
    assert table[["importance", "importance_low", "importance_high"]].isna().all(axis=None)


@pytest.mark.parametrize("by", [(), "segment"])
def test_no_rows_give_an_empty_table_with_its_columns(
    every_frame: Callable[[Columns], Any], by: str | tuple[()]
) -> None:
    full = pd.DataFrame(ANSWERS).astype({"segment": "str", "feature": "str"})
    for empty in (full.iloc[:0], duckdb.from_df(full).filter("false")):
        table = kano.importance(empty, by=by)
        assert len(table) == 0
        assert table.columns.tolist() == [
            *(["segment"] if by else []),
            *["feature", "n", "importance", "importance_low", "importance_high"],
        ]
        assert [str(kind) for kind in table.dtypes[-4:]] == ["int64"] + ["float64"] * 3


def test_a_level_lies_between_0_and_1() -> None:
    with pytest.raises(ValueError, match=r"level must lie strictly between 0 and 1.*Got 95"):
        row(7, 8, level=95)


@pytest.mark.parametrize("bad", [0, 10, -1, 7.5, "often", "7", True, float("inf")], ids=repr)
def test_a_value_outside_1_to_9_is_named(
    every_frame: Callable[[Columns], Any], bad: object
) -> None:
    columns: Columns = {"feature": ["wifi", "spa", "spa"], "importance": [bad] * 3}
    where = rf"{bad!r} \(feature spa, 2 answers\); {bad!r} \(feature wifi, 1 answers\)\.$"
    with pytest.raises(ValueError, match=rf"must hold 1 to 9, or be empty.*Found {where}"):
        kano.importance(every_frame(columns))


def test_all_bad_values_are_named_at_once_and_each_only_once_over_the_groups() -> None:
    frame = pd.DataFrame(
        {
            "segment": ["family", "solo", "solo", "family"],
            "feature": ["wifi", "wifi", "spa", "spa"],
            "importance": [0, 0, "very", 9],
        }
    )
    found = r"Found 'very' \(feature spa, 1 answers\); 0 \(feature wifi, 2 answers\)\.$"
    with pytest.raises(ValueError, match=found):
        kano.importance(frame, by="segment")


def test_a_hundred_bad_values_are_not_all_listed_but_counted() -> None:
    with pytest.raises(ValueError, match=r"Found 10 .* and 80 more\.$"):
        row(*range(10, 110))


@pytest.mark.parametrize("nameless", [None, ""])
def test_an_answer_without_a_feature_is_refused(
    every_frame: Callable[[Columns], Any], nameless: str | None
) -> None:
    columns: Columns = {"feature": ["wifi", nameless, nameless], "importance": [7, 8, 8]}
    with pytest.raises(
        ValueError, match=r"'feature' must not be empty\. Found 2 answers without it"
    ):
        kano.importance(every_frame(columns))


@pytest.mark.parametrize("column", ["feature", "importance"])
def test_a_missing_column_is_named(every_frame: Callable[[Columns], Any], column: str) -> None:
    columns = {name: cells for name, cells in ANSWERS.items() if name != column}
    with pytest.raises(
        ValueError, match=rf"Columns \['{column}'\] must be there. Found \['segment"
    ):
        kano.importance(every_frame(columns))


def test_by_names_no_column_of_the_table() -> None:
    for taken in ("feature", "n", "importance", "importance_low"):
        with pytest.raises(ValueError, match=rf"by must name other columns.*Got \['{taken}'\]"):
            kano.importance(pd.DataFrame(ANSWERS), by=taken)


def test_by_may_have_any_other_name() -> None:
    frame = pd.DataFrame({"sum": [1, 2], "squares": [3, 3], "v": "x"}).assign(
        feature="wifi", importance=[7, 9]
    )
    assert kano.importance(frame, by=["sum", "squares", "v"])["importance"].tolist() == [7, 9]


def test_answers_are_not_changed() -> None:
    frame = pd.DataFrame(ANSWERS)
    kano.importance(frame, by="segment")
    assert_frame_equal(frame, pd.DataFrame(ANSWERS))


def test_the_order_of_the_rows_makes_no_difference() -> None:
    frame = pd.DataFrame(ANSWERS)
    assert_frame_equal(
        kano.importance(frame.iloc[::-1], by="segment"), kano.importance(frame, by="segment")
    )


def test_the_examples_of_the_docstring_run() -> None:
    failed, tried = doctest.testmod(stated)
    assert (failed, tried > 0) == (0, True)
