"""Each kind of question on the page: what a browser sends is its answer, and comes back."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import pytest

from workshop_kit.forms import (
    Choice,
    Choices,
    Grid,
    Matrix,
    Number,
    Question,
    Ranking,
    Rows,
    Scale,
    Text,
)
from workshop_kit.forms.fields import RADIOS, Field, draw

Put = Callable[[Field, Any], None]

AB = {"a": "Apple", "b": "Pear", "c": "Plum"}
MANY = {f"o{i}": f"Option {i}" for i in range(RADIOS + 1)}
TEXT = Text(name="t", label="Your words")
NUMBER = Number(name="n", label="How many")
CHOICE = Choice(name="c", label="Which fruit", options=AB)
LIST = Choice(name="l", label="Which of many", options=MANY)
CHOICES = Choices(name="cs", label="Which fruits", options=AB)
SCALE = Scale(name="s", label="How good", low=0, high=10, low_label="awful", high_label="superb")
MATRIX = Matrix(
    name="m",
    label="How often",
    rows=AB,
    columns={"1": "never", "2": "daily"},
    used={"b": ["2"], "c": []},
)
GRID = Grid(name="g", label="What is where", rows=AB, columns={"1": "worm", "2": "leaf"})
TABLE = Matrix(
    name="mt", label="How ripe", rows=AB, columns={"1": "green", "2": "red"}, used={"b": ["2"]},
    table=True,
)  # fmt: skip
RANKING = Ranking(name="r", label="In which order", options=AB)
ROWS = Rows(name="rs", label="Your list", columns=(TEXT, NUMBER, CHOICE), most=3)
ALL = [TEXT, NUMBER, CHOICE, LIST, CHOICES, SCALE, MATRIX, TABLE, GRID, RANKING, ROWS]

# question, what the browser sends, the answer
CASES: list[tuple[Question, Any, Any]] = [
    (TEXT, "by the lake", "by the lake"),
    (NUMBER, "12", 12),
    (CHOICE, "b", "b"),
    (LIST, "o7", "o7"),
    (CHOICES, ["c", "a"], ["a", "c"]),
    (SCALE, 0, 0),
    (MATRIX, {"a": "1", "b": "2"}, {"a": "1", "b": "2"}),
    (TABLE, {"b": ["2"], "a": ["1"]}, {"a": "1", "b": "2"}),
    (GRID, {"c": ["2", "1"], "a": ["2"]}, {"a": ["2"], "c": ["1", "2"]}),
    (RANKING, {"b": 1, "a": 3}, ["b", None, "a"]),
    (
        ROWS,
        [{"t": "x", "n": "2", "c": "a"}, {}, {"n": "many"}],
        [{"t": "x", "n": 2, "c": "a"}, {}, {"n": "many"}],
    ),
]
IDS = [type(question).__name__ + question.name for question, *_rest in CASES]


@pytest.mark.parametrize(("question", "sent", "answer"), CASES, ids=IDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_entered_is_plain_json_and_comes_back_in_a_new_field(
    put: Put, language: str, question: Question, sent: Any, answer: Any
) -> None:
    field = draw(question, language)
    assert field.value is None
    told: list[Any] = []
    field.changed = lambda: told.append(field.value)
    put(field, sent)
    assert told[-1] == field.value == answer
    assert json.loads(json.dumps(field.value)) == answer
    assert question.fits(field.value)
    again = draw(question, language)
    again.value = field.value
    assert again.value == answer
    again.value = None
    assert again.value is None


@pytest.mark.parametrize("question", ALL, ids=IDS)
@pytest.mark.parametrize("required", [False, True])
def test_a_field_carries_its_label(question: Question, required: bool) -> None:
    question = type(question)(**{**vars(question), "required": required})
    texts = [
        text
        for widget in walk(draw(question, "en").widget)
        for text in (getattr(widget, name, "") for name in ("description", "value", "title"))
        if isinstance(text, str)
    ]
    assert (f"{question.label} *" if required else question.label) in texts


def walk(widget: Any) -> list[Any]:
    return [widget, *(part for child in getattr(widget, "children", ()) for part in walk(child))]


@pytest.mark.parametrize("question", ALL, ids=IDS)
def test_every_input_has_words_of_its_own_and_none_is_html(question: Question) -> None:
    for widget in walk(draw(question, "en").widget):
        assert not isinstance(widget, widgets.HTML | widgets.HTMLMath)
        assert not getattr(widget, "description_allow_html", False)
        if isinstance(widget, widgets.ValueWidget | widgets.Button) and not isinstance(
            widget, widgets.Label
        ):
            assert widget.description


def test_braces_and_tags_in_a_label_are_only_text() -> None:
    label = "{question} <b>{0}</b>"
    assert draw(Text(name="t", label=label, required=True), "en").widget.description == f"{label} *"


def test_few_options_are_radios_and_more_are_a_list(put: Put) -> None:
    few = draw(Choice(name="c", label="C", options=dict([*MANY.items()][:RADIOS])), "en")
    assert isinstance(few.widget, widgets.RadioButtons)
    many = draw(LIST, "en")
    assert isinstance(many.widget, widgets.Dropdown)
    assert many.widget.options[0] == ("choose", "")
    put(many, "o3")
    put(many, "")  # a choice of a list can be taken back
    assert many.value is None


def test_an_eleven_point_scale_is_radios_with_words_at_both_ends() -> None:
    labels = [label for label, _value in draw(SCALE, "en").widget.options]
    assert labels == ["0 awful", *(str(i) for i in range(1, 10)), "10 superb"]


def test_two_options_of_one_label_are_told_apart(put: Put) -> None:
    field = draw(Choice(name="c", label="C", options={"a": "Wi-Fi", "b": "Wi-Fi"}), "en")
    for code in ("b", "a", "b"):
        put(field, code)
        assert field.value == code
    field.value = "b"
    assert field.value == "b"


def test_a_text_sends_every_key() -> None:
    # Else what was typed waits for a click elsewhere, and is lost when that click is on Start.
    for question in (TEXT, NUMBER, Text(name="t", label="T", lines=4)):
        assert draw(question, "en").widget.get_state()["continuous_update"] is True


def test_a_long_text_has_a_box_of_its_height() -> None:
    widget = draw(Text(name="t", label="T", lines=4, hint="one per line"), "en").widget
    assert isinstance(widget, widgets.Textarea)
    assert (widget.rows, widget.placeholder) == (4, "one per line")


STRANGE = [
    "<script>alert('x')</script>",
    "<img src=x onerror=alert(1)>&amp;",
    "🚗👩‍👩‍👧‍👦 🇨🇳",
    "玥 喆 堃 𠮷",
    "שלום \u202eevil\u202c عربي",
    "a\0b",
    "line\nline\ttab",
    "{value} %s \\ \" '",
    "长" * 10_000,
]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("lines", [1, 3])
def test_any_text_is_kept_to_the_letter(put: Put, text: str, lines: int) -> None:
    question = Text(name="t", label="T", lines=lines)
    field = draw(question, "en")
    put(field, text)
    assert field.value == text
    again = draw(question, "en")
    again.value = json.loads(json.dumps(field.value))
    assert again.value == text
    assert again.widget.get_state()["value"] == text


@pytest.mark.parametrize("lines", [1, 3])
def test_half_a_character_becomes_the_sign_for_one_that_is_lost(put: Put, lines: int) -> None:
    # No message to a browser can hold it: ipywidgets would drop this text and all that follows.
    field = draw(Text(name="t", label="T", lines=lines), "en")
    put(field, "ab\ud83d")
    assert field.value == "ab�"
    put(field, "\udc00\ud83d\udc00ab\U0001f697")  # two halves make one
    assert field.value == "�\U0001f400ab\U0001f697"
    field.value = "cd\ud83d"  # from the store
    assert field.widget.get_state()["value"] == "cd�"


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\u3000"])
def test_blanks_are_no_answer(put: Put, blank: str) -> None:
    for question in (TEXT, NUMBER):
        field = draw(question, "en")
        put(field, "1")
        put(field, blank)
        assert field.value is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("１２", 12),
        ("１２．５", 12.5),
        ("-3", -3),
        ("−3", -3),  # the minus sign of word processors
        ("1,234", 1234),
        ("１，２３４，５６７．５", 1234567.5),
        ("12.0", 12),
        ("0", 0),
        ("1e3", 1000),
        (".5", 0.5),
        ("3.14159265358979", 3.14159265358979),
        ("1234567.25", 1234567.25),
        ("12345678901234567890", 12345678901234567890),
    ],
)
def test_a_number_is_read_as_people_type_it_and_comes_back_as_it_is(
    put: Put, typed: str, number: float
) -> None:
    field = draw(NUMBER, "en")
    put(field, typed)
    assert (field.value, type(field.value)) == (number, type(number))
    assert field.widget.value == typed  # what is being typed is never rewritten
    again = draw(NUMBER, "en")
    again.value = json.loads(json.dumps(field.value))
    assert again.value == number


@pytest.mark.parametrize(
    "typed",
    ["12 元", "1e400", "-1e400", "nan", "inf", "-Infinity", "1,2,3", "1,23", "twelve", "1 2",
     "0x10", "½", "9" * 5000, "12。5", "1_000"],
)  # fmt: skip
def test_what_is_no_number_is_kept_as_text(put: Put, typed: str) -> None:
    field = draw(NUMBER, "en")
    put(field, typed)
    assert field.value == typed
    assert NUMBER.fits(typed)
    assert json.loads(json.dumps(field.value, allow_nan=False)) == typed
    again = draw(NUMBER, "en")
    again.value = typed
    assert again.value == typed


@pytest.mark.parametrize("value", [1e300, -1e-7, 10**400, 0.1 + 0.2, 2**53 + 1], ids=range(5))
def test_a_number_from_the_store_is_shown_to_the_last_digit(value: float) -> None:
    field = draw(NUMBER, "en")
    field.value = value
    assert field.value == value


def test_a_matrix_offers_each_row_its_own_columns(put: Put) -> None:
    field: Any = draw(MATRIX, "en")
    offered = {row: list(radios.options) for row, radios in field.rows.items()}
    assert offered == {
        "a": [("never", "1"), ("daily", "2")],
        "b": [("daily", "2")],
        "c": [],
    }
    put(field, {"b": "2"})
    assert field.value == {"b": "2"}  # rows that are open are not in it


def test_who_takes_a_rank_gives_its_own_away(put: Put) -> None:
    field = draw(RANKING, "en")
    told: list[Any] = []
    field.changed = lambda: told.append(field.value)
    put(field, {"a": 1, "b": 2, "c": 3})
    assert told == [["a", None, None], ["a", "b", None], ["a", "b", "c"]]
    put(field, {"c": 1})  # a had it
    assert told[3:] == [["c", "b", "a"]]  # one change, told once
    put(field, {"b": 0})
    assert field.value == ["c", None, "a"]
    put(field, {"b": 3})  # b has none to give away
    assert field.value == ["c", None, "b"]


def test_a_saved_ranking_replaces_another_one(put: Put) -> None:
    field = draw(RANKING, "en")
    put(field, {"a": 1, "b": 2, "c": 3})
    field.value = ["c", "a"]
    assert field.value == ["c", "a", None]


def test_rows_are_added_one_at_a_time_up_to_the_most(put: Put) -> None:
    field: Any = draw(ROWS, "en")
    assert len(field.box.children) == 1
    assert field.more.description == "Add a row"
    for rows in (2, 3):
        assert field.more.disabled is False
        field.more.click()
        assert len(field.box.children) == len(field.fields) == rows
    assert field.more.disabled is True
    field.more.click()
    assert len(field.fields) == 3
    assert field.value is None  # an empty row is no answer


def test_a_blank_row_between_two_stays_where_it_is(put: Put) -> None:
    field = draw(ROWS, "en")
    put(field, [{"t": "a"}, {"t": " "}, {"t": "c"}])
    assert field.value == [{"t": "a"}, {}, {"t": "c"}]
    again: Any = draw(ROWS, "en")
    again.value = field.value
    assert again.value == field.value
    again.value = [{"t": "z"}]  # fewer than before
    assert again.value == [{"t": "z"}]


def test_every_cell_of_a_row_is_told(put: Put) -> None:
    field = draw(ROWS, "en")
    told: list[Any] = []
    field.changed = lambda: told.append(field.value)
    put(field, [{"t": "x"}, {"c": "a"}, {"n": "3"}])
    assert told == [[{"t": "x"}], [{"t": "x"}, {"c": "a"}], [{"t": "x"}, {"c": "a"}, {"n": 3}]]


@pytest.mark.parametrize("question", ALL, ids=IDS)
def test_typing_is_told_from_deciding(question: Question) -> None:
    # What is typed is saved about once a second, what is decided at once.
    assert draw(question, "en").typed is isinstance(question, Text | Number | Rows)


def test_importing_the_kit_makes_no_widget() -> None:
    # One that nobody shows writes a traceback when its process ends, after what was to be said.
    code = """
import ipywidgets
from importlib import import_module
from workshop_kit.engine.warm import ROOMS
made = []
ipywidgets.Widget.__init__ = lambda *given, **named: made.append(given)
for room in ROOMS:
    package = import_module(f"workshop_kit.{room}")
    assert [getattr(package, name) for name in dir(package)]
assert not made, made
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_fields_share_one_layout() -> None:
    one, other = (draw(Text(name=name, label=name), "en").widget for name in ("a", "b"))
    assert one.layout is other.layout
