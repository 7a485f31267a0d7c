"""Rows of a survey platform's export, CSV or XLSX, as text and numbered as in a spreadsheet."""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from workshop_kit.problems import Problem, ProblemsError

Rows = Iterator[tuple[int, list[str]]]
# Zero-width space and joiner, marks of direction, byte order mark: nobody sees them.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))


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
        Row numbers are those of a spreadsheet. At least as many cells as the header has columns.

    Raises
    ------
    ProblemsError
        When the file cannot be read as `look` says, or a workbook has cells merged below the
        header.
    """
    with open_rows(file, look) as rows:
        heads = [cells for _number, cells in islice(rows, look.header_rows)]
        if not heads:
            raise ProblemsError([Problem(file, "", "must have a header. Found an empty file.")])
        if len(heads) < look.header_rows:
            text = f"must have {look.header_rows} header rows, as the map says. Found {len(heads)}."
            raise ProblemsError([Problem(file, "", text)])
        header = _header(heads)
        if not any(header):
            text = "must have a header in its first row. Found nothing there; say in the map how "
            text += "many rows it takes, empty ones included: 'header_rows: ...'."
            raise ProblemsError([Problem(file, "", text)])
        yield header, _filled(rows, len(header))


@contextmanager
def open_rows(file: Path, look: Look) -> Iterator[Rows]:
    """All rows of an export from the first one on, the header's among them."""
    if not file.is_file():
        found = "a folder or device" if file.exists() else "no such file"
        raise ProblemsError([Problem(file, "", f"must be a file. Found {found}.")])
    if is_workbook(file):
        from workshop_kit.exports.workbook import open_workbook

        with open_workbook(file, look.sheet, look.header_rows) as rows:
            yield rows
        return
    if file.suffix.lower() not in (".csv", ".txt", ".tsv"):
        text = f"must end in .csv or .xlsx. Found {file.name!r}; open it in a spreadsheet and save "
        raise ProblemsError([Problem(file, "", text + "it as one of the two.")])
    with file.open("rb") as stream:
        if stream.read(4) == b"PK\x03\x04":
            text = "must be a CSV file. Found a workbook under that name; let it end in .xlsx."
            raise ProblemsError([Problem(file, "", text)])
    with _open_text(file, look.encoding) as lines:
        yield _lines(file, lines, look)


def is_workbook(file: Path) -> bool:
    return file.suffix.lower() == ".xlsx"


def even(text: str) -> str:
    """Text as people see it: full-width and hard spaces evened out, unseen marks left out."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def letter(column: int) -> str:
    """A spreadsheet's name of a column.

    >>> letter(0), letter(26)
    ('A', 'AA')
    """
    text = ""
    while column >= 0:
        text = chr(ord("A") + column % 26) + text
        column = column // 26 - 1
    return text


def _open_text(file: Path, encoding: str, errors: str = "strict") -> TextIO:
    # With or without the mark that Excel puts at the beginning.
    encoding = "utf-8-sig" if encoding.lower() in ("utf-8", "utf8", "utf_8") else encoding
    return file.open(encoding=encoding, errors=errors, newline="")


def _lines(file: Path, stream: TextIO, look: Look) -> Rows:
    number = 0
    try:
        # Not the reader's line numbers: a cell may hold several lines.
        for number, cells in enumerate(
            csv.reader(stream, delimiter=look.delimiter, strict=True), 1
        ):
            yield number, cells
    except UnicodeError as error:
        text = f"must be {look.encoding} throughout. Found bytes that are not; say another encoding"
        text += " in the map, such as gb18030, cp949 or cp1252."
        raise ProblemsError([Problem(file, _undecoded(file, look), text)]) from error
    except csv.Error as error:
        text = f"must be cells with {look.delimiter!r} between them. A quote may be left open or "
        text += f"stand inside a cell: {error}."
        raise ProblemsError([Problem(file, f"row {number + 1}", text)]) from error


def _undecoded(file: Path, look: Look) -> str:
    """Where the first cell is that cannot be decoded: decoding runs ahead of the rows."""
    try:
        with _open_text(file, look.encoding, "replace") as stream:
            for number, cells in enumerate(csv.reader(stream, delimiter=look.delimiter), 1):
                for column, cell in enumerate(cells):
                    if "\ufffd" in cell:
                        return f"row {number}, column {letter(column)}"
    except (UnicodeError, csv.Error):
        pass
    return ""


def _header(heads: Sequence[Sequence[str]]) -> list[str]:
    """One text per column from all rows of the header, the upper ones first."""
    levels = [[even(cell) for cell in head] for head in heads]
    width = max((i for cells in levels for i, cell in enumerate(cells, 1) if cell), default=0)
    levels = [[*cells, *[""] * width][:width] for cells in levels]
    header = [""] * width
    for level, cells in enumerate(levels, 1):
        above, last = header.copy(), ""
        for column in range(width):
            # In all but the lowest row a gap belongs to what stands on its left, under one heading.
            inherits = level < len(levels) and any(lower[column] for lower in levels[level:])
            if column and above[column] != above[column - 1]:
                last = ""
            last = cells[column] or last
            part = cells[column] or (last if inherits else "")
            header[column] = " / ".join(text for text in (above[column], part) if text)
    return header


def _filled(rows: Rows, width: int) -> Rows:
    for number, cells in rows:
        yield number, cells if len(cells) >= width else cells + [""] * (width - len(cells))
