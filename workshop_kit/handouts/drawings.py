"""Pictures on slides: SVG for programs that know it, the same as PNG for all others."""

import io
from typing import TYPE_CHECKING, Any

from workshop_kit.paper import png

if TYPE_CHECKING:
    from workshop_kit.handouts.sizes import Room

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""By this id programs know that a picture has an SVG beside its PNG."""


def add_drawing(slide: Any, svg: str, text: str, room: "Room") -> None:
    """Place a picture in the middle of a room, as large as it may be; `text` is read aloud."""
    from PIL import Image

    picture = png(svg)
    with Image.open(io.BytesIO(picture)) as opened:
        width, height = opened.size
    scale = min(room.width / width, room.height / height)
    across, down = int(width * scale), int(height * scale)
    left, top = room.left + (room.width - across) // 2, room.top + (room.height - down) // 2
    shape = slide.shapes.add_picture(io.BytesIO(picture), left, top, across, down)
    shape._element.nvPicPr.cNvPr.set("descr", text)
    _add_svg(slide, shape, svg)


def _add_svg(slide: Any, shape: Any, svg: str) -> None:
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.package import Part

    package = slide.part.package
    name = package.next_partname("/ppt/media/drawing%d.svg")
    part = Part(name, "image/svg+xml", package, svg.encode())
    number = slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = shape._element.find(f".//{{{_MAIN}}}blip")
    extension = etree.SubElement(
        etree.SubElement(blip, f"{{{_MAIN}}}extLst"), f"{{{_MAIN}}}ext", uri=_EXTENSION
    )
    drawing = etree.SubElement(extension, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG})
    drawing.set(f"{{{_OFFICE}}}embed", number)
