"""The plan room: which touchpoints come first, what is done there, by whom and by when.

Tables of the other rooms -> `priorities` (or, with a company at hand, `key_touchpoints`) ->
`priority_chart`, `priority_sheet`, `priority_sentences`. Forms (`question_form`, `idea_form`,
`screening_form`, `concept_form`, `user_test_form`, `action_form`, ...) -> entries -> `plan_ideas`,
`plan_actions` -> `idea_sheet`, `action_sheet`. What is planned names a touchpoint, and so evidence.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.plan.actions import action_form, orid_form, swot_form
    from workshop_kit.plan.charts import priority_chart
    from workshop_kit.plan.closing import levels_form, prevention_form, reflection_form
    from workshop_kit.plan.ideas import idea_form, question_form, screening_form
    from workshop_kit.plan.overview import action_sheet, idea_sheet, plan_actions, plan_ideas
    from workshop_kit.plan.profiles import rating_chart
    from workshop_kit.plan.ranking import Priorities, priorities
    from workshop_kit.plan.results import (
        key_touchpoints,
        priority_findings,
        priority_picture,
        priority_sheet,
    )
    from workshop_kit.plan.self_ratings import maturity_form, powers_form, rating_picture, ratings
    from workshop_kit.plan.sentences import priority_sentences
    from workshop_kit.plan.sheets import concept_form, user_test_form
    from workshop_kit.plan.weighing import weights_form
    from workshop_kit.plan.words import kind_names

_HOME = {
    "Priorities": "ranking",
    "action_form": "actions",
    "action_sheet": "overview",
    "concept_form": "sheets",
    "idea_form": "ideas",
    "idea_sheet": "overview",
    "key_touchpoints": "results",
    "kind_names": "words",
    "levels_form": "closing",
    "maturity_form": "self_ratings",
    "orid_form": "actions",
    "plan_actions": "overview",
    "plan_ideas": "overview",
    "powers_form": "self_ratings",
    "prevention_form": "closing",
    "priorities": "ranking",
    "priority_chart": "charts",
    "priority_findings": "results",
    "priority_picture": "results",
    "priority_sentences": "sentences",
    "priority_sheet": "results",
    "question_form": "ideas",
    "rating_chart": "profiles",
    "rating_picture": "self_ratings",
    "ratings": "self_ratings",
    "reflection_form": "closing",
    "screening_form": "ideas",
    "swot_form": "actions",
    "user_test_form": "sheets",
    "weights_form": "weighing",
}

__all__ = [
    "Priorities",
    "action_form",
    "action_sheet",
    "concept_form",
    "idea_form",
    "idea_sheet",
    "key_touchpoints",
    "kind_names",
    "levels_form",
    "maturity_form",
    "orid_form",
    "plan_actions",
    "plan_ideas",
    "powers_form",
    "prevention_form",
    "priorities",
    "priority_chart",
    "priority_findings",
    "priority_picture",
    "priority_sentences",
    "priority_sheet",
    "question_form",
    "rating_chart",
    "rating_picture",
    "ratings",
    "reflection_form",
    "screening_form",
    "swot_form",
    "user_test_form",
    "weights_form",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.plan' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.plan.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
