"""What the cells of a column mean: words and numbers to codes, other spellings as they are met."""

import re
from collections.abc import Iterable, Mapping

from workshop_kit.exports.files import even
from workshop_kit.problems import meant, quoted

_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


class Codes:
    """Codes of the cells of some columns; `of_words` and `of_numbers` make them.

    Attributes
    ----------
    kind : str
        Under which cells that mean nothing are told.
    must : str
        What such a cell must be; "{what}" stands for "wording" or "code".
    words : list of str
        What the map says that a cell may hold; empty where numbers count as they are.
    known : dict
        Cells to codes, "" for those that are not answered.
    """

    def __init__(self, kind: str, must: str, words: Iterable[str], known: dict[str, str]) -> None:
        self.kind, self.must, self.words, self.known = kind, must, list(words), known

    @classmethod
    def of_words(
        cls, kind: str, must: str, codes: Mapping[str, object], empty: Iterable[str]
    ) -> "Codes":
        """What the map says of each word."""
        words = {even(word): str(code) for word, code in codes.items()}
        return cls(kind, must, words, {**_none(empty), **words})

    @classmethod
    def of_numbers(cls, kind: str, low: int, high: int, empty: Iterable[str]) -> "Codes":
        """Whole numbers as they are."""
        numbers = {str(code): str(code) for code in range(low, high + 1)}
        return cls(kind, f"must hold {low} to {high}", (), {**numbers, **_none(empty)})

    def reversed(self, low: int, high: int) -> "Codes":
        """The same cells with the scale the other way round."""
        known = {
            word: str(low + high - int(code)) if code else "" for word, code in self.known.items()
        }
        return Codes(self.kind, self.must, self.words, known)

    def refused(self, found: str) -> str:
        """What to say of a cell that means nothing."""
        what = "code" if all(map(_NUMBER.fullmatch, [found, *self.words])) else "wording"
        hint = f" {meant(found, self.words)}" if self.words else ""
        return f"{self.must.format(what=what)}. Found {quoted(found)}.{hint}"


def _none(empty: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(["", *map(even, empty)], "")
