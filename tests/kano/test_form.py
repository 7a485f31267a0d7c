"""The KANO room's forms, set as a browser sets them."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipywidgets as widgets
import pytest

from workshop_kit import Workshop, kano, open_workshop
from workshop_kit.forms import Form, clock
from workshop_kit.kano.form import PAIRS
from workshop_kit.kano.words import answer_names, category_names
from workshop_kit.stores import StoreError

LANGUAGES = ("en", "zh")
RIGHT = {"en": "Customer {}: right.", "zh": "客户 {}：答对了。"}
WRONG = {
    "en": "Customer {}: look again. Find the row, then the column.",
    "zh": "客户 {}：再看一眼。先找行，再找列。",
}
SUM = {"en": "{good} of {all} right", "zh": "{all} 题答对 {good} 题"}
PROFILE = """
id: mine
name: Mine
features:
  - {id: wifi, label: {en: Fast Wi-Fi, zh: 高速无线网}}
  - id: spa
    label: {en: Spa, zh: 水疗}
    functional: {en: If there is a spa?, zh: 如果有水疗？}
    dysfunctional: {en: If there is none?, zh: 如果没有水疗？}
"""

Open = Callable[..., Workshop]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the company in a folder of its own; every change in its forms is saved at once."""

    def no_loop() -> None:
        raise RuntimeError("no running event loop")

    monkeypatch.setattr(clock, "asyncio", SimpleNamespace(get_running_loop=no_loop))
    monkeypatch.setattr(clock, "_RUNNING", set())
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)

    def open_page(language: Any = "en", evaluation: str = "classic") -> Workshop:
        (tmp_path / "profile").mkdir(exist_ok=True)
        text = f"{PROFILE}kano: {{evaluation: {evaluation}}}\n"
        (tmp_path / "profile" / "company.yaml").write_text(text, "utf-8")
        return open_workshop(tmp_path / "profile", language=language)

    return open_page


def choose(widget: Any, code: Any) -> None:
    """What a browser sends when something is chosen: its place."""
    widget.set_state({"index": [value for _label, value in widget.options].index(code)})


def paste(form: Form, text: str) -> None:
    """What a browser sends when something was pasted or a key was pressed."""
    form.fields["needs"].widget.set_state({"value": text})


def said(form: Form) -> list[str]:
    return [text for _tone, text in form.foot.lines]


# Five pairs to sort by hand


