"""`workshop doctor`: each fault is planted, and must be named with what mends it."""

import errno
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from workshop_kit.doctor import checks, diagnose, findings, machine, places, screen
from workshop_kit.doctor.findings import Finding
from workshop_kit.entries import Entries, Entry
from workshop_kit.stores import DATABASE, STORE
from workshop_kit.text import translator

Run = Callable[..., tuple[int, str, str]]
en, zh = translator("en"), translator("zh")


@pytest.fixture(autouse=True)
def _debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "system", lambda: "debian")
    monkeypatch.delenv(DATABASE, raising=False)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "lakeside-hotel" / "en-participant"
    folder.mkdir(parents=True)
    (folder / "02_kano.ipynb").write_text("{}")
    manifest: dict[str, Any] = {"company": "lakeside-hotel", "language": "en"}
    manifest |= {"audience": "participant", "notebooks": {"02_kano.ipynb": {}}}
    (folder / "edition.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture
def store(edition: Path) -> Path:
    file = edition.parent / STORE
    entry = Entry("lakeside-hotel", "2026-11-21-a", "1", "kano", "", "Ann", {"version": 1})
    Entries(file).save(entry)
    return file


def versions(monkeypatch: pytest.MonkeyPatch, **faked: str | None) -> None:
    """Let some packages have another version than they have; None: they are not there."""
    real = metadata.version

    def version(name: str) -> str:
        key = name.replace("-", "_")
        if key not in faked:
            return real(name)
        if (found := faked[key]) is None:
            raise metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(metadata, "version", version)


# Python and packages


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.platform, "python_version", lambda: "3.9.2")
    found = machine.python(en)
    assert (found.state, found.text) == ("wrong", "must be >=3.11. Found 3.9.2.")
    assert found.mend.startswith("sudo apt install python3 python3-venv; then")
    monkeypatch.setattr(findings, "system", lambda: "windows")
    assert machine.python(en).mend.startswith("winget install Python.")


def test_a_package_of_another_version_and_one_that_is_gone_are_named_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions(monkeypatch, jsonschema="4.26.0", tqdm=None)
    found = machine.packages(en)
    assert found.state == "wrong"
    assert "jsonschema<4.25 (found 4.26.0)" in found.text
    assert "tqdm>=4.66 (not there)" in found.text
    assert found.mend.endswith("-m pip install 'jsonschema<4.25' 'tqdm>=4.66'")


def test_extras_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    versions(monkeypatch, duckdb=None, psycopg=None, pytest=None)
    assert machine.packages(en).state == "ok"


def test_a_kit_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", gone)
    found = machine.packages(en)
    assert found.text == "workshop-kit is not installed in this Python."
    assert found.mend.endswith("-m pip install -c constraints.txt -e .")


def test_a_check_that_cannot_run_for_want_of_a_package_does_not_end_the_others() -> None:
    def broken(_: Callable[[str], str]) -> Finding:
        raise ModuleNotFoundError("No module named 'vl_convert'", name="vl_convert")

    found = checks._looked(broken, en)
    assert (found.state, found.text) == (
        "wrong",
        "cannot be looked at: No module named 'vl_convert'.",
    )


def test_without_babel_the_findings_are_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_language: str) -> Callable[[str], str]:
        raise ModuleNotFoundError("No module named 'babel'", name="babel")

    real = checks.translator
    monkeypatch.setattr(checks, "translator", lambda name: real(name) if name == "en" else gone(""))
    assert checks.told(Finding("ok", "3.13", about="Python"), "zh") == "ok: Python: 3.13"


# What participants see


@pytest.fixture
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Jupyter's folder with both extensions, and nothing else."""
    import jupyter_core.paths

    for name in screen.WIDGETS.values():
        folder = tmp_path / "labextensions" / name
        (folder / "static").mkdir(parents=True)
        about = {"jupyterlab": {"_build": {"load": "static/entry.js"}}}
        (folder / "package.json").write_text(json.dumps(about))
        (folder / "static" / "entry.js").write_text("")
    monkeypatch.setattr(jupyter_core.paths, "ENV_JUPYTER_PATH", [str(tmp_path)])
    monkeypatch.setattr(jupyter_core.paths, "SYSTEM_JUPYTER_PATH", [])
    return tmp_path


def test_widgets_that_jupyterlab_draws_are_well(jupyter: Path) -> None:
    assert screen.widgets(en).state == "ok"


