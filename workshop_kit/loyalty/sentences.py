"""Loyalty figures in words: what they say, how sure that is, and nothing that they do not say."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from workshop_kit.loyalty.words import (
    group_of,
    metric_names,
    percent,
    points,
    span,
)
from workshop_kit.text import number, share, translator

Write: TypeAlias = Callable[[float], str]


def nps_sentences(table: pd.DataFrame, language: str) -> list[str]:
    """Say each group's NPS with its interval, and no more than the answers carry.

    Parameters
    ----------
    table : pandas.DataFrame
        From `nps`, with labels such as `segment_label` where they are wanted.
    language : {"en", "zh"}

    Returns
    -------
    list of str
        One per row. Evidence "counts": only what was counted; "exploratory": says so; where the
        interval holds 0, it says that neither side is known to be larger. Whether a score is good
        or bad is not said: that asks for something to compare it with.
    """
    _ = translator(language)
    lines = []
    for row in table.to_dict("records"):
        words = {
            "n": row["n"],
            "value": points(row["nps"]),
            "promoters": row["promoters"],
            "detractors": row["detractors"],
            "interval": _interval(row, "low", "high", points, language),
        }
        if row["evidence"] == "counts":
            text = _(
                "Too few answers for a score; promoters {promoters} of {n}, detractors "
                "{detractors}."
            )
        else:
            side = _("Promoters and detractors may be equally many.")
            if row["evidence"] == "exploratory":
                side = _("A hint: ask more customers before anything rests on it.")
            elif row["low"] > 0:
                side = _("There are more promoters than detractors.")
            elif row["high"] < 0:
                side = _("There are more detractors than promoters.")
            text = _join([_("NPS {value} ({interval}; n = {n})."), side], language)
        lines.append(_line(row, text.format(**words), language))
    return lines


def csat_sentences(table: pd.DataFrame, language: str) -> list[str]:
    """Say what share of each group is satisfied, and no more than the answers carry.

    Parameters and rules as `nps_sentences`, from `csat`.
    """
    _ = translator(language)
    lines = []
    for row in table.to_dict("records"):
        text = _("{value} are satisfied ({interval}; {satisfied} of {n}).")
        if row["evidence"] == "counts":
            text = _("Too few answers for a share; satisfied are {satisfied} of {n}.")
        words = {
            "n": row["n"],
            "value": share(row["csat"]),
            "satisfied": row["satisfied"],
            "interval": _interval(row, "low", "high", share, language),
        }
        lines.append(_line(row, text.format(**words), language))
    return lines


def ces_sentences(table: pd.DataFrame, language: str) -> list[str]:
    """Say how much effort each group had, and no more than the answers carry.

    Parameters and rules as `nps_sentences`, from `ces`. The first line says how to read the mean.
    """
    _ = translator(language)
    lines = [reading(table, language)] if len(table) else []
    for row in table.to_dict("records"):
        words = {
            "n": row["n"],
            "easy": row["easy"],
            "hard": row["hard"],
            "mean": number(row["mean"], 1),
            "interval": _interval(row, "low", "high", _mean, language),
            "index": points(row["index"]),
            "between": span(points(row["index_low"]), points(row["index_high"]), language),
        }
        if row["evidence"] == "counts":
            text = _("Too few answers for a mean; easy for {easy} of {n}, hard for {hard}.")
        elif pd.isna(row["low"]):
            text = _(
                "All {n} gave the same answer, {mean}; the formula gives no interval for that. "
                "Easy less hard: {index} points ({between})."
            )
        else:
            text = _(
                "Mean {mean} ({interval}; n = {n}). Easy less hard: {index} points ({between})."
            )
        lines.append(_line(row, text.format(**words), language))
    return lines


def reading(table: pd.DataFrame, language: str) -> str:
    """How the mean of a table of `ces` is to be read."""
    _ = translator(language)
    row = table.iloc[0]
    text = _("Answers from {low} to {high}; {high} means very easy: the higher, the less effort.")
    if row["high_is"] == "hard":
        text = _("Answers from {low} to {high}; {high} means very hard: the lower, the better.")
    return text.format(low=row["scale_low"], high=row["scale_high"])


def difference_sentences(
    table: pd.DataFrame, language: str, *, labels: Mapping[Any, str] | None = None
) -> list[str]:
    """Say whether two groups differ, or that it cannot be told yet.

    Parameters
    ----------
    table : pandas.DataFrame
        From `difference`, one row or several joined.
    language : {"en", "zh"}
    labels : mapping, optional
        What the groups are called.
    """
    _ = translator(language)
    return [_difference(row, language, labels or {}) for row in table.to_dict("records")]


def _difference(row: dict[Any, Any], language: str, labels: Mapping[Any, str]) -> str:
    _ = translator(language)
    plain, write = _WRITE[row["measure"]]
    words = {
        "metric": metric_names(language)[row["measure"]],
        "first": _label(row["first"], labels, language),
        "second": _label(row["second"], labels, language),
        "n_first": row["n_first"],
        "n_second": row["n_second"],
        "value_first": plain(row["value_first"]),
        "value_second": plain(row["value_second"]),
        "difference": write(row["difference"]),
        "interval": _interval(row, "low", "high", write, language, plain=True),
    }
    if row["evidence"] == "counts":
        text = _(
            "{metric}: {first} (n = {n_first}) and {second} (n = {n_second}) cannot be compared "
            "yet: too few answers."
        )
        return text.format(**words)
    if pd.isna(row["low"]):
        text = _(
            "{metric}: {first} {value_first}, {second} {value_second}; no interval, since within "
            "either group all answers are the same."
        )
        return text.format(**words)
    figures = _(
        "{metric}: {first} {value_first} (n = {n_first}), {second} {value_second} (n = "
        "{n_second}); difference {difference} ({interval})."
    )
    if row["measure"] != "ces":
        figures = _(
            "{metric}: {first} {value_first} (n = {n_first}), {second} {value_second} (n = "
            "{n_second}); difference {difference} points ({interval})."
        )
    verdict = _("So far they cannot be told apart.")
    if row["differs"]:
        verdict = _("That is more than chance.")
        if row["measure"] == "ces":
            easier = (row["difference"] > 0) == (row["high_is"] == "easy")
            words["easier"] = words["first"] if easier else words["second"]
            verdict = _("That is more than chance; easier for {easier}.")
    if row["evidence"] == "exploratory" and row["differs"]:
        verdict = _("With so few answers that is exploratory: a hint, no proof.")
    return _join([figures, verdict], language).format(**words)


def _interval(
    row: dict[Any, Any], low: str, high: str, write: Write, language: str, plain: bool = False
) -> str:
    """An interval with its level, and that it is exploratory where it is."""
    _ = translator(language)
    words = {
        "level": percent(row["level"]),
        "span": span(write(row[low]), write(row[high]), language),
    }
    text = _("{level} interval {span}")
    if row["evidence"] == "exploratory" and not plain:
        text = _("exploratory, {level} interval {span}")
    return text.format(**words)


def _line(row: dict[Any, Any], text: str, language: str) -> str:
    _ = translator(language)
    group = group_of(row, language)
    if not row["n"]:
        text = _("Nobody has answered yet.")
    return _("{group}: {text}").format(group=group, text=text) if group else text


def _label(group: Any, labels: Mapping[Any, str], language: str) -> str:
    _ = translator(language)
    return _("not stated") if pd.isna(group) else labels.get(group, str(group))


def _mean(value: float) -> str:
    return number(value, 1)


def _share_points(value: float) -> str:
    return points(100 * value)


def _signed(value: float) -> str:
    text = number(value, 1)
    return f"+{text}" if value > 0 and text != "0.0" else text


_WRITE: Mapping[str, tuple[Write, Write]] = {
    "nps": (points, points),
    "csat": (share, _share_points),
    "ces": (_mean, _signed),
}
"""How a figure of each metric is written, and a difference of two."""


def _join(texts: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(texts)
