"""JupyterLab as `workshop lab` opens it, and a browser page that reaches nothing else."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from workshop_kit.company import Company, read_company
from workshop_kit.edition import run
from workshop_kit.workshop import find_company

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPEN_LAB = (
    "import sys; from pathlib import Path; from workshop_kit.edition.lab import open_lab; "
    "sys.exit(open_lab(Path(sys.argv[1]), port=int(sys.argv[2]), browser=False))"
)


@pytest.fixture(scope="session")
def made_of() -> Callable[..., AbstractContextManager[None]]:
    """Editions made while `with made_of("01_persona")` hold these pages only, in less time."""

    every = run.sources

    @contextmanager
    def only(*names: str) -> Iterator[None]:
        def sources(audience: str) -> list[Path]:
            return [path for path in every(audience) if path.stem in names]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "sources", sources)
            yield

    return only


@contextmanager
def _running(edition: Path, home: Path, port: int = 0) -> Iterator[dict[str, Any]]:
    """`open_lab` in a process of its own; what Jupyter says about itself.

    The process must end with status 0 on Ctrl-C and leave nothing behind.
    """
    if os.name == "nt":
        pytest.skip("On Windows a test cannot press Ctrl-C for one process alone.")
    home.mkdir()
    temporary = home / "tmp"
    temporary.mkdir()
    moved = {"HOME": str(home), "TMPDIR": str(temporary)}
    process = subprocess.Popen(
        [sys.executable, "-c", OPEN_LAB, str(edition), str(port)],
        env=os.environ | moved,
        stdin=subprocess.DEVNULL,
    )
    try:
        yield _told(process, temporary)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)
    assert not list(temporary.iterdir())
    assert not [
        path for path in home.rglob("*") if "jupyter" in path.name or "ipython" in path.name
    ]


def _told(process: "subprocess.Popen[bytes]", temporary: Path) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, f"open_lab ended with {process.returncode}"
        for path in temporary.glob("*/runtime/jpserver-*.json"):
            if text := path.read_text("utf-8").strip():
                told: dict[str, Any] = json.loads(text)
                # Jupyter writes it a moment before it listens.
                place = (told["hostname"], told["port"])
                with suppress(ConnectionRefusedError), socket.create_connection(place):
                    return told
        time.sleep(0.1)
    raise AssertionError("Jupyter must start within 60 s.")


@pytest.fixture(scope="session")
def running() -> Callable[..., AbstractContextManager[dict[str, Any]]]:
    """Opens an edition: `with running(edition, home) as told`."""
    return _running


@pytest.fixture
def offline(
    browser: "Browser",
) -> "Callable[..., AbstractContextManager[tuple[Page, list[str]]]]":
    """Opens a page that reaches this machine only: `with offline() as (page, elsewhere)`."""

    @contextmanager
    def opened(width: int = 1280, height: int = 800) -> Iterator[tuple["Page", list[str]]]:
        """A page that reaches this machine only, and the addresses elsewhere that it asked for."""
        elsewhere: list[str] = []

        def here(url: str) -> bool:
            parts = urlsplit(url)
            return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"

        context = browser.new_context(viewport={"width": width, "height": height})
        context.route(
            lambda url: not here(url),
            lambda route: (elsewhere.append(route.request.url), route.abort()),
        )
        page = context.new_page()
        page.set_default_timeout(90_000)  # a machine may be busy; nothing is timed here
        page.on("websocket", lambda ws: None if here(ws.url) else elsewhere.append(ws.url))
        try:
            yield page, elsewhere
        finally:
            context.close()

    return opened


@pytest.fixture
def clients(tmp_path: Path) -> list[Company]:
    """Four small companies with different names."""
    made = []
    for number in range(4):
        folder = tmp_path / "profiles" / f"client-{number}"
        shutil.copytree(find_company("digital-payments").parent, folder)
        profile = folder / "company.yaml"
        text = re.sub(r"(?m)^id: .*", f"id: client-{number}", profile.read_text("utf-8"))
        text = re.sub(r"(?m)^name: .*", f"name: Firm {'ABCD'[number]} Ltd", text)
        profile.write_text(re.sub(r"(?m)^aliases: .*\n", "", text), "utf-8")
        made.append(read_company(folder))
    return made
