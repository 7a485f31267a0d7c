"""An executor whose processes are forked from the warmed one, and end without a trace."""

import contextlib
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from workshop_kit.engine import children

P = ParamSpec("P")
T = TypeVar("T")


class WorkerLostError(RuntimeError):
    """The process that ran a call ended before the call did.

    Attributes
    ----------
    pid : int
        Of the process; 0: there was none.
    """

    pid = 0


class Workers(Executor):
    """Runs calls in processes that have loaded everything; a call's function must be importable.

    Parameters
    ----------
    count : int
        How many calls run at a time, each in a process of its own.
    modules : iterable of str
        What the processes have loaded besides what all notebooks use.

    Notes
    -----
    A process that dies fails its own call only: the future raises `WorkerLostError`, and the next
    call gets a new process. `stop` ends all of them at once, `shutdown` after what was submitted.
    """

    def __init__(self, count: int, modules: Iterable[str] = ()) -> None:
        # Notebooks compute more than they draw: one draws for two, and is the sooner warm.
        self._address = children.address((count + 1) // 2, modules)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="Worker")
        self._mine = threading.local()
        self._all: set[children.Child] = set()
        self._guard = threading.Lock()
        self._stopped = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a call in one of the processes."""
        return self._threads.submit(self._run, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when what was submitted is done."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self._close()

    def stop(self) -> None:
        """End the processes now; each has two seconds to clear up."""
        self._stopped = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._close()

    def _close(self) -> None:
        with self._guard:
            for child in self._all:
                # Closed here, the wire would be pulled from under the thread that reads it.
                child.end()
            self._all.clear()

    def _run(self, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
        child = getattr(self._mine, "child", None)
        if child is None:
            with self._guard:
                if self._stopped:
                    raise WorkerLostError("The run was stopped.")
                child = self._mine.child = children.Child(work, address=self._address)
                self._all.add(child)
        try:
            child.wire.send_bytes(pickle.dumps((fn, args, kwargs)))
            good, value = pickle.loads(child.wire.recv_bytes())
        except (EOFError, OSError):
            reason = child.ended()
            self._mine.child = None
            with self._guard:
                self._all.discard(child)
            child.close()
            lost = WorkerLostError(f"Its process is lost: {reason}.")
            lost.pid = child.pid
            raise lost from None
        if good:
            found: T = value
            return found
        raise value


def work(wire: Connection) -> None:
    """Answer calls until the wire is closed."""
    # As if by itself: what is being written is cleared up on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    while True:
        try:
            fn, args, kwargs = pickle.loads(wire.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer = pickle.dumps((True, fn(*args, **kwargs)))
        except Exception as error:  # it is raised where the call was submitted
            answer = _pickled(error)
        with contextlib.suppress(OSError):
            wire.send_bytes(answer)


def _pickled(error: Exception) -> bytes:
    try:
        made = pickle.dumps((False, error))
        pickle.loads(made)
    except Exception:  # some errors cannot be made again from what they hold
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return made
