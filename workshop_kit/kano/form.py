"""The KANO room's forms: answer the survey, sort answers by hand, paste a table of needs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Matrix, Scale, Text
from workshop_kit.kano.analysis import CATEGORIES, TABLES, evaluate
from workshop_kit.kano.needs import read_needs
from workshop_kit.kano.survey import ENTRIES, SIDES, asked, offered
from workshop_kit.kano.words import answer_names, category_names
from workshop_kit.text import Translate, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PAIRS = ((1, 5), (3, 5), (1, 3), (3, 3), (5, 2))
"""Five pairs of answers to sort by hand: one each of O, M, A, I and R."""


def survey_form(workshop: "Workshop") -> Form:
    """The company's KANO survey: both questions about each feature, and how important it is.

    Everybody in a group who gives a name has a form of their own.
    """
    _ = translator(workshop.language)
    answers = dict(zip("12345", answer_names(workshop.language), strict=True))
    used = offered(workshop)
    questions: list[Any] = []
    for feature, label, *texts in asked(workshop):
        rows = dict(zip(SIDES, texts, strict=True))
        questions += [
            Matrix(name=feature, label=label, rows=rows, columns=answers, used=used, required=True),
            Scale(
                name=f"{feature}.importance",
                label=_("How important is this to you: {feature}?").format(feature=label),
                low=1,
                high=9,
                low_label=_("not at all"),
                high_label=_("extremely"),
            ),
        ]
    return Form(workshop, ENTRIES, questions, personal=True)


def hand_table(workshop: "Workshop") -> Form:
    """Five pairs of answers to sort by hand with the evaluation table; the form answers at once."""
    language, evaluation = workshop.language, workshop.company.kano.evaluation
    _, table = translator(language), TABLES[evaluation]
    pairs = [(f, d) for f, d in PAIRS if table[f - 1][d - 1] != " "]
    right = {str(i): evaluate(*pair, evaluation) for i, pair in enumerate(pairs, 1)}
    answers, names = answer_names(language), category_names(language)
    ask = _("Customer {number}. With it: {functional}. Without it: {dysfunctional}.")
    questions = [
        Choice(
            name=str(i),
            label=ask.format(number=i, functional=answers[f - 1], dysfunctional=answers[d - 1]),
            options={letter: f"{letter} {names[letter]}" for letter in CATEGORIES},
        )
        for i, (f, d) in enumerate(pairs, 1)
    ]
    return Form(workshop, "kano_practice", questions, reply=lambda chosen: _marks(chosen, right, _))


def _marks(chosen: Mapping[str, str], right: Mapping[str, str], _: Translate) -> list[str]:
    if not chosen:
        return []
    good, wrong = _("Customer {number}: right."), _("Customer {number}: look again. {how}")
    how = _("Find the row, then the column.")
    lines = [
        (good if letter == right[number] else wrong).format(number=number, how=how)
        for number, letter in sorted(chosen.items())
    ]
    count = sum(letter == right[number] for number, letter in chosen.items())
    return [*lines, _("{good} of {all} right").format(good=count, all=len(right))]


def paste_needs(workshop: "Workshop") -> Form:
    """A box for needs drafted elsewhere, say with a language model: the group checks and decides.

    The form says what it read, or which lines it could not.
    """
    _ = translator(workshop.language)
    box = Text(
        name="needs",
        label=_("Your list of needs: one per line, or copied from a table"),
        hint=_("No queue at the desk\t12\nEasy parking\t7"),
        lines=8,
        most=100_000,
    )
    return Form(workshop, "needs_draft", [box], reply=lambda data: _read(data, workshop.language))


def _read(data: Mapping[str, str], language: str) -> list[str]:
    _ = translator(language)
    if "needs" not in data:
        return []
    try:
        needs = read_needs(data["needs"], language)
    except ValueError as error:
        return str(error).splitlines()
    top = needs.sort_values("count", ascending=False, kind="stable").head(5)
    lines = [_("Read: {n} needs.").format(n=len(needs))]
    if len(needs) > len(top):
        lines[0] += ("" if language == "zh" else " ") + _("The most frequent:")
    in_group = _("{need} ({group})")
    for group, need, count in top.itertuples(index=False, name=None):
        text = in_group.format(need=need, group=group) if group else need
        lines.append(f"{count}  {text}")
    return lines
