"""`kano.classify` and `kano.continuous`: published results, counts done by hand, and the limits."""

import json
from itertools import combinations, product
from math import nan, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.integrate import quad
from scipy.stats import binomtest, gamma

from workshop_kit import kano

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
GRIDS = VECTORS["kano_grids"]["features"]
PUBLISHED = [
    dict(zip(VECTORS["kano_counts"]["columns"], row, strict=True))
    for row in VECTORS["kano_counts"]["rows"]
]
PROPORTIONS = [
    dict(zip(VECTORS["kano_proportions"]["columns"], row, strict=True))
    for row in VECTORS["kano_proportions"]["rows"]
]
# One cell per category, the same in the classic and in Pouliot's table (note of kano_counts).
CELL = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}
ORDER = "MOAIRQ"
law = settings(deadline=None)  # a slow machine breaks no law


def of(feature: str = "wifi", **counts: int) -> pd.DataFrame:
    """A tally with these counts of A, O, M, I, R, Q."""
    rows = [(feature, *CELL[letter], n) for letter, n in counts.items()]
    return pd.DataFrame(rows, columns=["feature", "functional", "dysfunctional", "n"])


def of_grid(feature: str, grid: list[list[int]]) -> pd.DataFrame:
    """A tally from a table: rows functional 1..5, columns dysfunctional 1..5."""
    rows = [(feature, f + 1, d + 1, grid[f][d]) for f, d in product(range(5), range(5))]
    return pd.DataFrame(rows, columns=["feature", "functional", "dysfunctional", "n"])


def classified(tally: pd.DataFrame, **options: Any) -> pd.Series:
    """The only row of the table."""
    table = kano.classify(tally, **options)
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize("feature", GRIDS)
def test_the_digital_money_survey_is_reproduced(feature: str) -> None:
    # Reppel 2022: Pouliot's table, Blauth's rule, coefficients to 7 decimals.
    published = GRIDS[feature]["published_pouliot"]
    row = classified(of_grid(feature, GRIDS[feature]["grid"]), evaluation="pouliot", rule="blauth")
    assert row["n"] == GRIDS[feature]["n"] == 358
    assert {c: row[c] for c in "AOMIRQ"} == {c: published[c] for c in "AOMIRQ"}
    assert row["category"] == row["blauth"] == published["blauth_category"]
    assert row["better"] == pytest.approx(published["better"], abs=5e-8)
    assert row["worse"] == pytest.approx(published["worse"], abs=5e-8)


@pytest.mark.parametrize(
    ("feature", "moved"),
    [("F6", 10 + 7), ("F7", 6 + 4), ("F8", 7 + 2), ("F9", 6 + 1)],  # cells (2, 2) and (4, 4)
)
def test_the_classic_table_counts_two_of_pouliots_questionable_cells_as_indifferent(
    feature: str, moved: int
) -> None:
    tally = of_grid(feature, GRIDS[feature]["grid"])
    classic, pouliot = classified(tally), classified(tally, evaluation="pouliot")
    change = classic[list("AOMIRQ")] - pouliot[list("AOMIRQ")]
    assert change.tolist() == [0, 0, 0, moved, 0, -moved]


def test_pouliots_table_moves_better_by_up_to_023() -> None:
    # METHODS.md, trap 4; F6: 110 / 296 against 110 / 279.
    tally = pd.concat([of_grid(feature, GRIDS[feature]["grid"]) for feature in GRIDS])
    change = kano.classify(tally, evaluation="pouliot")["better"] - kano.classify(tally)["better"]
    assert change.max() == pytest.approx(110 / 279 - 110 / 296)
    assert round(change.max(), 3) == 0.023


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda row: row["name"])
def test_the_stp25kano_rows_are_reproduced(published: dict[str, Any]) -> None:
    tally = of(**{letter: published[letter] for letter in "AOMIRQ"})
    row = classified(tally)
    assert row["n"] == published["n"]
    assert row["category"] == row["mode"] == published["max"]
    assert classified(tally, tolerance=0.05)["category"] == published["MOAI(5pp)"]
    assert row["total_strength"] == pytest.approx(published["TS%"] / 100, abs=0.005)
    assert row["category_strength"] == pytest.approx(published["CS%"] / 100, abs=0.005)
    assert row["better"] == pytest.approx(published["CSplus"], abs=0.0005)
    assert row["worse"] == pytest.approx(published["CSminus"], abs=0.0005)
    assert row["fong_margin"] == published["fong_lhs"]
    assert row["fong_threshold"] == pytest.approx(published["fong_rhs"], abs=0.05)
    assert row["fong_significant"] == published["fong_sig"]


