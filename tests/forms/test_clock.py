"""The clock: typing is saved about once a second, other pages are looked for, nothing stops it."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from workshop_kit.entries import Entries
from workshop_kit.forms import Choice, Form, Number, Rows, Text, clock
from workshop_kit.forms.fields import Field
from workshop_kit.text import translator
from workshop_kit.workshop import Workshop

Put = Callable[[Field, Any], None]
Open = Callable[..., Workshop]
Troubled = Callable[[Workshop], Any]

FRUIT = Choice(name="fruit", label="Fruit", options={"a": "Apple", "b": "Pear"})
QUESTIONS = [
    Text(name="quote", label="Quote"),
    Number(name="n", label="How many"),
    FRUIT,
    Rows(name="list", label="List", columns=(Text(name="t", label="T"), FRUIT)),
]


def saved(ws: Workshop) -> list[Any]:
    return [entry.body["values"] for entry in ws.store.history()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_typing_is_saved_a_moment_later_and_says_so_before(
    opened: Open, put: Put, clocked: Any, language: str
) -> None:
    async def main() -> None:
        ws = opened(language)
        form = Form(ws, "k", QUESTIONS)
        for text in ("N", "Ne", "Nev", "Never"):
            put(form.fields["quote"], text)
            assert saved(ws) == []
        not_yet = translator(language)("not saved yet")
        assert (form.foot.saved, form.foot.tone) == (not_yet, "wait")
        await clocked.passes(2 * clock.STROKE)
        assert saved(ws) == [{"quote": "Never"}]  # one entry, not one per key
        assert form.foot.tone == "ok"

    clocked.run(main)


@pytest.mark.parametrize(
    ("name", "sent"),
    [("quote", "x"), ("n", "1"), ("list", [{"t": "x"}]), ("list", [{"fruit": "a"}])],
)
def test_every_typed_question_waits_for_the_clock(
    opened: Open, put: Put, clocked: Any, name: str, sent: Any
) -> None:
    async def main() -> None:
        ws = opened()
        form = Form(ws, "k", QUESTIONS)
        put(form.fields[name], sent)
        assert saved(ws) == []
        await clocked.passes(2 * clock.STROKE)
        assert len(saved(ws)) == 1

    clocked.run(main)


def test_who_types_without_a_pause_is_saved_all_the_same(
    opened: Open, put: Put, clocked: Any
) -> None:
    async def main() -> None:
        ws = opened()
        form = Form(ws, "k", QUESTIONS)
        for i in range(100):  # ten seconds of ten keys
            put(form.fields["quote"], "x" * (i + 1))
            clocked.now += 0.1
            await clocked.passes(0)
            await asyncio.sleep(0)
        assert 3 <= len(saved(ws)) <= 100

    clocked.run(main)


def test_a_decision_is_saved_at_once_with_what_was_being_typed(
    opened: Open, put: Put, clocked: Any
) -> None:
    async def main() -> None:
        ws = opened()
        form = Form(ws, "k", QUESTIONS)
        put(form.fields["quote"], "x")
        put(form.fields["fruit"], "b")
        assert saved(ws) == [{"quote": "x", "fruit": "b"}]
        await clocked.passes(20)
        assert len(saved(ws)) == 1

    clocked.run(main)


def test_without_a_loop_everything_is_saved_at_once(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", QUESTIONS)
    assert not clock.runs()
    for text in ("N", "Ne"):
        put(form.fields["quote"], text)
        assert saved(ws)[-1] == {"quote": text}
        assert form.foot.tone == "ok"


def test_a_loop_that_has_ended_is_not_waited_for(opened: Open, put: Put, clocked: Any) -> None:
    pages = []

    async def main() -> None:
        pages.append(Form(opened(), "k", QUESTIONS))
        assert clock.runs()

    clocked.run(main)
    assert not clock.runs()
    put(pages[0].fields["quote"], "x")
    assert pages[0].foot.tone == "ok"


def test_another_page_is_looked_for_every_few_seconds(opened: Open, put: Put, clocked: Any) -> None:
    async def main() -> None:
        form, other = Form(opened(), "k", QUESTIONS), Form(opened(), "k", QUESTIONS)
        put(other.fields["fruit"], "b")
        assert form.data == {}
        await clocked.passes(clock.LOOK + 2 * clock.STROKE)
        assert form.data == {"fruit": "b"}

    clocked.run(main)


def test_no_form_can_stop_the_clock_for_the_others(
    opened: Open, put: Put, clocked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        ws = opened()
        bad, good = Form(ws, "k", QUESTIONS, key="1"), Form(ws, "k", QUESTIONS, key="2")

        def tick() -> None:
            raise RuntimeError("the page is gone")

        object.__setattr__(bad, "tick", tick)
        put(bad.fields["quote"], "x")
        put(good.fields["quote"], "y")
        await clocked.passes(3 * clock.STROKE)
        assert saved(ws) == [{"quote": "y"}]
        assert "the page is gone" in caplog.text

    clocked.run(main)


def test_a_cell_that_is_run_again_does_not_look_twice(
    opened: Open, put: Put, clocked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # ipywidgets keeps every form that was ever made, so the kernel would look for all of them.
    async def main() -> None:
        ws = opened()
        forms = [Form(ws, "k", QUESTIONS) for _time in range(10)]
        others = [Form(ws, "k", QUESTIONS, key="2"), Form(ws, "k", QUESTIONS, personal=True)]
        looks = 0
        current = ws.store.current

        def counted(**place: Any) -> Any:
            nonlocal looks
            looks += 1
            return current(**place)

        monkeypatch.setattr(ws.store, "current", counted)
        await clocked.passes(10 * clock.LOOK)
        assert looks <= 3 * 11
        assert len(forms) + len(others) == 12
        # Whoever uses an older one, say in another view, is saved and gets its turn again.
        put(forms[3].fields["quote"], "x")
        await clocked.passes(2 * clock.LOOK)
        assert saved(ws) == [{"quote": "x"}]
        assert forms[-1].data == {"quote": "x"}

    clocked.run(main)


def test_a_cell_that_is_run_again_opens_with_what_was_being_typed(
    opened: Open, put: Put, clocked: Any
) -> None:
    async def main() -> None:
        ws = opened()
        put(Form(ws, "k", QUESTIONS).fields["quote"], "just now")
        again = Form(ws, "k", QUESTIONS)
        assert again.data == {"quote": "just now"}
        await clocked.passes(2 * clock.LOOK)
        assert again.foot.lines == []  # nobody else has it open
        assert len(saved(ws)) == 1

    clocked.run(main)


def test_text_that_an_older_form_could_not_save_is_still_tried(
    opened: Open, put: Put, clocked: Any, troubled: Troubled
) -> None:
    async def main() -> None:
        ws = opened()
        store = troubled(ws)
        old = Form(ws, "k", QUESTIONS)
        store.reason, store.writes = "locked", True
        put(old.fields["quote"], "typed in the old one")
        await clocked.passes(2 * clock.STROKE)
        new = Form(ws, "k", QUESTIONS)
        put(new.fields["n"], "3")
        store.reason = None
        await clocked.passes(clock.LONGEST + clock.LOOK)
        assert new.data == {"quote": "typed in the old one", "n": 3}
        assert ws.store.current()[0].body["values"] == new.data

    clocked.run(main)


def test_it_strikes_in_real_time(opened: Open, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "asyncio", asyncio)
    monkeypatch.setattr(clock, "STROKE", 0.05)

    async def main() -> float:
        ws = opened()
        form = Form(ws, "k", QUESTIONS)
        put(form.fields["quote"], "x")
        begun = time.monotonic()
        while not saved(ws):
            assert time.monotonic() < begun + 20
            await asyncio.sleep(0.01)
        return time.monotonic() - begun

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, main()).result() >= 0.04


END = """
import asyncio, sys
from workshop_kit.forms import Form, Number, Text
from workshop_kit.workshop import open_workshop

