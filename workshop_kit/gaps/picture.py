"""The five-gap model drawn with a company's figures: arrows as wide as the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from workshop_kit import theme
from workshop_kit.gaps.causes import Diagnosis
from workshop_kit.gaps.five import gap_overview
from workshop_kit.gaps.words import dimension_names, evidence_names, gap_names, signed
from workshop_kit.text import share, translator

WIDTH, HEIGHT = 1040, 790
DIFFERENCE, RATING, CAUSE, NONE = "#0072B2", "#0f766e", "#D55E00", "#9ca3af"
THIN, THICK = 3.0, 18.0
WIDEST = 3.0
"""A distance of so many levels, or a share of 100 %, has the widest arrow."""
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height in pixels."""

BOXES: dict[str, Box] = {
    "word": (182, 76, 208, 40),
    "needs": (416, 76, 208, 40),
    "past": (650, 76, 208, 40),
    "expected": (400, 142, 240, 50),
    "perceived": (400, 276, 240, 50),
    "delivery": (400, 388, 240, 50),
    "communication": (800, 388, 222, 50),
    "standards": (400, 522, 240, 50),
    "management": (400, 656, 240, 50),
}
ARROWS: dict[int, tuple[Point, ...]] = {
    1: ((396, 681), (252, 681), (252, 167), (396, 167)),
    2: ((520, 576), (520, 652)),
    3: ((520, 442), (520, 518)),
    4: ((644, 413), (796, 413)),
    5: ((520, 196), (520, 272)),
}
LABELS: dict[int, Box] = {
    1: (18, 372, 212, 110),
    2: (550, 577, 470, 76),
    3: (268, 443, 226, 76),
    4: (660, 444, 362, 76),
    5: (550, 198, 330, 72),
}
LINE = 18.0


@dataclass(frozen=True)
class Label:
    """What stands beside an arrow: lines, each bold or not, and whether they end at the right."""

    lines: tuple[tuple[str, bool], ...]
    right: bool


def five_gap_picture(
    table: pd.DataFrame,
    language: str,
    *,
    dimension: str | None = None,
    found: Diagnosis | None = None,
    alias: str = "servqual",
    gap_alias: str = "standard",
    note: str = "",
) -> str:
    """Draw the gap model; the wider an arrow, the larger the gap.

    Parameters
    ----------
    table : pandas.DataFrame
        From `five_gaps`.
    language : {"en", "zh"}
    dimension : str, optional
        The dimension to draw; the mean of all that were measured by default.
    found : Diagnosis, optional
        From `diagnose`: the causes it names (in that dimension) have a colour of their own.
    alias, gap_alias : str
        Whose names of the dimensions and of the gaps.
    note : str
        Where the numbers come from (`Workshop.notice`); stands at the foot.

    Returns
    -------
    str
        An SVG of 1040 x 790 pixels without ids, scripts or links; the same table always gives the
        same text. Gaps 1 and 5 are as wide as their distance in levels, gaps 2-4 as the share at or
        below the criterion: the two kinds have different colours, as they must not be compared.
        What was not measured is dashed; too few answers leave a thin grey line.

    Raises
    ------
    ValueError
        When the dimension is not in the table.
    """
    _ = translator(language)
    rows = table if dimension is None else table[table["dimension"] == dimension]
    if rows.empty:
        raise ValueError(f"dimension must be one of the table's. Got {dimension!r}.")
    name = _("all dimensions") if dimension is None else dimension_names(language, alias)[dimension]
    svg = _page(_("The five gaps: {name}").format(name=name))
    _model(svg, language)
    causes = _causes(found, dimension)
    for row in gap_overview(rows).to_dict("records"):
        gap = int(row["gap"])
        _arrow(svg, ARROWS[gap], *_look(row, gap in causes))
        _lines(svg, LABELS[gap], label_of(row, language, gap_alias, gap in causes))
    _foot(svg, language, bool(causes), note)
    return ElementTree.tostring(svg, encoding="unicode")


def picture_png(svg: str, scale: float = 2) -> bytes:
    """An SVG as PNG, drawn with the kit's fonts."""
    import vl_convert

    theme.register_fonts()
    png: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return png


