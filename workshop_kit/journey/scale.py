"""The scale of moments of truth as a sheet to read."""

import pandas as pd

from workshop_kit.journey.words import level_names, signed
from workshop_kit.text import translator


def level_sheet(language: str) -> pd.DataFrame:
    """What each level of the curve means, from +3 to -3, with an example.

    Above 0 a contact is a positive moment of truth, below 0 a negative one.

    Returns
    -------
    pandas.DataFrame
        Text only, one row per level.
    """
    _ = translator(language)
    examples = {
        3: _("On leaving, the umbrella you forgot stands dried at the door."),
        2: _("A seat and a glass of water are there before you ask."),
        1: _("You ask for an invoice and get it."),
        0: _("You walk past the counter."),
        -1: _("The invoice comes, with a mistake in the name."),
        -2: _("There are no invoices today."),
        -3: _("You are told that it is your own fault."),
    }
    sides = [_("positive moment of truth"), _("neutral"), _("negative moment of truth")]
    rows = {
        signed(level): [name, sides[(level < 0) - (level > 0) + 1], examples[level]]
        for level, name in level_names(language).items()
    }
    columns = [_("What happened, as the customer sees it"), _("Moment"), _("For example")]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)
