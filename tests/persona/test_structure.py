"""How clear and how lasting groups are, on points that can be worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_samples

from workshop_kit.persona.attributes import Column
from workshop_kit.persona.structure import (
    Crowd,
    choose,
    distances,
    mixture,
    one_peak,
    silhouettes,
    stability,
)


def column(values: object, kind: str = "number", levels: int = 0) -> Column:
    names = tuple(map(str, range(levels)))
    return Column("a", kind, names, np.asarray(values, dtype=float))  # type: ignore[arg-type]


def test_the_silhouette_of_four_points_by_hand() -> None:
    # 0 and 1 against 4 and 5. Of 0: a = 1, b = (4 + 5) / 2, (4.5 - 1) / 4.5; of 1: b = 3.5.
    between = distances(np.array([[0.0], [1], [4], [5]]))
    expected = [3.5 / 4.5, 2.5 / 3.5, 2.5 / 3.5, 3.5 / 4.5]
    assert silhouettes(between, np.array([0, 0, 1, 1])).tolist() == pytest.approx(expected)


def test_a_customer_alone_in_a_segment_has_a_silhouette_of_zero() -> None:
    between = distances(np.array([[0.0], [1], [9]]))
    assert silhouettes(between, np.array([0, 0, 1]))[2] == 0


def test_one_group_has_no_silhouettes() -> None:
    assert np.isnan(silhouettes(distances(np.zeros((3, 1))), np.zeros(3, dtype=int))).all()


def test_silhouettes_are_scikit_learns_to_the_last_bit() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(1_500, 3)).round(1)  # some lie in one place; more than one chunk
    labels = rng.integers(4, size=1_500)
    labels[7] = 4
    between = distances(points)
    expected = silhouette_samples(between, labels, metric="precomputed")
    assert np.array_equal(silhouettes(between, labels), expected)


def test_the_agreement_is_the_published_one() -> None:
    # Yeung and Ruzzo (2001), Details of the adjusted Rand index, Bioinformatics 17, 763-774: rows
    # (1, 1, 0), (1, 2, 1), (0, 0, 4). (7 - 13 * 14 / 45) / ((13 + 14) / 2 - 13 * 14 / 45) = 0.313.
    cells = [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 2), (1, 2, 1), (2, 2, 4)]
    classes = [row for row, _, n in cells for _ in range(n)]
    groups = [group for _, group, n in cells for _ in range(n)]
    expected = (7 - 13 * 14 / 45) / (13.5 - 13 * 14 / 45)
    assert adjusted_rand_score(classes, groups) == pytest.approx(expected)
    assert round(expected, 3) == 0.313


def test_groups_far_apart_are_found_again_in_every_resample() -> None:
    points = np.concatenate([np.arange(15.0), np.arange(100.0, 115.0)])[:, None]
    labels = np.repeat([0, 1], 15)
    again = stability(points, labels, 2, 10, np.random.default_rng(0))
    assert again.tolist() == [1.0] * 10


@pytest.mark.parametrize(
    ("silhouette", "smallest", "chosen"),
    [
        ({2: 0.30, 3: 0.50, 4: 0.40}, {2: 9, 3: 9, 4: 9}, 3),
        ({2: 0.492, 3: 0.50, 4: 0.495}, {2: 9, 3: 9, 4: 9}, 2),  # within 0.01: the smallest number
        ({2: 0.30, 3: 0.50, 4: 0.40}, {2: 9, 3: 4, 4: 5}, 4),  # three would leave one of 4
        ({2: 0.80, 3: 0.70}, {2: 1, 3: 1}, 2),  # where every number does, they all count
    ],
)
def test_the_clearest_number_of_segments_is_chosen(
    silhouette: dict[int, float], smallest: dict[int, int], chosen: int
) -> None:
    assert choose(silhouette, smallest) == chosen


def test_what_rises_and_falls_once_keeps_its_shape() -> None:
    edges, below = one_peak(np.repeat([1.0, 2, 3, 4], [1, 5, 3, 1]))
    assert edges.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert np.diff(below).tolist() == pytest.approx([0.1, 0.5, 0.3, 0.1])


def test_two_peaks_become_one() -> None:
    # 10 zeros, nothing at one and two, 6 threes: the 6 are spread over all that follows the peak.
    _, below = one_peak(np.repeat([0.0, 3], [10, 6]))
    assert np.diff(below).tolist() == pytest.approx([10 / 16, 2 / 16, 2 / 16, 2 / 16])


@pytest.mark.parametrize("power", [0.1, 1.0, 3.0])
def test_a_distribution_of_any_size_ends_at_all_customers(power: float) -> None:
    values = np.random.default_rng(1).lognormal(sigma=power, size=500)
    edges, below = one_peak(values)
    assert (edges[0], edges[-1]) == (values.min(), values.max())
    assert (below[0], below[-1]) == (0, pytest.approx(1))
    assert (np.diff(below) >= 0).all()


def test_a_crowd_keeps_ranges_steps_gaps_counts_and_correlations() -> None:
    rng = np.random.default_rng(2)
    use = rng.normal(size=400)
    stays = np.round(2 + use + rng.normal(size=400))
    stays[:40] = np.nan
    plan = rng.integers(0, 3, 400).astype(float)
    plan[:40] = np.nan
    real = [
        Column("use", "number", (), use),
        Column("stays", "number", (), stays),
        Column("plan", "category", ("a", "b", "c"), plan),
    ]
    drawn = Crowd(real).draw(rng)
    assert [c.name for c in drawn] == ["use", "stays", "plan"]
    for one, other in zip(real, drawn, strict=True):
        assert (one.missing == other.missing).all()
        assert one.known.min() <= other.known.min()
        assert other.known.max() <= one.known.max()
    assert (drawn[1].known == np.round(drawn[1].known)).all()
    assert np.bincount(drawn[2].known.astype(int)).tolist() == (
        np.bincount(real[2].known.astype(int)).tolist()
    )
    both = ~drawn[1].missing
    expected = np.corrcoef(use[both], stays[both])[0, 1]
    found = np.corrcoef(drawn[0].values[both], drawn[1].values[both])[0, 1]
    assert found == pytest.approx(expected, abs=0.1)


def test_a_crowd_fills_the_gap_between_groups() -> None:
    values = np.concatenate([np.linspace(0, 1, 50), np.linspace(9, 10, 40)])
    (drawn,) = Crowd([column(values)]).draw(np.random.default_rng(0))
    assert ((drawn.values > 1.5) & (drawn.values < 8.5)).sum() > 10


def test_a_crowd_of_one_value_is_that_value() -> None:
    (drawn,) = Crowd([column([4.0] * 9)]).draw(np.random.default_rng(0))
    assert set(drawn.values) == {4.0}


@pytest.mark.parametrize("correlation", [-0.8, 0.0, 0.5])
@pytest.mark.parametrize("cuts", [([0.0], [0.8]), ([-1.0, 0.0, 1.0], [0.0]), ([0.0], None)])
def test_cutting_up_hides_no_correlation(
    correlation: float, cuts: tuple[list[float], list[float] | None]
) -> None:
    # Of two halves, the tetrachoric correlation is known: sin(2 pi (p11 - 1/4)), Sheppard (1899).
    rng = np.random.default_rng(3)
    normal = rng.multivariate_normal([0, 0], [[1, correlation], [correlation, 1]], 20_000).T
    seen = [
        values if at is None else np.searchsorted(at, values)
        for values, at in zip(normal, cuts, strict=True)
    ]
    mixed = mixture([column(values) for values in seen])
    found = mixed.T @ mixed
    assert np.diag(found).tolist() == pytest.approx([1, 1])
    assert found[0, 1] == pytest.approx(correlation, abs=0.03)


def test_two_halves_have_the_correlation_that_sheppard_gave() -> None:
    # 30 + 20 and 20 + 30: sin(2 pi (0.3 - 0.25)).
    one, other = (
        np.repeat([0, 0, 1, 1], [30, 20, 20, 30]),
        np.repeat([0, 1, 0, 1], [30, 20, 20, 30]),
    )
    mixed = mixture([column(one), column(other)])
    expected = np.sin(2 * np.pi * 0.05)
    assert (mixed.T @ mixed)[0, 1] == pytest.approx(expected, abs=0.005)


def association(one: Column, other: Column) -> float:
    """Cramér's V."""
    from scipy.stats.contingency import association, crosstab

    known = ~one.missing & ~other.missing
    return float(association(crosstab(one.values[known], other.values[known]).count))


