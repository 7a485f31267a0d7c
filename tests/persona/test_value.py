"""Customers sorted by rules: ABC, classes, tiers, cohorts."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from workshop_kit.customers import Condition, Rule
from workshop_kit.persona.value import (
    abc,
    customer_classes,
    group_shares,
    loyalty_tiers,
    tenure_cohorts,
    value_shares,
)


def worth(*values: float | None) -> pd.DataFrame:
    return pd.DataFrame({"customer": [f"c{i:03}" for i in range(len(values))], "spend": values})


def sizes(table: pd.DataFrame) -> dict[str, int]:
    return {letter: int((table["class"] == letter).sum()) for letter in "ABC"}


# The course's shares, 15, 25 and 60 %, as near as whole customers allow.
@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (100, (15, 25, 60)),
        (20, (3, 5, 12)),
        (10, (1, 3, 6)),
        (7, (1, 2, 4)),
        (3, (0, 1, 2)),
        (1, (0, 0, 1)),
        (0, (0, 0, 0)),
    ],
)
def test_different_customers_divide_fifteen_to_twentyfive_to_sixty(
    n: int, expected: tuple[int, int, int]
) -> None:
    assert tuple(sizes(abc(worth(*range(1, n + 1)), "spend")).values()) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7] * 20, "C" * 20),  # nobody stands out
        ([9] * 5 + [1] * 15, "A" * 5 + "C" * 15),  # the middle of the five is at 12.5 %
        ([9] * 8 + [1] * 12, "B" * 8 + "C" * 12),  # the middle of the eight is at 20 %
        ([9] * 4 + [0] * 16, "A" * 4 + "C" * 16),  # worth nothing, and many
    ],
)
def test_equal_customers_are_never_torn_apart(values: list[float], expected: str) -> None:
    assert "".join(abc(worth(*values), "spend")["class"]) == expected


def test_ranks_and_shares_by_hand() -> None:
    table = abc(worth(10, 50, 10, 30), "spend", (0.3, 0.5))
    assert table["customer"].tolist() == ["c001", "c003", "c000", "c002"]
    assert table["rank"].tolist() == [1, 2, 3.5, 3.5]
    assert table["share"].tolist() == [0.5, 0.3, 0.1, 0.1]
    assert table["cumulative"].tolist() == pytest.approx([0.5, 0.8, 0.9, 1])
    assert "".join(table["class"]) == "ABCC"


def test_customers_without_a_value_come_last_and_have_no_class() -> None:
    table = abc(worth(None, 5, None, 3, 1), "spend")
    assert table["class"].tolist() == ["B", "C", "C", None, None]  # 1/6, 1/2, 5/6
    assert table.loc[3:, ["value", "rank", "share", "cumulative"]].isna().all(axis=None)


def test_losses_count_against_the_total() -> None:
    table = abc(worth(8, 4, -2), "spend")
    assert table["share"].tolist() == [0.8, 0.4, -0.2]
    assert table["cumulative"].tolist() == pytest.approx([0.8, 1.2, 1])


def test_of_nothing_there_are_no_shares() -> None:
    table = abc(worth(1, -1), "spend")
    assert table[["share", "cumulative"]].isna().all(axis=None)
    assert value_shares(table)["value_share"].isna().all()


def test_what_each_class_brings_by_hand() -> None:
    table = value_shares(abc(worth(50, 20, 20, 10, None), "spend", (0.2, 0.6)))
    assert table.to_numpy().tolist() == [
        ["A", 1, 0.25, 50, 0.5],
        ["B", 2, 0.5, 40, 0.4],
        ["C", 1, 0.25, 10, 0.1],
    ]


def test_nobody_brings_nothing() -> None:
    table = value_shares(abc(worth(), "spend"))
    assert table["n"].tolist() == [0, 0, 0]
    assert table[["share", "value_share"]].isna().all(axis=None)


def test_the_order_of_rows_makes_no_difference_and_the_input_is_kept() -> None:
    customers = worth(3, 1, 3, None, 2)
    before = customers.copy()
    pd.testing.assert_frame_equal(
        abc(customers, "spend"), abc(customers.sample(frac=1, random_state=0), "spend")
    )
    pd.testing.assert_frame_equal(customers, before)


@pytest.mark.parametrize("cuts", [(0.4, 0.15), (0, 0.4), (0.15, 1), (0.2, 0.2)])
def test_cuts_must_rise_between_zero_and_one(cuts: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"^cuts must be two rising shares between 0 and 1\. Got"):
        abc(worth(1, 2), "spend", cuts)


def test_a_value_that_is_no_number_is_named() -> None:
    customers = pd.DataFrame({"customer": ["a", "b"], "spend": ["12", float("inf")]})
    message = (
        r"^Column 'spend' must hold numbers\. Found '12' \(customer 'a'\); inf \(customer 'b'\)"
    )
    with pytest.raises(ValueError, match=message):
        abc(customers, "spend")


def rule(name: str, *when: dict[str, Any]) -> Rule:
    return Rule(name=name, when=tuple(Condition(**condition) for condition in when))


@pytest.fixture
def customers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer": ["rich", "angry", "both", "plain", "blank"],
            "spend": [900, 100, 900, 100, np.nan],
            "complaints": [0, 3, 3, 1, 0],
            "mood": ["high", "low", "fair", "fair", None],
        }
    )


RULES = [
    rule("economic-value", {"attribute": "spend", "at_least": 900}),
    rule("risk-control", {"attribute": "complaints", "at_least": 3}),
    rule(
        "risk-control",
        {"attribute": "complaints", "at_least": 1, "at_most": 2},
        {"attribute": "mood", "among": ("low", "fair")},
    ),
]


def test_a_customer_may_be_in_several_classes_or_in_none(customers: pd.DataFrame) -> None:
    table = customer_classes(customers, RULES)
    assert table[["customer", "class"]].to_numpy().tolist() == [
        ["rich", "economic-value"],
        ["angry", "risk-control"],
        ["both", "economic-value"],
        ["both", "risk-control"],
        ["plain", "risk-control"],  # by the second rule of the name, all of whose conditions hold
        ["blank", None],
    ]
    assert table["known"].tolist() == [True] * 5 + [False]


def test_the_first_tier_that_fits_counts(customers: pd.DataFrame) -> None:
    tiers = [
        rule("lost", {"attribute": "complaints", "at_least": 3}),
        rule("loyal", {"attribute": "spend", "at_least": 500}),
        rule("lost", {"attribute": "mood", "among": ("fair",)}),
    ]
    table = loyalty_tiers(customers, tiers)
    assert table["customer"].tolist() == customers["customer"].tolist()
    assert table["tier"].tolist() == ["loyal", "lost", "lost", "lost", None]


@pytest.mark.parametrize("sort", [customer_classes, loyalty_tiers])
def test_without_rules_everybody_is_in_none(sort: Any, customers: pd.DataFrame) -> None:
    table = sort(customers, [])
    assert table.iloc[:, 1].tolist() == [None] * 5
    assert table["known"].all()
    assert sort(customers.head(0), RULES).empty


def test_a_rule_must_ask_for_a_column(customers: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"^Columns \['age'\] must be there\."):
        customer_classes(customers, [rule("lost", {"attribute": "age", "at_least": 60})])


def test_limits_ask_for_numbers(customers: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"^Column 'mood' must hold numbers\. Found 'high'"):
        customer_classes(customers, [rule("lost", {"attribute": "mood", "at_least": 1})])


def test_bounds_of_cohorts_are_included() -> None:
    customers = pd.DataFrame({"customer": list("abcdefg"), "months": [0, 3, 3.01, 6, 24, 25, None]})
    bounds = {"three-months": 3, "half-year": 6, "two-years": 24}
    table = tenure_cohorts(customers, "months", bounds)
    assert table["cohort"].tolist() == [
        "three-months", "three-months", "half-year", "half-year", "two-years", None, None,
    ]  # fmt: skip
    assert tenure_cohorts(customers, "months", {})["cohort"].isna().all()


@pytest.mark.parametrize("bounds", [{"a": 6, "b": 6}, {"a": 0}, {"a": 12, "b": 3}])
def test_bounds_must_rise(bounds: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"^bounds must rise from above 0\. Got"):
        tenure_cohorts(worth(1), "spend", bounds)


def test_nobody_has_been_a_customer_for_less_than_no_time() -> None:
    with pytest.raises(ValueError, match=r"^Column 'spend' must hold months from 0\. Found \[-2"):
        tenure_cohorts(worth(3, -2), "spend", {"a": 6})


def test_shares_have_the_published_interval() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872: 81 of 263 gives 0.2553 to 0.3662.
    groups = pd.DataFrame({"customer": range(263), "tier": ["loyal"] * 81 + [None] * 182})
    table = group_shares(groups, "tier")
    assert table["n"].tolist() == [81, 182]
    assert table.loc[0, ["low", "high"]].astype(float).round(4).tolist() == [0.2553, 0.3662]
    assert table["tier"].tolist() == ["loyal", None]


def test_a_customer_in_two_classes_counts_once_in_each(customers: pd.DataFrame) -> None:
    order = ["social-value", "economic-value", "risk-control"]
    table = group_shares(customer_classes(customers, RULES), "class", order)
    assert table["class"].tolist() == [*order, None]
    assert table["n"].tolist() == [0, 2, 3, 1]
    assert table["share"].tolist() == [0, 0.4, 0.6, 0.2]


def test_shares_of_nobody_are_missing() -> None:
    table = group_shares(pd.DataFrame({"customer": [], "tier": []}), "tier", ["loyal"])
    assert table["n"].tolist() == [0]
    assert table[["share", "low", "high"]].isna().all(axis=None)
