"""The four-quadrant chart: what dissatisfies when missing, what satisfies when there."""

from typing import TYPE_CHECKING, Any, Literal

import altair as alt
import numpy as np
import pandas as pd

from workshop_kit import theme
from workshop_kit.kano.charts import COLOURS, SHAPES, by_category, n_line, title
from workshop_kit.kano.words import COUNTS_ONLY, category_names, label_of, told_apart
from workshop_kit.text import translator

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDTH, HEIGHT = 680, 520
NUMBERS_ABOVE, LABELS_UP_TO = 15, 60
LINE = 17
# The scales run from -0.04 to 1.04, so that marks on the border are drawn whole.
_EDGE = 0.04


def quadrant(
    table: pd.DataFrame,
    language: str,
    *,
    lines: Literal["half", "mean"] = "half",
    importance: pd.DataFrame | None = None,
    note: str = "",
) -> "ChartType":
    """Draw every feature by what its absence spoils and its presence gains.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify`, one row per feature; features with fewer than 20 answers among A, O, M and
        I are left out, and the subtitle counts them.
    language : {"en", "zh"}
    lines : {"half", "mean"}
        Quadrant lines at 0.5 (Berger et al. 1993) or at the means of the plotted features.
    importance : pandas.DataFrame, optional
        From `importance`: the more important a feature, the larger its mark.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        x = |worse|, y = better, with their intervals. Filled marks: the category is told apart.
        Above 15 features the marks carry numbers and a key stands beside; above 60 neither.
    """
    _ = translator(language)
    plotted = _plotted(table, language)
    if importance is not None:
        stated = importance.set_index("feature")["importance"]
        plotted["importance"] = plotted["feature"].map(stated)
    middle = (0.5, 0.5)
    if lines == "mean" and len(plotted):
        middle = (float(plotted["x"].mean()), float(plotted["better"].mean()))
    corners = _corners(language)
    marks = _labelled(plotted, corners)
    base = alt.Chart(marks).encode(
        x=_axis(alt.X, "x", _("Dissatisfaction when missing (|Worse|)")),
        y=_axis(alt.Y, "better", _("Satisfaction when there (Better)")),
    )
    # aria=False: the mark itself says all of it to a screen reader.
    grey = base.mark_rule(color=theme.MUTED, opacity=0.45, aria=False)
    across = grey.encode(x=alt.X("x_low:Q"), x2=alt.X2("x_high:Q"))
    upright = grey.encode(y=alt.Y("better_low:Q"), y2=alt.Y2("better_high:Q"))
    named = len(marks) <= LABELS_UP_TO
    chart = alt.layer(
        _cross(middle),
        _corner_names(corners),
        across,
        upright,
        *([_leaders(base)] if named else []),
        *_points(base, plotted, language),
        *(_names(base) if named else []),
    ).properties(width=WIDTH, height=HEIGHT)
    heading = title(
        _("What matters to customers, and how"),
        n_line(plotted, len(table) - len(plotted), language),
        _("Lines: 95% intervals. Filled: told apart from the runner-up; hollow: not yet."),
        note,
    )
    if named and len(marks) > NUMBERS_ABOVE:
        return (chart | _key(marks)).properties(title=heading)
    return chart.properties(title=heading)


