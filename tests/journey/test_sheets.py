"""The journey room's sheets: open untouched, keep every answer, and say what is still lacking."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import Choice, Choices, Form, Grid, Matrix, Question, Rows, Scale, Text
from workshop_kit.forms.questions import Number
from workshop_kit.journey.inventory import register_form
from workshop_kit.journey.kpis import kpi_form
from workshop_kit.journey.sheets import points_form, savings_form, senses_form
from workshop_kit.journey.surprises import strategies_form, surprise_form
from workshop_kit.journey.truths import mot_form, typical_form
from workshop_kit.stores import StoreError

Page = Callable[..., Workshop]
Fill = Callable[..., None]
Save = Callable[..., Entry]
Lines = Callable[[Form], list[str]]
LANGUAGES = ("en", "zh")
SHEETS: dict[str, Callable[[Workshop], Form]] = {
    "touchpoints": register_form,
    "points": points_form,
    "senses": senses_form,
    "savings": savings_form,
    "mot": partial(mot_form, number=1),
    "typical_moments": typical_form,
    "surprise": surprise_form,
    "strategies": strategies_form,
    "kpi": kpi_form,
}
OF_PLACES = [kind for kind in SHEETS if kind != "typical_moments"]
OF_THE_CURVE = ("mot", "surprise", "kpi")
HOSTILE = '"</td><script>alert(1)</script> $x$ {0} 🚗 喆堃玥 שלום'
NONE = {"en": "The profile of this company lists no touchpoints yet.", "zh": "还没有触点"}
SHORTER = """stages:
  - {id: stay, label: {en: The stay, zh: 住店}}
  - {id: after, label: {en: After, zh: 离店后}}
touchpoints:
  - {id: website, label: {en: Website, zh: 官网}, kind: digital, stage: stay}
  - {id: desk, label: {en: Desk, zh: 前台}, kind: human, stage: stay}
