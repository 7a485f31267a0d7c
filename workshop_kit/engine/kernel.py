"""IPython's own kernel without its sockets: runs cells in a fork, and sends what they show."""

import asyncio
import atexit
import contextlib
import inspect
import logging
import os
import pickle
import sys
import threading
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.core.shellapp import InteractiveShellApp
from jupyter_client.session import Session

from workshop_kit.engine import limits
from workshop_kit.engine.children import END
from workshop_kit.engine.streams import Pump, Stream

Sent = tuple[bool, bytes, list[bytes]]
"""Whether it answers a request, the message, and its buffers."""


class WireSession(Session):
    """A kernel's session whose messages go to the process that asked for the cells."""

    wire: Connection | None = None

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.guard = threading.RLock()
        self._before: dict[str, list[dict[str, Any]]] = {}
        self._held: list[Sent] = []

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: dict[str, Any] | None = None,
        parent: dict[str, Any] | None = None,
        ident: Any = None,
        buffers: list[Any] | None = None,
        track: bool = False,
        header: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> Any:
        """Send a message, made as its own class makes it, as JSON and buffers."""
        if isinstance(msg_or_type, dict):
            msg = msg_or_type
            buffers = buffers or msg.get("buffers")
        else:
            msg = self.msg(msg_or_type, content, parent, header, metadata)
        with self.guard:
            if self.wire is None:
                self._keep({**msg, "buffers": buffers or []})
            else:
                self._send(msg, buffers or [], stream == "shell")
        return msg

    def _keep(self, msg: dict[str, Any]) -> None:
        """Keep what a widget says that a module makes when it is imported, before the fork."""
        if msg["msg_type"].startswith("comm_"):
            self._before.setdefault(msg["content"]["comm_id"], []).append(msg)

    def _send(self, msg: dict[str, Any], buffers: list[Any], answer: bool = False) -> None:
        text = self.pack({key: msg[key] for key in msg if key != "buffers"})
        for name in [name for name in self._before if name.encode() in text]:
            for kept in self._before.pop(name):  # now a cell uses it
                self._send({**kept, "parent_header": msg["parent_header"]}, kept["buffers"])
        parts = [bytes(memoryview(part).cast("B")) for part in buffers]
        self._held.append((answer, text, parts))
        busy = msg["msg_type"] == "status" and msg["content"]["execution_state"] == "busy"
        if not answer and not busy:  # after which there is more at once: together it costs less
            assert self.wire is not None
            self.wire.send_bytes(pickle.dumps(self._held))
            self._held = []


class Kernel(IPythonKernel):
    """IPython's kernel; which cell comes next is not its business."""

    _supports_kernel_subshells = False
    _execute_sleep = 0.0  # it lets a socket catch up
    forget: Callable[[], None]
    """Drop what was kept of the last cell."""

    @property
    def terminal(self) -> Any:
        """The shell, which a kernel has from its beginning."""
        return self.shell

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """There is no queue: the next cell is sent when this one has answered."""

    async def answer(self, request: dict[str, Any]) -> None:
        """Do what a request asks, as a kernel does it."""
        kernel: Any = self
        kernel.set_parent([], request)
        kernel._publish_status("busy", "shell")
        kernel.pre_handler_hook()
        try:
            done = self.shell_handlers[request["header"]["msg_type"]]("shell", [], request)
            if asyncio.iscoroutine(done):
                await done
        except KeyboardInterrupt:
            self.log.error("KeyboardInterrupt caught in kernel.")
        finally:
            kernel.post_handler_hook()
            self.forget()
        sys.stdout.flush()
        sys.stderr.flush()
        kernel._publish_status("idle", "shell")


_kernel: Kernel | None = None


def prepare() -> Kernel:
    """Make the kernel and its shell, to be forked."""
    global _kernel
    from IPython.core.profiledir import ProfileDir
    from traitlets.config import Config

    from workshop_kit.engine import children

    assert children.here is not None
    # Of its own: the consultant's start-up files must not change a client's page.
    profile = ProfileDir.create_profile_dir(f"{children.here.folder}/ipython")
    _kernel = Kernel.instance(
        # A history has a thread, and a file of the user's.
        config=Config({"HistoryManager": {"enabled": False}}),
        session=WireSession(),
        log=_silent(),
        iopub_socket="iopub",
        profile_dir=profile,
        shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
        user_ns={},
    )
    shell = _kernel.terminal
    # For each cell both are found twice: by ipykernel, and by IPython.
    shell.transform_cell = lru_cache(maxsize=1)(shell.transform_cell)
    _kernel.forget = shell.transform_cell.cache_clear
    type(shell).run_cell_async.__signature__ = inspect.signature(type(shell).run_cell_async)
    return _kernel


def _silent() -> logging.Logger:
    """What goes wrong in a cell stands in the notebook; a kernel's own log is noise."""
    log = logging.getLogger(f"{__name__}.silent")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return log


def serve(wire: Connection, bounds: limits.Limits) -> None:
    """Run the cells that come through the wire until it is closed, then what was left for then.

    When it can take the first, it says what kernel it is.
    """
    kernel = _kernel
    assert kernel is not None
    limits.apply(bounds)
    _as_new(kernel)
    session: Any = kernel.session
    pump = Pump(session.guard)
    sys.stdout, sys.stderr = (Stream(session, pump, name) for name in ("stdout", "stderr"))
    kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
    session.wire = wire
    pump.start()
    wire.send_bytes(pickle.dumps({"status": "ok", **kernel.kernel_info}))
    asyncio.run(_serve(kernel, wire))
    atexit._run_exitfuncs()  # os._exit, by which a fork ends, would not
    with contextlib.suppress(OSError):
        wire.send_bytes(END)


async def _serve(kernel: Kernel, wire: Connection) -> None:
    loop = asyncio.get_running_loop()
    while True:
        ready = loop.create_future()
        loop.add_reader(wire, lambda ready=ready: ready.done() or ready.set_result(None))  # type: ignore[misc]
        await ready
        loop.remove_reader(wire)
        try:
            request = pickle.loads(wire.recv_bytes())
        except (EOFError, OSError):
            return
        if request["header"]["msg_type"] == "shutdown_request":
            return
        await kernel.answer(request)


def _as_new(kernel: Kernel) -> None:
    """Set what a process of its own has, and a fork shares with its siblings or does not get."""
    kernel.terminal.init_environment()
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    application: Any = SimpleNamespace(ignore_cwd=False)
    InteractiveShellApp.init_path(application)
    if "numpy" in sys.modules:
        import numpy as np

        np.random.seed()  # else every notebook would draw the same numbers
