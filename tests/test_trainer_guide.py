"""What trainers read: a note in every part of a page, minutes that add up, two guides in step."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest

from workshop_kit.edition import source
from workshop_kit.material import material

LANGUAGES = ("en", "zh")
PAGES = sorted(material("notebooks").glob("*.ipynb"))
SOLUTIONS = sorted(material("solutions").glob("*.ipynb"))
DOCS = Path(__file__).parents[1] / "docs"
GUIDES = {"en": DOCS / "trainer-guide.md", "zh": DOCS / "trainer-guide.zh.md"}
LABELS = {
    "en": ("**For the trainer.** Purpose: ", "**Ask:**", "**Usual mistakes:**", "**Good is**"),
    "zh": ("**讲师提示：** 目的：", "**可以问：**", "**常见错误：**", "**做得好的样子：**"),
}
WITHOUT = {"Who is typing?", "In short", "谁在填？", "小结"}
ROWS = [*(f"R{i}" for i in range(1, 10)), *(f"M{i}" for i in range(7, 13))]
ROWS += ["R11", "R12", "R13", "P27"]

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


class Part(NamedTuple):
    """A row of a table of minutes; a dash is no minutes, and so is a number in brackets."""

    title: str
    minutes: str
    hurry: str


def table(text: str) -> list[list[str]]:
    """The rows of the first table in a text, without its head."""
    found = re.search(r"(?:^\|.*\|\n?)+", text, re.MULTILINE)
    assert found, text[:80]
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in found[0].splitlines()]
    return rows[2:]


def total(numbers: list[str]) -> int:
    return sum(int(n) for n in numbers if n.isdecimal())


def cells(path: Path, language: str) -> list[Any]:
    return [c for c in nbformat.read(path, 4).cells if language in source.tags(c)]


def unwrapped(note: Any) -> str:
    """The text of a quoted note, whatever the width of its lines."""
    return str(note.source).replace("\n> ", " ")


def minutes_in(text: str) -> str:
    """The first number of minutes that a text says."""
    found = re.search(r"(\d+) (?:minutes|分钟)", text)
    assert found, text[:80]
    return found[1]


def plan_of(path: Path, language: str) -> tuple[list[Part], list[int]]:
    """The table at the top of a page, and the two sums above it."""
    top = next(c for c in cells(path, language) if "trainer" in source.tags(c))
    sums = [int(n) for n in re.findall(r"\d+", top.source.splitlines()[0])]
    return [Part(*row[:3]) for row in table(top.source)], sums


def parts_of(path: Path, language: str) -> dict[str, tuple[Any, list[Any]]]:
    """Each part of a page by its title: the cell that begins it, and its notes."""
    parts: dict[str, tuple[Any, list[Any]]] = {}
    for cell in cells(path, language):
        if cell.source.startswith("## "):
            parts[cell.source.splitlines()[0][3:]] = (cell, [])
        elif "trainer" in source.tags(cell) and parts:
            [*parts.values()][-1][1].append(cell)
    return parts


def sections(language: str, level: str) -> dict[str, str]:
    """The sections of a guide, heading to text."""
    pieces = re.split(rf"^{level} (.*)$", GUIDES[language].read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


class Row(NamedTuple):
    """A row of an agenda."""

    start: str
    minutes: str
    what: str
    hand_in: str

    @property
    def link(self) -> str:
        found = re.search(r"\(\.\./(.*?)\)", self.what)
        return Path(found[1]).stem if found else ""


def agendas(language: str) -> dict[int, tuple[int, list[Row]]]:
    """Every agenda: what its heading promises, and its rows."""
    found = []
    for heading, text in sections(language, "###").items():
        if promised := re.search(r"[(（](\d+) (?:minutes|分钟)[)）]", heading):
            found.append((int(promised[1]), [Row(*row) for row in table(text)]))
    return dict(enumerate(found))


@each
@both
def test_every_part_says_purpose_minutes_questions_mistakes_and_what_good_is(
    path: Path, language: str
) -> None:
    plan = {part.title: part for part in plan_of(path, language)[0]}
    parts = parts_of(path, language)
    assert [*plan] == [*parts]
    for title, (first, notes) in parts.items():
        if title in WITHOUT:
            continue
        assert len(notes) == 1, title
        text = unwrapped(notes[0])
        assert not [label for label in LABELS[language] if label not in text], title
        assert minutes_in(text) == plan[title].minutes.strip("()"), title
        data = [tag for tag in source.tags(first) if tag.startswith("data:")]
        assert source.tags(notes[0]) == [language, "trainer", *data], title


@each
@both
def test_the_minutes_of_a_page_add_up(path: Path, language: str) -> None:
    parts, sums = plan_of(path, language)
    assert sums == [total([p.minutes for p in parts]), total([p.hurry for p in parts])]
    for part in parts:
        assert not part.hurry.isdecimal() or int(part.hurry) <= int(part.minutes), part


@each
@both
def test_the_guide_has_the_minutes_of_the_page(path: Path, language: str) -> None:
    parts, sums = plan_of(path, language)
    (heading,) = [h for h in sections(language, "###") if h.startswith(path.stem)]
    assert [int(n) for n in re.findall(r"\d+", heading.removeprefix(path.stem))] == sums
    assert [Part(*row) for row in table(sections(language, "###")[heading])] == parts


@each
def test_both_languages_have_the_same_minutes(path: Path) -> None:
    english, chinese = (plan_of(path, language) for language in LANGUAGES)
    assert [part[1:] for part in english[0]] == [part[1:] for part in chinese[0]]
    assert english[1] == chinese[1]


@both
def test_the_first_page_says_how_long_the_others_take(language: str) -> None:
    words = {
        "an hour": 60,
        "一小时": 60,
        "two hours": 120,
        "两小时": 120,
        "ten minutes": 10,
        "十分钟": 10,
    }
    text = "\n".join(c.source for c in cells(PAGES[0], language))
    pattern = r"\((\d\d_\w+)\.ipynb\).*(?:About|约) ?(.*?)[.。]\s*$"
    said = dict(re.findall(pattern, text, re.MULTILINE))
    for path in PAGES[1:]:
        digits = re.match(r"\d+", said[path.stem])
        minutes = int(digits[0]) if digits else words[said[path.stem]]
        assert minutes == plan_of(path, language)[1][0], path.stem


@both
def test_agendas_add_up_to_half_a_day_a_day_and_two(language: str) -> None:
    found = agendas(language)
    assert [promised for promised, _rows in found.values()] == [180, 360, 360, 360]
    for promised, rows in found.values():
        assert total([row.minutes for row in rows]) == promised
        at = 9 * 60
        for row in rows:
            assert row.start == f"{at // 60:02d}:{at % 60:02d}", row
            at += int(row.minutes.strip("()")) if row is not rows[-1] else 0
        assert rows[-1].minutes == "–"


@both
def test_half_a_day_has_slack_before_the_break_and_before_the_plan(language: str) -> None:
    _promised, rows = agendas(language)[0]
    slack = {"en": "Slack", "zh": "机动"}[language]
    at = [i for i, row in enumerate(rows) if row.what == slack]
    assert next(rows[i + 1].what for i in at) == {"en": "Break", "zh": "茶歇"}[language]
    assert [rows[i + 1].link for i in at][1:] == ["06_plan"]
    assert total([rows[i].minutes for i in at]) >= 12


@both
def test_a_page_has_all_its_minutes_or_those_in_a_hurry(language: str) -> None:
    guide = sections(language, "###")
    heads = [h for h in guide if re.match(r"\d\d_", h)]
    known = {h[: h.index(":" if language == "en" else "：")]: h for h in heads}
    for _promised, rows in agendas(language).values():
        given: dict[str, int] = defaultdict(int)
        for row in rows:
            given[row.link] += int(row.minutes) if row.minutes.isdecimal() else 0
            # A part that is left out, too, is named with its row.
            for title in re.findall(r"\*(.+?)\*", row.what):
                parts = {part[0]: part[2] for part in table(guide[known[row.link]])}
                given[row.link] += int(parts[title])
        for page in given.keys() & known.keys():
            allowed = [int(n) for n in re.findall(r"\d+", known[page].removeprefix(page))]
            assert given[page] in allowed, page
        assert not {link for link in given if link[:2].isdecimal()} - known.keys()
        rooms = {path.stem for path in PAGES[1:]}
        assert [row for row in rows if row.link in rooms and row.hand_in == "–"] == []


def test_exercises_have_the_minutes_of_their_page() -> None:
    said = {path.stem: int(minutes_in(cells(path, "en")[0].source)) for path in SOLUTIONS}
    for _promised, rows in agendas("en").values():
        for row in rows:
            assert row.link not in said or int(row.minutes) == said[row.link], row
    listed = dict(
        re.findall(r"\((exercise_\w+)\.ipynb\) \((\d+) minutes", str(cells(PAGES[0], "en")))
    )
    assert {name: int(minutes) for name, minutes in listed.items()} == said
    for language, heading in (("en", "Exercises"), ("zh", "练习")):
        rows = table(sections(language, "###")[heading])
        named = {re.findall(r"(exercise_\w+)", row[0])[0]: int(row[1]) for row in rows}
        assert named == said


def test_agendas_are_the_same_in_both_languages() -> None:
    english, chinese = (agendas(language) for language in LANGUAGES)
    for (_p, first), (_q, second) in zip(english.values(), chinese.values(), strict=True):
        assert [(r.start, r.minutes, r.link) for r in first] == [
            (r.start, r.minutes, r.link) for r in second
        ]
        assert [r.hand_in == "–" for r in first] == [r.hand_in == "–" for r in second]


def test_the_guides_have_the_same_parts() -> None:
    english, chinese = (
        [
            "|" * line.count("|") or line.split()[0]
            for line in path.read_text("utf-8").splitlines()
            if line.startswith(("#", "|", "- "))
        ]
        for path in GUIDES.values()
    )
    assert english == chinese


def test_scenes_practise_every_row_that_a_role_play_is_for() -> None:
    practised = []
    for language in LANGUAGES:
        scenes = [
            t for h, t in sections(language, "###").items() if h.startswith(("Scene", "场景"))
        ]
        assert len(scenes) >= 4
        lines = [re.findall(r"\b[RMP]\d+\b", text.strip().splitlines()[0]) for text in scenes]
        assert {row for line in lines for row in line} >= {*ROWS}
        practised.append(lines)
    assert practised[0] == practised[1]


@both
def test_what_a_guide_points_to_is_there(language: str) -> None:
    text = GUIDES[language].read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert (DOCS / target).exists() or target.endswith("07_report.ipynb"), target


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
@both
def test_a_solution_has_a_note_like_those_of_the_pages(path: Path, language: str) -> None:
    note = next(c for c in cells(path, language) if "trainer" in source.tags(c))
    text = unwrapped(note)
    assert not [label for label in LABELS[language] if label not in text]
    assert minutes_in(text) == minutes_in(cells(path, language)[0].source)
