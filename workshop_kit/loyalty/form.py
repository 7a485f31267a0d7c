"""The loyalty room's exercises: three links to tell apart, a score, a list of metrics, needs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.forms import Choice, Form, Number, Question, Rows, Text
from workshop_kit.loyalty.exercises import (
    chain_marks,
    level_findings,
    metric_findings,
    score_steps,
)
from workshop_kit.loyalty.line import line_svg
from workshop_kit.loyalty.pyramid import pyramid_svg
from workshop_kit.loyalty.scores import nps
from workshop_kit.loyalty.teaching import (
    chain_statements,
    link_names,
    metric_kinds,
    need_levels,
)
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

MOST_NEEDS = 12
MOST_ANSWERS = 1_000_000
_KINDS = {"promoters": 9, "passives": 7, "detractors": 0}
"""The groups of NPS, each with an answer that belongs to it."""


def chain_form(workshop: "Workshop") -> Form:
    """Mark what each customer says as experience, satisfaction or loyalty; the form says why."""
    _, language = translator(workshop.language), workshop.language
    statements = chain_statements(language)
    label = _("{number}. “{text}”")
    asked = statements[["statement", "text"]].itertuples(index=False, name=None)
    questions = [
        Choice(
            name=code,
            label=label.format(number=number, text=text),
            options=link_names(language),
            half=True,
        )
        for number, (code, text) in enumerate(asked, 1)
    ]
    given: dict[str, str] = {}

    def reply(answers: Mapping[str, str]) -> list[str]:
        # The newest on top: of twelve replies a page shows four.
        changed = {code: link for code, link in answers.items() if given.get(code) != link}
        kept = {code: link for code, link in given.items() if answers.get(code) == link}
        given.clear()
        given.update({**changed, **kept})
        return chain_marks(given, statements, language)

    return Form(workshop, "chain", questions, reply=reply)


def nps_form(workshop: "Workshop") -> Form:
    """Reckon an NPS from three counts; the form shows the steps and the score on its line."""
    _, language = translator(workshop.language), workshop.language
    labels = {
        "promoters": _("How many answered 9 or 10?"),
        "passives": _("How many 7 or 8?"),
        "detractors": _("How many 0 to 6?"),
    }
    questions = [
        Number(name=kind, label=label, low=0, high=MOST_ANSWERS, required=True)
        for kind, label in labels.items()
    ]

    def table(answers: Mapping[str, Any]) -> pd.DataFrame | None:
        counts = [answers.get(kind) for kind in _KINDS]
        whole = all(isinstance(n, int) and 0 <= n <= MOST_ANSWERS for n in counts)
        if not whole or not sum(n for n in counts if isinstance(n, int)):
            return None
        return nps(pd.DataFrame({"recommend": list(_KINDS.values()), "n": counts}))

    def reply(answers: Mapping[str, Any]) -> list[str]:
        found = table(answers)
        return [] if found is None else score_steps(found, language)

    def picture(answers: Mapping[str, Any]) -> str:
        return line_svg(table(answers), language)

    return Form(workshop, "nps_practice", questions, reply=reply, picture=picture)


def metric_form(workshop: "Workshop") -> Form:
    """The group's own list of metrics; the form says which of the three kinds is missing."""
    _, language = translator(workshop.language), workshop.language
    kinds = dict(metric_kinds(language)[["kind", "label"]].itertuples(index=False, name=None))
    rhythms = {
        "contact": _("after every contact"),
        "day": _("every day"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "year": _("once a year"),
    }
    columns = (
        Text(name="metric", label=_("What do we measure?"), most=200),
        Choice(
            name="kind",
            label=_("Which kind?"),
            options=kinds,
            folded=True,
        ),
        Text(name="where", label=_("At which touchpoint, from which source?"), most=200),
        Choice(name="rhythm", label=_("How often?"), options=rhythms, folded=True),
        Text(name="owner", label=_("Who answers for it? (a role, not a name)"), most=80),
    )
    rows = Rows(name="metrics", label=_("One metric per row"), columns=columns, most=20)

    def reply(answers: Mapping[str, Any]) -> list[str]:
        return metric_findings(answers.get("metrics", []), language)

    return Form(workshop, "metrics", [rows], reply=reply)


def pyramid_form(workshop: "Workshop") -> Form:
    """Place needs on the levels of the pyramid; the form says which metric measures each."""
    _, language = translator(workshop.language), workshop.language
    join = _("{version} {label}")
    rows = need_levels(language).to_dict("records")
    options: dict[str, str] = {
        row["level"]: join.format(version=row["version"], label=row["label"]) for row in rows
    }
    needs = needs_of(workshop)
    questions: list[Question] = [
        Choice(name=need, label=label, options=options, folded=True, half=True)
        for need, label in needs.items()
    ]
    columns = (
        Text(name="need", label=_("Need"), most=60),
        Choice(name="level", label=_("Which level?"), options=options, folded=True),
    )
    questions.append(Rows(name="own needs", label=_("Needs of your own"), columns=columns, most=6))

    def placed(answers: Mapping[str, Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {level: [] for level in options}
        for need, label in needs.items():
            if answers.get(need) in found:
                found[answers[need]].append(label)
        for row in answers.get("own needs", []):
            if row.get("need") and row.get("level") in found:
                found[row["level"]].append(row["need"])
        return found

    return Form(
        workshop,
        "need_levels",
        questions,
        reply=lambda answers: level_findings(placed(answers), language),
        picture=lambda answers: pyramid_svg(placed(answers), language, workshop.company.colour),
    )


def needs_of(workshop: "Workshop") -> dict[str, str]:
    """What there is to place: the profile's first needs, or its features where it names none."""
    company, language = workshop.company, workshop.language
    known = company.labels("needs", language) or company.labels("features", language)
    return dict(list(known.items())[:MOST_NEEDS])
