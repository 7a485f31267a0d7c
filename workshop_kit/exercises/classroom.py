"""How a class answered an exercise: for the trainer, to choose what to talk about."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.exercises.form import entry_kind, task_questions
from workshop_kit.exercises.key import right_texts
from workshop_kit.exercises.marking import marks
from workshop_kit.exercises.tasks import AnyTask, Match, Order, Pick, Sheet, Write, labels, said
from workshop_kit.saved import answers_in, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

Answers = dict[str, Any]


def class_answers(workshop: "Workshop", sheet: Sheet) -> Any:
    """How many answered each question of an exercise rightly, and what was chosen instead.

    Returns
    -------
    pandas.DataFrame
        Text only, a row per question (per row of a table that is asked): how many of those who
        answered it were right, the right answer, and the most frequent wrong one with its count; of
        several as frequent the first of the options. Texts of one's own are not in it. A sentence
        where nobody answered yet or the entries cannot be read.
    """
    _, language = translator(workshop.language), workshop.language
    try:
        given = _given(workshop, sheet)
    except StoreError as error:
        return workshop.unread(error)
    found = [marks(sheet, answers, language) for answers in given]
    judged = [mark for person in found for mark in person]
    if not judged:
        return workshop.say([_("Nobody here has answered this exercise yet.")])
    rows = []
    for number, task in enumerate(sheet.tasks, 1):
        if isinstance(task, Write):
            continue
        for row, right in right_texts(task, language).items():
            here = [mark.right for mark in judged if (mark.task, mark.row) == (task.name, row)]
            text = _("{good} of {n}").format(good=sum(map(bool, here)), n=len(here))
            often = _often_wrong(task, row, given, language)
            rows.append((str(number), _asked(task, row, language), text, right, often))
    columns = [_("Question"), _("Asked"), _("Right"), _("Key"), _("Most frequent wrong answer")]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0]).rename_axis(index=None)


def class_texts(workshop: "Workshop", sheet: Sheet) -> Any:
    """What people wrote themselves, question by question: to read out and compare.

    Returns
    -------
    pandas.DataFrame
        Question, group, name (where they were given) and text; a sentence where there are none.
    """
    _ = translator(workshop.language)
    try:
        found = list(_entries(workshop, sheet))
    except StoreError as error:
        return workshop.unread(error)
    rows = [
        (str(number), entry.group or "–", entry.key or "–", values[task.name])
        for number, task in enumerate(sheet.tasks, 1)
        if isinstance(task, Write)
        for entry, values in found
        if values.get(task.name)
    ]
    if not rows:
        return workshop.say([_("Nobody here has written a text in this exercise yet.")])
    columns = [_("Question"), _("Group"), _("Name"), _("Text")]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0]).rename_axis(index=None)


def _given(workshop: "Workshop", sheet: Sheet) -> list[Answers]:
    return [values for _entry, values in _entries(workshop, sheet)]


def _entries(workshop: "Workshop", sheet: Sheet) -> Iterator[tuple[Any, Answers]]:
    """Every person's newest answers, without those that no task can have given."""
    questions = {question.name: question for question in task_questions(sheet, workshop.language)}
    for entry in entries_of(workshop, entry_kind(sheet)):
        yield (
            entry,
            {
                name: value
                for name, value in answers_in(entry).items()
                # An entry of another version of the exercise may have other questions.
                if name in questions and value is not None and questions[name].fits(value)
            },
        )


def _often_wrong(task: AnyTask, row: str, given: list[Answers], language: str) -> str:
    _ = translator(language)
    texts = [
        text
        for answers in given
        if task.name in answers
        for text in _answer_texts(task, row, answers[task.name], language)
    ]
    right = right_texts(task, language)[row]
    counts = Counter(text for text in texts if text != right)
    if not counts:
        return "–"
    text, n = counts.most_common(1)[0]
    return _("{answer} ({n})").format(answer=text, n=n)


def _answer_texts(task: AnyTask, row: str, answer: Any, language: str) -> Iterator[str]:
    """An answer in words, as `right_texts` says the right one; nothing where it is not whole."""
    match task:
        case Pick():
            yield labels(task.options, language)[answer]
        case Match():
            if row in answer:
                yield labels(task.columns, language)[answer[row]]
        case Order():
            if set(task.options) <= set(answer):
                yield " → ".join(labels(task.options, language)[code] for code in answer)
        case _:
            # What is no number has no mark either.
            if isinstance(answer, int | float):
                yield f"{answer:,.10g}"


def _asked(task: AnyTask, row: str, language: str) -> str:
    if isinstance(task, Match):
        return labels(task.rows, language)[row]
    return said(task.text, language)