@pytest.mark.parametrize("evaluation", ["classic", "pouliot"])
def test_the_five_pairs_are_one_of_each_category_but_questionable(evaluation: Any) -> None:
    assert [kano.evaluate(*pair, evaluation) for pair in PAIRS] == ["O", "M", "A", "I", "R"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("evaluation", ["classic", "pouliot"])
@pytest.mark.parametrize("row", range(5))
def test_every_choice_gets_the_right_reply(
    opened: Open, language: str, evaluation: Any, row: int
) -> None:
    form = kano.hand_table(opened(language, evaluation))
    assert said(form) == []
    number, right = str(row + 1), kano.evaluate(*PAIRS[row], evaluation)
    for letter in "MOAIRQ":
        choose(form.fields[number].widget, letter)
        expected = RIGHT[language] if letter == right else WRONG[language]
        count = SUM[language].format(good=int(letter == right), all=5)
        assert said(form) == [expected.format(number), count]


@pytest.mark.parametrize("language", LANGUAGES)
def test_right_answers_are_counted_in_the_customers_order(opened: Open, language: str) -> None:
    form = kano.hand_table(opened(language))
    for row in (4, 0, 2, 1, 3):
        choose(form.fields[str(row + 1)].widget, kano.evaluate(*PAIRS[row]))
    everybody = [RIGHT[language].format(number) for number in range(1, 6)]
    assert said(form) == [*everybody, SUM[language].format(good=5, all=5)]
    choose(form.fields["2"].widget, "A")
    assert said(form)[1] == WRONG[language].format(2)
    assert said(form)[-1] == SUM[language].format(good=4, all=5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_shows_both_answers_of_its_pair_and_every_category(
    opened: Open, language: str
) -> None:
    form = kano.hand_table(opened(language))
    answers, names = answer_names(language), category_names(language)
    for number, (functional, dysfunctional) in enumerate(PAIRS, 1):
        question = form.fields[str(number)].question
        first = question.label.index(answers[functional - 1])
        assert answers[dysfunctional - 1] in question.label[first + 1 :]
        offered = [label for label, _value in form.fields[str(number)].widget.options]
        assert offered == [f"{letter} {names[letter]}" for letter in "MOAIRQ"]


def test_the_short_form_leaves_out_the_pair_that_it_has_not(opened: Open) -> None:
    form = kano.hand_table(opened(evaluation="short"))
    assert list(form.fields) == ["1", "2", "3", "4"]  # (5, 2) has no cell
    for number, letter in enumerate("OMAI", 1):
        choose(form.fields[str(number)].widget, letter)
    assert said(form)[-1] == "4 of 4 right"


def test_what_was_sorted_is_there_in_a_new_form(opened: Open) -> None:
    choose(kano.hand_table(opened()).fields["1"].widget, "O")
    again = kano.hand_table(opened("zh"))
    assert again.data == {"1": "O"}
    assert said(again) == ["客户 1：答对了。", "5 题答对 1 题"]


# The survey


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_survey_asks_both_questions_and_the_importance_of_every_feature(
    opened: Open, language: str
) -> None:
    ws = opened(language)
    form = kano.survey_form(ws)
    assert list(form.fields) == ["wifi", "wifi.importance", "spa", "spa.importance"]
    for feature, (_label, row) in zip(("wifi", "spa"), kano.questions(ws).iterrows(), strict=True):
        field: Any = form.fields[feature]
        shown = [radios.description for radios in field.rows.values()]
        assert shown == row.tolist()
        for radios in field.rows.values():
            assert [label for label, _code in radios.options] == answer_names(language)
    scale = [value for _label, value in form.fields["spa.importance"].widget.options]
    assert scale == list(range(1, 10))


@pytest.mark.parametrize(
    ("evaluation", "functional", "dysfunctional"),
    [("classic", "12345", "12345"), ("pouliot", "12345", "12345"), ("short", "123", "345")],
)
def test_the_survey_offers_the_answers_that_its_evaluation_table_has(
    opened: Open, evaluation: Any, functional: str, dysfunctional: str
) -> None:
    field: Any = kano.survey_form(opened(evaluation=evaluation)).fields["wifi"]
    offered = {
        side: "".join(code for _label, code in radios.options)
        for side, radios in field.rows.items()
    }
    assert offered == {"functional": functional, "dysfunctional": dysfunctional}
    for f in functional:
        for d in dysfunctional:
            assert kano.evaluate(int(f), int(d), evaluation) in "MOAIRQ"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_survey_counts_features_not_questions(opened: Open, language: str) -> None:
    form = kano.survey_form(opened(language))
    counted = {"en": "{} of 2", "zh": "必填 {}/2"}[language]
    field: Any = form.fields["wifi"]
    assert form.foot.progress == counted.format(0)
    choose(field.rows["functional"], "1")
    assert form.foot.progress == counted.format(0)
    choose(field.rows["dysfunctional"], "5")
    assert form.foot.progress == counted.format(1)
    choose(form.fields["spa.importance"].widget, 9)  # is asked, but not required
    assert form.foot.progress == counted.format(1)


def test_everybody_who_gives_a_name_answers_a_survey_of_their_own(opened: Open) -> None:
    ws = opened()
    form = kano.survey_form(ws)
    for name, code in (("Ann", "1"), ("玥", "3")):
        ws.who.change("2", name)
        assert form.data == {}
        field: Any = form.fields["wifi"]
        choose(field.rows["functional"], code)
    ws.who.change("2", "Ann")
    assert form.data == {"wifi": {"functional": "1"}}


# Needs that were drafted elsewhere


def test_an_untouched_box_shows_and_saves_nothing(opened: Open, tmp_path: Path) -> None:
    form = kano.paste_needs(opened())
    assert (form.data, form.foot.lines) == ({}, [])
    assert [path.name for path in tmp_path.iterdir()] == ["profile"]


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Read: 7 needs. The most frequent:"), ("zh", "读到 7 项需求。提得最多的：")],
)
def test_a_pasted_table_is_read_and_its_five_largest_shown(
    opened: Open, language: str, line: str
) -> None:
    form = kano.paste_needs(opened(language))
    paste(form, "\n".join(f"need {i}\t{i}" for i in range(7)))
    assert said(form) == [line, *(f"{i}  need {i}" for i in (6, 5, 4, 3, 2))]


@pytest.mark.parametrize(
    ("language", "five", "six"),
    [
        ("en", "Read: 5 needs.", "Read: 6 needs. The most frequent:"),
        ("zh", "读到 5 项需求。", "读到 6 项需求。提得最多的："),
    ],
)
def test_the_most_frequent_are_announced_only_where_some_are_not_shown(
    opened: Open, language: str, five: str, six: str
) -> None:
    form, text = kano.paste_needs(opened(language)), "A\t1\nB\t5\nC\t3\nD\t5\nE\t2"
    paste(form, text)
    shown = ["5  B", "5  D", "3  C", "2  E", "1  A"]  # equal counts in the order of the lines
    assert said(form) == [five, *shown]
    paste(form, f"{text}\nF\t0")
    assert said(form) == [six, *shown]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Read: 3 needs.", "9  Quiet (Families)", "7  Quiet (Business)", "2  Parking"]),
        ("zh", ["读到 3 项需求。", "9  Quiet（Families）", "7  Quiet（Business）", "2  Parking"]),
    ],
)
def test_each_line_says_count_need_and_group(opened: Open, language: str, lines: list[str]) -> None:
    form = kano.paste_needs(opened(language))
    paste(form, "\tParking\t2\nBusiness\tQuiet\t7\nFamilies\tQuiet\t9")
    assert said(form) == lines


