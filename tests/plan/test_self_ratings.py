"""Self-ratings: a level means something, one's own stay one's own, a class is shown as spread."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, plan
from workshop_kit.entries import Entry
from workshop_kit.forms import Choice, Form
from workshop_kit.plan.yardsticks import LEVELS, level_words, yardsticks
from workshop_kit.stores import StoreError

Page = Callable[..., Workshop]
Fill = Callable[..., None]
Lines = Callable[[Form], list[str]]
Save = Callable[..., Entry]
FORMS = {"powers": plan.powers_form, "maturity": plan.maturity_form}
both = pytest.mark.parametrize("kind", FORMS)
CODES = {
    "powers": ["insight", "action", "linking", "response", "transformation"],
    "maturity": ["strategy", "understanding", "design", "measurement", "governance", "culture"],
}


def rated(kind: str, *levels: int) -> dict[str, str]:
    return dict(zip(CODES[kind], map(str, levels), strict=True))


def texts(value: Any) -> str:
    """Every text in a chart's specification."""
    if isinstance(value, dict):
        return "\n".join(map(texts, value.values()))
    if isinstance(value, list):
        return "\n".join(map(texts, value))
    return str(value).replace("\n", " ")


@both
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_level_of_everything_has_words_of_its_own(kind: str, language: str) -> None:
    known = yardsticks(kind, language)
    assert [*known] == CODES[kind]
    said = [text for one in known.values() for text in one.levels]
    assert len(set(said)) == len(known) * len(LEVELS)
    assert [*level_words(language)] == [*LEVELS]


def test_another_yardstick_is_refused(hotel: Page) -> None:
    with pytest.raises(ValueError, match=r"kind must be one of \['powers', 'maturity'\]\. Got 'x'"):
        plan.ratings(hotel(), "x")


@both
def test_an_untouched_form_writes_nothing_and_a_filled_one_is_there_again(
    hotel: Page, fill: Fill, kind: str
) -> None:
    FORMS[kind](hotel()).tick()
    assert hotel().store.current() == []
    form = FORMS[kind](hotel())
    choices = [f.question for f in form.fields.values() if isinstance(f.question, Choice)]
    assert all(not choice.folded and choice.required for choice in choices)
    levels = rated(kind, *[1, 2, 3, 4, 1, 2][: len(choices)])
    fill(form, {**levels, "step": "Ask first"})
    form.save()
    for language in ("en", "zh"):
        assert FORMS[kind](hotel(language)).data == {**levels, "step": "Ask first"}


def test_powers_are_personal_and_disciplines_are_the_groups(hotel: Page) -> None:
    assert plan.powers_form(hotel()).personal
    assert not plan.maturity_form(hotel()).personal


def test_nothing_is_said_before_all_is_rated(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = plan.powers_form(hotel())
    fill(form, {"insight": "1", "action": "4"})
    assert not [line for line in lines(form) if "ighest" in line or "level" in line]


def test_the_lowest_is_told_what_one_level_up_looks_like(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.powers_form(hotel())
    fill(form, rated("powers", 3, 2, 3, 1, 1))
    assert lines(form) == [
        "Highest: Insight, Linking (3). Lowest: Response to change, Transformation (1).",
        "Response to change, one level up: I keep calm, but wait until somebody tells me what "
        "to do.",
    ]


def test_equal_levels_are_questioned_and_above_the_highest_is_none(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.maturity_form(hotel())
    fill(form, rated("maturity", 4, 4, 4, 4, 4, 4))
    assert lines(form) == ["All on level 4. Which would your customers rate lower?"]


def test_ratings_are_rows_by_group_and_person(hotel: Page, fill: Fill) -> None:
    ws = hotel()
    form = plan.powers_form(ws)
    ws.who.change("1", "An")
    fill(form, {"insight": "2"})
    form.save()
    ws.who.change("1", "Bo")
    assert form.data == {}, "another person has a form of their own"
    fill(form, {"insight": "3"})
    form.save()
    assert plan.ratings(ws, "powers").to_numpy().tolist() == [
        ["1", "An", "insight", 2],
        ["1", "Bo", "insight", 3],
    ]
    assert plan.ratings(ws, "maturity").empty


@both
def test_what_another_version_wrote_is_left_out(hotel: Page, saved: Save, kind: str) -> None:
    ws, code = hotel(), CODES[kind][0]
    saved(ws, kind, {code: "9", CODES[kind][1]: 3, "unknown": "1", CODES[kind][2]: ["1"]})
    saved(ws, kind, ["1"], group="2")
    saved(ws, kind, {code: "4"}, group="3")
    assert plan.ratings(ws, kind)["level"].tolist() == [4]


@both
@pytest.mark.parametrize("language", ["en", "zh"])
def test_before_anybody_rates_the_picture_says_so(hotel: Page, kind: str, language: str) -> None:
    said = {"en": "Nobody has rated anything yet.", "zh": "还没有人打分。"}
    assert said[language] in texts(plan.rating_picture(hotel(language), kind).to_dict())


def test_two_people_are_not_shown_to_each_other(hotel: Page, saved: Save) -> None:
    ws = hotel()
    ws.who.change("1", "An")
    saved(ws, "powers", rated("powers", 1, 1, 1, 1, 1), group="1", key="An")
    saved(ws, "powers", rated("powers", 4, 4, 4, 4, 4), group="1", key="Bo")
    drawn = texts(plan.rating_picture(ws, "powers").to_dict())
    assert "I answer the question that was asked." in drawn
    assert "the class: how many people" not in drawn
    saved(ws, "powers", rated("powers", 4, 4, 4, 4, 4), group="2", key="Cy")
    drawn = texts(plan.rating_picture(ws, "powers").to_dict())
    assert "the class: how many people" in drawn
    assert not [name for name in ("An", "Bo", "Cy") if f"\n{name}\n" in drawn]


def test_groups_see_each_others_disciplines_at_once(hotel: Page, saved: Save) -> None:
    ws = hotel()
    ws.who.change("1", "An")
    saved(ws, "maturity", rated("maturity", 2, 2, 2, 2, 2, 2), group="2")
    drawn = texts(plan.rating_picture(ws, "maturity").to_dict())
    assert "the class: how many groups" in drawn
    assert "our group's level" not in drawn


def test_circles_count_the_class() -> None:
    table = pd.DataFrame({"code": ["insight"] * 3 + ["action"], "level": [2, 2, 3, 4]})
    before = table.copy()
    spec = plan.rating_chart("powers", table, "en", own={"insight": 3}).to_dict()
    rows = [row for data in spec["datasets"].values() for row in data if "n" in row]
    counted = {(row["row"], row["level"], row["n"]) for row in rows}
    assert counted == {(0, "2 now and then", 2), (0, "3 as a rule", 1), (1, "4 a model", 1)}
    pd.testing.assert_frame_equal(table, before)


def test_entries_that_cannot_be_read_are_told(hotel: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise StoreError("entries.sqlite", "locked")

    ws = hotel()
    monkeypatch.setattr(type(ws.store), "current", fail)
    assert "cannot be read now" in plan.rating_picture(ws, "powers").data
