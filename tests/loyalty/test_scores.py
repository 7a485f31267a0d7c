"""`loyalty.nps`, `csat` and `ces`: published figures, laws, limits, bad input."""

import doctest
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import t

from workshop_kit import loyalty
from workshop_kit.loyalty import scores

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))
law = settings(deadline=None)
recommends = st.lists(st.integers(0, 10), min_size=1, max_size=60)


def only(table: pd.DataFrame) -> "pd.Series[Any]":
    assert len(table) == 1
    return table.iloc[0]


def counts(column: str, values: list[int], n: list[int]) -> pd.DataFrame:
    return pd.DataFrame({column: values, "n": n})


@pytest.mark.parametrize("row", VECTORS["nps"]["rows"])
def test_nps_gives_the_published_interval(row: dict[str, Any]) -> None:
    kinds = [row["promoters"], row["passives"], row["detractors"]]
    found = only(loyalty.nps(counts("recommend", [9, 7, 0], kinds)))
    assert [found["promoters"], found["passives"], found["detractors"]] == kinds
    assert [found["nps"], found["se"]] == pytest.approx([row["nps"], row["se"]], abs=5e-5)
    assert [found["low"], found["high"]] == pytest.approx(row["adjusted_wald95"], abs=5e-4)


@pytest.mark.parametrize(
    ("score", "kind"),
    [(0, "detractors"), (6, "detractors"), (7, "passives"), (8, "passives"), (9, "promoters"),
     (10, "promoters")],
)  # fmt: skip
def test_each_score_has_its_kind(score: int, kind: str) -> None:
    assert only(loyalty.nps([score]))[kind] == 1


def test_ces_gives_the_published_mean() -> None:
    vector = VECTORS["ces"]
    found = only(loyalty.ces(counts("effort", list(range(1, 8)), vector["counts_1_to_7"])))
    assert found["mean"] == pytest.approx(vector["mean"])
    # 180 + 120 easy, 80 + 210 + 140 hard, of 1000.
    assert found["index"] == pytest.approx(-13)


@pytest.mark.parametrize("row", VECTORS["wilson95"]["rows"])
def test_csat_has_the_published_wilson_interval(row: dict[str, Any]) -> None:
    k, n = row["k"], row["n"]
    found = only(loyalty.csat(counts("satisfaction", [5, 1], [k, n - k])))
    assert [found["low"], found["high"]] == pytest.approx(row["ci"], abs=5e-5)


def test_the_figures_of_four_answers_by_hand() -> None:
    # 3, 4, 5, 5: mean 4.25, squares 1.5625 + .0625 + 2 * .5625 = 2.75; the upper end is 5.77.
    row = only(loyalty.csat([3, 4, 5, 5]))
    assert [row["satisfied"], row["csat"], row["mean"]] == [3, 0.75, 4.25]
    assert row["sd"] == pytest.approx(np.sqrt(2.75 / 3))
    half = t.ppf(0.975, 3) * np.sqrt(2.75 / 3) / 2
    assert [row["mean_low"], row["mean_high"]] == pytest.approx([4.25 - half, 5])


@law
@given(recommends)
def test_nps_and_its_interval_stay_on_the_scale(values: list[int]) -> None:
    row = only(loyalty.nps(values))
    assert -100 <= row["low"] < row["high"] <= 100
    assert -100 <= row["nps"] <= 100
    assert row["promoters"] + row["passives"] + row["detractors"] == row["n"] == len(values)
    assert row["nps"] == pytest.approx(100 * (row["promoters"] - row["detractors"]) / row["n"])
    if row["n"] > 1:
        assert row["low"] - 1e-9 <= row["nps"] <= row["high"] + 1e-9


@law
@given(st.lists(st.integers(1, 5), min_size=1, max_size=60), st.sampled_from([0.5, 0.9, 0.99]))
def test_csat_and_its_intervals_stay_on_the_scale(values: list[int], level: float) -> None:
    row = only(loyalty.csat(values, level=level))
    assert 0 <= row["low"] <= row["csat"] <= row["high"] <= 1
    assert row["mean"] == pytest.approx(np.mean(values))
    if row["sd"] > 0:
        assert 1 <= row["mean_low"] <= row["mean"] <= row["mean_high"] <= 5


@law
@given(recommends)
def test_scores_and_their_counts_give_the_same(values: list[int]) -> None:
    tallied = loyalty.tally(values)
    assert_frame_equal(loyalty.nps(values), loyalty.nps(tallied))


@law
@given(st.lists(st.integers(1, 7), min_size=2, max_size=40))
def test_the_other_direction_mirrors_the_mean_and_keeps_the_index(values: list[int]) -> None:
    easy = only(loyalty.ces(values))
    hard = only(loyalty.ces([8 - value for value in values], high_is="hard"))
    assert hard["mean"] == pytest.approx(8 - easy["mean"])
    for name in ("easy", "neutral", "hard", "index", "index_low", "index_high"):
        assert hard[name] == easy[name]
    assert [easy["high_is"], hard["high_is"]] == ["easy", "hard"]


