"""Sheets about touchpoints: points and experiences, senses and feelings, savings and honours."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Grid, Question, Scale, Text
from workshop_kit.forms.touchpoints import no_touchpoints, touchpoints, which
from workshop_kit.journey.codes import (
    complaint_names,
    detractor_names,
    feeling_names,
    heart_names,
    mark_names,
    saving_names,
    sense_names,
)
from workshop_kit.journey.words import joined
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

POINTS = "points"
SHOWN = 5
"""At most so many touchpoints are named in a reply."""


def point_questions(workshop: "Workshop") -> list[Grid]:
    """What is marked at each touchpoint; none where the profile lists no touchpoints."""
    _, language = translator(workshop.language), workshop.language
    rows = touchpoints(workshop, POINTS)
    if not rows:
        return []
    return [
        Grid(
            name="points",
            label=_("Pain, delight and itch points: three points on one line"),
            hint=_(
                "Pain: here we lose business (it costs us profit). Delight: nobody does this as "
                "well as we do (our core strength). Itch: what comes to mind first when they think "
                "of us (our brand)."
            ),
            rows=rows,
            columns=mark_names(language),
        ),
        Grid(
            name="complaints",
            label=_("Complaints: what do customers say? “It ...”"),
            hint=_(
                "Waiting asks for speed, annoyance for fewer steps, worry for news in good time, "
                "cost for a plan that is worth its price."
            ),
            rows=rows,
            columns=complaint_names(language),
        ),
        Grid(
            name="detractors",
            label=_("What turns customers against us? “It ...”"),
            rows=rows,
            columns=detractor_names(language),
        ),
        Grid(
            name="hearts",
            label=_("What wins their hearts?"),
            rows=rows,
            columns=heart_names(language),
        ),
    ]


def points_form(workshop: "Workshop") -> Form:
    """Mark what each touchpoint is to customers: points, complaints, what repels, what wins."""
    _, language = translator(workshop.language), workshop.language

    def reply(answers: dict[str, Any]) -> list[str]:
        points = answers.get("points", {})
        if not answers:
            return no_touchpoints(workshop)
        marked = {code for codes in points.values() for code in codes}
        lacking = [label for code, label in mark_names(language).items() if code not in marked]
        lines = []
        if lacking:
            text = _("Not marked at any touchpoint yet: {points}.")
            lines.append(text.format(points=listed(lacking, language)))
        labels = workshop.company.labels("touchpoints", language)
        bad = {*answers.get("complaints", {}), *answers.get("detractors", {})}
        both = [
            label
            for code, label in labels.items()
            if code in bad and "pain" in points.get(code, ())
        ]
        if both:
            text = _("A pain point, and customers say so: {touchpoints}. Begin there.")
            lines.append(text.format(touchpoints=listed(both, language)))
        return lines

    return Form(workshop, POINTS, point_questions(workshop), reply=reply)


def senses_form(workshop: "Workshop") -> Form:
    """One key touchpoint: the five senses today and by design, and the feeling it shall leave."""
    _, language = translator(workshop.language), workshop.language
    names = sense_names(language)
    today, design = _("{sense}: how good is it today?"), _("{sense}: what we design")
    hints = {
        "sight": _("warm light at the counter, no notices taped to the wall"),
        "hearing": _("no announcements, a quiet greeting"),
        "taste": _("warm water with a slice of lemon"),
        "smell": _("fresh air, one light scent"),
        "touch": _("a warm towel, a chair that carries the back"),
    }
    questions: list[Question] = [
        which(touchpoints(workshop, "senses"), language, label=_("Which key touchpoint?"))
    ]
    for sense, name in names.items():
        questions += [
            Scale(
                name=f"now-{sense}",
                label=today.format(sense=name),
                low=1,
                high=5,
                low_label=_("bad"),
                high_label=_("very good"),
                half=True,
            ),
            Text(
                name=f"idea-{sense}",
                label=design.format(sense=name),
                hint=hints[sense],
                lines=2,
                most=400,
                half=True,
            ),
        ]
    questions += [
        Choice(
            name="feeling",
            label=_("Which feeling shall it leave?"),
            options=feeling_names(language),
        ),
        Text(
            name="by",
            label=_("By what?"),
            hint=_("we know their name before they give it"),
            lines=2,
            most=400,
        ),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        rated = {sense: answers[f"now-{sense}"] for sense in names if f"now-{sense}" in answers}
        if not answers:
            return no_touchpoints(workshop)
        if len(rated) < 2 or min(rated.values()) == max(rated.values()):
            return []
        low = min(rated.values())
        weakest = [names[sense] for sense, value in rated.items() if value == low]
        text = _("Weakest today: {senses} ({value} of 5). Begin there.")
        return [text.format(senses=listed(weakest, language), value=low)]

    return Form(workshop, "senses", questions, reply=reply)


def savings_form(workshop: "Workshop") -> Form:
    """Four savings and two honours: one detail of service for each, and where it belongs."""
    _, language = translator(workshop.language), workshop.language
    hints = {
        "save-time": _("the invoice is ready before they ask"),
        "save-effort": _("one form instead of three"),
        "save-worry": _("a message the moment it is ready"),
        "save-money": _("we say which of their services they do not need"),
        "honoured": _("called by name, seen off to the door"),
        "cherished": _("ginger tea when somebody coughs"),
    }
    places = touchpoints(workshop, "savings")
    where, questions = _("{what}: at which touchpoint?"), []
    for code, name in saving_names(language).items():
        detail: Question = Text(
            name=f"detail-{code}", label=name, hint=hints[code], lines=2, most=400, half=True
        )
        label = where.format(what=name)
        questions += [
            detail,
            which(places, language, name=f"touchpoint-{code}", label=label, half=True),
        ]

    def reply(answers: dict[str, Any]) -> list[str]:
        if not answers:
            return no_touchpoints(workshop)
        names = saving_names(language)
        left = [names[code] for code in names if f"detail-{code}" not in answers]
        text = _("Still without a detail: {cells}.")
        return [text.format(cells=listed(left, language))] if left else []

    return Form(workshop, "savings", questions, reply=reply)


def listed(labels: Iterable[str], language: str) -> str:
    """Labels one after another; of many the first ones."""
    found = list(labels)
    return joined(found[:SHOWN], language) + ("…" if len(found) > SHOWN else "")
