"""A company's KANO survey: what is asked, and the result by the profile's rules."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.kano.analysis import classify
from workshop_kit.kano.counts import tally
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def results(workshop: "Workshop", by: str | Sequence[str] = ()) -> pd.DataFrame:
    """Tally and classify a workshop's answers the way its profile says, with labels.

    Parameters
    ----------
    workshop : Workshop
    by : str or sequence of str
        Columns of the answers that form groups of their own, such as `"segment"`.

    Returns
    -------
    pandas.DataFrame
        The table of `classify` with `feature_label` and the like, in the profile's order.
    """
    rules = workshop.company.kano
    table = classify(
        tally(workshop.answers("kano"), by),
        by=by,
        evaluation=rules.evaluation,
        rule=rules.rule,
        tolerance=rules.tolerance,
    )
    return workshop.named(table)


def questions(workshop: "Workshop") -> pd.DataFrame:
    """The questionnaire: both questions about each feature, from the profile or by default.

    Returns
    -------
    pandas.DataFrame
        Text only, one row per feature of the profile, labelled by feature.
    """
    _ = translator(workshop.language)
    with_it = _("If the service has this, how do you feel: {feature}?")
    without_it = _("If the service does not have this, how do you feel: {feature}?")
    rows, labels = [], []
    for feature in workshop.company.features:
        label = feature.label.text(workshop.language)
        asked = ((feature.functional, with_it), (feature.dysfunctional, without_it))
        labels.append(label)
        rows.append(
            [
                own.text(workshop.language) if own else default.format(feature=label)
                for own, default in asked
            ]
        )
    columns = [_("With it"), _("Without it")]
    sheet = pd.DataFrame(rows, index=pd.Index(labels, dtype=object), columns=columns)
    return sheet.rename_axis(columns=_("Feature"))
