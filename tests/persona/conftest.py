"""Where every text of an SVG stands and which meet; customers and companies to test with."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop, theme
from workshop_kit.entries import Entry
from workshop_kit.persona.picture import HEIGHT, WIDTH

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def boxes(
    parent: Element, clip: Box = (-9999, -9999, 9999, 9999)
) -> Iterator[tuple[str, Box, Box]]:
    """Each text with the box of its ink, upright, and the box it is cut at."""
    for element in parent:
        if element.tag == f"{SVG}svg":
            left, top, width, height = map(float, element.get("viewBox", "").split())
            yield from boxes(element, (left, top, left + width, top + height))
        elif element.tag == f"{SVG}text":
            size, x, y = (float(element.get(name, "")) for name in ("font-size", "x", "y"))
            bold = element.get("font-weight") == "700"
            width = theme.text_size(element.text or "", size, bold)[0]
            x -= {"middle": width / 2, "end": width}.get(element.get("text-anchor", ""), 0)
            yield element.text or "", (x, y - 0.88 * size, x + width, y + 0.2 * size), clip


def seen(box: Box, clip: Box) -> Box:
    left, top, right, bottom = box
    return max(left, clip[0]), max(top, clip[1]), min(right, clip[2]), min(bottom, clip[3])


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts, or text and stamp, that meet; and texts that leave the page."""
    root = ElementTree.fromstring(svg)
    shown = [(text, seen(box, clip)) for text, box, clip in boxes(root)]
    page = [(text, "page") for text, box in shown if box != seen(box, (0, 0, WIDTH, HEIGHT))]
    if root.find(f"{SVG}g") is not None:
        # The frame of 204 x 72 around (983, 80), turned by 8 degrees, with its line.
        shown.append(("stamp", (874.9, 28.5, 1091.1, 131.5)))
    pairs = [
        (one, other)
        for (one, a), (other, b) in combinations(shown, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.01 and min(a[3], b[3]) - max(a[1], b[1]) > 0.01
    ]
    return page + pairs


@pytest.fixture(scope="session")
def text_boxes() -> Callable[[str], list[tuple[str, Box, Box]]]:
    """Of an SVG: each text, the box of its ink, the box it is cut at."""
    return lambda svg: list(boxes(ElementTree.fromstring(svg)))


@pytest.fixture(scope="session")
def meeting() -> Callable[[str], list[tuple[str, str]]]:
    """Of an SVG of a page: texts that meet each other or the stamp, or leave the page."""
    return overlaps


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


@pytest.fixture
def saved_elsewhere() -> Callable[..., Entry]:
    """Saves an entry of a workshop as another laptop, or another version, would."""

    def save(ws: Workshop, kind: str, values: Any, group: str = "", key: str = "1") -> Entry:
        place = {"company": ws.company.id, "workshop": ws.session, "group": group, "key": key}
        body = {"version": 1, "values": values}
        return ws.store.save(Entry(kind=kind, author="", body=body, **place))

    return save
