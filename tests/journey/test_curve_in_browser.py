"""The widget in a bare browser page: many touchpoints, and what it sends."""

import base64
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workshop_kit.journey import curve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATIC = Path(curve.__file__).with_name("static")
WIDTH = 968  # of a form in JupyterLab, on a window of 1280
BEGIN = """async ([script, state, width]) => {
  const root = document.body.appendChild(document.createElement("div"));
  root.style.width = `${width}px`;
  const heard = {};
  window.sent = [];
  window.model = {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      (heard[`change:${name}`] ?? []).forEach((step) => step());
    },
    save_changes: () => window.sent.push(structuredClone(state)),
    on: (name, step) => (heard[name] ??= []).push(step),
    off: () => {},
  };
  const widget = await import(script);
  widget.default.render({ model: window.model, el: root });
}"""


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def begin(page: "Page", n: int) -> None:
    stops = [{"id": f"t{i}", "label": f"Place {i}", "stage": f"Stage {i // 5}"} for i in range(n)]
    made = curve.Curve(stops)
    names = ("touchpoints", "texts", "curves", "touched", "version", "message")
    state: dict[str, Any] = {name: getattr(made, name) for name in names}
    script = base64.b64encode((STATIC / "curve.js").read_bytes()).decode()
    page.add_style_tag(path=STATIC / "curve.css")
    page.evaluate(BEGIN, [f"data:text/javascript;base64,{script}", state, WIDTH])
    page.locator(".wsc-plot[width]").wait_for()


def valences(page: "Page") -> list[float | None]:
    values: list[float | None] = page.evaluate(
        "() => model.get('curves').as_is.map((row) => row.valence)"
    )
    return values


@pytest.mark.parametrize("n", [1, 8, 25, 60])
def test_every_point_has_room_for_a_finger(page: "Page", n: int) -> None:
    begin(page, n)
    boxes = [box.bounding_box() for box in page.locator(".wsc-hit").all()]
    middles = [box["x"] + box["width"] / 2 for box in boxes if box]
    assert len(middles) == n
    assert all(b - a >= 44 for a, b in pairwise(middles))
    assert all(box and round(min(box["width"], box["height"]), 1) >= 44 for box in boxes)
    assert page.evaluate("() => document.querySelector('.wsc').scrollWidth") <= WIDTH


def test_one_stroke_reaches_the_points_that_were_out_of_sight(page: "Page") -> None:
    begin(page, 25)
    box = page.locator(".wsc-scroll").bounding_box()
    plot = page.locator(".wsc-plot").bounding_box()
    assert box is not None
    assert plot is not None
    assert plot["width"] > box["width"]
    y = plot["y"] + plot["height"] / 7  # +2 and a half, then +2
    page.mouse.move(box["x"] + 3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 30, y + 24, steps=10)
    for step in range(80):
        page.mouse.move(box["x"] + box["width"] - 6 - step % 2, y + 24)
    page.mouse.up()
    assert valences(page)[-1] == 2
    assert None not in valences(page)


def test_a_point_that_is_tabbed_to_comes_into_sight(page: "Page") -> None:
    begin(page, 25)
    page.locator(".wsc-knot").nth(24).focus()
    page.keyboard.press("End")
    knot, box = (page.locator(at).bounding_box() for at in (".wsc-chosen .wsc-hit", ".wsc-scroll"))
    assert knot is not None
    assert box is not None
    assert knot["x"] + knot["width"] <= box["x"] + box["width"] + 1
    assert valences(page)[-1] == 3


def test_what_was_touched_goes_along_until_python_says_something_new(page: "Page") -> None:
    begin(page, 3)
    for i in (0, 2):
        page.locator(".wsc-knot").nth(i).focus()
        page.keyboard.press("2")
    assert page.evaluate("() => sent.at(-1).touched") == ["as_is-t0", "as_is-t2"]
    page.evaluate("() => model.set('curves', structuredClone(model.get('curves')))")
    page.locator(".wsc-knot").nth(1).focus()
    page.keyboard.press("End")
    assert page.evaluate("() => sent.at(-1).touched") == ["as_is-t1"]


def test_the_name_of_a_touchpoint_keeps_its_hyphen(page: "Page") -> None:
    begin(page, 1)
    page.evaluate("() => (model.get('touchpoints')[0].label = 'Check-in')")
    page.locator(".wsc-knot").focus()
    page.keyboard.type("-1")
    words = page.locator(".wsc-words")
    words.get_by_text("Check-in: −1,").wait_for()


def test_the_line_is_redrawn_within_the_pointers_own_event(page: "Page") -> None:
    begin(page, 20)
    lines = page.evaluate(
        """() => {
          const plot = document.querySelector(".wsc-plot"), box = plot.getBoundingClientRect();
          const send = (name, x, y) => plot.dispatchEvent(new PointerEvent(name, {
            clientX: box.x + x, clientY: box.y + y, pointerId: 1, bubbles: true, cancelable: true,
          }));
          plot.setPointerCapture = () => {};
          send("pointerdown", 2, 2);
          const lines = [];
          for (let k = 1; k <= 20; k++) {
            send("pointermove", (box.width * (k - 0.5)) / 20, 170 + 150 * Math.sin(k));
            lines.push(document.querySelector(".wsc-line").getAttribute("d"));
          }
          return lines;
        }"""
    )
    assert len(set(lines)) == 20  # none yet, and one more with each touchpoint
