"""The gaps room: what customers miss, and which of the five gaps is the cause worth treating.

answers -> `tally` -> `scores` (or both: `servqual`) -> `servqual_sentences`, `dimensions_chart`.
customers, managers, staff -> `five_gaps` -> `diagnose` -> `diagnosis_sentences`, `treatment`,
`five_gap_picture`. Beside it: answers -> `tolerance`; table -> `importance_performance`; answers ->
`antecedents`; points -> `average_weights`.

With a company at hand: `surveyed` or `entered` -> `results` -> `dimension_sheet`, `customer_chart`,
`model_picture`, `cause_sentences`, `cause_sheet`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.gaps.causes import Diagnosis, diagnose
    from workshop_kit.gaps.charts import dimensions_chart, tolerance_chart
    from workshop_kit.gaps.classroom import class_picture, class_sentences, class_sheet
    from workshop_kit.gaps.complaints import (
        complaint_chart,
        complaint_counts,
        complaint_sentences,
        satisfaction_sentences,
    )
    from workshop_kit.gaps.diagnosis import diagnosis_sentences, treatment
    from workshop_kit.gaps.five import five_gaps, gap_overview
    from workshop_kit.gaps.form import customer_form, manager_form, staff_form, weights_form
    from workshop_kit.gaps.guides import dimension_guide, gap_guide
    from workshop_kit.gaps.importance import importance_performance
    from workshop_kit.gaps.outcome import Results, results
    from workshop_kit.gaps.page import (
        cause_sentences,
        cause_sheet,
        customer_chart,
        customer_sentences,
        dimension_sheet,
        gap_sheet,
        item_sheet,
        model_picture,
        priority_chart,
        priority_sentences,
        zone_chart,
        zone_sentences,
    )
    from workshop_kit.gaps.picture import five_gap_picture, picture_png
    from workshop_kit.gaps.plane import importance_chart
    from workshop_kit.gaps.points import average_weights
    from workshop_kit.gaps.practice import examples_form, gap_measures_form
    from workshop_kit.gaps.quality import Note, Servqual, scores, servqual
    from workshop_kit.gaps.roles import antecedents
    from workshop_kit.gaps.sentences import (
        importance_sentences,
        note_sentences,
        servqual_sentences,
        tolerance_sentences,
    )
    from workshop_kit.gaps.sums import tally
    from workshop_kit.gaps.survey import Survey, entered, surveyed
    from workshop_kit.gaps.words import antecedent_names, dimension_names, gap_names, measures, uses
    from workshop_kit.gaps.zones import tolerance

_HOME = {
    "Diagnosis": "causes",
    "Note": "quality",
    "Results": "outcome",
    "Servqual": "quality",
    "Survey": "survey",
    "antecedent_names": "words",
    "antecedents": "roles",
    "average_weights": "points",
    "cause_sentences": "page",
    "cause_sheet": "page",
    "class_picture": "classroom",
    "class_sentences": "classroom",
    "class_sheet": "classroom",
    "complaint_chart": "complaints",
    "complaint_counts": "complaints",
    "complaint_sentences": "complaints",
    "customer_chart": "page",
    "customer_form": "form",
    "customer_sentences": "page",
    "diagnose": "causes",
    "diagnosis_sentences": "diagnosis",
    "dimension_guide": "guides",
    "dimension_names": "words",
    "dimension_sheet": "page",
    "dimensions_chart": "charts",
    "entered": "survey",
    "examples_form": "practice",
    "five_gap_picture": "picture",
    "five_gaps": "five",
    "gap_guide": "guides",
    "gap_measures_form": "practice",
    "gap_names": "words",
    "gap_overview": "five",
    "gap_sheet": "page",
    "importance_chart": "plane",
    "importance_performance": "importance",
    "importance_sentences": "sentences",
    "item_sheet": "page",
    "manager_form": "form",
    "measures": "words",
    "model_picture": "page",
    "note_sentences": "sentences",
    "picture_png": "picture",
    "priority_chart": "page",
    "priority_sentences": "page",
    "results": "outcome",
    "satisfaction_sentences": "complaints",
    "scores": "quality",
    "servqual": "quality",
    "servqual_sentences": "sentences",
    "staff_form": "form",
    "surveyed": "survey",
    "tally": "sums",
    "tolerance": "zones",
    "tolerance_chart": "charts",
    "tolerance_sentences": "sentences",
    "treatment": "diagnosis",
    "uses": "words",
    "weights_form": "form",
    "zone_chart": "page",
    "zone_sentences": "page",
}

__all__ = [
    "Diagnosis",
    "Note",
    "Results",
    "Servqual",
    "Survey",
    "antecedent_names",
    "antecedents",
    "average_weights",
    "cause_sentences",
    "cause_sheet",
    "class_picture",
    "class_sentences",
    "class_sheet",
    "complaint_chart",
    "complaint_counts",
    "complaint_sentences",
    "customer_chart",
    "customer_form",
    "customer_sentences",
    "diagnose",
    "diagnosis_sentences",
    "dimension_guide",
    "dimension_names",
    "dimension_sheet",
    "dimensions_chart",
    "entered",
    "examples_form",
    "five_gap_picture",
    "five_gaps",
    "gap_guide",
    "gap_measures_form",
    "gap_names",
    "gap_overview",
    "gap_sheet",
    "importance_chart",
    "importance_performance",
    "importance_sentences",
    "item_sheet",
    "manager_form",
    "measures",
    "model_picture",
    "note_sentences",
    "picture_png",
    "priority_chart",
    "priority_sentences",
    "results",
    "satisfaction_sentences",
    "scores",
    "servqual",
    "servqual_sentences",
    "staff_form",
    "surveyed",
    "tally",
    "tolerance",
    "tolerance_chart",
    "tolerance_sentences",
    "treatment",
    "uses",
    "weights_form",
    "zone_chart",
    "zone_sentences",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.gaps' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.gaps.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
