"""The two maps of a journey, hand-drawn: what the customer does and feels, and who works for it."""

from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from workshop_kit import theme
from workshop_kit.fitting import draw, wrap
from workshop_kit.journey.feelings import (
    draw_curves,
    draw_face,
    draw_key,
    key_moments,
    moment_colour,
    moment_text,
)
from workshop_kit.journey.lanes import Lane, draw_cells, lane_box, lane_names, settle
from workshop_kit.journey.pages import (
    HEAD,
    HEIGHT,
    LEFT,
    LOW,
    MARGIN,
    RIGHT,
    SMALL,
    WIDTH,
    Sheet,
    Style,
    divided,
    draw_frame,
    draw_head,
    lanes_top,
)
from workshop_kit.journey.words import signed
from workshop_kit.paper import blank_page, readable
from workshop_kit.text import translator

GAP, LINE = 8, 27
_PLOT = (190.0, 340.0)
"""The least and the most height of the lane of feelings."""
_BETWEEN = 20


def sheets(steps: pd.DataFrame) -> int:
    """On how many sheets a map of these steps is drawn."""
    return len(divided(steps["stage"].tolist()))


def sheet_of(steps: pd.DataFrame, touchpoint: str) -> int:
    """The sheet, from 1, on which a touchpoint stands; the first for one that is not there."""
    at = steps["touchpoint"].tolist()
    row = at.index(touchpoint) if touchpoint in at else 0
    return next((s.number for s in divided(steps["stage"].tolist()) if row < s.last), 1)


def journey_map_svg(
    steps: pd.DataFrame,
    language: str,
    *,
    colour: str,
    company: str,
    persona: str = "",
    notice: str = "",
    sheet: int | None = None,
) -> str:
    """Draw the journey as the customer has it: stages, actions, feelings, pains, expectations.

    Parameters
    ----------
    steps : pandas.DataFrame
        As `journey_steps` gives them.
    language : {"en", "zh"}
    colour : str
        The company's colour, such as "#0f766e"; darkened where white could not be read on it.
    company : str
        Its name.
    persona : str
        Whose journey it is.
    notice : str
        Where the numbers come from (`Workshop.notice`).
    sheet : int, optional
        Which sheet, from 1; all, below each other, where none is given. `sheets` counts them.

    Returns
    -------
    str
        An SVG without ids, scripts or links: each sheet is A3 across, 1280 x 905 units, holds up to
        10 touchpoints, and has no text smaller than 12 units. What is too long ends in '…'. The
        same steps always give the same text.
    """
    _ = translator(language)
    heading = _("Journey map: {name}").format(name=persona) if persona else _("Journey map")
    style = Style(language, readable(colour), heading, company, notice)
    return _paged(steps, style, sheet, _draw_journey)


def blueprint_svg(
    steps: pd.DataFrame,
    language: str,
    *,
    colour: str,
    company: str,
    persona: str = "",
    notice: str = "",
    sheet: int | None = None,
) -> str:
    """Draw who works for each step of the journey: in sight, out of sight, and in support.

    Parameters and result are those of `journey_map_svg`; columns, numbers and flags are the same,
    so that the two pictures can hang one below the other.
    """
    _ = translator(language)
    heading = _("Service blueprint: {name}") if persona else _("Service blueprint")
    style = Style(language, readable(colour), heading.format(name=persona), company, notice)
    return _paged(steps, style, sheet, _draw_blueprint)


_Draw = Callable[[Element, Sheet, list[Sheet], pd.DataFrame, Style], None]


def _paged(steps: pd.DataFrame, style: Style, sheet: int | None, draw_one: _Draw) -> str:
    steps = steps.reset_index(drop=True)
    pages = divided(steps["stage"].tolist())
    if sheet is not None and not 1 <= sheet <= len(pages):
        raise ValueError(f"sheet must lie between 1 and {len(pages)}. Got {sheet!r}.")
    shown = pages if sheet is None else [pages[sheet - 1]]
    height = len(shown) * (HEIGHT + _BETWEEN) - _BETWEEN
    svg = blank_page(style.heading, WIDTH, height)
    for i, page in enumerate(shown):
        where = f"translate(0 {i * (HEIGHT + _BETWEEN)})"
        part = SubElement(svg, "g", transform=where) if i else svg
        if i:
            rule = SubElement(part, "path", d=f"M0 {-_BETWEEN / 2:g}H{WIDTH}")
            rule.set("stroke", theme.GRID)
        draw_one(part, page, pages, steps, style)
    return ElementTree.tostring(svg, encoding="unicode")


