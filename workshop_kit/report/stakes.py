"""Money at risk, as groups reckoned it: the market damage, and what a customer is worth."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import loyalty
from workshop_kit.journey.words import group_name
from workshop_kit.loyalty.reckoning import damage_sentences, lifetime_sentences
from workshop_kit.loyalty.stakes import KIND, complete, inputs_of, problems
from workshop_kit.loyalty.words import amount, amounts, metric_names
from workshop_kit.report.part import Figure, Line, Sheet, drawn
from workshop_kit.stores import StoreError
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    from workshop_kit.entries import Entry
    from workshop_kit.workshop import Workshop

LIFETIME = "lifetime"
"""The kind of the entries of a customer's value."""
MOST = 4
"""So many groups' damages are drawn; all of them stand in the table."""
LONGER = 0.05
"""By so much more retention a customer's value is told once more."""


@dataclass(frozen=True)
class Stakes:
    """What groups reckoned: sheets, pictures, sentences, and why nothing can be read."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=lambda: {"damage": [], "lifetime": []})
    summary: list[Line] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def at_stake(workshop: "Workshop") -> Stakes:
    """Damage and lifetime value by each group's own numbers; empty where none is complete."""
    _ = translator(workshop.language)
    try:
        losses, worths = _saved(workshop, KIND), _saved(workshop, LIFETIME)
    except StoreError as error:
        text = _("What groups entered cannot be read now: {reason}. Nothing is lost by that.")
        return Stakes(unread=[text.format(reason=workshop.trouble(error))])
    found = Stakes()
    _add_damage(workshop, losses, found)
    _add_lifetime(workshop, worths, found)
    return found


def _saved(workshop: "Workshop", kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Groups with their answers, those left empty taken out."""
    here = {"company": workshop.company.id, "workshop": workshop.session}
    entries = workshop.store.current(**here, kind=kind)
    ordered = sorted(entries, key=lambda entry: (len(entry.group), entry.group, entry.key))
    return [(entry.group, _given(entry)) for entry in ordered]


def _given(entry: "Entry") -> dict[str, Any]:
    values = entry.body.get("values")
    known = values if isinstance(values, dict) else {}
    return {name: value for name, value in known.items() if value not in (None, "")}


def _add_damage(
    workshop: "Workshop", losses: list[tuple[str, dict[str, Any]]], found: Stakes
) -> None:
    _, language = translator(workshop.language), workshop.language
    rows, groups, tables = [], [], []
    for group, answers in losses:
        inputs, unit = inputs_of(answers), str(answers.get("unit", ""))
        if problems(answers, language) or not complete(inputs):
            continue
        table, name = loyalty.damage(inputs), group_name(group, language)
        total = table.iloc[-1]
        between = amounts(total["money_low"], total["money_high"], language, unit)
        rows.append(
            [
                amount(total["customers"], language),
                amount(total["lost"], language),
                amount(total["money"], language, unit),
                between if total["uncertain"] else _("taken as known"),
            ]
        )
        groups.append(name)
        tables.append(table.assign(group=group))
        said = damage_sentences(table, loyalty.damage_drivers(inputs), language, unit=unit)
        found.said["damage"] += [
            _("By the numbers of {group}: {said}").format(group=name, said=said[0]),
            *said[1:],
        ]
        if len(rows) <= MOST:
            title = _("{group}: what problems in the experience cost").format(group=name)
            chart = loyalty.damage_chart(
                table, language, unit=unit, note=_("Numbers: entered by the group.")
            )
            found.figures[f"damage-{len(rows)}"] = Figure(title, drawn(chart), "damage")
        if len(rows) == 1:
            text = _("Problems in the experience cost about {money}, by {group}'s numbers.")
            money = amount(total["money"], language, unit)
            found.summary.append(Line(text.format(money=money, group=name), "damage"))
    if rows:
        columns = [
            _("Customers with a problem"),
            _("Leave because of it"),
            _("Costs"),
            _("Between (middle 90%)"),
        ]
        index = pd.Index(groups, dtype=object)
        shown = pd.DataFrame(rows, index=index, columns=columns)
        title = _("What problems in the experience cost, by each group's numbers")
        shown = shown.rename_axis(columns=_("Group"), index=None)
        found.sheets["damage"] = Sheet(title, shown, pd.concat(tables, ignore_index=True))


def _add_lifetime(
    workshop: "Workshop", worths: list[tuple[str, dict[str, Any]]], found: Stakes
) -> None:
    _, language = translator(workshop.language), workshop.language
    rows, groups = [], []
    for group, answers in worths:
        given = [answers.get(name) for name in ("margin", "retention", "discount")]
        numbers = [float(value) for value in given if isinstance(value, int | float)]
        if len(numbers) < len(given) or not all(0 <= value <= 100 for value in numbers[1:]):
            continue
        margin, stay, less = numbers[0], numbers[1] / 100, numbers[2] / 100
        more, unit = min(stay + LONGER, 1.0), str(answers.get("unit", ""))
        worth, longer = (float(loyalty.clv(margin, kept, less)) for kept in (stay, more))
        name = group_name(group, language)
        said = lifetime_sentences(worth, stay, longer, more, language, unit=unit)
        found.said["lifetime"] += [
            _("By the numbers of {group}: {said}").format(group=name, said=said[0]),
            *said[1:],
        ]
        money = (amount(value, language, unit) for value in (margin, worth, longer))
        first, *others = money
        rows.append([first, share(stay), share(less), *others])
        groups.append(name)
    if rows:
        columns = [
            _("Brings in a year"),
            _("Stay from year to year"),
            _("Later money counts less by"),
            _("Worth today"),
            _("If 5 in 100 more stayed"),
        ]
        shown = pd.DataFrame(rows, index=pd.Index(groups, dtype=object), columns=columns)
        shown = shown.rename_axis(columns=_("Group"), index=None)
        found.sheets["lifetime"] = Sheet(metric_names(language)["clv"], shown)
