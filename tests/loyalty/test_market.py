"""`loyalty.damage`, `damage_drivers` and `clv`: counted by hand, laws, limits, bad input."""

import doctest
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import triang

from workshop_kit import loyalty
from workshop_kit.loyalty import lifetime, market

Inputs = dict[str, Any]
law = settings(deadline=None, max_examples=40)


def total(table: pd.DataFrame) -> "pd.Series[Any]":
    assert table["outcome"].tolist()[-1] == "total"
    return table.iloc[-1]


def test_certain_inputs_give_one_number(sure: Inputs) -> None:
    # 200 with a problem; 25 satisfied, 25 in vain, 150 silent: 1 + 15 + 60 customers.
    table = loyalty.damage(sure)
    assert table["lost"].tolist() == pytest.approx([1, 15, 60, 76])
    row = total(table)
    assert row["money"] == pytest.approx(22_800)
    ends = row[["money_low", "money_high", "money_least", "money_most"]].astype(float)
    assert ends.tolist() == pytest.approx([22_800] * 4)
    assert row["uncertain"] == 0


def test_outcomes_add_up(unsure: Inputs) -> None:
    table = loyalty.damage({**unsure, "mollified": 0.2, "loss_mollified": (0.1, 0.2, 0.4)})
    assert table["outcome"].tolist() == [
        "satisfied",
        "mollified",
        "dissatisfied",
        "silent",
        "total",
    ]
    for column in ("customers", "lost", "money"):
        assert table[column].iloc[:-1].sum() == pytest.approx(table[column].iloc[-1])


def test_who_would_have_left_anyhow_is_no_damage(sure: Inputs) -> None:
    # 200 would lose 10 at 5 %; where the complaint ended well fewer leave than usual.
    table = loyalty.damage({**sure, "loss_usual": 0.05})
    assert total(table)["lost"] == pytest.approx(66)
    assert table["lost"].iloc[0] == pytest.approx(-0.25)


def test_the_expected_damage_is_that_of_the_means(unsure: Inputs, sure: Inputs) -> None:
    # Means .2 and 400; seen from the draws as well.
    table = loyalty.damage(unsure, draws=200_000)
    assert total(table)["money"] == pytest.approx(76 * 400)
    problem = triang.rvs(0.5, 0.1, 0.2, size=400_000, random_state=1)
    value = triang.rvs(0.2, 200, 500, size=400_000, random_state=2)
    money = 76 * problem / 0.2 * value
    assert total(table)["money"] == pytest.approx(money.mean(), rel=0.005)
    low, high = np.quantile(money, [0.05, 0.95])
    row = total(table)
    assert [row["money_low"], row["money_high"]] == pytest.approx([low, high], rel=0.01)


def test_the_ends_are_those_of_all_inputs_at_once(unsure: Inputs) -> None:
    row = total(loyalty.damage(unsure))
    assert row["money_least"] == pytest.approx(76 * 0.5 * 200)
    assert row["money_most"] == pytest.approx(76 * 1.5 * 700)
    assert row["uncertain"] == 2


def test_the_same_seed_gives_the_same_range(unsure: Inputs) -> None:
    assert_frame_equal(loyalty.damage(unsure), loyalty.damage(dict(reversed(unsure.items()))))
    other = loyalty.damage(unsure, seed=1)
    assert total(other)["money_low"] != total(loyalty.damage(unsure))["money_low"]
    assert total(other)["money_low"] == pytest.approx(
        total(loyalty.damage(unsure))["money_low"], rel=0.03
    )


shares = st.floats(0, 1).map(lambda x: round(x, 3))
triples = st.tuples(shares, shares, shares).map(lambda x: tuple(sorted(x)))


@law
@given(*[triples] * 5, st.floats(0, 1), st.floats(0.1, 0.99))
def test_low_expected_and_high_keep_their_order(
    problem: Any, complain: Any, kept: Any, vain: Any, silent: Any, satisfied: float, level: float
) -> None:
    inputs = {
        "customers": 5000,
        "problem": problem,
        "complain": complain,
        "satisfied": satisfied,
        "loss_satisfied": kept,
        "loss_dissatisfied": vain,
        "loss_silent": silent,
        "value": (10, 20, 30),
    }
    table = loyalty.damage(inputs, draws=1_000, level=level)
    close = 1e-9 * (1 + table["money_most"].abs())
    for lower, upper in (
        ("money_least", "money_low"),
        ("money_low", "money_high"),
        ("money_high", "money_most"),
        ("money_least", "money"),
        ("money", "money_most"),
        ("lost_low", "lost_high"),
    ):
        assert (table[lower] <= table[upper] + close).all(), (lower, upper)
    assert (table["money_least"] >= -close).all()


