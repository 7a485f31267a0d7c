"""Many answers in a Parquet file are counted in DuckDB: what is loaded does not grow with them."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from workshop_kit.company import new_company

FEW, MANY = 10_000, 5_000_000
MEASURE = """
import resource, sys
from workshop_kit import kano, open_workshop
workshop = open_workshop(sys.argv[1])
# First with something small: what is imported and kept ready is no matter of the answers.
kano.tally(workshop.answers("kano").limit(10))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
answers = workshop.answers("kano")
n = len(answers.df()) if sys.argv[2] == "load" else int(kano.tally(answers)["n"].sum())
more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(n, more / (2**20 if sys.platform == "darwin" else 2**10))
"""


def measured(profile: Path, how: str) -> tuple[int, float]:
    """How many answers were found, and how many megabytes more that took at its peak."""
    command = [sys.executable, "-c", MEASURE, str(profile), how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    n, megabytes = done.stdout.split()
    return int(n), float(megabytes)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource module.")
def test_five_million_answers_take_no_more_memory_than_ten_thousand(tmp_path: Path) -> None:
    profile = new_company(tmp_path / "grid")
    profile.write_text(profile.read_text("utf-8").replace(".csv   #", ".parquet   #", 1), "utf-8")
    for n in (FEW, MANY):
        duckdb.sql(f"""
            SELECT 'r' || (i // 2) AS respondent,
                   CASE i % 2 WHEN 0 THEN 'appointment' ELSE 'change-notice' END AS feature,
                   (1 + hash(i) % 5)::int AS functional,
                   (1 + hash(i + 7) % 5)::int AS dysfunctional
            FROM range({n}) answers(i)
        """).write_parquet(str(profile.parent / "kano_answers.parquet"))
        found, megabytes = measured(profile, "tally")
        assert found == n
        assert megabytes < 60
    # The measure sees it where they are loaded: four columns of 8 bytes or more, 160 MB.
    assert measured(profile, "load")[1] > 150
