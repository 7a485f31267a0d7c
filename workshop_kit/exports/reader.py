"""Rows of an export as answers; what is wrong is remembered, so that all of it is said at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from workshop_kit.exports.files import even
from workshop_kit.exports.findings import Findings, place
from workshop_kit.exports.mapping import SIDES, KanoMap
from workshop_kit.exports.personal import personal_header, personal_value
from workshop_kit.problems import Problem, meant, quoted

# Functional and dysfunctional answer: what speaks for a feature (A, O, M) and against it (R).
WANTED = ("12", "13", "14", "15", "25", "35", "45")
REVERSE = ("21", "31", "41", "51", "52", "53", "54")
FEW = 4
# What a spreadsheet takes for the beginning of a formula, also in full width.
_FORMULA = re.compile("[-=+@－＝＋＠]")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_PERSONAL = "must hold no phone number, e-mail address or national id. Found what looks like one; "


class Reader:
    """Turns the rows of one export into tidy answers.

    Attributes
    ----------
    respondents, empty_rows, empty_cells, no_segment, unused :
        As of `Imported`.
    """

    def __init__(
        self, file: Path, header: list[str], columns: Mapping[str, int], found: KanoMap
    ) -> None:
        self.file, self.header, self.found = file, header, found
        self.features = [
            (
                feature,
                columns[even(pair.functional)],
                columns[even(pair.dysfunctional)],
                columns[even(pair.importance)] if pair.importance is not None else None,
            )
            for feature, pair in found.features.items()
        ]
        self.key = columns[even(found.respondent)] if found.respondent is not None else None
        self.segment = columns[even(found.segment.column)] if found.segment else None
        # Cells as they are written, to what they mean; other spellings are added as they are met.
        self.empty = empty = dict.fromkeys(["", *map(even, found.empty)], "")
        self.codes = {
            side: {even(word): str(code) for word, code in getattr(found.answers, side).items()}
            for side in SIDES
        }
        self.words = {side: list(codes) for side, codes in self.codes.items()}
        for codes in self.codes.values():
            codes.update(empty)
        self.scores = {**{str(score): str(score) for score in range(1, 10)}, **empty}
        words = found.segment.values if found.segment else {}
        self.segments = {**empty, **{even(word): name for word, name in words.items()}}
        self.words["segment"] = [even(word) for word in words]
        self.sides = {column: SIDES[0] for _feature, column, _d, _i in self.features}
        self.sides |= {column: SIDES[1] for _feature, _f, column, _i in self.features}
        self.asked = sum(2 if i is None else 3 for _feature, _f, _d, i in self.features)
        self._look_out()
        self.respondents = self.empty_rows = self.empty_cells = self.no_segment = 0
        self.blank = 0
        self.seen: dict[str, int] = {}
        self.again: set[str] = set()
        self.formulas: dict[int, str] = {}
        self.counts = [dict.fromkeys((*WANTED, *REVERSE), 0) for _feature in self.features]
        self.findings = Findings()

    def _look_out(self) -> None:
        """The columns in which personal data would stop the import."""
        dropped = {even(name) for name in self.found.drop}
        used = {self.segment, *(i for _f, *columns in self.features for i in columns)}
        if not self.found.keep_respondent:
            used.add(self.key)  # read to find duplicates, never written
        left = [i for i, name in enumerate(self.header) if name not in dropped and i not in used]
        self.watched = {i: personal_header(self.header[i]) for i in left}
        self.personal: dict[int, int] = {}
        self.unused = [self.header[i] for i in left if i != self.key and self.header[i]]

    def answers(self, number: int, cells: list[str]) -> Iterator[tuple[str, ...]]:
        """The rows of the tidy file that one row of the export makes."""
        if len(cells) > len(self.header) and any(map(even, cells[len(self.header) :])):
            self.findings.add("width", None, str(len(cells)), number)
        self._watch(number, cells)
        functional, dysfunctional = self.codes["functional"], self.codes["dysfunctional"]
        pairs = []
        empty = 0
        for (feature, f, d, i), counts in zip(self.features, self.counts, strict=True):
            with_it = functional.get(cells[f])
            if with_it is None:
                with_it = self._code("answer", functional, f, number, cells[f])
            without = dysfunctional.get(cells[d])
            if without is None:
                without = self._code("answer", dysfunctional, d, number, cells[d])
            score = ""
            if i is not None:
                score = self._code("importance", self.scores, i, number, cells[i])
            pair = with_it + without
            counts[pair] = counts.get(pair, 0) + 1
            empty += (not with_it) + (not without) + (i is not None and not score)
            pairs.append((feature, with_it, without, score))
        if empty == self.asked:
            self._nobody(cells)
            return
        self.empty_rows += self.blank
        self.blank = 0
        self.empty_cells += empty
        name, segment = self._who(number, cells), self._group(number, cells)
        yield from ((name, segment, *answers) for answers in pairs)

    def _nobody(self, cells: list[str]) -> None:
        # Rows without anything count only where something follows: files end in many of them.
        if any(map(even, cells)):
            self.empty_rows += self.blank + 1
            self.blank = 0
        else:
            self.blank += 1

    def _code(self, kind: str, codes: dict[str, str], column: int, number: int, cell: str) -> str:
        text = even(cell)
        code = codes.get(text)
        if code is None:
            if text.startswith("="):  # each row has its own: the first of a column stands for all
                kind, text = "formula", self.formulas.setdefault(column, text)
            self.findings.add(kind, column, text, number)
            return "?"
        codes[cell] = code  # the next cell of this spelling is found at once
        return code

    def _group(self, number: int, cells: list[str]) -> str:
        if self.segment is None:
            return ""
        segment = self._code("segment", self.segments, self.segment, number, cells[self.segment])
        self.no_segment += not segment
        return segment

    def _who(self, number: int, cells: list[str]) -> str:
        self.respondents += 1
        name = f"r{self.respondents}"
        if self.key is None:
            return name
        key = even(cells[self.key])
        key = self.empty.get(key, key)
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

    def _watch(self, number: int, cells: list[str]) -> None:
        for i, named in tuple(self.watched.items()):
            cell = cells[i]
            # Under such a header anything tells on people, but for the survey's own answers.
            if cell and (self._tells(cell) if named else personal_value(cell)):
                self.personal[i] = number
                del self.watched[i]

    def _tells(self, cell: str) -> bool:
        text = even(cell)
        return not any(text in codes for codes in self.codes.values())

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

    def _said(self, kind: str, column: int | None, found: str) -> str:
        if kind == "width":
            return f"must have {len(self.header)} cells, as the header. Found {found}."
        if kind == "again":
            return "must be there once. Found the same respondent again."
        if kind == "nameless":
            return "must not be empty while the map keeps respondents. Found nothing."
        must = {
            "formula": "must hold a value, not a formula",
            "importance": "must hold 1 to 9",
            "segment": "must be a word of segment.values in the map",
            "risky": "must not start with = + - or @: a spreadsheet would take it for a formula",
        }.get(kind, "")
        words: list[str] = []
        if kind == "segment":
            words = self.words["segment"]
        elif kind == "answer" and column is not None:
            words = self.words[self.sides[column]]
            what = "code" if all(map(_NUMBER.fullmatch, [found, *words])) else "wording"
            must = f"must be a {what} of answers.{self.sides[column]} in the map"
        hint = f" {meant(found, words)}" if words else ""
        hint = " Paste it as a value." if kind == "formula" else hint
        return f"{must}. Found {quoted(found)}.{hint}"

    def reverse(self) -> dict[str, tuple[int, int]]:
        """Features that more answers speak against than for: (reverse answers, all pairs)."""
        found = {}
        for (feature, *_columns), counts in zip(self.features, self.counts, strict=True):
            pairs = sum(n for pair, n in counts.items() if len(pair) == 2)
            against, wanted = (sum(counts[p] for p in ps) for ps in (REVERSE, WANTED))
            if against > max(wanted, pairs / 5, FEW):
                found[feature] = (against, pairs)
        return found
