"""Complaints and satisfaction, before causes are looked for: where, of what kind, how many."""

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from workshop_kit import stats, theme
from workshop_kit.gaps.charts import title
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

KINDS = ("wait", "annoy", "worry", "cost")
"""The four experiences behind a complaint."""
MOST_ROWS, MOST_KINDS = 12, 8
SATISFIED = 4
"""From this of 1 to 5."""
COLOURS = ("#0072B2", "#E69F00", "#CC79A7", "#009E73", "#56B4E9", "#D55E00", "#7d838c", "#1f2937")
WIDTH, STEP = 560, 34


def kind_names(language: str) -> dict[str, str]:
    """The four kinds of complaint in the customer's voice."""
    _ = translator(language)
    return {
        "wait": _("kept me waiting"),
        "annoy": _("made it a nuisance"),
        "worry": _("left me worried"),
        "cost": _("cost me extra"),
    }


def complaint_counts(complaints: pd.DataFrame) -> pd.DataFrame:
    """Sum complaints up by touchpoint and kind.

    Parameters
    ----------
    complaints : pandas.DataFrame
        `touchpoint, kind, count`.

    Returns
    -------
    pandas.DataFrame
        `touchpoint, kind, count, total` (of the touchpoint), touchpoints with the most first, and
        the four known kinds before all others.

    Examples
    --------
    >>> rows = pd.DataFrame({"touchpoint": ["desk", "desk", "app"], "count": [2, 1, 5],
    ...                      "kind": ["wait", "wait", "cost"]})
    >>> complaint_counts(rows)
      touchpoint  kind  count  total
    0        app  cost    5.0    5.0
    1       desk  wait    3.0    3.0
    """
    keys = ["touchpoint", "kind"]
    table = complaints.astype({"count": float}).groupby(keys)["count"].sum().reset_index()
    table["total"] = table.groupby("touchpoint")["count"].transform("sum")
    place = {kind: i for i, kind in enumerate(KINDS)}
    table["place"] = table["kind"].map(lambda kind: place.get(kind, len(place)))
    order = ["total", "touchpoint", "place", "kind"]
    table = table.sort_values(order, ascending=[False, True, True, True], ignore_index=True)
    return table[[*keys, "count", "total"]]


def complaint_chart(workshop: "Workshop") -> Any:
    """Complaints by touchpoint, coloured by kind; words where there are none.

    Above 12 touchpoints or 8 kinds the rest is summed up in one.
    """
    _ = translator(workshop.language)
    table = complaint_counts(workshop.answers("complaints"))
    if not table["count"].sum():
        return workshop.say([_("No complaints are recorded here.")])
    table = _summed(table, workshop)
    kinds = sorted(dict.fromkeys(table["kind"]), key=_place(workshop))
    table["rank"] = table["kind"].map({kind: i for i, kind in enumerate(kinds)})
    table["line"] = [theme.wrap(name, 190, most=2) for name in table["touchpoint"]]
    base = alt.Chart(table).encode(y=alt.Y("line:N", sort=None, title=None, axis=_AXIS))
    tips = [
        alt.Tooltip("touchpoint:N", title=_("Touchpoint")),
        alt.Tooltip("kind:N", title=_("Kind")),
        alt.Tooltip("count:Q", title=_("Complaints"), format=",.0f"),
    ]
    bars = base.mark_bar(height=22).encode(
        x=alt.X(
            "count:Q",
            title=_("Complaints"),
            axis=alt.Axis(tickMinStep=1, tickCount=8, format=",.0f"),
        ),
        color=alt.Color(
            "kind:N",
            title=None,
            sort=kinds,
            scale=alt.Scale(domain=kinds, range=list(COLOURS[: len(kinds)])),
            legend=alt.Legend(orient="top", columns=2 if len(kinds) > 4 else 4),
        ),
        order=alt.Order("rank:Q"),
        tooltip=tips,
    )
    ends = table.drop_duplicates("touchpoint")
    sums = (
        alt.Chart(ends)
        .mark_text(align="left", dx=6, fontSize=13)
        .encode(
            y=alt.Y("line:N", sort=None),
            x=alt.X("total:Q"),
            text=alt.Text("total:Q", format=",.0f"),
        )
    )
    heading = title(_("Where customers complain, and about what"), workshop.notice)
    return (bars + sums).properties(width=WIDTH, height=alt.Step(STEP), title=heading)


