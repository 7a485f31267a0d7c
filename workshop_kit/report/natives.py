"""Charts as plain numbers, which a slide can draw by itself and its reader can edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]
"""From low to high, in the unit of the figure; NaN where none is known."""


@dataclass(frozen=True)
class Bars:
    """Bars, or lines of the same shape: a value of each series in each category.

    Attributes
    ----------
    categories : sequence of str
        What the bars are called, from top to bottom.
    series : mapping of str to sequence of float
        Values by series; NaN where there is none.
    intervals : mapping of str to sequence of Interval
        For a series, the interval of each of its values.
    stacked : bool
        Whether the series of a category stand on one another, as parts of a whole.
    form : str
        How numbers are written, as a spreadsheet does: "0%", "0.0".
    bounds : (float, float) or None
        Where the axis of values begins and ends.
    colours : mapping of str to str
        "#rrggbb" by series, where a colour means something, such as a category; else the company's
        own, which is the theme's first.
    lines : bool
        Lines with marks over the categories, from left to right.
    """

    categories: Sequence[str]
    series: Mapping[str, Sequence[float]]
    intervals: Mapping[str, Sequence[Interval]] = field(default_factory=dict)
    stacked: bool = False
    form: str = "0"
    bounds: tuple[float, float] | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    lines: bool = False


@dataclass(frozen=True)
class Point:
    """A named point of a scatter chart."""

    label: str
    x: float
    y: float
    across: Interval = (float("nan"), float("nan"))
    along: Interval = (float("nan"), float("nan"))


@dataclass(frozen=True)
class Points:
    """A scatter chart: points by series, each with its intervals across (x) and along (y).

    Attributes
    ----------
    series : mapping of str to sequence of Point
    x, y : str
        Names of the axes.
    form : str
        How numbers are written.
    bounds : two (float, float) or None
        Where the axes begin and end: of x, of y.
    cross : (float, float) or None
        Where a line across and one along divide the chart.
    limits : str
        What intervals are called in the legend.
    colours : mapping of str to str
        "#rrggbb" by series.
    """

    series: Mapping[str, Sequence[Point]]
    x: str
    y: str
    limits: str
    form: str = "0.00"
    bounds: tuple[tuple[float, float], tuple[float, float]] | None = None
    cross: tuple[float, float] | None = None
    colours: Mapping[str, str] = field(default_factory=dict)


Native: TypeAlias = Bars | Points
