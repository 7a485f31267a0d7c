"""A hotel whose groups entered cards, curves and maps; and pages of any profile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.entries import Entry

HOTEL = """
id: hotel
name: {en: Hotel, zh: 酒店}
stages:
  - {id: before, label: {en: Before, zh: 到店前}}
  - {id: stay, label: {en: The stay, zh: 住店}}
touchpoints:
  - {id: website, label: {en: Website, zh: 官网}, kind: digital, stage: before}
  - {id: desk, label: {en: Desk, zh: 前台}, kind: human, stage: stay}
  - {id: room, label: {en: Room, zh: 客房}, kind: physical, stage: stay}
"""


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workshop]:
    """Opens a profile in a folder of its own; what is entered stays there."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)

    def page(profile: str = HOTEL, language: Any = "en", **files: str) -> Workshop:
        folder = tmp_path / "profile"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        (folder / "company.yaml").write_text(profile, "utf-8")
        return open_workshop(folder, language=language)

    return page


@pytest.fixture
def saved() -> Callable[..., None]:
    """Saves an entry as a form would: `saved(ws, "persona", {...}, group="1", key="1")`."""

    def save(ws: Workshop, kind: str, values: Any, *, group: str = "1", key: str = "1") -> None:
        place = {"company": ws.company.id, "workshop": ws.session, "group": group, "key": key}
        body = {"version": 1, "values": values}
        ws.store.save(Entry(kind=kind, author="", body=body, **place))

    return save
