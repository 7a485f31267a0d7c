"""Moments of truth: a sheet for one of them, and five typical ones to check."""

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choices, Form, Question, Text
from workshop_kit.forms.touchpoints import no_touchpoints, touchpoints, which
from workshop_kit.journey.codes import typical_checks, typical_names
from workshop_kit.journey.places import key_moments, no_curve
from workshop_kit.journey.sheets import listed
from workshop_kit.journey.words import moment_names, signed
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

MOT = "mot"
FIRST = ("valley", "peak", "end")
"""Which moments of the curve the first sheets are about."""

_UNITS = "秒分小个天次位句步米杯遍成周月年人件项张家倍点声度条份名名字厘公岁元块角"
_FIGURE = re.compile(
    rf"\d|[％%]|百分之|[一二两三四五六七八九十百千半]+[{_UNITS}]"
    r"|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|half|"
    r"once an?|twice|dozen|hundred|percent)\b",
    re.IGNORECASE,
)


def mot_form(workshop: "Workshop", number: int) -> Form:
    """One moment of truth: ABC, the talk in four steps, the standard and how it is checked.

    `number` 1 begins with the valley of the group's curve, 2 with its peak, 3 with its end.
    """
    places = touchpoints(workshop, MOT)
    moment = FIRST[number - 1] if 1 <= number <= len(FIRST) else ""

    def suggest() -> dict[str, str]:
        touchpoint = key_moments(workshop).get(moment, ("", 0))[0] if moment else ""
        return {"touchpoint": touchpoint} if touchpoint in places else {}

    questions = _asked(workshop.language, places)
    reply = partial(_read, workshop, moment)
    return Form(workshop, MOT, questions, key=str(number), reply=reply, suggest=suggest)


def _asked(language: str, places: Mapping[str, str]) -> list[Question]:
    _ = translator(language)
    talk = {
        "explore": (_("Explore: ask what they need"), _("“What brings you to us today?”")),
        "offer": (_("Offer: propose before they ask"), _("“Shall I fill in the form for you?”")),
        "action": (_("Action: promise what, and by when"), _("“I will be back in two minutes.”")),
        "confirm": (_("Confirm: make sure they are satisfied"), _("“Is it as you wished?”")),
    }
    return [
        which(places, language, required=True, half=True),
        Text(
            name="who",
            label=_("Who meets whom?"),
            hint=_("a tired family meets the colleague at the counter"),
            most=200,
            half=True,
        ),
        Text(
            name="things",
            label=_("A, Appearance: things they see and touch"),
            hint=_("a clear counter, water within reach, no queue ropes"),
            lines=2,
            most=400,
            half=True,
        ),
        Text(
            name="people",
            label=_("A, Appearance: people"),
            hint=_("standing, name badge, looking up"),
            lines=2,
            most=400,
            half=True,
        ),
        Text(
            name="behaviour",
            label=_("B, Behaviour: the key act"),
            hint=_("comes out from behind the counter"),
            lines=2,
            most=400,
            required=True,
        ),
        Text(
            name="talk",
            label=_("C, Communication: what we say"),
            hint=_("“Welcome. You have come a long way.”"),
            lines=2,
            most=400,
            required=True,
        ),
        *(
            Text(name=name, label=label, hint=hint, lines=2, most=400, half=True)
            for name, (label, hint) in talk.items()
        ),
        Text(
            name="standard",
            label=_("The standard, with a figure"),
            hint=_("everybody is greeted within 10 seconds"),
            lines=2,
            most=400,
            required=True,
        ),
        Text(
            name="check",
            label=_("How is it checked: who looks, how often?"),
            hint=_("the shift leader watches five customers a day"),
            lines=2,
            most=400,
            required=True,
        ),
    ]


def _read(workshop: "Workshop", moment: str, answers: dict[str, Any]) -> list[str]:
    _, language = translator(workshop.language), workshop.language
    lines = no_touchpoints(workshop)
    found = key_moments(workshop)
    labels = workshop.company.labels("touchpoints", language)
    if labels and not found:
        lines.append(no_curve(language))
    elif moment in found:
        touchpoint, valence = found[moment]
        text = _("{moment} of your curve: {touchpoint} ({value}).")
        name = moment_names(language)[moment]
        label = labels.get(touchpoint, touchpoint)
        lines.append(text.format(moment=name, touchpoint=label, value=signed(valence)))
    if not set(answers) - {"touchpoint"}:
        return lines
    standard, check = answers.get("standard", ""), answers.get("check", "")
    if standard and check and has_figure(standard):
        return [*lines, _("This standard can be checked: it has a figure, and a way to check it.")]
    if standard and not has_figure(standard):
        lines.append(_("The standard has no figure yet: how fast, how many, how often?"))
    if not standard:
        lines.append(_("Not there yet: a standard that everybody can keep, with a figure."))
    if not check:
        lines.append(_("Not there yet: who checks the standard, and how often."))
    return lines


def has_figure(text: str) -> bool:
    """Whether a text names a number, in digits or words.

    >>> has_figure("within ten seconds"), has_figure("三分钟内"), has_figure("一定热情")
    (True, True, False)
    """
    return _FIGURE.search(text) is not None


def typical_form(workshop: "Workshop") -> Form:
    """Five typical moments of truth, three checks each: which one is weakest."""
    _, language = translator(workshop.language), workshop.language
    names, checks = typical_names(language), typical_checks(language)
    label = _("{moment}: tick what holds every time")
    questions: list[Question] = [
        Choices(name=code, label=label.format(moment=name), options=checks[code])
        for code, name in names.items()
    ]
    questions.append(
        Text(
            name="first",
            label=_("What do we change first where it is weakest?"),
            lines=2,
            most=400,
        )
    )

    def reply(answers: dict[str, Any]) -> list[str]:
        ticked = {code: len(answers.get(code, ())) for code in names}
        if not any(ticked.values()):
            return []
        low = min(ticked.values())
        if low == len(checks["problem"]):
            return [_("All are ticked. Would your customers tick them, too?")]
        text = _("Weakest: {moments} ({n} of 3). Begin there.")
        weakest = [names[code] for code, n in ticked.items() if n == low]
        return [text.format(moments=listed(weakest, language), n=low)]

    return Form(workshop, "typical_moments", questions, reply=reply)
