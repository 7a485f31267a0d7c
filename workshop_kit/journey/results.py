"""Results of a workshop's curves: the company's, the class's or one group's, journey by journey."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.journey.advice import move_overview
from workshop_kit.journey.drawing import drawn_curves
from workshop_kit.journey.metrics import STATES, curve_metrics, moments
from workshop_kit.journey.reshaping import moves
from workshop_kit.journey.sentences import curve_sentences, summary_sentences
from workshop_kit.journey.summaries import median_curve, summary
from workshop_kit.journey.words import group_name, joined, state_names
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

    from workshop_kit.workshop import Workshop

UNIT = "unit"
"""The column that tells the curves of one journey apart."""
NAMED = 3
"""So many personas are named where the groups of a class chose their own."""


@dataclass(frozen=True)
class _Journey:
    """The curves of one journey: whose it is, what those who drew are called, where it is from."""

    name: str
    as_is: pd.DataFrame
    to_be: pd.DataFrame
    units: Mapping[str, str]
    note: str

    @cached_property
    def table(self) -> pd.DataFrame:
        return summary(self.as_is, unit=UNIT)


def class_curves(workshop: "Workshop") -> pd.DataFrame:
    """The curves that all groups drew: `drawn_curves`, for a notebook.

    Where they cannot be read, that is shown, and the frame is empty.
    """
    from IPython.display import display

    try:
        return drawn_curves(workshop)
    except StoreError as error:
        display(workshop.unread(error))
        return pd.DataFrame(columns=["journey", "group"])


def own_curves(workshop: "Workshop") -> pd.DataFrame:
    """Those of `class_curves` that the group at this keyboard drew."""
    curves = class_curves(workshop)
    return curves[curves["group"] == workshop.who.group].reset_index(drop=True)


def groups_charts(workshop: "Workshop", curves: pd.DataFrame) -> "ChartType":
    """The curves of all groups with their median, a chart for each journey below the other.

    Parameters
    ----------
    workshop : Workshop
    curves : pandas.DataFrame
        `workshop.answers("curves")`, `class_curves(workshop)` or `own_curves(workshop)`. A journey
        is there when somebody drew it as it is.
    """
    from workshop_kit.journey.charts import groups_chart

    def chart(one: _Journey, **words: Any) -> "ChartType":
        words |= {"unit": UNIT, "unit_labels": one.units, "note": one.note}
        return groups_chart(one.as_is, one.table, workshop.language, **words)

    return _below(workshop, curves, chart)


def median_charts(workshop: "Workshop", curves: pd.DataFrame) -> "ChartType":
    """The median curve of each journey with its peak, valley and end; see `groups_charts`."""
    from workshop_kit.journey.charts import curve_chart

    def chart(one: _Journey, **words: Any) -> "ChartType":
        curve = median_curve(one.table)
        metrics = curve_metrics(curve, threshold=workshop.company.journey.threshold)
        note = _medians(len(one.units), one, workshop.language)
        return curve_chart(curve, metrics, moments(curve), workshop.language, note=note, **words)

    return _below(workshop, curves, chart)


def disagreement_charts(workshop: "Workshop", curves: pd.DataFrame) -> "ChartType":
    """Where the groups do not agree on each journey; see `groups_charts`."""
    from workshop_kit.journey.charts import disagreement_chart

    def chart(one: _Journey, **words: Any) -> "ChartType":
        return disagreement_chart(one.table, workshop.language, note=one.note, **words)

    return _below(workshop, curves, chart)


def change_charts(workshop: "Workshop", curves: pd.DataFrame) -> "ChartType":
    """Each journey's median curve as it is and as it should be; see `groups_charts`.

    At each touchpoint of those who placed it on both: otherwise the change would be one of people,
    not of the journey.
    """
    from workshop_kit.journey.changes import change_chart

    def chart(one: _Journey, **words: Any) -> "ChartType":
        point = [UNIT, "touchpoint"]
        now, then = (
            drawn.merge(other[point])
            for drawn, other in ((one.as_is, one.to_be), (one.to_be, one.as_is))
        )
        note = _medians(now[UNIT].nunique(), one, workshop.language)
        now, then = (median_curve(summary(drawn, unit=UNIT)) for drawn in (now, then))
        return change_chart(now, then, workshop.language, note=note, **words)

    return _below(workshop, curves, chart)


def findings(workshop: "Workshop", curves: pd.DataFrame) -> list[str]:
    """What the curves of each journey say, in sentences; see `groups_charts`. No curves, none."""
    _, language = translator(workshop.language), workshop.language
    labels = workshop.company.labels("touchpoints", language)
    threshold = workshop.company.journey.threshold
    lines = []
    for one in _journeys(workshop, curves):
        n, curve = len(one.units), median_curve(one.table)
        metrics = curve_metrics(curve, threshold=threshold)
        first, *rest = curve_sentences(metrics, moments(curve), language, labels=labels)
        text = _("{who}, median of {n} curves: {text}") if n > 1 else _("{who}: {text}")
        lines += [text.format(who=one.name, n=n, text=first), *rest]
        if n > 1:
            states = curve_metrics(one.as_is, by=UNIT, threshold=threshold)["state"]
            lines.append(_counted(states, language))
            lines += summary_sentences(one.table, language, labels=labels, unit_labels=one.units)
    return lines


def move_sheet(workshop: "Workshop", curves: pd.DataFrame) -> Any:
    """The moves that reshape each journey's median curve, the best first; see `groups_charts`.

    Returns
    -------
    pandas.DataFrame
        `move_overview`, with whose journey it is where there are several. Where no curve is there,
        a sentence says so.
    """
    _, language = translator(workshop.language), workshop.language
    labels = workshop.company.labels("touchpoints", language)
    journeys = list(_journeys(workshop, curves))
    tables = [profile_moves(workshop, median_curve(one.table)) for one in journeys]
    sheets = [move_overview(table, language, labels=labels) for table in tables]
    if not sheets:
        return workshop.say([_("No curve is drawn yet: draw one above, then press Start.")])
    several = len(sheets) > 1
    return pd.concat(sheets, keys=[one.name for one in journeys]) if several else sheets[0]


def profile_moves(workshop: "Workshop", curve: pd.DataFrame) -> pd.DataFrame:
    """`moves` of a curve by the profile: its threshold, and what must come before what.

    Parameters
    ----------
    workshop : Workshop
    curve : pandas.DataFrame
        One curve: `touchpoint`, `position`, `valence`. It may leave touchpoints out: what comes
        before one of those comes before what follows it, too.
    """
    position = dict(zip(curve["touchpoint"], curve["position"], strict=True))
    earlier: dict[str, set[str]] = {}
    for stop in workshop.company.touchpoints:  # `after` names touchpoints that stand before it
        earlier[stop.id] = set(stop.after).union(*(earlier[code] for code in stop.after))
    before = [
        (first, then)
        for then in position
        for first in sorted(earlier.get(then, ()))
        # Where a curve has them the other way round, that pair is no law.
        if first in position and position[first] < position[then]
    ]
    return moves(curve, before=before, threshold=workshop.company.journey.threshold)


def _below(
    workshop: "Workshop", curves: pd.DataFrame, draw: "Callable[..., ChartType]"
) -> "ChartType":
    """A chart of each journey, one below the other."""
    import altair as alt

    from workshop_kit.journey.layers import only_text

    _ = translator(workshop.language)
    labels = workshop.company.labels("touchpoints", workshop.language)
    charts: list[Any] = [
        draw(one, labels=labels, whose=one.name) for one in _journeys(workshop, curves)
    ]
    if not charts:
        return only_text(_("No curve is drawn yet: draw one above, then press Start."))
    return charts[0] if len(charts) == 1 else alt.vconcat(*charts, spacing=48)


def _journeys(workshop: "Workshop", curves: pd.DataFrame) -> Iterator[_Journey]:
    """The curves by persona or, of those that groups drew here, by the number of the journey."""
    company, language = workshop.company, workshop.language
    drawn = "journey" in curves
    known = company.labels("cohorts", language) | company.labels("segments", language)
    for code, some in curves.groupby("journey" if drawn else "persona", sort=False):
        some = some.assign(**{UNIT: _units(some)})
        as_is, to_be = (some[some["version"] == version] for version in ("as_is", "to_be"))
        if as_is.empty:
            continue
        first = as_is.drop_duplicates(UNIT)
        units = {
            unit: group_name(unit, language) if unit.isdecimal() or not unit else unit
            for unit in first[UNIT]
        }
        name = known.get(str(code), str(code))
        if drawn:
            name = _numbered(str(code), first["persona"].tolist(), language)
        yield _Journey(name, as_is, to_be, units, "" if drawn else workshop.notice)


def _units(curves: pd.DataFrame) -> pd.Series:
    """What tells curves apart: the group, and the author where a group has several."""
    group, author = (curves[name].fillna("").astype(str) for name in ("group", "author"))
    several = author.groupby(group).transform("nunique") > 1
    return group.where(~several, group + " · " + author)


def _numbered(number: str, personas: list[str], language: str) -> str:
    """A journey of the class: its number, and the personas that the groups gave it."""
    _ = translator(language)
    named = [persona for persona in dict.fromkeys(personas) if persona != number]
    if not named:
        return _("Journey {number}").format(number=number)
    who = joined(named[:NAMED], language) + ("…" if len(named) > NAMED else "")
    return _("Journey {number}: {personas}").format(number=number, personas=who)


def _medians(n: int, one: _Journey, language: str) -> str:
    _ = translator(language)
    text = _("Median of {n} curves.").format(n=n) if n > 1 else ""
    return " ".join(part for part in (text, one.note) if part)


def _counted(states: pd.Series, language: str) -> str:
    """How many of the curves are in each state."""
    _, names = translator(language), state_names(language)
    found = [f"{names[state]} {n}" for state in STATES if (n := int((states == state).sum()))]
    return _("Each curve by itself: {counts}.").format(counts=joined(found, language))
