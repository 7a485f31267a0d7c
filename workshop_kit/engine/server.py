"""The warmed process: it loads everything once, then only forks and buries.

It is started by exec, has a single thread, and never draws a chart: vl-convert used before a fork
hangs the fork for ever. It ends, and everything forked from it, when whoever started it ends.
"""

import contextlib
import gc
import os
import pickle
import selectors
import shutil
import signal
import socket
import time
import traceback
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from workshop_kit.engine import children, drawing

GRACE = 2.0
"""Seconds between the request to end and the end."""


def main(folder: str, drawers: int, modules: Iterable[str]) -> None:
    """Load everything, tell that it is ready by one dot, and serve until stdin is closed."""
    children.here = children.Address(folder)
    server = Server(children.here)
    for _ in range(drawers):
        # Before everything is loaded: they need none of it, and start while it is.
        server.fork_drawer()
    from workshop_kit.engine import warm

    drawing.stand_in(children.here)
    warm.load(modules)
    gc.collect()
    gc.freeze()  # what is loaded is never looked through again, so its pages stay shared
    os.write(1, b".")
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 1)
    server.serve()


class Server:
    """Forks a process for each request, and says how it ended."""

    def __init__(self, address: children.Address) -> None:
        self.folder, self.drawn = address.folder, Path(address.drawn)
        self.drawn.mkdir()
        self.asked = _listen(address.forks)
        self.to_draw = _listen(address.drawings)
        self.callers: dict[int, Connection] = {}
        self.drawers: set[int] = set()
        self.ending: dict[int, float] = {}
        self.selector = selectors.DefaultSelector()
        self.woken, waker = socket.socketpair()
        for end in (self.woken, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of forks too, but while a cell runs
        self.waker = waker
        self.selector.register(self.asked, selectors.EVENT_READ, self._fork_asked)
        self.selector.register(self.woken, selectors.EVENT_READ, self._bury)
        self.selector.register(0, selectors.EVENT_READ, self._end)

    def serve(self) -> None:
        """Answer until whoever started this process is gone."""
        while True:
            soon = min(self.ending.values(), default=None)
            wait = None if soon is None else max(soon - time.monotonic(), 0)
            for key, _ in self.selector.select(wait):
                key.data()
            for pid, at in list(self.ending.items()):
                if at <= time.monotonic():
                    del self.ending[pid]
                    _kill(pid, signal.SIGKILL)

    def fork_drawer(self) -> None:
        """One more process that draws charts."""
        self.drawers.add(self._fork(lambda: drawing.draw(self.to_draw, self.drawn)))

    def _fork(self, run: Callable[[], None]) -> int:
        pid = os.fork()
        if not pid:
            _child(self, run)
        return pid

    def _fork_asked(self) -> None:
        try:
            asking, _ = self.asked.accept()
            _, (fd,), _, _ = socket.recv_fds(asking, 1, 1)
            control, wire = Connection(asking.detach()), Connection(fd)
            environment, folder, call = pickle.loads(control.recv_bytes())
        except (EOFError, OSError, ValueError):  # it has changed its mind
            return

        def run() -> None:
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(folder)
            function, args = pickle.loads(call)
            function(wire, *args)

        pid = self._fork(run)
        wire.close()
        self.callers[pid] = control
        self.selector.register(control, selectors.EVENT_READ, lambda: self._told(pid))
        with contextlib.suppress(OSError):
            control.send(pid)

    def _told(self, pid: int) -> None:
        """A caller wants its process interrupted, or has gone away."""
        control = self.callers.get(pid)
        if control is None:  # it was buried a moment ago
            return
        try:
            wish = control.recv()
        except (EOFError, OSError):
            self._forget(pid)
            wish = "end"
        if wish == "end":
            self._ask_to_end(pid)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)

    def _forget(self, pid: int) -> None:
        control = self.callers.pop(pid)
        self.selector.unregister(control)
        control.close()

    def _ask_to_end(self, pid: int) -> None:
        self.ending[pid] = time.monotonic() + GRACE
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)

    def _bury(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self.woken.recv(4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            _kill(pid, signal.SIGKILL)  # what it started and did not end
            self.ending.pop(pid, None)
            if pid in self.callers:
                with contextlib.suppress(OSError):
                    self.callers[pid].send(status)
                self._forget(pid)
            elif pid in self.drawers:
                self.drawers.remove(pid)
                if os.waitstatus_to_exitcode(status) != drawing.CANNOT:
                    self.fork_drawer()
                elif not self.drawers:
                    self.to_draw.close()  # who asks for a drawing is refused, and does not wait

    def _end(self) -> NoReturn:
        for pid in [*self.callers, *self.drawers]:
            _kill(pid, signal.SIGTERM)
        left, at = {*self.callers, *self.ending, *self.drawers}, time.monotonic() + GRACE
        while left and time.monotonic() < at:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            left.discard(pid)
            if not pid:
                time.sleep(0.01)
        for pid in left:
            _kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(0)


def _child(server: Server, run: Callable[[], None]) -> NoReturn:
    """What a fork does, and nothing of what the process it was forked from would do."""
    status = 1
    # Kept: a notebook's own outputs go elsewhere.
    log = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace")
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        server.selector.close()
        for end in (server.asked, server.woken, server.waker):
            end.close()
        for caller in server.callers.values():
            caller.close()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        run()
        status = 0
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        traceback.print_exc(file=log)
    finally:
        with contextlib.suppress(Exception):
            log.flush()
        os._exit(status)


def _listen(path: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen(128)
    return listening


def _kill(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
