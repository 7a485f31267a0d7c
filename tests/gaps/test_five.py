"""`gaps.five_gaps` and `gaps.diagnose`: surveys whose cause is known, and too little to tell."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import ttest_1samp, ttest_ind

from workshop_kit import gaps
from workshop_kit.gaps.five import GAPS

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
COLUMNS = ["respondent", "gap", "measure", "dimension", "item", "score"]
Make = Callable[..., Any]
law = settings(deadline=None, max_examples=20)


@pytest.fixture(scope="module")
def customers(items: dict[str, str], survey: Make) -> pd.DataFrame:
    return gaps.servqual(survey(60), items=items).dimensions


def one(table: pd.DataFrame, gap: int, dimension: str) -> pd.Series:
    return table[(table["gap"] == gap) & (table["dimension"] == dimension)].iloc[0]


def staff_of(**scores: list[float]) -> pd.DataFrame:
    """Staff whose ability (gap 3) is given by dimension, one score each."""
    rows = [
        (f"s{i}", 3, "able", d, f"able-{d}", score)
        for d, found in scores.items()
        for i, score in enumerate(found)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_every_gap_and_dimension_has_a_row(customers: pd.DataFrame, roles: Make) -> None:
    table = gaps.five_gaps(customers, *roles())
    assert [*zip(table["gap"], table["dimension"], strict=True)] == [*product(GAPS, DIMENSIONS)]
    assert (table["evidence"] != "none").all()
    bare = gaps.five_gaps(None)
    assert (bare["evidence"] == "none").all()
    assert bare[["mean", "value", "low", "share", "contrast"]].isna().all(axis=None)
    assert bare[["n_customers", "n_managers", "n_staff"]].eq(0).all(axis=None)


def test_gap_1_is_the_welch_test_of_managers_against_customers(
    items: dict[str, str], survey: Make, roles: Make
) -> None:
    answers = survey(40)
    managers, _ = roles(6, cause=1)
    table = gaps.five_gaps(gaps.servqual(answers, items=items).dimensions, managers)
    inside = answers["item"].map(items) == "empathy"
    asked = answers[inside].groupby("respondent")["expectation"].mean()
    said = managers[(managers["gap"] == 1) & (managers["dimension"] == "empathy")]
    theirs = said.groupby("respondent")["score"].mean()
    row = one(table, 1, "empathy")
    assert row["value"] == pytest.approx(theirs.mean() - asked.mean())
    if theirs.var() > 1 / 12:
        test = ttest_ind(theirs, asked, equal_var=False)
        assert row["p"] == pytest.approx(test.pvalue)
    assert row["low"] < row["value"] < row["high"] < 0
    assert row["direction"] == "under"


def test_gap_3_by_hand() -> None:
    staff = staff_of(empathy=[2, 3, 4, 5], reliability=[6, 6, 7, 5])
    row = one(gaps.five_gaps(None, None, staff), 3, "empathy")
    assert (row["mean"], row["reference"], row["value"], row["share"]) == (3.5, 4, -0.5, 0.75)
    low, high = ttest_1samp([-2, -1, 0, 1], 0).confidence_interval(0.95)
    assert [row["low"], row["high"]] == pytest.approx([low, high])
    # Within each: -4, -3, -3, 0.
    assert row["contrast"] == -2.5
    test = ttest_1samp([-4, -3, -3, 0], 0)
    assert row["contrast_p"] == pytest.approx(test.pvalue)
    assert (row["direction"], row["evidence"], row["n_staff"]) == ("short", "exploratory", 4)


def test_three_who_agree_do_not_prove_it_to_any_decimal() -> None:
    row = one(
        gaps.five_gaps(None, None, staff_of(empathy=[2] * 3, assurance=[5] * 3)), 3, "empathy"
    )
    half = row["high"] - row["value"]
    assert half == pytest.approx(4.302653 * np.sqrt(1 / 12 / 3))  # t(2) at 97.5 %


def test_two_people_have_no_interval_and_one_no_verdict(customers: pd.DataFrame) -> None:
    for n in (1, 2):
        table = gaps.five_gaps(customers, None, staff_of(empathy=[1] * n, assurance=[7] * n))
        row = one(table, 3, "empathy")
        assert row["evidence"] == "counts"
        assert np.isnan([row["low"], row["contrast_p"]]).all()
        found = gaps.diagnose(table)
        assert found.status == "not_enough"
        verdicts = found.findings.set_index(["dimension", "gap"])["verdict"]
        assert verdicts["empathy", 3] == "too_few"


@pytest.mark.parametrize("cause", [1, 2, 3, 4])
@pytest.mark.parametrize("worst", ["empathy", "reliability"])
def test_the_cause_that_was_put_in_is_found(
    items: dict[str, str], survey: Make, roles: Make, cause: int, worst: str
) -> None:
    answers = gaps.servqual(survey(60, 1, worst), items=items).dimensions
    found = gaps.diagnose(gaps.five_gaps(answers, *roles(6, 20, cause, worst)))
    assert found.status == "causes"
    first = found.findings[found.findings["dimension"] == worst]
    assert first.index[0] == 0  # the worst dimension comes first
    assert first.loc[first["verdict"] == "cause", "gap"].tolist() == [cause]
    assert first.loc[first["leading"], "gap"].tolist() == [cause]


def test_where_no_gap_stands_out_no_cause_is_invented(customers: pd.DataFrame, roles: Make) -> None:
    wrong = 0
    for seed in range(40):
        found = gaps.diagnose(gaps.five_gaps(customers, *roles(6, 20, cause=0, seed=seed)))
        wrong += found.status == "causes"
    assert wrong <= 4


def test_a_role_that_rates_everything_low_is_no_cause_for_one_dimension(
    customers: pd.DataFrame,
) -> None:
    rng = np.random.default_rng(2)
    scores = {d: list(rng.integers(1, 4, 20).astype(float)) for d in DIMENSIONS}
    found = gaps.diagnose(gaps.five_gaps(customers, None, staff_of(**scores)))
    verdicts = found.findings.set_index(["dimension", "gap"])["verdict"]
    assert verdicts["empathy", 3] == "general"
    assert found.status == "not_enough"
    said = gaps.diagnosis_sentences(found, "en")
    assert any("does not explain why this one is worst" in line for line in said)


def test_a_high_rating_that_is_a_little_lower_than_the_others_is_no_cause(
    customers: pd.DataFrame,
) -> None:
    high = {d: [7.0] * 18 + [6.0] * 2 for d in DIMENSIONS}
    staff = staff_of(**{**high, "empathy": [6.0] * 20})
    table = gaps.five_gaps(customers, None, staff)
    assert one(table, 3, "empathy")["contrast_p"] < 0.001
    assert gaps.diagnose(table).status == "not_enough"


def test_gap_1_counts_in_both_directions(items: dict[str, str], survey: Make) -> None:
    customers = gaps.servqual(survey(60), items=items).dimensions.copy()
    customers.loc[customers["dimension"] == "empathy", "expectation"] = 4.0
    customers.loc[customers["dimension"] == "empathy", "gap"] = -2.5
    rows = [(f"m{i}", 1, "expectation", d, d, 6) for i in range(6) for d in DIMENSIONS]
    table = gaps.five_gaps(customers, pd.DataFrame(rows, columns=COLUMNS))
    row = one(table, 1, "empathy")
    assert row["direction"] == "over"
    found = gaps.diagnose(table)
    assert found.findings.loc[found.findings["leading"], "gap"].tolist() == [1]
    said = " ".join(gaps.diagnosis_sentences(found, "en"))
    assert "Managers rate Empathy 2.0 [" in said
    assert "higher than customers do" in said


def test_two_causes_that_cannot_be_told_apart_are_both_named(customers: pd.DataFrame) -> None:
    rng = np.random.default_rng(4)
    rows = []
    for gap, measure in ((3, "able"), (4, "promise")):
        for i in range(12):
            for d in DIMENSIONS:
                middle = 2 if d == "empathy" else 5
                score = float(middle + rng.integers(-1, 2))
                rows.append((f"s{i}", gap, measure, d, f"{measure}-{d}", score))
    found = gaps.diagnose(gaps.five_gaps(customers, None, pd.DataFrame(rows, columns=COLUMNS)))
    some = found.findings[found.findings["dimension"] == "empathy"]
    assert some.loc[some["verdict"] == "cause", "gap"].tolist() == [3, 4]
    assert not some["told_apart"].any()
    assert any("cannot be told apart" in line for line in gaps.diagnosis_sentences(found, "en"))


@pytest.mark.parametrize("missing", ["staff", "managers", "both"])
def test_what_was_not_measured_is_never_a_cause(
    customers: pd.DataFrame, roles: Make, missing: str
) -> None:
    managers, staff = roles(6, 20, 3)
    managers = None if missing in ("managers", "both") else managers
    staff = None if missing in ("staff", "both") else staff
    found = gaps.diagnose(gaps.five_gaps(customers, managers, staff))
    gone = {"staff": [3, 4], "managers": [1, 2], "both": [1, 2, 3, 4]}[missing]
    rows = found.findings[found.findings["gap"].isin(gone)]
    assert (rows["verdict"] == "not_measured").all()
    assert len(rows)
    if missing == "both":
        assert found.status == "not_enough"


def test_managers_only_say_that_customers_are_missing(roles: Make) -> None:
    managers, _ = roles()
    table = gaps.five_gaps(None, managers)
    assert one(table, 1, "empathy")["evidence"] == "none"  # nothing to compare with
    assert one(table, 1, "empathy")["n_managers"] == 5
    found = gaps.diagnose(table)
    assert found.status == "no_customers"
    assert gaps.diagnosis_sentences(found, "en") == [
        "Not enough evidence: customers were not asked, so gap 5 is not known."
    ]


def test_few_customers_and_satisfied_ones_need_no_cause(
    items: dict[str, str], survey: Make, roles: Make
) -> None:
    few = gaps.servqual(survey(9), items=items).dimensions
    assert gaps.diagnose(gaps.five_gaps(few, *roles())).status == "few_customers"
    happy = survey(40)
    happy["perception"] = happy["expectation"]
    happy.loc[happy.index % 7 == 0, "perception"] = 7
    table = gaps.five_gaps(gaps.servqual(happy, items=items).dimensions, *roles())
    found = gaps.diagnose(table)
    assert found.status == "nothing_short"
    assert "In no dimension" in gaps.diagnosis_sentences(found, "en")[0]


def test_one_dimension_alone_cannot_be_compared(customers: pd.DataFrame) -> None:
    found = gaps.diagnose(gaps.five_gaps(customers, None, staff_of(empathy=[1.0] * 12)))
    verdicts = found.findings.set_index(["dimension", "gap"])["verdict"]
    assert verdicts["empathy", 3] == "not_compared"
    assert found.status == "not_enough"


@law
@given(seed=st.integers(0, 500))
def test_the_order_of_the_answers_changes_nothing(
    items: dict[str, str], survey: Make, roles: Make, seed: int
) -> None:
    customers = gaps.servqual(survey(12), items=items).dimensions
    managers, staff = roles(4, 6)
    mixed = [part.sample(frac=1, random_state=seed) for part in (managers, staff)]
    assert_frame_equal(
        gaps.five_gaps(customers, managers, staff), gaps.five_gaps(customers, *mixed)
    )


def test_bad_answers_of_roles_are_all_named_at_once(roles: Make) -> None:
    managers, staff = roles(1, 1)
    bad = staff.reset_index(drop=True).head(6).assign(score=[1, 8, 2.5, 3, 4, 5])
    bad.loc[3, "gap"] = 2
    bad.loc[4, "measure"] = "expectation"
    bad.loc[5, "dimension"] = "speed"
    with pytest.raises(ValueError, match="Answers of role 'staff' must be right") as caught:
        gaps.five_gaps(None, None, bad)
    for text in (
        "score must be a whole number from 1 to 7, or empty, found 8.0 in row 1",
        "found 2.5 in row 2",
        "gap must be one of [3, 4], found 2 in row 3",
        "found 'expectation' in row 4",
        "found 'speed' in row 5",
    ):
        assert text in str(caught.value)
    with pytest.raises(ValueError, match=r"role must be 'staff', found 'manager'"):
        gaps.five_gaps(None, None, managers)
    with pytest.raises(ValueError, match="must be there once"):
        gaps.five_gaps(None, pd.concat([managers, managers], ignore_index=True))
    with pytest.raises(ValueError, match=r"Columns \['score'\] must be there"):
        gaps.five_gaps(None, managers.drop(columns="score"))
    with pytest.raises(ValueError, match="criterion must lie on the scale"):
        gaps.five_gaps(None, criterion=9)


def test_customers_in_groups_are_refused(items: dict[str, str], survey: Make) -> None:
    groups = gaps.servqual(survey(20), items=items, by="segment").dimensions
    with pytest.raises(ValueError, match="the rows of one group"):
        gaps.five_gaps(groups)


def test_antecedents_come_worst_first(roles: Make) -> None:
    managers, staff = roles(4, 5)
    table = gaps.antecedents(managers, staff)
    assert table[["gap", "item", "n", "mean"]].to_numpy().tolist() == [
        [1, "upward-communication", 4, 3.0],
        [3, "teamwork", 5, 4.0],
    ]
    assert gaps.antecedents().empty


def test_the_overview_has_one_row_per_gap(customers: pd.DataFrame, roles: Make) -> None:
    table = gaps.five_gaps(customers, *roles())
    overview = gaps.gap_overview(table)
    assert overview["gap"].tolist() == [1, 2, 3, 4, 5]
    assert overview["value"][4] == pytest.approx(customers["gap"].mean())
    managers, _ = roles()
    lacking = gaps.gap_overview(gaps.five_gaps(customers, managers))
    assert lacking["evidence"].tolist()[2:4] == ["none", "none"]
