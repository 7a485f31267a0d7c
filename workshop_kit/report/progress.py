"""How far a report has come: what each part has, what is missing, and where to enter it."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from workshop_kit.report.chapters import summary
from workshop_kit.report.part import Part
from workshop_kit.report.sources import rows_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.company import DataKind
    from workshop_kit.workshop import Workshop

NEEDS: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = {
    "persona": (1, ("customers",), ("persona",)),
    "kano": (2, ("kano_answers",), ()),
    "journey": (3, ("curves",), ("curve", "journey_map", "blueprint")),
    "gaps": (4, ("servqual_answers", "gap_answers", "complaints"), ()),
    "loyalty": (5, ("loyalty_answers",), ("damage", "lifetime")),
    "plan": (6, (), ("how_might_we", "ideas", "screening", "concept", "actions", "reflection")),
}
"""By part: its page, the data files it shows, the kinds of entries it shows."""


def standing(workshop: "Workshop", parts: Sequence[Part]) -> Any:
    """Each part of the report: whether it is there, what it has, what it lacks and where that goes.

    Parameters
    ----------
    workshop : Workshop
    parts : sequence of Part
        From `report.contents`.

    Returns
    -------
    pandas.DataFrame
        Text only, a row per part. Where entries cannot be read, a sentence that says so.
    """
    _, language = translator(workshop.language), workshop.language
    here = {"company": workshop.company.id, "workshop": workshop.session}
    try:
        entered = Counter(entry.kind for entry in workshop.store.current(**here))
    except StoreError as error:
        return workshop.unread(error)
    made, comma = {part.name for part in parts}, "；" if language == "zh" else "; "
    names, rows = _names(language), []
    for part, (page, files, kinds) in NEEDS.items():
        counts = {name: (_counted(workshop, name), _("the profile's data")) for name in files}
        where = _("page {number}").format(number=page)
        counts |= {kind: (entered[kind], where) for kind in kinds}
        there = [f"{names[name]} {n:,}" for name, (n, _where) in counts.items() if n]
        lacking = [
            _("{what} ({where})").format(what=names[name], where=place)
            for name, (n, place) in counts.items()
            if not n
        ]
        yes = _("yes") if part in made else _("not yet")
        rows.append([yes, comma.join(there) or "–", comma.join(lacking) or "–"])
    columns = [_("In the report"), _("What is there"), _("What is missing, and where it goes")]
    index = pd.Index([part_titles(language)[part] for part in NEEDS], dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns).rename_axis(columns=_("Part"))


def summary_lines(workshop: "Workshop", parts: Sequence[Part]) -> Any:
    """The ten lines at the front of the report, as a list for a notebook."""
    _ = translator(workshop.language)
    lines = [line.text for _part, line in summary(parts)]
    return workshop.say(lines or [_("There is nothing to sum up yet.")])


def part_titles(language: str) -> dict[str, str]:
    """The headings of the parts."""
    _ = translator(language)
    return {
        "persona": _("Who the customers are"),
        "kano": _("Taken for granted, counted, enjoyed"),
        "journey": _("The customer's journey"),
        "gaps": _("What customers miss, and why"),
        "loyalty": _("Do customers stay?"),
        "plan": _("Where to begin, and who does what"),
    }


def _names(language: str) -> dict[str, str]:
    """What is counted, by data file or kind of entry."""
    _ = translator(language)
    return {
        "customers": _("customers"),
        "persona": _("persona cards"),
        "kano_answers": _("rows of the KANO survey"),
        "curves": _("points of the company's curves"),
        "curve": _("curves drawn"),
        "journey_map": _("journey maps"),
        "blueprint": _("blueprints"),
        "servqual_answers": _("answers on service quality"),
        "gap_answers": _("answers of managers and staff"),
        "complaints": _("rows of complaints"),
        "loyalty_answers": _("answers on loyalty"),
        "damage": _("sheets of damage"),
        "lifetime": _("sheets of lifetime value"),
        "how_might_we": _("sheets of questions"),
        "ideas": _("sheets of ideas"),
        "screening": _("screenings"),
        "concept": _("concepts"),
        "actions": _("action plans"),
        "reflection": _("5-3-1 sheets"),
    }


def _counted(workshop: "Workshop", name: str) -> int:
    """Rows of a data file; of the KANO survey also where only counts were handed over."""
    kinds = ("kano_answers", "kano_tally") if name == "kano_answers" else (name,)
    known = [cast("DataKind", kind) for kind in kinds if workshop.has(cast("DataKind", kind))]
    return sum(rows_of(workshop, kind) for kind in known)
