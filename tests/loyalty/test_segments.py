"""Segments beside all others: one interval, one p, and Holm's correction for all of them."""

import numpy as np
import pandas as pd
import pytest

from workshop_kit import loyalty
from workshop_kit.loyalty.comparisons import difference


def answers(**groups: list[tuple[int, int, int, int]]) -> pd.DataFrame:
    """Rows of a segment: recommend, satisfaction, effort, and how many answered so."""
    rows = [(name, *row) for name, rows in groups.items() for row in rows]
    return pd.DataFrame(rows, columns=["segment", "recommend", "satisfaction", "effort", "n"])


@pytest.fixture
def three() -> pd.DataFrame:
    """Forty who are delighted, and two segments of forty that are alike."""
    usual = [(10, 4, 5, 14), (8, 3, 4, 12), (3, 2, 3, 14)]
    return answers(happy=[(10, 5, 7, 34), (7, 4, 6, 6)], a=usual, b=usual)


def test_a_segment_that_stands_out_is_told_from_all_others(three: pd.DataFrame) -> None:
    before = three.copy()
    table = loyalty.segment_contrasts(three)
    pd.testing.assert_frame_equal(three, before)
    assert table["measure"].tolist() == ["nps"] * 3 + ["csat"] * 3 + ["ces"] * 3
    happy = table[table["segment"] == "happy"]
    assert happy["differs"].all()
    # 34 of 40 against 28 - 28 of 80: 85 - 0 points; 100 % against 28 of 80; 274/40 against 4.
    assert happy["difference"].round(4).tolist() == [85.0, 0.65, 2.85]
    assert happy["n"].tolist() == [40] * 3
    assert happy["n_others"].tolist() == [80] * 3


def test_value_and_interval_are_those_of_the_difference_of_two(three: pd.DataFrame) -> None:
    row = loyalty.segment_contrasts(three).iloc[0]
    pooled = three.assign(segment=np.where(three["segment"] == row["segment"], "own", "rest"))
    pair = difference(loyalty.nps(pooled, by="segment"), "own", "rest").iloc[0]
    columns = ["difference", "low", "high"]
    assert row[columns].tolist() == pair[columns].tolist()


@pytest.mark.parametrize("measure", ["nps", "csat", "ces"])
def test_p_is_where_the_interval_touches_zero(three: pd.DataFrame, measure: str) -> None:
    two = three[three["segment"] != "happy"].assign(n=[18, 12, 10, 14, 12, 14])
    row = loyalty.segment_contrasts(two).set_index("measure").loc[measure]
    assert 0.1 < row["p"] < 0.9
    at = loyalty.segment_contrasts(two, level=1 - row["p"])
    touching = at.set_index("measure").loc[measure]
    nearest = min(abs(touching["low"]), abs(touching["high"]))
    assert nearest == pytest.approx(0, abs=1e-4)


def test_p_of_nps_is_that_of_the_normal_test() -> None:
    # 20 and 20 of 60 against 10 and 30 of 60, each + 3/4 of 63: z = .3175 / .1404, by hand.
    table = loyalty.segment_contrasts(
        answers(x=[(9, 3, 4, 20), (7, 3, 4, 20), (0, 3, 4, 20)],
                y=[(9, 3, 4, 10), (7, 3, 4, 20), (0, 3, 4, 30)])
    )  # fmt: skip
    assert len(table) == 3, "of two segments that are everybody the second says the same"
    p, d = np.array([20.75, 10.75]) / 63, np.array([20.75, 30.75]) / 63
    se = np.sqrt(((p + d - (p - d) ** 2) / 63).sum())
    z = ((p - d)[0] - (p - d)[1]) / se
    from scipy.stats import norm

    assert table["p"].iloc[0] == pytest.approx(2 * norm.sf(z), abs=1e-7)


def test_holm_is_taken_over_all_rows_that_are_compared(three: pd.DataFrame) -> None:
    table = loyalty.segment_contrasts(three)
    ordered = table.sort_values("p")
    first = ordered.iloc[0]
    assert first["p_adjusted"] == pytest.approx(min(9 * first["p"], 1))
    assert (table["p_adjusted"] >= table["p"]).all()
    assert (table["differs"] == (table["p_adjusted"] < 0.05)).all()


def test_few_answers_and_equal_answers_are_not_compared(three: pd.DataFrame) -> None:
    few = answers(few=[(0, 1, 1, 9)])
    table = loyalty.segment_contrasts(pd.concat([three, few]))
    assert table.loc[table["segment"] == "few", "p"].isna().all()
    assert not table.loc[table["segment"] == "few", "differs"].any()
    same = loyalty.segment_contrasts(answers(x=[(9, 5, 4, 40)], y=[(9, 5, 4, 40)]))
    assert same.set_index("measure")["p"].isna().to_dict() == {
        "nps": False,
        "csat": False,
        "ces": True,
    }
    assert not same["differs"].any()


def test_who_is_in_no_segment_belongs_to_the_others_only(three: pd.DataFrame) -> None:
    three.loc[three["segment"] == "b", "segment"] = None
    table = loyalty.segment_contrasts(three)
    assert set(table["segment"]) == {"happy", "a"}
    assert set(table["n_others"]) == {80}


@pytest.mark.parametrize("rows", [{}, {"only": [(9, 5, 7, 50)]}])
def test_without_two_sides_there_is_nothing_to_compare(
    rows: dict[str, list[tuple[int, int, int, int]]],
) -> None:
    table = loyalty.segment_contrasts(answers(**rows))
    assert table.empty
    assert "p_adjusted" in table


def test_of_equal_segments_hardly_one_survey_finds_a_difference() -> None:
    rng, found = np.random.default_rng(5), 0
    for _ in range(20):
        frame = pd.DataFrame(
            {
                "segment": np.repeat(list("abcd"), 40),
                "recommend": rng.integers(0, 11, 160),
                "satisfaction": rng.integers(1, 6, 160),
                "effort": rng.integers(1, 8, 160),
            }
        )
        found += bool(loyalty.segment_contrasts(frame)["differs"].any())
    assert found <= 4  # of 20 at 5 %: 5 or more have a chance of 1 in 400


def test_satisfied_and_others_are_counted_among_who_answered_both() -> None:
    frame = pd.DataFrame(
        {
            "recommend": [10, 9, 7, 3, 9, 2, None, 10],
            "satisfaction": [5, 4, 4, 5, 3, 1, 5, None],
        }
    )
    table = loyalty.satisfied_promoters(frame).set_index("answer")
    assert table["n"].to_dict() == {"satisfied": 4, "others": 2}
    assert table["promoters"].to_dict() == {"satisfied": 2, "others": 1}
    assert table["share"].tolist() == [0.5, 0.5]
    # Wilson 1927: 2 of 4 is .1500 to .8500.
    assert table.loc["satisfied", ["low", "high"]].astype(float).round(4).tolist() == [0.15, 0.85]
    bare = loyalty.satisfied_promoters(frame.iloc[:0])
    assert bare["n"].tolist() == [0, 0]
    assert bare["share"].isna().all()
