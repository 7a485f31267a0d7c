"""The stakeholder map: who has a part in the experience, in rings around the customer."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from workshop_kit import theme
from workshop_kit.persona.fitting import LEADING, draw, fit
from workshop_kit.text import translator

WIDTH, HEIGHT = 1000, 820
_MIDDLE = (WIDTH / 2, 398)
_STRETCH = 1.26  # names are wider than high
RINGS = {"core": (135, 195), "around": (255, 315), "outside": (350, 390)}
"""Each ring: where its names stand, and its edge, in pixels from the middle."""
ROLES = {"front": "#0f766e", "back": "#1d4ed8", "partner": "#b45309", "authority": "#7c3aed"}
_OTHER = "#4b5563"


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
        said), `role`. Rows without a name are left out.
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
    SubElement(svg, "circle", cx=f"{x:g}", cy=f"{y:g}", r="62", fill=colour)
    draw(svg, x, y + 7, _("Customer"), 20, fill="white", text_anchor="middle", font_weight="700")
    named = [row for row in actors if isinstance(row.get("actor"), str) and row["actor"].strip()]
    for i, (name, (where, _edge)) in enumerate(RINGS.items()):
        inside = [row for row in named if row.get("ring", "outside") == name]
        _place(svg, inside, where, turn=i / 3)
    _captions(svg, language)
    return ElementTree.tostring(svg, encoding="unicode")


def _place(svg: Element, rows: Sequence[Mapping[str, Any]], radius: float, turn: float) -> None:
    """Names at equal distances around a ring, each as wide as its part of the ring lets it be."""
    part = 2 * pi / max(len(rows), 1)
    width = min(150.0, max(70.0, radius * part - 14))
    for i, row in enumerate(rows):
        angle = part * (i + 0.5 + turn) - pi / 2
        x, y = _MIDDLE[0] + _STRETCH * radius * cos(angle), _MIDDLE[1] + radius * sin(angle)
        x = min(max(x, width / 2 + 8), WIDTH - width / 2 - 8)
        lines, size = fit(row["actor"], (0, 0, width - 16, 40), (16, 15, 14, 13, 12))
        height = len(lines) * size * LEADING + 10
        colour = ROLES.get(str(row.get("role")), _OTHER)
        box = SubElement(svg, "rect", fill="white", stroke=colour, rx="8")
        box.attrib.update(x=f"{x - width / 2:.1f}", y=f"{y - height / 2:.1f}")
        box.attrib.update(width=f"{width:.1f}", height=f"{height:.1f}")
        box.set("stroke-width", "2")
        for n, line in enumerate(lines):
            at = y - height / 2 + 5 + (n * LEADING + 1) * size
            draw(svg, x, at, line, size, fill=colour, text_anchor="middle")


def _captions(svg: Element, language: str) -> None:
    """What rings and colours mean, below and beside the map."""
    texts = ring_names(language).values()
    for text, (_where, edge) in zip(texts, RINGS.values(), strict=True):
        y = _MIDDLE[1] - edge + 20
        draw(svg, _MIDDLE[0], y, text, 14, fill="#475569", text_anchor="middle")
    x = 20.0
    for role, text in role_names(language).items():
        dot = SubElement(svg, "circle", cy=f"{HEIGHT - 15}", r="6", cx=f"{x + 6:.1f}")
        dot.set("fill", ROLES.get(role, _OTHER))
        draw(svg, x + 18, HEIGHT - 10, text, 14, fill="#1f2937")
        x += theme.text_size(text, 14)[0] + 40
