"""Style spotting: counts by hand, ties, the rule for clear, and what is said about it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_kit.persona.styles import (
    AHEAD,
    CHECKLIST,
    ENOUGH,
    SIGNS,
    StyleGuess,
    checklist,
    spot_style,
    style_sentence,
)


def ticked(
    dominance: int = 0, expressive: int = 0, patient: int = 0, precise: int = 0
) -> StyleGuess:
    """The guess from so many signs of each style."""
    numbers = zip(SIGNS.values(), (dominance, expressive, patient, precise), strict=True)
    return spot_style([sign for signs, n in numbers for sign in signs[:n]])


def test_the_list_has_four_signs_of_each_style_and_no_two_of_one_style_in_a_row() -> None:
    assert [len(signs) for signs in SIGNS.values()] == [4, 4, 4, 4]
    assert sorted(CHECKLIST) == sorted(sign for signs in SIGNS.values() for sign in signs)
    of = {sign: style for style, signs in SIGNS.items() for sign in signs}
    assert not [pair for pair in pairwise(CHECKLIST) if of[pair[0]] == of[pair[1]]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sign_is_one_short_sentence(language: str) -> None:
    texts = checklist(language)
    assert tuple(texts) == CHECKLIST
    assert len(set(texts.values())) == 16
    longest = {"en": 70, "zh": 30}[language]
    assert max(map(len, texts.values())) <= longest


def test_the_style_with_most_signs_is_likely() -> None:
    guess = ticked(precise=3, expressive=1)
    assert guess.styles == ("precise",)
    assert guess.counts == {"dominance": 0, "expressive": 1, "patient": 0, "precise": 3}
    assert guess.margin == 2
    assert guess.clear


def test_nothing_ticked_is_no_style() -> None:
    guess = spot_style([])
    assert guess == StyleGuess((), dict.fromkeys(SIGNS, 0), 0, False)


def test_equal_counts_are_a_tie_of_all_of_them() -> None:
    assert ticked(dominance=2, patient=2, precise=1).styles == ("dominance", "patient")
    assert spot_style(CHECKLIST).styles == tuple(SIGNS)
    assert ticked(4, 4).margin == 0
    assert not ticked(4, 4).clear


@pytest.mark.parametrize(
    ("first", "second", "clear"),
    [(4, 0, True), (4, 2, True), (4, 3, False), (3, 1, True), (3, 2, False), (2, 0, False)],
)
def test_clear_is_three_signs_and_two_ahead(first: int, second: int, clear: bool) -> None:
    assert (ENOUGH, AHEAD) == (3, 2)
    assert ticked(patient=first, dominance=second).clear == clear


def test_a_sign_ticked_twice_counts_once() -> None:
    assert spot_style(["corrects", "corrects"]).counts["precise"] == 1


def test_signs_that_are_not_on_the_list_are_named() -> None:
    message = r"^ticked must hold signs of the list\. Got \['correct', 'shouts'\]\. "
    with pytest.raises(ValueError, match=message + r"Did you mean 'corrects'\?$"):
        spot_style(["shouts", "correct", "cuts-in"])


@given(st.lists(st.sampled_from(CHECKLIST)))
def test_no_order_and_no_repetition_changes_the_guess(signs: list[str]) -> None:
    guess = spot_style(signs)
    assert guess == spot_style(reversed(signs))
    assert sum(guess.counts.values()) == len(set(signs))
    assert all(guess.counts[style] == max(guess.counts.values()) for style in guess.styles)
    assert (len(guess.styles) == 1) == (guess.margin > 0)


SAID = [
    (
        {},
        "Nothing ticked yet: watch and listen for three sentences, then tick.",
        "还没有勾选：先看、先听他三句话，再来勾。",
    ),
    (
        {"precise": 3, "expressive": 1},
        "Likely precise: 3 of 4 signs, next expressive 1. By our rule that is clear. "
        "A checklist of ours, not a tested one.",
        "多半是精确性：4 条里中了 3 条，其次是表达性，1 条。按我们的规则，可以先这么定。"
        "这张清单是本课程自编的，没有经过测验检验。",
    ),
    (
        {"patient": 1},
        "Likely patient: 1 of 4 signs, none of any other style. "
        "2 more signs of one style would settle it. A checklist of ours, not a tested one.",
        "多半是耐心性：4 条里中了 1 条，其他特性一条都没有。同一特性再看到 2 条，才能定下来。"
        "这张清单是本课程自编的，没有经过测验检验。",
    ),
    (
        {"dominance": 2, "precise": 1, "patient": 1},
        "Likely dominant: 2 of 4 signs, next patient / precise 1. One more sign would settle it. "
        "A checklist of ours, not a tested one.",
        "多半是支配性：4 条里中了 2 条，其次是耐心性 / 精确性，1 条。再看到一条，就能定下来。"
        "这张清单是本课程自编的，没有经过测验检验。",
    ),
    (
        {"expressive": 4, "patient": 4},
        "A tie: expressive / patient, 4 of 4 signs each. "
        "The list cannot settle it: begin with one and see how they answer. "
        "A checklist of ours, not a tested one.",
        "打平：表达性 / 耐心性，4 条里各中 4 条。光靠清单分不出来：先按一种来，看对方怎么回应。"
        "这张清单是本课程自编的，没有经过测验检验。",
    ),
]


@pytest.mark.parametrize(("signs", "english", "chinese"), SAID)
def test_the_sentence_gives_the_count_the_margin_and_what_would_settle_it(
    signs: dict[str, int], english: str, chinese: str
) -> None:
    assert style_sentence(ticked(**signs), "en") == english
    assert style_sentence(ticked(**signs), "zh") == chinese


@pytest.mark.parametrize("first", range(1, 5))
@pytest.mark.parametrize("second", range(5))
def test_the_signs_said_to_settle_it_do_settle_it(first: int, second: int) -> None:
    if second > first:
        return
    guess = ticked(patient=first, precise=second)
    said = style_sentence(guess, "en")
    for more in range(1, 5 - first):
        if ticked(patient=first + more, precise=second).clear:
            words = "One more sign" if more == 1 else f"{more} more signs"
            assert guess.clear or words in said
            return
    assert guess.clear or "cannot settle it" in said
