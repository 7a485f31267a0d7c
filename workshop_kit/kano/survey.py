"""A company's KANO survey: what is asked, and the result by the profile's rules."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.kano.analysis import classify
from workshop_kit.kano.counts import tally
from workshop_kit.kano.groups import differences
from workshop_kit.kano.trust import screen, side_by_side
from workshop_kit.kano.words import category_names
from workshop_kit.text import number, share, translator

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


def segment_differences(workshop: "Workshop") -> pd.DataFrame:
    """Each segment's Better and Worse against everybody else's, with labels; see `differences`."""
    counts = tally(workshop.answers("kano"), "segment")
    return workshop.named(differences(counts, evaluation=workshop.company.kano.evaluation))


def suspicious(workshop: "Workshop") -> pd.DataFrame:
    """Respondents whose answers are suspicious, as a sheet to look through together.

    Returns
    -------
    pandas.DataFrame
        Text only, one row per suspicious respondent of `screen`: answers, share of questionable and
        of reverse pairs. One row that says so when there is none.
    """
    _ = translator(workshop.language)
    found = screen(workshop.answers("kano"), evaluation=workshop.company.kano.evaluation)
    found = found[found["suspicious"]]
    sheet = pd.DataFrame(
        {
            _("Answers"): found["n"].astype(str),
            _("Questionable"): found["q_share"].map(share),
            _("Reverse"): found["r_share"].map(share),
        }
    )
    sheet.index = pd.Index(found["respondent"].astype(str))
    if sheet.empty:
        none = pd.Index([_("Nobody is above the limit.")])
        sheet = pd.DataFrame("–", index=none, columns=sheet.columns)
    return sheet.rename_axis(columns=_("Respondent"), index=None)


def without_suspicious(workshop: "Workshop") -> pd.DataFrame:
    """The result with everybody beside the one without the suspicious respondents, as a sheet."""
    _ = translator(workshop.language)
    rules, names = workshop.company.kano, category_names(workshop.language)
    both = workshop.named(
        side_by_side(
            workshop.answers("kano"),
            evaluation=rules.evaluation,
            rule=rules.rule,
            tolerance=rules.tolerance,
        )
    )
    sheet = pd.DataFrame(
        {
            _("Category"): both["category"].map(names).fillna("–"),
            _("Answers"): both["n"].astype(str),
            _("Without them"): both["category_without"].map(names).fillna("–"),
            _("Answers then"): both["n_without"].map(lambda n: number(n, 0)),
            _("Changed"): both["changed"].map({True: _("yes"), False: _("no")}),
        }
    )
    sheet.index = pd.Index(both["feature_label"])
    return sheet.rename_axis(columns=_("Feature"), index=None)


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
