"""What groups entered stands in the report: cards, curves, maps."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.report import build_report, contents
from workshop_kit.stores import StoreError

Opened = Callable[..., Workshop]
Saved = Callable[..., None]
CURVE = {
    "persona": "Grandma Li",
    "as_is-website": {"valence": 1.0},
    "as_is-desk": {"valence": -2.0, "reason": "<b>queue</b>"},
    "as_is-room": {"valence": 0.5},
    "to_be-desk": {"valence": 1.0},
}


@pytest.fixture(params=["en", "zh"])
def hotel(opened: Opened, saved: Saved, request: pytest.FixtureRequest) -> Workshop:
    shop = opened(language=request.param)
    saved(shop, "persona", {"name": "Grandma <Li>", "tagline": "Wants it simple"})
    saved(shop, "persona", {"name": "Mr Qian"}, group="2")
    saved(shop, "curve", CURVE)
    return shop


def test_nothing_entered_makes_no_part(opened: Opened) -> None:
    assert contents(opened()) == []


def test_cards_are_drawn_and_listed(hotel: Workshop) -> None:
    part = next(part for part in contents(hotel) if part.name == "persona")
    assert [*part.figures] == ["card-1", "card-2"]
    assert [*part.sheets["cards"].shown.index] == ["Grandma <Li>", "Mr Qian"]
    html = build_report(hotel)
    assert "Grandma &lt;Li&gt;" in html
    assert "<Li>" not in html


def test_a_card_in_a_report_asks_nothing(hotel: Workshop) -> None:
    html = build_report(hotel)
    asked = {"en": ("Source?", "Who is this", "still open"), "zh": ("来源？", "他是谁", "待补充")}
    assert not [text for text in asked[hotel.language] if text in html]
    said = {"en": "Nothing else was entered on this card.", "zh": "这张卡片没有填写其他内容。"}
    assert html.count(said[hotel.language]) == 2


def test_a_curve_drawn_here_is_summed_up_with_its_change(hotel: Workshop) -> None:
    part = next(part for part in contents(hotel) if part.name == "journey")
    (course,) = part.facts["courses"]
    assert "Grandma Li" in course.who
    assert course.n == 1
    assert course.as_is["median"].tolist() == [1.0, -2.0, 0.5]
    # Only the desk was placed on both curves: from -2 to +1.
    assert course.change[["touchpoint", "as_is", "to_be", "change"]].to_numpy().tolist() == [
        ["desk", -2.0, 1.0, 3.0]
    ]


def test_maps_of_a_begun_journey_take_sheets_across_and_stand_as_tables(hotel: Workshop) -> None:
    part = next(part for part in contents(hotel) if part.name == "journey")
    assert part.facts["maps"] == ["journey-1-1", "blueprint-1-1"]
    assert all(part.figures[name].wide for name in part.facts["maps"])
    assert "<b>queue</b>" not in build_report(hotel)


def test_entries_that_cannot_be_read_are_told_and_the_rest_is_there(
    hotel: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_given: Any, **_named: Any) -> Any:
        raise StoreError("entries.sqlite", "locked")

    store = type(hotel.store)
    monkeypatch.setattr(store, "current", locked)
    monkeypatch.setattr(store, "frame", locked)
    html = build_report(hotel)
    said = {"en": "another program is writing just now", "zh": "另一个程序正在写入"}[hotel.language]
    assert said in html
