"""The documents: every command and option is told in both languages, every link leads somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from workshop_kit import cli

ROOT = Path(__file__).parents[1]
FOLDERS = ("", "benchmarks", "datasets", "docs", "exercises", "notebooks", "solutions")
PAGES = sorted(page for folder in FOLDERS for page in (ROOT / folder).glob("*.md"))
LANGUAGES = ("commands.md", "commands.zh.md")


def read(page: Path) -> str:
    """A page without what stands between fences: there nothing is a heading or a link."""
    return re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.M | re.S)


def sections(name: str) -> dict[str, str]:
    """The commands that a page tells, each with its text."""
    found = re.split(r"^## workshop (\S+)$", read(ROOT / "docs" / name), flags=re.M)
    return dict(zip(found[1::2], found[2::2], strict=True))


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings; the second of two alike ends in -1."""
    found: list[str] = []
    for text in re.findall(r"^#+ (.+)$", read(page), re.M):
        slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        again = sum(re.fullmatch(rf"{re.escape(slug)}(-\d+)?", one) is not None for one in found)
        found.append(f"{slug}-{again}" if again else slug)
    return set(found)


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_command_is_told_and_none_that_is_gone(name: str) -> None:
    assert [*sections(name)] == [*dict.fromkeys(sections(name))]
    assert {*sections(name)} == {*cli.workshop.commands}


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("command", cli.workshop.commands)
def test_every_option_of_a_command_is_told_and_none_that_is_gone(name: str, command: str) -> None:
    known = {
        option
        for one in cli.workshop.commands[command].params
        if isinstance(one, click.Option)
        for option in one.opts
    }
    rows = re.findall(r"^\| `(--[a-z-]+)", sections(name)[command], re.M)
    assert {*rows} == known
    assert len(rows) == len(known)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("command", cli.workshop.commands)
def test_the_choices_of_an_option_are_told(name: str, command: str) -> None:
    for one in cli.workshop.commands[command].params:
        # Of the life cycles a few are named, with a link to all.
        if isinstance(one.type, click.Choice) and one.name != "life_cycle":
            told = sections(name)[command]
            assert [word for word in one.type.choices if f"`{word}`" not in told] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        if re.match(r"[a-z]+:", target):
            continue
        place, _hash, anchor = unquote(target).partition("#")
        path = (page.parent / place).resolve() if place else page
        inside = path.is_relative_to(ROOT) and path.exists()
        if not inside or (anchor and path.suffix == ".md" and anchor not in anchors(path)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith(".zh.md")])
def test_a_page_and_its_chinese_twin_lead_to_each_other(page: Path) -> None:
    twin = page.with_name(page.name.replace(".zh.md", ".md"))
    assert f"]({page.name})" in twin.read_text("utf-8")
    assert f"]({twin.name})" in page.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_a_page_are_commands(page: Path) -> None:
    used = set(re.findall(r"(?:bin/|[`/]|^|&& )workshop ([a-z]+)\b", page.read_text("utf-8"), re.M))
    assert used <= {*cli.workshop.commands}


def test_the_pictures_of_the_documents_are_small() -> None:
    large = [p.name for p in (ROOT / "docs").glob("*.png") if p.stat().st_size > 150_000]
    assert large == []
