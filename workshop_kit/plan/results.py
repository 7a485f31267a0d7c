"""Key touchpoints of a company, from the other rooms' tables and its own profile."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.plan.evidence import KINDS
from workshop_kit.plan.places import names_of
from workshop_kit.plan.ranking import Priorities, priorities
from workshop_kit.plan.sentences import priority_sentences
from workshop_kit.plan.weighing import group_weights
from workshop_kit.plan.words import figure_of, kind_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

    from workshop_kit.workshop import Workshop


def key_touchpoints(
    workshop: "Workshop",
    *,
    kano: pd.DataFrame | None = None,
    curves: pd.DataFrame | None = None,
    gaps: pd.DataFrame | None = None,
    complaints: pd.DataFrame | None = None,
    weights: Mapping[str, float] | None = None,
) -> Priorities:
    """Rank a company's touchpoints by what the other rooms found.

    Parameters
    ----------
    workshop : Workshop
        Its profile says to which touchpoint a feature or an item belongs.
    kano, curves, gaps, complaints : pandas.DataFrame, optional
        Tables as for `priorities`; those with `feature` or `item` need no `touchpoint`. Leave out
        what there is not.
    weights : mapping of str to float, optional
        By default those of the group that is typing, see `weights_form`.

    Returns
    -------
    Priorities
        A touchpoint that only the tables name is in it, too.
    """
    company = workshop.company
    return priorities(
        kano=_placed(kano, "feature", company.features),
        curves=curves,
        gaps=_placed(gaps, "item", company.items),
        complaints=complaints,
        weights=group_weights(workshop) if weights is None else weights,
        touchpoints=company.ids("touchpoints"),
    )


def _placed(table: pd.DataFrame | None, column: str, listed: Sequence[Any]) -> pd.DataFrame | None:
    """The table with the touchpoint of each feature or item, by the profile."""
    if table is None or "touchpoint" in table or column not in table:
        return table
    where = {one.id: one.touchpoint for one in listed}
    return table.assign(touchpoint=table[column].map(where).astype(object))


def priority_sheet(workshop: "Workshop", found: Priorities) -> Any:
    """Every touchpoint with its points and the figure of each kind of evidence, as a sheet.

    Returns
    -------
    pandas.DataFrame
        Text only, a row per touchpoint, the first on top, and the weights in the last row. Kinds
        that are absent have no column. A sentence where nothing is known of any.
    """
    _, kinds = translator(workshop.language), kind_names(workshop.language)
    if found.table["rank"].isna().all():
        return workshop.say([_("Nothing is known of any touchpoint yet.")])
    labels = workshop.company.labels("touchpoints", workshop.language)
    shown = [kind for kind in KINDS if kind not in found.absent]
    rows, names = [], []
    for row in found.table.to_dict("records"):
        known = row["score"] == row["score"]
        head = [str(row["rank"]), f"{row['score']:.0f}"] if known else ["–", "–"]
        rows.append([*head, *(figure_of(row, kind, workshop.language) for kind in shown)])
        names.append(labels.get(row["touchpoint"], row["touchpoint"]))
    rows.append(["", "100", *(f"{found.weights[kind]:.0f}" for kind in shown)])
    names.append(_("Points that can be had"))
    columns = [_("Place"), _("Points of 100"), *(kinds[kind] for kind in shown)]
    sheet = pd.DataFrame(rows, index=pd.Index(names, dtype=object), columns=pd.Index(columns))
    return sheet.rename_axis(columns=_("Touchpoint"), index=None)


def priority_picture(workshop: "Workshop", found: Priorities) -> "ChartType":
    """The chart of a company's key touchpoints: see `priority_chart`."""
    from workshop_kit.plan.charts import priority_chart

    names = names_of(workshop)
    return priority_chart(found, workshop.language, names=names, note=workshop.notice)


def priority_findings(workshop: "Workshop", found: Priorities) -> Any:
    """Which touchpoints come first, what speaks for them, and what is missing, in sentences."""
    return workshop.say(priority_sentences(found, workshop.language, names=names_of(workshop)))
