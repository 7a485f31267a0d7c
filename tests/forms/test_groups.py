"""Another group or person types on the same laptop: everybody's answers stay their own."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit.forms import Choice, Form, Number, Text
from workshop_kit.forms.fields import Field
from workshop_kit.workshop import Workshop

Put = Callable[[Field, Any], None]
Open = Callable[..., Workshop]
Troubled = Callable[[Workshop], Any]

QUESTIONS = [
    Text(name="quote", label="Quote"),
    Number(name="n", label="How many"),
    Choice(name="fruit", label="Fruit", options={"a": "Apple", "b": "Pear"}),
]


def by_group(ws: Workshop) -> dict[tuple[str, str], Any]:
    return {(e.group, e.key): e.body["values"] for e in ws.store.current(kind="k")}


def test_each_group_has_answers_of_its_own(ws: Workshop, put: Put) -> None:
    ws.who.change("1", "")
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["quote"], "one")
    ws.who.change("2", "")
    assert form.data == {}
    assert form.foot.tone == "wait"
    put(form.fields["quote"], "two")
    put(form.fields["n"], "2")
    ws.who.change("1", "")
    assert form.data == {"quote": "one"}
    assert form.foot.tone == "ok"
    ws.who.change("2", "")
    assert form.data == {"quote": "two", "n": 2}
    assert by_group(ws) == {("1", ""): {"quote": "one"}, ("2", ""): {"quote": "two", "n": 2}}
    assert len(ws.store.history()) == 3


def test_messages_are_of_the_group_that_types(ws: Workshop, put: Put) -> None:
    ws.who.change("1", "")
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["n"], "many")
    assert form.foot.wrong == ["ws-q-n"]
    ws.who.change("2", "")
    assert (form.foot.wrong, form.foot.lines) == ([], [])


def test_text_that_waits_for_the_clock_is_saved_for_the_group_that_typed_it(
    opened: Open, put: Put, clocked: Any
) -> None:
    async def main() -> None:
        ws = opened()
        ws.who.change("1", "Ann")
        form = Form(ws, "k", QUESTIONS)
        put(form.fields["quote"], "one")
        assert ws.store.current() == []
        ws.who.change("2", "Bob")
        assert by_group(ws) == {("1", ""): {"quote": "one"}}
        assert ws.store.current()[0].author == "Ann"
        assert form.data == {}

    clocked.run(main)


@pytest.mark.parametrize("writes", [True, False])
@pytest.mark.parametrize("tries", [0, 1, 2])
def test_text_is_saved_for_its_group_though_the_store_was_locked_when_it_left(
    opened: Open, put: Put, troubled: Troubled, clocked: Any, writes: bool, tries: int
) -> None:
    async def main() -> None:
        ws = opened()
        ws.who.change("1", "Ann")
        form = Form(ws, "k", QUESTIONS)
        store = troubled(ws)
        store.reason, store.writes = "locked", writes
        for i in range(tries):  # each may leave a draft of its own
            put(form.fields["quote"], f"one, try {i}")
            form.tick()
        put(form.fields["quote"], "one")
        ws.who.change("2", "Bob")
        assert form.data == {}
        put(form.fields["quote"], "two")
        ws.who.change("3", "Cid")
        put(form.fields["n"], "3")
        assert "Not saved" in form.foot.saved
        store.reason = None
        form.tick()
        assert by_group(ws) == {
            ("1", ""): {"quote": "one"},
            ("2", ""): {"quote": "two"},
            ("3", ""): {"n": 3},
        }
        authors = {entry.group: entry.author for entry in ws.store.current()}
        assert authors == {"1": "Ann", "2": "Bob", "3": "Cid"}
        assert len(ws.store.history()) == 3
        assert form.foot.tone == "ok"
        assert form.data == {"n": 3}

    clocked.run(main)


def test_who_comes_back_while_the_store_is_locked_finds_what_was_typed(
    ws: Workshop, put: Put, troubled: Troubled
) -> None:
    ws.who.change("1", "")
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason = "locked"
    put(form.fields["quote"], "one")
    ws.who.change("2", "")
    assert form.data == {}
    ws.who.change("1", "")
    assert form.data == {"quote": "one"}
    assert "Not saved" in form.foot.saved
    put(form.fields["n"], "1")
    store.reason = None
    form.tick()
    assert by_group(ws) == {("1", ""): {"quote": "one", "n": 1}}


def test_what_was_pending_takes_over_what_another_page_saved_meanwhile(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    here, there = opened(), opened()
    for ws in (here, there):
        ws.who.change("1", "")
    form, other = Form(here, "k", QUESTIONS), Form(there, "k", QUESTIONS)
    store = troubled(here)
    store.reason = "locked"
    put(form.fields["quote"], "mine")
    here.who.change("2", "")
    put(other.fields["n"], "3")
    store.reason = None
    form.tick()
    assert by_group(here) == {("1", ""): {"quote": "mine", "n": 3}}
    other.tick()
    assert other.data == {"quote": "mine", "n": 3}


def test_an_unclear_failure_before_the_group_left_is_not_saved_twice(
    ws: Workshop, put: Put, troubled: Troubled
) -> None:
    ws.who.change("1", "")
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason, store.writes, store.after = "unreachable", True, True
    put(form.fields["quote"], "one")
    ws.who.change("2", "")
    store.reason = None
    form.tick()
    assert [entry.body["values"] for entry in ws.store.history()] == [{"quote": "one"}]


def test_what_was_entered_for_no_group_goes_along_to_the_first_one(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["quote"], "x")
    put(form.fields["n"], "1")
    ws.who.change("3", "Ann")
    assert form.data == {"quote": "x", "n": 1}
    assert form.foot.tone == "ok"
    # It is the group's now: standing for nobody as well, it would be counted twice.
    assert by_group(ws) == {("3", ""): {"quote": "x", "n": 1}, ("", ""): {}}
    ws.who.change("4", "")
    assert form.data == {}
    ws.who.change("", "")
    assert form.data == {}


def test_a_group_that_has_answers_keeps_them(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", QUESTIONS)
    ws.who.change("3", "")
    put(form.fields["quote"], "ours")
    ws.who.change("", "")
    put(form.fields["n"], "1")
    ws.who.change("3", "")
    assert form.data == {"quote": "ours"}
    assert by_group(ws) == {("3", ""): {"quote": "ours"}, ("", ""): {"n": 1}}


def test_what_does_not_fit_or_is_not_known_goes_along_too(
    ws: Workshop, put: Put, saved_elsewhere: Callable[..., Any]
) -> None:
    saved_elsewhere({"quote": "x", "fruit": "kiwi", "mood": [1]})
    form = Form(ws, "k", QUESTIONS)
    ws.who.change("1", "")
    assert by_group(ws)["1", ""] == {"quote": "x", "fruit": "kiwi", "mood": [1]}
    assert form.data == {"quote": "x"}


def test_nothing_that_was_entered_takes_nothing_along(ws: Workshop) -> None:
    Form(ws, "k", QUESTIONS)
    ws.who.change("1", "")
    assert ws.store.history() == []


def test_what_two_forms_of_one_place_know_goes_along_as_the_newer_knows_it(
    ws: Workshop, put: Put
) -> None:
    # A cell that was run again leaves its first form behind, with what it knew then.
    first = Form(ws, "k", QUESTIONS)
    put(first.fields["quote"], "old")
    second = Form(ws, "k", QUESTIONS)
    put(second.fields["quote"], "new")
    ws.who.change("1", "")
    assert by_group(ws)["1", ""] == {"quote": "new"}
    assert second.data == {"quote": "new"}


@pytest.mark.parametrize("own", [False, True])
def test_taking_along_waits_until_it_is_known_what_the_group_has(
    ws: Workshop, put: Put, troubled: Troubled, own: bool
) -> None:
    form = Form(ws, "k", QUESTIONS)
    if own:
        ws.who.change("1", "")
        put(form.fields["quote"], "ours")
        ws.who.change("", "")
    put(form.fields["n"], "1")
    store = troubled(ws)
    store.reason = "locked"
    ws.who.change("1", "")
    store.reason = None
    form.tick()
    form.tick()
    assert form.data == ({"quote": "ours"} if own else {"n": 1})
    assert by_group(ws)["1", ""] == form.data
    assert by_group(ws)["", ""] == ({"n": 1} if own else {})


def test_text_for_no_group_that_could_not_be_saved_goes_along(
    ws: Workshop, put: Put, troubled: Troubled
) -> None:
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason, store.writes = "locked", True
    put(form.fields["quote"], "x")
    ws.who.change("1", "")
    assert form.data == {"quote": "x"}  # the group has nothing, so it stays in sight
    store.reason = None
    for _turn in range(2):
        form.tick()
    assert form.data == {"quote": "x"}
    assert by_group(ws)["1", ""] == {"quote": "x"}
    assert not by_group(ws).get(("", ""))


def test_a_name_changes_nothing_on_the_page_of_a_group(
    ws: Workshop, put: Put, troubled: Troubled
) -> None:
    ws.who.change("1", "")
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason = "locked"
    put(form.fields["quote"], "x")
    ws.who.change("1", "Ann")
    # Emptied until the store answers, it would look lost.
    assert form.data == {"quote": "x"}
    store.reason = None
    put(form.fields["n"], "2")
    assert ws.store.current()[0].author == "Ann"
    assert by_group(ws) == {("1", ""): {"quote": "x", "n": 2}}


def test_a_personal_form_belongs_to_a_name(ws: Workshop, put: Put) -> None:
    ws.who.change("1", "Ann")
    form = Form(ws, "k", QUESTIONS, personal=True)
    put(form.fields["quote"], "Ann's")
    ws.who.change("1", "Bob")
    assert form.data == {}
    put(form.fields["quote"], "Bob's")
    ws.who.change("2", "Ann")  # another Ann
    assert form.data == {}
    ws.who.change("1", "Ann")
    assert form.data == {"quote": "Ann's"}
    assert by_group(ws) == {("1", "Ann"): {"quote": "Ann's"}, ("1", "Bob"): {"quote": "Bob's"}}


@pytest.mark.parametrize("group", ["", "1"])
def test_answers_of_one_person_are_never_taken_along_to_another(
    ws: Workshop, put: Put, group: str
) -> None:
    ws.who.change(group, "Ann")
    form = Form(ws, "k", QUESTIONS, personal=True)
    put(form.fields["quote"], "Ann's")
    ws.who.change(group, "Bob")
    assert form.data == {}
    ws.who.change("7", "Cid")
    assert form.data == {}
    assert by_group(ws) == {(group, "Ann"): {"quote": "Ann's"}}


def test_a_person_takes_answers_along_to_the_first_group(ws: Workshop, put: Put) -> None:
    ws.who.change("", "Ann")
    form = Form(ws, "k", QUESTIONS, personal=True)
    put(form.fields["quote"], "Ann's")
    ws.who.change("1", "Ann")
    assert form.data == {"quote": "Ann's"}
    assert by_group(ws) == {("1", "Ann"): {"quote": "Ann's"}, ("", "Ann"): {}}


def test_a_name_of_any_kind_finds_its_answers_again(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", QUESTIONS, personal=True)
    for i, name in enumerate(
        ["<b>玥</b>", "🚗", "a\0b", "half \ud83d", "'; DROP TABLE entries; --"]
    ):
        ws.who.change("1", name)
        assert form.data == {}
        put(form.fields["n"], str(i))
        ws.who.change("1", "")
        ws.who.change("1", name)
        assert form.data == {"n": i}
    assert len(ws.store.current()) == 5
