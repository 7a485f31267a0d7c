"""The part about service quality: what customers miss, and which gap is behind it."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import gaps
from workshop_kit.gaps.diagnosis import diagnosis_parts
from workshop_kit.gaps.outcome import Results
from workshop_kit.gaps.page import item_labels
from workshop_kit.report.complaints import complaint_parts
from workshop_kit.report.part import Figure, Line, Part, Sheet, drawn
from workshop_kit.report.quality import (
    dimension_bars,
    item_points,
    zone_bars,
    zone_sheet,
)
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def gaps_part(workshop: "Workshop") -> Part | None:
    """The five gaps and complaints; None where nobody was asked and nobody complained."""
    _ = translator(workshop.language)
    found = gaps.results(workshop)
    asked = found.servqual is not None or (found.five["evidence"] != "none").any()
    sheets, figures, said = complaint_parts(workshop)
    if not asked and not sheets:
        return None
    summary = [Line(text, "complaints") for text in said.get("complaints", [])[1:2]]
    if found.servqual is not None:
        more = _customers(workshop, found)
        sheets, figures = sheets | more[0], figures | more[1]
        said |= more[2]
        summary = [Line(text, "dimensions") for text in said["customers"][:1]] + summary
    if asked:
        model = _model(workshop, found)
        sheets, figures = sheets | model[0], figures | model[1]
        summary = _leading(workshop, found) + summary
    return Part(
        name="gaps",
        title=_("What customers miss, and why"),
        summary=summary,
        sheets=sheets,
        figures=figures,
        said=said,
        method=_method(workshop, found) if asked else {},
        facts={"causes": _diagnosis(workshop, found) if asked else []},
    )


Found = tuple[dict[str, Sheet], dict[str, Figure], dict[str, list[str]]]


def _customers(workshop: "Workshop", found: Results) -> Found:
    """What customers expect and perceive, by dimension and by item."""
    _, language, note = translator(workshop.language), workshop.language, workshop.notice
    assert found.servqual is not None
    alias = workshop.company.gaps.dimensions
    called: dict[str, Any] = {"alias": alias, "labels": item_labels(workshop)}
    sheets = {
        "dimensions": Sheet(
            _("Expectation and perception by dimension"),
            gaps.dimension_sheet(workshop, found),
            found.servqual.dimensions,
        )
    }
    figures = {
        "dimensions": Figure(
            _("What customers expect and what they perceive"),
            drawn(gaps.customer_chart(workshop, found)),
            "dimensions",
            dimension_bars(workshop, found.servqual.dimensions),
        )
    }
    said = {"customers": gaps.servqual_sentences(found.servqual, language, **called)}
    if found.tolerance is not None:
        sheets["zones"] = Sheet(
            _("The zone of tolerance by dimension"),
            zone_sheet(workshop, found.tolerance),
            found.tolerance,
        )
        figures["zones"] = Figure(
            _("Within what customers tolerate?"),
            drawn(gaps.zone_chart(workshop, found)),
            "zones",
            zone_bars(workshop, found.tolerance),
        )
        said["zones"] = gaps.tolerance_sentences(found.tolerance, language, alias=alias)
    items = gaps.importance_performance(found.servqual.items, scale=_scale(workshop))
    if len(items):
        sheets["items"] = Sheet(
            _("Every item, the largest gap first"),
            gaps.item_sheet(workshop, found),
            found.servqual.items,
        )
        figures["items"] = Figure(
            _("Where to concentrate"),
            drawn(gaps.importance_chart(items, language, note=note, **called)),
            "items",
            item_points(workshop, items),
        )
        said["items"] = gaps.importance_sentences(items, language, **called)
    return sheets, figures, said


def _model(workshop: "Workshop", found: Results) -> tuple[dict[str, Sheet], dict[str, Figure]]:
    """All five gaps in one picture and on one sheet, and what to do about the causes."""
    _, options = translator(workshop.language), workshop.company.gaps
    sheets = {
        "five": Sheet(_("All five gaps by dimension"), gaps.gap_sheet(workshop, found), found.five)
    }
    causes = gaps.cause_sheet(workshop, found)
    if isinstance(causes, pd.DataFrame):
        sheets["causes"] = Sheet(_("From cause to measure"), causes.astype(str))
    picture = gaps.five_gap_picture(
        found.five,
        workshop.language,
        dimension=found.worst,
        found=found.diagnosis,
        alias=options.dimensions,
        gap_alias=options.gaps,
        note=workshop.notice,
    )
    return sheets, {"five": Figure(_("The gap model"), picture, "five")}


def _diagnosis(workshop: "Workshop", found: Results) -> list[list[str]]:
    options = workshop.company.gaps
    return diagnosis_parts(
        found.diagnosis,
        workshop.language,
        alias=options.dimensions,
        gap_alias=options.gaps,
    )


def _leading(workshop: "Workshop", found: Results) -> list[Line]:
    """Where customers miss most, and the leading cause of it."""
    if found.worst is None:
        return []
    return [Line(text, "five") for text in _diagnosis(workshop, found)[0][:2]]


def _scale(workshop: "Workshop") -> tuple[int, int]:
    scale = workshop.company.scales.servqual
    return scale.low, scale.high


def _method(workshop: "Workshop", found: Results) -> dict[str, list[str]]:
    _ = translator(workshop.language)
    low, high = _scale(workshop)
    n = found.five[["n_managers", "n_staff"]].max()
    customers = 0 if found.servqual is None else int(found.servqual.dimensions["n"].max())
    asked = _("Up to {customers} customers, {managers} managers and {staff} employees answered.")
    lines = [
        asked.format(
            customers=customers, managers=int(n["n_managers"]), staff=int(n["n_staff"])
        ),
        _("Answers run from {low} to {high}. Gap 5 is perception less expectation, gap 1 what "
          "managers expect less what customers expect; gaps 2 to 4 are ratings by managers and "
          "staff.").format(low=low, high=high),
        _("Intervals are 95% t intervals. A cause is named where a dimension that customers miss "
          "stands out among the five in that gap by more than chance; with fewer than 10 answers "
          "of a role it is exploratory."),
    ]  # fmt: skip
    source = (
        "Parasuraman, Zeithaml, Berry (1985), Journal of Marketing 49(4), 41-50; (1988), Journal "
        "of Retailing 64(1), 12-40. Zeithaml, Berry, Parasuraman (1988), Journal of Marketing "
        "52(2), 35-48. Martilla, James (1977), Journal of Marketing 41(1), 77-79."
    )
    return {_("Gaps"): lines, _("Sources"): [source]}
