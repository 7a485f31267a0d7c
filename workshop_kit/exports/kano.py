"""An export of a KANO survey as tidy answers: complete, or not at all."""

import csv
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshop_kit.exports.files import even, open_export
from workshop_kit.exports.mapping import KanoMap
from workshop_kit.problems import Problem, ProblemsError, meant

HEADER = ("respondent", "segment", "feature", "functional", "dysfunctional", "importance")
SIDES = ("functional", "dysfunctional")
# Unknown wordings beyond this many are counted, not kept: a map for another file has them by the
# thousand.
MOST_KINDS = 1_000

_NAMES = re.compile(
    r"手机|电话|邮箱|身份证|\b(phone|mobile|e-?mail|passport)\b|휴대폰|이메일", re.I
)
_VALUES = re.compile(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}"  # e-mail
    r"|(\+?86[- ]?)?1[3-9]\d{9}"  # mobile, China
    r"|\+\d[\d ()-]{7,}\d|0\d{1,3}-\d{3,4}-\d{4}|\(0\d+\) ?\d{6,}"  # phone, international form
    r"|\d{17}[\dXx]|\d{6}-[1-8]\d{6}|\d{15}",  # national ids: China, Korea, China before 1999
    re.I,
)


@dataclass
class Imported:
    """What came of an import.

    Attributes
    ----------
    file : Path
        The tidy answers.
    respondents : int
        Who gave at least one answer.
    empty_rows, empty_cells : int
        Rows without any answer, left out; single sides not answered, kept as empty.
    unused : list of str
        Headers of columns that the map neither uses nor drops.
    """

    file: Path
    respondents: int = 0
    empty_rows: int = 0
    empty_cells: int = 0
    unused: list[str] = field(default_factory=list)


def import_kano(file: Path, found: KanoMap, target: Path) -> Imported:
    """Write an export as tidy KANO answers.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    found : KanoMap
        What its columns and wordings mean.
    target : Path
        The tidy CSV; it is replaced as a whole, or, when anything is wrong, not touched.

    Raises
    ------
    ProblemsError
        Unknown wording, code outside the scale, unknown segment (each with its rows), missing or
        duplicate column, duplicate respondent, a column that looks like a phone number, e-mail
        address or national id and is not dropped.
    """
    with open_export(file, found.look) as (header, rows):
        places = _places(file, header, found)
        done = Imported(target)
        reader = _Reader(file, header, places, found, done)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".import-", suffix=".csv", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(HEADER)
                for number, cells in rows:
                    writer.writerows(reader.answers(number, cells))
            if problems := reader.problems():
                raise ProblemsError(problems)
            Path(draft).replace(target)
        finally:
            Path(draft).unlink(missing_ok=True)
    return done


def _places(file: Path, header: list[str], found: KanoMap) -> dict[str, int]:
    """Header to column number, for every header the map names; each must be there just once."""
    problems = []
    for name, place in [*found.columns().items(), *((even(name), "drop") for name in found.drop)]:
        count = header.count(name)
        if count == 0:
            text = f"must be a column of the file. {meant(name, [h for h in header if h], most=6)}"
            problems.append(Problem(file, f"{place}: {name!r}", text))
        elif count > 1 and place != "drop":
            at = ", ".join(_letter(i) for i, other in enumerate(header) if other == name)
            text = f"must be the header of one column. Found it over columns {at}; rename one."
            problems.append(Problem(file, f"{place}: {name!r}", text))
    if problems:
        raise ProblemsError(problems)
    return {name: header.index(name) for name in found.columns()}


def _letter(column: int) -> str:
    """A spreadsheet's name of a column: 0 is A, 26 is AA."""
    text = ""
    while column >= 0:
        text = chr(ord("A") + column % 26) + text
        column = column // 26 - 1
    return text


