"""How an export is written, guessed from its beginning: encoding, delimiter, sheet, header."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from workshop_kit.exports.files import Look, even, is_workbook, open_rows
from workshop_kit.exports.workbook import MOST_ROWS, Area, look_into
from workshop_kit.problems import Problem, ProblemsError

START = 400_000


def guess_look(file: Path) -> Look:
    """What a map must say of how a file is written."""
    if is_workbook(file) and file.is_file():
        names, areas = look_into(file)
        sheet = next((name for name in names if _is_table(file, name)), names[0])
        look = Look(sheet=sheet if len(names) > 1 else None)
        return Look(sheet=look.sheet, header_rows=_merged_rows(areas[sheet]) or _rows(file, look))
    if not file.is_file():
        return Look()
    with file.open("rb") as stream:
        start = stream.read(START)
    if start.startswith(b"PK\x03\x04"):
        return Look()  # a workbook under a wrong name: who reads it says so
    encoding = _encoding(file, start)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    look = Look("utf-8" if encoding == "utf-8-sig" else encoding, _delimiter(text))
    return Look(look.encoding, look.delimiter, header_rows=_rows(file, look))


def _encoding(file: Path, start: bytes) -> str:
    """The first encoding in which the letters are those that people use."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        text = "must be text. Found bytes that no text has; save it as CSV UTF-8 or .xlsx."
        raise ProblemsError([Problem(file, "", text)])
    if _decoded(start, "utf-8-sig") is not None:
        return "utf-8-sig"
    for encoding, share in (("cp949", 0.95), ("gb18030", 0.9), ("cp932", 0.2), ("big5", 0.9)):
        letters = [char for char in _decoded(start, encoding) or "" if char > "\x7f"]
        letters = [char for char in letters if char.isalpha()]
        if letters and sum(_usual(encoding, char) for char in letters) >= share * len(letters):
            return encoding
    return "cp1252" if _decoded(start, "cp1252") is not None else "latin-1"


def _decoded(start: bytes, encoding: str) -> str | None:
    try:
        # Not as a whole: the last character may have been cut in two.
        return codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return None


def _usual(encoding: str, char: str) -> bool:
    """Hangul; Chinese of GB2312's or Big5's frequent characters; kana."""
    if encoding == "cp949":
        return "가" <= char <= "힣"
    if encoding == "cp932":
        return "ぁ" <= char <= "ヿ"
    first, last = ("gb2312", b"\xf7") if encoding == "gb18030" else ("big5", b"\xc6")
    try:
        return b"\xa3" <= char.encode(first)[:1] <= last
    except UnicodeEncodeError:
        return False


def _delimiter(text: str) -> str:
    """The one that cuts the most rows into the same number of cells, more than one."""
    best, most = ",", (0.0, 0)
    for mark in ",;\t|":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            rows = [len(cells) for cells in islice(reader, 200) if cells]
        except csv.Error:
            continue
        width, count = Counter(rows).most_common(1)[0] if rows else (1, 0)
        if width > 1 and (count / len(rows), width) > most:
            best, most = mark, (count / len(rows), width)
    return best


def _is_table(file: Path, sheet: str) -> bool:
    """Whether a sheet has two cells beside each other, as a title page has not."""
    with open_rows(file, Look(sheet=sheet, header_rows=MOST_ROWS)) as rows:
        # Of a merged cell each column holds the same text.
        return any(len({*map(even, cells)} - {""}) > 1 for _number, cells in islice(rows, 10))


def _merged_rows(areas: Sequence[Area]) -> int:
    """Rows of a header with merged cells; 0 when there are none at the top."""
    rows = 0
    for left, top, right, bottom in areas:
        if top <= max(rows, 1):
            # What spans several columns has their own names below.
            rows = max(rows, bottom, top + (right > left))
    return rows


def _rows(file: Path, look: Look) -> int:
    """Rows of the header: three as Qualtrics writes them, two where the second fills up gaps."""
    with open_rows(file, look) as rows:
        first = [[even(cell) for cell in cells] for _number, cells in islice(rows, 10)]
    for number, cells in enumerate(first, 1):
        if any(cell.startswith('{"ImportId"') for cell in cells):
            return number
    top = next((i for i, cells in enumerate(first) if any(cells)), 0)
    gaps = [i for i, cell in enumerate(first[top] if first else ()) if not cell]
    below = first[top + 1] if len(first) > top + 1 else []
    return top + (2 if sum(1 for i in gaps if any(below[i : i + 1])) > 1 else 1)
