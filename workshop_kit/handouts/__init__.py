"""What is handed over beside the page: the report as a workbook, as slides and as a PDF.

edition -> `open_edition` -> `report.contents` -> `write_workbook`, `write_slides`, `write_pdf`;
`export` does all of it. A file that is there already stays until its successor is whole.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
