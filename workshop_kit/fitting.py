"""Text fitted into boxes of an SVG: as large as it goes, never out of its box."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from workshop_kit import theme

Box = tuple[float, float, float, float]
"""Left, top, width, height in pixels."""

LEADING = 1.34
# What our font holds for certain: only there is the measured width the one that is drawn.
_MEASURED = re.compile("[ -~\u00a1-\u024f\u2010-\u2027\u3001-\u30ff\u3400-\u9fff\uff01-\uff5e]*")


def fit(
    text: str, box: Box, sizes: Sequence[float], *, bold: bool = False, even: bool = False
) -> tuple[Sequence[str], float]:
    """The lines of a text and the largest of `sizes` at which all of it stands in the box.

    Where none does, the last size, and the text ends in '…'. `even` makes the lines about equally
    long.
    """
    lines: Sequence[str] = ()
    size = sizes[-1]
    for size in sizes:
        most = max(1, int(box[3] // (size * LEADING)))
        lines = wrap(text, box[2], size, most, bold)
        if _bare("".join(lines)) == _bare(text):
            return (_even(text, lines, box[2], size, bold) if even else lines), size
    return lines, size


def _even(text: str, lines: Sequence[str], width: float, size: float, bold: bool) -> Sequence[str]:
    """As many lines, about equally long; two lines divide after a comma where that is near."""
    if len(lines) == 2:
        whole = theme.text_size(text, size, bold)[0]
        ends = [match.end() for match in re.finditer(r"[，。；：！？]|[,;:.!?](?=\s)", text[:-1])]
        parts = [(text[:end].strip(), text[end:].strip()) for end in ends]
        longer = [max(theme.text_size(part, size, bold)[0] for part in pair) for pair in parts]
        if parts and min(longer) <= min(width * 0.97, whole * 0.65):
            return parts[longer.index(min(longer))]
    for share in (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        shorter = wrap(text, width * share, size, len(lines), bold)
        if _bare("".join(shorter)) == _bare(text):
            return shorter
    return lines


def fit_list(
    items: Sequence[str], box: Box, sizes: Sequence[float], more: str, *, even: bool = False
) -> tuple[list[Sequence[str]], float]:
    """Each item's lines, and the largest of `sizes` at which all items stand in the box.

    Where none does, items are cut to fewer lines; then the last ones give way to `more`, a text
    such as "{n} more".
    """
    size = sizes[-1]
    for size in sizes:
        room = max(1, int(box[3] // (size * LEADING)))
        lines: list[Sequence[str]] = [
            wrap(item, box[2], size, room, False) for item in items[: room + 1]
        ]
        whole = all(_bare("".join(x)) == _bare(i) for x, i in zip(lines, items, strict=False))
        if whole and sum(map(len, lines)) <= room:
            pairs = zip(items, lines, strict=True) if even else ()
            return [_even(item, found, box[2], size, False) for item, found in pairs] or lines, size
    for most in range(room, 0, -1):
        lines = [wrap(item, box[2], size, most, False) for item in items[: room + 1]]
        if sum(map(len, lines)) <= room:
            return lines, size
    rest = more.format(n=len(items) - room + 1)
    return [*lines[: room - 1], [rest]], size


@lru_cache(maxsize=1024)  # a preview draws the same texts again at every change of one
def wrap(text: str, width: float, size: float, most: int, bold: bool) -> tuple[str, ...]:
    """A text on at most `most` lines; what does not fit ends in '…'."""
    # Emoji are drawn wider than our font, which lacks them, would have them.
    room = width * (0.75 if max(text, default="") > "\uffff" else 0.97) / (1.06 if bold else 1)
    # Measuring takes its time: what cannot stand there is not measured.
    limit = int(most * room / size * 4) + 10
    shown = text if len(text) <= limit else text[:limit] + "…"
    return tuple(theme.wrap(shown, room, size, most).split("\n"))


def rect(parent: Element, box: Box, **look: str) -> None:
    left, top, width, height = (f"{side:.1f}" for side in box)
    drawn = SubElement(parent, "rect", x=left, y=top, width=width, height=height)
    for name, value in look.items():
        drawn.set(name.replace("_", "-"), value)


def draw(parent: Element, x: float, y: float, text: str, size: float, **look: str) -> Element:
    """One line of text with its baseline at y."""
    text = clean(text)
    drawn = SubElement(parent, "text", x=f"{x:g}", y=f"{y:.1f}")
    drawn.set("font-size", f"{size:g}")
    for name, value in look.items():
        drawn.set(name.replace("_", "-"), value)
    if _MEASURED.fullmatch(text) and len(text) > 1:
        # Where the reader's system lacks our font another one is set as wide as ours.
        width = theme.text_size(text, size, look.get("font_weight") == "700")[0]
        drawn.set("textLength", f"{width:.1f}")
        drawn.set("lengthAdjust", "spacingAndGlyphs")
    elif any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text):
        drawn.set("unicode-bidi", "plaintext")
    drawn.text = text
    return drawn


def draw_lines(parent: Element, box: Box, lines: Sequence[str], size: float, **look: str) -> float:
    """Lines from the top of a box, cut at its edges whatever the reader's fonts; their bottom."""
    inside = clipped(parent, box)
    left, top, width, _height = box
    x = left + width * {"middle": 0.5, "end": 1}.get(look.get("text_anchor", ""), 0)
    for i, line in enumerate(lines):
        draw(inside, x, top + (i * LEADING + 1) * size, line, size, **look)
    return top + len(lines) * LEADING * size


def clipped(parent: Element, box: Box) -> Element:
    """An SVG inside the SVG, in the same coordinates, that shows nothing outside a box."""
    left, top, width, height = (f"{side:.1f}" for side in box)
    view = f"{left} {top} {width} {height}"
    return SubElement(
        parent, "svg", x=left, y=top, width=width, height=height, viewBox=view, overflow="hidden"
    )


def clean(text: str) -> str:
    """Text without characters that no picture may hold; line breaks stay, as '\\n'."""
    text = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return re.sub("[\ufffe\uffff]", "", "".join(kept)).strip()


def _bare(text: str) -> str:
    return "".join(text.split())
