"""The chart of key touchpoints: what each kind of evidence adds, and what is not known."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.plan.evidence import KINDS
from workshop_kit.plan.ranking import POINTS, Priorities
from workshop_kit.plan.words import Labels, figure_of, joined, kind_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

# Okabe and Ito's colours, which nearly everybody tells apart.
COLOURS = {
    "worse": "#D55E00",
    "better": "#0072B2",
    "valley": "#CC79A7",
    "disagreement": "#56B4E9",
    "gap": "#E69F00",
    "complaints": "#009E73",
    "open": "#e5e7eb",
}
WIDTH, STEP, NAMES = 460, 44, 190
MOST = 15
_Y = alt.Y("row:O", axis=None)  # by number, as two touchpoints may have one label


def priority_chart(
    found: Priorities,
    language: str,
    *,
    names: Mapping[str, Labels] | None = None,
    note: str = "",
    most: int = MOST,
) -> "ChartType":
    """Draw each touchpoint's points by kind of evidence, the first on top.

    Parameters
    ----------
    found : Priorities
    language : {"en", "zh"}
    names : mapping, optional
        Labels by code of `touchpoints`; else codes are shown.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.
    most : int
        So many touchpoints are drawn; the subtitle says when there are more.

    Returns
    -------
    altair chart
        Stacked bars with the score at their end. What is not known stands behind it in grey.
    """
    _ = translator(language)
    ranked = found.table[found.table["rank"].notna()]
    if ranked.empty or not sum(found.weights.values()):
        unknown, unweighted = (
            _("Nothing is known of any touchpoint yet."),
            _("No points for what is known."),
        )
        line = unknown if ranked.empty else unweighted
        text = alt.Chart(pd.DataFrame({"text": [line]}))
        return (
            text.mark_text(fontSize=18)
            .encode(text=alt.Text("text:N"))
            .properties(width=600, height=80)
        )
    drawn = ranked.head(most).reset_index(drop=True)
    kinds = {kind: name for kind, name in kind_names(language).items() if found.weights[kind]}
    said = {**kinds, "open": _("not known here")}
    labels = (names or {}).get("touchpoints", {})
    bars = _parts(drawn, said, labels, language)
    shown = [kind for kind in said if kind in set(bars["kind"])]
    base = alt.Chart(bars).encode(y=_Y)
    x = alt.X(
        "start:Q",
        title=_("Points, of 100"),
        scale=alt.Scale(domain=[0, POINTS]),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    colour = alt.Scale(domain=[said[k] for k in shown], range=[COLOURS[k] for k in shown])
    legend = alt.Legend(orient="top", title=None, columns=4, direction="horizontal")
    parts = base.mark_bar(height=24, stroke="white", strokeWidth=1).encode(
        x=x,
        x2=alt.X2("end:Q"),
        color=alt.Color("label:N", scale=colour, legend=legend),
        tooltip=[
            alt.Tooltip("touchpoint:N", title=_("Touchpoint")),
            alt.Tooltip("label:N", title=_("Evidence")),
            alt.Tooltip("figure:N", title=_("Figure")),
            alt.Tooltip("points:Q", title=_("Points of 100"), format=".1f"),
        ],
    )
    scores = drawn.assign(row=range(len(drawn)), text=drawn["score"].map("{:.0f}".format))
    ends = alt.Chart(scores[["row", "text"]]).encode(y=_Y, text=alt.Text("text:N"))
    numbers = ends.mark_text(align="left", x=WIDTH + 8, fontWeight=700)
    heading = _title(found, len(ranked), most, note, language)
    chart = parts + numbers + _names(drawn, labels)
    return chart.properties(width=WIDTH, height=STEP * len(drawn), title=heading)


def _names(drawn: pd.DataFrame, labels: Labels) -> alt.Chart:
    """Each touchpoint's label, left of its bar: as data, which no label can break."""
    lines = [theme.wrap(labels.get(c, c), NAMES, most=2) for c in drawn["touchpoint"]]
    rows = pd.DataFrame({"row": range(len(lines)), "name": lines})
    look: dict[str, Any] = {"align": "right", "x": -12, "baseline": "middle"}
    texts = alt.Chart(rows).mark_text(**look, lineBreak="\n", lineHeight=17)
    return texts.encode(y=_Y, text=alt.Text("name:N"))


def _parts(
    drawn: pd.DataFrame, said: Mapping[str, str], labels: Labels, language: str
) -> pd.DataFrame:
    """A row for each piece of a bar: where it begins and ends."""
    rows: list[dict[str, Any]] = []
    for place, row in enumerate(drawn.to_dict("records")):
        start = 0.0
        for kind, label in said.items():
            points = row["open"] if kind == "open" else row[f"{kind}_points"]
            if not points > 0:
                continue
            rows.append(
                {
                    "row": place,
                    "touchpoint": labels.get(row["touchpoint"], row["touchpoint"]),
                    "kind": kind,
                    "label": label,
                    "figure": "–" if kind == "open" else figure_of(row, kind, language),
                    "points": points,
                    "start": start,
                    "end": start + points,
                }
            )
            start += points
    columns = ["row", "touchpoint", "kind", "label", "figure", "points", "start", "end"]
    return pd.DataFrame(rows, columns=columns)


def _title(found: Priorities, ranked: int, most: int, note: str, language: str) -> alt.TitleParams:
    _, kinds = translator(language), kind_names(language)
    lines = []
    if absent := [kinds[kind] for kind in KINDS if kind in found.absent]:
        text = _("Missing, and not counted: {kinds}.")
        lines.append(text.format(kinds=joined(absent, language)))
    if ranked > most:
        text = _("Drawn: the first {most} of {all} touchpoints.")
        lines.append(text.format(most=most, all=ranked))
    shown = [part for line in [*lines, note] if line for part in theme.wrap(line, 680).split("\n")]
    return alt.TitleParams(_("Where to begin"), subtitle=shown or alt.Undefined)
