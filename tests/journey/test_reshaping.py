"""`journey.moves`: every effect by hand or as a law; orders against all orders there are."""

import doctest
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from workshop_kit import journey
from workshop_kit.journey import reshaping
from workshop_kit.journey.orders import EXACT, best_order
from workshop_kit.journey.reshaping import MOVES

law = settings(deadline=None)
valences = st.lists(st.integers(-6, 6).map(lambda h: h / 2), min_size=1, max_size=9)


def of(values: list[float], positions: list[float] | None = None) -> pd.DataFrame:
    """One curve; touchpoints are called t0, t1, ..."""
    return pd.DataFrame(
        {
            "touchpoint": [f"t{i}" for i in range(len(values))],
            "position": list(range(len(values))) if positions is None else positions,
            "valence": np.array(values, dtype=float),
        }
    )


def tried(curve: pd.DataFrame, **options: Any) -> pd.DataFrame:
    return journey.moves(curve, **options).set_index("move")


def test_the_effects_of_a_stay_by_hand() -> None:
    table = tried(of([1, -2, 2, 0]), fixed=["t0"])
    raised, lifted, reordered = (table.loc[m] for m in ("raise_peak", "lift_valley", "reorder"))
    assert [raised["touchpoint"], raised["before"], raised["after"]] == ["t2", 2, 3]
    assert [raised["peak_end_positive"], raised["peak_end_positive_change"]] == [1.5, 0.5]
    # Before, -2 and 2 are equally far and the later counts: (2 + 0) / 2; then (3 + 0) / 2.
    assert [raised["peak_end_signed"], raised["peak_end_signed_change"]] == [1.5, 0.5]
    assert [lifted["touchpoint"], lifted["peak_end_negative_change"]] == ["t1", 0.5]
    assert reordered["order"] == ("t0", "t1", "t3", "t2")
    assert [reordered["touchpoint"], reordered["peak_end_positive_change"]] == ["t2", 1.0]
    assert reordered["notes"] == ()


def test_a_longer_peak_changes_the_mean_alone() -> None:
    curve = of([0, 2, 0])
    row = tried(curve, hold=2).loc["prolong_peak"]
    longer = journey.reshaped(curve, "prolong_peak", hold=2)
    assert longer["position"].tolist() == [0, 1, 3, 4]
    assert longer["valence"].tolist() == [0, 2, 2, 0]
    # Slope 0 at the peak before and after; its sides have the same area, the stretch has 2 * 2.
    before = journey.curve_metrics(curve).iloc[0]
    assert row["mean"] > before["mean"]
    assert journey.curve_metrics(longer).iloc[0]["mean"] == pytest.approx(row["mean"])
    assert row[[f"peak_end_{s}_change" for s in ("positive", "negative", "signed")]].eq(0).all()
    assert [row["change"], row["before"], row["after"]] == ["duration", 0, 2]


def test_the_usual_hold_is_the_mean_distance() -> None:
    assert tried(of([1, 2, 3], [0, 10, 40])).loc["prolong_end", "after"] == 20
    assert tried(of([1])).loc["prolong_end", "after"] == 1


def test_a_bad_end_that_lasts_is_said_to_be_bad() -> None:
    row = tried(of([2, 0, -2])).loc["prolong_end"]
    assert row["notes"] == ("below_zero",)
    assert row["mean_change"] < 0
    assert row["gain"] < 0


def test_the_scale_ends_a_move() -> None:
    table = tried(of([2.5, -3, 3]), step=2)
    assert table.loc["raise_peak", ["change", "after"]].tolist() == ["none", 3]
    assert table.loc["raise_peak", "notes"] == ("limit",)
    assert tried(of([2.5, 0]), step=2).loc["raise_peak", "after"] == 3


def test_one_of_two_valleys_lifted_leaves_the_other() -> None:
    row = tried(of([-2, 1, -2, 1])).loc["lift_valley"]
    assert [row["touchpoint"], row["notes"], row["peak_end_negative_change"]] == [
        "t2",
        ("equal",),
        0,
    ]


