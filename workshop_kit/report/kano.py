"""The KANO part: what customers need, and how surely that is known."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit import kano
from workshop_kit.kano.analysis import CATEGORIES
from workshop_kit.kano.charts import COLOURS
from workshop_kit.kano.words import COUNTS_ONLY, by_urgency, category_names, label_of
from workshop_kit.report.features import category_method, customers, segment_parts
from workshop_kit.report.natives import Bars, Point, Points
from workshop_kit.report.part import Figure, Line, Part, Sheet, drawn
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def kano_part(workshop: "Workshop") -> Part | None:
    """What the survey of needs says; None where nobody has answered it."""
    _, language, note = translator(workshop.language), workshop.language, workshop.notice
    table = kano.results(workshop)
    if table.empty or not table["n"].sum():
        return None
    n = customers(workshop)
    answered = _("{n} customers answered.").format(n=n) if n else ""
    gap = " " if answered and language == "en" else ""
    segment_sheets, segment_figures, differences = segment_parts(workshop)
    overview = kano.overview(table, language, counts=True)
    return Part(
        name="kano",
        title=_("Taken for granted, counted, enjoyed"),
        summary=[Line(text, "overview") for text in kano.sentences(by_urgency(table), language)],
        said={
            "lead": [answered + gap + kano.headline(table, language)],
            "features": kano.sentences(by_urgency(table), language),
            "differences": differences,
        },
        sheets={
            "overview": Sheet(_("Every feature: category, Better and Worse"), overview, table),
            "advice": Sheet(_("What to do about it"), kano.advice(table, language)),
            **segment_sheets,
        },
        figures={
            "quadrant": Figure(
                _("What is missed and what pleases"),
                drawn(kano.quadrant(table, language, note=note)),
                "overview",
                _points(table, language),
            ),
            "shares": Figure(
                _("How the answers divide"),
                drawn(kano.shares(table, language, note=note)),
                "overview",
                _bars(table, language),
            ),
            **segment_figures,
        },
        method=category_method(workshop, table),
    )


def _points(table: pd.DataFrame, language: str) -> Points:
    """Features by Worse (as a share that is missed) and Better, a series per category."""
    _ = translator(language)
    rows = table.assign(label=label_of(table))
    rows = rows[(rows["n"] >= COUNTS_ONLY) & rows["better"].notna() & rows["worse"].notna()]
    names = category_names(language)
    series = {
        names[letter]: [
            Point(
                row["label"],
                -row["worse"],
                row["better"],
                (-row["worse_high"], -row["worse_low"]),
                (row["better_low"], row["better_high"]),
            )
            for row in some.to_dict("records")
        ]
        for letter in CATEGORIES
        if len(some := rows[rows["category"] == letter])
    }
    return Points(
        series,
        x=_("Worse, without its minus: missed when it is gone"),
        y=_("Better: pleases when it is there"),
        limits=_("{level} interval").format(level="95%"),
        bounds=((0, 1), (0, 1)),
        cross=(0.5, 0.5),
        colours={names[letter]: COLOURS[letter] for letter in CATEGORIES},
    )


def _bars(table: pd.DataFrame, language: str) -> Bars:
    rows = table[table["n"] > 0]
    names = category_names(language)
    labels = zip(label_of(rows), rows["n"], strict=True)
    return Bars(
        categories=[f"{label} (n = {n})" for label, n in labels],
        series={
            names[letter]: (rows[letter] / rows["n"]).tolist()
            for letter in CATEGORIES
            if rows[letter].any()
        },
        stacked=True,
        form="0%",
        bounds=(0, 1),
        colours={names[letter]: COLOURS[letter] for letter in CATEGORIES},
    )
