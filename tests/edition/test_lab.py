"""The participant's screen: Lab's settings, what is trusted, and the page in a real browser."""

import hashlib
import json
import re
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import urlopen

import nbformat
import pytest
from jupyterlab.commands import get_app_dir
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workshop_kit.company import read_company
from workshop_kit.edition import lab
from workshop_kit.edition.run import run_edition
from workshop_kit.workshop import find_company

if TYPE_CHECKING:
    from playwright.sync_api import Page

Running = Callable[..., AbstractContextManager[dict[str, Any]]]
Offline = Callable[..., AbstractContextManager[tuple["Page", list[str]]]]
SECRET = "class_result = 6 * 7"
SCHEMAS = Path(get_app_dir()) / "schemas"


def make_edition(folder: Path, language: str = "en", audience: str = "participant") -> Path:
    """A tiny edition: a welcome page, and a page with one hidden cell that prints 42."""
    hidden = {"jupyter": {"source_hidden": True}} if audience == "participant" else {}
    locked = {"editable": False, "deletable": False} if audience == "participant" else {}
    code = new_code_cell(f"{SECRET}\nprint('class result', class_result)", metadata=hidden)
    pages = {
        "00_welcome.ipynb": [new_markdown_cell("# Welcome\n\n[next](02_kano.ipynb)")],
        "02_kano.ipynb": [new_markdown_cell("# KANO\n\n[back](00_welcome.ipynb)"), code],
    }
    folder.mkdir(parents=True)
    notebooks = {}
    for name, cells in pages.items():
        for cell in cells:
            cell.metadata |= locked
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        content = nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel}))
        (folder / name).write_bytes(content.encode())
        notebooks[name] = {"sha256": hashlib.sha256(content.encode()).hexdigest()}
    manifest = {"company": "lakeside-hotel", "language": language, "audience": audience}
    text = json.dumps(manifest | {"notebooks": notebooks})
    (folder / "edition.json").write_text(text, "utf-8")
    return folder


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return make_edition(tmp_path / "edition")


def options(command: list[str]) -> dict[str, str]:
    return dict(flag[2:].split("=", 1) for flag in command if flag.startswith("--") and "=" in flag)


def test_lab_listens_on_this_machine_only(edition: Path, tmp_path: Path) -> None:
    found = options(lab.lab_command(edition, tmp_path / "settings", port=9123, browser=False))
    assert found["ServerApp.ip"] == "127.0.0.1"
    assert found["ServerApp.allow_remote_access"] == "False"
    assert found["ServerApp.port"] == "9123"
    assert found["ServerApp.open_browser"] == "False"
    assert found["LabApp.extension_manager"] == "readonly"
    assert not [name for name in found if "token" in name or "password" in name]


def test_lab_opens_the_first_notebook_alone(edition: Path, tmp_path: Path) -> None:
    found = options(lab.lab_command(edition, tmp_path / "settings"))
    assert found["LabApp.default_url"] == "/doc/tree/00_welcome.ipynb"
    (edition / "00_welcome.ipynb").unlink()
    found = options(lab.lab_command(edition, tmp_path / "settings"))
    assert found["LabApp.default_url"] == "/doc/tree/02_kano.ipynb"


def test_nothing_of_the_users_own_jupyter_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_TOKEN", "JUPYTERLAB_SETTINGS_DIR"):
        monkeypatch.setenv(name, "of the user")
    monkeypatch.setenv("WORKSHOP_DATABASE", "kept")
    found = lab.lab_environment(tmp_path)
    moved = {
        name: value for name, value in found.items() if name.startswith(("JUPYTER", "IPYTHON"))
    }
    assert moved.pop("JUPYTER_PREFER_ENV_PATH") == "1"
    assert len(moved) == 4
    assert all(Path(value).parent == tmp_path for value in moved.values())
    assert found["WORKSHOP_DATABASE"] == "kept"