def _plotted(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Rows that have a place on the chart, with what is drawn of them."""
    # Better and Worse rest on A, O, M and I alone: where nearly all is R or Q, a point would lie.
    counting = table[["A", "O", "M", "I"]].sum(axis=1)
    kept = table[counting >= COUNTS_ONLY].reset_index(drop=True)
    columns = ["feature", "n", "category", "better", "better_low", "better_high", "worse"]
    return kept[columns].assign(
        significant=told_apart(kept),
        label=label_of(kept),
        name=kept["category"].map(category_names(language)),
        x=kept["worse"].abs(),
        x_low=-kept["worse_high"],
        x_high=-kept["worse_low"],
    )


def _points(base: alt.Chart, plotted: pd.DataFrame, language: str) -> tuple[alt.Chart, ...]:
    """The marks: filled where the category is significant, hollow where it is not."""
    _ = translator(language)
    name = _("Category")
    points = base.encode(
        color=by_category(alt.Color, COLOURS, plotted["category"], language, title=name),
        shape=by_category(alt.Shape, SHAPES, plotted["category"], language, title=name),
        tooltip=[
            alt.Tooltip("label:N", title=_("Feature")),
            alt.Tooltip("name:N", title=name),
            alt.Tooltip("n:Q", title=_("Answers")),
            alt.Tooltip("better:Q", format=".2f", title=_("Better")),
            alt.Tooltip("worse:Q", format=".2f", title=_("Worse")),
        ],
    )
    look: dict[str, Any] = {"size": 170, "strokeWidth": 2.2, "opacity": 1}
    if "importance" in plotted:
        sizes = alt.Scale(domain=[1, 9], range=[30, 520])
        legend = alt.Legend(values=[3, 5, 7, 9], symbolFillColor=theme.MUTED)
        points = points.encode(
            size=alt.Size("importance:Q", scale=sizes, title=_("Importance"), legend=legend)
        )
    return (
        points.transform_filter("datum.significant").mark_point(filled=True, **look),
        points.transform_filter("!datum.significant").mark_point(fill="white", **look),
    )


def _leaders(base: alt.Chart) -> alt.Chart:
    """Thin lines from the marks to those labels that stand off."""
    lines = base.mark_rule(color=theme.INK, strokeWidth=0.8, opacity=0.6, aria=False)
    return lines.encode(x2=alt.X2("edge_x:Q"), y2=alt.Y2("edge_y:Q"))


def _names(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The labels, each on a white halo so that it can be read over a line."""
    text: dict[str, Any] = {
        "dx": alt.ExprRef("datum.dx"),
        # Vega sets the first line where dy says; the box has its middle there.
        "dy": alt.ExprRef("datum.dy - datum.lift"),
        "lineBreak": "\n",
        "lineHeight": LINE,
        "fontSize": 14,
        "align": "center",
        "baseline": "middle",
        "aria": False,
    }
    halo = base.mark_text(**text, stroke="white", strokeWidth=4, strokeJoin="round")
    return halo.encode(text=alt.Text("mark:N")), base.mark_text(**text, color=theme.INK).encode(
        text=alt.Text("mark:N")
    )


def _labelled(plotted: pd.DataFrame, corners: pd.DataFrame) -> pd.DataFrame:
    """Add what stands beside each mark, and where: dx, dy in pixels, the leader's end in shares."""
    texts = [str(i + 1) for i in range(len(plotted))]
    if len(plotted) > LABELS_UP_TO:
        texts = [""] * len(plotted)
    elif len(plotted) <= NUMBERS_ABOVE:
        texts = [_in_lines(label) for label in plotted["label"]]
    points = _pixels(plotted[["x", "better"]].to_numpy())
    sizes = np.array([theme.text_size(text) for text in texts]).reshape(-1, 2) + np.array([6, 2])
    offsets = np.zeros_like(points)
    if any(texts):
        boxes = list(corners[["left", "top", "right", "bottom"]].itertuples(index=False, name=None))
        radius = 13 if "importance" in plotted else 8
        offsets = theme.place_labels(points, sizes, (WIDTH, HEIGHT), boxes, radius)
    lost = np.isnan(offsets[:, 0])
    offsets[lost] = 0
    # The leader ends at the label's edge, and only where the label stands off its mark.
    reach = np.maximum(np.abs(offsets) - sizes / 2, 0)
    off = (reach.max(axis=1) > 16) & ~lost
    end = _shares(points + np.where(off[:, None], np.sign(offsets) * reach, 0))
    return plotted.assign(
        mark=np.where(lost, "", texts),
        dx=offsets[:, 0].round(1),
        dy=offsets[:, 1].round(1),
        lift=[text.count("\n") * LINE / 2 for text in texts],
        box_width=sizes[:, 0].round(1),
        box_height=sizes[:, 1].round(1),
        edge_x=end[:, 0],
        edge_y=end[:, 1],
    )


def _in_lines(label: str) -> str:
    """The label on one or two lines of up to 190 pixels, two of them about equally long."""
    widest = theme.wrap(label, 190)
    for width in (100, 115, 130, 145, 160, 175):
        text = theme.wrap(label, width)
        same = "".join(text.split()) == "".join(widest.split())
        if same and text.count("\n") == widest.count("\n"):
            return text
    return widest


def _pixels(shares: theme.Floats) -> theme.Floats:
    """Shares (x, y) as pixels from the upper left corner."""
    place = (shares + _EDGE) / (1 + 2 * _EDGE)
    return np.column_stack([place[:, 0] * WIDTH, (1 - place[:, 1]) * HEIGHT])


def _shares(pixels: theme.Floats) -> theme.Floats:
    place = np.column_stack([pixels[:, 0] / WIDTH, 1 - pixels[:, 1] / HEIGHT])
    return place * (1 + 2 * _EDGE) - _EDGE


def _corners(language: str) -> pd.DataFrame:
    """Names of the quadrants in the corners, and the boxes that labels keep off."""
    names = category_names(language)
    rows = []
    for letter, right, top in (("A", 0, 1), ("O", 1, 1), ("M", 1, 0), ("I", 0, 0)):
        width, height = theme.text_size(names[letter], 17, bold=True)
        left = WIDTH - width - 8 if right else 8
        # Clear of the grid lines at 0 and 1.
        upper = 26 if top else HEIGHT - height - 26
        row = (names[letter], left + width / 2, upper + height / 2)
        rows.append((*row, left, upper, left + width, upper + height))
    columns = ["name", "x", "y", "left", "top", "right", "bottom"]
    return pd.DataFrame(rows, columns=columns)


def _corner_names(corners: pd.DataFrame) -> "ChartType":
    text: dict[str, Any] = {"fontSize": 17, "fontWeight": 700, "color": "#9ca3af"}
    # x and y as values are pixels, which is what the boxes are measured in.
    return alt.layer(
        *(
            alt.Chart(corners.iloc[[i]][["name"]])
            .mark_text(**text, baseline="middle", x=x, y=y)
            .encode(text=alt.Text("name:N"))
            for i, (x, y) in enumerate(zip(corners["x"], corners["y"], strict=True))
        )
    )


def _cross(middle: tuple[float, float]) -> "ChartType":
    at = alt.Chart(pd.DataFrame({"x": [middle[0]], "y": [middle[1]]}))
    rule = at.mark_rule(color=theme.MUTED, strokeDash=[6, 4])
    return rule.encode(x=alt.X("x:Q")) + rule.encode(y=alt.Y("y:Q"))


def _axis(channel: Any, field: str, title: str) -> Any:
    scale = alt.Scale(domain=[-_EDGE, 1 + _EDGE], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2f")
    return channel(f"{field}:Q", title=title, scale=scale, axis=axis)


def _key(marks: pd.DataFrame) -> alt.HConcatChart:
    """Numbers and their features, beside a chart that has no room for the names."""
    rows = min(30, len(marks))
    width = 270 if rows == len(marks) else 200
    names = [theme.wrap(label, width, most=1) for label in marks["label"]]
    key = pd.DataFrame({"number": range(1, len(names) + 1), "name": names})
    columns = [key.iloc[first : first + rows] for first in range(0, len(key), rows)]
    step = min(22.0, HEIGHT / rows)
    return alt.hconcat(*(_key_column(column, width + 30, step) for column in columns))


def _key_column(key: pd.DataFrame, width: int, step: float) -> "ChartType":
    base = alt.Chart(key).encode(y=alt.Y("number:O", axis=None))
    numbers = base.mark_text(align="right", x=20, color=theme.MUTED).encode(
        text=alt.Text("number:N")
    )
    names = base.mark_text(align="left", x=28).encode(text=alt.Text("name:N"))
    return (numbers + names).properties(width=width, height=alt.Step(step))
