"""The journey room: emotion curves in numbers, over groups, and how to reshape them.

stroke -> `clean_stroke` -> curve -> `curve_metrics`, `moments`, `moves` -> sentences and charts.
`Curve` in a `curve_form` -> entries -> `drawn_curves`.
Beside it: curves of groups or customers -> `summary`; a move -> `reshaped`, the curve to be.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.journey.changes import change_chart
    from workshop_kit.journey.charts import curve_chart, disagreement_chart, groups_chart
    from workshop_kit.journey.curve import Curve
    from workshop_kit.journey.drawing import curve_form, drawn_curves
    from workshop_kit.journey.metrics import curve_metrics, moments
    from workshop_kit.journey.pieces import curve_points, pchip_slopes
    from workshop_kit.journey.reshaping import moves, reshaped
    from workshop_kit.journey.sentences import curve_sentences, move_sentences, summary_sentences
    from workshop_kit.journey.strokes import clean_stroke
    from workshop_kit.journey.summaries import summary

_HOME = {
    "Curve": "curve",
    "change_chart": "changes",
    "clean_stroke": "strokes",
    "curve_chart": "charts",
    "curve_form": "drawing",
    "curve_metrics": "metrics",
    "curve_points": "pieces",
    "curve_sentences": "sentences",
    "disagreement_chart": "charts",
    "drawn_curves": "drawing",
    "groups_chart": "charts",
    "moments": "metrics",
    "move_sentences": "sentences",
    "moves": "reshaping",
    "pchip_slopes": "pieces",
    "reshaped": "reshaping",
    "summary": "summaries",
    "summary_sentences": "sentences",
}

__all__ = [
    "Curve",
    "change_chart",
    "clean_stroke",
    "curve_chart",
    "curve_form",
    "curve_metrics",
    "curve_points",
    "curve_sentences",
    "disagreement_chart",
    "drawn_curves",
    "groups_chart",
    "moments",
    "move_sentences",
    "moves",
    "pchip_slopes",
    "reshaped",
    "summary",
    "summary_sentences",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.journey' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.journey.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
