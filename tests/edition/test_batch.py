"""Many editions at a time: a bad one costs itself only, an end at once keeps what is finished."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workshop_kit.company import Company
from workshop_kit.edition import batch, inputs, notebook, run
from workshop_kit.edition.manifest import read_manifest
from workshop_kit.engine.limits import Limits
from workshop_kit.engine.workers import Workers

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def write(path: Path, *code: str) -> None:
    cells = [new_markdown_cell("# Title", metadata={"tags": ["en"]})]
    parameters = "company = ''\nlanguage = ''\naudience = ''"
    cells += [new_code_cell(parameters, metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(text) for text in code]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notebooks in place of the project's, and a report of one line."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(inputs, "material", lambda _name: folder)
    monkeypatch.setattr(run, "build_report", lambda _workshop: "<p>report</p>")
    return folder


def test_two_at_a_time_make_what_one_after_the_other_makes(
    clients: list[Company], tmp_path: Path
) -> None:
    steps: list[str] = []
    two = [clients[0], clients[1]]
    options: dict[str, Any] = {"languages": ["en"]}
    alone = list(batch.run_editions(two, out=tmp_path / "a", **options))
    together = list(
        batch.run_editions(two, out=tmp_path / "b", workers=2, progress=steps.append, **options)
    )
    assert [one.status for one in alone] == ["made", "made"], [one.problems for one in alone]
    assert {one.status for one in together} == {"made"}, [one.problems for one in together]
    for company in two:
        places = [tmp_path / name / company.id / "en-participant" for name in "ab"]
        theirs, ours = (
            {path.name: path.read_bytes() for path in place.glob("*.ipynb")} for place in places
        )
        assert ours == theirs
        reports = [(place / "report.html").read_text("utf-8") for place in places]
        assert reports[0] == reports[1]
        assert read_manifest(places[1])["engine"] == "forked"
        mine = [step for step in steps if step.startswith(f"{company.id} en-participant: ")]
        assert len(mine) == batch.steps()


def test_a_crash_a_hang_and_endless_output_cost_only_their_own_notebooks(
    small: Path, clients: list[Company], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "CELL", 5)
    monkeypatch.setattr(notebook, "LIMITS", Limits(output=50_000))
    write(small / "00_dies.ipynb", "1 + 1", "import os; os._exit(3)")
    write(small / "01_hangs.ipynb", "while True: pass")
    write(small / "02_floods.ipynb", "while True: print('endless')")
    write(small / "03_good.ipynb", "print('good')")
    done = list(batch.run_editions(clients[:2], languages=["en"], out=tmp_path / "out"))
    assert [edition.company.id for edition in done] == ["client-0", "client-1"]
    for edition in done:
        assert edition.problems == [
            "00_dies.ipynb: cell 4 (import os; os._exit(3)): it ended with status 3",
            "01_hangs.ipynb: cell 3 (while True: pass): it took more than 5 s",
            "02_floods.ipynb: cell 3 (while True: print('endless')): "
            "it shows more than 50,000 bytes",
        ]
        lost = ["00_dies.ipynb", "01_hangs.ipynb", "02_floods.ipynb"]
        assert read_manifest(edition.folder)["failed"] == lost
        assert [path.name for path in edition.folder.glob("*.ipynb")] == ["03_good.ipynb"]
        assert (edition.folder / "report.html").is_file()


@pytest.mark.parametrize("times", [1, 2])
def test_an_edition_whose_process_dies_is_made_once_more(
    clients: list[Company], tmp_path: Path, times: int
) -> None:
    killed: list[int] = []
    making: list[bool] = []
    victim = "client-0 en-participant: 00_welcome.ipynb"
    with Workers(2) as workers:

        def kill(step: str) -> None:
            if step != victim or len(killed) == times:
                return
            (made,) = (tmp_path / "out" / "client-0").glob(".making-*")
            making.append(True)
            killed.append(int(made.name.split("-")[1]))
            os.kill(killed[-1], signal.SIGKILL)

        options: dict[str, Any] = {"languages": ["en"], "executor": workers, "progress": kill}
        done = {
            one.company.id: one
            for one in batch.run_editions(clients[:3], out=tmp_path / "out", **options)
        }
    assert len(set(killed)) == len(making) == times
    first = done.pop("client-0")
    assert [one.status for one in done.values()] == ["made", "made"]
    assert first.status == ("made" if times == 1 else "failed")
    lost = ["Its process is lost: it was killed by SIGKILL."]
    assert first.problems == ([] if times == 1 else lost)
    assert not list((tmp_path / "out").glob("*/.making-*")), "what it left is cleared"


STARTED = """
import sys
from pathlib import Path
from workshop_kit.cli import main
sys.argv = ["workshop", "edition", *sys.argv[1:]]
main()
"""


def test_ctrl_c_keeps_what_is_finished_and_the_next_run_makes_the_rest(
    clients: list[Company], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = [str(company.folder) for company in clients]
    words += ["--language", "en", "--out", str(out), "--workers", "2"]
    command = [sys.executable, "-c", STARTED, *words]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, text=True)
    deadline = time.monotonic() + 120
    while not list(out.glob("*/*/edition.json")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    below = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(20) == 1
    assert "Traceback" not in process.communicate()[1]
    _, left = psutil.wait_procs(below, 10)
    assert not left
    finished = {path.parents[1].name for path in out.glob("*/*/edition.json")}
    assert 1 <= len(finished) < 4
    assert not list(out.glob("*/.making-*")), "nothing half made is left"
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {line.split(": ")[0] for line in done.stdout.splitlines()} == {"made", "unchanged"}
    assert done.stdout.count("unchanged") == len(finished)
    assert done.stderr == "", "quiet where there is no terminal"
