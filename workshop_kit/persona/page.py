"""The service strategy of a persona as a page to pin beside its card: A4 across."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workshop_kit import theme
from workshop_kit.fitting import Box, clean, draw, draw_lines, fit, fit_list, rect
from workshop_kit.paper import blank_page, readable
from workshop_kit.persona.badges import draw_badges
from workshop_kit.persona.cards import Card
from workshop_kit.persona.picture import (
    HEIGHT,
    HINT,
    PALE,
    WIDTH,
    draw_foot,
    draw_list,
    draw_stamp,
)
from workshop_kit.persona.words import move_names, part_names, style_names
from workshop_kit.text import translator

_LEFT, _RIGHT, _TOP, _GRID, _LOW = 28, WIDTH - 28, 28, 148, 706
_GAP = 14
_SIZES = (19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)


def strategy_svg(
    card: Card,
    parts: Mapping[str, str],
    language: str,
    *,
    colour: str,
    company: str,
    notice: str = "",
) -> str:
    """Draw how to serve a persona: the six moves, and below them what else it is due.

    Parameters
    ----------
    card : Card
    parts : mapping of str to str
        Texts by part (`words.part_names`), as `strategies.strategy` gives them or a group changed
        them. Moves without a text stay open; other parts without one are left out.
    language, colour, company, notice
        As for `picture.card_svg`.

    Returns
    -------
    str
        An SVG of the size of the card, with what was said there: no ids, the same for the same
        input, nothing under 11 pixels, stamped where no customer stands behind the card.
    """
    _ = translator(language)
    svg = blank_page(_("Service strategy: {name}").format(name=card.name or "–"), WIDTH, HEIGHT)
    accent = readable(colour)
    _head(svg, card, language, accent)
    names = part_names(language)
    moves = list(move_names(language))
    texts = {part: [line for line in clean(parts.get(part, "")).split("\n") if line.strip()]
             for part in names}  # fmt: skip
    reasons = [part for part in names if part not in moves and texts[part]]
    for group, cells in zip((moves, reasons), _cells(moves, reasons, texts), strict=True):
        fitted = [fit_list(texts[part], _inside(cells[part]), _SIZES, "…")[1]
                  for part in group if texts[part]]  # fmt: skip
        common = max(min(fitted, default=_SIZES[0]), 14)
        sizes = [size for size in _SIZES if size <= common]
        for part, box in cells.items():
            rect(svg, box, fill=PALE if part in moves else "white", rx="8", stroke=theme.GRID)
            rect(svg, (box[0], box[1] + 12, 4, 18), fill=accent)
            draw(svg, box[0] + 16, box[1] + 27, names[part], 16, fill=accent, font_weight="700")
            shown = texts[part] or [_("still open")]
            found, size = fit_list(shown, _inside(box), sizes, "…")
            draw_list(svg, _inside(box), found, size, "", theme.INK if texts[part] else HINT)
    draw_foot(svg, card, language, company, notice, _LEFT)
    if card.proto:
        draw_stamp(svg)
    return ElementTree.tostring(svg, encoding="unicode")


def _head(svg: Element, card: Card, language: str, accent: str) -> None:
    """Whom the strategy is for."""
    _ = translator(language)
    width = _RIGHT - _LEFT - (236 if card.proto else 0)
    rect(svg, (_LEFT, _TOP, width, 104), fill=accent, rx="14")
    left, inner = _LEFT + 24, width - 48
    draw(svg, left, _TOP + 26, _("Service strategy"), 14, fill="white", opacity="0.85")
    style = [style_names(language)[card.style]] if card.style else []
    draw_badges(svg, (_LEFT + width - 174, _TOP + 12, 150, 30), style, accent, 14,
                empty=_("Style?"), align=1)  # fmt: skip
    box: Box = (left, _TOP + 30, inner - 180, 44)
    lines, size = fit(card.name or _("Name?"), box, (32, 28, 24), bold=True)
    look = {"fill": "white", "opacity": "1" if card.name else "0.7"}
    draw_lines(svg, box, lines, size, font_weight="700", **look)
    if card.tagline:
        under: Box = (left, _TOP + 74, inner, 26)
        lines, size = fit(card.tagline, under, (17, 16, 15, 14))
        draw_lines(svg, under, lines, size, fill="white")


def _cells(
    moves: Sequence[str], reasons: Sequence[str], texts: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Box], dict[str, Box]]:
    """Boxes of the moves, three in a row, and of the other parts below, wider for longer texts."""
    lengths = [sum(map(len, texts[part])) + 1 for part in reasons]
    shares = [max(length, 0.55 * max(lengths)) for length in lengths]
    below = 0.0 if not reasons else 130.0 if sum(lengths) < 160 else 210.0
    high = (_LOW - _GRID - below - _GAP * (2 if reasons else 1)) / 2
    upper = _row(moves[:3], [1, 1, 1], _GRID, high)
    upper |= _row(moves[3:], [1, 1, 1], _GRID + high + _GAP, high)
    return upper, _row(reasons, shares, _LOW - below, below)


def _row(
    parts: Sequence[str], shares: Sequence[float], top: float, height: float
) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    left: float = _LEFT
    free = _RIGHT - _LEFT - _GAP * (len(parts) - 1)
    for part, share in zip(parts, shares, strict=True):
        width = free * share / sum(shares)
        boxes[part] = (left, top, width, height)
        left += width + _GAP
    return boxes


def _inside(box: Box) -> Box:
    left, top, width, height = box
    return left + 16, top + 38, width - 30, height - 46