def test_two_signs_are_said_beside_their_mean() -> None:
    table = tried(of([0, -3, 1]), fixed=["t0", "t1", "t2"])
    row = table.loc["raise_peak"]
    assert [row["peak_end_signed"], row["mixed_signs"]] == [-0.5, True]
    assert not tried(of([0, 3, 1])).loc["raise_peak", "mixed_signs"]


def test_ranks_follow_gain_per_effort() -> None:
    curve = of([1, -2, 2, 0])
    plain, dear = tried(curve), tried(curve, effort={"reorder": 100})
    assert plain.loc["reorder", "rank"] == 1
    assert dear.loc["reorder", "rank"] > 1
    assert dear.loc["reorder", "gain"] == plain.loc["reorder", "gain"]
    assert dear.loc["reorder", "gain_per_effort"] == pytest.approx(
        plain.loc["reorder", "gain"] / 100
    )


def test_goals_say_what_gain_is() -> None:
    row = tried(of([1, -2, 2, 0]), goals={"peak_end_negative": 3, "mean": 1}).loc["lift_valley"]
    assert row["gain"] == pytest.approx((3 * 0.5 + row["mean_change"]) / 4)


@settings(deadline=None, max_examples=30)  # each draws six curves and measures them twice
@given(valences, st.sampled_from([0.5, 1.0, 2.0]))
def test_moves_do_what_they_say_and_stay_on_the_scale(values: list[float], step: float) -> None:
    curve = of(values)
    table = tried(curve, step=step)
    assert sorted(table.index) == sorted(MOVES)
    assert table["rank"].tolist() == [1, 2, 3, 4, 5]
    assert (
        table["gain_per_effort"].is_monotonic_decreasing
        or (np.diff(table["gain_per_effort"]) <= 1e-9).all()
    )
    today = journey.curve_metrics(curve).iloc[0]
    for move, row in table.iterrows():
        then = journey.curve_metrics(journey.reshaped(curve, move, step=step)).iloc[0]
        for name in reshaping.MEASURES:
            assert row[name] == pytest.approx(then[name])
            assert row[f"{name}_change"] == pytest.approx(then[name] - today[name], abs=1e-9)
        assert row["state"] == then["state"]
    for move in ("raise_peak", "lift_valley", "reorder"):
        assert table.loc[move, "peak_end_positive_change"] >= 0
        assert table.loc[move, "peak_end_negative_change"] >= 0
    lifted = table.loc["lift_valley"]
    assert lifted["after"] == min(lifted["before"] + step, 3)
    for name in ("prolong_peak", "prolong_end"):
        assert table.loc[name, [f"{m}_change" for m in reshaping.MEASURES[:3]]].eq(0).all()


@law
@given(valences.filter(lambda values: len(values) <= 6), st.data())
def test_the_best_order_is_the_best_of_all_orders(values: list[float], data: st.DataObject) -> None:
    m = len(values)
    pairs = [(i, j) for i in range(m) for j in range(i + 1, m)]
    before = data.draw(st.lists(st.sampled_from(pairs), max_size=5) if pairs else st.just([]))
    fixed = data.draw(st.lists(st.integers(0, m - 1), max_size=3))

    def worth(order: tuple[int, ...]) -> tuple[float, float, int]:
        top = [values[i] for i in order if abs(values[i]) == max(map(abs, values))][-1]
        turned = sum(order.index(i) > order.index(j) for i, j in pairs)
        return values[order[-1]], top, -turned

    allowed = [
        order
        for order in permutations(range(m))
        if all(order[f] == f for f in fixed)
        and all(order.index(i) < order.index(j) for i, j in before)
    ]
    found = tuple(best_order(values, before, fixed))
    assert found in allowed
    assert worth(found) == max(map(worth, allowed))


