"""`kano.differences`: Newcombe's published pairs as segments, and counts done by hand."""

import doctest
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from workshop_kit import kano
from workshop_kit.kano import groups
from workshop_kit.workshop import open_workshop

law = settings(deadline=None)  # a slow machine breaks no law
CELL = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}
COLUMNS = [
    *["segment", "feature", "measure", "n", "value", "n_others", "value_others"],
    *["difference", "difference_low", "difference_high", "differs"],
]
INTERVAL = ["difference", "difference_low", "difference_high"]


def of(segment: str | None, feature: str = "wifi", **counts: int) -> pd.DataFrame:
    """A tally of one segment with these counts of A, O, M, I, R, Q."""
    rows = [(segment, feature, *CELL[letter], n) for letter, n in counts.items()]
    columns = ["segment", "feature", "functional", "dysfunctional", "n"]
    return pd.DataFrame(rows, columns=columns).astype({"segment": object})


def compared(*tallies: pd.DataFrame, **options: Any) -> pd.DataFrame:
    return kano.differences(pd.concat(tallies), **options)


def cells(table: pd.DataFrame, segment: str, measure: str, feature: str = "wifi") -> pd.Series:
    """The only row of this segment, measure and feature."""
    rows = table[
        (table["segment"] == segment)
        & (table["measure"] == measure)
        & (table["feature"] == feature)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


# Newcombe 1998, table II, method 10 (tests/test_stats.py has all of it).
PUBLISHED = [
    ((56, 70), (48, 80), (0.0524, 0.3339), True),
    ((9, 10), (3, 10), (0.1705, 0.8090), True),
    ((5, 56), (0, 29), (-0.0381, 0.1926), False),
    ((0, 10), (0, 20), (-0.1611, 0.2775), False),
    ((10, 10), (0, 20), (0.6791, 1.0), True),
]


@pytest.mark.parametrize(("own", "others", "interval", "differs"), PUBLISHED)
def test_better_has_newcombes_published_interval(
    own: tuple[int, int], others: tuple[int, int], interval: tuple[float, float], differs: bool
) -> None:
    (k1, n1), (k2, n2) = own, others
    table = compared(of("family", A=k1, I=n1 - k1), of("solo", O=k2, I=n2 - k2))
    row = cells(table, "family", "better")
    assert [row["n"], row["n_others"]] == [n1, n2]
    assert [row["value"], row["value_others"]] == pytest.approx([k1 / n1, k2 / n2])
    assert row["difference"] == pytest.approx(k1 / n1 - k2 / n2)
    assert [row["difference_low"], row["difference_high"]] == pytest.approx(interval, abs=5e-5)
    assert row["differs"] == differs


@pytest.mark.parametrize(("own", "others", "interval", "differs"), PUBLISHED)
def test_worse_has_it_with_the_other_sign(
    own: tuple[int, int], others: tuple[int, int], interval: tuple[float, float], differs: bool
) -> None:
    (k1, n1), (k2, n2) = own, others
    table = compared(of("family", M=k1, I=n1 - k1), of("solo", O=k2, I=n2 - k2))
    row = cells(table, "family", "worse")
    assert [row["value"], row["value_others"]] == pytest.approx([-k1 / n1, -k2 / n2])
    assert row["difference"] == pytest.approx(k2 / n2 - k1 / n1)
    low, high = interval
    assert [row["difference_low"], row["difference_high"]] == pytest.approx([-high, -low], abs=5e-5)
    assert row["differs"] == differs


def test_a_coefficient_is_never_minus_0() -> None:
    table = compared(of("family", A=3), of("solo", A=2))
    assert not table[table["measure"] == "worse"].astype(str).isin(["-0.0"]).any(axis=None)


def test_which_categories_count_for_what() -> None:
    # family: A 1, O 2, M 4, I 8, R 16, Q 32: better 3/15, worse -6/15; solo: A, O, M, I one each.
    table = compared(
        of("family", A=1, O=2, M=4, I=8, R=16, Q=32), of("solo", A=1, O=1, M=1, I=1, R=9, Q=9)
    )
    better, worse = cells(table, "family", "better"), cells(table, "family", "worse")
    assert [better["n"], better["n_others"]] == [worse["n"], worse["n_others"]] == [15, 4]
    assert [better["value"], better["value_others"]] == pytest.approx([3 / 15, 2 / 4])
    assert [worse["value"], worse["value_others"]] == pytest.approx([-6 / 15, -2 / 4])


def test_others_are_all_other_groups_and_those_without_a_group() -> None:
    # All: A 1 + 2 + 4 + 8 = 15 of 40. Without family: 14 of 30; without solo: 13 of 30.
    table = compared(
        of("family", A=1, I=9), of("solo", A=2, I=8), of("senior", A=4, I=6), of(None, A=8, I=2)
    )
    assert table["segment"].tolist() == ["family"] * 2 + ["senior"] * 2 + ["solo"] * 2
    for segment, k in (("family", 1), ("solo", 2), ("senior", 4)):
        row = cells(table, segment, "better")
        assert [row["n"], row["n_others"]] == [10, 30]
        assert [row["value"], row["value_others"]] == pytest.approx([k / 10, (15 - k) / 30])


def test_each_feature_is_compared_with_itself_only() -> None:
    table = compared(
        of("family", "wifi", A=9, I=1),
        of("family", "spa", A=3, I=7),
        of("solo", "spa", A=9, I=1),
        of("solo", "wifi", A=3, I=7),
    )
    assert table[["segment", "feature", "measure"]].values.tolist() == [
        [segment, feature, measure]
        for segment in ("family", "solo")
        for feature in ("spa", "wifi")
        for measure in ("better", "worse")
    ]
    assert cells(table, "family", "better", "wifi")["difference"] == pytest.approx(0.6)
    assert cells(table, "family", "better", "spa")["difference"] == pytest.approx(-0.6)


def test_a_feature_asked_in_one_group_only_has_no_difference() -> None:
    table = compared(of("family", A=9, I=1), of("solo", "spa", A=1, I=9))
    for measure in ("better", "worse"):
        row = cells(table, "family", measure)
        assert [row["n"], row["n_others"], row["differs"]] == [10, 0, False]
        assert row["value"] == {"better": 0.9, "worse": 0.0}[measure]
        assert row[["value_others", *INTERVAL]].isna().all()


def test_a_group_whose_answers_all_are_r_and_q_has_no_value() -> None:
    table = compared(of("family", R=5, Q=5), of("solo", A=9, I=1))
    row = cells(table, "family", "better")
    assert [row["n"], row["n_others"], row["value_others"]] == [0, 10, 0.9]
    assert row[["value", *INTERVAL]].isna().all()
    assert not table["differs"].any()


def test_one_group_alone_differs_from_nobody() -> None:
    table = compared(of("family", A=9, I=1))
    assert table["n_others"].tolist() == [0, 0]
    assert not table["differs"].any()


def test_no_groups_give_an_empty_table_with_its_columns() -> None:
    for counts in (of("family", A=1).iloc[:0], of(None, A=1)):
        table = kano.differences(counts)
        assert len(table) == 0
        assert table.columns.tolist() == COLUMNS
        assert str(table["differs"].dtype) == "bool"


def test_the_columns_stand_as_documented() -> None:
    table = compared(of("family", A=9, I=1), of("solo", A=3, I=7))
    assert table.columns.tolist() == COLUMNS
    assert table.index.tolist() == [0, 1, 2, 3]
    kinds = [str(table[name].dtype) for name in COLUMNS[3:]]
    assert kinds == ["int64", "float64", "int64", *["float64"] * 4, "bool"]


def test_a_higher_level_names_fewer_differences() -> None:
    # 9/10 against 3/10 differs at 95 %; at 99.9 % the interval holds 0.
    counts = pd.concat([of("family", A=9, I=1), of("solo", A=3, I=7)])
    assert cells(kano.differences(counts), "family", "better")["differs"]
    assert not cells(kano.differences(counts, level=0.999), "family", "better")["differs"]
    with pytest.raises(ValueError, match=r"level must lie strictly between 0 and 1"):
        kano.differences(counts, level=95)


def test_the_evaluation_table_is_the_one_asked_for() -> None:
    # 2/2 is indifferent in the classic table and questionable in Pouliot's.
    twos = pd.DataFrame([("family", "wifi", 2, 2, 4)], columns=of("x", A=1).columns)
    counts = pd.concat([of("family", A=4), twos, of("solo", A=1, I=1)])
    assert cells(kano.differences(counts), "family", "better")["value"] == 0.5
    pouliot = kano.differences(counts, evaluation="pouliot")
    assert cells(pouliot, "family", "better")["value"] == 1


def test_groups_may_stand_in_another_column_and_be_numbers() -> None:
    counts = pd.concat([of("family", A=9, I=1), of("solo", A=3, I=7)])
    years = counts.assign(segment=counts["segment"].map({"family": 2026, "solo": 2025}))
    table = kano.differences(years.rename(columns={"segment": "year"}), by="year")
    assert table["year"].tolist() == [2025, 2025, 2026, 2026]
    assert table["difference"].tolist() == pytest.approx([-0.6, 0, 0.6, 0])


def test_columns_that_are_no_groups_are_summed_over() -> None:
    both = pd.concat([of("family", A=4, I=1), of("family", A=5), of("solo", A=3, I=7)])
    table = kano.differences(both.assign(year=[2025, 2025, 2026, 2026, 2026]))
    assert cells(table, "family", "better")["value"] == 0.9


def test_a_tally_without_the_groups_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Columns \['segment'\] must be there"):
        kano.differences(of("family", A=1).drop(columns="segment"))
    with pytest.raises(ValueError, match=r"by must name other columns.*Got \['value'\]"):
        kano.differences(of("family", A=1).rename(columns={"segment": "value"}), by="value")


def test_labels_are_added_as_to_every_table() -> None:
    workshop = open_workshop("binhai-power", language="zh")
    counts = kano.tally(workshop.answers("kano"), by="segment")
    table = workshop.named(kano.differences(counts))
    assert table.columns.tolist()[:5] == [
        *["segment", "segment_label", "feature", "feature_label", "measure"]
    ]
    # README: one-dimensional for special care, indifferent on average.
    rows = table[(table["segment"] == "special-care") & (table["feature"] == "elder-service")]
    assert rows["differs"].tolist() == [True, True]
    assert rows["difference"].gt(0).tolist() == [True, False]
    assert set(rows["feature_label"]) == {"老人专属服务"}


def test_the_tally_is_not_changed() -> None:
    counts = pd.concat([of("family", A=9, I=1), of(None, A=3, I=7)])
    before = counts.copy()
    kano.differences(counts)
    assert_frame_equal(counts, before)


numbers = st.integers(0, 30)
categories = st.fixed_dictionaries(dict.fromkeys("AOMIRQ", numbers))


@law
@given(categories, categories)
def test_two_groups_mirror_each_other(one: dict[str, int], other: dict[str, int]) -> None:
    table = compared(of("a", **one), of("b", **other))
    for measure in ("better", "worse"):
        a, b = cells(table, "a", measure), cells(table, "b", measure)
        assert [a["n"], a["n_others"], a["differs"]] == [b["n_others"], b["n"], b["differs"]]
        for there, back in (
            ("value", "value_others"),
            ("value_others", "value"),
        ):
            assert a[there] == pytest.approx(b[back], nan_ok=True)
        turned = [-b["difference"], -b["difference_high"], -b["difference_low"]]
        assert a[INTERVAL].tolist() == pytest.approx(turned, nan_ok=True)


@law
@given(st.lists(categories, min_size=2, max_size=4), st.floats(0.5, 0.999))
def test_a_difference_differs_just_where_its_interval_excludes_0(
    survey: list[dict[str, int]], level: float
) -> None:
    parts = [of(f"s{i}", **counts) for i, counts in enumerate(survey)]
    table = compared(*parts, level=level)
    coefficients = kano.classify(pd.concat(parts), by="segment").set_index("segment")
    for row in table.itertuples():
        own = coefficients.loc[row.segment]
        assert row.value == pytest.approx(own[row.measure], nan_ok=True)
        rest = pd.concat([part for part in parts if part["segment"].iloc[0] != row.segment])
        others = kano.classify(rest).iloc[0]
        assert row.value_others == pytest.approx(others[row.measure], nan_ok=True)
        assert row.n_others == others[["A", "O", "M", "I"]].sum()
        if row.n and row.n_others:
            assert row.difference == pytest.approx(row.value - row.value_others)
            assert -1 <= row.difference_low <= row.difference <= row.difference_high <= 1
            assert row.differs == (not row.difference_low <= 0 <= row.difference_high)
        else:
            assert [row.differs, pd.isna(row.difference)] == [False, True]


def test_the_examples_of_the_docstring_run() -> None:
    failed, tried = doctest.testmod(groups)
    assert (failed, tried > 0) == (0, True)
