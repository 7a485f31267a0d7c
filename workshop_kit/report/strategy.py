"""What groups planned, as sheets: questions, ideas, concepts, trials, actions, and what stays."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import plan
from workshop_kit.journey.words import group_name
from workshop_kit.plan.actions import SWOT
from workshop_kit.plan.closing import LEVELS, PREVENTION, REFLECTION, TAKEN, level_names
from workshop_kit.plan.ideas import QUESTIONS, line_names, topic_names
from workshop_kit.plan.overview import UNTOLD, place_name
from workshop_kit.plan.panorama import PANORAMA, PARTS
from workshop_kit.plan.pitch import PITCH
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.sheets import CONCEPT, TEST, function_names
from workshop_kit.plan.upkeep import UPKEEP
from workshop_kit.plan.words import apart
from workshop_kit.report.part import Sheet
from workshop_kit.saved import answers_in, by_number, entries_of, rows_in, text_in
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.entries import Entry
    from workshop_kit.workshop import Workshop

Rows = list[list[str]]
SLOTS = 6
"""So many ways there are to prevent complaints: two before, two during, two after."""


def strategy_sheets(workshop: "Workshop", found: Priorities) -> dict[str, Sheet]:
    """A sheet of each kind of which groups entered something.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    makers: Mapping[str, Callable[[], Sheet | None]] = {
        "swot": lambda: _swot(workshop),
        "questions": lambda: _questions(workshop),
        "ideas": lambda: _ideas(workshop, found),
        **{
            f"concept-{n}": lambda one=one: _concept(workshop, one)  # type: ignore[misc]
            for n, one in enumerate(_sorted(workshop, CONCEPT), 1)
        },
        "trials": lambda: _trials(workshop),
        "levels": lambda: _levels(workshop),
        "prevention": lambda: _prevention(workshop),
        "panorama": lambda: _panorama(workshop),
        "pitch": lambda: _pitch(workshop),
        "actions": lambda: _actions(workshop, found),
        "lacking": lambda: _lacking(workshop),
        "upkeep": lambda: _upkeep(workshop),
        "reflections": lambda: _reflections(workshop),
    }
    sheets = {name: make() for name, make in makers.items()}
    return {name: sheet for name, sheet in sheets.items() if sheet is not None}


def placed(workshop: "Workshop", code: str, found: Priorities) -> str:
    """A touchpoint with its place among all, which leads to its evidence."""
    _ = translator(workshop.language)
    name = place_name(workshop, code)
    known = found.table[(found.table["touchpoint"] == code) & found.table["rank"].notna()]
    if known.empty or not sum(found.weights.values()):
        return name
    text = _("{touchpoint} (place {rank})")
    return text.format(touchpoint=name, rank=known["rank"].iloc[0])


def _swot(workshop: "Workshop") -> Sheet | None:
    _ = translator(workshop.language)
    names = {
        "vision": _("Vision"),
        "strengths": _("Strengths"),
        "weaknesses": _("Weaknesses"),
        "opportunities": _("Opportunities"),
        "threats": _("Threats"),
        "so": _("So what?"),
    }
    return _said(workshop, SWOT, _("Where we stand, and what we want"), names)


def _questions(workshop: "Workshop") -> Sheet | None:
    _, topics = translator(workshop.language), topic_names(workshop.language)
    rows, groups = [], []
    for entry in _sorted(workshop, QUESTIONS):
        for row in rows_in(answers_in(entry), "rows"):
            if text_in(row, "pain") or text_in(row, "question"):
                place = place_name(workshop, text_in(row, "touchpoint"))
                topic = topics.get(text_in(row, "topic"), UNTOLD)
                rows.append([place, topic, *_texts(row, "pain", "question")])
                groups.append(entry.group)
    columns = [_("Touchpoint"), _("Topic"), _("Pain"), _("How might we ...?")]
    return _sheet(workshop, _("From pain to question"), groups, rows, columns)


def _ideas(workshop: "Workshop", found: Priorities) -> Sheet | None:
    _, lines = translator(workshop.language), line_names(workshop.language)
    table = plan.plan_ideas(workshop)
    rows = [
        [
            placed(workshop, row["touchpoint"], found),
            row["idea"],
            lines.get(row["line"], UNTOLD),
            UNTOLD if pd.isna(row["score"]) else f"{row['score']} / {row['most']}",
        ]
        for row in table.to_dict("records")
    ]
    columns = [_("Touchpoint"), _("Idea"), _("What it does"), _("Score")]
    title = _("Ideas, the best of each group first")
    return _sheet(workshop, title, table["group"], rows, columns, table)


