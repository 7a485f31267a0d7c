"""The gaps room: what customers miss, and which of the five gaps is the cause worth treating.

answers -> `tally` -> `scores` (or both: `servqual`) -> `servqual_sentences`, `dimensions_chart`.
customers, managers, staff -> `five_gaps` -> `diagnose` -> `diagnosis_sentences`, `treatment`,
`five_gap_picture`. Beside it: answers -> `tolerance`; table -> `importance_performance`; answers ->
`antecedents`; points -> `average_weights`.

With a company at hand: `surveyed` or `entered` -> `results` -> `dimension_sheet`, `customer_chart`,
`model_picture`, `cause_sentences`, `cause_sheet`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
