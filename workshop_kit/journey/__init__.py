"""The journey room: touchpoints, emotion curves to draw, what they say, and how to reshape them.

Forms (`register_form`, `curve_form`, `mot_form`, ...) -> entries -> `drawn_curves`, `register`.
Curves of a company or a class -> `summary`, `curve_metrics`, `moves` -> sentences and charts.
Profile and entries -> `journey_steps` -> `two_maps`: the journey map and the service blueprint.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.journey.advice import move_overview
    from workshop_kit.journey.changes import change_chart
    from workshop_kit.journey.charts import curve_chart, disagreement_chart, groups_chart
    from workshop_kit.journey.curve import Curve
    from workshop_kit.journey.drawing import curve_form, drawn_curves, retired_touchpoints
    from workshop_kit.journey.inventory import register, register_form, register_sheet
    from workshop_kit.journey.kpis import kpi_form
    from workshop_kit.journey.mapping import (
        blueprint_form,
        map_form,
        map_pictures,
        save_maps,
        two_maps,
    )
    from workshop_kit.journey.maps import blueprint_svg, journey_map_svg
    from workshop_kit.journey.metrics import curve_metrics, moments
    from workshop_kit.journey.pieces import curve_points, pchip_slopes
    from workshop_kit.journey.reshaping import moves, reshaped
    from workshop_kit.journey.results import (
        change_charts,
        class_curves,
        disagreement_charts,
        findings,
        groups_charts,
        median_charts,
        move_sheet,
        own_curves,
        profile_moves,
    )
    from workshop_kit.journey.scale import level_sheet
    from workshop_kit.journey.sentences import curve_sentences, move_sentences, summary_sentences
    from workshop_kit.journey.sheets import points_form, savings_form, senses_form
    from workshop_kit.journey.steps import journey_steps
    from workshop_kit.journey.strokes import clean_stroke
    from workshop_kit.journey.summaries import median_curve, summary
    from workshop_kit.journey.surprises import strategies_form, surprise_form
    from workshop_kit.journey.truths import mot_form, typical_form

_HOME = {
    "Curve": "curve",
    "blueprint_form": "mapping",
    "blueprint_svg": "maps",
    "change_chart": "changes",
    "change_charts": "results",
    "class_curves": "results",
    "clean_stroke": "strokes",
    "curve_chart": "charts",
    "curve_form": "drawing",
    "curve_metrics": "metrics",
    "curve_points": "pieces",
    "curve_sentences": "sentences",
    "disagreement_chart": "charts",
    "disagreement_charts": "results",
    "drawn_curves": "drawing",
    "findings": "results",
    "groups_chart": "charts",
    "groups_charts": "results",
    "journey_map_svg": "maps",
    "journey_steps": "steps",
    "kpi_form": "kpis",
    "level_sheet": "scale",
    "map_form": "mapping",
    "map_pictures": "mapping",
    "median_charts": "results",
    "median_curve": "summaries",
    "moments": "metrics",
    "mot_form": "truths",
    "move_overview": "advice",
    "move_sentences": "sentences",
    "move_sheet": "results",
    "moves": "reshaping",
    "own_curves": "results",
    "pchip_slopes": "pieces",
    "points_form": "sheets",
    "profile_moves": "results",
    "register": "inventory",
    "register_form": "inventory",
    "register_sheet": "inventory",
    "reshaped": "reshaping",
    "retired_touchpoints": "drawing",
    "save_maps": "mapping",
    "savings_form": "sheets",
    "senses_form": "sheets",
    "strategies_form": "surprises",
    "summary": "summaries",
    "summary_sentences": "sentences",
    "surprise_form": "surprises",
    "two_maps": "mapping",
    "typical_form": "truths",
}

__all__ = [
    "Curve",
    "blueprint_form",
    "blueprint_svg",
    "change_chart",
    "change_charts",
    "class_curves",
    "clean_stroke",
    "curve_chart",
    "curve_form",
    "curve_metrics",
    "curve_points",
    "curve_sentences",
    "disagreement_chart",
    "disagreement_charts",
    "drawn_curves",
    "findings",
    "groups_chart",
    "groups_charts",
    "journey_map_svg",
    "journey_steps",
    "kpi_form",
    "level_sheet",
    "map_form",
    "map_pictures",
    "median_charts",
    "median_curve",
    "moments",
    "mot_form",
    "move_overview",
    "move_sentences",
    "move_sheet",
    "moves",
    "own_curves",
    "pchip_slopes",
    "points_form",
    "profile_moves",
    "register",
    "register_form",
    "register_sheet",
    "reshaped",
    "retired_touchpoints",
    "save_maps",
    "savings_form",
    "senses_form",
    "strategies_form",
    "summary",
    "summary_sentences",
    "surprise_form",
    "two_maps",
    "typical_form",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.journey' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.journey.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
