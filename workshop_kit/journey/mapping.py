"""The forms of the two maps, and what a notebook shows and saves of them."""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.forms import Choice, Form, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, touchpoints
from workshop_kit.journey.lanes import lane_names
from workshop_kit.journey.maps import blueprint_svg, journey_map_svg, sheet_of, sheets
from workshop_kit.journey.pages import MOST
from workshop_kit.journey.steps import (
    BLUEPRINT,
    FIELDS,
    MAP,
    ROWS,
    begun,
    journey_steps,
    one_line,
    persona_name,
)
from workshop_kit.journey.words import group_name, signed
from workshop_kit.paper import file_name, png, refusal
from workshop_kit.stores import StoreError
from workshop_kit.text import escape_markdown, translator

if TYPE_CHECKING:
    from IPython.display import Markdown

    from workshop_kit.workshop import Workshop

MOST_ROWS = 30
MOST_CHARACTERS = 300


def map_form(workshop: "Workshop", number: int) -> Form:
    """What the customer of a journey does, expects and suffers at each touchpoint, drawn as a map.

    Rows stand there for all touchpoints of the profile, with what it says of them; pains come from
    the reasons that the group gave at the low points of its curve.
    """
    _ = translator(workshop.language)
    columns = (
        Text(name="action", label=_("What they do"), lines=2, most=MOST_CHARACTERS),
        Text(name="expectation", label=_("What they expect"), lines=2, most=MOST_CHARACTERS),
        Text(name="pain", label=_("What gets in their way"), lines=2, most=MOST_CHARACTERS),
    )
    note = _("Where you leave a pain empty, the reason at a low point of your curve stands there.")
    return _form(workshop, MAP, number, columns, note)


def blueprint_form(workshop: "Workshop") -> Form:
    """Who works for each touchpoint, in sight and out of sight, drawn as a service blueprint.

    One blueprint serves all journeys of a group; the picture shows the first one's.
    """
    _ = translator(workshop.language)
    columns = (
        Text(name="front", label=_("Front: in sight"), lines=2, most=MOST_CHARACTERS),
        Text(name="back", label=_("Back: out of sight"), lines=2, most=MOST_CHARACTERS),
        Text(name="support", label=_("Support: systems, partners"), lines=2, most=MOST_CHARACTERS),
    )
    note = _("Leave empty what nobody does today: a gap in a lane is a finding.")
    return _form(workshop, BLUEPRINT, 1, columns, note)


def two_maps(workshop: "Workshop", number: int) -> None:
    """Show the journey map and the service blueprint of the group at the keyboard.

    Below them stands the same as a table, for whoever cannot see pictures.
    """
    from IPython.display import SVG, Markdown, display

    _ = translator(workshop.language)
    try:
        steps = journey_steps(workshop, number)
        name = persona_name(workshop, number)
    except StoreError as error:
        display(workshop.unread(error))
        return
    if steps.empty:
        display(workshop.say(no_touchpoints(workshop)))
        return
    for draw in (journey_map_svg, blueprint_svg):
        display(SVG(draw(steps, workshop.language, **_look(workshop, name))))
    display(Markdown(f"**{escape_markdown(_('The same as a table'))}**"))
    display(step_table(steps, workshop.language))


def step_table(steps: pd.DataFrame, language: str) -> pd.DataFrame:
    """Both maps as one table to read: a row per step, without columns of which nothing is said.

    Parameters
    ----------
    steps : pandas.DataFrame
        As `journey_steps` gives them.
    language : {"en", "zh"}
    """
    _ = translator(language)
    named = {"stage_label": _("Stage"), "label": _("Touchpoint"), **lane_names(language)}
    feelings = ["" if pd.isna(value) else signed(value) for value in steps["valence"]]
    table = steps.assign(valence=feelings).set_index("position")[[*named]]
    said = [column for column in named if table[column].ne("").any()]
    return table[said].rename(columns=named).rename_axis(None)


