"""What answers must hold before anything is computed from them, and how they are counted."""

from collections.abc import Mapping, Sequence

import pandas as pd

from workshop_kit.frames import listed, numbers

TAKEN = ("respondent", "item", "dimension", "n")
"""Columns of answers and tables, which no grouping may be called."""

Scale = tuple[int, int]

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
"""The five dimensions of SERVQUAL, in the order of the questionnaire."""


def check_items(items: Mapping[str, str]) -> None:
    """Raise ValueError unless every item belongs to one of the five dimensions."""
    if not items:
        raise ValueError("items must map every item to its dimension. Got none.")
    if bad := [f"{item} ({found})" for item, found in items.items() if found not in DIMENSIONS]:
        raise ValueError(
            f"items must name one of the dimensions {list(DIMENSIONS)}. Found {listed(bad)}."
        )


def check_scale(scale: Scale) -> None:
    low, high = scale
    if not (int(low) == low and int(high) == high and low < high):
        raise ValueError(f"scale must be two whole numbers (low, high). Got {scale!r}.")


def check_answers(
    counts: pd.DataFrame, items: Mapping[str, str], sides: Sequence[str], scale: Scale
) -> None:
    """Raise ValueError with every value that is not on the scale, and every unknown item."""
    bare = counts["item"].isna() | counts["item"].eq("")
    if bare.any():
        n = counts.loc[bare, "n"].sum()
        raise ValueError(f"Column 'item' must not be empty. Found {n} answers without it.")
    if unknown := sorted(set(map(str, counts["item"][~counts["item"].isin([*items])]))):
        raise ValueError(f"Column 'item' must hold items of `items`. Found {listed(unknown)}.")
    low, high = scale
    found: list[str] = []
    for side in sides:
        known = numbers(counts[side]).isin(range(low, high + 1))
        bad = counts[counts[side].notna() & ~known].astype({side: "object"})
        cells = bad.groupby([side, "item"], sort=False)["n"].sum().reset_index()
        for cell, item, n in cells.itertuples(index=False):
            found.append(f"{side} {cell!r} (item {item}, {n} answers)")
    if found:
        columns = " and ".join(map(repr, sides))
        raise ValueError(
            f"Columns {columns} must hold {low} to {high}, or be empty where nothing was answered. "
            f"Found {listed(sorted(found))}."
        )