def test_a_fixed_touchpoint_that_is_the_furthest_is_no_reason_to_move_another() -> None:
    assert best_order([0.0, 0.0, -0.5, 0.0, -0.5], fixed=[2]) == [0, 1, 2, 4, 3]


@law
@given(st.integers(EXACT + 1, 25), st.randoms(use_true_random=False), st.data())
def test_beyond_what_is_exact_the_order_is_allowed_and_ends_no_worse(
    m: int, random: Any, data: st.DataObject
) -> None:
    values = [random.randint(-6, 6) / 2 for _ in range(m)]
    pairs = [(i, i + random.randint(1, m - 1 - i)) for i in range(m - 1)]
    before = data.draw(st.lists(st.sampled_from(pairs), max_size=8))
    order = best_order(values, before)
    place = {i: p for p, i in enumerate(order)}
    assert sorted(order) == list(range(m))
    assert all(place[i] < place[j] for i, j in before)
    assert values[order[-1]] >= values[-1]


def test_without_limits_the_heuristic_ends_with_the_best_and_says_what_it_is() -> None:
    curve = of([0, 3, *[1] * 12])
    row = tried(curve).loc["reorder"]
    assert row["order"][-1] == "t1"
    assert row["notes"] == ("unconstrained", "heuristic")


def test_an_order_that_cannot_end_better_stays() -> None:
    row = tried(of([1, 0, 2]), before=[("t0", "t2")]).loc["reorder"]
    assert row["change"] == "none"
    assert pd.isna(row["touchpoint"])
    assert row["order"] == ("t0", "t1", "t2")
    assert row[["gain", "mean_change"]].eq(0).all()


def test_twelve_movable_touchpoints_are_still_exact() -> None:
    values = [float(v) for v in (3, -3, 2, -2, 1, -1, 0, 3, 1, 2, -1, 0)]
    chain = [(i, i + 1) for i in range(11)]
    assert best_order(values, chain) == list(range(12))
    assert best_order(values)[-1] == 7  # of the two best the one that turns fewest pairs


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"step": 0}, "step must be a finite number above 0"),
        ({"hold": float("nan")}, "hold must be a finite number above 0"),
        ({"before": [("t0", "nowhere")]}, r"must name touchpoints of the curve.*\['nowhere'\]"),
        ({"before": [("t1", "t0")]}, r"It does not for \[\('t1', 't0'\)\]"),
        ({"fixed": ["t9"]}, r"Got \['t9'\]"),
        ({"effort": {"raise": 1}}, r"effort must name some of.*Got \['raise'\]"),
        ({"effort": {"reorder": 0}}, "effort must be finite numbers above 0"),
        ({"goals": {"mean": 0}}, "goals must be finite, 0 or more, and not all 0"),
        ({"goals": {"mean": -1}}, "goals must be"),
        ({"goals": {"state": 1}}, "goals must name some of"),
    ],
)
def test_bad_options_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        journey.moves(of([1, 2]), **options)


@pytest.mark.parametrize("names", [["a", "a"], ["a", ""], ["a", None]])
def test_touchpoints_have_names_of_their_own(names: list[Any]) -> None:
    with pytest.raises(ValueError, match="each touchpoint once, and none empty"):
        journey.moves(of([1, 2]).assign(touchpoint=names))


def test_no_curve_and_no_such_move_are_refused() -> None:
    with pytest.raises(ValueError, match="must have a point"):
        journey.moves(of([]))
    with pytest.raises(ValueError, match="move must be one of"):
        journey.reshaped(of([1]), "jump")  # type: ignore[arg-type]


def test_the_curve_is_not_changed() -> None:
    curve = of([1, -2, 2, 0])
    journey.moves(curve)
    for move in MOVES:
        journey.reshaped(curve, move)
    assert_frame_equal(curve, of([1, -2, 2, 0]))


def test_the_examples_of_the_docstring_run() -> None:
    failed, run = doctest.testmod(reshaping)
    assert (failed, run > 0) == (0, True)
