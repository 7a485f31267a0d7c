"""The part about customers: segments and groups in the data, and the cards that groups made."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit import persona
from workshop_kit.paper import readable
from workshop_kit.persona.clusters import Segments
from workshop_kit.persona.value import value_shares
from workshop_kit.persona.words import abc_names
from workshop_kit.report.cards import Cards, pinned
from workshop_kit.report.natives import Bars
from workshop_kit.report.part import Figure, Line, Part, Sheet, drawn
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

HEADS = "#9ca3af"


def persona_part(workshop: "Workshop") -> Part | None:
    """Who the customers are; None where neither data nor a card tell of any."""
    _ = translator(workshop.language)
    cards = pinned(workshop)
    known = workshop.has("customers") and len(workshop.answers("customers")) > 0
    if not known and not cards.figures and not cards.said:
        return None
    found = persona.customer_segments(workshop) if known else None
    sheets: dict[str, Sheet] = {}
    figures: dict[str, Figure] = {}
    said = {"cards": cards.said}
    if found is not None:
        sheets, figures = _known(workshop, found)
        said["segments"] = persona.segment_sentences(found, workshop.language)
    return Part(
        name="persona",
        title=_("Who the customers are"),
        summary=_summary(said.get("segments", []), sheets, cards),
        sheets=sheets | cards.sheets,
        figures=figures | cards.figures,
        said=said,
        method=_method(workshop, found),
        facts={"cards": list(cards.figures)},
    )


def _summary(lines: list[str], sheets: dict[str, Sheet], cards: Cards) -> list[Line]:
    sheet = "segments" if "segments" in sheets else ""
    found = [Line(text, sheet) for text in lines[:1]]
    # How many cards there are says nothing of customers, so only where nothing else is known.
    return found or [Line(text, "cards") for text in cards.summary]


def _known(workshop: "Workshop", found: Segments) -> tuple[dict[str, Sheet], dict[str, Figure]]:
    """What the data of customers show: sheets and figures of segments, value and groups."""
    _, language, note = translator(workshop.language), workshop.language, workshop.notice
    sheets, figures = {}, {}
    if len(found.sizes):
        sheets["segments"] = Sheet(
            _("The segments and what they are like"), _profile(found, language), found.profile
        )
        figures["segments"] = Figure(
            _("The segments and how large they are"),
            drawn(persona.segment_chart(found, language, note=note)),
            "segments",
            _sizes(found, language),
        )
    worth = value_shares(persona.value_classes(workshop))
    if worth["n"].sum():
        shown = _worth(worth, language)
        sheets["value"] = Sheet(_("What A, B and C customers are and bring"), shown, worth)
        chart = drawn(persona.value_picture(workshop))
        figures["value"] = Figure(
            _("Who brings how much"), chart, "value", _value_bars(workshop, worth)
        )
    groups = persona.group_sheet(workshop)
    if len(groups):
        sheets["groups"] = Sheet(_("Customers by class, loyalty and time"), groups)
    return sheets, figures


def _profile(found: Segments, language: str) -> pd.DataFrame:
    """Attributes down, all customers and segments across; what is known of them, as text."""
    _, names = translator(language), found.names
    n = {row["segment"]: row for row in found.sizes.to_dict("records")}
    heads = {code: names.segment(code, language) for code in n}
    cells: dict[str, dict[str, str]] = {}
    everybody = _("All customers")
    for row in found.profile.to_dict("records"):
        line = cells.setdefault(names.row(row, language), {})
        line[everybody] = names.value(row, "overall")
        line[heads[row["segment"]]] = names.value(row)
    total = int(found.sizes["n"].sum())
    first = {everybody: str(total)} | {
        heads[code]: f"{row['n']} ({share(row['share'])})" for code, row in n.items()
    }
    table = {_("Customers"): first, **cells}
    columns = [everybody, *heads.values()]
    sheet = pd.DataFrame.from_dict(table, orient="index", columns=columns).fillna("–")
    return sheet.rename_axis(columns=_("Attribute"), index=None)


def _sizes(found: Segments, language: str) -> Bars:
    _ = translator(language)
    rows = found.sizes.to_dict("records")
    return Bars(
        categories=[f"{found.names.segment(r['segment'], language)} (n = {r['n']})" for r in rows],
        series={_("Share of customers"): [row["share"] for row in rows]},
        form="0%",
        colours={_("Share of customers"): HEADS} if found.verdict == "none" else {},
    )


def _worth(worth: pd.DataFrame, language: str) -> pd.DataFrame:
    _, names = translator(language), abc_names(language)
    rows = [
        [str(row["n"]), share(row["share"]), f"{row['value']:,.0f}", share(row["value_share"])]
        for row in worth.to_dict("records")
    ]
    columns = [
        _("Customers"),
        _("Share of customers"),
        _("Value"),
        _("Share of value"),
    ]
    index = [names[code] for code in worth["class"]]
    return pd.DataFrame(rows, index=pd.Index(index, dtype=object), columns=columns).rename_axis(
        columns=_("Class")
    )


def _value_bars(workshop: "Workshop", worth: pd.DataFrame) -> Bars:
    _, names = translator(workshop.language), abc_names(workshop.language)
    heads, income = _("Share of customers"), _("Share of value")
    return Bars(
        categories=[names[code] for code in worth["class"]],
        series={heads: worth["share"].tolist(), income: worth["value_share"].tolist()},
        form="0%",
        bounds=(0, 1),
        colours={heads: HEADS, income: readable(workshop.company.colour)},
    )


def _method(workshop: "Workshop", found: Segments | None) -> dict[str, list[str]]:
    if found is None:
        return {}
    _, n = translator(workshop.language), len(workshop.answers("customers"))
    lines = [_("{n} customers in the data.").format(n=n)]
    if found.verdict == "given":
        lines.append(_("The segments are those of the company; they were not looked for."))
    else:
        lines.append(
            _(
                "Segments are clusters of customers alike in their attributes (k-means on "
                "standardised values). They are named only where invented crowds without segments "
                "fall apart less clearly and other samples give the same ones; otherwise the "
                "report says that there are none."
            )
        )
    lines.append(_("A, B and C are shares of this list of customers, so they have no interval."))
    return {_("Segments and value"): lines}
