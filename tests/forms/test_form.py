"""One form on one page: saved on every change, reopened as it was, and honest about both."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import ipywidgets as widgets
import pytest

from workshop_kit.entries import Entry
from workshop_kit.forms import (
    Choice,
    Choices,
    Form,
    Grid,
    Matrix,
    Number,
    Question,
    Ranking,
    Rows,
    Scale,
    Text,
)
from workshop_kit.forms.fields import Field
from workshop_kit.text import translator
from workshop_kit.workshop import Workshop

Put = Callable[[Field, Any], None]
Open = Callable[..., Workshop]
Elsewhere = Callable[..., Entry]

AB = {"a": "Apple", "b": "Pear", "c": "Plum"}
MANY = {f"o{i}": f"Option {i}" for i in range(12)}
QUOTE = Text(name="quote", label="A sentence they say", lines=2, most=50, required=True)
NUMBER = Number(name="n", label="How many", low=0, high=100)
FRUIT = Choice(name="fruit", label="Which fruit", options=AB, required=True)
ALL: list[Question] = [
    QUOTE,
    NUMBER,
    FRUIT,
    Choice(name="many", label="Which of many", options=MANY),
    Choices(name="some", label="Which of these", options=AB, most=2, required=True),
    Scale(name="good", label="How good", low=1, high=5, low_label="bad", high_label="good"),
    Matrix(name="often", label="How often", rows=AB, columns={"1": "never", "2": "daily"},
           used={"b": ["2"]}),
    Grid(name="where", label="What is where", rows=AB, columns=AB, most=2, column_most={"a": 1}),
    Ranking(name="order", label="In which order", options=AB),
    Rows(name="list", label="Your list", columns=(QUOTE, NUMBER, FRUIT), most=3),
]  # fmt: skip
SENT: dict[str, Any] = {
    "quote": "“<b>Never</b> 🚗 玥”",
    "n": "１２",
    "fruit": "b",
    "many": "o11",
    "some": ["a", "c"],
    "good": 5,
    "often": {"a": "1", "b": "2"},
    "where": {"b": ["a", "c"], "c": ["b"]},
    "order": {"c": 1, "a": 2},
    "list": [{"quote": "x", "n": "12 元"}, {"fruit": "c"}],
}
ANSWERS: dict[str, Any] = {
    **SENT,
    "n": 12,
    "order": ["c", "a", None],
}


def lines(form: Form) -> list[str]:
    return [text for _tone, text in form.foot.lines]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_answer_is_saved_at_once_and_there_again_in_a_new_form(
    opened: Open, put: Put, language: str
) -> None:
    ws = opened(language)
    form = Form(ws, "k", ALL)
    quiet = translator(language)("Saved as you fill it in.")
    assert (form.data, form.foot.saved, form.foot.tone) == ({}, quiet, "wait")
    for i, (name, sent) in enumerate(SENT.items(), 1):
        put(form.fields[name], sent)
        assert form.data[name] == ANSWERS[name]
        (entry,) = ws.store.current(kind="k")
        assert entry.body["values"] == form.data
        assert len(form.data) == i
    assert form.data == ANSWERS
    assert json.loads(json.dumps(form.data, allow_nan=False)) == ANSWERS
    at = ws.store.current(kind="k")[0].saved_at.astimezone()
    saved = translator(language)("saved {time}").format(time=at.strftime("%H:%M"))
    assert (form.foot.saved, form.foot.tone) == (saved, "ok")
    again = Form(opened(language), "k", ALL)
    assert again.data == ANSWERS
    assert (again.foot.saved, again.foot.tone) == (saved, "ok")


def test_opening_and_looking_write_nothing(ws: Workshop) -> None:
    form = Form(ws, "k", ALL)
    form.tick()
    form.save()
    assert ws.store.file is not None
    assert not ws.store.file.exists()
    assert form.foot.saved == "Saved as you fill it in."


def test_an_answer_is_saved_for_its_place_and_by_its_author(ws: Workshop, put: Put) -> None:
    ws.who.change("3", "Ann")
    form = Form(ws, "persona", [QUOTE], key="2")
    put(form.fields["quote"], "x")
    (entry,) = ws.store.history()
    assert entry.place == ("lake", ws.session, "3", "persona", "2")
    assert entry.author == "Ann"
    assert entry.body == {"version": 1, "values": {"quote": "x"}}


def test_forms_of_another_kind_or_key_have_answers_of_their_own(ws: Workshop, put: Put) -> None:
    put(Form(ws, "k", [QUOTE], key="1").fields["quote"], "x")
    assert Form(ws, "k", [QUOTE], key="1").data == {"quote": "x"}
    assert Form(ws, "k", [QUOTE], key="2").data == {}
    assert Form(ws, "other", [QUOTE], key="1").data == {}


def test_an_answer_can_be_taken_back(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", ALL)
    put(form.fields["quote"], "x")
    put(form.fields["some"], ["a"])
    put(form.fields["quote"], "")
    put(form.fields["some"], [])
    assert form.data == {}
    assert ws.store.current(kind="k")[0].body["values"] == {}
    assert Form(ws, "k", ALL).data == {}
    assert len(ws.store.history(kind="k")) == 4


def test_saying_the_same_again_saves_nothing(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", ALL)
    put(form.fields["fruit"], "a")
    put(form.fields["fruit"], "a")
    form.save()
    form.tick()
    assert len(ws.store.history()) == 1


STRANGE = [
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "🚗👩‍👩‍👧‍👦",
    "玥喆堃𠮷",
    "שלום \u202eevil",
    "a\0b",
    "长" * 10_000,
    "half \ud83d",
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_come_back_as_they_were_shown(ws: Workshop, put: Put, text: str) -> None:
    questions = [Text(name="t", label="T", lines=2), Rows(name="r", label="R", columns=(QUOTE,))]
    form = Form(ws, "k", questions, reply=lambda data: [str(data.get("t"))])
    put(form.fields["t"], text)
    put(form.fields["r"], [{"quote": text}])
    shown = text.replace("\ud83d", "�")
    assert form.data == {"t": shown, "r": [{"quote": shown}]}
    assert Form(ws, "k", questions).data == form.data
    assert shown in lines(form)
    assert ws.entered("k")["t"].tolist() == [shown]


def test_half_a_character_in_the_store_does_not_keep_the_form_from_opening(
    ws: Workshop, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({"quote": "half \ud83d", "n": {"x": "\ud83d"}, "gone": "\udc00"})
    form = Form(ws, "k", [QUOTE, NUMBER], reply=lambda data: ["\ud83d"])
    assert form.data == {"quote": "half �"}
    # Only what can be encoded can be sent to the page.
    json.dumps(form.foot.lines, ensure_ascii=False).encode()


def walk(widget: Any) -> list[Any]:
    return [widget, *(part for child in getattr(widget, "children", ()) for part in walk(child))]


def test_nothing_that_is_typed_reaches_an_html_widget(ws: Workshop, put: Put) -> None:
    text = "<script>alert(1)</script>"
    form = Form(ws, "k", ALL, reply=lambda data: [f"{data}"], picture=lambda data: "<svg/>")
    put(form.fields["quote"], text)
    put(form.fields["n"], text)
    put(form.fields["list"], [{"quote": text, "n": text}])
    for widget in walk(form):
        assert not isinstance(widget, widgets.HTML | widgets.HTMLMath | widgets.Output)
        assert not getattr(widget, "description_allow_html", False)
    script = form.foot._esm if isinstance(form.foot._esm, str) else form.foot._esm._path.read_text()
    for way in ("innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "eval("):
        assert way not in script


@pytest.mark.parametrize("language", ["en", "zh"])
def test_limits_are_said_with_the_fields_label_and_marked(
    opened: Open, put: Put, language: str
) -> None:
    form = Form(opened(language), "k", ALL)
    _ = translator(language)
    put(form.fields["quote"], "x" * 51)
    put(form.fields["n"], "12 元")
    put(form.fields["some"], ["a", "b", "c"])
    put(form.fields["list"], [{}, {"n": "101"}])
    between = _("must lie between {low} and {high}.").format(low=0, high=100)
    row = _("row {row}, {column}").format(row=2, column="How many")
    problems = {
        "A sentence they say": QUOTE.problem("x" * 51, _),
        "How many": NUMBER.problem("12 元", _),
        "Which of these": _("choose at most {most}; these are {n}.").format(most=2, n=3),
        "Your list": f"{row}: {between}",
    }
    text = _("{question}: {problem}")
    said = [["bad", text.format(question=q, problem=p)] for q, p in problems.items()]
    assert form.foot.lines[:4] == said
    assert form.foot.wrong == ["ws-q-quote", "ws-q-n", "ws-q-some", "ws-q-list"]
    for name in form.foot.wrong:
        assert any(name in widget._dom_classes for widget in walk(form))
    # What is wrong is saved all the same, and said again when the form is reopened.
    again = Form(opened(language), "k", ALL)
    assert again.data == form.data
    assert again.foot.lines[:4] == said
    put(form.fields["n"], "12")
    assert "ws-q-n" not in form.foot.wrong
    assert said[1] not in form.foot.lines


@pytest.mark.parametrize("language", ["en", "zh"])
def test_required_answers_are_counted_and_the_last_ones_named(
    opened: Open, put: Put, language: str
) -> None:
    _ = translator(language)
    form = Form(opened(language), "k", ALL)

    def counted(done: int) -> str:
        return _("{done} of {all}").format(done=done, all=3)

    def open_(*labels: str) -> str:
        return _("Still open: {labels}").format(
            labels=("、" if language == "zh" else "; ").join(labels)
        )

    assert (form.foot.progress, form.foot.lines) == (counted(0), [])  # nobody has begun
    put(form.fields["fruit"], "a")
    assert form.foot.progress == counted(1)
    assert form.foot.lines == [["wait", open_("A sentence they say", "Which of these")]]
    put(form.fields["quote"], "x")
    assert (form.foot.progress, lines(form)) == (counted(2), [open_("Which of these")])
    put(form.fields["some"], ["b"])
    assert (form.foot.progress, lines(form)) == (counted(3), [])
    put(form.fields["some"], ["a", "b", "c"])  # too many are not an answer yet
    assert form.foot.progress == counted(2)
    assert form.fields["fruit"].widget.description == _("{question} *").format(
        question="Which fruit"
    )


def test_a_form_that_requires_nothing_counts_nothing(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", [NUMBER])
    put(form.fields["n"], "3")
    assert (form.foot.progress, form.foot.lines) == ("", [])


def test_a_matrix_counts_when_every_row_is_answered(ws: Workshop, put: Put) -> None:
    matrix = Matrix(name="m", label="M", rows=AB, columns={"1": "x", "2": "y"}, required=True)
    form = Form(ws, "k", [matrix])
    put(form.fields["m"], {"a": "1", "b": "2"})
    assert form.foot.progress == "0 of 1"
    put(form.fields["m"], {"c": "1"})
    assert form.foot.progress == "1 of 1"


def test_the_time_of_another_day_has_its_date(ws: Workshop, saved_elsewhere: Elsewhere) -> None:
    before = datetime.now(UTC) - timedelta(days=3)
    saved_elsewhere({"n": 1}, saved_at=before)
    said = before.astimezone().strftime("saved %Y-%m-%d %H:%M")
    assert Form(ws, "k", [NUMBER]).foot.saved == said


# Entries of other versions


def test_what_another_version_saved_is_kept_in_the_next_save(
    ws: Workshop, put: Put, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({"n": 3, "mood": {"deep": [1]}, "stars": 5})
    form = Form(ws, "k", [NUMBER, Text(name="other", label="Other")])
    assert form.data == {"n": 3}
    assert form.foot.lines == []
    put(form.fields["n"], "4")
    assert ws.store.current(kind="k")[0].body["values"] == {
        "n": 4,
        "mood": {"deep": [1]},
        "stars": 5,
    }


@pytest.mark.parametrize(
    ("name", "old", "sent", "answer"),
    [
        ("fruit", "kiwi", "a", "a"),
        ("fruit", ["a"], "a", "a"),
        ("n", {"amount": 3}, "3", 3),
        ("quote", 7, "seven", "seven"),
        ("some", ["a", "kiwi"], ["b"], ["b"]),
        ("good", 9, 4, 4),
        ("good", True, 4, 4),
        ("often", {"a": "9"}, {"a": "1"}, {"a": "1"}),
        ("often", {"b": "1"}, {"a": "1"}, {"a": "1"}),
        ("order", ["kiwi"], {"b": 1}, ["b", None, None]),
        ("list", [{"quote": "r1"}] * 4, [{"quote": "y"}], [{"quote": "y"}]),
        ("list", [{"colour": "red"}], [{"quote": "y"}], [{"quote": "y"}]),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_value_that_no_longer_fits_is_said_and_kept_until_it_is_answered_anew(
    opened: Open,
    put: Put,
    language: str,
    name: str,
    old: Any,
    sent: Any,
    answer: Any,
    saved_elsewhere: Elsewhere,
) -> None:
    ws = opened(language)
    saved_elsewhere({name: old})
    form = Form(ws, "k", [*ALL, Text(name="other", label="Other")])
    assert form.data == {}
    ((tone, text),) = form.foot.lines
    assert tone == "wait"
    found = old if isinstance(old, str) else json.dumps(old)
    kept = translator(language)(
        "{question}: an answer of another version of this form is kept: {found}"
    )
    label = form.fields[name].question.label
    assert text == kept.format(question=label, found=found)
    put(form.fields["other"], "x")
    assert ws.store.current(kind="k")[0].body["values"] == {name: old, "other": "x"}
    assert [tone, text] in form.foot.lines
    put(form.fields[name], sent)
    assert ws.store.current(kind="k")[0].body["values"] == {name: answer, "other": "x"}
    assert [tone, text] not in form.foot.lines


def test_a_long_value_of_another_version_is_cut_where_it_is_said(
    ws: Workshop, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({"n": ["x" * 100_000], "fruit": {"z": 1}})
    form = Form(ws, "k", ALL)
    assert [len(text) < 400 for text in lines(form)] == [True, True]
    assert [text.split(":")[0] for text in lines(form)] == ["How many", "Which fruit"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": 2},
        {"version": 1, "values": None},
        {"version": 1, "values": []},
        {"version": 1, "values": ["a", "b"]},
        {"version": 1, "values": "text"},
        {"version": 1, "values": 3},
    ],
)
def test_an_entry_of_another_shape_does_not_stop_the_form(
    ws: Workshop, put: Put, body: dict[str, Any], saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({}, body=body)
    form = Form(ws, "k", ALL)
    assert (form.data, form.foot.lines) == ({}, [])
    put(form.fields["n"], "3")
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 3}
    assert len(ws.store.history(kind="k")) == 2


def test_a_newer_versions_own_keys_are_kept(
    ws: Workshop, put: Put, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({}, body={"version": 2, "values": {"n": 1}, "drawn": "by pen"})
    form = Form(ws, "k", ALL)
    put(form.fields["n"], "3")
    body = ws.store.current(kind="k")[0].body
    assert body == {"version": 2, "values": {"n": 3}, "drawn": "by pen"}


# Callbacks


class BrokenError(Exception):
    pass


def broken(_data: Any) -> Any:
    raise BrokenError("no <b>such</b> thing")


BROKEN = {
    "en": "This could not be worked out; what you entered is kept. "
    "BrokenError: no <b>such</b> thing",
    "zh": "BrokenError: no <b>such</b> thing",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("callback", ["reply", "picture"])
def test_a_callback_that_fails_says_so_and_the_entry_is_saved(
    opened: Open, put: Put, language: str, callback: str
) -> None:
    ws = opened(language)
    form = Form(ws, "k", ALL, **{callback: broken})  # type: ignore[arg-type]
    for typed in ("1", "12"):
        put(form.fields["n"], typed)
        assert ws.store.current(kind="k")[0].body["values"] == {"n": int(typed)}
        assert form.foot.tone == "ok"
        (said,) = [text for tone, text in form.foot.lines if tone == "bad"]  # once, not every time
        assert said.endswith(BROKEN[language])
    assert ("This could not" in said) is (language == "en")


def test_a_reply_that_fails_does_not_hide_the_picture_or_the_limits(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", ALL, reply=broken, picture=lambda data: f"<svg>{len(data)}</svg>")
    put(form.fields["n"], "101")
    assert form.image.value == b"<svg>1</svg>"
    assert form.foot.lines[0] == ["bad", "How many: must lie between 0 and 100."]
    assert form.foot.progress == "0 of 3"


def test_a_reply_may_fail_half_way(ws: Workshop, put: Put) -> None:
    def reply(data: dict[str, Any]) -> Any:
        yield "first"
        raise BrokenError("second")

    form = Form(ws, "k", [NUMBER], reply=reply)
    put(form.fields["n"], "1")
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 1}
    assert [tone for tone, _text in form.foot.lines] == ["bad"]


def test_a_callback_that_works_again_has_no_message_left(ws: Workshop, put: Put) -> None:
    def reply(data: dict[str, Any]) -> list[str]:
        return [str(1 / data.get("n", 1))]

    form = Form(ws, "k", [NUMBER], reply=reply)
    put(form.fields["n"], "0")
    assert lines(form) == [
        "This could not be worked out; what you entered is kept. "
        "ZeroDivisionError: division by zero"
    ]
    put(form.fields["n"], "2")
    assert form.foot.lines == [["", "0.5"]]


def test_replies_and_picture_follow_the_answers_from_the_start(
    ws: Workshop, put: Put, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({"n": 3})
    form = Form(
        ws,
        "k",
        [NUMBER],
        reply=lambda data: [f"n is {data['n']}"],
        picture=lambda data: f"<svg>{data['n']}</svg>",
    )
    assert form.foot.lines == [["", "n is 3"]]
    assert form.image.value == b"<svg>3</svg>"
    put(form.fields["n"], "4")
    assert form.foot.lines == [["", "n is 4"]]
    assert form.image.value == b"<svg>4</svg>"


def test_an_error_while_an_answer_is_taken_is_shown_not_lost(
    ws: Workshop, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What raises in an observer of ipywidgets goes to a log that nobody reads.
    form = Form(ws, "k", ALL)
    monkeypatch.setattr(Number, "problem", lambda *_args: broken(None))
    put(form.fields["n"], "1")
    assert lines(form) == [BROKEN["en"]]
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 1}


def test_a_store_that_refuses_an_entry_is_said_once_however_often_it_is_tried(
    ws: Workshop, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = Form(ws, "k", [NUMBER])
    put(form.fields["n"], "0")

    def refuse(entry: Entry, **_options: Any) -> Entry:
        raise ValueError("not like this")

    with monkeypatch.context() as patched:
        patched.setattr(ws.store, "save", refuse)
        put(form.fields["n"], "1")
        for _turn in range(5):
            form.tick()
        said = [text for text in lines(form) if "not like this" in text]
        assert len(said) == 1
        assert (form.foot.saved, form.foot.tone) == ("not saved yet", "bad")
    form.tick()
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 1}
    assert (form.foot.tone, form.foot.lines) == ("ok", [])


# Suggestions


def test_a_suggestion_is_shown_but_saved_only_when_it_was_changed(ws: Workshop, put: Put) -> None:
    hints = {"quote": "Say hello", "other": "Say bye"}
    questions = [QUOTE, Text(name="other", label="Other"), NUMBER]
    form = Form(ws, "k", questions, suggest=lambda: hints)
    assert form.data == hints
    put(form.fields["n"], "3")
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 3}
    put(form.fields["other"], "Ciao")
    put(form.fields["quote"], "")
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 3, "other": "Ciao", "quote": ""}
    again = Form(ws, "k", questions, suggest=lambda: hints)
    assert again.data == {"n": 3, "other": "Ciao"}  # what was taken out stays out
    assert again.foot.lines[:1] != [["wait", "A sentence they say: "]]


def test_suggestions_follow_their_reasons_until_they_are_changed(ws: Workshop, put: Put) -> None:
    hints = {"quote": "Say hello", "other": "Say bye"}
    questions = [QUOTE, Text(name="other", label="Other")]
    form = Form(ws, "k", questions, suggest=lambda: hints)
    put(form.fields["other"], "Ciao")
    hints = {"quote": "Nod", "other": "Wave"}
    form.tick()
    assert form.data == {"quote": "Nod", "other": "Ciao"}
    assert ws.store.current(kind="k")[0].body["values"] == {"other": "Ciao"}


def test_suggestions_of_one_group_are_not_another_ones_answers(ws: Workshop, put: Put) -> None:
    form = Form(ws, "k", [QUOTE, NUMBER], suggest=lambda: {"quote": f"For group {ws.who.group}"})
    ws.who.change("1", "")
    assert form.data == {"quote": "For group 1"}
    ws.who.change("2", "")
    assert form.data == {"quote": "For group 2"}
    put(form.fields["n"], "3")
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 3}


def test_a_suggestion_that_fails_is_said_and_the_form_opens(
    ws: Workshop, put: Put, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere({"n": 3})
    form = Form(ws, "k", [NUMBER, FRUIT], suggest=lambda: broken(None))
    assert form.data == {"n": 3}
    assert form.foot.progress == "0 of 1"
    assert BROKEN["en"] in lines(form)
    put(form.fields["n"], "4")
    assert ws.store.current(kind="k")[0].body["values"] == {"n": 4}


def test_a_database_that_is_none_is_said_and_nothing_claims_to_be_saved(
    opened: Open, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = opened()
    monkeypatch.setenv("WORKSHOP_DATABASE", "mysql://me:secret@host/name")
    form = Form(ws, "k", [NUMBER])
    put(form.fields["n"], "3")
    assert (form.foot.saved, form.foot.tone) == ("not saved yet", "bad")
    (said,) = lines(form)
    assert "WORKSHOP_DATABASE must be a URL" in said
    assert "secret" not in said
    assert form.data == {"n": 3}
