"""`kano.tally`: counts of answer pairs, wherever the answers live."""

import subprocess
import sys
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

from workshop_kit import kano
from workshop_kit.frames import count_rows

Columns = dict[str, list[Any]]
NAN = float("nan")

# "wifi": the pair 1/5 twice, 1/not answered twice, not answered/not answered once; "spa": 3/3 once.
ANSWERS: Columns = {
    "segment": ["family", None, "family", "solo", None, "solo"],
    "feature": ["wifi", "wifi", "wifi", "wifi", "wifi", "spa"],
    "functional": [1.0, 1.0, 1.0, 1.0, NAN, 3.0],
    "dysfunctional": [5.0, 5.0, NAN, None, None, 3.0],
}
TALLY = pd.DataFrame(
    {
        "feature": ["spa", "wifi", "wifi", "wifi"],
        "functional": [3, 0, 1, 1],
        "dysfunctional": [3, 0, 0, 5],
        "n": [1, 1, 2, 2],
    }
)


def _polars(columns: Columns) -> pl.DataFrame:
    return pl.DataFrame({name: pl.Series(values) for name, values in columns.items()})


def _arrow(columns: Columns) -> pa.Table:
    # from_pandas=False keeps NaN and null apart, as files written by other programs do.
    return pa.table({name: pa.array(cells, from_pandas=False) for name, cells in columns.items()})


BACKENDS: dict[str, Callable[[Columns], Any]] = {
    "pandas": pd.DataFrame,
    "pandas-arrow": lambda columns: _arrow(columns).to_pandas(types_mapper=pd.ArrowDtype),
    "polars": _polars,
    "polars-lazy": lambda columns: _polars(columns).lazy(),
    "duckdb": lambda columns: duckdb.from_arrow(_arrow(columns)),
    "pyarrow": _arrow,
}
every_backend = pytest.mark.parametrize("frame", BACKENDS.values(), ids=BACKENDS.keys())

law = settings(deadline=None)  # a slow machine breaks no law
codes = st.none() | st.integers(1, 5)
segments = st.sampled_from(["family", "solo", None])
rows = st.lists(st.tuples(segments, st.sampled_from(["wifi", "spa"]), codes, codes), max_size=40)


def _answers(found: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(found, columns=["segment", "feature", "functional", "dysfunctional"])


@every_backend
def test_every_frame_gives_the_same_tally_with_nan_and_null_mixed(
    frame: Callable[[Columns], Any],
) -> None:
    assert_frame_equal(kano.tally(frame(ANSWERS)), TALLY, check_dtype=False)


@every_backend
def test_a_tally_holds_whole_numbers_and_not_answered_is_0(frame: Callable[[Columns], Any]) -> None:
    counts = kano.tally(frame(ANSWERS))
    assert counts.columns.tolist() == ["feature", "functional", "dysfunctional", "n"]
    assert [str(counts[name].dtype) for name in counts.columns[1:]] == ["int64"] * 3
    assert counts.index.tolist() == [0, 1, 2, 3]


@every_backend
def test_a_null_segment_is_a_group_of_its_own(frame: Callable[[Columns], Any]) -> None:
    counts = kano.tally(frame(ANSWERS), by="segment")
    assert counts.columns.tolist() == ["segment", "feature", "functional", "dysfunctional", "n"]
    found = counts.astype({"segment": object}).fillna({"segment": "none"})
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("family", "wifi", 1, 0, 1),
        ("family", "wifi", 1, 5, 1),
        ("solo", "spa", 3, 3, 1),
        ("solo", "wifi", 1, 0, 1),
        ("none", "wifi", 0, 0, 1),
        ("none", "wifi", 1, 5, 1),
    ]


@every_backend
def test_several_columns_stand_in_the_order_asked_for(frame: Callable[[Columns], Any]) -> None:
    columns = {**ANSWERS, "year": [2025, 2026, 2026, 2026, 2026, 2026]}
    counts = kano.tally(frame(columns), by=["year", "segment"])
    assert counts.columns.tolist()[:3] == ["year", "segment", "feature"]
    assert counts["n"].tolist() == [1] * 6
    assert counts["year"].tolist() == [2025, 2026, 2026, 2026, 2026, 2026]


