"""KANO on 20 million answers in a parquet file: against hand-written SQL and the usual script.

`python benchmarks/kano.py` makes the file in a temporary folder and measures everything. With
the name of a way and a file it goes that way once, and prints seconds and peak memory.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas as pd

from workshop_kit import kano

RESPONDENTS, FEATURES = 1_000_000, 20
ROUNDS, PROCESSES, ROW_BY_ROW = 15, 7, 3  # row by row takes more than a minute each time
Table = dict[tuple[int, int], str]

# Survey answers: each feature with its own leaning, about 2 % left empty on either side.
MAKE = f"""
COPY (
  SELECT respondent, feature,
    CASE WHEN a >= 0.02 THEN 1 + floor(5 * pow(b, 1 + item / 7))::INTEGER END AS functional,
    CASE WHEN c >= 0.02 THEN 5 - floor(5 * pow(d, 1 + item % 6 / 3))::INTEGER END AS dysfunctional
  FROM (
    SELECT respondent::INTEGER AS respondent, item, 'feature-' || item AS feature,
      random() AS a, random() AS b, random() AS c, random() AS d
    FROM range({RESPONDENTS}) AS people(respondent), range({FEATURES}) AS items(item)
  )
) TO '$file' (FORMAT parquet)
"""
SQL = """
SELECT feature, coalesce(functional, 0) AS functional, coalesce(dysfunctional, 0) AS dysfunctional,
  count(*) AS n
FROM answers GROUP BY ALL ORDER BY ALL
"""
ONE = {"feature": ["one"], "functional": [1], "dysfunctional": [5]}
ROWS = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")


def make(file: Path) -> None:
    with duckdb.connect() as database:  # one thread makes the same file every time
        database.execute("SET threads = 1; SELECT setseed(0.5)")
        database.execute(MAKE.replace("$file", str(file)))


def ours(file: str) -> dict[str, str]:
    table = kano.classify(kano.tally(duckdb.read_parquet(file)))
    return dict(zip(table["feature"], table["category"], strict=True))


def row_by_row(answers: pd.DataFrame, table: Table) -> pd.Series:
    return answers.apply(lambda row: table[row["functional"], row["dysfunctional"]], axis=1)


def in_a_list(answers: pd.DataFrame, table: Table) -> list[str]:
    pairs = zip(answers["functional"], answers["dysfunctional"], strict=True)
    return [table[pair] for pair in pairs]


def usual(file: str, look_up: Callable[[pd.DataFrame, Table], Any]) -> dict[str, str]:
    """What scripts do: a dict looked up for each answer, a crosstab, a loop over the features."""
    table = {(f + 1, d + 1): ROWS[f][d] for f in range(5) for d in range(5)}
    answers = pd.read_parquet(file).dropna(subset=["functional", "dysfunctional"])
    answers["category"] = look_up(answers, table)
    counts = pd.crosstab(answers["feature"], answers["category"])
    chosen, better, worse = {}, {}, {}
    for feature, row in counts.iterrows():
        chosen[feature] = row.idxmax()
        total = row["A"] + row["O"] + row["M"] + row["I"]
        better[feature] = (row["A"] + row["O"]) / total
        worse[feature] = -(row["O"] + row["M"]) / total
    return chosen


WAYS: dict[str, Callable[[str], dict[str, str]]] = {
    "tally + classify": ours,
    "usual script, row by row": partial(usual, look_up=row_by_row),
    "usual script, fastest form": partial(usual, look_up=in_a_list),
}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alone(way: str, file: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, way, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def show(figure: str, value: str, bound: str = "", ok: bool | None = None) -> None:
    verdict = {True: "ok", False: "MISSED", None: ""}[ok]
    print(f"{figure:40} {value:32} {bound:12} {verdict}".rstrip())


def spread(values: list[float], unit: str = "s", digits: int = 3) -> str:
    low, middle, high = (f"{v:.{digits}f}" for v in (min(values), median(values), max(values)))
    return f"{middle} {unit} ({low}-{high}, n={len(values)})"


def against_sql(file: Path) -> None:
    answers = duckdb.read_parquet(str(file))

    def by_hand() -> pd.DataFrame:
        return answers.query("answers", SQL).df()

    def tally() -> pd.DataFrame:
        return kano.tally(answers)

    assert tally().to_numpy().tolist() == by_hand().to_numpy().tolist()
    times = [(seconds(tally), seconds(by_hand)) for _ in range(ROUNDS)]
    tallied, queried = (list(column) for column in zip(*times, strict=True))
    ratio = median(tallied) / median(queried)
    show("tally, DuckDB relation", spread(tallied))
    show("hand-written SQL", spread(queried))
    show("tally / SQL, medians", f"{ratio:.2f}", "at most 1.3", ratio <= 1.3)
    counts = tally()
    times_ms = [1000 * seconds(lambda: kano.classify(counts)) for _ in range(31)]
    fast = median(times_ms) < 50
    show("classify 20 features, 1,000 draws", spread(times_ms, "ms", 1), "under 50", fast)


def against_the_usual_script(file: Path) -> None:
    runs: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for turn in range(PROCESSES):
        for way, done in runs.items():
            if turn < ROW_BY_ROW or "row" not in way:
                done.append(alone(way, file))
    own, *others = ([run["seconds"] for run in done] for done in runs.values())
    assert len({json.dumps(run["chosen"]) for done in runs.values() for run in done}) == 1
    for way, done in runs.items():
        show(f"{way}, alone", spread([run["seconds"] for run in done]))
    for way, other in zip([*WAYS][1:], others, strict=True):
        ratio = median(other) / median(own)
        # The bound is for the script as it is usually written; the other shows its best form.
        bound = ("at least 40", ratio >= 40) if "row by row" in way else ()
        show(f"{way} / ours", f"{ratio:.0f}", *bound)
    for way, done in runs.items():
        peak = [run["megabytes"] for run in done]
        bound = ("under 400", max(peak) < 400) if way == "tally + classify" else ()
        show(f"{way}, peak memory", spread(peak, "MB", 0), *bound)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.parquet"
        make(file)
        print(f"{RESPONDENTS * FEATURES:,} answers, {file.stat().st_size / 1e6:.0f} MB of parquet")
        against_sql(file)
        against_the_usual_script(file)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        way = WAYS[sys.argv[1]]
        # What is imported at the first call is loaded now: both ways are timed on their work.
        kano.classify(kano.tally(pd.DataFrame(ONE)))
        start = time.perf_counter()
        chosen = way(sys.argv[2])
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
        print(json.dumps({"seconds": taken, "megabytes": peak, "chosen": chosen}))
