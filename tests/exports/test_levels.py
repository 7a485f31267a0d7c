"""`levels`: scores in words are guessed only where the words leave no doubt."""

import pytest

from workshop_kit.exports.levels import number_in, rank_of, scores_of

SEVEN_EN = [
    *("Strongly disagree", "Disagree", "Slightly disagree", "Neither agree nor disagree"),
    *("Somewhat agree", "Agree", "Strongly agree"),
]
SEVEN_ZH = ["非常不同意", "不同意", "有点不同意", "中立", "有点同意", "同意", "非常同意"]
FIVE = [
    ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
    ["很不满意", "不太满意", "一般", "比较满意", "很满意"],
    ["非常不同意", "不同意", "不确定", "同意", "非常同意"],
    ["very difficult", "difficult", "neutral", "easy", "very easy"],
    ["非常费力", "费力", "一般", "轻松", "非常轻松"],
]


@pytest.mark.parametrize("words", [SEVEN_EN, SEVEN_ZH])
def test_seven_steps_fit_a_scale_of_seven(words: list[str]) -> None:
    assert [rank_of(word) for word in words] == [1, 2, 3, 4, 5, 6, 7]
    assert [*map(scores_of(words, 1, 7), words)] == [1, 2, 3, 4, 5, 6, 7]
    assert [*map(scores_of(words, 0, 6), words)] == [0, 1, 2, 3, 4, 5, 6]
    assert [*map(scores_of(words, 1, 5), words)] == [None] * 7


@pytest.mark.parametrize("words", FIVE)
def test_five_steps_fit_a_scale_of_five(words: list[str]) -> None:
    assert [*map(scores_of(words, 1, 5), words)] == [1, 2, 3, 4, 5]
    # On a scale of seven they could lie anywhere.
    assert [*map(scores_of(words, 1, 7), words)] == [None] * 5


def test_a_number_is_its_score_on_the_scale_only() -> None:
    for word, number in (
        *(("7", 7), ("7.0", 7), ("7 - strongly agree", 7), ("非常同意（7）", 7), ("5分", 5)),
        *(("8", None), ("0", None), ("-3", None), ("1-2", None), ("3.5", None), ("1/2", None)),
        ("agree", None),
    ):
        assert number_in(word, 1, 7) == number, word
    assert number_in("0 - never", 0, 10) == 0


def test_other_words_have_no_score() -> None:
    for word in ("blue", "不", "I agree with the price", "微信", "n/a"):
        assert rank_of(word) is None
