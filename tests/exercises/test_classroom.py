"""How a class answered: counts that can be made by hand, and what is no answer."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.exercises import Sheet, class_answers, class_texts
from workshop_kit.stores import StoreError

Opened = Callable[..., Workshop]
PEOPLE = (
    ("1", "Li", {"who": "b", "where": {"a": "in", "b": "in"}, "sum": 2.5, "own": "I will ask her"}),
    ("1", "Wu", {"who": "c", "where": {"a": "out"}, "sum": "two"}),
    ("2", "He", {"who": "a", "turn": ["b", "a", "c"]}),
    ("2", "", {"who": "c", "turn": ["b", None, "a"]}),
)


@pytest.fixture
def answered(opened: Opened) -> Workshop:
    ws = opened()
    for group, key, values in PEOPLE:
        save(ws, group, key, values)
    return ws


def save(ws: Workshop, group: str, key: str, values: Any, **other: str) -> None:
    place = {"company": "mine", "workshop": ws.session, "kind": "exercise.mine", **other}
    ws.store.save(Entry(group=group, key=key, author=key, body={"values": values}, **place))


def test_a_class_is_counted_question_by_question(answered: Workshop, sheet: Sheet) -> None:
    table = class_answers(answered, sheet)
    rows = [tuple(row) for row in table.itertuples(index=True)]
    assert [row[:3] + row[4:] for row in rows] == [
        ("1", "Who calls?", "1 of 4", "Cui (2)"),
        ("2", "Anna", "1 of 2", "outside (1)"),
        ("2", "Bei", "0 of 1", "inside (1)"),
        ("3", "Who comes first?", "0 of 1", "Bei → Anna → Cui (1)"),
        ("4", "A quarter of ten", "1 of 1", "–"),
    ]
    assert table["Key"].tolist() == ["Bei", "inside", "outside", "Cui → Anna → Bei", "2.5"]


def test_a_class_that_has_not_answered_is_told_so(opened: Opened, sheet: Sheet) -> None:
    ws = opened()
    save(ws, "1", "Li", {})
    save(ws, "1", "Li", {"who": "b"}, workshop="2020-01-01-a")
    assert "has answered this exercise yet" in class_answers(ws, sheet).data
    assert "has written a text" in class_texts(ws, sheet).data


@pytest.mark.parametrize(
    "values", [{"who": "z"}, {"who": 3}, {"where": "in"}, {"turn": ["a", "a"]}, {"no": 1}, [], "x"]
)
def test_answers_of_another_version_are_left_out(
    answered: Workshop, sheet: Sheet, values: Any
) -> None:
    before = class_answers(answered, sheet)
    save(answered, "3", "Xu", values)
    assert class_answers(answered, sheet).equals(before)


def test_texts_are_listed_to_be_read_out(answered: Workshop, sheet: Sheet) -> None:
    table = class_texts(answered, sheet)
    assert [tuple(row) for row in table.itertuples()] == [("5", "1", "Li", "I will ask her")]


def test_a_store_that_cannot_be_read_is_said(
    answered: Workshop, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_place: str) -> list[Entry]:
        raise StoreError("entries.sqlite", "locked")

    monkeypatch.setattr(answered.store, "current", fail)
    for shown in (class_answers(answered, sheet), class_texts(answered, sheet)):
        assert "cannot be read now" in shown.data
