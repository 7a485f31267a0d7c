"""Labels of the journey room's codes, and how its numbers are written."""

from collections.abc import Iterable, Mapping
from typing import Any

from workshop_kit.text import number, translator

Labels = Mapping[Any, str]
"""What touchpoints, groups and so on are called, by code."""


def level_names(language: str) -> dict[int, str]:
    """The scale of moments of truth: what each level of the curve means, by its number."""
    _ = translator(language)
    return {
        3: _("beyond anything they hoped for"),
        2: _("a wish met that they never spoke"),
        1: _("what they asked for was done"),
        0: _("neutral, nothing was expected"),
        -1: _("part of the request not met"),
        -2: _("nothing of the request met"),
        -3: _("they leave upset or angry"),
    }


def version_names(language: str) -> dict[str, str]:
    """The two curves, code to label."""
    _ = translator(language)
    return {"as_is": _("As it is"), "to_be": _("As it should be")}


def moment_names(language: str) -> dict[str, str]:
    """The three moments that stay in memory."""
    _ = translator(language)
    return {"peak": _("Peak"), "valley": _("Valley"), "end": _("End")}


def state_names(language: str) -> dict[str, str]:
    """The states of a curve."""
    _ = translator(language)
    return {
        "negative": _("remembered badly"),
        "forgotten": _("soon forgotten"),
        "positive": _("remembered well"),
        "mixed": _("mixed"),
    }


def move_names(language: str) -> dict[str, str]:
    """The four ways to reshape a curve; the third one for the peak and for the end."""
    _ = translator(language)
    return {
        "raise_peak": _("Raise the peak"),
        "lift_valley": _("Lift the valley"),
        "prolong_peak": _("Prolong the peak"),
        "prolong_end": _("Prolong the end"),
        "reorder": _("Change the order"),
    }


def group_name(group: str, language: str) -> str:
    """What a group is called; forms that were filled in for no group have none."""
    _ = translator(language)
    return _("Group {number}").format(number=group) if group else _("no group")


def signed(value: float) -> str:
    """A valence or a change with its sign, without digits that say nothing.

    >>> signed(2.0), signed(-1.5), signed(0.0)
    ('+2', '−1.5', '0')
    """
    text = number(value, 2)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"+{text}" if value > 0 and text != "0" else text


def label_of(name: Any, labels: Labels | None) -> str:
    """What something is called; without a label its code."""
    return (labels or {}).get(name, str(name))


def together(sentences: Iterable[str], language: str) -> str:
    """Sentences one after another."""
    return ("" if language == "zh" else " ").join(sentences)


def joined(texts: Iterable[str], language: str) -> str:
    """The parts of an enumeration."""
    return ("、" if language == "zh" else ", ").join(texts)
