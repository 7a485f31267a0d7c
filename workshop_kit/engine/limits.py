"""How much one notebook may take before it is stopped, so that the others have the rest."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """What a notebook may take; None is as much as there is.

    Attributes
    ----------
    seconds : float or None
        For the whole notebook. One for each cell is papermill's `execution_timeout`.
    memory : int or None
        Bytes that it takes itself, with all that it starts, beyond what was loaded before.
    output : int or None
        Bytes of what its cells show.
    """

    seconds: float | None = None
    memory: int | None = None
    output: int | None = None


def apply(limits: Limits) -> None:
    """Hold this process to its memory: what it asks for beyond is refused by a MemoryError."""
    if limits.memory is None:
        return
    import resource

    most = _data() + limits.memory
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _data() -> int:
    status = Path("/proc/self/status")
    if not status.exists():  # no Linux
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmData:"))
    return int(line.split()[1]) * 1024


def memory(pid: int) -> int:
    """Bytes in memory of a process and of all that it started."""
    import psutil

    found = 0
    try:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            try:
                found += one.memory_info().rss
            except psutil.Error:  # it has just ended
                continue
    except psutil.Error:
        return 0
    return found
