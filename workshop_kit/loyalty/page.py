"""A small SVG page and the lines of text on it."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from workshop_kit import theme

LEADING = 1.35


def new_page(width: int, height: int, title: str) -> Element:
    """A white page that fits whatever width it is given."""
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.attrib.update(width=f"{width}", height=f"{height}", viewBox=f"0 0 {width} {height}")
    svg.set("font-family", theme.FONTS)
    SubElement(svg, "title").text = title
    SubElement(svg, "rect", width=f"{width}", height=f"{height}", fill="white")
    return svg


def write(
    svg: Element,
    place: tuple[float, float],
    text: str,
    size: float = 15,
    *,
    colour: str = theme.INK,
    bold: bool = False,
    anchor: str = "start",
) -> None:
    """Lines of text below one another, the first with its baseline at the place."""
    x, y = place
    # Half characters and control characters would make the whole picture unreadable.
    plain = "\n".join("".join(filter(str.isprintable, line)) for line in text.split("\n"))
    for i, line in enumerate(plain.split("\n")):
        drawn = SubElement(svg, "text", x=f"{x:g}", y=f"{y + i * size * LEADING:.1f}", fill=colour)
        drawn.set("font-size", f"{size:g}")
        drawn.set("text-anchor", anchor)
        if bold:
            drawn.set("font-weight", "700")
        drawn.text = line


def finished(svg: Element) -> str:
    return ElementTree.tostring(svg, encoding="unicode")
