"""A company's KANO survey: what is asked, and the result by the profile's rules."""

from collections.abc import Iterator, Sequence
from math import nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.kano.analysis import CATEGORIES, TABLES, classify
from workshop_kit.kano.counts import tally
from workshop_kit.kano.groups import differences
from workshop_kit.kano.trust import screen, side_by_side
from workshop_kit.kano.words import COUNTS_ONLY, category_names, overview
from workshop_kit.stores import StoreError
from workshop_kit.text import number, share, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

ENTRIES = "kano"
"""The kind of the survey's entries."""
SIDES = ("functional", "dysfunctional")


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


def asked(workshop: "Workshop") -> Iterator[tuple[str, str, str, str]]:
    """What is asked about each feature: its id, its label, the question with it and without it."""
    _ = translator(workshop.language)
    with_it = _("If the service has this, how do you feel: {feature}?")
    without_it = _("If the service does not have this, how do you feel: {feature}?")
    for feature in workshop.company.features:
        label = feature.label.text(workshop.language)
        texts = [
            own.text(workshop.language) if own else default.format(feature=label)
            for own, default in ((feature.functional, with_it), (feature.dysfunctional, without_it))
        ]
        yield feature.id, label, texts[0], texts[1]


def offered(workshop: "Workshop") -> dict[str, list[str]]:
    """Codes of the answers that each side of a pair has: the short form leaves some out."""
    table = TABLES[workshop.company.kano.evaluation]
    sides = (table, ["".join(column) for column in zip(*table, strict=True)])
    return {
        side: [str(i) for i, cells in enumerate(lines, 1) if cells.strip()]
        for side, lines in zip(SIDES, sides, strict=True)
    }


def questions(workshop: "Workshop") -> pd.DataFrame:
    """The questionnaire: both questions about each feature, from the profile or by default.

    Returns
    -------
    pandas.DataFrame
        Text only, one row per feature of the profile, labelled by feature.
    """
    _ = translator(workshop.language)
    rows = [[label, *texts] for _id, label, *texts in asked(workshop)]
    sheet = pd.DataFrame(rows, columns=["", _("With it"), _("Without it")], dtype=object)
    return sheet.set_index("").rename_axis(columns=_("Feature"), index=None)


def entered(workshop: "Workshop") -> pd.DataFrame:
    """What this class answered in the form of the survey, as tidy answers.

    Returns
    -------
    pandas.DataFrame
        `respondent, feature, functional, dysfunctional, importance` as in the data file
        kano_answers, of the features that the profile has; numbers, missing where not answered or
        where the form of now has no such answer. A respondent is a group and, where names were
        given, one person of it.
    """
    rows = []
    features, codes = workshop.company.ids("features"), offered(workshop)
    for form in workshop.entered(ENTRIES).to_dict("records"):
        group, name = form["group"], form["key"]
        respondent = " ".join(part for part in (group, name) if part) or "-"
        for feature in features:
            # A feature may be called like a column of its own: "key", "group".
            pair = form.get(f"value_{feature}", form.get(feature))
            pair = pair if isinstance(pair, dict) else {}
            found = [pair.get(side) for side in SIDES]
            sides = (float(c) if c in codes[s] else nan for s, c in zip(SIDES, found, strict=True))
            importance = form.get(f"{feature}.importance")
            rows.append((respondent, feature, *sides, importance if _rated(importance) else nan))
    columns = ["respondent", "feature", *SIDES, "importance"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys([*SIDES, "importance"], float))


def _rated(value: Any) -> bool:
    return isinstance(value, int | float) and value in range(1, 10)


def class_overview(workshop: "Workshop") -> Any:
    """What this class answered, as counts to read beside the customers'; or that nobody has yet."""
    _, rules = translator(workshop.language), workshop.company.kano
    try:
        answers = entered(workshop)
    except StoreError as error:
        return workshop.unread(error)
    if answers[list(SIDES)].dropna().empty:
        return workshop.say([_("Nobody here has answered the survey yet.")])
    table = classify(tally(answers), evaluation=rules.evaluation, rule=rules.rule)
    sheet = overview(workshop.named(table), workshop.language, counts=True)
    few = (table["n"] < COUNTS_ONLY).all()
    return sheet[[_("Answers"), *CATEGORIES]] if few else sheet
