"""Exercises that check themselves: what is asked, what is right and why, and how a class answered.

A `Sheet` of tasks is written in a solution notebook, travels sealed to the exercise (`seal`,
`unseal`), and becomes a form (`sheet_form`); `class_answers` shows a trainer what came back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.exercises.classroom import class_answers, class_texts
    from workshop_kit.exercises.form import sheet_form
    from workshop_kit.exercises.key import answer_sheet
    from workshop_kit.exercises.marking import Mark, marks
    from workshop_kit.exercises.sealing import seal, unseal
    from workshop_kit.exercises.tasks import Match, Order, Pick, Reckon, Sheet, Write

_HOME = {
    "Mark": "marking",
    "Match": "tasks",
    "Order": "tasks",
    "Pick": "tasks",
    "Reckon": "tasks",
    "Sheet": "tasks",
    "Write": "tasks",
    "answer_sheet": "key",
    "class_answers": "classroom",
    "class_texts": "classroom",
    "marks": "marking",
    "seal": "sealing",
    "sheet_form": "form",
    "unseal": "sealing",
}

__all__ = [
    "Mark",
    "Match",
    "Order",
    "Pick",
    "Reckon",
    "Sheet",
    "Write",
    "answer_sheet",
    "class_answers",
    "class_texts",
    "marks",
    "seal",
    "sheet_form",
    "unseal",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.exercises' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.exercises.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
