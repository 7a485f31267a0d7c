"""Solutions and the exercises made from them: in step, in pairs, and without a key in the clear."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

from workshop_kit.company import read_company
from workshop_kit.edition import inputs, leaks, run, source
from workshop_kit.edition.folder import Edition
from workshop_kit.exercises import Sheet, marks, unseal
from workshop_kit.exercises.tasks import said
from workshop_kit.material import material
from workshop_kit.workshop import find_company

SOLUTIONS = sorted(material("solutions").glob("*.ipynb"))
EXERCISES = sorted(material("exercises").glob("*.ipynb"))
LANGUAGES = ("en", "zh")
SAMPLES = ("lakeside-hotel", "binhai-power", "xingyun-telecom", "digital-payments")

each = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def sheet_in(path: Path) -> Sheet:
    """The sheet that an exercise carries."""
    (cell,) = [c for c in nbformat.read(path, 4).cells if "sheet" in source.tags(c)]
    return unseal(cell.source.split('"""')[1])


def secrets(sheet: Sheet) -> Iterator[str]:
    """What may only be said after an answer, in both languages."""
    for task in sheet.model_dump()["tasks"]:
        for name in ("why", "look", "wrong"):
            given = task.get(name, ())
            for words in given.values() if isinstance(given, dict) else [given]:
                yield from words


def all_text(value: Any) -> str:
    """Every text of a notebook as it is read, without JSON's escapes."""
    return "\n".join(leaks._strings(json.loads(json.dumps(value))))


def test_there_are_at_least_eight_and_none_is_named_like_a_notebook_of_a_room() -> None:
    assert len(SOLUTIONS) >= 8
    assert [path.name for path in EXERCISES] == [path.name for path in SOLUTIONS]
    rooms = {path.name for path in material("notebooks").glob("*.ipynb")}
    assert not rooms & {path.name for path in EXERCISES}
    assert min(rooms | {path.name for path in EXERCISES}) == "00_welcome.ipynb"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_reached_from_the_first_one(language: str) -> None:
    # Participants have no list of files: what no page leads to is not there for them.
    rooms = {path.name for path in material("notebooks").glob("*.ipynb")}
    first = nbformat.read(material("notebooks") / "00_welcome.ipynb", 4)
    text = "\n".join(cell.source for cell in first.cells if language in source.tags(cell))
    links = re.findall(r"\]\((\w+\.ipynb)\)", text)
    pages = rooms | {path.name for path in EXERCISES}
    assert pages - {"00_welcome.ipynb"} <= set(links)


@each
def test_an_exercise_is_what_its_solution_makes(maker: ModuleType, path: Path) -> None:
    made = maker.text_of(maker.exercise(nbformat.read(path, 4)))
    committed = (material("exercises") / path.name).read_text("utf-8")
    assert made == committed, "run: python scripts/make_exercises.py"


@each
def test_an_exercise_has_neither_key_nor_notes(path: Path) -> None:
    notebook = nbformat.read(material("exercises") / path.name, 4)
    assert not [c for c in notebook.cells if source.TRAINER_ONLY & set(source.tags(c))]
    text = all_text(notebook)
    assert not [secret for secret in secrets(sheet_in(material("exercises") / path.name))
                if secret in text]  # fmt: skip


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_participant_gets_is_the_exercise_in_one_language(path: Path, language: str) -> None:
    kept = source.select(nbformat.read(material("exercises") / path.name, 4), language,
                         "participant")  # fmt: skip
    whole = source.select(nbformat.read(path, 4), language, "trainer")
    left_out = len([c for c in whole.cells if source.TRAINER_ONLY & set(source.tags(c))])
    # The sheet is tagged `solution` in the one and travels in the other.
    assert len(kept.cells) == len(whole.cells) - left_out + 1


@each
def test_every_english_cell_is_followed_by_its_chinese_twin(path: Path) -> None:
    texts = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    for english, chinese in zip(texts[::2], texts[1::2], strict=True):
        first, second = source.tags(english), source.tags(chinese)
        assert (first[0], second[0]) == ("en", "zh")
        assert first[1:] == second[1:]
        assert english.id.removesuffix("-en") == chinese.id.removesuffix("-zh")
        marks = [[line.split()[0] for line in cell.source.splitlines() if line.startswith("#")]
                 for cell in (english, chinese)]  # fmt: skip
        assert marks[0] == marks[1]


