"""Many notebooks: papermill by itself, papermill in a process pool, and forks of a warmed process.

`python benchmarks/editions.py [ROUNDS]` runs 24 notebooks of 12 cells each way, by turns, each in a
process of its own: wall time and processor time of all its processes until the last has ended. The
most memory that they hold together (shared pages counted once) is looked at in a run before, whose
time does not count: who looks through the page tables of ten processes slows them down. The
project's own eight notebooks for the sample hotel are run too, whole, in two of the ways.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook

NOTEBOOKS, WORKERS, BOUND = 24, 2, 10
CELLS = (
    "import altair as alt\nimport numpy as np\nimport pandas as pd\nfrom workshop_kit import theme",
    "theme.enable()\nrandom = np.random.default_rng(number)",
    "n = 400\nanswers = pd.DataFrame({'segment': random.choice(list('abcd'), n), "
    "'month': random.integers(1, 13, n), 'score': random.normal(7, 2, n).clip(0, 10)})",
    "answers.describe()",
    "means = answers.groupby('segment', as_index=False)['score'].mean()\nmeans",
    "alt.Chart(means).mark_bar().encode(x='score', y='segment').properties(title='Means')",
    "print(f'{len(answers)} answers, mean {answers.score.mean():.2f}')",
    "months = answers.groupby(['month', 'segment'], as_index=False)['score'].mean()",
    "alt.Chart(months).mark_line(point=True).encode(x='month:O', y='score', color='segment')",
    "answers.pivot_table(index='month', columns='segment', values='score').round(1)",
    "alt.Chart(answers).mark_circle(opacity=0.4).encode(x='month', y='score', color='segment')",
    "answers.score.quantile([0.1, 0.5, 0.9])",
)
PICTURES = {"charts": 3, "none": 0}
POOL, FORKS = "papermill, a pool of two", "forks, two at a time"
OWN_POOL, OWN_FORKS = "own notebooks, a pool of two", "own notebooks, forks"
WAYS = {
    "papermill, one by one": ("serial", "charts"),
    POOL: ("pool", "charts"),
    "papermill, a pool of two, written once": ("once", "charts"),
    FORKS: ("forks", "charts"),
    "forks, without charts": ("forks", "none"),
    OWN_POOL: ("pool", "own"),
    OWN_FORKS: ("forks", "own"),
}


def write(folder: Path, charts: bool = True) -> Path:
    """A notebook of our own with the usual things in it."""
    codes = [code if charts or "alt.Chart" not in code else "None" for code in CELLS]
    cells = [new_code_cell("number = 0", metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(code) for code in codes]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "source.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def calls(folder: Path, what: str) -> list[dict[str, Any]]:
    """What papermill is asked for."""
    if what != "own":
        source = write(folder, what == "charts")
        return [
            {
                "input_path": source,
                "output_path": folder / f"{i}.ipynb",
                "parameters": {"number": i},
            }
            for i in range(NOTEBOOKS)
        ]
    from workshop_kit.material import material
    from workshop_kit.workshop import find_company

    shutil.copytree(find_company("lakeside-hotel").parent, folder / "inputs")
    parameters = {"company": "inputs/company.yaml", "language": "en", "audience": "trainer"}
    return [
        {
            "input_path": path,
            "output_path": folder / f"{i}.ipynb",
            "parameters": parameters,
            "cwd": folder,
        }
        for i, path in enumerate(sorted(material("notebooks").glob("*.ipynb")))
    ]


def run(way: str, what: str) -> None:
    """Run all notebooks one way; print how long they took after the start."""
    import papermill

    engine = "forked" if way == "forks" else None
    options = {"engine_name": engine, "kernel_name": "python3", "progress_bar": False}
    # Papermill writes the whole notebook after each cell unless it is told not to.
    options["request_save_on_cell_execute"] = way in ("serial", "pool")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = calls(folder, what)
        if way == "serial":
            began = time.perf_counter()
            for call in asked:
                papermill.execute_notebook(**call, **options)
        else:
            with _pool(way, what) as pool:
                # A pool that has started: each process has imported what it runs.
                list(pool.map(papermill.inspect_notebook, [asked[0]["input_path"]] * 2 * WORKERS))
                began = time.perf_counter()
                done = [
                    pool.submit(papermill.execute_notebook, **call, **options) for call in asked
                ]
                for future in done:
                    future.result()
        seconds = time.perf_counter() - began
        pictures = (folder / "0.ipynb").read_text("utf-8").count('"image/svg+xml"')
    print(json.dumps({"notebooks": seconds, "pictures": pictures, "count": len(asked)}))


def _pool(way: str, what: str) -> Executor:
    if way in ("pool", "once"):
        return ProcessPoolExecutor(WORKERS, get_context("spawn"))
    from workshop_kit.edition.notebook import modules
    from workshop_kit.engine.workers import Workers

    # As an edition of a company that knows its customers.
    return Workers(WORKERS, modules(["customers"] if what == "own" else []))


def measured(way: str, what: str, watched: bool = False, again: bool = True) -> dict[str, float]:
    """Run one way in a process of its own: its time and processor time; or, watched, its memory.

    Now and then a kernel of papermill's own engine does not come up; that run is made again.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "--run", way, what],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    peak = [0]
    watching = threading.Thread(target=_watch, args=(process.pid, peak))
    if watched:
        watching.start()
    out, said = process.communicate()
    wall = time.perf_counter() - began
    if watched:
        watching.join()
    if process.returncode and again and way != "forks":
        print(f"\n{way} is made again: {said.decode().strip()[-200:]}", file=sys.stderr)
        return measured(way, what, watched, again=False)
    told = json.loads(out) if out else {"pictures": said.decode()[-200:]}
    if process.returncode or told["pictures"] != PICTURES.get(what, told["pictures"]):
        raise RuntimeError(f"{way} must run all notebooks and draw their charts. Found {told}.")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    del told["pictures"]
    return {"memory": peak[0]} if watched else {"wall": wall, **told, "cpu": used}


