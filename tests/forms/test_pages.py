"""Two pages with the same form: nothing is lost, the newer is shown, the other one is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit.entries import Entry, OvertakenError
from workshop_kit.forms import Choice, Form, Number, Rows, Text
from workshop_kit.forms.fields import Field
from workshop_kit.text import translator
from workshop_kit.workshop import Workshop

Put = Callable[[Field, Any], None]
Open = Callable[..., Workshop]
Troubled = Callable[[Workshop], Any]

QUESTIONS = [
    Text(name="quote", label="Quote"),
    Number(name="n", label="How many"),
    Choice(name="fruit", label="Fruit", options={"a": "Apple", "b": "Pear"}),
    Rows(name="list", label="List", columns=(Text(name="t", label="T"),)),
]


def told(form: Form) -> list[str]:
    return [text for _tone, text in form.foot.lines if "页" in text or "page" in text]


def words(language: str, entry: Entry, labels: str) -> str:
    _ = translator(language)
    time = entry.saved_at.astimezone().strftime("%H:%M")
    if entry.author:
        text = _("Also open on another page. {who} changed there at {time}: {labels}")
    else:
        text = _("Also open on another page. Changed there at {time}: {labels}")
    return text.format(who=entry.author, time=time, labels=labels)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("author", ["", "Ann"])
def test_what_another_page_saved_is_shown_and_told(
    opened: Open, put: Put, language: str, author: str
) -> None:
    here, there = opened(language), opened(language)
    there.who.change("", author)
    here.who.change("", "")
    form, other = Form(here, "k", QUESTIONS), Form(there, "k", QUESTIONS)
    put(other.fields["quote"], "x")
    put(other.fields["n"], "3")
    form.tick()
    assert form.data == {"quote": "x", "n": 3}
    comma = "、" if language == "zh" else ", "
    assert told(form) == [words(language, here.store.current()[0], f"Quote{comma}How many")]
    assert told(other) == []
    assert form.foot.saved == other.foot.saved
    form.tick()
    assert len(told(form)) == 1


def test_a_page_that_was_opened_later_is_not_told_of_what_it_found(opened: Open, put: Put) -> None:
    put(Form(opened(), "k", QUESTIONS).fields["quote"], "x")
    later = Form(opened(), "k", QUESTIONS)
    assert later.data == {"quote": "x"}
    assert told(later) == []


def test_a_save_takes_over_what_the_other_page_changed(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    here, there = opened(), opened()
    form, other = Form(here, "k", QUESTIONS), Form(there, "k", QUESTIONS)
    put(form.fields["quote"], "both know this")
    other.tick()
    put(other.fields["n"], "3")
    put(form.fields["fruit"], "b")
    assert form.data == {"quote": "both know this", "n": 3, "fruit": "b"}
    assert here.store.current()[0].body["values"] == form.data
    # Only what the other one changed is named, not what was changed here.
    assert told(form) == [words("en", here.store.history()[1], "How many")]
    other.tick()
    assert other.data == form.data
    assert told(other) == [words("en", here.store.current()[0], "Fruit")]


def test_of_a_field_that_both_changed_the_newer_is_shown_and_both_are_in_the_history(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    here, there = opened(), opened()
    form, other = Form(here, "k", QUESTIONS), Form(there, "k", QUESTIONS)
    store = troubled(here)
    store.reason, store.writes = "locked", True
    put(form.fields["quote"], "mine")  # cannot be saved yet
    put(other.fields["quote"], "yours")
    put(other.fields["n"], "3")
    store.reason = None
    form.tick()
    assert form.data == {"quote": "mine", "n": 3}
    found = [entry.body["values"] for entry in here.store.history()]
    assert found == [
        {"quote": "yours"},
        {"quote": "yours", "n": 3},
        {"quote": "mine", "n": 3},
    ]
    assert told(form) == [words("en", here.store.history()[1], "Quote, How many")]
    other.tick()
    assert other.data == form.data
    assert told(other) == [words("en", here.store.current()[0], "Quote")]


def test_what_another_page_took_back_is_taken_back_here(opened: Open, put: Put) -> None:
    form, other = Form(opened(), "k", QUESTIONS), Form(opened(), "k", QUESTIONS)
    put(form.fields["quote"], "x")
    put(form.fields["list"], [{"t": "a"}, {"t": "b"}])
    other.tick()
    assert other.data == form.data
    put(other.fields["quote"], "")
    put(other.fields["list"], [{"t": "a"}, {"t": ""}])
    form.tick()
    assert form.data == {"list": [{"t": "a"}]}


def test_what_is_being_typed_is_not_rewritten_by_another_page(
    opened: Open, put: Put, clocked: Any
) -> None:
    async def main() -> None:
        form, other = Form(opened(), "k", QUESTIONS), Form(opened(), "k", QUESTIONS)
        put(other.fields["quote"], "yours")
        put(form.fields["quote"], "mi")
        put(form.fields["n"], "12.0")
        other.save()
        form.tick()
        assert form.fields["quote"].widget.value == "mi"
        assert form.fields["n"].widget.value == "12.0"
        put(form.fields["quote"], "mine")
        await clocked.passes(10)
        assert form.data == other.data == {"quote": "mine", "n": 12}
        assert form.fields["n"].widget.value == "12.0"

    clocked.run(main)


def test_pages_that_save_the_same_tell_nothing(opened: Open, put: Put) -> None:
    form, other = Form(opened(), "k", QUESTIONS), Form(opened(), "k", QUESTIONS)
    put(form.fields["quote"], "x")
    put(other.fields["quote"], "x")
    form.tick()
    assert told(form) == told(other) == []


def test_a_page_of_another_version_adds_what_this_one_does_not_know(opened: Open, put: Put) -> None:
    form = Form(opened(), "k", QUESTIONS[:1])
    other = Form(opened(), "k", [*QUESTIONS[:1], Text(name="new", label="New")])
    put(form.fields["quote"], "x")
    put(other.fields["new"], "y")
    form.tick()
    assert told(form) == []
    put(form.fields["quote"], "z")
    other.tick()
    assert other.data == {"quote": "z", "new": "y"}


def test_two_pages_that_take_turns_end_alike_and_keep_every_step(opened: Open, put: Put) -> None:
    here = opened()
    pages = [Form(here, "k", QUESTIONS), Form(opened(), "k", QUESTIONS)]
    for turn in range(20):
        page = pages[turn % 2]
        put(page.fields["quote" if turn % 3 else "n"], str(turn))
    for page in pages:
        page.tick()
    assert pages[0].data == pages[1].data == {"quote": "19", "n": 18}
    assert len(here.store.history()) == 20


def test_pages_that_save_in_the_same_moment_lose_nothing(
    opened: Open, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = opened()
    form, other = Form(here, "k", QUESTIONS), Form(opened(), "k", QUESTIONS)
    save = here.store.save

    def overtaken(entry: Entry, **options: Any) -> Entry:
        monkeypatch.setattr(here.store, "save", save)
        put(other.fields["n"], "3")  # between this page's look and its save
        return save(entry, **options)

    monkeypatch.setattr(here.store, "save", overtaken)
    put(form.fields["quote"], "x")
    assert form.data == {"quote": "x", "n": 3}
    assert here.store.current()[0].body["values"] == form.data
    other.tick()
    assert other.data == form.data
    assert told(form) == [words("en", here.store.history()[0], "How many")]
    assert told(other) == [words("en", here.store.history()[1], "Quote")]


def test_a_page_that_is_always_overtaken_says_so_and_tries_again(
    opened: Open, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = opened()
    form = Form(here, "k", QUESTIONS)

    def overtaken(*_args: Any, **_options: Any) -> Entry:
        raise OvertakenError("again")

    with monkeypatch.context() as patched:
        patched.setattr(here.store, "save", overtaken)
        put(form.fields["quote"], "x")
    assert "another program is writing" in form.foot.saved
    form.tick()
    assert here.store.current()[0].body["values"] == {"quote": "x"}


def test_an_unclear_failure_and_another_page_lose_nothing(
    opened: Open, put: Put, troubled: Troubled
) -> None:
    here, there = opened(), opened()
    form, other = Form(here, "k", QUESTIONS), Form(there, "k", QUESTIONS)
    store = troubled(here)
    store.reason, store.writes, store.after = "unreachable", True, True
    put(form.fields["quote"], "mine")  # written, though nobody could say so
    other.tick()
    assert other.data == {"quote": "mine"}
    put(other.fields["n"], "3")
    store.reason = None
    form.tick()
    assert form.data == {"quote": "mine", "n": 3}
    assert here.store.current()[0].body["values"] == form.data
    form.tick()
    assert form.foot.tone == "ok"


def test_a_store_that_was_taken_away_gets_everything_again(opened: Open, put: Put) -> None:
    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    put(form.fields["quote"], "x")
    put(form.fields["n"], "3")
    assert ws.store.file is not None
    for left in ws.store.file.parent.glob("entries.sqlite*"):
        left.unlink()
    Form(opened(), "other", QUESTIONS)
    put(form.fields["fruit"], "a")
    (entry,) = ws.store.current()
    assert entry.body["values"] == {"quote": "x", "n": 3, "fruit": "a"}


def test_a_new_store_with_another_pages_answers_keeps_both(opened: Open, put: Put) -> None:
    here, there = opened(), opened()
    form = Form(here, "k", QUESTIONS)
    put(form.fields["quote"], "x")
    put(form.fields["quote"], "xx")
    assert here.store.file is not None
    for left in here.store.file.parent.glob("entries.sqlite*"):
        left.unlink()
    put(Form(there, "k", QUESTIONS).fields["n"], "3")
    form.tick()
    assert form.data == {"quote": "xx", "n": 3}
    assert here.store.current()[-1].body["values"] == {"quote": "xx", "n": 3}


def test_what_was_entered_before_a_name_was_given_goes_along_with_the_first_name(
    opened: Open, put: Put
) -> None:
    ws = opened()
    ws.who.change("1", "")
    form = Form(ws, "k", QUESTIONS, personal=True)
    put(form.fields["quote"], "x")
    ws.who.change("1", "Li")
    assert form.data == {"quote": "x"}
    found = {entry.key: entry.body["values"] for entry in ws.store.current()}
    assert found == {"": {}, "Li": {"quote": "x"}}
    ws.who.change("1", "Wang")
    assert form.data == {}, "a second person does not get the first one's answers"


def test_a_text_above_its_limit_is_kept_but_not_worked_with(opened: Open, put: Put) -> None:
    seen: list[dict[str, Any]] = []

    def reply(answers: dict[str, Any]) -> list[str]:
        seen.append(answers)
        return []

    ws = opened()
    form = Form(ws, "k", [Text(name="quote", label="Quote", most=5)], reply=reply)
    put(form.fields["quote"], "x" * 6)
    assert seen[-1] == {}
    assert ws.store.current()[-1].body["values"] == {"quote": "x" * 6}
    put(form.fields["quote"], "x" * 5)
    assert seen[-1] == {"quote": "x" * 5}


def test_what_comes_while_the_clock_saves_is_saved_next(
    opened: Open, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A kernel hears pages in another thread than the one in which its clock strikes.
    ws = opened()
    form = Form(ws, "k", QUESTIONS)
    saving, go_on = threading.Event(), threading.Event()
    save = ws.store.save

    def slowly(*args: Any, **names: Any) -> Entry:
        saving.set()
        assert go_on.wait(30)
        return save(*args, **names)

    with monkeypatch.context() as patched:
        patched.setattr(ws.store, "save", slowly)
        clock = threading.Thread(target=put, args=(form.fields["quote"], "x"))
        clock.start()
        assert saving.wait(30)
        page = threading.Thread(target=put, args=(form.fields["n"], "3"))
        page.start()
        page.join(0.3)
        go_on.set()
        clock.join()
        page.join()
    form.save()
    assert ws.store.current()[-1].body["values"] == {"quote": "x", "n": 3}
