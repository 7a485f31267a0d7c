"""KANO charts: each takes a table of `analysis` and only draws it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.kano.analysis import CATEGORIES, TABLES, Evaluation
from workshop_kit.kano.words import COUNTS_ONLY, answer_names, category_names, label_of
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

# Okabe and Ito's colours, told apart by nearly everybody; the shapes say the same once more.
COLOURS = {
    "M": "#D55E00",
    "O": "#0072B2",
    "A": "#009E73",
    "I": "#7d838c",
    "R": "#CC79A7",
    "Q": "#E6B800",
}
SHAPES = {
    "M": "square",
    "O": "circle",
    "A": "triangle-up",
    "I": "diamond",
    "R": "cross",
    "Q": "triangle-down",
}
WIDTH = 590


def shares(table: pd.DataFrame, language: str, *, note: str = "", most: int = 60) -> "ChartType":
    """Draw how the answers to each feature fall into the six categories, with their counts.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify`.
    language : {"en", "zh"}
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.
    most : int
        So many features are drawn; the subtitle says when there are more.

    Returns
    -------
    altair chart
        Stacked bars, one per feature, in the table's order. A dark frame marks the category.
    """
    _ = translator(language)
    some = table[table["n"] > 0]
    drawn = some.head(most)
    lines, step = (2, 38) if len(drawn) <= 30 else (1, 22)
    labels = label_of(drawn)
    # A row is known by its place: two features may have one label.
    long = (
        drawn[[*CATEGORIES, "n", "category"]]
        .assign(row=range(len(drawn)), label=labels)
        # Too few answers for a category: then no bar is framed.
        .assign(category=drawn["category"].where(drawn["n"] >= COUNTS_ONLY, ""))
        .melt(["row", "label", "n", "category"], var_name="letter", value_name="count")
    )
    long["name"] = long["letter"].map(category_names(language))
    long["share"] = long["count"] / long["n"]
    long["end"] = long.groupby("row")["share"].cumsum()
    long["start"] = long["end"] - long["share"]
    long["middle"] = long["end"] - long["share"] / 2
    base = alt.Chart(long[long["count"] > 0]).encode(
        y=alt.Y("row:O", axis=None),
        tooltip=[
            alt.Tooltip("label:N", title=_("Feature")),
            alt.Tooltip("name:N", title=_("Category")),
            alt.Tooltip("count:Q", title=_("Answers")),
            alt.Tooltip("share:Q", format=".0%", title=_("Share of answers")),
        ],
    )
    share = alt.X(
        "start:Q",
        title=_("Share of answers"),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
    )
    bars = base.mark_bar(height={"band": 0.72}, stroke="white", strokeWidth=1).encode(
        x=share,
        x2=alt.X2("end:Q"),
        color=by_category(alt.Color, COLOURS, long["letter"], language, title=_("Category")),
    )
    frames = base.transform_filter("datum.letter == datum.category").mark_bar(
        height={"band": 0.72}, fillOpacity=0, stroke=theme.INK, strokeWidth=2.5
    )
    counts = base.transform_filter("datum.share >= 0.04").mark_text(fontWeight=700)
    counts = counts.encode(x=alt.X("middle:Q"), text=alt.Text("count:Q"), color=on_colour())
    first = _("Drawn: the first {most} of {all} features.").format(most=most, all=len(some))
    heading = title(
        _("How the answers divide"),
        n_line(some, len(table) - len(some), language),
        _("Dark frame: the feature's category."),
        first if len(some) > most else "",
        note,
    )
    names = _row_names(labels, drawn["n"], lines)
    chart = bars + frames.encode(x=share, x2=alt.X2("end:Q")) + counts + names
    return chart.properties(width=WIDTH, height=alt.Step(step), title=heading)


def _row_names(labels: pd.Series, n: pd.Series, lines: int) -> alt.Chart:
    """The rows' labels on up to so many lines, each with its n, left of the bars."""
    texts = [theme.wrap(label, 220, most=lines) for label in labels]
    rows = pd.DataFrame(
        {
            "row": range(len(texts)),
            "line": [f"{text}  n = {count}" for text, count in zip(texts, n, strict=True)],
            "lift": [text.count("\n") * -8 for text in texts],  # half a line of 16 pixels
        }
    )
    named = alt.Chart(rows).mark_text(
        align="right", x=-8, dy=alt.ExprRef("datum.lift"), lineBreak="\n", lineHeight=16
    )
    return named.encode(y=alt.Y("row:O", axis=None), text=alt.Text("line:N"))


def needs_chart(
    needs: pd.DataFrame, language: str, *, note: str = "", most: int = 20
) -> "ChartType":
    """Draw how often each need was voiced, by how long customers have been with the company.

    Parameters
    ----------
    needs : pandas.DataFrame
        `cohort, need, count`, with `cohort_label` and `need_label` where they are wanted.
    language : {"en", "zh"}
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.
    most : int
        So many of the most frequent needs are drawn; the subtitle says when there are more.

    Returns
    -------
    altair chart
        A heat map with the counts written in, the most frequent need on top.
    """
    _ = translator(language)
    if needs.empty:
        return only_text(_("No needs have been counted yet."))
    data = pd.DataFrame(
        {
            "cohort": needs.get("cohort_label", needs["cohort"]).map(
                lambda name: theme.wrap(str(name), 130)
            ),
            "need": needs.get("need_label", needs["need"]),
            "count": needs["count"],
        }
    )
    # Two needs in the same words are one need to the reader.
    data = data.groupby(["cohort", "need"], sort=False, dropna=False)["count"].sum().reset_index()
    totals = data.groupby("need")["count"].sum().sort_values(ascending=False, kind="stable")
    drawn = list(totals.index[:most])
    data = data[data["need"].isin(drawn)]
    columns = list(dict.fromkeys(data["cohort"]))
    beside = alt.Axis(ticks=False, domain=False, labelLimit=300)
    base = alt.Chart(data).encode(
        x=alt.X("cohort:N", sort=columns, title=None, axis=heads(columns)),
        y=alt.Y("need:N", sort=drawn, title=None, axis=beside),
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("count:Q", scale=alt.Scale(scheme="blues", domainMin=0), legend=None)
    )
    dark = f"datum.count > {0.65 * data['count'].max()}"
    ink = alt.condition(dark, alt.value("white"), alt.ColorValue(theme.INK))
    counts = base.mark_text().encode(text=alt.Text("count:Q"), color=ink)
    more = len(totals) - len(drawn)
    heading = title(
        _("What customers ask for"),
        _("How often each need was voiced, by how long customers have been with the company."),
        _("{more} rarer needs are not drawn.").format(more=more) if more else "",
        note,
    )
    width, height = alt.Step(max(90, 560 // len(columns))), alt.Step(30)
    return (cells + counts).properties(width=width, height=height, title=heading)


def evaluation_chart(language: str, evaluation: Evaluation = "classic") -> "ChartType":
    """Draw the evaluation table: which pair of answers counts for which category."""
    _ = translator(language)
    answers = answer_names(language)
    rows = [
        (answers[i], answers[j], letter)
        for i, row in enumerate(TABLES[evaluation])
        for j, letter in enumerate(row)
        if letter != " "
    ]
    cells = pd.DataFrame(rows, columns=["with", "without", "letter"])
    cells["name"] = cells["letter"] + "  " + cells["letter"].map(category_names(language))
    above = alt.Axis(orient="top", labelAngle=0, labelLimit=150, ticks=False, domain=False)
    beside = alt.Axis(ticks=False, domain=False, labelLimit=180)
    base = alt.Chart(cells).encode(
        x=alt.X("without:N", sort=answers, title=_("Without it"), axis=above),
        y=alt.Y("with:N", sort=answers, title=_("With it"), axis=beside),
    )
    tiles = base.mark_rect(stroke="white", strokeWidth=3).encode(
        color=by_category(
            alt.Color, COLOURS, cells["letter"], language, with_letters=True, title=_("Category")
        )
    )
    letters = base.mark_text(fontSize=20, fontWeight=700).encode(
        text=alt.Text("letter:N"), color=on_colour()
    )
    heading = title(_("From a pair of answers to a category"))
    return (tiles + letters).properties(width=alt.Step(125), height=alt.Step(46), title=heading)


def by_category(
    channel: Any,
    values: Mapping[str, str],
    letters: pd.Series,
    language: str,
    *,
    with_letters: bool = False,
    **options: Any,
) -> Any:
    """Encode the column `name` so that a category has one colour and shape in every chart."""
    names, present = category_names(language), set(letters)
    shown = [letter for letter in CATEGORIES if letter in present]
    if with_letters:
        names = {letter: f"{letter}  {name}" for letter, name in names.items()}
    scale = alt.Scale(domain=[names[x] for x in shown], range=[values[x] for x in shown])
    return channel("name:N", scale=scale, **options)


def n_line(shown: pd.DataFrame, left_out: int, language: str) -> str:
    """How many answers a chart rests on, and how many features it could not draw."""
    _ = translator(language)
    none = _("Not drawn, with too few answers that count: {count}.").format(count=left_out)
    if shown.empty:
        return none if left_out else _("No answers yet.")
    low, high = int(shown["n"].min()), int(shown["n"].max())
    one = _("n = {low} answers per feature.")
    several = _("n = {low} to {high} answers per feature.")
    parts = [(one if low == high else several).format(low=low, high=high)]
    return ("" if language == "zh" else " ").join([*parts, none] if left_out else parts)


def heads(names: Sequence[str]) -> alt.Axis:
    """An axis of column heads, which may have several lines."""
    return alt.Axis(
        orient="top",
        labelAngle=0,
        # Lines after the first grow downwards: lift the labels by as many as the longest has.
        labelPadding=4 + 18 * max((name.count("\n") for name in names), default=0),
        labelLineHeight=18,
        labelLimit=190,
        labelExpr="split(datum.label, '\\n')",
        ticks=False,
        domain=False,
    )


def only_text(text: str) -> alt.Chart:
    """A line of text where there is nothing to draw."""
    line = alt.Chart(pd.DataFrame({"text": [text]})).mark_text(fontSize=18)
    return line.encode(text=alt.Text("text:N")).properties(width=WIDTH, height=80)


def title(text: str, *lines: str) -> alt.TitleParams:
    """A title and what stands under it, empty lines left out."""
    return alt.TitleParams(text, subtitle=list(_fitted(lines)) or alt.Undefined)


def _fitted(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if line:
            yield from theme.wrap(line, WIDTH + 110, most=3).split("\n")


def on_colour() -> Any:
    """Ink for text on a category's colour."""
    return alt.condition(
        "datum.letter == 'Q' || datum.letter == 'R'", alt.value(theme.INK), alt.ColorValue("white")
    )
