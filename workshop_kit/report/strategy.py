"""What groups planned, as sheets: questions, ideas, concepts, trials, actions, and what stays."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import plan
from workshop_kit.journey.words import group_name
from workshop_kit.plan.actions import ACTIONS, ORID, SWOT, move_names
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

SLOTS = 6
"""So many ways there are to prevent complaints: two before, two during, two after."""


def strategy_sheets(workshop: "Workshop", found: Priorities) -> dict[str, Sheet]:
    """A sheet of each kind of which groups entered something.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    sheets = {
        "swot": _said(workshop, SWOT),
        "questions": _questions(workshop),
        "ideas": _ideas(workshop, found),
        **{
            f"concept-{n}": _concept(workshop, one)
            for n, one in enumerate(_sorted(workshop, CONCEPT), 1)
        },
        "trials": _trials(workshop),
        "levels": _levels(workshop),
        "prevention": _prevention(workshop),
        "panorama": _panorama(workshop),
        "pitch": _said(workshop, PITCH),
        "orid": _said(workshop, ORID),
        "actions": _actions(workshop, found),
        "lacking": _lacking(workshop),
        "promises": _promises(workshop),
        "upkeep": _said(workshop, UPKEEP),
        "reflections": _reflections(workshop),
    }
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


def _said(workshop: "Workshop", kind: str) -> Sheet | None:
    """Texts that a group entered once: a row per group, a column per question."""
    _ = translator(workshop.language)
    swot = {
        "vision": _("Vision"),
        "strengths": _("Strengths"),
        "weaknesses": _("Weaknesses"),
        "opportunities": _("Opportunities"),
        "threats": _("Threats"),
        "so": _("So what?"),
    }
    pitch = {
        "problem": _("Problem"),
        "solution": _("Solution"),
        "effect": _("Expected effect"),
        "considerations": _("To be considered"),
        "keep": _("What the others would keep"),
        "change": _("What the others would change"),
    }
    talk = {
        "objective": _("Facts (O)"),
        "reflective": _("Feelings (R)"),
        "interpretive": _("Reasons (I)"),
        "decisional": _("Decision (D)"),
    }
    upkeep = {
        "direction": _("Direction"),
        "team": _("Team"),
        "path": _("Path"),
        "stories": _("Stories"),
        "sharing": _("Sharing"),
        "training": _("Training"),
    }
    title, names = {
        SWOT: (_("Where we stand, and what we want"), swot),
        PITCH: (_("What groups propose"), pitch),
        ORID: (_("Talked through together (ORID)"), talk),
        UPKEEP: (_("What keeps the change going"), upkeep),
    }[kind]
    rows = []
    for entry in _sorted(workshop, kind):
        texts = _texts(answers_in(entry), *names)
        if set(texts) != {UNTOLD}:
            rows.append((entry.group, texts))
    return _sheet(workshop, title, rows, list(names.values()))


def _questions(workshop: "Workshop") -> Sheet | None:
    _, topics = translator(workshop.language), topic_names(workshop.language)
    rows = []
    for entry in _sorted(workshop, QUESTIONS):
        for row in rows_in(answers_in(entry), "rows"):
            if text_in(row, "pain") or text_in(row, "question"):
                place = place_name(workshop, text_in(row, "touchpoint"))
                topic = topics.get(text_in(row, "topic"), UNTOLD)
                rows.append((entry.group, [place, topic, *_texts(row, "pain", "question")]))
    columns = [_("Touchpoint"), _("Topic"), _("Pain"), _("How might we ...?")]
    return _sheet(workshop, _("From pain to question"), rows, columns)


def _ideas(workshop: "Workshop", found: Priorities) -> Sheet | None:
    _, lines = translator(workshop.language), line_names(workshop.language)
    table = plan.plan_ideas(workshop)
    rows = []
    for row in table.to_dict("records"):
        score = UNTOLD if pd.isna(row["score"]) else f"{row['score']} / {row['most']}"
        line = lines.get(row["line"], UNTOLD)
        place = placed(workshop, row["touchpoint"], found)
        rows.append((row["group"], [place, row["idea"], line, score]))
    columns = [_("Touchpoint"), _("Idea"), _("What it does"), _("Score")]
    title = _("Ideas, the best of each group first")
    return _sheet(workshop, title, rows, columns, table)


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
    rows = []
    for entry in _sorted(workshop, TEST):
        given = answers_in(entry)
        users = [row for row in rows_in(given, "rows") if row]
        managed = sum(row.get("managed") == "yes" for row in users)
        counted = _("{n} of {all} users").format(n=managed, all=len(users)) if users else ""
        said = {**{name: text_in(given, name) for name in names}, "users": counted}
        if any(said.values()):
            rows.append((entry.group, [said[name] or UNTOLD for name in names]))
    return _sheet(workshop, _("Tried out with users"), rows, list(names.values()))


def _levels(workshop: "Workshop") -> Sheet | None:
    _, names = translator(workshop.language), level_names(workshop.language)
    today = {"below": _("not yet good"), **names}
    rows = []
    for entry in _sorted(workshop, LEVELS):
        given = answers_in(entry)
        if any(text_in(given, name) for name in (*names, "step")):
            place = place_name(workshop, text_in(given, "touchpoint"))
            level = today.get(text_in(given, "today"), UNTOLD)
            rows.append((entry.group, [place, level, *_texts(given, *names, "step")]))
    heads = [_("Good"), _("Excellent"), _("Outstanding")]
    columns = [_("Touchpoint"), _("Today"), *heads, _("Next step")]
    return _sheet(workshop, _("One level up"), rows, columns)


