"""What is wrong with the rows of an export: of each kind the first twenty, and how many more."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workshop_kit.exports.files import letter
from workshop_kit.problems import Problem, quoted

MOST = 20
MOST_ROWS = 8
EVERY = 1_000  # more would be no message any more


@dataclass
class _Rows:
    first: list[int] = field(default_factory=list)
    more: int = 0

    def __str__(self) -> str:
        more = f" and {self.more:,} more" if self.more else ""
        many = "s" if len(self.first) > 1 or self.more else ""
        return f"row{many} {', '.join(map(str, self.first))}{more}"


class Findings:
    """Bad cells by kind, column and what was found; the same thing in many rows is one."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[tuple[int | None, str], _Rows]] = defaultdict(dict)
        self._more: Counter[str] = Counter()

    def add(
        self, kind: str, column: int | None, found: str, *rows: int, every: bool = False
    ) -> None:
        """Take note of a bad cell, or of a row when there is no column; of `every` one, or of the
        first ones."""
        places = self._kinds[kind]
        known = places.get((column, found))
        if known is None:
            if len(places) >= (EVERY if every else MOST):
                # A map for another file has them by the thousand.
                self._more[kind] += 1
                return
            known = places[column, found] = _Rows()
        for row in rows:
            if len(known.first) < (EVERY if every else MOST_ROWS):
                known.first.append(row)
            else:
                known.more += 1

    def problems(
        self, file: Path, header: Sequence[str], say: Callable[[str, int | None, str], str]
    ) -> list[Problem]:
        """All of it, kind by kind, each in the order of the file."""
        problems = []
        for kind, places in self._kinds.items():
            for (column, found), rows in places.items():
                where = str(rows) if column is None else f"{rows}, {place(header, column)}"
                problems.append(Problem(file, where, say(kind, column, found)))
            if more := self._more[kind]:
                text = f"has {more:,} more like these. Was the map made for this file?"
                problems.append(Problem(file, "", text))
        return problems


def place(header: Sequence[str], column: int) -> str:
    """A column as people find it: its letter, and how its header begins."""
    return f"column {letter(column)} ({quoted(header[column])})"