def test_braces_that_were_typed_are_only_text(opened: Open) -> None:
    form = kano.paste_needs(opened())
    paste(form, "{group}\t{need} {n}\t2")
    assert said(form) == ["Read: 1 needs.", "2  {need} {n} ({group})"]


def test_every_key_is_sent_and_saved_at_once(opened: Open) -> None:
    # Else what was typed waits for a click elsewhere, and is lost when that click is on Start.
    ws = opened()
    form = kano.paste_needs(ws)
    assert form.fields["needs"].widget.get_state()["continuous_update"] is True
    for typed in ("P", "Pa", "Pa\t", "Pa\t1", "Pa\t12"):
        paste(form, typed)
        assert ws.store.current()[0].body["values"] == {"needs": typed}
    assert said(form) == ["Read: 1 needs.", "12  Pa"]


def test_what_was_pasted_is_there_in_a_new_form_to_the_letter(opened: Open) -> None:
    text = "床品干净\t12\r\n<b>bold</b>\t1\n🚗\t2\n"
    paste(kano.paste_needs(opened()), text)
    again = kano.paste_needs(opened("zh"))
    assert again.data == {"needs": text}
    assert said(again) == ["读到 3 项需求。", "12  床品干净", "2  🚗", "1  <b>bold</b>"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_cannot_be_read_is_named_and_still_kept(opened: Open, language: str) -> None:
    paste(kano.paste_needs(opened(language)), "A\t1\nB\t-2")
    again = kano.paste_needs(opened(language))
    assert again.data == {"needs": "A\t1\nB\t-2"}
    assert {"en": "Line 2: B | -2", "zh": "第 2 行：B | -2"}[language] in said(again)


def test_a_repaired_table_is_read_again(opened: Open) -> None:
    form = kano.paste_needs(opened())
    paste(form, "A\t1\nB\t-2")
    paste(form, "A\t1\nB\t2")
    assert said(form) == ["Read: 2 needs.", "2  B", "1  A"]
    paste(form, "")
    assert (form.data, said(form)) == ({}, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_saved_is_read_all_the_same_and_that_is_said(
    opened: Open, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    ws = opened(language)
    form = kano.paste_needs(ws)
    paste(form, "Before\t1")

    def full(*_args: Any, **_options: Any) -> None:
        raise StoreError("entries.sqlite", "full")

    with monkeypatch.context() as patched:
        patched.setattr(ws.store, "save", full)
        paste(form, "Parking\t3")
    reason = {"en": "Not saved: the disk is full", "zh": "没有保存：磁盘满了"}[language]
    assert form.foot.saved.startswith(reason)
    assert said(form)[-1] == "3  Parking"
    assert form.data == {"needs": "Parking\t3"}
    assert ws.store.current()[0].body["values"] == {"needs": "Before\t1"}
    paste(form, "Parking\t4")
    assert ws.store.current()[0].body["values"] == {"needs": "Parking\t4"}


def test_a_very_long_list_is_read_and_one_that_is_too_long_is_said(opened: Open) -> None:
    form = kano.paste_needs(opened())
    paste(form, "\n".join(f"need {i}\t{i}" for i in range(5_000)))
    assert said(form)[0] == "Read: 5000 needs. The most frequent:"
    assert form.foot.wrong == []
    paste(form, "x" * 100_001)
    assert form.foot.wrong == ["ws-q-needs"]
    assert "at most 100,000 characters; these are 100,001." in said(form)[0]


def walk(widget: Any) -> list[Any]:
    return [widget, *(part for child in getattr(widget, "children", ()) for part in walk(child))]


def test_nothing_that_was_typed_reaches_an_html_widget(opened: Open) -> None:
    ws = opened()
    form = kano.paste_needs(ws)
    paste(form, "<script>alert(1)</script>\t3")
    for widget in walk(form) + walk(kano.survey_form(ws)) + walk(kano.hand_table(ws)):
        assert not isinstance(widget, widgets.HTML | widgets.HTMLMath)
        assert not getattr(widget, "description_allow_html", False)
    assert said(form) == ["Read: 1 needs.", "3  <script>alert(1)</script>"]
