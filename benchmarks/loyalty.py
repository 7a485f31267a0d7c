"""NPS by segment of 5,000,000 answers in a Parquet file: `python benchmarks/loyalty.py`."""

import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb
import numpy as np
import pandas as pd

from workshop_kit import loyalty

ROWS, ROUNDS = 5_000_000, 5


def seconds(path: Path) -> float:
    answers = duckdb.connect().read_parquet(str(path))
    start = time.perf_counter()
    loyalty.nps(answers, by="segment")
    return time.perf_counter() - start


if __name__ == "__main__":
    rng = np.random.default_rng(7)
    answers = pd.DataFrame(
        {
            "segment": rng.choice(["business", "family", "group", "online"], ROWS),
            "recommend": pd.Series(rng.integers(0, 12, ROWS)).replace(11, None).astype("Int64"),
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.parquet"
        answers.to_parquet(path)
        found = [seconds(path) for _ in range(ROUNDS)]
    inputs = {
        "customers": 10_000, "problem": (0.1, 0.2, 0.3), "complain": (0.1, 0.2, 0.3),
        "satisfied": (0.4, 0.5, 0.6), "mollified": (0.1, 0.2, 0.3), "loss_usual": (0, 0.01, 0.02),
        "loss_satisfied": (0, 0.1, 0.2), "loss_mollified": (0.1, 0.2, 0.3),
        "loss_dissatisfied": (0.5, 0.6, 0.8), "loss_silent": (0.2, 0.4, 0.5),
        "value": (200, 300, 400),
    }  # fmt: skip
    start = time.perf_counter()
    loyalty.damage(inputs)
    drawn = time.perf_counter() - start
    print(f"NPS: {median(found):.2f} s ({min(found):.2f}-{max(found):.2f}, n = {ROUNDS})")
    print(f"damage with 10 uncertain inputs, 20,000 draws: {drawn:.2f} s")
