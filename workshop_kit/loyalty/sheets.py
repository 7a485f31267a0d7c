"""Sheets to read: the three kinds of metric, and the levels of the need pyramid."""

import pandas as pd

from workshop_kit.loyalty.teaching import metric_kinds, need_levels
from workshop_kit.text import translator


def kind_sheet(language: str) -> pd.DataFrame:
    """The three kinds of metric: what each asks, examples, where the numbers are. Text only."""
    _ = translator(language)
    titles = {
        "question": _("It asks"),
        "examples": _("Examples (broadband)"),
        "source": _("Where the numbers are"),
    }
    sheet = metric_kinds(language).set_index("label")[list(titles)].rename(columns=titles)
    return sheet.rename_axis(index=None)


def level_sheet(language: str) -> pd.DataFrame:
    """The need pyramid from the top: each level, how it feels, its metric. Text only."""
    _ = translator(language)
    titles = {"label": _("Level"), "example": _("For example"), "metric_label": _("Ask with")}
    sheet = need_levels(language).set_index("version")[list(titles)].rename(columns=titles)
    return sheet.iloc[::-1].rename_axis(index=None)
