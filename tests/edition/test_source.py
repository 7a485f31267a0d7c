"""Source notebooks: tags decide who sees a cell."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from workshop_kit.company import DataKind
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


def selected(cells: list[tuple[str, ...]], *options: Any) -> list[str]:
    """What is kept of cells that are named by their tags."""
    made = [tagged(new_markdown_cell(" ".join(tags)), *tags) for tags in cells]
    return sources(source.select(new_notebook(cells=made), *options))


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ((), ["en"]),
        (("kano_tally",), ["en"]),
        (("needs",), ["en", "en data:needs", "data:needs"]),
        (("kano_answers",), ["en", "data:kano_answers"]),
        (
            {"needs": "needs.csv", "kano_answers": "a.csv"},  # as a profile has it
            [
                "en",
                "en data:needs",
                "data:needs",
                "data:kano_answers",
                "en data:needs data:kano_answers",
            ],
        ),
    ],
)
def test_a_cell_about_data_is_there_only_with_data_of_all_its_kinds(
    data: Iterable[str], kept: list[str]
) -> None:
    cells = [
        ("en",), ("en", "data:needs"), ("zh", "data:needs"), ("data:needs",),
        ("data:kano_answers",), ("en", "data:needs", "data:kano_answers"),
        ("en", "solution", "data:needs"),
    ]  # fmt: skip
    assert selected(cells, "en", "participant", data) == kept
    assert selected(cells, "en", "participant") == ["en"], "nothing is there unless it is named"


def test_data_of_a_kind_opens_neither_language_nor_solution() -> None:
    cells = [("zh", "data:needs"), ("en", "solution", "data:needs")]
    assert selected(cells, "en", "participant", ["needs"]) == []
    assert selected(cells, "en", "trainer", ["needs"]) == ["en solution data:needs"]
    assert selected(cells, "zh", "trainer", ["needs"]) == ["zh data:needs"]
    assert selected(cells, "en", "trainer") == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_notebook_asks_only_for_kinds_of_data_that_a_profile_can_have(
    path: Path, language: str
) -> None:
    cells = nbformat.read(path, 4).cells
    asked = {tag for cell in cells for tag in source.tags(cell) if tag.startswith("data:")}
    parts = [*get_args(DataKind), "segments", "importance", "jargon"]
    assert asked <= {f"data:{part}" for part in parts}
    every = source.select(nbformat.read(path, 4), language, "participant", parts)
    bare = [cell.source for cell in every.cells if not asked & set(source.tags(cell))]
    assert sources(source.select(nbformat.read(path, 4), language, "participant")) == bare


def test_the_chart_of_needs_is_left_out_without_needs() -> None:
    for data, expected in (((), 0), (("kano_tally",), 0), (("needs", "kano_answers"), 1)):
        notebook = nbformat.read(material("notebooks") / "02_kano.ipynb", 4)
        kept = sources(source.select(notebook, "zh", "participant", data))
        assert len([text for text in kept if "needs_chart" in text]) == expected
        assert len([text for text in kept if "paste_needs" in text]) == 1


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
    form = next(
        c for c in source.finish(notebook, language, "participant").cells if c.source == "form()"
    )
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
    starts = ("-", "#", ">", *"123456789", "|", "[", "!")
    for cell in nbformat.read(path, 4).cells:
        if "zh" in source.tags(cell):
            lines = cell.source.splitlines()
            for before, line in pairwise(lines):
                whole = not before or not line or line.startswith(starts)
                assert whole or before.startswith("#"), f"{path.name}: {line}"
