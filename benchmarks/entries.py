"""How long a form waits for its store: a durable save, and the newest entry of one form."""

import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from workshop_kit import open_workshop
from workshop_kit.entries import Entries, Entry
from workshop_kit.forms import Form, Text
from workshop_kit.stores import PLACE, STORE

SAVES = 300
THERE = 5_000
VALUES = {f"feature-{n}": {"with": 1, "without": 5, "importance": 7} for n in range(10)}


def entry(key: str) -> Entry:
    body = {"version": 1, "values": VALUES}
    return Entry("hotel", "2026-11-21-a", "1", "kano", key, "Li", body)


def fsync(file: Path) -> float:
    """What the disk itself needs for as many bytes: no durable save can be faster."""
    with file.open("ab") as out:
        start = time.perf_counter()
        out.write(bytes(4096))
        out.flush()
        os.fsync(out.fileno())
        return time.perf_counter() - start


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def form_of_40(folder: Path) -> Form:
    """A form that saves into a store of its own; outside a kernel every change is saved at once."""
    workshop = open_workshop("lakeside-hotel")
    workshop.__dict__["store"] = Entries(folder / "form.sqlite")
    return Form(workshop, "benchmark", [Text(name=f"q{i}", label=f"Text {i}") for i in range(40)])


def main() -> None:
    times: dict[str, list[float]] = {}
    # Here, not in the system's temporary folder: that may be memory.
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as folder:
        store = Entries(Path(folder, STORE))
        other = Entries(Path(folder, "there.sqlite"))
        for n in range(THERE):
            other.save(entry(str(n % 40)))
        about = {name: getattr(entry("a"), name) for name in PLACE}
        form = form_of_40(Path(folder))
        for turn in range(SAVES + 20):
            answer = form.fields["q7"].widget
            taken = {
                "fsync of 4 kB": fsync(Path(folder, "plain")),
                "save": seconds(lambda: store.save(entry("a"))),
                f"save among {THERE:,}": seconds(lambda: other.save(entry("a"))),
                "change in a form of 40": seconds(partial(setattr, answer, "value", f"{turn}")),
                f"current among {THERE:,}": seconds(lambda: other.current(**about)),
            }
            for name, value in taken.items():
                if turn >= 20:  # the first ones import, compile and make the file
                    times.setdefault(name, []).append(value * 1000)
    for name, values in times.items():
        low, high = min(values), max(values)
        print(f"{name:24} {median(values):.2f} ms  ({low:.2f}-{high:.2f}, n={SAVES})")
    for name in ("save", "change in a form of 40"):
        print(f"{name}, durable under 20 ms: {median(times[name]) < 20}")


if __name__ == "__main__":
    main()
