"""Ten minutes in front of the class: what a group tells, and whether its proposal holds."""

from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choices, Form, Question, Text
from workshop_kit.forms.touchpoints import no_touchpoints, which
from workshop_kit.plan.places import linked, touchpoints
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.smart import has_figure
from workshop_kit.plan.words import still_empty
from workshop_kit.saved import text_in
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PITCH = "pitch"
"""Kind of the entries."""


def check_names(language: str) -> dict[str, str]:
    """Five questions by which a group examines its own proposal."""
    _ = translator(language)
    return {
        "thought": _("Do we understand what the customer thinks?"),
        "need": _("Does it meet the key need?"),
        "trust": _("Is there a reason to trust it?"),
        "plan": _("Is there a plan?"),
        "win": _("Do both sides win?"),
    }


def pitch_form(workshop: "Workshop", found: Priorities | None = None) -> Form:
    """Problem, solution, effect and what is to be considered; then what the others say to it.

    `found` lets the form say what is known of the touchpoint.
    """
    _, language = translator(workshop.language), workshop.language
    checks = check_names(language)
    text: dict[str, Any] = {"lines": 3, "most": 600, "half": True}
    parts = {
        "problem": (
            _("Problem: what hurts whom, and how do we know?"),
            _("guests arrive at two and wait until three: 40 complaints in six months"),
        ),
        "solution": (
            _("Solution: what is new?"),
            _("keys are ready at noon for whoever tells us the hour"),
        ),
        "effect": (
            _("Expected effect: which figure, by when?"),
            _("waiting falls from 20 to 5 minutes by March"),
        ),
        "considerations": (
            _("To be considered: people, money, risks, the first step"),
            _("housekeeping begins an hour earlier; tried on one floor first"),
        ),
    }
    labels = {name: label for name, (label, _hint) in parts.items()}
    questions: list[Question] = [
        which(touchpoints(workshop, PITCH, found), language),
        *(Text(name=name, label=label, hint=hint, **text) for name, (label, hint) in parts.items()),
        Choices(
            name="checks",
            label=_("Before you stand up: tick what you can answer with yes"),
            options=checks,
        ),
        Text(name="keep", label=_("What the others would keep"), **text),
        Text(name="change", label=_("What the others would change"), **text),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        lines = [*no_touchpoints(workshop), *linked(workshop, [answers], found)]
        lines += still_empty(labels, answers, language)
        effect = text_in(answers, "effect")
        if effect and not has_figure(effect):
            lines.append(_("The expected effect has no figure yet."))
        if yes := len(answers.get("checks", [])):
            text = _("Answered with yes: {n} of {all}.")
            lines.append(text.format(n=yes, all=len(checks)))
        return lines

    return Form(workshop, PITCH, questions, reply=reply)
