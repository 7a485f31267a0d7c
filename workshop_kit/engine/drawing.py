"""Charts drawn in processes that do nothing else, by whoever was forked from the warmed one.

vl-convert starts threads that no fork has. So a fork never loads it: in its place stands a module
that hands each call to one of the drawing processes, and gives back what it gave.
"""

import builtins
import contextlib
import hashlib
import json
import os
import re
import select
import signal
import socket
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from workshop_kit.engine.children import Address

NAME = "vl_convert"
CANNOT = 3
"""The status with which a process ends that cannot load vl-convert."""
DRAWINGS = 1_000
"""So many, then a fresh process takes its place: memory and disk are given back."""
FIRST = 20
"""How often each of three charts is drawn beforehand at most, until somebody asks for one."""
LONGEST = 120
"""Seconds for one drawing; then the process ends, and another takes its place."""

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def stand_in(address: Address) -> None:
    """Put a module in the place of vl-convert that lets others draw."""
    if (spec := find_spec(NAME)) is not None:
        sys.modules[NAME] = _Module(spec, address)


class _Module(ModuleType):
    """vl-convert as it is seen from outside: its functions, drawn elsewhere, and its values."""

    def __init__(self, spec: ModuleSpec, address: Address) -> None:
        super().__init__(NAME)
        self.__spec__, self.__file__ = spec, spec.origin
        self.__path__ = spec.submodule_search_locations or []
        self._address = address
        self._settings: list[Call] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        kind, value = _ask(self._address, [], ("", (name,), {}))
        if kind == "value":
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            wanted = (name, args, kwargs)
            if name.startswith(("register_", "configure", "set_")):
                # Of this fork only, and of every process that draws for it.
                self._settings.append(wanted)
            return _ask(self._address, self._settings, wanted)

        call.__name__ = call.__qualname__ = name
        setattr(self, name, call)
        return call


def _ask(address: Address, settings: list[Call], call: Call) -> Any:
    name = _name(settings, call)
    if name is not None:
        with contextlib.suppress(FileNotFoundError):
            return Path(address.drawn, name).read_text("utf-8")
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address.drawings)
        wire = Connection(asking.detach())
    with wire:
        wire.send((settings, call, name))
        try:
            good, value = wire.recv()
        except (EOFError, ConnectionResetError):
            text = f"{call[0]}: the process that drew it ended, or took more than {LONGEST} s."
            raise RuntimeError(text) from None
    if good:
        return value
    name, text = value
    kind = getattr(builtins, name, None)
    is_error = isinstance(kind, type) and issubclass(kind, Exception)
    raise (kind if is_error and kind is not None else RuntimeError)(text)


def _name(settings: list[Call], call: Call) -> str | None:
    """What a drawing is kept as that depends on nothing but what is asked; None for all others."""
    if call[0] != "vegalite_to_svg":
        return None
    try:
        asked = json.dumps((settings, call))
    except TypeError:
        return None
    # A specification may be a text, whose quotation marks are written otherwise.
    return None if re.search(r'"url\\*"', asked) else hashlib.sha256(asked.encode()).hexdigest()


def draw(listening: socket.socket, folder: Path) -> None:
    """Draw for whoever asks, one after the other.

    The last drawings are kept in the folder: many a chart stands in a notebook, in the report and
    in the trainer's notebook.
    """
    sys.modules.pop(NAME, None)  # the stand-in would ask this very process
    try:
        import vl_convert
    except ImportError:
        sys.exit(CANNOT)
    # The first drawing loads all of Vega, and the next ones are slow; nobody should wait for them.
    for mark in ("bar", "line", "circle") * FIRST:
        if select.select([listening], [], [], 0)[0]:
            break
        vl_convert.vegalite_to_svg(_first(mark))
    done: list[Call] = []
    kept: list[Path] = []
    parent = os.getppid()
    listening.settimeout(5)
    for _ in range(DRAWINGS):
        asking = _accepted(listening, parent)
        with Connection(asking.detach()) as wire, contextlib.suppress(EOFError, OSError):
            settings, call, name = wire.recv()
            signal.alarm(LONGEST)
            try:
                for setting in settings:
                    if setting not in done:
                        _called(vl_convert, setting)
                        done.append(setting)
                answer = True, _called(vl_convert, call)
            except Exception as error:  # it is raised where the chart was asked for
                answer = False, (type(error).__name__, str(error))
            signal.alarm(0)
            wire.send(answer)
            if name is not None and answer[0]:
                kept += _kept(folder / name, answer[1])
    for path in kept:
        path.unlink(missing_ok=True)


def _kept(path: Path, text: str) -> list[Path]:
    """Write a drawing where every fork finds it; a full disk keeps none."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        draft.write_text(text, "utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        return []
    return [path]


def _first(mark: str) -> dict[str, Any]:
    """A chart with what most charts have, and short texts: those take longest."""
    value = {"field": "v", "type": "quantitative"}
    side = {"field": "s", "type": "nominal"}
    along: dict[str, dict[str, Any]] = {
        "bar": {"x": value, "y": side},
        "line": {"x": {"field": "o", "type": "ordinal"}, "y": value, "color": side},
        "circle": {"x": {"field": "n", "type": "quantitative"}, "y": value, "color": side},
    }
    values = [{"s": "abcd"[i % 4], "o": "abc"[i % 3], "n": i, "v": i} for i in range(9)]
    return {
        "data": {"values": values},
        "mark": {"type": mark, **({"point": True} if mark == "line" else {})},
        "encoding": along[mark],
        "title": "T",
    }


def _accepted(listening: socket.socket, parent: int) -> socket.socket:
    """Who asks next; without the process that it was forked from a drawer ends."""
    while True:
        try:
            return listening.accept()[0]
        except TimeoutError:
            if os.getppid() != parent:
                sys.exit(0)


def _called(module: ModuleType, call: Call) -> Any:
    name, args, kwargs = call
    if name:
        return getattr(module, name)(*args, **kwargs)
    found = getattr(module, *args)
    return ("function", None) if callable(found) else ("value", found)
