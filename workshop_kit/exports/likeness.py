"""How alike the headers of an export and the questions of a profile are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Key = TypeVar("Key")
ALIKE = 0.75
FROM_LABEL, FROM_ORDER = " from the label", " from the order of the columns alone"
"""What a guess rests on, behind its mark."""
_NUMBERING = re.compile(r"^\W*(?:[Qq]?\d+)?[\s.、:：)）]*")


def bare(header: Sequence[str]) -> dict[int, str]:
    """Column number to its header without a number in front, in lower case."""
    return {i: _NUMBERING.sub("", text).casefold() for i, text in enumerate(header)}


def likely(
    texts: Mapping[int, str], columns: Iterable[int], asked: Sequence[tuple[Key, set[str]]]
) -> Iterator[tuple[float, Key, int]]:
    """How alike each column's text is to each question, where it is at all."""
    for i in columns:
        match = SequenceMatcher(None, "", texts[i], autojunk=False)
        for key, questions in asked:
            for text in questions:
                match.set_seq1(text.casefold())
                if match.real_quick_ratio() < ALIKE or match.quick_ratio() < ALIKE:
                    continue
                if (ratio := match.ratio()) >= ALIKE:
                    yield ratio, key, i
