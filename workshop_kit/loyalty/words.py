"""Labels of the loyalty room's codes, and how its figures are written."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from workshop_kit.text import number, share, translator


def metric_names(language: str) -> dict[str, str]:
    """The metrics of this room."""
    _ = translator(language)
    return {
        "nps": _("Net promoter score (NPS)"),
        "csat": _("Satisfaction (CSAT)"),
        "ces": _("Customer effort (CES)"),
        "clv": _("Customer lifetime value (CLV)"),
    }


def answer_kinds(language: str) -> dict[str, str]:
    """Into which kinds answers fall: of NPS, of CSAT, of CES."""
    _ = translator(language)
    return {
        "promoters": _("Promoters (9–10)"),
        "passives": _("Passives (7–8)"),
        "detractors": _("Detractors (0–6)"),
        "satisfied": _("Satisfied"),
        "others": _("All others"),
        "easy": _("Found it easy"),
        "neutral": _("In between"),
        "hard": _("Found it hard"),
    }


def evidence_names(language: str) -> dict[str, str]:
    """What so many answers carry."""
    _ = translator(language)
    return {
        "counts": _("too few answers"),
        "exploratory": _("exploratory"),
        "statement": _("statement"),
    }


def outcome_names(language: str) -> dict[str, str]:
    """What became of customers with a problem."""
    _ = translator(language)
    return {
        "satisfied": _("Complained, satisfied afterwards"),
        "mollified": _("Complained, partly satisfied"),
        "dissatisfied": _("Complained, still dissatisfied"),
        "silent": _("Did not complain"),
        "total": _("All with a problem"),
    }


def input_names(language: str) -> dict[str, str]:
    """What the market damage model asks for."""
    _ = translator(language)
    return {
        "customers": _("Number of customers"),
        "problem": _("Share of customers with a problem"),
        "complain": _("Share of these who complain"),
        "satisfied": _("Share satisfied after complaining"),
        "mollified": _("Share partly satisfied after complaining"),
        "loss_satisfied": _("Loss rate: complained, satisfied"),
        "loss_mollified": _("Loss rate: complained, partly satisfied"),
        "loss_dissatisfied": _("Loss rate: complained, still dissatisfied"),
        "loss_silent": _("Loss rate: did not complain"),
        "loss_usual": _("Loss rate: had no problem"),
        "value": _("Value of a customer"),
    }


def group_of(row: Mapping[Any, Any], language: str) -> str:
    """What a row is called: its groups, which stand before `n`; no text without any.

    A column such as `segment_label` (see `Workshop.named`) is taken before `segment` itself.
    """
    _ = translator(language)
    columns = [str(column) for column in row]
    groups = columns[: columns.index("n")]
    shown = [name for name in groups if f"{name}_label" not in groups]
    cells = [row[name] for name in shown]
    return " · ".join(_("not stated") if _bare(cell) else str(cell) for cell in cells)


def points(value: float) -> str:
    """Points of a net score, with their sign.

    >>> points(45.0), points(-0.4), points(float("nan"))
    ('+45', '0', '–')
    """
    text = number(value, 0)
    return f"+{text}" if value > 0 and text != "0" else text


def span(low: str, high: str, language: str) -> str:
    """Two ends as they are read out."""
    _ = translator(language)
    return _("{low} to {high}").format(low=low, high=high)


def percent(level: float) -> str:
    """A level of confidence as a percentage.

    >>> percent(0.95), percent(0.975)
    ('95%', '97.5%')
    """
    return f"{100 * level:.4g}%"


def amount(value: float, language: str, unit: str = "") -> str:
    """Money or customers to three digits, for no more is known; Chinese counts in 万 and 亿.

    >>> amount(252720, "en"), amount(252720, "zh", "元"), amount(-1234.5, "en", "EUR")
    ('253,000', '25.3 万元', '−1,230 EUR')
    >>> amount(252720, "zh", "EUR")
    '25.3 万 EUR'
    """
    if math.isnan(value):
        return "–"
    size = abs(value)
    digits = 2 - math.floor(math.log10(size)) if size else 0
    size = round(size, digits)
    word = ""
    if language == "zh" and size >= 10_000:
        step, word = (1e8, "亿") if size >= 1e8 else (1e4, "万")
        size /= step
    text = f"{size:,.{max(0, min(2, digits))}f}" if size < 100 else f"{size:,.0f}"
    if word:
        text = f"{size:,.4g}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = "−" if value < 0 and text != "0" else ""
    gap = " " if word and unit[:1].isascii() and unit else ""
    end = f" {word}{gap}{unit}" if word or unit else ""
    return f"{sign}{text}{end}"


def amounts(low: float, high: float, language: str, unit: str = "") -> str:
    """Two amounts; in English the unit stands once.

    >>> amounts(1000, 25000, "en", "EUR")
    '1,000 to 25,000 EUR'
    """
    first = amount(low, language, unit if language == "zh" else "")
    return span(first, amount(high, language, unit), language)


def input_text(name: str, value: float, language: str, unit: str = "") -> str:
    """One value of an input of the damage model: a share, a number or money."""
    if name == "customers":
        return amount(value, language)
    return amount(value, language, unit) if name == "value" else _share(value)


def _share(value: float) -> str:
    return share(value) if value >= 0.1 or value == 0 else f"{100 * value:.2g}%"


def _bare(cell: Any) -> bool:
    return cell is None or cell == "" or bool(pd.isna(cell))