@pytest.mark.parametrize(("language", "label"), [("en", "Start"), ("zh", "开始")])
@pytest.mark.parametrize("audience", ["participant", "trainer"])
def test_start_runs_the_page_without_a_question(language: str, label: str, audience: str) -> None:
    found = lab.overrides(language, audience)
    start = found["@jupyterlab/notebook-extension:panel"]["toolbar"][0]
    assert (start["command"], start["label"], start["rank"]) == (
        "notebook:restart-run-all",
        label,
        1,
    )
    assert found["@jupyterlab/apputils-extension:sessionDialogs"]["skipKernelRestartDialog"]
    locale = found.get("@jupyterlab/translation-extension:plugin")
    assert locale == ({"locale": "zh_CN"} if language == "zh" else None)


def test_no_news_and_no_updates_are_asked_for() -> None:
    news = lab.overrides("en", "trainer")["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}


def test_a_participant_has_no_other_button_of_lab() -> None:
    schema = json.loads((SCHEMAS / "@jupyterlab/notebook-extension/panel.json").read_text("utf-8"))
    lab_has = {item["name"] for item in schema["jupyter.lab.toolbars"]["Notebook"]}
    toolbar = lab.overrides("en", "participant")["@jupyterlab/notebook-extension:panel"]["toolbar"]
    disabled = {item["name"] for item in toolbar if item.get("disabled")}
    assert lab_has - disabled == {"spacer", "executionProgress"}
    trainer = lab.overrides("en", "trainer")["@jupyterlab/notebook-extension:panel"]["toolbar"]
    assert [item["name"] for item in trainer] == ["start"]


@pytest.mark.parametrize("audience", ["participant", "trainer"])
def test_this_lab_knows_every_setting(audience: str) -> None:
    for plugin, values in lab.overrides("zh", audience).items():
        schema = json.loads((SCHEMAS / f"{plugin.replace(':', '/')}.json").read_text("utf-8"))
        assert set(values) <= set(schema["properties"]), plugin


def test_the_settings_folder_holds_all_of_lab(tmp_path: Path) -> None:
    sheets = {}
    for audience in ("participant", "trainer"):
        edition = make_edition(tmp_path / audience, audience=audience)
        settings = tmp_path / f"settings-{audience}"
        lab.write_settings(edition, settings)
        found = json.loads((settings / "lab/overrides.json").read_text("utf-8"))
        assert found == lab.overrides("en", audience)
        page = json.loads((settings / "lab/page_config.json").read_text("utf-8"))
        assert bool(page["disabledExtensions"]) is (audience == "participant")
        sheets[audience] = (settings / "config/custom/custom.css").read_text("utf-8")
    hiding = ".jp-CodeCell .jp-Cell-inputWrapper:has(.jp-Placeholder)"
    assert hiding in sheets["participant"]
    assert hiding not in sheets["trainer"]
    assert "[data-jp-item-name='start']" in sheets["trainer"]


def test_exactly_what_was_handed_over_is_signed(edition: Path, tmp_path: Path) -> None:
    changed = edition / "02_kano.ipynb"
    changed.write_text(changed.read_text("utf-8").replace("6 * 7", "6 * 8"), "utf-8")
    extra = new_notebook(cells=[new_code_cell("print('not in the manifest')")])
    nbformat.write(extra, edition / "03_extra.ipynb")
    problems = lab.sign_notebooks(edition, tmp_path)
    assert len(problems) == 1
    assert str(changed) in problems[0]
    assert "changed" in problems[0]
    notary = NotebookNotary(data_dir=str(tmp_path / "data"))
    signed = {
        path.name: notary.check_signature(nbformat.read(path, as_version=4))
        for path in edition.glob("*.ipynb")
    }
    notary.store.close()
    assert signed == {"00_welcome.ipynb": True, "02_kano.ipynb": False, "03_extra.ipynb": False}


def test_a_notebook_that_is_gone_is_said(edition: Path, tmp_path: Path) -> None:
    (edition / "02_kano.ipynb").unlink()
    assert "02_kano.ipynb" in lab.sign_notebooks(edition, tmp_path)[0]


def test_what_is_no_edition_is_said(edition: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none at .*nowhere.*workshop edition PROFILE"):
        lab.open_lab(tmp_path / "nowhere")
    for path in edition.glob("*.ipynb"):
        path.unlink()
    with pytest.raises(FileNotFoundError, match=r"must hold a notebook .*edition has none"):
        lab.lab_command(edition, tmp_path)
    (edition / "edition.json").write_text('{"language": "fr"}', "utf-8")
    with pytest.raises(ValueError, match=r"edition.json: 'language' must be .* Found 'fr'"):
        lab.read_manifest(edition)
    (edition / "edition.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"must hold edition.json. .*edition has none"):
        lab.read_manifest(edition)


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (line,) = lab.refused(port)
    assert line.startswith(f"Port {port} was asked for and cannot be had (")
    assert line.endswith("what counts is the address printed below.")
    assert "\n" not in line
    assert lab.refused(port) == lab.refused(None) == lab.refused(0) == []


def test_a_taken_port_is_no_error_and_nobody_comes_in_without_the_token(
    edition: Path, tmp_path: Path, running: Running, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(edition, tmp_path / "home", port) as told:
            assert told["hostname"] == "127.0.0.1"
            assert told["port"] != port
            assert Path(told["root_dir"]) == edition
            assert len(told["token"]) >= 32
            with pytest.raises(HTTPError, match="403"):
                urlopen(f"{told['url']}api/contents")
            page = f"{told['url']}api/contents/02_kano.ipynb?token={told['token']}"
            with urlopen(page) as answer:
                cells = json.load(answer)["content"]["cells"]
    assert [cell["metadata"]["trusted"] for cell in cells if cell["cell_type"] == "code"] == [True]
    assert capfd.readouterr().err.count(f"Port {port} was asked for") == 1


WATCH = """
const watch = setInterval(() => {
  const start = document.querySelector("[data-jp-item-name='start'] jp-button");
  if (!start || getComputedStyle(start).visibility === "hidden") return;
  window.shownAt = document.querySelector("[data-status]")?.dataset.status ?? "nothing";
  clearInterval(watch);
}, 1);
"""


@pytest.mark.browser
@pytest.mark.parametrize(("language", "label"), [("en", "Start"), ("zh", "开始")])
def test_a_participant_presses_start_and_sees_only_results(
    running: Running, offline: Offline, tmp_path: Path, language: str, label: str
) -> None:
    edition = make_edition(tmp_path / "湖畔 hotel", language)
    before = {path.name: path.read_bytes() for path in edition.iterdir()}
    with running(edition, tmp_path / "home") as told, offline() as (page, elsewhere):
        page.add_init_script(WATCH)
        page.goto(f"{told['url']}doc/tree/02_kano.ipynb?token={told['token']}")
        button = page.locator(".jp-NotebookPanel-toolbar jp-button:visible")
        button.wait_for()
        assert button.all_inner_texts() == [label]
        # Whoever presses before the page has begun to connect would press in vain.
        assert page.evaluate("window.shownAt") in ("initializing", "connecting")
        button.click()
        page.get_by_text("class result 42").wait_for()
        notebook = page.locator(".jp-Notebook")
        assert SECRET not in notebook.inner_text()
        furniture = ".jp-Placeholder, .cm-editor, .jp-InputPrompt, .jp-OutputPrompt, .jp-Collapser"
        assert page.locator(furniture).locator("visible=true").count() == 0
        around = ".jp-Notebook-footer, #jp-menu-panel, #jp-top-panel, .jp-SideBar, .jp-Dialog"
        assert page.locator(around).locator("visible=true").count() == 0

        # Nothing a hand can slip on: keys that edit cells, a double click, a closed window.
        page.locator(".jp-OutputArea").click()
        page.keyboard.type("ddaaxx")
        page.get_by_role("heading", name="KANO").dblclick()
        assert page.locator(".jp-Cell").count() == 2
        assert page.locator(".cm-editor:visible").count() == 0

        page.get_by_role("link", name="back").click()
        page.get_by_role("heading", name="Welcome").wait_for()
        assert len(page.context.pages) == 1
        assert elsewhere == []
    assert {path.name: path.read_bytes() for path in edition.iterdir()} == before


@pytest.mark.browser
def test_a_trainer_sees_the_code_in_her_language(
    running: Running, offline: Offline, tmp_path: Path
) -> None:
    edition = make_edition(tmp_path / "edition", "zh", "trainer")
    with running(edition, tmp_path / "home") as told, offline() as (page, elsewhere):
        page.goto(f"{told['url']}doc/tree/02_kano.ipynb?token={told['token']}")
        page.locator("[data-jp-item-name='start'] jp-button").click()
        page.get_by_text("class result 42").wait_for()
        assert SECRET in page.locator(".jp-Notebook").inner_text()
        assert page.locator(".jp-InputPrompt:visible").count() > 0
        assert "文件" in page.locator("#jp-menu-panel").inner_text()
        assert elsewhere == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "result", "practice"),
    [
        ("en", "Spotless room: must-be, clearly ahead", "5 of 5 right"),
        ("zh", "客房洁净：属于基本需求，选这一类的客户明显最多", "5 题答对 5 题"),
    ],
)
def test_start_alone_leads_from_the_edition_to_the_class_result(
    running: Running, offline: Offline, tmp_path: Path, language: str, result: str, practice: str
) -> None:
    hotel = read_company(find_company("lakeside-hotel"))
    made = run_edition(hotel, language=language, out=tmp_path / "out")  # type: ignore[arg-type]
    assert made.status == "made", made.problems
    with running(made.folder, tmp_path / "home") as told, offline() as (page, elsewhere):
        page.goto(f"{told['url']}?token={told['token']}")
        page.locator("a[href*='/02_kano.ipynb']").first.click()
        start = page.locator(".jp-NotebookPanel-toolbar:visible jp-button:visible")
        notebook = page.locator(".jp-Notebook:visible")
        notebook.locator(".vega-embed").first.wait_for()
        assert page.locator(".ws-form").count() == 0, "no form before Start"
        start.click()
        page.locator(".ws-form").first.wait_for(timeout=60_000)
        notebook.get_by_text(result).wait_for()
        notebook.locator(".vega-embed").nth(6).wait_for()
        assert "Traceback" not in notebook.inner_text()

        # The five pairs of the practice are one each of O, M, A, I, R.
        form = page.locator(".ws-form").filter(has=page.locator(".ws-q-5"))
        for group, letter in zip(form.get_by_role("radiogroup").all(), "OMAIR", strict=True):
            group.get_by_role("radio", name=re.compile(rf"^{letter} ")).check()
        form.get_by_text(practice).wait_for()
        assert elsewhere == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "write", "fetch"),
    [
        ("en", "Write report.html", "Fetch report.html and open it"),
        ("zh", "生成 report.html", "下载并打开 report.html"),
    ],
)
def test_a_file_that_was_written_is_one_click_away(
    running: Running,
    offline: Offline,
    made_of: Callable[..., AbstractContextManager[None]],
    tmp_path: Path,
    language: Any,
    write: str,
    fetch: str,
) -> None:
    payments = read_company(find_company("digital-payments"))
    with made_of("07_report"):
        made = run_edition(payments, language=language, out=tmp_path / "out")
    assert made.status == "made", made.problems
    with running(made.folder, tmp_path / "home") as told, offline() as (page, elsewhere):
        page.goto(f"{told['url']}doc/tree/07_report.ipynb?token={told['token']}")
        page.locator("[data-jp-item-name='start'] jp-button").click()
        page.get_by_role("button", name=write).click(timeout=60_000)
        link = page.get_by_role("link", name=fetch)
        link.wait_for(timeout=60_000)
        with page.expect_download() as fetched:
            link.click()
        assert fetched.value.suggested_filename == "report.html"
        assert fetched.value.path().read_bytes() == (made.folder / "report.html").read_bytes()
        assert page.url.split("?")[0].endswith("/07_report.ipynb"), "this page stays"
        assert elsewhere == []
