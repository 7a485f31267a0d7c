"""`kano.screen` and `kano.side_by_side`: people made up so that their Q and R can be counted."""

import doctest
from collections.abc import Callable
from itertools import product
from math import nan
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from workshop_kit import kano
from workshop_kit.kano import trust

Columns = dict[str, list[Any]]
Pair = tuple[float | None, float | None]
law = settings(deadline=None)  # a slow machine breaks no law

DATASETS = Path(__file__).parents[2] / "datasets"
COLUMNS = [
    *["respondent", "n", "Q", "R", "q_share", "r_share", "one_answer", "suspicious", "reason"]
]
M, O, A, I, R, Q = (3, 5), (1, 5), (1, 3), (3, 3), (5, 3), (1, 1)  # noqa: E741
# METHODS.md, the evaluation tables.
Q_CELLS = {"classic": {(1, 1), (5, 5)}, "pouliot": {(1, 1), (2, 2), (4, 4), (5, 5)}}
R_CELLS = {(2, 1), (3, 1), (4, 1), (5, 1), (5, 2), (5, 3), (5, 4)}


def said(**people: list[Pair]) -> pd.DataFrame:
    """Answers of these people to as many features (f0, f1, ...) as each has pairs."""
    rows = [
        (name, f"f{i}", *pair) for name, pairs in people.items() for i, pair in enumerate(pairs)
    ]
    columns = ["respondent", "feature", "functional", "dysfunctional"]
    return pd.DataFrame(rows, columns=columns)


def one(*pairs: Pair, **options: Any) -> pd.Series:
    """The row of the only respondent."""
    table = kano.screen(said(r1=list(pairs)), **options)
    assert len(table) == 1
    return table.iloc[0]


# "liar": 2 Q, 1 R of 4; "swapped": 3 R of 3; "honest": 1 Q of 5; "silent": no pair at all.
PEOPLE: dict[str, list[Pair]] = {
    "honest": [M, O, A, I, Q],
    "silent": [(nan, 5), (3, None), (None, None)],
    "swapped": [R, R, (3, 1), (None, 1)],
    "liar": [Q, (5, 5), (2, 1), M, (1, nan)],
}
ANSWERS: Columns = said(**PEOPLE).to_dict("list")  # type: ignore[assignment]
SCREENED = pd.DataFrame(
    [
        ("swapped", 3, 0, 3, 0.0, 1.0, 2 / 3, True, "R"),
        ("liar", 4, 2, 1, 0.5, 0.25, 0.25, True, "Q"),
        ("honest", 5, 1, 0, 0.2, 0.0, 0.2, False, None),
        ("silent", 0, 0, 0, nan, nan, nan, False, None),
    ],
    columns=COLUMNS,
    dtype=object,
)


def test_every_frame_gives_the_same_people_with_nan_and_null_mixed(
    every_frame: Callable[[Columns], Any],
) -> None:
    found = kano.screen(every_frame(ANSWERS))
    assert_frame_equal(found, SCREENED, check_dtype=False)
    assert [str(kind) for kind in found.dtypes[1:8]] == [
        *["int64"] * 3,
        *["float64"] * 3,
        "bool",
    ]
    assert found["reason"].tolist() == ["R", "Q", None, None]


@pytest.mark.parametrize("evaluation", ["classic", "pouliot"])
@pytest.mark.parametrize("pair", list(product(range(1, 6), repeat=2)), ids=str)
def test_q_and_r_are_those_of_the_evaluation_table(pair: tuple[int, int], evaluation: Any) -> None:
    found = one(pair, pair, pair, evaluation=evaluation)
    q, r = pair in Q_CELLS[evaluation], pair in R_CELLS
    assert [found["n"], found["Q"], found["R"]] == [3, 3 * q, 3 * r]
    assert [found["q_share"], found["r_share"], found["one_answer"]] == [q, r, 1]
    assert [found["suspicious"], found["reason"]] == [q or r, "Q" if q else "R" if r else None]


def test_a_share_on_the_limit_is_not_above_it() -> None:
    # Three of ten Q: .3 is the default.
    pairs = [Q] * 3 + [M] * 7
    assert not one(*pairs)["suspicious"]
    assert not one(*pairs, limit=0.3)["suspicious"]
    assert one(*pairs, limit=0.29)["suspicious"]
    assert one(*[Q] * 4, *[M] * 6)["suspicious"]