@every_backend
def test_counts_are_added_up(frame: Callable[[Columns], Any]) -> None:
    columns: Columns = {
        "feature": ["wifi", "wifi", "wifi"],
        "functional": [1, 1, 0],
        "dysfunctional": [5, 5, 3],
        "n": [2, 40, 7],
    }
    assert kano.tally(frame(columns)).values.tolist() == [["wifi", 0, 3, 7], ["wifi", 1, 5, 42]]


def test_the_importance_and_respondent_columns_are_left_out() -> None:
    answers = pd.DataFrame({"respondent": range(6), **ANSWERS, "importance": 5})
    assert_frame_equal(kano.tally(answers), TALLY, check_dtype=False)


def test_answers_are_not_changed() -> None:
    answers, arrow = pd.DataFrame(ANSWERS), _arrow(ANSWERS)
    kano.tally(answers, by="segment")
    kano.tally(TALLY)
    kano.tally(arrow)
    assert_frame_equal(answers, pd.DataFrame(ANSWERS))
    assert TALLY["n"].tolist() == [1, 1, 2, 2]
    assert str(arrow.to_pydict()) == str(_arrow(ANSWERS).to_pydict())  # NaN is not NaN


@every_backend
def test_no_rows_give_an_empty_tally(frame: Callable[[Columns], Any]) -> None:
    counts = kano.tally(frame({"feature": [], "functional": [], "dysfunctional": []}))
    assert counts.columns.tolist() == ["feature", "functional", "dysfunctional", "n"]
    assert counts.empty


@every_backend
def test_one_row_is_counted_once(frame: Callable[[Columns], Any]) -> None:
    counts = kano.tally(frame({"feature": ["wifi"], "functional": [1], "dysfunctional": [5]}))
    assert counts.values.tolist() == [["wifi", 1, 5, 1]]


@every_backend
def test_only_missing_answers_are_kept_as_0(frame: Callable[[Columns], Any]) -> None:
    columns: Columns = {
        "feature": ["wifi"] * 3,
        "functional": [None] * 3,
        "dysfunctional": [NAN] * 3,
    }
    assert kano.tally(frame(columns)).values.tolist() == [["wifi", 0, 0, 3]]


def test_categories_nobody_used_do_not_appear() -> None:
    answers = pd.DataFrame(ANSWERS).astype({"feature": "category", "segment": "category"})
    assert kano.tally(answers.iloc[:5], by="segment")["feature"].unique().tolist() == ["wifi"]


@law
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_changes_a_tally(found: list[tuple[Any, ...]], random: Any) -> None:
    shuffled = random.sample(found, len(found))
    assert_frame_equal(
        kano.tally(_answers(found), by="segment"),
        kano.tally(_answers(shuffled), by="segment"),
        check_dtype=False,
    )


@law
@given(rows, st.integers(0, 40), st.sampled_from([(), "segment"]))
def test_splitting_the_data_never_changes_a_tally(
    found: list[tuple[Any, ...]], place: int, by: str | tuple[()]
) -> None:
    parts = [kano.tally(_answers(part), by=by) for part in (found[:place], found[place:])]
    whole = kano.tally(_answers(found), by=by)
    joined = kano.tally(pd.concat(parts), by=by)
    assert_frame_equal(joined, whole, check_dtype=False)


@law
@given(rows)
def test_every_row_is_counted_and_dropping_the_segment_later_is_the_same(
    found: list[tuple[Any, ...]],
) -> None:
    by_segment = kano.tally(_answers(found), by="segment")
    assert by_segment["n"].sum() == len(found)
    assert_frame_equal(kano.tally(by_segment), kano.tally(_answers(found)), check_dtype=False)


@law
@given(rows)
def test_polars_and_pandas_count_the_same(found: list[tuple[Any, ...]]) -> None:
    schema = {"segment": pl.String, "feature": pl.String, "functional": pl.Int8}
    lazy = pl.DataFrame(found, {**schema, "dysfunctional": pl.Float64}, orient="row").lazy()
    assert_frame_equal(
        kano.tally(lazy, by="segment"), kano.tally(_answers(found), by="segment"), check_dtype=False
    )


BAD = [0, 6, -1, 2.5, "satisfied", "3", True, float("inf")]


