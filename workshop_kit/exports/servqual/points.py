"""The 100 points that a respondent shares out among the dimensions."""

import re
from collections.abc import Mapping

from workshop_kit.exports.codes import Codes
from workshop_kit.exports.files import even, letter
from workshop_kit.exports.reader import Reader
from workshop_kit.exports.servqual.mapping import ServqualMap

TOTAL = 100
_CLOSE = 1e-6
_POINTS = re.compile(r"\d{1,3}(\.\d+)?")


class Points:
    """Reads the columns of one export that hold points, if the map names any.

    Attributes
    ----------
    asked : dict
        Column number to what its cells mean.
    respondents : int
        Who shared out points.
    """

    def __init__(self, columns: Mapping[str, int], found: ServqualMap) -> None:
        named = found.weights or {}
        self.codes = Codes.of_words("points", "must hold points from 0 to 100", {}, found.empty)
        self.columns = {dimension: columns[even(name)] for dimension, name in named.items()}
        self.asked = dict.fromkeys(self.columns.values(), self.codes)
        self.respondents = 0

    def read(self, reader: Reader, number: int, cells: list[str]) -> list[tuple[str, str]]:
        """Dimension and points of one respondent; nothing where no column is filled.

        An empty one is 0 points: the others must sum to 100 without it.
        """
        total = 0.0
        given: list[tuple[str, str]] = []
        filled = good = 0
        for dimension, column in self.columns.items():
            text = even(cells[column])
            points = "0" if text in self.codes.known else text
            filled += text not in self.codes.known
            if not _POINTS.fullmatch(points) or float(points) > TOTAL:
                reader.refuse("points", column, number, points)
                continue
            good += 1
            total += float(points)
            given.append((dimension, f"{float(points):.10g}"))
        if not filled:
            return []
        self.respondents += 1
        if good == len(self.columns) and abs(total - TOTAL) > _CLOSE:
            reader.refuse_row("sum", f"{self._must()}. Found {total:g}.{_hint(total)}", number)
        return given

    def _must(self) -> str:
        over = ", ".join(map(letter, self.columns.values()))
        return f"must share out {TOTAL} points over columns {over}"


def _hint(total: float) -> str:
    return " Shares of 1? Then multiply each by 100." if abs(total - 1) < _CLOSE else ""
