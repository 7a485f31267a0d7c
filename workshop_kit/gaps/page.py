"""What the page of the five gaps shows of a company: sheets, charts and sentences in its words."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.gaps.charts import dimensions_chart, tolerance_chart
from workshop_kit.gaps.diagnosis import diagnosis_parts, treatment
from workshop_kit.gaps.five import FEW_COUNTED, GAPS
from workshop_kit.gaps.importance import importance_performance
from workshop_kit.gaps.outcome import Results
from workshop_kit.gaps.picture import five_gap_picture
from workshop_kit.gaps.plane import importance_chart
from workshop_kit.gaps.sentences import (
    importance_sentences,
    servqual_sentences,
    tolerance_sentences,
)
from workshop_kit.gaps.survey import scale_of
from workshop_kit.gaps.words import dimension_names, gap_label, interval, signed
from workshop_kit.text import bullets, escape_markdown, number, share, translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_kit.workshop import Workshop

    Row = Mapping[Any, Any]


def dimension_sheet(workshop: "Workshop", found: Results) -> Any:
    """What customers expect and perceive in each dimension, the largest gap first.

    Returns
    -------
    pandas.DataFrame
        Text only. Fewer than 10 complete answers: only their number. Words where nobody was asked.
    """
    _ = translator(workshop.language)
    if found.servqual is None:
        return _nobody(workshop)
    names = names_of(workshop)
    table = found.servqual.dimensions.sort_values("gap", kind="stable")
    rows = [_figures(workshop, row) for row in table.to_dict("records")]
    if found.weights is not None:
        weights = found.weights.set_index("dimension")["weight"]
        for row, code in zip(rows, table["dimension"], strict=True):
            row[_("Weight")] = share(weights[code])
    sheet = pd.DataFrame(rows, index=pd.Index([names[code] for code in table["dimension"]]))
    return sheet.rename_axis(columns=_("Dimension"), index=None)


def item_sheet(workshop: "Workshop", found: Results) -> Any:
    """The same for each single item, the largest gap first."""
    _ = translator(workshop.language)
    if found.servqual is None:
        return _nobody(workshop)
    names, labels = names_of(workshop), item_labels(workshop)
    table = found.servqual.items.sort_values("gap", kind="stable")
    rows = [
        {_("Dimension"): names[row["dimension"]], **_figures(workshop, row)}
        for row in table.to_dict("records")
    ]
    sheet = pd.DataFrame(rows, index=pd.Index([labels[code] for code in table["item"]]))
    return sheet.rename_axis(columns=_("Item"), index=None)


def customer_chart(workshop: "Workshop", found: Results) -> Any:
    """The chart of expectations and perceptions; words where nobody was asked."""
    if found.servqual is None:
        return _nobody(workshop)
    return dimensions_chart(
        found.servqual.dimensions,
        workshop.language,
        alias=workshop.company.gaps.dimensions,
        scale=scale_of(workshop),
        note=workshop.notice,
    )


def customer_sentences(workshop: "Workshop", found: Results) -> Any:
    """What customers' answers say, in words."""
    if found.servqual is None:
        return _nobody(workshop)
    return workshop.say(servqual_sentences(found.servqual, workshop.language, **_called(workshop)))


def zone_chart(workshop: "Workshop", found: Results) -> Any:
    """The zone of tolerance of each dimension; words where nobody was asked for a minimum."""
    if found.tolerance is None:
        _ = translator(workshop.language)
        return workshop.say([_("Customers were not asked for the least that they still accept.")])
    alias = workshop.company.gaps.dimensions
    return tolerance_chart(
        found.tolerance,
        workshop.language,
        alias=alias,
        scale=scale_of(workshop),
        note=workshop.notice,
    )


def zone_sentences(workshop: "Workshop", found: Results) -> Any:
    """In which zone each dimension lies; nothing where nobody was asked for a minimum."""
    if found.tolerance is None:
        return None
    return workshop.say(
        tolerance_sentences(
            found.tolerance, workshop.language, alias=workshop.company.gaps.dimensions
        )
    )


def priority_chart(workshop: "Workshop", found: Results) -> Any:
    """Every item by what customers expect and what they perceive; lines at the means."""
    if found.servqual is None:
        return _nobody(workshop)
    table = importance_performance(found.servqual.items, scale=scale_of(workshop))
    return importance_chart(table, workshop.language, note=workshop.notice, **_called(workshop))


def priority_sentences(workshop: "Workshop", found: Results) -> Any:
    """Which items lie in which of the four fields."""
    if found.servqual is None:
        return _nobody(workshop)
    table = importance_performance(found.servqual.items, scale=scale_of(workshop))
    return workshop.say(importance_sentences(table, workshop.language, **_called(workshop)))


