"""How a feeling looks on the maps: its colour, its face, and the curve from step to step."""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from workshop_kit import theme
from workshop_kit.fitting import Box, clipped, draw, draw_lines, fit, rect, wrap
from workshop_kit.journey.metrics import moments
from workshop_kit.journey.pages import HEAD, MARGIN, Sheet
from workshop_kit.journey.pieces import curve_points
from workshop_kit.journey.words import moment_names, signed, version_names
from workshop_kit.text import translator

# White lines can be seen on each of them (contrast 3 or more), also without telling red from green:
# the darker, the further from neutral; a face says the rest.
COLOURS = {
    -3: "#b42318",
    -2: "#d1481a",
    -1: "#b7791f",
    0: "#6b7280",
    1: "#2f8f5b",
    2: "#0f766e",
    3: "#0b5f58",
}
AS_IS, TO_BE = "#1565c0", "#b45309"
FACE = 12.0
_AIR = 32.0
"""Above +3 and below -3: room for a face and the name of a moment."""


def feeling_colour(valence: float) -> str:
    """The colour of a feeling, by the nearest level."""
    return COLOURS[max(-3, min(3, round(valence)))]


def key_moments(steps: pd.DataFrame) -> dict[int, list[str]]:
    """Row of `steps` to the moments of the curve as it is that lie there: peak, valley, end.

    A curve without ups and downs has an end only.
    """
    placed = steps.reset_index(drop=True).dropna(subset=["valence"])
    if placed.empty:
        return {}
    found: dict[int, list[str]] = {}
    flat = placed["valence"].min() == placed["valence"].max()
    row_of = dict(zip(placed["position"], placed.index, strict=True))
    for moment in moments(placed).to_dict("records"):
        if moment["moment"] == "end" or not flat:
            found.setdefault(row_of[moment["position"]], []).append(str(moment["moment"]))
    return found


def moment_colour(names: list[str], valence: float) -> str:
    """The colour of the flag of a key touchpoint."""
    return theme.INK if names == ["end"] else feeling_colour(valence)


def draw_face(parent: Element, x: float, y: float, valence: float, radius: float = FACE) -> None:
    """A dot in the colour of the feeling, with a face."""
    dot = SubElement(parent, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:g}")
    dot.attrib.update({"fill": feeling_colour(valence), "stroke": "white", "stroke-width": "2"})
    bend = valence * 2.2
    mouth = f"M-5 {4 - bend / 3:.1f}q5 {bend:.1f} 10 0"
    face = SubElement(parent, "path", d=f"M-4-4v2M4-4v2{mouth}", fill="none", stroke="white")
    face.attrib.update({"stroke-width": "1.8", "stroke-linecap": "round"})
    face.set("transform", f"translate({x:.1f} {y:.1f}) scale({radius / 12:g})")


def draw_curves(svg: Element, box: Box, sheet: Sheet, steps: pd.DataFrame, language: str) -> None:
    """The curves of a sheet's steps; they go on over its edges where the next sheet goes on."""
    _ = translator(language)
    left, top, width, height = box
    unit = (height - 2 * _AIR) / 6

    def y(valence: float) -> float:
        return top + height / 2 - valence * unit

    for level in range(-3, 4):
        colour, wide = (theme.MUTED, "1.5") if level == 0 else (theme.GRID, "1")
        rule = SubElement(svg, "path", d=f"M{left:g} {y(level):.1f}h{width:g}", stroke=colour)
        rule.set("stroke-width", wide)
        label = {"fill": theme.MUTED, "text_anchor": "end"}
        draw(svg, MARGIN + HEAD - 10, y(level) + 4.5, signed(level), 12, **label)
    if steps["valence"].isna().all():
        hint = _(
            "No curve has been drawn for this journey yet. Once there is one, it appears here."
        )
        room: Box = (left + 20, y(0) - 60, width - 40, 54)
        lines, size = fit(hint, room, (16, 14, 13, 12), even=True)
        room = (
            room[0],
            y(0) - 10 - len(lines) * size * 1.34,
            room[2],
            len(lines) * size * 1.34 + 4,
        )
        draw_lines(svg, room, lines, size, fill=theme.MUTED, text_anchor="middle")
    inside = clipped(svg, box)
    for column, look in (("to_be", (TO_BE, "7 5")), ("valence", (AS_IS, ""))):
        _draw_line(inside, sheet, steps, column, look, y)
    shown = steps.iloc[sheet.first : sheet.last]
    for i, row in enumerate(shown.to_dict("records")):
        if row["to_be"] == row["to_be"]:
            dot = SubElement(
                svg, "circle", cx=f"{sheet.middle(i):.1f}", cy=f"{y(row['to_be']):.1f}"
            )
            dot.attrib.update({"r": "5", "fill": "white", "stroke": TO_BE, "stroke-width": "2.5"})
        if row["valence"] == row["valence"]:
            draw_face(svg, sheet.middle(i), y(row["valence"]), row["valence"])
    _name_moments(svg, sheet, steps, language, y)


