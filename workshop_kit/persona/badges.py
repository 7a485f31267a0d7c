"""Badges on the coloured side of a card: short words in rows, as large as the side has room for."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from workshop_kit import theme
from workshop_kit.fitting import LEADING, Box, draw, draw_lines, rect, wrap

GAP, TITLE, LINE = 5, 19, 14


def draw_badges(
    parent: Element,
    box: Box,
    texts: Sequence[str],
    ink: str,
    size: float,
    *,
    empty: str = "",
    align: float = 0,
) -> float:
    """White badges from the top of a box; where they end. Without texts: one open badge.

    `align` is 0 at the left, 0.5 in the middle, 1 at the right.
    """
    left, top, width, _height = box
    look = {"text_anchor": "middle", "fill": ink, "font_weight": "700"}
    field = {"fill": "white", "rx": f"{_high(size) / 2:g}"}
    if not texts:
        look = {"text_anchor": "middle", "fill": "white"}
        field |= {"fill": "none", "stroke": "white", "stroke_dasharray": "4 3", "opacity": "0.8"}
    for row in _in_rows(texts or [empty], width, size):
        free = width - sum(wide + GAP for _text, wide in row) + GAP
        x = left + free * align
        for text, wide in row:
            rect(parent, (x, top, wide, _high(size)), **field)
            inside = (x + 8, top + size * 0.24, wide - 16, size * LEADING)
            draw_lines(parent, inside, [text], size, **look)
            x += wide + GAP
        top += _high(size) + GAP
    return top


def draw_titled(
    parent: Element, box: Box, rows: Mapping[str, Sequence[str]], ink: str, empty: str
) -> None:
    """Rows of badges with their titles at the bottom of a box, under a thin line."""
    left, top, width, height = box
    sizes = (14, 13, 12, 11)
    size = next((s for s in sizes if _height(rows, width, s, empty) <= height), sizes[-1])
    spare = (height - _height(rows, width, size, empty)) / len(rows)
    air = max(0.0, min(15.0, spare))
    top += max(0.0, spare - air) * len(rows)
    rect(parent, (left, top, width, 1), fill="white", opacity="0.35")
    top += LINE
    for title, texts in rows.items():
        draw(parent, left, top + 11, title, 13, fill="white", opacity="0.85")
        below: Box = (left, top + TITLE, width, height)
        top = draw_badges(parent, below, texts, ink, size, empty=empty) + air


def _in_rows(texts: Sequence[str], width: float, size: float) -> list[list[tuple[str, float]]]:
    """Texts with the widths of their badges, as many in a row as fit."""
    rows: list[list[tuple[str, float]]] = [[]]
    for text in texts:
        shown = wrap(text, width - 20, size, 1, True)[0]
        wide = min(theme.text_size(shown, size, bold=True)[0] + 20, width)
        if rows[-1] and sum(other + GAP for _text, other in rows[-1]) + wide > width:
            rows.append([])
        rows[-1].append((shown, wide))
    return rows


def _height(rows: Mapping[str, Sequence[str]], width: float, size: float, empty: str) -> float:
    lines = sum(len(_in_rows(texts or [empty], width, size)) for texts in rows.values())
    return LINE + TITLE * len(rows) + lines * (_high(size) + GAP)


def _high(size: float) -> float:
    return size * 1.8
