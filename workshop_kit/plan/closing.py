"""What stays: complaints prevented, a service lifted one level, and what everybody takes home."""

from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Question, Text
from workshop_kit.forms.touchpoints import no_touchpoints, which
from workshop_kit.plan.places import linked, touchpoints
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.words import apart
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PREVENTION, LEVELS, REFLECTION = "prevention", "service_levels", "reflection"
"""Kinds of entries; a key of the levels is the number of the sheet."""
TAKEN = {"gain": 5, "tool": 3, "plan": 1}
"""How many of each a participant takes home."""
ENOUGH = {"gain": 3, "tool": 2, "plan": 1}
"""How many do where time is short (3-2-1): the others may stay empty."""


def prevention_form(workshop: "Workshop", found: Priorities | None = None) -> Form:
    """Six ways to prevent complaints: two before, two during, two after.

    Their names may be changed. `found` lets the form say what is known of the touchpoints.
    """
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, PREVENTION, found)
    phases = [_("Before"), _("During"), _("After")]
    hints = [
        _("a call to every regular before the season begins"),
        _("a list of what went wrong last year, read out each Friday"),
        _("whoever hears it may settle up to 200 at once"),
        _("something to drink and a time while it is being settled"),
        _("a call three days later: is it really good now?"),
        _("the customer who complained tests the new way first"),
    ]
    own, where, what = (
        _("{phase}: way {number}"),
        _("{way}: at which touchpoint?"),
        _("{way}: what do we do?"),
    )
    questions: list[Question] = []
    for i, hint in enumerate(hints, 1):
        way = own.format(phase=phases[(i - 1) // 2], number=i)
        questions += [
            Text(name=f"name-{i}", label=way, most=60, half=True),
            which(places, language, name=f"touchpoint-{i}", label=where.format(way=way), half=True),
            Text(name=f"what-{i}", label=what.format(way=way), hint=hint, most=400),
        ]

    def reply(answers: dict[str, Any]) -> list[str]:
        lines = no_touchpoints(workshop)
        empty = [
            phase
            for n, phase in enumerate(phases)
            if not {f"what-{2 * n + 1}", f"what-{2 * n + 2}"} & set(answers)
        ]
        if 0 < len(empty) < len(phases):
            text = _("Nothing yet for: {phases}.")
            lines.append(text.format(phases=apart(empty, language)))
        rows = [{"touchpoint": answers.get(f"touchpoint-{i}")} for i in range(1, len(hints) + 1)]
        return [*lines, *linked(workshop, rows, found)]

    return Form(workshop, PREVENTION, questions, reply=reply, suggest=lambda: _six_ways(language))


def _six_ways(language: str) -> dict[str, str]:
    _ = translator(language)
    names = [
        _("keep up the relation"),
        _("see problems coming"),
        _("settle it soon"),
        _("keep the loss small"),
        _("call back afterwards"),
        _("turn it to gain for both"),
    ]
    return {f"name-{i}": name for i, name in enumerate(names, 1)}


def level_names(language: str) -> dict[str, str]:
    """The three levels of service, from the lowest."""
    _ = translator(language)
    return {"good": _("good"), "excellent": _("excellent"), "outstanding": _("outstanding")}


def levels_form(workshop: "Workshop", number: int = 1, found: Priorities | None = None) -> Form:
    """One touchpoint on three levels of service, and the step from today's to the next.

    `number` tells a group's sheets apart; `found` lets the form say what is known of the
    touchpoint.
    """
    _, language = translator(workshop.language), workshop.language
    names = level_names(language)
    asked = {
        "good": (
            _("Good: promises are kept, on time"),
            _("the visit begins at two, as we said"),
        ),
        "excellent": (
            _("Excellent: quick, and right in every detail"),
            _("all is laid out, nothing is asked twice, the name is right"),
        ),
        "outstanding": (
            _("Outstanding: more than was asked, fitting care, a long view"),
            _("what they needed last year is there before they ask"),
        ),
    }
    text: dict[str, Any] = {"lines": 2, "most": 400}
    questions: list[Question] = [
        which(touchpoints(workshop, LEVELS, found), language, required=True, half=True),
        Choice(
            name="today",
            label=_("On which level are we on an ordinary day?"),
            options={"below": _("not yet good"), **names},
            folded=True,
            required=True,
            half=True,
        ),
        *(Text(name=name, label=label, hint=hint, **text) for name, (label, hint) in asked.items()),
        Text(name="step", label=_("The step to the next level: who does what?"), **text),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        lines = [*no_touchpoints(workshop), *linked(workshop, [answers], found)]
        order = ["below", *names]
        today = answers.get("today")
        if today == order[-1]:
            lines.append(_("Nothing above it. Would your customers say so, too?"))
        elif today in order:
            level = order[order.index(today) + 1]
            said = _("Next level: {level}.").format(level=names[level])
            if level not in answers:
                said = _("Next level: {level}. Write down what it looks like here.")
                said = said.format(level=names[level])
            lines.append(said)
        return lines

    return Form(workshop, LEVELS, questions, key=str(number), reply=reply)


def reflection_form(workshop: "Workshop") -> Form:
    """5-3-1: five gains, three tools, one plan, or 3-2-1. Everybody for themselves."""
    _ = translator(workshop.language)
    labels = {"gain": _("Gain {number}"), "tool": _("Tool {number}"), "plan": _("My plan")}
    hints = {
        "gain": _("something I see differently now"),
        "tool": _("something I will use, and where"),
        "plan": _("what I do, by when, and who will ask me about it"),
    }
    questions = [
        Text(
            name=f"{kind}-{i}",
            label=labels[kind].format(number=i),
            hint=hints[kind],
            lines=3 if kind == "plan" else 1,
            most=400,
            required=i <= ENOUGH[kind],
        )
        for kind, n in TAKEN.items()
        for i in range(1, n + 1)
    ]
    return Form(workshop, REFLECTION, questions, personal=True)
