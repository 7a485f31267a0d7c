"""Key touchpoints of a report: what the other parts found, weighed by all groups together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import journey, kano, plan
from workshop_kit.gaps.outcome import customers
from workshop_kit.journey.drawing import drawn_curves
from workshop_kit.plan.charts import COLOURS
from workshop_kit.plan.evidence import KINDS
from workshop_kit.plan.ranking import POINTS, WEIGHTS, Priorities
from workshop_kit.plan.weighing import KIND
from workshop_kit.plan.words import kind_names
from workshop_kit.report.natives import Bars
from workshop_kit.saved import answers_in, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

DRAWN = 12
"""So many touchpoints find room on a slide; the table has all."""


def ranked(workshop: "Workshop") -> Priorities:
    """Touchpoints in their order, by the points that the groups gave to each kind of evidence."""
    quality = customers(workshop)
    return plan.key_touchpoints(
        workshop,
        kano=kano.results(workshop),
        curves=_felt(workshop),
        gaps=None if quality is None else quality.items,
        complaints=workshop.answers("complaints"),
        weights=agreed_weights(given_points(workshop)),
    )


def given_points(workshop: "Workshop") -> list[dict[str, Any]]:
    """What each group entered as its points; none where it cannot be read."""
    try:
        return [answers_in(entry) for entry in entries_of(workshop, KIND)]
    except StoreError:  # the part says so
        return []


def agreed_weights(given: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The mean of what groups gave, each as its shares of 100; the suggestion without any.

    >>> none = dict.fromkeys(WEIGHTS, 0)
    >>> agreed_weights([{**none, "worse": 50, "valley": 50}, {**none, "worse": 10}])["worse"]
    75.0
    """
    shares = []
    for answers in given:
        points = {kind: _fair(answers.get(kind, WEIGHTS[kind])) for kind in KINDS}
        if total := sum(points.values()):
            shares.append({kind: POINTS * one / total for kind, one in points.items()})
    if not shares:
        return dict(WEIGHTS)
    return {kind: sum(one[kind] for one in shares) / len(shares) for kind in KINDS}


def _fair(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= POINTS else 0.0


def _felt(workshop: "Workshop") -> pd.DataFrame | None:
    """The company's curves summed up, else those that groups drew."""
    curves, whose = workshop.answers("curves"), "persona"
    if curves.empty:
        try:
            curves, whose = drawn_curves(workshop), "journey"
        except StoreError:  # the part says so
            return None
    if curves.empty:
        return None
    return journey.summary(curves, unit=["group", "author"], by=[whose, "version"])


def priority_bars(workshop: "Workshop", found: Priorities) -> Bars:
    """Each touchpoint's points by kind of evidence, and how many are not known."""
    _, language = translator(workshop.language), workshop.language
    labels = workshop.company.labels("touchpoints", language)
    rows = found.table[found.table["rank"].notna()].head(DRAWN)
    names, series, colours = kind_names(language), {}, {}
    for kind in KINDS:
        points = rows[f"{kind}_points"]
        if found.weights[kind] and points.gt(0).any():
            series[names[kind]] = points.where(points > 0).astype("float64").tolist()
            colours[names[kind]] = COLOURS[kind]
    if rows["open"].gt(0).any():
        series[_("not known here")] = rows["open"].where(rows["open"] > 0).tolist()
        colours[_("not known here")] = COLOURS["open"]
    return Bars(
        categories=[
            f"{labels.get(row['touchpoint'], row['touchpoint'])} ({row['score']:.0f})"
            for row in rows.to_dict("records")
        ],
        series=series,
        stacked=True,
        form="0",
        bounds=(0, 100),
        colours=colours,
    )
