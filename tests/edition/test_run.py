"""Editions: made, skipped, kept, failed; each seen in the folder it leaves behind."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workshop_kit.company import Company, read_company
from workshop_kit.edition import batch, inputs, run, source
from workshop_kit.edition.folder import Edition
from workshop_kit.edition.manifest import read_manifest
from workshop_kit.material import material
from workshop_kit.workshop import find_company

DATA = (
    *("complaints.csv", "curves.csv", "customers.csv", "gap_answers.csv", "kano_answers.csv"),
    *("loyalty_answers.csv", "needs.csv", "servqual_answers.csv", "servqual_weights.csv"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The Chinese edition of the sample hotel, with the real notebooks."""
    hotel = read_company(find_company("lakeside-hotel"))
    return run.run_edition(hotel, language="zh", out=tmp_path_factory.mktemp("out"))


def test_an_edition_has_executed_notebooks_a_report_its_inputs_and_a_manifest(
    made: Edition,
) -> None:
    assert (made.status, made.problems, made.notes) == ("made", [], [])
    names = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*")}
    assert names == {
        *(path.name for path in material("notebooks").glob("*.ipynb")),
        *(path.name for path in material("exercises").glob("*.ipynb")),
        "edition.json",
        "report.html",
        "inputs",
        "inputs/company.yaml",
        *(f"inputs/{name}" for name in DATA),
    }


def test_a_participants_notebook_hides_all_code_and_names_no_sample_or_path(
    made: Edition,
) -> None:
    notebook = nbformat.read(made.folder / "02_kano.ipynb", 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.metadata.jupyter.source_hidden for cell in code)
    text = json.dumps(notebook, ensure_ascii=False)
    assert "papermill" not in text
    assert str(made.folder.parent) not in text
    assert 'company = "inputs/company.yaml"' in code[0].source


def test_every_chart_is_there_for_the_browser_and_as_a_picture(made: Edition) -> None:
    notebook = nbformat.read(made.folder / "02_kano.ipynb", 4)
    kinds = [set(o.data) for c in notebook.cells for o in c.get("outputs", []) if "data" in o]
    charts = [kind for kind in kinds if "image/svg+xml" in kind]
    # needs, evaluation table, shares, quadrant twice, map of segments, planes of segments
    assert len(charts) == 7
    assert all("application/vnd.vegalite.v5+json" in kind for kind in charts)


def test_the_manifest_tells_what_was_made_from_what(made: Edition) -> None:
    manifest = read_manifest(made.folder)
    assert (manifest["company"], manifest["language"]) == ("lakeside-hotel", "zh")
    assert manifest["failed"] == []
    for name, entry in manifest["notebooks"].items():
        path = made.folder / name
        assert entry["sha256"] == inputs.sha256(path)
        assert entry["sources"] == source.sources_hash(nbformat.read(path, 4))
    assert set(manifest["inputs"]) == {"company.yaml", *DATA}


def test_an_unchanged_edition_is_skipped(made: Edition) -> None:
    before = (made.folder / "edition.json").stat().st_mtime_ns
    again = run.run_edition(made.company, language="zh", out=made.folder.parents[1])
    assert again.status == "unchanged"
    assert (made.folder / "edition.json").stat().st_mtime_ns == before


def test_an_edition_works_from_its_own_inputs(made: Edition) -> None:
    copy = read_company(made.folder / "inputs")
    assert copy.ids("features") == made.company.ids("features")


@pytest.mark.parametrize(
    ("answers", "tagged"),
    [
        ("respondent,feature,functional,dysfunctional\nr1,wifi,1,5\n", []),
        ("respondent,segment,feature,functional,dysfunctional\nr1,s,wifi,1,5\n", ["segments"]),
        (
            "respondent,segment,feature,functional,dysfunctional,importance\nr1,,wifi,1,5,9\n",
            ["importance"],
        ),
        ("respondent,segment,feature,functional,dysfunctional,importance\n", []),
    ],
    ids=["neither", "segment", "importance", "nobody"],
)
def test_a_survey_without_the_optional_columns_makes_an_edition(
    tmp_path: Path, answers: str, tagged: list[str]
) -> None:
    text = "id: shop\nname: Shop\nsegments: [{id: s, label: S}]\ndata: {kano_answers: a.csv}\n"
    (tmp_path / "company.yaml").write_text(text + "features: [{id: wifi, label: Wi-Fi}]", "utf-8")
    (tmp_path / "a.csv").write_text(answers, "utf-8")
    shop = read_company(tmp_path)
    assert inputs.data_kinds(shop) == ["kano_answers", *tagged]
    edition = run.run_edition(shop, language="en", out=tmp_path / "out")
    assert (edition.status, edition.problems) == ("made", [])


