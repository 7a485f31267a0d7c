"""The KANO room: which features are must-be, one-dimensional, attractive, and how sure that is.

answers -> `tally` -> `classify` or `continuous` -> `sentences`, `overview`, `quadrant`, `shares`.
Beside it: answers -> `importance`, `screen`, `side_by_side`; tally -> `differences`; table ->
`satisfaction_curves`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
