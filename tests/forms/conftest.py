"""A company to enter something about, and hands that fill in a form as a browser does."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from workshop_kit.entries import Entry
from workshop_kit.forms import clock, fields
from workshop_kit.stores import StoreError
from workshop_kit.workshop import Workshop, open_workshop

PROFILE = "id: lake\nname: {en: Lake Hotel, zh: 湖畔酒店}\n"


class Time:
    """A kernel's loop in which seconds pass as fast as they can be counted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        loop = SimpleNamespace(get_running_loop=asyncio.get_running_loop, sleep=self._sleep)
        monkeypatch.setattr(clock, "asyncio", loop)
        monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: self.now))

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    async def passes(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            await asyncio.sleep(0)

    def run(self, main: Callable[[], Awaitable[None]]) -> None:
        # In a thread of its own: a browser of other tests has its loop in this one.
        async def whole() -> None:
            await main()

        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, whole()).result()


@pytest.fixture
def clocked(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Runs an async test where the clock strikes, without waiting for it."""
    return Time(monkeypatch)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workshop]:
    """Opens the company in a folder of its own, as one more page: `opened("zh")`."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "company.yaml").write_text(PROFILE, "utf-8")

    def open_page(language: Any = "en") -> Workshop:
        return open_workshop(tmp_path / "profile", language=language)

    return open_page


@pytest.fixture
def ws(opened: Callable[..., Workshop]) -> Workshop:
    return opened()


@pytest.fixture
def saved_elsewhere(ws: Workshop) -> Callable[..., Entry]:
    """Saves an entry of kind "k" as another page, or another version, would."""

    def save(values: Any, **other: Any) -> Entry:
        place = {"company": "lake", "workshop": ws.session, "group": "", "kind": "k", "key": ""}
        body = {"version": 1, "values": values}
        return ws.store.save(Entry(**{**place, "author": "", "body": body, **other}))

    return save


def _put(field: fields.Field, value: Any) -> None:
    if isinstance(field, fields.TextField):
        field.widget.set_state({"value": value})
    elif isinstance(field, fields.ChoiceField):
        _choose(field.widget, value)
    elif isinstance(field, fields.ChoicesField):
        for code, box in field.boxes.items():
            if box.value != (code in value):
                box.set_state({"value": code in value})
    elif isinstance(field, fields.MatrixField):
        for row, code in value.items():
            _choose(field.rows[row], code)
    elif isinstance(field, fields.TableField):
        field.widget.set_state({"ticks": value})
    elif isinstance(field, fields.RankingField):
        for code, rank in value.items():
            _choose(field.ranks[code], rank)
    else:
        assert isinstance(field, fields.RowsField)
        for i, row in enumerate(value):
            if i == len(field.fields):
                field.more.click()
            for name, given in row.items():
                _put(field.fields[i][name], given)


def _choose(widget: Any, value: Any) -> None:
    codes = [code for _label, code in widget.options]
    widget.set_state({"index": codes.index(value)})


@pytest.fixture
def put() -> Callable[[fields.Field, Any], None]:
    """Sends what a browser sends: the place of what was chosen, or the text as it stands now."""
    return _put


class Trouble:
    """A store that cannot be read or written, for as long as `reason` is set.

    `writes`: it can be read all the same. `after`: it writes, and fails before it can say so.
    """

    def __init__(self, ws: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reason: Any = None
        self.tries = 0
        self.writes = self.after = False
        save, current = ws.store.save, ws.store.current
        monkeypatch.setattr(ws.store, "save", partial(self._asked, save))
        monkeypatch.setattr(ws.store, "current", partial(self._asked, current))

    def _asked(self, method: Callable[..., Any], *args: Any, **names: Any) -> Any:
        if self.reason is None or (self.writes and not args):
            return method(*args, **names)
        self.tries += 1
        if self.after and args:
            method(*args, **names)
        raise StoreError("entries.sqlite", self.reason)


@pytest.fixture
def troubled(monkeypatch: pytest.MonkeyPatch) -> Callable[[Workshop], Trouble]:
    """Puts a workshop's store into trouble: `troubled(ws).reason = "locked"`."""
    return lambda ws: Trouble(ws, monkeypatch)