ws = open_workshop("profile")
questions = [Text(name="quote", label="Quote"), Number(name="n", label="N")]
forms = []

async def main():
    forms.extend(Form(ws, "k", questions, key=key) for key in "123")
    for form in forms:
        form.fields["quote"].widget.set_state({"value": f"typed in {form.key}"})
    assert ws.store.current() == []

def spoilt():
    raise RuntimeError("no page any more")

asyncio.run(main())
object.__setattr__(forms[1], "save", spoilt)
END
"""


@pytest.mark.parametrize("end", ["", "sys.exit(3)", "raise RuntimeError('the end')"])
def test_what_is_pending_is_saved_when_the_process_ends(
    opened: Open, tmp_path: Path, end: str
) -> None:
    opened()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")}
    done = subprocess.run(
        [sys.executable, "-c", END.replace("END", end)],
        capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=120,
    )  # fmt: skip
    found = {e.key: e.body["values"] for e in Entries(tmp_path / "entries.sqlite").current()}
    assert found == {"1": {"quote": "typed in 1"}, "3": {"quote": "typed in 3"}}, done.stderr
    assert "no page any more" in done.stderr


KERNEL = """
from workshop_kit.forms import Form, Text
from workshop_kit.workshop import open_workshop
form = Form(open_workshop("profile"), "k", [Text(name="quote", label="Quote", lines=2)],
            reply=lambda data: [data.get("quote", "")])
print(form.fields["quote"].widget.comm.comm_id)
"""


def test_a_real_kernel_takes_every_text_and_saves_it_when_it_is_restarted(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jupyter_client.manager import KernelManager

    opened()
    store = Entries(tmp_path / "entries.sqlite")
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)

        def run(code: str) -> str:
            printed = []
            reply = client.execute_interactive(
                code, timeout=60, output_hook=lambda m: printed.append(m["content"].get("text", ""))
            )
            assert reply["content"]["status"] == "ok", reply["content"]
            return "".join(printed).strip()

        widget = run(KERNEL).splitlines()[-1]
        # A browser escapes everything, so that half a character reaches the kernel.
        client.session.pack = lambda message: json.dumps(message, default=str).encode()

        def typed(text: str) -> None:
            data = {"method": "update", "state": {"value": text}, "buffer_paths": []}
            content = {"comm_id": widget, "data": data}
            client.shell_channel.send(client.session.msg("comm_msg", content))

        typed("a 🚗 \0 b \ud83d")
        end = time.monotonic() + 30
        while not store.current() and time.monotonic() < end:
            run("pass")
            time.sleep(0.2)
        assert [e.body["values"] for e in store.current()] == [{"quote": "a 🚗 \0 b �"}]
        assert run("print(form.foot.tone, ascii(form.foot.lines))") == (
            r"ok [['', 'a \U0001f697 \x00 b \ufffd']]"
        )
        typed("the last words")
        run("pass")
        manager.restart_kernel()
        assert store.current()[0].body["values"] == {"quote": "the last words"}
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
