"""Sentences and labels of the room: no more is said than the answers carry."""

import doctest
from typing import Any

import pandas as pd
import pytest

from workshop_kit import loyalty
from workshop_kit.loyalty import words

Inputs = dict[str, Any]
LANGUAGES = ("en", "zh")


def said(table: pd.DataFrame, language: str = "en") -> list[str]:
    kind = "nps" if "nps" in table else "csat" if "csat" in table else "ces"
    return list(getattr(loyalty, f"{kind}_sentences")(table, language))


def test_a_score_is_said_with_its_interval_and_how_sure_it_is(guests: pd.DataFrame) -> None:
    # 24 of 40 and 6: (24.75 - 6.75) / 43 = .4186 ± 1.96 √(.5573 / 43); 8 of 20 and 6 likewise.
    lines = said(loyalty.nps(guests, by="segment"))
    assert lines == [
        "business: NPS +45 (95% interval +20 to +64; n = 40). There are more promoters than "
        "detractors.",
        "family: NPS +10 (exploratory, 95% interval −25 to +42; n = 20). A hint: ask more "
        "customers before anything rests on it.",
        "group: Too few answers for a score; promoters 5 of 5, detractors 0.",
        "online: Nobody has answered yet.",
        "not stated: Too few answers for a score; promoters 3 of 3, detractors 0.",
    ]


def test_where_neither_side_is_surely_larger_it_says_so() -> None:
    counts = pd.DataFrame({"recommend": [9, 7, 0], "n": [20, 10, 18]})
    assert "may be equally many" in said(loyalty.nps(counts))[0]
    counts["n"] = [5, 10, 40]
    assert "more detractors than promoters" in said(loyalty.nps(counts))[0]


def test_satisfaction_is_said_with_its_counts(guests: pd.DataFrame) -> None:
    lines = said(loyalty.csat(guests, by="segment"))
    assert lines[0] == "business: 85% are satisfied (95% interval 71% to 93%; 34 of 40)."
    assert lines[1].startswith("family: 40% are satisfied (exploratory, 95% interval 22% to 61%")
    assert lines[2] == "group: Too few answers for a share; satisfied are 5 of 5."


def test_effort_says_first_how_its_scale_runs(guests: pd.DataFrame) -> None:
    lines = said(loyalty.ces(guests, by="segment"))
    assert lines[0] == "Answers from 1 to 7; 7 means very easy: the higher, the less effort."
    assert lines[1].startswith("business: Mean 5.6 (95% interval 4.9 to 6.3; n = 40).")
    assert lines[3] == "group: Too few answers for a mean; easy for 5 of 5, hard for 0."
    hard = said(loyalty.ces(guests, by="segment", high_is="hard"))
    assert hard[0] == "Answers from 1 to 7; 7 means very hard: the lower, the better."


def test_where_all_answers_are_the_same_no_interval_is_said() -> None:
    line = said(loyalty.ces([4] * 40))[1]
    assert line.startswith("All 40 gave the same answer, 4.0; the formula gives no interval")


def test_labels_are_taken_before_codes(guests: pd.DataFrame) -> None:
    table = loyalty.nps(guests, by="segment")
    table.insert(1, "segment_label", table["segment"].map({"family": "Families {with} %s"}))
    lines = said(table)
    assert lines[1].startswith("Families {with} %s: NPS")
    assert lines[0].startswith("not stated: NPS")


def test_no_sentence_of_few_answers_holds_an_interval_or_a_verdict() -> None:
    for n in range(1, 30):
        table = loyalty.nps(pd.DataFrame({"recommend": [10], "n": [n]}))
        (line,) = said(table)
        assert "There are more" not in line
        assert ("interval" in line) == (n >= 10)


@pytest.mark.parametrize("measure", ["nps", "csat", "ces"])
def test_differences_are_said_no_further_than_they_carry(
    measure: str, guests: pd.DataFrame
) -> None:
    table = getattr(loyalty, measure)(guests, by="segment")
    pairs = [("business", "family"), ("business", "group")]
    found = pd.concat([loyalty.difference(table, *pair) for pair in pairs])
    lines = loyalty.difference_sentences(found, "en", labels={"family": "Families"})
    assert "business" in lines[0]
    assert "Families" in lines[0]
    assert "95% interval" in lines[0]
    assert lines[0].endswith(("cannot be told apart.", "exploratory: a hint, no proof."))
    assert lines[1].endswith("cannot be compared yet: too few answers.")


