"""A hotel with touchpoints, features and items, and hands that fill in its sheets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop, plan

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
