"""Tasks as data: what is asked, what is right, and what is said to each answer."""

import math
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from workshop_kit.strict_model import Strict

LANGUAGES = ("en", "zh")
ID = r"^[a-z0-9][a-z0-9-]{0,39}$"

Name = Annotated[str, StringConstraints(pattern=ID)]
Text = Annotated[str, StringConstraints(min_length=1)]
Words = tuple[Text, Text]
"""A text in English and in Chinese."""


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"must be a finite number. Got {value}")
    return value


Finite = Annotated[float, AfterValidator(_finite)]


class Task(Strict):
    """What every task has.

    Attributes
    ----------
    name : str
        Key of its answer in what is saved; unique in its sheet.
    text : (str, str)
        What is asked, in English and in Chinese.
    """

    name: Name
    text: Words


class Pick(Task):
    """One of `options`.

    Attributes
    ----------
    right : str
        Code of the right option.
    why : (str, str)
        Said to the right answer: the reason.
    look : (str, str)
        Said to a wrong one: where to look again, without the answer.
    wrong : dict
        Said in place of `look` to whoever chose that option.
    """

    kind: Literal["pick"] = "pick"
    options: dict[str, Words]
    right: str
    why: Words
    look: Words
    wrong: dict[str, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _among("right", [self.right], self.options)
        _among("wrong", self.wrong, set(self.options) - {self.right})
        return self


class Match(Task):
    """One of `columns` for each of `rows`; `why` and `look` are said by row."""

    kind: Literal["match"] = "match"
    rows: dict[str, Words]
    columns: dict[str, Words]
    right: dict[str, str]
    why: dict[str, Words]
    look: dict[str, Words]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for name in ("right", "why", "look"):
            if set(getattr(self, name)) != set(self.rows):
                given, rows = sorted(getattr(self, name)), sorted(self.rows)
                raise ValueError(f"{name!r} must have the rows {rows}. Got {given}")
        _among("right", self.right.values(), self.columns)
        return self


class Order(Task):
    """`options` to be put in order, shown as they are listed; judged when all have a place."""

    kind: Literal["order"] = "order"
    options: dict[str, Words]
    right: tuple[str, ...]
    why: Words
    look: Words

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if sorted(self.right) != sorted(self.options):
            options, right = sorted(self.options), list(self.right)
            raise ValueError(f"'right' must hold each of {options} once. Got {right}")
        if list(self.right) == list(self.options):
            raise ValueError("'options' must not be listed in the right order. They are")
        return self


class Reckon(Task):
    """A number; right when it is at most `within` away from `right`."""

    kind: Literal["reckon"] = "reckon"
    right: Finite
    within: Annotated[float, Field(ge=0)] = 0.0
    why: Words
    look: Words


class Write(Task):
    """A text of one's own; from `least` characters on, `why` shows one way to do it.

    A text that holds one of `avoid` (a phrase in English and in Chinese) is told `look` instead.
    """

    kind: Literal["write"] = "write"
    least: Annotated[int, Field(ge=1)] = 12
    hint: tuple[str, str] = ("", "")
    avoid: tuple[Words, ...] = ()
    why: Words
    look: Words


AnyTask = Annotated[Pick | Match | Order | Reckon | Write, Field(discriminator="kind")]


class Sheet(Strict):
    """An exercise: its name, by which the answers are kept, and its tasks in their order.

    Raises
    ------
    pydantic.ValidationError
        When a task does not fit: all of them are named.

    Examples
    --------
    >>> yes, no = ("Yes", "是"), ("No", "否")
    >>> pick = Pick(name="sure", text=("Is 2 > 1?", "2 大于 1 吗？"), options={"y": yes, "n": no},
    ...             right="y", why=("By one.", "大 1。"), look=("Count.", "数一数。"))
    >>> [task.right for task in Sheet(name="numbers", tasks=(pick,)).tasks]
    ['y']
    """

    name: Name
    tasks: Annotated[tuple[AnyTask, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [task.name for task in self.tasks]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"Each task must have its own name. Found twice: {twice}")
        return self


def said(words: Words | tuple[str, str], language: str) -> str:
    """A text in one language."""
    return words[LANGUAGES.index(language)]


def labels(options: Mapping[str, Words], language: str) -> dict[str, str]:
    """Code to text in one language."""
    return {code: said(words, language) for code, words in options.items()}


def _among(name: str, codes: Iterable[str], allowed: Iterable[str]) -> None:
    known = sorted(allowed)
    if unknown := sorted(set(codes) - set(known)):
        raise ValueError(f"{name!r} must be among {known}. Got {unknown}")
