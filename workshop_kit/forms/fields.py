"""The ipywidgets face of questions: one field each, whose value is the plain JSON of the answer."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import ipywidgets as widgets

from workshop_kit.forms import questions as q
from workshop_kit.forms.table import Table
from workshop_kit.text import translator

RADIOS = 7
"""With more options than this a choice is a list to open."""
_DIGITS = r"(\d{1,3}(,\d{3})+|\d+)"
_NUMBER = re.compile(rf"[-+]?({_DIGITS}(\.\d*)?|\.\d+)(e[-+]?\d{{1,3}})?", re.IGNORECASE)


@cache
def wide() -> widgets.Layout:
    """One layout for all: each of its own would be one more message to the browser.

    Made where the first form needs it. A widget that a process makes by importing this module, and
    never shows, writes a traceback when Python takes it down at the end.
    """
    return widgets.Layout(width="auto")


class Field:
    """One question on the page.

    Attributes
    ----------
    question : Question
    widget : ipywidgets.Widget
        What is shown.
    typed : bool
        Whether it changes with every key, not with every decision.
    """

    typed = False

    def __init__(self, question: q.Question, widget: Any) -> None:
        self.question, self.widget = question, widget
        self.changed: Callable[[], None] = lambda: None
        widget.add_class("ws-field")
        if question.half:
            widget.add_class("ws-half")

    def mark(self, name: str) -> None:
        """Make it known on the page by a CSS class."""
        self.widget.add_class(name)

    @property
    def value(self) -> Any:
        return self.widget.value

    @value.setter
    def value(self, value: Any) -> None:
        self.widget.value = value

    def _watch(self, *parts: Any) -> None:
        for part in parts:
            part.observe(lambda _change: self.changed(), "value")


class _Whole:
    """A box that takes no half characters: ipywidgets would drop such a text and all after it."""

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        typed = sync_data.get("value")
        known = {"value": whole(typed)} if isinstance(typed, str) else {}
        super().set_state({**sync_data, **known})  # type: ignore[misc]


class _Line(_Whole, widgets.Text):  # type: ignore[misc]
    pass


class _Lines(_Whole, widgets.Textarea):  # type: ignore[misc]
    pass


class TextField(Field):
    typed = True

    def __init__(self, question: q.Text | q.Number, language: str) -> None:
        lines = getattr(question, "lines", 1)
        kind = _Line if lines == 1 else partial(_Lines, rows=lines)
        # Every key is sent: what waits for a click elsewhere is lost when Start comes first.
        given = {"placeholder": question.hint, "continuous_update": True, "layout": wide()}
        super().__init__(question, kind(description=_label(question), **given))
        self._watch(self.widget)

    @property
    def value(self) -> Any:
        text = self.widget.value
        if not text.strip():
            return None
        return _number(text) if isinstance(self.question, q.Number) else text

    @value.setter
    def value(self, value: Any) -> None:
        self.widget.value = "" if value is None else whole(str(value))


class ChoiceField(Field):
    def __init__(self, question: q.Choice | q.Scale, language: str) -> None:
        _ = translator(language)
        options = _options(question)
        label = _label(question)
        if isinstance(question, q.Choice) and (question.folded or len(options) > RADIOS):
            options = [(_("choose"), ""), *options]
            widget = widgets.Dropdown(options=options, value="", description=label, layout=wide())
        else:
            widget = widgets.RadioButtons(
                options=options, value=None, description=label, layout=wide()
            )
        super().__init__(question, widget)
        self.nothing = "" if isinstance(widget, widgets.Dropdown) else None
        self._watch(widget)

    @property
    def value(self) -> Any:
        return None if self.widget.value == self.nothing else self.widget.value

    @value.setter
    def value(self, value: Any) -> None:
        self.widget.value = self.nothing if value is None else value


class ChoicesField(Field):
    def __init__(self, question: q.Choices, language: str) -> None:
        self.boxes = {
            code: widgets.Checkbox(description=label, indent=False, layout=wide())
            for code, label in question.options.items()
        }
        inner = widgets.Box(list(self.boxes.values())).add_class("ws-boxes")
        super().__init__(question, _titled(question, inner))
        self._watch(*self.boxes.values())

    @property
    def value(self) -> Any:
        return [code for code, box in self.boxes.items() if box.value] or None

    @value.setter
    def value(self, value: Any) -> None:
        for code, box in self.boxes.items():
            box.value = code in (value or ())


class MatrixField(Field):
    def __init__(self, question: q.Matrix, language: str) -> None:
        self.rows = {
            row: widgets.RadioButtons(
                options=[(text, code) for code, text in question.options(row).items()],
                value=None,
                description=label,
                layout=wide(),
            )
            for row, label in question.rows.items()
        }
        super().__init__(question, _titled(question, *self.rows.values()))
        self._watch(*self.rows.values())

    @property
    def value(self) -> Any:
        chosen = {row: widget.value for row, widget in self.rows.items()}
        return {row: code for row, code in chosen.items() if code is not None} or None

    @value.setter
    def value(self, value: Any) -> None:
        for row, widget in self.rows.items():
            widget.value = (value or {}).get(row)


class TableField(Field):
    """Ticks in a table: one widget however many there are, since each would be two of its own."""

    def __init__(self, question: q.Grid | q.Matrix, language: str) -> None:
        _ = translator(language)
        self.one = isinstance(question, q.Matrix)
        used = question.used if isinstance(question, q.Matrix) else {}
        table = Table(
            title=_label(question),
            hint=question.hint,
            moves=_("Tab goes from row to row, the arrows from tick to tick."),
            rows=question.rows,
            columns=question.columns,
            used=used,
            one=self.one,
        )
        super().__init__(question, table)
        table.observe(lambda _change: self.changed(), "ticks")

    @property
    def value(self) -> Any:
        ticks = self.widget.ticks
        return ({row: code for row, (code,) in ticks.items()} if self.one else dict(ticks)) or None

    @value.setter
    def value(self, value: Any) -> None:
        ticks = value or {}
        self.widget.ticks = {r: [code] for r, code in ticks.items()} if self.one else ticks


class RankingField(Field):
    """Each option has a list with its rank; who takes a rank gives the other one's own away."""

    def __init__(self, question: q.Ranking, language: str) -> None:
        ranks = [("–", 0), *((str(i), i) for i in range(1, len(question.options) + 1))]
        self.ranks = {
            code: widgets.Dropdown(options=ranks, value=0, description=label, layout=wide())
            for code, label in question.options.items()
        }
        inner = widgets.VBox(list(self.ranks.values())).add_class("ws-ranks")
        super().__init__(question, _titled(question, inner))
        for code, widget in self.ranks.items():
            widget.observe(partial(self._moved, code), "value")

    def _moved(self, code: str, change: Any) -> None:
        for other, widget in self.ranks.items():
            if other != code and change.new and widget.value == change.new:
                widget.value = change.old
                return  # that change comes here again, and is the one that is told
        self.changed()

    @property
    def value(self) -> Any:
        taken = {widget.value: code for code, widget in self.ranks.items()}
        order = [taken.get(rank) for rank in range(1, len(self.ranks) + 1)]
        return order if any(order) else None

    @value.setter
    def value(self, value: Any) -> None:
        for widget in self.ranks.values():
            widget.value = 0
        for rank, code in enumerate(value or (), 1):
            if code is not None:
                self.ranks[code].value = rank


