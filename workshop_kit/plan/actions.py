"""The way into action: where we stand (SWOT), what we see in it (ORID), who does what by when."""

from datetime import date
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choices, Form, Question, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, which
from workshop_kit.plan.places import linked, touchpoints
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.smart import lacking
from workshop_kit.plan.words import apart, joined, still_empty
from workshop_kit.saved import rows_in, text_in
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

ACTIONS, SWOT, ORID = "actions", "swot", "orid"
"""Kinds of entries."""
MOST_ACTIONS = 12
FIELDS = ("touchpoint", "action", "owner", "due", "kpi", "target", "means")


def move_names(language: str) -> dict[str, str]:
    """The six moves by which a promise is kept."""
    _ = translator(language)
    return {
        "initiative": _("take the first step"),
        "vivid": _("make it vivid"),
        "touch": _("touch them"),
        "move": _("move them"),
        "heart": _("win their heart"),
        "act": _("act on it"),
    }


def swot_form(workshop: "Workshop") -> Form:
    """A vision, then strengths, weaknesses, opportunities, threats, and what follows from them."""
    _ = translator(workshop.language)
    text: dict[str, Any] = {"lines": 3, "most": 1_000}
    parts = {
        "strengths": (_("Strengths: what we do better"), _("customers ask for our people by name")),
        "weaknesses": (_("Weaknesses: what we lack"), _("one counter, whatever the hour")),
        "opportunities": (
            _("Opportunities: what comes our way"),
            _("more and more is asked for by phone"),
        ),
        "threats": (_("Threats: what might hit us"), _("a rival across the street opens in May")),
    }
    questions: list[Question] = [
        Text(
            name="vision",
            label=_("Vision: it is a year from now. What do customers tell each other about us?"),
            **text,
        ),
        *(
            Text(name=name, label=label, hint=hint, **text, half=True)
            for name, (label, hint) in parts.items()
        ),
        Text(
            name="so",
            label=_("So what? Which strength helps with which opportunity or weakness?"),
            **text,
        ),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        labels = {name: label for name, (label, _hint) in parts.items()}
        return still_empty(labels, answers, workshop.language)

    return Form(workshop, SWOT, questions, reply=reply)


def orid_form(workshop: "Workshop") -> Form:
    """A talk in four steps, from what was seen to what is decided, with a prompt for each."""
    _ = translator(workshop.language)
    steps = {
        "objective": (
            _("O, Objective: what did we see and hear? Facts only"),
            _("the counter has most complaints, and the deepest valley"),
        ),
        "reflective": (
            _("R, Reflective: what did it do to us?"),
            _("it stung; we had looked elsewhere"),
        ),
        "interpretive": (
            _("I, Interpretive: what does it mean? Why is it so?"),
            _("our shifts follow our meetings, not the customers' hours"),
        ),
        "decisional": (
            _("D, Decisional: what do we do, and what first?"),
            _("two colleagues more from three to six, from Monday on"),
        ),
    }
    questions = [
        Text(name=name, label=label, hint=hint, lines=3, most=1_000)
        for name, (label, hint) in steps.items()
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        given = [name in answers for name in steps]
        if given != sorted(given, reverse=True):
            return [_("A step was left out: facts come before feelings, feelings before reasons.")]
        return []

    return Form(workshop, ORID, questions, reply=reply)


def action_form(workshop: "Workshop", found: Priorities | None = None) -> Form:
    """The action plan, row by row; the form says what each still lacks to be SMART.

    `found` puts the touchpoints in their order, and lets the form say what is known of each.
    """
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, ACTIONS, found)
    text: dict[str, Any] = {"lines": 2, "most": 400}
    rows = Rows(
        name="rows",
        label=_("One action per row"),
        columns=(
            which(places, language),
            Text(
                name="action",
                label=_("Action"),
                hint=_("two colleagues more at the counter from three to six"),
                **text,
            ),
            Text(
                name="owner",
                label=_("Owner (one person or role)"),
                hint=_("head of the counter"),
                most=80,
            ),
            Text(name="due", label=_("Done by"), hint="2026-12-15", most=40),
            Text(
                name="kpi",
                label=_("Key figure (KPI)"),
                hint=_("waiting time at the counter"),
                most=200,
            ),
            Text(
                name="target",
                label=_("Target"),
                hint=_("5 minutes for 9 of 10 customers"),
                most=200,
            ),
            Text(
                name="means",
                label=_("What it takes, and who agreed"),
                hint=_("a new rota; agreed with the director"),
                **text,
            ),
        ),
        most=MOST_ACTIONS,
    )
    closing: list[Question] = [
        Text(
            name="promise",
            label=_("What we promise in front of everybody"),
            hint=_("We will ... by ..., and tell you here what came of it."),
            **text,
        ),
        Choices(
            name="moves",
            label=_("Which of the six moves are in it?"),
            options=move_names(language),
        ),
        Text(
            name="meeting",
            label=_("Town meeting: when do we come together again, and who calls us?"),
            hint=_("2027-01-15 at nine; the head of the counter"),
            most=200,
        ),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        given = rows_in(answers, "rows")
        lines, smart = no_touchpoints(workshop), []
        text = _("Row {row} still needs: {parts}.")
        for i, row in enumerate(given, 1):
            if not row:
                continue
            said = {name: text_in(row, name) for name in FIELDS}
            left = lacking(said, language, today=date.today(), known=bool(places))
            if left:
                lines.append(text.format(row=i, parts=apart(left, language)))
            else:
                smart.append(str(i))
        if smart:
            done = _("SMART: row {rows}.")
            lines.insert(0, done.format(rows=joined(smart, language)))
        if "promise" in answers and "meeting" not in answers:
            lines.append(_("No day yet to come together again and tell what came of it."))
        return [*lines, *linked(workshop, given, found)]

    return Form(workshop, ACTIONS, [rows, *closing], reply=reply)
