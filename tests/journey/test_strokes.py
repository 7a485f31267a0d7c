"""`journey.clean_stroke`: whatever a hand draws becomes a valence on the scale, or none."""

import doctest
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workshop_kit import journey
from workshop_kit.journey import strokes

strokes_drawn = st.lists(st.tuples(st.floats(-5, 15), st.floats(-9, 9)), max_size=40)


def test_the_mean_of_equal_positions_is_taken_before_it_is_cut_off() -> None:
    # (9 - 2) / 2 = 3.5, then 3; cut off first it would be (3 - 2) / 2 = .5.
    assert journey.clean_stroke([(1, 9), (1, -2)], [1]).tolist() == [3]


def test_a_stroke_back_and_forth_is_sorted() -> None:
    assert journey.clean_stroke([(2, 2), (0, 0), (1, -1)], [0, 1, 1.5, 2]).tolist() == [
        *[0, -1, 0.5, 2]
    ]


def test_touchpoints_that_the_stroke_did_not_reach_stay_unset() -> None:
    # 0.6 is nearer to 1 than to 0; 2.4 is nearer to 2 than to 3.
    found = journey.clean_stroke([(0.6, 1), (2.4, 2)], [0, 1, 2, 3])
    assert np.isnan(found).tolist() == [True, False, False, True]


@pytest.mark.parametrize(("x", "hit"), [(0.4, 0), (0.6, 1), (1, 1), (1.5, 2), (9, 2), (-9, 0)])
def test_a_click_sets_the_nearest_touchpoint_and_no_other(x: float, hit: int) -> None:
    found = journey.clean_stroke([(x, 2)], [0, 1, 2])
    assert np.flatnonzero(~np.isnan(found)).tolist() == [hit]
    assert found[hit] == 2


@settings(deadline=None)
@example([(1.0339673749275586e-271, 3.0), (-1.2970093439053992e-220, 0.0)], [0])
@given(strokes_drawn, st.lists(st.integers(0, 10), unique=True, max_size=9))
def test_what_is_set_lies_on_the_scale(
    points: list[tuple[float, float]], positions: list[int]
) -> None:
    found = journey.clean_stroke(points, positions)
    assert len(found) == len(positions)
    known = found[~np.isnan(found)]
    assert ((known >= -3) & (known <= 3)).all()
    # A stroke reaches at least the touchpoint nearest to its begin.
    assert (len(known) > 0) == bool(points and positions)
    turned = journey.clean_stroke(points[::-1], positions[::-1])
    assert turned[::-1] == pytest.approx(found, nan_ok=True)


def test_no_stroke_sets_nothing() -> None:
    assert np.isnan(journey.clean_stroke([], [0, 1])).all()
    assert journey.clean_stroke([(0, 1)], []).tolist() == []


@pytest.mark.parametrize("bad", [(float("nan"), 1), (1, float("inf"))])
def test_points_are_finite(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"points must be finite\. Got \("):
        journey.clean_stroke([(0, 0), bad], [0])


@pytest.mark.parametrize("positions", [[0, 0], [float("nan")]])
def test_positions_are_finite_and_differ(positions: list[float]) -> None:
    with pytest.raises(ValueError, match="positions must be finite, and each once"):
        journey.clean_stroke([(0, 0)], positions)


def test_the_examples_of_the_docstring_run() -> None:
    failed, tried = doctest.testmod(strokes)
    assert (failed, tried > 0) == (0, True)
