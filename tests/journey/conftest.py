"""A hotel with a journey, hands that fill in its sheets as a browser does, and drawn curves."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import Form, fields

HOTEL = """stages:
  - {id: before, label: {en: Before, zh: 到店前}}
  - {id: stay, label: {en: The stay, zh: 住店}}
  - {id: after, label: {en: After, zh: 离店后}}
touchpoints:
  - {id: website, label: {en: Website, zh: 官网}, kind: digital, stage: before}
  - {id: desk, label: {en: Desk, zh: 前台}, kind: human, stage: stay}
  - {id: laundry, label: {en: Laundry, zh: 洗衣房}, kind: physical, side: back, stage: stay}
"""


@pytest.fixture
def entered_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever is entered is kept in a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def opened(entered_here: Path, request: pytest.FixtureRequest) -> Callable[..., Workshop]:
    """Opens the PROFILE of a module, or another one, as one more page."""

    def page(profile: str | None = None, language: Any = "en") -> Workshop:
        folder = entered_here / "profile"
        folder.mkdir(exist_ok=True)
        text = request.module.PROFILE if profile is None else profile
        (folder / "company.yaml").write_text(text, "utf-8")
        return open_workshop(folder, language=language)

    return page


@pytest.fixture
def hotel(opened: Callable[..., Workshop]) -> Callable[..., Workshop]:
    """Opens the hotel, or another profile, as one more page: `hotel("zh", profile="")`."""

    def page(language: Any = "en", profile: str = HOTEL) -> Workshop:
        return opened(f"id: hotel\nname: {{en: Hotel, zh: 酒店}}\n{profile}", language)

    return page


@pytest.fixture
def saved() -> Callable[..., Entry]:
    """Saves an entry as another page, or another version, would."""

    def save(ws: Workshop, kind: str, values: Any, *, group: str = "", key: str = "") -> Entry:
        place = {"company": ws.company.id, "workshop": ws.session, "group": group, "key": key}
        body = {"version": 1, "values": values}
        return ws.store.save(Entry(kind=kind, author="", body=body, **place))

    return save


@pytest.fixture
def curve_of(saved: Callable[..., Entry]) -> Callable[..., Entry]:
    """Draws a group's curve: `curve_of(ws, {"desk": -2, "website": 1})`."""

    def save(
        ws: Workshop, values: Mapping[str, float], *, version: str = "as_is", **place: str
    ) -> Entry:
        knots = {f"{version}-{code}": {"valence": valence} for code, valence in values.items()}
        return saved(ws, "curve", knots, **{"key": "1", **place})

    return save


def _put(field: fields.Field, value: Any) -> None:
    if isinstance(field, fields.TableField):
        field.widget.set_state({"ticks": {r: [v] if field.one else v for r, v in value.items()}})
    elif isinstance(field, fields.ChoicesField):
        for code, box in field.boxes.items():
            if box.value != (code in value):
                box.set_state({"value": code in value})
    elif isinstance(field, fields.RowsField):
        for i, row in enumerate(value):
            if i == len(field.fields):
                field.more.click()
            for name, given in row.items():
                _put(field.fields[i][name], given)
    elif isinstance(field, fields.ChoiceField):
        codes = [code for _label, code in field.widget.options]
        field.widget.set_state({"index": codes.index(value)})
    else:
        field.widget.set_state({"value": value})


@pytest.fixture
def fill() -> Callable[[Form, Mapping[str, Any]], None]:
    """Answers a form's questions as a browser sends it."""

    def answer(form: Form, answers: Mapping[str, Any]) -> None:
        for name, value in answers.items():
            _put(form.fields[name], value)

    return answer


@pytest.fixture
def lines() -> Callable[[Form], list[str]]:
    """What a form says below its questions."""
    return lambda form: [text for _tone, text in form.foot.lines]