# From here on with small notebooks of our own: what is looked at is not what they say.


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(inputs, "material", lambda _name: folder)
    write(folder / "01_good.ipynb", "print('good', company)")
    return folder


def write(
    path: Path, *code: str, parameters: str = "company = ''\nlanguage = ''\naudience = ''"
) -> None:
    cells = [new_markdown_cell("# Title", metadata={"tags": ["en"]})]
    cells += [new_code_cell(parameters, metadata={"tags": ["parameters"]})]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells += [new_code_cell(text) for text in code]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    folder = tmp_path / "profile"
    shutil.copytree(find_company("digital-payments").parent, folder)
    return read_company(folder)


def make(company: Company, tmp_path: Path, **options: Any) -> Edition:
    return run.run_edition(company, language="en", out=tmp_path / "out", **options)


def test_a_failed_notebook_is_named_and_the_others_are_made(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    write(notebooks / "00_bad.ipynb", "1 + 1", "raise ValueError('no such thing')")
    edition = make(company, tmp_path)
    assert edition.status == "failed"
    assert edition.problems == [
        "00_bad.ipynb: cell 4 (raise ValueError('no such thing')): ValueError: no such thing"
    ]
    assert (edition.folder / "01_good.ipynb").is_file()
    assert (edition.folder / "report.html").is_file()
    assert not (edition.folder / "00_bad.ipynb").exists()
    assert make(company, tmp_path).status == "failed", "a failure is tried again, not skipped"


def test_a_kernel_that_dies_harms_no_other_notebook(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    write(notebooks / "00_dies.ipynb", "import os; os._exit(3)")
    edition = make(company, tmp_path)
    assert edition.status == "failed"
    assert [problem.split(":")[0] for problem in edition.problems] == ["00_dies.ipynb"]
    assert (edition.folder / "01_good.ipynb").is_file()


def test_a_notebook_without_the_parameters_is_refused_before_a_kernel_starts(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    write(notebooks / "00_other.ipynb", parameters="company = ''\nfirm = ''")
    (problem,) = make(company, tmp_path).problems
    assert problem.startswith("00_other.ipynb: its parameters cell must define")
    assert "['audience', 'language'] missing" in problem


def test_an_edited_notebook_is_kept_and_the_new_one_lands_beside_it(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    path = make(company, tmp_path).folder / "01_good.ipynb"
    edit(path)
    again = make(company, tmp_path, force=False)
    assert again.status == "unchanged", "nothing the edition is made from has changed"
    write(notebooks / "01_good.ipynb", "print('better', company)")
    third = make(company, tmp_path)
    assert third.notes == ["01_good.ipynb had been edited and stays; see 01_good.new.ipynb."]
    assert "mine" in path.read_text("utf-8")
    assert "better" in path.with_name("01_good.new.ipynb").read_text("utf-8")


def test_force_replaces_an_edited_notebook_after_a_dated_copy(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    path = make(company, tmp_path).folder / "01_good.ipynb"
    edit(path)
    again = make(company, tmp_path, force=True)
    (copy,) = path.parent.glob("01_good.2*.ipynb")
    assert again.notes == [f"01_good.ipynb had been edited; kept as {copy.name}."]
    assert "mine" in copy.read_text("utf-8")
    assert "mine" not in path.read_text("utf-8")


def test_an_edited_second_notebook_is_never_overwritten(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    path = make(company, tmp_path).folder / "01_good.ipynb"
    new = path.with_name("01_good.new.ipynb")
    edit(path)
    write(notebooks / "01_good.ipynb", "print('second', company)")
    make(company, tmp_path)
    assert read_manifest(path.parent)["notebooks"][new.name]["sha256"] == inputs.sha256(new)
    write(notebooks / "01_good.ipynb", "print('third', company)")
    make(company, tmp_path)
    assert not list(path.parent.glob("01_good.new.2*")), "nobody had touched it"
    edit(new)
    write(notebooks / "01_good.ipynb", "print('fourth', company)")
    notes = make(company, tmp_path).notes
    (copy,) = path.parent.glob("01_good.new.2*.ipynb")
    assert notes == [
        "01_good.ipynb had been edited and stays; see 01_good.new.ipynb.",
        f"01_good.new.ipynb had been edited; kept as {copy.name}.",
    ]
    assert "mine" in copy.read_text("utf-8")
    assert "fourth" in new.read_text("utf-8")
    new.unlink()
    assert make(company, tmp_path).status == "unchanged", "looked through and deleted"


def test_a_damaged_manifest_or_a_lost_input_is_made_good(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    folder = make(company, tmp_path).folder
    (folder / "inputs" / "company.yaml").unlink()
    assert make(company, tmp_path).status == "made"
    assert (folder / "inputs" / "company.yaml").is_file()
    (folder / "edition.json").write_text("[", "utf-8")
    again = make(company, tmp_path)
    assert again.status == "made"
    assert again.notes == ["01_good.ipynb had been edited and stays; see 01_good.new.ipynb."]
    assert read_manifest(folder)["company"] == company.id


def test_an_old_report_that_stays_is_said_to_be_old(
    notebooks: Path, company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_at = read_manifest(make(company, tmp_path).folder)["made_at"]

    def fail(_workshop: object) -> str:
        raise ValueError("no report today")

    monkeypatch.setattr(run, "build_report", fail)
    again = make(company, tmp_path, force=True)
    assert again.problems == ["report.html: ValueError: no report today"]
    assert again.notes == [f"report.html is still the one made at {made_at}."]


def test_an_error_that_speaks_of_mentions_is_no_leak(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    write(notebooks / "00_bad.ipynb", "raise ValueError('nobody mentions it')")
    edition = make(company, tmp_path)
    assert edition.status == "failed"
    assert (edition.folder / "01_good.ipynb").is_file()


def edit(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    notebook.cells[0].source = "mine"
    nbformat.write(notebook, path)


def test_running_a_notebook_is_not_editing_it(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    path = make(company, tmp_path).folder / "01_good.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells[-1].outputs = []
    nbformat.write(notebook, path)
    assert make(company, tmp_path, force=True).notes == []


def test_entries_and_files_of_others_stay(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    folder = make(company, tmp_path).folder
    (folder.parent / "entries.sqlite").write_bytes(b"entries")
    (folder / "photo.jpg").write_bytes(b"photo")
    make(company, tmp_path, force=True)
    assert (folder.parent / "entries.sqlite").read_bytes() == b"entries"
    assert (folder / "photo.jpg").read_bytes() == b"photo"
    assert not list(folder.parent.glob(".making-*"))


def test_an_edition_that_speaks_of_another_client_is_not_handed_over(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    write(notebooks / "02_chart.ipynb", "print('just like Lakeside Hotel')")
    hotel = read_company(find_company("lakeside-hotel"))
    edition = make(company, tmp_path, run=[company, hotel])
    assert edition.status == "failed"
    assert edition.problems == [
        "02_chart.ipynb: it mentions 'Lakeside Hotel', which belongs to lakeside-hotel. "
        "Take it out, or allow it under 'mentions:' in the profile."
    ]
    assert not edition.folder.exists()


def test_the_same_edition_twice_gives_the_same_bytes(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    first = (make(company, tmp_path).folder / "01_good.ipynb").read_bytes()
    second = (make(company, tmp_path, force=True).folder / "01_good.ipynb").read_bytes()
    assert first == second


def test_two_profiles_of_one_id_are_refused(company: Company, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"own id. Found twice: \['digital-payments'\]"):
        list(batch.run_editions([company, company], out=tmp_path))


def test_a_client_gets_the_profile_without_comments_and_other_clients(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    text = company.file.read_text("utf-8") + "\n# ask Ms Li before Friday\nmentions: [Other Bank]\n"
    company.file.write_text(text, "utf-8")
    edition = make(read_company(company.file), tmp_path)
    handed = (edition.folder / "inputs" / "company.yaml").read_text("utf-8")
    assert "Ms Li" not in handed
    assert "Other Bank" not in handed
    copy = read_company(edition.folder / "inputs")
    assert copy.model_dump() == company.model_dump()


def test_what_a_killed_run_left_behind_is_cleared_after_an_hour(
    notebooks: Path, company: Company, tmp_path: Path
) -> None:
    old, new = (tmp_path / "out" / company.id / f".making-{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    make(company, tmp_path)
    assert not old.exists()
    assert new.exists(), "somebody may be making it right now"
