"""A store that cannot be written or read: the form says so, keeps what was typed, tries again."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from workshop_kit.forms import Choice, Form, Number, Text, clock
from workshop_kit.forms.fields import Field
from workshop_kit.stores import Reason, StoreError
from workshop_kit.text import translator
from workshop_kit.workshop import Workshop

Put = Callable[[Field, Any], None]
Open = Callable[..., Workshop]
Troubled = Callable[[Workshop], Any]

QUESTIONS = [
    Text(name="quote", label="Quote"),
    Number(name="n", label="How many", low=0, high=9, required=True),
    Choice(name="fruit", label="Fruit", options={"a": "Apple", "b": "Pear"}),
]
REASONS = get_args(Reason)
WORDS = {
    "locked": "another program is writing just now",
    "read-only": "the folder may not be written to",
    "full": "the disk is full; make room on it",
    "damaged": "the file of entries is damaged; the trainer can rename it",
    "network": "the folder lies on a network drive; copy it to this computer",
    "unreachable": "the database does not answer",
}


def not_saved(reason: str, language: str = "en") -> str:
    _ = translator(language)
    text = _("Not saved: {reason}. What you typed stays here, and saving is tried again.")
    return text.format(reason=_(WORDS[reason]))


def saved(form: Form) -> bool:
    return form.foot.tone == "ok"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("writes", [True, False])
def test_what_cannot_be_saved_is_said_kept_and_saved_later(
    opened: Open, put: Put, troubled: Troubled, language: str, reason: str, writes: bool
) -> None:
    ws = opened(language)
    form = Form(ws, "k", QUESTIONS, reply=lambda data: [str(data.get("n"))])
    put(form.fields["fruit"], "a")
    store = troubled(ws)
    store.reason, store.writes = reason, writes
    put(form.fields["n"], "12")
    put(form.fields["quote"], "Never again")
    assert (form.foot.saved, form.foot.tone) == (not_saved(reason, language), "bad")
    assert form.data == {"fruit": "a", "n": 12, "quote": "Never again"}
    # The form works all the same.
    assert form.foot.wrong == ["ws-q-n"]
    assert ["", "12"] in form.foot.lines
    form.tick()
    assert form.foot.saved == not_saved(reason, language)
    store.reason = None
    form.tick()
    assert saved(form)
    assert Form(opened(), "k", QUESTIONS).data == form.data
    assert len(ws.store.history()) == 2  # nothing twice
    if language == "zh":
        assert all(word not in not_saved(reason, "zh") for word in ("Not", "the "))


def test_what_has_no_words_yet_would_be_a_reason_that_nobody_knows() -> None:
    assert set(WORDS) == set(REASONS)


def test_an_answer_that_is_given_while_the_clock_waits_is_checked_at_once(
    opened: Open, put: Put, troubled: Troubled, clocked: Any
) -> None:
    ws = opened()
    store = troubled(ws)

    async def main() -> None:
        form = Form(ws, "k", QUESTIONS, reply=lambda data: [data.get("fruit", "-")])
        store.reason = "locked"
        put(form.fields["fruit"], "a")
        tries = store.tries
        put(form.fields["fruit"], "b")
        # Five seconds of waiting for a lock with every click would be a form that hangs.
        assert store.tries == tries
        assert form.foot.lines[-1] == ["", "b"]
        assert form.foot.saved == not_saved("locked")
        put(form.fields["quote"], "typed")
        assert form.foot.saved == not_saved("locked")  # still the reason, not only "not saved yet"
        store.reason = None
        await clocked.passes(4)
        assert saved(form)
        assert ws.store.current()[0].body["values"] == {"fruit": "b", "quote": "typed"}

    clocked.run(main)


def test_tries_come_at_growing_pauses_up_to_the_longest(
    opened: Open, put: Put, troubled: Troubled, clocked: Any
) -> None:
    ws = opened()
    store = troubled(ws)

    async def main() -> None:
        form = Form(ws, "k", QUESTIONS)
        store.reason, store.writes = "full", True
        put(form.fields["fruit"], "a")
        begun, known, times = clocked.now, store.tries, []
        while clocked.now < begun + 300:
            await clocked.passes(clock.STROKE)
            if store.tries > known:
                known = store.tries
                times.append(clocked.now - begun)
        pauses = [b - a for a, b in zip([0, *times], times, strict=False)]
        assert pauses[0] <= 3 * clock.STROKE
        assert pauses == sorted(pauses)
        assert pauses[2] > pauses[0]
        assert clock.LONGEST <= pauses[-1] <= clock.LONGEST + 2 * clock.STROKE
        store.reason = None
        await clocked.passes(clock.LONGEST + 2 * clock.STROKE)
        assert saved(form)
        # The next trouble begins with short pauses again.
        store.reason = "full"
        put(form.fields["fruit"], "b")
        known = store.tries
        await clocked.passes(3 * clock.STROKE)
        assert store.tries > known

    clocked.run(main)


def test_trouble_of_one_form_lets_the_others_of_its_store_wait(
    opened: Open, put: Put, troubled: Troubled, clocked: Any
) -> None:
    # Twenty forms that each wait five seconds for a database are a kernel that never answers.
    ws = opened()
    store = troubled(ws)

    async def main() -> None:
        forms = [Form(ws, "k", QUESTIONS, key=str(i)) for i in range(20)]
        for form in forms:
            put(form.fields["quote"], "x")
        store.reason = "unreachable"
        await clocked.passes(60)
        assert store.tries < 10
        store.reason = None
        await clocked.passes(clock.LONGEST + 2 * clock.STROKE)
        assert len(ws.store.current()) == 20
        assert all(saved(form) for form in forms)

    clocked.run(main)


def test_trouble_of_one_store_does_not_touch_the_forms_of_another(
    opened: Open, put: Put, troubled: Troubled, clocked: Any, tmp_path: Any
) -> None:
    from workshop_kit.entries import Entries

    bad, good = opened(), opened()
    vars(good)["store"] = Entries(tmp_path / "other.sqlite")
    store = troubled(bad)

    async def main() -> None:
        first, second = Form(bad, "k", QUESTIONS), Form(good, "k", QUESTIONS)
        store.reason = "unreachable"
        put(first.fields["quote"], "x")
        put(second.fields["quote"], "y")
        await clocked.passes(3 * clock.STROKE)
        assert saved(second)
        assert not saved(first)

    clocked.run(main)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("reason", REASONS)
def test_a_form_opens_though_nothing_can_be_read(
    opened: Open, put: Put, troubled: Troubled, language: str, reason: str
) -> None:
    put(Form(opened(), "k", QUESTIONS).fields["quote"], "from before")
    ws = opened(language)
    store = troubled(ws)
    store.reason = reason
    form = Form(ws, "k", QUESTIONS)
    _ = translator(language)
    text = _("Cannot be read now: {reason}. You can fill it in all the same; it is tried again.")
    assert form.foot.saved == text.format(reason=_(WORDS[reason]))
    assert (form.foot.tone, form.data) == ("bad", {})
    assert form.foot.progress == _("{done} of {all}").format(done=0, all=1)
    put(form.fields["n"], "3")
    assert form.foot.saved == not_saved(reason, language)
    store.reason = None
    form.tick()
    assert form.data == {"quote": "from before", "n": 3}
    assert ws.store.current()[0].body["values"] == form.data
    assert saved(form)


def test_what_was_filled_in_while_nothing_could_be_read_is_told_with_what_was_there(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    put(Form(opened(), "k", QUESTIONS).fields["quote"], "from before")
    ws = opened()
    store = troubled(ws)
    store.reason = "unreachable"
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["quote"], "typed blindly")
    store.reason = None
    form.tick()
    assert form.data == {"quote": "typed blindly"}
    assert [entry.body["values"]["quote"] for entry in ws.store.history()] == [
        "from before",
        "typed blindly",
    ]
    assert "Quote" in form.foot.lines[-1][1] or "Quote" in form.foot.lines[0][1]


def test_a_form_that_holds_nothing_new_does_not_cry_when_it_cannot_look(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["quote"], "x")
    said = form.foot.saved
    store = troubled(ws)
    store.reason = "unreachable"
    form.tick()
    # Everything is saved: "Not saved" would be untrue.
    assert (form.foot.saved, form.foot.tone) == (said, "ok")


def test_a_form_that_could_not_be_read_is_quiet_again_when_it_can(
    opened: Open, troubled: Troubled
) -> None:
    ws = opened()
    quiet = Form(ws, "k", QUESTIONS).foot.saved
    store = troubled(ws)
    store.reason = "unreachable"
    form = Form(ws, "k", QUESTIONS)
    assert form.foot.tone == "bad"
    store.reason = None
    form.tick()
    assert (form.foot.saved, form.foot.tone) == (quiet, "wait")


def test_what_is_typed_on_after_a_failed_try_is_saved_with_it(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason = "full"
    for typed in ("N", "Ne", "Nev"):
        put(form.fields["quote"], typed)
    store.reason = None
    put(form.fields["quote"], "Neve")
    assert [entry.body["values"] for entry in ws.store.history()] == [{"quote": "Neve"}]


@pytest.mark.parametrize("more", [False, True])
def test_what_was_written_though_the_store_could_not_say_so_is_not_saved_twice(
    opened: Open, put: Put, troubled: Troubled, more: bool
) -> None:
    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason, store.writes, store.after = "unreachable", True, True
    put(form.fields["quote"], "x")
    assert not saved(form)
    assert len(ws.store.history()) == 1  # it is there, but nobody said so
    form.tick()
    store.reason = None
    if more:
        put(form.fields["n"], "3")
    form.tick()
    assert saved(form)
    assert [entry.body["values"] for entry in ws.store.history()] == (
        [{"quote": "x"}, {"quote": "x", "n": 3}] if more else [{"quote": "x"}]
    )
    assert not any("another page" in text for _tone, text in form.foot.lines)


def test_the_time_that_is_said_is_the_time_of_saving(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    store = troubled(ws)
    store.reason, store.writes = "locked", True
    put(form.fields["quote"], "x")
    then = datetime.now(UTC)
    time.sleep(0.01)
    store.reason = None
    form.tick()
    assert ws.store.current()[0].saved_at > then


def test_a_real_read_only_folder_and_a_real_lock_are_said(
    opened: Open, put: Put, tmp_path: Any
) -> None:
    import sqlite3

    from workshop_kit.entries import Entries

    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["quote"], "x")
    vars(ws)["store"] = Entries(tmp_path / "entries.sqlite", timeout=0.1)
    lock = sqlite3.connect(tmp_path / "entries.sqlite")
    lock.execute("BEGIN IMMEDIATE")
    put(form.fields["quote"], "xy")
    assert form.foot.saved == not_saved("locked")
    lock.rollback()
    lock.close()
    form.tick()
    assert saved(form)


def test_a_store_error_of_a_callback_does_not_claim_that_nothing_was_saved(
    opened: Open, put: Put
) -> None:
    # A reply may read the entries of other forms.
    def reply(data: dict[str, Any]) -> list[str]:
        raise StoreError("entries.sqlite", "locked")

    ws = opened()
    form = Form(ws, "k", QUESTIONS, reply=reply)
    put(form.fields["quote"], "x")
    assert ws.store.current()[0].body["values"] == {"quote": "x"}
    assert saved(form)
    assert any("another program is holding it" in text.lower() for _t, text in form.foot.lines)
