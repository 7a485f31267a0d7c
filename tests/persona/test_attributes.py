"""Columns of customers, read strictly and made comparable."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from workshop_kit.persona.attributes import encode, read_columns


def frame(**columns: list[Any]) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return pd.DataFrame({"customer": [f"c{i}" for i in range(n)], **columns})


def test_every_attribute_weighs_the_same() -> None:
    rng = np.random.default_rng(0)
    customers = frame(
        use=list(rng.normal(5000, 900, 200)),
        mood=list(rng.choice(["low", "fair", "high"], 200)),
        plan=list(rng.choice(list("abcde"), 200, p=[0.6, 0.2, 0.1, 0.05, 0.05])),
    )
    kinds = {"use": "number", "mood": ["low", "fair", "high"], "plan": "category"}
    columns = read_columns(customers, kinds)
    points = [encode([column]) for column in columns]
    assert [p.shape[1] for p in points] == [1, 1, 5]
    for block in points:
        # Two customers drawn at random lie, squared and on average, 2 apart.
        between = ((block[:, None] - block[None]) ** 2).sum(axis=2)
        assert between.mean() == pytest.approx(2)


def test_a_category_of_two_equal_halves_by_hand() -> None:
    # Shares 1/2: 1 - 2 (1/2)^2 = 1/2, so each column is divided by the root of 1/2.
    (column,) = read_columns(frame(pays=["app", "app", "cash", "cash"]), {"pays": "category"})
    half = 0.5 * np.sqrt(2)
    assert encode([column]) == pytest.approx(np.array([[half, -half]] * 2 + [[-half, half]] * 2))


def test_what_is_missing_lies_in_the_middle() -> None:
    customers = frame(use=[1, 2, 9, None], pays=["app", "cash", "cash", None])
    use, pays = read_columns(customers, {"use": "number", "pays": "category"})
    points = encode([use])[:, 0]
    assert points[3] == points[1]  # the median, 2
    shares = encode([pays])
    assert shares[3] == pytest.approx(shares[:3].mean(axis=0))


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_numbers_of_any_size_are_scaled(size: float) -> None:
    (column,) = read_columns(frame(use=[1 * size, 2 * size, 3 * size]), ["use"])
    root = np.sqrt(1.5)
    assert encode([column])[:, 0].tolist() == pytest.approx([-root, 0, root])


def test_kinds_of_mere_names_come_from_the_dtypes() -> None:
    moods = pd.Categorical(["low", "high"], categories=["low", "high"], ordered=True)
    customers = frame(use=[1, 2], pays=["app", "cash"], member=[True, False])
    customers["mood"] = moods
    columns = read_columns(customers, ["use", "pays", "member", "mood"])
    assert [column.kind for column in columns] == ["number", "category", "category", "ordered"]
    assert columns[3].levels == ("low", "high")
    assert columns[3].values.tolist() == [0, 1]


def test_levels_of_numbers_are_found_in_a_column_with_gaps() -> None:
    # An empty cell makes the column 1.0, NaN, 3.0.
    (column,) = read_columns(frame(stars=[1, None, 3]), {"stars": [1, 2, 3]})
    assert column.values.tolist() == pytest.approx([0, np.nan, 2], nan_ok=True)


@pytest.mark.parametrize(
    ("cells", "kind", "message"),
    [
        (
            [1, "many", True, float("inf")],
            "number",
            r"Column 'a' must hold numbers\. Found 'many' \(customer 'c1'\); True \(customer 'c2'\)"
            r"; inf \(customer 'c3'\)\.",
        ),
        (
            ["low", "hgih", "", None],
            ["low", "high"],
            r"Column 'a' must hold one of \['low', 'high'\], or be empty\. "
            r"Found 'hgih' \(customer 'c1'\)\.",
        ),
        (
            [f"v{i}" for i in range(51)],
            "category",
            r"Column 'a' must hold at most 50 different values to be a category\. Found 51\.",
        ),
    ],
)
def test_every_bad_cell_is_named(cells: list[Any], kind: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        read_columns(frame(a=cells), {"a": kind})


def test_of_many_bad_cells_twenty_are_named() -> None:
    with pytest.raises(ValueError, match=r"; 'x' \(customer 'c19'\) and 5 more\.$"):
        read_columns(frame(a=["x"] * 25), {"a": "number"})


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ([], r"attributes must name columns, each once, not 'customer'\. Got \[\]\."),
        (["a", "a"], r"attributes must name columns, .* Got \['a', 'a'\]\."),
        (["customer"], r"attributes must name columns, .* Got \['customer'\]\."),
        (["b"], r"Columns \['b'\] must be there\. Found \['customer', 'a'\]\."),
        ({"a": "nominal"}, r"An attribute must be 'number', .* 'a' is 'nominal'\."),
        ({"a": ["low"]}, r"An ordered attribute must have two levels .* 'a' has \['low'\]\."),
        ({"a": ["low", "low"]}, r"An ordered attribute must have two levels .*"),
    ],
)
def test_attributes_must_name_columns_and_kinds(attributes: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        read_columns(frame(a=[1, 2]), attributes)


def test_attributes_are_no_text() -> None:
    with pytest.raises(TypeError, match=r"must be a mapping or a list\. Got the text 'a'\."):
        read_columns(frame(a=[1, 2]), "a")