def draw_key(svg: Element, right: float, y: float, steps: pd.DataFrame, language: str) -> None:
    """Which line is which, at the right of the foot."""
    names = version_names(language)
    versions = {"valence": (names["as_is"], AS_IS, ""), "to_be": (names["to_be"], TO_BE, "7 5")}
    for column in ("to_be", "valence"):
        text, colour, dash = versions[column]
        if steps[column].notna().any():
            draw(svg, right, y, text, 12, fill=theme.INK, text_anchor="end")
            right -= theme.text_size(text, 12)[0] + 44
            line = SubElement(svg, "path", d=f"M{right:.1f} {y - 4:g}h36", stroke=colour)
            line.attrib.update({"stroke-width": "3", "stroke-dasharray": dash or "none"})
            right -= 24


def _draw_line(
    inside: Element,
    sheet: Sheet,
    steps: pd.DataFrame,
    column: str,
    look: tuple[str, str],
    y: Callable[[float], float],
) -> None:
    """The line through the points of one version; where there is none, none is made up."""
    placed = steps[column].notna().to_numpy()
    if placed.sum() < 2:
        return
    points = pd.DataFrame({"position": placed.nonzero()[0], "valence": steps[column][placed]})
    line = curve_points(points)
    # Beyond the neighbours of this sheet nothing can be seen.
    near = line["position"].between(sheet.first - 1, sheet.last)
    at = [
        f"{sheet.middle(x - sheet.first):.1f} {y(v):.1f}"
        for x, v in zip(line["position"][near], line["valence"][near], strict=True)
    ]
    if len(at) > 1:
        drawn = SubElement(inside, "path", d="M" + "L".join(at), fill="none", stroke=look[0])
        drawn.attrib.update({"stroke-width": "3", "stroke-linejoin": "round"})
        if look[1]:
            drawn.set("stroke-dasharray", look[1])


def _name_moments(
    svg: Element, sheet: Sheet, steps: pd.DataFrame, language: str, y: Callable[[float], float]
) -> None:
    """Peak, valley and end beside their faces: above or below, where the line is not."""
    before: Mapping[int, float] = dict(enumerate([0.0, *steps["valence"].ffill().fillna(0)]))
    for i, names in key_moments(steps).items():
        if not sheet.first <= i < sheet.last:
            continue
        valence = float(steps["valence"].iloc[i])
        above = "peak" in names or ("valley" not in names and valence >= before[i])
        at = y(valence) + (-FACE - 7 if above else FACE + 16)
        dot = y(float(steps["to_be"].iloc[i]))  # NaN, where there is none, is never between
        if at - 19 < dot < at + 10:
            at = dot + (-11 if above else 21)
        text = f"{moment_text(names, language)} {signed(valence)}"
        text = wrap(text, sheet.column - 4, 13, 1, True)[0]
        wide = theme.text_size(text, 13, bold=True)[0]
        x = sheet.middle(i - sheet.first)
        rect(svg, (x - wide / 2 - 3, at - 12, wide + 6, 15), fill="white", opacity="0.9", rx="3")
        look = {"text_anchor": "middle", "font_weight": "700"}
        draw(svg, x, at, text, 13, fill=moment_colour(names, valence), **look)


def moment_text(names: list[str], language: str) -> str:
    """Moments that lie at one touchpoint, in words."""
    return " · ".join(moment_names(language)[name] for name in names)