def _watch(pid: int, peak: list[int]) -> None:
    """Keep the most memory that a process and all below it hold, shared pages counted once."""
    while True:
        taken = 0
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return
            for one in (process, *process.children(recursive=True)):
                try:
                    taken += getattr(one.memory_full_info(), "pss", one.memory_info().rss)
                except psutil.Error:  # it has just ended
                    continue
        except psutil.Error:
            return
        peak[0] = max(peak[0], taken)
        time.sleep(0.5)


def main(rounds: int) -> None:
    found: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    memory = {name: measured(*ways, watched=True)["memory"] for name, ways in WAYS.items()}
    for turn in range(rounds):
        for name, (way, what) in WAYS.items():
            if way != "serial" or not turn:  # it is the longest, and no bound is on it
                found[name].append(measured(way, what))
                print(".", end="", file=sys.stderr, flush=True)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n{NOTEBOOKS} notebooks of {len(CELLS) + 1} cells and 3 charts; load {load}")
    for name, runs in found.items():
        middle = {key: median(one[key] for one in runs) for key in runs[0]}
        spread = f"{min(r['wall'] for r in runs):.1f}-{max(r['wall'] for r in runs):.1f}"
        print(
            f"{name:38} {middle['wall']:6.1f} s ({spread}, n={len(runs)})  "
            f"{middle['count'] / middle['wall'] * 60:4.0f} a minute; once started "
            f"{middle['count'] / middle['notebooks'] * 60:4.0f}; processor {middle['cpu']:6.1f} s, "
            f"memory {memory[name] / 1e6:5.0f} MB"
        )
    for key, words in (("notebooks", "once started"), ("wall", "with the start"), ("cpu", "CPU")):
        pool, once, ours = (
            median(one[key] for one in found[name])
            for name in (POOL, "papermill, a pool of two, written once", FORKS)
        )
        bound = f", at least {BOUND}: {pool / ours >= BOUND}" if key == "notebooks" else ""
        print(f"pool / forks, {words}: {pool / ours:.1f}{bound}; written once {once / ours:.1f}")
        own = [median(one[key] for one in found[name]) for name in (OWN_POOL, OWN_FORKS)]
        print(f"own notebooks, pool / forks, {words}: {own[0] / own[1]:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
