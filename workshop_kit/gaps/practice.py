"""What a group writes itself: examples of the dimensions, causes of the gaps, measures and uses."""

from typing import TYPE_CHECKING

from workshop_kit.forms import Choice, Choices, Form, Question, Text
from workshop_kit.gaps.checks import DIMENSIONS
from workshop_kit.gaps.guides import dimension_contents
from workshop_kit.gaps.words import dimension_names, gap_label, uses
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

EXAMPLES, MEASURES = "gaps_examples", "gaps_measures"
"""The kinds of the entries."""
CAUSED = (1, 2, 3, 4)
"""The gaps inside a company; gap 5 is what they come to."""


def examples_form(workshop: "Workshop") -> Form:
    """The group's own example of each dimension: what the customer sees, hears or gets."""
    names = dimension_names(workshop.language, workshop.company.gaps.dimensions)
    hints = dimension_contents(workshop.language)
    questions = [
        Text(name=code, label=names[code], hint=hints[code], lines=2, half=True)
        for code in DIMENSIONS
    ]
    return Form(workshop, EXAMPLES, questions)


def gap_measures_form(workshop: "Workshop") -> Form:
    """For each gap the group's own cause, the measures it chooses, what it does, and the use."""
    _, language = translator(workshop.language), workshop.language
    chosen = measure_names(language)
    questions: list[Question] = []
    for gap in CAUSED:
        name = gap_label(gap, language, workshop.company.gaps.gaps)
        if gap == 3:
            known = _("{gap}: which of these causes do you know from your own work?")
            questions.append(
                Choices(
                    name="gap3.known",
                    label=known.format(gap=name),
                    options=broken_promises(language),
                )
            )
        questions += [
            Text(
                name=f"gap{gap}.cause",
                label=_("{gap}: our cause").format(gap=name),
                hint=_hints(language)[gap],
                lines=2,
            ),
            Choices(
                name=f"gap{gap}.measures",
                label=_("Gap {gap}: measures we choose").format(gap=gap),
                options=chosen[gap],
            ),
            Text(
                name=f"gap{gap}.step",
                label=_("Gap {gap}: who does what, by when").format(gap=gap),
                lines=2,
                half=True,
            ),
            Choice(
                name=f"gap{gap}.use",
                label=_("Gap {gap}: what the finding is used for").format(gap=gap),
                options=uses(language),
                folded=True,
                half=True,
            ),
        ]
    return Form(workshop, MEASURES, questions)


def _hints(language: str) -> dict[int, str]:
    _ = translator(language)
    return {
        1: _("We have never asked those who left."),
        2: _("“As soon as possible” stands where a time should stand."),
        3: _("Two people are on duty when three are needed."),
        4: _("The leaflet promises what nobody told the front line."),
    }


def measure_names(language: str) -> dict[int, dict[str, str]]:
    """Measures to choose from, gap by gap: those of the gap model, one by one."""
    _ = translator(language)
    return {
        1: {
            "market": _("study the market"),
            "voice": _("collect the voice of the customer in several ways"),
        },
        2: {
            "blueprint": _("draw the process or blueprint"),
            "standards": _("set standards by it"),
        },
        3: {
            "training": _("train"),
            "coaching": _("coach on the spot"),
            "involvement": _("let employees take part in innovation"),
            "recognition": _("reward by more than money"),
        },
        4: {
            "promises": _("manage what is promised"),
            "channels": _("tell customers in several ways"),
        },
    }


def broken_promises(language: str) -> dict[str, str]:
    """Seven causes that customers were let down, from car service: examples of gap 3."""
    _ = translator(language)
    return {
        "appointment": _("appointment or hand-over time not kept"),
        "labour-code": _("wrong labour code, so the time was misjudged"),
        "skill": _("technician not skilled enough"),
        "authority": _("unclear who may decide"),
        "job-unclear": _("unclear what was to be repaired"),
        "departments": _("departments out of step"),
        "parts": _("waiting for parts"),
    }
