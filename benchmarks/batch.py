"""One run of editions for many companies: how time and memory grow from the first to the last.

`python benchmarks/batch.py [COMPANIES] [WORKERS] [SAMPLE]` invents companies from a sample, each
with answers of other nine tenths of its respondents, makes an edition of each in one run, and
prints what it took up to the 1st, 2nd, 5th, 10th ... edition: wall time, and the memory of the run
with all its processes (shared pages counted once), the most so far and at that moment.
"""

import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import pandas as pd
import psutil

from workshop_kit.company import Company, read_company
from workshop_kit.edition.batch import run_editions
from workshop_kit.workshop import find_company

TOLD = (1, 2, 5, 10, 20, 50, 100, 150, 200, 500, 1000)


def invent(sample: str, folder: Path, number: int) -> Company:
    """A company with the sample's questions, and answers of its own."""
    shutil.copytree(find_company(sample).parent, folder)
    chance = random.Random(number)
    for file in folder.glob("*.csv"):
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        if "respondent" in rows:
            people = sorted(rows["respondent"].unique())
            kept = chance.sample(people, len(people) * 9 // 10)
            rows[rows["respondent"].isin(kept)].to_csv(file, index=False)
    profile = folder / "company.yaml"
    text = profile.read_text("utf-8")
    text = re.sub(r"(?m)^id: .*", f"id: client-{number:04}", text, count=1)
    text = re.sub(r"(?m)^name: .*", f"name: Client No. {number:04}", text, count=1)
    profile.write_text(re.sub(r"(?m)^aliases: .*\n", "", text), "utf-8")
    return read_company(folder)


def held() -> int:
    """The memory of this process and all below it, in bytes."""
    taken, me = 0, psutil.Process()
    for process in (me, *me.children(recursive=True)):
        try:
            found = process.memory_full_info()
            taken += getattr(found, "pss", found.rss)
        except psutil.Error:  # it has just ended
            continue
    return taken


def main(count: int, workers: int, sample: str) -> None:
    most, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(1):
            most[0] = max(most[0], held())

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        companies = [invent(sample, folder / f"profiles/{i}", i) for i in range(1, count + 1)]
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        print(f"{count} companies like {sample}, {workers} at a time; load before {load}")
        print(f"{'editions':>8} {'seconds':>8} {'a minute':>8} {'MB now':>7} {'MB most':>8}")
        watching = threading.Thread(target=watch)
        began = time.perf_counter()
        watching.start()
        failed, notebooks = 0, 0
        try:
            done = run_editions(companies, out=folder / "editions", workers=workers)
            for made, edition in enumerate(done, 1):
                failed += edition.status != "made"
                for problem in edition.problems:
                    print(f"{edition.company.id}: {problem}", flush=True)
                notebooks += len(list(edition.folder.glob("*.ipynb")))
                if made in TOLD or made == count:
                    seconds = time.perf_counter() - began
                    now = held() / 1e6
                    row = f"{made:8} {seconds:8.1f} {made / seconds * 60:8.1f}"
                    print(f"{row} {now:7.0f} {max(most[0] / 1e6, now):8.0f}", flush=True)
        finally:
            ended.set()
            watching.join()
    print(f"{notebooks} notebooks and {count - failed} reports, {failed} editions failed")


if __name__ == "__main__":
    _, count, workers, sample = [*sys.argv, *("200", "2", "lakeside-hotel")[len(sys.argv) - 1 :]]
    main(int(count), int(workers), sample)