def test_the_input_that_moves_most_comes_first(unsure: Inputs) -> None:
    table = loyalty.damage_drivers({**unsure, "loss_satisfied": (0, 0.04, 0.08)})
    assert table["input"].tolist() == ["value", "problem", "loss_satisfied"]
    first = table.iloc[0]
    assert [first["money_at_low"], first["money_at_high"]] == pytest.approx([76 * 200, 76 * 700])
    assert first["swing"] == pytest.approx(76 * 500)
    assert table["money"].tolist() == pytest.approx([76 * 400] * 3)


def test_a_share_that_lowers_the_damage_runs_downwards(sure: Inputs) -> None:
    row = loyalty.damage_drivers({**sure, "satisfied": (0.2, 0.5, 0.8)}).iloc[0]
    assert row["money_at_low"] > row["money_at_high"]
    assert row["swing"] > 0


def test_certain_inputs_have_no_drivers(sure: Inputs) -> None:
    table = loyalty.damage_drivers(sure)
    assert table.empty
    assert "swing" in table


def test_nobody_is_no_damage(sure: Inputs) -> None:
    assert total(loyalty.damage({**sure, "customers": 0}))["money"] == 0


def test_inputs_are_not_changed(unsure: Inputs) -> None:
    before = dict(unsure)
    loyalty.damage(unsure)
    loyalty.damage_drivers(unsure)
    assert unsure == before


def test_all_bad_inputs_are_named_at_once(sure: Inputs) -> None:
    bad = {**sure, "problem": 1.2, "complain": (0.5, 0.4, 0.6), "value": -1, "satisfied": "half",
           "loss_silent": (0.1, 0.2), "churn": 0.1, "customers": float("nan")}  # fmt: skip
    del bad["loss_dissatisfied"]
    with pytest.raises(ValueError, match="inputs must each be a number") as error:
        loyalty.damage(bad)
    for text in (
        "churn is not known",
        "loss_dissatisfied is missing",
        "problem is 1.2",
        "complain is (0.5, 0.4, 0.6)",
        "value is -1",
        "satisfied is 'half'",
        "loss_silent is (0.1, 0.2)",
        "customers is nan",
    ):
        assert text in str(error.value)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"mollified": 0.2}, "loss_mollified is missing"),
        ({"loss_mollified": 0.2}, "mollified is missing"),
        ({"mollified": (0, 0.2, 0.6), "loss_mollified": 0.2}, "together may exceed 1"),
        ({"customers": True}, "customers is True"),
        ({"value": float("inf")}, "value is inf"),
    ],
)
def test_inputs_that_do_not_fit_together_are_refused(
    sure: Inputs, more: Inputs, found: str
) -> None:
    for function in (loyalty.damage, loyalty.damage_drivers):
        with pytest.raises(ValueError, match=found):
            function({**sure, **more})


def test_options_outside_their_range_are_refused(sure: Inputs) -> None:
    with pytest.raises(ValueError, match=r"draws must be 1000 or more\. Got 10"):
        loyalty.damage(sure, draws=10)
    with pytest.raises(ValueError, match="level must lie"):
        loyalty.damage(sure, level=0)


def test_lifetime_value_is_the_sum_of_its_years() -> None:
    years = np.arange(1, 2000)
    summed = (80 * 0.9**years / 1.08**years).sum()
    assert float(loyalty.clv(80, 0.9, 0.08)) == pytest.approx(summed)
    assert loyalty.clv([10, -10], 0.5, 0).tolist() == [10, -10]
    assert float(loyalty.clv(10, 0, 0.1)) == 0
    assert loyalty.clv(1, [0.8, 0.9], 0.1).tolist() == pytest.approx([2.667, 4.5], abs=5e-4)


def test_lifetime_value_is_nan_where_it_has_no_end_or_no_input() -> None:
    assert np.isnan(
        loyalty.clv([10, np.nan, 10, 10], [1, 0.5, np.nan, 0.5], [0, 0, 0, np.nan])
    ).all()
    assert float(loyalty.clv(10, 1, 0.1)) == pytest.approx(100)


def test_impossible_rates_are_all_named() -> None:
    with pytest.raises(ValueError, match=r"Found: margin inf; retention 1\.2; discount -0\.1"):
        loyalty.clv(np.inf, [0.5, 1.2], -0.1)


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(market).failed == doctest.testmod(lifetime).failed == 0
