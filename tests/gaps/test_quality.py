"""`gaps.servqual`: published results, the direct computation, and the limits."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import ttest_rel

from workshop_kit import gaps

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
Survey = Callable[..., pd.DataFrame]
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
law = settings(deadline=None, max_examples=25)


def _exactly(mean: float, n: int = 100) -> list[int]:
    """n whole answers whose mean is exactly `mean` (two decimals, n = 100)."""
    low = int(np.floor(mean))
    above = round((mean - low) * n)
    return [low + 1] * above + [low] * (n - above)


def test_the_published_items_are_reproduced() -> None:
    rows, items = [], {}
    for number, perception, expectation, _ in VECTORS["servqual_items"]["rows"]:
        items[f"q{number}"] = "tangibles"
        pairs = zip(_exactly(expectation), _exactly(perception), strict=True)
        rows += [(i, f"q{number}", e, p) for i, (e, p) in enumerate(pairs)]
    answers = pd.DataFrame(rows, columns=["respondent", "item", "expectation", "perception"])
    table = gaps.servqual(answers, items=items, scale=(1, 5)).items
    published = np.array(VECTORS["servqual_items"]["rows"])
    assert table["perception"].to_numpy() == pytest.approx(published[:, 1])
    assert table["expectation"].to_numpy() == pytest.approx(published[:, 2])
    # The source rounds the gap after subtracting.
    assert table["gap"].to_numpy() == pytest.approx(published[:, 3], abs=0.0101)


def _published() -> tuple[pd.DataFrame, dict[str, str]]:
    rows = []
    for d, gap in VECTORS["servqual_weighted"]["gaps"].items():
        rows += [(i, d, 6, p) for i, p in enumerate(_exactly(6 + gap))]
    columns = ["respondent", "item", "expectation", "perception"]
    return pd.DataFrame(rows, columns=columns), {d: d for d in DIMENSIONS}


@pytest.mark.parametrize("factor", [1, 100])
def test_the_published_totals_are_reproduced_with_shares_and_with_points(factor: int) -> None:
    answers, items = _published()
    vector = VECTORS["servqual_weighted"]
    weights = {d: weight * factor for d, weight in vector["weights"].items()}
    found = gaps.servqual(answers, items=items, weights=weights)
    assert found.total["gap"][0] == pytest.approx(vector["unweighted"], abs=1e-9)
    assert found.total["weighted"][0] == pytest.approx(vector["weighted"], abs=1e-9)
    assert ("points" in [note.code for note in found.notes]) == (factor == 100)
    assert found.total["servperf"][0] == pytest.approx(6 + vector["unweighted"])


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        ({"tangibles": 11, "reliability": 32, "responsiveness": 22, "assurance": 19, "empathy": 13},
         r"must sum to 1, or to 100 as points\. Found a sum of 97\."),
        ({"tangibles": 0.5, "reliability": 0.5}, r"Missing: \['responsiveness', 'assurance'"),
        ({"speed": 1.0}, r"Found \['speed'\]"),
        ({**dict.fromkeys(DIMENSIONS, 0.5), "empathy": -1.0}, r"numbers from 0\. Found .*empathy"),
    ],
)  # fmt: skip
def test_weights_that_cannot_be_are_refused(weights: dict[str, float], text: str) -> None:
    answers, items = _published()
    with pytest.raises(ValueError, match=text):
        gaps.servqual(answers, items=items, weights=weights)


def _direct(answers: pd.DataFrame, items: dict[str, str], dimension: str) -> dict[str, Any]:
    """The usual script: a wide table of complete respondents."""
    inside = [item for item, d in items.items() if d == dimension]
    some = answers[answers["item"].isin(inside)]
    both = some.dropna(subset=["expectation", "perception"])
    wide = both.pivot_table(
        index="respondent", columns="item", values=["expectation", "perception"]
    )
    wide = wide.dropna()
    sides = {side: wide[side] for side in ("expectation", "perception")}
    sides["gap"] = sides["perception"] - sides["expectation"]
    row: dict[str, Any] = {"n": len(wide)}
    for side, part in sides.items():
        row[side] = part.mean(axis=1).mean()
        k, total = len(inside), part.sum(axis=1)
        row[f"alpha_{side}"] = k / (k - 1) * (1 - part.var().sum() / total.var())
    row["sd"] = sides["gap"].mean(axis=1).std()
    test = ttest_rel(sides["perception"].mean(axis=1), sides["expectation"].mean(axis=1))
    row |= {"t": test.statistic, "p": test.pvalue}
    low, high = test.confidence_interval(0.95)
    return row | {"gap_low": low, "gap_high": high}


@pytest.mark.parametrize("empty", [0.0, 0.05])
def test_the_sums_give_what_the_direct_computation_gives(
    items: dict[str, str], survey: Survey, empty: float
) -> None:
    answers = survey(80, empty=empty)
    found = gaps.servqual(answers, items=items).dimensions
    for row in found.to_dict("records"):
        expected = _direct(answers, items, row["dimension"])
        assert {key: row[key] for key in expected} == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_the_interval_of_the_total_is_that_of_each_respondents_total(
    items: dict[str, str], survey: Survey
) -> None:
    answers = survey(40)
    weights = dict(zip(DIMENSIONS, (0.1, 0.3, 0.2, 0.2, 0.2), strict=True))
    found = gaps.servqual(answers, items=items, weights=weights).total.iloc[0]
    gap = answers["perception"] - answers["expectation"]
    by = [answers["respondent"], answers["item"].map(items)]
    own = pd.DataFrame({"respondent": by[0], "dimension": by[1], "gap": gap})
    wide = own.pivot_table(index="respondent", columns="dimension", values="gap")
    for name, one in (("gap", wide.mean(axis=1)), ("weighted", wide @ pd.Series(weights))):
        test = ttest_rel(one, one * 0)
        assert found[name] == pytest.approx(one.mean())
        ends = [found[f"{name}_low"], found[f"{name}_high"]]
        assert ends == pytest.approx([*test.confidence_interval(0.95)])


def test_p_is_adjusted_over_the_dimensions(items: dict[str, str], survey: Survey) -> None:
    table = gaps.servqual(survey(15), items=items).dimensions
    assert (table["p_holm"] >= table["p"]).all()
    smallest = table["p"].idxmin()
    assert table["p_holm"][smallest] == pytest.approx(5 * table["p"].min())


@law
@given(shift=st.integers(-1, 1), seed=st.integers(0, 50))
def test_a_shift_of_both_sides_leaves_the_gap(
    items: dict[str, str], survey: Survey, shift: int, seed: int
) -> None:
    answers = survey(12, seed)
    answers[["expectation", "perception"]] = answers[["expectation", "perception"]].clip(2, 6)
    moved = answers.assign(
        expectation=answers["expectation"] + shift, perception=answers["perception"] + shift
    )
    one, other = (gaps.servqual(a, items=items).dimensions for a in (answers, moved))
    columns = ["n", "gap", "gap_low", "gap_high", "sd", "t", "alpha_gap"]
    assert_frame_equal(one[columns], other[columns])
    assert (other["expectation"] - one["expectation"]).to_numpy() == pytest.approx(shift)


@law
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_and_the_names_of_respondents_change_nothing(
    items: dict[str, str], survey: Survey, seed: int
) -> None:
    answers = survey(10, 3, empty=0.05)
    rng = np.random.default_rng(seed)
    people = answers["respondent"].unique()
    names = dict(zip(people, rng.permutation(people), strict=True))
    mixed = answers.assign(respondent=answers["respondent"].map(names)).sample(
        frac=1, random_state=seed
    )
    one, other = (gaps.servqual(a, items=items) for a in (answers, mixed))
    assert_frame_equal(one.items, other.items)
    assert_frame_equal(one.dimensions, other.dimensions)
    assert_frame_equal(one.total, other.total)


def test_where_all_answers_are_equal_alpha_and_test_are_nan_and_it_is_said(
    items: dict[str, str], survey: Survey
) -> None:
    answers = survey(12).assign(expectation=6, perception=5)
    found = gaps.servqual(answers, items=items)
    table = found.dimensions
    assert table["gap"].tolist() == [-1.0] * 5
    columns = ["alpha_expectation", "alpha_perception", "alpha_gap", "t", "p", "p_holm", "effect"]
    assert table[columns].isna().all(axis=None)
    assert sum(note.code == "alike" for note in found.notes) == 15
    said = gaps.note_sentences(found.notes, "en")
    assert (
        "Empathy (gap): all respondents come to the same sum, so no alpha can be computed." in said
    )


def test_one_respondent_has_means_but_no_interval(items: dict[str, str], survey: Survey) -> None:
    row = gaps.servqual(survey(1), items=items).dimensions.iloc[0]
    assert row["n"] == 1
    assert not np.isnan(row["gap"])
    assert np.isnan([row["gap_low"], row["sd"], row["t"], row["alpha_gap"]]).all()


def test_items_of_one_dimension_missing_is_said_and_the_total_is_of_the_others(
    items: dict[str, str], survey: Survey
) -> None:
    four = {item: d for item, d in items.items() if d != "empathy"}
    answers = survey(40)
    found = gaps.servqual(answers[answers["item"].isin(four)], items=four)
    assert found.total["dimensions"][0] == 4
    assert [note.names for note in found.notes if note.code == "no_item"] == [("empathy",)]
    weights = dict.fromkeys(DIMENSIONS, 0.2)
    found = gaps.servqual(answers[answers["item"].isin(four)], items=items, weights=weights)
    assert np.isnan(found.total["weighted"][0])
    assert {"weight_unmeasured", "unanswered", "no_answers"} <= {note.code for note in found.notes}


def test_items_that_nobody_answered_are_left_out_of_their_dimension(
    items: dict[str, str], survey: Survey
) -> None:
    answers = survey(30)
    answers.loc[answers["item"] == "empathy-5", "perception"] = np.nan
    found = gaps.servqual(answers, items=items)
    row = found.dimensions.set_index("dimension").loc["empathy"]
    assert (row["items"], row["n"]) == (4, 30)
    assert [note.names for note in found.notes if note.code == "unanswered"] == [("empathy-5",)]


def test_nobody_above_5_of_7_is_asked_about(items: dict[str, str], survey: Survey) -> None:
    answers = survey(20)
    answers[["expectation", "perception"]] = answers[["expectation", "perception"]].clip(upper=5)
    found = gaps.servqual(answers, items=items)
    assert [note.values for note in found.notes if note.code == "top_unused"] == [(5.0, 7.0)]
    six = answers.assign(expectation=answers["expectation"] + (answers.index == 0))
    six.loc[0, "expectation"] = 6
    codes = [note.code for note in gaps.servqual(six, items=items).notes]
    assert "top_unused" not in codes


def test_many_left_out_is_said(items: dict[str, str], survey: Survey) -> None:
    found = gaps.servqual(survey(60, empty=0.06), items=items)
    assert {note.code for note in found.notes} == {"left_out"}


def test_groups_are_scored_as_if_alone(items: dict[str, str], survey: Survey) -> None:
    answers = survey(40, empty=0.02)
    both = gaps.servqual(answers, items=items, by="segment")
    for segment in ("family", "solo"):
        alone = gaps.servqual(answers[answers["segment"] == segment], items=items)
        for name in ("items", "dimensions", "total"):
            table = getattr(both, name)
            own = table[table["segment"] == segment].drop(columns="segment")
            assert_frame_equal(own.reset_index(drop=True), getattr(alone, name))


def test_weights_are_averaged_over_respondents() -> None:
    points = pd.DataFrame(
        {
            "respondent": ["a"] * 5 + ["b"] * 5,
            "dimension": [*DIMENSIONS] * 2,
            "points": [10, 40, 20, 10, 20, 20, 30, 20, 10, 20],
        }
    )
    table = gaps.average_weights(points)
    assert table["weight"].tolist() == pytest.approx([0.15, 0.35, 0.2, 0.1, 0.2])
    assert table["weight"].sum() == pytest.approx(1)
    points.loc[0, "points"] = 7
    with pytest.raises(ValueError, match=r"must sum to 100 for each respondent\. Found a 97\."):
        gaps.average_weights(points)
    with pytest.raises(ValueError, match=r"Found row 1: a, speed, 40"):
        gaps.average_weights(points.replace({"dimension": {"reliability": "speed"}}).head(2))
