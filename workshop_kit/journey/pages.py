"""Sheets of the maps, A3 across: how steps are shared out, and what stands around the lanes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from workshop_kit import theme
from workshop_kit.fitting import LEADING, Box, draw, draw_lines, fit, rect, wrap
from workshop_kit.journey.codes import kind_names, side_names
from workshop_kit.text import translator

WIDTH, HEIGHT = 1280, 905
"""A3 across: 12 units are 11 points on paper."""
MARGIN, HEAD = 24, 112
LEFT, RIGHT = MARGIN + HEAD + 4, WIDTH - MARGIN
SMALL = 12.0
"""No text is smaller."""
MOST = 10
"""Steps on a sheet."""
LOW = 846
"""Where the lanes end."""
PALE = "#f3f5f7"
_WIDEST = 280
_STAGE, _FLAG, _STEP = 40, 23, 80


@dataclass(frozen=True)
class Sheet:
    """One page of a map: the rows `first` to `last` (without it) of its steps."""

    first: int
    last: int
    number: int
    of: int

    @property
    def column(self) -> float:
        """The width of a step."""
        return float(min(_WIDEST, (RIGHT - LEFT) / max(1, self.last - self.first)))

    def left(self, i: int) -> float:
        """The left edge of the i-th step of this sheet, from 0."""
        return LEFT + i * self.column

    def middle(self, position: float) -> float:
        """The middle of a step of this sheet; of no whole number: between two."""
        return LEFT + (position + 0.5) * self.column


@dataclass(frozen=True)
class Style:
    """What all sheets of a map have in common."""

    language: str
    accent: str
    heading: str
    company: str
    notice: str


def divided(stages: Sequence[str]) -> list[Sheet]:
    """As few sheets as hold all steps, about equally full, broken between stages where one is near.

    >>> [(s.first, s.last) for s in divided(["before"] * 6 + ["during"] * 6 + ["after"] * 2)]
    [(0, 6), (6, 14)]
    """
    n = len(stages)
    count = max(1, -(-n // MOST))
    # The least cost of sharing out the steps before `end` on so many sheets, and its last break.
    costs: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _sheet in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _before) in costs[-1].items():
            for end in range(start + min(1, n), min(start + MOST, n) + 1):
                within = 0 < end < n and stages[end] == stages[end - 1] != ""
                here = cost + (end - start - n / count) ** 2 + 4.5 * within
                if end not in row or here < row[end][0]:
                    row[end] = (here, start)
        costs.append(row)
    breaks = [n]
    for row in reversed(costs[1:]):
        breaks.insert(0, row[breaks[0]][1])
    return [Sheet(a, b, i, count) for i, (a, b) in enumerate(pairwise(breaks), 1)]


def lanes_top(steps: pd.DataFrame, flagged: bool) -> float:
    """Where the lanes begin: the same on all sheets."""
    staged = bool(steps["stage_label"].ne("").any())
    return 66 + _STAGE * staged + _FLAG * flagged + _STEP + 6


def draw_frame(
    svg: Element,
    sheet: Sheet,
    steps: pd.DataFrame,
    flags: dict[int, tuple[str, str]],
    style: Style,
) -> None:
    """Heading, stages, flags of key touchpoints, the touchpoints themselves, and the foot."""
    _ = translator(style.language)
    _draw_heading(svg, sheet, style)
    shown = steps.iloc[sheet.first : sheet.last].to_dict("records")
    y = 66.0
    if steps["stage_label"].ne("").any():
        _draw_stages(svg, sheet, [str(row["stage_label"]) for row in shown], y, style.accent)
        y += _STAGE
    if flags:
        for i in range(len(shown)):
            if sheet.first + i in flags:
                _draw_flag(svg, sheet, i, y, *flags[sheet.first + i])
        y += _FLAG
    draw_head(svg, (MARGIN, y, HEAD, _STEP), _("Touchpoints"), style.accent)
    for i, row in enumerate(shown):
        box: Box = (sheet.left(i) + 3, y, sheet.column - 6, _STEP)
        edge = flags.get(sheet.first + i, ("", theme.GRID))[1]
        _draw_step(svg, box, sheet.first + i + 1, row, style, edge)
    _draw_foot(svg, style)


def draw_head(svg: Element, box: Box, title: str, accent: str) -> None:
    """The head of a lane, at its left."""
    rect(svg, box, fill=PALE, rx="6")
    rect(svg, (box[0], box[1], 4, box[3]), fill=accent)
    inner: Box = (box[0] + 12, box[1] + 6, box[2] - 16, box[3] - 8)
    lines, size = fit(title, inner, (15, 14, 13, 12), bold=True)
    draw_lines(svg, inner, lines, size, fill=theme.INK, font_weight="700")


def _draw_heading(svg: Element, sheet: Sheet, style: Style) -> None:
    _ = translator(style.language)
    box: Box = (MARGIN, 20, 840, 36)
    lines, size = fit(style.heading, box, (24, 22, 20, 18, 16), bold=True)
    draw_lines(svg, box, lines[:1], size, fill=style.accent, font_weight="700")
    right = float(RIGHT)
    if sheet.of > 1:
        text = _("{number} of {all}").format(number=sheet.number, all=sheet.of)
        wide = theme.text_size(text, 18, bold=True)[0] + 24
        right -= wide
        rect(svg, (right, 20, wide, 32), fill=style.accent, rx="16")
        look = {"fill": "white", "font_weight": "700", "text_anchor": "middle"}
        draw(svg, right + wide / 2, 42, text, 18, **look)
        right -= 14
    name = wrap(style.company, right - 880, 16, 1, True)
    look = {"fill": theme.INK, "font_weight": "700", "text_anchor": "end"}
    draw_lines(svg, (880, 25, right - 880, 24), name, 16, **look)


def _draw_stages(svg: Element, sheet: Sheet, labels: list[str], y: float, accent: str) -> None:
    at = 0
    for label, group in groupby(labels):
        n = len(list(group))
        box: Box = (sheet.left(at) + 3, y, n * sheet.column - 6, _STAGE - 4)
        at += n
        if label:
            rect(svg, box, fill=accent, rx="5")
            inner: Box = (box[0] + 4, box[1], box[2] - 8, box[3])
            lines, size = fit(label, inner, (15, 14, 13, 12), bold=True, even=True)
            high = len(lines) * size * LEADING
            inner = (inner[0], box[1] + (box[3] - high) / 2, inner[2], high)
            look = {"fill": "white", "text_anchor": "middle", "font_weight": "700"}
            draw_lines(svg, inner, lines, size, **look)


def _draw_flag(svg: Element, sheet: Sheet, i: int, y: float, text: str, colour: str) -> None:
    """A flag above a key touchpoint, its point on it."""
    shown = wrap(text, sheet.column - 22, 13, 1, True)
    wide = theme.text_size(shown[0], 13, bold=True)[0] + 18
    left = sheet.middle(i) - wide / 2
    rect(svg, (left, y, wide, 19), fill=colour, rx="4")
    point = f"M{sheet.middle(i) - 5:.1f} {y + 18.5:g}h10l-5 5z"
    SubElement(svg, "path", d=point, fill=colour)
    look = {"fill": "white", "text_anchor": "middle", "font_weight": "700"}
    draw_lines(svg, (left, y, wide, 19), shown, 13, **look)


def _draw_step(
    svg: Element, box: Box, number: int, row: dict[Any, Any], style: Style, edge: str
) -> None:
    """A touchpoint: its number, which kind it is, on which side it lies, its name."""
    left, top, width, height = box
    rect(svg, box, fill="white", rx="6", stroke=edge, stroke_width="2")
    badge = SubElement(svg, "circle", cx=f"{left + 16:.1f}", cy=f"{top + 17:.1f}", r="10")
    badge.set("fill", style.accent)
    look = {"fill": "white", "text_anchor": "middle", "font_weight": "700"}
    draw(svg, left + 16, top + 21.5, str(number), 12, **look)
    draw_kind(svg, left + 38, top + 17, str(row["kind"]), theme.MUTED)
    side = side_names(style.language).get(str(row["side"]), "")
    inner: Box = (left + 49, top + 8, width - 53, 18)
    draw_lines(svg, inner, wrap(side, inner[2], SMALL, 1, False), SMALL, fill=theme.MUTED)
    inner = (left + 7, top + 30, width - 14, height - 30)
    lines, size = fit(str(row["label"]), inner, (18, 17, 16, 15, 14, 13, 12), bold=True)
    draw_lines(svg, inner, lines, size, fill=theme.INK, font_weight="700")


def draw_kind(svg: Element, x: float, y: float, kind: str, colour: str) -> None:
    """A sign for what is seen and touched, what is digital, or who is met."""
    shapes = {
        "physical": "M-7-1L0-7L7-1M-5-2V6H5V-2M-1.5 6V2H1.5V6",
        "digital": "M-4-7H4V7H-4ZM-1 4.5H1",
        "human": "M0-7A3 3 0 1 1-.01-7M-6 7C-6-1 6-1 6 7Z",
    }
    sign = SubElement(svg, "path", d=shapes.get(kind, ""), fill="none", stroke=colour)
    sign.attrib.update({"stroke-width": "1.5", "stroke-linejoin": "round"})
    sign.set("transform", f"translate({x:.1f} {y:.1f})")


def _draw_foot(svg: Element, style: Style) -> None:
    """What the signs mean, and where the numbers come from."""
    x, y = float(MARGIN), 868.0
    for kind, text in kind_names(style.language).items():
        draw_kind(svg, x + 8, y - 4, kind, theme.MUTED)
        draw(svg, x + 22, y, text, SMALL, fill=theme.INK)
        x += theme.text_size(text, SMALL)[0] + 44
    if style.notice:
        lines = wrap(style.notice, RIGHT - MARGIN, SMALL, 1, False)
        box: Box = (MARGIN, 876, RIGHT - MARGIN, LEADING * SMALL + 2)
        draw_lines(svg, box, lines, SMALL, fill=theme.MUTED)
