"""What a company knows of its customers, and the four styles, as sheets to read."""

from collections.abc import Callable

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop, persona
from workshop_kit.customers import SOURCES
from workshop_kit.persona.strategies import advice
from workshop_kit.persona.words import source_names, style_names, style_traits, tag_names

Shop = Callable[..., Workshop]
LANGUAGES = ("en", "zh")
COMPANIES = ("lakeside-hotel", "binhai-power", "xingyun-telecom", "digital-payments")
PROFILE = """
sources:
  - {id: till, label: {en: The till, zh: 收银台}}
attributes:
  - {id: loose, label: {en: Loose, zh: 散}, kind: number}
  - {id: mood, label: {en: Mood, zh: 心情}, kind: number, tag: emotion, source: till}
  - {id: late, label: {en: Late, zh: 晚}, kind: number, tag: billing}
  - {id: age, label: {en: Age, zh: 年龄}, kind: number, tag: basic, source: till}
  - {id: early, label: {en: Early, zh: 早}, kind: number, tag: billing}
"""
# Of 3 customers: loose known for all, mood for 1, late for none, age for 2, early for 1.
THREE = ["customer,loose,mood,late,age,early", "a,1,1,,30,", "b,2,,,40,1", "c,3,,,,"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_styles_with_what_is_typical_and_how_to_talk(language: str) -> None:
    sheet = persona.style_sheet(language)
    assert sheet.index.tolist() == list(style_names(language).values())
    assert sheet.iloc[:, 0].tolist() == list(style_traits(language).values())
    talk = [advice(style, language)["talk"] for style in style_names(language)]
    assert sheet.iloc[:, 1].tolist() == talk
    assert (
        sheet.columns.tolist()
        == {
            "en": ["Typical", "How to talk"],
            "zh": persona.style_sheet("zh").columns.tolist(),
        }[language]
    )
    assert len(set(sheet.to_numpy().ravel())) == 8


def test_the_sheets_are_in_two_languages() -> None:
    english, chinese = persona.style_sheet("en"), persona.style_sheet("zh")
    assert not set(english.columns) & set(chinese.columns)
    assert not set(english.to_numpy().ravel()) & set(chinese.to_numpy().ravel())


@pytest.mark.parametrize("language", LANGUAGES)
def test_attributes_stand_by_category_in_the_order_of_the_course(shop: Shop, language: str) -> None:
    sheet = persona.known_attributes(shop(PROFILE, THREE, language))
    names = {
        "en": ["Age", "Late", "Early", "Mood", "Loose"],
        "zh": ["年龄", "晚", "早", "心情", "散"],
    }
    tags, till = tag_names(language), {"en": "The till", "zh": "收银台"}[language]
    assert sheet.index.tolist() == names[language]
    assert sheet.to_numpy().tolist() == [
        [tags["basic"], till, "67%"],
        [tags["billing"], "–", "0%"],
        [tags["billing"], "–", "33%"],
        [tags["emotion"], till, "33%"],
        ["–", "–", "100%"],
    ]


def test_without_sources_of_its_own_a_profile_has_those_of_the_kit(shop: Shop) -> None:
    rows = "\n".join(
        f"  - {{id: a{i}, label: A, kind: number, tag: basic, source: {source}}}"
        for i, source in enumerate(SOURCES)
    )
    for language in LANGUAGES:
        sheet = persona.known_attributes(shop(f"attributes:\n{rows}\n", language=language))
        assert sheet.iloc[:, 1].tolist() == list(source_names(language).values())
        assert sheet.iloc[:, 2].tolist() == ["–"] * 7  # of no customers nothing is a share


def test_a_company_without_attributes_has_an_empty_sheet(shop: Shop) -> None:
    sheet = persona.known_attributes(shop(""))
    assert sheet.empty
    assert len(sheet.columns) == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_every_sample_can_be_read(company: str, language: str) -> None:
    ws = open_workshop(company, language=language)  # type: ignore[arg-type]
    sheet, customers = persona.known_attributes(ws), ws.answers("customers")
    assert len(sheet) == len(ws.company.attributes)
    assert all(isinstance(cell, str) and cell for cell in sheet.to_numpy().ravel())
    shares = dict(zip(sheet.index, sheet.iloc[:, 2], strict=True))
    for attribute in ws.company.attributes:
        known = sum(not pd.isna(cell) for cell in customers[attribute.id])
        assert shares[attribute.label.text(ws.language)] == f"{known / len(customers):.0%}"
    if sheet.empty:
        assert company == "digital-payments"
    else:
        assert list(dict.fromkeys(sheet.iloc[:, 0])) == list(tag_names(language).values())
