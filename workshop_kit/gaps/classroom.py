"""What this class answered in the forms: figures to talk about, never a result."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.gaps.checks import DIMENSIONS
from workshop_kit.gaps.outcome import Results, results
from workshop_kit.gaps.page import model_picture, names_of
from workshop_kit.gaps.survey import Survey, entered, unfinished_weights
from workshop_kit.stores import StoreError
from workshop_kit.text import number, share, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def class_sheet(workshop: "Workshop") -> Any:
    """What the class says of each dimension in all roles; nothing before anybody answers.

    Returns
    -------
    pandas.DataFrame
        Text only, a column per dimension and how many people answered: means of what is expected
        and perceived, the weight, what managers think customers expect, standards, being able to
        meet them and the promises. What nobody answered has no row.
    """
    _ = translator(workshop.language)
    try:
        survey = entered(workshop)
    except StoreError as error:
        return workshop.unread(error)
    found = results(workshop, survey)
    lines = _lines(workshop, survey, found)
    if not lines:
        return None
    names = [*names_of(workshop).values(), _("People")]
    rows = [[*(cells.get(d, "–") for d in DIMENSIONS), str(n)] for cells, n in lines.values()]
    sheet = pd.DataFrame(rows, index=pd.Index([*lines]), columns=pd.Index(names))
    return sheet.rename_axis(columns=_("Dimension"), index=None)


def _lines(
    workshop: "Workshop", survey: Survey, found: Results
) -> dict[str, tuple[dict[str, str], int]]:
    """For each line its cells by dimension, and how many people answered."""
    _ = translator(workshop.language)
    lines: dict[str, tuple[dict[str, str], int]] = {}
    titles = {
        "expectation": _("Expectation"),
        "perception": _("Perception"),
    }
    of = {item.id: item.dimension for item in workshop.company.items}
    customers = survey.customers.assign(dimension=survey.customers["item"].map(of))
    for side, title in titles.items():
        _add(lines, title, customers.dropna(subset=side), side)
    if found.weights is not None and len(survey.weights):
        cells = {row["dimension"]: share(row["weight"]) for row in found.weights.to_dict("records")}
        lines[_("Weight")] = cells, survey.weights["respondent"].nunique()
    measures = {
        "expectation": _("Managers: expected"),
        "standard": _("Standards"),
        "able": _("Able to meet them"),
        "promise": _("Promises kept"),
    }
    for measure, title in measures.items():
        some = survey.roles[survey.roles["measure"] == measure].dropna(subset="score")
        _add(lines, title, some, "score")
    return lines


def _add(
    lines: dict[str, tuple[dict[str, str], int]], title: str, rows: pd.DataFrame, column: str
) -> None:
    if len(rows):
        people = rows.groupby(["dimension", "respondent"])[column].mean()
        means = people.groupby("dimension").mean()
        cells = {str(dimension): number(mean, 1) for dimension, mean in means.items()}
        lines[title] = cells, rows["respondent"].nunique()


def class_picture(workshop: "Workshop") -> Any:
    """The gap model drawn with what this class answered; nothing before anybody answers."""
    _ = translator(workshop.language)
    try:
        survey = entered(workshop)
    except StoreError as error:
        return workshop.unread(error)
    found = results(workshop, survey)
    if not _lines(workshop, survey, found):
        return None
    return model_picture(workshop, found, note=_("This class's own answers"))


def class_sentences(workshop: "Workshop") -> Any:
    """Who has answered so far, and whose points do not sum to 100 yet."""
    _ = translator(workshop.language)
    try:
        survey, open_ = entered(workshop), unfinished_weights(workshop)
    except StoreError as error:
        return workshop.unread(error)
    asked = survey.customers.dropna(subset=["expectation", "perception"], how="all")
    given = survey.roles.dropna(subset="score")
    counts = [
        (_("in a customer's place: {n}"), asked["respondent"].nunique()),
        (_("as managers: {n}"), given.loc[given["role"] == "manager", "respondent"].nunique()),
        (_("as staff: {n}"), given.loc[given["role"] == "staff", "respondent"].nunique()),
    ]
    comma = "，" if workshop.language == "zh" else ", "
    lines = []
    if open_:
        text = _("Points that do not sum to 100 are not counted yet. People: {n}.")
        lines.append(text.format(n=open_))
    if any(n for _text, n in counts):
        who = comma.join(text.format(n=n) for text, n in counts)
        lines.insert(0, _("So far answered {who}.").format(who=who))
    elif not open_ and survey.weights.empty:
        lines = [_("Nobody here has answered one of the forms yet.")]
    return workshop.say(lines)
