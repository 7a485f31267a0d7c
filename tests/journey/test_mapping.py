"""The forms of the two maps, what a notebook shows of them, and the pictures for the wall."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import IPython.display
import pytest
from PIL import Image

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import Form
from workshop_kit.forms.fields import ChoiceField, RowsField
from workshop_kit.journey import mapping
from workshop_kit.journey.mapping import (
    blueprint_form,
    map_form,
    map_pictures,
    save_maps,
    step_table,
    two_maps,
)
from workshop_kit.journey.steps import BLUEPRINT, MAP, journey_steps
from workshop_kit.stores import StoreError

LANGUAGES = ("en", "zh")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>"
PROFILE = """id: lake
name: {en: Lake Hotel, zh: 湖畔酒店}
touchpoints:
  - {id: lobby, label: Lobby, kind: physical, action: Waits, front: Greets}
  - {id: check-in, label: Check-in, kind: human, action: Signs}
  - {id: room, label: Room, kind: physical}
"""

Open = Callable[..., Workshop]
Save = Callable[..., Entry]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a cell shows."""
    found: list[Any] = []
    monkeypatch.setattr(IPython.display, "display", found.append)
    return found


def many(n: int) -> str:
    """A profile with so many touchpoints."""
    rows = "".join(
        f"  - {{id: t{i}, label: Place {i} end, kind: human, action: Act {i}}}\n" for i in range(n)
    )
    return f"id: lake\nname: Lake\ntouchpoints:\n{rows}"


def rows_of(form: Form) -> RowsField:
    field = form.fields["steps"]
    assert isinstance(field, RowsField)
    return field


def put(form: Form, row: int, name: str, value: Any) -> None:
    """Fill in a cell as a browser sends it."""
    field = rows_of(form).fields[row][name]
    if isinstance(field, ChoiceField):
        codes = [code for _label, code in field.widget.options]
        field.widget.set_state({"index": codes.index(value)})
    else:
        field.widget.set_state({"value": value})


def said(svg: str) -> str:
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return "".join("".join(text.text or "" for text in texts).split())


def picture(form: Form) -> str:
    return bytes(form.image.value).decode()


def kept(ws: Workshop, kind: str) -> list[Any]:
    return [entry.body["values"] for entry in ws.store.current(kind=kind)]


def test_the_form_of_the_map_begins_with_the_profile(opened: Open) -> None:
    ws = opened()
    form = map_form(ws, 1)
    assert form.data["steps"] == [
        {"touchpoint": "lobby", "action": "Waits"},
        {"touchpoint": "check-in", "action": "Signs"},
        {"touchpoint": "room"},
    ]
    assert (form.kind, form.key) == (MAP, "1")
    assert kept(ws, MAP) == []  # a suggestion alone is no entry
    choice = rows_of(form).fields[1]["touchpoint"].widget
    assert [label for label, _code in choice.options][1:] == ["1 Lobby", "2 Check-in", "3 Room"]


def test_the_form_of_the_blueprint_begins_with_the_profile(opened: Open) -> None:
    form = blueprint_form(opened())
    assert form.data["steps"][0] == {"touchpoint": "lobby", "front": "Greets"}
    assert (form.kind, form.key) == (BLUEPRINT, "")


def test_reasons_at_low_points_are_suggested_as_pains_and_follow_the_curve(
    opened: Open, saved_elsewhere: Save
) -> None:
    ws = opened()
    form = map_form(ws, 1)
    low = {"valence": -2, "reason": "Nobody\nthere"}
    saved_elsewhere(
        ws, "curve", {"as_is-lobby": low, "as_is-room": {"valence": 2, "reason": "Bed"}}
    )
    form.tick()
    assert [row.get("pain") for row in form.data["steps"]] == ["Nobody there", None, None]
    assert "Nobodythere" in said(picture(form))
    assert kept(ws, MAP) == []


def test_what_is_typed_is_drawn_at_once_saved_and_there_again(opened: Open) -> None:
    ws = opened()
    form = map_form(ws, 1)
    put(form, 1, "pain", "Forms twice")
    assert "Formstwice" in said(picture(form))
    assert journey_steps(ws, 1)["pain"].tolist() == ["", "Forms twice", ""]
    again = map_form(opened(), 1)
    assert again.data == form.data
    assert map_form(ws, 2).data["steps"][1] == {"touchpoint": "check-in", "action": "Signs"}
    other = blueprint_form(ws)
    put(other, 2, "back", "Cleans by eleven")
    assert "Cleansbyeleven" in said(picture(other))
    assert journey_steps(ws, 2)["back"].tolist() == ["", "", "Cleans by eleven"]


