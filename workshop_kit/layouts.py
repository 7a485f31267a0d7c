"""Which columns each kind of data file has, and what they may hold."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshop_kit.customers import Attribute


@dataclass(frozen=True)
class Layout:
    """Columns of a data file: what each may hold, and which together name a row.

    Attributes
    ----------
    words, numbers : tuple, mapping
        Columns of text; columns of numbers with the lowest and the highest.
    optional, empty : frozenset
        Columns that may be left out; columns that may have empty cells.
    key : tuple
        Columns that together name a row.
    once : tuple of tuple
        More columns that together are in no two rows.
    levels : mapping
        The only words of some columns, whatever the profile's lists say.
    fixed : frozenset
        Those of them that are the same for every company.
    whole : bool
        Whether the numbers are whole ones.
    held : bool
        Whether the file becomes a frame in memory, Parquet too, with every column of the layout:
        float64 (NaN where empty) and object (None where empty).
    order : tuple
        The columns as they are shown; by default words, then numbers.
    """

    words: tuple[str, ...]
    numbers: Mapping[str, tuple[float, float]]
    optional: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()
    once: tuple[tuple[str, ...], ...] = ()
    levels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    whole: bool = True
    held: bool = False
    order: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        return list(self.order or (*self.words, *self.numbers))


def customers_layout(attributes: Sequence[Attribute]) -> Layout:
    """The layout of a file of customers: one row each, one column per attribute of the profile."""
    numbers = [attribute for attribute in attributes if attribute.kind == "number"]
    others = [attribute for attribute in attributes if attribute.kind != "number"]
    return Layout(
        ("customer", "segment", *(attribute.id for attribute in others)),
        {
            attribute.id: (
                -math.inf if attribute.low is None else attribute.low,
                math.inf if attribute.high is None else attribute.high,
            )
            for attribute in numbers
        },
        optional=frozenset({"segment"}),
        empty=frozenset({"segment", *(attribute.id for attribute in attributes)}),
        key=("customer",),
        levels={entry.id: [level.id for level in entry.levels] for entry in others},
        whole=False,
        held=True,
        order=("customer", "segment", *(attribute.id for attribute in attributes)),
    )


# More than anybody counted, and sums of such counts still fit 64 bits.
MOST = 1_000_000_000
_SIDES = {"functional": (1, 5), "dysfunctional": (1, 5)}
_CURVE = ("persona", "group", "author", "version")
LAYOUTS = {
    "kano_answers": Layout(
        ("respondent", "segment", "feature"),
        {**_SIDES, "importance": (1, 9)},
        optional=frozenset({"segment", "importance"}),
        empty=frozenset({"segment", "functional", "dysfunctional", "importance"}),
        key=("respondent", "feature"),
    ),
    "kano_tally": Layout(
        ("segment", "feature"),
        {"functional": (0, 5), "dysfunctional": (0, 5), "n": (0, MOST)},
        optional=frozenset({"segment"}),
        empty=frozenset({"segment"}),
        key=("segment", "feature", "functional", "dysfunctional"),
    ),
    "needs": Layout(("cohort", "need"), {"count": (0, MOST)}, key=("cohort", "need")),
    "customers": customers_layout(()),
    "curves": Layout(
        (*_CURVE, "touchpoint", "reason"),
        {"position": (0, math.inf), "valence": (-3, 3)},
        optional=frozenset({"author", "reason"}),
        empty=frozenset({"author", "reason"}),
        key=(*_CURVE, "touchpoint"),
        once=((*_CURVE, "position"),),
        levels={"version": ("as_is", "to_be")},
        fixed=frozenset({"version"}),
        whole=False,
        held=True,
        order=(*_CURVE, "position", "touchpoint", "valence", "reason"),
    ),
}
"""Every kind of data file; that of customers has a column for each attribute, too."""
