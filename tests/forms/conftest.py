"""A company to enter something about, and hands that fill in a form as a browser does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workshop_kit.forms import clock, fields
from workshop_kit.stores import StoreError
from workshop_kit.workshop import Workshop, open_workshop

PROFILE = "id: lake\nname: {en: Lake Hotel, zh: 湖畔酒店}\n"

Put = Callable[[fields.Field, Any], None]
Open = Callable[..., Workshop]


@pytest.fixture(autouse=True)
def _no_other_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of one test strikes for its own forms only."""
    monkeypatch.setattr(clock, "_FORMS", type(clock._FORMS)())


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
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
def ws(opened: Open) -> Workshop:
    return opened()


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
def put() -> Put:
    """Sends what a browser sends: the place of what was chosen, or the text as it stands now."""
    return _put


class Trouble:
    """A store that cannot be written, or read, for as long as `reason` is set."""

    def __init__(self, ws: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reason: Any = None
        self.tries = 0
        for name in ("save", "current"):
            monkeypatch.setattr(ws.store, name, self._wrapped(getattr(ws.store, name)))
        self.writes_only = False

    def _wrapped(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **names: Any) -> Any:
            writes = method.__name__ == "save"
            if self.reason and (writes or not self.writes_only):
                self.tries += 1
                raise StoreError("entries.sqlite", self.reason)
            return method(*args, **names)

        return call


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Workshop], Trouble]]:
    """Puts a workshop's store into trouble: `trouble(ws).reason = "locked"`."""
    return lambda ws: Trouble(ws, monkeypatch)
