"""`loyalty.difference`: published intervals, laws, limits, bad input."""

import doctest
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from workshop_kit import loyalty
from workshop_kit.loyalty import comparisons
from workshop_kit.loyalty.intervals import net, net_adjusted

law = settings(deadline=None)


def groups(column: str, one: list[int], other: list[int]) -> pd.DataFrame:
    rows = [("one", value) for value in one] + [("other", value) for value in other]
    return pd.DataFrame(rows, columns=["segment", column])


def only(table: pd.DataFrame) -> "pd.Series[Any]":
    assert len(table) == 1
    return table.iloc[0]


def test_csat_has_newcombes_published_interval() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 873-890: 56/70 against 48/80, method 10.
    answers = groups("satisfaction", [5] * 56 + [1] * 14, [4] * 48 + [2] * 32)
    row = only(loyalty.difference(loyalty.csat(answers, by="segment"), "one", "other"))
    assert [row["difference"], row["low"], row["high"]] == pytest.approx(
        [0.2, 0.0524, 0.3339], abs=5e-5
    )
    assert row["differs"]


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@law
@given(
    st.lists(st.integers(1, 7), min_size=2, max_size=20),
    st.lists(st.integers(1, 7), min_size=2, max_size=20),
)
def test_ces_agrees_with_scipys_welch(one: list[int], other: list[int]) -> None:
    table = loyalty.ces(groups("effort", one, other), by="segment")
    row = only(loyalty.difference(table, "one", "other"))
    if len({*one}) == len({*other}) == 1:
        assert np.isnan([row["low"], row["high"]]).all()
        assert not row["differs"]
        return
    limits = ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert [row["low"], row["high"]] == pytest.approx([limits.low, limits.high], abs=1e-9)


def test_nps_by_hand() -> None:
    # 6 promoters, 3 passives, 1 detractor; 2, 4, 4. Adjusted: 6.75 and 1.75 of 13, 2.75 and 4.75.
    answers = groups("recommend", [9] * 6 + [7] * 3 + [0], [9] * 2 + [7] * 4 + [0] * 4)
    row = only(loyalty.difference(loyalty.nps(answers, by="segment"), "one", "other"))
    first, second = (6.75 - 1.75) / 13, (2.75 - 4.75) / 13
    spread = (8.5 / 13 - first**2) / 13 + (7.5 / 13 - second**2) / 13
    half = 1.959964 * np.sqrt(spread)
    assert row["difference"] == pytest.approx(70)
    assert [row["low"], row["high"]] == pytest.approx(
        [100 * (first - second - half), 100 * (first - second + half)], abs=1e-4
    )
    assert row["evidence"] == "exploratory"


@law
@given(
    st.lists(st.integers(0, 10), min_size=1, max_size=20),
    st.lists(st.integers(0, 10), min_size=1, max_size=20),
)
def test_the_other_way_round_only_the_sign_changes(one: list[int], other: list[int]) -> None:
    table = loyalty.nps(groups("recommend", one, other), by="segment")
    there = only(loyalty.difference(table, "one", "other"))
    back = only(loyalty.difference(table, "other", "one"))
    assert there["difference"] == -back["difference"]
    assert [there["low"], there["high"]] == pytest.approx([-back["high"], -back["low"]])
    assert -200 <= there["low"] < there["high"] <= 200


def test_plain_standard_errors_are_too_sure_and_the_adjusted_are_not() -> None:
    rng = np.random.default_rng(1)
    level, shares, sizes = 1.959964, (0.95, 0.04, 0.01), (10, 100)
    drawn = [rng.multinomial(n, shares, 20_000) for n in sizes]
    held = []
    for estimate in (net, net_adjusted):
        (m1, se1), (m2, se2) = (
            estimate(kinds[:, 0], kinds[:, 2], n) for kinds, n in zip(drawn, sizes, strict=True)
        )
        held.append(np.mean(np.abs(m1 - m2) <= level * np.hypot(se1, se2)))
    assert held == pytest.approx([0.61, 0.98], abs=0.015)


def test_promoters_on_both_sides_do_not_make_sure() -> None:
    table = loyalty.nps(groups("recommend", [10] * 12, [9] * 12), by="segment")
    row = only(loyalty.difference(table, "one", "other"))
    assert row["low"] < row["difference"] == 0 < row["high"]


def test_the_weaker_group_says_what_it_carries(guests: pd.DataFrame) -> None:
    table = loyalty.nps(guests, by="segment")
    assert only(loyalty.difference(table, "business", "family"))["evidence"] == "exploratory"
    assert only(loyalty.difference(table, "business", "group"))["evidence"] == "counts"


@pytest.mark.parametrize("measure", ["nps", "csat", "ces"])
def test_a_group_without_answers_has_no_interval(measure: str, guests: pd.DataFrame) -> None:
    table = getattr(loyalty, measure)(guests, by="segment")
    row = only(loyalty.difference(table, "business", "online"))
    assert np.isnan([row["difference"], row["low"], row["high"]]).all()
    assert not row["differs"]
    assert row["measure"] == measure


def test_the_group_without_a_name_is_none(guests: pd.DataFrame) -> None:
    row = only(loyalty.difference(loyalty.csat(guests, by="segment"), None, "business"))
    assert row["n_first"] == 3


def test_what_cannot_be_compared_is_refused(guests: pd.DataFrame) -> None:
    table = loyalty.nps(guests, by="segment")
    with pytest.raises(ValueError, match=r"must hold 'pets' once\. Found 0 rows .* business; fam"):
        loyalty.difference(table, "pets", "family")
    with pytest.raises(ValueError, match=r"must be two groups\. Got 'family' twice"):
        loyalty.difference(table, "family", "family")
    with pytest.raises(ValueError, match=r"Columns \['country'\] must be there"):
        loyalty.difference(table, "a", "b", by="country")
    with pytest.raises(ValueError, match="table must come from nps, csat or ces"):
        loyalty.difference(guests, "business", "family")
    with pytest.raises(ValueError, match="level must lie"):
        loyalty.difference(table, "business", "family", level=0)


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(comparisons).failed == 0
