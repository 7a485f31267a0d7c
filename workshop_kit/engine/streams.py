"""What a notebook prints, from Python and from C, in the order and pieces a kernel sends it in."""

import codecs
import contextlib
import os
import select
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream
from jupyter_client.session import Session

INTERVAL = 0.1
"""How often, in seconds, is looked for what waits to be sent while a cell is busy."""


class Pump(IOPubThread):
    """Stands where a kernel has its thread of sockets; sends at once, or after a while.

    What C code writes goes through two pipes. They are emptied before Python writes or flushes, so
    that the order is kept, and by a thread of this class while a cell neither writes nor ends.
    """

    def __init__(self, guard: Any) -> None:
        self.guard = guard
        self.io_loop: Any = self
        # Never started: a kernel's stream then sends by itself, in the thread that flushes.
        self.thread = threading.Thread()
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._pipes: dict[int, tuple[Stream, Any]] = {}
        self._poll = select.poll()

    def schedule(self, f: Callable[[], None]) -> None:
        """Do it now."""
        f()

    def call_later(self, seconds: float, f: Callable[[], None]) -> None:
        """Do it when the time has come and somebody looks."""
        self._later.append((time.monotonic() + seconds, f))

    def start(self) -> None:
        """Lead both of the process's own outputs here, and watch them."""
        for number, stream in ((1, sys.stdout), (2, sys.stderr)):
            assert isinstance(stream, Stream)
            before = os.dup(number)
            stream._original_stdstream_copy = before  # what sys.stdout.fileno() gives in a kernel
            read, write = os.pipe()
            os.set_blocking(read, False)
            os.dup2(write, number)
            os.close(write)
            self._poll.register(read, select.POLLIN)
            decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
            self._pipes[read] = (stream, decoder)
        threading.Thread(target=self._watch, daemon=True, name="Outputs").start()

    def empty(self) -> None:
        """Take what stands in the pipes, and send what has waited long enough."""
        with self.guard:
            for read, (stream, decoder) in self._pipes.items():
                with contextlib.suppress(BlockingIOError):
                    while found := os.read(read, 65536):
                        stream.take(decoder.decode(found))
            now = time.monotonic()
            due = [f for at, f in self._later if at <= now]
            self._later = [(at, f) for at, f in self._later if at > now]
            for f in due:
                f()

    def _watch(self) -> None:
        while True:
            self._poll.poll(INTERVAL * 1000)
            self.empty()


class Stream(OutStream):
    """A kernel's stdout or stderr, sent by a `Pump`."""

    # click and others know a notebook's stream by this, and keep colours in it.
    __module__ = OutStream.__module__

    largest = 65536
    """Characters that may wait; a cell that prints without end must not fill the memory."""

    def __init__(self, session: Session, pump: Pump, name: str) -> None:
        self._waiting = 0
        kind: Any = super()
        kind.__init__(session, pump, name, watchfd=False)

    def write(self, string: str) -> int | None:  # type: ignore[override]
        self.pub_thread.empty()
        with self.pub_thread.guard:
            return self.take(string)

    def take(self, string: str) -> int | None:
        """Keep what is to be sent, but not too much of it."""
        written: int | None = super().write(string)
        self._waiting += len(string)
        if self._waiting > self.largest:
            self._waiting = 0
            OutStream._flush(self)
        return written

    def flush(self) -> None:
        self.pub_thread.empty()
        with self.pub_thread.guard:
            self._waiting = 0
            OutStream._flush(self)
