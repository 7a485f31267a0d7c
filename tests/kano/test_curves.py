"""`kano.satisfaction_curves`: the properties that the model promises, and its formulas."""

import doctest
from math import e, exp, nan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from workshop_kit import kano
from workshop_kit.kano import curves

law = settings(deadline=None)  # a slow machine breaks no law
coefficients = st.floats(0, 1)


def table(category: str | None = "O", better: float = 0.6, worse: float = -0.4) -> pd.DataFrame:
    """The columns of `classify` that the curves read, one feature."""
    return pd.DataFrame(
        {"feature": ["wifi"], "category": [category], "better": [better], "worse": [worse]}
    )


def curve(category: str, better: float, worse: float, points: int = 51) -> np.ndarray[Any, Any]:
    found = kano.satisfaction_curves(table(category, better, worse), points=points)
    return found["satisfaction"].to_numpy()


@law
@given(st.sampled_from("MOA"), coefficients, coefficients, st.integers(2, 60))
def test_a_curve_runs_from_worse_to_better_and_never_falls(
    category: str, better: float, loss: float, points: int
) -> None:
    found = kano.satisfaction_curves(table(category, better, -loss), points=points)
    satisfaction = found["satisfaction"].to_numpy()
    assert found["fulfilment"].to_numpy() == pytest.approx(np.arange(points) / (points - 1))
    assert [found["fulfilment"].iloc[0], found["fulfilment"].iloc[-1]] == [0, 1]
    assert [satisfaction[0], satisfaction[-1]] == [-loss, better]
    assert (np.diff(satisfaction) >= -1e-12).all()


@law
@given(coefficients, coefficients)
def test_attractive_is_convex_must_be_concave_and_one_dimensional_straight(
    better: float, loss: float
) -> None:
    bends = {category: np.diff(curve(category, better, -loss), 2) for category in "MOA"}
    assert (bends["A"] >= -1e-12).all()
    assert (bends["M"] <= 1e-12).all()
    assert bends["O"] == pytest.approx(0, abs=1e-12)


def test_the_bends_are_strict_where_the_ends_differ() -> None:
    assert (np.diff(curve("A", 0.6, -0.4), 2) > 0).all()
    assert (np.diff(curve("M", 0.6, -0.4), 2) < 0).all()


@pytest.mark.parametrize(("c", "w"), [(0.6, -0.4), (1.0, 0.0), (0.0, -1.0), (0.25, -0.75)])
def test_the_formulas_are_those_of_wang_and_ji(c: float, w: float) -> None:
    # METHODS.md, as published: coefficients and constant of each curve written out.
    x = np.linspace(0, 1, 51)
    attractive = (c - w) / (e - 1) * np.exp(x) - (c - e * w) / (e - 1)
    must_be = -e * (c - w) / (e - 1) * np.exp(-x) + (e * c - w) / (e - 1)
    assert curve("O", c, w) == pytest.approx((c - w) * x + w)
    assert curve("A", c, w) == pytest.approx(attractive)
    assert curve("M", c, w) == pytest.approx(must_be)


def test_half_way_by_hand() -> None:
    # (sqrt(e) - 1) / (e - 1) = .3775 of the way up; must-be the rest to 1.
    assert curve("A", 1, 0, points=3)[1] == pytest.approx((exp(0.5) - 1) / (e - 1))
    assert round(curve("A", 1, 0, points=3)[1], 4) == 0.3775
    assert round(curve("M", 1, 0, points=3)[1], 4) == 0.6225


@law
@given(coefficients, coefficients)
def test_must_be_is_attractive_seen_from_the_other_end(better: float, loss: float) -> None:
    turned = -curve("A", loss, -better)[::-1]
    assert curve("M", better, -loss) == pytest.approx(turned, abs=1e-12)


def test_nothing_to_gain_or_lose_is_flat_at_0() -> None:
    for category in "MOA":
        assert curve(category, 0, 0).tolist() == [0] * 51


@pytest.mark.parametrize("category", ["I", "R", "Q", None, nan])
def test_other_categories_have_no_curve(category: Any) -> None:
    both = pd.concat([table(category), table("A").assign(feature="spa")])
    assert set(kano.satisfaction_curves(both)["feature"]) == {"spa"}
    alone = kano.satisfaction_curves(table(category))
    assert len(alone) == 0
    assert alone.columns.tolist() == ["feature", "category", "fulfilment", "satisfaction"]
    assert [str(kind) for kind in alone.dtypes[2:]] == ["float64", "float64"]


def test_a_feature_without_coefficients_has_no_curve() -> None:
    assert len(kano.satisfaction_curves(table("M", nan, nan))) == 0


def test_features_stay_in_the_order_of_the_table_and_points_in_theirs() -> None:
    parts = [table(c).assign(feature=f) for f, c in [("wifi", "M"), ("bar", "A"), ("spa", "O")]]
    found = kano.satisfaction_curves(pd.concat(parts), points=2)
    assert found["feature"].tolist() == ["wifi", "wifi", "bar", "bar", "spa", "spa"]
    assert found["category"].tolist() == ["M", "M", "A", "A", "O", "O"]
    assert found["fulfilment"].tolist() == [0, 1] * 3
    assert found.index.tolist() == list(range(6))


def test_labels_are_kept_and_other_columns_left_out() -> None:
    labelled = table().assign(feature_label="高速无线网", n=12)
    found = kano.satisfaction_curves(labelled, points=2)
    assert found.columns.tolist() == [
        *["feature", "feature_label", "category", "fulfilment", "satisfaction"]
    ]
    assert found["feature_label"].tolist() == ["高速无线网"] * 2


def test_the_table_of_classify_is_taken_as_it_is() -> None:
    # O 6, A 2, M 2: better .8, worse -.8 (the example of `classify`).
    counts = pd.DataFrame({"feature": "wifi", "functional": [1, 1, 3], "dysfunctional": [5, 3, 5]})
    found = kano.satisfaction_curves(kano.classify(counts.assign(n=[6, 2, 2])), points=3)
    assert found["satisfaction"].tolist() == pytest.approx([-0.8, 0, 0.8])
    empty = kano.classify(counts.assign(n=1).iloc[:0])
    assert len(kano.satisfaction_curves(empty)) == 0


def test_segments_in_one_table_are_refused_as_their_curves_could_not_be_told_apart() -> None:
    with pytest.raises(ValueError, match=r"'feature' must hold each.*once. Found \['wifi'\] again"):
        kano.satisfaction_curves(pd.concat([table("M"), table("A")]))


@pytest.mark.parametrize("points", [1, 0, -3])
def test_a_curve_has_two_points_or_more(points: int) -> None:
    with pytest.raises(ValueError, match=rf"points must be 2 or more\. Got {points}\."):
        kano.satisfaction_curves(table(), points=points)


@pytest.mark.parametrize("column", ["feature", "category", "better", "worse"])
def test_a_missing_column_is_named(column: str) -> None:
    with pytest.raises(ValueError, match=rf"Columns \['{column}'\] must be there"):
        kano.satisfaction_curves(table().drop(columns=column))


def test_the_table_is_not_changed() -> None:
    given_table = table("A")
    kano.satisfaction_curves(given_table)
    assert_frame_equal(given_table, table("A"))


def test_the_examples_of_the_docstring_run() -> None:
    failed, tried = doctest.testmod(curves)
    assert (failed, tried > 0) == (0, True)
