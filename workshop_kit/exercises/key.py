"""The key of an exercise as a sheet to read: for trainers."""

from collections.abc import Iterator

import pandas as pd

from workshop_kit.exercises.tasks import AnyTask, Match, Order, Pick, Reckon, Sheet, labels, said
from workshop_kit.text import translator


def answer_sheet(sheet: Sheet, language: str) -> pd.DataFrame:
    """Every task with its right answer and the reason.

    Returns
    -------
    pandas.DataFrame
        Text only, labelled by question; a dash where a text has no right answer.
    """
    _ = translator(language)
    rows = [
        (str(number), *cells)
        for number, task in enumerate(sheet.tasks, 1)
        for cells in _rows(task, language)
    ]
    columns = [_("Question"), _("Asked"), _("Key"), _("Why")]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0]).rename_axis(index=None)


def right_texts(task: AnyTask, language: str) -> dict[str, str]:
    """What is right, in words: by row of a `Match`, by "" elsewhere."""
    match task:
        case Pick():
            return {"": said(task.options[task.right], language)}
        case Match():
            columns = labels(task.columns, language)
            return {row: columns[code] for row, code in task.right.items()}
        case Order():
            options = labels(task.options, language)
            return {"": " → ".join(options[code] for code in task.right)}
        case Reckon():
            return {"": f"{task.right:,.10g}"}
        case _:
            return {"": "–"}


def _rows(task: AnyTask, language: str) -> Iterator[tuple[str, str, str]]:
    right = right_texts(task, language)
    if isinstance(task, Match):
        for row, label in labels(task.rows, language).items():
            yield label, right[row], said(task.why[row], language)
    else:
        yield said(task.text, language), right[""], said(task.why, language)
