"""What a page explains before it measures: dimensions, gaps and questions in a company's words."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.gaps.checks import DIMENSIONS
from workshop_kit.gaps.five import GAPS
from workshop_kit.gaps.words import dimension_names, gap_label
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def dimension_contents(language: str) -> dict[str, str]:
    """What belongs to each dimension."""
    _ = translator(language)
    return {
        "tangibles": _("rooms, equipment, dress; online: what can be seen at a glance"),
        "reliability": _("what was promised happens, every time"),
        "responsiveness": _("quick to notice, to answer, to settle"),
        "assurance": _("friendly, skilled, without detours"),
        "empathy": _("beyond the duty, unasked and flexible"),
    }


def dimension_guide(workshop: "Workshop") -> pd.DataFrame:
    """The five dimensions as the profile calls them, and one question of each.

    Returns
    -------
    pandas.DataFrame
        Text only, labelled by dimension: what belongs to it, and the first item's statements of how
        it should be and how it is; a dash where the profile asks nothing.
    """
    _, language = translator(workshop.language), workshop.language
    names = dimension_names(language, workshop.company.gaps.dimensions)
    first = {item.dimension: item for item in reversed(workshop.company.items)}
    columns = {
        _("What belongs to it"): [dimension_contents(language)[code] for code in DIMENSIONS],
        _("Asked first: how it should be"): [
            first[code].statement("expectation", language) if code in first else "–"
            for code in DIMENSIONS
        ],
        _("Asked later: how it is"): [
            first[code].statement("perception", language) if code in first else "–"
            for code in DIMENSIONS
        ],
    }
    sheet = pd.DataFrame(columns, index=pd.Index([names[code] for code in DIMENSIONS]))
    return sheet.rename_axis(columns=_("Dimension"), index=None)


def gap_guide(workshop: "Workshop") -> pd.DataFrame:
    """The five gaps as the profile calls them: between what and what, and who is asked.

    Returns
    -------
    pandas.DataFrame
        Text only, labelled by gap.
    """
    _ = translator(workshop.language)
    told = {
        1: (_("what customers expect ↔ what managers think they expect"), _("managers")),
        2: (_("what managers think ↔ the standards"), _("managers")),
        3: (_("the standards ↔ the service that is delivered"), _("staff")),
        4: (_("the service that is delivered ↔ what customers are told"), _("staff")),
        5: (_("the service expected ↔ the service perceived"), _("customers")),
    }
    alias = workshop.company.gaps.gaps
    labels = [gap_label(gap, workshop.language, alias) for gap in GAPS]
    rows = [told[gap] for gap in GAPS]
    sheet = pd.DataFrame(rows, index=pd.Index(labels), columns=[_("Between"), _("Who is asked")])
    return sheet.rename_axis(columns=_("Gap"), index=None)
