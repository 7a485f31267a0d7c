"""The client's report: parts made of sheets, figures and sentences, and one page that shows them.

workshop -> `contents` -> `build_report` (HTML that needs no network and prints on A4); workbook and
slides of `workshop_kit.handouts` show the same parts. A room's part is a module of its name here,
a template of its name in `parts/`, and a line in `chapters.PARTS`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
