"""The journey maps and service blueprints that groups began."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshop_kit.journey.mapping import map_pictures, step_table
from workshop_kit.journey.steps import begun, journey_steps, persona_name
from workshop_kit.journey.words import group_name
from workshop_kit.report.part import Figure, Sheet
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


@dataclass(frozen=True)
class Maps:
    """Both maps of each journey, sheet by sheet, and the same as tables."""

    figures: dict[str, Figure] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)


def drawn_maps(workshop: "Workshop") -> Maps:
    """Every map that a group has begun.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    _, language = translator(workshop.language), workshop.language
    kinds = {"journey": _("Journey map"), "blueprint": _("Service blueprint")}
    found = Maps()
    for count, (group, number) in enumerate(begun(workshop), 1):
        steps = journey_steps(workshop, number, group)
        if steps.empty:
            continue
        persona = persona_name(workshop, number, group)
        whose = " · ".join(text for text in (persona, group_name(group, language)) if text)
        sheet = f"steps-{count}"
        title = _("{who}: map and blueprint as a table").format(who=whose)
        shown = step_table(steps, language)
        shown.index = shown.index.map(str)
        found.sheets[sheet] = Sheet(
            title, shown.rename_axis(columns=_("Number"), index=None), steps
        )
        for kind, pictures in map_pictures(workshop, number, group).items():
            for i, svg in enumerate(pictures, 1):
                page = f" ({i}/{len(pictures)})" if len(pictures) > 1 else ""
                figure = Figure(f"{kinds[kind]}: {whose}{page}", svg, sheet, wide=True)
                found.figures[f"{kind}-{count}-{i}"] = figure
    return found
