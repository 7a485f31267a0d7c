"""Sheets about one's own customers: every answer is saved, and there again."""

import time
from collections.abc import Callable
from itertools import product
from typing import Any
from xml.etree import ElementTree

import pytest

from workshop_kit import Workshop, persona
from workshop_kit.entries import Entry
from workshop_kit.forms import Choice, Choices, Form, Question, Rows, Text
from workshop_kit.persona.actors import ring_names, role_names

Page = Callable[..., Workshop]
Fill = Callable[[Form, dict[str, Any]], None]
Elsewhere = Callable[..., Entry]
LANGUAGES = ("en", "zh")
SVG = "{http://www.w3.org/2000/svg}"
SHEETS = {
    "insight": persona.insight_sheet,
    "needs_sorted": persona.needs_sheet,
    "stakeholders": persona.stakeholder_sheet,
    "customer_sheet": persona.customer_sheet,
    "man": persona.man_sheet,
}
HOSTILE = '"</text><script>alert(1)</script> 🚗 喆堃玥 שלום'


def lines(form: Form) -> list[str]:
    return [text for _tone, text in form.foot.lines]


def shown(form: Form) -> str:
    return bytes(form.image.value).decode()


def answer(question: Question, last: bool) -> Any:
    """Some answer, of every kind of question on these sheets."""
    if isinstance(question, Text):
        return f"{HOSTILE} {question.name}"
    if isinstance(question, Choice):
        return list(question.options)[-1 if last else 0]
    if isinstance(question, Choices):
        return list(question.options)[1 if last else 0 :]
    assert isinstance(question, Rows)
    return [{column.name: answer(column, last) for column in question.columns}] * 3


def asked(form: Form) -> list[Question]:
    """Every question, those of rows too."""
    questions = [field.question for field in form.fields.values()]
    return questions + [c for q in questions if isinstance(q, Rows) for c in q.columns]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("kind", SHEETS)
def test_a_filled_sheet_is_there_again_in_either_language(
    page: Page, fill: Fill, kind: str, last: bool
) -> None:
    form = SHEETS[kind](page())
    answers = {name: answer(field.question, last) for name, field in form.fields.items()}
    fill(form, answers)
    assert form.data == answers
    (entry,) = page().store.current(kind=kind)
    assert entry.body["values"] == answers
    for language in LANGUAGES:
        assert SHEETS[kind](page(language=language)).data == answers
    assert page().entered(kind).iloc[0][list(answers)].to_dict() == answers


@pytest.mark.parametrize("kind", SHEETS)
def test_sheets_ask_in_two_languages_under_the_same_codes(page: Page, kind: str) -> None:
    english, chinese = (asked(SHEETS[kind](page(language=language))) for language in LANGUAGES)
    assert [q.name for q in english] == [q.name for q in chinese]
    for one, other in zip(english, chinese, strict=True):
        assert one.label != other.label
        if isinstance(one, Choice | Choices) and isinstance(other, Choice | Choices):
            assert list(one.options) == list(other.options)
            assert not set(one.options.values()) & set(other.options.values())
            assert len(set(other.options.values())) == len(other.options)


@pytest.mark.parametrize("kind", SHEETS)
def test_no_question_is_called_like_a_column_of_what_was_entered(page: Page, kind: str) -> None:
    names = [question.name for question in asked(SHEETS[kind](page()))]
    assert not {"workshop", "group", "key", "author", "saved_at"} & set(names)
    assert not {"persona", "strategy", "style", "plain_words"} & set(SHEETS)


def test_needs_are_sorted_in_the_terms_of_the_course(page: Page) -> None:
    columns = {column.name: column for column in asked(persona.needs_sheet(page()))[1:]}
    numbers = {n: len(c.options) for n, c in columns.items() if isinstance(c, Choice)}
    assert numbers == {"said": 4, "why": 6, "expects": 6, "layer": 4, "level": 3}


