"""The diagnosis in words: causes with what speaks for and against them, and what to do."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workshop_kit.gaps.causes import Diagnosis
from workshop_kit.gaps.five import FEW_CUSTOMERS
from workshop_kit.gaps.words import (
    GAP_USES,
    antecedent_names,
    dimension_names,
    evidence_names,
    gap_label,
    interval,
    joined,
    measures,
    signed,
    uses,
)
from workshop_kit.text import number, share, translator

Row = Mapping[Any, Any]
Labels = Mapping[Any, str]
WEAKEST = 2
"""So many antecedents of a gap are named."""


def diagnosis_sentences(
    found: Diagnosis, language: str, *, alias: str = "servqual", gap_alias: str = "standard"
) -> list[str]:
    """Say where customers miss most, which gap stands behind it, and what speaks against it.

    Parameters
    ----------
    found : Diagnosis
        From `diagnose`.
    language : {"en", "zh"}
    alias, gap_alias : str
        Whose names of the dimensions and of the gaps.

    Returns
    -------
    list of str
        For each dimension: the customers' gap; the causes, the leading one first, or that there is
        not enough evidence; then every other gap with what was found, so that none is passed over.
    """
    parts = diagnosis_parts(found, language, alias=alias, gap_alias=gap_alias)
    return [line for part in parts for line in part]


def diagnosis_parts(
    found: Diagnosis, language: str, *, alias: str = "servqual", gap_alias: str = "standard"
) -> list[list[str]]:
    """The same sentences, those of each dimension together: the first says what is missed there."""
    _ = translator(language)
    if found.status != "causes" and found.findings.empty:
        return [[_nothing(found.status, language)]]
    names = dimension_names(language, alias)
    parts: list[list[str]] = []
    for dimension, rows in found.findings.groupby("dimension", sort=False):
        records = rows.to_dict("records")
        causes = [row for row in records if row["verdict"] == "cause"]
        causes.sort(key=lambda row: not row["leading"])
        name = names[str(dimension)]
        lines = [_missed(records[0], name, language, first=not parts)]
        if not causes:
            lines.append(_("Not enough evidence for a cause among gaps 1 to 4."))
        elif len(causes) > 1 and not causes[0]["told_apart"]:
            lines.append(_("More than one cause is possible, and they cannot be told apart yet."))
        lines += [_cause(row, name, language, gap_alias) for row in causes]
        lines += [
            evidence_of(row, name, language, gap_alias) for row in records if row not in causes
        ]
        parts.append(lines)
    return parts


def _nothing(status: str, language: str) -> str:
    _ = translator(language)
    return {
        "no_customers": _("Not enough evidence: customers were not asked, so gap 5 is not known."),
        "few_customers": _("Not enough evidence: fewer than 10 customers answered."),
    }.get(status, _("In no dimension do customers clearly perceive less than they expect."))


def _missed(row: Row, name: str, language: str, first: bool) -> str:
    _ = translator(language)
    few = row["gap5_n"] < FEW_CUSTOMERS
    if first:
        text = _("Customers miss most in {dimension}: gap 5 is {gap} (n = {n}).")
        if few:
            text = _("Customers miss most in {dimension}: gap 5 is {gap} (n = {n}, exploratory).")
    else:
        text = _("They also miss much in {dimension}: gap 5 is {gap} (n = {n}).")
        if few:
            text = _("They also miss much in {dimension}: gap 5 is {gap} (n = {n}, exploratory).")
    gap = f"{signed(row['gap5'])} {interval(row['gap5_low'], row['gap5_high'])}"
    return text.format(dimension=name, gap=gap, n=row["gap5_n"])


def _cause(row: Row, name: str, language: str, gap_alias: str) -> str:
    _ = translator(language)
    text = _("Leading cause: {evidence}") if row["leading"] else _("Also a cause: {evidence}")
    return text.format(evidence=evidence_of(row, name, language, gap_alias))


def evidence_of(row: Row, name: str, language: str, gap_alias: str = "standard") -> str:
    """One finding in one or two sentences.

    Parameters
    ----------
    row : mapping
        A row of `Diagnosis.findings`.
    name : str
        What its dimension is called.
    language : {"en", "zh"}
    gap_alias : str
        Whose names of the gaps.
    """
    _ = translator(language)
    words = {
        "dimension": name,
        "gap": gap_label(row["gap"], language, gap_alias),
        "who": who(row, language),
    }
    verdict = row["verdict"]
    if verdict == "not_measured":
        return _("{gap} was not measured: nothing can be said about it.").format(**words)
    if verdict == "too_few":
        return _("{gap}: {who}, too few to tell.").format(**words)
    words |= _figures(row)
    parts = [_rating(row, language), *_ending(row, language)]
    return ("" if language == "zh" else " ").join(part.format(**words) for part in parts)


def _rating(row: Row, language: str) -> str:
    """What was answered, and who answered."""
    _ = translator(language)
    if row["gap"] > 1:
        return {
            2: _("How firm the standards for {dimension} are: {mean}; {gap}, {who}."),
            3: _("How able staff are to meet the standards of {dimension}: {mean}; {gap}, {who}."),
            4: _("How well promises on {dimension} can be met: {mean}; {gap}, {who}."),
        }[row["gap"]]
    if number(abs(row["value"]), 1) == number(0, 1):
        return _("Managers rate {dimension} as customers do: {gap}, {who}.")
    if row["direction"] == "under":
        return _("Managers rate {dimension} {distance} lower than customers do: {gap}, {who}.")
    return _("Managers rate {dimension} {distance} higher than customers do: {gap}, {who}.")


def _figures(row: Row) -> dict[str, str]:
    """The figures of a finding as they are written, with intervals where there are any."""
    sign, reference = (-1 if row["value"] < 0 else 1), row["reference"]
    ends = sorted((sign * row["low"], sign * row["high"])) if row["gap"] == 1 else ()
    low, high = ends or (row["low"] + reference, row["high"] + reference)
    middle = abs(row["value"]) if ends else row["mean"]
    text = f"{number(middle, 1)} {interval(low, high).replace('+', '')}".strip()
    other = signed(row["elsewhere"]) if row["gap"] == 1 else number(row["elsewhere"], 1)
    written = {"distance": text, "mean": text, "elsewhere": other}
    return written | {"share": share(row["share"])}


def _ending(row: Row, language: str) -> list[str]:
    """How that compares with the other dimensions, and what speaks against it."""
    _ = translator(language)
    verdict = row["verdict"]
    if verdict == "not_compared":
        return [
            _("It was asked about this dimension only, so there is nothing to compare it with.")
        ]
    there = _("In the other dimensions: {elsewhere}.")
    if row["gap"] == 1:
        there = _("In the other dimensions the difference is {elsewhere}.")
    parts = [there]
    if verdict == "better":
        parts.append(_("That is better than elsewhere, and speaks against it."))
    elif verdict == "general":
        parts.append(_("It is so in all dimensions, and does not explain why this one is worst."))
    elif verdict == "unremarkable":
        parts.append(_("It does not stand out."))
    elif row["gap"] > 1 and row["low"] > 0:
        parts.append(_("Against it: only {share} are at or below the criterion."))
    return parts


def who(row: Row, language: str) -> str:
    """Who answered, and how much that carries, such as "5 managers, exploratory"."""
    _ = translator(language)
    managers, staff = int(row["n_managers"]), int(row["n_staff"])
    said = []
    if managers:
        said.append((_("{n} managers") if managers > 1 else _("{n} manager")).format(n=managers))
    if staff:
        said.append((_("{n} employees") if staff > 1 else _("{n} employee")).format(n=staff))
    if row["evidence"] == "exploratory":
        said.append(evidence_names(language)["exploratory"])
    return ("，" if language == "zh" else ", ").join(said)


def treatment(
    found: Diagnosis,
    behind: pd.DataFrame | None,
    language: str,
    *,
    alias: str = "servqual",
    gap_alias: str = "standard",
    labels: Labels | None = None,
) -> pd.DataFrame:
    """Lead from the causes to measures: one row per cause, to be read.

    Parameters
    ----------
    found : Diagnosis
        From `diagnose`.
    behind : pandas.DataFrame or None
        From `antecedents`.
    language : {"en", "zh"}
    alias, gap_alias : str
        Whose names of the dimensions and of the gaps.
    labels : mapping, optional
        What antecedents are called, besides `antecedent_names`.

    Returns
    -------
    pandas.DataFrame
        Text only, labelled by gap and dimension: what speaks for it, the conditions that scored
        worst, the measure, and uses that we suggest. Without rows where no cause was found.
    """
    _ = translator(language)
    names, own = dimension_names(language, alias), {**antecedent_names(language), **(labels or {})}
    rows: dict[str, dict[str, str]] = {}
    causes = found.findings[found.findings["verdict"] == "cause"]
    for row in causes.to_dict("records"):
        gap, dimension = row["gap"], names[row["dimension"]]
        label = f"{gap_label(gap, language, gap_alias)} · {dimension}"
        rows[label] = {
            _("What speaks for it"): evidence_of(row, dimension, language, gap_alias),
            _("Worst conditions"): _worst(behind, gap, own, language),
            _("Measure"): measures(language)[gap],
            _("Use (our suggestion)"): joined(
                (uses(language)[use] for use in GAP_USES[gap]), language
            ),
        }
    columns = [_("What speaks for it"), _("Worst conditions"), _("Measure")]
    columns.append(_("Use (our suggestion)"))
    sheet = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return sheet.rename_axis(columns=_("Cause"))


def _worst(behind: pd.DataFrame | None, gap: int, names: Labels, language: str) -> str:
    _ = translator(language)
    some = behind[behind["gap"] == gap] if behind is not None else pd.DataFrame()
    if some.empty:
        return _("The conditions behind it were not asked about.")
    one = _("{name}: {mean} {interval} (n = {n})")
    found = []
    for row in some.sort_values("mean", kind="stable").head(WEAKEST).to_dict("records"):
        text = one.format(
            name=names.get(row["item"], row["item"]),
            mean=number(row["mean"], 1),
            interval=interval(row["low"], row["high"]).replace("+", ""),
            n=row["n"],
        )
        found.append(" ".join(text.split()))
    return ("；" if language == "zh" else "; ").join(found)
