"""The loyalty room: NPS, CSAT, CES with honest intervals, and what bad experience costs.

answers -> `nps`, `csat`, `ces` -> `difference`, sentences and charts.
Beside it: inputs -> `damage`, `damage_drivers`, `clv`; `chain_statements`, `metric_kinds` and
`need_levels` for exercises.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.loyalty.charts import ces_chart, csat_chart, nps_chart
    from workshop_kit.loyalty.comparisons import difference
    from workshop_kit.loyalty.counts import tally
    from workshop_kit.loyalty.lifetime import clv
    from workshop_kit.loyalty.losses import damage_chart, drivers_chart
    from workshop_kit.loyalty.market import damage, damage_drivers
    from workshop_kit.loyalty.reckoning import damage_sentences
    from workshop_kit.loyalty.scores import ces, csat, nps
    from workshop_kit.loyalty.sentences import (
        ces_sentences,
        csat_sentences,
        difference_sentences,
        nps_sentences,
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
    "ces_sentences": "sentences",
    "chain_names": "teaching",
    "chain_statements": "teaching",
    "clv": "lifetime",
    "csat": "scores",
    "csat_chart": "charts",
    "csat_sentences": "sentences",
    "damage": "market",
    "damage_chart": "losses",
    "damage_drivers": "market",
    "damage_sentences": "reckoning",
    "difference": "comparisons",
    "difference_sentences": "sentences",
    "drivers_chart": "losses",
    "metric_kinds": "teaching",
    "need_levels": "teaching",
    "nps": "scores",
    "nps_chart": "charts",
    "nps_sentences": "sentences",
    "tally": "counts",
}

__all__ = [
    "ces",
    "ces_chart",
    "ces_sentences",
    "chain_names",
    "chain_statements",
    "clv",
    "csat",
    "csat_chart",
    "csat_sentences",
    "damage",
    "damage_chart",
    "damage_drivers",
    "damage_sentences",
    "difference",
    "difference_sentences",
    "drivers_chart",
    "metric_kinds",
    "need_levels",
    "nps",
    "nps_chart",
    "nps_sentences",
    "tally",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.loyalty' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.loyalty.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