def test_a_clear_difference_says_who_had_it_easier() -> None:
    rows = [("a", 7, 30), ("a", 6, 10), ("b", 2, 30), ("b", 3, 10)]
    answers = pd.DataFrame(rows, columns=["segment", "effort", "n"])
    for direction, easier in (("easy", "a"), ("hard", "b")):
        table = loyalty.ces(answers, by="segment", high_is=direction)
        (line,) = loyalty.difference_sentences(loyalty.difference(table, "a", "b"), "en")
        assert line.endswith(f"That is more than chance; easier for {easier}.")


def test_no_spread_in_both_groups_is_said() -> None:
    answers = pd.DataFrame({"segment": ["a", "b"], "effort": [7, 2], "n": [30, 30]})
    found = loyalty.difference(loyalty.ces(answers, by="segment"), "a", "b")
    assert "no interval, since" in loyalty.difference_sentences(found, "en")[0]


def test_the_damage_is_said_with_its_range_and_what_to_find_out(unsure: Inputs) -> None:
    lines = loyalty.damage_sentences(
        loyalty.damage(unsure), loyalty.damage_drivers(unsure), "en", unit="{EUR}"
    )
    assert lines[0] == (
        "Of 200 customers with a problem about 76 leave because of it; that is 30,400 {EUR}."
    )
    assert lines[1].startswith("With 2 inputs uncertain: ")
    assert "With every input at an end at once: 7,600 to 79,800 {EUR}." in lines[1]
    assert "not a measurement" in lines[4]
    assert lines[3] == "The largest part: “Did not complain”, 24,000 {EUR}."
    assert lines[2] == (
        "What moves it most: “Value of a customer”. Between 200 {EUR} and 700 {EUR} the damage "
        "goes from 15,200 to 53,200 {EUR}: find this out first."
    )


def test_certain_inputs_are_said_to_have_no_range(sure: Inputs) -> None:
    lines = loyalty.damage_sentences(loyalty.damage(sure), loyalty.damage_drivers(sure), "en")
    assert lines[1].startswith("Every input was taken as exactly known, so there is no range.")
    assert len(lines) == 3


def test_where_nothing_is_lost_no_loss_is_said(sure: Inputs) -> None:
    kept = {**sure, "loss_usual": 0.9}
    lines = loyalty.damage_sentences(loyalty.damage(kept), loyalty.damage_drivers(kept), "en")
    assert lines[0].startswith("By these inputs problems cost no customers on balance")
    assert not any("largest part" in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name(language: str) -> None:
    from workshop_kit.loyalty.intervals import EVIDENCE
    from workshop_kit.loyalty.market import INPUTS, OUTCOMES

    assert list(words.evidence_names(language)) == list(EVIDENCE)
    assert list(words.outcome_names(language)) == [*OUTCOMES, "total"]
    assert list(words.input_names(language)) == list(INPUTS)
    for names in (words.metric_names, words.answer_kinds, words.outcome_names, words.input_names):
        labels = list(names(language).values())
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (0, "0", "0"),
        (0.1234, "0.12", "0.12"),
        (9.876, "9.88", "9.88"),
        (99.96, "100", "100"),
        (1234.5, "1,230", "1,230"),
        (9999, "10,000", "1 万"),
        (252_720, "253,000", "25.3 万"),
        (-252_720, "−253,000", "−25.3 万"),
        (99_950_000, "100,000,000", "1 亿"),
        (1.23456e10, "12,300,000,000", "123 亿"),
        (float("nan"), "–", "–"),
    ],
)
def test_amounts_have_three_digits(value: float, english: str, chinese: str) -> None:
    assert words.amount(value, "en") == english
    assert words.amount(value, "zh") == chinese


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(words).failed == 0
