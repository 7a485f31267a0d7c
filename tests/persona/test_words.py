"""Labels of the persona room: every code of the data has one, in both languages."""

import re
from collections.abc import Callable
from typing import Any, get_args

import pytest

from workshop_kit.customers import SOURCES, CustomerClass, Tag, Tier
from workshop_kit.persona import words
from workshop_kit.persona.strategies import STYLES, advice

LANGUAGES = ("en", "zh")
LABELS: dict[Callable[[str], dict[str, str]], tuple[str, ...]] = {
    words.tag_names: get_args(Tag),
    words.tag_hints: get_args(Tag),
    words.style_names: get_args(words.Style),
    words.style_traits: get_args(words.Style),
    words.psychology_names: get_args(words.Psychology),
    words.class_names: get_args(CustomerClass),
    words.tier_names: get_args(Tier),
    words.abc_names: get_args(words.Level),
    words.source_names: SOURCES,
    words.move_names: ("talk", "praise", "ask", "ease", "confirm", "close"),
    words.man_names: ("money", "authority", "need"),
}


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_label_of_its_own(
    labels: Callable[[str], dict[str, str]], language: str
) -> None:
    found = labels(language)
    assert tuple(found) == LABELS[labels]
    assert len(set(found.values())) == len(found)
    if language == "zh":
        assert all(re.search("[\u4e00-\u9fff]", text) for text in found.values())


@pytest.mark.parametrize(
    ("labels", "spoken"),
    [
        (words.style_names, ["支配性", "表达性", "耐心性", "精确性"]),
        (words.class_names, ["经济价值类", "风险把控类", "特殊关爱类", "社会价值类"]),
        (words.tier_names, ["忠诚客户", "潜在客户", "边缘客户", "流失客户"]),
        (words.move_names, ["沟通应对", "赞美", "提问", "缓和冲突", "我确认", "总结闭环"]),
    ],
)
def test_chinese_labels_are_what_trainers_say(labels: Any, spoken: list[str]) -> None:
    assert list(labels("zh").values()) == spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_style_is_called_an_animal(language: str) -> None:
    # Which animal stands for which style is a convention that we could not check.
    said = [*words.style_names(language).values(), *words.style_traits(language).values()]
    said += [text for style in STYLES for text in advice(style, language).values()]
    assert not re.search("tiger|peacock|koala|owl|老虎|孔雀|考拉|猫头鹰", " ".join(said).lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_of_a_strategy_begin_with_the_moves(language: str) -> None:
    parts = words.part_names(language)
    assert list(parts)[:6] == list(words.move_names(language))
    assert list(parts)[6:] == ["psychology", "needs", "class", "tier", "abc"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_of_the_man_rule_has_three_questions(language: str) -> None:
    asked = words.man_questions(language)
    assert list(asked) == list(words.man_names(language))
    assert [len(texts) for texts in asked.values()] == [3, 3, 3]
    assert all(text[-1] in "?？" for texts in asked.values() for text in texts)
