"""What every hand-drawn picture begins and ends with: a white page, its colours, PNG and file."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from workshop_kit import theme
from workshop_kit.fitting import clean, rect
from workshop_kit.stores import system_error
from workshop_kit.text import translator


def blank_page(title: str, width: float, height: float) -> Element:
    """A white page without ids, scripts or links; its title is what a screen reader says."""
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.attrib.update(width=f"{width:g}", height=f"{height:g}", viewBox=f"0 0 {width:g} {height:g}")
    svg.set("font-family", theme.FONTS)
    SubElement(svg, "title").text = clean(title)
    rect(svg, (0, 0, width, height), fill="white")
    return svg


def png(svg: str, scale: float = 2) -> bytes:
    """An SVG as PNG, drawn with the kit's fonts."""
    import vl_convert

    theme.register_fonts()
    drawn: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return drawn


def readable(colour: str) -> str:
    """The colour, darkened until white can be read on it (contrast 4.5, WCAG 2)."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"colour must look like '#0f766e'. Got {colour!r}.")
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while 1.05 / (_luminance(parts) + 0.05) < 4.5:
        parts = [int(part * 0.95) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(parts: Sequence[int]) -> float:
    shares = (part / 255 for part in parts)
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def file_name(parts: Sequence[str], taken: set[str]) -> str:
    """A name for a file made of any texts, such as a group and a number; no name twice.

    What is given goes into `taken`.
    """
    name = plain = "-".join(re.sub(r"[^\w-]+", "_", part or "0")[:40] for part in parts)
    again = 1
    while name.casefold() in taken:
        again += 1
        name = f"{plain}-{again}"
    taken.add(name.casefold())
    return name


def refusal(folder: str, error: OSError, language: str) -> str:
    """Why a picture could not be written into a folder, as part of a sentence."""
    _ = translator(language)
    reasons = {
        "read-only": _("the folder may not be written to"),
        "full": _("the disk is full; make room on it"),
    }
    return reasons.get(system_error(folder, error).reason, error.strerror or str(error))
