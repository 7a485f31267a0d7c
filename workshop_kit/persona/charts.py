"""Charts of segments and of value: each takes a result of the analysis and only draws it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import theme
from workshop_kit.persona.clusters import Segments
from workshop_kit.persona.contrasts import stands_out
from workshop_kit.persona.sentences import contrast, headline, how_sure
from workshop_kit.persona.words import abc_names
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    from altair.typing import ChartType

# Okabe and Ito's orange and blue, which nearly everybody tells apart.
ABOVE, BELOW, PLAIN = "#D55E00", "#0072B2", "#9ca3af"
WIDTH = 800
FAR = 1.5
"""Standard deviations from all customers at which the colour is full."""


def segment_chart(found: Segments, language: str, *, note: str = "") -> "ChartType":
    """Draw how large each segment is, and write beside it what it stands out by.

    Parameters
    ----------
    found : Segments
        From `customer_segments` or `segments`.
    language : {"en", "zh"}
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        One row per segment, the largest first: a bar as long as its share, n and share, and up to
        three differences from all customers of at least half a standard deviation. Grey bars and
        no differences where the data support no segments.
    """
    _ = translator(language)
    if found.sizes.empty:
        return _only_text(_("No customers yet."))
    rows = _segment_rows(found, language)
    base = alt.Chart(rows).encode(y=alt.Y("row:O", axis=None))
    most = float(rows["share"].max())
    x = alt.X(
        "share:Q", axis=None, scale=alt.Scale(domain=[0, most * (WIDTH - 160) / 130], nice=False)
    )
    colour = PLAIN if found.verdict == "none" else "#0f766e"
    bars = base.mark_bar(height=26, color=colour).encode(
        x=x, tooltip=[alt.Tooltip("name:N", title=_("Segment")), alt.Tooltip("n:Q", title="n")]
    )
    counts = base.mark_text(align="left", dx=6).encode(x=x, text=alt.Text("count:N"))
    lines: dict[str, Any] = {"lineBreak": "\n", "lineHeight": 20, "baseline": "middle"}
    names = base.mark_text(
        align="right", x=-10, dy=alt.ExprRef("datum.name_lift"), fontWeight=700, **lines
    ).encode(text=alt.Text("name:N"))
    texts = base.mark_text(align="left", x=240, dy=alt.ExprRef("datum.text_lift"), **lines)
    heading = _title(
        headline(found, language),
        how_sure(found, language),
        ""
        if found.verdict == "none"
        else _("Beside the bars: what sets the segment apart from all customers."),
        note,
    )
    chart = bars + counts + names + texts.encode(text=alt.Text("text:N"))
    height = 30 + 20 * max(text.count("\n") + 1 for text in [*rows["name"], *rows["text"]])
    return chart.properties(width=WIDTH - 160, height=alt.Step(height), title=heading)


def profile_chart(found: Segments, language: str, *, note: str = "", most: int = 24) -> "ChartType":
    """Draw every segment's means and shares, coloured by how far they are from all customers.

    Parameters
    ----------
    found : Segments
        From `customer_segments` or `segments`.
    language : {"en", "zh"}
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.
    most : int
        So many rows are drawn, those with the largest differences; the subtitle says when there
        are more.

    Returns
    -------
    altair chart
        Attributes down (a category's values each with a row, of two values the rarer one), all
        customers and segments across. In the cells the mean, the share or the middle level; orange
        above and blue below all customers, full at 1.5 standard deviations.
    """
    _ = translator(language)
    if found.profile.empty or found.sizes.empty:
        return _only_text(_("No customers yet."))
    cells, left_out = _cells(found, language, most)
    heads = list(dict.fromkeys(cells["head"]))
    rows = dict(zip(cells["row"], cells["label"], strict=True))
    base = alt.Chart(cells).encode(
        x=alt.X("head:N", sort=heads, title=None, axis=_heads(heads)),
        y=alt.Y("row:O", axis=None),
        tooltip=[
            alt.Tooltip("label:N", title=_("Attribute")),
            alt.Tooltip("segment:N", title=_("Segment")),
            alt.Tooltip("whole:N", title=_("Value")),
            alt.Tooltip("n:Q", title=_("n, as far as known")),
        ],
    )
    colours = [BELOW, "#f3f4f6", ABOVE]
    words = {-FAR: _("far below"), 0: _("as all"), FAR: _("far above")}
    says = " : ".join(f"datum.value == {at} ? {word!r}" for at, word in words.items()) + " : ''"
    tiles = base.mark_rect(stroke="white", strokeWidth=3).encode(
        color=alt.Color(
            "difference:Q",
            title=_("Compared with all"),
            scale=alt.Scale(domain=[-FAR, 0, FAR], range=colours, interpolate="rgb", clamp=True),
            legend=alt.Legend(
                values=list(words), labelExpr=says, orient="bottom", gradientLength=260
            ),
        )
    )
    dark = f"datum.difference != null && abs(datum.difference) > {0.85 * FAR}"
    texts = base.mark_text(fontSize=14).encode(
        text=alt.Text("text:N"),
        color=alt.condition(dark, alt.value("white"), alt.ColorValue(theme.INK)),
    )
    labels = alt.Chart(pd.DataFrame({"row": list(rows), "label": list(rows.values())}))
    beside = labels.mark_text(align="right", x=-10).encode(
        y=alt.Y("row:O"), text=alt.Text("label:N")
    )
    more = _("Drawn: the {most} rows that differ most; {n} more are left out.")
    heading = _title(
        _("What each segment is like"),
        how_sure(found, language),
        _("Means and shares; of levels the middle one. The stronger the colour, the further off."),
        more.format(most=len(rows), n=left_out) if left_out else "",
        note,
    )
    width = alt.Step(_column_width(len(heads)))
    return (tiles + texts + beside).properties(width=width, height=alt.Step(34), title=heading)


def value_chart(
    shares: pd.DataFrame, language: str, *, label: str = "", missing: int = 0, note: str = ""
) -> "ChartType":
    """Draw how many customers A, B and C are, and what they bring.

    Parameters
    ----------
    shares : pandas.DataFrame
        From `value_shares`.
    language : {"en", "zh"}
    label : str
        What the value is, such as "Spend a year".
    missing : int
        Customers whose value is not known; the subtitle says so.
    note : str
        Where the numbers come from (`Workshop.notice`); stands under the title.

    Returns
    -------
    altair chart
        Two bars per class: share of the customers, share of the value. Both start at 0 and share
        one axis.
    """
    _ = translator(language)
    if shares["n"].sum() == 0 or shares["value_share"].isna().any():
        return _only_text(_("No customers with a value yet."))
    of_customers, of_value = _("of the customers"), _("of the value")
    names = abc_names(language)
    bars = pd.concat(
        [
            pd.DataFrame(
                {
                    "class": shares["class"].map(names),
                    "measure": measure,
                    "share": shares[column],
                    "text": [
                        f"{share(part)} (n = {n})" if column == "share" else share(part)
                        for part, n in zip(shares[column], shares["n"], strict=True)
                    ],
                }
            )
            for measure, column in ((of_customers, "share"), (of_value, "value_share"))
        ]
    )
    order = [of_customers, of_value]
    low, high = min(0.0, float(bars["share"].min())), float(bars["share"].max())
    base = alt.Chart(bars).encode(
        y=alt.Y(
            "class:N",
            sort=list(names.values()),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelPadding=8),
            scale=alt.Scale(paddingInner=0.28),
        ),
        yOffset=alt.YOffset("measure:N", sort=order),
        x=alt.X(
            "share:Q",
            title=None,
            scale=alt.Scale(domain=[low, high * 1.18], nice=False),
            axis=alt.Axis(format="%", tickCount=5),
        ),
    )
    drawn = base.mark_bar().encode(
        color=alt.Color(
            "measure:N",
            title=_("Share"),
            sort=order,
            scale=alt.Scale(domain=order, range=[PLAIN, ABOVE]),
        )
    )
    texts = base.mark_text(align="left", dx=6).encode(text=alt.Text("text:N"))
    first = shares.iloc[0]
    finding = _("{share} of the customers bring {value_share} of the value")
    what = _("Value: {label}.").format(label=label) if label else ""
    lines = [
        _("{what} n = {n} customers, counted, not estimated.")
        .format(what=what, n=int(shares["n"].sum()))
        .strip(),
        _("Without a value, and left out: {n}.").format(n=missing) if missing else "",
        note,
    ]
    heading = _title(
        finding.format(share=share(first["share"]), value_share=share(first["value_share"]))
        if first["n"]
        else _("What the customers bring"),
        *lines,
    )
    return (drawn + texts).properties(width=WIDTH - 260, height=alt.Step(30), title=heading)


def _segment_rows(found: Segments, language: str) -> pd.DataFrame:
    """The segments with their names and what they stand out by, on as many lines as it takes."""
    special = stands_out(found.profile)
    codes = found.sizes["segment"]
    rows = found.sizes.assign(
        row=range(len(codes)),
        name=[theme.wrap(found.names.segment(code, language), 140) for code in codes],
        count=[
            f"n = {n} ({share(part)})"
            for n, part in zip(found.sizes["n"], found.sizes["share"], strict=True)
        ],
        text=[_differences(found, special[special["segment"] == code], language) for code in codes],
    )
    for column in ("name", "text"):
        rows[f"{column}_lift"] = [text.count("\n") * -10 for text in rows[column]]
    return rows


def _cells(found: Segments, language: str, most: int) -> tuple[pd.DataFrame, int]:
    """One row per cell of the profile, and how many rows of it are not drawn."""
    _ = translator(language)
    everybody = _("All customers")
    # Each segment has the same rows in the same order.
    profile = found.profile.assign(row=found.profile.groupby("segment").cumcount())
    parts = profile.drop_duplicates("row")
    two = parts.groupby("attribute")["row"].transform("size") == 2
    rarer = parts.sort_values("overall", kind="stable").drop_duplicates("attribute")["row"]
    parts = parts[~two | parts["row"].isin(rarer)]
    reach = profile["difference"].abs().groupby(profile["row"]).max()
    drawn = reach[parts["row"]].nlargest(most, keep="first").index
    wide = _column_width(len(found.sizes) + 1)
    count = dict(zip(found.sizes["segment"], found.sizes["n"], strict=True))
    known = profile.groupby("row")["n"].sum()
    cells = []
    for row in profile[profile["row"].isin(drawn)].to_dict("records"):
        name = found.names.segment(row["segment"], language)
        own = {"row": row["row"], "label": _row_label(found, row, language)}
        if row["segment"] == found.sizes["segment"].iloc[0]:
            whole = found.names.value(row, "overall", unit=False)
            first = {"segment": everybody, "head": _head(everybody, found.n, wide)}
            rest = {"whole": whole, "difference": 0.0, "n": known[row["row"]]}
            cells.append({**own, **first, **rest})
        head = _head(name, count[row["segment"]], wide)
        whole = found.names.value(row, unit=False)
        rest = {"whole": whole, "difference": row["difference"], "n": row["n"]}
        cells.append({**own, "segment": name, "head": head, **rest})
    table = pd.DataFrame(cells)
    table["text"] = [theme.wrap(text, wide - 10, most=1) for text in table["whole"]]
    return table, len(parts) - len(drawn)


def _head(name: str, n: int, wide: float) -> str:
    return f"{theme.wrap(name, wide - 6)}\nn = {n}"


def _row_label(found: Segments, row: dict[Any, Any], language: str) -> str:
    label = found.names.row(row, language)
    unit = found.names.units.get(row["attribute"]) if row["kind"] == "number" else None
    if unit:
        _ = translator(language)
        label = _("{label} ({unit})").format(label=label, unit=unit)
    return theme.wrap(label, 250, most=1)


def _differences(found: Segments, rows: pd.DataFrame, language: str) -> str:
    """What a segment stands out by, one line each."""
    _ = translator(language)
    if found.verdict == "none":
        return ""
    lines = [
        f"{'↑' if row['difference'] > 0 else '↓'} {contrast(row, found.names, language)}"
        for row in rows.to_dict("records")
    ]
    lines = lines or [_("little sets them apart from all customers")]
    return "\n".join(theme.wrap(line, WIDTH - 160 - 240, most=1) for line in lines)


def _column_width(columns: int) -> int:
    return max(76, min(130, 640 // columns))


def _heads(names: Sequence[str]) -> alt.Axis:
    """Column heads of several lines above the chart."""
    return alt.Axis(
        orient="top",
        labelAngle=0,
        # Lines after the first grow downwards: lift the labels by as many as the longest has.
        labelPadding=4 + 18 * max(name.count("\n") for name in names),
        labelLineHeight=18,
        labelLimit=190,
        labelExpr="split(datum.label, '\\n')",
        ticks=False,
        domain=False,
    )


def _only_text(text: str) -> alt.Chart:
    line = alt.Chart(pd.DataFrame({"text": [text]})).mark_text(fontSize=18)
    return line.encode(text=alt.Text("text:N")).properties(width=WIDTH - 160, height=80)


def _title(text: str, *lines: str) -> alt.TitleParams:
    shown = [part for line in lines if line for part in theme.wrap(line, 700, most=3).split("\n")]
    return alt.TitleParams(text, subtitle=shown or alt.Undefined)