@each
def test_a_solution_has_its_parts_and_no_outputs(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert source.tags(code[0]) == ["parameters"]
    sources = [cell.source for cell in code]
    for needed in ("exercises.sheet_form(ws, sheet)", "exercises.answer_sheet(sheet, language)",
                   "exercises.class_answers(ws, sheet)"):  # fmt: skip
        assert needed in sources
    # Only the sheet is long: it is data.
    assert all(len(c.source.splitlines()) <= 12 for c in code if "sheet" not in source.tags(c))
    assert [s for c in notebook.cells if "trainer" in source.tags(c) for s in [c.source]]


@each
def test_a_page_says_how_long_it_takes_within_ten_to_twenty_minutes(path: Path) -> None:
    first = nbformat.read(path, 4).cells[:2]
    minutes = [
        int(found) for cell in first for found in re.findall(r"(\d+) (?:minutes|分钟)", cell.source)
    ]
    assert len(minutes) == 2
    assert minutes[0] == minutes[1]
    assert 10 <= minutes[0] <= 20


@each
def test_right_answers_do_not_stand_in_one_place(path: Path) -> None:
    picks = [t for t in sheet_in(material("exercises") / path.name).tasks if t.kind == "pick"]
    places = {[*task.options].index(task.right) for task in picks}
    assert len(places) > 1 or len(picks) < 2


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_shown_holds_none_of_the_phrases_to_avoid(path: Path, language: str) -> None:
    sheet = sheet_in(material("exercises") / path.name)
    for task in sheet.tasks:
        if task.kind == "write":
            words = said(task.why, language)
            shown = re.search("“(.+?)”", words)  # the rest says why
            (mark,) = marks(sheet, {task.name: shown[1] if shown else words}, language)
            assert mark.words == task.why, task.name


@each
def test_no_hint_is_the_answer(path: Path) -> None:
    for task in sheet_in(material("exercises") / path.name).tasks:
        if task.kind == "pick":
            for place in (0, 1):
                right = task.options[task.right][place]
                hints = [words[place] for words in (task.look, *task.wrong.values())]
                assert not [hint for hint in hints if right in hint], task.name


def test_names_of_sheets_are_their_own() -> None:
    names = [sheet_in(path).name for path in EXERCISES]
    assert len(set(names)) == len(names)


def test_no_exercise_speaks_of_a_sample_company_not_even_sealed(tmp_path: Path) -> None:
    words = {name: company for company in SAMPLES
             for name in read_company(find_company(company)).names}  # fmt: skip
    words |= {"Bei said so": "nobody"}
    for path in EXERCISES:
        notebook = nbformat.read(path, 4)
        # Its parameters name the sample with which it runs from a clone; an edition has its own.
        notebook.cells = [c for c in notebook.cells if "parameters" not in source.tags(c)]
        nbformat.write(notebook, tmp_path / path.name)
    assert list(leaks.find_leaks(tmp_path, words, [])) == []


def test_a_leak_is_found_within_a_seal(tmp_path: Path, maker: ModuleType) -> None:
    path = material("solutions") / "exercise_1_styles.ipynb"
    notebook = maker.exercise(nbformat.read(path, 4))
    nbformat.write(notebook, tmp_path / "one.ipynb")
    text = sheet_in(material("exercises") / path.name).tasks[0].why[0]
    (leak,) = leaks.find_leaks(tmp_path, {text.split()[0]: "somebody"}, [])
    assert "belongs to somebody" in leak


def test_a_solution_without_a_sheet_is_refused(maker: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"tagged 'sheet'\. Found 0\."):
        maker.exercise(nbformat.v4.new_notebook())


def test_an_exercise_without_a_solution_goes(maker: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "old.ipynb").write_text("{}", "utf-8")
    maker.write_exercises(material("solutions"), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [p.name for p in SOLUTIONS]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Edition]]:
    """A participant's and a trainer's edition of the exercises alone."""
    company = read_company(find_company("lakeside-hotel"))
    out, empty = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            inputs, "material", lambda name: empty if name == "notebooks" else material(name)
        )
        patch.setattr(run, "build_report", lambda _workshop: "<html></html>")
        yield {
            "participant": run.run_edition(company, language="en", out=out),
            "trainer": run.run_edition(company, language="zh", audience="trainer", out=out),
        }


def test_exercises_run_in_both_editions(editions: dict[str, Edition]) -> None:
    for edition in editions.values():
        assert (edition.status, edition.problems) == ("made", [])
        names = sorted(path.name for path in edition.folder.glob("*.ipynb"))
        assert names == [path.name for path in SOLUTIONS]


@each
def test_no_participants_edition_tells_a_key(editions: dict[str, Edition], path: Path) -> None:
    notebook = nbformat.read(editions["participant"].folder / path.name, 4)
    assert not [c for c in notebook.cells if source.TRAINER_ONLY & set(source.tags(c))]
    text = all_text(notebook)
    assert not [s for s in secrets(sheet_in(material("exercises") / path.name)) if s in text]
    notes = [c.source for c in nbformat.read(path, 4).cells if "trainer" in source.tags(c)]
    assert not [note for note in notes if note in text]


def test_no_file_of_a_participants_edition_holds_a_line_for_trainers(
    editions: dict[str, Edition],
) -> None:
    folder = editions["participant"].folder
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = {path.name: path.read_text("utf-8", errors="replace") for path in files}
    assert {"edition.json", "report.html"} < set(found)
    hidden: set[str] = set()
    for path in SOLUTIONS:
        hidden |= {*secrets(sheet_in(material("exercises") / path.name))}
        for cell in nbformat.read(path, 4).cells:
            if source.TRAINER_ONLY & set(source.tags(cell)):
                hidden |= {line for line in cell.source.splitlines() if len(line) > 40}
    # As it was written, and as JSON writes it.
    spelt = {words for line in hidden for words in (line, json.dumps(line)[1:-1])}
    told = [(name, words) for name, text in found.items() for words in spelt if words in text]
    assert told == []


@each
def test_a_trainers_edition_tells_the_key_with_its_reasons(
    editions: dict[str, Edition], path: Path
) -> None:
    text = all_text(nbformat.read(editions["trainer"].folder / path.name, 4))
    sheet = sheet_in(material("exercises") / path.name)
    for task in sheet.tasks:
        reasons = task.why.values() if isinstance(task.why, dict) else [task.why]
        assert all(chinese in text for _english, chinese in reasons), task.name
