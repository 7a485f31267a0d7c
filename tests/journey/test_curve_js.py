"""The widget's arithmetic in JavaScript: its curve is scipy's, a stroke finds its places."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
from scipy.interpolate import PchipInterpolator

from workshop_kit.journey import curve

SCRIPT = Path(curve.__file__).with_name("static") / "curve.js"
ASK = """
import { readFileSync } from "node:fs";
import * as curve from "./curve.mjs";
const plain = (key, value) =>
  value instanceof Map ? [...value] : Number.isNaN(value) ? "NaN" : value;
const asked = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(asked.map(([name, ...given]) => curve[name](...given)), plain));
"""

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, cannot_run: Callable[[str], NoReturn]) -> Ask:
    """Calls functions of curve.js in Node: `ask(["slopes", [0, 1], [2, 3]])`."""
    node = shutil.which("node")
    if node is None:
        cannot_run("A test of the widget's arithmetic needs Node on the PATH.")
    folder = tmp_path_factory.mktemp("node")
    shutil.copy(SCRIPT, folder / "curve.mjs")
    (folder / "ask.mjs").write_text(ASK, "utf-8")

    def calls(*asked: list[Any]) -> Any:
        done = subprocess.run(
            [node, str(folder / "ask.mjs")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return calls


def test_the_script_is_small_and_asks_for_nothing() -> None:
    text = SCRIPT.read_text("utf-8")
    assert len(text.encode()) < 25_000
    assert not [word for word in ("fetch(", "import ", "innerHTML", "XMLHttp") if word in text]
    assert [line for line in text.splitlines() if "http" in line and "w3.org" not in line] == []


def random_curves() -> list[tuple[list[float], list[float]]]:
    """300 curves: two points, flat pieces, ends that turn back, places at unequal distances."""
    chance = np.random.default_rng(5)
    found = []
    for k in range(300):
        n = 2 if k < 30 else int(chance.integers(2, 26))
        steps = chance.integers(1, 4, n) if k % 2 else chance.uniform(0.05, 3, n)
        values = chance.integers(-3, 4, n) if k % 3 else chance.uniform(-3, 3, n)
        if k % 5 == 0:
            values = np.repeat(values, 2)[:n]  # flat pieces
        found.append((np.cumsum(steps).astype(float).tolist(), values.astype(float).tolist()))
    # A steep second piece of the other sign: the end's slope is cut to three times the first's.
    found[-1] = ([0.0, 1.0, 2.0], [0.0, 1.0, -9.0])
    return found


def test_the_drawn_line_is_the_curve_of_scipy(ask: Ask) -> None:
    curves = random_curves()
    drawn = ask(*(["pieces", x, y] for x, y in curves))
    slopes = ask(*(["slopes", x, y] for x, y in curves))
    worst = 0.0
    for (x, y), pieces, slope in zip(curves, drawn, slopes, strict=True):
        curve_of_scipy = PchipInterpolator(x, y)
        worst = max(worst, np.abs(curve_of_scipy(x, nu=1) - slope).max())
        assert [piece[0][0] for piece in pieces] == x[:-1]
        assert pieces[-1][-1] == [x[-1], y[-1]]
        for piece in pieces:
            t = np.linspace(0, 1, 11)[:, None]
            p0, p1, p2, p3 = (np.array(point) for point in piece)
            at = (1 - t) ** 3 * p0 + 3 * t * (1 - t) ** 2 * p1 + 3 * t**2 * (1 - t) * p2 + t**3 * p3
            worst = max(worst, np.abs(curve_of_scipy(at[:, 0]) - at[:, 1]).max())
    assert worst < 1e-9


def test_the_published_slopes(ask: Ask) -> None:
    # vectors.json, emotion_curve: slopes of scipy 1.14 on these eight points.
    y = [1, 2, -2, -1, 3, 0, 1, 2]
    assert ask(["slopes", [*range(8)], y])[0] == pytest.approx([3, 0, 0, 1.6, 0, 0, 1, 1])


def test_fewer_than_two_points_are_no_line(ask: Ask) -> None:
    assert ask(["pieces", [1], [2]], ["pieces", [], []]) == [[], []]
    assert ask(["slopes", [1], [2]]) == [[0]]


@pytest.mark.parametrize(
    ("stroke", "found"),
    [
        ([[4, 7]], {0: 7}),  # a tap belongs to the nearest place
        ([[9, 5], [31, 27]], {0: 6, 1: 16, 2: 26}),
        ([[31, 27], [9, 5]], {0: 6, 1: 16, 2: 26}),  # from right to left
        ([[10, 0], [30, 0], [30, 8], [10, 8]], {0: 8, 1: 8, 2: 8}),  # drawn back over: the last one
        ([[20, 1], [20, 9]], {1: 9}),  # straight up
    ],
)
def test_a_stroke_snaps_to_the_places_it_passes(
    ask: Ask, stroke: list[list[float]], found: dict[int, float]
) -> None:
    assert dict(map(tuple, ask(["snap", stroke, [10, 20, 30, 40]])[0])) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([1, 2, -2, -1, 3, 0], {1: "peak", 2: "valley", 4: "peak"}),
        ([0, 0, 0], {}),
        ([], {}),
        ([None, 2, None], {}),
        ([3, 1, 2], {0: "peak", 1: "valley"}),  # the best and the worst count at the ends too
        ([2, 2, 0, None, 0, 1], {0: "peak", 2: "valley"}),  # of a level stretch its first
        ([-1, -1, 2, 1, 3], {0: "valley", 2: "peak", 3: "valley", 4: "peak"}),
    ],
)
def test_peaks_and_valleys_are_where_a_reason_is_asked(
    ask: Ask, values: list[float | None], found: dict[int, str]
) -> None:
    assert dict(map(tuple, ask(["turns", values])[0])) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[
            ("-2", -2),
            ("−1.5", -1.5),
            ("＋３", 3),
            ("0,5", 0.5),
            (".5", 0.5),
            ("1.", 1),
            (" ", None),
        ],
        *[("4", "NaN"), ("-", "NaN"), ("two", "NaN"), ("1e0", "NaN"), ("-0", 0)],
    ],
)
def test_a_number_as_people_type_it(ask: Ask, text: str, value: float | str | None) -> None:
    assert ask(["typed", text]) == [value]


def test_a_value_is_spoken_with_its_meaning(ask: Ask) -> None:
    texts = curve.curve_texts("en")
    assert ask(
        ["spoken", texts, "Check-in", -1],
        ["spoken", texts, "Check-in", 0.5],
        ["spoken", texts, "{value}", None],
    ) == [
        "Check-in: -1, part of the request not met",
        "Check-in: +0.5, between “neutral, nothing was expected” "
        "and “what they asked for was done”",
        "{value}: not placed yet",
    ]
