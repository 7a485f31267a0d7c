"""`journey.curve_metrics` and `journey.moments`: the reference curve, laws, limits, bad input."""

import doctest
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.integrate import quad
from scipy.interpolate import PchipInterpolator

from workshop_kit import journey
from workshop_kit.journey import metrics

VECTOR = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))[
    "emotion_curve"
]
law = settings(deadline=None)  # a slow machine breaks no law
# Steps as people draw them; distances far from even, as with minutes.
curves = st.lists(st.tuples(st.integers(1, 40), st.integers(-12, 12)), min_size=1, max_size=12).map(
    lambda rows: of([y / 4 for _, y in rows], np.cumsum([h / 4 for h, _ in rows]).tolist())
)


def of(valences: list[float], positions: list[float] | None = None) -> pd.DataFrame:
    """One curve; touchpoints are called a, b, c ..."""
    positions = list(range(len(valences))) if positions is None else positions
    names = [chr(97 + i) for i in range(len(valences))]
    return pd.DataFrame(
        {"touchpoint": names, "position": positions, "valence": np.array(valences, dtype=float)}
    )


def measured(curve: pd.DataFrame, **options: Any) -> "pd.Series[Any]":
    """The only row of the table."""
    table = journey.curve_metrics(curve, **options)
    assert len(table) == 1
    return table.iloc[0]


def test_the_reference_curve_is_measured_as_published() -> None:
    row = measured(of(VECTOR["y"], VECTOR["x"]))
    expected = VECTOR["metrics"]
    assert row["state"] == expected["state"]
    for name, value in expected.items():
        if name != "state":
            assert row[name] == pytest.approx(value, abs=5e-7), name
    # Second differences -5, 5, 3, -7, 4, 0: 25 + 25 + 9 + 49 + 16.
    assert row["roughness"] == 124


def test_columns_are_those_of_the_docstring_in_this_order() -> None:
    table = journey.curve_metrics(of([1, 2]).assign(group="x"), by="group")
    assert table.columns.tolist() == [
        *["group", "peak", "valley", "end", "start", "signed_peak", "peak_end_positive"],
        *["peak_end_negative", "peak_end_signed", "area", "area_above", "area_below", "mean"],
        *["total_variation", "roughness", "largest_drop", "state"],
    ]


def test_one_point_has_no_area_and_its_own_mean() -> None:
    row = measured(of([-1.5]))
    assert row.drop("state").to_dict() == {
        **dict.fromkeys(["peak", "valley", "end", "start", "signed_peak", "mean"], -1.5),
        **dict.fromkeys([f"peak_end_{side}" for side in ("positive", "negative", "signed")], -1.5),
        **dict.fromkeys(["area", "area_above", "area_below", "total_variation"], 0.0),
        **dict.fromkeys(["roughness", "largest_drop"], 0.0),
    }


def test_two_points_are_a_straight_line() -> None:
    # From -1 to 3 over 4: zero at 1; triangles of 1 * 1 / 2 below, 3 * 3 / 2 above.
    row = measured(of([-1, 3], [0, 4]))
    assert [row["area_below"], row["area_above"], row["mean"]] == [-0.5, 4.5, 1.0]


def test_a_curve_of_zeros_is_forgotten() -> None:
    row = measured(of([0, 0, 0]))
    assert row["state"] == "forgotten"
    assert row.drop("state").eq(0).all()


@pytest.mark.parametrize(
    ("valences", "far"), [([3, -3], -3), ([-3, 3], 3), ([2, -2, 1], -2), ([-2, 2, 1, -1], 2)]
)
def test_of_equals_on_either_side_the_later_is_the_signed_peak(
    valences: list[float], far: float
) -> None:
    assert measured(of(valences))["signed_peak"] == far


@pytest.mark.parametrize(
    ("valences", "state"),
    [
        ([3, 3, -0.5], "negative"),  # the end alone decides, whatever the peak
        ([0, -0.5], "negative"),  # before "forgotten" is asked
        ([2, -2, 2], "negative"),  # as low as high
        ([3, -2, 2], "positive"),  # the peak is higher than the valley is low
        ([0, 1.9, 0], "forgotten"),
        ([0, -1.9, 0], "forgotten"),
        ([1, 2], "positive"),
        ([3, 1], "mixed"),
        ([3, -2, 1], "mixed"),
        ([3, 2], "positive"),
    ],
)
def test_states_are_tried_in_order(valences: list[float], state: str) -> None:
    assert measured(of(valences))["state"] == state


