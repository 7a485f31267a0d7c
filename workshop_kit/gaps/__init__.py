"""The gaps room: what customers miss, and which of the five gaps is the cause worth treating.

answers -> `tally` -> `scores` (or both: `servqual`) -> `servqual_sentences`, `dimensions_chart`.
customers, managers, staff -> `five_gaps` -> `diagnose` -> `diagnosis_sentences`, `treatment`,
`five_gap_picture`. Beside it: answers -> `tolerance`; table -> `importance_performance`; answers ->
`antecedents`; points -> `average_weights`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.gaps.causes import Diagnosis, diagnose
    from workshop_kit.gaps.charts import dimensions_chart, tolerance_chart
    from workshop_kit.gaps.diagnosis import diagnosis_sentences, treatment
    from workshop_kit.gaps.five import five_gaps, gap_overview
    from workshop_kit.gaps.importance import importance_performance
    from workshop_kit.gaps.picture import five_gap_picture, picture_png
    from workshop_kit.gaps.plane import importance_chart
    from workshop_kit.gaps.points import average_weights
    from workshop_kit.gaps.quality import Note, Servqual, scores, servqual
    from workshop_kit.gaps.roles import antecedents
    from workshop_kit.gaps.sentences import (
        importance_sentences,
        note_sentences,
        servqual_sentences,
        tolerance_sentences,
    )
    from workshop_kit.gaps.sums import tally
    from workshop_kit.gaps.words import antecedent_names, dimension_names, gap_names, measures, uses
    from workshop_kit.gaps.zones import tolerance

_HOME = {
    "Diagnosis": "causes",
    "Note": "quality",
    "Servqual": "quality",
    "antecedent_names": "words",
    "antecedents": "roles",
    "average_weights": "points",
    "diagnose": "causes",
    "diagnosis_sentences": "diagnosis",
    "dimension_names": "words",
    "dimensions_chart": "charts",
    "five_gap_picture": "picture",
    "five_gaps": "five",
    "gap_names": "words",
    "gap_overview": "five",
    "importance_chart": "plane",
    "importance_performance": "importance",
    "importance_sentences": "sentences",
    "measures": "words",
    "note_sentences": "sentences",
    "picture_png": "picture",
    "scores": "quality",
    "servqual": "quality",
    "servqual_sentences": "sentences",
    "tally": "sums",
    "tolerance": "zones",
    "tolerance_chart": "charts",
    "tolerance_sentences": "sentences",
    "treatment": "diagnosis",
    "uses": "words",
}

__all__ = [
    "Diagnosis",
    "Note",
    "Servqual",
    "antecedent_names",
    "antecedents",
    "average_weights",
    "diagnose",
    "diagnosis_sentences",
    "dimension_names",
    "dimensions_chart",
    "five_gap_picture",
    "five_gaps",
    "gap_names",
    "gap_overview",
    "importance_chart",
    "importance_performance",
    "importance_sentences",
    "measures",
    "note_sentences",
    "picture_png",
    "scores",
    "servqual",
    "servqual_sentences",
    "tally",
    "tolerance",
    "tolerance_chart",
    "tolerance_sentences",
    "treatment",
    "uses",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.gaps' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.gaps.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
