"""The report as a PDF, printed by a Chromium of this machine with the kit's own fonts."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from workshop_kit.handouts.places import replacing

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("msedge", "microsoft-edge", "microsoft-edge-stable"),
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
# A browser that is not told so asks its maker for updates and components.
QUIET = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--no-default-browser-check"),
)
SECONDS = 180
"""So long a browser may take."""


class NoBrowserError(RuntimeError):
    """Raised where there is no browser that prints, or it prints nothing."""


def write_pdf(html: str, target: Path) -> None:
    """Print a page that `report.build_report` made; it needs no network.

    Parameters
    ----------
    html : str
    target : Path
        An older file there stays until the new one is whole.

    Raises
    ------
    NoBrowserError
        Where there is no browser, with what to do instead.
    OSError
        When the file cannot be written, such as for a full disk.
    """
    program = browser()
    if program is None:
        raise NoBrowserError(
            "A PDF must be printed by Chromium, Chrome or Edge. None was found on this machine. "
            "Install one, or open report.html in any browser and print it to PDF on A4."
        )
    with (
        tempfile.TemporaryDirectory(prefix="workshop-print-", ignore_cleanup_errors=True) as folder,
        replacing(target) as draft,
    ):
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(html, "utf-8")
        said = _print(program, page, printed)
        if not printed.is_file() or printed.read_bytes()[:5] != b"%PDF-":
            raise NoBrowserError(f"{Path(program).name} must print a PDF. It did not: {said}")
        shutil.copyfile(printed, draft)


def browser() -> str | None:
    """The path of a browser that prints, or None."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or next(
        (place for place in PLACES if Path(place).is_file()), None
    )


def _print(program: str, page: Path, printed: Path) -> str:
    """Print a page; what the browser said at the end."""
    # As root, which is what containers run as, Chromium has no sandbox.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [
        program,
        *QUIET,
        *root,
        f"--user-data-dir={page.parent / 'profile'}",
        f"--print-to-pdf={printed}",
        page.as_uri(),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"it took more than {SECONDS} seconds"
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), f"exit {done.returncode}")
