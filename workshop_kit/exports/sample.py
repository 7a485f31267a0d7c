"""The beginning of an export, and which of its columns hold answers."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workshop_kit.exports.files import Look, even, open_export
from workshop_kit.exports.guess import guess_look
from workshop_kit.exports.wordings import EMPTY

ROWS = 5_000


@dataclass(frozen=True)
class Sample:
    """The first rows of an export.

    Attributes
    ----------
    file : Path
    look : Look
        How it is written, as far as can be guessed.
    header : list of str
    cells : list of list of str
        Rows below the header, as they are written.
    kinds : mapping
        Column number to how often each filled cell is there, white space evened out.
    """

    file: Path
    look: Look
    header: list[str]
    cells: list[list[str]]
    kinds: Mapping[int, Counter[str]]


def read_sample(file: Path) -> Sample:
    """Read the first rows of an export, however it is written."""
    look = guess_look(file)
    with open_export(file, look) as (header, rows):
        cells = [row for _number, row in islice(rows, ROWS)]
    kinds = {i: Counter(even(row[i]) for row in cells if even(row[i])) for i in range(len(header))}
    return Sample(file, look, header, cells, kinds)


def answered(words: Mapping[str, int]) -> Counter[str]:
    """Without those that mean that nobody answered."""
    return Counter({word: n for word, n in words.items() if word.casefold() not in EMPTY})


def answer_columns(
    kinds: Mapping[int, Counter[str]],
    rows: int,
    wanted: int,
    known: Callable[[str], object],
    codes: Collection[str],
) -> list[int]:
    """Columns that hold known wordings; where `wanted` are not found, also codes, or a few words
    that other columns hold too."""
    sure: list[int] = []
    few: dict[int, frozenset[str]] = {}
    for i, counted in kinds.items():
        words = answered(counted)
        if not words:
            continue
        if sum(n for word, n in words.items() if known(word)) >= 0.8 * sum(words.values()):
            sure.append(i)
        elif set(words) <= {*codes} or (len(words) <= 7 and rows >= 4 * len(words) >= 8):
            few[i] = frozenset(words)
    often = Counter(few.values())
    shared = {
        words
        for words, n in often.items()
        if n > 1 or any(2 * len(words & other) >= len(words) for other in often if other != words)
    }
    if len(sure) >= wanted:
        return sure
    return sorted([*sure, *(i for i, words in few.items() if words in shared)])
