"""The stakeholder map: who has a part in the experience, in rings around the customer."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from workshop_kit import theme
from workshop_kit.fitting import LEADING, Box, draw, draw_lines, fit, rect
from workshop_kit.paper import readable
from workshop_kit.text import translator

WIDTH, HEIGHT = 1000, 820
_MIDDLE = (WIDTH / 2, 398)
_STRETCH = 1.26  # names are wider than high
RINGS = {"core": (135, 195), "around": (255, 315), "outside": (350, 390)}
"""Each ring: where its names stand, and its edge, in pixels from the middle."""
ROLES = {
    "front": "#0f766e",
    "back": "#1d4ed8",
    "partner": "#b45309",
    "authority": "#7c3aed",
    "customer": "#be185d",
}
_UNSAID = "#4b5563"
_CROWDED = 72
"""A ring whose names stand nearer than this, in pixels, takes them in two rows."""
_TURNS = 24


def ring_names(language: str) -> dict[str, str]:
    """How near somebody is to the customer."""
    _ = translator(language)
    return {
        "core": _("meets the customer"),
        "around": _("works for those who do"),
        "outside": _("sets the conditions"),
    }


def role_names(language: str) -> dict[str, str]:
    """On which side somebody stands."""
    _ = translator(language)
    return {
        "front": _("our front office"),
        "back": _("our back office"),
        "partner": _("partner or supplier"),
        "authority": _("authority or public"),
        "customer": _("the customer's own people"),
    }


def actors_svg(actors: Sequence[Mapping[str, Any]], language: str, *, colour: str) -> str:
    """Draw the map.

    Parameters
    ----------
    actors : sequence of mapping
        Rows of the sheet: `actor` (a name), `ring` (a key of `RINGS`; the outermost where it is not
        said, or not known here), `role`. Rows without a name are left out.
    language : {"en", "zh"}
    colour : str
        Of the customer in the middle.
    """
    _ = translator(language)
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.attrib.update(width=f"{WIDTH}", height=f"{HEIGHT}", viewBox=f"0 0 {WIDTH} {HEIGHT}")
    svg.set("font-family", theme.FONTS)
    SubElement(svg, "title").text = _("Stakeholder map")
    SubElement(svg, "rect", width=f"{WIDTH}", height=f"{HEIGHT}", fill="white")
    x, y = _MIDDLE
    for (_where, edge), shade in reversed(
        list(zip(RINGS.values(), ("#e7ecf2", "#f0f3f7", "#f8fafc"), strict=True))
    ):
        ring = SubElement(svg, "ellipse", cx=f"{x:g}", cy=f"{y:g}", fill=shade)
        ring.attrib.update(rx=f"{edge * _STRETCH:g}", ry=f"{edge}")
        ring.set("stroke", "#cbd5e1")
    SubElement(svg, "circle", cx=f"{x:g}", cy=f"{y:g}", r="62", fill=readable(colour))
    draw(svg, x, y + 7, _("Customer"), 20, fill="white", text_anchor="middle", font_weight="700")
    named = [row for row in actors if isinstance(row.get("actor"), str) and row["actor"].strip()]
    taken = _captions(svg, language)
    for i, (name, (where, _edge)) in enumerate(RINGS.items()):
        inside = [row for row in named if _ring(row) == name]
        taken += _place(svg, inside, where, i / len(RINGS), taken)
    return ElementTree.tostring(svg, encoding="unicode")


def _ring(row: Mapping[str, Any]) -> str:
    ring = str(row.get("ring"))
    return ring if ring in RINGS else "outside"


def _place(
    svg: Element, rows: Sequence[Mapping[str, Any]], radius: float, turn: float, taken: list[Box]
) -> list[Box]:
    """Names at equal distances around a ring, turned to where they keep off what is `taken`."""
    if not rows:
        return []
    crowded = radius * 2 * pi / len(rows) < _CROWDED
    part = 2 * pi / (len(rows) + len(rows) % 2 * crowded)  # two rows close only with an even number
    width = min(150.0, max(66.0, radius * part - 14))
    room = (0, 0, width - 16, 33 if crowded else 40)
    fitted = [fit(row["actor"], room, (16, 15, 14, 13, 12)) for row in rows]

    def turned(turn: float) -> list[Box]:
        boxes: list[Box] = []
        for i, (lines, size) in enumerate(fitted):
            angle = part * (i + 0.5 + turn) - pi / 2
            far = radius + (20, -35)[i % 2] * crowded
            height = len(lines) * size * LEADING + 10
            x = _MIDDLE[0] + _STRETCH * far * cos(angle) - width / 2
            y = _MIDDLE[1] + far * sin(angle) - height / 2
            boxes.append((min(max(x, 8), WIDTH - width - 8), y, width, height))
        return boxes

    places = (turned(turn + i / _TURNS) for i in range(_TURNS))
    boxes = min(places, key=lambda boxes: sum(_common(a, b) for a in boxes for b in taken))
    for box, row, (lines, size) in zip(boxes, rows, fitted, strict=True):
        colour = ROLES.get(str(row.get("role")), _UNSAID)
        rect(svg, box, fill="white", rx="8", stroke=colour, stroke_width="2")
        left, top, _wide, high = box
        inner = (left + 4, top + 5, width - 8, high - 8)
        draw_lines(svg, inner, lines, size, fill=colour, text_anchor="middle")
    return boxes


def _common(one: Box, other: Box) -> float:
    """How much of two boxes is the same place."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)


def _captions(svg: Element, language: str) -> list[Box]:
    """What rings and colours mean, below and on the map; where that of the rings stands."""
    boxes: list[Box] = []
    texts = ring_names(language).values()
    for text, (_where, edge) in zip(texts, RINGS.values(), strict=True):
        y = _MIDDLE[1] - edge + 17
        draw(svg, _MIDDLE[0], y, text, 14, fill="#475569", text_anchor="middle")
        width = theme.text_size(text, 14)[0]
        boxes.append((_MIDDLE[0] - width / 2, y - 13, width, 16))
    x = 20.0
    for role, text in role_names(language).items():
        SubElement(svg, "circle", cy=f"{HEIGHT - 15}", r="6", cx=f"{x + 6:.1f}", fill=ROLES[role])
        draw(svg, x + 18, HEIGHT - 10, text, 14, fill="#1f2937")
        x += theme.text_size(text, 14)[0] + 40
    return boxes
