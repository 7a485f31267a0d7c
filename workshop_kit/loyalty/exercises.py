"""What exercises answer: marks with reasons, a score step by step, what a list still lacks."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from workshop_kit.loyalty.sentences import nps_sentences
from workshop_kit.loyalty.teaching import KINDS, metric_kinds, need_levels
from workshop_kit.loyalty.words import points
from workshop_kit.text import share, translator


def chain_marks(given: Mapping[str, str], statements: pd.DataFrame, language: str) -> list[str]:
    """Say of every answer whether it is right, and why.

    Parameters
    ----------
    given : mapping
        Statement to the link that was chosen, in the order in which it is to be said.
    statements : pandas.DataFrame
        From `chain_statements`.
    language : {"en", "zh"}
    """
    _ = translator(language)
    if not given:
        return []
    rows = {row.statement: (i, row) for i, row in enumerate(statements.itertuples(), 1)}
    right, wrong = _("{number}: right. {why}"), _("{number}: look again. {why}")
    known = {code: link for code, link in given.items() if code in rows}
    good = sum(link == rows[code][1].link for code, link in known.items())
    lines = [_("{good} of {all} right").format(good=good, all=len(rows))]
    for code, link in known.items():
        number, row = rows[code]
        text = right if link == row.link else wrong
        lines.append(text.format(number=number, why=row.reason))
    return lines


def score_steps(table: pd.DataFrame, language: str) -> list[str]:
    """Say how an NPS comes about, step by step, then what it says.

    Parameters
    ----------
    table : pandas.DataFrame
        From `nps`, one row with answers.
    language : {"en", "zh"}
    """
    _ = translator(language)
    row = table.iloc[0]
    steps = _(
        "{promoters} of {n} are {p} promoters, {detractors} of {n} are {d} detractors: {p} less "
        "{d} makes {score}. The {passives} passives count among the {n}, and nowhere else."
    )
    n = row["n"]
    words: dict[str, Any] = {
        "n": n,
        "promoters": row["promoters"],
        "passives": row["passives"],
        "detractors": row["detractors"],
        "p": _exact(row["promoters"] / n),
        "d": _exact(row["detractors"] / n),
        "score": points(row["nps"]),
    }
    return [steps.format(**words), *nps_sentences(table, language)]


def metric_findings(rows: Iterable[Mapping[str, Any]], language: str) -> list[str]:
    """Say which kinds of metric a list has, and what is missing.

    Parameters
    ----------
    rows : iterable of mapping
        Rows of the form: `metric`, `kind`, `where`, `rhythm`, `owner`, each where it was given.
    language : {"en", "zh"}
    """
    _ = translator(language)
    listed = [row for row in rows if row.get("metric", "").strip()]
    if not listed:
        return []
    kinds = metric_kinds(language).set_index("kind")
    counts = {kind: sum(row.get("kind") == kind for row in listed) for kind in KINDS}
    missing = _("Still missing: {label}. {question}")
    lines = [missing.format(**kinds.loc[kind]) for kind in KINDS if not counts[kind]]
    if not lines:
        lines.append(
            _(
                "All three kinds are there. Read them as a chain: what happened, what customers "
                "think of it, what they do then."
            )
        )
    unsorted = [row["metric"] for row in listed if "kind" not in row]
    alone = [row["metric"] for row in listed if not row.get("owner", "").strip()]
    for names, text in (
        (unsorted, _("No kind yet: {names}.")),
        (alone, _("Nobody answers for it yet: {names}.")),
    ):
        if names:
            lines.append(text.format(names=_joined(names, language)))
    return lines


def level_findings(placed: Mapping[str, list[str]], language: str) -> list[str]:
    """Say which metric measures the needs of each level, and which level is bare.

    Parameters
    ----------
    placed : mapping
        Level to the needs that stand on it.
    language : {"en", "zh"}
    """
    _ = translator(language)
    if not any(placed.values()):
        return []
    measured = _("{version} {label}: {needs}. Ask with: {metric}.")
    bare = _("{version} {label}: nothing yet. For example: {example}")
    lines = []
    for row in need_levels(language).to_dict("records"):
        needs = placed[row["level"]]
        words = {
            "version": row["version"],
            "label": row["label"],
            "needs": _joined(needs, language),
            "metric": row["metric_label"],
            "example": row["example"],
        }
        lines.append((measured if needs else bare).format(**words))
    return lines


def _exact(value: float) -> str:
    """A share as a percentage; with one decimal where it is not whole."""
    whole = abs(100 * value - round(100 * value)) < 1e-9
    return share(value) if whole else f"{100 * value:.1f}%"


def _joined(names: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else "; ").join(names)