_AXIS = alt.Axis(labelLimit=220, labelLineHeight=16, labelExpr="split(datum.label, '\\n')")


def _place(workshop: "Workshop") -> Any:
    names = list(kind_names(workshop.language).values())
    return lambda kind: names.index(kind) if kind in names else len(names)


def _summed(table: pd.DataFrame, workshop: "Workshop") -> pd.DataFrame:
    """With labels, and what finds no room summed up."""
    _ = translator(workshop.language)
    labels = workshop.company.labels("touchpoints", workshop.language)
    known = kind_names(workshop.language)
    sizes = table.groupby("kind")["count"].sum()
    kinds = sorted(sizes.index, key=lambda kind: (kind not in KINDS, -sizes[kind]))
    touchpoints = [*dict.fromkeys(table["touchpoint"])]
    shown = {
        "kind": {kind: known.get(kind, kind) for kind in _kept(kinds, MOST_KINDS)},
        "touchpoint": {t: labels.get(t, t) for t in _kept(touchpoints, MOST_ROWS)},
    }
    named = table.assign(
        **{column: table[column].map(names).fillna(_("others")) for column, names in shown.items()}
    )
    named = named.groupby(["touchpoint", "kind"], sort=False)["count"].sum().reset_index()
    return named.assign(total=named.groupby("touchpoint")["count"].transform("sum"))


def _kept(names: list[str], most: int) -> list[str]:
    return names if len(names) <= most else names[: most - 1]


def complaint_sentences(workshop: "Workshop") -> Any:
    """How many complaints there are, where most of them arise, and of what kind."""
    _ = translator(workshop.language)
    complaints = workshop.answers("complaints")
    table = complaint_counts(complaints)
    total = table["count"].sum()
    if not total:
        return workshop.say([_("No complaints are recorded here.")])
    labels = workshop.company.labels("touchpoints", workshop.language)
    kinds = table.groupby("kind")["count"].sum().sort_values(ascending=False, kind="stable")
    first, names = table.iloc[0], kind_names(workshop.language)
    days = complaints.loc[complaints["count"] > 0, "date"]
    lines = [
        _("Complaints from {first} to {last}: {n}.").format(
            n=f"{total:,.0f}", first=f"{days.min():%Y-%m-%d}", last=f"{days.max():%Y-%m-%d}"
        ),
        _("Most arise here: {touchpoint}, {share} of them.").format(
            touchpoint=labels.get(first["touchpoint"], first["touchpoint"]),
            share=share(first["total"] / total),
        ),
        _("The most frequent kind: {kind}, {share}.").format(
            kind=names.get(kinds.index[0], kinds.index[0]), share=share(kinds.iloc[0] / total)
        ),
    ]
    return workshop.say(lines)


def satisfaction_sentences(workshop: "Workshop") -> Any:
    """How many customers are satisfied (4 or 5 of 5), with the interval; words where not asked."""
    _ = translator(workshop.language)
    given = workshop.answers("loyalty")["satisfaction"].dropna()
    if given.empty:
        return workshop.say([_("No customer has been asked about satisfaction yet.")])
    k, n = int((given >= SATISFIED).sum()), len(given)
    low, high = stats.wilson(k, n)
    text = _(
        "{share} of customers are satisfied, 4 or 5 of 5 (95% interval {low} to {high}, n = {n})."
    )
    line = text.format(share=share(k / n), low=share(float(low)), high=share(float(high)), n=n)
    return workshop.say([line])
