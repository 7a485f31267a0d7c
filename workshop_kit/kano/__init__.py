"""The KANO room: which features are must-be, one-dimensional, attractive, and how sure that is.

answers -> `tally` -> `classify` or `continuous` -> `sentences`, `overview`, `quadrant`, `shares`.
Beside it: answers -> `importance`, `screen`, `side_by_side`; tally -> `differences`; table ->
`satisfaction_curves`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.kano.analysis import classify, continuous, evaluate
    from workshop_kit.kano.charts import evaluation_chart, needs_chart, shares
    from workshop_kit.kano.counts import tally
    from workshop_kit.kano.curves import satisfaction_curves
    from workshop_kit.kano.form import hand_table, paste_needs, survey_form
    from workshop_kit.kano.groups import differences
    from workshop_kit.kano.means import mean_plane
    from workshop_kit.kano.needs import read_needs
    from workshop_kit.kano.plane import quadrant
    from workshop_kit.kano.segments import difference_sentences, segment_map, segment_planes
    from workshop_kit.kano.stated import importance
    from workshop_kit.kano.survey import (
        class_overview,
        entered,
        questions,
        results,
        segment_differences,
        suspicious,
        without_suspicious,
    )
    from workshop_kit.kano.trust import screen, side_by_side
    from workshop_kit.kano.words import advice, headline, overview, sentences

_HOME = {
    "tally": "counts",
    "classify": "analysis",
    "continuous": "analysis",
    "evaluate": "analysis",
    "sentences": "words",
    "overview": "words",
    "advice": "words",
    "questions": "survey",
    "results": "survey",
    "evaluation_chart": "charts",
    "read_needs": "needs",
    "quadrant": "plane",
    "shares": "charts",
    "needs_chart": "charts",
    "hand_table": "form",
    "survey_form": "form",
    "class_overview": "survey",
    "entered": "survey",
    "headline": "words",
    "paste_needs": "form",
    "importance": "stated",
    "screen": "trust",
    "side_by_side": "trust",
    "satisfaction_curves": "curves",
    "differences": "groups",
    "segment_differences": "survey",
    "suspicious": "survey",
    "without_suspicious": "survey",
    "difference_sentences": "segments",
    "mean_plane": "means",
    "segment_map": "segments",
    "segment_planes": "segments",
}

__all__ = [
    "advice",
    "class_overview",
    "classify",
    "continuous",
    "difference_sentences",
    "differences",
    "entered",
    "evaluate",
    "evaluation_chart",
    "hand_table",
    "headline",
    "importance",
    "mean_plane",
    "needs_chart",
    "overview",
    "paste_needs",
    "quadrant",
    "questions",
    "read_needs",
    "results",
    "satisfaction_curves",
    "screen",
    "segment_differences",
    "segment_map",
    "segment_planes",
    "sentences",
    "shares",
    "side_by_side",
    "survey_form",
    "suspicious",
    "tally",
    "without_suspicious",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.kano' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.kano.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
