"""`journey.summary`: counts done by hand, who stands far off, and nobody dropped."""

import doctest
from math import sqrt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import t

from workshop_kit import journey
from workshop_kit.journey import summaries


def at(*valences: float, touchpoint: str = "desk", position: float = 1) -> pd.DataFrame:
    """The valences of groups 1, 2, 3 ... at a touchpoint."""
    rows = [(str(i), touchpoint, position, float(v)) for i, v in enumerate(valences, 1)]
    return pd.DataFrame(rows, columns=["group", "touchpoint", "position", "valence"])


def only(curves: pd.DataFrame, **options: Any) -> "pd.Series[Any]":
    table = journey.summary(curves, **options)
    assert len(table) == 1
    return table.iloc[0]


def test_the_figures_of_four_groups_by_hand() -> None:
    # -1, 0, 1, 2: mean .5, squares 5 / 3, quartiles -.25 and 1.25.
    row = only(at(2, -1, 1, 0))
    assert [row["n"], row["mean"], row["median"], row["q1"], row["q3"]] == [
        4,
        0.5,
        0.5,
        -0.25,
        1.25,
    ]
    assert row["sd"] == pytest.approx(sqrt(5 / 3))
    half = t.ppf(0.975, 3) * sqrt(5 / 3) / 2
    assert [row["mean_low"], row["mean_high"]] == pytest.approx([0.5 - half, 0.5 + half])


def test_an_interval_ends_where_the_scale_ends() -> None:
    row = only(at(-3, 3))
    assert [row["mean_low"], row["mean_high"]] == [-3, 3]


def test_one_group_has_no_interval_and_no_spread() -> None:
    row = only(at(2))
    assert [row["n"], row["mean"], row["median"]] == [1, 2, 2]
    assert row[["mean_low", "mean_high", "sd"]].isna().all()


def test_one_far_off_is_named_and_counted() -> None:
    row = only(at(1, 1, 1, 2, -3))
    assert row["outliers"] == ("5",)
    assert [row["n"], row["mean"]] == [5, 0.4]


def test_a_single_level_is_not_far_off_where_all_others_agree() -> None:
    assert only(at(2, 2, 2, 2, 2, 1))["outliers"] == ()
    assert only(at(2, 2, 2, 2, 2, 0.5))["outliers"] == ("6",)


def test_of_fewer_than_five_nobody_is_far_off() -> None:
    assert only(at(3, 3, 3, -3))["outliers"] == ()


def test_touchpoints_come_in_the_order_of_the_journey() -> None:
    both = pd.concat([at(1, 2, touchpoint="zoo", position=1), at(1, touchpoint="ant", position=2)])
    table = journey.summary(both)
    assert table["touchpoint"].tolist() == ["zoo", "ant"]
    assert table["n"].tolist() == [2, 1]


def test_versions_and_units_of_two_columns_are_kept_apart() -> None:
    both = pd.concat([at(1, 2).assign(version="as_is"), at(3, 3).assign(version="to_be")])
    table = journey.summary(both, by="version")
    assert table["mean"].tolist() == [1.5, 3]
    assert only(both, unit=["group", "version"])["n"] == 4


def test_a_unit_without_a_name_is_one_too() -> None:
    curves = at(1, 1, 1, 1, -3).assign(group=["1", "2", "3", "4", None])
    assert only(curves)["outliers"] == ("–",)


@settings(deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=1, max_size=12), st.integers(0, 1000))
def test_figures_keep_their_order_and_do_not_depend_on_that_of_rows(
    halves: list[int], seed: int
) -> None:
    curves = at(*[h / 2 for h in halves])
    table = journey.summary(curves)
    assert_frame_equal(table, journey.summary(curves.sample(frac=1, random_state=seed)))
    row = table.iloc[0]
    low, high = min(halves) / 2, max(halves) / 2
    assert low <= row["q1"] <= row["median"] <= row["q3"] <= high
    assert low - 1e-9 <= row["mean"] <= high + 1e-9
    if len(halves) > 1:
        assert -3 <= row["mean_low"] <= row["mean"] + 1e-9
        assert row["mean"] - 1e-9 <= row["mean_high"] <= 3


def test_a_touchpoint_twice_in_a_curve_is_named() -> None:
    twice = pd.concat([at(1, 2), at(1, position=2)])
    with pytest.raises(ValueError, match=r"Found again: group 1, touchpoint desk\."):
        journey.summary(twice)


@pytest.mark.parametrize("bad", ["", None])
def test_a_touchpoint_has_a_name(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"'touchpoint' must not be empty\. Found: rows 0\."):
        journey.summary(at(1).assign(touchpoint=[bad]))


def test_a_valence_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"row 1 holds 4\.0"):
        journey.summary(at(1, 4))


@pytest.mark.parametrize("options", [{"unit": ()}, {"unit": "group", "by": "group"}])
def test_units_are_named_and_are_not_the_groups(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="unit must name columns"):
        journey.summary(at(1), **options)


def test_no_curves_are_no_rows_and_nothing_is_changed() -> None:
    assert journey.summary(at()).empty
    curves = at(1, 2)
    journey.summary(curves)
    assert_frame_equal(curves, at(1, 2))


def test_the_examples_of_the_docstring_run() -> None:
    failed, tried = doctest.testmod(summaries)
    assert (failed, tried > 0) == (0, True)
