"""Start-up time: what `import workshop_kit` adds to bare Python, and how long `--help` takes."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROUNDS = 15
COMMANDS = {
    "python": [sys.executable, "-c", "pass"],
    "import workshop_kit": [sys.executable, "-c", "import workshop_kit"],
    "workshop --help": [str(Path(sys.executable).with_name("workshop")), "--help"],
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            taken = seconds(command)
            if turn:  # the first turn fills the file cache and writes the .pyc files
                times[name].append(taken)
    for name, taken in times.items():
        print(f"{name:32} {median(taken):.3f} s  ({min(taken):.3f}-{max(taken):.3f}, n={ROUNDS})")
    added = median(times["import workshop_kit"]) - median(times["python"])
    shown = median(times["workshop --help"])
    print(f"{'import, more than bare Python':32} {added:.3f} s  under 0.1: {added < 0.1}")
    print(f"{'workshop --help':32} {shown:.3f} s  under 0.5: {shown < 0.5}")


if __name__ == "__main__":
    main()
