"""A form of 40 inputs against the same 40 bare ipywidgets, in JupyterLab and a real browser.

`python benchmarks/forms.py` needs Chromium and playwright. Both cells run in one notebook and one
kernel, by turns; a turn is the time from running the cell until all inputs stand on the page, can
be used, and the kernel is idle again.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, sync_playwright

TURNS, INPUTS, BOUND = 9, 40, 1.5
SETUP = """
import ipywidgets as widgets
from workshop_kit import open_workshop
from workshop_kit.forms import Choice, Form, Text
ws = open_workshop("lakeside-hotel")
codes = {str(i): f"answer {i}" for i in range(5)}
many = {str(i): f"answer {i}" for i in range(12)}
"""
BARE = """
widgets.VBox([
    w
    for i in range(10)
    for w in (
        widgets.Text(description=f"Text {i}"),
        widgets.Textarea(description=f"Long text {i}"),
        widgets.RadioButtons(options=[(v, k) for k, v in codes.items()], description=f"One {i}"),
        widgets.Dropdown(options=[(v, k) for k, v in many.items()], description=f"List {i}"),
    )
])
"""
FORM = """
Form(ws, "benchmark", [
    q
    for i in range(10)
    for q in (
        Text(name=f"t{i}", label=f"Text {i}"),
        Text(name=f"l{i}", label=f"Long text {i}", lines=3),
        Choice(name=f"c{i}", label=f"One {i}", options=codes),
        Choice(name=f"d{i}", label=f"List {i}", options=many),
    )
])
"""
SHOWN = """
cell => {
  const out = document.querySelectorAll('.jp-CodeCell')[cell].querySelector('.jp-OutputArea');
  const inputs = out.querySelectorAll('input[type=text], textarea, .widget-radio, select');
  const idle = document.querySelector("[data-status='idle']");
  return inputs.length === 40 && [...inputs].every(e => e.offsetHeight > 0) && !!idle;
}
"""
RUN = "import sys; from pathlib import Path; from workshop_kit.edition.lab import open_lab; " \
      "sys.exit(open_lab(Path(sys.argv[1]), browser=False))"  # fmt: skip


def edition(folder: Path) -> Path:
    """An edition for a trainer, whose cells can be run one by one."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source.strip()) for source in (SETUP, BARE, FORM)]
    text = nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel}))
    folder.mkdir(parents=True)
    (folder / "01.ipynb").write_text(text, "utf-8")
    sha = hashlib.sha256(text.encode()).hexdigest()
    manifest = {"company": "lakeside-hotel", "language": "en", "audience": "trainer"}
    manifest |= {"notebooks": {"01.ipynb": {"sha256": sha}}}
    (folder / "edition.json").write_text(json.dumps(manifest), "utf-8")
    return folder


@contextmanager
def lab(folder: Path) -> Iterator[dict[str, Any]]:
    temporary = folder.parent / "tmp"
    temporary.mkdir()
    moved = os.environ | {"TMPDIR": str(temporary)}
    process = subprocess.Popen([sys.executable, "-c", RUN, str(folder)], env=moved)
    try:
        while not (found := list(temporary.glob("*/runtime/jpserver-*.json"))):
            time.sleep(0.1)
        time.sleep(0.5)
        yield json.loads(found[0].read_text("utf-8"))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def turn(page: Page, cell: int) -> float:
    """Milliseconds until the inputs of a cell can be used."""
    page.locator(".jp-CodeCell").nth(cell).locator(".cm-content").click()
    start = time.perf_counter()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(SHOWN, arg=cell, polling="raf")
    taken = (time.perf_counter() - start) * 1000
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    return taken


def cleared(page: Page, cell: int) -> None:
    """Take the outputs of a cell away, so that the next turn draws everything anew."""
    page.locator(".jp-CodeCell").nth(cell).locator(".cm-content").click()
    page.keyboard.press("Escape")
    page.locator("#jp-mainmenu-edit, li:has-text('Edit')").first.click()
    page.get_by_text("Clear Cell Output", exact=True).first.click()


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    times: dict[str, list[float]] = {"bare": [], "form": []}
    with (
        tempfile.TemporaryDirectory() as name,
        sync_playwright() as playwright,
        lab(edition(Path(name) / "company" / "en-trainer")) as told,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{told['url']}doc/tree/01.ipynb?token={told['token']}")
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Control+Enter")
        page.wait_for_function("document.querySelector(\"[data-status='idle']\")")
        time.sleep(5)  # pandas and pydantic are imported by the first cell
        for count in range(TURNS + 1):
            for cell, kind in ((1, "bare"), (2, "form")):
                taken = turn(page, cell)
                cleared(page, cell)
                if count:  # the first turn fetches the widgets' code
                    times[kind].append(taken)
        browser.close()
    for kind, taken in times.items():
        low, middle, high = min(taken), median(taken), max(taken)
        print(f"{INPUTS} inputs, {kind:5} {middle:7.0f} ms  ({low:.0f}-{high:.0f}, n={TURNS})")
    ratio = median(times["form"]) / median(times["bare"])
    print(f"form / bare {ratio:.2f}  under {BOUND}: {ratio < BOUND}")


if __name__ == "__main__":
    main()
