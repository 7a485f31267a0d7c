"""Lanes of a map: how high each must be so that all its texts can be read, and its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pandas as pd

from workshop_kit import theme
from workshop_kit.fitting import LEADING, Box, draw_lines, fit, rect, wrap
from workshop_kit.journey.pages import LEFT, RIGHT, SMALL, Sheet
from workshop_kit.text import translator

SIZES = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, SMALL)
_PAD = 6
_EMPTY = 46.0


@dataclass(frozen=True)
class Lane:
    """A column of the steps as a lane of the picture.

    Attributes
    ----------
    column : str
        Of the table of steps.
    title : str
        Its head.
    hint : str
        What stands there while no step has a text.
    fill, edge : str
        Colours of its cells.
    above : float
        Room in a cell above its text.
    """

    column: str
    title: str
    hint: str
    fill: str
    edge: str
    above: float = 0


def lane_names(language: str) -> dict[str, str]:
    """The lanes of both maps, by the column of the steps that each shows."""
    _ = translator(language)
    return {
        "action": _("Customer actions"),
        "valence": _("Emotion curve"),
        "pain": _("Pains"),
        "expectation": _("Expectations"),
        "front": _("Front stage actions"),
        "back": _("Back stage actions"),
        "support": _("Support processes"),
    }


def settle(
    lanes: Sequence[Lane], steps: pd.DataFrame, sheets: Sequence[Sheet], room: float
) -> tuple[float, list[float]]:
    """The size of text for all lanes, and the height of each, the same on all sheets.

    Where that makes the others clearly larger, the longest text of a lane is set smaller than they
    are. Where not all fit at the smallest size, the highest lanes give way, and their texts end in
    '…'.
    """
    cells = [_cells(lane, steps, sheets) for lane in lanes]
    least = [_need(lane, texts, SMALL) for lane, texts in zip(lanes, cells, strict=True)]
    found = SMALL, _levelled(least, room)
    for but_one, gain in ((False, 0), (True, 2)):
        for size in SIZES:
            needs = [
                max(low, _need(lane, texts, size, but_one))
                for lane, texts, low in zip(lanes, cells, least, strict=True)
            ]
            if sum(needs) <= room and size >= found[0] + gain:
                found = size, needs
                break
    return found


def draw_cells(
    svg: Element, lane: Lane, box: Box, sheet: Sheet, steps: pd.DataFrame, size: float
) -> None:
    """The texts of a lane, each in the column of its step; or what could be written there."""
    left, top, width, height = box
    low, room = top + _PAD + lane.above - 2, height - 2 * _PAD - lane.above + 2
    texts = steps[lane.column].tolist()
    if not any(texts):
        lines, small = fit(lane.hint, (left + 12, low, width - 24, room), (14, 13, SMALL))
        draw_lines(svg, (left + 12, low, width - 24, room), lines, small, fill=theme.MUTED)
        return
    sizes = [other for other in SIZES if other <= size]
    for i, text in enumerate(texts[sheet.first : sheet.last]):
        if text:
            cell: Box = (sheet.left(i) + 3, top, sheet.column - 6, height)
            rect(svg, cell, fill=lane.fill, rx="6", stroke=lane.edge)
            inner: Box = (cell[0] + _PAD, low, cell[2] - 2 * _PAD, room)
            # Chinese breaks anywhere, and would leave a single character on the last line.
            lines, own = fit(text, inner, sizes, even=not text.isascii())
            draw_lines(svg, inner, lines, own, fill=theme.INK)


def lane_box(top: float, height: float) -> Box:
    """The place of a lane beside its head."""
    return LEFT, top, RIGHT - LEFT, height


def _cells(lane: Lane, steps: pd.DataFrame, sheets: Sequence[Sheet]) -> list[tuple[str, float]]:
    """Each text with the width that it has."""
    return [
        (text, sheet.column - 6 - 2 * _PAD)
        for sheet in sheets
        for text in steps[lane.column].iloc[sheet.first : sheet.last]
        if text
    ]


def _need(
    lane: Lane, cells: Sequence[tuple[str, float]], size: float, but_one: bool = False
) -> float:
    """How high a lane must be for its texts at a size; without the longest where there are many."""
    lines = sorted(_lines(text, width, size) for text, width in cells)
    if but_one and len(lines) > 3:
        lines.pop()
    high = (lines[-1] if lines else 0) * LEADING * size + 2 * _PAD + lane.above
    return max(_EMPTY, high)


def _lines(text: str, width: float, size: float) -> int:
    lines = wrap(text, width, size, 40, False)
    whole = "".join("".join(lines).split()) == "".join(text.split())
    # A word too long for the column becomes smaller by itself, and does not make others so.
    return len(lines) if whole or size == SMALL else 1


def _levelled(needs: Sequence[float], room: float) -> list[float]:
    """The highest are cut to one height, so that all have room."""
    cap = max(needs)
    for height in sorted(needs, reverse=True):
        cut = [need for need in needs if need >= height]
        rest = sum(need for need in needs if need < height)
        cap = (room - rest) / len(cut)
        if cap <= height and all(need <= cap for need in needs if need < height):
            break
    return [min(need, cap) for need in needs]
