"""The part about the plan: where to begin, on which evidence, and who does what by when."""

from typing import TYPE_CHECKING

from workshop_kit import plan
from workshop_kit.plan.ideas import SCREEN, criteria
from workshop_kit.plan.places import names_of
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.sentences import FIRST, priority_sentences
from workshop_kit.plan.smart import has_owner
from workshop_kit.plan.words import joined, kind_names
from workshop_kit.report.part import Figure, Line, Part, Sheet, drawn
from workshop_kit.report.priorities import given_points, priority_bars, ranked
from workshop_kit.report.strategy import strategy_sheets
from workshop_kit.saved import answers_in, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def plan_part(workshop: "Workshop") -> Part | None:
    """Key touchpoints and what groups planned; None where neither is known."""
    _, language = translator(workshop.language), workshop.language
    found = ranked(workshop)
    known = bool(found.table["score"].gt(0).any())
    said: dict[str, list[str]] = {"unread": [], "ideas": [], "actions": []}
    planned: dict[str, Sheet] = {}
    try:
        planned = strategy_sheets(workshop, found)
        said |= _about(workshop, planned)
    except StoreError as error:
        text = _("What groups entered cannot be read now: {reason}. Nothing is lost by that.")
        said["unread"] = [text.format(reason=workshop.trouble(error))]
    if not known and not planned:
        return None
    sheets: dict[str, Sheet] = {}
    figures: dict[str, Figure] = {}
    if known:
        title = _("Touchpoints, their points, and the figure of each kind of evidence")
        sheets["priorities"] = Sheet(title, plan.priority_sheet(workshop, found), found.table)
        figures["priorities"] = Figure(
            _("Where to begin"),
            drawn(plan.priority_picture(workshop, found)),
            "priorities",
            priority_bars(workshop, found),
        )
    said["priorities"] = priority_sentences(found, language, names=names_of(workshop))
    return Part(
        name="plan",
        title=_("Where to begin, and who does what"),
        summary=[*_begin(workshop, found, known), *_planned(workshop, planned)],
        sheets=sheets | planned,
        figures=figures,
        said=said,
        method=_method(workshop, found) if known else {},
        facts={"concepts": [name for name in planned if name.startswith("concept-")]},
    )


def _begin(workshop: "Workshop", found: Priorities, known: bool) -> list[Line]:
    if not known:
        return []
    _ = translator(workshop.language)
    labels = workshop.company.labels("touchpoints", workshop.language)
    first = found.table[found.table["score"] > 0].head(FIRST)
    named = [
        _("{touchpoint} ({score} points)").format(
            touchpoint=labels.get(row["touchpoint"], row["touchpoint"]), score=f"{row['score']:.0f}"
        )
        for row in first.to_dict("records")
    ]
    text = _("Of 100 points most speak for beginning here: {touchpoints}.")
    return [Line(text.format(touchpoints=joined(named, workshop.language)), "priorities")]


def _planned(workshop: "Workshop", planned: dict[str, Sheet]) -> list[Line]:
    """How many actions there are, and how many of them lack something."""
    _, lines = translator(workshop.language), []
    if "actions" in planned:
        lines.append(Line(_actions(workshop), "actions"))
    if "ideas" in planned:
        ideas = plan.plan_ideas(workshop)
        text = _("Ideas written down: {n}; screened: {rated}.")
        counts = {"n": len(ideas), "rated": int(ideas["score"].notna().sum())}
        lines.append(Line(text.format(**counts), "ideas"))
    return lines


def _actions(workshop: "Workshop") -> str:
    _ = translator(workshop.language)
    table = plan.plan_actions(workshop)
    text = _("Actions planned: {n}; SMART in every respect: {smart}; without an owner: {nobody}.")
    return text.format(
        n=len(table),
        smart=int((table["lacking"].map(len) == 0).sum()),
        nobody=sum(not has_owner(owner) for owner in table["owner"]),
    )


def _about(workshop: "Workshop", planned: dict[str, Sheet]) -> dict[str, list[str]]:
    """What must be said of the tables: by what ideas were screened, how actions stand."""
    _, said = translator(workshop.language), {}
    if "ideas" in planned:
        lists = [
            joined(criteria(workshop, answers_in(entry)).values(), workshop.language)
            for entry in entries_of(workshop, SCREEN)
        ]
        if lists:
            by = _("Screened from 1 to 5 by: {criteria}. The score is the product.")
            said["ideas"] = [by.format(criteria=text) for text in dict.fromkeys(lists)]
    if "actions" in planned:
        said["actions"] = [_actions(workshop)]
    return said


def _method(workshop: "Workshop", found: Priorities) -> dict[str, list[str]]:
    _, kinds = translator(workshop.language), kind_names(workshop.language)
    groups = len(given_points(workshop))
    shared = _("{kind}: {points} points")
    given = [
        shared.format(kind=kinds[kind], points=f"{points:.0f}")
        for kind, points in found.weights.items()
        if points
    ]
    points = joined(given, workshop.language)
    whose = _(
        "By the kit's suggestion, which no group changed, shared out among the kinds that are "
        "there: {points}."
    )
    if groups:
        whose = _(
            "The mean of what groups gave ({n}), shared out among the kinds that are there: "
            "{points}."
        )
    lines = [
        _("Of each kind of evidence the strongest figure stands for a touchpoint; the strongest "
          "of all touchpoints has all points of its kind, the others their share."),
        _("Nothing is put in for what is missing: it adds no points, and the chart shows in grey "
          "how many it might."),
        whose.format(points=points, n=groups),
    ]  # fmt: skip
    return {_("Key touchpoints"): lines}
