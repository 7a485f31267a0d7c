"""Segments in words: no more than the data carry, in both languages."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workshop_kit.persona.clusters import Segments
from workshop_kit.persona.labels import Names, plain_number
from workshop_kit.persona.sentences import headline, how_sure, segment_sentences

LANGUAGES = ("en", "zh")


def row(segment: str, attribute: str, kind: str, **cells: Any) -> dict[str, Any]:
    empty = {"level": None, "n": 100, "middle": None, "overall_middle": None}
    return {"segment": segment, "attribute": attribute, "kind": kind, **empty, **cells}


@pytest.fixture
def found() -> Segments:
    """150 and 90 customers: the first older and paying by app, the second like everybody else."""
    profile = pd.DataFrame(
        [
            row("s1", "age", "number", value=61.2, overall=45.0, difference=1.4),
            row("s1", "pays", "category", level="app", value=0.8, overall=0.5, difference=0.6),
            row("s1", "pays", "category", level="cash", value=0.2, overall=0.5, difference=-0.6),
            row("s1", "mood", "ordered", value=1.2, overall=0.6, difference=0.9,
                middle="high", overall_middle="low"),
            row("s2", "age", "number", value=44.0, overall=45.0, difference=-0.1),
            row("s2", "pays", "category", level="app", value=0.5, overall=0.5, difference=0.0),
            row("s2", "mood", "ordered", value=0.5, overall=0.6, difference=-0.1,
                middle="low", overall_middle="low"),
        ]
    )  # fmt: skip
    return Segments(
        customers=pd.DataFrame(columns=["customer", "segment", "silhouette"]),
        sizes=pd.DataFrame({"segment": ["s1", "s2"], "n": [150, 90], "share": [0.625, 0.375]}),
        profile=profile,
        choices=pd.DataFrame(),
        k=2,
        n=240,
        n_missing=0,
        n_sample=240,
        silhouette=0.4,
        stability=0.91,
        crowds=40,
        verdict="supported",
        names=Names(
            attributes={"age": "Age", "pays": "Pays by", "mood": "Mood"},
            levels={("pays", "app"): "App", ("mood", "high"): "Pleased", ("mood", "low"): "Cross"},
            units={"age": "years"},
        ),
    )


def test_segments_that_the_data_support_are_stated(found: Segments) -> None:
    assert segment_sentences(found, "en") == [
        "The customers fall into 2 segments (n = 240).",
        "None of 40 invented crowds without segments falls apart as clearly.",
        "With other customers drawn from these, they come out again (agreement 0.91; 1 is all the "
        "same, 0 is chance).",
        "Segment 1 (n = 150, 62%): Age: 61.2 years (all: 45.0); Mood: Pleased (all: Cross); "
        "Pays by: App 80% (all: 50%).",
        "Segment 2 (n = 90, 38%): little sets them apart from all customers.",
    ]
    assert headline(found, "en") == "The customers fall into 2 segments"
    assert how_sure(found, "en") == "n = 240 customers."


def test_chinese_sentences_say_the_same(found: Segments) -> None:
    names = Names(
        attributes={"age": "年龄", "pays": "缴费方式", "mood": "心情"},
        levels={("pays", "app"): "网上", ("mood", "high"): "满意", ("mood", "low"): "不满意"},
        units={"age": "岁"},
    )
    assert segment_sentences(replace(found, names=names), "zh") == [
        "客户分成 2 类客群（n = 240）。",
        "另外模拟了 40 批本来不分群的客户，没有一批能分得这么清楚。",
        "重新抽一批客户再分，分出来的还是这些客群（一致程度 0.91：1 为完全一致，0 为全凭碰巧）。",
        "客群 1（n = 150，62%）：年龄：61.2岁（全体 45.0）；心情：满意（全体 不满意）；"
        "缴费方式：网上 80%（全体 50%）。",
        "客群 2（n = 90，38%）：与全体客户差别不大。",
    ]


def test_below_two_hundred_customers_the_finding_is_exploratory(found: Segments) -> None:
    few = replace(found, n=199)
    assert segment_sentences(few, "en")[0] == (
        "The customers fall into 2 segments; with n = 199, an exploratory finding."
    )
    assert how_sure(few, "en") == "n = 199 customers: an exploratory finding."


def test_overlapping_segments_are_a_hint(found: Segments) -> None:
    weak = replace(found, verdict="weak", doubts=("overlapping", "shaky"), stability=0.7)
    lines = segment_sentences(weak, "en")
    assert lines[0].startswith("The data hint at 2 segments, without a sharp line")
    assert "exploratory" in lines[0]
    assert lines[2] == "The segments overlap: many customers stand between two of them."
    assert "they come out roughly (agreement 0.70" in lines[3]
    assert lines[4].startswith("Segment 1")


def test_segments_in_categories_only_are_a_hint(found: Segments) -> None:
    weak = replace(found, verdict="weak", doubts=("categories",))
    lines = segment_sentences(weak, "en")
    assert lines[0].startswith("The data hint at 2 segments")
    assert lines[2] == (
        "They show in categories only, not in numbers or levels: customers without segments can "
        "look like that, too."
    )


def test_where_the_data_support_none_no_segment_is_described(found: Segments) -> None:
    none = replace(found, verdict="none", doubts=("crowd", "unstable"), as_clear=7, stability=0.4)
    assert segment_sentences(none, "en") == [
        "These data do not fall into clear segments (n = 240). Work with the segments that you "
        "know from experience.",
        "Just as clear: 7 of 40 invented crowds that have no segments.",
        "With other customers drawn from these, other segments come out (agreement 0.40; 1 is all "
        "the same, 0 is chance).",
    ]
    assert headline(none, "en") == "No clear segments in these data"


def test_a_segment_of_a_few_is_pointed_at(found: Segments) -> None:
    sizes = found.sizes.assign(n=[238, 2])
    small = replace(found, verdict="none", doubts=("small",), sizes=sizes)
    assert segment_sentences(small, "en")[-1] == (
        "The smallest segment has only 2 customers: check their values first."
    )


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        ("few", "Fewer than 20 customers are known: too few to look for segments in data."),
        ("no-attributes", "The profile names no attributes to look for segments in."),
    ],
)
def test_segments_of_the_profile_are_said_to_be_its_own(
    found: Segments, doubt: Any, said: str
) -> None:
    given = replace(found, verdict="given", doubts=(doubt,), crowds=0, n_missing=3)
    lines = segment_sentences(given, "en")
    assert lines[0] == f"{said} These are the segments of the profile."
    assert lines[1].startswith("Segment 1 (n = 150")
    assert lines[-1] == "Customers without a segment: 3."
    assert how_sure(given, "en") == "n = 240 customers. Nothing was looked for in data."


def test_what_was_left_out_filled_and_sampled_is_said(found: Segments) -> None:
    more = replace(
        found,
        n=100_000,
        n_sample=5_000,
        n_missing=2,
        left_out={"pays": "constant", "country": "constant", "mood": "missing"},
        missing={"age": 12},
    )
    lines = segment_sentences(more, "en")
    assert lines[3] == (
        "Segments were made from 5,000 customers drawn by lot; all others were added."
    )
    assert lines[-4:] == [
        "Not used, because all customers are the same in it: Pays by, country.",
        "Not used, because less than half of the customers are known: Mood.",
        "Customers in no segment, because nothing is known of them: 2.",
        "Values that were missing, and taken as average: Age (12).",
    ]


def test_levels_of_one_middle_are_above_or_below_average(found: Segments) -> None:
    profile = found.profile.assign(middle="low", overall_middle="low")
    assert "Mood: above average" in segment_sentences(replace(found, profile=profile), "en")[3]
    profile["difference"] = -profile["difference"]
    assert "Mood: below average" in segment_sentences(replace(found, profile=profile), "en")[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_alike_is_one_sentence(found: Segments, language: str) -> None:
    alike = replace(found, verdict="none", doubts=("alike",), crowds=0, k=1)
    (line,) = segment_sentences(alike, language)
    assert "240" in line


def test_braces_in_names_are_only_text(found: Segments) -> None:
    odd = Names(attributes={"age": "{n} {0}"}, segments={"s1": "{what}"})
    lines = segment_sentences(replace(found, names=odd), "en")
    assert lines[3].startswith("{what} (n = 150, 62%): {n} {0}: 61.2 (all: 45.0)")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("s12", "en", "Segment 12"),
        ("s1", "zh", "客群 1"),
        ("family", "en", "Families"),
        ("senior", "en", "senior"),
        ("s", "en", "s"),
    ],
)
def test_segments_are_called_by_label_number_or_id(code: str, language: str, name: str) -> None:
    assert Names(segments={"family": "Families"}).segment(code, language) == name


@pytest.mark.parametrize(
    ("value", "size", "text"),
    [(1234.5, 1000, "1,234"), (-250.0, 300, "−250"), (3.14, 5, "3.1"), (0.256, 0.5, "0.26")],
)
def test_numbers_have_as_many_decimals_as_one_reads_out(
    value: float, size: float, text: str
) -> None:
    assert plain_number(value, size) == text


def test_a_number_that_is_not_known_is_a_dash(found: Segments) -> None:
    unknown = row("s1", "age", "number", value=np.nan, overall=45.0, difference=np.nan)
    assert found.names.value(unknown) == "–"
