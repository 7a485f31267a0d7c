"""One clock for all forms of a kernel: saving soon, trying again, looking for other pages."""

import asyncio
import atexit
import time
from typing import Protocol
from weakref import WeakKeyDictionary

STROKE, LOOK, LONGEST = 1.0, 5.0, 30.0
"""Seconds: from one stroke to the next, between two looks at the store, at most between tries."""


class Ticking(Protocol):
    """What the clock strikes for."""

    def tick(self) -> None: ...

    def save(self) -> None: ...


class _Turn:
    next: float = 0
    pause: float = 0


_FORMS: "WeakKeyDictionary[Ticking, _Turn]" = WeakKeyDictionary()
_RUNNING: set["asyncio.Task[None]"] = set()


def add(form: Ticking) -> None:
    """Let the clock strike for a form as long as it lives, and save it when the kernel ends."""
    _FORMS[form] = _Turn()
    _FORMS[form].next = time.monotonic() + LOOK
    atexit.unregister(_save_all)
    # Registered after the kernel's own: what runs first at the end can still speak to the page.
    atexit.register(_save_all)
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # no kernel, so nothing strikes: every change is saved at once
        return
    if not _RUNNING:
        task = loop.create_task(_strike())
        _RUNNING.add(task)
        task.add_done_callback(_RUNNING.discard)


def runs() -> bool:
    """Whether anything will strike."""
    return bool(_RUNNING)


def soon(form: Ticking) -> None:
    """Strike for a form within a second or two, unless it waits after a failure."""
    turn = _FORMS[form]
    if not turn.pause:
        turn.next = min(turn.next, time.monotonic() + STROKE)


def failed(form: Ticking) -> None:
    """Strike again later for a form that could not save; the more often, the later."""
    turn = _FORMS[form]
    turn.pause = min(max(STROKE, 2 * turn.pause), LONGEST)
    turn.next = time.monotonic() + turn.pause


def waits(form: Ticking) -> bool:
    """Whether a form could not save a moment ago: the next try is the clock's."""
    return runs() and bool(_FORMS[form].pause)


def fine(form: Ticking) -> None:
    """Forget what failed before."""
    _FORMS[form].pause = 0


async def _strike() -> None:
    while True:
        await asyncio.sleep(STROKE)
        for form, turn in list(_FORMS.items()):
            if time.monotonic() >= turn.next:
                turn.next = time.monotonic() + LOOK
                form.tick()


def _save_all() -> None:
    for form in list(_FORMS):
        form.save()
