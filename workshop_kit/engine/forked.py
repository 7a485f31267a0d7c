"""The papermill engine `forked`: papermill and nbclient as they are, the kernel in a fork."""

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, papermill_engines
from papermill.log import logger

from workshop_kit.engine import children
from workshop_kit.engine.channels import ForkedClient
from workshop_kit.engine.limits import Limits

NAME = "forked"
LEAVING = 5
"""Seconds for what a notebook left to be done at its end, as long as nbclient gives a kernel."""
IPYKERNEL = "7"
"""The only major version of ipykernel whose inside `kernel` knows."""
FOUND = version("ipykernel")
PYTHONS = ("python", "python3", f"python3.{sys.version_info[1]}", sys.executable)


class CellLostError(DeadKernelError):
    """A notebook was stopped, or stopped itself, in one of its cells.

    Attributes
    ----------
    cell_index : int or None
        Which cell, from 0; None: before the first.
    reason : str
        Such as "it was killed by SIGKILL".
    """

    def __init__(self, reason: str, cell_index: int | None = None) -> None:
        where = "before its first cell" if cell_index is None else f"in cell {cell_index + 1}"
        super().__init__(f"The notebook stopped {where}: {reason}.")
        self.cell_index, self.reason = cell_index, reason


def refusal(kernel_name: str, modules: Iterable[str] = ()) -> str | None:
    """Why a notebook cannot run in a fork, or None; then there is a process to fork from.

    The modules are what that process loads besides, if it is started now.
    """
    if not hasattr(os, "fork"):
        return "this system cannot fork"
    if FOUND.split(".")[0] != IPYKERNEL:
        return f"ipykernel must be {IPYKERNEL}, found {FOUND}"
    try:
        kernel = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return f"there is no kernel {kernel_name!r}"
    own = kernel.argv[1:3] == ["-m", "ipykernel_launcher"] and kernel.argv[0] in PYTHONS
    if not own or kernel.env:
        return f"it asks for the kernel {kernel_name!r}"
    try:
        children.address(modules=modules)
    except OSError as error:
        return str(error)
    return None


class ForkedEngine(Engine):  # type: ignore[misc]
    """Runs a notebook in a process forked from a warmed one, or else in a kernel of its own."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        limits: Limits = Limits(),  # noqa: B008
        extra_arguments: Any = None,
        **options: Any,
    ) -> Any:
        """Run the notebook; the options are those of papermill's own engine, and `limits`.

        `metadata.papermill.engine` of the notebook says which engine it was, and why.
        """
        reason = refusal(kernel_name)
        nb_man.nb.metadata.papermill["engine"] = NAME if reason is None else f"nbclient: {reason}"
        shared = {
            "log_output": log_output,
            "stdout_file": stdout_file,
            "stderr_file": stderr_file,
        }
        if reason is not None:
            if extra_arguments is not None:
                options["extra_arguments"] = extra_arguments
            return NBClientEngine.execute_managed_notebook(
                nb_man,
                kernel_name,
                start_timeout=start_timeout,
                execution_timeout=execution_timeout,
                **shared,
                **options,
            )
        options.pop("input_path", None)
        timeout = execution_timeout or options.pop("timeout", None)
        client = _Client(
            nb_man,
            limits,
            kernel_name=kernel_name,
            startup_timeout=int(start_timeout),
            timeout=timeout,
            log=logger,
            **shared,
            **options,
        )
        return client.execute()


async def _cancel() -> None:
    """End what nbclient leaves waiting when a cell is lost; it would read from the next fork."""
    left = [
        task
        for task in asyncio.all_tasks()
        if getattr(task.get_coro(), "__qualname__", "").startswith("NotebookClient.")
    ]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


_settle = run_sync(_cancel)


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client; its kernel is a fork."""

    def __init__(self, nb_man: Any, bounds: Limits, **options: Any) -> None:
        super().__init__(nb_man, **options)
        self.bounds = bounds

    @contextmanager
    def setup_kernel(self, **_options: Any) -> Iterator[None]:
        """A fork for the time of a notebook; a second one when the first dies at its start."""
        child = self._fork()
        try:
            self.kc = ForkedClient(child, self.bounds)
            try:
                self._ready()
            except CellLostError:
                child.close()
                child = self._fork()
                self.kc = ForkedClient(child, self.bounds)
                self._ready()
            yield
            self.kc.leave(LEAVING)
        finally:
            _settle()
            child.end()
            child.close()

    def _fork(self) -> children.Child:
        from workshop_kit.engine import kernel

        return children.Child(kernel.serve, self.bounds, address=children.address())

    def _ready(self) -> None:
        try:
            self.kc.started(self.startup_timeout)
        except DeadKernelError as error:
            raise CellLostError(str(error)) from None

    async def async_execute_cell(self, cell: Any, cell_index: int, *args: Any, **kw: Any) -> Any:
        """Run a cell; say which one it was when it is lost."""
        try:
            return await super().async_execute_cell(cell, cell_index, *args, **kw)
        except DeadKernelError as error:
            raise CellLostError(str(error), cell_index) from None
        except CellTimeoutError:
            raise CellLostError(f"it took more than {self.timeout:g} s", cell_index) from None

    execute_cell = run_sync(async_execute_cell)


papermill_engines.register(NAME, ForkedEngine)
