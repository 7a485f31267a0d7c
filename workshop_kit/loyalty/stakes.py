"""Money at risk: what a group puts into the damage model and into a customer's lifetime value."""

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Form, Number, Text
from workshop_kit.loyalty.lifetime import clv
from workshop_kit.loyalty.market import INPUTS, OPTIONAL, damage, damage_drivers
from workshop_kit.loyalty.ranges import Range, RangeField, triple
from workshop_kit.loyalty.reckoning import damage_sentences, lifetime_sentences
from workshop_kit.loyalty.words import input_names
from workshop_kit.saved import answers_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

    from workshop_kit.workshop import Workshop

KIND = "damage"
"""The kind of the damage form's entries."""
SHARES = tuple(name for name in INPUTS if name not in ("customers", "value"))
"""Inputs that people enter in percent."""
Triples = dict[str, tuple[float, float, float]]


def damage_form(workshop: "Workshop") -> Form:
    """What problems in the experience cost: the inputs, each as a number or as a range."""
    _, language = translator(workshop.language), workshop.language
    in_percent, optional = _("{name}, in %"), _("{name} (may be left out)")
    fields: list[Any] = []
    for name, label in input_names(language).items():
        label = in_percent.format(name=label) if name in SHARES else label
        label = optional.format(name=label) if name in OPTIONAL else label
        most = 100 if name in SHARES else inf
        asked = Range(name=name, label=label, required=name not in OPTIONAL, most=most)
        fields.append(RangeField(asked, language))
    money = Text(name="unit", label=_("Currency of that value"), hint=_("EUR"), most=12)

    def reply(answers: dict[str, Any]) -> list[str]:
        if wrong := problems(answers, language):
            return wrong
        inputs = inputs_of(answers)
        if not complete(inputs):
            return []
        table, drivers = damage(inputs), damage_drivers(inputs)
        return damage_sentences(table, drivers, language, unit=answers.get("unit", ""))

    return Form(workshop, KIND, [*fields, money], reply=reply)


def problems(answers: Mapping[str, Any], language: str) -> list[str]:
    """What keeps answers that may each be right from being reckoned with together."""
    _, names = translator(language), input_names(language)
    said = []
    for name in INPUTS:
        given = answers.get(name)
        if isinstance(given, dict) and "likely" in given and len(given) == 2:
            said.append(
                _("{name}: give all three numbers, or only the middle one.").format(
                    name=names[name]
                )
            )
    inputs = inputs_of(answers)
    if ("mollified" in inputs) != ("loss_mollified" in inputs):
        text = _("“{first}” and “{second}” go together: give both, or neither.")
        pair = {"first": names["mollified"], "second": names["loss_mollified"]}
        said.append(text.format(**pair))
    pleased, content = (inputs.get(name, (0, 0, 0))[2] for name in ("satisfied", "mollified"))
    if pleased + content > 1 + 1e-12:
        text = _("“{first}” and “{second}” must not exceed 100% together.")
        pair = {"first": names["satisfied"], "second": names["mollified"]}
        said.append(text.format(**pair))
    return said


def inputs_of(answers: Mapping[str, Any]) -> Triples:
    """The complete answers as `damage` takes them: shares from 0 to 1."""
    given = {name: triple(answers.get(name), 100 if name in SHARES else 1) for name in INPUTS}
    return {name: value for name, value in given.items() if value is not None}


def complete(inputs: Triples) -> bool:
    """Whether `damage` can reckon with them."""
    wanted = all(name in inputs for name in INPUTS if name not in OPTIONAL)
    fair = all(
        0 <= low <= likely <= high and (name not in SHARES or high <= 1)
        for name, (low, likely, high) in inputs.items()
    )
    return wanted and fair


def damage_picture(workshop: "Workshop") -> Any:
    """How the damage of the group's own inputs adds up, outcome by outcome."""
    from workshop_kit.loyalty.losses import damage_chart

    def draw(inputs: Triples, **words: str) -> "ChartType":
        return damage_chart(damage(inputs), workshop.language, **words)

    return _drawn(workshop, draw)


def drivers_picture(workshop: "Workshop") -> Any:
    """Which of the group's own inputs moves the damage most."""
    from workshop_kit.loyalty.losses import drivers_chart

    def draw(inputs: Triples, **words: str) -> "ChartType":
        return drivers_chart(damage_drivers(inputs), workshop.language, **words)

    return _drawn(workshop, draw)


def _drawn(workshop: "Workshop", draw: Any) -> Any:
    _, language = translator(workshop.language), workshop.language
    try:
        answers = _entered(workshop)
    except StoreError as error:
        return workshop.unread(error)
    inputs = inputs_of(answers)
    if problems(answers, language) or not complete(inputs):
        text = _("Fill in the numbers above, then press Start: the picture shows your own.")
        return workshop.say([text])
    return draw(inputs, unit=answers.get("unit", ""), note=_("Numbers: entered by your group."))


def _entered(workshop: "Workshop") -> dict[str, Any]:
    given = answers_of(workshop, KIND, workshop.who.group)
    return {name: value for name, value in given.items() if value not in (None, "")}


def clv_form(workshop: "Workshop") -> Form:
    """What a customer is worth over the years, and what staying a little longer would add."""
    _, language = translator(workshop.language), workshop.language
    questions = [
        Number(
            name="margin",
            label=_("What a customer brings in a year, costs taken off"),
            required=True,
            half=True,
        ),
        Text(name="unit", label=_("Currency"), hint=_("EUR"), most=12, half=True),
        Number(
            name="retention",
            label=_("Of a hundred customers, how many are still there a year later?"),
            low=0,
            high=100,
            required=True,
            half=True,
        ),
        Number(
            name="discount",
            label=_("By how many percent is money a year later worth less?"),
            hint="8",
            low=0,
            high=100,
            required=True,
            half=True,
        ),
    ]

    def reply(answers: dict[str, Any]) -> list[str]:
        given = [answers.get(name) for name in ("margin", "retention", "discount")]
        numbers = [value for value in given if isinstance(value, int | float)]
        if len(numbers) < len(given):
            return []
        margin, retention, discount = numbers[0], numbers[1] / 100, numbers[2] / 100
        if not (0 <= retention <= 1 and 0 <= discount <= 1):
            return []
        worth = float(clv(margin, retention, discount))
        more = min(retention + 0.05, 1)
        longer = float(clv(margin, more, discount))
        unit = answers.get("unit", "")
        return lifetime_sentences(worth, retention, longer, more, language, unit=unit)

    return Form(workshop, "lifetime", questions, reply=reply)