def map_pictures(
    workshop: "Workshop", number: int, group: str | None = None
) -> dict[str, list[str]]:
    """The sheets of one journey's `journey` map and of its `blueprint`, each an SVG.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    steps = journey_steps(workshop, number, group)
    look = _look(workshop, persona_name(workshop, number, group), group)
    return {
        kind: [
            draw(steps, workshop.language, sheet=sheet, **look)
            for sheet in range(1, sheets(steps) + 1)
        ]
        for kind, draw in (("journey", journey_map_svg), ("blueprint", blueprint_svg))
    }


def save_maps(workshop: "Workshop", folder: str = "maps") -> "Markdown":
    """Write every map that a group has begun, SVG and PNG, a file per sheet of A3 across."""
    _, target = translator(workshop.language), Path(folder)
    lines: list[str] = []
    taken: set[str] = set()
    try:
        for group, number in begun(workshop):
            target.mkdir(parents=True, exist_ok=True)
            plain = file_name((group, str(number)), taken)
            whose = persona_name(workshop, number, group)[:60] or "–"
            by = group_name(group, workshop.language)
            for kind, pictures in map_pictures(workshop, number, group).items():
                for i, svg in enumerate(pictures, 1):
                    name = f"{plain}-{kind}" + (f"-{i}" if len(pictures) > 1 else "")
                    (target / f"{name}.svg").write_text(svg, "utf-8")
                    (target / f"{name}.png").write_bytes(png(svg))
                    lines.append(f"{folder}/{name}.png: {by} · {whose}")
    except StoreError as error:
        return workshop.unread(error)
    except OSError as error:
        text = _("Pictures could not be saved in {folder}: {reason}. What was entered is kept.")
        reason = refusal(folder, error, workshop.language)
        lines.append(text.format(folder=folder, reason=reason))
    return workshop.say(lines or [_("No group has begun a map yet.")])


def _form(
    workshop: "Workshop", kind: str, number: int, columns: tuple[Text, ...], note: str
) -> Form:
    _ = translator(workshop.language)
    live = workshop.company.ids("touchpoints")
    # With the numbers that the picture has; what was said of those that are gone stays in sight.
    number_of = {code: f"{i} " for i, code in enumerate(live, 1)}
    options = {c: number_of.get(c, "") + text for c, text in touchpoints(workshop, kind).items()}
    touchpoint = Choice(name="touchpoint", label=_("Touchpoint"), options=options, folded=True)
    most = max(MOST_ROWS, len(options))
    label = _("One row per touchpoint. Change whatever is different for this customer.")
    rows = Rows(name=ROWS, label=label, columns=(touchpoint, *columns), most=most)

    def suggest() -> Mapping[str, Any]:
        steps = journey_steps(workshop, number, said={kind: []})
        return {ROWS: [_row(step, FIELDS[kind]) for step in steps.to_dict("records")]}

    def reply(_answers: dict[str, Any]) -> list[str]:
        if not live:
            return no_touchpoints(workshop)
        spread = _("The picture shows the sheet on which you changed something last.")
        return [note, spread] if len(live) > MOST else [note]

    key = str(number) if kind == MAP else ""
    preview = _Preview(workshop, kind, number)
    look: Any = {"picture": preview.draw, "wide": True}
    return Form(workshop, kind, [rows], key=key, suggest=suggest, reply=reply, **look)


class _Preview:
    """The sheet on which somebody is working: all of them would be too small to be read."""

    def __init__(self, workshop: "Workshop", kind: str, number: int) -> None:
        self.workshop, self.kind, self.number = workshop, kind, number
        self.rows: list[Any] = []
        self.touchpoint = ""

    def draw(self, answers: dict[str, Any]) -> str:
        rows = answers.get(ROWS, [])
        pairs: Iterator[tuple[dict[str, str], dict[str, str]]]
        pairs = zip_longest(rows, self.rows, fillvalue={})
        changed = next(((now, before) for now, before in pairs if now != before), None)
        if changed is not None:
            self.touchpoint = next(
                (row["touchpoint"] for row in changed if "touchpoint" in row), ""
            )
        self.rows = rows
        steps = journey_steps(self.workshop, self.number, said={self.kind: rows})
        drawn: Callable[..., str] = journey_map_svg if self.kind == MAP else blueprint_svg
        look = _look(self.workshop, persona_name(self.workshop, self.number))
        sheet = sheet_of(steps, self.touchpoint)
        return drawn(steps, self.workshop.language, sheet=sheet, **look)


def _row(step: Mapping[Any, Any], fields: tuple[str, ...]) -> dict[str, str]:
    """A row as a form holds it: without empty cells."""
    texts = {name: text for name in fields if (text := one_line(step[name]))}
    return {"touchpoint": str(step["touchpoint"]), **texts}


def _look(workshop: "Workshop", name: str, group: str | None = None) -> dict[str, Any]:
    whose = workshop.who.group if group is None else group
    by = f" · {group_name(whose, workshop.language)}" if whose else ""
    return {
        "colour": workshop.company.colour,
        "company": workshop.name + by,
        "persona": name,
        "notice": workshop.notice,
    }
