"""A company's customers by the profile's own rules, with its labels."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop, persona, theme
from workshop_kit.persona.survey import attribute_kinds

Shop = Callable[..., Workshop]
LANGUAGES = ("en", "zh")
COMPANIES = ("lakeside-hotel", "binhai-power", "xingyun-telecom")
HEAD = "customer,segment,months,spend,pays,mood"
PROFILE = """
segments:
  - {id: family, label: {en: Families, zh: 亲子家庭}}
  - {id: senior, label: {en: Seniors, zh: 夕阳红}}
cohorts:
  - {id: new, label: {en: New, zh: 新客户}, months: 6}
  - {id: old, label: {en: Old, zh: 老客户}, months: 24}
attributes:
  - {id: months, label: {en: Months, zh: 时长}, kind: number}
  - {id: spend, label: {en: Spend, zh: 消费}, kind: number, unit: {en: yuan, zh: 元}}
  - id: pays
    label: {en: Pays by, zh: 付款}
    kind: category
    levels: [{id: app, label: {en: App, zh: 网上}}, {id: cash, label: {en: Cash, zh: 现金}}]
  - id: mood
    label: {en: Mood, zh: 心情}
    kind: ordered
    levels: [{id: low, label: {en: Low, zh: 差}}, {id: high, label: {en: High, zh: 好}}]
persona:
  value: spend
  tenure: months
  classes:
    - {name: economic-value, when: [{attribute: spend, at_least: 90}]}
    - {name: risk-control, when: [{attribute: mood, among: [low]}]}
  tiers:
    - {name: lost, when: [{attribute: mood, among: [low]}]}
    - {name: loyal, when: [{attribute: months, at_least: 12}]}