@pytest.mark.parametrize("published", PROPORTIONS, ids=lambda row: f"A={row['A']}")
def test_the_thirty_feature_sample_is_reproduced(published: dict[str, float]) -> None:
    row = classified(of(**{letter: round(published[letter] * 100) for letter in "AOMIRQ"}))
    assert row["better"] == pytest.approx(published["better"], abs=0.005)
    assert row["worse"] == pytest.approx(published["worse"], abs=5e-9)


def test_intervals_of_better_and_worse_are_the_published_wilson_intervals() -> None:
    one, two, none = VECTORS["wilson95"]["rows"]
    row = classified(of(A=one["k"], I=one["n"] - one["k"]))  # better 81 of 263
    assert [row["better_low"], row["better_high"]] == pytest.approx(one["ci"], abs=0.00005)
    row = classified(of(M=two["k"], I=two["n"] - two["k"]))  # |worse| 15 of 148
    assert [-row["worse_high"], -row["worse_low"]] == pytest.approx(two["ci"], abs=0.00005)
    row = classified(of(I=none["n"]))  # neither, of 20
    assert [row["better_low"], row["better_high"]] == pytest.approx(none["ci"], abs=0.00005)
    assert [-row["worse_high"], -row["worse_low"]] == pytest.approx(none["ci"], abs=0.00005)


# METHODS.md section 1; Pouliot's table differs in (2, 2) and (4, 4).
CLASSIC = ["Q A A A O", "R I I I M", "R I I I M", "R I I I M", "R R R R Q"]


@pytest.mark.parametrize(
    ("evaluation", "changed"), [("classic", {}), ("pouliot", {(2, 2): "Q", (4, 4): "Q"})]
)
def test_every_cell_of_the_table(evaluation: Any, changed: dict[tuple[int, int], str]) -> None:
    for f, d in product(range(1, 6), range(1, 6)):
        expected = changed.get((f, d), CLASSIC[f - 1].split()[d - 1])
        counts = pd.DataFrame({"feature": ["x"], "functional": f, "dysfunctional": d, "n": 1})
        assert classified(counts, evaluation=evaluation)["category"] == expected, (f, d)
        assert kano.evaluate(f, d, evaluation) == expected


@pytest.mark.parametrize(
    ("evaluation", "cells"),
    [("classic", [3, 1, 3, 9, 7, 2]), ("pouliot", [3, 1, 3, 7, 7, 4])],  # METHODS.md section 1
)
def test_all_25_cells_once(evaluation: Any, cells: list[int]) -> None:
    row = classified(of_grid("wifi", [[1] * 5] * 5), evaluation=evaluation)
    assert [row[letter] for letter in "AOMIRQ"] == cells


def test_every_cell_of_the_short_form() -> None:
    # METHODS.md: (like, must-be, neutral) x (neutral, live-with, dislike), here 1-3 and 3-5.
    for f, letters in {1: "AAO", 2: "IIM", 3: "IIM"}.items():
        for d, expected in zip((3, 4, 5), letters, strict=True):
            counts = pd.DataFrame({"feature": ["x"], "functional": f, "dysfunctional": d, "n": 1})
            assert classified(counts, evaluation="short")["category"] == expected, (f, d)


def test_the_short_form_refuses_answers_it_does_not_have() -> None:
    tally = pd.concat([of("wifi", O=5), of("spa", R=3, Q=1), of("pool", O=1)])
    with pytest.raises(
        ValueError,
        match=r"'functional' must hold 1, 2 or 3 and 'dysfunctional' 3, 4 or 5\. "
        r"Found 4 answers outside, in spa\.",
    ):
        kano.classify(tally, evaluation="short")


@pytest.mark.parametrize("pair", [(0, 1), (1, 0), (6, 1), (1, 6), (-1, 3)])
def test_a_cell_outside_the_table_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=rf"no cell for functional {pair[0]}, dysfunctional"):
        kano.evaluate(*pair)


@pytest.mark.parametrize(("first", "second"), [*combinations(ORDER, 2)])
def test_equal_counts_go_to_the_earlier_of_m_o_a_i_r_q(first: str, second: str) -> None:
    row = classified(of(**{second: 7, first: 7}))
    assert row["category"] == row["mode"] == first
    assert row["runner_up"] == second
    assert row["tie"]
    assert not row["significant"]
    assert row["category_strength"] == 0


