"""The persona room: from customer data to persona cards, and from a card to a service strategy.

checklist -> `spot_style`; `Card` -> `card_svg`, `strategy` -> `strategy_svg`; SVG -> `card_png`.
Beside it: style -> `advice`; a prospect -> `man_score`; a rewritten sentence -> `check_plain`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.persona.cards import Card
    from workshop_kit.persona.charts import profile_chart, segment_chart, value_chart
    from workshop_kit.persona.clusters import segments
    from workshop_kit.persona.form import card_form, plain_form, strategy_form, style_form
    from workshop_kit.persona.jargon import check_plain, experience_questions, plain_sentences
    from workshop_kit.persona.overview import known_attributes, style_sheet
    from workshop_kit.persona.page import strategy_svg
    from workshop_kit.persona.picture import card_png, card_svg
    from workshop_kit.persona.sentences import segment_sentences
    from workshop_kit.persona.sheets import (
        customer_sheet,
        insight_sheet,
        man_sheet,
        needs_sheet,
        stakeholder_sheet,
    )
    from workshop_kit.persona.strategies import advice, man_score, man_sentence, strategy
    from workshop_kit.persona.styles import checklist, spot_style, style_sentence
    from workshop_kit.persona.survey import (
        customer_groups,
        customer_segments,
        group_sheet,
        value_classes,
        value_picture,
    )
    from workshop_kit.persona.value import abc, customer_classes, loyalty_tiers, tenure_cohorts
    from workshop_kit.persona.wall import gallery, pinned_cards, save_cards
    from workshop_kit.persona.words import style_traits

_HOME = {
    "Card": "cards",
    "abc": "value",
    "advice": "strategies",
    "card_form": "form",
    "card_png": "picture",
    "card_svg": "picture",
    "check_plain": "jargon",
    "checklist": "styles",
    "customer_classes": "value",
    "customer_groups": "survey",
    "customer_segments": "survey",
    "customer_sheet": "sheets",
    "experience_questions": "jargon",
    "gallery": "wall",
    "group_sheet": "survey",
    "insight_sheet": "sheets",
    "known_attributes": "overview",
    "loyalty_tiers": "value",
    "man_score": "strategies",
    "man_sentence": "strategies",
    "man_sheet": "sheets",
    "needs_sheet": "sheets",
    "pinned_cards": "wall",
    "plain_form": "form",
    "plain_sentences": "jargon",
    "profile_chart": "charts",
    "save_cards": "wall",
    "segment_chart": "charts",
    "segment_sentences": "sentences",
    "segments": "clusters",
    "spot_style": "styles",
    "stakeholder_sheet": "sheets",
    "strategy": "strategies",
    "strategy_form": "form",
    "strategy_svg": "page",
    "style_form": "form",
    "style_sentence": "styles",
    "style_sheet": "overview",
    "style_traits": "words",
    "tenure_cohorts": "value",
    "value_chart": "charts",
    "value_classes": "survey",
    "value_picture": "survey",
}

__all__ = [
    "Card",
    "abc",
    "advice",
    "card_form",
    "card_png",
    "card_svg",
    "check_plain",
    "checklist",
    "customer_classes",
    "customer_groups",
    "customer_segments",
    "customer_sheet",
    "experience_questions",
    "gallery",
    "group_sheet",
    "insight_sheet",
    "known_attributes",
    "loyalty_tiers",
    "man_score",
    "man_sentence",
    "man_sheet",
    "needs_sheet",
    "pinned_cards",
    "plain_form",
    "plain_sentences",
    "profile_chart",
    "save_cards",
    "segment_chart",
    "segment_sentences",
    "segments",
    "spot_style",
    "stakeholder_sheet",
    "strategy",
    "strategy_form",
    "strategy_svg",
    "style_form",
    "style_sentence",
    "style_sheet",
    "style_traits",
    "tenure_cohorts",
    "value_chart",
    "value_classes",
    "value_picture",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.persona' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.persona.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