def _draw_journey(
    svg: Element, sheet: Sheet, pages: list[Sheet], steps: pd.DataFrame, style: Style
) -> None:
    _ = translator(style.language)
    flags, names = _flags(steps, style.language), lane_names(style.language)
    lanes = [
        Lane("action", names["action"], _("What do they do at each step?"),
             "#ffffff", "#cbd5e1"),
        Lane("pain", names["pain"], _("What is in their way, what do they complain about?"),
             "#fdeeea", "#f3c4b8"),
        Lane("expectation", names["expectation"], _("What do they hope for here, said or unsaid?"),
             "#e9f5ef", "#b5dcc8"),
    ]  # fmt: skip
    top = lanes_top(steps, bool(flags))
    room = LOW - top - 3 * GAP
    size, heights = settle(lanes, steps, pages, room - _PLOT[0])
    spare = room - sum(heights)
    plot = min(_PLOT[1], spare)
    heights = [height + (spare - plot) / len(lanes) for height in heights]
    draw_frame(svg, sheet, steps, flags, style)
    y = top
    for lane, height in zip(lanes, heights, strict=True):
        draw_head(svg, (MARGIN, y, HEAD, height), lane.title, style.accent)
        draw_cells(svg, lane, lane_box(y, height), sheet, steps, size)
        y += height + GAP
        if lane.column == "action":
            draw_head(svg, (MARGIN, y, HEAD, plot), names["valence"], style.accent)
            draw_curves(svg, lane_box(y, plot), sheet, steps, style.language)
            y += plot + GAP
    draw_key(svg, RIGHT, 868, steps, style.language)


def _draw_blueprint(
    svg: Element, sheet: Sheet, pages: list[Sheet], steps: pd.DataFrame, style: Style
) -> None:
    _ = translator(style.language)
    flags, names = _flags(steps, style.language), lane_names(style.language)
    felt = bool(steps["valence"].notna().any())
    lanes = [
        Lane("action", names["action"], _("What do they do at each step?"), "#ffffff", "#cbd5e1",
             above=30 if felt else 0),
        Lane("front", names["front"], _("What do staff do where the customer sees them?"),
             "#eaf2fb", "#bcd3ee"),
        Lane("back", names["back"], _("What is done for it where no customer looks?"),
             "#f1edfa", "#d3c6ee"),
        Lane("support", names["support"], _("Which systems, partners and rules carry it?"),
             "#f5f1e8", "#dfd2b4"),
    ]  # fmt: skip
    lines = (_("Line of interaction"), _("Line of visibility"), _("Line of internal interaction"))
    top = lanes_top(steps, bool(flags))
    room = LOW - top - 3 * LINE
    size, heights = settle(lanes, steps, pages, room)
    heights = [height + (room - sum(heights)) / len(lanes) for height in heights]
    draw_frame(svg, sheet, steps, flags, style)
    y, above = top, ""
    for i, (lane, height) in enumerate(zip(lanes, heights, strict=True)):
        if i:
            _draw_border(svg, y, lines[i - 1], dashed=i == 2, accent=style.accent)
            _draw_arrows(svg, sheet, steps, (above, lane.column), y)
            y += LINE
        draw_head(svg, (MARGIN, y, HEAD, height), lane.title, style.accent)
        draw_cells(svg, lane, lane_box(y, height), sheet, steps, size)
        if not i:
            _draw_faces(svg, sheet, steps, y + 17)
        y, above = y + height, lane.column


def _flags(steps: pd.DataFrame, language: str) -> dict[int, tuple[str, str]]:
    """Row to the text and the colour of its flag."""
    return {
        i: (moment_text(names, language), moment_colour(names, float(steps["valence"].iloc[i])))
        for i, names in key_moments(steps).items()
    }


def _draw_border(svg: Element, y: float, text: str, dashed: bool, accent: str) -> None:
    """A line between two lanes, its name at its beginning."""
    # It ends before the middle of the first step, where an arrow may stand.
    text = wrap(text, LEFT + 54 - MARGIN, SMALL, 1, False)[0]
    draw(svg, MARGIN, y + LINE / 2 + 4.5, text, SMALL, fill=accent)
    left = MARGIN + theme.text_size(text, SMALL)[0] + 8
    line = SubElement(svg, "path", d=f"M{left:.1f} {y + LINE / 2:.1f}H{RIGHT}", stroke=accent)
    line.set("stroke-width", "2")
    if dashed:
        line.attrib.update({"stroke-width": "3", "stroke-dasharray": "10 7"})


def _draw_arrows(
    svg: Element, sheet: Sheet, steps: pd.DataFrame, lanes: tuple[str, str], y: float
) -> None:
    """Over the line, where both lanes have something to do."""
    for i in range(sheet.last - sheet.first):
        row = steps.iloc[sheet.first + i]
        if all(row[lane] for lane in lanes):
            x = sheet.middle(i)
            shaft = f"M{x:.1f} {y + 3:.1f}v{LINE - 6}"
            heads = f"m-4-5l4 5l4-5M{x - 4:.1f} {y + 8:.1f}l4-5l4 5"
            arrow = SubElement(svg, "path", d=shaft + heads, fill="none", stroke=theme.MUTED)
            arrow.attrib.update({"stroke-width": "1.8", "stroke-linejoin": "round"})


def _draw_faces(svg: Element, sheet: Sheet, steps: pd.DataFrame, y: float) -> None:
    """What is felt at each step."""
    for i, valence in enumerate(steps["valence"].iloc[sheet.first : sheet.last]):
        if valence == valence:
            x = sheet.middle(i)
            draw_face(svg, x - 16, y, valence, 11)
            draw(svg, x + 2, y + 5, signed(valence), 14, fill=theme.INK, font_weight="700")
