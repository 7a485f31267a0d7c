"""Surveys whose cause is known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.entries import Entry

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
SIZES = (4, 5, 4, 4, 5)
ITEMS = {
    f"{dimension}-{i}": dimension
    for dimension, size in zip(DIMENSIONS, SIZES, strict=True)
    for i in range(1, size + 1)
}


def _survey(n: int = 60, seed: int = 0, worst: str = "empathy", empty: float = 0.0) -> pd.DataFrame:
    """Customers who expect some 6 everywhere and perceive 5, but 3 in the worst dimension."""
    rng = np.random.default_rng(seed)
    people, items = np.repeat(np.arange(n), len(ITEMS)), np.tile([*ITEMS], n)
    low = np.array([2.0 * (ITEMS[item] == worst) for item in items])
    leaning = rng.normal(0, 0.6, n)[people]
    size = len(people)
    expectation = 6 + 0.5 * leaning + rng.normal(0, 0.6, size)
    perception = 5 - low + leaning + rng.normal(0, 0.8, size)
    answers = pd.DataFrame(
        {
            "respondent": [f"r{i}" for i in people],
            "segment": np.where(people % 2 == 0, "family", "solo"),
            "item": items,
            "expectation": expectation.round().clip(1, 7),
            "perception": perception.round().clip(1, 7),
        }
    )
    for side in ("expectation", "perception"):
        answers[side] = answers[side].mask(rng.random(size) < empty)
    return answers


def _roles(
    managers: int = 5, staff: int = 20, cause: int = 3, worst: str = "empathy", seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Managers and staff of whom one gap stands out in the worst dimension."""
    rng = np.random.default_rng(seed)

    def score(middle: float) -> float:
        return float(np.clip(np.round(middle + rng.normal(0, 0.5)), 1, 7))

    rows = []
    for role, count in (("manager", managers), ("staff", staff)):
        for person in range(count):
            who = (f"{role}-{person}", role)
            if role == "manager":
                for item, d in ITEMS.items():
                    off = 2.0 * (cause == 1 and d == worst)
                    rows.append((*who, 1, "expectation", d, item, score(6 - off)))
            gaps = {2: "standard"} if role == "manager" else {3: "able", 4: "promise"}
            for gap, measure in gaps.items():
                for d in DIMENSIONS:
                    off = 2.5 * (cause == gap and d == worst)
                    rows.append((*who, gap, measure, d, f"{measure}-{d}", score(5.3 - off)))
            about = ("upward-communication", 3) if role == "manager" else ("teamwork", 4)
            rows.append((*who, 1 if role == "manager" else 3, "antecedent", None, *about))
    columns = ["respondent", "role", "gap", "measure", "dimension", "item", "score"]
    table = pd.DataFrame(rows, columns=columns)
    return table[table["role"] == "manager"], table[table["role"] == "staff"]


@pytest.fixture(scope="session")
def items() -> dict[str, str]:
    return ITEMS


@pytest.fixture(scope="session")
def survey() -> Callable[..., pd.DataFrame]:
    return _survey


@pytest.fixture(scope="session")
def roles() -> Callable[..., tuple[pd.DataFrame, pd.DataFrame]]:
    return _roles


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workshop]:
    """Opens a company with these lines of its profile and these files, entries in a folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)

    def make(lines: str = "", language: Any = "en", **files: pd.DataFrame) -> Workshop:
        folder = tmp_path / "profile"
        folder.mkdir(exist_ok=True)
        named = []
        for kind, frame in files.items():
            frame.to_csv(folder / f"{kind}.csv", index=False)
            named.append(f"{kind}: {kind}.csv")
        data = f"data: {{{', '.join(named)}}}\n" if named else ""
        text = f"id: mine\nname: Mine\n{lines}\n{data}"
        (folder / "company.yaml").write_text(text, "utf-8")
        return open_workshop(folder, language=language)

    return make


@pytest.fixture
def saved() -> Callable[..., None]:
    """Saves what somebody entered in a form, as another laptop or another version would."""

    def save(ws: Workshop, kind: str, values: Any, group: str = "1", key: str = "") -> None:
        place = {"company": ws.company.id, "workshop": ws.session, "group": group, "key": key}
        ws.store.save(Entry(kind=kind, author=key, body={"version": 1, "values": values}, **place))

    return save
