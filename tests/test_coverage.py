"""docs/coverage.md: every point of the course has a place that is there, or a reason."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COVERAGE = ROOT / "docs" / "coverage.md"
# How many points the course checklist has under each letter.
POINTS = {"P": 27, "K": 15, "J": 18, "M": 12, "Q": 20, "R": 18, "I": 8}
LINK = re.compile(r"\[([^\]]+)\]\(([^)#]*)#?([^)]*)\)")


def rows() -> dict[str, tuple[str, str]]:
    """Of every id what it is, and where it is taught."""
    lines = re.findall(r"^\| ([A-Z]\d+) \| (.+?) \| (.+) \|$", COVERAGE.read_text("utf-8"), re.M)
    assert len({key for key, _, _ in lines}) == len(lines)
    return {key: (what, where) for key, what, where in lines}


def headings(path: Path) -> set[str]:
    """The anchors of a document's headings."""
    found = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found}


def test_every_point_of_the_course_stands_once_and_in_order() -> None:
    wanted = [f"{letter}{i + 1}" for letter, many in POINTS.items() for i in range(many)]
    assert list(rows()) == wanted


@pytest.mark.parametrize("key", rows())
def test_a_point_has_a_place_or_a_reason(key: str) -> None:
    what, where = rows()[key]
    assert what
    if not LINK.search(where):
        assert re.match(r"Left out[^:]*: \S.{20,}", where), where


@pytest.mark.parametrize("key", rows())
def test_every_link_leads_to_a_cell_or_heading_that_is_there(key: str) -> None:
    for text, target, anchor in LINK.findall(rows()[key][1]):
        path = COVERAGE.parent / target
        assert path.is_file(), f"{text}: {target}"
        if path.suffix == ".ipynb":
            cells = {cell["id"]: cell for cell in json.loads(path.read_text("utf-8"))["cells"]}
            assert anchor in cells, f"{text}: {target} has no cell {anchor}"
            # A participant finds it in the other language too.
            assert anchor.replace("-en", "-zh") in cells
            assert "solution" not in cells[anchor]["metadata"]["tags"]
        elif anchor:
            assert anchor in headings(path), f"{text}: {target} has no heading {anchor}"


def test_every_notebook_and_exercise_teaches_something_of_the_course() -> None:
    linked = {
        Path(target).name for _, where in rows().values() for _, target, _ in LINK.findall(where)
    }
    there = {
        path.name
        for folder in ("notebooks", "exercises")
        for path in (ROOT / folder).glob("*.ipynb")
    }
    # The first page says how one works; the report page shows what the others found.
    assert there - linked <= {"00_welcome.ipynb", "07_report.ipynb"}
