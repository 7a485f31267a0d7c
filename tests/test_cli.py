"""The `workshop` command: what it prints where, and when it exits 0."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import cli
from workshop_kit.company import Company
from workshop_kit.edition.folder import Edition

Run = Callable[..., tuple[int, str, str]]


def test_every_command_is_told_in_the_help(workshop: Run) -> None:
    code, out, _ = workshop("--help")
    assert code == 0
    assert set(re.findall(r"^  (\w+)  ", out, re.M)) == {
        *("check", "collect", "demo", "doctor", "edition", "export", "import", "lab", "new")
    }


def test_readme_and_command_agree() -> None:
    root = Path(__file__).parents[1]
    for readme in ("README.md", "README.zh.md"):
        text = (root / readme).read_text("utf-8")
        used = set(re.findall(r"(?:bin/|`|&& )workshop (\w+)", text))
        assert used <= {*cli.workshop.commands}, readme
        options = set(re.findall(r"(--[a-z][a-z-]+)", text)) - {"--no-deps"}
        known = {o for c in cli.workshop.commands.values() for p in c.params for o in p.opts}
        assert options <= known, readme


def test_ci_runs_the_test_command_of_the_readme() -> None:
    root = Path(__file__).parents[1]
    ci = (root / ".ci" / "run").read_text("utf-8").splitlines()
    for readme in ("README.md", "README.zh.md"):
        command = (
            ".venv/bin/pip install -c constraints.txt -e '.[test]' && .venv/bin/pytest -n auto"
        )
        assert command in (root / readme).read_text("utf-8")
        assert command in ci


def test_a_new_company_passes_the_check(workshop: Run) -> None:
    assert workshop("new", "my-client")[0] == 0
    code, out, err = workshop("check", "my-client")
    assert (code, out) == (0, "my-client: good, 2 features.\n")
    # Nobody has answered yet: known, not wrong.
    name, answers = err.splitlines()
    assert name.endswith("name: is still 'My company', the example that `workshop new` wrote.")
    assert answers.startswith("note: ")
    assert "holds no answers yet about appointment, change-notice" in answers


def test_a_new_company_begins_with_the_stages_that_were_asked_for(
    workshop: Run, tmp_path: Path
) -> None:
    assert workshop("new", "inn", "--life-cycle", "hotel")[0] == 0
    assert "  - {id: arrive, label: {en: Arrival, zh: 到店入住}}" in Path(
        tmp_path, "inn", "company.yaml"
    ).read_text("utf-8")
    assert workshop("check", "inn")[0] == 0
    code, out, err = workshop("new", "other", "--life-cycle", "hotle")
    assert (code, out) == (2, "")
    assert "'power-supply'" in err
    assert not (tmp_path / "other").exists()


def test_new_leaves_a_folder_with_files_alone(workshop: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.txt").write_text("mine")
    code, _, err = workshop("new", "there")
    assert code == 1
    assert "must have a new folder" in err
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["a.txt"]


def test_check_names_every_problem_of_every_profile_on_stderr(
    workshop: Run, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "company.yaml").write_text("id: X\nname: 3\nlangauge: en\n")
    code, out, err = workshop("check", "one", "two")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 6
    assert "one/company.yaml:3: langauge: must be a known key." in err
    assert "Did you mean 'language'?" in err


def test_a_profile_that_is_not_there_is_one_line(workshop: Run) -> None:
    code, _, err = workshop("check", "nowhere")
    assert code == 1
    assert err == "nowhere: must be there. Found no such file.\n"


def test_bad_answers_stop_an_edition_before_it_starts(workshop: Run, tmp_path: Path) -> None:
    workshop("new", "my-client")
    with (tmp_path / "my-client" / "kano_answers.csv").open("a") as file:
        file.write("r1,household,appointment,9,like,5\nr1,househole,wifi,1,5,\n")
    code, out, err = workshop("edition", "my-client")
    assert (code, out) == (1, "")
    assert "row 2, column functional: must hold 1 to 5. Found '9'." in err
    assert "row 2, column dysfunctional: must hold 1 to 5. Found 'like'." in err
    assert "row 3, column segment" in err
    assert "Did you mean 'household'?" in err
    assert "row 3, column feature" in err
    assert not (tmp_path / "workshop-out").exists()


def test_the_demo_never_overwrites_a_folder_it_did_not_make(workshop: Run, tmp_path: Path) -> None:
    (tmp_path / "workshop-demo").mkdir()
    (tmp_path / "workshop-demo" / "thesis.doc").write_text("years of work")
    code, _, err = workshop("demo")
    assert code == 1
    assert "must have a folder of its own" in err
    assert (tmp_path / "workshop-demo" / "thesis.doc").read_text() == "years of work"


def test_a_full_disk_is_one_line(workshop: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device", "out/edition.json")

    monkeypatch.setattr("workshop_kit.edition.batch.run_edition", full)
    code, out, err = workshop("edition", "digital-payments", "lakeside-hotel", "--workers", "1")
    assert code == 1
    assert "Traceback" not in err
    for name in ("digital-payments", "lakeside-hotel"):  # the second is tried all the same
        folder = Path("workshop-out", name, "en-participant")
        assert f"{folder}: out/edition.json: No space left on device" in err.splitlines()
        assert f"failed: {folder}" in out.splitlines()


def test_one_command_makes_both_languages_for_both_audiences(
    workshop: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unchanged(company: Company, *, language: str, audience: str, **_options: Any) -> Edition:
        folder = Path(company.id, f"{language}-{audience}")
        return Edition(company, language, audience, folder, "unchanged", [])  # type: ignore[arg-type]

    monkeypatch.setattr("workshop_kit.edition.batch.run_edition", unchanged)
    both = ["--language", "zh", "--language", "en"]
    both += ["--audience", "participant", "--audience", "trainer", "--workers", "1"]
    code, out, _ = workshop("edition", "lakeside-hotel", "binhai-power", *both)
    assert code == 0
    assert out.splitlines() == [
        f"unchanged: {Path(name, f'{language}-{audience}')}"
        for name in ("lakeside-hotel", "binhai-power")
        for language in ("zh", "en")
        for audience in ("participant", "trainer")
    ]


@pytest.mark.parametrize("text", ["[]", "{}", "{", '{"language": "en", "audience": "trainer"}'])
def test_a_damaged_manifest_is_one_line(workshop: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "edition.json").write_text(text)
    code, _, err = workshop("lab", ".")
    assert code == 1
    assert err.startswith("edition.json")
    assert len(err.splitlines()) == 1


def test_lab_says_which_editions_there_are(workshop: Run, tmp_path: Path) -> None:
    code, _, err = workshop("lab")
    assert code == 1
    assert "none was found" in err
    for language in ("en", "zh"):
        folder = tmp_path / "workshop-demo" / "hotel" / f"{language}-participant"
        folder.mkdir(parents=True)
        (folder / "edition.json").write_text("{}")
    code, _, err = workshop("lab")
    assert code == 1
    assert "workshop lab workshop-demo/hotel/zh-participant" in err


@pytest.mark.parametrize("module", ["workshop_kit", "workshop_kit.cli"])
def test_starting_is_light(module: str) -> None:
    heavy = ("altair", "pandas", "numpy", "papermill", "nbformat", "ipywidgets", "pydantic")
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_edition_from_the_command_line(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("workshop")), "edition", "digital-payments"]
    options = ["--language", "zh", "--audience", "trainer", "--out", "out"]
    environment = {**os.environ, "NO_COLOR": "1"}
    first = subprocess.run(
        [*command, *options],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    folder = Path("out", "digital-payments", "zh-trainer")
    assert (first.returncode, first.stdout) == (0, f"made: {folder}\n"), first.stderr
    assert "Traceback" not in first.stderr
    notebook = (tmp_path / folder / "02_kano.ipynb").read_text("utf-8")
    assert "讲师提示" in notebook
    assert '"source_hidden": true' not in notebook, "a trainer sees the code"
    again = subprocess.run(
        [*command, *options],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout == f"unchanged: {folder}\n"
