"""A table of ticks: what a browser sends is taken as far as it can be, and how it is used there."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workshop_kit import forms
from workshop_kit.forms import Grid, Matrix
from workshop_kit.forms.fields import draw
from workshop_kit.forms.table import Table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATIC = Path(forms.__file__).with_name("static")
ROWS = {"lobby": "Lobby", "desk": "Desk <b>1</b>", "room": "Room"}
COLUMNS = {"pain": "Pain", "delight": "Delight", "itch": "Itch"}


def table(**other: Any) -> Table:
    return Table(rows=ROWS, columns=COLUMNS, title="Which?", moves="Arrows move.", **other)


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({}, {}),
        ({"room": ["itch"], "lobby": ["pain"]}, {"lobby": ["pain"], "room": ["itch"]}),
        ({"lobby": ["itch", "pain", "itch"]}, {"lobby": ["pain", "itch"]}),
        ({"lobby": [], "moon": ["pain"], "desk": ["moon", "itch"]}, {"desk": ["itch"]}),
        ({"lobby": "pain", "desk": None, "room": 1}, {}),
        ({"lobby": [["pain"], {}, None, 1, True]}, {}),
        ([], {}),
        (None, {}),
        ("pain", {}),
    ],
)
def test_only_ticks_that_can_be_are_taken(sent: Any, taken: Any) -> None:
    widget = table()
    widget.set_state({"ticks": sent})
    assert widget.ticks == taken
    assert list(widget.ticks) == list(taken)
    assert json.loads(json.dumps(widget.ticks)) == taken


def test_what_cannot_be_is_undone_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = table()
    told: list[Any] = []
    monkeypatch.setattr(widget, "send_state", told.append)
    widget.set_state({"ticks": {"moon": ["pain"]}})
    assert told == ["ticks"]
    widget.set_state({"ticks": {"lobby": ["pain"]}})
    assert told == ["ticks"]


def test_one_tick_per_row_and_only_where_it_is_offered() -> None:
    widget = table(one=True, used={"desk": ["itch"], "room": []})
    ticks = {"lobby": ["delight", "itch"], "desk": ["pain"], "room": ["pain"]}
    widget.set_state({"ticks": ticks})
    assert widget.ticks == {"lobby": ["delight"]}


def test_a_large_table_is_drawn_at_once() -> None:
    rows = {f"r{i}": f"Row {i}" for i in range(60)}
    start = time.process_time()
    field = draw(Grid(name="g", label="G", rows=rows, columns=COLUMNS), "en")
    field.value = {row: list(COLUMNS) for row in rows}
    assert time.process_time() - start < 0.2  # 180 boxes of ipywidgets take longer


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_hint_and_the_keys_are_said(language: str) -> None:
    questions = (
        Grid(name="g", label="G", hint="H", rows=ROWS, columns=COLUMNS),
        Matrix(name="m", label="M", hint="H", rows=ROWS, columns=COLUMNS, table=True),
    )
    for question in questions:
        widget = draw(question, language).widget
        assert widget.hint == "H"
        assert widget.moves


PAGE = """<meta charset="utf-8"><link rel="stylesheet" href="https://page/form.css">
<link rel="stylesheet" href="https://page/table.css">
<div class="ws-form"><div class="ws-fields"><div id="here" class="ws-field"></div></div></div>
<script type="module">
import widget from "https://page/table.js";
const state = STATE, heard = {};
window.model = {
  get: (name) => state[name],
  set: (name, value) => (state[name] = value),
  save_changes: () => (window.sent = state.ticks),
  on: (name, act) => (heard[name] = act),
  off: (name) => delete heard[name],
  now: (ticks) => ((state.ticks = ticks), heard["change:ticks"]()),
};
widget.render({ model, el: document.querySelector("#here") });
window.drawn = true;
</script>"""


def opened(browser: "Browser", widget: Table, width: int = 900) -> "Page":
    page = browser.new_page(viewport={"width": width, "height": 700})
    kept = ("title", "hint", "moves", "rows", "columns", "one", "ticks")
    state = {name: widget.get_state()[name] for name in kept}

    def answer(route: Any) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        if name:
            kind = "text/javascript" if name.endswith("js") else "text/css"
            route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type=kind)
        else:
            route.fulfill(body=PAGE.replace("STATE", json.dumps(state)), content_type="text/html")

    page.route("**/*", answer)
    page.goto("https://page/")
    page.wait_for_function("window.drawn === true")
    return page


@pytest.mark.browser
def test_each_tick_is_named_by_its_row_and_its_column(browser: "Browser") -> None:
    page = opened(browser, table(hint="As many as you like."))
    page.get_by_role("checkbox", name="Desk <b>1</b> Itch", exact=True).check()
    page.get_by_role("checkbox", name="Lobby Pain", exact=True).check()
    assert page.evaluate("sent") == {"lobby": ["pain"], "desk": ["itch"]}
    page.get_by_role("checkbox", name="Lobby Pain", exact=True).uncheck()
    assert page.evaluate("sent") == {"desk": ["itch"]}
    page.evaluate("model.now({room: ['delight']})")
    ticked = page.eval_on_selector_all("input:checked", "all => all.map((x) => x.dataset.row)")
    assert ticked == ["room"]
    assert page.locator("b").count() == 0
    group = page.get_by_role("group", name="Which?")
    assert "As many as you like." in group.evaluate(
        "x => x.getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id).textContent).join(' ')"
    )
    page.close()


@pytest.mark.browser
def test_the_keyboard_goes_through_rows_and_ticks(browser: "Browser") -> None:
    page = opened(browser, table())
    page.evaluate(
        "window.up = 0; document.addEventListener('keydown', (e) => up += e.key !== 'Tab')"
    )
    for key in ("Tab", "ArrowRight", "ArrowRight", "ArrowRight", "Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    assert page.evaluate("sent") == {"lobby": ["itch"], "desk": ["itch"]}
    for key in ("Tab", "Space", "Shift+Tab", "ArrowUp", "ArrowLeft", "Space"):
        page.keyboard.press(key)
    # Back in a row one stands where one left it.
    assert page.evaluate("sent") == {
        "lobby": ["delight", "itch"], "desk": ["itch"], "room": ["pain"],
    }  # fmt: skip
    assert page.evaluate("up") == 0  # JupyterLab has keys of its own
    assert page.locator(".ws-table-moves").bounding_box() is not None
    page.close()


@pytest.mark.browser
def test_radios_of_a_row_give_way_to_each_other_and_holes_stay_empty(browser: "Browser") -> None:
    page = opened(browser, table(one=True, used={"desk": ["pain", "itch"]}))
    page.get_by_role("radio", name="Lobby Pain", exact=True).check()
    page.get_by_role("radio", name="Lobby Itch", exact=True).check()
    page.get_by_role("radio", name="Room Pain", exact=True).check()
    assert page.evaluate("sent") == {"lobby": ["itch"], "room": ["pain"]}
    assert page.get_by_role("radio").count() == 8
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [900, 640, 400])
def test_a_finger_finds_every_tick_and_its_name(browser: "Browser", width: int) -> None:
    page = opened(browser, table(), width)
    for box in page.locator("tbody label").all():
        area = box.bounding_box()
        assert area is not None
        assert min(area["width"], area["height"]) >= 44
        assert area["x"] + area["width"] <= width
    heads, names = page.locator("thead th").first, page.locator("tbody label span").first
    assert heads.is_visible() is (width > 560)
    assert names.is_visible() is (width <= 560)
    assert page.get_by_role("checkbox", name="Room Delight", exact=True).count() == 1
    page.close()


@pytest.mark.browser
def test_heads_stay_in_sight_above_many_rows(browser: "Browser") -> None:
    rows = {f"r{i}": f"Row {i}" for i in range(25)}
    page = opened(browser, Table(rows=rows, columns=COLUMNS))
    page.evaluate("scrollTo(0, 400)")
    head = page.locator("thead th").first.bounding_box()
    assert head is not None
    assert head["y"] == pytest.approx(0, abs=1)
    page.close()
