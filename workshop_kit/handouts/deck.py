"""Slides in the company's colour: titles, sentences, tables, pictures."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workshop_kit import theme
from workshop_kit.fitting import clean
from workshop_kit.handouts.drawings import add_drawing
from workshop_kit.handouts.sizes import (
    HEIGHT,
    INCH,
    POINT,
    WIDTH,
    Room,
    column_widths,
    row_heights,
    table_size,
    text_size,
)
from workshop_kit.paper import readable

BAND = "F3F4F6"
LATIN, CHINESE = "Arial", "Microsoft YaHei"


WHOLE = Room(int(0.3 * INCH), int(0.5 * INCH), WIDTH - int(0.6 * INCH), int(6.65 * INCH))
"""For a picture that is a sheet of its own, with a title and its source on it."""
BODY = Room(int(0.6 * INCH), int(1.25 * INCH), WIDTH - int(1.2 * INCH), int(5.55 * INCH))
FOOT = Room(int(0.7 * INCH), int(7.2 * INCH), WIDTH - int(1.4 * INCH), int(0.2 * INCH))
"""For the company's name and, at its right end, the number of the slide."""
SMALL = 9


class Deck:
    """A presentation of 16 by 9 with one look; slides are added in their order.

    `name` is the company's: it stands at the foot of every slide but covers, on one line.
    """

    def __init__(self, colour: str, notice: str, language: str, name: str = "") -> None:
        from pptx import Presentation

        self.name = name
        self.colour, self.notice = readable(colour).lstrip("#"), notice
        self.language = {"zh": "zh-CN", "en": "en-GB"}[language]
        self.show = Presentation()
        _widen(self.show)
        _name_fonts(self.show, self.colour)

    def add_cover(self, name: str, line: str, logo: bytes | None) -> None:
        """The title slide: the company's colour, name and logo."""
        slide = self._slide(0)
        band = slide.shapes.add_shape(1, 0, 0, WIDTH, int(0.35 * INCH))
        self._fill(band)
        title, below = slide.placeholders[0], slide.placeholders[1]
        _place(title, Room(BODY.left, int(2.2 * INCH), BODY.width, int(1.7 * INCH)))
        _place(below, Room(BODY.left, int(4.0 * INCH), BODY.width, int(1.6 * INCH)))
        size = 40 if theme.text_size(name, 40)[0] < 1_400 else 24
        self._write(title.text_frame, [name], size, bold=True)
        self._write(below.text_frame, [line, *([self.notice] if self.notice else [])], 18)
        if logo:
            picture = slide.shapes.add_picture(io.BytesIO(logo), BODY.left, int(0.8 * INCH))
            scale = min(int(1.1 * INCH) / picture.height, int(3.5 * INCH) / picture.width, 1)
            picture.width, picture.height = (
                int(picture.width * scale),
                int(picture.height * scale),
            )

    def add_divider(self, title: str) -> None:
        """A slide that opens a part."""
        slide = self._slide(5)
        back = slide.shapes.add_shape(1, 0, 0, WIDTH, HEIGHT)
        self._fill(back)
        # Behind the title, not over it.
        slide.shapes._spTree.insert(2, back._element)
        _place(slide.shapes.title, Room(BODY.left, int(2.7 * INCH), BODY.width, int(2 * INCH)))
        self._write(slide.shapes.title.text_frame, [title], 36, bold=True, colour="FFFFFF")

    def add_slide(self, title: str) -> tuple[Any, Room]:
        """A slide with a title, and the room below it."""
        slide = self._slide(5)
        top = Room(BODY.left, int(0.3 * INCH), BODY.width, int(0.8 * INCH))
        _place(slide.shapes.title, top)
        size = next((s for s in (26, 22, 18) if theme.text_size(title, s, True)[0] < 800), 14)
        self._write(slide.shapes.title.text_frame, [title], size, bold=True)
        line = slide.shapes.add_shape(1, BODY.left, int(1.1 * INCH), BODY.width, int(0.04 * INCH))
        self._fill(line)
        if self.notice:
            foot = slide.shapes.add_textbox(
                BODY.left, int(6.95 * INCH), BODY.width, int(0.35 * INCH)
            )
            self._write(foot.text_frame, [self.notice], 10, colour=theme.MUTED.lstrip("#"))
        self._sign(slide)
        return slide, BODY

    def add_text(self, title: str, lines: Sequence[str]) -> None:
        """A slide of sentences."""
        slide, room = self.add_slide(title)
        box = slide.shapes.add_textbox(room.left, room.top, room.width, room.height)
        said = [f"• {line}" for line in lines]
        size = text_size(said, room)
        self._write(box.text_frame, said, size, gap=size // 2)

    def add_picture(self, title: str, svg: str, *, whole: bool = False) -> None:
        """A slide with a picture as large as it may be; `whole`: it takes nearly all of it."""
        if not whole:
            slide, room = self.add_slide(title)
            add_drawing(slide, svg, title, room)
            return
        slide = self._slide(5)
        top = Room(WHOLE.left, int(0.08 * INCH), WHOLE.width, int(0.4 * INCH))
        _place(slide.shapes.title, top)
        self._write(slide.shapes.title.text_frame, [title], 12, bold=True)
        add_drawing(slide, svg, title, WHOLE)
        self._sign(slide)

    def add_table(
        self, slide: Any, rows: Sequence[Sequence[str]], room: Room, size: int | None = None
    ) -> None:
        """A table in a room of a slide; its first row is its head. `size` of letters, in points."""
        columns, size = len(rows[0]), size or table_size(rows, room)
        shape = slide.shapes.add_table(
            len(rows), columns, room.left, room.top, room.width, len(rows) * int(0.3 * INCH)
        )
        table, widths = shape.table, column_widths(rows, room.width, size)
        self._plain_style(shape)
        for column, width in enumerate(widths):
            table.columns[column].width = width
        # Not every program makes a row higher by itself where its text takes several lines.
        heights = row_heights(rows, widths, size)
        for row, cells in enumerate(rows):
            table.rows[row].height = int(heights[row] * POINT)
            for column, text in enumerate(cells):
                cell = table.cell(row, column)
                cell.margin_top = cell.margin_bottom = int(0.03 * INCH)
                cell.margin_left = cell.margin_right = int(0.06 * INCH)
                colour = "FFFFFF" if row == 0 else theme.INK.lstrip("#")
                bold = row == 0 or column == 0
                self._write(cell.text_frame, [text], size, bold=bold, colour=colour)
                if row % 2 == 0:
                    cell.fill.solid()
                    cell.fill.fore_color.rgb = _rgb(BAND if row else self.colour)

    def save(self, path: Path) -> None:
        """Write the slides."""
        self.show.save(str(path))

    def _sign(self, slide: Any) -> None:
        """Whose slide it is, and its number."""
        from pptx.enum.text import PP_ALIGN

        colour = theme.MUTED.lstrip("#")
        left, right = FOOT.beside(0.05)
        # Letters of other machines are about a tenth wider.
        name = theme.wrap(self.name, left.width / POINT / 1.1, SMALL, 1)
        for room, text in ((left, name), (right, str(len(self.show.slides)))):
            box = slide.shapes.add_textbox(room.left, room.top, room.width, room.height)
            frame = box.text_frame
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
            self._write(frame, [text], SMALL, colour=colour)
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        _count(frame.paragraphs[0])

    def _slide(self, layout: int) -> Any:
        return self.show.slides.add_slide(self.show.slide_layouts[layout])

    def _fill(self, shape: Any) -> None:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(self.colour)
        shape.line.fill.background()

    def _plain_style(self, shape: Any) -> None:
        """Without the theme's own colours: the style that programs call "No Style, No Grid"."""
        style = shape._element.graphic.graphicData.tbl.tblPr.find(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
        )
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"

    def _write(
        self,
        frame: Any,
        lines: Sequence[str],
        size: int,
        *,
        bold: bool = False,
        colour: str = theme.INK.lstrip("#"),
        gap: int = 0,
    ) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        for i, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.space_after = Pt(gap)
            run = paragraph.add_run()
            run.text = clean(line)
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = _rgb(colour)
            # Without it a program may take Chinese text for Japanese, with other characters.
            run._r.get_or_add_rPr().set("lang", self.language)


def _count(paragraph: Any) -> None:
    """Make a number that was written a field: it stays right where slides are moved."""
    run = paragraph.runs[0]._r
    run.tag = run.tag.removesuffix("}r") + "}fld"
    run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run.set("type", "slidenum")


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())


def _place(shape: Any, room: Room) -> None:
    shape.left, shape.top, shape.width, shape.height = (
        room.left,
        room.top,
        room.width,
        room.height,
    )


def _widen(show: Any) -> None:
    """From 4 by 3, which the library's own template has, to 16 by 9."""
    ratio = WIDTH / show.slide_width
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    for page in (show.slide_master, *show.slide_layouts):
        for shape in page.placeholders:
            shape.left, shape.width = int(shape.left * ratio), int(shape.width * ratio)


def _name_fonts(show: Any, colour: str) -> None:
    """Fonts and first colour of the theme: charts and new slides take them from there."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for kind in ("majorFont", "minorFont"):
        for tag, font in (("latin", LATIN), ("ea", CHINESE)):
            for element in tree.iterfind(f".//a:{kind}/a:{tag}", space):
                element.set("typeface", font)
    for element in tree.iterfind(".//a:accent1/a:srgbClr", space):
        element.set("val", colour.upper())
    # The library reads no themes, so its part is a file of bytes without a way to set them.
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
