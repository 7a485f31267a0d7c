"""Rows of answers and inputs, a company with a survey, and hands that fill in a form."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.forms import Form

Inputs = dict[str, Any]
PROFILE = """
id: mine
name: {en: Mine, zh: 我的}
origin: synthetic
source: {en: Invented., zh: 自编。}
segments:
  - {id: family, label: {en: Families, zh: 亲子家庭}}
  - {id: business, label: {en: Business, zh: 商务}}
"""


@pytest.fixture
def sure() -> Inputs:
    """Of 1,000 customers 200 have a problem, 50 complain, half of them in vain."""
    return {
        "customers": 1000,
        "problem": 0.2,
        "complain": 0.25,
        "satisfied": 0.5,
        "loss_satisfied": 0.04,
        "loss_dissatisfied": 0.6,
        "loss_silent": 0.4,
        "value": 300,
    }


@pytest.fixture
def unsure(sure: Inputs) -> Inputs:
    return {**sure, "problem": (0.1, 0.2, 0.3), "value": (200, 300, 700)}


@pytest.fixture
def guests() -> pd.DataFrame:
    """Counts of four segments: 40 answers, 20, 5, none; and 3 without a segment."""
    rows = [
        ("business", 10, 5, 7, 24),
        ("business", 7, 4, 5, 10),
        ("business", 2, 2, 1, 6),
        ("family", 9, 5, 6, 8),
        ("family", 8, 3, 4, 6),
        ("family", 0, 1, 2, 6),
        ("group", 9, 5, 7, 5),
        ("online", None, None, None, 4),
        (None, 10, 5, 7, 3),
    ]
    return pd.DataFrame(rows, columns=["segment", "recommend", "satisfaction", "effort", "n"])


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workshop]:
    """Opens a company in a folder of its own: `shop(profile, rows of its survey, language)`."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)

    def make(
        profile: str = "", rows: Sequence[str] | None = None, language: Any = "en"
    ) -> Workshop:
        text = PROFILE + profile
        if rows is not None:
            head = "respondent,segment,recommend,satisfaction,effort"
            lines = [f"r{i},{row}" for i, row in enumerate(rows)]
            (tmp_path / "loyalty.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
            text += "data: {loyalty_answers: loyalty.csv}\n"
        (tmp_path / "company.yaml").write_text(text, "utf-8")
        return open_workshop(tmp_path, language=language)

    return make


@pytest.fixture
def surveyed() -> list[str]:
    """Forty families, most of them delighted; thirty on business, most of them not."""
    families = ["family,10,5,7"] * 30 + ["family,8,4,6"] * 8 + ["family,3,2,3", "family,,,"]
    business = ["business,9,4,5"] * 6 + ["business,7,4,3"] * 10 + ["business,2,2,2"] * 14
    return [*families, *business]


@pytest.fixture
def said() -> Callable[[Form], list[str]]:
    """What a form says at its foot."""
    return lambda form: [text for _tone, text in form.foot.lines]
