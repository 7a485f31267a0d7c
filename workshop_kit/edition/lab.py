"""JupyterLab as a participant's screen: one page, one Start button, nothing to break.

Lab runs on this machine only, from a settings folder of its own. The user's own Jupyter and IPython
are neither read nor changed, and no request leaves the machine.
"""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from nbformat.sign import NotebookNotary

from workshop_kit.edition.manifest import MAKE_ONE, MANIFEST, read_manifest

START = {
    "en": ("Start", "Run this page from the top. What you saved stays saved."),
    "zh": ("开始", "从头运行本页，已保存的内容不会丢失。"),
}
WORKING = {"en": "Working ...", "zh": "正在计算…"}
# Lab's own name of a language; English needs none.
LOCALES = {"zh": "zh_CN"}

EDITING_BUTTONS = (
    *("save", "insert", "cut", "copy", "paste", "run", "interrupt", "restart", "restart-and-run"),
    *("cellType", "kernelName"),
)
# Parts of Lab that can only surprise a participant: keys that delete a cell (d d), the question
# "leave this page?", the menu of the right mouse button, doors to a terminal or a debugger.
SWITCHED_OFF = (
    "@jupyterlab/application-extension:context-menu",
    "@jupyterlab/application-extension:dirty",
    "@jupyterlab/cell-toolbar-extension",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/shortcuts-extension",
    "@jupyterlab/terminal-extension",
)


def open_lab(edition: Path, *, port: int | None = None, browser: bool = True) -> int:
    """Show an edition in JupyterLab until Ctrl-C; call it from the main thread.

    Parameters
    ----------
    edition : Path
        A folder that `workshop edition` made.
    port : int, optional
        Where to listen on 127.0.0.1; when it is taken, that is said and Jupyter takes another.
    browser : bool
        Whether to open the first notebook in the browser. Its address is printed in any case.

    Returns
    -------
    int
        JupyterLab's exit status; 0 when it was stopped by Ctrl-C, by a signal or by closing the
        terminal.

    Raises
    ------
    FileNotFoundError
        When `edition` is no edition.
    """
    read_manifest(edition)  # before a folder is made
    # A closed terminal or a stopped service ends Lab as Ctrl-C does; Windows has no SIGHUP.
    ends = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    kept = {number: signal.signal(number, signal.default_int_handler) for number in ends}
    try:
        # On Windows a file may still be held by a kernel that is going down.
        with tempfile.TemporaryDirectory(prefix="lab-", ignore_cleanup_errors=True) as folder:
            settings = Path(folder)
            write_settings(edition, settings)
            for problem in [*sign_notebooks(edition, settings), *refused(port)]:
                print(problem, file=sys.stderr)
            command = lab_command(edition, settings, port=port, browser=browser)
            return _run(command, lab_environment(settings))
    except KeyboardInterrupt:
        return 0
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def lab_command(
    edition: Path, settings: Path, *, port: int | None = None, browser: bool = True
) -> list[str]:
    """The command that runs Lab with the settings that `write_settings` wrote.

    No token stands in it, because every user of a machine can read its commands: Jupyter makes a
    random one.
    """
    connection = "workshop_kit.edition.connection"
    options: dict[str, object] = {
        "Application.log_level": "ERROR",
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.allow_remote_access": False,
        "ServerApp.root_dir": edition.resolve(),
        "ServerApp.open_browser": browser,
        "ServerApp.answer_yes": True,
        # On a shared machine nobody else may read what kernel and browser say to each other.
        "KernelManager.transport_encryption": "auto",
        "ServerApp.kernel_websocket_connection_class": f"{connection}.KernelConnection",
        "LabApp.app_settings_dir": settings / "lab",
        "LabApp.user_settings_dir": settings / "user",
        "LabApp.workspaces_dir": settings / "workspaces",
        "LabApp.default_url": f"/doc/tree/{quote(first_notebook(edition))}",
        "LabApp.custom_css": True,
        "LabApp.extension_manager": "readonly",
    }
    if port is not None:
        options["ServerApp.port"] = port
    if read_manifest(edition)["audience"] == "participant":
        options["ServerApp.terminals_enabled"] = False
        # Lab keeps a copy of each notebook it opens; it does not belong into what was handed over.
        options["FileCheckpoints.checkpoint_dir"] = settings / "checkpoints"
    # Jupyter refuses to run as root, which is what containers run as; this one is local anyway.
    root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "jupyterlab", *flags, *root]


def refused(port: int | None) -> list[str]:
    """One line where Lab cannot listen on the port that was asked for; else nothing."""
    if port is None:
        return []
    with socket.socket() as tried:
        if os.name != "nt":  # as Jupyter does: a port that was closed just now is free
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            text = f"Port {port} was asked for and cannot be had ({error.strerror})."
            return [f"{text} JupyterLab takes another: what counts is the address printed below."]
    return []