def test_equal_counts_go_to_must_be() -> None:
    row = classified(of(A=3, O=3, M=3, I=3, R=3, Q=3))
    assert (row["category"], row["runner_up"], row["tie"]) == ("M", "O", True)


def test_one_answer_more_ends_the_tie() -> None:
    row = classified(of(M=6, I=7))
    assert (row["category"], row["runner_up"], row["tie"]) == ("I", "M", False)


def test_a_tie_below_the_largest_count_is_no_tie_of_the_category() -> None:
    row = classified(of(A=9, I=4, M=4))
    assert (row["category"], row["runner_up"], row["tie"]) == ("A", "M", False)


def test_runner_up_is_missing_where_all_agree() -> None:
    assert pd.isna(classified(of(A=9))["runner_up"])


def test_runner_up_may_be_questionable() -> None:
    assert classified(of(A=9, Q=5, I=2))["runner_up"] == "Q"


def test_within_the_tolerance_the_first_of_m_o_a_i_wins() -> None:
    # 100 answers: I 32, A 28, O 27, M 13. 4 points: A; 5 points: O; 19 points: M.
    tally = of(I=32, A=28, O=27, M=13)
    chosen = [classified(tally, tolerance=t)["category"] for t in (0, 0.03, 0.04, 0.05, 0.19)]
    assert chosen == ["I", "I", "A", "O", "M"]


def test_a_difference_of_exactly_the_tolerance_is_within_it() -> None:
    # .29 x 100 is 28.999999999999996 in floating point, and 30 - 1 is 29.
    tally = of(I=30, R=30, Q=30, A=9, O=1)
    assert classified(tally, tolerance=0.29)["category"] == "O"
    assert classified(tally, tolerance=0.289)["category"] == "A"
    # 5 points of 60 answers are 3.
    assert classified(of(I=30, A=27, R=3), tolerance=0.05)["category"] == "A"
    assert classified(of(I=30, A=26, R=4), tolerance=0.05)["category"] == "I"


def test_a_category_within_the_tolerance_is_a_tie() -> None:
    assert classified(of(I=52, A=48), tolerance=0.05)["tie"]
    assert not classified(of(I=52, A=48))["tie"]


def test_the_tolerance_never_chooses_reverse_or_questionable() -> None:
    assert classified(of(R=48, Q=52), tolerance=0.05)["category"] == "Q"
    assert classified(of(I=48, R=52), tolerance=0.05)["category"] == "I"


@pytest.mark.parametrize(
    ("counts", "mode", "blauth"),
    [
        ({"A": 30, "O": 15, "M": 15, "I": 35}, "I", "A"),  # 60 > 35
        ({"A": 30, "I": 12, "R": 11, "Q": 10}, "A", "I"),  # 30 < 33
        ({"A": 10, "O": 10, "M": 10, "I": 29}, "I", "M"),  # 30 > 29, then M > O > A
        ({"A": 11, "O": 10, "M": 10, "I": 29}, "I", "A"),
        ({"A": 25, "I": 10, "R": 10, "Q": 10}, "A", "I"),  # 25 < 30, then I > R > Q
        ({"A": 25, "I": 9, "R": 10, "Q": 10}, "A", "R"),
        ({"A": 9, "O": 1, "I": 4, "R": 6}, "A", "R"),  # 10 = 10: "greater" fails
    ],
)
def test_blauths_rule(counts: dict[str, int], mode: str, blauth: str) -> None:
    by_mode, by_blauth = classified(of(**counts)), classified(of(**counts), rule="blauth")
    assert [by_mode[c] for c in ("category", "mode", "blauth")] == [mode, mode, blauth]
    assert [by_blauth[c] for c in ("category", "mode", "blauth")] == [blauth, mode, blauth]


@pytest.mark.parametrize(
    ("counts", "tie"),
    [
        ({"A": 10, "O": 10, "I": 5}, True),
        ({"A": 10, "O": 9, "I": 5}, False),
        ({"I": 10, "R": 10, "A": 5}, True),
        ({"A": 20, "I": 20}, True),  # the halves are equal
        ({"A": 20, "M": 5, "I": 20}, False),  # equal for the mode, not for Blauth
    ],
)
def test_tie_speaks_of_the_rule_in_use(counts: dict[str, int], tie: bool) -> None:
    assert classified(of(**counts), rule="blauth")["tie"] == tie


