"""Which columns each kind of data file has, and what they may hold."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshop_kit.customers import Attribute
from workshop_kit.items import DIMENSIONS, MEASURES, ROLES, CustomerItem, RoleItem

Scale = tuple[int, int]


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
    days : frozenset
        Those of the words that are days, such as 2026-03-31.
    sums : tuple or None
        A column of names, a column of numbers, and what the numbers of each name sum to.
    together : tuple
        Columns whose cells hang together.
    fitting : frozenset of tuple
        What may stand in them together; empty: anything.
    held : bool
        Whether the file becomes a frame in memory, Parquet too, with every column of the layout:
        float64 (NaN where empty) and object (None where empty), days as datetime64.
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
    days: frozenset[str] = frozenset()
    sums: tuple[str, str, int] | None = None
    together: tuple[str, ...] = ()
    fitting: frozenset[tuple[str | int | None, ...]] = frozenset()
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


_SURVEY = ("expectation", "perception", "minimum")
_ROLE = ("role", "gap", "measure", "dimension", "item")


def servqual_layout(items: Sequence[CustomerItem] | None = None, scale: Scale = (1, 7)) -> Layout:
    """The layout of a SERVQUAL survey of these items, answered on this scale."""
    return Layout(
        ("respondent", "segment", "item"),
        dict.fromkeys(_SURVEY, scale),
        optional=frozenset({"segment", "minimum"}),
        empty=frozenset({"segment", *_SURVEY}),
        key=("respondent", "item"),
        levels={} if items is None else {"item": [item.id for item in items]},
    )


def gap_layout(items: Sequence[RoleItem] | None = None, scale: Scale = (1, 7)) -> Layout:
    """The layout of what managers and staff answered about these items, on this scale."""
    levels: dict[str, Sequence[str]] = {
        "role": list(ROLES),
        "measure": [*MEASURES.values(), "antecedent"],
        "dimension": DIMENSIONS,
    }
    if items is not None:
        levels["item"] = list(dict.fromkeys(item.id for item in items))
    return Layout(
        ("respondent", "role", "measure", "dimension", "item"),
        {"gap": (1, 4), "score": scale},
        empty=frozenset({"dimension", "score"}),
        key=("role", "respondent", "gap", "measure", "item"),
        levels=levels,
        fixed=frozenset({"role", "measure", "dimension"}),
        together=_ROLE,
        fitting=frozenset(
            (item.role, item.gap, item.measure, item.dimension, item.id) for item in items or ()
        ),
        held=True,
        order=("respondent", *_ROLE, "score"),
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
    "servqual_answers": servqual_layout(),
    "servqual_weights": Layout(
        ("respondent", "dimension"),
        {"points": (0, 100)},
        key=("respondent", "dimension"),
        levels={"dimension": DIMENSIONS},
        fixed=frozenset({"dimension"}),
        sums=("respondent", "points", 100),
        whole=False,
        held=True,
    ),
    "gap_answers": gap_layout(),
    "complaints": Layout(
        ("date", "touchpoint", "kind"),
        {"count": (0, MOST)},
        key=("date", "touchpoint", "kind"),
        days=frozenset({"date"}),
        held=True,
    ),
    "loyalty_answers": Layout(
        ("respondent", "segment"),
        {"recommend": (0, 10), "satisfaction": (1, 5), "effort": (1, 7)},
        optional=frozenset({"segment", "recommend", "satisfaction", "effort"}),
        empty=frozenset({"segment", "recommend", "satisfaction", "effort"}),
        key=("respondent",),
        held=True,
    ),
}
"""Every kind of data file. `Company.layout` has those of customers, of a SERVQUAL survey and of the
gaps with what the profile says."""
