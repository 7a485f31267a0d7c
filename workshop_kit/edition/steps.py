"""How far each edition of a run is: told by the process that makes it, shown on a terminal."""

import contextlib
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def heard(progress: Callable[[str], None]) -> Iterator[str | None]:
    """Call `progress` with what other processes of this machine tell; where to tell it.

    A word that is lost is no harm: nothing waits for it. None where there are no such sockets.
    """
    if not hasattr(socket, "AF_UNIX"):
        yield None
        return
    folder = tempfile.mkdtemp(prefix="workshop-")
    address = f"{folder}/steps"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(address)
        listener = threading.Thread(target=_listen, args=(listening, progress), daemon=True)
        listener.start()
        try:
            yield address
        finally:
            told(address, "")  # the last word
            listener.join(5)
            shutil.rmtree(folder, ignore_errors=True)


def told(address: str | None, text: str) -> None:
    """Tell a step to whoever hears it."""
    if address is None:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as telling, contextlib.suppress(OSError):
        telling.setblocking(False)
        telling.sendto(text.encode(), address)


def _listen(listening: socket.socket, progress: Callable[[str], None]) -> None:
    while text := listening.recv(4096).decode():
        progress(text)


class Board:
    """A line for each edition that is being made, and a total with the time left.

    Nothing is shown where standard error is no terminal.
    """

    def __init__(self, editions: int, steps: int) -> None:
        from tqdm import tqdm

        self._new: Callable[..., Any] = tqdm
        self._steps, self._editions = steps, editions
        self._lines: dict[str, tuple[int, Any]] = {}
        self._guard = threading.Lock()
        self._total = tqdm(
            total=editions * steps,
            desc=f"0 of {editions}",
            bar_format="{desc} |{bar}| {elapsed}, about {remaining} to go",
            leave=False,
            disable=None,
            position=0,
        )

    def step(self, text: str) -> None:
        """An edition begins a step: "EDITION: STEP"."""
        place, _, name = text.partition(": ")
        with self._guard:
            if place not in self._lines:
                taken = {at for at, _ in self._lines.values()}
                at = min({*range(1, len(taken) + 2)} - taken)
                self._lines[place] = (
                    at,
                    self._new(
                        total=self._steps,
                        bar_format="  {desc}",
                        leave=False,
                        disable=None,
                        position=at,
                    ),
                )
            _, line = self._lines[place]
            line.update()
            line.set_description_str(f"{place}  {line.n} of {self._steps}: {name}")
            self._total.update()

    def done(self, place: str, count: int) -> None:
        """An edition is finished, the `count`th of all."""
        with self._guard:
            if place in self._lines:
                self._lines.pop(place)[1].close()
            rest = sum(min(line.n, self._steps) for _, line in self._lines.values())
            self._total.n = count * self._steps + rest
            self._total.set_description_str(f"{count} of {self._editions}")

    def close(self) -> None:
        """Leave the terminal as it was."""
        with self._guard:
            for line in [*(line for _, line in self._lines.values()), self._total]:
                line.close()
