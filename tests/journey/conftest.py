"""A hotel with a journey, hands that fill in its sheets as a browser does, and drawn curves."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.entries import Entry

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
def curve_of(saved: Callable[..., Entry]) -> Callable[..., Entry]:
    """Draws a group's curve: `curve_of(ws, {"desk": -2, "website": 1})`."""

    def save(
        ws: Workshop, values: Mapping[str, float], *, version: str = "as_is", **place: str
    ) -> Entry:
        knots = {f"{version}-{code}": {"valence": valence} for code, valence in values.items()}
        return saved(ws, "curve", knots, **{"key": "1", **place})

    return save
