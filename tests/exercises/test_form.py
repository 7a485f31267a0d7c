"""The form of an exercise: silent before an answer, a reason after it, and what is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.exercises import Mark, Sheet, Write, answer_sheet, marks, sheet_form
from workshop_kit.forms import Form

Opened = Callable[..., Workshop]
Fill = Callable[[Form, dict[str, Any]], None]
Lines = Callable[[Form], list[str]]
LANGUAGES = ("en", "zh")


def feedback(sheet: Sheet) -> set[str]:
    """Every sentence that may only be said after an answer."""
    found: set[str] = set()
    for task in sheet.model_dump()["tasks"]:
        for name in ("why", "look", "wrong"):
            given = task.get(name, ())
            for words in given.values() if isinstance(given, dict) else [given]:
                found.update(words)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_before_an_answer(
    opened: Opened, sheet: Sheet, lines: Lines, language: str
) -> None:
    form = sheet_form(opened(language), sheet)
    assert (form.data, lines(form)) == ({}, [])
    sent = [form.foot, *(field.widget for field in form.fields.values())]
    state = str([widget.get_state() for widget in sent])
    assert not [text for text in feedback(sheet) if text in state]


def test_a_right_answer_gets_its_reason(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines
) -> None:
    form = sheet_form(opened(), sheet)
    fill(form, {"who": "b"})
    assert lines(form) == ["1 of 5 answers right", "Question 1: right. Bei said so."]


def test_a_wrong_answer_gets_a_hint_and_not_the_reason(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines
) -> None:
    form = sheet_form(opened(), sheet)
    fill(form, {"who": "a"})
    assert lines(form) == ["0 of 5 answers right", "Question 1: look again. Listen again."]
    fill(form, {"who": "c"})
    assert lines(form)[1] == "Question 1: look again. Cui was out."


def test_rows_are_judged_one_by_one_and_the_newest_on_top(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines
) -> None:
    form = sheet_form(opened(), sheet)
    fill(form, {"where": {"a": "in"}})
    fill(form, {"where": {"a": "in", "b": "in"}})
    assert lines(form) == [
        "1 of 5 answers right",
        "Question 2, “Bei”: look again. Smell.",
        "Question 2, “Anna”: right. Anna is cold.",
    ]


def test_an_order_is_judged_when_every_rank_is_taken(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines
) -> None:
    form = sheet_form(opened(), sheet)
    fill(form, {"turn": ["c", "a"]})
    assert lines(form) == []
    fill(form, {"turn": ["c", "a", "b"]})
    assert lines(form) == ["1 of 5 answers right", "Question 3: right. By age."]
    fill(form, {"turn": ["a"]})  # takes the first rank away from Cui
    assert lines(form)[1] == "Question 3: look again. Ask for their age."


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("2.5", "Ten by four."), ("2.4", "Ten by four."), ("2.39", "Halve it twice."), ("two", "")],
)
def test_a_number_is_right_within_its_limits(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines, typed: str, reason: str
) -> None:
    form = sheet_form(opened(), sheet)
    fill(form, {"sum": typed})
    found = [text for text in lines(form) if text.startswith("Question 4")]
    assert [text.endswith(reason) for text in found] == ([True] if reason else [])


def test_a_text_is_compared_not_judged(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines
) -> None:
    form = sheet_form(opened(), sheet)
    fill(form, {"own": "Hm."})
    assert lines(form) == []
    fill(form, {"own": "That is NOT my job."})
    assert lines(form) == [
        "0 of 5 answers right",
        "Question 5: compare with yours. It still refuses.",
    ]
    fill(form, {"own": "I will find somebody."})
    assert lines(form)[1] == "Question 5: compare with yours. Shall I fetch her?"


def test_marks_are_there_again_after_a_restart(
    opened: Opened, sheet: Sheet, fill: Fill, lines: Lines
) -> None:
    fill(sheet_form(opened(), sheet), {"who": "b"})
    assert lines(sheet_form(opened("zh"), sheet))[1].endswith("小贝说的。")


def test_everybody_has_an_exercise_of_their_own(opened: Opened, sheet: Sheet, fill: Fill) -> None:
    ws = opened()
    for name, answer in (("Li", "a"), ("Wu", "b")):
        ws.who.change("1", name)
        fill(sheet_form(ws, sheet), {"who": answer})
    entries = ws.store.current(kind="exercise.mine")
    assert [(e.group, e.key, e.body["values"]) for e in entries] == [
        ("1", "Li", {"who": "a"}),
        ("1", "Wu", {"who": "b"}),
    ]


def test_the_sheet_for_trainers_says_what_is_right_and_why(sheet: Sheet) -> None:
    table = answer_sheet(sheet, "en")
    assert table.index.tolist() == ["1", "2", "2", "3", "4", "5"]
    assert table["Key"].tolist() == ["Bei", "inside", "outside", "Cui → Anna → Bei", "2.5", "–"]
    assert table["Why"].iloc[1] == "Anna is cold."
    assert answer_sheet(sheet, "zh").iloc[0].tolist() == ["谁打来的？", "小贝", "小贝说的。"]


def test_answers_that_are_not_given_have_no_mark(sheet: Sheet) -> None:
    assert marks(sheet, {}, "en") == []
    assert marks(sheet, {"who": "b", "sum": "two"}, "en") == [
        Mark("who", "", True, ("Bei said so.", "小贝说的。"))
    ]


@pytest.mark.parametrize(
    ("language", "typed", "compared"),
    [
        ("en", "Button it up, please", True),
        ("en", "Yes, but not today at all", False),
        ("en", "That isn’t so, I am afraid", False),
        ("zh", "您看能不能换一天再来一趟呢", True),
        ("zh", "这个规定，我也没办法改呀", False),
    ],
)
def test_a_phrase_is_found_as_a_word_and_not_within_one(
    language: str, typed: str, compared: bool
) -> None:
    avoid = (("but", "规定"), ("isn't", "我不能"))
    why, look = ("So.", "这样。"), ("Again.", "再想。")
    task = Write(name="own", text=("Say", "说"), least=5, avoid=avoid, why=why, look=look)
    (mark,) = marks(Sheet(name="one", tasks=(task,)), {"own": typed}, language)
    assert mark.words == (why if compared else look)
