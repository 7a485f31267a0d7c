"""What follows from comparing customers, in words: segments, and satisfaction with loyalty."""

from typing import Any

import pandas as pd

from workshop_kit.loyalty.intervals import NEEDED
from workshop_kit.loyalty.words import group_of, metric_names, percent, points, span
from workshop_kit.text import number, share, translator


def contrast_sentences(table: pd.DataFrame, language: str, *, most: int = 10) -> list[str]:
    """Say where a segment differs from all others; nothing is said that may be chance alone.

    Parameters
    ----------
    table : pandas.DataFrame
        From `segment_contrasts`, with labels where they are wanted.
    language : {"en", "zh"}
    most : int
        So many differences are said, the surest first; the last line counts them all.

    Returns
    -------
    list of str
        One sentence per difference, then one on how many comparisons were made and what the
        differences are worth where that many were looked at.
    """
    _ = translator(language)
    compared = table[table["p"].notna()]
    if compared.empty:
        return [_("There are no two groups with enough answers to be compared.")]
    found = compared[compared["differs"]].sort_values("p_adjusted", kind="stable")
    lines = [_contrast(row, language) for row in found.head(most).to_dict("records")]
    alone = int(((compared["low"] > 0) | (compared["high"] < 0)).sum())
    words = {
        "n": len(compared),
        "found": len(found),
        "level": percent(compared["level"].iloc[0]),
        "alone": alone,
    }
    if found.empty:
        lines.append(_("So far no segment can be told apart from the other customers."))
    return [*lines, _weighed(alone, len(found), language).format(**words)]


def _weighed(alone: int, found: int, language: str) -> str:
    """What Holm's correction left of the differences that count one by one."""
    _ = translator(language)
    if not alone:
        return _(
            "Comparisons made: {n}. No difference is larger than chance alone explains; that does "
            "not prove that there is none."
        )
    if not found:
        return _(
            "Comparisons made: {n}. One by one, {alone} would count as different; but whoever "
            "compares so often finds some by chance. Allowing for that (Holm's correction), none "
            "of the {n} differences is larger than chance alone explains; that does not prove that "
            "there is none."
        )
    return _(
        "Comparisons made: {n}. One by one, {alone} would count as different; but whoever compares "
        "so often finds some by chance. Allowing for that (Holm's correction), larger than chance "
        "alone explains: {found} of {n}."
    )


def promoter_sentences(table: pd.DataFrame, language: str) -> list[str]:
    """Say how many of the satisfied would recommend, and how many of all others.

    Parameters
    ----------
    table : pandas.DataFrame
        From `satisfied_promoters`.
    language : {"en", "zh"}
    """
    _ = translator(language)
    texts = {
        "satisfied": _(
            "Promoters among {n} satisfied customers: {promoters}, that is {share} ({low} to "
            "{high}). The other {rest} are content, and no more than that."
        ),
        "others": _(
            "Promoters among the {n} others: {promoters}, that is {share} ({low} to {high})."
        ),
    }
    few = {
        "satisfied": _(
            "Promoters among {n} satisfied customers: {promoters}; too few answers for a share."
        ),
        "others": _("Promoters among the {n} others: {promoters}; too few answers for a share."),
    }
    lines = []
    for row in table.to_dict("records"):
        words = {name: share(row[name]) for name in ("share", "low", "high")}
        words |= {"n": row["n"], "promoters": row["promoters"]}
        words["rest"] = row["n"] - row["promoters"]
        text = (few if row["n"] < NEEDED[0] else texts)[row["answer"]]
        lines.append(text.format(**words))
    return lines


def _contrast(row: dict[Any, Any], language: str) -> str:
    _ = translator(language)
    measure = row["measure"]
    plain, apart = _WRITE[measure]
    words = {
        "segment": group_of({name: row[name] for name in _before(row)} | {"n": 0}, language),
        "metric": metric_names(language)[measure],
        "value": plain(row["value"]),
        "others": plain(row["value_others"]),
        "n": row["n"],
        "n_others": row["n_others"],
        "difference": apart(row["difference"]),
        "interval": span(apart(row["low"]), apart(row["high"]), language),
        "level": percent(row["level"]),
    }
    text = _(
        "{segment}: {metric} {value} against {others} of all others; difference {difference} "
        "points ({level} interval {interval}; n = {n} and {n_others})."
    )
    if measure == "ces":
        text = _(
            "{segment}: {metric} {value} against {others} of all others, so harder for them; "
            "difference {difference} ({level} interval {interval}; n = {n} and {n_others})."
        )
        if (row["difference"] > 0) == (row["high_is"] == "easy"):
            text = _(
                "{segment}: {metric} {value} against {others} of all others, so easier for them; "
                "difference {difference} ({level} interval {interval}; n = {n} and {n_others})."
            )
    lines = [text]
    if row["evidence"] == "exploratory":
        lines.append(_("With so few answers that is exploratory: a hint, no proof."))
    return ("" if language == "zh" else " ").join(lines).format(**words)


def _before(row: dict[Any, Any]) -> list[str]:
    """The columns of the group, which stand before the figures."""
    names = [str(name) for name in row]
    return names[: names.index("measure")]


def _signed(value: float) -> str:
    text = number(value, 1)
    return f"+{text}" if value > 0 and text != "0.0" else text


_WRITE: Any = {
    "nps": (points, points),
    "csat": (share, lambda value: points(100 * value)),
    "ces": (lambda value: number(value, 1), _signed),
}
"""How a figure of each metric is written, and a difference of two."""
