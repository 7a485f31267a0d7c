"""An export of a survey on loyalty as tidy answers: complete, or not at all."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from workshop_kit.exports.codes import Codes
from workshop_kit.exports.columns import find_columns
from workshop_kit.exports.files import even, open_export
from workshop_kit.exports.imported import Imported
from workshop_kit.exports.loyalty.mapping import SCALES, LoyaltyMap
from workshop_kit.exports.reader import Reader
from workshop_kit.exports.whole import whole_files

HEADER = ("respondent", "segment", *SCALES)


def import_loyalty(file: Path, found: LoyaltyMap, target: Path) -> Imported:
    """Write an export as tidy answers on loyalty.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    found : LoyaltyMap
        What its columns and words mean. Effort stays as it was asked, in either direction.
    target : Path
        The tidy CSV; it is replaced as a whole, or, when anything is wrong, not touched.

    Raises
    ------
    ProblemsError
        As `import_kano`.
    """
    with open_export(file, found.look) as (header, rows):
        scores = _Scores(file, header, find_columns(file, header, found), found)
        with whole_files([target]) as (out,):
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(HEADER)
            for number, cells in rows:
                writer.writerows(scores.answers(number, cells))
            scores.reader.check()
    done = scores.reader.imported(target)
    done.answered = scores.answered
    done.high_is = found.effort.high_is if found.effort else ""
    return done


class _Scores:
    """Turns the rows of one export into tidy answers."""

    def __init__(
        self, file: Path, header: list[str], columns: Mapping[str, int], found: LoyaltyMap
    ) -> None:
        self.questions: dict[str, tuple[int, Codes]] = {}
        for name, (low, high) in SCALES.items():
            question = getattr(found, name)
            if question is None:
                continue
            empty = (*found.empty, *question.empty)
            codes = Codes.of_numbers(name, low, high, empty)
            if question.values is not None:
                must = f"must be a {{what}} of {name}.values in the map"
                codes = Codes.of_words(name, must, question.values, empty)
            self.questions[name] = columns[even(question.column)], codes
        self.answered = dict.fromkeys(self.questions, 0)
        self.reader = Reader(file, header, columns, found, dict(self.questions.values()))

    def answers(self, number: int, cells: list[str]) -> Iterator[tuple[str, ...]]:
        """The row of the tidy file that one row of the export makes, if it holds any answer."""
        reader = self.reader
        reader.begin(number, cells)
        scores = dict.fromkeys(SCALES, "")
        for name, (column, codes) in self.questions.items():
            scores[name] = reader.code(codes, column, number, cells[column])
            self.answered[name] += scores[name] != ""
        empty = sum(scores[name] == "" for name in self.questions)
        if empty == len(self.questions):
            reader.nobody(cells)
            return
        yield (*reader.who(number, cells, empty), *scores.values())