def _concept(workshop: "Workshop", entry: "Entry") -> Sheet | None:
    """One concept, a row for each thing that was said of it."""
    _, given = translator(workshop.language), answers_in(entry)
    functions = function_names(workshop.language)
    said = {
        _("Touchpoint"): place_name(workshop, text_in(given, "touchpoint")),
        _("For whom"): text_in(given, "customer"),
        _("In our service"): functions.get(text_in(given, "function"), ""),
        _("The problem today"): text_in(given, "problem"),
        _("The idea, in one sentence"): text_in(given, "idea"),
        _("What the customer sees"): text_in(given, "sees"),
        _("What we do behind it"): text_in(given, "behind"),
        _("What it takes"): text_in(given, "needs"),
        _("How we know that it works"): text_in(given, "success"),
        _("What must be true for it"): text_in(given, "doubt"),
    }
    told = {name: text for name, text in said.items() if text and text != UNTOLD}
    if not told:
        return None
    name = text_in(given, "name") or _("without a name")
    title = _("Concept: {name}").format(name=name)
    whose = group_name(entry.group, workshop.language)
    shown = pd.DataFrame({whose: list(told.values())}, index=pd.Index(told, dtype=object))
    return Sheet(title, shown.rename_axis(columns=_("Concept"), index=None))


def _trials(workshop: "Workshop") -> Sheet | None:
    """Each concept that was tried: what became of it with users, and what follows."""
    _ = translator(workshop.language)
    names = {
        "shown": _("What was tried"),
        "users": _("Managed it"),
        "keep": _("What we keep"),
        "change": _("What we change"),
        "drop": _("What we drop"),
        "next": _("Next improvement"),
    }
    rows, groups = [], []
    for entry in _sorted(workshop, TEST):
        given = answers_in(entry)
        users = [row for row in rows_in(given, "rows") if row]
        managed = sum(row.get("managed") == "yes" for row in users)
        counted = _("{n} of {all} users").format(n=managed, all=len(users)) if users else ""
        said = {**{name: text_in(given, name) for name in names}, "users": counted}
        if any(said.values()):
            rows.append([said[name] or UNTOLD for name in names])
            groups.append(entry.group)
    return _sheet(workshop, _("Tried out with users"), groups, rows, list(names.values()))


def _levels(workshop: "Workshop") -> Sheet | None:
    _, names = translator(workshop.language), level_names(workshop.language)
    today = {"below": _("not yet good"), **names}
    rows, groups = [], []
    for entry in _sorted(workshop, LEVELS):
        given = answers_in(entry)
        if any(text_in(given, name) for name in (*names, "step")):
            place = place_name(workshop, text_in(given, "touchpoint"))
            level = today.get(text_in(given, "today"), UNTOLD)
            rows.append([place, level, *_texts(given, *names, "step")])
            groups.append(entry.group)
    heads = [_("Good"), _("Excellent"), _("Outstanding")]
    columns = [_("Touchpoint"), _("Today"), *heads, _("Next step")]
    return _sheet(workshop, _("One level up"), groups, rows, columns)


