"""The KANO room: which features are must-be, one-dimensional, attractive, and how sure that is.

answers -> `tally` -> `classify` or `continuous` -> `sentences`, `overview`, `quadrant`, `shares`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.kano.analysis import classify, continuous, evaluate
    from workshop_kit.kano.charts import evaluation_chart, needs_chart, shares
    from workshop_kit.kano.counts import tally
    from workshop_kit.kano.form import hand_table, paste_needs
    from workshop_kit.kano.needs import read_needs
    from workshop_kit.kano.plane import quadrant
    from workshop_kit.kano.survey import questions, results
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
    "headline": "words",
    "paste_needs": "form",
}

__all__ = [
    "advice",
    "classify",
    "continuous",
    "evaluate",
    "evaluation_chart",
    "hand_table",
    "headline",
    "needs_chart",
    "overview",
    "paste_needs",
    "quadrant",
    "questions",
    "read_needs",
    "results",
    "sentences",
    "shares",
    "tally",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.kano' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.kano.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
