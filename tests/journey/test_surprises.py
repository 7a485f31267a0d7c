"""Surprises: at the peak or the end, at low cost and strongly felt; and six strategies."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import Form, Rows
from workshop_kit.journey.codes import scene_names, scene_prompts
from workshop_kit.journey.surprises import strategies_form, surprise_form

Page = Callable[..., Workshop]
Fill = Callable[..., None]
Save = Callable[..., Entry]
Lines = Callable[[Form], list[str]]
OWN = """journey:
  strategies:
    - {id: speed, label: {en: Be faster, zh: 快人一步}}
    - {id: thanks, label: Say thanks}
"""


@pytest.mark.parametrize(
    ("cost", "perception", "pays"),
    [("1", "4", True), ("2", "5", True), ("2", "4", True), ("3", "5", False), ("2", "3", False)],
)
def test_a_surprise_pays_at_cost_2_or_less_and_4_or_more_felt(
    hotel: Page, fill: Fill, lines: Lines, curve_of: Save, cost: str, perception: str, pays: bool
) -> None:
    curve_of(hotel(), {"website": 3, "desk": -1})
    form = surprise_form(hotel())
    fill(form, {"surprises": [{"touchpoint": "website", "cost": cost, "perception": perception}]})
    form.tick()
    said = (
        f"low cost ({cost}), strongly felt ({perception}): a surprise that pays"
        if pays
        else f"cost {cost}, felt {perception}: the rule is a cost of at most 2 and at least 4 felt"
    )
    assert lines(form) == [f"1. Website: at the peak of the curve; {said}."]
    assert ("小投入大回报" in lines(surprise_form(hotel("zh")))[0]) is pays


def test_each_row_is_told_where_it_lies(
    hotel: Page, fill: Fill, lines: Lines, curve_of: Save
) -> None:
    curve_of(hotel(), {"website": 3, "laundry": -1})
    form = surprise_form(hotel())
    assert lines(form) == []
    rows: list[Any] = [{"touchpoint": "laundry"}, {"touchpoint": "desk"}, {"idea": "a song"}]
    fill(form, {"surprises": rows})
    form.tick()
    assert lines(form) == [
        "1. Laundry: at the end of the curve.",
        "2. Desk: neither at the peak nor at the end of the curve (Website, Laundry).",
    ]
    curve_of(hotel(), {"desk": 3}, version="to_be", key="2")  # a curve as it should be counts, too
    assert "2. Desk: at the peak and the end of the curve." in lines(surprise_form(hotel()))


def test_cost_is_judged_without_a_curve(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = surprise_form(hotel())
    fill(form, {"surprises": [{"cost": "1", "perception": "5"}]})
    form.tick()
    assert lines(form)[1:] == ["1. –: low cost (1), strongly felt (5): a surprise that pays."]


def test_three_surprises_are_the_most_and_each_moment_has_a_prompt(hotel: Page) -> None:
    form = surprise_form(hotel())
    question = form.fields["surprises"].question
    assert isinstance(question, Rows)
    assert question.most == 3
    hints = [form.fields[f"scene-{code}"].question.hint for code in scene_names("en")]
    assert hints == list(scene_prompts("en").values())


def test_the_profiles_strategies_fill_the_first_slots_and_may_be_renamed(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = strategies_form(hotel(profile=OWN))
    assert form.data == {"name-1": "Be faster", "name-2": "Say thanks"}
    assert lines(form) == ["The profile of this company lists no touchpoints yet."]
    assert strategies_form(hotel("zh", profile=OWN)).data["name-1"] == "快人一步"
    fill(form, {"name-2": "Thank twice"})
    form.save()
    assert strategies_form(hotel(profile=OWN)).data == {
        "name-1": "Be faster",
        "name-2": "Thank twice",
    }
    (entry,) = hotel().store.current(kind="strategies")
    assert entry.body["values"] == {"name-2": "Thank twice"}


def test_without_names_the_six_are_the_groups_own(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = strategies_form(hotel())
    assert len(form.fields) == 18
    said = "These six are your own: name each by what it does for the customer."
    assert lines(form) == [said]
    fill(form, {"what-2": "x", "name-2": "Be near", "what-6": "y", "touchpoint-6": "desk"})
    form.tick()
    assert lines(form) == [said, "No touchpoint yet for: Be near."]
