"""What groups saved in forms: entries of this workshop, and the answers in them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.entries import Entry
    from workshop_kit.workshop import Workshop


def entries_of(workshop: "Workshop", kind: str, **place: str) -> list["Entry"]:
    """The current entries of a kind in this workshop, of a `group` and a `key` where given.

    Raises
    ------
    StoreError
        When they cannot be read.
    """
    here = {"company": workshop.company.id, "workshop": workshop.session}
    return workshop.store.current(**here, kind=kind, **place)


def answers_in(entry: "Entry") -> dict[str, Any]:
    """The answers of an entry by question, which another version may have put otherwise."""
    values = entry.body.get("values")
    return values if isinstance(values, dict) else {}


def answers_of(workshop: "Workshop", kind: str, group: str, key: str = "") -> dict[str, Any]:
    """The answers that a group gave in one form; none where it saved nothing."""
    return next(map(answers_in, entries_of(workshop, kind, group=group, key=key)), {})


def rows_in(answers: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a list of answers; what is no row is an empty one, so that numbers stay."""
    rows = answers.get(name)
    return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []


def text_in(row: Mapping[str, Any], name: str) -> str:
    """A text of a row on one line; "" where there is none."""
    said = row.get(name)
    return " ".join(said.split()) if isinstance(said, str) else ""


def by_number(name: str) -> tuple[int, str]:
    """By what groups and journeys are sorted: "10" is the tenth, not the second.

    >>> sorted(["10", "2", "1"], key=by_number)
    ['1', '2', '10']
    """
    return len(name), name
