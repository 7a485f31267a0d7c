"""The cards of a workshop: from what groups entered to pictures on a wall."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_kit.persona.cards import Card
from workshop_kit.persona.picture import card_png, card_svg
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

KIND = "persona"
"""The kind of the cards' entries; the key is the card's number."""


@dataclass(frozen=True)
class Pinned:
    """One card and who made it."""

    group: str
    key: str
    card: Card


def segment_counts(workshop: "Workshop") -> dict[str, int]:
    """Customers in the company's data by segment of the profile; empty without such data."""
    customers = workshop.answers("customers")
    if "segment" not in customers:
        return {}
    counts = customers["segment"].value_counts()
    return {segment: int(counts.get(segment, 0)) for segment in workshop.company.ids("segments")}


def card_of(answers: Mapping[str, Any], counts: Mapping[str, int]) -> Card:
    """The card that a form's answers make; it rests on the customers of its segment.

    Where the company has no data of customers (`counts` is empty), it rests on those whom the group
    says it met.
    """
    card = Card.from_entry(answers)
    n = counts.get(card.segment or "") if counts else card.n
    return card.model_copy(update={"n": n or None})


def pinned_cards(workshop: "Workshop") -> list[Pinned]:
    """Every card that this workshop's groups have begun, by group and number."""
    counts = segment_counts(workshop)
    pinned = [
        Pinned(str(row["group"]), str(row["key"]), card_of(_answers(row), counts))
        for row in workshop.entered(KIND).to_dict("records")
    ]
    return sorted(pinned, key=lambda one: (len(one.group), one.group, one.key))


def picture_of(workshop: "Workshop", card: Card) -> str:
    """A card drawn with the company's name, colour and labels."""
    company, language = workshop.company, workshop.language
    return card_svg(
        card,
        language,
        colour=company.colour,
        company=workshop.name,
        segment_label=company.labels("segments", language).get(card.segment or ""),
        source_labels=company.labels("sources", language),
        notice="" if card.proto else workshop.notice,
    )


def gallery(workshop: "Workshop") -> None:
    """Show every card of this workshop, each with the group that made it."""
    from IPython.display import SVG, Markdown, display

    _ = translator(workshop.language)
    pinned = pinned_cards(workshop)
    if not pinned:
        display(workshop.say([_("No group has begun a card yet.")]))
    for one in pinned:
        by = _("Group {group}, card {number}") if one.group else _("Card {number}")
        display(Markdown(f"**{by.format(group=one.group, number=one.key)}**"))
        display(SVG(picture_of(workshop, one.card)))


def save_cards(workshop: "Workshop", folder: str = "cards") -> Any:
    """Write every card as SVG and PNG (A4 across) into a folder beside the notebook."""
    _, target = translator(workshop.language), Path(folder)
    lines = []
    for one in pinned_cards(workshop):
        target.mkdir(exist_ok=True)
        name = f"{one.group or '0'}-{one.key}"
        svg = picture_of(workshop, one.card)
        (target / f"{name}.svg").write_text(svg, "utf-8")
        (target / f"{name}.png").write_bytes(card_png(svg))
        lines.append(f"{folder}/{name}.png: {one.card.name or '–'}")
    return workshop.say(lines or [_("No group has begun a card yet.")])


def _answers(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of a frame without the cells that another row's answers left empty."""
    return {
        name: value
        for name, value in row.items()
        if value is not None and not (isinstance(value, float) and math.isnan(value))
    }
