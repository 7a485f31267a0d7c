"""To which touchpoint an idea or an action belongs, and what is known there."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Question, Text
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.words import Labels, apart, pieces
from workshop_kit.saved import answers_in, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

LONGEST = 60
"""A code of another version is shown up to here."""


def touchpoints(workshop: "Workshop", kind: str, found: Priorities | None = None) -> dict[str, str]:
    """The touchpoints to choose from, code to label.

    Those of the profile, in the order of the priorities where they are given; last those that only
    saved sheets of the kind name: a touchpoint that left the profile keeps what was said of it.
    """
    labels = workshop.company.labels("touchpoints", workshop.language)
    if found is not None:
        order = [code for code in found.table["touchpoint"] if code in labels]
        labels = {code: labels[code] for code in dict.fromkeys([*order, *labels])}
    try:
        entries = entries_of(workshop, kind)
    except StoreError:  # the form says so, and tries again
        return labels
    named = dict.fromkeys(code for entry in entries for code in _named(answers_in(entry)))
    gone = [code for code in named if code and code not in labels]
    return labels | {code: retired(code, workshop.language) for code in gone}


def retired(code: str, language: str) -> str:
    """What a touchpoint is called that the profile no longer has."""
    _ = translator(language)
    text = _("{touchpoint} (no longer in the profile)")
    return text.format(touchpoint=code[:LONGEST])


def _named(answers: Mapping[str, Any]) -> Iterator[str]:
    """Codes in what a sheet holds: in questions called after a touchpoint, in rows too."""
    for name, said in answers.items():
        for row in said if isinstance(said, list) else [{name: said}]:
            for column, given in row.items() if isinstance(row, dict) else ():
                if column.partition("-")[0] == "touchpoint" and isinstance(given, str):
                    yield given


def which(places: Labels, language: str, *, name: str = "touchpoint", **look: Any) -> Question:
    """Which touchpoint? Where the profile lists none, in words."""
    _ = translator(language)
    look = {"label": _("Touchpoint"), **look}
    if not places:
        return Text(name=name, most=200, **look)
    return Choice(name=name, options=places, folded=True, **look)


def no_touchpoints(workshop: "Workshop") -> list[str]:
    """What a sheet says where the profile lists none."""
    _ = translator(workshop.language)
    none = _("The profile of this company lists no touchpoints yet.")
    return [] if workshop.company.touchpoints else [none]


def no_link(row: int, language: str) -> str:
    """What a sheet says of a row for which no touchpoint was chosen."""
    _ = translator(language)
    return _("Row {row} has no touchpoint yet, and so no evidence.").format(row=row)


def names_of(workshop: "Workshop") -> dict[str, Labels]:
    """Labels of all that evidence may be of."""
    company, language = workshop.company, workshop.language
    journeys = company.labels("cohorts", language) | company.labels("segments", language)
    lists = {name: company.labels(name, language) for name in ("features", "items", "touchpoints")}
    return {**lists, "journeys": journeys}


def why_here(workshop: "Workshop", code: str, found: Priorities | None) -> str:
    """What is known of a touchpoint that an idea belongs to; "" where it is not looked up.

    A touchpoint that the profile no longer has is said to be so.
    """
    _, language = translator(workshop.language), workshop.language
    if not workshop.company.touchpoints or not code:
        return ""
    if code not in workshop.company.ids("touchpoints"):
        return _("the touchpoint is no longer in the profile; what you wrote is kept")
    if found is None:
        return ""
    row = next((r for r in found.table.to_dict("records") if r["touchpoint"] == code), None)
    if row is None or row["score"] != row["score"]:
        return _("nothing is known here yet")
    said = apart(pieces(row, language, names_of(workshop), most=2), language)
    text = _("place {rank}, {score} points: {evidence}")
    if not said:
        text = _("place {rank}, {score} points")
    return text.format(rank=row["rank"], score=f"{row['score']:.0f}", evidence=said)


def linked(
    workshop: "Workshop", rows: list[dict[str, Any]], found: Priorities | None
) -> Iterator[str]:
    """For each touchpoint that rows name, once: its evidence."""
    _ = translator(workshop.language)
    labels = workshop.company.labels("touchpoints", workshop.language)
    codes = [row.get("touchpoint") for row in rows]
    for code in dict.fromkeys(code for code in codes if isinstance(code, str)):
        if known := why_here(workshop, code, found):
            text = _("{touchpoint}: {known}.")
            yield text.format(touchpoint=labels.get(code, code[:LONGEST]), known=known)
