"""`persona.segments`: what is found, what is not, and that both can be repeated."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris
from sklearn.metrics import adjusted_rand_score

from workshop_kit.persona.clusters import Segments, TooFewError, segments

KINDS = {"use": "number", "pays": "category"}
Line = Callable[..., pd.DataFrame]


def quickly(customers: pd.DataFrame, attributes: Any = None, **options: Any) -> Segments:
    """Few resamples and crowds, where a test does not rest on them."""
    options = {"resamples": 5, "crowds": 20, **options}
    return segments(customers, attributes=attributes or KINDS, **options)


@pytest.fixture(scope="module")
def iris() -> pd.DataFrame:
    flowers = load_iris()
    table = pd.DataFrame(flowers.data, columns=["a", "b", "c", "d"])
    return table.assign(customer=range(150), species=flowers.target)


def test_iris_falls_into_two(iris: pd.DataFrame) -> None:
    # Known of the 150 flowers on standardised measures: the silhouette is largest for two groups,
    # 0.58; for three it is 0.46 (scikit-learn's and R's examples).
    found = segments(iris, attributes=list("abcd"))
    assert found.k == 2
    silhouettes = found.choices.set_index("k")["silhouette"]
    assert silhouettes.round(2).loc[[2, 3]].tolist() == [0.58, 0.46]
    # One species against the two others, which are mixed.
    assert found.sizes["n"].tolist() == [100, 50]
    assert found.verdict == "supported"
    assert found.exploratory  # 150 customers


def test_iris_in_three_agrees_with_the_species_as_is_known(iris: pd.DataFrame) -> None:
    # k-means of the standardised measures against the species: adjusted Rand index 0.62.
    found = quickly(iris, list("abcd"), k=3)
    index = adjusted_rand_score(iris["species"], found.customers["segment"])
    assert index == pytest.approx(0.62, abs=0.005)


def test_two_groups_are_found_and_described(two_groups: pd.DataFrame) -> None:
    found = segments(two_groups, attributes=KINDS)
    assert (found.verdict, found.k, found.n, found.n_sample) == ("supported", 2, 30, 30)
    assert found.sizes.to_numpy().tolist() == [["s1", 18, 0.6], ["s2", 12, 0.4]]
    assert found.customers["segment"].tolist() == ["s2"] * 12 + ["s1"] * 18
    means = found.profile[found.profile["attribute"] == "use"].set_index("segment")["value"]
    assert means.to_dict() == {"s1": 68.5, "s2": 15.5}
    assert (found.stability, found.as_clear, found.doubts) == (1.0, 0, ())
    assert found.customers["silhouette"].mean() == pytest.approx(found.silhouette)
    assert found.choices["k"].tolist() == [2, 3]  # 30 / 10
    assert found.choices["chosen"].tolist() == [True, False]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n", [60, 300])
def test_a_crowd_along_a_line_is_no_segments(line: Line, n: int, seed: int) -> None:
    found = segments(line(n, seed), attributes=["a0", "a1", "a2", "a3"])
    # Found again in every resample, and clearer than shuffled columns: it is still one crowd.
    assert found.verdict == "none"
    assert "crowd" in found.doubts


@pytest.mark.parametrize("attributes", [1, 3])
def test_categories_dealt_out_by_lot_are_no_segments(attributes: int) -> None:
    rng = np.random.default_rng(4)
    names = [f"a{i}" for i in range(attributes)]
    table = pd.DataFrame({name: rng.choice(list("xyz"), 200) for name in names})
    # Each value is a heap of its own: silhouettes are high, and resamples agree.
    found = segments(table.assign(customer=range(200)), attributes=names)
    assert found.silhouette > 0.25
    assert found.verdict == "none"


def trait(seed: int, share: float, attributes: int) -> np.ndarray:
    """One trait behind all attributes, and no groups: so much of each is the trait."""
    rng = np.random.default_rng(seed)
    own = rng.normal(size=(200, attributes))
    return np.sqrt(share) * rng.normal(size=(200, 1)) + np.sqrt(1 - share) * own


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("numbers", "share", "kind"),
    [(0, 0.3, "category"), (0, 0.5, "category"), (0, 0.5, ["no", "yes"]), (3, 0.5, "category")],
)
def test_answers_that_go_together_are_no_segments(
    numbers: int, share: float, kind: Any, seed: int
) -> None:
    values = trait(seed, share, numbers + 3)
    names = [f"a{i}" for i in range(numbers + 3)]
    table = pd.DataFrame(values, columns=names).assign(customer=range(200))
    kinds = dict.fromkeys(names[:numbers], "number") | dict.fromkeys(names[numbers:], kind)
    for name in names[numbers:]:
        table[name] = np.where(table[name] > 0, "yes", "no")
    found = quickly(table, kinds, crowds=40)
    assert (found.verdict, found.doubts[0]) == ("none", "crowd")


def test_segments_in_categories_only_are_no_more_than_a_hint() -> None:
    rng = np.random.default_rng(1)
    group = rng.integers(0, 3, 200)
    table = pd.DataFrame({"customer": range(200), "use": rng.normal(size=200)})
    for i in range(5):
        own = np.where(rng.random(200) < 0.2, rng.integers(0, 3, 200), group)
        table[f"a{i}"] = np.array(list("xyz"))[own]
    kinds = {"use": "number"} | {f"a{i}": "category" for i in range(5)}
    found = quickly(table, kinds)
    assert (found.k, found.verdict, found.doubts) == (3, "weak", ("categories",))
    number = quickly(table.assign(use=table["use"] + 6 * group), kinds)
    assert (number.k, number.verdict) == (3, "supported")


def test_gaps_that_lie_together_are_no_segment(line: Line) -> None:
    customers = line(200)
    customers.loc[:70, ["a0", "a1", "a2"]] = np.nan
    assert segments(customers, attributes=["a0", "a1", "a2", "a3"]).verdict == "none"


def test_a_few_customers_far_away_are_no_segments(line: Line) -> None:
    customers = line(60, attributes=2)
    customers.loc[[3, 8], ["a0", "a1"]] = 500.0
    found = quickly(customers, ["a0", "a1"])
    assert found.verdict == "none"
    assert "small" in found.doubts
    assert found.sizes["n"].min() <= 2


def test_the_order_of_rows_makes_no_difference(iris: pd.DataFrame) -> None:
    shuffled = iris.sample(frac=1, random_state=1)
    one, other = (quickly(table, list("abcd")) for table in (iris, shuffled))
    pd.testing.assert_frame_equal(one.choices, other.choices)
    pd.testing.assert_frame_equal(one.profile, other.profile)
    assert other.customers["customer"].tolist() == shuffled["customer"].tolist()
    pd.testing.assert_frame_equal(
        one.customers, other.customers.sort_values("customer", ignore_index=True)
    )


def test_the_same_seed_gives_the_same_and_another_seed_may_not(line: Line) -> None:
    customers = line(80)
    one, same, other = (quickly(customers, ["a0", "a1"], seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one.choices, same.choices)
    pd.testing.assert_frame_equal(one.customers, same.customers)
    assert one.choices["stability"].tolist() != other.choices["stability"].tolist()


def test_even_the_first_segments_of_a_process_are_made_by_one_thread() -> None:
    # Limits only hold libraries that are loaded already; scikit-learn is loaded when needed.
    lines = """
        import pandas as pd
        from threadpoolctl import threadpool_info
        from workshop_kit.persona import clusters, structure
        fit, threads = structure.fit, set()
        def watched(*given):
            done = fit(*given)
            threads.update(pool["num_threads"] for pool in threadpool_info())
            return done
        structure.fit = watched
        table = pd.DataFrame({"customer": range(20), "use": range(20)})
        clusters.segments(table, attributes=["use"], resamples=2, crowds=1)
        print(threads)
    """
    command = [sys.executable, "-c", dedent(lines)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "{1}"


def test_the_input_is_not_changed(two_groups: pd.DataFrame) -> None:
    two_groups.index = pd.Index(range(30, 0, -1))
    before = two_groups.copy()
    found = quickly(two_groups)
    pd.testing.assert_frame_equal(two_groups, before)
    assert found.customers.index.tolist() == list(range(30))


@pytest.mark.parametrize("names", [["🙂", "😀", "王玥", "O'Neil"], ["<b>", "{x}", " a", "ß"]])
def test_customers_may_have_any_names(two_groups: pd.DataFrame, names: list[str]) -> None:
    every = [f"{name}{i}" for i in range(10) for name in names][:30]
    found = quickly(two_groups.assign(customer=every))
    assert found.customers["customer"].tolist() == every
    assert found.sizes["n"].tolist() == [18, 12]


@pytest.mark.parametrize("n", [0, 3, 19])
def test_fewer_than_twenty_customers_are_refused(two_groups: pd.DataFrame, n: int) -> None:
    message = rf"^Segments need at least 20 customers with attributes\. Found {n}\.$"
    with pytest.raises(TooFewError, match=message):
        segments(two_groups.head(n), attributes=KINDS)


@pytest.mark.parametrize(
    ("n", "numbers"), [(20, [2]), (29, [2]), (30, [2, 3]), (70, [2, 3, 4, 5, 6])]
)
def test_there_are_at_most_a_tenth_as_many_segments(line: Line, n: int, numbers: list[int]) -> None:
    assert quickly(line(n), ["a0", "a1"]).choices["k"].tolist() == numbers


def test_customers_of_whom_nothing_is_known_are_in_no_segment(two_groups: pd.DataFrame) -> None:
    two_groups.loc[[4, 25], ["use", "pays"]] = None
    two_groups.loc[7, "use"] = None
    found = quickly(two_groups)
    assert (found.n, found.n_missing) == (28, 2)
    assert found.customers["segment"].isna().to_numpy().nonzero()[0].tolist() == [4, 25]
    assert found.missing == {"use": 1}
    assert found.sizes["n"].sum() == 28


def test_attributes_that_tell_nobody_apart_are_left_out(two_groups: pd.DataFrame) -> None:
    customers = two_groups.assign(
        country="here", zero=0.0, rare=[1.0] + [None] * 29, half=[1.0, 2.0, 1.5] * 5 + [None] * 15
    )
    kinds = {**KINDS, "country": "category", "zero": "number", "rare": "number", "half": "number"}
    found = quickly(customers, kinds)
    assert found.left_out == {"country": "constant", "zero": "constant", "rare": "missing"}
    assert set(found.profile["attribute"]) == {"use", "pays", "half"}


def test_customers_who_are_all_the_same_are_one_segment(two_groups: pd.DataFrame) -> None:
    found = quickly(two_groups.assign(use=1, pays="app"))
    assert (found.verdict, found.k, found.doubts) == ("none", 1, ("alike",))
    assert set(found.customers["segment"]) == {"s1"}
    assert found.choices.empty
    assert found.profile.empty


def test_an_attribute_known_of_nobody_leaves_no_customers(two_groups: pd.DataFrame) -> None:
    with pytest.raises(TooFewError, match=r"Found 0\.$"):
        quickly(two_groups.assign(use=np.nan), {"use": "number"})


def test_two_kinds_of_customers_are_two_segments(two_groups: pd.DataFrame) -> None:
    found = quickly(two_groups, {"pays": "category"})
    # One attribute alone cannot be clearer than itself dealt out anew.
    assert (found.k, found.silhouette, found.doubts) == (2, 1.0, ("crowd",))
    assert found.choices["k"].tolist() == [2]  # three segments would need three kinds


def test_more_customers_than_the_sample_all_get_a_segment(line: Line) -> None:
    customers = line(1500)
    found = quickly(customers, ["a0", "a1"], sample=1000)
    assert (found.n, found.n_sample) == (1500, 1000)
    assert found.customers["segment"].notna().all()
    assert found.customers["silhouette"].notna().sum() == 1000
    assert found.choices["smallest"].max() <= 500  # counted in the sample


def test_a_number_of_segments_can_be_asked_for(line: Line) -> None:
    customers = line(100)
    found = quickly(customers, ["a0", "a1"], k=8)
    assert found.k == len(found.sizes) == 8
    assert found.choices["k"].tolist() == [2, 3, 4, 5, 6, 8]
    assert found.choices["crowd"].notna().tolist() == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"k": 1}, r"k must be 2 to 3 for these 30 customers\. Got 1\."),
        ({"k": 4}, r"k must be 2 to 3 for these 30 customers\. Got 4\."),
        ({"seed": -1}, r"seed must be a whole number from 0\. Got -1\."),
        ({"seed": 0.5}, r"seed must be a whole number from 0\. Got 0\.5\."),
        ({"resamples": 1}, r"resamples must be a whole number from 2\. Got 1\."),
        ({"crowds": 0}, r"crowds must be a whole number from 1\. Got 0\."),
        ({"sample": 10}, r"sample must be a whole number from 1000\. Got 10\."),
    ],
)
def test_options_outside_their_choices_are_refused(
    two_groups: pd.DataFrame, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        segments(two_groups, attributes=KINDS, **options)


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("customer", "c01", r"Column 'customer' must name every customer once\. .* 'c01'\."),
        ("customer", None, r"Column 'customer' must not be empty\. Found 1 empty rows\."),
        ("use", "much", r"Column 'use' must hold numbers\. Found 'much' \(customer 'c00'\)\."),
    ],
)
def test_bad_cells_are_named(
    two_groups: pd.DataFrame, column: str, cell: Any, message: str
) -> None:
    two_groups[column] = two_groups[column].astype(object)
    two_groups.loc[0, column] = cell
    with pytest.raises(ValueError, match=f"^{message}$"):
        quickly(two_groups)


def test_a_frame_without_customers_is_refused(two_groups: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"^Columns \['customer'\] must be there\."):
        quickly(two_groups.drop(columns="customer"))


@pytest.mark.parametrize(
    ("verdict", "n", "exploratory"),
    [("supported", 200, False), ("supported", 199, True), ("weak", 500, True), ("none", 500, True)],
)
def test_a_statement_needs_two_hundred_customers_and_support(
    two_groups: pd.DataFrame, verdict: Any, n: int, exploratory: bool
) -> None:
    found = quickly(two_groups, crowds=1, resamples=2)
    assert replace(found, verdict=verdict, n=n).exploratory is exploratory
