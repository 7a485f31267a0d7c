"""What kinds of evidence are called, and how a figure of each is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from workshop_kit.plan.evidence import KINDS
from workshop_kit.text import number, translator

Labels = Mapping[str, str]
SHOWN = 3
"""So many pieces of evidence are named in a sentence."""
LISTED = 5
"""Of more touchpoints than this a sentence names the first ones."""


def kind_names(language: str) -> dict[str, str]:
    """The kinds of evidence, code to label."""
    _ = translator(language)
    return {
        "worse": _("KANO Worse"),
        "better": _("KANO Better"),
        "valley": _("Valley on the curve"),
        "disagreement": _("Disagreement on the curve"),
        "gap": _("SERVQUAL gap"),
        "complaints": _("Complaints"),
    }


def kind_hints(language: str) -> dict[str, str]:
    """What each kind tells about a touchpoint."""
    _ = translator(language)
    return {
        "worse": _("how much goodwill is lost if it fails here"),
        "better": _("how much delight can be won here"),
        "valley": _("how deep feelings fall here today"),
        "disagreement": _("how far groups are apart about it"),
        "gap": _("how far we fall short of what is expected"),
        "complaints": _("how often customers say so themselves"),
    }


def figure_of(row: Mapping[Any, Any], kind: str, language: str) -> str:
    """The figure of a kind as it stands in a table."""
    value = row[kind]
    if value != value:
        return "–"
    if kind == "complaints":
        return f"{value:,.0f}"
    if kind in ("valley", "gap"):
        return signed(value)
    return number(value)


def pieces(
    row: Mapping[Any, Any], language: str, names: Mapping[str, Labels], most: int = SHOWN
) -> list[str]:
    """The evidence that adds most to a touchpoint's score, in words, the strongest first.

    `names` has labels of features, items and journeys.
    """
    _ = translator(language)
    added = {kind: row[f"{kind}_points"] for kind in KINDS if row[f"{kind}_points"] > 0}
    texts = {
        "worse": _("Worse {figure} ({whose})"),
        "better": _("Better {figure} ({whose})"),
        "valley": _("{figure} on the curve ({whose})"),
        "disagreement": _("groups differ by {figure}, sd ({whose})"),
        "gap": _("gap {figure} ({whose})"),
        "complaints": _("complaints: {figure}"),
    }
    bare = {
        "valley": _("{figure} on the curve"),
        "disagreement": _("groups differ by {figure}, sd"),
    }
    of = {"worse": "features", "better": "features", "gap": "items"}
    found = []
    for kind in sorted(added, key=lambda kind: -added[kind])[:most]:
        whose = row.get(f"{kind}_of")
        known = names.get(of.get(kind, "journeys"), {})
        label = known.get(str(whose), str(whose))
        if kind not in of and label.isdecimal():  # the class's own curves are told apart by number
            label = _("Journey {number}").format(number=label)
        text = bare.get(kind, texts[kind]) if whose is None or whose != whose else texts[kind]
        found.append(text.format(figure=figure_of(row, kind, language), whose=label))
    return found


def signed(value: float) -> str:
    """A figure with its sign.

    >>> signed(2.0), signed(-1.5), signed(0.0)
    ('+2.00', '−1.50', '0.00')
    """
    text = number(value)
    return f"+{text}" if value > 0 and text != "0.00" else text


def still_empty(parts: Labels, answers: Mapping[str, Any], language: str) -> list[str]:
    """A line that names the questions (name to label) left empty, once one is answered.

    A label such as "Path: how does it go on?" is named by what stands before its colon.
    """
    _ = translator(language)
    heads = {name: label.replace("：", ":").partition(":")[0] for name, label in parts.items()}
    left = [head for name, head in heads.items() if name not in answers]
    if not left or len(left) == len(parts):
        return []
    return [_("Still empty: {parts}.").format(parts=apart(left, language))]


def joined(texts: Iterable[str], language: str) -> str:
    """The parts of an enumeration."""
    return ("、" if language == "zh" else ", ").join(texts)


def first(texts: Iterable[str], language: str) -> str:
    """The parts of an enumeration; of many the first ones."""
    found = list(texts)
    return joined(found[:LISTED], language) + ("…" if len(found) > LISTED else "")


def apart(texts: Iterable[str], language: str) -> str:
    """Parts that have commas of their own."""
    return ("；" if language == "zh" else "; ").join(texts)