@pytest.mark.parametrize("gone", ["package.json", "static/entry.js"])
def test_a_widget_without_its_part_in_jupyterlab_is_named(jupyter: Path, gone: str) -> None:
    (jupyter / "labextensions" / "anywidget" / gone).unlink()
    found = screen.widgets(en)
    assert found.state == "wrong"
    assert found.text == "forms would stay empty: anywidget without its part in JupyterLab."
    assert found.mend.endswith("pip install --force-reinstall --no-deps anywidget")


def test_a_widget_that_cannot_be_imported_is_named(
    jupyter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ImportError(f"{name} has no traitlets")

    monkeypatch.setattr(screen, "import_module", broken)
    found = screen.widgets(en)
    assert "ipywidgets has no traitlets; anywidget: anywidget has no traitlets" in found.text
    assert found.mend.endswith("ipywidgets anywidget jupyterlab-widgets")


def test_jupyterlab_without_its_page_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jupyterlab.commands.get_app_dir", lambda: str(tmp_path))
    found = screen.lab(en)
    assert found.state == "wrong"
    assert str(tmp_path / "static" / "index.html") in found.text


def test_a_missing_language_pack_is_only_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda **_: ())
    found = screen.language_pack(en)
    assert found.state == "note"
    assert found.mend.endswith("jupyterlab-language-pack-zh-CN")


def test_charts_without_the_kits_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen.chart_font(en) == Finding("ok", "drawn with Noto Sans SC, the kit's own")
    monkeypatch.setattr(screen, "_drawn", lambda letter: b"a box")
    assert screen.chart_font(en).text == "Chinese letters come out as boxes."
    monkeypatch.setattr(screen, "FONT_FILES", ("Lost.ttf",))
    assert screen.chart_font(en).text == "the kit's fonts are not there: Lost.ttf."


def test_a_machine_without_chinese_fonts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen.sys, "platform", "linux")
    monkeypatch.setattr(screen.shutil, "which", lambda _: "fc-list")
    for said, state in ((b"", "note"), (b"Noto Sans CJK JP\nNoto Sans CJK SC,x\n", "ok")):
        done = SimpleNamespace(stdout=said)
        monkeypatch.setattr(screen.subprocess, "run", lambda *_a, d=done, **_k: d)
        found = screen.page_font(en)
        assert found.state == state
    assert found.text == "Noto Sans CJK SC"
    monkeypatch.setattr(screen.shutil, "which", lambda _: None)
    assert screen.page_font(en).mend == "sudo apt install fonts-noto-cjk fontconfig"


# Browser and port


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("debian", "sudo apt install chromium"),
        ("ubuntu", "sudo apt install ./google-chrome-stable_current_amd64.deb"),
        ("mac", "brew install --cask google-chrome"),
        ("windows", "winget install Google.Chrome"),
    ],
)
def test_no_browser_is_a_note_with_the_command_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, system: str, command: str
) -> None:
    monkeypatch.setattr("workshop_kit.handouts.pdf.browser", lambda: None)
    monkeypatch.setattr(findings, "system", lambda: system)
    found = machine.printing(en)
    assert (found.state, found.text) == ("note", "none was found; report.pdf cannot be made.")
    assert found.mend.startswith(command)


def test_a_browser_that_prints_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = shutil.which("true") or "true"
    monkeypatch.setattr("workshop_kit.handouts.pdf.browser", lambda: nothing)
    found = machine.printing(en)
    assert found.state == "note"
    assert found.text.startswith(f"{nothing} prints nothing")


def test_a_taken_port_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(machine, "LAB_PORT", other.getsockname()[1])
        found = machine.port(en)
        assert found.state == "note"
        assert f"127.0.0.1:{machine.LAB_PORT} is taken" in found.text
    assert machine.port(en).state == "ok"


def test_no_port_at_all_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_free", lambda number: False)
    assert machine.port(en).state == "wrong"
    assert machine.port(en).mend == "sudo ip link set lo up"


# Disk and folder


