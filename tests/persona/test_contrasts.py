"""What each segment is like, beside all customers."""

import numpy as np
import pandas as pd
import pytest

from workshop_kit.persona.contrasts import segment_profile, stands_out


def test_means_shares_and_middles_by_hand(two_groups: pd.DataFrame) -> None:
    kinds = {"use": "number", "pays": "category", "mood": ["low", "fair", "high"]}
    customers = two_groups.assign(segment=["few"] * 12 + ["many"] * 18)
    table = segment_profile(customers, attributes=kinds).set_index(["segment", "attribute"])
    few = table.loc["few"]
    # 10..21: mean 15.5; 60..77: mean 68.5; all: (12 * 15.5 + 18 * 68.5) / 30.
    assert few.loc["use", "value"] == 15.5
    assert few.loc["use", "overall"] == pytest.approx(47.3)
    sd = np.array([*range(10, 22), *range(60, 78)]).std()
    assert few.loc["use", "difference"] == pytest.approx((15.5 - 47.3) / sd)
    app = few.loc["pays"].set_index("level").loc["app"]
    assert (app["n"], app["value"], app["overall"]) == (12, 1, 0.4)
    assert app["difference"] == pytest.approx((1 - 0.4) / np.sqrt(0.4 * 0.6))
    assert few.loc["mood", "middle"] == "low"
    assert few.loc["mood", "overall_middle"] == "high"
    assert few.loc["mood", "overall"] == pytest.approx(2 * 18 / 30)


def test_the_middle_of_an_even_number_is_the_lower_one() -> None:
    customers = pd.DataFrame(
        {"customer": [1, 2, 3, 4], "segment": "s", "mood": ["low", "low", "high", "high"]}
    )
    table = segment_profile(customers, attributes={"mood": ["low", "high"]})
    assert table["middle"].tolist() == ["low"]


def test_missing_cells_and_customers_without_a_segment() -> None:
    customers = pd.DataFrame(
        {"customer": range(5), "segment": ["a", "a", "b", None, None], "use": [1, 3, None, 5, None]}
    )
    table = segment_profile(customers, attributes=["use"]).set_index("segment")
    assert table["n"].to_dict() == {"a": 2, "b": 0}
    assert table.loc["a", "value"] == 2
    assert np.isnan(table.loc["b", "value"])
    assert table["overall"].tolist() == [3, 3]  # of 1, 3 and 5: also those without a segment


def test_where_nobody_differs_nothing_stands_out() -> None:
    customers = pd.DataFrame({"customer": range(4), "segment": list("aabb"), "use": [7.0] * 4})
    table = segment_profile(customers, attributes=["use"])
    assert table["difference"].tolist() == [0, 0]
    assert stands_out(table).empty


def profile(rows: list[tuple[str, str, str | None, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["segment", "attribute", "level", "difference"])
    kind = np.where(table["level"].isna(), "number", "category")
    return table.assign(kind=kind)


def test_the_largest_differences_stand_out_one_per_attribute() -> None:
    table = profile(
        [
            ("b", "use", None, -0.9),
            ("b", "age", None, 0.4),
            ("b", "pays", "app", 1.2),
            ("b", "pays", "cash", -1.2),
            ("a", "use", None, 0.6),
            ("a", "pays", "app", -2.0),
            ("a", "pays", "cash", 0.7),
        ]
    )
    found = stands_out(table)[["segment", "attribute", "level"]].astype(object)
    # Segments stay in their order; of a category the value that is more frequent is named.
    assert found.where(found.notna(), None).to_numpy().tolist() == [
        ["b", "pays", "app"],
        ["b", "use", None],
        ["a", "pays", "cash"],
        ["a", "use", None],
    ]
    assert stands_out(table, most=1)["attribute"].tolist() == ["pays", "pays"]
    assert stands_out(table, least=1)["attribute"].tolist() == ["pays", "pays"]


def test_a_value_that_is_only_rarer_is_named_where_none_is_more_frequent() -> None:
    table = profile([("a", "pays", "app", -0.8), ("a", "pays", "cash", 0.3)])
    assert stands_out(table)["level"].tolist() == ["app"]