def gap_sheet(workshop: "Workshop", found: Results) -> pd.DataFrame:
    """All five gaps by dimension on one sheet: gaps 1 and 5 as differences, 2 to 4 as ratings.

    Returns
    -------
    pandas.DataFrame
        Text only, one row per dimension, a column per gap; in the last row how many answered, of
        the dimension with the fewest. A dash where nothing was asked or too few answered.
    """
    _ = translator(workshop.language)
    names = names_of(workshop)
    columns = {}
    for gap in GAPS:
        some = found.five[found.five["gap"] == gap]
        asked = some[some["evidence"] != "none"]
        n = asked[["n_managers", "n_staff"]].sum(axis=1) if gap < 5 else asked["n_customers"]
        cells = [_cell(row) for row in some.to_dict("records")]
        columns[_("Gap {gap}").format(gap=gap)] = [*cells, str(int(n.min())) if len(n) else "0"]
    rows = [*(names[d] for d in found.five["dimension"].unique()), _("Answers")]
    return pd.DataFrame(columns, index=pd.Index(rows)).rename_axis(columns=_("Dimension"))


def _cell(row: "Row") -> str:
    if row["evidence"] in ("none", "counts"):
        return "–"
    if row["gap"] in (1, 5):
        return f"{signed(row['value'])} {_whole(interval(row['low'], row['high']))}"
    low, high = row["low"] + row["reference"], row["high"] + row["reference"]
    return f"{number(row['mean'], 1)} {_whole(interval(low, high).replace('+', ''))}"


def _whole(interval: str) -> str:
    return interval.replace("; ", ";\u00a0")  # broken across lines it is hard to read


def model_picture(workshop: "Workshop", found: Results, *, note: str | None = None) -> Any:
    """The gap model drawn for the dimension where customers miss most, or for all together.

    `note` says where the answers come from, by default the profile's own words.
    """
    from IPython.display import SVG

    options = workshop.company.gaps
    return SVG(
        five_gap_picture(
            found.five,
            workshop.language,
            dimension=found.worst,
            found=found.diagnosis,
            alias=options.dimensions,
            gap_alias=options.gaps,
            note=workshop.notice if note is None else note,
        )
    )


def cause_sentences(workshop: "Workshop", found: Results) -> Any:
    """The diagnosis in words, by dimension: causes, with what speaks for and against them."""
    from IPython.display import Markdown

    options = workshop.company.gaps
    parts = diagnosis_parts(
        found.diagnosis, workshop.language, alias=options.dimensions, gap_alias=options.gaps
    )
    texts = (f"**{escape_markdown(first)}**\n\n{bullets(rest)}" for first, *rest in parts)
    return Markdown("\n\n".join(texts))


def cause_sheet(workshop: "Workshop", found: Results) -> Any:
    """From causes to measures, one column per cause; words where no cause was found."""
    _, options = translator(workshop.language), workshop.company.gaps
    sheet = treatment(
        found.diagnosis,
        found.behind,
        workshop.language,
        alias=options.dimensions,
        gap_alias=options.gaps,
        labels=workshop.company.labels("role_items", workshop.language),
    )
    if sheet.empty:
        return workshop.say([_("No cause was found, so there is none to treat yet. Ask further.")])
    return sheet.T.rename_axis(index=None, columns=_("Cause"))


def names_of(workshop: "Workshop") -> dict[str, str]:
    """The five dimensions as the profile calls them."""
    return dimension_names(workshop.language, workshop.company.gaps.dimensions)


def label_of_gap(workshop: "Workshop", gap: int) -> str:
    """A gap as the profile calls it, with its number."""
    return gap_label(gap, workshop.language, workshop.company.gaps.gaps)


def item_labels(workshop: "Workshop") -> dict[str, str]:
    """Customers' items by id."""
    return workshop.company.labels("items", workshop.language)


def _called(workshop: "Workshop") -> dict[str, Any]:
    return {"alias": workshop.company.gaps.dimensions, "labels": item_labels(workshop)}


def _figures(workshop: "Workshop", row: "Row") -> dict[str, str]:
    _ = translator(workshop.language)
    gap = f"{signed(row['gap'])} {_whole(interval(row['gap_low'], row['gap_high']))}"
    cells = [number(row["expectation"], 1), number(row["perception"], 1), gap.strip()]
    if row["n"] < FEW_COUNTED:
        cells = ["–", "–", _("too few answers")]
    columns = (_("Answers"), _("Expectation"), _("Perception"), _("Gap"))
    return dict(zip(columns, [str(row["n"]), *cells], strict=True))


def _nobody(workshop: "Workshop") -> Any:
    _ = translator(workshop.language)
    return workshop.say([_("No customer has been asked what is expected and perceived yet.")])
