"""The client's report: parts made of sheets, figures and sentences, and one page that shows them.

workshop -> `contents` -> `build_report` (HTML that needs no network and prints on A4); workbook and
slides of `workshop_kit.handouts` show the same parts. A room's part is a module of its name here,
a template of its name in `parts/`, and a line in `chapters.PARTS`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.report.chapters import contents
    from workshop_kit.report.page import build_report
    from workshop_kit.report.part import Figure, Line, Part, Sheet
    from workshop_kit.report.progress import standing, summary_lines

_HOME = {
    "Figure": "part",
    "Line": "part",
    "Part": "part",
    "Sheet": "part",
    "build_report": "page",
    "contents": "chapters",
    "standing": "progress",
    "summary_lines": "progress",
}

__all__ = [
    "Figure",
    "Line",
    "Part",
    "Sheet",
    "build_report",
    "contents",
    "standing",
    "summary_lines",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.report' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.report.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
