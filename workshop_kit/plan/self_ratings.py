"""Self-ratings: the five powers of a person, and how mature a company's disciplines are."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.forms import Choice, Form, Question, Text
from workshop_kit.plan.words import joined
from workshop_kit.plan.yardsticks import LEVELS, MATURITY, POWERS, yardsticks
from workshop_kit.saved import answers_in, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

LEAST = {POWERS: 3, MATURITY: 1}
"""A class is shown from so many ratings on: of two people one would know the other's."""


def powers_form(workshop: "Workshop") -> Form:
    """Five powers, each on one of four levels that say what one sees. Everybody for themselves."""
    _ = translator(workshop.language)
    step = Text(
        name="step",
        label=_("The power I work on first: what will somebody see me do in four weeks?"),
        hint=_("I ask every caller for the reason before I look anything up"),
        lines=2,
        most=400,
    )
    return _form(workshop, POWERS, step, personal=True)


def maturity_form(workshop: "Workshop") -> Form:
    """Six disciplines of experience management, rated for the company by each group."""
    _ = translator(workshop.language)
    step = Text(
        name="step",
        label=_("The discipline to lift first: what happens, and who begins?"),
        hint=_("Design: the branch manager draws the blueprint of returns with two clerks in May"),
        lines=2,
        most=400,
    )
    return _form(workshop, MATURITY, step, personal=False)


def _form(workshop: "Workshop", kind: str, step: Text, *, personal: bool) -> Form:
    _, language = translator(workshop.language), workshop.language
    asked = _("{name}: {question}")
    questions: list[Question] = [
        Choice(
            name=code,
            label=asked.format(name=one.name, question=one.asks),
            options={str(i): f"{i}  {text}" for i, text in zip(LEVELS, one.levels, strict=True)},
            required=True,
        )
        for code, one in yardsticks(kind, language).items()
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        return _ends(kind, language, levels_in(kind, answers))

    return Form(workshop, kind, [*questions, step], personal=personal, reply=reply)


def levels_in(kind: str, answers: dict[str, Any]) -> dict[str, int]:
    """The levels among the answers of a form, by code; what is none is not in it."""
    known = {str(level): level for level in LEVELS}
    given = {code: answers.get(code) for code in yardsticks(kind, "en")}
    return {
        code: known[level]
        for code, level in given.items()
        if isinstance(level, str) and level in known
    }


def _ends(kind: str, language: str, levels: dict[str, int]) -> list[str]:
    """What is highest and lowest when all is rated, and what the next level looks like there."""
    _, known = translator(language), yardsticks(kind, language)
    if len(levels) < len(known):
        return []
    low, high = min(levels.values()), max(levels.values())
    names = {
        level: joined([known[code].name for code in known if levels[code] == level], language)
        for level in (low, high)
    }
    if low == high:
        lines = [_("All on level {level}. Which would your customers rate lower?")]
        lines = [lines[0].format(level=low)]
    else:
        text = _("Highest: {high} ({top}). Lowest: {low} ({bottom}).")
        lines = [text.format(high=names[high], top=high, low=names[low], bottom=low)]
    if low < LEVELS[-1]:
        one = next(known[code] for code in known if levels[code] == low)
        lines.append(_("{name}, one level up: {text}").format(name=one.name, text=one.levels[low]))
    return lines


def ratings(workshop: "Workshop", kind: str) -> pd.DataFrame:
    """How everybody in this workshop rated.

    Parameters
    ----------
    workshop : Workshop
    kind : {"powers", "maturity"}

    Returns
    -------
    pandas.DataFrame
        `group, person, code, level` (1 to 4), a row per rating, in the order of the yardstick.
        `person` is "" where a group rates together or gave no name. An answer that is no level of
        today's form is left out: another version wrote it.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    ValueError
        For any other kind.
    """
    yardsticks(kind, "en")
    rows = [
        (entry.group, entry.key, code, level)
        for entry in entries_of(workshop, kind)
        for code, level in levels_in(kind, answers_in(entry)).items()
    ]
    return pd.DataFrame(rows, columns=["group", "person", "code", "level"])


def rating_picture(workshop: "Workshop", kind: str) -> Any:
    """One's own profile and the class: see `rating_chart`.

    Of the powers one's own are those of the name that is typing; the class is drawn from three
    people on, never with names. Of the disciplines one's own are the group's.
    """
    from workshop_kit.plan.profiles import rating_chart

    try:
        table = ratings(workshop, kind)
    except StoreError as error:
        return workshop.unread(error)
    person = workshop.who.name if kind == POWERS else ""
    mine = table[(table["group"] == workshop.who.group) & (table["person"] == person)]
    people = len(table[["group", "person"]].drop_duplicates())
    everybody = table if people >= LEAST[kind] else table.iloc[:0]
    own = {str(code): int(level) for code, level in zip(mine["code"], mine["level"], strict=True)}
    return rating_chart(kind, everybody, workshop.language, own=own)
