"""What customers' answers say, in words: no more than they carry."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from workshop_kit.gaps.five import FEW_COUNTED, FEW_CUSTOMERS
from workshop_kit.gaps.quality import Note, Servqual
from workshop_kit.gaps.words import dimension_names, interval, joined, quadrant_names, signed
from workshop_kit.text import number, translator

ALPHA = 0.6
"""Below this alpha of the perceptions, the items of a dimension are read one by one."""
CLEAR = 0.05

Labels = Mapping[Any, str]


def servqual_sentences(
    found: Servqual, language: str, *, alias: str = "servqual", labels: Labels | None = None
) -> list[str]:
    """Say where customers miss most, what the total is, and what to mind.

    Parameters
    ----------
    found : Servqual
        Without groups.
    language : {"en", "zh"}
    alias : str
        Whose names of the dimensions; see `dimension_names`.
    labels : mapping, optional
        What items are called.

    Returns
    -------
    list of str
        Dimensions that fall short, the worst first; those above; those that cannot be told from
        what is expected; the total; low reliability; the notes. Fewer than 10 answers: only counts.
    """
    if found.dimensions["dimension"].duplicated().any():
        raise ValueError("found must be of one group: each dimension once.")
    _ = translator(language)
    names = dimension_names(language, alias)
    table = found.dimensions[found.dimensions["n"] > 0].sort_values("gap", kind="stable")
    enough = table[table["n"] >= FEW_COUNTED]
    lines = [
        _("{dimension}: {n} complete answers, too few to say more.").format(
            dimension=names[row["dimension"]], n=row["n"]
        )
        for row in table[table["n"] < FEW_COUNTED].to_dict("records")
    ]
    clear = enough["p_holm"] < CLEAR
    for row in enough[clear].to_dict("records"):
        text = _("{dimension} falls short of what customers expect: {gap} (n = {n}).")
        if row["gap"] > 0:
            text = _("{dimension} is above what customers expect: {gap} (n = {n}).")
        if row["n"] < FEW_CUSTOMERS:
            text = _("{dimension}: gap {gap}, with n = {n} an exploratory finding.")
        gap = f"{signed(row['gap'])} {interval(row['gap_low'], row['gap_high'])}"
        lines.append(text.format(dimension=names[row["dimension"]], gap=gap, n=row["n"]))
    if len(open_ := enough[~clear]):
        text = _("No clear gap between what is expected and perceived: {dimensions}.")
        lines.append(text.format(dimensions=joined(map(names.get, open_["dimension"]), language)))
    lines += _total(found.total.to_dict("records")[0], language)
    if len(low := enough[enough["alpha_perception"] < ALPHA]):
        one = _("{dimension} (alpha {alpha})")
        named = [
            one.format(dimension=names[row["dimension"]], alpha=number(row["alpha_perception"]))
            for row in low.to_dict("records")
        ]
        text = _("The questions do not measure one thing here, read them one by one: {dimensions}.")
        lines.append(text.format(dimensions=joined(named, language)))
    return lines + note_sentences(found.notes, language, alias=alias, labels=labels)


def _total(row: dict[Any, Any], language: str) -> Iterator[str]:
    _ = translator(language)
    if row["n"] < FEW_COUNTED:
        return
    text = _("Over {dimensions} dimensions the gap is {gap}; perceptions alone: {servperf}.")
    gap = f"{signed(row['gap'], 2)} {interval(row['gap_low'], row['gap_high'], 2)}"
    yield text.format(dimensions=row["dimensions"], gap=gap, servperf=number(row["servperf"]))
    if not pd.isna(row["weighted"]):
        text = _(
            "Weighted by what matters to customers it is {gap}; perceptions alone: {servperf}."
        )
        gap = (
            f"{signed(row['weighted'], 2)} {interval(row['weighted_low'], row['weighted_high'], 2)}"
        )
        yield text.format(gap=gap, servperf=number(row["servperf_weighted"]))


def note_sentences(
    notes: tuple[Note, ...],
    language: str,
    *,
    alias: str = "servqual",
    labels: Labels | None = None,
) -> list[str]:
    """Say what must be said beside the figures.

    Parameters
    ----------
    notes : tuple of Note
        Of a `Servqual`.
    language : {"en", "zh"}
    alias : str
        Whose names of the dimensions.
    labels : mapping, optional
        What items are called.
    """
    _ = translator(language)
    names = {**(labels or {}), **dimension_names(language, alias)}
    sides = {"expectation": _("expectation"), "perception": _("perception"), "gap": _("gap")}
    texts = {
        "points": _("The weights were given as points; they were divided by 100."),
        "weight_unmeasured": _(
            "No weighted total: {names} has a weight, but nobody was asked about it."
        ),
        "top_unused": _(
            "Nobody answered above {first}, though the scale goes up to {second}: was a shorter "
            "scale used?"
        ),
        "no_item": _("No question asks about {names}: the total leaves it out."),
        "unanswered": _("Nobody answered {names}: left out of its dimension."),
        "no_answers": _("{names}: nobody answered all its questions."),
        "left_out": _(
            "{names}: of {second} respondents who answered one of its questions, {first} "
            "answered all; only they count."
        ),
        "one_item": _("{names} has one question: no reliability can be computed."),
        "alike": _(
            "{names} ({side}): all respondents come to the same sum, so no alpha can be computed."
        ),
    }
    said = []
    for note in notes:
        about = [name for name in note.names if name not in sides]
        side = next((sides[name] for name in note.names if name in sides), "")
        first, second = (*(f"{value:g}" for value in note.values), "", "")[:2]
        text = texts[note.code].format(
            names=joined((names.get(name, name) for name in about), language),
            side=side,
            first=first,
            second=second,
        )
        group = joined((_("no group") if pd.isna(x) else str(x) for x in note.group), language)
        said.append(f"{group}{'：' if language == 'zh' else ': '}{text}" if group else text)
    return said


def tolerance_sentences(
    table: pd.DataFrame, language: str, *, alias: str = "servqual", labels: Labels | None = None
) -> list[str]:
    """Say in which zone each dimension or item lies, and whether that is settled.

    Parameters
    ----------
    table : pandas.DataFrame
        From `tolerance`, without groups.
    language : {"en", "zh"}
    alias, labels
        As for `servqual_sentences`.
    """
    _ = translator(language)
    names = {**dimension_names(language, alias), **(labels or {})}
    texts = {
        "below": _("{name}: below what is still acceptable ({adequacy})."),
        "inside": _("{name}: acceptable ({adequacy}), less than wished for ({superiority})."),
        "above": _("{name}: above what is wished for ({superiority})."),
    }
    lines = []
    for row in table.to_dict("records"):
        code = row.get("item", row["dimension"])
        name = names.get(code, code)
        if row["n"] < FEW_COUNTED:
            text = _("{name}: {n} complete answers, too few to say more.")
        elif row["zone"] is None:
            text = _("{name}: the minimum lies above what is expected; check how it was asked.")
        else:
            text = texts[row["zone"]]
            if not row["settled"]:
                text += ("" if language == "zh" else " ") + _("A neighbouring zone is possible.")
            if row["n"] < FEW_CUSTOMERS:
                text += ("" if language == "zh" else " ") + _("Exploratory, n = {n}.")
        lines.append(
            text.format(
                name=name,
                n=row["n"],
                adequacy=signed(row["adequacy"]),
                superiority=signed(row["superiority"]),
            )
        )
    if crossed := int(table["crossed"].sum()):
        text = _("{n} answers name a minimum above what is expected: were the two mixed up?")
        lines.append(text.format(n=crossed))
    return lines


def importance_sentences(
    table: pd.DataFrame, language: str, *, alias: str = "servqual", labels: Labels | None = None
) -> list[str]:
    """Name what lies in each field of importance and performance; open ones are marked.

    Parameters
    ----------
    table : pandas.DataFrame
        From `importance_performance`.
    language : {"en", "zh"}
    alias, labels
        As for `servqual_sentences`.
    """
    _ = translator(language)
    names = {**dimension_names(language, alias), **(labels or {})}
    key = "item" if "item" in table else "dimension"
    lines = []
    for quadrant, title in quadrant_names(language).items():
        rows = table[table["quadrant"] == quadrant]
        found = [
            names.get(code, code) + ("" if settled else "*")
            for code, settled in zip(rows[key], rows["settled"], strict=True)
        ]
        if found:
            text = _("{title}: {names}.")
            lines.append(text.format(title=title, names=joined(found, language)))
    if len(table) and not table["settled"].all():
        lines.append(_("* near a line: with these answers it may lie on either side."))
    return lines
