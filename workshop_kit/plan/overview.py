"""What all groups planned, on one sheet each: ideas by their score, actions with their evidence."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.forms.touchpoints import LONGEST, retired
from workshop_kit.plan.actions import ACTIONS, FIELDS
from workshop_kit.plan.ideas import IDEAS, SCREEN, criteria, line_names, products
from workshop_kit.plan.panorama import PANORAMA, PARTS, part_names
from workshop_kit.plan.places import why_here
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.smart import lacking
from workshop_kit.plan.words import apart
from workshop_kit.saved import answers_in, answers_of, by_number, entries_of, rows_in, text_in
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

UNTOLD = "–"


def plan_ideas(workshop: "Workshop") -> pd.DataFrame:
    """Every idea of this workshop's groups.

    Returns
    -------
    pandas.DataFrame
        `group, number, touchpoint, idea, line, score, most`: the best first in each group. `score`
        is the product of its ratings, `most` what it could be; both missing where it was not rated
        by every criterion.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    rows = []
    for entry in entries_of(workshop, IDEAS):
        ratings = answers_of(workshop, SCREEN, entry.group)
        chosen = criteria(workshop, ratings)
        scores = products(ratings, chosen)
        for i, row in enumerate(rows_in(answers_in(entry), "rows"), 1):
            if idea := text_in(row, "idea"):
                rated = str(i) in scores
                rows.append(
                    {
                        "group": entry.group,
                        "number": i,
                        "touchpoint": text_in(row, "touchpoint"),
                        "idea": idea,
                        "line": text_in(row, "line"),
                        "score": scores.get(str(i)),
                        "most": 5 ** len(chosen) if rated else None,
                    }
                )
    columns = ["group", "number", "touchpoint", "idea", "line", "score", "most"]
    table = pd.DataFrame(rows, columns=columns).astype({"score": "Int64", "most": "Int64"})
    place = table["group"].map(by_number)
    table = table.assign(_place=place, _score=-table["score"].astype("Float64"))
    table = table.sort_values(["_place", "_score", "number"], na_position="last")
    return table[columns].reset_index(drop=True)


def plan_actions(workshop: "Workshop", *, today: date | None = None) -> pd.DataFrame:
    """Every action of this workshop's groups.

    Returns
    -------
    pandas.DataFrame
        `group, number, touchpoint, action, owner, due, kpi, target, means`, "" where left empty,
        and `lacking`: tuple of what it needs to be SMART, in the workshop's language.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    known = bool(workshop.company.touchpoints)
    rows = []
    for entry in sorted(entries_of(workshop, ACTIONS), key=lambda e: by_number(e.group)):
        for i, row in enumerate(rows_in(answers_in(entry), "rows"), 1):
            said = {name: text_in(row, name) for name in FIELDS}
            if any(said.values()):
                left = lacking(said, workshop.language, today=today or date.today(), known=known)
                rows.append({"group": entry.group, "number": i, **said, "lacking": tuple(left)})
    return pd.DataFrame(rows, columns=["group", "number", *FIELDS, "lacking"])


def idea_sheet(workshop: "Workshop", found: Priorities | None = None) -> Any:
    """The ideas of all groups with their scores and what is known of their touchpoints."""
    _, language = translator(workshop.language), workshop.language
    try:
        table = plan_ideas(workshop)
    except StoreError as error:
        return workshop.unread(error)
    if table.empty:
        return workshop.say([_("No group has written down an idea yet.")])
    lines = line_names(language)
    scores = [
        UNTOLD if pd.isna(row["score"]) else f"{row['score']} / {row['most']}"
        for row in table.to_dict("records")
    ]
    sheet = {
        _("Touchpoint"): [place_name(workshop, code) for code in table["touchpoint"]],
        _("Idea"): table["idea"],
        _("What it does"): [lines.get(code, UNTOLD) for code in table["line"]],
        _("Score"): scores,
        _("Evidence"): _evidence(workshop, table, found),
    }
    return _sheet(workshop, table, sheet)


def action_sheet(workshop: "Workshop", found: Priorities | None = None) -> Any:
    """The actions of all groups: who, by when, measured how, what is missing, and the evidence."""
    _, language = translator(workshop.language), workshop.language
    try:
        table = plan_actions(workshop)
    except StoreError as error:
        return workshop.unread(error)
    if table.empty:
        return workshop.say([_("No group has planned an action yet.")])
    sheet = {
        _("Touchpoint"): [place_name(workshop, code) for code in table["touchpoint"]],
        _("Action"): _told(table["action"]),
        _("Owner, done by"): _together(table, "owner", "due", language),
        _("Key figure and target"): _together(table, "kpi", "target", language),
        _("Still needed"): [
            apart(left, language) or _("nothing: SMART") for left in table["lacking"]
        ],
        _("Evidence"): _evidence(workshop, table, found),
    }
    return _sheet(workshop, table, sheet)


def panorama_sheet(workshop: "Workshop") -> Any:
    """The whole service as the groups wrote it down, touchpoint by touchpoint."""
    _, language = translator(workshop.language), workshop.language
    try:
        entries = entries_of(workshop, PANORAMA)
    except StoreError as error:
        return workshop.unread(error)
    rows = [
        {"group": entry.group, **{name: text_in(row, name) for name in ("touchpoint", *PARTS)}}
        for entry in sorted(entries, key=lambda entry: by_number(entry.group))
        for row in rows_in(answers_in(entry), "rows")
        if any(text_in(row, name) for name in PARTS)
    ]
    if not rows:
        return workshop.say([_("No group has described its service on one page yet.")])
    table, names = pd.DataFrame(rows), part_names(language)
    sheet = {
        _("Touchpoint"): [place_name(workshop, code) for code in table["touchpoint"]],
        **{names[name]: _told(table[name]) for name in PARTS},
    }
    return _sheet(workshop, table, sheet)


def place_name(workshop: "Workshop", code: str) -> str:
    """What a touchpoint that was saved is called; one that left the profile is said to have."""
    labels = workshop.company.labels("touchpoints", workshop.language)
    if not labels:
        return code[:LONGEST] or UNTOLD
    return labels.get(code) or (retired(code, workshop.language) if code else UNTOLD)


def _evidence(workshop: "Workshop", table: pd.DataFrame, found: Priorities | None) -> list[str]:
    return [why_here(workshop, code, found) or UNTOLD for code in table["touchpoint"]]


def _told(texts: "pd.Series[str]") -> list[str]:
    return [text or UNTOLD for text in texts]


def _together(table: pd.DataFrame, one: str, other: str, language: str) -> list[str]:
    """Two texts in one cell: a sheet with more columns does not fit a small screen."""
    pairs = zip(table[one], table[other], strict=True)
    return [apart(filter(None, pair), language) or UNTOLD for pair in pairs]


def _sheet(workshop: "Workshop", table: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    """Text only, labelled by group."""
    _ = translator(workshop.language)
    name = _("Group {number}")
    groups = [name.format(number=group) if group else _("no group") for group in table["group"]]
    sheet = pd.DataFrame({column: list(cells) for column, cells in columns.items()})
    return sheet.set_axis(pd.Index(groups), axis=0)