@pytest.mark.parametrize("pair", [Q, R])
def test_fewer_than_three_pairs_never_make_suspicious(pair: Pair) -> None:
    found = one(pair, pair, (5, None), (None, 5))
    assert [found["n"], found["suspicious"], found["reason"]] == [2, False, None]
    assert max(found["q_share"], found["r_share"]) == 1
    assert one(pair, pair, pair)["suspicious"]


def test_the_reason_names_both_where_both_are_above_the_limit() -> None:
    assert one(Q, Q, R, R, M)["reason"] == "Q+R"
    assert one(Q, Q, Q, R, M)["reason"] == "Q"
    assert one(Q, R, R, R, M)["reason"] == "R"
    # 2 Q and 2 R of 8: together half of all, but neither share is above .3.
    assert one(Q, Q, R, R, M, M, M, M)["reason"] is None


@pytest.mark.parametrize(("limit", "suspicious"), [(0, True), (1, False)])
def test_the_limit_may_be_0_or_1(limit: float, suspicious: bool) -> None:
    assert one(Q, M, M, limit=limit)["suspicious"] == suspicious
    assert not one(M, M, M, limit=limit)["suspicious"]


@pytest.mark.parametrize("limit", [-0.1, 1.1, 30, nan])
def test_a_limit_is_a_share(limit: float) -> None:
    with pytest.raises(ValueError, match=r"limit must be a share from 0 to 1\. Got "):
        one(M, limit=limit)


def test_somebody_who_ticks_the_same_all_the_way_is_found_by_one_answer_only() -> None:
    found = one(*[I] * 10)
    assert [found["one_answer"], found["suspicious"]] == [1, False]
    # The commonest pair of five: twice.
    assert one(I, I, M, O, A)["one_answer"] == 0.4
    # 3/4 and 4/3 are both indifferent, yet two answers.
    assert one((3, 4), (4, 3))["one_answer"] == 0.5


def test_binhais_four_are_suspicious_and_the_fifth_ticks_neutral_all_the_way() -> None:
    # datasets/README.md: two swapped the sides, two ticked at random, one ticked neutral.
    answers = pd.read_csv(DATASETS / "binhai-power" / "kano_answers.csv")
    table = kano.screen(answers)
    assert len(table) == answers["respondent"].nunique() == 180
    assert table[table["suspicious"]][["respondent", "reason"]].values.tolist() == [
        ["r023", "R"],
        ["r131", "R"],
        ["r064", "Q"],
        ["r158", "Q"],
    ]
    assert table.loc[table["one_answer"] == 1, "respondent"].tolist() == ["r097"]
    assert set(kano.screen(answers, evaluation="pouliot").query("suspicious")["respondent"]) == {
        *["r023", "r131", "r064", "r158"]
    }


def test_the_suspicious_come_first_then_the_larger_share_then_the_name() -> None:
    people = {
        "c": [Q, M, M, M],
        "a": [R, M, M, M],
        "few": [Q, Q],  # a share of 1, but too few to be suspicious
        "none": [(1, None)],
        "b": [Q, Q, M, M],
        "z": [R, R, R, M],
    }
    expected = ["z", "b", "few", "a", "c", "none"]
    for order in (list(people), list(reversed(people))):
        found = kano.screen(said(**{name: people[name] for name in order}))
        assert found["respondent"].tolist() == expected
        assert found.index.tolist() == list(range(6))


def test_numbers_are_names_too() -> None:
    answers = said(r1=[Q, Q, Q], r2=[M, M, M])
    answers["respondent"] = answers["respondent"].map({"r1": 10, "r2": 9})
    for frame in (answers, pl.from_pandas(answers.astype({"respondent": "int64"}))):
        assert kano.screen(frame)["respondent"].tolist() == [10, 9]
        assert kano.side_by_side(frame)["n_without"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(list(PEOPLE))])
def test_names_of_few_kinds_are_names_too(kind: Any) -> None:
    answers = pl.DataFrame(ANSWERS).with_columns(pl.col("respondent").cast(kind))
    assert_frame_equal(kano.screen(answers), SCREENED, check_dtype=False)
    assert_frame_equal(kano.side_by_side(answers), kano.side_by_side(pd.DataFrame(ANSWERS)))


def test_no_rows_give_an_empty_table_with_its_columns() -> None:
    full = said(r1=[M])
    for empty in (
        full.iloc[:0],
        pl.from_pandas(full).clear(),
        duckdb.from_df(full).filter("false"),
    ):
        assert kano.screen(empty).columns.tolist() == COLUMNS
        assert len(kano.screen(empty)) == len(kano.side_by_side(empty)) == 0