def test_the_older_effort_question_of_five_answers() -> None:
    # 1 very low effort: 1 and 2 are easy, 4 and 5 hard.
    row = only(loyalty.ces([1, 2, 3, 5], scale=(1, 5), sides=(2, 4), high_is="hard"))
    assert [row["easy"], row["neutral"], row["hard"], row["index"]] == [2, 1, 1, 25]
    assert [row["scale_low"], row["scale_high"]] == [1, 5]


@pytest.mark.parametrize("n", [1, 2, 10, 30, 1000])
def test_where_all_promote_the_interval_has_a_width(n: int) -> None:
    row = only(loyalty.nps(counts("recommend", [10], [n])))
    assert [row["nps"], row["se"]] == [100, 0]
    assert row["low"] < min(row["high"], 99.9)


def test_where_all_answers_are_the_same_a_mean_has_no_interval() -> None:
    row = only(loyalty.ces([4] * 50))
    assert [row["mean"], row["sd"]] == [4, 0]
    assert row[["low", "high"]].isna().all()
    assert row["index_low"] < 0 < row["index_high"]


def test_one_respondent_has_a_figure_and_no_spread() -> None:
    row = only(loyalty.csat([4]))
    assert [row["n"], row["csat"], row["mean"], row["evidence"]] == [1, 1, 4, "counts"]
    assert row[["sd", "mean_low", "mean_high"]].isna().all()


@pytest.mark.parametrize("measure", ["nps", "csat", "ces"])
def test_without_answers_everything_is_nan(measure: str) -> None:
    for answers in ([], [None, None]):
        row = only(getattr(loyalty, measure)(answers))
        assert [row["n"], row["missing"], row["evidence"]] == [0, len(answers), "counts"]
        names = {"nps": ["nps", "se"], "csat": ["csat", "mean"], "ces": ["mean", "index"]}[measure]
        assert row[[*names, "low", "high"]].isna().all()


def test_a_segment_that_answered_nothing_keeps_its_row(guests: pd.DataFrame) -> None:
    table = loyalty.nps(guests, by="segment").set_index("segment")
    assert table["n"].tolist() == [40, 20, 5, 0, 3]
    assert table["evidence"].tolist() == ["statement", "exploratory", "counts", "counts", "counts"]
    assert table.loc["online", "missing"] == 4
    assert pd.isna(table.index[-1])


def test_no_rows_and_a_segment_give_no_rows() -> None:
    empty = pd.DataFrame({"segment": [], "recommend": []})
    table = loyalty.nps(empty, by="segment")
    assert table.empty
    assert table.columns.tolist()[:3] == ["segment", "n", "missing"]


@pytest.mark.parametrize(("n", "evidence"), [(9, "counts"), (10, "exploratory"),
                                             (29, "exploratory"), (30, "statement")])  # fmt: skip
def test_how_much_so_many_answers_carry(n: int, evidence: str) -> None:
    for table in (
        loyalty.nps(counts("recommend", [9], [n])),
        loyalty.csat(counts("satisfaction", [3], [n])),
        loyalty.ces(counts("effort", [3], [n])),
    ):
        assert only(table)["evidence"] == evidence


def test_the_numbers_needed_can_be_chosen() -> None:
    assert only(loyalty.nps([9] * 5, needed=(3, 5)))["evidence"] == "statement"
    for bad in ((0, 5), (10, 5)):
        with pytest.raises(ValueError, match="needed must be two rising numbers from 1"):
            loyalty.nps([9], needed=bad)


def test_a_higher_level_is_wider_and_is_kept() -> None:
    narrow, wide = (only(loyalty.nps([9, 9, 0], level=level)) for level in (0.5, 0.99))
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]
    assert wide["level"] == 0.99
    for measure in (loyalty.nps, loyalty.csat, loyalty.ces):
        with pytest.raises(ValueError, match="level must lie strictly between 0 and 1"):
            measure([3], level=1.0)


def test_options_outside_their_range_are_refused() -> None:
    with pytest.raises(ValueError, match=r"high_is must be 'easy' or 'hard'\. Got 'good'"):
        loyalty.ces([3], high_is="good")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="sides must be two rising scores"):
        loyalty.ces([3], scale=(1, 5))
    with pytest.raises(ValueError, match="satisfied must lie on the scale"):
        loyalty.csat([3], satisfied=1)


def test_another_cut_counts_others_as_satisfied() -> None:
    assert only(loyalty.csat([3, 4, 5], satisfied=5))["satisfied"] == 1
    assert only(loyalty.csat([6, 7, 5], scale=(1, 7)))["satisfied"] == 2


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(scores).failed == 0
