"""Take the pictures of the READMEs: a real edition in JupyterLab, in both languages.

    python scripts/screenshots.py                     # makes the editions first, some minutes
    python scripts/screenshots.py --editions workshop-out

Needs playwright and a Chromium. Pictures go to docs/, in 256 colours.
"""

from __future__ import annotations

import argparse
import io
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
from typing import Any

import pandas as pd
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from workshop_kit.entries import Entries, Entry
from workshop_kit.handouts.pdf import browser
from workshop_kit.stores import STORE

DOCS = Path(__file__).resolve().parents[1] / "docs"
SAMPLE, LANGUAGES = "lakeside-hotel", ("en", "zh")
WIDTH, HEIGHT = 1200, 860
# What is seen: file, notebook, cell, and how much of the page above it stays in sight.
CHARTS = (("kano", "02_kano.ipynb", "23-code", 110), ("gaps", "04_gaps.ipynb", "47-code", 90))
WHOSE = {"en": "Family with two children", "zh": "带两个孩子的一家"}
REASONS = {
    "en": {
        "check-in": "Forty minutes in a queue, the children are tired",
        "breakfast": "Pancakes in animal shapes",
    },
    "zh": {"check-in": "带着累了的孩子排了四十分钟", "breakfast": "动物形状的松饼"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--editions", type=Path, help="folder that `workshop edition` made")
    made = parser.parse_args().editions
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        out = Path(folder, "out")
        if made is None:
            words = ["edition", SAMPLE, "--out", str(out)]
            for language in LANGUAGES:
                words += ["--language", language]
            subprocess.run([sys.executable, "-c", CALL, *words], check=True)
        else:
            shutil.copytree(made / SAMPLE, out / SAMPLE)
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
            for language in LANGUAGES:
                edition = out / SAMPLE / f"{language}-participant"
                (edition.parent / STORE).unlink(missing_ok=True)
                draw_curve(edition, language)
                page = opened.new_page(viewport={"width": WIDTH, "height": HEIGHT})
                page.set_default_timeout(120_000)
                with lab(edition) as told:
                    for name, notebook, cell, above in CHARTS:
                        show(page, told, notebook)
                        keep(page, edition / notebook, cell, above, name, language)
                    show(page, told, "03_journey.ipynb")
                    page.locator("[data-jp-item-name='start'] jp-button:visible").click()
                    page.locator(".wsc-knot").first.wait_for()
                    page.locator("[data-status='idle']").first.wait_for()
                    keep(page, edition / "03_journey.ipynb", "19-code", 70, "curve", language)
                page.goto((edition / "report.html").resolve().as_uri())
                save(page.screenshot(), "report", language)
                page.close()
            opened.close()


CALL = "from workshop_kit.cli import main; main()"


def draw_curve(edition: Path, language: str) -> None:
    """Save a family's curve, as it is and as it should be, for whoever opens the page."""
    rows = pd.read_csv(edition / "inputs" / "curves.csv")
    values: dict[str, Any] = {"persona": WHOSE[language]}
    for row in rows[
        (rows["persona"] == "family") & (rows["group"].astype(str) == "1")
    ].itertuples():
        reason = REASONS[language].get(str(row.touchpoint), "") if row.version == "as_is" else ""
        said = {"valence": float(str(row.valence)), "reason": reason}
        values[f"{row.version}-{row.touchpoint}"] = said
    place = {"company": SAMPLE, "workshop": "2026-11-21-a", "group": "", "key": "1"}
    body = {"version": 1, "values": values}
    Entries(edition.parent / STORE).save(Entry(kind="curve", author="", body=body, **place))


@contextmanager
def lab(edition: Path) -> Iterator[dict[str, Any]]:
    """JupyterLab as participants have it; what it says of itself."""
    with tempfile.TemporaryDirectory(prefix="lab-home-", ignore_cleanup_errors=True) as home:
        command = [sys.executable, "-c", CALL, "lab", str(edition), "--no-browser"]
        process = subprocess.Popen(command, env={**os.environ, "TMPDIR": home})
        try:
            for _try in range(600):
                for file in Path(home).glob("*/runtime/jpserver-*.json"):
                    if text := file.read_text("utf-8").strip():
                        yield json.loads(text)
                        return
                time.sleep(0.1)
            raise RuntimeError("JupyterLab must start within a minute.")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def show(page: Page, told: dict[str, Any], notebook: str) -> None:
    page.goto(f"{told['url']}doc/tree/{notebook}?token={told['token']}")
    page.locator("[data-status='idle']").first.wait_for()
    page.locator(".jp-Notebook .jp-Cell").last.wait_for(state="attached")


def keep(page: Page, notebook: Path, cell: str, above: int, name: str, language: str) -> None:
    """Scroll a cell below the button and save what a participant sees."""
    cells = [one["id"] for one in json.loads(notebook.read_text("utf-8"))["cells"]]
    place = page.locator(".jp-Notebook .jp-Cell").nth(cells.index(cell))
    scroll = "(cell, above) => {cell.scrollIntoView(); " + SCROLLED + ".scrollBy(0, -above)}"
    for _turn in range(3):  # charts that come into sight are drawn, and move what is below
        place.evaluate(scroll, above)
        page.wait_for_timeout(1_500)
    save(page.screenshot(), name, language)


SCROLLED = "cell.closest('.jp-WindowedPanel-outer')"


def save(picture: bytes, name: str, language: str) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    # Of the methods the one that keeps apart the colours of which there are few pixels.
    few = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    file = DOCS / f"{name}{'' if language == 'en' else f'.{language}'}.png"
    few.save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
