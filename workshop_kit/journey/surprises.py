"""Surprises at the peak and at the end, and the group's own strategies for moments of truth."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Question, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, touchpoints, which
from workshop_kit.journey.codes import scene_names, scene_prompts, surprise_names
from workshop_kit.journey.places import curve_moments, no_curve
from workshop_kit.journey.sheets import listed
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

SURPRISE, STRATEGIES = "surprise", "strategies"
MOST = 3
"""More surprises on one journey are none."""
LOW_COST, HIGH_PERCEPTION = 2, 4
SLOTS = 6


def surprise_form(workshop: "Workshop") -> Form:
    """A scene for each of four moments, and one to three surprises that follow the rule.

    The rule: at the peak or the end of the curve, at low cost, strongly felt.
    """
    _, language = translator(workshop.language), workshop.language
    names, prompts = scene_names(language), scene_prompts(language)
    scene = _("{moment}: a scene of your own")
    places = touchpoints(workshop, SURPRISE)
    rows = Rows(
        name="surprises",
        label=_("Now choose one to three surprises"),
        columns=(
            which(places, language),
            Text(name="idea", label=_("What do we do?"), lines=2, most=400),
            Choice(name="moment", label=_("Which moment is it?"), options=names, folded=True),
            Choice(
                name="strategy", label=_("By which strategy?"), options=surprise_names(language),
                folded=True,
            ),
            Choice(name="cost", label=_("What it costs"), options=_costs(language), folded=True),
            Choice(
                name="perception", label=_("How much it is felt"), options=_felt(language),
                folded=True,
            ),
        ),
        most=MOST,
    )  # fmt: skip
    questions: list[Question] = [
        *(
            Text(
                name=f"scene-{code}",
                label=scene.format(moment=name),
                hint=prompts[code],
                lines=2,
                most=400,
                half=True,
            )
            for code, name in names.items()
        ),
        rows,
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        lines, points = no_touchpoints(workshop), _points(workshop)
        if places and not points:
            lines.append(no_curve(language))
        for i, row in enumerate(answers.get("surprises", ()), 1):
            if said := list(_judged(row, points, workshop)):
                text = _("{row}. {what}: {said}.")
                what = places.get(row.get("touchpoint", ""), row.get("touchpoint", "–"))
                join = "；" if language == "zh" else "; "
                lines.append(text.format(row=i, what=what, said=join.join(said)))
        return lines

    return Form(workshop, SURPRISE, questions, reply=reply)


def _points(workshop: "Workshop") -> dict[str, set[str]]:
    """Peak and end of the group's curves, as they are and as they shall be: where they lie."""
    found: dict[str, set[str]] = {}
    for row in curve_moments(workshop).to_dict("records"):
        if row["moment"] in ("peak", "end"):
            found.setdefault(row["moment"], set()).add(row["touchpoint"])
    return found


def _judged(
    row: Mapping[str, Any], points: Mapping[str, set[str]], workshop: "Workshop"
) -> Iterator[str]:
    """A surprise against the rule, part by part."""
    _, language = translator(workshop.language), workshop.language
    touchpoint = row.get("touchpoint")
    if points and touchpoint:
        peak, end = touchpoint in points["peak"], touchpoint in points["end"]
        if peak and end:
            yield _("at the peak and the end of the curve")
        elif peak:
            yield _("at the peak of the curve")
        elif end:
            yield _("at the end of the curve")
        else:
            labels = workshop.company.labels("touchpoints", language)
            near = points["peak"] | points["end"]
            text = _("neither at the peak nor at the end of the curve ({touchpoints})")
            places = [label for code, label in labels.items() if code in near]
            yield text.format(touchpoints=listed(places, language))
    cost, perception = row.get("cost"), row.get("perception")
    if cost and perception:
        good = int(cost) <= LOW_COST and int(perception) >= HIGH_PERCEPTION
        text = (
            _("low cost ({cost}), strongly felt ({perception}): a surprise that pays")
            if good
            else _(
                "cost {cost}, felt {perception}: the rule is a cost of at most {low} and at least "
                "{high} felt"
            )
        )
        yield text.format(cost=cost, perception=perception, low=LOW_COST, high=HIGH_PERCEPTION)


def _costs(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "1": _("1 next to nothing"),
        "2": _("2 little"),
        "3": _("3 some"),
        "4": _("4 much"),
        "5": _("5 very much"),
    }


def _felt(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "1": _("1 hardly noticed"),
        "2": _("2 noticed by few"),
        "3": _("3 noticed by half"),
        "4": _("4 felt by most"),
        "5": _("5 told to others"),
    }


def strategies_form(workshop: "Workshop") -> Form:
    """Six strategies for moments of truth, in the group's own words: name, place, what we do."""
    _, language = translator(workshop.language), workshop.language
    own = [one.label.text(language) for one in workshop.company.journey.strategies]
    places = touchpoints(workshop, STRATEGIES)
    numbered, where, what = (
        _("Strategy {number}"),
        _("{strategy}: at which touchpoint?"),
        _("{strategy}: what do we do there?"),
    )
    questions: list[Question] = []
    for i in range(1, SLOTS + 1):
        slot = numbered.format(number=i)
        questions += [
            Text(name=f"name-{i}", label=slot, hint=_("your own name for it"), most=80, half=True),
            which(
                places,
                language,
                name=f"touchpoint-{i}",
                label=where.format(strategy=slot),
                half=True,
            ),
            Text(name=f"what-{i}", label=what.format(strategy=slot), most=400),
        ]

    def suggest() -> dict[str, str]:
        return {f"name-{i}": label for i, label in enumerate(own, 1)}

    def reply(answers: dict[str, Any]) -> list[str]:
        lines = no_touchpoints(workshop)
        if not own:
            lines.append(_("These six are your own: name each by what it does for the customer."))
        begun = [
            answers.get(f"name-{i}", numbered.format(number=i))
            for i in range(1, SLOTS + 1)
            if f"what-{i}" in answers and f"touchpoint-{i}" not in answers
        ]
        if begun:
            text = _("No touchpoint yet for: {strategies}.")
            lines.append(text.format(strategies=listed(begun, language)))
        return lines

    return Form(workshop, STRATEGIES, questions, reply=reply, suggest=suggest)
