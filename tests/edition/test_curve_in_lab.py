"""The curve in a real JupyterLab: drawn by mouse, finger and keyboard, undone, found again."""

import json
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import psutil
import pytest

from workshop_kit.company import read_company
from workshop_kit.edition.run import run_edition
from workshop_kit.entries import Entries
from workshop_kit.workshop import find_company

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Running = Callable[..., AbstractContextManager[dict[str, Any]]]
Offline = Callable[..., AbstractContextManager[tuple["Page", list[str]]]]
MadeOf = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.browser

NAME = "curve.ipynb"
STOPS = 10  # of the sample hotel
FORM = "from workshop_kit import journey\n\nform = journey.curve_form(ws, 1)\nform"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, made_of: MadeOf) -> Path:
    """The hotel's edition for participants, with a page that holds a curve and nothing else."""
    out = tmp_path_factory.mktemp("made")
    hotel = read_company(find_company("lakeside-hotel"))
    with made_of("01_persona"):
        done = run_edition(hotel, language="en", audience="participant", out=out)
    assert done.status == "made", done.problems
    folder = out / "lakeside-hotel/en-participant"
    page = nbformat.read(folder / "01_persona.ipynb", 4)
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    opened = next(i for i, cell in enumerate(code) if "open_workshop(" in cell.source)
    page.cells = [*code[: opened + 1], nbformat.v4.new_code_cell(FORM)]
    nbformat.write(page, folder / NAME)
    return folder


@pytest.fixture
def company(edition: Path, tmp_path: Path) -> Path:
    shutil.copytree(edition, tmp_path / "lakeside-hotel" / edition.name)
    return tmp_path / "lakeside-hotel"


@pytest.fixture
def drawing(
    company: Path, running: Running, offline: Offline, tmp_path: Path
) -> Iterator[tuple["Page", Callable[[], None]]]:
    """The page with the curve, and what starts it again after its kernel was killed."""
    home = tmp_path / "home"
    with running(company / "en-participant", home) as told, offline() as (page, elsewhere):

        def start() -> None:
            page.goto(f"{told['url']}doc/tree/{NAME}?token={told['token']}")
            page.locator("[data-status='idle']").first.wait_for(timeout=60_000)
            page.locator("[data-jp-item-name='start'] jp-button:visible").click()
            page.locator(".wsc-knot").first.wait_for(timeout=60_000)
            page.locator("[data-status='idle']").first.wait_for(timeout=60_000)

        def again() -> None:
            found = [
                process
                for process in psutil.Process().children(recursive=True)
                if "ipykernel_launcher" in " ".join(process.cmdline())
            ]
            assert found
            for process in found:
                process.send_signal(signal.SIGKILL)
            start()

        start()
        yield page, again
        assert elsewhere == []


def place(page: "Page", stop: float, value: float) -> tuple[float, float]:
    """Where a touchpoint, counted from 0, has a value on the screen."""
    box = page.locator(".wsc-plot").bounding_box()
    assert box is not None
    x = box["x"] + (stop + 0.5) * box["width"] / STOPS
    return x, box["y"] + (3.5 - value) * box["height"] / 7


def knot(page: "Page", name: str) -> "Locator":
    return page.get_by_role("slider", name=name, exact=True)


def drawn(page: "Page", version: int = 0) -> list[str]:
    """The values of a curve as the table beside it has them."""
    inputs = page.locator(".wsc-number").all()
    return [cell.input_value() for cell in inputs[version::2]]


def entered(company: Path, page: "Page") -> dict[str, Any]:
    """What is on disk, when the form says that all of it is."""
    page.locator(".ws-foot").get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
    page.wait_for_timeout(1500)  # the clock's stroke
    page.locator(".ws-foot").get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
    (entry,) = Entries(company / "entries.sqlite").current(kind="curve")
    values: dict[str, Any] = entry.body["values"]
    return {name: said["valence"] for name, said in values.items() if "valence" in said}


