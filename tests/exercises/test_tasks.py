"""Tasks: what they refuse, and that a sheet comes out of its seal as it went in."""

from typing import Any

import pytest
from pydantic import ValidationError

from workshop_kit.exercises import Match, Order, Pick, Reckon, Sheet, seal, unseal
from workshop_kit.exercises.sealing import WIDTH, sealed_texts

WORDS = {"text": ("t", "题"), "why": ("w", "因"), "look": ("l", "看")}
AB = {"a": ("A", "甲"), "b": ("B", "乙")}


def test_a_right_answer_is_among_the_options() -> None:
    with pytest.raises(ValidationError, match=r"'right' must be among \['a', 'b'\]. Got \['z'\]"):
        Pick(name="p", options=AB, right="z", **WORDS)


def test_a_wrong_answer_with_words_of_its_own_is_a_wrong_one() -> None:
    with pytest.raises(ValidationError, match=r"'wrong' must be among \['b'\]. Got \['a', 'z'\]"):
        Pick(name="p", options=AB, right="a", wrong={"z": ("x", "x"), "a": ("x", "x")}, **WORDS)


def test_each_row_has_a_right_column_and_words() -> None:
    words = {"a": ("x", "x")}
    rest: dict[str, Any] = {"rows": AB, "columns": AB, "why": words, "look": words}
    with pytest.raises(ValidationError, match=r"'right' must have the rows \['a', 'b'\]"):
        Match(name="m", text=("t", "题"), right={"a": "a"}, **rest)
    full = {"a": ("x", "x"), "b": ("x", "x")}
    with pytest.raises(ValidationError, match=r"'right' must be among \['a', 'b'\]. Got \['z'\]"):
        Match(
            name="m", text=("t", "题"), rows=AB, columns=AB, right={"a": "a", "b": "z"},
            why=full, look=full,
        )  # fmt: skip


@pytest.mark.parametrize("right", [("a",), ("a", "a"), ("a", "z")])
def test_an_order_holds_every_option_once(right: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match=r"'right' must hold each of \['a', 'b'\] once"):
        Order(name="o", options=AB, right=right, **WORDS)


def test_options_are_not_shown_in_the_right_order() -> None:
    with pytest.raises(ValidationError, match="must not be listed in the right order"):
        Order(name="o", options=AB, right=("a", "b"), **WORDS)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_is_finite(number: float) -> None:
    with pytest.raises(ValidationError, match="must be a finite number"):
        Reckon(name="r", right=number, **WORDS)


def test_a_text_is_there_in_both_languages() -> None:
    for text in (("only English",), ("", "题"), ("t", "")):
        with pytest.raises(ValidationError, match="text"):
            Reckon(name="r", right=1, why=("w", "w"), look=("l", "l"), text=text)


def test_tasks_are_named_once_and_a_sheet_has_some() -> None:
    task = Reckon(name="r", right=1, **WORDS)
    with pytest.raises(ValidationError, match=r"own name. Found twice: \['r'\]"):
        Sheet(name="s", tasks=(task, task))
    with pytest.raises(ValidationError, match="at least 1"):
        Sheet(name="s", tasks=())
    with pytest.raises(ValidationError, match="pattern"):
        Sheet(name="S s", tasks=(task,))


def test_a_sheet_comes_out_as_it_went_in(sheet: Sheet) -> None:
    sealed = seal(sheet)
    assert unseal(sealed) == sheet
    assert unseal(f"\n{sealed}\n") == sheet
    assert seal(unseal(sealed)) == sealed
    assert max(map(len, sealed.splitlines())) == WIDTH


def test_nothing_can_be_read_in_a_sealed_sheet(sheet: Sheet) -> None:
    sealed = seal(sheet)
    for text in ("Bei", "right", "why", "小贝"):
        assert text not in sealed


@pytest.mark.parametrize("damage", ["", "AAAA", "not letters!", "eyJ", "6Zu"])
def test_a_damaged_sheet_is_refused_in_words(damage: str) -> None:
    with pytest.raises(ValueError, match="must be as it was made"):
        unseal(damage)


def test_what_is_sealed_in_a_cell_can_be_looked_through(sheet: Sheet) -> None:
    source = f'sheet = exercises.unseal(\n    """\n{seal(sheet)}\n"""\n)'
    (text,) = sealed_texts(source)
    assert "Bei said so." in text
    assert "小贝说的。" in text
    assert list(sealed_texts('exercises.unseal("""AAA""")')) == []
    assert list(sealed_texts("print(1)")) == []
