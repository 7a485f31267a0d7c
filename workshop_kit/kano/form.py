"""The KANO room's two small forms: sort answers by hand, paste a table of needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workshop_kit.kano.analysis import CATEGORIES, TABLES, Evaluation, evaluate
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
    pairs : list of (functional, dysfunctional)
        Those of `PAIRS` that the evaluation table has: the short form lacks one.
    choices : list of ipywidgets.Dropdown
        One per pair; the value is a letter, or "" before a choice was made.
    replies : list of ipywidgets.Label
        What the form says to each choice.
    """

    def __init__(self, language: str, evaluation: Evaluation = "classic") -> None:
        _ = self._ = translator(language)
        table = TABLES[evaluation]
        self.pairs = [(f, d) for f, d in PAIRS if table[f - 1][d - 1] != " "]
        self.right = [evaluate(*pair, evaluation) for pair in self.pairs]
        names = category_names(language)
        answers = answer_names(language)
        options = [(_("choose"), "")] + [(f"{x}  {names[x]}", x) for x in CATEGORIES]
        wide = {"width": "auto"}
        self.choices = [
            widgets.Dropdown(options=options, value="", layout=wide) for _pair in self.pairs
        ]
        self.replies = [widgets.Label() for _pair in self.pairs]
        cells: list[Any] = [
            widgets.Label(head) for head in ("", _("With it"), _("Without it"), _("Category"), "")
        ]
        for i, (functional, dysfunctional) in enumerate(self.pairs):
            self.choices[i].observe(lambda _change, row=i: self._reply(row), "value")
            asked = (answers[functional - 1], answers[dysfunctional - 1])
            cells += [widgets.Label(str(i + 1)), *map(widgets.Label, asked)]
            cells += [self.choices[i], self.replies[i]]
        self.sum = widgets.Label()
        columns = "2em minmax(7em, 10em) minmax(7em, 10em) 12em minmax(17em, 1fr)"
        grid = widgets.GridBox(cells, layout={"grid_template_columns": columns})
        super().__init__([grid, self.sum])

    def _reply(self, row: int) -> None:
        _, chosen = self._, self.choices[row].value
        words = {"": "", self.right[row]: "✓ " + _("right")}
        self.replies[row].value = words.get(chosen, _("Look again: find the row, then the column."))
        good = sum(c.value == letter for c, letter in zip(self.choices, self.right, strict=True))
        self.sum.value = _("{good} of {all} right").format(good=good, all=len(self.pairs))


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
            # Every key is sent: what waits for a click elsewhere is lost when Start comes first.
            continuous_update=True,
        )
        self.message = widgets.Textarea(
            disabled=True, layout={"width": "auto", "height": "11em", "display": "none"}
        )
        kept = widgets.Label(_("Paste the table here. It is kept when you press Start again."))
        super().__init__([kept, self.box, self.message])
        self._open()
        self.box.observe(lambda _change: self._changed(), "value")

    def _open(self) -> None:
        try:
            self.box.value = self.file.read_text("utf-8-sig")
        except FileNotFoundError:
            return
        except (ValueError, OSError) as error:
            reason = self._("The file {file} cannot be opened: {reason}")
            self._say(reason.format(file=self.file.name, reason=error))
        else:
            self._say(*self._read())

    def _changed(self) -> None:
        try:
            self._save()  # also what cannot be read yet: it must be there after a restart
            unsaved = []
        except (ValueError, OSError) as error:
            text = self._("Not saved, so keep a copy: {reason}")
            unsaved = [text.format(reason=error)]
        self._say(*unsaved, *self._read())

    def _read(self) -> list[str]:
        _ = self._
        try:
            self.data = read_needs(self.box.value, self.language)
        except ValueError as error:
            return [str(error)]
        top = self.data.sort_values("count", ascending=False, kind="stable").head(5)
        lines = [_("Read: {n} needs.").format(n=len(self.data))]
        if len(self.data) > len(top):
            lines[0] += ("" if self.language == "zh" else " ") + _("The most frequent:")
        in_group = _("{need} ({group})")
        for group, need, count in top.itertuples(index=False, name=None):
            text = in_group.format(need=need, group=group) if group else need
            lines.append(f"{count}  {text}")
        return lines

    def _say(self, *lines: str) -> None:
        self.message.value = "\n".join(lines)
        self.message.layout.display = None

    def _save(self) -> None:
        draft = self.file.with_name(self.file.name + ".part")
        draft.write_text(self.box.value, "utf-8")
        draft.replace(self.file)  # whole or not at all


def hand_table(workshop: "Workshop") -> HandTable:
    """Five pairs of answers to sort by hand with the evaluation table."""
    return HandTable(workshop.language, workshop.company.kano.evaluation)


def paste_needs(workshop: "Workshop", file: str = "needs-draft.txt") -> PasteNeeds:
    """A box for needs drafted elsewhere, say with a language model: the group checks and decides.

    What was pasted is kept in `file` in the notebook's folder and is there again after a restart.
    """
    return PasteNeeds(workshop.language, Path(file))
