"""The persona room: from customer data to persona cards, and from a card to a service strategy.

checklist -> `spot_style`; `Card` -> `card_svg`, `strategy` -> `strategy_svg`; SVG -> `card_png`.
Beside it: style -> `advice`; a prospect -> `man_score`; a rewritten sentence -> `check_plain`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