def test_the_threshold_moves_the_states() -> None:
    assert measured(of([1, 1.5]), threshold=1)["state"] == "positive"
    assert measured(of([1, 1.5]), threshold=3)["state"] == "forgotten"


@law
@given(curves)
def test_areas_are_the_integrals_of_scipys_curve(curve: pd.DataFrame) -> None:
    row = measured(curve)
    assert row["area_above"] + row["area_below"] == row["area"]
    assert row["area_above"] >= 0 >= row["area_below"]
    if len(curve) > 1:
        line = PchipInterpolator(curve["position"], curve["valence"])
        first, last = curve["position"].iloc[[0, -1]]
        assert row["area"] == pytest.approx(float(line.integrate(first, last)), abs=1e-9)
        assert row["mean"] == pytest.approx(row["area"] / (last - first))
        assert row["valley"] - 1e-9 <= row["mean"] <= row["peak"] + 1e-9


@settings(deadline=None, max_examples=25)
@given(curves.filter(lambda curve: len(curve) > 1))
def test_the_area_above_is_what_a_numerical_integral_comes_near(curve: pd.DataFrame) -> None:
    line = PchipInterpolator(curve["position"], curve["valence"])
    x = curve["position"].tolist()
    near = sum(
        quad(lambda t: max(float(line(t)), 0.0), a, b, limit=200, epsabs=1e-7)[0]
        for a, b in pairwise(x)
    )
    assert measured(curve)["area_above"] == pytest.approx(near, abs=1e-5)


@law
@given(curves)
def test_a_curve_upside_down_has_everything_upside_down(curve: pd.DataFrame) -> None:
    row, down = measured(curve), measured(curve.assign(valence=-curve["valence"]))
    pairs = {"peak": "valley", "end": "end", "start": "start", "mean": "mean", "area": "area"}
    pairs |= {"area_above": "area_below", "peak_end_positive": "peak_end_negative"}
    pairs |= {"signed_peak": "signed_peak", "peak_end_signed": "peak_end_signed"}
    for one, other in pairs.items():
        assert down[one] == pytest.approx(-row[other], abs=1e-9), one
    assert down["total_variation"] == pytest.approx(row["total_variation"])


@law
@given(curves)
def test_a_curve_read_backwards_keeps_its_areas(curve: pd.DataFrame) -> None:
    row, back = measured(curve), measured(curve.assign(position=-curve["position"]))
    for name in ("area", "area_above", "area_below", "mean", "total_variation", "roughness"):
        assert back[name] == pytest.approx(row[name], abs=1e-9), name
    assert [back["start"], back["end"]] == [row["end"], row["start"]]


@law
@given(curves, st.integers(-50, 50), st.sampled_from([0.25, 2.0, 60.0]))
def test_when_it_begins_changes_nothing_and_time_stretches_areas_only(
    curve: pd.DataFrame, shift: int, factor: float
) -> None:
    row = measured(curve)
    later = measured(curve.assign(position=curve["position"] * factor + shift))
    for name in metrics.COLUMNS[:-1]:
        times = factor if name.startswith("area") else 1
        assert later[name] == pytest.approx(row[name] * times, abs=1e-7 * times), name
    assert later["state"] == row["state"]


@law
@given(curves, st.integers(0, 10_000))
def test_the_order_of_rows_makes_no_difference(curve: pd.DataFrame, seed: int) -> None:
    shuffled = curve.sample(frac=1, random_state=seed)
    assert_frame_equal(journey.curve_metrics(curve), journey.curve_metrics(shuffled))


@law
@given(st.lists(curves, min_size=1, max_size=5))
def test_many_curves_at_once_are_measured_as_each_alone(several: list[pd.DataFrame]) -> None:
    together = pd.concat([one.assign(group=i) for i, one in enumerate(several)])
    table = journey.curve_metrics(together, by="group")
    alone = pd.concat([journey.curve_metrics(one) for one in several], ignore_index=True)
    assert table["group"].tolist() == list(range(len(several)))
    assert_frame_equal(table.drop(columns="group"), alone)


def test_empty_cells_of_by_are_a_group_of_their_own() -> None:
    both = pd.concat([of([1, 2]).assign(group="1"), of([0, -1]).assign(group=None)])
    table = journey.curve_metrics(both, by="group")
    assert table["end"].tolist() == [2, -1]
    assert table["group"].isna().tolist() == [False, True]


