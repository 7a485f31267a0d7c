"""Intervals, tests, reliability: published numbers, scipy as the second opinion, and the limits."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest, f, norm, ttest_1samp

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


# Newcombe 1998 (Statistics in Medicine 17, 873-890), table II, method 10.
NEWCOMBE = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0)),
    ((10, 10, 0, 10), (0.6075, 1.0)),
]


@pytest.mark.parametrize(("counts", "interval"), NEWCOMBE, ids=lambda cells: str(cells))
def test_newcombe_gives_the_published_intervals(
    counts: tuple[int, int, int, int], interval: tuple[float, float]
) -> None:
    k1, n1, k2, n2 = counts
    difference, low, high = stats.newcombe(*counts)
    assert float(difference) == pytest.approx(k1 / n1 - k2 / n2)
    assert [float(low), float(high)] == pytest.approx(interval, abs=0.00005)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_newcombe_is_built_from_the_roots_of_the_score_equation(level: float) -> None:
    # Wilson's limits another way: the roots of (p - q)^2 = z^2 q (1 - q) / n, by numpy and scipy.
    z = norm.ppf(0.5 + level / 2)
    sides = [(k, n) for n in (1, 2, 7, 30, 400) for k in {0, 1, n // 3, n}]
    limits = {
        (k, n): sorted(np.roots([1 + z**2 / n, -2 * k / n - z**2 / n, (k / n) ** 2]).real)
        for k, n in sides
    }
    pairs = [(*one, *other) for one in sides for other in sides]
    found = np.array(stats.newcombe(*np.array(pairs).T, level))
    for (k1, n1, k2, n2), (difference, low, high) in zip(pairs, found.T, strict=True):
        p1, p2, (l1, u1), (l2, u2) = k1 / n1, k2 / n2, limits[k1, n1], limits[k2, n2]
        assert difference == pytest.approx(p1 - p2)
        assert difference - low == pytest.approx(np.hypot(p1 - l1, u2 - p2), abs=1e-7)
        assert high - difference == pytest.approx(np.hypot(u1 - p1, p2 - l2), abs=1e-7)


def test_newcombe_stays_in_its_bounds_and_turns_with_the_sides() -> None:
    pairs = np.array(
        [
            (k1, n1, k2, n2)
            for n1 in (1, 5, 40)
            for n2 in (1, 9)
            for k1 in {0, n1 // 2, n1}
            for k2 in {0, n2 // 2, n2}
        ]
    )
    k1, n1, k2, n2 = pairs.T
    difference, low, high = stats.newcombe(k1, n1, k2, n2)
    assert (low >= -1).all()
    assert (low <= difference).all()
    assert (difference <= high).all()
    assert (high <= 1).all()
    turned = stats.newcombe(k2, n2, k1, n1)
    assert np.array(turned) == pytest.approx(np.array([-difference, -high, -low]))


def test_newcombe_without_trials_is_nan() -> None:
    for found in stats.newcombe([0, 1, 0, 1], [0, 2, 0, 2], [1, 0, 0, 1], [2, 0, 0, 2]):
        assert np.isnan(found).tolist() == [True, True, True, False]


def test_newcombe_takes_one_side_for_several_and_leaves_its_input_alone() -> None:
    k = np.array([1, 2])
    difference, low, high = stats.newcombe(k, 4, 0, 5)
    assert difference.shape == low.shape == high.shape == (2,)
    assert k.tolist() == [1, 2]
    assert [len(part) for part in stats.newcombe([], [], [], [])] == [0, 0, 0]


def test_newcombe_refuses_what_is_no_share() -> None:
    with pytest.raises(ValueError, match=r"k must lie between 0 and n\. Got k=\[5.*n=\[4"):
        stats.newcombe(1, 2, 5, 4)
    with pytest.raises(ValueError, match=r"level must lie strictly between 0 and 1.*Got 95"):
        stats.newcombe(1, 2, 1, 2, 95)


def test_cronbach_gives_the_published_alpha_raw_and_standardised() -> None:
    vector = VECTORS["cronbach_alpha"]
    scores = np.array([vector[name] for name in ("Q1", "Q2", "Q3")], dtype=float)
    raw = stats.cronbach(np.cov(scores), 10)
    assert raw[0] == pytest.approx(vector["alpha"], abs=5e-7)
    standardised = stats.cronbach(np.corrcoef(scores), 10)[0]
    assert standardised == pytest.approx(vector["standardised"], abs=5e-7)
    # Feldt's limits by scipy's F distribution: 9 and 18 degrees of freedom.
    ends = [1 - (1 - raw[0]) * f.ppf(q, 9, 18) for q in (0.975, 0.025)]
    assert raw[1:] == pytest.approx(ends)


def test_cronbach_of_what_does_not_vary_is_nan() -> None:
    for covariances, n in (([[0, 0], [0, 0]], 30), ([[1]], 30), ([[1, 0], [0, 1]], 1)):
        assert np.isnan(stats.cronbach(covariances, n)).all()


def test_cronbach_may_be_negative() -> None:
    # Two items that cancel each other nearly: 2 (1 - 2 / 0.4) = -8.
    assert stats.cronbach([[1, -0.8], [-0.8, 1]], 30)[0] == pytest.approx(-8)


def test_holm_by_hand_leaves_nan_out() -> None:
    # By hand: 0.01 x 4, max(that, 0.013 x 3), max(that, 0.03 x 2), max(that, 0.9 x 1).
    assert stats.holm([0.03, 0.9, 0.01, np.nan, 0.013]).tolist() == pytest.approx(
        [0.06, 0.9, 0.04, np.nan, 0.04], nan_ok=True
    )
    assert stats.holm([]).tolist() == []
    assert stats.holm([0.6, 0.7]).tolist() == [1, 1]


def test_mean_interval_and_t_test_agree_with_scipy() -> None:
    values = [3.0, 5, 4, 4, 7]
    test = ttest_1samp(values, 0)
    low, high = stats.mean_interval(np.mean(values), np.std(values, ddof=1), 5)
    assert [float(low), float(high)] == pytest.approx([*test.confidence_interval(0.95)])
    t, p = stats.t_test(np.mean(values), np.std(values, ddof=1) / np.sqrt(5), 4)
    assert [float(t), float(p)] == pytest.approx([test.statistic, test.pvalue])
    assert np.isnan(stats.mean_interval(1, 1, [0, 1])).all()
    assert np.isnan(stats.t_test(1, 0, 4)).all()
