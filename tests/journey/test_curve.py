"""The curve widget: what the browser sends is checked, kept, saved point by point and reopened."""

import copy
import math
from collections.abc import Callable
from typing import Any

import pytest
import traitlets

from workshop_kit.entries import Entry
from workshop_kit.forms import Form, Text
from workshop_kit.journey import Curve, curve_form, drawn_curves
from workshop_kit.journey.curve import COLUMNS, curve_texts
from workshop_kit.journey.drawing import retired_touchpoints
from workshop_kit.stores import StoreError
from workshop_kit.workshop import Workshop

STOPS = [
    {"id": "lobby", "label": "Lobby", "stage": "Arriving"},
    {"id": "check-in", "label": "Check-in", "stage": "Arriving"},
    {"id": "room", "label": "Room"},
]
PROFILE = """id: lake
name: {en: Lake Hotel, zh: 湖畔酒店}
touchpoints:
  - {id: lobby, label: {en: Lobby, zh: 大堂}, kind: physical}
  - {id: check-in, label: {en: Check-in, zh: 前台}, kind: human}
  - {id: room, label: {en: Room, zh: 客房}, kind: physical}
"""

Open = Callable[..., Workshop]


def send(curve: Curve, version: str = "as_is", **given: Any) -> None:
    """What the browser sends: all of both curves. `room=-1`, `check_in=(2, "A smile")`."""
    curves, touched = copy.deepcopy(curve.curves), []
    for row in curves[version]:
        change = given.get(row["touchpoint"].replace("-", "_"), ())
        if change != ():
            both = change if isinstance(change, tuple) else (change, row["reason"])
            row["valence"], row["reason"] = both
            touched.append(f"{version}-{row['touchpoint']}")
    curve.set_state({"curves": curves, "touched": touched})


def widget_of(form: Form) -> Curve:
    curve = form.children[0].children[1]
    assert isinstance(curve, Curve)
    return curve


def saved(ws: Workshop) -> list[dict[str, Any]]:
    return [entry.body["values"] for entry in ws.store.current(kind="curve")]


def test_an_untouched_curve_has_a_row_for_each_touchpoint_and_no_value() -> None:
    curve = Curve(STOPS)
    assert list(curve.curves) == ["as_is", "to_be"]
    for rows in curve.curves.values():
        assert [row["touchpoint"] for row in rows] == ["lobby", "check-in", "room"]
        assert [row["position"] for row in rows] == [1, 2, 3]
        assert {(row["valence"], row["reason"]) for row in rows} == {(None, "")}


def test_the_data_are_the_tidy_frame_of_the_curves() -> None:
    curve = Curve(STOPS, persona="1", group="3", author="Wang")
    send(curve, check_in=(-1, "A queue"), room=2.5)
    send(curve, "to_be", check_in=3)
    data = curve.data
    assert list(data.columns) == [*COLUMNS]
    assert data["version"].tolist() == ["as_is"] * 3 + ["to_be"] * 3
    assert data["position"].tolist() == [1, 2, 3, 1, 2, 3]
    assert data["valence"].dtype == "float64"
    assert data["valence"].fillna(9).tolist() == [9, -1, 2.5, 9, 3, 9]
    assert data["reason"].tolist()[:3] == ["", "A queue", ""]
    assert data[["persona", "group", "author"]].drop_duplicates().to_numpy().tolist() == [
        ["1", "3", "Wang"]
    ]


@pytest.mark.parametrize("stops", [[], STOPS[:1]])
def test_no_touchpoint_or_one_is_no_trouble(stops: Any) -> None:
    assert len(Curve(stops).data) == 2 * len(stops)


BAD: list[tuple[Any, str]] = [
    ([], "must hold as_is and to_be"),
    ({"now": []}, "must hold as_is and to_be"),
    ({"as_is": {}}, "as_is must be a list of rows"),
    ({"as_is": [3]}, "as_is must be a list of rows"),
    ({"as_is": [{"touchpoint": "bar", "valence": 1}]}, "as_is, bar: must be a touchpoint"),
    ({"as_is": [{"touchpoint": ["x"]}]}, "must be a touchpoint"),
    ({"to_be": [{"touchpoint": "room"}] * 2}, "to_be, room: must stand in one row only"),
    ({"as_is": [{"touchpoint": "room", "position": 1}]}, "position must be 3. Found: 1"),
    ({"as_is": [{"touchpoint": "room", "reason": None}]}, "reason must be a text. Found: None"),
    ({"as_is": [{"touchpoint": "room", "mood": 1}]}, "unknown: mood"),
    *[
        ({"as_is": [{"touchpoint": "room", "valence": v}]}, "room: the value must lie between")
        for v in (4, -3.5, True, "2", math.nan, math.inf)
    ],
]


