"""SERVQUAL of 1,000,000 respondents x 22 items in parquet: under 3 s and 600 MB.

`python benchmarks/gaps.py` makes the file in a temporary folder and measures; with the name of a
file it scores that once, and prints seconds, peak memory and the total.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import numpy as np

from workshop_kit import gaps
from workshop_kit.gaps.checks import DIMENSIONS

RESPONDENTS, ROUNDS = 1_000_000, 7
SIZES = (4, 5, 4, 4, 5)
ITEMS = {
    f"{dimension}-{i}": dimension
    for dimension, size in zip(DIMENSIONS, SIZES, strict=True)
    for i in range(1, size + 1)
}
# Each respondent has a leaning; 0.5 % is left empty on either side.
MAKE = f"""
COPY (
  SELECT respondent::INTEGER AS respondent, items[item + 1] AS item,
    CASE WHEN a >= 0.005 THEN 4 + round(3 * pow(b, 0.4))::INTEGER END AS expectation,
    CASE WHEN c >= 0.005
      THEN least(7, 1 + floor(5 * pow(d, 0.5) + (hash(respondent) % 300) / 100))::INTEGER
    END AS perception
  FROM (
    SELECT respondent, item, random() AS a, random() AS b, random() AS c, random() AS d
    FROM range({RESPONDENTS}) AS people(respondent), range({len(ITEMS)}) AS numbers(item)
  ), (SELECT {[*ITEMS]} AS items)
) TO '$file' (FORMAT parquet)
"""
DIRECT = """
WITH people AS (
  SELECT respondent, avg(expectation) AS e, avg(perception) AS p
  FROM answers WHERE starts_with(item, '$dimension-')
  GROUP BY respondent HAVING count(expectation) = $k AND count(perception) = $k
)
SELECT count(*), avg(e), avg(p), avg(p - e), stddev_samp(p - e) FROM people
"""


def score(file: str) -> dict[str, Any]:
    found = gaps.servqual(duckdb.read_parquet(file), items=ITEMS)
    columns = ["n", "expectation", "perception", "gap", "sd"]
    return {"dimensions": found.dimensions[columns].to_numpy().tolist()}


def alone(file: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def direct(file: Path) -> list[tuple[float, ...]]:
    answers = duckdb.read_parquet(str(file))
    rows = []
    for dimension, k in zip(DIMENSIONS, SIZES, strict=True):
        query = DIRECT.replace("$dimension", dimension).replace("$k", str(k))
        rows.append(answers.query("answers", query).fetchall()[0])
    return rows


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.parquet"
        with duckdb.connect() as database:  # one thread makes the same file every time
            database.execute("SET threads = 1; SELECT setseed(0.5)")
            database.execute(MAKE.replace("$file", str(file)))
        runs = [alone(file) for _ in range(ROUNDS)]
        difference = np.abs(np.array(runs[0]["dimensions"]) - np.array(direct(file))).max()
    for name, unit, bound, digits in (("seconds", "s", 3, 2), ("megabytes", "MB", 600, 0)):
        values = [run[name] for run in runs]
        low, middle, high = (f"{v:.{digits}f}" for v in (min(values), median(values), max(values)))
        verdict = "ok" if median(values) < bound else "MISSED"
        print(f"{name}: {middle} {unit} ({low}-{high}, n = {ROUNDS})  under {bound}  {verdict}")
    verdict = "ok" if difference < 1e-9 else "MISSED"
    print(
        f"largest difference from the direct computation: {difference:.1e}  under 1e-9  {verdict}"
    )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        start = time.perf_counter()
        found = score(sys.argv[1])
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
        print(json.dumps({"seconds": taken, "megabytes": peak, **found}))