def test_strengths_by_hand() -> None:
    row = classified(of(A=20, O=12, M=8, I=5, R=3, Q=2))  # n = 50
    assert row["category_strength"] == pytest.approx((20 - 12) / 50)
    assert row["total_strength"] == pytest.approx((20 + 12 + 8) / 50)


def test_fong_leaves_q_out_of_the_two_largest_but_keeps_it_in_n() -> None:
    # METHODS.md, trap 3. a = 30, b = 20, n = 100: 1.65 * sqrt(50 * 150 / 200) = 10.104 > 10;
    # with n = 50 it would be 8.25.
    row = classified(of(Q=50, A=30, I=20))
    assert row["fong_margin"] == 10
    assert row["fong_threshold"] == pytest.approx(1.65 * sqrt(37.5))
    assert not row["fong_significant"]
    assert (row["category"], row["runner_up"]) == ("Q", "A")
    assert row["category_strength"] == pytest.approx(0.2)


@pytest.mark.parametrize(("n", "share"), [(30, 0.209), (100, 0.114), (300, 0.066)])
def test_fongs_threshold_for_two_categories_with_80_percent(n: int, share: float) -> None:
    # METHODS.md section 1: needed |a - b| / n with (a + b) / n = .8.
    row = classified(of(A=n * 8 // 20, O=n * 8 // 20, R=n // 5))
    assert row["fong_threshold"] / n == pytest.approx(share, abs=0.0005)


def test_a_margin_equal_to_fongs_threshold_is_significant() -> None:
    # METHODS.md: not significant if |a - b| < threshold. Solved for whole numbers: n = 360,
    # a + b = 320 gives 1.65 * sqrt(320 * 400 / 720) = 1.65 * 13.333... = 22 = 171 - 149.
    row = classified(of(R=171, A=149, M=40))
    assert (row["n"], row["fong_margin"]) == (360, 22)
    assert row["fong_threshold"] == pytest.approx(22)
    assert row["fong_significant"]
    assert not classified(of(R=171, A=149, M=41))["fong_significant"]


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_significant_is_the_exact_test_of_the_two_largest_counts(level: float) -> None:
    pairs = [(a, b) for a in range(1, 30) for b in range(a + 1)]
    tally = pd.concat([of(f"{a:02}-{b:02}", I=a, Q=b) for a, b in pairs])
    expected = {f"{a:02}-{b:02}": binomtest(a, a + b).pvalue < 1 - level for a, b in pairs}
    table = kano.classify(tally, level=level)
    assert dict(zip(table["feature"], table["significant"], strict=True)) == expected


def test_significance_by_hand() -> None:
    # 6 to 0: p = 2 / 64 = .031. 5 to 0: 2 / 32 = .0625.
    table = kano.classify(pd.concat([of("five", A=5), of("six", A=6)]))
    assert table["significant"].tolist() == [False, True]
    assert not classified(of(A=6), level=0.97)["significant"]


def test_stability_is_the_share_of_dirichlet_draws_that_keep_the_category() -> None:
    # Largest of six gamma variables with shapes count + 1/2 (a Dirichlet draw before dividing).
    counts = {"O": 6, "M": 3, "A": 2}
    shapes = [counts.get(letter, 0) + 0.5 for letter in ORDER]

    def density(x: float) -> float:
        return float(gamma.pdf(x, 6.5) * np.prod([gamma.cdf(x, s) for s in shapes if s != 6.5]))

    expected = quad(density, 0, 60)[0]
    # 1,000 draws: a standard error is sqrt(p (1 - p) / 1000) < .0159; four of them.
    assert classified(of(**counts))["stability"] == pytest.approx(expected, abs=0.064)


def test_one_answer_is_not_called_stable() -> None:
    # METHODS.md: a bootstrap would call a single answer perfectly stable.
    assert classified(of(A=1))["stability"] < 0.6


def test_stability_reaches_1_where_nothing_is_in_doubt() -> None:
    assert classified(of(A=900, I=100))["stability"] == 1


def test_stability_of_equal_counts_is_one_half() -> None:
    assert classified(of(A=500, I=500))["stability"] == pytest.approx(0.5, abs=0.064)


def test_stability_follows_the_rule() -> None:
    # The mode is O by far; for Blauth 51 stand against 50.
    tally = of(O=51, I=26, R=12, Q=12)
    assert classified(tally)["stability"] > 0.99
    assert classified(tally, rule="blauth")["stability"] == pytest.approx(0.5, abs=0.1)


def test_stability_follows_the_tolerance() -> None:
    # stp25kano "Hotline": I 124, A 121. A keeps its place while I leads by 5 points at most:
    # the difference has mean .01 and sd sqrt(245 / 296 / 297) = .053, so about 77 %.
    tally = of(M=15, O=24, A=121, I=124, R=6, Q=6)
    assert classified(tally, tolerance=0.05)["stability"] == pytest.approx(0.77, abs=0.07)


def test_stability_is_reproducible_and_does_not_depend_on_other_rows() -> None:
    one, two = of("wifi", A=9, I=7), of("spa", M=9, O=8)
    together = kano.classify(pd.concat([one, two])).set_index("feature")["stability"]
    assert classified(one)["stability"] == together["wifi"] == classified(one)["stability"]
    assert classified(two)["stability"] == together["spa"]


def test_another_seed_gives_other_draws() -> None:
    found = {classified(of(A=9, I=7), seed=seed)["stability"] for seed in range(5)}
    assert len(found) > 1
    assert max(found) - min(found) < 0.128


COLUMNS = [
    *["feature", "n", "A", "O", "M", "I", "R", "Q", "category", "mode", "blauth", "runner_up"],
    *["tie", "better", "better_low", "better_high", "worse", "worse_low", "worse_high"],
    *["category_strength", "total_strength", "fong_margin", "fong_threshold", "fong_significant"],
    *["significant", "stability"],
]  # in the words and the order of the issue
EMPTY = pd.DataFrame({"feature": [], "functional": [], "dysfunctional": [], "n": []})


def test_the_columns_and_their_order() -> None:
    assert kano.classify(of(A=1)).columns.tolist() == COLUMNS
    assert kano.classify(EMPTY).columns.tolist() == COLUMNS
    by_segment = kano.classify(of(A=1).assign(segment="solo", year=2026), by=["year", "segment"])
    assert by_segment.columns.tolist() == ["year", "segment", *COLUMNS]


def test_flags_are_booleans_and_counts_are_whole_numbers() -> None:
    table = kano.classify(pd.concat([of("wifi", A=1), of("spa", A=0)]))
    flags, numbers = ["tie", "fong_significant", "significant"], ["n", *"AOMIRQ", "fong_margin"]
    assert {str(table[name].dtype) for name in flags} == {"bool"}
    assert {str(table[name].dtype) for name in numbers} == {"int64"}


@pytest.mark.parametrize("letters", ["R", "Q", "RQ"])
def test_better_and_worse_are_nan_where_nobody_is_a_o_m_or_i(letters: str) -> None:
    row = classified(of(**dict.fromkeys(letters, 4)))
    shares = ["better", "better_low", "better_high", "worse", "worse_low", "worse_high"]
    assert row[shares].isna().all()
    assert row["category"] == letters[0]
    assert row["total_strength"] == 0


def test_all_answers_questionable() -> None:
    row = classified(of(Q=50))
    assert (row["category"], row["mode"], row["blauth"], row["n"]) == ("Q", "Q", "Q", 50)
    assert pd.isna(row["runner_up"])
    assert (row["tie"], row["category_strength"], row["fong_margin"]) == (False, 1, 0)
    assert not row["fong_significant"]  # no two counts to compare


def test_no_rows_give_an_empty_table() -> None:
    assert kano.classify(EMPTY).empty
    assert kano.continuous(EMPTY).empty


def test_one_answer() -> None:
    row = classified(of(O=1))
    assert (row["n"], row["category"], row["better"], row["worse"]) == (1, "O", 1, -1)
    assert row["better_high"] == 1
    assert row["worse_low"] == -1
    # Wilson for 1 of 1: low = 1 / (1 + 1.96 ** 2) = .2065
    assert [row["better_low"], -row["worse_high"]] == pytest.approx([0.2065, 0.2065], abs=5e-5)
    assert not row["significant"]
    assert not row["fong_significant"]


def test_a_feature_with_only_missing_answers_stays_with_n_0() -> None:
    tally = pd.DataFrame(
        {"feature": "spa", "functional": [0, 1, 0], "dysfunctional": [0, 0, 5], "n": [2, 3, 4]}
    )
    row = classified(tally)
    assert row["n"] == row["A"] == row["Q"] == 0
    missing = ["category", "mode", "blauth", "runner_up", "better", "worse", "category_strength"]
    missing += ["total_strength", "fong_threshold", "stability", "better_low", "worse_high"]
    assert row[missing].isna().all()
    assert not row[["tie", "significant", "fong_significant"]].any()


def test_answers_with_one_side_do_not_count() -> None:
    half = pd.DataFrame(
        {"feature": "wifi", "functional": [1, 0], "dysfunctional": [0, 5], "n": [90, 90]}
    )
    assert_frame_equal(kano.classify(pd.concat([of(A=3, I=2), half])), kano.classify(of(A=3, I=2)))


def test_a_share_of_0_is_not_written_as_minus_0() -> None:
    row = classified(of(I=5))
    assert [str(row[name]) for name in ("worse", "worse_high")] == ["0.0", "0.0"]


def test_by_keeps_groups_apart_and_a_null_segment_is_one() -> None:
    parts = [of(A=5).assign(segment="solo"), of(M=4).assign(segment=None), of(I=3, A=2)]
    tally = pd.concat([*parts[:2], parts[2].assign(segment="family")])
    table = kano.classify(tally, by="segment")
    assert table["segment"].fillna("none").tolist() == ["family", "solo", "none"]
    assert table["category"].tolist() == ["I", "A", "M"]
    assert table["n"].tolist() == [5, 5, 4]
    assert kano.continuous(tally, by="segment")["n_functional"].tolist() == [5, 5, 4]


def test_by_several_columns() -> None:
    tally = pd.concat(
        [
            of(letter, **{letter: year - 2020}).assign(segment=segment, year=year)
            for letter, segment, year in product("AM", ["family", "solo"], [2025, 2026])
        ]
    )
    table = kano.classify(tally, by=["year", "segment"])
    assert table["feature"].tolist() == table["category"].tolist() == ["A", "M"] * 4
    assert table["n"].tolist() == [5] * 4 + [6] * 4
    assert table["segment"].tolist() == ["family", "family", "solo", "solo"] * 2


def test_columns_that_by_does_not_name_are_summed_over() -> None:
    tally = pd.concat([of(A=5).assign(segment="solo"), of(A=1, M=4).assign(segment=None)])
    assert_frame_equal(kano.classify(tally), kano.classify(of(A=6, M=4)))
    assert_frame_equal(kano.continuous(tally), kano.continuous(of(A=6, M=4)))


def test_the_tally_is_not_changed() -> None:
    tally = of(A=3, I=2).assign(segment="solo")
    before = tally.copy(deep=True)
    kano.classify(tally, by="segment", tolerance=0.05, rule="blauth")
    kano.continuous(tally, by="segment")
    assert_frame_equal(tally, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"evaluation": "type3"},
            r"evaluation must be one of \['classic', 'pouliot', 'short'\]\. Got 'type3'",
        ),
        ({"rule": "median"}, r"rule must be 'mode' or 'blauth'\. Got 'median'"),
        ({"tolerance": -0.01}, r"tolerance must be a share from 0 to 1\. Got -0\.01"),
        ({"tolerance": 5}, r"tolerance must be a share from 0 to 1\. Got 5"),
        ({"tolerance": nan}, r"tolerance must be a share from 0 to 1\. Got nan"),
        ({"level": 0}, r"level must lie strictly between 0 and 1.*Got 0"),
        ({"level": 1.0}, r"level must lie strictly between 0 and 1.*Got 1\.0"),
        ({"level": 95}, r"level must lie strictly between 0 and 1.*Got 95"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("tally", [of(A=1), EMPTY], ids=["one", "empty"])
def test_an_unknown_option_is_refused(
    options: dict[str, Any], message: str, tally: pd.DataFrame
) -> None:
    with pytest.raises(ValueError, match=message):
        kano.classify(tally, **options)


@pytest.mark.parametrize("result", [kano.classify, kano.continuous])
@pytest.mark.parametrize(
    ("tally", "message"),
    [
        (of(A=-1), r"'n' must hold whole numbers from 0\. Found -1"),
        (of(A=1).assign(n=0.5), r"'n' must hold whole numbers from 0\. Found 0\.5"),
        (of(A=1).drop(columns="n"), r"Columns \['n'\] must be there"),
        (of(A=1).drop(columns="feature"), r"Columns \['feature'\] must be there"),
        (of(A=1).assign(functional=6), r"must hold 0 to 5.*Found functional 6 \(feature wifi"),
        (of(A=1).assign(feature=None), r"'feature' must not be empty"),
    ],
)
def test_a_bad_tally_is_refused(result: Any, tally: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        result(tally)


counts_of = st.fixed_dictionaries({letter: st.integers(0, 60) for letter in "AOMIRQ"})
options = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(["mode", "blauth"]),
        "tolerance": st.sampled_from([0.0, 0.05, 0.2]),
        "level": st.sampled_from([0.5, 0.95]),
    }
)
grids = st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=5, max_size=5)