def test_a_cell_that_is_emptied_is_empty_in_the_map(opened: Open) -> None:
    ws = opened()
    form = map_form(ws, 1)
    put(form, 0, "action", "")
    assert journey_steps(ws, 1)["action"].tolist() == ["", "Signs", ""]
    assert "Waits" not in said(picture(form))


def test_a_row_for_no_touchpoint_yet_is_kept_and_not_drawn(opened: Open) -> None:
    ws = opened()
    form = map_form(ws, 1)
    rows_of(form).more.click()
    put(form, 3, "pain", "Of which?")
    assert "Ofwhich?" not in said(picture(form))
    put(form, 3, "touchpoint", "room")
    assert "Ofwhich?" in said(picture(form))
    assert journey_steps(ws, 1)["pain"].tolist() == ["", "", "Of which?"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_many_touchpoints_the_picture_is_the_sheet_that_is_worked_on(
    opened: Open, language: str
) -> None:
    form = map_form(opened(many(25), language), 1)
    assert len(rows_of(form).fields) == 25
    assert "Place0end" in said(picture(form))
    assert "Place24end" not in said(picture(form))
    put(form, 24, "pain", "Last")
    assert "Last" in said(picture(form))
    assert "Place0end" not in said(picture(form))
    put(form, 0, "action", "")
    assert "Place0end" in said(picture(form))
    assert len(form.foot.lines) == 2


def test_with_nine_touchpoints_there_is_no_talk_of_sheets(opened: Open) -> None:
    assert len(map_form(opened(many(9)), 1).foot.lines) == 1


def test_a_touchpoint_that_left_the_profile_keeps_its_row_and_leaves_the_map(opened: Open) -> None:
    ws = opened()
    put(map_form(ws, 1), 2, "pain", "Cold")
    put(map_form(ws, 1), 1, "pain", "Slow")
    fewer = opened("\n".join(PROFILE.splitlines()[:-1]))
    form = map_form(fewer, 1)
    assert form.data["steps"][2] == {"touchpoint": "room", "pain": "Cold"}
    labels = [label for label, _code in rows_of(form).fields[0]["touchpoint"].widget.options]
    assert labels[1:3] == ["1 Lobby", "2 Check-in"]
    assert "room" in labels[3]
    assert "Slow" in said(picture(form))
    assert "Cold" not in said(picture(form))
    put(form, 0, "pain", "Dark")
    assert journey_steps(opened(), 1)["pain"].tolist() == ["Dark", "Slow", "Cold"]


def test_sixty_touchpoints_have_sixty_rows(opened: Open) -> None:
    form = blueprint_form(opened(many(60)))
    assert len(form.data["steps"]) == 60
    put(form, 59, "front", "Waves")
    assert "Waves" in said(picture(form))


@pytest.mark.parametrize("make", [lambda ws: map_form(ws, 1), blueprint_form])
def test_a_profile_without_touchpoints_says_so(opened: Open, make: Any) -> None:
    ws = opened("id: lake\nname: Lake\n")
    form = make(ws)
    assert "lists no touchpoints" in form.foot.lines[0][1]
    assert ElementTree.fromstring(picture(form)).tag == f"{SVG}svg"


def test_each_group_has_maps_of_its_own(opened: Open) -> None:
    ws = opened()
    ws.who.change("1", "")
    form = map_form(ws, 1)
    put(form, 0, "pain", "Of one")
    ws.who.change("2", "")
    assert "pain" not in form.data["steps"][0]
    assert "Ofone" not in said(picture(form))
    ws.who.change("1", "")
    assert form.data["steps"][0]["pain"] == "Of one"


# In the notebook.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_shows_both_maps_and_the_same_as_a_table(
    opened: Open, saved_elsewhere: Save, shown: list[Any], language: str
) -> None:
    ws = opened(language=language)
    saved_elsewhere(ws, "curve", {"as_is-lobby": {"valence": -2.5, "reason": "Queue"}})
    saved_elsewhere(ws, "persona", {"name": "Wang"})
    two_maps(ws, 1)
    journey, blueprint, caption, table = shown
    for picture in (journey, blueprint):
        assert "Wang" in said(picture.data)
        title = ElementTree.fromstring(picture.data).findtext(f"{SVG}title", "")
        assert title.endswith("Wang")
        assert len(title) > len("Wang")
    assert "Queue" in said(journey.data)
    assert "Greets" in said(blueprint.data)
    assert caption.data.startswith("**")
    assert list(table.index) == [1, 2, 3]
    assert "−2.5" in table.iloc[0].tolist()
    assert {"Lobby", "Waits", "Queue", "Greets"} <= set(table.iloc[0])


