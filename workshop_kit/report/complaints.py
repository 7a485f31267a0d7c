"""Complaints: where, of what kind, how many."""

from typing import TYPE_CHECKING

from workshop_kit import gaps
from workshop_kit.gaps.complaints import COLOURS, KINDS, kind_names
from workshop_kit.report.natives import Bars
from workshop_kit.report.part import Figure, Sheet, drawn
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    import pandas as pd

    from workshop_kit.workshop import Workshop


def complaint_parts(
    workshop: "Workshop",
) -> tuple[dict[str, Sheet], dict[str, Figure], dict[str, list[str]]]:
    """Sheet, chart and sentences of complaints; empty where none are recorded."""
    _ = translator(workshop.language)
    complaints = workshop.answers("complaints")
    table = gaps.complaint_counts(complaints)
    if not table["count"].sum():
        return {}, {}, {}
    wide = _across(workshop, table)
    figure = Figure(
        _("Where customers complain, and about what"),
        drawn(gaps.complaint_chart(workshop)),
        "complaints",
        _bars(wide),
    )
    sheet = Sheet(_("Complaints by touchpoint and kind"), _shown(workshop, wide), table)
    said = {"complaints": _said(workshop, complaints, wide)}
    return {"complaints": sheet}, {"complaints": figure}, said


def _across(workshop: "Workshop", table: "pd.DataFrame") -> "pd.DataFrame":
    """Touchpoints down, kinds across, the most frequent touchpoint first."""
    names = kind_names(workshop.language)
    labels = workshop.company.labels("touchpoints", workshop.language)
    wide = table.pivot_table(index="touchpoint", columns="kind", values="count", fill_value=0.0)
    kinds = [k for k in KINDS if k in wide] + [k for k in wide if k not in KINDS]
    wide = wide.loc[list(dict.fromkeys(table["touchpoint"])), kinds]
    wide.index = wide.index.map(lambda code: labels.get(code, code))
    found: pd.DataFrame = wide.rename(columns=names).rename_axis(index=None, columns=None)
    return found


def _shown(workshop: "Workshop", wide: "pd.DataFrame") -> "pd.DataFrame":
    _ = translator(workshop.language)
    sheet = wide.assign(**{_("All"): wide.sum(axis=1)})
    sheet.loc[_("All")] = sheet.sum()
    return sheet.map("{:,.0f}".format).rename_axis(columns=_("Touchpoint"))


def _bars(wide: "pd.DataFrame") -> Bars:
    return Bars(
        categories=list(wide.index),
        series={str(kind): wide[kind].tolist() for kind in wide},
        stacked=True,
        form="#,##0",
        colours=dict(zip(map(str, wide), COLOURS, strict=False)),
    )


def _said(workshop: "Workshop", complaints: "pd.DataFrame", wide: "pd.DataFrame") -> list[str]:
    """How many there are, where most of them arise, and of what kind."""
    _ = translator(workshop.language)
    total, kinds = wide.to_numpy().sum(), wide.sum().sort_values(ascending=False, kind="stable")
    days = complaints.loc[complaints["count"] > 0, "date"]
    return [
        _("Complaints from {first} to {last}: {n}.").format(
            n=f"{total:,.0f}", first=f"{days.min():%Y-%m-%d}", last=f"{days.max():%Y-%m-%d}"
        ),
        _("Complaints: most arise here: {touchpoint}, {share} of {n}.").format(
            touchpoint=wide.index[0], share=share(wide.iloc[0].sum() / total), n=f"{total:,.0f}"
        ),
        _("The most frequent kind: {kind}, {share}.").format(
            kind=kinds.index[0], share=share(kinds.iloc[0] / total)
        ),
    ]
