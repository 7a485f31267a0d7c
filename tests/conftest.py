"""What tests in several rooms need: a real browser, or the reason why there is none."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# A browser that is not told so asks its maker for updates and components.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def lacking(reason: str) -> NoReturn:
    """Skip a test that cannot run here, or fail it where everything must run."""
    if os.environ.get("WORKSHOP_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason} WORKSHOP_REQUIRE_ALL=1 forbids to skip.")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def cannot_run() -> Callable[[str], NoReturn]:
    """`lacking`, for tests that find out by themselves."""
    return lacking


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    lacking(f"A browser test needs one of {', '.join(CHROMIUM)} on the PATH.")


@pytest.fixture(scope="session")
def browser(chromium: str) -> "Iterator[Browser]":
    """A headless Chromium for the whole run; a test opens a context of its own in it.

    While it lives, asyncio.run() refuses to run in the same thread (Playwright's loop is there).
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("A browser test needs the package playwright.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def workshop(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Run the command in an empty folder: exit status, stdout, stderr."""
    from workshop_kit import cli

    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["workshop", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        code = stop.value.code
        return (code if isinstance(code, int) else 0 if code is None else 1), out, err

    return run
