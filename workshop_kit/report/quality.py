"""Service quality as sheets and as charts of plain numbers."""

import math
from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.gaps.page import item_labels, names_of
from workshop_kit.gaps.words import interval, quadrant_names, signed, zone_names
from workshop_kit.report.natives import Bars, Point, Points
from workshop_kit.text import number, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

EXPECTED, PERCEIVED, LEAST = "#9ca3af", "#0072B2", "#E69F00"


def dimension_bars(workshop: "Workshop", table: pd.DataFrame) -> Bars:
    """Expectation and perception of each dimension, with their intervals."""
    _, names = translator(workshop.language), names_of(workshop)
    sides = {_("Expectation"): "expectation", _("Perception"): "perception"}
    return Bars(
        categories=[
            f"{names[code]} (n = {n})"
            for code, n in zip(table["dimension"], table["n"], strict=True)
        ],
        series={label: table[side].tolist() for label, side in sides.items()},
        intervals={
            label: list(zip(table[f"{side}_low"], table[f"{side}_high"], strict=True))
            for label, side in sides.items()
        },
        form="0.0",
        bounds=_bounds(workshop),
        colours=dict(zip(sides, (EXPECTED, PERCEIVED), strict=True)),
    )


def zone_bars(workshop: "Workshop", table: pd.DataFrame) -> Bars:
    """The least that is acceptable, what is perceived and what is expected."""
    _, names = translator(workshop.language), names_of(workshop)
    sides = {
        _("At least"): "minimum",
        _("Perception"): "perception",
        _("Expectation"): "expectation",
    }
    return Bars(
        categories=[
            f"{names[code]} (n = {n})"
            for code, n in zip(table["dimension"], table["n"], strict=True)
        ],
        series={label: table[side].tolist() for label, side in sides.items()},
        form="0.0",
        bounds=_bounds(workshop),
        colours=dict(zip(sides, (LEAST, PERCEIVED, EXPECTED), strict=True)),
    )


def zone_sheet(workshop: "Workshop", table: pd.DataFrame) -> pd.DataFrame:
    """The zone of tolerance, as a sheet to read."""
    _, names, zones = translator(workshop.language), names_of(workshop), zone_names
    labels = zones(workshop.language)
    rows = [
        [
            str(row["n"]),
            *(number(row[side], 1) for side in ("minimum", "perception", "expectation")),
            f"{signed(row['adequacy'])} {interval(row['adequacy_low'], row['adequacy_high'])}",
            f"{signed(row['superiority'])} "
            f"{interval(row['superiority_low'], row['superiority_high'])}",
            labels.get(row["zone"], "–") + ("" if row["settled"] else " " + _("(not settled)")),
        ]
        for row in table.to_dict("records")
    ]
    columns = [
        _("Answers"),
        _("At least"),
        _("Perception"),
        _("Expectation"),
        _("Perception less at least"),
        _("Perception less expectation"),
        _("Where it lies"),
    ]
    index = pd.Index([names[code] for code in table["dimension"]], dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns).rename_axis(
        columns=_("Dimension"), index=None
    )


def item_points(workshop: "Workshop", table: pd.DataFrame) -> Points:
    """Items by what customers expect and what they perceive, a series per field."""
    _, labels = translator(workshop.language), item_labels(workshop)
    fields = quadrant_names(workshop.language)
    colours = ("#D55E00", "#009E73", "#9ca3af", "#0072B2")
    series = {
        name: [
            Point(
                labels.get(row["item"], row["item"]),
                row["performance"],
                row["importance"],
                (row["performance_low"], row["performance_high"]),
                (row["importance_low"], row["importance_high"]),
            )
            for row in some.to_dict("records")
        ]
        for code, name in fields.items()
        if len(some := table[table["quadrant"] == code])
    }
    first = table.iloc[0]
    x, y = ("performance_low", "performance_high"), ("importance_low", "importance_high")
    return Points(
        series,
        x=_("Perception"),
        y=_("Expectation"),
        limits=_("{level} interval").format(level="95%"),
        form="0.0",
        bounds=(_half(table[[*x]], workshop), _half(table[[*y]], workshop)),
        cross=(first["cross_performance"], first["cross_importance"]),
        colours=dict(zip(fields.values(), colours, strict=True)),
    )


def _half(limits: pd.DataFrame, workshop: "Workshop") -> tuple[float, float]:
    """The ends of all intervals, to the next half; the whole scale where none is known."""
    low, high = limits.min().min(), limits.max().max()
    if pd.isna(low):
        return _bounds(workshop)
    return math.floor(2 * low) / 2, math.ceil(2 * high) / 2


def _bounds(workshop: "Workshop") -> tuple[float, float]:
    scale = workshop.company.scales.servqual
    return float(scale.low), float(scale.high)
