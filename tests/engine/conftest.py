"""Notebooks of the project and small ones of our own, run by both engines."""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from workshop_kit.engine import forked
from workshop_kit.material import material
from workshop_kit.workshop import find_company

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@pytest.fixture(scope="session", autouse=True)
def _forks() -> None:
    if not hasattr(os, "fork"):
        pytest.skip("Forked notebooks need a system that can fork.")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook of code cells; a cell may be (code, tags)."""

    def written(*cells: str | tuple[str, list[str]], name: str = "a") -> Path:
        pairs = [(cell, []) if isinstance(cell, str) else cell for cell in cells]
        made = [new_code_cell(code, metadata={"tags": tags}) for code, tags in pairs]
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(new_notebook(cells=made, metadata={"kernelspec": KERNEL}), path)
        return path

    return written


def execute(path: Path, engine: str | None, **options: Any) -> NotebookNode:
    """Run a notebook by an engine; a cell that fails is no failure here.

    Papermill's own engine runs it again where its kernel sits idle and never answers: now and then
    a request to a new kernel is lost, and without a limit the engine waits for ever.
    """
    assert engine in (None, forked.NAME), "imported, and so known to papermill"
    target = path.with_suffix(f".{engine}.ipynb")
    options = {"engine_name": engine, "kernel_name": "python3", "progress_bar": False, **options}
    if engine is None:
        options.setdefault("execution_timeout", 90)
    with contextlib.suppress(papermill.PapermillExecutionError):
        try:
            papermill.execute_notebook(path, target, **options)
        except CellTimeoutError:
            if engine is not None:
                raise
            papermill.execute_notebook(path, target, **options)
    return nbformat.read(target, 4)


@pytest.fixture
def run() -> Callable[..., NotebookNode]:
    """`execute`."""
    return execute


def project_notebooks() -> list[Path]:
    return [
        path
        for folder in ("notebooks", "solutions")
        for path in sorted(material(folder).glob("*.ipynb"))
    ]


def run_project(engine: str | None, name: str, home: Path) -> NotebookNode:
    """Run one notebook of the project for the sample hotel in Chinese, as the trainer sees it."""
    folder = home / f"{engine}-{name}"
    shutil.copytree(find_company("lakeside-hotel").parent, folder / "inputs")
    source = next(path for path in project_notebooks() if path.stem == name)
    shutil.copy(source, folder / "a.ipynb")
    parameters = {"company": "inputs/company.yaml", "language": "zh", "audience": "trainer"}
    return execute(folder / "a.ipynb", engine, parameters=parameters, cwd=str(folder))


@pytest.fixture(scope="session", name="run_project")
def _run_project() -> Callable[..., NotebookNode]:
    """`run_project`."""
    return run_project


@pytest.fixture(scope="session")
def by_papermill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NotebookNode]:
    """Every notebook of the project, executed by papermill's own engine."""
    home = tmp_path_factory.mktemp("papermill")
    names = [path.stem for path in project_notebooks()]
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        found = pool.map(run_project, [None] * len(names), names, [home] * len(names))
        return dict(zip(names, found, strict=True))


# What differs between two runs of the *same* engine, and nothing else.
VOLATILE = (
    (r"\b[0-9a-f]{32}\b", "ID"),  # of widgets, comms and displays
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "ID"),
    (r"T_[0-9a-f]{5}", "T_ID"),  # of a pandas Styler's table
    (r"0x[0-9a-f]{8,}", "0xADDRESS"),  # in the text of an object
    (r"ipykernel_\d+", "ipykernel_PID"),  # in a warning's file name
    (r"\b\d\d:\d\d(:\d\d)?\b", "CLOCK"),
)


def steady(value: Any) -> Any:
    """Without what differs between two runs; ids become their place in the order of appearance."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=False)
    for pattern, name in VOLATILE:
        seen: dict[str, str] = {}
        text = re.sub(
            pattern,
            lambda m, seen=seen, name=name: seen.setdefault(m[0], f"{name}-{len(seen)}"),  # type: ignore[misc]
            text,
        )
    return json.loads(text)


def shown(notebook: NotebookNode) -> list[Any]:
    """What a notebook shows, cell by cell: counts, outputs."""
    cells = [
        {"count": cell.execution_count, "outputs": cell.outputs, "source": cell.source}
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]
    found: list[Any] = steady(cells)
    return found


@pytest.fixture
def compare() -> Callable[[NotebookNode, NotebookNode], None]:
    """Fails at the first cell that differs, and compares the widgets' states too."""

    def compared(stock: NotebookNode, ours: NotebookNode) -> None:
        for number, (theirs, mine) in enumerate(zip(shown(stock), shown(ours), strict=True), 1):
            assert mine == theirs, f"cell {number}"
        assert widgets(ours) == widgets(stock)
        assert ours.metadata.language_info == stock.metadata.language_info

    return compared


def widgets(notebook: NotebookNode) -> list[str]:
    """Every widget with all that it holds; neither their ids nor their order are the same twice."""
    states = notebook.metadata.get("widgets", {}).get(
        "application/vnd.jupyter.widget-state+json", {"state": {}}
    )["state"]

    def whole(value: Any) -> Any:
        if isinstance(value, str) and value.startswith("IPY_MODEL_"):
            return whole(states.get(value.removeprefix("IPY_MODEL_"), "closed"))
        if isinstance(value, dict):
            return {key: whole(inner) for key, inner in value.items()}
        return [whole(inner) for inner in value] if isinstance(value, list) else value

    return sorted(json.dumps(steady(whole(state)), sort_keys=True) for state in states.values())
