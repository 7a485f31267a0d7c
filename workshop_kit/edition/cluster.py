"""Editions on a Dask cluster: its workers as an executor, each with the same kit as here."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workshop_kit.edition.inputs import versions
from workshop_kit.edition.parcels import differences

if TYPE_CHECKING:
    from distributed import Client


@contextmanager
def open_cluster(scheduler: str, *, patience: float = 20) -> Iterator[Executor]:
    """The workers of a Dask cluster, for `run_editions(..., executor=, apart=True)`.

    Parameters
    ----------
    scheduler : str
        Its address, such as "tcp://10.0.0.5:8786", or "tls://..." with the certificates that Dask's
        own settings name.
    patience : float
        Seconds to wait for the scheduler, and for its first worker.

    Raises
    ------
    ValueError
        When Dask is not installed here, the address is none, or a worker has no kit or another one.
    OSError
        When there is no scheduler, or it has no workers.

    Notes
    -----
    Calls of a worker that is lost are made again by another one. What still runs at the end of the
    block is given up.
    """
    try:
        from distributed import Client
    except ImportError:
        text = "A cluster needs Dask to be spoken to: pip install 'workshop-kit[cluster]'."
        raise ValueError(text) from None
    if not scheduler.startswith(("tcp://", "tls://")):
        must = "The scheduler's address must be such as tcp://10.0.0.5:8786"
        raise ValueError(f"{must}. Got {scheduler!r}.")
    try:
        client = Client(scheduler, timeout=patience, set_as_default=False)
    except OSError as error:
        text = f"A scheduler must answer at {scheduler}. {error}"
        raise OSError(f"{text}. Start one with: dask scheduler") from error
    with client:
        _check(client, scheduler, patience)
        executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def _check(client: "Client", scheduler: str, patience: float) -> None:
    """Raise unless all workers have the versions that are here."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        text = f"The scheduler at {scheduler} must have a worker. It has none"
        raise OSError(f"{text}. Start one with: dask worker {scheduler}") from None
    ours = versions()
    found: dict[str, dict[str, str | None]] = client.run(_asker([*ours]))
    wrong = {worker: differences(ours, theirs) for worker, theirs in found.items()}
    lines = [f"{worker}: {text}." for worker, text in sorted(wrong.items()) if text]
    if lines:
        raise ValueError(
            "\n".join(["Every worker must have the same kit as this machine.", *lines])
        )


def _asker(names: list[str]) -> Callable[[], dict[str, Any]]:
    """Asks a process for versions of packages; None where one is not installed."""

    # Inside a function it travels with its code: a worker without the kit can run it too.
    def ask() -> dict[str, Any]:
        from importlib.metadata import PackageNotFoundError, version

        found: dict[str, Any] = {}
        for name in names:
            try:
                found[name] = version(name)
            except PackageNotFoundError:
                found[name] = None
        return found

    return ask
