"""An export of 100,000 respondents x 40 columns as tidy answers: seconds and memory.

`python benchmarks/imports.py` makes the export in a temporary folder and imports it several times,
each in a process of its own. With a folder it imports once and prints seconds and peak memory.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from workshop_kit.company import read_company
from workshop_kit.exports import import_answers

ROWS, FEATURES, ROUNDS = 100_000, 20, 3
WORDINGS = ("I like it", "I expect it", "I'm neutral", "I can tolerate it", "I dislike it")


def make(folder: Path) -> None:
    """The export, its map and the profile; about 2 % of the answers are left empty."""
    draw = random.Random(5)
    header = [f"{i}. How do you feel about this, question {i}?" for i in range(2 * FEATURES)]
    cells = (*WORDINGS * 10, "")
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(draw.choices(cells, k=len(header)) for _ in range(ROWS))
    features = "".join(f"  - {{id: f{i}, label: Feature {i}}}\n" for i in range(FEATURES))
    profile = f"id: big\nname: Big\nfeatures:\n{features}data: {{kano_answers: answers.csv}}\n"
    (folder / "company.yaml").write_text(profile, "utf-8")
    (folder / "answers.csv").write_text("respondent,feature,functional,dysfunctional\n")
    pairs = "".join(
        f"  f{i}: {{functional: '{header[2 * i]}', dysfunctional: '{header[2 * i + 1]}'}}\n"
        for i in range(FEATURES)
    )
    side = "{" + ", ".join(f'"{word}": {code}' for code, word in enumerate(WORDINGS, 1)) + "}"
    answers = f"answers: {{functional: {side}, dysfunctional: {side}}}\n"
    (folder / "map.yaml").write_text(f"features:\n{pairs}{answers}", "utf-8")


def once(folder: Path) -> dict[str, Any]:
    start = time.perf_counter()
    company = read_company(folder)
    done = import_answers(folder / "export.csv", folder / "map.yaml", company, replace=True)
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
    return {"seconds": taken, "megabytes": peak, "respondents": done.respondents}


def alone(folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def show(figure: str, values: list[float], unit: str, digits: int, bound: float) -> None:
    low, middle, high = (f"{v:.{digits}f}" for v in (min(values), median(values), max(values)))
    spread = f"{middle} {unit} ({low}-{high}, n={len(values)})"
    verdict = "ok" if median(values) < bound else "MISSED"
    print(f"{figure:40} {spread:32} {f'under {bound:,}':12} {verdict}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        size = (folder / "export.csv").stat().st_size / 1e6
        print(f"{ROWS:,} rows x {2 * FEATURES} columns, {size:.0f} MB of csv")
        runs = [alone(folder) for _ in range(ROUNDS)]
        assert {run["respondents"] for run in runs} == {ROWS}
        with (folder / "answers.csv").open("rb") as lines:
            assert sum(1 for _line in lines) == 1 + ROWS * FEATURES
    show("import, alone", [run["seconds"] for run in runs], "s", 2, 10)
    show("import, peak memory", [run["megabytes"] for run in runs], "MB", 0, 1_000)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        print(json.dumps(once(Path(sys.argv[1]))))
