"""A question for a number that is known only roughly: low, likely, high."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import ipywidgets as widgets

from workshop_kit.forms import Number, Question
from workshop_kit.forms.fields import Field, TextField, wide
from workshop_kit.forms.questions import Translate
from workshop_kit.text import translator

PARTS = ("low", "likely", "high")
Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Range(Question):
    """A number from 0 to `most`; the answer holds `low`, `likely`, `high`, or `likely` alone.

    The middle alone stands for a number that is known exactly.
    """

    most: float = math.inf

    def parts(self, language: str) -> dict[str, Number]:
        """One question for each of the three numbers."""
        names = part_names(language)
        return {name: Number(name=name, label=names[name], low=0, high=self.most) for name in PARTS}

    def answered(self, value: Any) -> bool:
        return isinstance(value, dict) and set(value) in ({"likely"}, set(PARTS))

    def fits(self, value: Any) -> bool:
        number = Number(name="", label="")
        return isinstance(value, dict) and all(
            name in PARTS and number.fits(given) for name, given in value.items()
        )

    def problem(self, value: Any, _: Translate) -> str:
        number = Number(name="", label="", low=0, high=self.most)
        said = [number.problem(value[name], _) for name in PARTS if name in value]
        if found := [text for text in said if text]:
            return " ".join(dict.fromkeys(found))
        given = [value[name] for name in PARTS if name in value]
        if any(one > other for one, other in pairwise(given)):
            return _("must rise from low over likely to high.")
        return ""


class RangeField(Field):
    """The three numbers side by side, under the name of what they are about."""

    typed = True

    def __init__(self, question: Range, language: str) -> None:
        self.parts = {
            name: TextField(part, language) for name, part in question.parts(language).items()
        }
        label = f"{question.label} *" if question.required else question.label
        title = widgets.Label(label).add_class("ws-title")
        row = widgets.Box([part.widget for part in self.parts.values()]).add_class("ws-row")
        super().__init__(question, widgets.VBox([title, row], layout=wide()).add_class("ws-group"))
        for part in self.parts.values():
            part.changed = lambda: self.changed()

    @property
    def value(self) -> Any:
        given = {name: part.value for name, part in self.parts.items()}
        return {name: value for name, value in given.items() if value is not None} or None

    @value.setter
    def value(self, value: Any) -> None:
        for name, part in self.parts.items():
            part.value = (value or {}).get(name)


def part_names(language: str) -> dict[str, str]:
    """What the three numbers are called."""
    _ = translator(language)
    return {"low": _("at least"), "likely": _("most likely"), "high": _("at most")}


def triple(value: Any, scale: float = 1) -> tuple[float, float, float] | None:
    """A complete answer as (low, likely, high), divided by `scale`; None while it is not one."""
    if not isinstance(value, dict) or "likely" not in value:
        return None
    if set(value) != {"likely"} and set(value) != set(PARTS):
        return None
    given: list[Any] = [value.get(name, value["likely"]) for name in PARTS]
    if not all(isinstance(number, int | float) for number in given):
        return None
    low, likely, high = (float(number) / scale for number in given)
    return low, likely, high
