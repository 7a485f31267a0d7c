"""The persona cards that groups made, each on a sheet of its own."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.persona.wall import Pinned, picture_of, pinned_cards
from workshop_kit.report.part import Figure, Sheet
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

MOST = 24
"""So many cards are drawn; all of them stand in the table."""


@dataclass(frozen=True)
class Cards:
    """What groups made: pictures, a table of all, and what must be said of them."""

    figures: dict[str, Figure] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)


def pinned(workshop: "Workshop") -> Cards:
    """Every card of this workshop; a sentence in their place where they cannot be read."""
    _ = translator(workshop.language)
    try:
        found = pinned_cards(workshop)
    except StoreError as error:
        unread = _("What groups entered cannot be read now: {reason}. Nothing is lost by that.")
        return Cards(said=[unread.format(reason=workshop.trouble(error))])
    if not found:
        return Cards()
    figures = {
        f"card-{i}": Figure(
            _title(workshop, one), picture_of(workshop, one.card, hints=False), "cards", wide=True
        )
        for i, one in enumerate(found[:MOST], 1)
    }
    said = [_("Persona cards made: {n}.").format(n=len(found))]
    if guesses := sum(one.card.proto for one in found):
        text = _("{n} of them rest on no customer yet: talk about them, do not decide on them.")
        said.append(text.format(n=guesses))
    if len(found) > MOST:
        said.append(_("Drawn: the first {most}.").format(most=MOST))
    title = _("Persona cards and what they rest on")
    return Cards(figures, {"cards": Sheet(title, _list(workshop, found))}, said, said[:1])


def _title(workshop: "Workshop", one: Pinned) -> str:
    _ = translator(workshop.language)
    by = _("Group {group}, card {number}") if one.group else _("Card {number}")
    text = by.format(group=one.group, number=one.key)
    return f"{one.card.name} · {text}" if one.card.name else text


def _list(workshop: "Workshop", found: list[Pinned]) -> pd.DataFrame:
    _, language = translator(workshop.language), workshop.language
    segments = workshop.company.labels("segments", language)
    rows = [
        [
            one.card.tagline or "–",
            segments.get(one.card.segment or "", "–"),
            str(one.card.n) if one.card.n else _("nobody yet"),
            one.group or "–",
        ]
        for one in found
    ]
    columns = [_("In one line"), _("Segment"), _("Rests on customers"), _("Group")]
    index = pd.Index([one.card.name or "–" for one in found], dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns).rename_axis(
        columns=_("Persona"), index=None
    )
