"""Questions as data: what a form asks, and what is wrong with an answer. Drawn elsewhere.

An answer is plain JSON; `None` stands for no answer, in every kind of question.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every kind of question has.

    Attributes
    ----------
    name : str
        Key of the answer in what is saved; unique in its form.
    label : str
        What is asked, in the reader's language.
    hint : str
        An example, shown where the answer is not yet.
    required : bool
        Whether the form is open until it is answered; counted in its progress.
    half : bool
        Whether it shares a line with its neighbour where there is room.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = False
    half: bool = False

    def answered(self, value: Any) -> bool:
        """Whether the answer is complete."""
        return value is not None

    def fits(self, value: Any) -> bool:
        """Whether a saved answer can be shown by this question: it may be of another version."""
        return False

    def problem(self, value: Any, _: Translate) -> str:
        """What must be changed about an answer that fits, in words; empty when nothing must."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """A text. `lines` is the height of its box; `most` is the number of characters it may have."""

    lines: int = 1
    most: int = 10_000

    def fits(self, value: Any) -> bool:
        return isinstance(value, str)

    def problem(self, value: Any, _: Translate) -> str:
        if len(value) > self.most:
            text = _("at most {most} characters; these are {n}.")
            return text.format(most=f"{self.most:,}", n=f"{len(value):,}")
        return ""


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number from `low` to `high`; what is typed instead of one is kept as text, and said."""

    low: float = -math.inf
    high: float = math.inf

    def fits(self, value: Any) -> bool:
        return isinstance(value, str | int | float) and not isinstance(value, bool)

    def problem(self, value: Any, _: Translate) -> str:
        if isinstance(value, str):
            return _("must be a number. Found: {found}").format(found=value[:40])
        if not self.low <= value <= self.high:
            limits = {"low": f"{self.low:,.10g}", "high": f"{self.high:,.10g}"}
            if math.isinf(self.high):
                return _("must be {low} or more.").format(**limits)
            if math.isinf(self.low):
                return _("must be {high} or less.").format(**limits)
            return _("must lie between {low} and {high}.").format(**limits)
        return ""


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of `options` (code to label), all in sight or, `folded`, in a list to open."""

    options: Mapping[str, str]
    folded: bool = False

    def fits(self, value: Any) -> bool:
        return isinstance(value, str) and value in self.options


@dataclass(frozen=True, kw_only=True)
class Choices(Question):
    """Several of `options`, at most `most`; the answer is a list of codes."""

    options: Mapping[str, str]
    most: int | None = None

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and all(code in [*self.options] for code in value)

    def problem(self, value: Any, _: Translate) -> str:
        if self.most is not None and len(value) > self.most:
            text = _("choose at most {most}; these are {n}.")
            return text.format(most=self.most, n=len(value))
        return ""


@dataclass(frozen=True, kw_only=True)
class Scale(Question):
    """A whole number from `low` to `high`, with words at both ends."""

    low: int
    high: int
    low_label: str
    high_label: str

    def fits(self, value: Any) -> bool:
        return type(value) is int and self.low <= value <= self.high


@dataclass(frozen=True, kw_only=True)
class Matrix(Question):
    """Rows of questions that share their answers; the answer maps row to column, by code.

    A row that is in `used` has only those of the columns. As a `table` the rows stand close
    together under one head of columns: for many rows.
    """

    rows: Mapping[str, str]
    columns: Mapping[str, str]
    used: Mapping[str, Sequence[str]] = field(default_factory=dict)
    table: bool = False

    def options(self, row: str) -> dict[str, str]:
        """The columns of a row, code to label."""
        used = self.used.get(row, tuple(self.columns))
        return {code: label for code, label in self.columns.items() if code in used}

    def answered(self, value: Any) -> bool:
        return isinstance(value, dict) and set(self.rows) <= set(value)

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict) and all(
            row in self.rows and column in [*self.options(row)] for row, column in value.items()
        )


@dataclass(frozen=True, kw_only=True)
class Grid(Question):
    """Rows and columns of ticks, several in a row; the answer maps row to columns, by code.

    A row without a tick is not in the answer. A row may have at most `most` ticks, a column that is
    in `column_most` at most so many.
    """

    rows: Mapping[str, str]
    columns: Mapping[str, str]
    most: int | None = None
    column_most: Mapping[str, int] = field(default_factory=dict)

    def answered(self, value: Any) -> bool:
        return isinstance(value, dict) and any(value.values())

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict) and all(
            row in self.rows
            and isinstance(codes, list)
            and all(code in [*self.columns] for code in codes)
            for row, codes in value.items()
        )

    def problem(self, value: Any, _: Translate) -> str:
        limits = [
            *((self.rows[row], self.most, len(codes)) for row, codes in value.items()),
            *(
                (self.columns[column], most, sum(column in codes for codes in value.values()))
                for column, most in self.column_most.items()
            ),
        ]
        text = _("{name}: at most {most}, ticked {n}.")
        return " ".join(
            text.format(name=name, most=most, n=n)
            for name, most, n in limits
            if most is not None and n > most
        )


@dataclass(frozen=True, kw_only=True)
class Ranking(Question):
    """`options` put in order; the answer is a list of codes, None where a rank is still free."""

    options: Mapping[str, str]

    def answered(self, value: Any) -> bool:
        return isinstance(value, list) and set(self.options) <= set(value)

    def fits(self, value: Any) -> bool:
        if not isinstance(value, list) or len(value) > len(self.options):
            return False
        codes = [code for code in value if code is not None]
        once = all(codes.count(code) == 1 for code in codes)
        return once and all(code in [*self.options] for code in codes)


@dataclass(frozen=True, kw_only=True)
class Rows(Question):
    """A list of rows with the same questions; the answer is a list of what each row holds."""

    columns: tuple[Question, ...]
    most: int = 30

    def fits(self, value: Any) -> bool:
        columns = {column.name: column for column in self.columns}
        # A row that finds no place must not be dropped with the next save.
        return (
            isinstance(value, list)
            and len(value) <= self.most
            and all(
                isinstance(row, dict)
                and all(
                    name in columns and columns[name].fits(given) for name, given in row.items()
                )
                for row in value
            )
        )

    def problem(self, value: Any, _: Translate) -> str:
        said = []
        for i, row in enumerate(value, 1):
            for column in self.columns:
                given = row.get(column.name)
                if given is not None and (text := column.problem(given, _)):
                    where = _("row {row}, {column}").format(row=i, column=column.label)
                    said.append(f"{where}: {text}")
        return " ".join(said)
