"""The loyalty room: NPS, CSAT, CES with honest intervals, and what bad experience costs.

answers -> `nps`, `csat`, `ces` -> `difference`, `segment_contrasts`, sentences and charts.
Beside it: inputs -> `damage`, `damage_drivers`, `clv`; `chain_statements`, `metric_kinds` and
`need_levels` for exercises. For a notebook: forms, `overview`, pictures and findings.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
