"""Sheets to fill in about one's own customers: what is asked, as questions."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Choices, Form, Question, Rows, Text
from workshop_kit.persona.actors import actors_svg, ring_names, role_names
from workshop_kit.persona.strategies import man_score, man_sentence
from workshop_kit.persona.words import man_names, man_questions
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def insight_sheet(workshop: "Workshop") -> Form:
    """What one talk or one observation showed: on the surface, below it, and at the bottom."""
    _ = translator(workshop.language)
    ways = {
        "interview": _("Interview"),
        "focus-group": _("Focus group"),
        "questionnaire": _("Questionnaire"),
        "observation": _("Observation"),
    }
    signs = {
        "repeats": _("comes back to the same subject again and again"),
        "feeling": _("voice or face changes at one point"),
        "rivals": _("mentions how others do it"),
        "reason": _("asks for one thing to reach another"),
    }
    data = {
        "history": _("purchases and visits"),
        "complaints": _("complaints"),
        "contacts": _("calls, chats, messages"),
        "public": _("what is said in public, online"),
    }
    questions: list[Question] = [
        Text(name="who", label=_("Which customer? (No real name.)"), most=200),
        Choice(name="way", label=_("How did you find out?"), options=ways),
        Text(
            name="asked",
            label=_("What did you ask? Open questions bring more than yes or no."),
            hint=_("What happened the last time you ...?"),
            lines=2,
        ),
        Text(name="said", label=_("Above the water: what they said, word for word"), lines=3),
        Text(name="seen", label=_("What you saw and heard: hands, face, voice, mood"), lines=2),
        Choices(name="signs", label=_("Signs that there is more behind it"), options=signs),
        Text(name="meant", label=_("Below the water: what they want with it"), lines=2),
        Text(name="deep", label=_("At the bottom: what it means to them as a person"), lines=2),
        Text(name="checked", label=_("How did you make sure? Say it back and ask."), lines=2),
        Choices(name="data", label=_("What the data add"), options=data),
    ]
    return Form(workshop, "insight", questions)


def needs_sheet(workshop: "Workshop") -> Form:
    """Needs, sorted: how clearly they are said, why somebody asks, what is expected."""
    _ = translator(workshop.language)
    columns = (
        Text(name="need", label=_("Need"), most=200),
        Choice(name="said", label=_("How is it said?"), options=_clarity(_), folded=True),
        Choice(name="why", label=_("Why do they ask?"), options=_reasons(_), folded=True),
        Choice(
            name="expects", label=_("What do they expect?"), options=_expectations(_), folded=True
        ),
        Choice(name="layer", label=_("Where do they feel it?"), options=_layers(_), folded=True),
        Choice(
            name="level",
            label=_("Met, what does it bring?"),
            options=_satisfactions(_),
            folded=True,
        ),
    )
    rows = Rows(name="needs", label=_("One need per row"), columns=columns)
    return Form(workshop, "needs_sorted", [rows])


def stakeholder_sheet(workshop: "Workshop") -> Form:
    """Who has a part in the experience, and how near; drawn as a map while it is filled in."""
    _, language = translator(workshop.language), workshop.language
    columns = (
        Text(name="actor", label=_("Who?"), most=80),
        Choice(
            name="ring",
            label=_("How near to the customer?"),
            options=ring_names(language),
            folded=True,
        ),
        Choice(name="role", label=_("On which side?"), options=role_names(language), folded=True),
        Text(name="wants", label=_("What do they want from it?"), most=200),
    )
    rows = Rows(name="actors", label=_("People and organisations"), columns=columns, most=20)
    draw = _map(language, workshop.company.colour)
    return Form(workshop, "stakeholders", [rows], picture=draw)


def _map(language: str, colour: str) -> Callable[[dict[str, Any]], str]:
    def draw(answers: dict[str, Any]) -> str:
        return actors_svg(answers.get("actors", []), language, colour=colour)

    return draw


def customer_sheet(workshop: "Workshop") -> Form:
    """The information card of a business customer, in four blocks."""
    _ = translator(workshop.language)
    blocks: Mapping[str, Iterable[tuple[str, str]]] = {
        _("Basics"): (
            ("contact", _("how to reach them, and how they like it")),
            ("people", _("who decides, who has a say")),
            ("firm", _("what the firm does, how large it is")),
        ),
        _("Business so far"): (
            ("volume", _("how often, how much")),
            ("products", _("what they use, and together with what")),
            ("payment", _("how they pay")),
        ),
        _("Service"): (
            ("problems", _("problems so far, and how they were solved")),
            ("opinion", _("how satisfied they say they are")),
            ("special", _("special wishes, and what to avoid")),
        ),
        _("Plan"): (
            ("growth", _("where they could grow with us")),
            ("actions", _("what we do next for the relation")),
        ),
    }
    join = _("{block}: {question}")
    questions = [
        Text(name=name, label=join.format(block=block, question=question), lines=2)
        for block, parts in blocks.items()
        for name, question in parts
    ]
    return Form(workshop, "customer_sheet", questions)


def man_sheet(workshop: "Workshop") -> Form:
    """The MAN rule for one prospect: three questions each on money, authority and need."""
    _, language = translator(workshop.language), workshop.language
    names = man_names(language)
    asked = {
        part: {str(i): text for i, text in enumerate(texts)}
        for part, texts in man_questions(language).items()
    }
    questions: list[Question] = [
        Text(name="prospect", label=_("Which prospect? (No real name.)"), most=200),
        *(
            Choices(name=part, label=_("{part}: tick every yes").format(part=names[part]),
                    options=asked[part])
            for part in asked
        ),
    ]  # fmt: skip

    def reply(answers: dict[str, Any]) -> list[str]:
        if not answers:
            return []
        money, authority, need = (len(answers.get(part, ())) for part in asked)
        return [man_sentence(man_score(money, authority, need), language)]

    return Form(workshop, "man", questions, reply=reply)


def _clarity(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "said": _("said clearly"),
        "vague": _("not said clearly"),
        "hidden": _("only in their mind"),
        "beyond": _("beyond: a feeling they did not expect"),
    }


def _reasons(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "no-time": _("no time"),
        "no-knowledge": _("do not know how"),
        "no-effort": _("want it easy"),
        "respect": _("want to be respected"),
        "can-pay": _("can pay for it"),
        "no-choice": _("have no choice"),
    }


def _expectations(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "quality": _("quality they can rely on"),
        "speed": _("speed"),
        "beyond": _("more than expected"),
        "value": _("value for money"),
        "honesty": _("not to be cheated"),
        "fair-rules": _("rules that are fair, even strict ones"),
    }


def _layers(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "senses": _("with the senses"),
        "mind": _("in the mind"),
        "feeling": _("in the feelings"),
        "spirit": _("in what they live for"),
    }


def _satisfactions(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "baseline": _("not dissatisfied"),
        "asked": _("satisfied, as they asked"),
        "beyond": _("more than satisfied"),
    }
