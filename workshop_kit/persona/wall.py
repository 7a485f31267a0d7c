"""The cards of a workshop: from what groups entered to pictures on a wall."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_kit.paper import file_name, refusal
from workshop_kit.persona.cards import Card
from workshop_kit.persona.page import strategy_svg
from workshop_kit.persona.picture import card_png, card_svg
from workshop_kit.persona.strategies import strategy
from workshop_kit.persona.words import part_names
from workshop_kit.stores import StoreError
from workshop_kit.text import escape_markdown, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

KIND, STRATEGY = "persona", "strategy"
"""The kinds of the entries of cards and of their strategies; the key is the card's number."""

MOST_CUSTOMERS = 1_000_000
PARTS = tuple(part_names("en"))


@dataclass(frozen=True)
class Pinned:
    """One card and who made it."""

    group: str
    key: str
    card: Card


def segment_counts(workshop: "Workshop") -> dict[str, int]:
    """Customers in the company's data by segment of the profile; empty where they tell of none."""
    counts = workshop.answers("customers")["segment"].value_counts()
    found = {segment: int(counts.get(segment, 0)) for segment in workshop.company.ids("segments")}
    return found if any(found.values()) else {}


def card_of(answers: Mapping[str, Any], counts: Mapping[str, int]) -> Card:
    """The card that a form's answers make; it rests on the customers of its segment.

    Where the company has no data of customers (`counts` is empty), it rests on those whom the group
    says it met.
    """
    card = Card.from_entry(answers)
    n = counts.get(card.segment or "") if counts else card.n
    n = None if n is not None and n > MOST_CUSTOMERS else n  # as the form says it must not be
    return card.model_copy(update={"n": n or None})


def pinned_cards(workshop: "Workshop") -> list[Pinned]:
    """Every card that this workshop's groups have begun, by group and number."""
    counts = segment_counts(workshop)
    pinned = [
        Pinned(str(row["group"]), str(row["key"]), card_of(_answers(row), counts))
        for row in workshop.entered(KIND).to_dict("records")
    ]
    # What was entered before a group was chosen goes along to it, and leaves an empty card.
    begun = [one for one in pinned if one.card != Card()]
    return sorted(begun, key=lambda one: (len(one.group), one.group, len(one.key), one.key))


def picture_of(workshop: "Workshop", card: Card, *, hints: bool = True) -> str:
    """A card drawn with the company's name, colour and labels; `hints` as for `card_svg`."""
    company, language = workshop.company, workshop.language
    return card_svg(
        card,
        language,
        colour=company.colour,
        company=workshop.name,
        segment_label=company.labels("segments", language).get(card.segment or ""),
        source_labels=company.labels("sources", language),
        notice="" if card.proto else workshop.notice,
        hints=hints,
    )


def strategy_picture(workshop: "Workshop", card: Card, parts: Mapping[str, str]) -> str:
    """The service strategy of a card, drawn to stand beside it."""
    company = workshop.company
    return strategy_svg(
        card,
        parts,
        workshop.language,
        colour=company.colour,
        company=workshop.name,
        notice="" if card.proto else workshop.notice,
    )


def strategies_of(workshop: "Workshop") -> dict[tuple[str, str], dict[str, str]]:
    """The strategies of this workshop by group and card: what follows from the card, as changed."""
    changed = {
        (str(row["group"]), str(row["key"])): _answers(row)
        for row in workshop.entered(STRATEGY).to_dict("records")
    }
    found = {}
    for one in pinned_cards(workshop):
        parts = strategy(one.card, workshop.language)
        own = changed.get((one.group, one.key), {})
        texts = {name: own[name] for name in PARTS if isinstance(own.get(name), str)}
        found[one.group, one.key] = parts | texts
    return found


def gallery(workshop: "Workshop") -> None:
    """Show every card of this workshop, each with the group that made it."""
    from IPython.display import SVG, Markdown, display

    _ = translator(workshop.language)
    try:
        pinned = pinned_cards(workshop)
    except StoreError as error:
        display(workshop.unread(error))
        return
    if not pinned:
        display(workshop.say([_("No group has begun a card yet.")]))
    for one in pinned:
        by = _("Group {group}, card {number}") if one.group else _("Card {number}")
        text = escape_markdown(by.format(group=one.group, number=one.key))
        display(Markdown(f"**{text}**"))
        display(SVG(picture_of(workshop, one.card)))


def save_cards(workshop: "Workshop", folder: str = "cards") -> Any:
    """Write every card and its strategy, SVG and PNG, A4 across, into a folder beside the page."""
    _, target = translator(workshop.language), Path(folder)
    lines: list[str] = []
    try:
        strategies = strategies_of(workshop)
        for name, one in _named(pinned_cards(workshop)):
            target.mkdir(parents=True, exist_ok=True)
            drawn = {
                "card": picture_of(workshop, one.card),
                "strategy": strategy_picture(workshop, one.card, strategies[one.group, one.key]),
            }
            for kind, svg in drawn.items():
                (target / f"{name}-{kind}.svg").write_text(svg, "utf-8")
                (target / f"{name}-{kind}.png").write_bytes(card_png(svg))
                lines.append(f"{folder}/{name}-{kind}.png: {one.card.name[:60] or '–'}")
    except StoreError as error:
        return workshop.unread(error)
    except OSError as error:
        lines.append(_unwritten(folder, error, workshop.language))
    return workshop.say(lines or [_("No group has begun a card yet.")])


def _named(pinned: list[Pinned]) -> Iterator[tuple[str, Pinned]]:
    """Each card with a name for its files, whatever its group is called; no name twice."""
    taken: set[str] = set()
    for one in pinned:
        yield file_name((one.group, one.key), taken), one


def _unwritten(folder: str, error: OSError, language: str) -> str:
    _ = translator(language)
    text = _("Pictures could not be saved in {folder}: {reason}. The cards themselves are kept.")
    return text.format(folder=folder, reason=refusal(folder, error, language))


def _answers(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of a frame without the cells that another row's answers left empty."""
    return {
        name: value
        for name, value in row.items()
        if value is not None and not (isinstance(value, float) and math.isnan(value))
    }
