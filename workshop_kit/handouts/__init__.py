"""What is handed over beside the page: the report as a workbook, as slides and as a PDF.

edition -> `open_edition` -> `report.contents` -> `write_workbook`, `write_slides`, `write_pdf`;
`export` does all of it. A file that is there already stays until its successor is whole.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.handouts.buttons import file_buttons
    from workshop_kit.handouts.exporting import Exported, export, open_edition
    from workshop_kit.handouts.pdf import write_pdf
    from workshop_kit.handouts.slides import write_slides
    from workshop_kit.handouts.tables import write_workbook

_HOME = {
    "Exported": "exporting",
    "export": "exporting",
    "file_buttons": "buttons",
    "open_edition": "exporting",
    "write_pdf": "pdf",
    "write_slides": "slides",
    "write_workbook": "tables",
}

__all__ = [
    "Exported",
    "export",
    "file_buttons",
    "open_edition",
    "write_pdf",
    "write_slides",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.handouts' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.handouts.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
