"""Intervals and exact tests: published numbers, scipy as the second opinion, and the limits."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest

from workshop_kit import stats

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "row", VECTORS["wilson95"]["rows"], ids=lambda row: f"{row['k']}/{row['n']}"
)
def test_wilson_gives_the_published_intervals(row: dict[str, float]) -> None:
    low, high = stats.wilson(row["k"], row["n"])
    assert [float(low), float(high)] == pytest.approx(row["ci"], abs=0.00005)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_wilson_agrees_with_scipy(level: float) -> None:
    for n in (1, 2, 7, 30, 1000):
        for k in {0, 1, n // 3, n}:
            low, high = stats.wilson(k, n, level)
            other = binomtest(k, n).proportion_ci(level, method="wilson")
            assert [float(low), float(high)] == pytest.approx([other.low, other.high], abs=1e-12)


def test_wilson_touches_0_and_1_exactly_where_nobody_or_everybody_said_yes() -> None:
    low, high = stats.wilson([0, 7], [7, 7])
    assert low[0] == 0
    assert high[1] == 1


def test_wilson_is_the_same_seen_from_the_other_side() -> None:
    low, high = stats.wilson(3, 11)
    other_low, other_high = stats.wilson(8, 11)
    assert [float(low), float(high)] == pytest.approx([1 - other_high, 1 - other_low])


def test_wilson_without_trials_is_nan() -> None:
    low, high = stats.wilson([0, 1], [0, 2])
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()


def test_wilson_takes_one_n_for_several_k_and_leaves_its_input_alone() -> None:
    k = np.array([1, 2])
    low, _ = stats.wilson(k, 4)
    assert low.shape == (2,)
    assert k.tolist() == [1, 2]


def test_wilson_of_no_shares_is_empty() -> None:
    low, high = stats.wilson([], [])
    assert len(low) == len(high) == 0


@pytest.mark.parametrize(("k", "n"), [(5, 4), (-1, 4), (0, -1)])
def test_wilson_refuses_more_successes_than_trials(k: int, n: int) -> None:
    with pytest.raises(ValueError, match=rf"k must lie between 0 and n\. Got k=\[{k}.*n=\[{n}"):
        stats.wilson(k, n)


@pytest.mark.parametrize("level", [0, 1, -0.1, 95, float("nan")])
def test_a_level_lies_strictly_between_0_and_1(level: float) -> None:
    with pytest.raises(ValueError, match=r"level must lie strictly between 0 and 1.*Got"):
        stats.wilson(1, 2, level)


def test_equal_shares_p_is_the_exact_binomial_test() -> None:
    pairs = [(a, b) for a in range(25) for b in range(25) if a + b] + [(110, 90), (1200, 1100)]
    ours = stats.equal_shares_p(*np.array(pairs).T)
    assert ours == pytest.approx([binomtest(a, a + b, 0.5).pvalue for a, b in pairs], abs=1e-12)


def test_equal_shares_p_by_hand() -> None:
    # 6 against 0: both ends of 2 ** 6 equally likely rows, 2 / 64. 5 against 1: 2 * (1 + 6) / 64.
    p = stats.equal_shares_p([6, 5, 3, 0], [0, 1, 3, 0])
    assert p == pytest.approx([2 / 64, 14 / 64, 1, 1], abs=1e-12)


def test_equal_shares_p_holds_for_millions() -> None:
    # sd of a - b is sqrt(2e6) = 1414; a difference of 2000 is 1.41 sd: p = .157 (normal tables).
    assert float(stats.equal_shares_p(1_001_000, 999_000)) == pytest.approx(0.157, abs=0.001)
