"""The need pyramid, drawn: three levels, the needs that stand on each, and its metric."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import SubElement

from workshop_kit import theme
from workshop_kit.loyalty.page import finished, new_page, write
from workshop_kit.loyalty.teaching import need_levels
from workshop_kit.text import translator

WIDTH, HEIGHT = 620, 318
_TOP, _STEP, _MIDDLE, _HALF = 12, 100, 110, 102
_TEXT, _ROOM = 222, 388


def pyramid_svg(placed: Mapping[str, Sequence[str]], language: str, colour: str) -> str:
    """Draw the pyramid.

    Parameters
    ----------
    placed : mapping
        Level (`met`, `easy`, `memorable`) to the needs that stand on it.
    language : {"en", "zh"}
    colour : str
        The company's, such as "#0f766e"; a bare level is paler.

    Returns
    -------
    str
        An SVG; needs that find no room end in "…".
    """
    _ = translator(language)
    svg = new_page(WIDTH, HEIGHT, _("Need pyramid"))
    levels = need_levels(language).iloc[::-1].to_dict("records")
    join, comma = _("{version} {label}"), "、" if language == "zh" else "; "
    for i, row in enumerate(levels):
        top, bottom = _TOP + i * _STEP, _TOP + (i + 1) * _STEP - 6
        upper, lower = (_HALF * (y - _TOP) / (3 * _STEP) for y in (top, bottom))
        corners = (
            (_MIDDLE - upper, top),
            (_MIDDLE + upper, top),
            (_MIDDLE + lower, bottom),
            (_MIDDLE - lower, bottom),
        )
        needs = placed.get(row["level"], ())
        shape = SubElement(svg, "polygon", fill=colour, opacity="1" if needs else "0.35")
        shape.set("points", " ".join(f"{x:.1f},{y:.1f}" for x, y in corners))
        code = row["metric"].upper()
        # The tip is narrow: what stands in it stands low.
        ink = "white" if needs and _dark(colour) else theme.INK
        write(svg, (_MIDDLE, bottom - 16), code, bold=True, colour=ink, anchor="middle")
        head = join.format(version=row["version"], label=row["label"])
        write(svg, (_TEXT, top + 20), theme.wrap(head, _ROOM, 18, most=1), 18, bold=True)
        text = theme.wrap(comma.join(needs), _ROOM, 16, most=3) if needs else "–"
        write(svg, (_TEXT, top + 45), text, 16)
    return finished(svg)


def _dark(colour: str) -> bool:
    """Whether white reads better on it than black: its luma, in 0..255, is below the middle."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
