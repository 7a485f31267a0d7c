"""Questions as data: which saved answers fit, which are complete, and what is wrong with them."""

import json
from typing import Any

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
from workshop_kit.text import translator

AB = {"a": "Apple", "b": "Pear"}
TEXT = Text(name="t", label="T", most=5)
NUMBER = Number(name="n", label="N", low=0, high=10)
CHOICE = Choice(name="c", label="C", options=AB)
CHOICES = Choices(name="cs", label="Cs", options=AB, most=1)
SCALE = Scale(name="s", label="S", low=1, high=5, low_label="no", high_label="yes")
MATRIX = Matrix(name="m", label="M", rows=AB, columns={"1": "x", "2": "y"}, used={"b": ["2"]})
GRID = Grid(
    name="g", label="G", rows=AB, columns={"1": "x", "2": "y"}, most=1, column_most={"2": 1}
)
RANKING = Ranking(name="r", label="R", options=AB)
ROWS = Rows(name="rs", label="Rs", columns=(TEXT, NUMBER), most=2)
ALL = [TEXT, NUMBER, CHOICE, CHOICES, SCALE, MATRIX, GRID, RANKING, ROWS]

# What an older or newer version may have saved.
ANYTHING: list[Any] = [
    "", "a", "x", 0, 1, -1, 7, 1.5, 10**400, True, False, [], ["a"], ["a", "a"], [None],
    ["a", None], [["a"]], [{}], [{"t": "x"}], [{"t": 1}], [{"z": 1}], [{}, {}, {}], {},
    {"a": "1"}, {"b": "1"}, {"b": "2"}, {"a": None}, {"a": ["1"]}, {"a": []},
    {"a": ["1", "2"], "b": ["2"]}, {"a": ["9"]}, {"a": [["1"]]}, {"z": ["1"]}, {"z": "1"},
    {"a": {"a": 1}}, None,
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "fitting"),
    [
        (TEXT, ["", "a", "x"]),
        (NUMBER, ["", "a", "x", 0, 1, -1, 7, 1.5, 10**400]),
        (CHOICE, ["a"]),
        (CHOICES, [[], ["a"], ["a", "a"]]),
        (SCALE, [1]),
        (MATRIX, [{}, {"a": "1"}, {"b": "2"}]),
        (GRID, [{}, {"a": ["1"]}, {"a": []}, {"a": ["1", "2"], "b": ["2"]}]),
        (RANKING, [[], ["a"], [None], ["a", None]]),
        (ROWS, [[], [{}], [{"t": "x"}]]),
    ],
)
def test_only_an_answer_of_the_questions_own_shape_fits(
    question: Question, fitting: list[Any]
) -> None:
    found = [value for value in ANYTHING if value is not None and question.fits(value)]
    assert [repr(value) for value in found] == [repr(value) for value in fitting]


@pytest.mark.parametrize("question", ALL)
def test_nothing_is_no_answer_to_any_question(question: Question) -> None:
    assert not question.answered(None)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("question", ALL)
def test_whatever_fits_can_be_judged(question: Question, language: str) -> None:
    for value in ANYTHING:
        if value is not None and question.fits(value):
            assert isinstance(question.problem(value, translator(language)), str)
            assert isinstance(question.answered(value), bool)


def test_a_matrix_is_answered_when_every_row_is() -> None:
    assert not MATRIX.answered({"a": "1"})
    assert MATRIX.answered({"a": "1", "b": "2"})


def test_a_grid_is_answered_by_any_tick() -> None:
    assert not GRID.answered({})
    assert not GRID.answered({"a": []})
    assert GRID.answered({"b": ["2"]})


def test_a_row_of_a_matrix_may_have_fewer_columns() -> None:
    assert MATRIX.options("a") == {"1": "x", "2": "y"}
    assert MATRIX.options("b") == {"2": "y"}


def test_a_ranking_is_answered_when_every_rank_is_taken() -> None:
    assert not RANKING.answered(["a", None])
    assert RANKING.answered(["b", "a"])


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (TEXT, "12345", ""),
        (TEXT, "123456", "at most 5 characters; these are 6."),
        (Text(name="t", label="T"), "x" * 10_001, "at most 10,000 characters; these are 10,001."),
        (NUMBER, 0, ""),
        (NUMBER, 10, ""),
        (NUMBER, -0.1, "must lie between 0 and 10."),
        (NUMBER, 10**400, "must lie between 0 and 10."),
        (NUMBER, "12 元", "must be a number. Found: 12 元"),
        (NUMBER, "{x}" * 20, f"must be a number. Found: {('{x}' * 20)[:40]}"),
        (Number(name="n", label="N", low=0), -1, "must be 0 or more."),
        (Number(name="n", label="N", high=10), 11, "must be 10 or less."),
        (Number(name="n", label="N"), -(10**9), ""),
        # Limits as people write them, not 1e+06.
        (
            Number(name="n", label="N", low=0.5, high=1_000_000),
            0,
            "must lie between 0.5 and 1,000,000.",
        ),
        (CHOICES, ["a"], ""),
        (CHOICES, ["a", "b"], "choose at most 1; these are 2."),
        (GRID, {"a": ["1"], "b": ["2"]}, ""),
        (
            GRID,
            {"a": ["1", "2"], "b": ["2"]},
            "Apple: at most 1, ticked 2. y: at most 1, ticked 2.",
        ),
        (Grid(name="g", label="G", rows=AB, columns=AB), {"a": ["a", "b"], "b": ["a"]}, ""),
        (ROWS, [{"t": "x", "n": 3}], ""),
        (
            ROWS,
            [{"t": "x"}, {"t": "123456", "n": "many"}],
            "row 2, T: at most 5 characters; these are 6. row 2, N: must be a number. Found: many",
        ),
    ],
)
def test_limits_are_said(question: Question, value: Any, said: str) -> None:
    assert question.problem(value, translator("en")) == said


def test_limits_are_said_in_chinese_words() -> None:
    _ = translator("zh")
    for question, value in ((TEXT, "123456"), (NUMBER, "x"), (NUMBER, 11), (CHOICES, ["a", "b"])):
        said = question.problem(value, _)
        assert said != question.problem(value, translator("en"))
        assert any("一" <= sign <= "鿿" for sign in said)


def test_what_fits_is_plain_json() -> None:
    for question in ALL:
        for value in ANYTHING:
            if value is not None and question.fits(value):
                assert json.loads(json.dumps(value)) == value
