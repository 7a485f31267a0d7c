"""Which texts of a page meet; customers and companies to test with."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.persona.picture import HEIGHT, WIDTH

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def meeting(
    collisions: Callable[..., list[tuple[str, str]]],
) -> Callable[[str], list[tuple[str, str]]]:
    """Of an SVG of a page: texts that meet each other or the stamp, or leave the page."""

    def found(svg: str) -> list[tuple[str, str]]:
        stamped = ElementTree.fromstring(svg).find(f"{SVG}g") is not None
        # The frame of 204 x 72 around (983, 80), turned by 8 degrees, with its line.
        stamp = {"stamp": (874.9, 28.5, 1091.1, 131.5)} if stamped else {}
        return collisions(svg, WIDTH, HEIGHT, stamp)

    return found


@pytest.fixture
def two_groups() -> pd.DataFrame:
    """Twelve customers who use little and pay by app, eighteen who use much and pay in cash."""
    return pd.DataFrame(
        {
            "customer": [f"c{i:02}" for i in range(30)],
            "use": [*range(10, 22), *range(60, 78)],
            "pays": ["app"] * 12 + ["cash"] * 18,
            "mood": ["low"] * 12 + ["high"] * 18,
        }
    )


@pytest.fixture
def line() -> Callable[..., pd.DataFrame]:
    """One crowd without groups, stretched along a line: who uses much of one uses much of all."""

    def draw(n: int, seed: int = 0, attributes: int = 4) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        common, own = rng.normal(size=(n, 1)), rng.normal(size=(n, attributes))
        names = [f"a{i}" for i in range(attributes)]
        table = pd.DataFrame(0.8 * common + 0.6 * own, columns=names)
        table.insert(0, "customer", range(n))
        return table

    return draw


@pytest.fixture
def shop(tmp_path: Path) -> Callable[..., Workshop]:
    """Open a company with this profile and these lines of customers."""

    def make(profile: str, customers: Sequence[str] = (), language: Any = "en") -> Workshop:
        text = f"id: mine\nname: Mine\n{profile}"
        if customers:
            (tmp_path / "customers.csv").write_text("\n".join(customers) + "\n", "utf-8")
            text += "\ndata: {customers: customers.csv}\n"
        (tmp_path / "company.yaml").write_text(text, "utf-8")
        return open_workshop(tmp_path, language=language)

    return make


@pytest.fixture
def page(entered_here: Path) -> Callable[..., Workshop]:
    """Opens a sample company as one more page: `page("lakeside-hotel", "zh")`."""
    return lambda company="lakeside-hotel", language="en": open_workshop(company, language=language)
