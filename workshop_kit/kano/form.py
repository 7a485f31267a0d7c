"""The KANO room's two small forms: sort answers by hand, paste a table of needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import pandas as pd

from workshop_kit.kano.analysis import CATEGORIES, evaluate
from workshop_kit.kano.needs import read_needs
from workshop_kit.kano.words import answer_names, category_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PAIRS = ((1, 5), (3, 5), (1, 3), (3, 3), (5, 2))
"""Five pairs of answers to sort by hand: one each of O, M, A, I and R."""


class HandTable(widgets.VBox):  # type: ignore[misc]
    """Five pairs of answers, each with a choice of category and a word on the choice.

    Attributes
    ----------
    choices : list of ipywidgets.Dropdown
        One per pair of `PAIRS`; the value is a letter, or "" before a choice was made.
    replies : list of ipywidgets.Label
        What the form says to each choice.
    """

    def __init__(self, language: str) -> None:
        _ = self._ = translator(language)
        names = category_names(language)
        answers = answer_names(language)
        options = [(_("choose"), "")] + [(f"{x}  {names[x]}", x) for x in CATEGORIES]
        self.choices = [widgets.Dropdown(options=options, value="") for _pair in PAIRS]
        self.replies = [widgets.Label() for _pair in PAIRS]
        cells: list[Any] = [
            widgets.Label(head) for head in ("", _("With it"), _("Without it"), _("Category"), "")
        ]
        for i, (functional, dysfunctional) in enumerate(PAIRS):
            self.choices[i].observe(lambda _change, row=i: self._reply(row), "value")
            asked = (answers[functional - 1], answers[dysfunctional - 1])
            cells += [widgets.Label(str(i + 1)), *map(widgets.Label, asked)]
            cells += [self.choices[i], self.replies[i]]
        self.sum = widgets.Label()
        columns = "2em minmax(8em, 12em) minmax(8em, 12em) 14em minmax(10em, 1fr)"
        grid = widgets.GridBox(cells, layout={"grid_template_columns": columns})
        super().__init__([grid, self.sum])

    def _reply(self, row: int) -> None:
        _, chosen = self._, self.choices[row].value
        right = evaluate(*PAIRS[row])
        words = {"": "", right: "✓ " + _("right")}
        self.replies[row].value = words.get(chosen, _("Look again: find the row, then the column."))
        good = sum(c.value == evaluate(*pair) for c, pair in zip(self.choices, PAIRS, strict=True))
        self.sum.value = _("{good} of {all} right").format(good=good, all=len(PAIRS))


class PasteNeeds(widgets.VBox):  # type: ignore[misc]
    """A box for a table of needs drafted elsewhere; kept in a file beside the notebook.

    Attributes
    ----------
    box : ipywidgets.Textarea
        What was pasted.
    message : ipywidgets.Textarea
        What was read, or which lines could not be.
    data : pandas.DataFrame
        `cohort, need, count` as last read.
    """

    def __init__(self, language: str, file: Path) -> None:
        self._, self.language, self.file = translator(language), language, file
        _ = self._
        self.data = read_needs("")
        self.box = widgets.Textarea(
            placeholder=_("No queue at the desk\t12\nEasy parking\t7"),
            layout={"width": "auto", "height": "9em"},
            continuous_update=False,
        )
        self.message = widgets.Textarea(
            disabled=True, layout={"width": "auto", "height": "7em", "display": "none"}
        )
        super().__init__([widgets.Label(_("Paste the table here, then click outside the box.")),
                          self.box, self.message])  # fmt: skip
        if file.is_file():
            self.box.value = file.read_text("utf-8")
            self._read()
        self.box.observe(lambda _change: self._read(save=True), "value")

    def _read(self, *, save: bool = False) -> None:
        _ = self._
        try:
            self.data = read_needs(self.box.value, self.language)
            lines = [_("Read: {n} needs. Most frequent first:").format(n=len(self.data))]
            top = self.data.sort_values("count", ascending=False, kind="stable").head(5)
            lines += [f"{row.count_}  {row.need}" for row in _renamed(top).itertuples()]
            if save:
                self._save()
        except (ValueError, OSError) as error:
            lines = [str(error)]
        self.message.value = "\n".join(lines)
        self.message.layout.display = None

    def _save(self) -> None:
        draft = self.file.with_suffix(".part")
        draft.write_text(self.box.value, "utf-8")
        draft.replace(self.file)  # whole or not at all


def _renamed(table: pd.DataFrame) -> pd.DataFrame:
    return table.rename(columns={"count": "count_"})  # a tuple has a method of that name


def hand_table(workshop: "Workshop") -> HandTable:
    """Five pairs of answers to sort by hand with the evaluation table."""
    return HandTable(workshop.language)


def paste_needs(workshop: "Workshop", file: str = "needs-draft.txt") -> PasteNeeds:
    """A box for needs drafted elsewhere, say with a language model: the group checks and decides.

    What was pasted is kept in `file` in the notebook's folder and is there again after a restart.
    """
    return PasteNeeds(workshop.language, Path(file))
