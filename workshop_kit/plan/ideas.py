"""From a pain to ideas: how-might-we questions, ideas, and a screen that they pass through."""

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Matrix, Question, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, which
from workshop_kit.plan.places import linked, no_link, touchpoints
from workshop_kit.plan.ranking import Priorities
from workshop_kit.saved import answers_of, rows_in, text_in
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

QUESTIONS, IDEAS, SCREEN = "how_might_we", "ideas", "screening"
"""Kinds of entries."""
MOST_QUESTIONS, MOST_IDEAS = 5, 12
CRITERIA = 5
"""So many criteria there is room for; three are suggested."""
LEVELS = ("1", "2", "3", "4", "5")
BEST = 5
"""So many ideas the screen names."""
SHORT = 60


def topic_names(language: str) -> dict[str, str]:
    """Five topics to look for ideas in."""
    _ = translator(language)
    return {
        "digital": _("digital"),
        "on-site": _("on site"),
        "special": _("special groups"),
        "recovery": _("putting things right"),
        "empowerment": _("empowering staff"),
    }


def line_names(language: str) -> dict[str, str]:
    """Three lines along which service is improved."""
    _ = translator(language)
    return {
        "standard": _("better details: customers are satisfied"),
        "warmth": _("new details: customers are moved"),
        "failure": _("failures prevented: nobody needs to complain"),
    }


def question_form(workshop: "Workshop", found: Priorities | None = None) -> Form:
    """Three to five pains, each turned into a question that begins with "How might we".

    `found` puts the touchpoints in their order, and lets the form say what is known of each.
    """
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, QUESTIONS, found)
    rows = Rows(
        name="rows",
        label=_("One pain per row, three to five in all"),
        columns=(
            which(places, language),
            Choice(name="topic", label=_("Topic"), options=topic_names(language), folded=True),
            Text(
                name="pain",
                label=_("The pain, as the customer would say it"),
                hint=_("“I stood there for twenty minutes and nobody looked up.”"),
                lines=2,
                most=400,
            ),
            Text(
                name="question",
                label=_("How might we ...?"),
                hint=_("... let customers feel expected before it is their turn?"),
                lines=2,
                most=400,
            ),
        ),
        most=MOST_QUESTIONS,
    )

    def reply(answers: dict[str, Any]) -> list[str]:
        given = rows_in(answers, "rows")
        lines = no_touchpoints(workshop)
        for i, row in enumerate(given, 1):
            if row and "question" not in row:
                lines.append(_("Row {row}: turn the pain into a question.").format(row=i))
            if row and places and "touchpoint" not in row:
                lines.append(no_link(i, language))
        return [*lines, *linked(workshop, given, found)]

    return Form(workshop, QUESTIONS, [rows], reply=reply)


def idea_form(workshop: "Workshop", found: Priorities | None = None) -> Form:
    """Ideas, as many as come, each for a touchpoint; `found` as in `question_form`."""
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, IDEAS, found)
    rows = Rows(
        name="rows",
        label=_("One idea per row; nobody judges yet"),
        columns=(
            which(places, language),
            Text(
                name="idea",
                label=_("Idea, in one sentence"),
                hint=_("the bill is on their phone before they ask"),
                lines=2,
                most=400,
            ),
            Choice(name="line", label=_("What it does"), options=line_names(language), folded=True),
        ),
        most=MOST_IDEAS,
    )

    def reply(answers: dict[str, Any]) -> list[str]:
        given = rows_in(answers, "rows")
        lines = no_touchpoints(workshop)
        n = sum(bool(text_in(row, "idea")) for row in given)
        if n:
            lines.append(_("Ideas so far: {n}. Press Start to screen them.").format(n=n))
        lines += [
            no_link(i, language)
            for i, row in enumerate(given, 1)
            if row and places and "touchpoint" not in row
        ]
        return [*lines, *linked(workshop, given, found)]

    return Form(workshop, IDEAS, [rows], reply=reply)


def criteria(workshop: "Workshop", answers: Mapping[str, Any]) -> dict[str, str]:
    """The criteria of a saved screening, number to name: the group's own, or those suggested."""
    return _named({**_suggested(workshop.language), **answers})


def _named(answers: dict[str, Any]) -> dict[str, str]:
    numbers = [str(i) for i in range(1, CRITERIA + 1)]
    texts = {i: text_in(answers, f"name-{i}") for i in numbers}
    return {i: text for i, text in texts.items() if text}