"""
FEW = [
    HEAD,
    "c1,family,3,10,app,low",
    "c2,family,6,100,app,low",
    "c3,senior,24,30,cash,high",
    "c4,senior,30,20,cash,high",
    "c5,,,5,,high",
]


def many(n: int) -> list[str]:
    """Half of the customers spend little and pay by app, half spend much and pay in cash."""
    kinds = (("family", 10, "app"), ("senior", 90, "cash"))
    lines = [
        f"c{i:02},{segment},{i % 30},{spend + i % 5},{pays},{('low', 'high')[i % 3 > 0]}"
        for i in range(n)
        for segment, spend, pays in [kinds[i % 2]]
    ]
    return [HEAD, *lines]


def test_segments_are_looked_for_in_the_attributes_that_the_profile_names(shop: Shop) -> None:
    profile = PROFILE.replace("persona:\n", "persona:\n  cluster: [spend, pays]\n")
    found = persona.customer_segments(shop(profile, many(40)))
    assert (found.k, found.verdict) == (2, "supported")
    assert list(dict.fromkeys(found.profile["attribute"])) == ["spend", "pays"]
    every = persona.customer_segments(shop(PROFILE, many(40)))
    assert set(every.profile["attribute"]) == {"months", "spend", "pays", "mood"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_those_of_the_profile(shop: Shop, language: str) -> None:
    profile = PROFILE.replace("persona:\n", "persona:\n  cluster: [spend, pays]\n")
    ws = shop(profile, many(40), language)
    lines = persona.segment_sentences(persona.customer_segments(ws), language)
    expected = {"en": "Spend: 92.0 yuan (all: 52.0)", "zh": "消费：92.0元（全体 52.0）"}
    assert any(expected[language] in line for line in lines)


def test_fewer_than_twenty_customers_get_the_segments_of_the_profile(shop: Shop) -> None:
    found = persona.customer_segments(shop(PROFILE, FEW))
    assert (found.verdict, found.doubts) == ("given", ("few",))
    assert found.sizes.to_numpy().tolist() == [["family", 2, 0.5], ["senior", 2, 0.5]]
    assert (found.n, found.n_missing) == (4, 1)
    spend = found.profile[found.profile["attribute"] == "spend"].set_index("segment")["value"]
    assert spend.to_dict() == {"family": 55, "senior": 25}
    # "All" are the four in segments; the fifth spends 5.
    rows = found.profile[found.profile["attribute"] == "spend"]
    assert set(rows["overall"]) == {40}
    assert rows["n"].sum() == found.n
    lines = persona.segment_sentences(found, "en")
    assert lines[0].startswith("Fewer than 20 customers are known")
    assert any(line.startswith("Families (n = 2, 50%)") for line in lines)
    assert persona.segment_chart(found, "en").to_dict()["title"]["text"] == (
        "The segments of the profile"
    )


def test_segments_of_the_profile_stand_in_its_order(shop: Shop) -> None:
    profile = PROFILE.replace("id: family", "id: zulu")
    found = persona.customer_segments(
        shop(profile, [text.replace("family", "zulu") for text in FEW])
    )
    assert found.sizes["segment"].tolist() == ["zulu", "senior"]
    assert list(dict.fromkeys(found.profile["segment"])) == ["zulu", "senior"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_without_customers_or_attributes_shows_lines_not_errors(
    shop: Shop, language: str
) -> None:
    ws = shop("", language=language)
    found = persona.customer_segments(ws)
    assert (found.k, found.n, found.doubts) == (0, 0, ("no-attributes",))
    assert len(persona.segment_sentences(found, language)) == 1
    for chart in (
        persona.segment_chart(found, language),
        persona.profile_chart(found, language),
        persona.value_picture(ws),
    ):
        theme.svg(chart.to_dict())
    assert persona.group_sheet(ws).empty
    assert persona.value_classes(ws).empty
    assert persona.customer_groups(ws).empty


def test_one_segment_and_an_empty_file_are_no_errors(shop: Shop) -> None:
    one = persona.customer_segments(shop(PROFILE, [HEAD, "c1,family,3,10,app,low"]))
    assert one.k == 1
    theme.svg(persona.profile_chart(one, "en").to_dict())
    none = persona.customer_segments(shop(PROFILE, [HEAD]))
    assert (none.k, none.doubts) == (0, ("few",))
    theme.svg(persona.profile_chart(none, "en").to_dict())


def test_customers_in_one_row_each(shop: Shop) -> None:
    table = persona.customer_groups(shop(PROFILE, FEW)).set_index("customer")
    assert table.loc["c2"].tolist() == [
        "family",
        "A",
        "economic-value, risk-control",
        "lost",
        "new",
    ]
    assert table.loc["c3"].tolist() == ["senior", "B", None, "loyal", "old"]
    assert table.loc["c4"].tolist() == ["senior", "C", None, "loyal", None]
    assert table.loc["c5"].tolist() == [None, "C", None, None, None]


def test_the_sheet_of_groups_by_hand(shop: Shop) -> None:
    sheet = persona.group_sheet(shop(PROFILE, FEW))
    shown = [[kind, *row] for kind, row in zip(sheet.index, sheet.to_numpy().tolist(), strict=True)]
    assert [row[:3] for row in shown] == [
        ["Class", "Economic value", "1"],
        ["", "Risk control", "2"],
        ["", "none of these", "3"],
        ["Loyalty", "Loyal", "2"],
        ["", "Lost", "2"],
        ["", "none of these (1 lack a value)", "1"],
        ["Time", "New", "2"],
        ["", "Old", "1"],
        ["", "longer than that", "1"],
        ["", "none of these (1 lack a value)", "1"],
    ]
    # Wilson, 2 of 5: 0.118 to 0.769.
    assert shown[1][3] == "40% [12%;\u00a077%]"


def test_the_picture_of_value_uses_the_profiles_cuts(shop: Shop) -> None:
    profile = PROFILE.replace("  value: spend\n", "  value: spend\n  cuts: [0.5, 0.8]\n")
    ws = shop(profile, FEW)
    assert persona.value_classes(ws)["class"].tolist() == ["A", "A", "B", "B", "C"]
    title = persona.value_picture(ws).to_dict()["title"]
    assert title["text"] == "40% of the customers bring 79% of the value"
    assert title["subtitle"][0].startswith("Value: Spend. n = 5 customers")


def test_attributes_are_given_by_their_kinds(shop: Shop) -> None:
    kinds = attribute_kinds(shop(PROFILE).company)
    assert kinds == {
        "months": "number",
        "spend": "number",
        "pays": "category",
        "mood": ["low", "high"],
    }
    assert list(attribute_kinds(shop(PROFILE).company, ["pays"])) == ["pays"]


@pytest.fixture(scope="module", params=COMPANIES)
def sample(request: pytest.FixtureRequest) -> tuple[Workshop, Any]:
    ws = open_workshop(request.param)
    return ws, persona.customer_segments(ws)


def test_the_samples_show_what_they_are_made_for(sample: tuple[Workshop, Any]) -> None:
    ws, found = sample
    verdicts = {
        "lakeside-hotel": "supported",
        "binhai-power": "supported",
        "xingyun-telecom": "none",  # five segments that are told apart by age and spend only
    }
    assert found.verdict == verdicts[ws.company.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_is_drawn_and_said_in_both_languages(
    sample: tuple[Workshop, Any], language: Any
) -> None:
    ws = open_workshop(sample[0].company.id, language=language)
    found = sample[1]
    for chart in (
        persona.segment_chart(found, language, note=ws.notice),
        persona.profile_chart(found, language, note=ws.notice),
        persona.value_picture(ws),
    ):
        svg = theme.svg(chart.to_dict())
        width = float(svg.split('width="', 1)[1].split('"', 1)[0])
        assert width < 1000  # a page of 1280 pixels has margins
        assert ws.notice[:12] in svg
    assert len(persona.segment_sentences(found, language)) >= 3
    sheet = persona.group_sheet(ws)
    assert isinstance(sheet, pd.DataFrame)
    assert len(sheet) >= 4
