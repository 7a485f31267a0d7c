"""The steps of a journey: the profile's words, and over them what the group said."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.journey.steps import (
    BLUEPRINT,
    COLUMNS,
    MAP,
    begun,
    journey_steps,
    one_line,
    persona_name,
    rows_by_touchpoint,
)

PROFILE = """id: lake
name: {en: Lake Hotel, zh: 湖畔酒店}
stages:
  - {id: arrive, label: {en: Arriving, zh: 抵店}}
  - {id: stay, label: {en: The stay, zh: 住店}}
touchpoints:
  - id: lobby
    label: {en: Lobby, zh: 大堂}
    kind: physical
    stage: arrive
    action: {en: Waits in line, zh: 排队}
    front: {en: Greets, zh: 迎接}
  - {id: check-in, label: {en: Check-in, zh: 前台}, kind: human, stage: arrive, side: back}
  - {id: room, label: {en: Room, zh: 客房}, kind: physical, stage: stay, support: Laundry firm}
"""

Open = Callable[..., Workshop]
Save = Callable[..., Entry]


def test_an_untouched_workshop_shows_what_the_profile_says(opened: Open) -> None:
    steps = journey_steps(opened(), 1)
    assert list(steps.columns) == list(COLUMNS)
    assert steps["position"].tolist() == [1, 2, 3]
    assert steps["label"].tolist() == ["Lobby", "Check-in", "Room"]
    assert steps["stage"].tolist() == ["arrive", "arrive", "stay"]
    assert steps["stage_label"].tolist() == ["Arriving", "Arriving", "The stay"]
    assert steps["kind"].tolist() == ["physical", "human", "physical"]
    assert steps["side"].tolist() == ["front", "back", "front"]
    assert steps["action"].tolist() == ["Waits in line", "", ""]
    assert steps["front"].tolist() == ["Greets", "", ""]
    assert steps["support"].tolist() == ["", "", "Laundry firm"]
    for empty in ("expectation", "pain", "back", "reason"):
        assert set(steps[empty]) == {""}
    assert steps[["valence", "to_be"]].isna().all(axis=None)


def test_labels_come_in_the_language_of_the_workshop(opened: Open) -> None:
    steps = journey_steps(opened(language="zh"), 1)
    first = steps.iloc[0]
    assert (first["label"], first["stage_label"], first["action"]) == ("大堂", "抵店", "排队")


def test_a_profile_without_touchpoints_or_stages_has_no_steps_or_no_stages(opened: Open) -> None:
    none = journey_steps(opened("id: lake\nname: Lake\n"), 1)
    assert none.empty
    assert list(none.columns) == list(COLUMNS)
    plain = "id: lake\nname: Lake\ntouchpoints: [{id: a, label: A, kind: human}]\n"
    one = journey_steps(opened(plain), 1).iloc[0]
    assert (one["stage"], one["stage_label"], one["side"]) == ("", "", "front")


def test_what_a_group_said_replaces_the_profile_and_what_it_took_out_stays_out(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    rows = [{"touchpoint": "check-in", "action": "Signs"}, {"touchpoint": "lobby", "pain": "Wait"}]
    saved_elsewhere(ws, MAP, {"steps": rows})
    steps = journey_steps(ws, 1)
    assert steps["action"].tolist() == ["", "Signs", ""]
    assert steps["pain"].tolist() == ["Wait", "", ""]
    assert steps["front"].tolist() == ["Greets", "", ""]  # of the other map
    saved_elsewhere(ws, BLUEPRINT, {"steps": [{"touchpoint": "lobby", "back": "Cleans"}]}, key="")
    steps = journey_steps(ws, 1)
    assert steps["front"].tolist() == ["", "", ""]
    assert steps["back"].tolist() == ["Cleans", "", ""]
    assert steps["support"].tolist() == ["", "", "Laundry firm"]


def test_each_journey_and_each_group_has_its_own_map_and_a_group_one_blueprint(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    for group, key in (("", "1"), ("", "2"), ("3", "1")):
        row = {"touchpoint": "room", "expectation": f"{group}/{key}"}
        saved_elsewhere(ws, MAP, {"steps": [row]}, group, key)
        saved_elsewhere(
            ws, BLUEPRINT, {"steps": [{"touchpoint": "room", "front": f"of:{group}"}]}, group, ""
        )

    def room(number: int, group: str | None = None) -> list[str]:
        row = journey_steps(ws, number, group).iloc[2]
        return [str(row["expectation"]), str(row["front"])]

    assert room(1) == ["/1", "of:"]
    assert room(2) == ["/2", "of:"]
    assert room(3) == ["", "of:"]
    assert room(1, "3") == ["3/1", "of:3"]
    ws.who.change("3", "")
    assert room(1) == ["3/1", "of:3"]
    assert room(1, "") == ["/1", "of:"]


def test_what_stands_in_a_form_just_now_goes_before_what_is_saved(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "room", "pain": "saved"}]})
    rows = [{"touchpoint": "room", "pain": "typed"}]
    assert journey_steps(ws, 1, said={MAP: rows})["pain"].tolist() == ["", "", "typed"]
    assert journey_steps(ws, 1, said={MAP: []})["pain"].tolist() == ["", "", ""]
    assert journey_steps(ws, 1, said={BLUEPRINT: []})["pain"].tolist() == ["", "", "saved"]


def test_points_of_the_groups_curves_stand_at_their_touchpoints(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    said = {
        "as_is-lobby": {"valence": -2, "reason": "Long  queue"},
        "as_is-check-in": {"valence": 2.5, "reason": "A smile"},
        "to_be-lobby": {"valence": 1},
        "as_is-gone-since": {"valence": 1},
    }
    saved_elsewhere(ws, "curve", said)
    saved_elsewhere(ws, "curve", {"as_is-room": {"valence": 3}}, key="2")
    saved_elsewhere(ws, "curve", {"as_is-room": {"valence": -3}}, group="4")
    steps = journey_steps(ws, 1)
    assert steps["valence"].tolist()[:2] == [-2, 2.5]
    assert math.isnan(steps["valence"][2])
    assert steps["to_be"].tolist()[:1] == [1]
    assert steps["reason"].tolist() == ["Long  queue", "A smile", ""]
    # The reason of a low point is a pain; that of a high one is none.
    assert steps["pain"].tolist() == ["Long queue", "", ""]
    assert journey_steps(ws, 2)["valence"].tolist()[2] == 3
    assert journey_steps(ws, 1, "4")["valence"].tolist()[2] == -3


def test_a_pain_that_the_group_wrote_stands_before_the_reason(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    saved_elsewhere(ws, "curve", {"as_is-lobby": {"valence": -1, "reason": "Queue"}})
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "lobby", "pain": "No chairs"}]})
    assert journey_steps(ws, 1)["pain"][0] == "No chairs"
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "lobby", "action": "Sits"}]})
    assert journey_steps(ws, 1)["pain"][0] == "Queue"


def test_the_journey_bears_the_name_given_at_the_curve_or_on_the_card(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    assert persona_name(ws, 1) == ""
    saved_elsewhere(ws, "persona", {"name": "Auntie\n Wang"})
    assert persona_name(ws, 1) == "Auntie Wang"
    saved_elsewhere(ws, "curve", {"as_is-room": {"valence": 3}})
    assert persona_name(ws, 1) == "Auntie Wang"
    saved_elsewhere(ws, "curve", {"persona": "Uncle Li"})
    assert persona_name(ws, 1) == "Uncle Li"
    assert persona_name(ws, 2) == persona_name(ws, 1, "4") == ""


def test_kind_and_side_are_those_of_the_groups_register(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    said = {"kind": {"lobby": "digital", "room": "moon"}, "side": {"room": "support", "gone": 7}}
    saved_elsewhere(ws, "touchpoints", said, key="")
    steps = journey_steps(ws, 1)
    assert steps["kind"].tolist() == ["digital", "human", "physical"]
    assert steps["side"].tolist() == ["front", "back", "support"]


@pytest.mark.parametrize(
    "values",
    [
        None,
        "text",
        [],
        {"steps": "text"},
        {"steps": [None, 7, "x", [], {}]},
        {"steps": [{"touchpoint": 7, "pain": "x"}, {"touchpoint": ["room"]}, {"pain": "x"}]},
        {"steps": [{"touchpoint": "gone-since", "pain": "x"}]},
        {"other": 1, "kind": [1], "side": "x"},
    ],
)
def test_entries_of_another_shape_are_passed_over(
    opened: Open, saved_elsewhere: Save, values: Any
) -> None:
    ws = opened()
    before = journey_steps(ws, 1)
    for kind, key in ((MAP, "1"), (BLUEPRINT, ""), ("touchpoints", ""), ("persona", "1")):
        saved_elsewhere(ws, kind, values, key=key)
    assert journey_steps(ws, 1).equals(before)
    assert persona_name(ws, 1) == ""


def test_rows_of_the_same_touchpoint_are_read_together() -> None:
    rows = [
        {"touchpoint": "a", "pain": "One", "action": 7},
        {"touchpoint": "a", "pain": " two \n lines "},
        {"touchpoint": "b"},
    ]
    assert rows_by_touchpoint(rows, ("pain", "action")) == {
        "a": {"pain": "One / two lines", "action": ""},
        "b": {"pain": "", "action": ""},
    }


def test_a_text_is_one_line_without_what_no_table_can_hold() -> None:
    assert one_line(" a\r\nb\t\x00c\ud800 ") == "a b c"
    assert one_line(None) == one_line(3.0) == one_line(["x"]) == ""


def test_journeys_are_begun_by_a_curve_a_map_or_a_blueprint(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    assert begun(ws) == []
    saved_elsewhere(ws, "curve", {"as_is-room": {"valence": 1}}, "10", "2")
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "room"}]}, "2", "1")
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "room"}]}, "2", "10")
    saved_elsewhere(ws, BLUEPRINT, {"steps": [{"touchpoint": "room"}]}, "3", "")
    saved_elsewhere(ws, MAP, {}, "5", "1")  # what was entered there went along to a group
    saved_elsewhere(ws, MAP, {"steps": "x"}, "6", "../1")
    saved_elsewhere(ws, "persona", {"name": "A"}, "7")
    assert begun(ws) == [("2", 1), ("2", 10), ("3", 1), ("10", 2)]