@law
@given(grids, st.sampled_from(["classic", "pouliot"]), options)
def test_counts_sum_to_n_and_coefficients_stay_in_their_range(
    grid: list[list[int]], evaluation: Any, chosen: dict[str, Any]
) -> None:
    row = classified(of_grid("wifi", grid), evaluation=evaluation, **chosen)
    assert row[list("AOMIRQ")].sum() == row["n"] == np.sum(grid)
    if row[list("AOMI")].sum() == 0:
        assert row[["better", "worse", "better_low", "worse_low"]].isna().all()
    else:
        assert 0 <= row["better_low"] <= row["better"] <= row["better_high"] <= 1
        assert -1 <= row["worse_low"] <= row["worse"] <= row["worse_high"] <= 0
    if row["n"]:
        assert 0 <= row["category_strength"] <= 1
        assert 0 <= row["total_strength"] <= 1
        assert 0 <= row["stability"] <= 1


@law
@given(counts_of, options)
def test_category_follows_the_counts(counts: dict[str, int], chosen: dict[str, Any]) -> None:
    row = classified(of(**counts), **chosen)
    n, top = sum(counts.values()), max(counts.values())
    if n == 0:
        assert row[["category", "mode", "blauth", "runner_up"]].isna().all()
        return
    margin = chosen["tolerance"] * n + 1e-6
    near = [c for c in ORDER if counts[c] >= top - (margin if c in "MOAI" else 0)]
    assert row["mode"] == near[0]
    half = "MOA" if sum(counts[c] for c in "MOA") > n / 2 else "IRQ"
    assert row["blauth"] == max(half, key=lambda letter: counts[letter])  # max keeps the first
    assert row["category"] == row[chosen["rule"]]
    others = [c for c in ORDER if c != row["category"] and counts[c] > 0]
    if others:
        assert row["runner_up"] == max(others, key=lambda letter: counts[letter])
    else:
        assert pd.isna(row["runner_up"])


