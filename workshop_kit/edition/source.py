"""Source notebooks by cell tags: which cells an edition has, and what is handed over of them."""

import hashlib
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from workshop_kit.text import translator

LANGUAGES = {"en": "zh", "zh": "en"}
TRAINER_ONLY = {"trainer", "solution"}
_ADDED = {"injected-parameters", "papermill-error-cell-tag"}


def select(
    notebook: NotebookNode, language: str, audience: str, data: Iterable[str] = ()
) -> NotebookNode:
    """The cells of a source notebook for one language and audience.

    A Markdown cell is tagged `en` or `zh`; `trainer` and `solution` cells are the trainer's. A cell
    tagged `data:needs` is there only when the company has data of that kind.
    """
    from nbconvert.preprocessors import TagRemovePreprocessor

    dropped = {LANGUAGES[language]} | (set() if audience == "trainer" else TRAINER_ONLY)
    dropped |= {tag for cell in notebook.cells for tag in tags(cell) if tag.startswith("data:")}
    dropped -= {f"data:{kind}" for kind in data}
    # enabled: without it the preprocessor does nothing and says nothing.
    remove = TagRemovePreprocessor(enabled=True, remove_cell_tags=dropped)
    kept: NotebookNode = remove(notebook, {})[0]
    return kept


def tags(cell: NotebookNode) -> list[str]:
    """The tags of a cell."""
    found: list[str] = cell.metadata.get("tags", [])
    return found


def finish(notebook: NotebookNode, language: str, audience: str) -> NotebookNode:
    """What is handed over of an executed notebook.

    Papermill's own notes (they hold paths of the machine), widget states and the source's default
    parameters are taken out; forms show one line instead of a dead picture of themselves.
    Participants cannot change or delete a cell by a double click.
    """
    _ = translator(language)
    start = _("Press Start at the top of the page to fill this in.")
    kept = [key for key in ("kernelspec", "language_info") if key in notebook.metadata]
    notebook.metadata = NotebookNode({key: notebook.metadata[key] for key in kept})
    injected = any("injected-parameters" in tags(cell) for cell in notebook.cells)
    cells = []
    for cell in notebook.cells:
        names = tags(cell)
        if injected and "parameters" in names:
            continue
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in names:
            cell.metadata.tags = ["parameters"]
            # Papermill gives it a random id; the same edition must have the same bytes.
            cell.id = "parameters"
        if audience == "participant":
            cell.metadata.editable = cell.metadata.deletable = False
        if "form" in names:
            data = {"text/plain": start, "text/markdown": f"*{start}*"}
            cell.outputs = [new_output("display_data", data)]
        cells.append(cell)
    notebook.cells = cells
    return notebook


def sources_hash(notebook: NotebookNode) -> str:
    """A hash of what people may edit: the cells' kinds and sources, not their outputs."""
    digest = hashlib.sha256()
    for cell in notebook.cells:
        digest.update(f"{cell.cell_type}\0{cell.source}\0".encode())
    return digest.hexdigest()


def failed_cell(notebook: NotebookNode) -> str:
    """Which cell of an executed notebook raised, and what it said.

    The number is that of the edition's cells from 1, without those that papermill adds.
    """
    cells = [cell for cell in notebook.cells if not _ADDED & set(tags(cell))]
    for number, cell in enumerate(cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                first = cell.source.splitlines()[0][:60]
                return f"cell {number} ({first}): {_short(output)}"
    return "stopped without an error in a cell"


def _short(output: Any) -> str:
    lines = str(output.evalue).splitlines() or [""]
    more = f" (and {len(lines) - 1} more lines)" if len(lines) > 1 else ""
    return f"{output.ename}: {lines[0]}{more}"
