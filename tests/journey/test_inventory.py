"""The touchpoint register: what the profile suggests, what a group says, and what is lacking."""

from collections.abc import Callable

import pytest

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import Form
from workshop_kit.journey.inventory import COLUMNS, register, register_form, register_sheet
from workshop_kit.stores import StoreError

Page = Callable[..., Workshop]
Fill = Callable[..., None]
Save = Callable[..., Entry]
Lines = Callable[[Form], list[str]]
STAYS = "touchpoints:\n  - {id: desk, label: Desk, kind: human, stage: stay}\n"
NO_STAGES = "touchpoints:\n  - {id: desk, label: {en: Desk, zh: 前台}, kind: human}\n"


def test_kind_and_side_are_suggested_from_the_profile_and_not_saved(hotel: Page) -> None:
    form = register_form(hotel())
    assert form.data == {
        "kind": {"website": "digital", "desk": "human", "laundry": "physical"},
        "side": {"website": "front", "desk": "front", "laundry": "back"},
    }
    assert hotel().store.current() == []


def test_what_is_found_and_what_is_lacking_is_said(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = register_form(hotel())
    no_stage = "No touchpoint in this stage: After."
    begin = "No key touchpoint is marked yet: begin with the first and the last contact."
    assert lines(form) == [begin, no_stage]
    fill(form, {"key_types": {"website": ["first"], "desk": ["complaint", "high-perception"]}})
    fill(form, {"kind": {"website": "physical", "desk": "human", "laundry": "physical"}})
    assert lines(form) == [
        "2 key touchpoints found.",
        "Not marked at any touchpoint yet: Most frequent, Last contact.",
        "No touchpoint of this kind: Digital.",
        no_stage,
    ]
    fill(form, {"own": [{"label": "Taxi <b>", "kind": "digital", "stage": "after"}]})
    form.tick()
    assert lines(form)[2:] == [
        "The trainer adds your own touchpoints to the company's profile: Taxi <b>."
    ]
    chinese = lines(register_form(hotel("zh")))
    assert chinese[0] == "找到 2 个关键触点。"
    assert "高频触点、结束触点" in chinese[1]


def test_only_one_touchpoint_is_the_first(hotel: Page, fill: Fill) -> None:
    form = register_form(hotel())
    fill(form, {"key_types": {"website": ["first"], "desk": ["first", "last"]}})
    assert [text for tone, text in form.foot.lines if tone == "bad"] == [
        "Which are key touchpoints: First contact: at most 1, ticked 2."
    ]


def test_the_register_has_what_the_group_says_over_what_the_profile_says(
    hotel: Page, fill: Fill, saved: Save
) -> None:
    ws = hotel()
    ws.who.change("3", "")
    form = register_form(ws)
    fill(form, {"kind": {"website": "human", "desk": "human", "laundry": "physical"}})
    fill(form, {"key_types": {"desk": ["complaint"]}})
    own = [{"label": "Taxi", "stage": "before", "kind": "human"}, {"kind": "human"}, {"label": "?"}]
    fill(form, {"own": own})
    form.save()
    saved(
        ws, "points", {"points": {"desk": ["pain", "itch"]}, "hearts": {"desk": ["joy"]}}, group="3"
    )
    table = register(ws)
    assert list(table.columns) == list(COLUMNS)
    rows = table[["touchpoint", "label", "stage", "kind", "side", "own"]].values.tolist()
    assert rows == [
        ["website", "Website", "before", "human", "front", False],
        ["own:1", "Taxi", "before", "human", None, True],
        ["desk", "Desk", "stay", "human", "front", False],
        ["laundry", "Laundry", "stay", "physical", "back", False],
        ["own:3", "?", None, None, None, True],
    ]
    desk = table.iloc[2]
    marks = desk[["key_types", "points", "complaints", "detractors", "hearts"]].tolist()
    assert marks == [("complaint",), ("pain", "itch"), (), (), ("joy",)]
    assert register(ws, group="4")["kind"].tolist() == ["digital", "human", "physical"]
    assert register(hotel(), group="3").equals(table)


def test_an_answer_of_another_version_leaves_the_profiles(hotel: Page, saved: Save) -> None:
    saved(hotel(), "touchpoints", {"kind": {"desk": "moon"}, "key_types": 3, "own": [{"x": 1}]})
    saved(hotel(), "points", {"points": {"desk": "pain"}, "complaints": {"desk": ["wait"]}})
    table = register(hotel())
    assert table["kind"].tolist() == ["digital", "human", "physical"]
    assert table["complaints"].tolist() == [(), ("wait",), ()]


def test_the_sheet_shows_labels_in_the_language(hotel: Page, fill: Fill, saved: Save) -> None:
    fill(register_form(hotel()), {"key_types": {"desk": ["complaint", "last"]}})
    fill(register_form(hotel()), {"own": [{"label": "<b>Taxi</b>"}]})
    saved(hotel(), "points", {"complaints": {"desk": ["cost"]}, "detractors": {"desk": ["money"]}})
    sheet = register_sheet(hotel())
    assert list(sheet.columns) == [
        "Stage", "Kind", "Side", "Key touchpoint", "Points", "What customers feel",
    ]  # fmt: skip
    assert sheet.loc["Desk"].tolist() == [
        "The stay", "Human", "Front", "Most complained of, Last contact", "–",
        "costs me more, takes money",
    ]  # fmt: skip
    assert sheet.iloc[-1].tolist() == ["–"] * 6
    assert sheet.index[-1] == "<b>Taxi</b> (your own)"
    assert "<b>Taxi" not in sheet._repr_html_()
    chinese = register_sheet(hotel("zh"))
    assert chinese.loc["前台"].tolist() == [
        "住店", "人际", "前台", "抱怨触点、结束触点", "–", "让我多花钱、费钱",
    ]  # fmt: skip


def test_a_profile_without_stages_has_no_column_for_them(hotel: Page) -> None:
    ws = hotel(profile=NO_STAGES)
    assert "Stage" not in register_sheet(ws).columns
    assert "stage" not in [c.name for c in register_form(ws).fields["own"].question.columns]  # type: ignore[attr-defined]
    assert register(ws)["stage"].tolist() == [None]


def test_an_empty_profile_gives_an_empty_register_and_says_so(hotel: Page) -> None:
    ws = hotel(profile="")
    assert register(ws).empty
    assert "lists no touchpoints yet" in register_sheet(ws).data


def test_a_store_that_cannot_be_read_is_said(hotel: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = hotel()

    def fail(**_place: object) -> None:
        raise StoreError("entries.sqlite", "locked")

    monkeypatch.setattr(ws.store, "current", fail)
    with pytest.raises(StoreError):
        register(ws)
    assert "cannot be read now" in register_sheet(ws).data


def test_key_touchpoints_that_left_the_profile_are_not_counted(
    hotel: Page, saved: Save, lines: Lines
) -> None:
    saved(hotel(), "touchpoints", {"key_types": {"website": ["first"], "pool": ["last"]}})
    assert lines(register_form(hotel()))[:2] == [
        "1 key touchpoint found.",
        "Not marked at any touchpoint yet: Most complained of, Most frequent, Most felt, "
        "Last contact.",
    ]


def test_a_touchpoint_of_ones_own_outlives_its_stage(hotel: Page, saved: Save) -> None:
    own = [{"label": "Taxi", "stage": "after"}]
    saved(hotel(), "touchpoints", {"own": own})
    for profile in ("stages: [{id: stay, label: Stay}]\n" + STAYS, NO_STAGES):
        ws = hotel(profile=profile)
        assert register_form(ws).data["own"] == own
        assert register(ws)[["label", "stage"]].to_numpy().tolist()[-1] == ["Taxi", "after"]
        assert register_sheet(ws).index[-1] == "Taxi (your own)"