class RowsField(Field):
    typed = True

    def __init__(self, question: q.Rows, language: str) -> None:
        self.language, self.columns = language, question.columns
        self.most = question.most
        self.fields: list[dict[str, Field]] = []
        self.box = widgets.VBox().add_class("ws-rows")
        _ = translator(language)
        self.more = widgets.Button(description=_("Add a row"), layout=wide())
        self.more.on_click(lambda _button: self._grow(len(self.fields) + 1))
        super().__init__(question, _titled(question, self.box, self.more))
        self._grow(1)

    def _grow(self, rows: int) -> None:
        while len(self.fields) < min(rows, self.most):
            row = {column.name: draw(column, self.language) for column in self.columns}
            for field in row.values():
                field.changed = lambda: self.changed()
            self.fields.append(row)
        boxes = [
            widgets.Box([field.widget for field in row.values()]).add_class("ws-row")
            for row in self.fields[len(self.box.children) :]
        ]
        self.box.children = (*self.box.children, *boxes)
        self.more.disabled = len(self.fields) >= self.most

    @property
    def value(self) -> Any:
        rows = [
            {name: field.value for name, field in row.items() if field.value is not None}
            for row in self.fields
        ]
        while rows and not rows[-1]:
            rows.pop()
        return rows or None

    @value.setter
    def value(self, value: Any) -> None:
        self._grow(len(value or ()))
        for i, row in enumerate(self.fields):
            saved = value[i] if i < len(value or ()) else {}
            for name, field in row.items():
                field.value = saved.get(name)


def draw(question: q.Question, language: str) -> Field:
    """The field of a question."""
    kinds: dict[type[q.Question], Callable[[Any, str], Field]] = {
        q.Text: TextField,
        q.Number: TextField,
        q.Choice: ChoiceField,
        q.Scale: ChoiceField,
        q.Choices: ChoicesField,
        q.Matrix: TableField if getattr(question, "table", False) else MatrixField,
        q.Grid: TableField,
        q.Ranking: RankingField,
        q.Rows: RowsField,
    }
    return kinds[type(question)](question, language)


def _titled(question: q.Question, *parts: Any) -> Any:
    title = widgets.Label(_label(question)).add_class("ws-title")
    return widgets.VBox([title, *parts], layout=wide()).add_class("ws-group")


def _label(question: q.Question) -> str:
    return f"{question.label} *" if question.required else question.label


def _options(question: q.Choice | q.Scale) -> Sequence[tuple[str, Any]]:
    if isinstance(question, q.Choice):
        return [(label, code) for code, label in question.options.items()]
    ends = {question.low: question.low_label, question.high: question.high_label}
    numbers = range(question.low, question.high + 1)
    return [(f"{i} {ends[i]}" if ends.get(i) else str(i), i) for i in numbers]


def _number(text: str) -> float | int | str:
    """A number as people type it, with full-width digits or a comma of thousands; else the text."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        return text
    plain = plain.replace(",", "")
    try:
        return int(plain)
    except ValueError:
        number = float(plain)
    if math.isinf(number):
        return text
    return int(number) if number.is_integer() else number


def whole(text: str) -> str:
    """The text with "�" for half a character, which no message to a browser can hold.

    >>> whole("12\\ud83d")
    '12�'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