def test_the_table_leaves_out_what_nobody_said(opened: Open) -> None:
    steps = journey_steps(opened(), 1)
    table = step_table(steps, "en")
    assert list(table.columns) == ["Touchpoint", "Customer actions", "Front stage actions"]
    assert list(step_table(steps.iloc[:0], "en").columns) == []


def test_without_touchpoints_one_sentence_is_shown(opened: Open, shown: list[Any]) -> None:
    two_maps(opened("id: lake\nname: Lake\n"), 1)
    (sentence,) = shown
    assert "lists no touchpoints" in sentence.data


def test_what_is_shown_is_the_group_at_the_keyboard(
    opened: Open, saved_elsewhere: Save, shown: list[Any]
) -> None:
    ws = opened()
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "room", "pain": HOSTILE}]}, "2")
    two_maps(ws, 1)
    assert "script" not in said(shown[0].data)
    ws.who.change("2", "")
    two_maps(ws, 1)
    assert "".join(HOSTILE.split()) in said(shown[4].data)
    assert "<script" not in shown[4].data
    assert "<script" not in shown[7].to_html()


def test_a_store_that_cannot_be_read_is_said_in_the_cell(
    opened: Open, shown: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = opened()

    def damaged(*_args: Any, **_names: Any) -> None:
        raise StoreError("entries.sqlite", "damaged")

    monkeypatch.setattr(ws.store, "current", damaged)
    two_maps(ws, 1)
    (sentence,) = shown
    assert sentence.data.startswith("- What groups entered cannot be read now")
    assert save_maps(ws).data == sentence.data


# For the wall and the report.


def test_a_report_gets_the_sheets_of_one_journey(opened: Open, saved_elsewhere: Save) -> None:
    ws = opened(many(25))
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "t24", "pain": "Farewell"}]}, "3")
    found = map_pictures(ws, 1, "3")
    assert {kind: len(svgs) for kind, svgs in found.items()} == {"journey": 3, "blueprint": 3}
    assert "Farewell" in said(found["journey"][2])
    assert "Group3" in said(found["blueprint"][0])
    assert "Farewell" not in said(map_pictures(ws, 1)["journey"][2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_map_is_saved_as_pictures_that_print_on_a3(
    opened: Open, saved_elsewhere: Save, language: str
) -> None:
    ws = opened(language=language)
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "room", "pain": "Cold 冷"}]})
    saved_elsewhere(ws, "curve", {"as_is-room": {"valence": 1}}, "3/../x", "2")
    saved_elsewhere(ws, "persona", {"name": HOSTILE}, "3/../x", "2")
    told = save_maps(ws, "wall/maps")
    names = [f"{who}-{kind}" for who in ("0-1", "3_x-2") for kind in ("blueprint", "journey")]
    files = sorted(path.name for path in Path("wall/maps").iterdir())
    assert files == sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg"))
    assert len(told.data.splitlines()) == 4
    assert "<script" not in told.data
    assert "Cold" in said(Path("wall/maps/0-1-journey.svg").read_text("utf-8"))
    with Image.open("wall/maps/0-1-journey.png") as picture:
        wide, high = picture.size
        assert wide == 2 * 1280
        # ISO 216: the sides of A3 are as the root of 2 is to 1.
        assert wide / high == pytest.approx(2**0.5, abs=0.002)


def test_each_sheet_is_a_file(
    opened: Open, saved_elsewhere: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "png", lambda svg: svg.encode())  # drawing takes its time
    ws = opened(many(25))
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "t0", "pain": "x"}]})
    assert len(save_maps(ws).data.splitlines()) == 6
    names = {path.name for path in Path("maps").glob("*.svg")}
    assert names == {f"0-1-{kind}-{i}.svg" for kind in ("journey", "blueprint") for i in (1, 2, 3)}


def test_without_maps_nothing_is_written(opened: Open) -> None:
    assert "No group has begun a map yet" in save_maps(opened()).data.replace("&#46;", ".")
    assert not Path("maps").exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC])
def test_what_cannot_be_written_is_said_in_plain_words(
    opened: Open, saved_elsewhere: Save, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ws = opened()
    saved_elsewhere(ws, MAP, {"steps": [{"touchpoint": "room", "pain": "x"}]})

    def refuse(*_args: Any, **_names: Any) -> None:
        raise OSError(number, "as the system says it")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    (line,) = save_maps(ws).data.splitlines()
    assert "could not be saved" in line
    assert "as the system says it" not in line
