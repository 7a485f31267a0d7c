"""One clock for all forms of a kernel: saving soon, trying again, looking for other pages."""

import asyncio
import atexit
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol
from weakref import WeakKeyDictionary

STROKE, LOOK, LONGEST = 1.0, 5.0, 30.0
"""Seconds: from one stroke to the next, between two looks at the store, at most between tries."""


LOCK = threading.RLock()
"""Held while a form works: the clock strikes in the kernel's main thread, what a page sends comes
in another one (JupyterLab gives widgets a subshell), and neither may forget what the other noted.
"""


class Ticking(Protocol):
    """What the clock strikes for."""

    workshop: Any

    @property
    def pending(self) -> bool: ...

    def same(self, other: object) -> bool: ...

    def tick(self) -> None: ...

    def save(self) -> None: ...


class _Turn:
    next: float = 0
    pause: float = 0


_FORMS: "WeakKeyDictionary[Ticking, _Turn]" = WeakKeyDictionary()
_RUNNING: set["asyncio.Task[None]"] = set()


def add(form: Ticking) -> None:
    """Let the clock strike for a form as long as it lives, and save it when the kernel ends.

    A form of the same answers, whose cell was run again, has no turn any more until something is
    entered in it: ipywidgets never lets go of it.
    """
    for other in list(_FORMS):
        if not waits(other):  # what is being typed there is what the new form opens with
            other.save()
        if other.same(form) and not other.pending:
            del _FORMS[other]
    _turn(form).next = time.monotonic() + LOOK
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
    turn = _turn(form)
    if not turn.pause:
        turn.next = min(turn.next, time.monotonic() + STROKE)


def failed(form: Ticking) -> None:
    """Strike again later for a form that could not save; the more often, the later.

    Until then the other forms of its workshop are not tried either: each of them would keep the
    kernel waiting for the same store.
    """
    turn = _turn(form)
    turn.pause = min(max(STROKE, 2 * turn.pause), LONGEST)
    turn.next = time.monotonic() + turn.pause
    for other, waiting in _FORMS.items():
        if other.workshop is form.workshop:
            waiting.next = max(waiting.next, turn.next)


def waits(form: Ticking) -> bool:
    """Whether a form could not save a moment ago: the next try is the clock's."""
    return runs() and form in _FORMS and bool(_FORMS[form].pause)


def fine(form: Ticking) -> None:
    """Forget what failed before."""
    if form in _FORMS:  # one whose cell was run again has no turn, and gets none by this
        _FORMS[form].pause = 0


def _turn(form: Ticking) -> _Turn:
    return _FORMS.setdefault(form, _Turn())


def newest(workshop: Any) -> int:
    """The number of the newest entry of a company, asked of the store once in a stroke.

    Forms look at their own entries only when it has changed: twenty forms of forty notebooks are
    forty questions to a database then, not eight hundred.
    """
    if not runs() or id(workshop) not in _ASKED:
        _ASKED[id(workshop)] = workshop.store.newest(workshop.company.id)
    return _ASKED[id(workshop)]


_ASKED: dict[int, int] = {}


async def _strike() -> None:
    while True:
        await asyncio.sleep(STROKE)
        _ASKED.clear()
        for form, turn in list(_FORMS.items()):
            if time.monotonic() >= turn.next:
                turn.next = time.monotonic() + LOOK
                _carefully(form.tick)


def _save_all() -> None:
    for form in list(_FORMS):
        _carefully(form.save)


def _carefully(step: Callable[[], None]) -> None:
    """Do one thing for one form; whatever happens, the others have their turn."""
    try:
        step()
    except Exception:
        logging.getLogger(__name__).exception("A form could not be looked after.")
