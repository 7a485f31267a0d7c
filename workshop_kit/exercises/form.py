"""The form of an exercise: it says of every answer whether it is right, and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.exercises.marking import Mark, judged, marks
from workshop_kit.exercises.tasks import AnyTask, Match, Order, Pick, Reckon, Sheet, labels, said
from workshop_kit.forms import Choice, Form, Matrix, Number, Question, Ranking, Text
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

MOST = 600
"""Characters that a text of one's own may have."""
LONGEST = 48
"""A row is named by so many characters where something is said of it."""


def entry_kind(sheet: Sheet) -> str:
    """Under which kind the answers are kept."""
    return f"exercise.{sheet.name}"


def sheet_form(workshop: "Workshop", sheet: Sheet) -> Form:
    """The tasks of a sheet as a form; everybody in a group who gives a name has one of their own.

    Nothing is said about a task before it is answered. The newest answer is judged on top.
    """
    language = workshop.language
    questions = task_questions(sheet, language)
    before: dict[tuple[str, str], Mark] = {}

    def reply(answers: Mapping[str, Any]) -> list[str]:
        found = {(mark.task, mark.row): mark for mark in marks(sheet, answers, language)}
        changed = {place: mark for place, mark in found.items() if before.get(place) != mark}
        kept = {place: mark for place, mark in before.items() if found.get(place) == mark}
        before.clear()
        before.update({**changed, **kept})
        return _lines(sheet, [*before.values()], language)

    return Form(workshop, entry_kind(sheet), questions, personal=True, reply=reply)


def task_questions(sheet: Sheet, language: str) -> list[Question]:
    """What a form asks for each task."""
    _ = translator(language)
    label = _("{number}. {text}")
    return [
        _question(task, label.format(number=number, text=said(task.text, language)), language)
        for number, task in enumerate(sheet.tasks, 1)
    ]


def _question(task: AnyTask, label: str, language: str) -> Question:
    match task:
        case Pick():
            options = labels(task.options, language)
            return Choice(name=task.name, label=label, options=options)
        case Match():
            rows, columns = labels(task.rows, language), labels(task.columns, language)
            return Matrix(name=task.name, label=label, rows=rows, columns=columns, table=True)
        case Order():
            return Ranking(name=task.name, label=label, options=labels(task.options, language))
        case Reckon():
            return Number(name=task.name, label=label)
        case _:
            hint = said(task.hint, language)
            return Text(name=task.name, label=label, hint=hint, lines=3, most=MOST)


def _lines(sheet: Sheet, found: list[Mark], language: str) -> list[str]:
    _ = translator(language)
    if not found:
        return []
    numbers = {task.name: number for number, task in enumerate(sheet.tasks, 1)}
    rows = {
        (task.name, row): _short(label)
        for task in sheet.tasks
        if isinstance(task, Match)
        for row, label in labels(task.rows, language).items()
    }
    texts = {
        True: _("{place}: right. {why}"),
        False: _("{place}: look again. {why}"),
        None: _("{place}: compare with yours. {why}"),
    }
    in_row = _("Question {number}, “{row}”")
    lines = []
    if count := judged(sheet):
        good = sum(mark.right is True for mark in found)
        lines.append(_("{good} of {all} answers right").format(good=good, all=count))
    for mark in found:
        place = _("Question {number}").format(number=numbers[mark.task])
        if mark.row:
            row = rows[mark.task, mark.row]
            place = in_row.format(number=numbers[mark.task], row=row)
        lines.append(texts[mark.right].format(place=place, why=said(mark.words, language)))
    return lines


def _short(label: str) -> str:
    """A row as it is named within quotation marks: without its own, and cut where it is long.

    >>> _short("“Not today.”"), _short("Line 3: “Not today.”")
    ('Not today.', 'Line 3: “Not today.”')
    """
    bare = label[1:-1] if label.startswith("“") and label.endswith("”") else label
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1].rstrip()}…"
