"""What each kind of evidence shall count: a group's own points."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Form, Number
from workshop_kit.plan.evidence import KINDS
from workshop_kit.plan.ranking import POINTS, WEIGHTS
from workshop_kit.plan.words import kind_hints, kind_names
from workshop_kit.saved import answers_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

KIND = "priority_weights"


def weights_form(workshop: "Workshop") -> Form:
    """100 points shared out over the kinds of evidence; the kit's suggestion is there to begin."""
    _, language = translator(workshop.language), workshop.language
    names, hints = kind_names(language), kind_hints(language)
    label = _("{kind}: {hint}")
    questions = [
        Number(
            name=kind,
            label=label.format(kind=names[kind], hint=hints[kind]),
            low=0,
            high=POINTS,
            half=True,
        )
        for kind in KINDS
    ]

    def suggest() -> dict[str, Any]:
        return {kind: int(points) for kind, points in WEIGHTS.items()}

    def reply(answers: Mapping[str, Any]) -> list[str]:
        given = _points(answers)
        total = sum(given.values())
        if not total:
            return [_("Without points the suggestion is used.")]
        if total == POINTS:
            return [_("All 100 points are shared out. Press Start to see the order they lead to.")]
        text = _("These are {n} points, not 100: each counts as its share of them.")
        return [text.format(n=f"{total:.10g}")]

    return Form(workshop, KIND, questions, reply=reply, suggest=suggest)


def group_weights(workshop: "Workshop") -> dict[str, float]:
    """The points of the group that is typing; the suggestion where it changed nothing."""
    try:
        answers = answers_of(workshop, KIND, workshop.who.group)
    except StoreError:  # the form above says so
        answers = {}
    given = _points({**WEIGHTS, **answers})
    return given if sum(given.values()) else dict(WEIGHTS)


def _points(answers: Mapping[str, Any]) -> dict[str, float]:
    """The points that are numbers from 0 to 100; 0 for what was taken out."""
    given = {kind: answers.get(kind) for kind in KINDS}
    return {
        kind: float(value) if isinstance(value, int | float) and 0 <= value <= POINTS else 0.0
        for kind, value in given.items()
    }