@pytest.mark.parametrize("nameless", [None, ""])
def test_answers_of_nobody_are_refused(
    every_frame: Callable[[Columns], Any], nameless: str | None
) -> None:
    # Taken for one person, they would be screened together.
    columns = {**ANSWERS, "respondent": [nameless, nameless, *ANSWERS["respondent"][2:]]}
    found = r"Column 'respondent' must not be empty\. Found 2 answers without it\."
    for result in (kano.screen, kano.side_by_side):
        with pytest.raises(ValueError, match=found):
            result(every_frame(columns))


@pytest.mark.parametrize("column", ["respondent", "feature", "functional", "dysfunctional"])
def test_a_missing_column_is_named(every_frame: Callable[[Columns], Any], column: str) -> None:
    columns = {name: cells for name, cells in ANSWERS.items() if name != column}
    for result in (kano.screen, kano.side_by_side):
        with pytest.raises(ValueError, match=rf"Columns \['{column}'\] must be there"):
            result(every_frame(columns))


def test_an_answer_outside_the_scale_is_named_with_its_feature() -> None:
    found = r"Found dysfunctional 0 \(feature f1, 1 answers\); functional 6 \(feature f0, 1 ans"
    with pytest.raises(ValueError, match=found):
        one((6, 1), (3, 0))


def test_a_column_n_makes_no_counts_of_the_answers() -> None:
    answers = pd.DataFrame(ANSWERS)
    assert_frame_equal(kano.screen(answers.assign(n=50)), kano.screen(answers))
    assert_frame_equal(kano.side_by_side(answers.assign(n=50)), kano.side_by_side(answers))
    with pytest.raises(ValueError, match=r"functional 0 \(feature f0, 1 answers\)"):
        kano.screen(said(r1=[(0, 5)]).assign(n=1))


def test_the_short_form_has_neither_q_nor_r() -> None:
    pairs = product((1, 2, 3), (3, 4, 5))
    found = one(*pairs, evaluation="short", limit=0)
    assert [found["n"], found["Q"], found["R"], found["suspicious"]] == [9, 0, 0, False]


def test_answers_outside_the_short_form_are_refused_with_their_people() -> None:
    answers = said(r1=[(1, 3), (1, 1), (4, 4)], r2=[(2, 5)], r3=[(5, 3), (None, 1)])
    with pytest.raises(
        ValueError, match=r"With evaluation='short'.*Found 3 answers outside, in r1; r3\. If the"
    ):
        kano.screen(answers, evaluation="short")


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"evaluation must be one of.*Got 'kano'"):
        one(M, evaluation="kano")


def test_answers_are_not_changed() -> None:
    answers = pd.DataFrame(ANSWERS)
    kano.screen(answers)
    kano.side_by_side(answers)
    assert_frame_equal(answers, pd.DataFrame(ANSWERS))


codes = st.none() | st.integers(1, 5)
surveys = st.lists(st.lists(st.tuples(codes, codes), min_size=1, max_size=8), max_size=8)


@law
@given(surveys, st.sampled_from(["classic", "pouliot"]), st.floats(0, 1))
def test_everybody_is_there_once_and_all_pairs_are_counted(
    survey: list[list[Pair]], evaluation: Any, limit: float
) -> None:
    people = {f"r{i}": pairs for i, pairs in enumerate(survey)}
    answers = said(**people)
    found = kano.screen(answers, evaluation=evaluation, limit=limit)
    assert sorted(found["respondent"]) == sorted(people)
    for row in found.itertuples():
        pairs = [pair for pair in people[row.respondent] if None not in pair]
        letters = [kano.evaluate(f, d, evaluation) for f, d in pairs]
        assert [row.n, row.Q, row.R] == [len(pairs), letters.count("Q"), letters.count("R")]
        if pairs:
            assert row.one_answer == max(map(pairs.count, pairs)) / len(pairs)
            over = [name for name in "QR" if letters.count(name) / len(pairs) > limit]
            assert row.suspicious == (len(pairs) >= 3 and bool(over))
            assert row.reason == ("+".join(over) if row.suspicious else None)
    table = kano.classify(kano.tally(answers), evaluation=evaluation)
    assert found[["n", "Q", "R"]].sum().tolist() == table[["n", "Q", "R"]].sum().tolist()


