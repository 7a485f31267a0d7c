"""Names of touchpoints along a chart's axis: wrapped where there is room, else numbered."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH = 800
MARGIN = 46
"""Pixels at either end, so that the first and the last name have room."""
LINE = 18
NARROWEST = 62
LINES = 3


class Ticks:
    """Where touchpoints stand on the axis, and how each is written below it.

    Parameters
    ----------
    positions, touchpoints : sequence
        Of all points of a chart; a touchpoint that stands twice is written once.
    labels : mapping, optional
        What touchpoints are called.
    numbers : mapping, optional
        The numbers of touchpoints, where another chart has given them.
    """

    def __init__(
        self,
        positions: Sequence[float],
        touchpoints: Sequence[Any],
        labels: Mapping[Any, str] | None = None,
        numbers: Mapping[Any, int] | None = None,
    ) -> None:
        points = pd.DataFrame({"position": [*map(float, positions)], "touchpoint": touchpoints})
        # What lasts from one point to another has its name in the middle.
        middles = points.groupby("touchpoint", sort=False, dropna=False)["position"].mean()
        ticks = middles.reset_index().sort_values("position", kind="stable")
        names = [" ".join((labels or {}).get(t, str(t)).split()) for t in ticks["touchpoint"]]
        low, high = float(min(positions)), float(max(positions))
        self._low, self._unit = low, (WIDTH - 2 * MARGIN) / ((high - low) or 1.0)
        self._one = high == low
        self.numbers = dict(numbers or {t: i for i, t in enumerate(ticks["touchpoint"], 1)})
        places = [self.pixel(x) for x in ticks["position"]]
        gaps = [b - a for a, b in pairwise(places)]
        wide = min([*gaps, 200]) - 6
        texts = [theme.wrap(name, wide, most=LINES) for name in names]
        fits = [_bare(text) == _bare(name) for text, name in zip(texts, names, strict=True)]
        self.numbered = numbers is not None or wide < NARROWEST or not all(fits)
        if self.numbered:
            texts = [str(self.numbers[t]) for t in ticks["touchpoint"]]
        rows = _rows(places, [theme.text_size(text)[0] for text in texts])
        height = 1 if self.numbered else max(text.count("\n") + 1 for text in texts)
        self.table = pd.DataFrame({"x": places, "text": texts, "name": names})
        self.table["y"] = [8 + row * height * LINE for row in rows]
        self.bottom = 8 + (max(rows) + 1) * height * LINE
        self.key = [
            f"{self.numbers[t]} {name}" for t, name in zip(ticks["touchpoint"], names, strict=True)
        ]

    def pixel(self, position: float) -> float:
        """How far a position is from the left edge of the chart."""
        if self._one:
            return WIDTH / 2
        return MARGIN + (float(position) - self._low) * self._unit

    def texts(self, height: float) -> alt.Chart:
        """The names or numbers below a chart of this height."""
        rows = self.table.assign(y=self.table["y"] + height)
        marks = alt.Chart(rows).mark_text(
            baseline="top", lineBreak="\n", lineHeight=LINE, fontSize=14
        )
        return marks.encode(
            x=x_channel(),
            y=alt.Y("y:Q", scale=None, axis=None),
            text=alt.Text("text:N"),
            tooltip=alt.Tooltip("name:N"),
        )


def x_channel(field: str = "x") -> alt.X:
    """Pixels as they are: touchpoints keep their distances, and labels know where they stand."""
    scale = alt.Scale(domain=[0, WIDTH], range=[0, WIDTH], nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def key_chart(ticks: Ticks) -> "ChartType":
    """Which number is which touchpoint, in as many columns as have room."""
    longest = max(theme.text_size(text)[0] for text in ticks.key)
    columns = max(1, min(4, int(WIDTH // (longest + 24)), len(ticks.key)))
    wide = WIDTH / columns
    down = -(-len(ticks.key) // columns)
    rows = pd.DataFrame(
        {
            "x": [i // down * wide for i in range(len(ticks.key))],
            "y": [i % down * 22 + 11 for i in range(len(ticks.key))],
            "text": [theme.wrap(text, wide - 16, most=1) for text in ticks.key],
            "name": ticks.key,
        }
    )
    marks = alt.Chart(rows).mark_text(align="left", baseline="middle", fontSize=14)
    return marks.encode(
        x=x_channel(),
        y=alt.Y("y:Q", scale=None, axis=None),
        text=alt.Text("text:N"),
        tooltip=alt.Tooltip("name:N"),
    ).properties(width=WIDTH, height=down * 22)


def _bare(text: str) -> str:
    return "".join(text.split())


def _rows(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """The first row for each text in which it meets none before."""
    ends: list[float] = []
    rows = []
    for place, width in zip(places, widths, strict=True):
        left = place - width / 2
        row = next((i for i, end in enumerate(ends) if end + 4 <= left), len(ends))
        ends[row:] = [place + width / 2, *ends[row + 1 :]]
        rows.append(row)
    return rows
