"""Curves in words: peak, valley and end, what stays in memory, where groups differ, what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from workshop_kit.journey.words import move_names, signed
from workshop_kit.text import number, translator

FEW = 5
"""With fewer curves than this, sentences on groups say that they show these groups only."""
DISPUTED = 1.0
"""From this standard deviation on, a touchpoint is called disputed: one level of the scale."""
NAMED = 3
"""So many touchpoints are named at which one curve is far from the others."""
APART = 1.0
"""From this distance on, memory and the mean on the way are said to differ."""

Labels = Mapping[Any, str]


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
        Peak, valley and end; the state; peak and end, as two figures where their signs differ; how
        the journey was on the way.
    """
    _ = translator(language)
    if len(metrics) != 1 or len(found) != 3:
        raise ValueError(
            f"metrics must have one row and found the three of the same curve. Got {len(metrics)} "
            f"and {len(found)}."
        )
    row = metrics.iloc[0]
    words: dict[str, Any] = {
        name: signed(row[name])
        for name in ("peak", "valley", "end", "signed_peak", "mean", "peak_end_positive")
    }
    words |= {name: signed(row[name]) for name in ("peak_end_negative", "peak_end_signed")}
    for one in found.to_dict("records"):
        words[f"{one['moment']}_at"] = _label(one["touchpoint"], labels)
    if (found["position"] == found["position"].iloc[0]).all():
        texts = [_("The curve has one touchpoint that counts: {end_at} ({end}).")]
    else:
        texts = [_peak(row["peak"], language), _valley(row["valley"], language)]
        texts.append(_("The end is {end_at} ({end})."))
    texts += [_state(str(row["state"]), language), *_memory(row, language)]
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
    return [
        _move(row, language, labels)
        for row in table.to_dict("records")
        if "same_as_end" not in row["notes"]
    ]


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
            one.format(touchpoint=_label(row["touchpoint"], labels), sd=number(row["sd"], 1))
            for row in disputed.head(3).to_dict("records")
        ]
        text = _("Least agreed on: {found}. Talk about these before you decide.")
        lines.append(text.format(found=_join(found, language)))
    elif len(known):
        lines.append(_("Nowhere do the curves differ by more than about one level."))
    far: dict[str, list[str]] = {}
    for row in table.to_dict("records"):
        for unit in row["outliers"]:
            far.setdefault(unit, []).append(_label(row["touchpoint"], labels))
    for unit, places in far.items():
        text = _("{unit} is far from the others at {touchpoints}. It counts all the same: ask why.")
        if len(places) > NAMED:
            text = _(
                "{unit} is far from the others at {n} touchpoints, first at {touchpoints}. It "
                "counts all the same: ask why."
            )
        lines.append(
            text.format(
                unit=_label(unit, unit_labels),
                touchpoints=_join(places[:NAMED], language),
                n=len(places),
            )
        )
    return lines


def _peak(peak: float, language: str) -> str:
    _ = translator(language)
    if peak <= 0:
        return _("No moment is better than neutral; the best is {peak_at} ({peak}).")
    return _("The peak is {peak_at} ({peak}).")


def _valley(valley: float, language: str) -> str:
    _ = translator(language)
    if valley >= 0:
        return _("No moment is worse than neutral; the lowest is {valley_at} ({valley}).")
    return _("The valley is {valley_at} ({valley}).")


def _state(state: str, language: str) -> str:
    _ = translator(language)
    return {
        "negative": _("It will be remembered badly: the end, or the worst moment, outweighs all."),
        "forgotten": _("It will soon be forgotten: no moment is strong enough to stay in memory."),
        "positive": _("It will be remembered well: a high peak and a high end."),
        "mixed": _("It will be remembered with mixed feelings: the peak or the end is too weak."),
    }[state]


def _memory(row: "pd.Series[Any]", language: str) -> list[str]:
    """Peak and end, and how far that is from what was felt on the way."""
    _ = translator(language)
    if row["signed_peak"] * row["end"] < 0:
        return [
            _(
                "The strongest moment ({signed_peak}) and the end ({end}) are of opposite signs: "
                "look at both, their mean would hide it."
            ),
            _("On the way the mean is {mean}."),
        ]
    lines = [_("What stays in memory, strongest moment and end together: {peak_end_signed}.")]
    if row["valley"] * row["end"] < 0:
        lines.append(_("The worst moment ({valley}) stays below zero, whatever the end."))
    difference = row["peak_end_signed"] - row["mean"]
    if difference >= APART:
        lines.append(_("On the way the mean is {mean}: memory is kinder than the journey."))
    elif difference <= -APART:
        lines.append(_("On the way the mean is {mean}: memory is harsher than the journey."))
    else:
        lines.append(_("On the way the mean is {mean}, much the same."))
    return lines


def _move(row: Mapping[Any, Any], language: str, labels: Labels | None) -> str:
    _ = translator(language)
    notes, change = row["notes"], row["change"]
    if change == "none":
        text = {
            "raise_peak": _("{move}: {touchpoint} is at the top of the scale already."),
            "lift_valley": _("{move}: {touchpoint} is at the top of the scale already."),
        }.get(row["move"], _("{move}: no order that is allowed ends better."))
        what = text
    elif change == "valence":
        what = _("{move}: {touchpoint} from {before} to {after}. {effect}")
    elif change == "duration":
        what = _("{move}: {touchpoint} lasts longer. {effect}")
    else:
        what = _("{move}: {touchpoint} comes last. {effect}")
    parts = [what, *_warnings(row, language)]
    words = {
        "move": move_names(language)[row["move"]],
        "touchpoint": _label(row["touchpoint"], labels),
        "before": signed(row["before"]),
        "after": signed(row["after"]),
        "effect": _effect(row, language),
    }
    if change == "valence" and "limit" in notes:
        parts.append(_("The scale ends there."))
    return ("" if language == "zh" else " ").join(parts).format(**words)


def _effect(row: Mapping[Any, Any], language: str) -> str:
    _ = translator(language)
    changes = {
        _("peak and end {change}"): row["peak_end_positive_change"],
        _("valley and end {change}"): row["peak_end_negative_change"],
        _("mean on the way {change}"): row["mean_change"],
    }
    said = [text.format(change=signed(c)) for text, c in changes.items() if signed(c) != "0"]
    if not said:
        return _("Nothing that is measured changes.")
    return _("Changes: {changes}.").format(changes=_join(said, language))


def _warnings(row: Mapping[Any, Any], language: str) -> list[str]:
    _ = translator(language)
    notes, lines = row["notes"], []
    if "equal" in notes:
        lines.append(_("Another touchpoint is as low and stays so."))
    if "below_zero" in notes:
        lines.append(_("It is below zero: improve it before it lasts longer."))
    if row["change"] == "order" and "unconstrained" in notes:
        lines.append(_("Nothing was said about what must come first: check that it can be done."))
    if row["change"] == "order" and "heuristic" in notes:
        lines.append(_("Not every order was tried."))
    if row["mixed_signs"] and row["change"] != "none":
        lines.append(_("The strongest moment and the end then have opposite signs."))
    return lines


def _label(touchpoint: Any, labels: Labels | None) -> str:
    return (labels or {}).get(touchpoint, str(touchpoint))


def _join(texts: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(texts)
