"""The loyalty room: NPS, CSAT, CES with honest intervals, and what bad experience costs.

answers -> `nps`, `csat`, `ces` -> `difference`, `segment_contrasts`, sentences and charts.
Beside it: inputs -> `damage`, `damage_drivers`, `clv`; `chain_statements`, `metric_kinds` and
`need_levels` for exercises. For a notebook: forms, `overview`, pictures and findings.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.loyalty.charts import ces_chart, csat_chart, nps_chart
    from workshop_kit.loyalty.comparisons import difference
    from workshop_kit.loyalty.counts import tally
    from workshop_kit.loyalty.findings import contrast_sentences, promoter_sentences
    from workshop_kit.loyalty.form import chain_form, metric_form, nps_form, pyramid_form
    from workshop_kit.loyalty.lifetime import clv
    from workshop_kit.loyalty.losses import damage_chart, drivers_chart
    from workshop_kit.loyalty.market import damage, damage_drivers
    from workshop_kit.loyalty.reckoning import damage_sentences, lifetime_sentences
    from workshop_kit.loyalty.scores import ces, csat, nps
    from workshop_kit.loyalty.segments import satisfied_promoters, segment_contrasts
    from workshop_kit.loyalty.sentences import (
        ces_sentences,
        csat_sentences,
        difference_sentences,
        nps_sentences,
    )
    from workshop_kit.loyalty.sheets import kind_sheet, level_sheet
    from workshop_kit.loyalty.stakes import clv_form, damage_form, damage_picture, drivers_picture
    from workshop_kit.loyalty.survey import (
        ces_picture,
        chain_findings,
        csat_picture,
        nps_picture,
        overall_sentences,
        overview,
        segment_findings,
    )
    from workshop_kit.loyalty.teaching import (
        chain_names,
        chain_statements,
        metric_kinds,
        need_levels,
    )

_HOME = {
    "ces": "scores",
    "ces_chart": "charts",
    "ces_picture": "survey",
    "ces_sentences": "sentences",
    "chain_findings": "survey",
    "chain_form": "form",
    "chain_names": "teaching",
    "chain_statements": "teaching",
    "clv": "lifetime",
    "clv_form": "stakes",
    "contrast_sentences": "findings",
    "csat": "scores",
    "csat_chart": "charts",
    "csat_picture": "survey",
    "csat_sentences": "sentences",
    "damage": "market",
    "damage_chart": "losses",
    "damage_drivers": "market",
    "damage_form": "stakes",
    "damage_picture": "stakes",
    "damage_sentences": "reckoning",
    "difference": "comparisons",
    "difference_sentences": "sentences",
    "drivers_chart": "losses",
    "drivers_picture": "stakes",
    "kind_sheet": "sheets",
    "level_sheet": "sheets",
    "lifetime_sentences": "reckoning",
    "metric_form": "form",
    "metric_kinds": "teaching",
    "need_levels": "teaching",
    "nps": "scores",
    "nps_chart": "charts",
    "nps_form": "form",
    "nps_picture": "survey",
    "nps_sentences": "sentences",
    "overall_sentences": "survey",
    "overview": "survey",
    "promoter_sentences": "findings",
    "pyramid_form": "form",
    "satisfied_promoters": "segments",
    "segment_contrasts": "segments",
    "segment_findings": "survey",
    "tally": "counts",
}

__all__ = [
    "ces",
    "ces_chart",
    "ces_picture",
    "ces_sentences",
    "chain_findings",
    "chain_form",
    "chain_names",
    "chain_statements",
    "clv",
    "clv_form",
    "contrast_sentences",
    "csat",
    "csat_chart",
    "csat_picture",
    "csat_sentences",
    "damage",
    "damage_chart",
    "damage_drivers",
    "damage_form",
    "damage_picture",
    "damage_sentences",
    "difference",
    "difference_sentences",
    "drivers_chart",
    "drivers_picture",
    "kind_sheet",
    "level_sheet",
    "lifetime_sentences",
    "metric_form",
    "metric_kinds",
    "need_levels",
    "nps",
    "nps_chart",
    "nps_form",
    "nps_picture",
    "nps_sentences",
    "overall_sentences",
    "overview",
    "promoter_sentences",
    "pyramid_form",
    "satisfied_promoters",
    "segment_contrasts",
    "segment_findings",
    "tally",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.loyalty' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.loyalty.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