@settings(law, max_examples=30)
@given(st.lists(counts_of, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_changes_a_table(found: list[dict[str, int]], random: Any) -> None:
    tally = pd.concat([of(f"f{place}", **counts) for place, counts in enumerate(found)])
    rows = random.sample(range(len(tally)), len(tally))
    assert_frame_equal(kano.classify(tally), kano.classify(tally.iloc[rows]))
    assert_frame_equal(kano.continuous(tally), kano.continuous(tally.iloc[rows]))


def of_sides(functional: list[int], dysfunctional: list[int]) -> pd.DataFrame:
    """A tally in which nobody answered both sides."""
    codes = range(1, 6)
    return pd.DataFrame(
        {
            "feature": "wifi",
            "functional": [*codes, *[0] * 5],
            "dysfunctional": [*[0] * 5, *codes],
            "n": functional + dysfunctional,
        }
    )


@pytest.mark.parametrize(
    ("published", "zone"),
    # Zones by METHODS.md from the published means: only features 1, 2 and 4 have F >= 2, none D.
    [*zip(VECTORS["kano_continuous"]["features"], "AAIA", strict=True)],
    ids=lambda value: str(value["feature"]) if isinstance(value, dict) else value,
)
def test_the_audio_conference_means_are_reproduced(published: dict[str, Any], zone: str) -> None:
    functional, dysfunctional = published["functional_counts"], published["dysfunctional_counts"]
    row = kano.continuous(of_sides(functional, dysfunctional)).iloc[0]
    assert row["n_functional"] == sum(functional)
    assert row["n_dysfunctional"] == sum(dysfunctional)
    assert row["mean_functional"] == pytest.approx(published["mean_functional"], abs=0.005)
    assert row["mean_dysfunctional"] == pytest.approx(published["mean_dysfunctional"], abs=0.005)
    assert row["sd_functional"] == pytest.approx(
        np.std(np.repeat([4, 2, 0, -1, -2], functional), ddof=1)
    )
    assert row["sd_dysfunctional"] == pytest.approx(
        np.std(np.repeat([-2, -1, 0, 2, 4], dysfunctional), ddof=1)
    )
    assert row["zone"] == zone


def test_the_columns_of_the_continuous_analysis() -> None:
    expected = ["n", "mean", "sd"]
    sides = [f"{name}_{side}" for side in ("functional", "dysfunctional") for name in expected]
    assert kano.continuous(of(A=1)).columns.tolist() == ["feature", *sides, "zone"]
    table = kano.continuous(of(A=1).assign(segment="solo"), by="segment")
    assert table.columns.tolist() == ["segment", "feature", *sides, "zone"]


def test_every_answer_has_its_score() -> None:
    # METHODS.md: functional 4, 2, 0, -1, -2; dysfunctional -2, -1, 0, 2, 4.
    for code, f, d in zip(range(1, 6), (4, 2, 0, -1, -2), (-2, -1, 0, 2, 4), strict=True):
        one = [int(code == place) for place in range(1, 6)]
        row = kano.continuous(of_sides(one, one)).iloc[0]
        assert [row["mean_functional"], row["mean_dysfunctional"]] == [f, d]


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "zone"),
    [
        (2, 4, "O"),  # means 2 and 2: the line belongs to the upper zone
        (2, 3, "A"),
        (3, 4, "M"),
        (3, 3, "I"),
        (4, 4, "R/Q"),  # mean -1 functional
        (1, 2, "R/Q"),  # mean -1 dysfunctional
    ],
)
def test_zones(functional: int, dysfunctional: int, zone: str) -> None:
    tally = pd.DataFrame(
        {"feature": ["x"], "functional": functional, "dysfunctional": dysfunctional, "n": 3}
    )
    assert kano.continuous(tally)["zone"].tolist() == [zone]


