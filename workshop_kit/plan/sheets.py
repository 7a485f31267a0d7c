"""The concept sheet that makes an idea solid, and the sheet for trying it out with users."""

from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Question, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, which
from workshop_kit.plan.ideas import SHORT
from workshop_kit.plan.places import linked, touchpoints
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.words import joined
from workshop_kit.saved import rows_in
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

CONCEPT, TEST = "concept", "user_test"
"""Kinds of entries; a key is the number of the concept."""
MOST_USERS = 12
FEW_USERS = 5
"""With fewer users the form asks for more."""


def function_names(language: str) -> dict[str, str]:
    """The three functions that something new may have in a service."""
    _ = translator(language)
    return {
        "core": _("core: without it nothing works"),
        "driver": _("driver: it is what we are known for"),
        "delight": _("delight: nobody expects it"),
    }


def concept_form(workshop: "Workshop", number: int = 1, found: Priorities | None = None) -> Form:
    """One idea made solid: for whom, what they see, what we do, how it is known to work.

    `number` tells a group's concepts apart; `found` lets the form say what is known of the
    touchpoint.
    """
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, CONCEPT, found)
    text: dict[str, Any] = {"lines": 2, "most": 400}
    questions: list[Question] = [
        Text(name="name", label=_("What it is called"), most=SHORT, required=True, half=True),
        which(places, language, required=True, half=True),
        Text(name="customer", label=_("For which customer?"), most=200, half=True),
        Choice(
            name="function",
            label=_("What is it in our service?"),
            options=function_names(language),
            folded=True,
            half=True,
        ),
        Text(name="problem", label=_("The problem today"), required=True, **text, half=True),
        Text(name="idea", label=_("The idea, in one sentence"), required=True, **text, half=True),
        Text(
            name="sees",
            label=_("What the customer sees, step by step"),
            hint=_("a message the evening before; a nod at the door; no form"),
            required=True,
            **text,
        ),
        Text(name="behind", label=_("What we do behind it"), **text, half=True),
        Text(name="needs", label=_("What it takes: people, money, systems"), **text, half=True),
        Text(
            name="success",
            label=_("How shall we know that it works? With a figure"),
            hint=_("complaints about waiting fall from 140 to 70 in three months"),
            required=True,
            **text,
            half=True,
        ),
        Text(
            name="doubt",
            label=_("What must be true for it? Try that first"),
            hint=_("customers read a message the evening before"),
            **text,
            half=True,
        ),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        lines = [*no_touchpoints(workshop), *linked(workshop, [answers], found)]
        if set(answers) - {"touchpoint"} and "doubt" not in answers:
            lines.append(
                _("Not there yet: what must be true for it. That is what users shall try.")
            )
        return lines

    return Form(workshop, CONCEPT, questions, key=str(number), reply=reply)


def user_test_form(workshop: "Workshop", number: int = 1) -> Form:
    """A concept tried out: what users did and said, what is kept, changed or dropped. No names."""
    _, language = translator(workshop.language), workshop.language
    used = {"yes": _("yes"), "partly": _("with help"), "no": _("no")}
    rows = Rows(
        name="rows",
        label=_("One user per row: what they did comes before what they said"),
        columns=(
            Text(name="user", label=_("Which kind of customer? (no name)"), most=SHORT),
            Choice(name="managed", label=_("Managed it?"), options=used, folded=True),
            Text(name="did", label=_("What they did"), lines=2, most=400),
            Text(name="said", label=_("What they said, word for word"), lines=2, most=400),
            Choice(
                name="again",
                label=_("Would they use it again? 1 to 5"),
                options={str(i): str(i) for i in range(1, 6)},
                folded=True,
            ),
        ),
        most=MOST_USERS,
    )
    text: dict[str, Any] = {"lines": 2, "most": 400, "half": True}
    questions: list[Question] = [
        Text(
            name="shown",
            label=_("What was tried, and with what?"),
            hint=_("a message sent by hand to ten customers"),
            lines=2,
            most=400,
        ),
        rows,
        Text(name="keep", label=_("What we keep"), **text),
        Text(name="change", label=_("What we change"), **text),
        Text(name="drop", label=_("What we drop"), **text),
        Text(name="next", label=_("Next improvement: who does what, by when?"), **text),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        given = [row for row in rows_in(answers, "rows") if row]
        if not given:
            return []
        lines = []
        managed = [row["managed"] for row in given if row.get("managed") in used]
        if managed:
            counts = [f"{used[code]} {managed.count(code)}" for code in used if code in managed]
            lines.append(_("Managed it: {counts}.").format(counts=joined(counts, language)))
        if len(given) < FEW_USERS:
            more = _("Users so far: {n}. Try it with at least {few}.")
            lines.append(more.format(n=len(given), few=FEW_USERS))
        elif not set(answers) & {"keep", "change", "drop"}:
            lines.append(_("Not there yet: what you keep, change or drop."))
        return lines

    return Form(workshop, TEST, questions, key=str(number), reply=reply)