class _Reader:
    """Turns rows into answers, and remembers what is wrong instead of stopping at the first."""

    def __init__(
        self,
        file: Path,
        header: list[str],
        places: Mapping[str, int],
        found: KanoMap,
        done: Imported,
    ) -> None:
        self.file, self.header, self.found, self.done = file, header, found, done
        self.features = [
            (
                feature,
                places[even(pair.functional)],
                places[even(pair.dysfunctional)],
                places[even(pair.importance)] if pair.importance else None,
            )
            for feature, pair in found.features.items()
        ]
        self.codes = {
            side: {even(word): str(code) for word, code in getattr(found.answers, side).items()}
            for side in SIDES
        }
        self.key = places[even(found.respondent)] if found.respondent else None
        self.segment = places[even(found.segment.column)] if found.segment else None
        self.segments = (
            {even(word): name for word, name in found.segment.values.items()}
            if found.segment
            else {}
        )
        dropped = {even(name) for name in found.drop}
        used = {i for _f, *columns in self.features for i in columns if i is not None}
        used |= {i for i in (self.segment,) if i is not None}
        if self.key is not None and not found.keep_respondent:
            used.add(self.key)  # read to find duplicates, never written
        self.watched = [
            i for i, name in enumerate(header) if name and name not in dropped and i not in used
        ]
        done.unused = [header[i] for i in self.watched if i != self.key]
        self.private = {i: 0 for i in self.watched if _NAMES.search(header[i])}
        self.seen: dict[str, int] = {}
        self.again: list[tuple[int, int]] = []
        self.unknown: dict[tuple[int, str, str], list[int]] = {}
        self.lost = 0

    def answers(self, number: int, cells: list[str]) -> Iterator[tuple[str, ...]]:
        """The rows of the tidy file that one row of the export makes."""
        for i in self.watched:
            if i not in self.private and cells[i] and _VALUES.fullmatch(even(cells[i])):
                self.private[i] = number
        pairs = [
            (
                feature,
                self.code("functional", f, number, cells),
                self.code("dysfunctional", d, number, cells),
                self.importance(i, number, cells) if i is not None else "",
            )
            for feature, f, d, i in self.features
        ]
        if not any(f or d or i for _feature, f, d, i in pairs):
            self.done.empty_rows += 1
            return
        name = self.respondent(number, cells)
        segment = self.group(number, cells)
        for feature, functional, dysfunctional, importance in pairs:
            self.done.empty_cells += (not functional) + (not dysfunctional)
            yield name, segment, feature, functional, dysfunctional, importance

    def code(self, side: str, column: int, number: int, cells: list[str]) -> str:
        cell = cells[column]
        code = self.codes[side].get(cell)
        if code is None:
            text = even(cell)
            code = self.codes[side].get(text) if text else ""
            if code is None:
                self.odd("answer", column, text, number)
                return "?"
            self.codes[side][cell] = code  # the next cell of this spelling is found at once
        return code

    def importance(self, column: int, number: int, cells: list[str]) -> str:
        text = even(cells[column])
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text) <= 9):
            self.odd("importance", column, text, number)
            return "?"
        return text

    def group(self, number: int, cells: list[str]) -> str:
        if self.segment is None:
            return ""
        text = even(cells[self.segment])
        if text and text not in self.segments:
            self.odd("segment", self.segment, text, number)
        return self.segments.get(text, "")

    def respondent(self, number: int, cells: list[str]) -> str:
        self.done.respondents += 1
        key = even(cells[self.key]) if self.key is not None else ""
        if key and self.seen.setdefault(key, number) != number:
            self.again.append((number, self.seen[key]))
        return key if key and self.found.keep_respondent else f"r{self.done.respondents}"

    def odd(self, kind: str, column: int, text: str, number: int) -> None:
        rows = self.unknown.get((column, kind, text))
        if rows is not None:
            rows[1] += 1
        elif len(self.unknown) < MOST_KINDS:
            self.unknown[column, kind, text] = [number, 1]
        else:
            self.lost += 1

    def problems(self) -> list[Problem]:
        """Everything that stops the import, in the order of the file."""
        found = [
            Problem(self.file, self._where(column, rows), self._said(column, kind, text))
            for (column, kind, text), rows in self.unknown.items()
        ]
        if self.lost:
            text = f"has {self.lost} more cells that the map does not know. Is it for this file?"
            found.append(Problem(self.file, "", text))
        for number, first in self.again:
            text = f"must be there once. The same respondent answered in row {first}."
            found.append(
                Problem(self.file, f"row {number}, column {self.found.respondent!r}", text)
            )
        for column, number in self.private.items():
            row = f" (row {number})" if number else ""
            text = (
                f"looks like a phone number, e-mail address or national id{row}. "
                "Take the column out of the file, or name it under 'drop:' in the map."
            )
            found.append(Problem(self.file, f"column {self.header[column]!r}", text))
        return found

    def _where(self, column: int, rows: list[int]) -> str:
        more = f" and {rows[1] - 1} more" if rows[1] > 1 else ""
        return f"row {rows[0]}{more}, column {self.header[column]!r}"

    def _said(self, column: int, kind: str, text: str) -> str:
        if kind == "importance":
            return f"must hold 1 to 9. Found {text!r}."
        if kind == "segment":
            known: Iterable[str] = self.segments
            return (
                f"must be a word of segment.values in the map. Found {text!r}. {meant(text, known)}"
            )
        side = next(
            side
            for _feature, f, d, _i in self.features
            for side, i in (("functional", f), ("dysfunctional", d))
            if i == column
        )
        # Spellings seen on the way are in the dictionary too: only the map's own are meant.
        words = [even(word) for word in getattr(self.found.answers, side)]
        if _is_number(text) and all(map(_is_number, words)):
            return f"must be a code of the scale. Found {text!r}. {meant(text, words)}"
        return (
            f"must be a wording of answers.{side} in the map. Found {text!r}. {meant(text, words)}"
        )


def _is_number(text: Any) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", str(text)))