def test_a_disk_with_little_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((5e9, "ok"), (5e8, "note"), (5e7, "wrong")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, f=free: SimpleNamespace(free=f))
        found = places.disk(tmp_path, en)
        assert found.state == state
        assert f"{free / 1e9:.1f} GB free" in found.text


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_takes_no_files_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(**_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    found = places.disk(tmp_path, en)
    assert found.state == "wrong"
    assert found.text == f"{tmp_path} takes no files: {os.strerror(number)}."
    assert found.mend == f"chmod u+rwx {tmp_path}"


def test_a_full_disk_is_full_and_not_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    found = places.disk(tmp_path, en)
    assert (found.state, found.text) == ("wrong", f"0.0 GB free in {tmp_path}; that is little.")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    found = places.disk(tmp_path / "lost", en)
    assert found.text == f"{tmp_path / 'lost'} must be a folder. There is none."


def test_a_network_folder_is_wrong_unless_entries_go_to_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "remote", lambda _: "nfs4")
    assert "lies on the network (nfs4)" in places.kind(tmp_path, en).text
    assert places.kind(tmp_path, en).state == "wrong"
    monkeypatch.setenv(DATABASE, "postgresql://localhost/x")
    assert places.kind(tmp_path, en).state == "ok"


@pytest.mark.parametrize(
    "name",
    ["OneDrive - Lakeside", "Dropbox (Firma)", "Mobile Documents", "坚果云", "BaiduSyncdisk"],
)
def test_a_synchronised_folder_is_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "workshop-out"
    folder.mkdir(parents=True)
    found = places.kind(folder, en)
    assert found.state == "note"
    assert f"seems to be synchronised ({name})" in found.text
    assert places.kind(tmp_path, en).state == "ok"


# An edition and its entries


def test_an_edition_without_a_notebook_is_named(edition: Path) -> None:
    found = places.edition(edition, en)
    assert found == Finding("ok", "lakeside-hotel, en, participant, notebooks: 1")
    (edition / "02_kano.ipynb").unlink()
    assert places.edition(edition, en).text == "these notebooks are gone: 02_kano.ipynb."
    (edition / "edition.json").write_text("{")
    found = places.edition(edition, en)
    assert found.text == f"{edition} is no edition, or its edition.json is damaged."
    assert found.mend == "workshop edition PROFILE"


def test_a_store_that_opens_tells_its_version(edition: Path, store: Path) -> None:
    before = store.read_bytes()
    assert places.store(edition, en) == Finding("ok", f"{store}: version 1, entries: 1")
    assert store.read_bytes() == before


def test_a_store_that_nobody_made_is_well(edition: Path) -> None:
    assert places.store(edition, en).state == "ok"
    assert not (edition.parent / STORE).exists()


@pytest.fixture
def holder(store: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_a_locked_store_is_named(edition: Path, store: Path, holder: sqlite3.Connection) -> None:
    found = places.store(edition, en)
    assert found.text == f"{store}: another program is writing just now"
    assert f"(fuser -v {store})" in found.mend
    holder.execute("ROLLBACK")
    assert places.store(edition, en).state == "ok"


def test_a_damaged_store_is_named_and_left_as_it_is(edition: Path, store: Path) -> None:
    store.write_bytes(b"no database at all, just text" * 200)
    before = store.read_bytes()
    found = places.store(edition, en)
    assert found.text == f"{store}: is damaged, or was not written by this kit"
    assert f"mv {store} {store}.damaged" in found.mend
    assert store.read_bytes() == before


def test_pages_of_a_store_that_are_overwritten_are_found(edition: Path, store: Path) -> None:
    with Entries(store)._store.connected(write=True):
        pass
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = store.stat().st_size
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    assert places.store(edition, en).state == "wrong"


def test_another_programs_table_is_no_store(edition: Path) -> None:
    file = edition.parent / STORE
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE entries (other TEXT)")
    assert "not written by this kit" in places.store(edition, en).text


def test_a_store_of_a_newer_kit_is_told(edition: Path, store: Path) -> None:
    Entries(store).save(Entry("lakeside-hotel", "a", "1", "kano", "", "Ann", {"version": 99}))
    found = places.store(edition, en)
    assert found.state == "note"
    assert found.text == f"{store} holds entries of version 99; this kit knows 1."


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("mysql://trainer:hunter2@h/x", f"{DATABASE} is not the URL of a PostgreSQL database."),
        ("postgresql://trainer:hunter2@127.0.0.1:1/x", f"{DATABASE}: does not answer"),
    ],
)
def test_a_database_that_does_not_answer_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, text: str
) -> None:
    monkeypatch.setenv(DATABASE, url)
    found = places.store(None, en)
    assert (found.state, found.text) == ("wrong", text)
    assert "hunter2" not in checks.told(found)


