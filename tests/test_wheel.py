"""The kit outside its clone: the wheel in an empty environment, the demo in an empty folder."""

import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, cannot_run: Callable[[str], NoReturn]) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", folder, ROOT, cwd=folder)
    if done.returncode:
        cannot_run(f"A wheel needs a package index to be built: {done.stderr[-300:]}")
    (path,) = folder.glob("workshop_kit-*.whl")
    return path


@pytest.mark.network
def test_the_wheel_holds_notebooks_samples_fonts_and_texts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for name in (
        "workshop_kit/_material/exercises/exercise_1_styles.ipynb",
        "workshop_kit/_material/notebooks/02_kano.ipynb",
        "workshop_kit/_material/solutions/exercise_1_styles.ipynb",
        "workshop_kit/_material/datasets/lakeside-hotel/kano_answers.csv",
        "workshop_kit/fonts/NotoSansSC-Regular.ttf",
        "workshop_kit/kano/__init__.pyi",
        "workshop_kit/locale/zh/LC_MESSAGES/workshop_kit.po",
        "workshop_kit/report/report.html.j2",
        "workshop_kit/edition/static/participant.css",
        "workshop_kit/company_template.yaml",
        "workshop_kit/py.typed",
    ):
        assert name in names
    assert not [name for name in names if name.startswith("tests") or "__pycache__" in name]


@pytest.mark.network
def test_the_demo_runs_from_the_wheel_in_an_empty_folder(
    wheel: Path, tmp_path: Path, cannot_run: Callable[[str], NoReturn]
) -> None:
    environment, empty = tmp_path / "environment", tmp_path / "empty"
    venv.create(environment, with_pip=True)
    empty.mkdir()
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    installed = run(
        scripts / "python", "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel,
        cwd=empty,
    )  # fmt: skip
    if installed.returncode:
        cannot_run(f"The wheel's requirements need a package index: {installed.stderr[-300:]}")
    done = run(scripts / "workshop", "demo", cwd=empty)
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(empty).as_posix() for path in empty.glob("*/*/*/report.html")}
    assert made == {
        f"workshop-demo/{company}/{language}-participant/report.html"
        for company in ("lakeside-hotel", "digital-payments")
        for language in ("en", "zh")
    }
    assert "Traceback" not in done.stderr
    checked = run(scripts / "workshop", "new", "client", cwd=empty)
    assert checked.returncode == 0, checked.stderr
    assert run(scripts / "workshop", "check", "client", cwd=empty).returncode == 0
