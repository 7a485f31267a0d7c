"""Forms: questions as data, drawn by ipywidgets, saved as entries on every change."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.forms.desk import who
    from workshop_kit.forms.form import Form
    from workshop_kit.forms.questions import (
        Choice,
        Choices,
        Grid,
        Matrix,
        Number,
        Question,
        Ranking,
        Rows,
        Scale,
        Text,
    )

_HOME = {"Form": "form", "who": "desk"}

__all__ = [
    "Choice",
    "Choices",
    "Form",
    "Grid",
    "Matrix",
    "Number",
    "Question",
    "Ranking",
    "Rows",
    "Scale",
    "Text",
    "who",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'workshop_kit.forms' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.forms.{_HOME.get(name, 'questions')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
