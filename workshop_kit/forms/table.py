"""A table of ticks: rows and columns, drawn by one widget whatever its size."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_STATIC = Path(__file__).with_name("static")


class Table(anywidget.AnyWidget):
    """Ticks in rows and columns, each named by both for assistive technology.

    Parameters
    ----------
    rows, columns : mapping
        Code to label, in their order.
    used : mapping, optional
        Row to the codes of the columns that it offers; a row that is not in it offers all.
    title, hint, moves : str
        What is asked; what helps to answer it; how to move by keyboard.
    one : bool
        At most one tick per row: the ticks are radio buttons.

    Attributes
    ----------
    ticks : dict
        Row to the codes of its ticked columns, both in their order; rows without any are left out.

    Examples
    --------
    >>> table = Table(rows={"lobby": "Lobby"}, columns={"pain": "Pain", "itch": "Itch"})
    >>> table.ticks = {"lobby": ["itch", "pain", "itch"], "moon": ["pain"]}
    >>> table.ticks
    {'lobby': ['pain', 'itch']}
    """

    _esm = _STATIC / "table.js"
    _css = _STATIC / "table.css"
    title = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    moves = traitlets.Unicode().tag(sync=True)
    rows: Any = traitlets.List().tag(sync=True)
    columns: Any = traitlets.List().tag(sync=True)
    one = traitlets.Bool().tag(sync=True)
    ticks: Any = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        rows: Mapping[str, str],
        columns: Mapping[str, str],
        used: Mapping[str, Sequence[str]] | None = None,
        title: str = "",
        hint: str = "",
        moves: str = "",
        one: bool = False,
    ) -> None:
        self._offered = {
            row: [code for code in columns if code in (used or {}).get(row, columns)]
            for row in rows
        }
        super().__init__(
            rows=[[row, label, self._offered[row]] for row, label in rows.items()],
            columns=[list(column) for column in columns.items()],
            **{"title": title, "hint": hint, "moves": moves, "one": one},
        )

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what the browser sends; ticks that cannot be are undone there."""
        sent = dict(sync_data)
        if "ticks" in sent and (taken := self._possible(sent["ticks"])) != sent["ticks"]:
            self.ticks = taken
            self.send_state("ticks")
            del sent["ticks"]
        super().set_state(sent)

    @traitlets.validate("ticks")
    def _checked(self, proposal: Any) -> dict[str, list[str]]:
        return self._possible(proposal.value)

    def _possible(self, ticks: Any) -> dict[str, list[str]]:
        given = ticks if isinstance(ticks, Mapping) else {}
        found = {
            row: [code for code in offered if code in _listed(given.get(row))]
            for row, offered in self._offered.items()
        }
        return {row: codes[:1] if self.one else codes for row, codes in found.items() if codes}


def _listed(codes: Any) -> list[Any]:
    return codes if isinstance(codes, list) else []
