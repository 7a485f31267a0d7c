"""The forms of the three roles: customers, managers and staff say what the gaps are read from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Matrix, Number, Question
from workshop_kit.gaps.checks import DIMENSIONS
from workshop_kit.gaps.survey import (
    ALL_POINTS,
    CUSTOMER,
    ROLE_KINDS,
    SIDES,
    WEIGHTS,
    asked_roles,
    asks_minimum,
    points_of,
    scale_of,
)
from workshop_kit.gaps.words import dimension_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.items import Role
    from workshop_kit.workshop import Workshop

MOST_COLUMNS = 11
"""On a longer scale the answers are typed."""


def customer_form(workshop: "Workshop") -> Form:
    """The customers' survey: how each item should be and how it is, everybody for themselves.

    The least that is still acceptable is asked, too, where the company's survey has it. Up to 11
    levels each side is one table, on a longer scale numbers are typed.
    """
    _, company, language = translator(workshop.language), workshop.company, workshop.language
    asked = {
        "expectation": _("How it should be: how far do you agree?"),
        "minimum": _("The least you would still accept: how far must this be so?"),
        "perception": _("How it is with us: how far do you agree?"),
    }
    questions: list[Question] = []
    if segments := company.labels("segments", language):
        label = _("Which kind of customer is it?")
        questions.append(Choice(name="segment", label=label, options=segments, folded=True))
    for side in SIDES:
        if side == "minimum" and not asks_minimum(workshop):
            continue
        wanted = side == "expectation"
        rows = {
            item.id: item.statement("expectation" if wanted else "perception", language)
            for item in company.items
        }
        questions += _table(workshop, side, asked[side], rows)
    return Form(workshop, CUSTOMER, questions, personal=True)


def weights_form(workshop: "Workshop") -> Form:
    """100 points shared out over the five dimensions; the form says what is missing."""
    _ = translator(workshop.language)
    names = dimension_names(workshop.language, workshop.company.gaps.dimensions)
    questions = [
        Number(name=code, label=names[code], low=0, high=ALL_POINTS, half=True)
        for code in DIMENSIONS
    ]

    def reply(answers: Mapping[str, Any]) -> list[str]:
        given = points_of(answers)
        if not given:
            return [_("100 points are to be shared out.")]
        missing = ALL_POINTS - sum(given.values())
        if not missing:
            return [_("All 100 points are shared out.")]
        text = (
            _("Still to share out: {n} of 100 points.")
            if missing > 0
            else _("Too many by {n}: it must be 100 points in all.")
        )
        return [text.format(n=f"{abs(missing):.10g}")]

    return Form(workshop, WEIGHTS, questions, personal=True, reply=reply)


def manager_form(workshop: "Workshop") -> Form:
    """What managers are asked: what customers expect, the standards, and what lies behind."""
    return _role_form(workshop, "manager")


def staff_form(workshop: "Workshop") -> Form:
    """What staff are asked: can they meet standards and promises, and what lies behind."""
    return _role_form(workshop, "staff")


def _role_form(workshop: "Workshop", role: "Role") -> Form:
    _ = translator(workshop.language)
    asked = {
        "expectation": _("What do customers expect? Say how far they would agree."),
        "standard": _("Our standards: how far is this so?"),
        "able": _("Meeting the standards: how far is this so?"),
        "promise": _("Keeping what was promised: how far is this so?"),
        "antecedent": _("What lies behind: how far is this so?"),
    }
    questions: list[Question] = []
    for measure, items in asked_roles(workshop, role).items():
        rows = {item.id: item.text(workshop.language) for item in items}
        questions += _table(workshop, measure, asked[measure], rows)
    return Form(workshop, ROLE_KINDS[role], questions, personal=True)


def _table(workshop: "Workshop", name: str, label: str, rows: Mapping[str, str]) -> list[Question]:
    """One table of statements on the profile's scale, or a number to type for each."""
    _, (low, high) = translator(workshop.language), scale_of(workshop)
    if high - low >= MOST_COLUMNS:
        text = _("{asked} {statement} ({low} to {high})")
        return [
            Number(
                name=f"{name}.{row}",
                label=text.format(asked=label, statement=statement, low=low, high=high),
                low=low,
                high=high,
                half=True,
            )
            for row, statement in rows.items()
        ]
    hint = _("{low}: not at all … {high}: completely").format(low=low, high=high)
    columns = {str(value): str(value) for value in range(low, high + 1)}
    look: Any = {"required": True, "table": True}
    return [Matrix(name=name, label=label, hint=hint, rows=rows, columns=columns, **look)]
