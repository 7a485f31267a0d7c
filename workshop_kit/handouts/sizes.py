"""How large letters on a slide may be, and how much of a table finds room there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workshop_kit import theme

WIDTH, HEIGHT = 12_192_000, 6_858_000
INCH, POINT = 914_400, 12_700
SIZES = (16, 14, 12)
"""Letters that can be read on a wall, in points; a table that is too long for them is divided."""
SMALLER = (11, 10, 9, 8)
"""For tables whose columns find no room otherwise."""
WIDEST = 420.0
"""Points beyond which a text does not widen its column, at 12 points."""
LEADING, CHINESE_LEADING = 1.2, 1.45
"""From line to line, in sizes; Chinese fonts take more, Noto Sans CJK most."""
PADDING = 5
"""Points above and below the text of a row, together."""
NAME = 6
"""Up to so many characters a Chinese text counts as one word."""
_CHINESE = re.compile("[⺀-￯]")
_BESIDE = re.compile(r"(?<=[⺀-￯])(?=[ -~])|(?<=[ -~])(?=[⺀-￯])")
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Room:
    """A rectangle on a slide, in EMU (914,400 to the inch)."""

    left: int
    top: int
    width: int
    height: int

    def above(self, share: float) -> "Room":
        """What is left of it above the lowest `share`."""
        return Room(self.left, self.top, self.width, int(self.height * (1 - share)))

    def below(self, share: float) -> "Room":
        """The lowest `share` of it."""
        top = self.top + int(self.height * (1 - share))
        return Room(self.left, top, self.width, self.top + self.height - top)

    def beside(self, share: float) -> "tuple[Room, Room]":
        """Two rooms side by side; the right one takes `share` of it."""
        left = int(self.width * (1 - share))
        right = Room(self.left + left, self.top, self.width - left, self.height)
        return Room(self.left, self.top, left, self.height), right


def text_size(lines: Sequence[str], room: Room) -> int:
    """The largest size at which sentences keep to a room; 14 where none does."""
    for size in (20, 18, 16):
        width = room.width / POINT - 16
        rows = sum(_lines(line, width, size) for line in lines)
        if (rows * max(map(_leading, lines)) + len(lines) / 2) * size * POINT <= room.height:
            return size
    return 14


def pages(rows: Rows, room: Room) -> list[list[Sequence[str]]]:
    """A table in pieces that find room, each below the table's head; rows stay whole.

    Examples
    --------
    >>> room = Room(0, 0, 400 * POINT, 70 * POINT)
    >>> [len(piece) for piece in pages([["Name"], ["a"], ["b"], ["c"], ["d"]], room)]
    [3, 3]
    """
    head, *body = rows
    size = _readable(rows, room)
    heights = row_heights(rows, column_widths(rows, room.width, size), size)
    if sum(heights) <= room.height / POINT:
        return [list(rows)]
    free = room.height / POINT - heights[0]
    pieces = _divided(body, heights[1:], free)
    # As much on the last slide as on the others, where that takes no slide more.
    fair = sum(heights[1:]) / len(pieces) + max(heights[1:]) / 2
    if len(even := _divided(body, heights[1:], min(free, fair))) == len(pieces):
        pieces = even
    return [[head, *piece] for piece in pieces]


def _divided(rows: Rows, heights: Sequence[float], free: float) -> list[list[Sequence[str]]]:
    """Rows in their order, in pieces that are no higher than `free`; at least one in each."""
    pieces: list[list[Sequence[str]]] = [[]]
    used = 0.0
    for row, height in zip(rows, heights, strict=True):
        if pieces[-1] and used + height > free:
            pieces.append([])
            used = 0.0
        pieces[-1].append(row)
        used += height
    return pieces


def table_size(rows: Rows, room: Room) -> int:
    """The largest size of letters at which a table keeps to its room."""
    for size in (*SIZES, *SMALLER):
        heights = row_heights(rows, column_widths(rows, room.width, size), size)
        if _across_all(rows, room, size) and sum(heights) <= room.height / POINT:
            return size
    return SMALLER[-1]


def column_widths(rows: Rows, width: int, size: int) -> list[int]:
    """Columns as wide as their texts, as far as the width goes; no word is divided if it goes."""
    scale = size / 12
    least = [scale * one + 16 for one in _words(rows)]
    columns = list(zip(*rows, strict=True))
    wanted = [
        max(scale * min(max(_across(text) for text in column), WIDEST) + 18, low)
        for column, low in zip(columns, least, strict=True)
    ]
    room, needed = width / POINT, sum(wanted)
    if needed <= room or sum(least) >= room:
        return [int(one * width / needed) for one in wanted]
    part = (room - sum(least)) / (needed - sum(least))
    both = zip(wanted, least, strict=True)
    return [int((low + (one - low) * part) * POINT) for one, low in both]


def _readable(rows: Rows, room: Room) -> int:
    """The smallest size for walls, or the largest below at which no word is divided."""
    sizes = (SIZES[-1], *SMALLER)
    return next((size for size in sizes if _across_all(rows, room, size)), SMALLER[-1])


def _across_all(rows: Rows, room: Room, size: int) -> bool:
    """Whether the longest words of all columns stand side by side."""
    return sum(size / 12 * one + 16 for one in _words(rows)) <= room.width / POINT


def _words(rows: Rows) -> list[float]:
    """The longest word of each column, in points at 12; Chinese breaks anywhere but in names."""
    columns = zip(*rows, strict=True)
    words = ([word for text in column for word in _whole(text)] for column in columns)
    return [max(_across(word, True) for word in some) for some in words]


def _whole(text: str) -> list[str]:
    """The pieces of a text that are not divided."""
    if len(text) <= NAME and _CHINESE.search(text):
        return [text]
    return re.split("[ \n⺀-￯]+", text)


def row_heights(rows: Rows, widths: Sequence[int], size: int) -> list[float]:
    """Points that each row takes down."""
    return [
        max(
            _lines(text, width / POINT - 10, size) * size * _leading(text) + PADDING
            for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]


def _leading(text: str) -> float:
    return CHINESE_LEADING if _CHINESE.search(text) else LEADING


def _lines(text: str, width: float, size: int) -> int:
    return int(-(-_across(text) * size / 12 // max(width, 1)))


def _across(text: str, bold: bool = False) -> float:
    """Points that a text takes across, in the fonts of other machines about a tenth more.

    Between Chinese and other letters programs leave a gap.
    """
    gaps = len(_BESIDE.findall(text))
    return 1.1 * theme.text_size(text or "-", 12, bold)[0] + 3 * gaps
