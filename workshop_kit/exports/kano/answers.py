"""An export of a KANO survey as tidy answers: complete, or not at all."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from workshop_kit.exports.codes import Codes
from workshop_kit.exports.columns import find_columns
from workshop_kit.exports.files import even, open_export
from workshop_kit.exports.imported import Imported
from workshop_kit.exports.kano.mapping import SIDES, KanoMap
from workshop_kit.exports.reader import Reader
from workshop_kit.exports.whole import whole_files

HEADER = ("respondent", "segment", "feature", "functional", "dysfunctional", "importance")
# Functional and dysfunctional answer: what speaks for a feature (A, O, M) and against it (R).
WANTED = ("12", "13", "14", "15", "25", "35", "45")
REVERSE = ("21", "31", "41", "51", "52", "53", "54")
FEW = 4


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
        Unknown wording, code outside the scale, unknown segment, formula, row that is too long
        (each with its rows), missing or duplicate column, duplicate respondent, no answer at all,
        a column that looks like a phone number, e-mail address or national id and is not dropped.
    """
    with open_export(file, found.look) as (header, rows):
        pairs = _Pairs(file, header, find_columns(file, header, found), found)
        with whole_files([target]) as (out,):
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(HEADER)
            for number, cells in rows:
                writer.writerows(pairs.answers(number, cells))
            pairs.reader.check()
    done = pairs.reader.imported(target)
    done.reverse = pairs.reverse()
    return done


class _Pairs:
    """Turns the rows of one export into tidy answers."""

    def __init__(
        self, file: Path, header: list[str], columns: Mapping[str, int], found: KanoMap
    ) -> None:
        self.functional, self.dysfunctional = (
            Codes.of_words(
                "answer",
                f"must be a {{what}} of answers.{side} in the map",
                getattr(found.answers, side),
                found.empty,
            )
            for side in SIDES
        )
        self.scores = Codes.of_numbers("importance", 1, 9, found.empty)
        self.features = [
            (
                feature,
                columns[even(pair.functional)],
                columns[even(pair.dysfunctional)],
                columns[even(pair.importance)] if pair.importance is not None else None,
            )
            for feature, pair in found.features.items()
        ]
        asked = {column: self.functional for _feature, column, _d, _i in self.features}
        asked |= {column: self.dysfunctional for _feature, _f, column, _i in self.features}
        asked |= {i: self.scores for _feature, _f, _d, i in self.features if i is not None}
        self.asked = len(asked)
        self.counts = [dict.fromkeys((*WANTED, *REVERSE), 0) for _feature in self.features]
        self.reader = Reader(file, header, columns, found, asked)

    def answers(self, number: int, cells: list[str]) -> Iterator[tuple[str, ...]]:
        """The rows of the tidy file that one row of the export makes."""
        reader = self.reader
        reader.begin(number, cells)
        functional, dysfunctional = self.functional.known, self.dysfunctional.known
        pairs = []
        empty = 0
        for (feature, f, d, i), counts in zip(self.features, self.counts, strict=True):
            with_it = functional.get(cells[f])
            if with_it is None:
                with_it = reader.code(self.functional, f, number, cells[f])
            without = dysfunctional.get(cells[d])
            if without is None:
                without = reader.code(self.dysfunctional, d, number, cells[d])
            score = ""
            if i is not None:
                score = reader.code(self.scores, i, number, cells[i])
            pair = with_it + without
            counts[pair] = counts.get(pair, 0) + 1
            empty += (not with_it) + (not without) + (i is not None and not score)
            pairs.append((feature, with_it, without, score))
        if empty == self.asked:
            reader.nobody(cells)
            return
        who = reader.who(number, cells, empty)
        yield from ((*who, *answers) for answers in pairs)

    def reverse(self) -> dict[str, tuple[int, int]]:
        """Features that more answers speak against than for: (reverse answers, all pairs)."""
        found = {}
        for (feature, *_columns), counts in zip(self.features, self.counts, strict=True):
            pairs = sum(n for pair, n in counts.items() if len(pair) == 2)
            against, wanted = (sum(counts[p] for p in ps) for ps in (REVERSE, WANTED))
            if against > max(wanted, pairs / 5, FEW):
                found[feature] = (against, pairs)
        return found