# The command


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the checks of this machine, which may lack a browser or a font."""
    for module, names in (
        (machine, ("python", "packages", "printing", "port")),
        (screen, ("lab", "widgets", "language_pack", "chart_font", "page_font")),
    ):
        for name in names:
            monkeypatch.setattr(module, name, lambda _: Finding("ok", "well"))


@pytest.mark.usefixtures("quick")
def test_the_command_ends_with_0_when_nothing_essential_is_missing(
    workshop: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "language_pack", lambda _: Finding("note", "none", "pip it"))
    code, out, err = workshop("doctor", "--language", "en")
    assert (code, err) == (0, "note: Chinese in JupyterLab: none -> pip it\n")
    assert out.startswith("ok: Python: well\n")


@pytest.mark.usefixtures("quick")
def test_the_command_ends_with_1_and_one_line_when_something_is_wrong(
    workshop: Run, edition: Path, store: Path, holder: sqlite3.Connection
) -> None:
    code, out, err = workshop("doctor", str(edition))
    assert code == 1
    assert err.startswith(f"WRONG: Entries: {store}: another program is writing just now -> ")
    assert len(err.splitlines()) == 1
    assert "ok: Edition: lakeside-hotel, en, participant, notebooks: 1" in out


@pytest.mark.usefixtures("quick")
def test_the_command_speaks_the_language_of_the_edition_or_the_one_asked_for(
    workshop: Run, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads((edition / "edition.json").read_text())
    (edition / "edition.json").write_text(json.dumps(manifest | {"language": "zh"}))
    assert "正常：磁盘：" in workshop("doctor", str(edition))[1]
    assert "ok: Disk: " in workshop("doctor", str(edition), "--language", "en")[1]
    for spoken, line in (("zh_CN", "正常"), ("Chinese (Simplified)_China", "正常"), (None, "ok")):
        monkeypatch.setattr("locale.getlocale", lambda s=spoken: (s, "UTF-8"))
        assert workshop("doctor")[1].startswith(line)


@pytest.mark.usefixtures("quick")
def test_an_edition_that_is_not_there_is_said_not_raised(workshop: Run) -> None:
    code, _, err = workshop("doctor", "nowhere", "--language", "zh")
    assert code == 1
    assert err.startswith("有误：磁盘：没有文件夹 nowhere。 -> ")
    assert "Traceback" not in err


@pytest.mark.browser
def test_a_machine_that_runs_the_tests_is_fit(chromium: str) -> None:
    # Where a clone lies, and how full that disk is, is nobody's fault here.
    found = [one for one in diagnose() if one.about not in ("Disk", "Folder")]
    assert [one for one in found if one.state == "wrong"] == []
    assert next(one for one in found if one.about == "Browser for PDF").state == "ok"


def test_both_languages_look_at_the_same_things(quick: None) -> None:
    found = {language: [*diagnose(language=language)] for language in ("en", "zh")}
    assert [one.state for one in found["en"]] == [one.state for one in found["zh"]]
    assert len({one.about for one in found["zh"]}) == len(found["en"]) == 11


LACKING = """
import sys

class Gone:
    names = {"babel", "jupyterlab", "jupyter_core", "vl_convert", "numpy", "psutil", "sqlalchemy"}

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Gone())
sys.argv = ["workshop", "doctor", *sys.argv[1:]]
from workshop_kit.cli import main
main()
"""


def test_whatever_package_is_missing_the_other_checks_are_made(edition: Path, store: Path) -> None:
    command = [sys.executable, "-c", LACKING, str(edition), "--language", "zh"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "WRONG: JupyterLab: cannot be looked at: No module named 'jupyterlab" in done.stderr
    assert "WRONG: Chinese in charts: cannot be looked at: No module named 'numpy'." in done.stderr
    assert "WRONG: Entries: cannot be looked at: No module named " in done.stderr
    assert "ok: Edition: lakeside-hotel" in done.stdout
    assert len(done.stdout.splitlines()) + len(done.stderr.splitlines()) == 13


@pytest.mark.postgres
def test_a_database_that_answers_tells_its_version(
    postgres: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.database()
    monkeypatch.setenv(DATABASE, url)
    assert places.store(None, en) == Finding("ok", f"{DATABASE}: version 1, entries: 0")
    Entries(url).save(Entry("lakeside-hotel", "a", "1", "kano", "", "Ann", {"version": 1}))
    assert places.store(None, en) == Finding("ok", f"{DATABASE}: version 1, entries: 1")
