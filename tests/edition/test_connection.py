"""Two connections of one page, open while a kernel starts: the newer one is heard."""

import random
import time
from types import SimpleNamespace
from typing import Any

import zmq
from jupyter_client.manager import KernelManager

from workshop_kit.edition.connection import KernelConnection

ROUNDS = 12


class Recording(KernelManager):
    """A kernel's manager that keeps who connected to what."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[tuple[str, bytes]] = []

    def connect_iopub(self, identity: bytes | None = None) -> Any:
        return self._kept("iopub", identity)

    def connect_shell(self, identity: bytes | None = None) -> Any:
        return self._kept("shell", identity)

    def connect_control(self, identity: bytes | None = None) -> Any:
        return self._kept("control", identity)

    def connect_stdin(self, identity: bytes | None = None) -> Any:
        return self._kept("stdin", identity)

    def _kept(self, channel: str, identity: bytes | None) -> Any:
        self.names.append((channel, identity or b""))
        return SimpleNamespace()


def opened(session: str) -> list[tuple[str, bytes]]:
    """The names under which a connection of a page opens its channels."""
    kernel = Recording()
    connection = KernelConnection(parent=kernel)
    connection.session.session = session
    connection.create_stream()
    assert set(connection.channels) == {"iopub", "shell", "control", "stdin"}
    assert all(stream.channel == name for name, stream in connection.channels.items())
    return kernel.names


def test_each_connection_of_a_page_has_one_name_of_its_own() -> None:
    first, again = opened("the page"), opened("the page")
    assert [channel for channel, _ in first] == ["iopub", "shell", "control", "stdin"]
    # A kernel asks for input by the name that its shell knows.
    assert len({name for _, name in first}) == len({name for _, name in again}) == 1
    assert first[0][1] != again[0][1]
    assert all(name.startswith(b"the page") and len(name) < 256 for _, name in [*first, *again])


def heard(first: bytes, second: bytes) -> bool:
    """Whether a kernel that starts late hears the second of two connections, the first closed."""
    context = zmq.Context.instance()
    with context.socket(zmq.ROUTER) as probe:
        port = probe.bind_to_random_port("tcp://127.0.0.1")
    pages = []
    for name in (first, second):
        page = context.socket(zmq.DEALER)
        page.identity = name
        page.connect(f"tcp://127.0.0.1:{port}")
        page.send(b"kernel_info_request")
        pages.append(page)
        time.sleep(random.random() * 0.1)
    kernel = context.socket(zmq.ROUTER)
    kernel.router_handover = True  # as ipykernel does
    kernel.bind(f"tcp://127.0.0.1:{port}")
    time.sleep(0.3)
    pages[0].close(0)
    time.sleep(0.2)
    pages[1].send(b"execute_request")
    found = False
    while not found and kernel.poll(1000):
        found = kernel.recv_multipart()[-1] == b"execute_request"
    pages[1].close(0)
    kernel.close(0)
    return found


def test_a_starting_kernel_hears_the_newer_connection() -> None:
    names = [(opened("p")[0][1], opened("p")[0][1]) for _ in range(ROUNDS)]
    assert [heard(*pair) for pair in names] == [True] * ROUNDS
