"""Entries of a profile that carry an id and a label, and what is wrong with lists of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator

from workshop_kit.fields import Id, Text
from workshop_kit.problems import meant, quoted
from workshop_kit.strict_model import Strict
from workshop_kit.strict_yaml import Place

Wrong = tuple[Place, str]
"""A place in the profile and what is wrong there."""


def _label(value: Any) -> Any:
    return {"en": value, "zh": value} if isinstance(value, str) else value


class Label(Strict):
    """A text in both languages; a profile may give one text for both."""

    en: Text
    zh: Text

    def text(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


AnyLabel = Annotated[Label, BeforeValidator(_label)]


class Named(Strict):
    id: Id
    label: AnyLabel


def rows(value: Mapping[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of a list as they were written, each with its number; what is none is skipped."""
    found = value.get(name)
    if isinstance(found, list):
        yield from ((i, row) for i, row in enumerate(found) if isinstance(row, dict))


def ids(value: Mapping[str, Any], name: str) -> list[str]:
    """Ids of such a list."""
    return [row["id"] for _, row in rows(value, name) if isinstance(row.get("id"), str)]


def repeated(words: Iterable[tuple[Place, Any]], name: str) -> Iterator[Wrong]:
    """Words that stand in a list again."""
    seen: set[str] = set()
    for place, word in words:
        if isinstance(word, str) and word in seen:
            yield place, f"must be unique in {name}. Found {quoted(word)} again."
        seen.add(str(word))


def unknown(words: Iterable[tuple[Place, Any]], known: Sequence[str], of: str) -> Iterator[Wrong]:
    """Words that name nothing; what is no text has been refused by its field."""
    allowed = set(known)
    lost = ((place, word) for place, word in words if isinstance(word, str) and word not in allowed)
    for n, (place, word) in enumerate(lost):
        text = f"must name one of {of}. Found {quoted(word)}."
        # Looking for the nearest of thousands takes its time: not for thousands of words.
        yield place, f"{text} {meant(word, known)}" if n < 20 else text
