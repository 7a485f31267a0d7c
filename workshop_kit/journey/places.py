"""What a sheet's answers belong to: the profile's touchpoints, and moments of the group's curve."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from workshop_kit.forms import Choice, Question, Text
from workshop_kit.journey.drawing import drawn_curves
from workshop_kit.journey.metrics import moments
from workshop_kit.saved import answers_in, by_number, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    import pandas as pd

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
    _ = translator(workshop.language)
    labels = workshop.company.labels(f"{what}s", workshop.language)
    retired = _("{touchpoint} (no longer in the profile)")
    try:
        entries = entries_of(workshop, kind)
    except StoreError:  # the form says so, and tries again
        return labels
    named = dict.fromkeys(code for entry in entries for code in _named(answers_in(entry), what))
    gone = [code for code in named if code and code not in labels]
    return labels | {code: retired.format(touchpoint=code[:LONGEST]) for code in gone}


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


def curve_moments(workshop: "Workshop") -> "pd.DataFrame":
    """Peak, valley and end of every curve of the group that is typing, by journey.

    Returns
    -------
    pandas.DataFrame
        `journey, version, moment, position, touchpoint, valence`; no row where nothing is drawn or
        can be read.
    """
    import pandas as pd

    try:
        curves = drawn_curves(workshop)
    except StoreError:  # the form says so, and tries again
        columns = ("journey", "version", "moment", "position", "touchpoint", "valence")
        return pd.DataFrame(columns=[*columns])
    found = moments(curves[curves["group"] == workshop.who.group], by=["journey", "version"])
    number = found["journey"].map(by_number)
    return found.loc[number.sort_values(kind="stable").index].reset_index(drop=True)


def key_moments(workshop: "Workshop") -> dict[str, tuple[str, float]]:
    """Valley, peak and end of the group's first curve as it is: touchpoint and valence of each."""
    found = curve_moments(workshop)
    found = found[found["version"] == "as_is"]
    first = found[found["journey"] == found["journey"].iloc[0]] if len(found) else found
    return {row["moment"]: (row["touchpoint"], row["valence"]) for row in first.to_dict("records")}


def no_curve(language: str) -> str:
    """What a sheet says that would start from the curve."""
    _ = translator(language)
    return _("Your group has not drawn its curve yet: draw it first, or choose touchpoints freely.")


def no_touchpoints(workshop: "Workshop") -> list[str]:
    """What a sheet says where the profile lists none."""
    _ = translator(workshop.language)
    none = _("The profile of this company lists no touchpoints yet.")
    return [] if workshop.company.touchpoints else [none]
