"""Rows of a survey platform's export, CSV or XLSX, as text and with their numbers."""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from workshop_kit.problems import Problem, ProblemsError, meant

Rows = Iterator[tuple[int, list[str]]]
MOST_UNPACKED = 1_000_000_000


@dataclass(frozen=True)
class Look:
    """How an export is written.

    Attributes
    ----------
    encoding : str
        Of a CSV file.
    delimiter : str
        Of a CSV file.
    sheet : str or None
        Of a workbook with several.
    header_rows : int
        Rows above the first answer; several are joined by " / ".
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str | None = None
    header_rows: int = 1


@contextmanager
def open_export(file: Path, look: Look) -> Iterator[tuple[list[str], Rows]]:
    """The header and the rows below it, read one by one.

    Yields
    ------
    header : list of str
        One text per column, white space evened out.
    rows : iterator of (row number from 1, cells)
        As many cells as the header has columns.

    Raises
    ------
    ProblemsError
        When the file cannot be read as `look` says, a row is longer than the header, or a workbook
        holds a formula or merged cells below the header.
    """
    if not file.is_file():
        raise ProblemsError([Problem(file, "", "must be there. Found no such file.")])
    if file.suffix.lower() == ".xlsx":
        rows = _workbook(file, look)
        yield _split(file, rows, look.header_rows)
        return
    if file.suffix.lower() not in (".csv", ".txt", ".tsv"):
        text = f"must end in .csv or .xlsx. Found {file.name!r}; save it as one of the two."
        raise ProblemsError([Problem(file, "", text)])
    # utf-8-sig: with or without the mark that Excel puts at the beginning.
    encoding = "utf-8-sig" if look.encoding.lower() in ("utf-8", "utf8") else look.encoding
    with file.open(encoding=encoding, newline="") as stream:
        yield _split(file, _lines(file, stream, look), look.header_rows)


def even(text: str) -> str:
    """Text with its white space evened out: full-width and hard spaces count, ends do not."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def _lines(file: Path, stream: Any, look: Look) -> Rows:
    csv.field_size_limit(10_000_000)
    reader = csv.reader(stream, delimiter=look.delimiter)
    try:
        for cells in reader:
            # Of a cell with line breaks in it, the row is where it begins in a spreadsheet.
            yield reader.line_num, cells
    except UnicodeDecodeError as error:
        text = (
            f"must be {look.encoding}. Found a byte that is not (0x{error.object[error.start]:02x})"
            "; say another encoding in the map, such as gb18030 or cp949."
        )
        raise ProblemsError([Problem(file, f"after row {reader.line_num}", text)]) from error
    except csv.Error as error:
        place = f"row {reader.line_num}"
        raise ProblemsError([Problem(file, place, f"must be a CSV row. {error}.")]) from error


def _split(file: Path, rows: Rows, count: int) -> tuple[list[str], Rows]:
    heads = [cells for _number, cells in islice(rows, count)]
    if len(heads) < count or not any(any(cell.strip() for cell in head) for head in heads):
        raise ProblemsError([Problem(file, "", "must have a header. Found an empty file.")])
    width = max(map(len, heads))
    header = [""] * width
    for level, head in enumerate(heads):
        last = ""
        for column in range(width):
            cell = even(head[column]) if column < len(head) else ""
            # In all but the last row a gap belongs to what stands on its left.
            last = cell or ("" if level == count - 1 else last)
            header[column] = " / ".join(part for part in (header[column], last) if part)
    return header, _fitted(file, rows, width)


def _fitted(file: Path, rows: Rows, width: int) -> Rows:
    for number, cells in rows:
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        elif any(cell.strip() for cell in cells[width:]):
            text = (
                f"must have {width} cells, as the header. Found {len(cells)}; check the delimiter."
            )
            raise ProblemsError([Problem(file, f"row {number}", text)])
        yield number, cells


def _workbook(file: Path, look: Look) -> Rows:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise ProblemsError([Problem(file, "", "must unpack to at most 1 GB.")])
        book = load_workbook(file)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        text = "must be an .xlsx workbook. Found something else under that name; save it again."
        raise ProblemsError([Problem(file, "", text)]) from error
    names = [sheet.title for sheet in book.worksheets]
    if look.sheet is None and len(names) > 1:
        text = f"has {len(names)} sheets: {', '.join(names)}. Say which in the map: 'sheet: ...'."
        raise ProblemsError([Problem(file, "", text)])
    if look.sheet is not None and look.sheet not in names:
        text = f"must be a sheet of the workbook. Found {look.sheet!r}. {meant(look.sheet, names)}"
        raise ProblemsError([Problem(file, "sheet", text)])
    sheet = book[look.sheet] if look.sheet else book.worksheets[0]
    return _cells(file, sheet, look.header_rows)


def _cells(file: Path, sheet: Any, header_rows: int) -> Rows:
    problems = []
    spread: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        if area.max_row > header_rows:
            text = "must not be merged below the header. Unmerge the cells and fill each."
            problems.append(Problem(file, f"cells {area.coord}", text))
        for row, column in area.cells:
            spread[row, column] = sheet.cell(area.min_row, area.min_col).value
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                text = (
                    f"must hold a value. Found the formula {str(cell.value)[:40]!r}; paste values."
                )
                problems.append(Problem(file, f"cell {cell.coordinate}", text))
    if problems:
        raise ProblemsError(problems)
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [_text(spread.get((number, i), value)) for i, value in enumerate(row, 1)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    # 5 is stored as 5.0 in many workbooks.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