@every_backend
@pytest.mark.parametrize("side", ["functional", "dysfunctional"])
@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_an_answer_outside_1_to_5_is_named(
    frame: Callable[[Columns], Any], side: str, bad: object
) -> None:
    columns: Columns = {
        "feature": ["wifi", "spa", "spa"],
        "functional": [1, 1, 1],
        "dysfunctional": [5, 5, 5],
    }
    columns[side] = [bad] * 3
    where = rf"{side} {bad!r} \(feature spa, 2 answers\); {side} {bad!r} \(feature wifi, 1 answers"
    with pytest.raises(ValueError, match=rf"must hold 1 to 5, or be empty.*Found {where}"):
        kano.tally(frame(columns))


def test_text_among_numbers_is_named() -> None:
    answers = pd.DataFrame(ANSWERS).astype(object)
    answers.loc[3, "functional"] = "like"
    with pytest.raises(ValueError, match=r"Found functional 'like' \(feature wifi, 1 answers\)"):
        kano.tally(answers)


def test_all_bad_values_are_named_at_once() -> None:
    answers = pd.DataFrame({"feature": ["wifi", "spa"], "functional": [7, 1]})
    with pytest.raises(
        ValueError,
        match=r"Found dysfunctional 0 \(feature spa, 1 answers\); "
        r"dysfunctional 0 \(feature wifi, 1 answers\); functional 7 \(feature wifi, 1 answers\)",
    ):
        kano.tally(answers.assign(dysfunctional=0))


def test_a_hundred_bad_values_are_not_all_listed_but_counted() -> None:
    answers = pd.DataFrame({"feature": "wifi", "functional": range(10, 110), "dysfunctional": 5})
    with pytest.raises(ValueError, match=r"Found functional 10 .* and 80 more"):
        kano.tally(answers)


def test_in_a_tally_0_is_not_answered_but_6_is_refused() -> None:
    counts = pd.DataFrame({"feature": ["wifi"], "functional": [0], "dysfunctional": [6], "n": [4]})
    with pytest.raises(
        ValueError, match=r"must hold 0 to 5.*dysfunctional 6 \(feature wifi, 4 ans"
    ):
        kano.tally(counts)


@every_backend
@pytest.mark.parametrize(
    ("bad", "found"),
    [
        (-3, "-3"),
        (1.5, "1.5"),
        (None, "(None|nan|<NA>)"),
        (NAN, "(nan|<NA>)"),
        (float("inf"), "inf"),
        ("many", "'many'"),
        ("3", "'3'"),
        (True, "True"),
    ],
    ids=repr,
)
def test_a_count_that_is_no_count_is_refused(
    frame: Callable[[Columns], Any], bad: object, found: str
) -> None:
    columns: Columns = {"feature": ["wifi"], "functional": [1], "dysfunctional": [5], "n": [bad]}
    with pytest.raises(ValueError, match=rf"'n' must hold whole numbers from 0\. Found {found}"):
        kano.tally(frame(columns))


@every_backend
def test_a_negative_count_is_not_hidden_by_the_sum(frame: Callable[[Columns], Any]) -> None:
    columns: Columns = {
        "feature": ["wifi", "wifi"],
        "functional": [1, 1],
        "dysfunctional": [5, 5],
        "n": [9, -3],
    }
    with pytest.raises(ValueError, match=r"Found -3\."):
        kano.tally(frame(columns))


@every_backend
@pytest.mark.parametrize("nameless", [None, ""])
def test_an_answer_without_a_feature_is_refused(
    frame: Callable[[Columns], Any], nameless: str | None
) -> None:
    columns = {**ANSWERS, "feature": ["wifi", nameless, nameless, "spa", "spa", "spa"]}
    with pytest.raises(
        ValueError, match=r"'feature' must not be empty\. Found 2 answers without it"
    ):
        kano.tally(frame(columns))


@every_backend
@pytest.mark.parametrize("column", ["feature", "functional", "dysfunctional"])
def test_a_missing_column_is_named(frame: Callable[[Columns], Any], column: str) -> None:
    columns = {name: cells for name, cells in ANSWERS.items() if name != column}
    with pytest.raises(
        ValueError, match=rf"Columns \['{column}'\] must be there. Found \['segment"
    ):
        kano.tally(frame(columns))


