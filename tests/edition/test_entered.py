"""An edition made after a class shows what groups entered; what they entered stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import nbformat

from workshop_kit.company import read_company
from workshop_kit.edition.run import run_edition
from workshop_kit.entries import Entries, Entry
from workshop_kit.workshop import find_company

MadeOf = Callable[..., AbstractContextManager[None]]


def entry(group: str, kind: str, key: str, **values: Any) -> Entry:
    body = {"version": 1, "values": values}
    return Entry("lakeside-hotel", "2026-11-21-a", group, kind, key, "", body)


def shown(notebook: Path) -> str:
    """Everything that the executed cells of a notebook say."""
    cells = nbformat.read(notebook, 4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return "\n".join(str(text) for output in outputs for text in output.get("data", {}).values())


def test_an_edition_runs_without_entries_and_shows_them_where_there_are_some(
    tmp_path: Path, made_of: MadeOf
) -> None:
    with made_of("01_persona", "02_kano"):
        entered_between(tmp_path)


def entered_between(tmp_path: Path) -> None:
    """Make an edition, enter something, make it again."""
    hotel, folder = read_company(find_company("lakeside-hotel")), tmp_path / "lakeside-hotel"
    first = run_edition(hotel, language="en", out=tmp_path)
    assert first.status == "made", first.problems
    assert "No group has begun a card yet" in shown(first.folder / "01_persona.ipynb")
    assert "Nobody here has answered the survey yet" in shown(first.folder / "02_kano.ipynb")
    assert not (folder / "entries.sqlite").exists(), "to look is not to enter"
    assert run_edition(hotel, language="en", out=tmp_path).status == "unchanged"

    store = Entries(folder / "entries.sqlite")
    store.save(entry("5", "persona", "1", name="Auntie <b>Wang</b>", segment="family"))
    pair = {"functional": "1", "dysfunctional": "5"}
    store.save(entry("5", "kano", "Li", **{"wifi-speed": pair, "wifi-speed.importance": 9}))
    before = store.history()
    again = run_edition(hotel, language="en", out=tmp_path)
    assert again.status == "made", again.problems
    persona = shown(again.folder / "01_persona.ipynb")
    assert "Group 5, card 1" in persona
    assert "Auntie &lt;b&gt;Wang&lt;/b&gt;" in persona
    assert "<b>Wang</b>" not in persona
    assert "Nobody here has answered" not in shown(again.folder / "02_kano.ipynb")
    assert store.history() == before
