"""Which touchpoint a sheet speaks of: those to choose from, and how it is asked."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from workshop_kit.forms.questions import Choice, Question, Text
from workshop_kit.saved import answers_in, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

LONGEST = 60
"""A code of another version is shown up to here."""


def touchpoints(workshop: "Workshop", kind: str) -> dict[str, str]:
    """The profile's touchpoints, code to label; last those that only saved sheets of a kind name.

    A touchpoint that left the profile keeps what was said of it.
    """
    return known(workshop, kind, "touchpoint")


def known(workshop: "Workshop", kind: str, what: Literal["touchpoint", "stage"]) -> dict[str, str]:
    """The same of touchpoints or of stages."""
    labels = workshop.company.labels(f"{what}s", workshop.language)
    try:
        entries = entries_of(workshop, kind)
    except StoreError:  # the form says so, and tries again
        return labels
    named = dict.fromkeys(code for entry in entries for code in _named(answers_in(entry), what))
    gone = [code for code in named if code and code not in labels]
    return labels | {code: retired(code, workshop.language) for code in gone}


def retired(code: str, language: str) -> str:
    """What a touchpoint is called that the profile no longer has."""
    _ = translator(language)
    text = _("{touchpoint} (no longer in the profile)")
    return text.format(touchpoint=code[:LONGEST])


def _named(answers: Mapping[str, Any], what: str) -> Iterator[str]:
    """Codes in what a sheet holds: in questions of that name; touchpoints also as rows."""
    for name, said in answers.items():
        if what == "touchpoint" and isinstance(said, dict):
            yield from said
        for row in said if isinstance(said, list) else [{name: said}]:
            for column, given in row.items() if isinstance(row, dict) else ():
                if column.partition("-")[0] == what and isinstance(given, str):
                    yield given


def which(
    places: Mapping[str, str],
    language: str,
    *,
    name: str = "touchpoint",
    label: str = "",
    required: bool = False,
    half: bool = False,
) -> Question:
    """Which touchpoint? Where the profile lists none, in words."""
    _ = translator(language)
    label = label or _("Touchpoint")
    if not places:
        return Text(name=name, label=label, most=200, required=required, half=half)
    return Choice(name=name, label=label, options=places, folded=True, required=required, half=half)


def no_touchpoints(workshop: "Workshop") -> list[str]:
    """What a sheet says where the profile lists none."""
    _ = translator(workshop.language)
    none = _("The profile of this company lists no touchpoints yet.")
    return [] if workshop.company.touchpoints else [none]