@pytest.mark.parametrize(("bad", "words"), BAD)
def test_a_bad_value_is_refused_and_said_in_the_widget(
    monkeypatch: pytest.MonkeyPatch, bad: Any, words: str
) -> None:
    curve = Curve(STOPS)
    send(curve, lobby=1)
    before = copy.deepcopy(curve.curves)
    back: list[Any] = []  # what goes to the browser again
    monkeypatch.setattr(curve, "send_state", lambda key=None: back.append(key))
    curve.set_state({"curves": bad})
    assert words in curve.message
    assert curve.curves == before
    assert "curves" in back
    send(curve, lobby=2)
    assert curve.message == ""
    with pytest.raises(traitlets.TraitError, match=words.split(":")[-1].strip() if bad else "dict"):
        curve.curves = bad


def test_all_bad_rows_are_named_at_once() -> None:
    curve = Curve(STOPS)
    rows = [{"touchpoint": "room", "valence": 4}, {"touchpoint": "lobby", "valence": -9}]
    curve.set_state({"curves": {"as_is": rows}})
    assert "room" in curve.message
    assert "lobby" in curve.message


def test_another_version_is_not_drawn_on() -> None:
    curve = Curve(STOPS)
    curve.set_state({"version": "to_be"})
    assert curve.version == "to_be"
    curve.set_state({"version": "never"})
    assert curve.version == "to_be"


def test_half_a_character_in_a_reason_is_replaced_and_markup_is_kept_as_text() -> None:
    curve = Curve(STOPS)
    send(curve, room=(1, "<b>smile</b> \ud83d"))
    assert curve.curves["as_is"][2]["reason"] == "<b>smile</b> �"


def test_touchpoints_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match=r"different ids. Found \['lobby', 'lobby'\]"):
        Curve([STOPS[0], STOPS[0]])


def test_every_level_has_its_meaning() -> None:
    levels = curve_texts("en")["levels"]
    assert list(levels) == ["3", "2", "1", "0", "-1", "-2", "-3"]
    assert len(set(levels.values())) == 7


def test_what_is_drawn_is_an_entry_and_opens_again(opened: Open) -> None:
    ws = opened()
    form = curve_form(ws, 1)
    assert form.foot.progress == "0 of 3"
    send(widget_of(form), lobby=2, check_in=(-1, "A queue"))
    send(widget_of(form), "to_be", check_in=1)
    assert saved(ws) == [
        {
            "as_is-lobby": {"valence": 2},
            "as_is-check-in": {"valence": -1, "reason": "A queue"},
            "to_be-check-in": {"valence": 1},
        }
    ]
    assert form.foot.progress == "2 of 3"
    assert form.foot.saved.startswith("saved ")

    again = widget_of(curve_form(opened(), 1))
    assert again.curves == widget_of(form).curves
    assert widget_of(curve_form(opened(), 2)).data["valence"].isna().all()


def test_a_knot_that_is_taken_away_is_taken_out_of_the_entry(opened: Open) -> None:
    ws = opened()
    curve = widget_of(curve_form(ws))
    send(curve, room=2)
    send(curve, room=None)
    assert saved(ws) == [{}]


def test_the_widget_stands_once_in_its_form_and_has_no_mark_of_a_single_knot(opened: Open) -> None:
    form = curve_form(opened())
    assert len(form.children[0].children) == 2
    assert len(form.fields) == 7
    assert not [name for name in widget_of(form)._dom_classes if name.startswith("ws-q-")]


def test_two_pages_that_draw_the_same_curve_keep_the_knots_of_both(opened: Open) -> None:
    here, there = curve_form(opened()), curve_form(opened())
    send(widget_of(here), lobby=1, check_in=2)
    send(widget_of(there), room=-2)
    here.tick()
    for form in (here, there):
        assert [row["valence"] for row in widget_of(form).curves["as_is"]] == [1, 2, -2]
    send(widget_of(there), check_in=-3)
    here.tick()
    assert widget_of(here).knot("as_is", "check-in")["valence"] == -3
    assert any("Check-in (As it is)" in text for _tone, text in here.foot.lines)


