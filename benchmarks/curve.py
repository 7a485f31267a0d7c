"""The emotion curve in Chromium: from a pointer event to the line redrawn, 20 touchpoints.

`python benchmarks/curve.py` needs Chromium and playwright. A stroke of 300 movements is drawn on
the bare widget; each is timed until its line is there and laid out.
"""

import base64
import os
import shutil
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from workshop_kit.journey import curve

TOUCHPOINTS, MOVEMENTS, BOUND = 20, 300, 8.0
STATIC = Path(curve.__file__).with_name("static")
BEGIN = """async ([script, state]) => {
  const root = document.body.appendChild(document.createElement("div"));
  root.style.width = "968px";
  const model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; },
    save_changes: () => {}, on: () => {}, off: () => {},
  };
  (await import(script)).default.render({ model, el: root });
}"""
STROKE = """(movements) => {
  const plot = document.querySelector(".wsc-plot"), box = plot.getBoundingClientRect();
  const send = (name, x, y) => plot.dispatchEvent(new PointerEvent(name, {
    clientX: box.x + x, clientY: box.y + y, pointerId: 1, bubbles: true, cancelable: true,
  }));
  plot.setPointerCapture = () => {};
  send("pointerdown", 2, 2);
  const times = [];
  for (let k = 1; k <= movements; k++) {
    const begin = performance.now();
    send("pointermove", (box.width * k) / movements, 170 + 150 * Math.sin(k / 9));
    plot.getBoundingClientRect(); // with the layout that follows
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b);
}"""


def state() -> dict[str, Any]:
    stops = [
        {"id": f"t{i}", "label": f"Place {i}", "stage": f"Stage {i // 5}"}
        for i in range(TOUCHPOINTS)
    ]
    made = curve.Curve(stops)
    names = ("touchpoints", "texts", "curves", "touched", "version", "message")
    return {name: getattr(made, name) for name in names}


if __name__ == "__main__":
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    script = base64.b64encode((STATIC / "curve.js").read_bytes()).decode()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_style_tag(path=STATIC / "curve.css")
        page.evaluate(BEGIN, [f"data:text/javascript;base64,{script}", state()])
        page.locator(".wsc-plot[width]").wait_for()
        times = page.evaluate(STROKE, MOVEMENTS)
        browser.close()
    late = times[int(MOVEMENTS * 0.95)]
    print(
        f"median {median(times):.2f} ms, 95 % below {late:.2f} ms (n = {MOVEMENTS}; bound {BOUND})"
    )
