"""The chart of self-ratings: one's own level of each, in words, and how the class is spread."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.plan.yardsticks import LEVELS, POWERS, level_words, yardsticks
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

OWN, CLASS = "#D55E00", "#9ecae1"
WIDTH, STEP, NAMES, WORDS = 440, 74, 140, 300
_Y = alt.Y("row:O", axis=None)


def rating_chart(
    kind: str,
    ratings: pd.DataFrame,
    language: str,
    *,
    own: Mapping[str, int] | None = None,
    note: str = "",
) -> "ChartType":
    """Draw a profile of self-ratings.

    Parameters
    ----------
    kind : {"powers", "maturity"}
        What was rated.
    ratings : pandas.DataFrame
        The class: `code, level` (1 to 4), a row per rating; may be empty.
    language : {"en", "zh"}
    own : mapping of str to int, optional
        The level of each code by whoever looks at it.
    note : str
        Where the numbers come from, below the title.

    Returns
    -------
    altair.Chart
        A row per power or discipline: a diamond at one's own level, with its words beside it, and
        below it circles with how many of the class are on each level.

    Notes
    -----
    A radar is the usual picture and is not drawn here. Its area depends on the order of the spokes
    and grows with the square of the levels, its lines join what has no order, and its labels leave
    no room for words. On one scale for all rows two levels are compared by their place, which the
    eye does best, and a class is seen as it is: not as a mean, but spread.
    """
    _, known = translator(language), yardsticks(kind, language)
    own = {code: level for code, level in (own or {}).items() if code in known}
    ratings = ratings[ratings["code"].isin([*known])]
    if not own and ratings.empty:
        text = alt.Chart(pd.DataFrame({"text": [_("Nobody has rated anything yet.")]}))
        return (
            text.mark_text(fontSize=18)
            .encode(text=alt.Text("text:N"))
            .properties(width=600, height=80)
        )
    rungs = {level: f"{level} {word}" for level, word in level_words(language).items()}
    rows = {code: i for i, code in enumerate(known)}
    mine, others = _whose(kind, language)
    x = alt.X(
        "level:O",
        scale=alt.Scale(domain=[*rungs.values()]),
        axis=alt.Axis(orient="top", title=None, labelAngle=0, ticks=False, domain=False),
    )
    shown = [name for name, there in ((mine, own), (others, len(ratings))) if there]
    colour = alt.Color(
        "whose:N",
        scale=alt.Scale(domain=shown, range=[OWN if name == mine else CLASS for name in shown]),
        legend=alt.Legend(orient="bottom", title=None, symbolOpacity=1, labelLimit=500),
    )
    lines = alt.Chart(pd.DataFrame({"row": [*rows.values()]})).encode(y=_Y)
    chart = lines.mark_rule(color=theme.GRID, yOffset=10)
    if len(ratings):
        chart += _circles(ratings, rows, rungs, others, x, colour)
    if own:
        chart += _diamonds(known, own, rows, rungs, mine, x, colour)
    names = [theme.wrap(one.name, NAMES, 15, most=2) for one in known.values()]
    heads = alt.Chart(pd.DataFrame({"row": [*rows.values()], "name": names})).encode(
        y=_Y, text=alt.Text("name:N")
    )
    look: dict[str, Any] = {"align": "right", "x": -12, "lineBreak": "\n", "lineHeight": 19}
    chart += heads.mark_text(**look, fontSize=15, baseline="middle")
    title = _("My five powers") if kind == POWERS else _("Six disciplines of experience management")
    subtitle = theme.wrap(note, WIDTH + WORDS).split("\n") if note else alt.Undefined
    heading = alt.TitleParams(title, subtitle=subtitle)
    return chart.properties(width=WIDTH, height=STEP * len(rows), title=heading)


def _whose(kind: str, language: str) -> tuple[str, str]:
    _ = translator(language)
    if kind == POWERS:
        return _("my level"), _("the class: how many people")
    return _("our group's level"), _("the class: how many groups")


def _circles(
    ratings: pd.DataFrame,
    rows: Mapping[str, int],
    rungs: Mapping[int, str],
    whose: str,
    x: alt.X,
    colour: alt.Color,
) -> alt.LayerChart:
    """How many of the class are on each level."""
    counts = ratings.groupby(["code", "level"]).size().rename("n").reset_index()
    counts = pd.DataFrame(
        {
            "row": counts["code"].map(rows),
            "level": counts["level"].map(rungs),
            "n": counts["n"],
            "whose": whose,
        }
    )
    size = alt.Size("n:Q", scale=alt.Scale(domain=[0, max(counts["n"])], range=[250, 900]))
    base = alt.Chart(counts).encode(x=x, y=_Y)
    circles = base.mark_circle(opacity=1, yOffset=10).encode(size=size.legend(None), color=colour)
    return circles + base.mark_text(yOffset=10, baseline="middle").encode(text=alt.Text("n:Q"))


def _diamonds(
    known: Mapping[str, Any],
    own: Mapping[str, int],
    rows: Mapping[str, int],
    rungs: Mapping[int, str],
    whose: str,
    x: alt.X,
    colour: alt.Color,
) -> alt.LayerChart:
    """One's own level, and what it says."""
    said = {code: known[code].levels[LEVELS.index(level)] for code, level in own.items()}
    table = pd.DataFrame(
        {
            "row": [rows[code] for code in own],
            "level": [rungs[level] for level in own.values()],
            "words": [theme.wrap(text, WORDS, 14, most=3) for text in said.values()],
            "whose": whose,
        }
    )
    base = alt.Chart(table).encode(y=_Y)
    marks = base.mark_point(shape="diamond", filled=True, size=230, opacity=1, yOffset=-18)
    look: dict[str, Any] = {"align": "left", "x": WIDTH + 14, "lineBreak": "\n", "lineHeight": 18}
    return marks.encode(x=x, color=colour) + base.mark_text(**look, baseline="middle").encode(
        text=alt.Text("words:N")
    )