def test_sides_are_counted_one_by_one_not_in_pairs() -> None:
    pairs = of(O=4, I=2)
    half = pd.DataFrame({"feature": ["wifi"], "functional": 1, "dysfunctional": 0, "n": 6})
    row = kano.continuous(pd.concat([pairs, half])).iloc[0]
    assert [row["n_functional"], row["n_dysfunctional"]] == [12, 6]
    assert row["mean_functional"] == pytest.approx(10 * 4 / 12)
    assert row["mean_dysfunctional"] == pytest.approx(4 * 4 / 6)


def test_an_unanswered_side_has_no_mean_and_no_zone() -> None:
    row = kano.continuous(of_sides([1, 0, 0, 0, 0], [0] * 5)).iloc[0]
    assert [row["n_functional"], row["mean_functional"], row["n_dysfunctional"]] == [1, 4, 0]
    assert row[["sd_functional", "mean_dysfunctional", "sd_dysfunctional", "zone"]].isna().all()


def test_answers_that_agree_have_sd_0() -> None:
    row = kano.continuous(of(O=5)).iloc[0]
    assert [row["sd_functional"], row["sd_dysfunctional"]] == [0, 0]


@law
@given(grids)
def test_means_stay_between_minus_2_and_4(grid: list[list[int]]) -> None:
    row = kano.continuous(of_grid("wifi", grid)).iloc[0]
    means = row[["mean_functional", "mean_dysfunctional"]].astype(float)
    assert means.isna().all() if np.sum(grid) == 0 else means.between(-2, 4).all()


def test_a_tally_of_ten_thousand_features_gives_ten_thousand_rows() -> None:
    features = [f"f{place:05}" for place in range(10_000)]
    tally = pd.DataFrame({"feature": features, "functional": 1, "dysfunctional": 5, "n": 3})
    table = kano.classify(tally)
    assert table["feature"].tolist() == features
    assert set(table["category"]) == {"O"}


def test_a_group_never_has_the_name_of_a_result() -> None:
    # A survey may well have a column "mode" (web, phone): the result's own would overwrite it.
    counts = pd.DataFrame(
        {"feature": ["a"], "functional": [1], "dysfunctional": [5], "n": [3], "group": ["web"]}
    )
    for method in (kano.classify, kano.continuous):
        own = set(method(counts, by="group").columns) - {"group", "feature", "n"}
        assert own
        for name in own:
            with pytest.raises(ValueError, match=rf"by must name other columns.*\['{name}'\]"):
                method(counts.rename(columns={"group": name}), by=name)
