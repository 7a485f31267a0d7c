"""The persona room's forms: spot a style, fill a card, choose a strategy, talk plainly."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from workshop_kit.customers import SOURCES
from workshop_kit.forms import Choice, Choices, Form, Number, Question, Text
from workshop_kit.persona.cards import TAGS, Card
from workshop_kit.persona.jargon import check_plain, plain_sentences
from workshop_kit.persona.strategies import strategy
from workshop_kit.persona.styles import checklist, spot_style, style_sentence
from workshop_kit.persona.wall import (
    KIND,
    MOST_CUSTOMERS,
    STRATEGY,
    card_of,
    picture_of,
    segment_counts,
    strategy_picture,
)
from workshop_kit.persona.words import (
    abc_names,
    class_names,
    part_names,
    psychology_names,
    source_names,
    style_names,
    tag_names,
    tier_names,
)
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def style_form(workshop: "Workshop") -> Form:
    """Tick what you saw and heard; the form says which style that points to, and how surely."""
    _, language = translator(workshop.language), workshop.language
    label = _("Think of one customer. Tick what you saw or heard yourself.")
    ask = Choices(name="signs", label=label, options=checklist(language))

    def reply(answers: dict[str, Any]) -> list[str]:
        return [style_sentence(spot_style(answers.get("signs", ())), language)]

    return Form(workshop, "style", [ask], reply=reply)


def card_form(workshop: "Workshop", number: int) -> Form:
    """One of the group's persona cards, drawn while it is filled in."""

    counts = segment_counts(workshop)

    def picture(answers: dict[str, Any]) -> str:
        return picture_of(workshop, card_of(answers, counts))

    def reply(answers: dict[str, Any]) -> list[str]:
        missing = card_of(answers, counts).missing(workshop.language) if answers else []
        return missing[:3]  # the next steps, not the whole list

    questions = _questions(workshop, counts)
    return Form(workshop, KIND, questions, key=str(number), picture=picture, reply=reply)


def _questions(workshop: "Workshop", counts: Mapping[str, int]) -> list[Question]:
    _, language = translator(workshop.language), workshop.language
    lines = _("one per line")
    questions: list[Question] = [
        Text(
            name="name",
            label=_("A name to remember (invented, not a real customer's)"),
            hint=_("Auntie Wang who never gives up"),
            most=60,
            required=True,
        ),
        Text(name="tagline", label=_("Who is this, in one line?"), most=200, required=True),
        Text(name="age", label=_("Age, family, work"), most=200),
        *_rests_on(workshop, counts),
        Choice(name="style", label=_("Style"), options=style_names(language)),
        Choices(
            name="psychologies",
            label=_("What moves this customer? At most three."),
            options=psychology_names(language),
            most=3,
        ),
        Choices(
            name="customer_class",
            label=_("Which class of customer?"),
            options=class_names(language),
        ),
        Choice(
            name="tier", label=_("How loyal?"), options=tier_names(language), folded=True, half=True
        ),
        Choice(
            name="abc",
            label=_("Class by value"),
            options=abc_names(language),
            folded=True,
            half=True,
        ),
        Text(name="quote", label=_("A sentence they really say"), lines=2, most=400, required=True),
        Text(name="goals", label=_("What they want to get done"), hint=lines, lines=3,
             required=True),
        Text(name="pains", label=_("What gets in their way"), hint=lines, lines=3, required=True),
        Text(name="scenario", label=_("One situation in which they meet you"), lines=3),
        Text(name="channels", label=_("How they reach you"), hint=lines, lines=2),
        Text(
            name="basis",
            label=_("What does this card rest on?"),
            hint=_("customer data, six talks at the counter, our experience"),
            most=200,
        ),
    ]  # fmt: skip
    own = workshop.company.labels("sources", language)
    sources = own or {code: source_names(language)[code] for code in SOURCES}
    where = _("Source: {tag}")
    for tag in TAGS:
        label = tag_names(language)[tag]
        known, told = f"tag-{tag}", where.format(tag=label)
        questions += [
            Text(name=known, label=label, lines=2, most=400, half=True),
            Choice(name=f"source-{tag}", label=told, options=sources, folded=True, half=True),
        ]
    return questions


def _rests_on(workshop: "Workshop", counts: Mapping[str, int]) -> list[Question]:
    """Which segment the card stands for, and, where no data tell, how many customers were met."""
    _ = translator(workshop.language)
    one, several = _("{segment} (1 customer)"), _("{segment} ({n} customers)")
    segments = workshop.company.labels("segments", workshop.language)
    for code, n in counts.items():
        text = one if n == 1 else several
        segments[code] = text.format(segment=segments[code], n=n)
    asked: list[Question] = []
    if segments:
        asked.append(Choice(name="segment", label=_("Which segment?"), options=segments))
    if not counts:
        label = _("How many such customers have you talked to or looked up for this card?")
        asked.append(Number(name="n", label=label, low=0, high=MOST_CUSTOMERS))
    return asked


def strategy_form(workshop: "Workshop", number: int) -> Form:
    """How to serve the persona of a card: our suggestion for each move, to be made your own."""
    language, counts = workshop.language, segment_counts(workshop)
    questions = [
        Text(name=part, label=label, lines=3) for part, label in part_names(language).items()
    ]
    key = str(number)

    def card() -> Card:
        place = {"company": workshop.company.id, "workshop": workshop.session}
        found = workshop.store.current(**place, group=workshop.who.group, kind=KIND, key=key)
        return card_of(found[-1].body if found else {}, counts)

    return Form(
        workshop,
        STRATEGY,
        questions,
        key=key,
        suggest=lambda: strategy(card(), language),
        picture=lambda answers: strategy_picture(workshop, card(), answers),
    )


def plain_form(workshop: "Workshop") -> Form:
    """Say the company's own jargon in words that a customer would use."""
    _, language = translator(workshop.language), workshop.language
    terms = {
        entry.term.text(language): entry.plain.text(language)
        for entry in workshop.company.persona.jargon
    }
    ask = _("Explain to a customer of seventy: {term}")
    questions = [
        Text(name=entry.id, label=ask.format(term=entry.term.text(language)), lines=2, most=400)
        for entry in workshop.company.persona.jargon
    ]
    return Form(workshop, "plain_words", questions, reply=partial(_plainly, terms, language))


def _plainly(terms: Mapping[str, str], language: str, answers: Mapping[str, str]) -> list[str]:
    if not terms:
        _ = translator(language)
        return [_("No jargon is listed for this company; its profile has room for it.")]
    checks = [check_plain(text, terms, language) for text in answers.values()]
    # Plain is said of all together: one line does not tell which answer it is about.
    shown = [check for check in checks if not check.plain] or checks[:1]
    lines = [line for check in shown for line in plain_sentences(check, language)]
    return list(dict.fromkeys(lines))
