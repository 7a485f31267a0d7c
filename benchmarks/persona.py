"""Segments of 100,000 customers x 12 attributes: seconds and memory.

`python benchmarks/persona.py` makes the customers and segments them several times, each in a
process of its own. With the word `once` it does so once and prints seconds and peak memory.
"""

import json
import resource
import subprocess
import sys
import time
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from workshop_kit.persona.clusters import segments

CUSTOMERS, ROUNDS = 100_000, 5
LEVELS = ("low", "middle", "high", "very-high")


def make() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Five kinds of customers in six numbers, three ordered attributes and three categories.

    About 2 % of the cells are empty.
    """
    rng = np.random.default_rng(7)
    group = rng.integers(0, 5, CUSTOMERS)
    table: dict[str, Any] = {"customer": [f"c{i:06}" for i in range(CUSTOMERS)]}
    kinds: dict[str, Any] = {}
    for i in range(6):
        table[f"number{i}"] = rng.normal(size=CUSTOMERS) + 2 * rng.normal(size=5)[group]
        kinds[f"number{i}"] = "number"
    for i in range(3):
        place = 1.5 + rng.normal(size=CUSTOMERS) + rng.normal(size=5)[group]
        table[f"ordered{i}"] = np.array(LEVELS)[np.clip(np.round(place), 0, 3).astype(int)]
        kinds[f"ordered{i}"] = LEVELS
    for i in range(3):
        own = (group + rng.integers(0, 3, CUSTOMERS)) % 5
        table[f"category{i}"] = np.array(list("abcde"))[own]
        kinds[f"category{i}"] = "category"
    customers = pd.DataFrame(table)
    for name in kinds:
        customers[name] = customers[name].mask(rng.random(CUSTOMERS) < 0.02)
    return customers, kinds


def once() -> dict[str, Any]:
    customers, kinds = make()
    start = time.perf_counter()
    found = segments(customers, attributes=kinds)
    taken = time.perf_counter() - start
    assert found.n == CUSTOMERS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
    return {"seconds": taken, "megabytes": peak, "k": found.k, "verdict": found.verdict}


def alone() -> dict[str, Any]:
    command = [sys.executable, __file__, "once"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def show(figure: str, values: list[float], unit: str, digits: int, bound: float) -> None:
    low, middle, high = (f"{v:.{digits}f}" for v in (min(values), median(values), max(values)))
    spread = f"{middle} {unit} ({low}-{high}, n={len(values)})"
    verdict = "ok" if median(values) < bound else "MISSED"
    print(f"{figure:40} {spread:32} {f'under {bound:,}':12} {verdict}")


def main() -> None:
    runs = [alone() for _ in range(ROUNDS)]
    (found,) = {(run["k"], run["verdict"]) for run in runs}
    print(f"{CUSTOMERS:,} customers x 12 attributes: {found[0]} segments, {found[1]}")
    show("segments, alone", [run["seconds"] for run in runs], "s", 2, 30)
    show("segments, peak memory", [run["megabytes"] for run in runs], "MB", 0, 1_500)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        print(json.dumps(once()))
