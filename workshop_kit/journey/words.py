"""Labels of the journey room's codes, and how its numbers are written."""

from workshop_kit.text import number, translator


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


def signed(value: float) -> str:
    """A valence or a change with its sign, without digits that say nothing.

    >>> signed(2.0), signed(-1.5), signed(0.0)
    ('+2', '−1.5', '0')
    """
    text = number(value, 2)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"+{text}" if value > 0 and text != "0" else text
