"""A forked kernel as nbclient sees it: a client with channels, behind them only a wire."""

import asyncio
import contextlib
import pickle
import time
from collections import deque
from datetime import datetime
from queue import Empty
from typing import Any

from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError

from workshop_kit.engine import limits
from workshop_kit.engine.children import Child

Message = dict[str, Any]


class Channel:
    """One kind of messages: what a kernel answers, or what its cells show."""

    def __init__(self, client: "ForkedClient", kind: str) -> None:
        self.client, self.kind = client, kind

    async def get_msg(self, timeout: float | None = None) -> Message:
        """The next message.

        Raises
        ------
        queue.Empty
            When none came in time.
        DeadKernelError
            When none will come any more; it says why.
        """
        return await self.client.next(self.kind, timeout)

    def send(self, message: Message) -> None:
        """Send what a widget of the notebook's other side says."""
        self.client.send(message)


class ForkedClient:
    """Speaks with the kernel in a child as jupyter_client does with one behind sockets."""

    allow_stdin = False

    def __init__(self, child: Child, bounds: limits.Limits) -> None:
        self.child, self.bounds = child, bounds
        self.session = Session()
        self.shell_channel, self.iopub_channel = Channel(self, "shell"), Channel(self, "iopub")
        self.dead: str | None = None
        self._inbox: dict[str, deque[Message]] = {"shell": deque(), "iopub": deque()}
        self._waiting: list[asyncio.Future[None]] = []
        self._until = None if bounds.seconds is None else time.monotonic() + bounds.seconds
        self._at_first = limits.memory(child.pid) if bounds.memory is not None else 0
        self._shown = 0
        self._info: dict[str, Any] = {}

    def started(self, within: float) -> None:
        """Wait until the kernel can take the first cell.

        Raises
        ------
        DeadKernelError
            When it never will; it says why.
        """
        try:
            if self.child.wire.poll(within):
                self._info = pickle.loads(self.child.wire.recv_bytes())
                return
            self._stop(f"it did not start within {within:g} s")
        except (EOFError, OSError):
            self._stop(self.child.ended())
        raise DeadKernelError(self.dead)

    def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Ask for a cell; the id of the request."""
        return self._ask(
            "execute_request",
            {
                "code": code,
                "silent": False,
                "store_history": store_history,
                "user_expressions": {},
                "allow_stdin": self.allow_stdin,
                "stop_on_error": stop_on_error,
            },
        )

    def leave(self, within: float) -> bool:
        """Let the kernel end by itself; whether it did what the notebook left for its end."""
        self._ask("shutdown_request", {"restart": False})
        return self.child.finished(within)

    def kernel_info(self) -> str:
        """Ask what the kernel is, which it has said when it started; the id of the request."""
        request = self.session.msg("kernel_info_request", {})
        reply = self.session.msg("kernel_info_reply", self._info, parent=request)
        self._inbox["shell"].append(reply)
        found: str = request["header"]["msg_id"]
        return found

    def is_alive(self) -> bool:
        """Whether the child lives, and within its bounds; called every second of a cell."""
        if self.dead is None and self._until is not None and time.monotonic() > self._until:
            self._stop(f"the notebook took more than {self.bounds.seconds:g} s")
        most = self.bounds.memory
        if self.dead is None and most is not None:
            taken = limits.memory(self.child.pid) - self._at_first
            if taken > most:
                self._stop(f"it took {taken:,} bytes of memory, {most:,} are allowed")
        return True  # a waiting request hears of it by its own answer, with the reason

    def send(self, message: Message) -> None:
        """Send a message to the kernel."""
        with contextlib.suppress(OSError):  # that the child is gone is seen by what comes back
            self.child.wire.send_bytes(pickle.dumps({"buffers": [], **message}))

    async def next(self, kind: str, timeout: float | None) -> Message:
        """The next message of a kind; see `Channel.get_msg`."""
        loop = asyncio.get_running_loop()
        until = None if timeout is None else loop.time() + timeout
        inbox = self._inbox[kind]
        while not inbox:
            if self.dead is not None:
                if kind == "iopub":  # nbclient cancels this one when the request has failed
                    await loop.create_future()
                for _ in range(2 * len(self._inbox["iopub"])):
                    await asyncio.sleep(0)  # what was shown before belongs to the notebook
                raise DeadKernelError(self.dead)
            left = None if until is None else until - loop.time()
            if left is not None and left <= 0:
                raise Empty
            await self._wait(loop, left)
        return inbox.popleft()

    async def _wait(self, loop: asyncio.AbstractEventLoop, seconds: float | None) -> None:
        waiting = loop.create_future()
        self._waiting.append(waiting)
        loop.add_reader(self.child.wire, self._take, loop)
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            if not self._waiting and not self.child.wire.closed:
                loop.remove_reader(self.child.wire)

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            self._deliver(self.child.wire.recv_bytes())
        except (EOFError, OSError):
            loop.remove_reader(self.child.wire)
            self._stop(self.child.ended())
        self._wake()

    def _deliver(self, data: bytes) -> None:
        self._shown += len(data)
        most = self.bounds.output
        if most is not None and self._shown > most:
            self._stop(f"it shows more than {most:,} bytes")
            return
        for answer, text, buffers in pickle.loads(data):
            message = self.session.unpack(text)
            message["header"]["date"] = datetime.fromisoformat(message["header"]["date"])
            message["buffers"] = buffers
            self._inbox["shell" if answer else "iopub"].append(message)

    def _stop(self, reason: str) -> None:
        self.dead = reason
        self._wake()

    def _wake(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    def _ask(self, kind: str, content: dict[str, Any]) -> str:
        message = self.session.msg(kind, content)
        self.send(message)
        found: str = message["header"]["msg_id"]
        return found
