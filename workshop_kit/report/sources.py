"""Where the numbers of a report come from: data files, and what groups entered."""

from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.company import DataKind
    from workshop_kit.workshop import Method, Workshop


def data_sheet(workshop: "Workshop") -> pd.DataFrame:
    """One row per data file of the profile and one for entries: what it is, how many rows.

    Returns
    -------
    pandas.DataFrame
        Text only. Parquet is counted where it lies.
    """
    _ = translator(workshop.language)
    names: dict[DataKind, str] = {
        "kano_answers": _("KANO survey, answers"),
        "kano_tally": _("KANO survey, counts"),
        "needs": _("Needs that were voiced"),
        "customers": _("Customers"),
        "curves": _("Emotion curves"),
        "servqual_answers": _("Service quality survey"),
        "servqual_weights": _("Weights of the dimensions"),
        "gap_answers": _("Managers' and staff's answers"),
        "complaints": _("Complaints"),
        "loyalty_answers": _("Loyalty survey"),
    }
    rows = {
        names.get(kind, kind): [workshop.company.data[kind], f"{rows_of(workshop, kind):,}"]
        for kind in workshop.company.data
    }
    try:
        entries = len(workshop.store.current(company=workshop.company.id))
    except StoreError as error:
        rows[_("Entered by groups")] = ["–", workshop.trouble(error)]
    else:
        if entries:
            rows[_("Entered by groups")] = [_("this workshop's forms"), f"{entries:,}"]
    sheet = pd.DataFrame.from_dict(rows, orient="index", columns=[_("From"), _("Rows")])
    return sheet.rename_axis(columns=_("Data"), index=None)


def versions(workshop: "Workshop") -> str:
    """What the report was made with."""
    _ = translator(workshop.language)
    made = _("Made with workshop-kit {version}.")
    return made.format(version=version("workshop-kit"))


def rows_of(workshop: "Workshop", kind: "DataKind") -> int:
    """How many rows a data file has."""
    import narwhals as nw

    methods: dict[DataKind, Method] = {
        "kano_answers": "kano",
        "kano_tally": "kano",
        "needs": "needs",
        "customers": "customers",
        "curves": "curves",
        "complaints": "complaints",
        "servqual_answers": "servqual",
        "servqual_weights": "weights",
        "gap_answers": "gaps",
        "loyalty_answers": "loyalty",
    }
    answers = nw.from_native(workshop.answers(methods[kind])).lazy()
    return int(answers.select(nw.len()).collect().item())
