"""Rows of an .xlsx workbook, read one by one: a big one needs no more memory than a small one."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workshop_kit.exports.files import Rows
from workshop_kit.problems import Problem, ProblemsError, meant

Area = tuple[int, int, int, int]
MOST_UNPACKED = 1_000_000_000
MOST_ROWS = 1_048_576  # of a spreadsheet; a row number of a billion would be filled up with rows
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")


@contextmanager
def open_workbook(file: Path, sheet: str | None, header_rows: int) -> Iterator[Rows]:
    """All rows of a sheet as text; formulas as they are written, starting with "=".

    A merged cell of the header stands over each of its columns.

    Raises
    ------
    ProblemsError
        When it is no workbook, the sheet is not told, or cells are merged below the header.
    """
    with _open(file) as book:
        names = sheet_names(book)
        if sheet is None and len(names) > 1:
            text = "must have one sheet, or the map must say which: 'sheet: ...'. "
            text += f"Found {len(names)}: {', '.join(names)}."
            raise ProblemsError([Problem(file, "", text)])
        if sheet is not None and sheet not in names:
            text = f"must hold the sheet that the map names. Found no {sheet!r}. "
            raise ProblemsError([Problem(file, "", text + meant(sheet, names))])
        yield _guarded(file, _rows(file, book, sheet or names[0], header_rows))


def look_into(file: Path) -> tuple[list[str], dict[str, list[Area]]]:
    """Names of all sheets, and their merged areas: first column and row, last column and row."""
    with _open(file) as book:
        names = sheet_names(book)
        return names, {name: _merged(book, book[name]) for name in names}


def sheet_names(book: Any) -> list[str]:
    return [sheet.title for sheet in book.worksheets]


@contextmanager
def _open(file: Path) -> Iterator[Any]:
    from openpyxl import load_workbook

    # What openpyxl does not know of styles and extensions is no concern of the answers.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")
        try:
            with zipfile.ZipFile(file) as packed:
                size = sum(part.file_size for part in packed.infolist())
            if size > MOST_UNPACKED:
                text = f"must unpack to at most 1 GB. Found {size / 1e9:.1f} GB."
                raise ProblemsError([Problem(file, "", text)])
            book = load_workbook(file, read_only=True)
            if not book.worksheets:
                raise ValueError("no sheets")
        except (OSError, ProblemsError):
            raise
        except Exception as error:  # openpyxl raises whatever its readers meet
            raise _none(file) from error
        try:
            yield book
        finally:
            book.close()


def _none(file: Path) -> ProblemsError:
    text = "must be a whole .xlsx workbook. Found something else under that name; open it in a "
    return ProblemsError([Problem(file, "", text + "spreadsheet and save it as .xlsx.")])


def _guarded(file: Path, rows: Rows) -> Rows:
    try:
        yield from rows
    except (OSError, ProblemsError):
        raise
    except Exception as error:  # a damaged sheet shows only when it is read
        raise _none(file) from error


def _rows(file: Path, book: Any, name: str, header_rows: int) -> Rows:
    sheet = book[name]
    areas = _merged(book, sheet)
    if below := [area for area in areas if area[3] > header_rows]:
        raise ProblemsError(_unmerge(file, below), most=len(below))
    sheet.reset_dimensions()  # other programs write wrong ones, and columns would be missing
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise ProblemsError([Problem(file, "", f"must have at most {MOST_ROWS:,} rows.")])
        cells = [_text(value) for value in values]
        for left, top, right, _bottom in areas if number <= header_rows else ():
            if top == number:
                cells += [""] * (right - len(cells))
                cells[left - 1 : right] = [cells[left - 1]] * (right - left + 1)
        yield number, cells


def _unmerge(file: Path, below: list[Area], most: int = 20) -> list[Problem]:
    text = "must not be merged below the header. Unmerge the cells and fill in each one."
    places = [_place(area) for area in below]
    problems = [Problem(file, f"cells {place}", text) for place in places[:most]]
    if len(places) > most:
        problems.append(Problem(file, "", f"has {len(places) - most:,} more merged cells."))
    return problems


def _place(area: Area) -> str:
    from openpyxl.utils import get_column_letter

    left, top, right, bottom = area
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _merged(book: Any, sheet: Any) -> list[Area]:
    """Merged areas: openpyxl does not read them row by row, and they stand behind the rows."""
    from openpyxl.utils import range_boundaries

    found: dict[bytes, None] = {}
    with book._archive.open(sheet._worksheet_path) as stream:
        rest = b""
        while part := stream.read(1 << 20):
            text = rest + part
            found.update(dict.fromkeys(_MERGED.findall(text)))
            rest = text[-300:]
    return sorted((range_boundaries(ref.decode()) for ref in found), key=lambda area: area[1::-1])


def _text(value: Any) -> str:
    if isinstance(value, str):
        # Excel's way to write a line break of Windows into a cell.
        return value.replace("_x000D_", "")
    if value is None:
        return ""
    # 5 is stored as 5.0 in many workbooks, and a phone number as 13812345678.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if type(value).__module__.startswith("openpyxl"):  # formulas over several cells
        return str(getattr(value, "text", None) or "=")
    return str(value)
