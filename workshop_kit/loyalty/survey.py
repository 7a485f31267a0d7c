"""A company's loyalty survey: its figures overall and by segment, with the profile's labels."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.loyalty.findings import contrast_sentences, promoter_sentences
from workshop_kit.loyalty.scores import ces, csat, nps
from workshop_kit.loyalty.segments import satisfied_promoters, segment_contrasts
from workshop_kit.loyalty.sentences import ces_sentences, csat_sentences, nps_sentences
from workshop_kit.loyalty.words import evidence_names, metric_names, points, span
from workshop_kit.text import number, share, translator

if TYPE_CHECKING:
    from altair.typing import ChartType

    from workshop_kit.workshop import Workshop

_SCORES = {"nps": "recommend", "csat": "satisfaction", "ces": "effort"}


def overview(workshop: "Workshop") -> Any:
    """NPS, CSAT and CES of all customers as a sheet to read; or that there are no answers.

    Returns
    -------
    pandas.DataFrame or Markdown
        Text only, one row per metric: the figure, its interval, what it is made of, how many of
        those asked answered, and what so many answers carry. Too few answers: no figure.
    """
    if not workshop.has("loyalty_answers"):
        return workshop.say([_unasked(workshop)])
    _, language = translator(workshop.language), workshop.language
    names, carries = metric_names(language), evidence_names(language)
    rows, level, part = {}, "95%", _("{n} of {all}")
    for measure in _SCORES:
        row = _table(workshop, measure).iloc[0].to_dict()
        figure, low, high, made_of = _written(measure, row, language)
        few = row["evidence"] == "counts"
        known = not few and not pd.isna(row["low"])
        rows[names[measure]] = [
            "–" if few else figure,
            span(low, high, language) if known else "–",
            made_of if row["n"] else "–",
            part.format(n=row["n"], all=row["n"] + row["missing"]),
            carries[row["evidence"]],
        ]
    columns = [
        _("Figure"),
        _("{level} interval").format(level=level),
        _("Made of"),
        _("Answered"),
        _("Carries"),
    ]
    sheet = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return sheet.rename_axis(columns=_("Metric"), index=None)


def overall_sentences(workshop: "Workshop") -> list[str]:
    """The three figures of all customers in words, each with how sure it is."""
    if not workshop.has("loyalty_answers"):
        return [_unasked(workshop)]
    _, language = translator(workshop.language), workshop.language
    names = metric_names(language)
    said = {
        "nps": nps_sentences(_table(workshop, "nps"), language),
        "csat": csat_sentences(_table(workshop, "csat"), language),
        "ces": ces_sentences(_table(workshop, "ces"), language)[::-1],  # the figure comes first
    }
    join = "" if language == "zh" else " "
    named = _("{group}: {text}")
    texts = {measure: join.join(lines) for measure, lines in said.items()}
    others = [named.format(group=names[m], text=texts[m]) for m in ("csat", "ces")]
    return [texts["nps"], *others]  # that of NPS names it


def chain_findings(workshop: "Workshop") -> list[str]:
    """Whether satisfied customers recommend: how many of them, and how many of all others."""
    if not workshop.has("loyalty_answers"):
        return [_unasked(workshop)]
    table = satisfied_promoters(workshop.answers("loyalty"))
    return promoter_sentences(table, workshop.language)


def nps_picture(workshop: "Workshop", table: pd.DataFrame | None = None) -> "ChartType":
    """NPS of all customers and of each segment, in the profile's order.

    `table` is that of `by_segment`, where it is known already.
    """
    from workshop_kit.loyalty.charts import nps_chart

    return _picture(workshop, "nps", table, nps_chart)


def csat_picture(workshop: "Workshop", table: pd.DataFrame | None = None) -> "ChartType":
    """The share of satisfied customers, of all and of each segment."""
    from workshop_kit.loyalty.charts import csat_chart

    return _picture(workshop, "csat", table, csat_chart)


def ces_picture(workshop: "Workshop", table: pd.DataFrame | None = None) -> "ChartType":
    """How much effort it was for all customers, and for each segment."""
    from workshop_kit.loyalty.charts import ces_chart

    return _picture(workshop, "ces", table, ces_chart)


def segment_findings(workshop: "Workshop") -> list[str]:
    """Where a segment differs from all other customers by more than chance, Holm's correction made.

    The last line says how many comparisons that was.
    """
    if not workshop.has("loyalty_answers"):
        return [_unasked(workshop)]
    high_is = workshop.company.loyalty.effort_high_is
    table = workshop.named(segment_contrasts(workshop.answers("loyalty"), high_is=high_is))
    return contrast_sentences(table, workshop.language)


def by_segment(workshop: "Workshop", measure: str) -> pd.DataFrame:
    """The table of `nps`, `csat` or `ces`: all customers, then each segment with its label.

    Where nobody is in a segment, only all customers.
    """
    _ = translator(workshop.language)
    whole = _table(workshop, measure)
    groups = workshop.named(_table(workshop, measure, by="segment"))
    if groups["segment"].isna().all():
        groups = groups.iloc[:0]
    everybody = whole.assign(segment=None, segment_label=_("All customers"))
    columns = list(groups.columns)
    return pd.concat([everybody[columns], groups.astype(object)], ignore_index=True).astype(
        {name: whole[name].dtype for name in whole}
    )


def _table(workshop: "Workshop", measure: str, by: str | tuple[str, ...] = ()) -> pd.DataFrame:
    answers = workshop.answers("loyalty")
    if measure == "ces":
        return ces(answers, by=by, high_is=workshop.company.loyalty.effort_high_is)
    return (nps if measure == "nps" else csat)(answers, by=by)


def _picture(
    workshop: "Workshop",
    measure: str,
    table: pd.DataFrame | None,
    draw: Callable[..., "ChartType"],
) -> "ChartType":
    from workshop_kit.loyalty.layers import only_text

    if not workshop.has("loyalty_answers"):
        return only_text(_unasked(workshop))
    found = by_segment(workshop, measure) if table is None else table
    return draw(found, workshop.language, note=workshop.notice)


def _written(measure: str, row: dict[Any, Any], language: str) -> tuple[str, str, str, str]:
    """The figure, the ends of its interval, and what it is made of."""
    _ = translator(language)
    n = row["n"] or float("nan")
    if measure == "nps":
        text = _("{promoters} promoters less {detractors} detractors")
        parts = {name: share(row[name] / n) for name in ("promoters", "detractors")}
        return points(row["nps"]), points(row["low"]), points(row["high"]), text.format(**parts)
    if measure == "csat":
        text = _("{satisfied} of {n} answered 4 or 5")
        limits = share(row["low"]), share(row["high"])
        return share(row["csat"]), *limits, text.format(**row)
    text = _("mean of answers from {low} to {high}; {high} is very easy")
    if row["high_is"] == "hard":
        text = _("mean of answers from {low} to {high}; {high} is very hard")
    mean, low, high = (number(row[name], 1) for name in ("mean", "low", "high"))
    return mean, low, high, text.format(low=row["scale_low"], high=row["scale_high"])


def _unasked(workshop: "Workshop") -> str:
    _ = translator(workshop.language)
    return _("{company} has no answers to these questions yet.").format(company=workshop.name)
