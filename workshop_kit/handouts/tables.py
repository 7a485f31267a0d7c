"""The report's tables as a workbook: each to be read, and the numbers behind it."""

import math
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.handouts.places import replacing
from workshop_kit.report.chapters import summary
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.report import Part
    from workshop_kit.workshop import Workshop

MOST_NAME, MOST_WIDE, MOST_TEXT = 31, 60, 32_767
"""Characters that a spreadsheet allows in the name of a sheet and in a cell; width we give."""
LINE = 16.5
"""Points that a line of a cell takes down."""
_BAD_NAME = re.compile(r"[\[\]:*?/\\]")
_BAD_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FONT = "Microsoft YaHei"


def write_workbook(workshop: "Workshop", parts: Sequence["Part"], target: Path) -> None:
    """Write every table of the parts into a workbook (.xlsx).

    Parameters
    ----------
    workshop : Workshop
    parts : sequence of Part
        From `report.contents`.
    target : Path
        An older file there stays until the new one is whole.

    Notes
    -----
    A sheet with the summary and a list of all sheets comes first; then each table as the report
    shows it, and where it has numbers behind it a sheet with these, in full precision, below the
    names of `docs/methods.md`. Texts are texts, also those that begin with = + - or @.
    """
    from openpyxl import Workbook

    _ = translator(workshop.language)
    book = Workbook()
    first = book.active
    first.title = _("Contents")
    taken = {first.title.casefold()}
    rows: list[tuple[str, str]] = []
    number = 0
    for part in parts:
        for sheet in part.sheets.values():
            number += 1
            name = _name(f"{number} {sheet.title}", taken)
            _fill(book.create_sheet(name), sheet.title, _shown(sheet.shown), workshop.notice)
            rows.append((name, f"{part.title} · {sheet.title}"))
            if sheet.figures is not None:
                name = _name(_("{number} numbers").format(number=number), taken)
                title = _("{title}: the numbers").format(title=sheet.title)
                _fill(book.create_sheet(name), title, _figures(sheet.figures), workshop.notice)
                rows.append((name, f"{part.title} · {title}"))
    _contents(first, workshop, parts, rows)
    whole = BytesIO()  # a zip on a full disk is closed again when it is collected, with a traceback
    book.save(whole)
    with replacing(target) as draft:
        draft.write_bytes(whole.getvalue())


def _contents(
    sheet: Any, workshop: "Workshop", parts: Sequence["Part"], rows: list[tuple[str, str]]
) -> None:
    _ = translator(workshop.language)
    lines = [[line.text] for _part, line in summary(parts)]
    table = [[_("In short")], *lines, [""], [_("Sheet"), _("What it shows")], *map(list, rows)]
    _fill(sheet, f"{workshop.name} · {_('Service experience report')}", table, workshop.notice)
    for row, (name, _title) in enumerate(rows, sheet.max_row - len(rows) + 1):
        # Inside the workbook; a name in quotes, whose own quotes are doubled.
        sheet.cell(row, 1).hyperlink = "#'" + name.replace("'", "''") + "'!A1"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, MOST_WIDE
    top = sheet.max_row - len(table) + 2
    for row, (line,) in enumerate(lines, top):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        _raise(sheet, row, _lines(line, 40 + MOST_WIDE))
    sheet.freeze_panes = None


def _shown(frame: pd.DataFrame) -> list[list[Any]]:
    levels = frame.index.nlevels
    heads = [frame.columns.name or "", *[""] * (levels - 1), *frame.columns]
    names = (name if isinstance(name, tuple) else (name,) for name in frame.index)
    body = zip(names, frame.to_numpy().tolist(), strict=True)
    return [heads, *([*map(str, name), *map(str, row)] for name, row in body)]


def _figures(frame: pd.DataFrame) -> list[list[Any]]:
    rows = frame.itertuples(index=False, name=None)
    return [[*map(str, frame.columns)], *([_plain(value) for value in row] for row in rows)]


def _plain(value: Any) -> Any:
    """A cell as a spreadsheet knows it: a number, a truth, a text, or nothing."""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, bool | int | float) else str(value)


def _fill(sheet: Any, title: str, table: Sequence[Any], notice: str) -> None:
    """Title, notice, then the table, its head bold and kept in sight."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    top = [[title], [notice]] if notice else [[title]]
    widths: dict[int, int] = {}
    head = len(top) + 1
    for row, cells in enumerate([*top, *table], 1):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            _write(cell, value)
            cell.font = Font(name=FONT, bold=row in (1, head))
            if row >= head:
                cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
                widths[column] = max(widths.get(column, 8), _wide(value))
    widths = {column: min(width + 2, MOST_WIDE) for column, width in widths.items()}
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    # Not every program makes a row higher by itself where its text takes several lines.
    for row, cells in enumerate(table, head):
        _raise(sheet, row, max((_lines(v, widths[c]) for c, v in enumerate(cells, 1)), default=1))
    sheet.freeze_panes = sheet.cell(head + 1, 2)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(cell: Any, value: Any) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _BAD_TEXT.sub("", value)[:MOST_TEXT]
    if value[:1] in "=+-@" and value:
        # openpyxl takes "=..." for a formula; the prefix keeps it text when it is edited, too.
        cell.data_type = "s"
        cell.quotePrefix = True


def _raise(sheet: Any, row: int, lines: int) -> None:
    sheet.row_dimensions[row].height = LINE * lines if lines > 1 else None


def _lines(value: Any, width: float) -> int:
    """How many lines a text takes in a column of so many characters."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, math.ceil(1.05 * _wide(line) / width)) for line in value.split("\n"))


def _wide(value: Any) -> int:
    """About how many Latin characters wide a cell is; a Chinese one takes two."""
    text = f"{value:.6g}" if isinstance(value, float) else str(value or "")
    return max((sum(1 + (ord(c) > 0x2E7F) for c in line) for line in text.split("\n")), default=0)


def _name(text: str, taken: set[str]) -> str:
    """A name for a sheet: allowed, short, and no name twice."""
    plain = " ".join(_BAD_NAME.sub(" ", _BAD_TEXT.sub("", text)).split()).strip("' ") or "-"
    name, again = plain[:MOST_NAME].strip("' "), 1
    while name.casefold() in taken:
        again += 1
        end = f" ({again})"
        name = plain[: MOST_NAME - len(end)] + end
    taken.add(name.casefold())
    return name