"""
SIXTY = "touchpoints:\n" + "".join(
    f"  - {{id: t{i}, label: 'Touchpoint number {i} <b>$', kind: human}}\n" for i in range(60)
)


def answer(question: Question, last: bool) -> Any:
    """Some answer, to every kind of question on these sheets."""
    if isinstance(question, Text):
        return f"{HOSTILE} {question.name}"[: question.most]
    if isinstance(question, Scale):
        return question.high if last else question.low
    if isinstance(question, Choice):
        return list(question.options)[-1 if last else 0]
    if isinstance(question, Choices):
        return list(question.options)[1 if last else 0 :]
    if isinstance(question, Matrix):
        return dict.fromkeys(question.rows, list(question.columns)[-1 if last else 0])
    if isinstance(question, Grid):
        rows = list(question.rows)
        return {rows[-1 if last else 0]: list(question.columns)}
    assert isinstance(question, Rows)
    return [{column.name: answer(column, last) for column in question.columns}] * 2


def asked(form: Form) -> list[Question]:
    """Every question, those of rows too."""
    questions = [field.question for field in form.fields.values()]
    return questions + [c for q in questions if isinstance(q, Rows) for c in q.columns]


@pytest.mark.parametrize("kind", SHEETS)
def test_an_untouched_sheet_opens_and_writes_nothing(hotel: Page, lines: Lines, kind: str) -> None:
    for language in LANGUAGES:
        ws = hotel(language)
        form = SHEETS[kind](ws)
        form.tick()
        assert (form.kind, form.key) == (kind, "1" if kind == "mot" else "")
        assert [tone for tone, _text in form.foot.lines if tone == "bad"] == []
        assert all(lines(form))
    assert hotel().store.current() == []


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("kind", SHEETS)
def test_a_filled_sheet_is_there_again_in_either_language(
    hotel: Page, fill: Fill, kind: str, last: bool
) -> None:
    form = SHEETS[kind](hotel())
    answers = {name: answer(field.question, last) for name, field in form.fields.items()}
    fill(form, answers)
    form.save()
    assert form.data == answers
    assert [text for tone, text in form.foot.lines if tone == "bad"] == []
    for language in LANGUAGES:
        again = SHEETS[kind](hotel(language))
        assert again.data == answers
        assert [text for tone, text in again.foot.lines if tone == "bad"] == []
    frame = hotel().entered(kind)
    assert set(frame.columns) >= {name for name in answers if name != "kind"}


@pytest.mark.parametrize("kind", SHEETS)
def test_no_question_is_called_like_a_column_of_what_was_entered(hotel: Page, kind: str) -> None:
    names = [field.question.name for field in SHEETS[kind](hotel()).fields.values()]
    assert not {"workshop", "group", "key", "author", "saved_at"} & set(names)


@pytest.mark.parametrize("kind", SHEETS)
def test_sheets_ask_under_the_same_codes_in_both_languages(hotel: Page, kind: str) -> None:
    english, chinese = (asked(SHEETS[kind](hotel(language))) for language in LANGUAGES)
    assert [q.name for q in english] == [q.name for q in chinese]
    for one, other in zip(english, chinese, strict=True):
        assert one.label != other.label
        for part in ("options", "rows", "columns"):
            here, there = getattr(one, part, {}), getattr(other, part, {})
            if isinstance(here, dict):
                assert list(here) == list(there)
                assert not set(here.values()) & set(there.values())
                assert len(set(there.values())) == len(there)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OF_PLACES)
def test_without_touchpoints_a_sheet_says_so_and_takes_them_in_words(
    hotel: Page, fill: Fill, lines: Lines, kind: str, language: str
) -> None:
    form = SHEETS[kind](hotel(language, profile=""))
    assert NONE[language] in lines(form)[0]
    words = [q for q in asked(form) if q.name.partition("-")[0] == "touchpoint"]
    assert all(isinstance(question, Text) for question in words)
    answers = {name: answer(field.question, True) for name, field in form.fields.items()}
    fill(form, answers)
    form.save()
    assert SHEETS[kind](hotel(language, profile="")).data == answers


@pytest.mark.parametrize("kind", SHEETS)
def test_sixty_touchpoints_open_quickly(hotel: Page, fill: Fill, kind: str) -> None:
    ws = hotel(profile=SIXTY)
    SHEETS[kind](ws)
    start = time.process_time()
    form = SHEETS[kind](ws)
    fill(form, {name: answer(field.question, True) for name, field in form.fields.items()})
    assert time.process_time() - start < 1.5
    assert [tone for tone, _text in form.foot.lines if tone == "bad"] == []


@pytest.mark.parametrize("kind", OF_PLACES)
def test_a_touchpoint_that_left_the_profile_keeps_what_was_said_of_it(
    hotel: Page, fill: Fill, kind: str
) -> None:
    form = SHEETS[kind](hotel())
    answers = {name: answer(field.question, True) for name, field in form.fields.items()}
    fill(form, answers)
    form.save()
    again = SHEETS[kind](hotel(profile=SHORTER))
    assert again.data == answers
    listed = [getattr(q, "rows", getattr(q, "options", {})) for q in asked(again)]
    labels = {label for options in listed for label in options.values()}
    assert "laundry (no longer in the profile)" in labels


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize(
    "values", [None, [], {"touchpoint": 3}, {"points": {"x": "y"}}, {"own": 1}]
)
def test_what_another_version_wrote_does_no_harm(
    hotel: Page, saved: Save, kind: str, values: Any
) -> None:
    saved(hotel(), kind, values, key="1" if kind == "mot" else "")
    form = SHEETS[kind](hotel())
    assert not any("could not be worked out" in text for _tone, text in form.foot.lines)


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_opens_though_the_store_cannot_be_read(
    hotel: Page, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    ws = hotel()

    def fail(**_place: Any) -> Any:
        raise StoreError("entries.sqlite", "locked")

    monkeypatch.setattr(ws.store, "current", fail)
    form = SHEETS[kind](ws)
    assert "another program is writing" in form.foot.saved
    assert not any("could not be worked out" in text for _tone, text in form.foot.lines)


@pytest.mark.parametrize("kind", OF_THE_CURVE)
def test_a_sheet_that_would_start_from_the_curve_says_when_there_is_none(
    hotel: Page, curve_of: Save, lines: Lines, kind: str
) -> None:
    curve_of(hotel(), {"desk": 1}, group="7")  # another group's
    said = "Your group has not drawn its curve yet: draw it first, or choose touchpoints freely."
    assert said in lines(SHEETS[kind](hotel()))
    curve_of(hotel(), {"desk": 1})
    assert said not in lines(SHEETS[kind](hotel()))


def test_points_name_what_is_not_marked_and_where_to_begin(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = points_form(hotel())
    assert lines(form) == []
    fill(form, {"points": {"desk": ["pain"], "website": ["pain"]}})
    assert lines(form) == ["Not marked at any touchpoint yet: Delight point, Itch point."]
    fill(form, {"complaints": {"desk": ["wait"]}, "detractors": {"website": ["mind"]}})
    assert lines(form)[1:] == [
        "A pain point, and customers say so: Website, Desk. Begin there."
    ]  # in the order of the journey
    assert any("官网、前台" in text for text in lines(points_form(hotel("zh"))))


def test_the_weakest_sense_is_named_when_two_are_rated(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = senses_form(hotel())
    fill(form, {"now-smell": 2})
    assert lines(form) == []
    fill(form, {"now-sight": 2, "now-touch": 5})
    assert lines(form) == ["Weakest today: Sight, Smell (2 of 5). Begin there."]
    assert "视觉、嗅觉" in lines(senses_form(hotel("zh")))[0]


def test_savings_and_honours_without_a_detail_are_named(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = savings_form(hotel())
    assert lines(form) == []
    for code in ("save-time", "save-effort", "save-worry", "honoured"):
        fill(form, {f"detail-{code}": "x"})
    form.tick()
    assert lines(form) == ["Still without a detail: Saves money, Cherished like family."]
    fill(form, {"detail-save-money": "x", "detail-cherished": "x"})
    form.tick()
    assert lines(form) == []


def test_no_sheet_asks_for_a_bare_number(hotel: Page) -> None:
    # A number typed as text would be kept as text: scales and choices cannot go wrong.
    for sheet in SHEETS.values():
        assert not any(isinstance(question, Number) for question in asked(sheet(hotel())))
