"""Processes forked from the warmed one: asked for, talked to, and ended, from any process."""

import atexit
import contextlib
import os
import pickle
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

END = b""
"""A fork's last word."""
STARTED_WITHIN = 120
"""Seconds that the warmed process may take to load everything; a busy machine needs some."""


@dataclass(frozen=True)
class Address:
    """Where the warmed process answers: sockets in a folder that only this user can enter."""

    folder: str

    @property
    def forks(self) -> str:
        return f"{self.folder}/forks"

    @property
    def drawings(self) -> str:
        return f"{self.folder}/drawings"

    @property
    def drawn(self) -> str:
        """Where the drawings are that were made last."""
        return f"{self.folder}/drawn"


# With the path that a kernel of its own has, and yet with this very package.
_START = """
import sys
sys.path.remove("")
from importlib.util import find_spec
found = find_spec("workshop_kit")
if found is None or not (found.origin or "").startswith(sys.argv[3]):
    sys.path.insert(0, sys.argv[3])
from workshop_kit.engine.server import main
main(sys.argv[1], int(sys.argv[2]), sys.argv[4:])
"""
here: Address | None = None
"""The warmed process that this one uses, or was forked from."""
_never: str | None = None
_owned: tuple[int, "subprocess.Popen[bytes]", Path] | None = None


def address(drawers: int = 1, modules: Iterable[str] = ()) -> Address:
    """The warmed process of this one, started when there is none yet.

    Parameters
    ----------
    drawers : int
        How many processes draw charts, if it is started now.
    modules : iterable of str
        What it loads besides what all notebooks use, if it is started now.

    Raises
    ------
    OSError
        When it cannot be started.
    """
    global here, _never
    if _never is not None:
        raise OSError(_never)
    if _owned is not None and _owned[0] == os.getpid() and _owned[1].poll() is not None:
        stop()  # somebody killed it
    if here is None:
        try:
            here = _start(drawers, modules)
        except OSError as error:
            _never = str(error)  # it would not start for the next notebook either
            raise
    return here


def stop() -> None:
    """End the warmed process that this one started, and all that were forked from it."""
    global here, _owned
    if _owned is None or _owned[0] != os.getpid():
        return
    _, process, folder = _owned
    here = _owned = None
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()  # this is what it ends by, as it would if this process were killed
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _start(drawers: int, modules: Iterable[str]) -> Address:
    global _owned
    # A short path: a socket's may have no more than some 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="workshop-"))
    log = folder / "log"
    package = str(Path(__file__).parents[2])
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", _START, str(folder), str(drawers), package, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            # Ctrl-C in a terminal reaches its whole group; who is asked for work ends these.
            start_new_session=True,
        )
    _owned = (os.getpid(), process, folder)
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], STARTED_WITHIN)
    if not ready or process.stdout.read(1) != b".":
        said = log.read_text("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
        stop()
        raise OSError(f"The process to fork from must start. {said[0]}")
    process.stdout.close()
    return Address(str(folder))


atexit.register(stop)


class Child:
    """A forked process that runs one function, and what became of it.

    Attributes
    ----------
    wire : Connection
        To and from the function, whose first argument is the other end.
    pid : int
    """

    def __init__(self, function: Callable[..., None], *args: Any, address: Address) -> None:
        """Fork a process with this one's folder and environment that calls the function.

        Raises
        ------
        OSError
            When the warmed process is gone.
        """
        mine, theirs = socket.socketpair()
        with theirs, socket.socket(socket.AF_UNIX) as asking:
            asking.connect(address.forks)
            socket.send_fds(asking, [b"."], [theirs.fileno()])
            self._control = Connection(asking.detach())
        self.wire = Connection(mine.detach())
        try:
            # In bytes: the function's module is looked up in the fork, after its path is set.
            self._control.send_bytes(
                pickle.dumps((dict(os.environ), str(Path.cwd()), pickle.dumps((function, args))))
            )
            self.pid: int = self._control.recv()
        except EOFError as error:
            self.close()
            raise OSError("The process to fork from is gone.") from error
        self._status: int | None = None

    def ended(self, within: float | None = 5) -> str:
        """How it ended, in words; waits for it."""
        if self._status is None:
            try:
                if not self._control.poll(within):
                    return "it does not end"
                self._status = self._control.recv()
            except (EOFError, OSError):
                return "the process that it was forked from ended"
        code = os.waitstatus_to_exitcode(self._status)
        return f"it ended with status {code}" if code >= 0 else f"it was killed by {_named(-code)}"

    def finished(self, within: float) -> bool:
        """Whether it sends `END` or is gone in time; what it sends before is dropped."""
        until = time.monotonic() + within
        try:
            while self.wire.poll(max(until - time.monotonic(), 0)):
                if self.wire.recv_bytes() == END:
                    return True
        except (EOFError, OSError):
            return True
        return False

    def interrupt(self) -> None:
        """Send it what Ctrl-C would."""
        with contextlib.suppress(OSError):
            self._control.send("interrupt")

    def end(self) -> None:
        """Ask it to end; what it still sends can be read."""
        with contextlib.suppress(OSError):
            self._control.send("end")

    def close(self) -> None:
        """End it, with all that it started; it has two seconds to clear up."""
        self.wire.close()
        self._control.close()


def _named(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