def test_by_names_columns_that_are_there_each_once_and_not_the_tallys_own() -> None:
    answers = pd.DataFrame(ANSWERS)
    with pytest.raises(ValueError, match=r"Columns \['age'\] must be there"):
        kano.tally(answers, by=["segment", "age"])
    with pytest.raises(ValueError, match=r"by must name other columns.*Got \['feature'\]"):
        kano.tally(answers, by="feature")
    with pytest.raises(ValueError, match=r"by must name each column once"):
        kano.tally(answers, by=["segment", "segment"])


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("lazy", ["", ".lazy()"])
def test_polars_is_counted_where_pyarrow_is_not_installed(lazy: str) -> None:
    # pandas itself imports pyarrow where it finds it, so here nobody finds it.
    code = f"""
import sys
sys.modules["pyarrow"] = None
import polars as pl
from workshop_kit import kano
from workshop_kit.frames import count_rows
answers = pl.DataFrame({{"feature": ["wifi"], "functional": [1], "dysfunctional": [None]}}){lazy}
counts = kano.tally(answers)
print(kano.tally(pl.DataFrame(counts.to_dict("list")){lazy}).values.tolist())
"""
    assert _run(code) == "[['wifi', 1, 0, 1]]"


def test_duckdb_is_counted_where_pyarrow_is_not_installed() -> None:
    code = """
import sys
sys.modules["pyarrow"] = None
import duckdb
from workshop_kit import kano
from workshop_kit.frames import count_rows
answers = duckdb.sql("SELECT 'wifi' AS feature, 1 AS functional, NULL AS dysfunctional")
print(kano.tally(answers).values.tolist(), kano.tally(answers.select("*, 4 AS n"))["n"].tolist())
"""
    assert _run(code) == "[['wifi', 1, 0, 1]] [4]"


def test_a_tally_and_a_table_load_no_charts_no_widgets_and_no_scipy_stats() -> None:
    code = """
import sys
import pandas as pd
from workshop_kit import kano
from workshop_kit.frames import count_rows
answers = pd.DataFrame({"feature": ["wifi"], "functional": [1], "dysfunctional": [5]})
kano.classify(kano.tally(answers))
print([name for name in ("altair", "ipywidgets", "scipy.stats") if name in sys.modules])
"""
    assert _run(code) == "[]"


def test_sums_of_small_integers_do_not_overflow() -> None:
    # 200 rows of 100 in a signed byte, which holds 127.
    counts = pd.DataFrame(
        {"feature": "wifi", "functional": 1, "dysfunctional": 5, "n": [100] * 200}
    )
    small = counts.astype({"n": np.int8})
    for frame in (small, pl.from_pandas(small), pa.Table.from_pandas(small), duckdb.from_df(small)):
        assert kano.tally(frame)["n"].tolist() == [20_000]


@every_backend
def test_equal_rows_are_counted_sorted_with_nan_and_null_as_one_at_the_end(
    frame: Callable[[Columns], Any],
) -> None:
    columns: Columns = {
        "feature": ["wifi", "spa", None, "wifi", "wifi", None, "wifi"],
        "importance": [9.0, 3.0, 3.0, NAN, None, 3.0, 1.0],
        "n": [50] * 7,  # no count here
    }
    counts = count_rows(frame(columns), ["feature", "importance"])
    assert counts.columns.tolist() == ["feature", "importance", "n"]
    found = counts.astype(object).where(counts.notna(), None)
    assert found.values.tolist() == [
        ["spa", 3, 1],
        ["wifi", 1, 1],
        ["wifi", 9, 1],
        ["wifi", None, 2],
        [None, 3, 2],
    ]


@every_backend
def test_rows_without_the_columns_to_count_are_refused(frame: Callable[[Columns], Any]) -> None:
    with pytest.raises(ValueError, match=r"Columns \['age'\] must be there. Found \['segment'"):
        count_rows(frame(ANSWERS), ["feature", "age"])


def test_rows_that_are_counted_are_not_changed_and_may_be_none() -> None:
    answers = pd.DataFrame(ANSWERS)
    count_rows(answers, ["feature", "functional"])
    assert_frame_equal(answers, pd.DataFrame(ANSWERS))
    assert count_rows(answers.iloc[:0], ["feature"]).columns.tolist() == ["feature", "n"]


@law
@given(rows)
def test_counting_rows_loses_none(found: list[tuple[Any, ...]]) -> None:
    counts = count_rows(_answers(found), ["segment", "functional"])
    assert counts["n"].sum() == len(found)
    assert not counts.duplicated(["segment", "functional"]).any()
