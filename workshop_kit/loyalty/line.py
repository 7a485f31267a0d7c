"""The number line of NPS from -100 to 100: what its ends mean, and where a score stands."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from workshop_kit import theme
from workshop_kit.loyalty.page import finished, new_page, write
from workshop_kit.loyalty.words import percent, points, span
from workshop_kit.text import translator

WIDTH, HEIGHT = 580, 210
_LEFT, _RIGHT, _Y = 50, 530, 96
_DOT, _LOW, _HIGH = "#0f766e", "#D55E00", "#0072B2"


def line_svg(table: pd.DataFrame | None, language: str) -> str:
    """Draw the line, and a score with its interval on it.

    Parameters
    ----------
    table : pandas.DataFrame or None
        From `nps`, of which the first row is drawn; None draws the bare line.
    language : {"en", "zh"}

    Returns
    -------
    str
        An SVG. Fewer than 10 answers have a hollow dot and no interval.
    """
    _ = translator(language)
    svg = new_page(WIDTH, HEIGHT, _("NPS, points"))
    for start, end, colour in ((-100, 0, _LOW), (0, 100, _HIGH)):
        width = f"{_x(end) - _x(start):.1f}"
        SubElement(
            svg, "rect", x=f"{_x(start):.1f}", y=f"{_Y - 7}", width=width, height="14",
            fill=colour, opacity="0.3",
        )  # fmt: skip
    for value in (-100, -50, 0, 50, 100):
        x = f"{_x(value):.1f}"
        SubElement(svg, "line", x1=x, x2=x, y1=f"{_Y - 12}", y2=f"{_Y + 12}", stroke=theme.MUTED)
        write(svg, (_x(value), _Y + 32), points(value), anchor="middle")
    ends = (
        (-100, _("only\ndetractors"), "start", -42),
        (0, _("as many promoters\nas detractors"), "middle", 0),
        (100, _("only\npromoters"), "end", 42),
    )
    for value, text, anchor, shift in ends:
        place = (_x(value) + shift, _Y + 58)
        write(svg, place, text, 14, colour=theme.MUTED, anchor=anchor)
    if table is not None and table["n"].iloc[0]:
        _mark(svg, table.iloc[0].to_dict(), language)
    return finished(svg)


def _mark(svg: Element, row: dict[Any, Any], language: str) -> None:
    _ = translator(language)
    few, x = row["evidence"] == "counts", _x(row["nps"])
    said = points(row["nps"])
    if not few:
        low, high = _x(row["low"]), _x(row["high"])
        SubElement(
            svg, "line", x1=f"{low:.1f}", x2=f"{high:.1f}", y1=f"{_Y}", y2=f"{_Y}", stroke=_DOT
        ).set("stroke-width", "5")  # fmt: skip
        words = {
            "level": percent(row["level"]),
            "span": span(points(row["low"]), points(row["high"]), language),
        }
        text = _("{level} interval {span}").format(**words)
        write(svg, (WIDTH / 2, 58), text, anchor="middle", colour=_DOT)
    look = {"fill": "white" if few else _DOT, "stroke": _DOT, "stroke-width": "3"}
    SubElement(svg, "circle", {"cx": f"{x:.1f}", "cy": f"{_Y}", "r": "9", **look})
    write(svg, (WIDTH / 2, 32), f"NPS {said}", 20, bold=True, anchor="middle", colour=_DOT)


def _x(value: float) -> float:
    return _LEFT + (value + 100) / 200 * (_RIGHT - _LEFT)
