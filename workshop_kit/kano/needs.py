"""Needs that were drafted elsewhere, read from a pasted table."""

import csv
import io

import pandas as pd

from workshop_kit.text import translator


def read_needs(text: str, language: str = "en") -> pd.DataFrame:
    """Read a pasted table of needs: a spreadsheet's cells, a Markdown table, CSV, or plain lines.

    Parameters
    ----------
    text : str
        One need per line. Columns by tab, `|`, `;` or comma: cohort, need, count; or need, count;
        or the need alone. A first line without a number is a header when the other lines have one.
    language : {"en", "zh"}
        The language of the messages.

    Returns
    -------
    pandas.DataFrame
        `cohort, need, count`; an absent cohort is "", an absent count 1. Equal rows are added up.

    Raises
    ------
    ValueError
        With every line that cannot be read, by number, in `language`.

    Examples
    --------
    >>> read_needs("No queue\\t12\\nParking\\t3")
      cohort      need  count
    0         No queue     12
    1          Parking      3
    """
    _ = translator(language)
    rows = [(number, cells) for number, cells in _rows(text) if any(cells)]
    counted = any(_count(cells[-1]) is not None for _n, cells in rows[1:] if len(cells) > 1)
    if counted and _count(rows[0][1][-1]) is None:
        rows = rows[1:]
    needs, bad = [], []
    for number, cells in rows:
        count = _count(cells[-1]) if len(cells) > 1 else 1
        words = cells[:-1] if len(cells) > 1 else cells
        if count is None and not counted and len(cells) == 2:
            words, count = cells, 1
        if count is None or count < 0 or len(words) > 2 or not words[-1]:
            bad.append(_("Line {n}: {text}").format(n=number, text=" | ".join(cells)[:80]))
        else:
            needs.append((words[0] if len(words) == 2 else "", words[-1], count))
    if bad:
        must = _("Each line must hold a need, or a group, a need and how often it was named.")
        raise ValueError(
            "\n".join([must, *bad[:20], *([f"… +{len(bad) - 20}"] if bad[20:] else [])])
        )
    table = pd.DataFrame(needs, columns=["cohort", "need", "count"])
    return table.groupby(["cohort", "need"], sort=False)["count"].sum().reset_index()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    lines = text.replace("，", ",").replace("；", ";").splitlines()
    mark = next((m for m in "\t|;," if any(m in line for line in lines)), ",")
    rows = []
    for number, line in enumerate(lines, 1):
        line = line.strip().strip("|") if mark == "|" else line
        cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=mark), [])]
        if mark == "|" and cells and all(set(cell) <= set("-: ") for cell in cells):
            continue  # the rule under the header of a Markdown table
        rows.append((number, cells))
    return rows


def _count(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.lstrip("-").isdigit() else None
