"""The zone of tolerance, and importance against performance."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_rel

from workshop_kit import gaps

Make = Callable[..., Any]


def of(minimum: list[float], expectation: list[float], perception: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "respondent": range(len(minimum)),
            "item": "neat",
            "minimum": minimum,
            "expectation": expectation,
            "perception": perception,
        }
    )


@pytest.mark.parametrize(
    ("perception", "zone"),
    [(2, "below"), (3, "inside"), (5, "inside"), (6, "inside"), (7, "above")],
)
def test_both_borders_belong_to_the_zone(perception: int, zone: str) -> None:
    answers = of([3] * 4, [6] * 4, [perception] * 4)
    row = gaps.tolerance(answers, items={"neat": "tangibles"}).iloc[0]
    assert row["zone"] == zone
    assert (row["width"], row["adequacy"], row["superiority"]) == (
        3,
        perception - 3,
        perception - 6,
    )


def test_intervals_are_paired_and_decide_whether_it_is_settled() -> None:
    minimum, expectation = [3.0, 4, 2, 3, 4, 2], [6.0, 6, 7, 5, 6, 7]
    perception = [4.0, 3, 4, 2, 5, 3]
    answers = of(minimum, expectation, perception)
    row = gaps.tolerance(answers, items={"neat": "tangibles"}, of="item").iloc[0]
    for name, other in (("adequacy", minimum), ("superiority", expectation)):
        low, high = ttest_rel(perception, other).confidence_interval(0.95)
        assert [row[f"{name}_low"], row[f"{name}_high"]] == pytest.approx([low, high])
    assert (row["zone"], row["settled"]) == ("inside", False)


def test_a_minimum_above_the_expectation_is_no_zone_and_is_counted() -> None:
    row = gaps.tolerance(of([6, 6, 3], [3, 3, 6], [4] * 3), items={"neat": "tangibles"}).iloc[0]
    assert row["zone"] is None
    assert row["crossed"] == 2
    text = gaps.tolerance_sentences(
        gaps.tolerance(of([6] * 12, [3] * 12, [4] * 12), items={"neat": "tangibles"}), "en"
    )
    assert "lies above what is expected" in text[0]
    assert text[1].startswith("12 answers name a minimum above")


def test_half_answers_count_nowhere(every_frame: Make) -> None:
    answers = of([3, 3, np.nan], [6, np.nan, 6], [5, 5, 5])
    columns = {name: answers[name].tolist() for name in answers}
    row = gaps.tolerance(every_frame(columns), items={"neat": "tangibles"}).iloc[0]
    assert row["n"] == 1


def test_by_segment_each_has_its_own_zone() -> None:
    answers = of([3] * 4, [6] * 4, [2, 2, 7, 7]).assign(segment=["a", "a", None, None])
    table = gaps.tolerance(answers, items={"neat": "tangibles"}, by="segment")
    assert table["zone"].tolist() == ["below", "above"]
    assert table["crossed"].tolist() == [0, 0]


TABLE = pd.DataFrame(
    {
        "dimension": ["tangibles", "reliability", "assurance", "empathy"],
        "n": 40,
        "expectation": [5.0, 6.0, 5.0, 6.0],
        "perception": [5.0, 5.0, 4.0, 4.0],
    }
)


def test_the_four_fields() -> None:
    found = gaps.importance_performance(TABLE)
    assert found["quadrant"].tolist() == ["overkill", "keep_up", "low_priority", "concentrate"]
    assert found["cross_importance"].unique().tolist() == [5.5]
    assert not found["settled"].any()  # without intervals nothing is


def test_what_lies_on_a_line_counts_as_high() -> None:
    same = TABLE.assign(expectation=0.1 + 0.2, perception=0.3)
    assert gaps.importance_performance(same)["quadrant"].tolist() == ["keep_up"] * 4


def test_the_cross_is_at_the_mean_the_median_or_the_midpoint() -> None:
    some = TABLE.assign(expectation=[1.0, 2.0, 3.0, 7.0])
    crosses = {
        cross: gaps.importance_performance(some, cross=cross)["cross_importance"][0]
        for cross in ("mean", "median", "midpoint")
    }
    assert crosses == {"mean": 3.25, "median": 2.5, "midpoint": 4.0}
    with pytest.raises(ValueError, match="cross must be 'mean', 'median' or 'midpoint'"):
        gaps.importance_performance(some, cross="mode")  # type: ignore[arg-type]


def test_weights_may_be_the_importance_and_intervals_settle(
    items: dict[str, str], survey: Make
) -> None:
    weights = {
        "tangibles": 11,
        "reliability": 32,
        "responsiveness": 22,
        "assurance": 19,
        "empathy": 16,
    }
    found = gaps.servqual(survey(200), items=items, weights=weights)
    table = gaps.importance_performance(found.dimensions, importance="weight")
    assert table["importance"].sum() == pytest.approx(1)
    assert len(gaps.importance_performance(found.items)) == 22
    ends = {
        f"{side}_{end}": TABLE[side] + half
        for side in ("expectation", "perception")
        for end, half in (("low", -0.2), ("high", 0.2))
    }
    assert gaps.importance_performance(TABLE.assign(**ends))["settled"].all()
    with pytest.raises(ValueError, match="each name once"):
        gaps.importance_performance(pd.concat([TABLE, TABLE]))
