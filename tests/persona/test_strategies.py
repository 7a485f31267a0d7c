"""Service strategies: advice for every style, persona x style, special needs, the MAN rule."""

from itertools import combinations
from typing import Any

import pytest

from workshop_kit.persona import strategies
from workshop_kit.persona.cards import Card
from workshop_kit.persona.strategies import (
    NEEDS,
    STYLES,
    ManScore,
    advice,
    man_score,
    man_sentence,
    special_needs,
    strategy,
)
from workshop_kit.persona.words import move_names, part_names

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_has_its_own_words_for_every_move(language: str) -> None:
    given = [advice(style, language) for style in (*STYLES, None)]
    assert all(list(moves) == list(move_names(language)) for moves in given)
    for one, other in combinations(given, 2):
        assert not set(one.values()) & set(other.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_is_short_enough_to_be_read_before_the_customer_comes(language: str) -> None:
    longest = {"en": 125, "zh": 50}[language]
    texts = [text for style in (*STYLES, None) for text in advice(style, language).values()]
    assert [text for text in texts if len(text) > longest] == []


def test_a_style_that_nobody_knows_is_refused() -> None:
    message = r"^style must be one of \['dominance', .*'precise'\] or None\. Got 'tiger'\.$"
    with pytest.raises(ValueError, match=message):
        advice("tiger", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_card_gives_the_six_moves_for_an_unknown_style(language: str) -> None:
    assert strategy(Card(), language) == advice(None, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_persona_times_style_brings_both_into_one_sentence(language: str) -> None:
    card = Card(
        style="patient", goals=("rest", "peace"), pains=("queues",), channels=("phone", "letter")
    )
    found = strategy(card, language)
    moves = advice("patient", language)
    for move, word in {"talk": "rest", "ease": "queues", "confirm": "phone"}.items():
        general, own = found[move].split("\n")
        assert general == moves[move]
        assert word in own
    assert {move: found[move] for move in ("praise", "ask", "close")} == {
        move: moves[move] for move in ("praise", "ask", "close")
    }
    assert "peace" not in " ".join(found.values())  # the first goal only
    assert "letter" not in " ".join(found.values())


FULL: dict[str, Any] = {
    "style": "dominance",
    "psychologies": ("face", "sharing"),
    "customer_class": ("special-care", "social-value"),
    "tier": "lost",
    "abc": "B",
    "age": "70",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_card_has_every_part_in_order_and_one_line_for_each_reason(language: str) -> None:
    found = strategy(Card(**FULL), language)
    assert list(found) == list(part_names(language))
    lines = {part: len(text.split("\n")) for part, text in found.items()}
    assert lines == dict.fromkeys(part_names(language), 1) | {"psychology": 2, "class": 2}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("rules", "field", "several"),
    [
        (strategies.class_rules, "customer_class", True),
        (strategies.tier_rules, "tier", False),
        (strategies.abc_rules, "abc", False),
        (strategies.psychology_rules, "psychologies", True),
    ],
)
def test_every_code_of_a_card_has_a_rule(
    language: str, rules: Any, field: str, several: bool
) -> None:
    for code, text in rules(language).items():
        card = Card(**{field: (code,) if several else code})
        assert text in strategy(card, language).values()


def test_the_services_of_a_b_and_c_are_named() -> None:
    rules = strategies.abc_rules("zh")
    for level, services in {
        "A": ("专属客户经理", "高层拜访", "VIP", "资源优先", "定制方案"),
        "B": ("团队服务", "定期回访", "满意度调查", "升级计划"),
        "C": ("标准流程", "自助服务", "批量营销", "潜力"),
    }.items():
        assert all(service in rules[level] for service in services)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        # The course's own case: a man of fifty who lives alone and forgets the switches.
        ("50, lives alone, forgets to switch off", ["alone", "forgetful"]),
        ("五十岁，独居，老忘关开关", ["alone", "forgetful"]),
        ("Two small children and a grandmother", ["older", "child"]),
        ("家里有老人和孩子", ["older", "child"]),
        ("pregnant, in a wheelchair", ["pregnant", "mobility"]),
        ("孕妇，听力不好", ["pregnant", "hearing"]),
        ("deaf; blind", ["hearing", "sight"]),
        ("父亲在家用呼吸机，只会说方言", ["illness", "language"]),
        ("no children, not blind, without a care", []),
        ("没有孩子，不是老人，无残疾", []),
        ("A childish, unforgettable, skidding senior manager", []),
        ("难忘的假期", []),
        ("", []),
    ],
)
def test_special_needs_are_found_in_the_words_of_a_card(text: str, needs: list[str]) -> None:
    assert special_needs(Card(tags={"basic": text})) == needs
    assert special_needs(Card(scenario=text)) == needs


@pytest.mark.parametrize(
    ("age", "older"),
    [("64", False), ("65", True), ("68 岁", True), ("110", True), ("1950", False), ("", False),
     ("34, works 80 hours", False), ("about seventy", False)],
)  # fmt: skip
def test_an_age_of_65_counts_as_older(age: str, older: bool) -> None:
    assert ("older" in special_needs(Card(age=age))) == older


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_special_need_has_a_rule(language: str) -> None:
    assert list(strategies.need_rules(language)) == list(NEEDS)


@pytest.mark.parametrize(
    ("parts", "score", "passes", "weakest"),
    [
        ((3, 3, 3), 9, True, ("money", "authority", "need")),
        ((2, 2, 2), 6, True, ("money", "authority", "need")),
        ((3, 1, 3), 7, False, ("authority",)),  # much money does not make up for it
        ((0, 0, 3), 3, False, ("money", "authority")),
        ((0, 0, 0), 0, False, ("money", "authority", "need")),
    ],
)
def test_a_prospect_passes_with_two_of_three_in_every_part(
    parts: tuple[int, int, int], score: int, passes: bool, weakest: tuple[str, ...]
) -> None:
    named = dict(zip(("money", "authority", "need"), parts, strict=True))
    assert man_score(*parts) == ManScore(named, score, passes, weakest)


def test_more_than_three_yeses_are_refused() -> None:
    message = r"^Each part must be 0 to 3\. Got \{'money': 4, 'need': -1\}\.$"
    with pytest.raises(ValueError, match=message):
        man_score(4, 0, -1)


def test_the_man_rule_is_said_with_its_score_and_the_next_step() -> None:
    assert man_sentence(man_score(3, 2, 2), "en") == (
        "Pass, 7 of 9: money, authority and need each have at least 2 of 3."
    )
    assert man_sentence(man_score(3, 0, 0), "en") == (
        "Not yet, 3 of 9. Work on this first: Authority to decide, Need."
    )
    assert man_sentence(man_score(3, 0, 0), "zh") == (
        "还不够，9 分得 3 分。先补这一项：决策权、需求。"
    )