# Two say M of every feature, three swapped the sides: R wins 3 to 2, and M without them.
SPLIT = said(a=[M, M, M], b=[M, M, M], x=[R, R, R], y=[R, R, R], z=[R, R, R])


def test_the_category_without_the_suspicious_stands_beside_that_of_all(
    every_frame: Callable[[Columns], Any],
) -> None:
    found = kano.side_by_side(every_frame(SPLIT.to_dict("list")))  # type: ignore[arg-type]
    columns = ["feature", "n", "category", "better", "worse"]
    columns += [f"{name}_without" for name in columns[1:]] + ["changed"]
    expected = pd.DataFrame(
        [(f"f{i}", 5, "R", 0.0, -1.0, 2, "M", 0.0, -1.0, True) for i in range(3)], columns=columns
    )
    assert_frame_equal(found, expected, check_dtype=False)
    assert str(found["n_without"].dtype) == "int64"
    assert str(found["changed"].dtype) == "bool"


def test_the_coefficients_are_those_of_classify_on_the_rest() -> None:
    answers = pd.read_csv(DATASETS / "binhai-power" / "kano_answers.csv")
    found = kano.side_by_side(answers)
    rest = answers[~answers["respondent"].isin(["r023", "r131", "r064", "r158"])]
    for suffix, rows in (("", answers), ("_without", rest)):
        table = kano.classify(kano.tally(rows))
        for column in ("n", "category", "better", "worse"):
            assert found[column + suffix].tolist() == table[column].tolist()
    assert not found["changed"].any()
    assert ((found["n"] - found["n_without"]) <= 4).all()


def test_nothing_suspicious_changes_nothing(every_frame: Callable[[Columns], Any]) -> None:
    answers = said(r1=[M, O, A], r2=[M, I, A], r3=[(None, 1), O])
    found = kano.side_by_side(every_frame(answers.to_dict("list")))  # type: ignore[arg-type]
    for column in ("n", "category", "better", "worse"):
        assert found[f"{column}_without"].tolist() == found[column].tolist()
    assert not found["changed"].any()


def test_nobody_is_left(every_frame: Callable[[Columns], Any]) -> None:
    columns: Columns = said(r1=[R, R, R], r2=[Q, Q, Q]).to_dict("list")  # type: ignore[assignment]
    found = kano.side_by_side(every_frame(columns))
    assert found["n"].tolist() == [2, 2, 2]
    assert found["n_without"].tolist() == [0, 0, 0]
    assert found["category_without"].tolist() == [None] * 3
    assert found[["better_without", "worse_without"]].isna().all(axis=None)
    assert found["changed"].all()


def test_a_feature_that_nobody_answered_has_not_changed() -> None:
    found = kano.side_by_side(said(r1=[(None, 5)], r2=[(3, None)]))
    assert found[["n", "n_without"]].values.tolist() == [[0, 0]]
    assert found[["category", "category_without"]].values.tolist() == [[None, None]]
    assert not found["changed"].any()


def test_the_options_reach_the_analysis() -> None:
    # I 4, M 3, A 2. Blauth: M + A = 5 > 4. Within 15 % of 9 (1.35) M comes before I. Pouliot: the
    # two 2/2 are Q, so that M 3, I 2, A 2, Q 2.
    answers = said(
        **{f"r{i}": [pair] for i, pair in enumerate([M] * 3 + [I, (2, 2)] * 2 + [A] * 2)}
    )
    for options, category in (
        ({}, "I"),
        ({"rule": "blauth"}, "M"),
        ({"tolerance": 0.15}, "M"),
        ({"evaluation": "pouliot"}, "M"),
    ):
        found = kano.side_by_side(answers, **options)
        assert found[["category", "category_without"]].values.tolist() == [[category] * 2]
    # Pouliot's Q make "b" suspicious, too: 2/2 three times.
    twos = said(a=[M, M, M], b=[(2, 2)] * 3)
    assert kano.side_by_side(twos)["n_without"].tolist() == [2, 2, 2]
    assert kano.side_by_side(twos, evaluation="pouliot")["n_without"].tolist() == [1, 1, 1]
    assert kano.side_by_side(SPLIT, limit=1)["n_without"].tolist() == [5, 5, 5]


def test_the_examples_of_the_docstrings_run() -> None:
    failed, tried = doctest.testmod(trust)
    assert (failed, tried > 0) == (0, True)
