"""Make `exercises/*.ipynb` from `solutions/*.ipynb`: what only trainers may see is taken out.

Run from the clone: python scripts/make_exercises.py
"""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from workshop_kit.edition.source import TRAINER_ONLY, tags
from workshop_kit.exercises import Sheet, seal

ROOT = Path(__file__).parents[1]
SHEET = "sheet"
"""Tag of the solution cell that makes the exercise's sheet, under this name."""


def exercise(solution: NotebookNode) -> NotebookNode:
    """The exercise of a solution notebook.

    Parameters
    ----------
    solution : NotebookNode
        Not changed. One of its cells is tagged `solution` and `sheet`, stands on its own (it
        imports what it needs) and defines `sheet`.

    Returns
    -------
    NotebookNode
        Without the cells for trainers; the sheet's cell holds the sheet as it travels, sealed.

    Raises
    ------
    ValueError
        When there is no such cell, or more than one.
    """
    made = [cell for cell in solution.cells if SHEET in tags(cell)]
    if len(made) != 1:
        raise ValueError(f"One cell must be tagged {SHEET!r}. Found {len(made)}.")
    cells = [
        _sealed(cell) if cell is made[0] else nbformat.from_dict(cell)
        for cell in solution.cells
        if cell is made[0] or not TRAINER_ONLY & set(tags(cell))
    ]
    return nbformat.from_dict({**solution, "cells": cells})


def sheet_of(solution: NotebookNode) -> Sheet:
    """The sheet that a solution notebook makes."""
    cell = next(cell for cell in solution.cells if SHEET in tags(cell))
    return _made(cell.source)


def write_exercises(solutions: Path, exercises: Path) -> list[Path]:
    """Write every exercise and delete those that have no solution any more."""
    written = []
    for path in sorted(solutions.glob("*.ipynb")):
        target = exercises / path.name
        target.write_text(text_of(exercise(nbformat.read(path, 4))), "utf-8")
        written.append(target)
    for path in set(exercises.glob("*.ipynb")) - set(written):
        path.unlink()
    return written


def text_of(notebook: NotebookNode) -> str:
    """A notebook as it is written to a file."""
    return nbformat.writes(notebook, version=4) + "\n"


def _sealed(cell: NotebookNode) -> NotebookNode:
    source = f'sheet = exercises.unseal(\n    """\n{seal(_made(cell.source))}\n"""\n)'
    metadata = {**cell.metadata, "tags": [SHEET]}
    return nbformat.from_dict({**cell, "metadata": metadata, "source": source})


def _made(source: str) -> Sheet:
    names: dict[str, Any] = {}
    exec(source, names)
    return Sheet.model_validate(names["sheet"])


if __name__ == "__main__":
    for made in write_exercises(ROOT / "solutions", ROOT / "exercises"):
        print(made.relative_to(ROOT))
