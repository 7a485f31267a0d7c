"""`gaps.tally`: sums of answers wherever they live, and what it refuses."""

from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from workshop_kit import gaps
from workshop_kit.gaps.packing import Packing

Columns = dict[str, list[Any]]
Survey = Callable[..., pd.DataFrame]
NAN = float("nan")
TWO = {"neat": "tangibles", "modern": "tangibles"}
# r1 answered both items, r2 one and half of the other, r3 one.
ANSWERS: Columns = {
    "respondent": ["r1", "r1", "r2", "r2", "r3"],
    "segment": ["a", "a", None, None, "a"],
    "item": ["neat", "modern", "neat", "modern", "neat"],
    "expectation": [6.0, 7.0, 7.0, NAN, 5.0],
    "perception": [5.0, 4.0, 5.0, 3.0, 5.0],
}


def test_every_frame_gives_the_same_sums(every_frame: Callable[[Columns], Any]) -> None:
    sums = gaps.tally(every_frame(ANSWERS), items=TWO)
    neat = sums[(sums["basis"] == "item") & (sums["item"] == "neat")]
    # From 4: expectations 2, 3, 1 and perceptions 1, 1, 1.
    assert neat[["n", "sum", "other_sum", "product"]].to_numpy().tolist() == [
        [3, 6, 6, 14],
        [3, 6, 3, 6],
        [3, 3, 3, 3],
    ]
    assert neat["highest"].tolist()[0] == 7
    within = sums[sums["basis"] == "dimension"]
    assert within["n"].unique().tolist() == [1]
    assert len(within) == 4 * 5 / 2
    total = sums[sums["basis"] == "total"].iloc[0]
    assert (total["n"], total["sum"], total["product"]) == (1, -2.0, 4.0)  # (-1 - 3) / 2
    assert_frame_equal(sums, gaps.tally(pd.DataFrame(ANSWERS), items=TWO))


def test_a_null_segment_is_a_group_of_its_own(every_frame: Callable[[Columns], Any]) -> None:
    sums = gaps.tally(every_frame(ANSWERS), items=TWO, by="segment")
    rows = sums[(sums["basis"] == "item") & (sums["item"] == "neat")].drop_duplicates("segment")
    assert dict(zip(rows["segment"].fillna("none"), rows["n"], strict=True)) == {"a": 2, "none": 1}


def test_a_segment_without_answers_stays_with_0() -> None:
    answers = pd.DataFrame(ANSWERS).assign(segment=[*"aabbc"])
    answers.loc[4, "perception"] = NAN
    found = gaps.servqual(answers, items=TWO, by="segment")
    assert found.dimensions[["segment", "n"]].to_numpy().tolist() == [["a", 1], ["b", 0], ["c", 0]]
    assert found.total["gap"].isna().tolist() == [False, True, True]
    assert [note.group for note in found.notes if note.code == "no_answers"] == [("b",), ("c",)]


def test_sums_of_parts_are_the_sums_of_the_whole(items: Any, survey: Survey) -> None:
    answers = survey(empty=0.03)
    first = answers["respondent"] < "r3"
    parts = [gaps.tally(answers[some], items=items) for some in (first, ~first)]
    whole = gaps.scores(gaps.tally(answers, items=items))
    assert_frame_equal(gaps.scores(pd.concat(parts)).dimensions, whole.dimensions)
    assert_frame_equal(gaps.scores(pd.concat(parts)).total, whole.total)


@pytest.mark.parametrize("scale", [(1, 5), (1, 7), (1, 9), (0, 10), (0, 100)])
def test_packed_answers_come_out_as_they_went_in(scale: tuple[int, int]) -> None:
    rng = np.random.default_rng(1)
    names = tuple(f"i{k}" for k in range(29))
    packing = Packing(names, ("expectation", "perception"), scale)
    values = rng.integers(scale[0], scale[1] + 1, (2, 50, 29))
    kept = rng.random((50, 29)) < 0.7
    kept[:, 0] = True
    people, places = np.nonzero(kept)
    answers = pd.DataFrame(
        {
            "respondent": people,
            "item": [names[i] for i in places],
            "expectation": values[0][kept],
            "perception": values[1][kept],
        }
    )
    digits, given = packing.unpack(packing.pack(answers, []))
    assert (given == kept).all()
    assert (digits + scale[0])[:, kept].tolist() == values[:, kept].tolist()