def test_of_a_long_stroke_on_another_page_only_the_first_points_are_named(opened: Open) -> None:
    more = [f"  - {{id: t{i}, label: Place {i}, kind: human}}\n" for i in range(6)]
    profile = PROFILE + "".join(more)
    here, there = curve_form(opened(profile)), curve_form(opened(profile))
    send(widget_of(there), **{"lobby": 1, "room": 1, **{f"t{i}": 1 for i in range(6)}})
    here.tick()
    told = next(text for _tone, text in here.foot.lines if "another page" in text)
    assert told.endswith("Place 3 (As it is) …")


def test_each_group_has_its_own_curve(opened: Open) -> None:
    ws = opened()
    form = curve_form(ws)
    ws.who.change("1", "")
    send(widget_of(form), lobby=1)
    ws.who.change("2", "Li")
    assert widget_of(form).data["valence"].isna().all()
    send(widget_of(form), lobby=-1, room=3)
    ws.who.change("1", "")
    assert widget_of(form).knot("as_is", "lobby")["valence"] == 1

    drawn = drawn_curves(ws)
    assert list(drawn.columns) == ["journey", *COLUMNS]
    assert drawn[["group", "author", "touchpoint", "valence"]].to_numpy().tolist() == [
        ["1", "", "lobby", 1.0],
        ["2", "Li", "lobby", -1.0],
        ["2", "Li", "room", 3.0],
    ]


def test_a_touchpoint_that_left_the_profile_is_kept_and_shown_as_retired(opened: Open) -> None:
    ws = opened()
    send(widget_of(curve_form(ws)), lobby=1, check_in=(-2, "A queue"), room=2)
    shorter = "".join(line for line in PROFILE.splitlines(True) if "id: check-in" not in line)
    form = curve_form(opened(shorter))
    curve = widget_of(form)
    assert [(stop["id"], stop["retired"]) for stop in curve.touchpoints] == [
        ("lobby", False),
        ("room", False),
        ("check-in", True),
    ]
    assert curve.knot("as_is", "check-in") == {
        "position": 3,
        "touchpoint": "check-in",
        "valence": -2,
        "reason": "A queue",
    }
    assert curve.data.query("version == 'as_is'")["touchpoint"].tolist() == ["lobby", "room"]
    assert form.foot.progress == "2 of 2"
    send(curve, lobby=3)
    assert saved(form.workshop)[0]["as_is-check-in"] == {"valence": -2, "reason": "A queue"}
    assert drawn_curves(form.workshop)["touchpoint"].tolist() == ["lobby", "room"]


@pytest.mark.parametrize(
    "kept", [7, {"valence": 9}, {"valence": 10**400}, {"valence": 1, "mood": 2}, {"reason": 3}]
)
def test_an_answer_of_another_version_is_kept_and_said(opened: Open, kept: Any) -> None:
    ws = opened()
    place = {"company": "lake", "workshop": ws.session, "group": "", "kind": "curve", "key": "1"}
    body = {"version": 1, "values": {"as_is-room": kept, "strange": {"valence": 1}}}
    ws.store.save(Entry(**place, author="", body=body))
    form = curve_form(ws)
    assert any("another version" in text for _tone, text in form.foot.lines)
    send(widget_of(form), lobby=1)
    assert saved(ws)[0] == body["values"] | {"as_is-lobby": {"valence": 1}}
    assert drawn_curves(ws)["touchpoint"].tolist() == ["lobby"]


