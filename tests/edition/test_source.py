"""Source notebooks: tags decide who sees a cell."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from workshop_kit.edition import source
from workshop_kit.material import material

NOTEBOOKS = sorted(material("notebooks").glob("*.ipynb"))


def tagged(cell: Any, *tags: str) -> Any:
    cell.metadata["tags"] = list(tags)
    return cell


@pytest.fixture
def notebook() -> Any:
    cells = [
        tagged(new_markdown_cell("# Hello"), "en"),
        tagged(new_markdown_cell("# 您好"), "zh"),
        tagged(new_markdown_cell("notes"), "en", "trainer"),
        tagged(new_markdown_cell("提示"), "zh", "trainer"),
        tagged(new_markdown_cell("answers"), "en", "solution"),
        tagged(new_code_cell("company = 'sample'"), "parameters"),
        tagged(new_code_cell("company = 'mine'"), "injected-parameters"),
        tagged(new_code_cell("form()"), "form"),
        new_code_cell("1 + 1"),
    ]
    return new_notebook(cells=cells)


def sources(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells]


def test_a_participant_sees_one_language_and_no_notes(notebook: Any) -> None:
    kept = sources(source.select(notebook, "zh", "participant"))
    assert kept[0] == "# 您好"
    assert not {"# Hello", "notes", "提示", "answers"} & set(kept)


def test_a_trainer_sees_notes_and_solutions_of_one_language(notebook: Any) -> None:
    kept = sources(source.select(notebook, "en", "trainer"))
    assert kept[:3] == ["# Hello", "notes", "answers"]


def test_what_is_handed_over_has_one_parameters_cell_and_nothing_of_the_machine(
    notebook: Any,
) -> None:
    notebook.metadata["papermill"] = {"input_path": "somewhere"}
    notebook.metadata["widgets"] = {"state": {}}
    for cell in notebook.cells:
        cell.metadata["papermill"] = {"duration": 1}
    done = source.finish(notebook, "en", "participant")
    assert sources(done).count("company = 'mine'") == 1
    assert "company = 'sample'" not in sources(done)
    assert "papermill" not in str(done)
    assert "widgets" not in done.metadata


@pytest.mark.parametrize(("language", "word"), [("en", "Start"), ("zh", "开始")])
def test_a_form_is_one_line_until_somebody_presses_start(
    notebook: Any, language: str, word: str
) -> None:
    notebook.cells[7].outputs = [
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}})
    ]
    form = next(c for c in source.finish(notebook, language, "participant").cells if c.source == "form()")
    assert [list(output.data) for output in form.outputs] == [["text/plain", "text/markdown"]]
    assert word in form.outputs[0].data["text/plain"]


def test_only_an_edit_changes_the_hash_of_the_sources(notebook: Any) -> None:
    before = source.sources_hash(notebook)
    notebook.cells[-1].outputs = [new_output("stream", text="2")]
    notebook.cells[-1].execution_count = 9
    assert source.sources_hash(notebook) == before
    notebook.cells[-1].source = "1 + 2"
    assert source.sources_hash(notebook) != before


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_english_cell_is_followed_by_its_chinese_twin(path: Path) -> None:
    cells = nbformat.read(path, 4).cells
    texts = [cell for cell in cells if cell.cell_type == "markdown"]
    assert texts, "a notebook without a text explains nothing"
    for english, chinese in zip(texts[::2], texts[1::2], strict=True):
        first, second = source.tags(english), source.tags(chinese)
        assert (first[0], second[0]) == ("en", "zh")
        assert first[1:] == second[1:], "twins are for the same audience"
        assert cells.index(chinese) == cells.index(english) + 1
        assert heading(english.source) == heading(chinese.source)


def heading(text: str) -> list[str]:
    """The heading marks of a cell, such as ['#', '##']."""
    return [line.split()[0] for line in text.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_source_notebook_has_no_outputs_and_begins_with_its_parameters(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert source.tags(code[0]) == ["parameters"]
    assert code[0].source.splitlines() == [
        'company = "lakeside-hotel"',
        'language = "en"',
        'audience = "participant"',
    ]
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_cells_are_short_and_never_tagged_with_a_language(path: Path) -> None:
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 6
            assert not {"en", "zh"} & set(source.tags(cell))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chinese_paragraph_stands_on_one_line(path: Path) -> None:
    # A line break inside one is shown as a gap between two characters.
    starts = ("-", "#", ">", "1", "2", "3", "4", "|", "[", "!")
    for cell in nbformat.read(path, 4).cells:
        if "zh" in source.tags(cell):
            lines = cell.source.splitlines()
            for before, line in pairwise(lines):
                whole = not before or not line or line.startswith(starts)
                assert whole or before.startswith("#"), f"{path.name}: {line}"
