"""Where to begin, in sentences: the first touchpoints, why, and what is not known."""

from collections.abc import Iterator, Mapping

import pandas as pd

from workshop_kit.plan.evidence import KINDS
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.words import Labels, apart, first, joined, kind_names, pieces
from workshop_kit.text import translator

FIRST = 3
"""So many touchpoints are named with their evidence."""
CLOSE = 5.0
"""Scores of fewer points apart are called close."""


def priority_sentences(
    found: Priorities, language: str, *, names: Mapping[str, Labels] | None = None
) -> list[str]:
    """Say which touchpoints come first, what speaks for them and what is missing.

    Parameters
    ----------
    found : Priorities
    language : {"en", "zh"}
    names : mapping, optional
        Labels by code of `touchpoints`, `features`, `items` and `journeys`; else codes are shown.
    """
    _ = translator(language)
    table, named = found.table, dict(names or {})
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        return [_("Nothing is known of any touchpoint yet."), *_absent(found, language)]
    if not sum(found.weights.values()):
        text = _("All points were given to evidence that is not there: give some to another kind.")
        return [text, *_absent(found, language)]
    lines = [*_first(ranked, language, named), *_close(ranked, language, named)]
    lines += [*_overtaking(table, language, named), *_absent(found, language)]
    unknown = [_place(code, named) for code in table.loc[table["rank"].isna(), "touchpoint"]]
    if unknown:
        text = _("Nothing is known of: {touchpoints}.")
        lines.append(text.format(touchpoints=first(unknown, language)))
    return lines


def _first(ranked: pd.DataFrame, language: str, names: Mapping[str, Labels]) -> Iterator[str]:
    _ = translator(language)
    text = _("{rank}. {touchpoint}, {score} of 100 points: {evidence}.")
    for row in ranked.head(FIRST).to_dict("records"):
        said = pieces(row, language, names)
        yield text.format(
            rank=row["rank"],
            touchpoint=_place(row["touchpoint"], names),
            score=f"{row['score']:.0f}",
            evidence=apart(said, language) if said else _("nothing speaks for it"),
        )


def _close(ranked: pd.DataFrame, language: str, names: Mapping[str, Labels]) -> Iterator[str]:
    _ = translator(language)
    top = ranked["score"].iloc[0]
    near = ranked.loc[ranked["score"] > top - CLOSE, "touchpoint"]
    if len(near) > 1:
        text = _("Fewer than {n} points apart, so take them as equal: {touchpoints}.")
        places = first([_place(code, names) for code in near], language)
        yield text.format(n=f"{CLOSE:.0f}", touchpoints=places)


def _overtaking(table: pd.DataFrame, language: str, names: Mapping[str, Labels]) -> Iterator[str]:
    """Touchpoints that may belong further up, were more known of them."""
    _ = translator(language)
    top = table["score"].iloc[0]
    most = table["score"].fillna(0.0) + table["open"]
    maybe = [_place(code, names) for code in table.loc[1:, "touchpoint"][most[1:] > top]]
    if maybe:
        text = _("Too little was asked there to say that it must not come first: {touchpoints}.")
        yield text.format(touchpoints=first(maybe, language))


def _absent(found: Priorities, language: str) -> Iterator[str]:
    _, kinds = translator(language), kind_names(language)
    texts = {
        "no_data": _("Missing, and not counted: {kinds}. There are no data."),
        "no_touchpoint": _("Missing, and not counted: {kinds}. No question names its touchpoint."),
        "few": _("Missing, and not counted: {kinds}. There are too few answers."),
    }
    for why, text in texts.items():
        absent = [kinds[kind] for kind in KINDS if found.absent.get(kind) == why]
        if absent:
            yield text.format(kinds=joined(absent, language))


def _place(code: str, names: Mapping[str, Labels]) -> str:
    return names.get("touchpoints", {}).get(code, code)