@pytest.mark.parametrize("times", [2, 3, 9, 40])
@pytest.mark.parametrize("value", [1, 4, 7])
def test_an_item_answered_twice_is_refused_by_name(times: int, value: int) -> None:
    answers = pd.DataFrame(
        {"respondent": "r1", "item": "neat", "expectation": value, "perception": value},
        index=range(times),
    )
    with pytest.raises(ValueError, match=r"must hold each pair once\. Found again: r1, neat\."):
        gaps.tally(answers, items=TWO)
    other = pd.DataFrame(
        [{"respondent": "r2", "item": "modern", "expectation": 5, "perception": 5}]
    )
    with pytest.raises(ValueError, match="Found again: r1, neat"):
        gaps.tally(pd.concat([answers, other]), items={**TWO, "smart": "tangibles"})


def test_bad_answers_are_all_named_at_once(every_frame: Callable[[Columns], Any]) -> None:
    columns = {**ANSWERS, "expectation": [0.0, 7.0, 8.0, NAN, 5.0]}
    columns["perception"] = [5.0, 4.5, 5.0, 3.0, 5.0]
    with pytest.raises(ValueError, match="must hold 1 to 7") as caught:
        gaps.tally(every_frame(columns), items=TWO)
    for found in ("expectation 0.0 (item neat, 1 answers)", "expectation 8.0", "perception 4.5"):
        assert found in str(caught.value)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"item": ["neat", "modern", "neat", "other", "neat"]}, "Found other"),
        ({"item": ["neat", "modern", "neat", "modern", None]}, "'item' must not be empty. Found 1"),
        ({"respondent": ["r1", "r1", "r2", "r2", None]}, "'respondent' must not be empty. Found 1"),
        ({"expectation": ["6"] * 5}, "expectation '6'"),
    ],
)
def test_what_is_wrong_is_said(change: Columns, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        gaps.tally(pd.DataFrame({**ANSWERS, **change}), items=TWO)


def test_items_and_scale_and_groups_are_checked() -> None:
    answers = pd.DataFrame(ANSWERS)
    with pytest.raises(ValueError, match=r"Found neat \(tangible\)"):
        gaps.tally(answers, items={"neat": "tangible"})
    with pytest.raises(ValueError, match="Got none"):
        gaps.tally(answers, items={})
    with pytest.raises(ValueError, match=r"scale must be two whole numbers .* Got \(7, 1\)"):
        gaps.tally(answers, items=TWO, scale=(7, 1))
    with pytest.raises(ValueError, match="by must name other columns"):
        gaps.tally(answers, items=TWO, by="item")
    with pytest.raises(ValueError, match=r"Columns \['minimum'\] must be there"):
        gaps.tally(answers, items=TWO, minimum=True)


def test_no_answers_at_all_give_zeros() -> None:
    found = gaps.servqual(pd.DataFrame(ANSWERS).iloc[:0], items=TWO)
    assert found.items["n"].tolist() == [0, 0]
    assert np.isnan(found.total["gap"][0])


def test_the_input_is_not_changed(items: Any, survey: Survey) -> None:
    answers = survey(5)
    before = answers.copy()
    gaps.tally(answers, items=items, by="segment")
    assert_frame_equal(answers, before)


def test_millions_who_agree_lose_nothing() -> None:
    made = (
        "SELECT i AS respondent, 'neat' AS item, 7 AS expectation, 7 - (i = 0)::INT AS perception"
    )
    with duckdb.connect() as database:
        answers = database.sql(f"{made} FROM range(300000) AS t(i)")
        row = gaps.servqual(answers, items={"neat": "tangibles"}).items.iloc[0]
    n = 300_000
    assert row["gap"] == pytest.approx(-1 / n, rel=1e-9)
    assert row["sd"] == pytest.approx(np.sqrt((1 / n - 1 / n**2) * n / (n - 1)), rel=1e-9)
    assert row["sd_expectation"] == 0