def _page(heading: str) -> Element:
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.attrib.update(width=f"{WIDTH}", height=f"{HEIGHT}", viewBox=f"0 0 {WIDTH} {HEIGHT}")
    svg.set("font-family", theme.FONTS)
    SubElement(svg, "title").text = heading
    _shape(svg, "rect", width=f"{WIDTH}", height=f"{HEIGHT}", fill="white")
    _text(svg, (18, 40), heading, 22, bold=True)
    return svg


def _model(svg: Element, language: str) -> None:
    """Boxes, the line between customer and company, and thin arrows for what is not a gap."""
    _ = translator(language)
    names = {
        "word": _("Word of mouth"),
        "needs": _("Personal needs"),
        "past": _("Past experience"),
        "expected": _("Expected service"),
        "perceived": _("Perceived service"),
        "delivery": _("Service delivery"),
        "communication": _("What customers are told and promised"),
        "standards": _("Service designs and standards"),
        "management": _("What managers think customers expect"),
    }
    line = {"stroke": theme.MUTED, "stroke_width": "1.5", "stroke_dasharray": "2 5"}
    _shape(svg, "path", d=f"M18 357H{WIDTH - 18}", fill="none", **line)
    _text(svg, (18, 348), _("Customer"), 14, fill=theme.MUTED)
    _text(svg, (18, 376), _("Company"), 14, fill=theme.MUTED)
    for points in (
        ((286, 116), (286, 129), (480, 129), (480, 140)),
        ((520, 116), (520, 140)),
        ((754, 116), (754, 129), (560, 129), (560, 140)),
        ((520, 388), (520, 328)),
        ((911, 388), (911, 301), (642, 301)),
    ):
        _thin(svg, points)
    for code, box in BOXES.items():
        left, top, width, height = box
        small = code in ("word", "needs", "past")
        look = {"fill": "white" if small else "#f3f5f7", "stroke": theme.MUTED, "rx": "8"}
        _shape(svg, "rect", x=f"{left}", y=f"{top}", width=f"{width}", height=f"{height}", **look)
        lines = theme.wrap(names[code], (width - 16) * 0.95, 15, most=2).split("\n")
        for i, text in enumerate(lines):
            y = top + height / 2 + 5.5 + (i - (len(lines) - 1) / 2) * 19
            _text(svg, (left + width / 2, y), text, 15, anchor="middle")


def _causes(found: Diagnosis | None, dimension: str | None) -> set[int]:
    if found is None:
        return set()
    rows = found.findings[found.findings["verdict"] == "cause"]
    if dimension is not None:
        rows = rows[rows["dimension"] == dimension]
    return {int(gap) for gap in rows["gap"]}


def _look(row: Mapping[Any, Any], cause: bool) -> tuple[float, str, bool]:
    """Width, colour, and whether the arrow is dashed."""
    if row["evidence"] in ("none", "counts"):
        return THIN, NONE, row["evidence"] == "none"
    part = row["size"] / WIDEST if row["gap"] in (1, 5) else row["share"]
    colour = CAUSE if cause else DIFFERENCE if row["gap"] in (1, 5) else RATING
    return THIN + (THICK - THIN) * min(float(part), 1.0), colour, False


def label_of(row: Mapping[Any, Any], language: str, gap_alias: str, cause: bool) -> Label:
    """The lines beside an arrow: its name, its figure, how sure that is."""
    _ = translator(language)
    gap = int(row["gap"])
    name = _("Gap {gap}: {name}").format(gap=gap, name=gap_names(language, gap_alias)[gap])
    lines = [(name, True)]
    if row["evidence"] in ("exploratory", "statement"):
        if gap in (1, 5):
            figure = _("{value} points").format(value=signed(row["value"]))
            if gap == 1 and row["size"] - abs(row["value"]) > 0.05:  # two directions
                figure = _("{value} points, up or down").format(value=f"{row['size']:.1f}")
        else:
            figure = _("{share} at or below {criterion}").format(
                share=share(row["share"]), criterion=f"{row['reference']:g}"
            )
        figure += _(" · a cause") if cause else ""
        lines.append((figure, False))
    n = f"n = {row['n']} · " if row["evidence"] != "none" else ""
    lines.append((n + evidence_names(language)[row["evidence"]], False))
    width = LABELS[gap][2] * 0.95
    wrapped = [
        (part, bold)
        for text, bold in lines
        for part in theme.wrap(text, width / (1.06 if bold else 1), 14, most=3).split("\n")
    ]
    return Label(tuple(wrapped), gap in (1, 3))