def test_no_rows_are_no_curves() -> None:
    assert len(journey.curve_metrics(of([]))) == 0
    assert len(journey.curve_metrics(of([]).assign(group=""), by="group")) == 0
    assert len(journey.moments(of([]))) == 0


def test_the_curve_is_not_changed() -> None:
    curve = of([2, 1, 3], [5, 2, 1])
    journey.curve_metrics(curve)
    journey.moments(curve)
    assert_frame_equal(curve, of([2, 1, 3], [5, 2, 1]))


@pytest.mark.parametrize("bad", [3.5, -3.01, float("nan"), float("inf"), -float("inf"), None])
def test_a_valence_outside_the_scale_is_named_with_its_row(bad: Any) -> None:
    curve = of([1, 2, 3]).astype({"valence": object})
    curve.loc[1, "valence"] = bad
    with pytest.raises(ValueError, match=r"'valence' must hold numbers from -3 to 3.*row 1 holds"):
        journey.curve_metrics(curve)


def test_all_bad_rows_are_named_and_text_is_no_number() -> None:
    curve = of([1, 2, 3]).astype({"valence": object})
    curve["valence"] = ["2", True, 9]
    with pytest.raises(ValueError, match="row 0 holds '2'; row 1 holds True; row 2 holds 9"):
        journey.curve_metrics(curve)


@pytest.mark.parametrize("kind", ["Int64", "Float32", "int8", "object", "category"])
def test_numbers_of_every_kind_are_read(kind: str) -> None:
    curve = of([1, 2, -3]).astype({"valence": "int8"}).astype({"valence": kind})
    assert measured(curve)["valley"] == -3


def test_true_and_missing_numbers_of_pandas_are_none() -> None:
    with pytest.raises(ValueError, match="row 0 holds True"):
        journey.curve_metrics(of([1]).assign(valence=[True]))
    with pytest.raises(ValueError, match="row 0 holds np"):
        journey.curve_metrics(of([1]).assign(valence=pd.array([True], dtype="boolean")))
    with pytest.raises(ValueError, match="row 1 holds <NA>"):
        journey.curve_metrics(of([1, 2]).assign(valence=pd.array([1, None], dtype="Int64")))


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_position_is_a_finite_number(bad: float) -> None:
    with pytest.raises(ValueError, match=r"'position' must hold finite numbers.*row 1 holds"):
        journey.curve_metrics(of([1, 2], [0, bad]))


def test_a_position_twice_in_a_curve_is_named_with_its_curve() -> None:
    both = pd.concat([of([1, 2]).assign(group="a"), of([1, 2], [4, 4]).assign(group="b")])
    with pytest.raises(ValueError, match=r"once in a curve\. Found again: group b, position 4\."):
        journey.curve_metrics(both, by="group")


def test_another_scale_may_be_given_with_0_inside() -> None:
    assert measured(of([5, -4]), scale=(-5, 5))["peak"] == 5
    with pytest.raises(ValueError, match=r"low below 0, which is neutral, and high above"):
        journey.curve_metrics(of([1]), scale=(1, 10))


@pytest.mark.parametrize("threshold", [0, -1, 3.5, float("nan")])
def test_the_threshold_lies_on_the_scale(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold must lie above 0"):
        journey.curve_metrics(of([1]), threshold=threshold)


def test_columns_must_be_there_and_by_must_not_name_the_results() -> None:
    with pytest.raises(ValueError, match=r"Columns \['valence'\] must be there"):
        journey.curve_metrics(of([1]).drop(columns="valence"))
    with pytest.raises(ValueError, match=r"other columns than the table's own. Got \['peak'\]"):
        journey.curve_metrics(of([1]).assign(peak=1), by="peak")


def test_moments_are_the_later_of_equals() -> None:
    found = journey.moments(of([2, -1, 2, -1, 0]).assign(group="x"), by="group")
    assert found["moment"].tolist() == ["peak", "valley", "end"]
    assert found["touchpoint"].tolist() == ["c", "d", "e"]
    assert found["valence"].tolist() == [2, -1, 0]


@pytest.mark.parametrize("module", [metrics])
def test_the_examples_of_the_docstrings_run(module: Any) -> None:
    failed, tried = doctest.testmod(module)
    assert (failed, tried > 0) == (0, True)
