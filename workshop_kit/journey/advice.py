"""Moves in words: what is done, what that changes, what to look out for; and as a sheet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workshop_kit.journey.words import Labels, joined, label_of, move_names, signed, together
from workshop_kit.text import translator


def move_overview(
    table: pd.DataFrame, language: str, *, labels: Labels | None = None
) -> pd.DataFrame:
    """What each move would change, as a sheet, the best first.

    Parameters
    ----------
    table : pandas.DataFrame
        From `moves`.
    language : {"en", "zh"}
    labels : mapping, optional
        What touchpoints are called.

    Returns
    -------
    pandas.DataFrame
        Text only, labelled by move: what is done where; by how much that changes the mean of peak
        and end, of valley and end, and on the way; what to look out for.
    """
    _, names = translator(language), move_names(language)
    rows = [
        [
            what(row, language, labels),
            *(signed(row[f"{name}_change"]) for name in _measures(language)),
            together(warnings(row, language), language) or "–",
        ]
        for row in shown(table)
    ]
    columns = [_("What is done"), *_measures(language).values(), _("Look out for")]
    index = pd.Index([names[row["move"]] for row in shown(table)], dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns)


def shown(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """The moves as rows; a longer peak that is the end is there once."""
    rows = table.to_dict("records")
    return [row for row in rows if "same_as_end" not in row["notes"]]


def _measures(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "peak_end_positive": _("Peak and end, change"),
        "peak_end_negative": _("Valley and end, change"),
        "mean": _("Mean on the way, change"),
    }


def what(row: Mapping[Any, Any], language: str, labels: Labels | None) -> str:
    """What is done where."""
    _ = translator(language)
    text = {
        "valence": _("{touchpoint} from {before} to {after}"),
        "duration": _("{touchpoint} lasts longer"),
        "order": _("{touchpoint} comes last"),
        "none": _("{touchpoint} is at the top of the scale already"),
    }[row["change"]]
    if row["change"] == "none" and row["move"] == "reorder":
        return _("no order that is allowed ends better")
    touchpoint = label_of(row["touchpoint"], labels)
    before, after = signed(row["before"]), signed(row["after"])
    return text.format(touchpoint=touchpoint, before=before, after=after)


def effect(row: Mapping[Any, Any], language: str) -> str:
    """By how much that changes what is measured."""
    _ = translator(language)
    changes = {
        _("peak and end {change}"): row["peak_end_positive_change"],
        _("valley and end {change}"): row["peak_end_negative_change"],
        _("mean on the way {change}"): row["mean_change"],
    }
    said = [text.format(change=signed(c)) for text, c in changes.items() if signed(c) != "0"]
    if not said:
        return _("Nothing that is measured changes.")
    return _("Changes: {changes}.").format(changes=joined(said, language))


def warnings(row: Mapping[Any, Any], language: str) -> list[str]:
    """What to look out for."""
    _ = translator(language)
    notes, changes = row["notes"], row["change"] != "none"
    said = {
        _("Another touchpoint is as low and stays so."): "equal" in notes,
        _("It is below zero: improve it before it lasts longer."): "below_zero" in notes,
        _("Nothing was said about what must come first: check that it can be done."): (
            row["change"] == "order" and "unconstrained" in notes
        ),
        _("Not every order was tried."): row["change"] == "order" and "heuristic" in notes,
        _("The strongest moment and the end then have opposite signs."): (
            row["mixed_signs"] and changes
        ),
        _("The scale ends there."): row["change"] == "valence" and "limit" in notes,
    }
    return [text for text, true in said.items() if true]