def test_a_store_that_does_not_answer_leaves_the_curve_to_draw(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = opened()

    def refuse(*_args: Any, **_names: Any) -> Any:
        raise StoreError("entries.sqlite", "locked")

    with monkeypatch.context() as patched:
        patched.setattr(ws.store, "current", refuse)
        form = curve_form(ws)
        send(widget_of(form), lobby=1)
        assert form.foot.tone == "bad"
    form.tick()
    assert saved(ws) == [{"as_is-lobby": {"valence": 1}}]


def test_a_curve_stands_beside_plain_questions(opened: Open) -> None:
    ws = opened()
    _whose, *knots = curve_form(ws).fields.values()
    form = Form(ws, "mixed", [Text(name="t", label="Your words"), *knots])
    assert len(form.children[0].children) == 2
    assert [*form.fields][:2] == ["t", "as_is-lobby"]


def card(ws: Workshop, group: str, number: str, name: str) -> None:
    """A persona card, as the form of cards saves it."""
    place = {"company": "lake", "workshop": ws.session, "group": group, "key": number}
    ws.store.save(Entry(**place, kind="persona", author="", body={"values": {"name": name}}))


def test_whose_journey_it_is_comes_from_the_card_of_the_same_number(opened: Open) -> None:
    ws = opened()
    card(ws, "", "1", "Auntie Wang")
    first, second = curve_form(ws, 1), curve_form(ws, 2)
    assert first.data == {"persona": "Auntie Wang"}
    assert second.data == {}
    assert saved(ws) == []  # what is suggested is not saved
    send(widget_of(first), room=1)
    send(widget_of(second), room=2)
    drawn = drawn_curves(ws)
    assert drawn[["journey", "persona"]].to_numpy().tolist() == [["1", "Auntie Wang"], ["2", "2"]]
    first.fields["persona"].widget.value = " Mr  Li "
    second.fields["persona"].widget.value = "Mr Li"
    assert drawn_curves(ws)["persona"].tolist() == ["Mr Li (1)", "Mr Li (2)"]
    first.fields["persona"].widget.value = ""
    assert drawn_curves(ws)["persona"].tolist() == ["1", "Mr Li"]


def test_the_form_reads_the_curve_out_once_two_points_are_there(opened: Open) -> None:
    form = curve_form(opened())

    def said() -> list[str]:
        return [text for tone, text in form.foot.lines if not tone]

    send(widget_of(form), lobby=3)
    assert said() == []
    send(widget_of(form), lobby=(3, "Music"), room=-1)
    assert said()[0] == "Write down why it is like this at: Room."
    assert said()[1].startswith("The peak is Lobby (+3). The valley is Room (−1). The end is Room")
    assert len(said()) == 2
    send(widget_of(form), room=(-1, "<b>cold</b>"))
    assert len(said()) == 2
    send(widget_of(form), "to_be", room=3)
    assert said()[0].startswith("As it is: The peak is Lobby")
    assert "The end is Room (−1)." in said()[0]


def test_stages_of_the_profile_stand_above_their_touchpoints(opened: Open) -> None:
    staged = PROFILE.replace("touchpoints:", "stages: hotel\ntouchpoints:")
    staged = staged.replace("physical}", "physical, stage: stay}").replace(
        "human}", "human, stage: stay}"
    )
    stops = widget_of(curve_form(opened(staged))).touchpoints
    assert {stop["stage"] for stop in stops} == {"In the room"}


def test_points_that_another_page_saved_meanwhile_stay() -> None:
    curve = Curve(STOPS)
    late = {"as_is": [{"touchpoint": "room", "valence": 2}], "to_be": []}
    curve.put("as_is", "lobby", -3)  # the browser had sent before it was told of this
    curve.set_state({"curves": late, "touched": ["as_is-room"]})
    assert [row["valence"] for row in curve.curves["as_is"]] == [-3, None, 2]
    curve.set_state({"curves": late, "touched": 7})
    assert [row["valence"] for row in curve.curves["as_is"]] == [-3, None, 2]


def test_which_touchpoints_retired_is_said_with_the_groups(opened: Open) -> None:
    ws = opened()
    assert "is in the profile" in retired_touchpoints(ws).data
    for group in ("2", "1"):
        ws.who.change(group, "")
        send(widget_of(curve_form(ws)), check_in=1)
    shorter = "".join(line for line in PROFILE.splitlines(True) if "id: check-in" not in line)
    text = retired_touchpoints(opened(shorter)).data
    assert "no longer in the profile" in text
    assert "Group 1, Group 2" in text


def test_sixty_touchpoints_are_drawn_and_found_again(opened: Open) -> None:
    more = [f"  - {{id: t{i}, label: Place {i}, kind: human}}\n" for i in range(57)]
    profile = PROFILE + "".join(more)
    form = curve_form(opened(profile))
    curves = copy.deepcopy(widget_of(form).curves)
    for i, row in enumerate(curves["as_is"]):
        row["valence"] = i % 7 - 3
    touched = [f"as_is-{row['touchpoint']}" for row in curves["as_is"]]
    widget_of(form).set_state({"curves": curves, "touched": touched})
    assert form.foot.progress == "60 of 60"
    assert widget_of(curve_form(opened(profile))).curves == curves
