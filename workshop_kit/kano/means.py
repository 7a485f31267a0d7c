"""The continuous plane: the mean answer to either question, as a second look at the categories."""

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from workshop_kit import theme
from workshop_kit.kano.charts import title
from workshop_kit.kano.words import COUNTS_ONLY, category_names, label_of
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH, HEIGHT = 640, 540
LOW, HIGH = -2.3, 4.3
NUMBERS_ABOVE = 15


def mean_plane(
    table: pd.DataFrame,
    language: str,
    *,
    importance: pd.DataFrame | None = None,
    note: str = "",
) -> "ChartType":
    """Draw every feature at the means of its two questions.

    Parameters
    ----------
    table : pandas.DataFrame
        From `continuous`, one row per feature; features with fewer than 20 answers on either side
        are left out, and the subtitle counts them.
    language : {"en", "zh"}
    importance : pandas.DataFrame, optional
        From `importance`: the more important a feature, the larger its mark.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        x = mean without the feature, y = mean with it, -2..4; lines of one standard deviation
        either way. Borders of the zones at 2; below 0 reverse or questionable. Above 15 features
        the marks carry numbers, and the subtitle says which is which.

    Notes
    -----
    Quite different mixes of answers can have one mean: the categories decide, this plane only shows
    how far from a border a feature lies.
    """
    _ = translator(language)
    enough = table[["n_functional", "n_dysfunctional"]].min(axis=1) >= COUNTS_ONLY
    zones = _zones(language)
    marks = _marks(table[enough].reset_index(drop=True), zones)
    if importance is not None:
        stated = importance.set_index("feature")["importance"]
        marks["importance"] = marks["feature"].map(stated)
    base = alt.Chart(marks).encode(
        x=_axis(alt.X, "x", _("Mean without it (how much it is missed)")),
        y=_axis(alt.Y, "y", _("Mean with it (how much it pleases)")),
    )
    grey = base.mark_rule(color=theme.MUTED, opacity=0.35, aria=False, clip=True)
    points = base.encode(
        tooltip=[
            alt.Tooltip("label:N", title=_("Feature")),
            alt.Tooltip("x:Q", format=".2f", title=_("Without it")),
            alt.Tooltip("y:Q", format=".2f", title=_("With it")),
        ]
    )
    if importance is not None:
        sizes = alt.Scale(domain=[1, 9], range=[30, 520])
        legend = alt.Legend(values=[3, 5, 7, 9], symbolFillColor=theme.MUTED)
        points = points.encode(
            size=alt.Size("importance:Q", scale=sizes, title=_("Importance"), legend=legend)
        )
    text: dict[str, Any] = {"fontSize": 14, "aria": False}
    text |= {"dx": alt.ExprRef("datum.dx"), "dy": alt.ExprRef("datum.dy"), "baseline": "middle"}
    halo = base.mark_text(**text, stroke="white", strokeWidth=4, strokeJoin="round")
    chart = alt.layer(
        *(_border(value) for value in (0, 2)),
        *_zone_names(zones),
        grey.encode(x=alt.X("x_low:Q"), x2=alt.X2("x_high:Q")),
        grey.encode(y=alt.Y("y_low:Q"), y2=alt.Y2("y_high:Q")),
        points.mark_circle(color="#0072B2", opacity=1, size=150),
        halo.encode(text=alt.Text("mark:N")),
        base.mark_text(**text, color=theme.INK).encode(text=alt.Text("mark:N")),
    ).properties(width=WIDTH, height=HEIGHT)
    left_out = _("Not drawn, with too few answers that count: {count}.")
    named = [f"{i} {label}" for i, label in enumerate(marks["label"], 1)]
    heading = title(
        _("The means of both questions"),
        _("Lines: one standard deviation. Different answers can have one mean: a second look."),
        left_out.format(count=int((~enough).sum())) if not enough.all() else "",
        " · ".join(named) if len(marks) > NUMBERS_ABOVE else "",
        note,
    )
    return chart.properties(title=heading)


def _marks(table: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    labels = label_of(table) if len(table) else pd.Series(dtype=str)
    marks = pd.DataFrame(
        {
            "feature": table["feature"],
            "label": labels,
            "x": table["mean_dysfunctional"],
            "y": table["mean_functional"],
        }
    )
    for axis, side in (("x", "dysfunctional"), ("y", "functional")):
        spread = table[f"sd_{side}"].fillna(0)
        marks[f"{axis}_low"] = (marks[axis] - spread).clip(lower=LOW)
        marks[f"{axis}_high"] = (marks[axis] + spread).clip(upper=HIGH)
    many = len(marks) > NUMBERS_ABOVE
    texts = [
        str(i) if many else theme.wrap(label, 190, most=1) for i, label in enumerate(labels, 1)
    ]
    place = (marks[["x", "y"]].to_numpy(dtype=float) - LOW) / (HIGH - LOW)
    place = np.column_stack([place[:, 0] * WIDTH, (1 - place[:, 1]) * HEIGHT])
    sizes = [theme.text_size(text) for text in texts]
    boxes = list(zones[["left", "top", "right", "bottom"]].itertuples(index=False, name=None))
    offsets = theme.place_labels(place, sizes, (WIDTH, HEIGHT), boxes, radius=12)
    lost = np.isnan(offsets[:, 0])
    offsets = np.nan_to_num(offsets).round(1)
    return marks.assign(mark=np.where(lost, "", texts), dx=offsets[:, 0], dy=offsets[:, 1])


def _zones(language: str) -> pd.DataFrame:
    """The zones' names in their outer corners, and the boxes that labels keep off."""
    names = category_names(language)
    zero_x, zero_y = -LOW / (HIGH - LOW) * WIDTH, HIGH / (HIGH - LOW) * HEIGHT
    rows = []
    for letter, right, top in (("A", 0, 1), ("O", 1, 1), ("M", 1, 0), ("I", 0, 0)):
        width, height = theme.text_size(names[letter], 17, bold=True)
        left = WIDTH - width - 8 if right else zero_x + 8
        upper = 6 if top else zero_y - height - 6
        rows.append((names[letter], left, upper, left + width, upper + height))
    return pd.DataFrame(rows, columns=["name", "left", "top", "right", "bottom"])


def _zone_names(zones: pd.DataFrame) -> list[alt.Chart]:
    middles = zip(
        (zones["left"] + zones["right"]) / 2, (zones["top"] + zones["bottom"]) / 2, strict=True
    )
    return [
        alt.Chart(zones.iloc[[i]][["name"]])
        .mark_text(x=x, y=y, baseline="middle", fontSize=17, fontWeight=700, color="#9ca3af")
        .encode(text=alt.Text("name:N"))
        for i, (x, y) in enumerate(middles)
    ]


def _border(value: float) -> "ChartType":
    at = alt.Chart(pd.DataFrame({"x": [value], "y": [value]}))
    rule = at.mark_rule(color=theme.MUTED, strokeDash=[6, 4] if value else [1, 0], opacity=0.7)
    return rule.encode(x=alt.X("x:Q")) + rule.encode(y=alt.Y("y:Q"))


def _axis(channel: Any, field: str, name: str) -> Any:
    scale = alt.Scale(domain=[LOW, HIGH], nice=False)
    axis = alt.Axis(values=list(range(-2, 5)), format="d")
    return channel(f"{field}:Q", title=name, scale=scale, axis=axis)
