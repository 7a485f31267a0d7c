"""The part about loyalty: recommendation, satisfaction and effort, with their intervals."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit import loyalty
from workshop_kit.loyalty.survey import by_segment
from workshop_kit.loyalty.words import answer_kinds, evidence_names, metric_names, points, span
from workshop_kit.report.natives import Bars
from workshop_kit.report.part import Figure, Line, Part, Sheet, drawn
from workshop_kit.report.stakes import at_stake
from workshop_kit.text import number, share, translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_kit.workshop import Workshop

KINDS = {
    "nps": ("detractors", "passives", "promoters"),
    "csat": ("satisfied",),
    "ces": ("hard", "neutral", "easy"),
}


def loyalty_part(workshop: "Workshop") -> Part | None:
    """What customers say of recommending, satisfaction and effort, and what is at stake.

    None where nobody was asked and no group reckoned.
    """
    _ = translator(workshop.language)
    asked, stakes = _asked(workshop), at_stake(workshop)
    if asked is None and not stakes.sheets and not stakes.unread:
        return None
    sheets, figures, said = asked or ({}, {}, {"overall": []})
    return Part(
        name="loyalty",
        title=_("Do customers stay?"),
        summary=[
            *(Line(text, "overview") for text in said["overall"][:1]),
            *stakes.summary,
            *(Line(text, "overview") for text in said["overall"][1:]),
        ],
        sheets=sheets | stakes.sheets,
        figures=figures | stakes.figures,
        said=said | stakes.said | {"unread": stakes.unread},
        method=_method(workshop) if asked else {},
        facts={"money": list(stakes.figures)},
    )


Asked = tuple[dict[str, Sheet], dict[str, Figure], dict[str, list[str]]]


def _asked(workshop: "Workshop") -> Asked | None:
    """Sheets, figures and sentences of the survey; None without answers."""
    _, language = translator(workshop.language), workshop.language
    if not workshop.has("loyalty_answers") or not len(workshop.answers("loyalty")):
        return None
    names = metric_names(language)
    tables = {measure: by_segment(workshop, measure) for measure in KINDS}
    tables = {measure: table for measure, table in tables.items() if table["n"].sum()}
    if not tables:
        return None
    pictures = {
        "nps": loyalty.nps_picture,
        "csat": loyalty.csat_picture,
        "ces": loyalty.ces_picture,
    }
    title = _("The three figures of all customers")
    sheets = {"overview": Sheet(title, loyalty.overview(workshop))}
    for measure, table in tables.items():
        title = _("{metric} by segment").format(metric=names[measure])
        sheets[measure] = Sheet(title, _shown(measure, table, language), table)
    figures = {
        measure: Figure(
            names[measure],
            drawn(pictures[measure](workshop, table)),
            measure,
            _bars(measure, table, language),
        )
        for measure, table in tables.items()
    }
    said = {
        "overall": loyalty.overall_sentences(workshop),
        "chain": loyalty.chain_findings(workshop),
        "segments": loyalty.segment_findings(workshop),
    }
    return sheets, figures, said


def _shown(measure: str, table: pd.DataFrame, language: str) -> pd.DataFrame:
    """All customers and segments: the answers by kind, the figure, its interval."""
    _, kinds = translator(language), answer_kinds(language)
    carries, write, value = evidence_names(language), _WRITTEN[measure], _VALUE[measure]
    rows = []
    for row in table.to_dict("records"):
        few = row["evidence"] == "counts"
        limits = span(write(row["low"]), write(row["high"]), language)
        limits = "–" if pd.isna(row["low"]) else limits
        counts = [str(row[kind]) for kind in KINDS[measure]]
        figures = ["–", "–"] if few else [write(row[value]), limits]
        rows.append([str(row["n"]), *counts, *figures, carries[row["evidence"]]])
    columns = [
        _("Answers"),
        *(kinds[kind] for kind in KINDS[measure]),
        _("Figure"),
        _("{level} interval").format(level="95%"),
        _("Carries"),
    ]
    index = pd.Index(_labels(table, language), dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns).rename_axis(
        columns=_("Segment"), index=None
    )


_VALUE = {"nps": "nps", "csat": "csat", "ces": "mean"}
_WRITTEN: "dict[str, Callable[[float], str]]" = {
    "nps": points,
    "csat": share,
    "ces": lambda value: number(value, 1),
}


def _labels(table: pd.DataFrame, language: str) -> list[str]:
    _ = translator(language)
    return [_("not stated") if pd.isna(name) else str(name) for name in table["segment_label"]]


def _bars(measure: str, table: pd.DataFrame, language: str) -> Bars:
    """The figure of all customers and of each segment; none where too few answered."""
    rows = table[table["n"] > 0]
    enough = rows["evidence"] != "counts"
    names = metric_names(language)[measure]
    labels = zip(_labels(rows, language), rows["n"], strict=True)
    bounds = {"nps": (-100.0, 100.0), "csat": (0.0, 1.0)}.get(measure)
    if bounds is None:
        bounds = float(rows["scale_low"].iloc[0]), float(rows["scale_high"].iloc[0])
    known = rows[["low", "high"]].where(enough)
    return Bars(
        categories=[f"{label} (n = {n})" for label, n in labels],
        series={names: rows[_VALUE[measure]].where(enough).tolist()},
        intervals={names: list(known.itertuples(index=False, name=None))},
        form={"nps": "+0;−0;0", "csat": "0%", "ces": "0.0"}[measure],
        bounds=bounds,
    )


def _method(workshop: "Workshop") -> dict[str, list[str]]:
    _ = translator(workshop.language)
    answers = workshop.answers("loyalty")
    lines = [
        _("{n} customers were asked.").format(n=len(answers)),
        _("NPS is the share of promoters (9–10) less the share of detractors (0–6), in points; "
          "CSAT the share of answers 4 and 5; CES the mean of the answers."),
        _("95% intervals: adjusted Wald for NPS, Wilson for CSAT, t for CES. Below 10 answers only "
          "counts are given, below 30 a figure is exploratory."),
        _("Comparisons of segments are corrected for their number after Holm."),
    ]  # fmt: skip
    return {_("Loyalty"): lines}
