"""Curves in words: peak, valley and end, what stays in memory, where groups differ."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workshop_kit.journey.advice import effect, shown, warnings, what
from workshop_kit.journey.words import Labels, joined, label_of, move_names, signed, together
from workshop_kit.text import number, translator

FEW = 5
"""With fewer curves than this, sentences on groups say that they show these groups only."""
DISPUTED = 1.0
"""From this standard deviation on, a touchpoint is called disputed: one level of the scale."""
NAMED = 3
"""So many touchpoints are named at which one curve is far from the others."""
APART = 1.0
"""From this distance on, memory and the mean on the way are said to differ."""


def curve_sentences(
    metrics: pd.DataFrame, found: pd.DataFrame, language: str, *, labels: Labels | None = None
) -> list[str]:
    """Say what a curve's peak, valley and end are, and what stays in memory.

    Parameters
    ----------
    metrics : pandas.DataFrame
        From `curve_metrics`, one row.
    found : pandas.DataFrame
        From `moments` of the same curve.
    language : {"en", "zh"}
    labels : mapping, optional
        What touchpoints are called.

    Returns
    -------
    list of str
        Four texts: peak, valley and end; the state; what stays in memory, as two figures where
        their signs differ; what was felt on the way.
    """
    _ = translator(language)
    if len(metrics) != 1 or len(found) != 3:
        raise ValueError(
            f"metrics must have one row and found the three of the same curve. Got {len(metrics)} "
            f"and {len(found)}."
        )
    row = metrics.iloc[0]
    figures = ("peak", "valley", "end", "signed_peak", "peak_end_signed", "mean")
    words = {name: signed(row[name]) for name in figures}
    for one in found.to_dict("records"):
        words[f"{one['moment']}_at"] = label_of(one["touchpoint"], labels)
    state = _state(str(row["state"]), language)
    texts = [_moments(row, language), state, _memory(row, language), _way(row, language)]
    return [text.format(**words) for text in texts]


def move_sentences(
    table: pd.DataFrame, language: str, *, labels: Labels | None = None
) -> list[str]:
    """Say what each move would change, the best first.

    Parameters
    ----------
    table : pandas.DataFrame
        From `moves`.
    language : {"en", "zh"}
    labels : mapping, optional
        What touchpoints are called.

    Returns
    -------
    list of str
        One per move; a longer peak that is the end is said once. Where afterwards the strongest
        moment and the end have different signs, the sentence says so instead of their mean.
    """
    return [_move(row, language, labels) for row in shown(table)]


def summary_sentences(
    table: pd.DataFrame,
    language: str,
    *,
    labels: Labels | None = None,
    unit_labels: Labels | None = None,
) -> list[str]:
    """Say where groups agree least, who stands far off, and how many curves that rests on.

    Parameters
    ----------
    table : pandas.DataFrame
        From `summary`, one row per touchpoint.
    language : {"en", "zh"}
    labels, unit_labels : mapping, optional
        What touchpoints and units are called.
    """
    _ = translator(language)
    if table.empty:
        return [_("No curves yet.")]
    n = (int(table["n"].min()), int(table["n"].max()))
    count = str(n[0]) if n[0] == n[1] else f"{n[0]}–{n[1]}"
    text = _("Curves per touchpoint: {count}.")
    if n[0] < FEW:
        text = _("Curves per touchpoint: {count}. So few show these groups only.")
    lines = [text.format(count=count)]
    known = table.dropna(subset=["sd"])
    disputed = known[known["sd"] >= DISPUTED].sort_values("sd", ascending=False, kind="stable")
    if len(disputed):
        one = _("{touchpoint} (standard deviation {sd})")
        found = [
            one.format(touchpoint=label_of(row["touchpoint"], labels), sd=number(row["sd"], 1))
            for row in disputed.head(3).to_dict("records")
        ]
        text = _("Least agreed on: {found}. Talk about these before you decide.")
        lines.append(text.format(found=joined(found, language)))
    elif len(known):
        lines.append(_("Nowhere do the curves differ by more than about one level."))
    far: dict[str, list[str]] = {}
    for row in table.to_dict("records"):
        for unit in row["outliers"]:
            far.setdefault(unit, []).append(label_of(row["touchpoint"], labels))
    for unit, places in far.items():
        text = _("{unit} is far from the others at {touchpoints}. It counts all the same: ask why.")
        if len(places) > NAMED:
            text = _(
                "{unit} is far from the others at {n} touchpoints, first at {touchpoints}. It "
                "counts all the same: ask why."
            )
        lines.append(
            text.format(
                unit=label_of(unit, unit_labels),
                touchpoints=joined(places[:NAMED], language),
                n=len(places),
            )
        )
    return lines


def _moments(row: "pd.Series[Any]", language: str) -> str:
    _ = translator(language)
    if row["peak"] == row["valley"]:
        return _("No moment stands out: it is {end} from the beginning to the end.")
    peak, valley = _("The peak is {peak_at} ({peak})."), _("The valley is {valley_at} ({valley}).")
    if row["peak"] <= 0:
        peak = _("No moment is better than neutral; the best is {peak_at} ({peak}).")
    if row["valley"] >= 0:
        valley = _("No moment is worse than neutral; the lowest is {valley_at} ({valley}).")
    return together([peak, valley, _("The end is {end_at} ({end}).")], language)


def _state(state: str, language: str) -> str:
    _ = translator(language)
    return {
        "negative": _("It will be remembered badly: the end, or the worst moment, outweighs all."),
        "forgotten": _("It will soon be forgotten: no moment is strong enough to stay in memory."),
        "positive": _("It will be remembered well: a high peak and a high end."),
        "mixed": _("It will be remembered with mixed feelings: the peak or the end is too weak."),
    }[state]


def _memory(row: "pd.Series[Any]", language: str) -> str:
    _ = translator(language)
    if _torn(row):
        return _(
            "The strongest moment ({signed_peak}) and the end ({end}) have opposite signs: look at "
            "both, not at their mean."
        )
    text = _("What stays in memory, the mean of strongest moment and end: {peak_end_signed}.")
    if row["valley"] * row["end"] >= 0:
        return text
    worst = _("The worst moment ({valley}) stays below zero, whatever the end.")
    return together([text, worst], language)


def _way(row: "pd.Series[Any]", language: str) -> str:
    """What was felt on the way, and how far memory is from it."""
    _ = translator(language)
    difference = row["peak_end_signed"] - row["mean"]
    if _torn(row):
        return _("On the way the mean is {mean}.")
    if difference >= APART:
        return _("On the way the mean is {mean}: memory is kinder than the journey.")
    if difference <= -APART:
        return _("On the way the mean is {mean}: memory is harsher than the journey.")
    return _("On the way the mean is {mean}: less than one level from memory.")


def _torn(row: "pd.Series[Any]") -> bool:
    """Whether the strongest moment is good and the end bad, or the other way round."""
    return bool(row["signed_peak"] * row["end"] < 0)


def _move(row: Mapping[Any, Any], language: str, labels: Labels | None) -> str:
    _ = translator(language)
    done = _("{move}: {what}.").format(
        move=move_names(language)[row["move"]], what=what(row, language, labels)
    )
    changed = [effect(row, language)] if row["change"] != "none" else []
    return together([done, *changed, *warnings(row, language)], language)
