"""What is wrong with an input: collected, then said all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing that must be changed (or, as a note, known) in a file that a person wrote.

    Attributes
    ----------
    file : Path
        The file it stands in.
    where : str
        Its place in the file, such as `features[3].touchpoint` or `row 17, column functional`.
    text : str
        What must hold, what was found, what is allowed.
    line : int or None
        Line of the file, from 1.
    note : bool
        True when nothing has to be changed.
    """

    file: Path
    where: str
    text: str
    line: int | None = None
    note: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.where}: {self.text}" if self.where else f"{place}: {self.text}"


class ProblemsError(ValueError):
    """Raised with every problem found, one line each in its message."""

    def __init__(self, problems: Sequence[Problem], most: int = 20) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:most]]
        if len(self.problems) > most:
            lines.append(f"... and {len(self.problems) - most} more like these")
        super().__init__("\n".join(lines))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only what must be changed, without the notes."""
    return [problem for problem in problems if not problem.note]


def quoted(found: object, most: int = 60) -> str:
    """What was found, in quotes and short enough for a line.

    >>> quoted("a" * 100, 9)
    "'aaaaaaaa…"
    """
    text = repr(found)
    return text if len(text) <= most else f"{text[:most]}…"


def meant(found: object, allowed: Iterable[str], most: int = 12) -> str:
    """Say what is allowed and, where one is close, which was probably meant."""
    choices = list(allowed)
    close = get_close_matches(str(found), choices, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}?"
    if not choices:
        return "None is defined."
    more = f" and {len(choices) - most} more" if len(choices) > most else ""
    return f"Allowed: {', '.join(choices[:most])}{more}."
