"""To which touchpoint an idea or an action belongs, and what is known there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workshop_kit.forms.touchpoints import LONGEST, known
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.words import Labels, apart, pieces
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def touchpoints(workshop: "Workshop", kind: str, found: Priorities | None = None) -> dict[str, str]:
    """The touchpoints to choose from, code to label, in the order of the priorities if given."""
    labels = known(workshop, kind, "touchpoint")
    if found is None:
        return labels
    listed = workshop.company.ids("touchpoints")
    order = [code for code in found.table["touchpoint"] if code in listed]
    return {code: labels[code] for code in dict.fromkeys([*order, *labels])}


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
        if said := why_here(workshop, code, found):
            text = _("{touchpoint}: {known}.")
            yield text.format(touchpoint=labels.get(code, code[:LONGEST]), known=said)