def _suggested(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "name-1": _("Impact: how much the customer gains"),
        "name-2": _("Feasibility: how surely we can do it"),
        "name-3": _("Low cost, strongly felt"),
    }


def screening_form(workshop: "Workshop") -> Form:
    """The group's ideas against three criteria, from 1 to 5, multiplied; criteria may be changed.

    The ideas and criteria are those that were saved when the form was made.
    """
    _, language = translator(workshop.language), workshop.language
    group = workshop.who.group
    ideas, saved = _saved(workshop)
    rows = idea_names(workshop, ideas, saved)
    named = _("Criterion {number}")
    questions: list[Question] = [
        Text(
            name=f"name-{i}",
            label=named.format(number=i),
            hint=_("a criterion of your own") if i > len(_suggested(language)) else "",
            most=SHORT,
            half=True,
        )
        for i in range(1, CRITERIA + 1)
    ]
    asked = dict.fromkeys([*criteria(workshop, saved), *_rated_in(saved)])
    for number in asked if rows else ():
        label = criteria(workshop, saved).get(number, named.format(number=number))
        questions.append(
            Matrix(
                name=f"criterion-{number}",
                label=label,
                hint=_("1: hardly … 5: very much"),
                rows=rows,
                columns={level: level for level in LEVELS},
                table=True,
            )
        )

    def reply(answers: dict[str, Any]) -> list[str]:
        if workshop.who.group != group:
            return [_("These are the ideas of the group that was here before. Press Start.")]
        if not rows:
            return [_("No ideas yet: write some above, then press Start.")]
        chosen = _named(answers)  # the suggested ones are shown, and so among them
        if not chosen:
            return [_("Name at least one criterion.")]
        lines = []
        if waiting := [name for number, name in chosen.items() if number not in asked]:
            text = _("Press Start to rate by: {criteria}.")
            lines.append(text.format(criteria="; ".join(waiting)))
        most = len(LEVELS) ** len(chosen)
        best = sorted(products(answers, chosen).items(), key=lambda one: -one[1])
        text = _("{idea}: {score} of {most}.")
        lines += [
            text.format(idea=rows[code], score=score, most=most)
            for code, score in best[:BEST]
            if code in rows
        ]
        if len(best) < len(rows):
            left = _("Rated by all criteria: {n} of {all} ideas.")
            lines.append(left.format(n=len(best), all=len(rows)))
        return lines

    return Form(
        workshop, SCREEN, questions, reply=reply, suggest=lambda: _suggested(workshop.language)
    )


def products(answers: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, int]:
    """The product of an idea's ratings, for the ideas that are rated by every criterion chosen.

    >>> rated = {"criterion-1": {"1": "4", "2": "5"}, "criterion-2": {"1": "3"}}
    >>> products(rated, {"1": "Impact", "2": "Feasibility"})
    {'1': 12}
    """
    tables = [answers.get(f"criterion-{number}") for number in chosen]
    rated = [table if isinstance(table, dict) else {} for table in tables]
    if not rated:
        return {}
    whole = [code for code in rated[0] if all(table.get(code) in LEVELS for table in rated)]
    return {code: prod(int(table[code]) for table in rated) for code in whole}


def idea_names(
    workshop: "Workshop", ideas: list[dict[str, Any]], answers: Mapping[str, Any]
) -> dict[str, str]:
    """The ideas by number; of those that were rated and taken out since only that."""
    _ = translator(workshop.language)
    named = {str(i): text_in(row, "idea") for i, row in enumerate(ideas, 1)}
    rows = {code: f"{code}. {name[:SHORT]}" for code, name in named.items() if name}
    gone = _("{number}. (no longer among the ideas)")
    for number in _rated_in(answers):
        for code in answers[f"criterion-{number}"]:
            rows.setdefault(str(code), gone.format(number=str(code)[:SHORT]))
    return rows


def _rated_in(answers: Mapping[str, Any]) -> list[str]:
    """The numbers of the criteria by which something is rated."""
    numbers = [str(i) for i in range(1, CRITERIA + 1)]
    return [i for i in numbers if isinstance(answers.get(f"criterion-{i}"), dict)]


def _saved(workshop: "Workshop") -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The group's ideas and its ratings."""
    group = workshop.who.group
    try:
        ideas = rows_in(answers_of(workshop, IDEAS, group), "rows")
        return ideas, answers_of(workshop, SCREEN, group)
    except StoreError:  # the form says so
        return [], {}
