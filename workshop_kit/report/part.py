"""What a part of the report is made of: sheets, figures and sentences, ready for any paper.

The page, the workbook and the slides show the same parts; none of them computes anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import theme

if TYPE_CHECKING:
    from altair.typing import ChartType

    from workshop_kit.report.natives import Native


@dataclass(frozen=True)
class Sheet:
    """A table of the report.

    Attributes
    ----------
    title : str
        What it shows.
    shown : pandas.DataFrame
        Texts only, to be read; the name of its columns is the head of its row names.
    figures : pandas.DataFrame or None
        The numbers behind it as the analysis gives them, for the workbook.
    """

    title: str
    shown: pd.DataFrame
    figures: pd.DataFrame | None = None


@dataclass(frozen=True)
class Figure:
    """A picture of the report.

    Attributes
    ----------
    title : str
        What it shows, in a few words: the title of its slide.
    svg : str
        The picture; drawn by the kit, so every text in it is escaped.
    sheet : str
        The name of the part's sheet in which its numbers stand; "" where it shows words only.
    native : Native or None
        The same as a chart that can be edited on a slide; None where there is no such chart.
    wide : bool
        Whether it takes a sheet of paper across.
    """

    title: str
    svg: str
    sheet: str = ""
    native: "Native | None" = None
    wide: bool = False


@dataclass(frozen=True)
class Line:
    """A sentence of the summary, and the sheet in which its numbers stand."""

    text: str
    sheet: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the report.

    Attributes
    ----------
    name : str
        Its code; `parts/NAME.html.j2` is its template.
    title : str
        Its heading.
    summary : sequence of Line
        What it has to say, the most important first.
    sheets, figures : mapping
        By name, in the order in which they stand in the part.
    said : mapping of str to sequence of str
        Sentences by what they are about.
    method : mapping of str to sequence of str
        For the appendix: what was done and how many were asked, by heading.
    facts : mapping
        Whatever else its template asks about.
    """

    name: str
    title: str
    summary: Sequence[Line] = ()
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    method: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def drawn(chart: "ChartType") -> str:
    """A chart as SVG in the kit's fonts."""
    theme.enable()
    return theme.svg(chart.to_dict(validate=False))
