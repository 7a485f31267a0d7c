"""Charts of segments and of value, read through `to_dict()`."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from workshop_kit import theme
from workshop_kit.persona.charts import profile_chart, segment_chart, value_chart
from workshop_kit.persona.clusters import Segments, segments
from workshop_kit.persona.labels import Names
from workshop_kit.persona.value import abc, value_shares

LANGUAGES = ("en", "zh")
ODD = ['"Quoted" & <b>bold</b>', "two\nlines", "car 🚗", "مرحبا", "a" * 300, "x\u2028y", "n\x00ul"]


def rows(chart: Any, column: str) -> pd.DataFrame:
    """The data set of a chart that has this column."""
    (data,) = [d for d in chart.to_dict()["datasets"].values() if column in d[0]]
    return pd.DataFrame(data)


def lines(chart: Any) -> list[str]:
    """The title and what stands under it."""
    title = chart.to_dict()["title"]
    return [title["text"], *title.get("subtitle", [])]


@pytest.fixture(scope="module")
def found() -> Segments:
    customers = pd.DataFrame(
        {
            "customer": [f"c{i:02}" for i in range(30)],
            "use": [*range(10, 22), *range(60, 78)],
            "pays": ["app"] * 12 + ["cash"] * 18,
            "mood": ["low"] * 12 + ["high"] * 18,
        }
    )
    kinds = {"use": "number", "pays": "category", "mood": ["low", "high"]}
    return segments(customers, attributes=kinds, resamples=3)


def test_bars_are_the_segments_shares_and_beside_them_stands_what_sets_them_apart(
    found: Segments,
) -> None:
    chart = segment_chart(found, "en", note="Synthetic data")
    data = rows(chart, "count")
    assert data["share"].tolist() == [0.6, 0.4]
    assert data["count"].tolist() == ["n = 18 (60%)", "n = 12 (40%)"]
    assert data["name"].tolist() == ["Segment 1", "Segment 2"]
    assert sorted(data["text"][1].split("\n")) == [
        "↑ pays: app 100% (all: 40%)",
        "↓ mood: low (all: high)",
        "↓ use: 15.5 (all: 47.3)",
    ]
    assert lines(chart) == [
        "The customers fall into 2 segments",
        "n = 30 customers: an exploratory finding.",
        "Beside the bars: what sets the segment apart from all customers.",
        "Synthetic data",
    ]


def test_segments_without_support_are_grey_and_nothing_is_said_of_them(found: Segments) -> None:
    chart = segment_chart(replace(found, verdict="none", doubts=("crowd",)), "en")
    assert rows(chart, "count")["text"].tolist() == ["", ""]
    assert lines(chart)[0] == "No clear segments in these data"
    assert "do not build on these segments" in lines(chart)[1]
    bars = [layer["mark"] for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == "bar"]
    assert [bar["color"] for bar in bars] == ["#9ca3af"]


def test_cells_hold_means_shares_and_middles_beside_all_customers(found: Segments) -> None:
    data = rows(profile_chart(found, "en"), "whole")
    table = data.pivot_table(index="label", columns="segment", values="whole", aggfunc="first")
    assert table.loc["use"].to_dict() == {
        "All customers": "47.3",
        "Segment 1": "68.5",
        "Segment 2": "15.5",
    }
    assert table.loc["mood"].to_dict() == {
        "All customers": "high",
        "Segment 1": "high",
        "Segment 2": "low",
    }
    # Of two values one row is enough: that of the rarer.
    assert "pays: cash" not in table.index
    assert table.loc["pays: app", "Segment 2"] == "100%"
    heads = data.drop_duplicates("segment")["head"].tolist()
    assert heads == ["All customers\nn = 30", "Segment 1\nn = 18", "Segment 2\nn = 12"]


def test_cells_say_of_how_many_customers_they_are_known(found: Segments) -> None:
    first = (found.profile["segment"] == "s1") & (found.profile["attribute"] == "use")
    gaps = replace(found, profile=found.profile.assign(n=found.profile["n"].mask(first, 15)))
    n = rows(profile_chart(gaps, "en"), "whole").set_index(["label", "segment"])["n"]
    assert n["use"].to_dict() == {"All customers": 27, "Segment 1": 15, "Segment 2": 12}
    assert n["mood"].to_dict() == {"All customers": 30, "Segment 1": 18, "Segment 2": 12}


def test_colours_are_differences_in_standard_deviations(found: Segments) -> None:
    chart = profile_chart(found, "en")
    data = rows(chart, "whole").set_index(["segment", "label"])["difference"]
    # Shares of 0.4: (0 - 0.4) / 0.4899 and (1 - 0.4) / 0.4899.
    assert data["Segment 1", "pays: app"] == pytest.approx(-0.8165, abs=1e-4)
    assert data["Segment 2", "pays: app"] == pytest.approx(1.2247, abs=1e-4)
    assert data["All customers", "pays: app"] == 0
    (scale,) = [
        layer["encoding"]["color"]["scale"]
        for layer in chart.to_dict()["layer"]
        if layer["mark"]["type"] == "rect"
    ]
    assert scale["domain"] == [-1.5, 0, 1.5]


def test_units_stand_beside_the_attribute(found: Segments) -> None:
    names = Names(attributes={"use": "用电量"}, units={"use": "千瓦时"})
    data = rows(profile_chart(replace(found, names=names), "zh"), "whole")
    assert "用电量（千瓦时）" in set(data["label"])


def test_no_more_rows_than_asked_for_are_drawn(found: Segments) -> None:
    chart = profile_chart(found, "en", most=2)
    data = rows(chart, "whole")
    assert data["label"].nunique() == 2
    # A split of levels or values tells 12 from 18 better than numbers that scatter.
    assert "Drawn: the 2 rows that differ most; 1 more are left out." in lines(chart)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ODD)
def test_any_label_can_be_drawn(found: Segments, text: str, language: str) -> None:
    names = Names(
        attributes={"use": text}, levels={("pays", "app"): text, ("mood", "low"): text},
        units={"use": text}, segments={"s1": text},
    )  # fmt: skip
    named = replace(found, names=names)
    for chart in (segment_chart(named, language), profile_chart(named, language)):
        ElementTree.fromstring(theme.svg(chart.to_dict()))


def test_two_attributes_of_one_label_keep_a_row_each(found: Segments) -> None:
    names = Names(attributes={"use": "Same", "mood": "Same"})
    data = rows(profile_chart(replace(found, names=names), "en"), "whole")
    assert data.groupby("row")["label"].first().tolist().count("Same") == 2
    assert len(data) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_customers_a_line_says_so(found: Segments, language: str) -> None:
    empty = replace(found, sizes=found.sizes.head(0), profile=found.profile.head(0))
    text = {"en": "No customers yet.", "zh": "还没有客户数据。"}[language]
    for chart in (segment_chart(empty, language), profile_chart(empty, language)):
        assert text in theme.svg(chart.to_dict())


def worth(*values: float) -> pd.DataFrame:
    customers = pd.DataFrame({"customer": range(len(values)), "spend": values})
    return value_shares(abc(customers, "spend"))


def test_bars_of_value_stand_beside_those_of_customers() -> None:
    chart = value_chart(
        worth(*[30.0] * 3, *[9.0] * 5, *[1.25] * 12), "en", label="Spend", missing=2
    )
    data = rows(chart, "measure").set_index(["class", "measure"])
    assert data.loc[("A (strategic)", "of the customers"), "share"] == 0.15
    assert data.loc[("A (strategic)", "of the value"), "share"] == 0.6
    assert data.loc[("A (strategic)", "of the customers"), "text"] == "15% (n = 3)"
    assert lines(chart) == [
        "15% of the customers bring 60% of the value",
        "Value: Spend. n = 20 customers, counted, not estimated.",
        "Without a value, and left out: 2.",
    ]


def test_where_nobody_is_an_a_customer_no_share_is_claimed() -> None:
    assert lines(value_chart(worth(1, 1, 1), "en"))[0] == "What the customers bring"


def test_losses_are_drawn_below_zero() -> None:
    chart = value_chart(worth(10, 5, 5, -4, -4, -4), "en")
    (domain,) = {
        tuple(layer["encoding"]["x"]["scale"]["domain"]) for layer in chart.to_dict()["layer"]
    }
    assert domain[0] == pytest.approx(-1.5)  # C: 5 - 4 - 4 - 4 + ... of a total of 8


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [np.nan]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_value_a_line_says_so(values: list[float], language: str) -> None:
    text = {"en": "No customers with a value yet.", "zh": "还没有带价值数据的客户。"}[language]
    assert text in theme.svg(value_chart(worth(*values), language).to_dict())
