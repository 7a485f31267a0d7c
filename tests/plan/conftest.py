"""A hotel with touchpoints, features and items, and hands that fill in its sheets."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop, plan
from workshop_kit.entries import Entry
from workshop_kit.forms import Form, fields

HOTEL = """touchpoints:
  - {id: website, label: {en: Website, zh: 官网}, kind: digital}
  - {id: desk, label: {en: Desk, zh: 前台}, kind: human}
  - {id: room, label: {en: Room, zh: 客房}, kind: physical}
features:
  - {id: quick, label: {en: Quick check-in, zh: 快速入住}, touchpoint: desk}
  - {id: quiet, label: {en: Quiet room, zh: 安静}, touchpoint: room}
items:
  - {id: kept, label: {en: Promise kept, zh: 说到做到}, dimension: reliability, touchpoint: room}
segments:
  - {id: family, label: {en: Families, zh: 亲子家庭}}
"""


@pytest.fixture
def entered_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever is entered is kept in a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def hotel(entered_here: Path) -> Callable[..., Workshop]:
    """Opens the hotel, or another profile, as one more page: `hotel("zh", profile="")`."""

    def page(language: Any = "en", profile: str = HOTEL) -> Workshop:
        folder = entered_here / "profile"
        folder.mkdir(exist_ok=True)
        text = f"id: hotel\nname: {{en: Hotel, zh: 酒店}}\n{profile}"
        (folder / "company.yaml").write_text(text, "utf-8")
        return open_workshop(folder, language=language)

    return page


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """What the other rooms found: the desk is worst, of the website little is known."""
    return {
        "kano": pd.DataFrame(
            {
                "feature": ["quick", "quiet"],
                "worse": [-0.8, -0.4],
                "better": [0.3, 0.6],
                "n": [200, 200],
            }
        ),
        "curves": pd.DataFrame(
            {
                "persona": ["family", "family", "family"],
                "touchpoint": ["website", "desk", "room"],
                "median": [1.0, -2.0, -1.0],
                "sd": [0.5, 2.0, 1.0],
                "n": [6, 6, 6],
            }
        ),
        "gaps": pd.DataFrame({"item": ["kept"], "gap": [-2.0], "n": [50]}),
        "complaints": pd.DataFrame({"touchpoint": ["desk", "room"], "count": [40, 10]}),
    }


@pytest.fixture
def found(hotel: Callable[..., Workshop], tables: dict[str, pd.DataFrame]) -> plan.Priorities:
    return plan.key_touchpoints(hotel(), **tables)


@pytest.fixture
def saved() -> Callable[..., Entry]:
    """Saves an entry as another page, or another version, would."""

    def save(ws: Workshop, kind: str, values: Any, *, group: str = "", key: str = "") -> Entry:
        place = {"company": ws.company.id, "workshop": ws.session, "group": group, "key": key}
        body = {"version": 1, "values": values}
        return ws.store.save(Entry(kind=kind, author="", body=body, **place))

    return save


def _put(field: fields.Field, value: Any) -> None:
    if isinstance(field, fields.TableField):
        field.widget.set_state({"ticks": {row: [code] for row, code in value.items()}})
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
        field.widget.set_state({"value": str(value)})


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
