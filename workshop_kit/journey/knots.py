"""The points of a curve as questions of a form: two pages can draw the same curve."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workshop_kit.forms import Question
from workshop_kit.forms.fields import Field
from workshop_kit.journey.curve import VERSIONS, Curve, fits
from workshop_kit.journey.words import version_names
from workshop_kit.text import translator


@dataclass(frozen=True, kw_only=True)
class Knot(Question):
    """A point of a curve; the answer holds its `valence`, its `reason`, or both."""

    version: str
    touchpoint: str

    def answered(self, value: Any) -> bool:
        return isinstance(value, dict) and value.get("valence") is not None

    def fits(self, value: Any) -> bool:
        return (
            isinstance(value, dict)
            and set(value) <= {"valence", "reason"}
            and fits(value.get("valence"))
            and isinstance(value.get("reason", ""), str)
        )


class KnotField(Field):
    """A point of a curve; all points of both curves share one widget."""

    typed = True  # a stroke changes many of them, and they are saved together

    question: Knot

    def __init__(self, question: Knot, curve: Curve) -> None:
        self.curve = curve
        super().__init__(question, curve)
        self._before = self.value
        curve.observe(self._seen, "curves")

    def mark(self, name: str) -> None:
        """Have no mark: the widget is not this point's alone."""

    def _seen(self, _change: Any) -> None:
        before, self._before = self._before, self.value
        if before != self._before:
            self.changed()

    @property
    def value(self) -> Any:
        row = self.curve.knot(self.question.version, self.question.touchpoint)
        said = {name: row[name] for name in ("valence", "reason") if row[name] not in (None, "")}
        return said or None

    @value.setter
    def value(self, value: Any) -> None:
        said = value or {}
        at = self.question.version, self.question.touchpoint
        self.curve.put(*at, said.get("valence"), said.get("reason", ""))


def knot_fields(curve: Curve, language: str) -> Iterator[KnotField]:
    """A question for each point of both curves."""
    _, versions = translator(language), version_names(language)
    label = _("{touchpoint} ({version})")
    for version in VERSIONS:
        for stop in curve.touchpoints:
            knot = Knot(
                name=f"{version}-{stop['id']}",
                label=label.format(touchpoint=stop["label"], version=versions[version]),
                required=version == "as_is" and not stop["retired"],
                version=version,
                touchpoint=stop["id"],
            )
            yield KnotField(knot, curve)


def drawn_knots(values: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Version, touchpoint and what is said of it, of every point among a form's answers."""
    blank = Knot(name="", label="", version="", touchpoint="")
    for name, said in values.items():
        version, _dash, touchpoint = name.partition("-")
        if version in VERSIONS and touchpoint and blank.fits(said):
            yield version, touchpoint, said