def test_a_crowd_keeps_what_categories_have_to_do_with_all_else() -> None:
    rng = np.random.default_rng(5)
    trait = rng.normal(size=(600, 1))
    use, likes, pays, plan = (0.8 * trait + 0.6 * rng.normal(size=(600, 4))).T
    # In the order of the letters the values of a plan do not lie on the line.
    order = np.array([2, 0, 3, 1])
    real = [
        Column("use", "number", (), use),
        Column("likes", "category", ("no", "yes"), (likes > 0).astype(float)),
        Column("pays", "category", ("app", "cash"), (pays > 0.7).astype(float)),
        Column("plan", "category", tuple("abcd"),
               order[np.searchsorted([-0.7, 0, 0.7], plan)].astype(float)),
    ]  # fmt: skip
    crowd = Crowd(real)
    drawn = [crowd.draw(rng) for _ in range(10)]
    for i, j in [(1, 2), (1, 3), (2, 3)]:
        found = np.mean([association(one[i], one[j]) for one in drawn])
        assert found == pytest.approx(association(real[i], real[j]), abs=0.06)
    for i in (1, 2, 3):
        assert np.bincount(drawn[0][i].values.astype(int)).tolist() == (
            np.bincount(real[i].values.astype(int)).tolist()
        )
        above = [np.mean(one[0].values[one[1].values == 1]) for one in drawn]
        assert np.mean(above) == pytest.approx(use[likes > 0].mean(), abs=0.1)


def test_gaps_neither_weaken_correlations_nor_break_them() -> None:
    rng = np.random.default_rng(6)
    trait = rng.normal(size=400)
    real = [trait + 0.3 * rng.normal(size=400) for _ in range(3)]
    real[0][:190] = np.nan
    real[1][210:] = np.nan  # 20 customers have both
    drawn = Crowd([replace(column(values), name=str(i)) for i, values in enumerate(real)]).draw(rng)
    for i in (0, 1):
        known = ~drawn[i].missing
        assert np.corrcoef(drawn[i].known, drawn[2].values[known])[0, 1] > 0.8