def _prevention(workshop: "Workshop") -> Sheet | None:
    _ = translator(workshop.language)
    phases = [_("Before"), _("During"), _("After")]
    rows = []
    for entry in _sorted(workshop, PREVENTION):
        given = answers_in(entry)
        for i in range(1, SLOTS + 1):
            if what := text_in(given, f"what-{i}"):
                place = place_name(workshop, text_in(given, f"touchpoint-{i}"))
                name = text_in(given, f"name-{i}") or UNTOLD
                rows.append((entry.group, [phases[(i - 1) // 2], name, place, what]))
    columns = [_("When"), _("Way"), _("Touchpoint"), _("What we do")]
    return _sheet(workshop, _("Complaints that need not be made"), rows, columns)


def _panorama(workshop: "Workshop") -> Sheet | None:
    """The whole service: at each touchpoint its standard, surprises and complaints."""
    _ = translator(workshop.language)
    rows = []
    for entry in _sorted(workshop, PANORAMA):
        for row in rows_in(answers_in(entry), "rows"):
            if any(text_in(row, name) for name in PARTS):
                place = place_name(workshop, text_in(row, "touchpoint"))
                rows.append((entry.group, [place, *_texts(row, *PARTS)]))
    heads = [_("Standard"), _("Surprise"), _("Complaints prevented"), _("For special groups")]
    title = _("The whole service on one page")
    return _sheet(workshop, title, rows, [_("Touchpoint"), *heads])


def _actions(workshop: "Workshop", found: Priorities) -> Sheet | None:
    _ = translator(workshop.language)
    table = plan.plan_actions(workshop)
    rows = []
    for n, row in enumerate(table.to_dict("records"), 1):
        said = [
            str(n),
            row["action"] or UNTOLD,
            placed(workshop, row["touchpoint"], found),
            row["owner"] or _("nobody yet"),
            row["due"] or UNTOLD,
            apart(filter(None, (row["kpi"], row["target"])), workshop.language) or UNTOLD,
            row["means"] or UNTOLD,
        ]
        rows.append((row["group"], said))
    columns = [
        _("Number"),
        _("Action"),
        _("Touchpoint"),
        _("Owner"),
        _("Done by"),
        _("Key figure (KPI) and target"),
        _("What it takes, and who agreed"),
    ]
    return _sheet(workshop, _("Who does what by when"), rows, columns, table)


def _lacking(workshop: "Workshop") -> Sheet | None:
    """What single actions still need; None where all are SMART."""
    _ = translator(workshop.language)
    table = plan.plan_actions(workshop)
    rows = []
    for n, row in enumerate(table.to_dict("records"), 1):
        if row["lacking"]:
            left = apart(row["lacking"], workshop.language)
            rows.append((row["group"], [str(n), row["action"] or UNTOLD, left]))
    columns = [_("Number"), _("Action"), _("Still needed")]
    return _sheet(workshop, _("What actions still need to be SMART"), rows, columns)


def _promises(workshop: "Workshop") -> Sheet | None:
    """What groups promised in front of everybody, and when they come together again."""
    _, moves = translator(workshop.language), move_names(workshop.language)
    rows = []
    for entry in _sorted(workshop, ACTIONS):
        given = answers_in(entry)
        ticked = given.get("moves")
        chosen = [moves[code] for code in moves if isinstance(ticked, list) and code in ticked]
        promise, meeting = _texts(given, "promise", "meeting")
        said = [promise, apart(chosen, workshop.language) or UNTOLD, meeting]
        if set(said) != {UNTOLD}:
            rows.append((entry.group, said))
    columns = [_("Promise"), _("The six moves"), _("Town meeting")]
    return _sheet(workshop, _("What we promise in front of everybody"), rows, columns)


def _reflections(workshop: "Workshop") -> Sheet | None:
    """What people take home, without their names."""
    _ = translator(workshop.language)
    rows = []
    for entry in _sorted(workshop, REFLECTION):
        given = answers_in(entry)
        said = [_all(given, kind, n, workshop.language) for kind, n in TAKEN.items()]
        if any(said):
            rows.append((entry.group, [text or UNTOLD for text in said]))
    columns = [_("Gains"), _("Tools"), _("Plan")]
    title = _("What people take home (5-3-1), without names")
    return _sheet(workshop, title, rows, columns)


def _all(given: Mapping[str, Any], kind: str, n: int, language: str) -> str:
    texts = (text_in(given, f"{kind}-{i}") for i in range(1, n + 1))
    return apart([text for text in texts if text], language)


def _texts(row: Mapping[str, Any], *names: str) -> list[str]:
    return [text_in(row, name) or UNTOLD for name in names]


def _sorted(workshop: "Workshop", kind: str) -> list["Entry"]:
    """Entries of a kind by group, 2 before 10; of one group by key."""
    entries = entries_of(workshop, kind)
    return sorted(entries, key=lambda entry: (by_number(entry.group), by_number(entry.key)))


def _sheet(
    workshop: "Workshop",
    title: str,
    rows: Sequence[tuple[str, list[str]]],
    columns: list[str],
    figures: pd.DataFrame | None = None,
) -> Sheet | None:
    """Rows of texts, each of a group; None without any."""
    if not rows:
        return None
    _ = translator(workshop.language)
    index = pd.Index([group_name(group, workshop.language) for group, _row in rows], dtype=object)
    shown = pd.DataFrame([row for _group, row in rows], index=index, columns=columns)
    return Sheet(title, shown.rename_axis(columns=_("Group"), index=None), figures)