def lab_environment(settings: Path) -> dict[str, str]:
    """This process's environment, with every folder of Jupyter and IPython moved to `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(settings / "config"),
        "JUPYTER_DATA_DIR": str(settings / "data"),
        "JUPYTER_RUNTIME_DIR": str(settings / "runtime"),
        # The kernel and Lab's pages come from this Python, not from the user's own folders.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(settings / "ipython"),
    }


def first_notebook(edition: Path) -> str:
    """The name of the notebook that is opened first."""
    notebooks: dict[str, Any] = read_manifest(edition)["notebooks"]
    names = [name for name in notebooks if (edition / name).is_file()]
    if not names:
        text = f"An edition must hold a notebook named in its {MANIFEST}. {edition} has none."
        raise FileNotFoundError(f"{text} {MAKE_ONE}")
    return min(names)


def write_settings(edition: Path, settings: Path) -> None:
    """Write Lab's settings for this edition's language and audience into the folder `settings`."""
    manifest = read_manifest(edition)
    audience = manifest["audience"]
    off = SWITCHED_OFF if audience == "participant" else ()
    _write_json(settings / "lab/overrides.json", overrides(manifest["language"], audience))
    _write_json(settings / "lab/page_config.json", {"disabledExtensions": dict.fromkeys(off, True)})
    static = files("workshop_kit.edition").joinpath("static")
    sheets = ["custom.css", *(["participant.css"] if audience == "participant" else [])]
    css = settings / "config/custom/custom.css"
    css.parent.mkdir(parents=True)
    texts = [static.joinpath(name).read_text("utf-8") for name in sheets]
    texts.append(f':root {{ --workshop-working: "{WORKING[manifest["language"]]}"; }}')
    css.write_text("\n".join(texts), "utf-8")


def overrides(language: str, audience: str) -> dict[str, dict[str, Any]]:
    """What differs from Lab's own settings, by plug-in.

    A participant's page is never saved: answers live in the company's entries, a notebook opens as
    it was handed over, and two windows cannot disagree about a file.
    """
    label, caption = START[language]
    start = {"name": "start", "command": "notebook:restart-run-all", "rank": 1}
    toolbar = [start | {"label": label, "caption": caption}]
    notebooks: dict[str, Any] = {"autoStartDefaultKernel": True}
    lab: dict[str, dict[str, Any]] = {
        "apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
        "notebook-extension:panel": {"toolbar": toolbar},
        "notebook-extension:tracker": notebooks,
    }
    if language in LOCALES:
        lab["translation-extension:plugin"] = {"locale": LOCALES[language]}
    if audience == "participant":
        toolbar += [{"name": name, "disabled": True} for name in EDITING_BUTTONS]
        # With `editable: false` in a cell's metadata a double click leaves it as it is.
        notebooks |= {"showEditorForReadOnlyMarkdown": False}
        # A form that is scrolled out of sight stays alive; the last page has no empty half.
        notebooks |= {"windowingMode": "none", "scrollPastEnd": False}
        lab["docmanager-extension:plugin"] = {"autosave": False}
        lab["statusbar-extension:plugin"] = {"visible": False}
    return {f"@jupyterlab/{plugin}": values for plugin, values in lab.items()}


def sign_notebooks(edition: Path, settings: Path) -> list[str]:
    """Trust exactly the notebooks that are as they were handed over.

    Returns
    -------
    list of str
        One line for each notebook of the manifest that is not trusted.
    """
    data = settings / "data"  # where Lab looks too: its JUPYTER_DATA_DIR
    data.mkdir(exist_ok=True)
    notary = NotebookNotary(data_dir=str(data))
    problems = []
    for name, entry in sorted(read_manifest(edition)["notebooks"].items()):
        path = edition / name
        if not path.is_file():
            problems.append(f"{path}: is named in {MANIFEST} and not there.")
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == entry["sha256"]:
            notary.sign(nbformat.reads(content.decode("utf-8"), as_version=4))
        else:
            text = "was changed after it was made: not trusted until Start makes its results new."
            problems.append(f"{path}: {text}")
    notary.store.close()
    return problems


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), "utf-8")


def _run(command: list[str], environment: dict[str, str]) -> int:
    server = subprocess.Popen(command, env=environment)
    try:
        return server.wait()
    finally:
        if server.poll() is None:
            _stop(server)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    # On Windows the console has passed Ctrl-C on, and terminate() would leave no time to tidy up.
    if os.name != "nt":
        server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
