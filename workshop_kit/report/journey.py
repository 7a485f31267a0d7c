"""The part about the journey: as it is felt today, and as it should be felt."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit import journey
from workshop_kit.journey.drawing import drawn_curves
from workshop_kit.journey.words import move_names
from workshop_kit.report.curves import Course, courses
from workshop_kit.report.maps import Maps, drawn_maps
from workshop_kit.report.part import Figure, Line, Part, Sheet, drawn
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def journey_part(workshop: "Workshop") -> Part | None:
    """The company's curves and those that groups drew, with their maps; None where none are."""
    _ = translator(workshop.language)
    found = [(workshop.answers("curves"), _("the company's data"))]
    unread: list[str] = []
    maps = Maps()
    try:
        found.append((drawn_curves(workshop), _("this workshop")))
        maps = drawn_maps(workshop)
    except StoreError as error:
        said = _("What groups entered cannot be read now: {reason}. Nothing is lost by that.")
        unread.append(said.format(reason=workshop.trouble(error)))
    walked = [course for curves, origin in found for course in courses(workshop, curves, origin)]
    if not walked and not maps.figures:
        return None
    sheets: dict[str, Sheet] = {}
    figures: dict[str, Figure] = {}
    findings: dict[str, list[str]] = {}
    for course in walked:
        findings[course.name] = journey.findings(workshop, course.curves)
        sheets |= _sheets(workshop, course)
        figures |= _figures(workshop, course)
    return Part(
        name="journey",
        title=_("The customer's journey"),
        summary=[Line(findings[course.name][0], f"{course.name}-as-is") for course in walked],
        sheets=sheets | maps.sheets,
        figures=figures | maps.figures,
        said={"unread": unread, **findings},
        method=_method(workshop, walked),
        facts={"courses": walked, "maps": list(maps.figures), "steps": list(maps.sheets)},
    )


def _sheets(workshop: "Workshop", course: Course) -> dict[str, Sheet]:
    _ = translator(workshop.language)
    who = course.who
    sheets = {
        f"{course.name}-as-is": Sheet(
            _("{who}: as it is, by touchpoint").format(who=who),
            course.shown(workshop),
            course.as_is,
        )
    }
    if len(course.change):
        title = _("{who}: as it is and as it should be").format(who=who)
        sheets[f"{course.name}-to-be"] = Sheet(title, course.changed(workshop), course.change)
    moves = journey.move_sheet(workshop, course.curves)
    if isinstance(moves, pd.DataFrame) and len(moves):
        title = _("{who}: what would change the curve").format(who=who)
        moves = moves.rename_axis(columns=_("Move"), index=None)
        sheets[f"{course.name}-moves"] = Sheet(title, moves)
    return sheets


def _figures(workshop: "Workshop", course: Course) -> dict[str, Figure]:
    _ = translator(workshop.language)
    curves, who, name = course.curves, course.who, course.name
    figures = {
        f"{name}-as-is": Figure(
            _("{who}: the journey as it is").format(who=who),
            drawn(journey.median_charts(workshop, curves)),
            f"{name}-as-is",
        )
    }
    if course.n > 1:
        figures[f"{name}-spread"] = Figure(
            _("{who}: where they do not agree").format(who=who),
            drawn(journey.disagreement_charts(workshop, curves)),
            f"{name}-as-is",
        )
    if len(course.change):
        figures[f"{name}-to-be"] = Figure(
            _("{who}: the journey as it should be").format(who=who),
            drawn(journey.change_charts(workshop, curves)),
            f"{name}-to-be",
            course.lines(workshop),
        )
    return figures


def _method(workshop: "Workshop", walked: list[Course]) -> dict[str, list[str]]:
    _, language = translator(workshop.language), workshop.language
    if not walked:
        return {}
    counted = _("{who}: {n} curves, from {origin}.")
    lines = [counted.format(who=one.who, n=one.n, origin=one.origin) for one in walked]
    lines += [
        _("Valences run from −3 to +3. A curve is the median at each touchpoint; the line between "
          "touchpoints is drawn, not measured (piecewise cubic, no overshoot)."),
        _("Intervals of means are t intervals; of a handful of groups they only show how far these "
          "are apart. At which touchpoints a change is shown: where the same people placed both."),
        _("What would change a curve is arithmetic on the drawn points, not a forecast."),
    ]  # fmt: skip
    return {_("Curves and their moves"): lines, _("Moves"): [_moves(language)]}


def _moves(language: str) -> str:
    comma = "、" if language == "zh" else ", "
    _ = translator(language)
    names = comma.join(move_names(language).values())
    return _("Moves that are tried: {moves}.").format(moves=names)
