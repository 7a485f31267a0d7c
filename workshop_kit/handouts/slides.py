"""The report as slides: charts that can be edited, pictures, and the tables beside them."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_kit.handouts.deck import BODY, Deck
from workshop_kit.handouts.places import replacing
from workshop_kit.handouts.plots import add_chart
from workshop_kit.handouts.sizes import pages, table_size
from workshop_kit.report.chapters import summary
from workshop_kit.report.logo import logo_png
from workshop_kit.report.natives import Bars
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.report import Figure, Part, Sheet
    from workshop_kit.workshop import Workshop

MOST_ACROSS = 8
"""So many intervals find room below a chart; more stand in the table that follows."""
HIGH = 700
"""Pixels; a picture that is higher takes nearly all of a slide."""
MOST_SAID = 12
"""So many sentences stand on one slide."""


def write_slides(workshop: "Workshop", parts: Sequence["Part"], target: Path) -> None:
    """Write the parts of a report as slides (.pptx).

    Parameters
    ----------
    workshop : Workshop
    parts : sequence of Part
        From `report.contents`.
    target : Path
        An older file there stays until the new one is whole.

    Notes
    -----
    Bars, lines and points are charts of the slide program, with their numbers behind them;
    intervals are error bars and stand in a table below or on the next slide. Curves, maps and the
    gap model are pictures: SVG, and PNG for programs that know none.
    """
    _ = translator(workshop.language)
    company = workshop.company
    deck = Deck(company.colour, workshop.notice, workshop.language, workshop.name)
    report = f"{_('Service experience report')} · {date.today().isoformat()}"
    deck.add_cover(workshop.name, report, logo_png(workshop))
    if not parts:
        deck.add_text(_("No answers yet"), [_("Nobody has answered the survey.")])
    else:
        deck.add_text(_("In short"), [line.text for _part, line in summary(parts)])
    for part in parts:
        deck.add_divider(part.title)
        _add_part(deck, part, workshop.language)
    with replacing(target) as draft:
        deck.save(draft)


def _add_part(deck: Deck, part: "Part", language: str) -> None:
    """Its sentences, then each table after the figures that show its numbers."""
    said = [line.text for line in part.summary]
    for start in range(0, len(said), MOST_SAID):
        deck.add_text(part.title, said[start : start + MOST_SAID])
    shown: set[str] = set()
    for name, sheet in part.sheets.items():
        cited = [key for key, figure in part.figures.items() if figure.sheet == name]
        for key in cited:
            _add_figure(deck, part.figures[key], language)
            shown.add(key)
        if not any(part.figures[key].wide for key in cited):  # that picture is the table
            _add_sheet(deck, sheet)
    for key in [key for key in part.figures if key not in shown]:
        _add_figure(deck, part.figures[key], language)


def _add_figure(deck: Deck, figure: "Figure", language: str) -> None:
    if figure.native is None:
        deck.add_picture(figure.title, figure.svg, whole=figure.wide or _high(figure.svg))
        return
    native = figure.native
    slide, room = deck.add_slide(figure.title)
    below = _intervals(native, language) if isinstance(native, Bars) else []
    chart_room = room.above(0.24) if below else room
    add_chart(slide, native, chart_room)
    if below:
        deck.add_table(slide, below, room.below(0.24))


def _high(svg: str) -> bool:
    """Whether a picture's letters would be too small below the title of a slide."""
    found = re.search(r'<svg[^>]*? height="([\d.]+)', svg)
    return found is not None and float(found[1]) > HIGH


def _intervals(bars: Bars, language: str) -> list[list[str]]:
    """The values of a chart with their intervals, categories across; nothing without intervals."""
    _ = translator(language)
    if not bars.intervals or len(bars.categories) > MOST_ACROSS:
        return []
    rows = [["", *bars.categories]]
    for name, values in bars.series.items():
        limits = bars.intervals.get(name, [(float("nan"),) * 2] * len(values))
        rows.append([name, *map(_written(bars.form), values)])
        both = (
            "–" if low != low else f"{_written(bars.form)(low)} … {_written(bars.form)(high)}"
            for low, high in limits
        )
        rows.append([_("{level} interval").format(level="95%"), *both])
    return rows


def _written(form: str) -> Any:
    def write(value: float) -> str:
        if value != value:
            return "–"
        if form == "0%":
            return f"{value:z.0%}"
        text = f"{value:z.1f}" if "." in form else f"{value:z,.0f}"
        return f"{'+' if form[:1] == '+' and value > 0 else ''}{text}".replace("-", "−")

    return write


def _add_sheet(deck: Deck, sheet: "Sheet") -> None:
    """A table, on as many slides as it takes."""
    frame = sheet.shown
    levels = frame.index.nlevels
    heads = [str(frame.columns.name or ""), *[""] * (levels - 1), *map(str, frame.columns)]
    names = [list(map(str, n if isinstance(n, tuple) else (n,))) for n in frame.index]
    rows = [[*n, *map(str, r)] for n, r in zip(names, frame.to_numpy().tolist(), strict=True)]
    pieces = pages([heads, *rows], BODY)
    size = min(table_size(piece, BODY) for piece in pieces)  # one for all
    for page, piece in enumerate(pieces, 1):
        title = sheet.title if len(pieces) == 1 else f"{sheet.title} ({page}/{len(pieces)})"
        slide, room = deck.add_slide(title)
        deck.add_table(slide, piece, room, size)
