"""What dimensions, gaps, causes and measures are called, in the words that a company teaches."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from workshop_kit.text import number, translator


@cache
def _names() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    # Not the catalogue: several Chinese lists share their English names.
    path = files("workshop_kit.gaps").joinpath("static/names.json")
    found: dict[str, dict[str, dict[str, dict[str, str]]]] = json.loads(path.read_text("utf-8"))
    return found


def aliases(kind: str) -> list[str]:
    """The lists of names there are: of `"dimensions"` or of `"gaps"`."""
    return [*_names()[kind]]


def _chosen(kind: str, alias: str, language: str) -> dict[str, str]:
    translator(language)  # refuses an unknown language
    if alias not in _names()[kind]:
        raise ValueError(f"alias must be one of {aliases(kind)}. Got {alias!r}.")
    return {code: names[language] for code, names in _names()[kind][alias].items()}


def dimension_names(language: str, alias: str = "servqual") -> dict[str, str]:
    """The five dimensions by code.

    Parameters
    ----------
    language : {"en", "zh"}
    alias : str
        Whose names: "servqual", "petrol", "mot", "education", "standards" (five standards of
        satisfaction, which have none of their own for tangibles), "trust" or "touchpoints".

    Examples
    --------
    >>> dimension_names("zh", "mot")["empathy"]
    '同理度'
    """
    return _chosen("dimensions", alias, language)


def gap_names(language: str, alias: str = "standard") -> dict[int, str]:
    """The five gaps by number.

    Parameters
    ----------
    language : {"en", "zh"}
    alias : str
        "standard", "sentence" (each gap as a sentence), "shortfall" (缺口) or "hotel".

    Examples
    --------
    >>> gap_names("en")[1]
    'Knowledge gap'
    """
    return {int(code): name for code, name in _chosen("gaps", alias, language).items()}


def quadrant_names(language: str) -> dict[str, str]:
    """The fields of importance and performance."""
    _ = translator(language)
    return {
        "concentrate": _("Concentrate here"),
        "keep_up": _("Keep up the good work"),
        "low_priority": _("Low priority"),
        "overkill": _("Possible overkill"),
    }


def zone_names(language: str) -> dict[str, str]:
    """Where perceived service lies."""
    _ = translator(language)
    return {
        "below": _("below what is acceptable"),
        "inside": _("within the zone of tolerance"),
        "above": _("above what is expected"),
    }


def evidence_names(language: str) -> dict[str, str]:
    """How much may be said of a gap."""
    _ = translator(language)
    return {
        "none": _("not measured"),
        "counts": _("too few answers"),
        "exploratory": _("exploratory"),
        "statement": _("well supported"),
    }


def measures(language: str) -> dict[int, str]:
    """What closes each gap: the measures of the gap model."""
    _ = translator(language)
    return {
        1: _("Study the market, and collect the voice of the customer in several ways."),
        2: _("Draw the service process or blueprint and set the standards by it."),
        3: _(
            "Train and coach employees more; let them take part in innovation, and reward them by "
            "more than money."
        ),
        4: _("Manage what is promised, and use more than one way to tell customers."),
        5: _("Find out which of the differences it is, and close that one."),
    }


def uses(language: str) -> dict[str, str]:
    """The five uses of the gap model."""
    _ = translator(language)
    return {
        "review": _("service analysis and review"),
        "processes": _("better business processes"),
        "recruiting": _("feedback for recruiting"),
        "training": _("where training should land"),
        "innovation": _("starting points for service innovation"),
    }


GAP_USES = {
    1: ("review", "innovation"),
    2: ("processes", "innovation"),
    3: ("training", "recruiting"),
    4: ("processes", "review"),
    5: ("review",),
}
"""Which uses we suggest for which gap; the model itself does not tie them."""


def antecedent_names(language: str) -> dict[str, str]:
    """Conditions behind gaps 1 to 4, each named so that a high score is good."""
    _ = translator(language)
    return {
        "research-orientation": _("Market research is done and used"),
        "upward-communication": _("Contact staff are heard by managers"),
        "levels-of-management": _("Few levels between contact staff and top managers"),
        "commitment": _("Managers are committed to service quality"),
        "goal-setting": _("Service goals are set and followed up"),
        "standardisation": _("Repeated tasks are standardised"),
        "feasibility": _("Managers believe that expectations can be met"),
        "teamwork": _("Teamwork"),
        "employee-job-fit": _("The right people in the right jobs"),
        "technology-job-fit": _("Tools and systems that fit the job"),
        "perceived-control": _("Room to decide on the spot"),
        "supervisory-control": _("Assessed by how customers are served"),
        "role-conflict": _("Free of conflicting demands"),
        "role-ambiguity": _("Clear about what is expected at work"),
        "horizontal-communication": _("Departments keep one another informed"),
        "overpromising": _("Free of the urge to promise too much"),
    }


def gap_label(gap: int, language: str, alias: str = "standard") -> str:
    """Number and name, such as "Gap 1 (Knowledge gap)"."""
    _ = translator(language)
    return _("Gap {gap} ({name})").format(gap=gap, name=gap_names(language, alias)[gap])


def signed(value: Any, digits: int = 1) -> str:
    """A difference with its sign.

    >>> signed(0.54), signed(-1.0)
    ('+0.5', '−1.0')
    """
    text = number(float(value), digits)
    return f"+{text}" if text[0] not in "−–" and float(text) > 0 else text


def interval(low: Any, high: Any, digits: int = 1) -> str:
    """An interval in brackets, empty where there is none.

    >>> interval(-1.2, 0.4)
    '[−1.2; +0.4]'
    """
    if pd.isna(low) or pd.isna(high):
        return ""
    return f"[{signed(low, digits)}; {signed(high, digits)}]"


def joined(texts: Any, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(texts)
