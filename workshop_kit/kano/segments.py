"""Segments side by side: a map, small planes, and the differences that are more than chance."""

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from workshop_kit import theme
from workshop_kit.kano.charts import (
    COLOURS,
    SHAPES,
    by_category,
    heads,
    on_colour,
    only_text,
    title,
)
from workshop_kit.kano.words import COUNTS_ONLY, category_names, label_of, told_apart
from workshop_kit.text import number, translator

if TYPE_CHECKING:
    from altair.typing import ChartType

PANEL = 250
_EDGE = 0.06
MEASURES = ("better", "worse")


def segment_map(
    table: pd.DataFrame, language: str, *, by: str = "segment", note: str = ""
) -> "ChartType":
    """Draw each segment's category for each feature as a map of letters.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify` with `by`, labels where they are wanted.
    language : {"en", "zh"}
    by : str
        The column of the groups.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        Features down, segments across. Full colour: the category is told apart; pale: not yet;
        fewer than 20 answers: only their number.
    """
    _ = translator(language)
    names = category_names(language)
    few = table["n"] < COUNTS_ONLY
    tiles = pd.DataFrame(
        {
            "feature": _features(table, by),
            "group": _groups(table, by, language),
            "letter": table["category"].where(~few, ""),
            "name": table["category"].map(names),
            "sure": told_apart(table),
            "n": table["n"],
            "text": table["category"].where(~few, "n = " + table["n"].astype(str)),
        }
    )
    features, groups = list(dict.fromkeys(tiles["feature"])), list(dict.fromkeys(tiles["group"]))
    tiles["group"] = tiles["group"].map(lambda group: theme.wrap(group, 105))
    columns = list(dict.fromkeys(tiles["group"]))
    beside = alt.Axis(ticks=False, domain=False, labelLimit=260)
    base = alt.Chart(tiles).encode(
        x=alt.X("group:N", sort=columns, title=None, axis=heads(columns)),
        y=alt.Y("feature:N", sort=features, title=None, axis=beside),
        tooltip=[
            alt.Tooltip("feature:N", title=_("Feature")),
            alt.Tooltip("group:N", title=_("Segment")),
            alt.Tooltip("name:N", title=_("Category")),
            alt.Tooltip("n:Q", title=_("Answers")),
        ],
    )
    enough = base.transform_filter(f"datum.n >= {COUNTS_ONLY}")
    # A legend of nothing would still show its title.
    legend = alt.Legend() if tiles["letter"].any() else None
    cells = enough.mark_rect(stroke="white", strokeWidth=3).encode(
        color=by_category(
            alt.Color, COLOURS, tiles["letter"], language, title=_("Category"), legend=legend
        ),
        opacity=alt.condition("datum.sure", alt.value(1), alt.OpacityValue(0.32)),
    )
    sure = enough.transform_filter("datum.sure").mark_text(fontSize=16, fontWeight=700)
    unsure = enough.transform_filter("!datum.sure").mark_text(fontSize=16, color=theme.INK)
    counts = base.transform_filter(f"datum.n < {COUNTS_ONLY}").mark_text(color=theme.MUTED)
    heading = title(
        _("What each segment says"),
        _("Full colour: told apart from the runner-up. Pale: not yet. Grey text: too few answers."),
        note,
    )
    chart = cells + sure.encode(text=alt.Text("text:N"), color=on_colour())
    chart = chart + unsure.encode(text=alt.Text("text:N")) + counts.encode(text=alt.Text("text:N"))
    width = alt.Step(max(70, min(120, 620 // max(len(groups), 1))))
    return chart.properties(width=width, height=alt.Step(34), title=heading)


def segment_planes(
    table: pd.DataFrame, language: str, *, by: str = "segment", note: str = ""
) -> "ChartType":
    """Draw the four-quadrant chart once for each segment, small, with numbered features.

    Parameters and sources as `segment_map`; features with fewer than 20 answers among A, O, M and I
    are left out of a segment's plane.
    """
    _ = translator(language)
    features = table.drop_duplicates("feature")
    known = {feature: i for i, feature in enumerate(features["feature"], 1)}
    kept = table[table[["A", "O", "M", "I"]].sum(axis=1) >= COUNTS_ONLY]
    if kept.empty:
        return only_text(_("No segment has enough answers to be compared."))
    marks = pd.DataFrame(
        {
            "group": _groups(kept, by, language),
            "number": kept["feature"].map(known).astype(str),
            "label": _features(kept, by),
            "category": kept["category"],
            "name": kept["category"].map(category_names(language)),
            "sure": told_apart(kept),
            "x": kept["worse"].abs(),
            "y": kept["better"],
        }
    )
    marks = _placed(marks)
    scale = alt.Scale(domain=[-_EDGE, 1 + _EDGE], nice=False)
    axis = alt.Axis(values=[0, 0.5, 1], format=".1f")
    base = alt.Chart().encode(
        x=alt.X("x:Q", title="|Worse|", scale=scale, axis=axis),
        y=alt.Y("y:Q", title="Better", scale=scale, axis=axis),
    )
    look: dict[str, Any] = {"size": 110, "strokeWidth": 2, "opacity": 1}
    points = base.encode(
        color=by_category(alt.Color, COLOURS, marks["category"], language, title=_("Category")),
        shape=by_category(alt.Shape, SHAPES, marks["category"], language, title=_("Category")),
        tooltip=[alt.Tooltip("label:N", title=_("Feature")), alt.Tooltip("name:N")],
    )
    rule = alt.Chart().mark_rule(color=theme.MUTED, strokeDash=[5, 4])
    numbers = base.mark_text(dx=alt.ExprRef("datum.dx"), dy=alt.ExprRef("datum.dy"), fontSize=14)
    panel = alt.layer(
        rule.encode(x=alt.datum(0.5)),
        rule.encode(y=alt.datum(0.5)),
        points.transform_filter("datum.sure").mark_point(filled=True, **look),
        points.transform_filter("!datum.sure").mark_point(fill="white", **look),
        numbers.encode(text=alt.Text("number:N")),
        data=marks,
    ).properties(width=PANEL, height=PANEL)
    order = list(dict.fromkeys(marks["group"]))
    columns = 2 if len(order) in (2, 4) else 3
    facet = panel.facet(alt.Facet("group:N", title=None, sort=order), columns=columns)
    labels = _features(features, by)
    key = " · ".join(f"{i} {label}" for i, label in enumerate(labels, 1))
    heading = title(_("The four quadrants, segment by segment"), key, note)
    return facet.properties(title=heading)


def difference_sentences(differences: pd.DataFrame, language: str, *, most: int = 10) -> list[str]:
    """Say where a segment differs from everybody else; nothing is said that may be chance alone.

    Parameters
    ----------
    differences : pandas.DataFrame
        From `differences`, with labels where they are wanted; its first column holds the groups.
    language : {"en", "zh"}
    most : int
        So many differences are said; the last line counts them all.

    Returns
    -------
    list of str
        One sentence per difference whose interval excludes zero, the largest first, of groups with
        at least 20 answers that count; then how many comparisons were made, how many differ, and
        how many of them would by chance.
    """
    _ = translator(language)
    by = str(differences.columns[0])
    fair = differences[(differences["n"] >= COUNTS_ONLY) & (differences["n_others"] >= COUNTS_ONLY)]
    found = fair[fair["differs"]]
    found = found.loc[found["difference"].abs().sort_values(ascending=False, kind="stable").index]
    texts = {
        ("better", True): _("{group}: {feature} pleases them more than others ({figures})."),
        ("better", False): _("{group}: {feature} pleases them less than others ({figures})."),
        ("worse", True): _("{group}: they miss {feature} less than others ({figures})."),
        ("worse", False): _("{group}: they miss {feature} more than others ({figures})."),
    }
    written = _("{measure} {value} against {others}, difference {low} to {high}")
    said = found.head(most)
    groups = _groups(said, by, language)
    labels = _features(said, by)
    lines = []
    for group, label, (_i, row) in zip(groups, labels, said.iterrows(), strict=True):
        figures = written.format(
            measure=row["measure"].capitalize(),
            value=number(row["value"]),
            others=number(row["value_others"]),
            low=number(row["difference_low"]),
            high=number(row["difference_high"]),
        )
        text = texts[row["measure"], bool(row["difference"] > 0)]
        lines.append(text.format(group=group, feature=label, figures=figures))
    if fair.empty:
        return [_("No segment has enough answers to be compared.")]
    chance = _(
        "{n} comparisons of Better or Worse were made: {found} differ; about {chance} would by "
        "chance alone."
    )
    text = chance.format(n=len(fair), found=len(found), chance=round(len(fair) / 20))
    return [*lines, text]


def _features(table: pd.DataFrame, by: str) -> pd.Series:
    """The features' labels without their group; two of one label are told apart by their ids."""
    labels = label_of(table[[c for c in table if c not in (by, f"{by}_label")]])
    shared = table["feature"].groupby(labels).transform("nunique") > 1
    return labels.where(~shared, labels + " (" + table["feature"].astype(str) + ")")


def _groups(table: pd.DataFrame, by: str, language: str) -> pd.Series:
    _ = translator(language)
    names = table.get(f"{by}_label", table[by])
    return names.fillna(_("not stated")).astype(str)


def _placed(marks: pd.DataFrame) -> pd.DataFrame:
    """Where the numbers stand beside their marks, panel by panel."""
    offsets = np.zeros((len(marks), 2))
    for _group, rows in marks.groupby("group").indices.items():
        part = marks.iloc[rows]
        place = (part[["x", "y"]].to_numpy() + _EDGE) / (1 + 2 * _EDGE) * PANEL
        place[:, 1] = PANEL - place[:, 1]
        sizes = [theme.text_size(text) for text in part["number"]]
        offsets[rows] = np.nan_to_num(theme.place_labels(place, sizes, (PANEL, PANEL), radius=6))
    return marks.assign(dx=offsets[:, 0].round(1), dy=offsets[:, 1].round(1))
