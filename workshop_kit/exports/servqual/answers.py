"""An export of a SERVQUAL survey as tidy answers and points: complete, or not at all."""

import csv
from collections.abc import Mapping
from pathlib import Path

from workshop_kit.company import Company
from workshop_kit.exports.codes import Codes
from workshop_kit.exports.columns import find_columns
from workshop_kit.exports.files import even, open_export
from workshop_kit.exports.imported import Imported
from workshop_kit.exports.reader import Reader
from workshop_kit.exports.servqual.mapping import QUESTIONS, ServqualMap
from workshop_kit.exports.servqual.points import Points
from workshop_kit.exports.whole import whole_files

HEADER = ("respondent", "segment", "item", "expectation", "perception")
POINTS = ("respondent", "dimension", "points")


def import_servqual(
    file: Path, found: ServqualMap, company: Company, target: Path, weights: Path | None
) -> Imported:
    """Write an export as tidy SERVQUAL answers and, where the map has columns for them, points.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    found : ServqualMap
        What its columns and words mean.
    company : Company
        Whose scale it is, and whose items are negative.
    target, weights : Path
        The tidy CSV files; `weights` only where the map has columns for points. Both are replaced
        as a whole, or, when anything is wrong, neither is touched.

    Raises
    ------
    ProblemsError
        As `import_kano`; points that are no numbers or do not sum to 100.
    """
    with open_export(file, found.look) as (header, rows):
        columns = find_columns(file, header, found)
        statements = _Statements(file, header, columns, found, company)
        with whole_files([target, *([weights] if weights else [])]) as outs:
            answers, *more = (csv.writer(out, lineterminator="\n") for out in outs)
            answers.writerow((*HEADER, *(("minimum",) if statements.minimum else ())))
            for points in more:
                points.writerow(POINTS)
            for number, cells in rows:
                scores, shares = statements.answers(number, cells)
                answers.writerows(scores)
                for points in more:
                    points.writerows(shares)
            statements.reader.check()
    done = statements.reader.imported(target)
    done.turned, done.above = statements.turned, statements.above()
    done.weights, done.weighted = weights, statements.points.respondents
    return done


class _Statements:
    """Turns the rows of one export into tidy answers and points."""

    def __init__(
        self,
        file: Path,
        header: list[str],
        columns: Mapping[str, int],
        found: ServqualMap,
        company: Company,
    ) -> None:
        low, high = company.scales.servqual.low, company.scales.servqual.high
        if found.answers is None:
            codes = Codes.of_numbers("answer", low, high, found.empty)
        else:
            must = "must be a {what} of answers in the map"
            codes = Codes.of_words("answer", must, found.answers, found.empty)
        reversed_ = codes.reversed(low, high)
        negative = {item.id for item in company.items if item.negative}
        self.minimum = any(statement.minimum for statement in found.items.values())
        self.turned: list[str] = []
        self.items: list[tuple[str, list[int | None], Codes]] = []
        asked: dict[int, Codes] = {}
        for item, statement in found.items.items():
            turned = item in negative if statement.negative is None else statement.negative
            names = [getattr(statement, side) for side in QUESTIONS[: 3 if self.minimum else 2]]
            its = [None if name is None else columns[even(name)] for name in names]
            self.items.append((item, its, reversed_ if turned else codes))
            self.turned += [item] if turned else []
            asked |= dict.fromkeys((i for i in its if i is not None), codes)
        self.asked = len(asked)
        self.points = Points(columns, found)
        self.sums = [[0, 0] for _item in self.items]
        self.reader = Reader(file, header, columns, found, {**asked, **self.points.asked})

    def answers(
        self, number: int, cells: list[str]
    ) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        """The rows of both tidy files that one row of the export makes."""
        reader = self.reader
        reader.begin(number, cells)
        found = []
        empty = 0
        for (item, columns, codes), sums in zip(self.items, self.sums, strict=True):
            known = codes.known
            scores = []
            for column in columns:
                score = "" if column is None else known.get(cells[column])
                if score is None and column is not None:
                    score = reader.code(codes, column, number, cells[column])
                scores.append(score or "")
                empty += column is not None and not score
            found.append((item, *scores))
            expectation, perception = scores[:2]
            if expectation.isdigit() and perception.isdigit():
                sums[0] += 1
                sums[1] += int(perception) - int(expectation)
        points = self.points.read(reader, number, cells)
        if empty == self.asked and not points:
            reader.nobody(cells)
            return [], []
        name, segment = reader.who(number, cells, empty)
        return (
            [(name, segment, *answers) for answers in found],
            [(name, *share) for share in points],
        )

    def above(self) -> tuple[int, int]:
        """Items perceived better than expected, and all that have both answers."""
        both = [difference for n, difference in self.sums if n]
        return sum(difference > 0 for difference in both), len(both)
