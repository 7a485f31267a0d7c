"""Segments side by side: what is drawn of them, and what may be said."""

from typing import Any

import pandas as pd
import pytest

from workshop_kit import kano, open_workshop, theme

PAIRS = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}


def counts(**groups: dict[str, dict[str, int]]) -> pd.DataFrame:
    """A tally from group to feature to letter to count."""
    rows = [
        (group, feature, *PAIRS[letter], n)
        for group, features in groups.items()
        for feature, letters in features.items()
        for letter, n in letters.items()
    ]
    columns = ["segment", "feature", "functional", "dysfunctional", "n"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def tally() -> pd.DataFrame:
    return counts(
        family={"pool": {"A": 40, "I": 10}, "wifi": {"O": 26, "I": 24}},
        solo={"pool": {"A": 10, "I": 40}, "wifi": {"O": 25, "I": 25}},
        few={"pool": {"A": 12}, "wifi": {"I": 3}},
    )


def table(tally: pd.DataFrame) -> pd.DataFrame:
    return kano.classify(kano.tally(tally, "segment"), by="segment")


def data(chart: Any) -> pd.DataFrame:
    (rows,) = [
        d for d in chart.to_dict()["datasets"].values() if "category" in d[0] or "sure" in d[0]
    ]
    return pd.DataFrame(rows)


def test_the_map_shows_a_letter_where_there_are_twenty_answers_and_else_their_number(
    tally: pd.DataFrame,
) -> None:
    rows = data(kano.segment_map(table(tally), "en")).set_index(["group", "feature"])
    assert rows["text"].to_dict() == {
        ("family", "pool"): "A",
        ("family", "wifi"): "O",
        ("solo", "pool"): "I",
        ("solo", "wifi"): "O",
        ("few", "pool"): "n = 12",
        ("few", "wifi"): "n = 3",
    }
    # 26 against 24 and 25 against 25 are not told apart; 40 against 10 are.
    assert rows["sure"].to_dict()["family", "pool"]
    assert not rows["sure"].to_dict()["family", "wifi"]


def test_the_planes_leave_out_what_too_few_have_answered(tally: pd.DataFrame) -> None:
    rows = data(kano.segment_planes(table(tally), "en"))
    assert sorted(zip(rows["group"], rows["number"], strict=True)) == [
        ("family", "1"),
        ("family", "2"),
        ("solo", "1"),
        ("solo", "2"),
    ]
    assert rows.set_index(["group", "number"])["y"].to_dict()["family", "1"] == 0.8


def test_only_differences_beyond_chance_are_said_and_all_comparisons_are_counted(
    tally: pd.DataFrame,
) -> None:
    found = kano.differences(kano.tally(tally, "segment"))
    # The pool: 40 of 50 families, 10 of 50 solo travellers and 12 of 12 others are delighted.
    lines = kano.difference_sentences(found, "en")
    assert [line.split(" (")[0] for line in lines[:-1]] == [
        "solo: pool pleases them less than others",
        "family: pool pleases them more than others",
    ]
    assert "Better 0.20 against 0.84" in lines[0]
    # Two segments with enough answers x two features x Better and Worse.
    assert (
        lines[-1]
        == "8 comparisons of Better or Worse were made: 2 differ; about 0 would by chance alone."
    )


def test_no_more_differences_are_said_than_asked_for(tally: pd.DataFrame) -> None:
    found = kano.differences(kano.tally(tally, "segment"))
    lines = kano.difference_sentences(found, "en", most=1)
    assert len(lines) == 2
    assert "2 differ" in lines[-1]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No segment has enough answers to be compared."),
        ("zh", "各类客群的回答都不够多，没法比较。"),
    ],
)
def test_small_segments_are_not_compared(language: str, said: str) -> None:
    small = counts(a={"pool": {"A": 9}}, b={"pool": {"I": 9}})
    assert kano.difference_sentences(kano.differences(small), language) == [said]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("company", ["lakeside-hotel", "binhai-power", "xingyun-telecom"])
def test_every_sample_with_segments_can_be_drawn(company: str, language: Any) -> None:
    workshop = open_workshop(company, language=language)
    by_segment = kano.results(workshop, by="segment")
    charts = [kano.segment_map(by_segment, language, note=workshop.notice)]
    planes = kano.segment_planes(by_segment, language, note=workshop.notice)
    if company == "xingyun-telecom":  # five segments of six to ten customers
        said = {"en": "No segment has enough answers", "zh": "各类客群的回答都不够多"}[language]
        assert said in theme.svg(planes.to_dict())
    else:
        charts.append(planes)
    for chart in charts:
        svg = theme.svg(chart.to_dict())
        assert all(
            theme.wrap(label, 105).split("\n")[0] in svg
            for label in workshop.company.labels("segments", language).values()
        )
        assert workshop.notice in svg


def test_the_suspicious_are_listed_with_their_shares() -> None:
    sheet = kano.suspicious(open_workshop("binhai-power", language="en"))
    assert sheet["Reverse"].to_dict() == {
        "r023": "70%",
        "r131": "70%",
        "r064": "11%",
        "r158": "22%",
    }
    assert list(sheet.columns) == ["Answers", "Questionable", "Reverse"]


def test_nobody_suspicious_is_said() -> None:
    sheet = kano.suspicious(open_workshop("xingyun-telecom", language="zh"))
    assert list(sheet.index) == ["没有人超过界线。"]


def test_the_result_without_the_suspicious_stands_beside() -> None:
    sheet = kano.without_suspicious(open_workshop("binhai-power", language="en"))
    assert len(sheet) == 10
    assert set(sheet["Changed"]) == {"no"}
    assert (sheet["Answers"].astype(int) - sheet["Answers then"].astype(int)).between(0, 4).all()


def test_a_mark_is_as_large_as_the_feature_is_important() -> None:
    workshop = open_workshop("binhai-power", language="en")
    table = kano.results(workshop)
    stated = kano.importance(workshop.answers("kano"))
    drawn = kano.quadrant(table, "en", importance=stated).to_dict()
    rows = next(d for d in drawn["datasets"].values() if "importance" in d[0])
    wanted = stated.set_index("feature")["importance"].to_dict()
    assert {row["feature"]: row["importance"] for row in rows} == pytest.approx(wanted)
    sized = [layer for layer in drawn["layer"] if "size" in layer.get("encoding", {})]
    assert len(sized) == 2  # the filled marks and the hollow ones


def test_two_features_of_one_label_stay_two(tally: pd.DataFrame) -> None:
    both = table(tally).assign(feature_label="Extras")
    rows = data(kano.segment_map(both, "en"))
    assert set(rows["feature"]) == {"Extras (pool)", "Extras (wifi)"}
