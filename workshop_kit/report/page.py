"""The report as one self-contained HTML page that prints on A4."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit import kano
from workshop_kit.report.chapters import contents, summary
from workshop_kit.report.logo import logo_address, logo_trouble
from workshop_kit.report.part import Part, Sheet
from workshop_kit.report.sources import data_sheet, versions
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

WIDE_TABLE = 7
"""From so many columns on a table is set smaller."""
UNBROKEN = 10
"""Up to so many characters the text of a cell stays on one line."""


def build_report(
    workshop: "Workshop", parts: Sequence[Part] | None = None, *, fonts: bool = False
) -> str:
    """Write a workshop's results as one self-contained HTML page.

    Parameters
    ----------
    workshop : Workshop
    parts : sequence of Part, optional
        What `contents` gives, where it is known already.
    fonts : bool
        Whether the page carries the kit's fonts (8 MB): for print, where no Chinese one may be.

    Returns
    -------
    str
        HTML. Only parts that have data are there; every figure and every line of the summary names
        the table in which its numbers stand. Everything that a person typed is escaped.
    """
    import jinja2
    from markupsafe import Markup

    _, language = translator(workshop.language), workshop.language
    parts = contents(workshop) if parts is None else parts
    by_name = {part.name: part for part in parts}
    appendix = _appendix(workshop, by_name)
    page = jinja2.Environment(
        loader=jinja2.PackageLoader("workshop_kit", "report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.globals.update(
        _=_,
        language=language,
        cells=_cells,
        numbers=_numbers([*parts, appendix]),
        # Drawn by the kit, which escapes every text in it.
        picture=lambda figure: Markup(figure.svg),
        # Neither a date nor "60 / 125" is broken.
        whole=lambda text, most=UNBROKEN: Markup(' class="whole"') if len(text) <= most else "",
        wide=lambda sheet: len(sheet.shown.columns) >= WIDE_TABLE,
        in_css=_in_css,
    )
    return page.get_template("report.html.j2").render(
        company=workshop.company,
        name=workshop.name,
        notice=workshop.notice,
        logo=logo_address(workshop),
        trouble=logo_trouble(workshop),
        fonts=_fonts() if fonts else {},
        made_on=date.today().isoformat(),
        made_with=versions(workshop),
        parts=parts,
        summary=summary(parts),
        rest=sum(len(part.summary) for part in parts),
        lead=by_name["kano"].said["lead"][0] if "kano" in by_name else "",
        appendix=appendix,
    )


def _appendix(workshop: "Workshop", parts: dict[str, Part]) -> Part:
    """The tables of the appendix: the data, and what was asked about features."""
    _ = translator(workshop.language)
    data = data_sheet(workshop)
    sheets = {"data": Sheet(_("The data behind this report"), data)} if len(data) else {}
    if "kano" in parts:
        sheets["questions"] = Sheet(
            _("What was asked about each feature"), kano.questions(workshop)
        )
    return Part("appendix", _("How this was found out"), sheets=sheets)


def _in_css(text: str) -> str:
    """A text as it stands between quotes in a style sheet, whatever is in it."""
    plain = " ".join(text.split())
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in plain)


def _fonts() -> dict[int, str]:
    """The kit's fonts as data addresses, by weight."""
    names = {400: "NotoSansSC-Regular.ttf", 700: "NotoSansSC-Bold.ttf"}
    folder = files("workshop_kit").joinpath("fonts")
    return {
        weight: "data:font/ttf;base64," + b64encode(folder.joinpath(name).read_bytes()).decode()
        for weight, name in names.items()
    }


def _numbers(parts: Sequence[Part]) -> dict[tuple[str, str], int]:
    """The number of each table, by part and name."""
    names = [(part.name, name) for part in parts for name in part.sheets]
    return {name: number for number, name in enumerate(names, 1)}


def _cells(frame: pd.DataFrame) -> dict[str, Any]:
    """A frame of texts as the template's table: heads, and rows that begin with their name."""
    levels = frame.index.nlevels
    first = [frame.columns.name or "", *[""] * (levels - 1)]
    rows = []
    for name, row in zip(frame.index, frame.to_numpy(), strict=True):
        names = name if isinstance(name, tuple) else (name,)
        rows.append({"names": [str(n) for n in names], "cells": [str(cell) for cell in row]})
    return {"heads": [*first, *map(str, frame.columns)], "rows": rows}
