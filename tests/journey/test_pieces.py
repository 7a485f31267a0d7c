"""The line through a curve's points: scipy's, written out, and never off the scale."""

import doctest
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from workshop_kit import journey
from workshop_kit.journey import pieces

VECTOR = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))[
    "emotion_curve"
]
law = settings(deadline=None)
points = st.lists(
    st.tuples(st.floats(0.01, 60), st.floats(-3, 3) | st.integers(-3, 3)), min_size=2, max_size=25
)
SHAPES = {
    "flat": [1.0] * 6,
    "rising": [-3, -2.5, 0, 0.1, 2, 3],
    "falling": [3, 2.5, 0, -0.1, -2, -3],
    "alternating": [3, -3, 3, -3, 3, -3],
    "steps": [0, 0, 2, 2, -1, -1],
    "two points": [-1, 2],
    "nearly flat": [1e-300, 0, 1e-300, -1e-300, 0, 3],
}


def curve(x: list[float], y: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"position": x, "valence": np.array(y, dtype=float)})


def test_the_reference_slopes_and_values_are_met() -> None:
    assert journey.pchip_slopes(VECTOR["x"], VECTOR["y"]) == pytest.approx(VECTOR["slopes"])
    drawn = journey.curve_points(curve(VECTOR["x"], VECTOR["y"])).set_index("position")["valence"]
    for x, y in VECTOR["pchip_at"].items():
        assert drawn[float(x)] == pytest.approx(y, abs=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_slopes_of_plain_shapes_are_scipys(shape: str) -> None:
    y = np.array(SHAPES[shape], dtype=float)
    x = np.cumsum(np.linspace(0.5, 3, len(y)))
    with np.errstate(all="ignore"):
        expected = PchipInterpolator(x, y).derivative()(x)
    assert journey.pchip_slopes(x, y) == pytest.approx(expected, abs=1e-12)


@law
@given(points)
def test_slopes_are_scipys_within_1e_12_of_their_size(rows: list[tuple[float, float]]) -> None:
    x, y = np.cumsum([h for h, _ in rows]), np.array([v for _, v in rows], dtype=float)
    with np.errstate(all="ignore"):
        expected = PchipInterpolator(x, y).c[2]
    assert journey.pchip_slopes(x, y)[:-1] == pytest.approx(expected, rel=1e-12, abs=1e-12)


@law
@given(st.integers(2, 9).flatmap(lambda m: st.lists(
    st.lists(st.tuples(st.floats(0.01, 60), st.integers(-3, 3)), min_size=m, max_size=m),
    min_size=1, max_size=5,
)))  # fmt: skip
def test_many_curves_at_once_have_the_slopes_of_each(
    several: list[list[tuple[float, float]]],
) -> None:
    x = np.cumsum([[h for h, _ in rows] for rows in several], axis=1)
    y = np.array([[v for _, v in rows] for rows in several], dtype=float)
    each = [journey.pchip_slopes(one, other) for one, other in zip(x, y, strict=True)]
    assert (journey.pchip_slopes(x, y) == np.array(each)).all()


@pytest.mark.parametrize(
    ("x", "y"), [(1, 1), ([1], [1]), ([0, 0], [1, 2]), ([1, 0], [1, 2]), ([0, 1], [1])]
)
def test_slopes_want_two_rising_positions(x: list[float], y: list[float]) -> None:
    with pytest.raises(ValueError, match="two or more rising positions"):
        journey.pchip_slopes(x, y)


@law
@given(points)
def test_the_line_never_leaves_its_neighbours(rows: list[tuple[float, float]]) -> None:
    x, y = np.cumsum([h for h, _ in rows]).tolist(), [float(v) for _, v in rows]
    drawn = journey.curve_points(curve(x, y))
    assert len(drawn) == (len(x) - 1) * 12 + 1
    assert drawn["valence"].between(min(y), max(y)).all()
    between = drawn["valence"].to_numpy()
    for i in range(len(x) - 1):
        part = between[12 * i : 12 * i + 13]
        assert part.min() >= min(y[i : i + 2]) - 1e-9
        assert part.max() <= max(y[i : i + 2]) + 1e-9
    assert between[::12] == pytest.approx(y)


def test_curves_are_drawn_apart_and_one_point_stays_one() -> None:
    both = pd.concat([curve([0, 1], [1, 2]).assign(g="a"), curve([3], [-1]).assign(g="b")])
    drawn = journey.curve_points(both, by="g")
    assert drawn["g"].value_counts().to_dict() == {"a": 13, "b": 1}
    assert journey.curve_points(curve([], [])).empty


def test_the_examples_of_the_docstrings_run() -> None:
    failed, tried = doctest.testmod(pieces)
    assert (failed, tried > 0) == (0, True)
