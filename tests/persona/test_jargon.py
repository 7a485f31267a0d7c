"""The plain-words drill: what is found, what is not, and how it is said."""

import pytest

from workshop_kit.persona.jargon import (
    LONGEST,
    PlainCheck,
    check_plain,
    experience_questions,
    plain_sentences,
)

TERMS = {"ONT": "the box on the wall", "half board": "breakfast and dinner", "APP": "our app"}
ZH_TERMS = {"光猫": "墙上的小盒子", "千兆": "很快的网", "千兆光猫": "新的小盒子", "APP": "手机软件"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your ONT needs power.", ["ONT"]),
        ("Two ONTs, one ont.", ["ONT"]),
        ("She is in front; don't contend.", []),
        ("You have half  board, or half-board.", ["half board"]),
        ("Half\nboard", ["half board"]),
        ("behalf boarding", []),
        ("half board first, then the ONT", ["half board", "ONT"]),
        ("Breakfast and dinner are paid.", []),
    ],
)
def test_latin_terms_are_found_as_whole_words(text: str, found: list[str]) -> None:
    check = check_plain(text, TERMS, "en")
    assert list(check.jargon) == found
    assert check.jargon == {term: TERMS[term] for term in found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("您家的光猫坏了", ["光猫"]),
        ("给您换一台千兆光猫", ["千兆光猫"]),  # the longer of two terms at one place
        ("打开APP就能看", ["APP"]),
        ("打开ＡＰＰ就能看", ["APP"]),  # full width
        ("墙上的小盒子坏了", []),
    ],
)
def test_chinese_terms_are_found_anywhere(text: str, found: list[str]) -> None:
    assert list(check_plain(text, ZH_TERMS, "zh").jargon) == found


def test_a_term_is_taken_literally_and_an_empty_one_is_nothing() -> None:
    assert list(check_plain("5.0 GHz", {"5.0": "new", "": "x", " ": "y"}, "en").jargon) == ["5.0"]
    assert check_plain("550", {"5.0": "new"}, "en").jargon == {}
    assert check_plain("anything", {}, "en").jargon == {}


@pytest.mark.parametrize(("language", "word"), [("en", "word "), ("zh", "字")])
def test_a_sentence_may_have_so_many_words_and_no_more(language: str, word: str) -> None:
    end = {"en": ".", "zh": "。"}[language]
    fits = (word * LONGEST[language]).strip() + end
    longer = (word * (LONGEST[language] + 1)).strip() + end
    assert check_plain(fits, {}, language).long == ()
    gap = {"en": " ", "zh": ""}[language]
    assert check_plain(gap.join([fits, longer, fits]), {}, language).long == (longer,)


def test_a_point_in_a_number_ends_no_sentence() -> None:
    text = "It costs 3.50 " + "more " * 18 + "today."  # 3 + 18 + 1 words
    assert check_plain(text, {}, "en").long == (text,)


def test_in_chinese_a_latin_word_counts_as_one_character() -> None:
    text = "字" * 29 + "WiFi"
    assert check_plain(text, {}, "zh").long == ()
    assert check_plain(text + "字", {}, "zh").long == (text + "字",)


def test_only_a_text_without_findings_is_plain() -> None:
    assert check_plain("The box needs power.", TERMS, "en").plain
    assert not check_plain("The ONT needs power.", TERMS, "en").plain
    assert not check_plain("so " * 30, TERMS, "en").plain
    assert check_plain(" \n", TERMS, "en") == PlainCheck({}, (), True)
    assert not check_plain("", TERMS, "en").plain


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^language must be one of \['en', 'zh'\]\. Got 'fr'\.$"):
        check_plain("x", {}, "fr")


def test_what_is_found_is_said_with_what_to_say_instead() -> None:
    long = "so " * 20 + "long."
    assert plain_sentences(check_plain(f"The ONT is off. {long}", TERMS, "en"), "en") == [
        'Still jargon: "ONT". Say rather: the box on the wall.',
        f'Too long for the ear (at most 20 words): "{long}"',
    ]
    assert plain_sentences(check_plain("光猫坏了", ZH_TERMS, "zh"), "zh") == [
        "还有术语：“光猫”。换成：墙上的小盒子。"
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_and_a_plain_text_get_one_sentence_each(language: str) -> None:
    empty = plain_sentences(check_plain("", TERMS, language), language)
    plain = plain_sentences(check_plain("好。", TERMS, language), language)
    assert len(empty) == len(plain) == 1
    assert empty != plain


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_second_trap_has_three_questions(language: str) -> None:
    assert len(set(experience_questions(language))) == 3


def test_ten_thousand_characters_are_checked() -> None:
    check = check_plain("千兆" * 5000, ZH_TERMS, "zh")
    assert list(check.jargon) == ["千兆"]
    assert len(check.long) == 1
