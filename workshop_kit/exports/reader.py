"""Rows of an export, whatever it asks: who answered, what is personal, what is wrong.

What is wrong is remembered, so that all of it is said at once.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from workshop_kit.exports.codes import Codes
from workshop_kit.exports.files import even
from workshop_kit.exports.findings import Findings, place
from workshop_kit.exports.imported import Imported
from workshop_kit.exports.mapping import ExportMap
from workshop_kit.exports.personal import personal_header, personal_value
from workshop_kit.problems import Problem, ProblemsError, quoted

# What a spreadsheet takes for the beginning of a formula, also in full width.
_FORMULA = re.compile("[-=+@－＝＋＠]")
_PERSONAL = "must hold no phone number, e-mail address or national id. Found what looks like one; "


class Reader:
    """Reads the rows of one export.

    Parameters
    ----------
    file, header
        The export and its columns.
    columns : mapping
        Header to column number, for every header that the map names.
    found : ExportMap
    asked : mapping
        Column number to what its cells mean: the columns of all questions.

    Attributes
    ----------
    respondents, empty_rows, empty_cells, no_segment, unused :
        As of `Imported`.
    findings : Findings
        Bad cells and rows.
    """

    def __init__(
        self,
        file: Path,
        header: list[str],
        columns: Mapping[str, int],
        found: ExportMap,
        asked: Mapping[int, Codes],
    ) -> None:
        self.file, self.header, self.found = file, header, found
        self.asked = dict(asked)
        self.key = columns[even(found.respondent)] if found.respondent is not None else None
        self.segment = columns[even(found.segment.column)] if found.segment else None
        self.segments = Codes.of_words(
            "segment",
            "must be a word of segment.values in the map",
            found.segment.values if found.segment else {},
            found.empty,
        )
        if self.segment is not None:
            self.asked[self.segment] = self.segments
        self._own = {id(codes): codes.known for codes in self.asked.values()}.values()
        self._empty = dict.fromkeys(["", *map(even, found.empty)], "")
        self._look_out()
        self.respondents = self.empty_rows = self.empty_cells = self.no_segment = 0
        self.blank = 0
        self.seen: dict[str, int] = {}
        self.again: set[str] = set()
        self.formulas: dict[int, str] = {}
        self.findings = Findings()

    def _look_out(self) -> None:
        """The columns in which personal data would stop the import."""
        dropped = {even(name) for name in self.found.drop}
        used = {*self.asked}
        if not self.found.keep_respondent and self.key is not None:
            used.add(self.key)  # read to find duplicates, never written
        left = [i for i, name in enumerate(self.header) if name not in dropped and i not in used]
        self.watched = {i: personal_header(self.header[i]) for i in left}
        self.personal: dict[int, int] = {}
        self.unused = [self.header[i] for i in left if i != self.key and self.header[i]]

    def begin(self, number: int, cells: list[str]) -> None:
        """Look at a row as a whole: its width, and what is personal in it."""
        if len(cells) > len(self.header) and any(map(even, cells[len(self.header) :])):
            self.findings.add("width", None, str(len(cells)), number)
        for i, named in tuple(self.watched.items()):
            cell = cells[i]
            # Under such a header anything tells on people, but for the survey's own answers.
            if cell and (self._tells(cell) if named else personal_value(cell)):
                self.personal[i] = number
                del self.watched[i]

    def _tells(self, cell: str) -> bool:
        text = even(cell)
        return not any(text in known for known in self._own)

    def code(self, codes: Codes, column: int, number: int, cell: str) -> str:
        """The code of a cell, or "?" when it has none, which is taken note of."""
        text = even(cell)
        code = codes.known.get(text)
        if code is None:
            self.refuse(codes.kind, column, number, text)
            return "?"
        codes.known[cell] = code  # the next cell of this spelling is found at once
        return code

    def refuse(self, kind: str, column: int, number: int, text: str) -> None:
        """Take note of a cell that means nothing."""
        if text.startswith("="):  # each row has its own: the first of a column stands for all
            kind, text = "formula", self.formulas.setdefault(column, text)
        self.findings.add(kind, column, text, number)

    def refuse_row(self, kind: str, said: str, number: int) -> None:
        """Take note of a row whose cells do not go together; every one is named."""
        self.findings.add(kind, None, said, number, every=True)

    def nobody(self, cells: list[str]) -> None:
        """Count a row without any answer."""
        # Rows without anything count only where something follows: files end in many of them.
        if any(map(even, cells)):
            self.empty_rows += self.blank + 1
            self.blank = 0
        else:
            self.blank += 1

    def who(self, number: int, cells: list[str], empty: int) -> tuple[str, str]:
        """Count a row with answers, some of them empty: who gave them, and the segment."""
        self.empty_rows += self.blank
        self.blank = 0
        self.empty_cells += empty
        return self._name(number, cells), self._group(number, cells)

    def _group(self, number: int, cells: list[str]) -> str:
        if self.segment is None:
            return ""
        segment = self.code(self.segments, self.segment, number, cells[self.segment])
        self.no_segment += not segment
        return segment

    def _name(self, number: int, cells: list[str]) -> str:
        self.respondents += 1
        name = f"r{self.respondents}"
        if self.key is None:
            return name
        key = even(cells[self.key])
        key = self._empty.get(key, key)
        first = self.seen.setdefault(key, number) if key else number
        if first != number:
            rows = (number,) if key in self.again else (first, number)
            self.again.add(key)
            self.findings.add("again", self.key, key, *rows)
        if not self.found.keep_respondent:
            return name
        if not key:
            self.findings.add("nameless", self.key, "", number)
        elif _FORMULA.match(key):
            self.findings.add("risky", self.key, key, number)
        return key

    def problems(self) -> list[Problem]:
        """Everything that stops the import."""
        found = self.findings.problems(self.file, self.header, self._said)
        for column, number in sorted(self.personal.items()):
            if column == self.key:
                text = "set 'keep_respondent: false' in the map, or name another column."
            elif self.header[column]:
                text = "name the column under 'drop:' in the map, or take it out of the file."
            else:
                text = "take the column out of the file."
            where = f"row {number}, {place(self.header, column)}"
            found.append(Problem(self.file, where, _PERSONAL + text))
        if not self.respondents:
            rows = f" in {self.empty_rows:,} rows" if self.empty_rows else ""
            text = f"must hold answers below the header. Found none{rows}."
            found.append(Problem(self.file, "", text))
        return found

    def check(self) -> None:
        """Raise with everything that stops the import, if anything does."""
        if problems := self.problems():
            raise ProblemsError(problems, most=len(problems))

    def imported(self, file: Path) -> Imported:
        """What came of the import, but for what the method alone knows."""
        return Imported(
            file,
            self.respondents,
            self.empty_rows,
            self.empty_cells,
            self.no_segment,
            self.unused,
        )

    def _said(self, kind: str, column: int | None, found: str) -> str:
        if kind == "width":
            return f"must have {len(self.header)} cells, as the header. Found {found}."
        if kind == "again":
            return "must be there once. Found the same respondent again."
        if kind == "nameless":
            return "must not be empty while the map keeps respondents. Found nothing."
        if kind == "risky":
            must = "must not start with = + - or @: a spreadsheet would take it for a formula"
            return f"{must}. Found {quoted(found)}."
        if kind == "formula":
            must = "must hold a value, not a formula"
            return f"{must}. Found {quoted(found)}. Paste it as a value."
        return found if column is None else self.asked[column].refused(found)