def test_a_row_half_filled_is_kept_and_rows_can_be_added(page: Page, fill: Fill) -> None:
    form = persona.needs_sheet(page())
    fill(form, {"needs": [{"need": "quiet"}, {"why": "no-time"}, {}, {"level": "beyond"}]})
    kept = [{"need": "quiet"}, {"why": "no-time"}, {}, {"level": "beyond"}]
    assert form.data == {"needs": kept}
    assert persona.needs_sheet(page()).data == {"needs": kept}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_drawn_while_it_is_filled_in(page: Page, fill: Fill, language: str) -> None:
    form = persona.stakeholder_sheet(page(language=language))
    assert "<rect" in shown(form)
    fill(form, {"actors": [{"actor": "<b>喆堃玥</b>", "ring": "core", "role": "front"}]})
    svg = shown(form)
    assert "<b>" not in svg
    drawn = [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert "<b>喆堃玥</b>" in drawn
    assert set(ring_names(language).values()) | set(role_names(language).values()) <= set(drawn)
    again = persona.stakeholder_sheet(page(language=language))
    assert shown(again) == shown(form)


def test_twenty_people_with_endless_names_are_drawn_within_a_second(
    page: Page, saved_elsewhere: Elsewhere
) -> None:
    rows = [{"actor": "字" * 10_000, "ring": "core", "wants": "W" * 10_000}] * 20
    saved_elsewhere(page(), "stakeholders", {"actors": rows}, key="")
    form = persona.stakeholder_sheet(page())
    start = time.process_time()
    svg = form._picture(form.data) if form._picture else ""
    assert time.process_time() - start < 1
    assert svg == shown(form)
    assert len(list(ElementTree.fromstring(svg).iter(f"{SVG}text"))) >= 20
    assert form.fields["actors"].more.disabled


def test_rows_of_another_version_are_kept_and_said(page: Page, saved_elsewhere: Elsewhere) -> None:
    rows = [{"actor": "Owner", "ring": "moon"}]
    saved_elsewhere(page(), "stakeholders", {"actors": rows}, key="")
    form = persona.stakeholder_sheet(page())
    assert form.data == {}
    assert any("moon" in line and "another version" in line for line in lines(form))
    assert page().entered("stakeholders")["actors"].tolist() == [rows]


def test_every_count_of_yes_is_read_as_the_man_rule_has_it(page: Page) -> None:
    reply = persona.man_sheet(page())._reply
    assert reply is not None
    passes = []
    for counts in list(product(range(4), repeat=3))[1:]:
        parts = zip(("money", "authority", "need"), counts, strict=True)
        (text,) = reply({part: [str(i) for i in range(n)] for part, n in parts if n})
        assert f"{sum(counts)} of 9" in text
        if text.startswith("Pass"):
            passes.append(counts)
        else:
            assert text.startswith("Not yet")
    assert passes == list(product((2, 3), repeat=3))  # at least 2 of 3 in each part


def test_a_prospect_passes_with_two_in_each_part_and_not_with_one_missing(
    page: Page, fill: Fill
) -> None:
    form = persona.man_sheet(page())
    fill(form, {"prospect": "A brewery"})
    assert lines(form) == ["Not yet, 0 of 9. Work on this first: Money, Authority to decide, Need."]
    fill(form, {"money": ["0", "1", "2"], "authority": ["1"], "need": ["0", "2"]})
    assert lines(form) == ["Not yet, 6 of 9. Work on this first: Authority to decide."]
    fill(form, {"authority": ["1", "2"]})
    assert lines(form) == ["Pass, 7 of 9: money, authority and need each have at least 2 of 3."]
    assert lines(persona.man_sheet(page())) == lines(form)
    (chinese,) = lines(persona.man_sheet(page(language="zh")))
    assert "7" in chinese
    assert "Pass" not in chinese


@pytest.mark.parametrize("kind", SHEETS)
def test_another_group_has_a_sheet_of_its_own(page: Page, fill: Fill, kind: str) -> None:
    ws = page()
    ws.who.change("2", "")
    form = SHEETS[kind](ws)
    answers = {name: answer(field.question, True) for name, field in form.fields.items()}
    fill(form, answers)
    ws.who.change("10", "")
    assert form.data == {}
    ws.who.change("2", "")
    assert form.data == answers