def test_by_mouse_a_stroke_a_drag_and_the_curve_as_it_should_be(
    drawing: tuple["Page", Callable[[], None]], company: Path
) -> None:
    page, again = drawing
    levels = [1, 2, 2.5, -1, -2, 0, 0.5, 1, 3, 2]
    page.mouse.move(*place(page, -0.2, 1))
    page.mouse.down()
    for stop, value in enumerate(levels):
        page.mouse.move(*place(page, stop, value), steps=4)
    page.mouse.up()
    shown = ["+1", "+2", "+2.5", "−1", "−2", "0", "+0.5", "+1", "+3", "+2"]
    page.wait_for_function("() => document.querySelector('.wsc-number').value")
    assert drawn(page) == shown
    page.mouse.move(*place(page, 4, -2))
    page.mouse.down()
    page.mouse.move(*place(page, 4.2, -3), steps=5)
    page.mouse.up()
    saved = entered(company, page)
    assert [*saved.values()] == [*levels[:4], -3, *levels[5:]]

    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(100)
    assert drawn(page) == shown
    assert [*entered(company, page).values()] == levels
    page.get_by_role("button", name="Redo").click()
    assert entered(company, page) == saved

    page.get_by_role("button", name="As it should be", exact=True).click()
    page.get_by_role("button", name="Begin with the curve as it is").click()
    page.mouse.move(*place(page, 4, -3))
    page.mouse.down()
    page.mouse.move(*place(page, 4, 1), steps=5)
    page.mouse.up()
    page.get_by_label("Why so good?").first.fill("A <b>smile</b> & a name")
    both = entered(company, page)
    assert both["to_be-room"] == 1
    assert both["as_is-room"] == -3
    table = drawn(page), drawn(page, 1)

    again()
    page.locator(".ws-foot").get_by_text("10 of 10").wait_for()
    page.wait_for_timeout(200)
    assert (drawn(page), drawn(page, 1)) == table
    assert entered(company, page) == both
    assert page.locator(".wsc b:has-text('smile')").count() == 0


def test_by_keyboard_alone(drawing: tuple["Page", Callable[[], None]], company: Path) -> None:
    page, again = drawing
    page.get_by_role("button", name="As it should be", exact=True).focus()
    page.keyboard.press("Tab")  # undo and redo can do nothing yet, and are no stop
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.type("-1")
    first = knot(page, "Online booking")
    assert first.get_attribute("aria-valuenow") == "0.5"
    text = "Check-in: -1, part of the request not met"
    assert knot(page, "Check-in").get_attribute("aria-valuetext") == text
    page.keyboard.press("Tab")
    page.keyboard.type("-1.5")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.get_by_text("A value is a number between").wait_for()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("Cold water")
    page.keyboard.press("Enter")
    assert knot(page, "Guest room").evaluate("knot => knot === document.activeElement")
    saved = entered(company, page)
    assert [*saved.values()] == [0.5, 3, -3, -1, -1.5]

    cells = page.locator(".wsc-number")
    cells.nth(2).fill("−0,5")
    assert entered(company, page)["as_is-arrival"] == -0.5
    stop = page.locator(".wsc-knot").nth(1)
    assert stop.get_attribute("aria-valuenow") == "-0.5"
    again()
    page.locator(".ws-foot").get_by_text("5 of 10").wait_for()
    page.wait_for_timeout(200)
    assert drawn(page)[:6] == ["+0.5", "−0.5", "−3", "−1", "−1.5", ""]
    (entry,) = Entries(company / "entries.sqlite").current(kind="curve")
    assert entry.body["values"]["as_is-room"] == {"valence": -1.5, "reason": "Cold water"}
    assert json.dumps(entry.body).count("reason") == 1


def test_by_finger_and_the_page_does_not_scroll(
    drawing: tuple["Page", Callable[[], None]], company: Path
) -> None:
    page, _again = drawing
    page.set_viewport_size({"width": 1024, "height": 600})
    page.wait_for_timeout(200)
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1})

    def send(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    top = page.locator(".wsc-plot").bounding_box()
    send("touchStart", place(page, 0, 0))  # a knot that waits on the zero line
    for step in range(1, 11):
        send("touchMove", place(page, 0, -step / 5))
    send("touchEnd")
    send("touchStart", place(page, 1, 3))
    for step in range(1, 17):
        send("touchMove", place(page, 1 + step / 4, 3 - step / 4))
    send("touchEnd")
    assert [*entered(company, page).values()] == [-2, 3, 2, 1, 0, -1]
    assert page.locator(".wsc-plot").bounding_box() == top
    for knot_box in page.locator(".wsc-hit").all():
        box = knot_box.bounding_box()
        assert box is not None
        assert round(min(box["width"], box["height"]), 1) >= 44  # a browser measures 43.99997
