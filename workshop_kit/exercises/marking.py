"""Is an answer right, and what is to be said about it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workshop_kit.exercises.tasks import (
    AnyTask,
    Match,
    Order,
    Pick,
    Reckon,
    Sheet,
    Words,
    Write,
    said,
)


@dataclass(frozen=True)
class Mark:
    """What is found about one answer.

    Attributes
    ----------
    task : str
        Name of the task.
    row : str
        Row of a `Match`; "" elsewhere.
    right : bool or None
        None for a text, which has no right one.
    words : (str, str)
        Why, or where to look again.
    """

    task: str
    row: str
    right: bool | None
    words: Words


def marks(sheet: Sheet, answers: Mapping[str, Any], language: str) -> list[Mark]:
    """Judge the answers to a sheet.

    Parameters
    ----------
    sheet : Sheet
    answers : mapping
        Name of a task to its answer, as the form gives it; what is not answered, or not yet
        completely, has no mark.
    language : {"en", "zh"}
        Of texts that were written.

    Returns
    -------
    list of Mark
        In the sheet's order.
    """
    given = [(task, answers[task.name]) for task in sheet.tasks if task.name in answers]
    return [mark for task, answer in given for mark in _judged(task, answer, language)]


def judged(sheet: Sheet) -> int:
    """How many answers can be right or wrong."""
    rows = sum(len(task.rows) for task in sheet.tasks if isinstance(task, Match))
    return rows + sum(not isinstance(task, Match | Write) for task in sheet.tasks)


def _judged(task: AnyTask, answer: Any, language: str) -> Iterator[Mark]:
    match task:
        case Pick():
            right = answer == task.right
            words = task.why if right else task.wrong.get(answer, task.look)
            yield Mark(task.name, "", right, words)
        case Match():
            for row in task.rows:
                if row in answer:
                    right = answer[row] == task.right[row]
                    yield Mark(task.name, row, right, (task.why if right else task.look)[row])
        case Order():
            if set(task.options) <= set(answer):
                right = tuple(answer) == task.right
                yield Mark(task.name, "", right, task.why if right else task.look)
        case Reckon():
            if isinstance(answer, int | float):
                right = abs(answer - task.right) <= task.within + 1e-9
                yield Mark(task.name, "", right, task.why if right else task.look)
        case Write():
            if any(_holds(answer, said(phrase, language)) for phrase in task.avoid):
                yield Mark(task.name, "", None, task.look)
            elif len(answer.strip()) >= task.least:
                yield Mark(task.name, "", None, task.why)


def _holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text: "but" not in "button"; Chinese has no gaps to look for.

    >>> _holds("That isn’t my job.", "isn't my job"), _holds("Press the button", "but")
    (True, False)
    """
    edge = r"\b" if phrase.isascii() else ""
    straight = text.replace("’", "'")
    return re.search(f"{edge}{re.escape(phrase)}{edge}", straight, re.IGNORECASE) is not None