def _prevention(workshop: "Workshop") -> Sheet | None:
    _ = translator(workshop.language)
    phases = [_("Before"), _("During"), _("After")]
    rows, groups = [], []
    for entry in _sorted(workshop, PREVENTION):
        given = answers_in(entry)
        for i in range(1, SLOTS + 1):
            if what := text_in(given, f"what-{i}"):
                place = place_name(workshop, text_in(given, f"touchpoint-{i}"))
                name = text_in(given, f"name-{i}") or UNTOLD
                rows.append([phases[(i - 1) // 2], name, place, what])
                groups.append(entry.group)
    columns = [_("When"), _("Way"), _("Touchpoint"), _("What we do")]
    return _sheet(workshop, _("Complaints that need not be made"), groups, rows, columns)


def _panorama(workshop: "Workshop") -> Sheet | None:
    """The whole service: at each touchpoint its standard, surprises and complaints."""
    _ = translator(workshop.language)
    rows, groups = [], []
    for entry in _sorted(workshop, PANORAMA):
        for row in rows_in(answers_in(entry), "rows"):
            if any(text_in(row, name) for name in PARTS):
                place = place_name(workshop, text_in(row, "touchpoint"))
                rows.append([place, *_texts(row, *PARTS)])
                groups.append(entry.group)
    heads = [_("Standard"), _("Surprise"), _("Complaints prevented"), _("For special groups")]
    title = _("The whole service on one page")
    return _sheet(workshop, title, groups, rows, [_("Touchpoint"), *heads])


def _pitch(workshop: "Workshop") -> Sheet | None:
    _ = translator(workshop.language)
    names = {
        "problem": _("Problem"),
        "solution": _("Solution"),
        "effect": _("Expected effect"),
        "considerations": _("To be considered"),
    }
    return _said(workshop, PITCH, _("What groups propose"), names)


def _upkeep(workshop: "Workshop") -> Sheet | None:
    _ = translator(workshop.language)
    names = {
        "direction": _("Direction"),
        "team": _("Team"),
        "path": _("Path"),
        "stories": _("Stories"),
        "sharing": _("Sharing"),
        "training": _("Training"),
    }
    return _said(workshop, UPKEEP, _("What keeps the change going"), names)


def _actions(workshop: "Workshop", found: Priorities) -> Sheet | None:
    _ = translator(workshop.language)
    table = plan.plan_actions(workshop)
    rows = [
        [
            str(n),
            row["action"] or UNTOLD,
            placed(workshop, row["touchpoint"], found),
            row["owner"] or _("nobody yet"),
            row["due"] or UNTOLD,
            ": ".join(text for text in (row["kpi"], row["target"]) if text) or UNTOLD,
        ]
        for n, row in enumerate(table.to_dict("records"), 1)
    ]
    columns = [
        _("Number"),
        _("Action"),
        _("Touchpoint"),
        _("Owner"),
        _("Done by"),
        _("Key figure (KPI) and target"),
    ]
    return _sheet(workshop, _("Who does what by when"), table["group"], rows, columns, table)


def _lacking(workshop: "Workshop") -> Sheet | None:
    """What single actions still need; None where all are SMART."""
    _ = translator(workshop.language)
    table = plan.plan_actions(workshop)
    rows, groups = [], []
    for n, row in enumerate(table.to_dict("records"), 1):
        if row["lacking"]:
            left = apart(row["lacking"], workshop.language)
            rows.append([str(n), row["action"] or UNTOLD, left])
            groups.append(row["group"])
    columns = [_("Number"), _("Action"), _("Still needed")]
    return _sheet(workshop, _("What actions still need to be SMART"), groups, rows, columns)


def _reflections(workshop: "Workshop") -> Sheet | None:
    """What people take home, without their names."""
    _ = translator(workshop.language)
    rows, groups = [], []
    for entry in _sorted(workshop, REFLECTION):
        given = answers_in(entry)
        said = [_all(given, kind, n, workshop.language) for kind, n in TAKEN.items()]
        if any(said):
            rows.append([text or UNTOLD for text in said])
            groups.append(entry.group)
    columns = [_("Gains"), _("Tools"), _("Plan")]
    title = _("What people take home (5-3-1), without names")
    return _sheet(workshop, title, groups, rows, columns)


def _all(given: Mapping[str, Any], kind: str, n: int, language: str) -> str:
    texts = (text_in(dict(given), f"{kind}-{i}") for i in range(1, n + 1))
    return apart([text for text in texts if text], language)


def _said(workshop: "Workshop", kind: str, title: str, names: Mapping[str, str]) -> Sheet | None:
    """A sheet of texts: a row per group, a column per question."""
    rows, groups = [], []
    for entry in _sorted(workshop, kind):
        texts = _texts(answers_in(entry), *names)
        if set(texts) != {UNTOLD}:
            rows.append(texts)
            groups.append(entry.group)
    return _sheet(workshop, title, groups, rows, list(names.values()))


def _texts(row: Mapping[str, Any], *names: str) -> list[str]:
    return [text_in(dict(row), name) or UNTOLD for name in names]


def _sorted(workshop: "Workshop", kind: str) -> Iterator["Entry"]:
    """Entries of a kind by group, 2 before 10; of one group by key."""
    entries = entries_of(workshop, kind)
    return iter(sorted(entries, key=lambda e: (by_number(e.group), by_number(e.key))))


def _sheet(
    workshop: "Workshop",
    title: str,
    groups: "Sequence[str] | pd.Series[str]",
    rows: Rows,
    columns: list[str],
    figures: pd.DataFrame | None = None,
) -> Sheet | None:
    """Texts labelled by group; None without any."""
    if not rows:
        return None
    _ = translator(workshop.language)
    index = pd.Index([group_name(group, workshop.language) for group in groups], dtype=object)
    shown = pd.DataFrame(rows, index=index, columns=columns)
    return Sheet(title, shown.rename_axis(columns=_("Group"), index=None), figures)