def _lines(svg: Element, box: Box, label: Label) -> None:
    left, top, width, height = box
    x = left + width if label.right else left
    first = top + (height - LINE * len(label.lines)) / 2 + 14
    for i, (text, bold) in enumerate(label.lines):
        anchor = "end" if label.right else "start"
        fill = theme.INK if bold else theme.MUTED
        _text(svg, (x, first + i * LINE), text, 14, anchor=anchor, bold=bold, fill=fill)


def _foot(svg: Element, language: str, causes: bool, note: str) -> None:
    _ = translator(language)
    keys = [
        (DIFFERENCE, _("difference in points")),
        (RATING, _("share at or below the criterion")),
    ]
    keys += [(CAUSE, _("a cause that stands out"))] if causes else []
    x = 18.0
    for colour, text in [*keys, (NONE, _("dashed: not measured"))]:
        dash = {"stroke_dasharray": "7 5"} if colour == NONE else {}
        width = "3" if colour == NONE else "8"
        _shape(
            svg, "path", d=f"M{x:g} 740h34", stroke=colour, fill="none",
            **{"stroke_width": width, **dash},
        )  # fmt: skip
        _text(svg, (x + 42, 745), text, 14, fill=theme.MUTED)
        x += 42 + theme.text_size(text)[0] * 1.06 + 26
    told = _("The two kinds are measured differently: do not compare their widths.")
    _text(svg, (18, 770), theme.wrap(told, 520, 13, most=1), 13, fill=theme.MUTED)
    if note:
        text = theme.wrap(note, 440, 13, most=1)
        _text(svg, (WIDTH - 18, 770), text, 13, anchor="end", fill=theme.MUTED)


def _shape(svg: Element, tag: str, **look: str) -> None:
    """A shape; underscores of names stand for hyphens."""
    SubElement(svg, tag, {name.replace("_", "-"): value for name, value in look.items()})


def _arrow(
    svg: Element, points: tuple[Point, ...], width: float, colour: str, dashed: bool
) -> None:
    """A line with a head at either end, which point at what differs."""
    head = 9 + width * 0.6
    ends = [
        _toward(points[0], points[1], head),
        *points[1:-1],
        _toward(points[-1], points[-2], head),
    ]
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in ends)
    look = {"stroke_width": f"{width:.1f}", "stroke_linejoin": "round"}
    if dashed:
        look["stroke_dasharray"] = "7 5"
    _shape(svg, "path", d=path, stroke=colour, fill="none", **look)
    for tip, base in ((points[0], ends[0]), (points[-1], ends[-1])):
        half = 5 + width * 0.62
        x, y = (base[0] - tip[0]) / head, (base[1] - tip[1]) / head
        one = (base[0] - y * half, base[1] + x * half)
        two = (base[0] + y * half, base[1] - x * half)
        corners = " ".join(f"{px:.1f},{py:.1f}" for px, py in (tip, one, two))
        _shape(svg, "polygon", points=corners, fill=colour)


def _thin(svg: Element, points: tuple[Point, ...]) -> None:
    """A thin grey arrow: what flows, not what differs."""
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    look = {"stroke": "#b6bcc6", "stroke_width": "1.5", "fill": "none"}
    _shape(svg, "path", d=path, **look)
    tip, before = points[-1], points[-2]
    base = _toward(tip, before, 8)
    x, y = (base[0] - tip[0]) / 2, (base[1] - tip[1]) / 2
    corners = (tip, (base[0] - y, base[1] + x), (base[0] + y, base[1] - x))
    flat = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners)
    _shape(svg, "polygon", points=flat, fill="#b6bcc6")


def _toward(start: Point, end: Point, distance: float) -> Point:
    """A point at a distance from the start, on the way to the end; lines run straight or across."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = (x * x + y * y) ** 0.5
    return start[0] + x / length * distance, start[1] + y / length * distance


def _text(
    svg: Element,
    at: Point,
    text: str,
    size: float,
    *,
    anchor: str = "start",
    bold: bool = False,
    fill: str = theme.INK,
) -> None:
    drawn = SubElement(svg, "text", x=f"{at[0]:g}", y=f"{at[1]:g}", fill=fill)
    drawn.attrib.update({"font-size": f"{size:g}", "text-anchor": anchor})
    if bold:
        drawn.set("font-weight", "700")
    drawn.text = text
