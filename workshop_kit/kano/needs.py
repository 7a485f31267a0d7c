"""Needs that were drafted elsewhere, read from a pasted table."""

import csv
import re

import pandas as pd

from workshop_kit.text import translator

Rows = list[tuple[int, list[str]]]

_NARROW = {"|": "｜", ";": "；", ",": "，"}
_HEADS = {"cohort", "group", "need", "count", "客群", "需求", "次数"}
_NUMBER = re.compile(r"[-−+]?\d[\d.]*")


def read_needs(text: str, language: str = "en") -> pd.DataFrame:
    """Read a pasted table of needs: a spreadsheet's cells, a Markdown table, CSV, or plain lines.

    Parameters
    ----------
    text : str
        One need per line. Columns by tab, `|`, `;` or comma: cohort, need, count; or need, count;
        or cohort, need; or the need alone. The first line is a header when it has several columns
        and no number but other lines have one, or when it holds column names only. Commas and
        semicolons that differ in number from line to line, without any count, are punctuation.
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
    rows = _rows(text)
    counted = _counted(rows)
    needs, bad = [], []
    for number, cells in rows:
        words, count = (cells[:-1], _count(cells[-1])) if len(cells) > 1 else (cells, 1)
        if len(cells) == 2 and cells[1] and not counted:
            words, count = cells, 1
        if count is None or len(words) > 2 or not words[-1]:
            bad.append(_("Line {n}: {text}").format(n=number, text=" | ".join(cells)[:80]))
        else:
            needs.append((words[0] if len(words) == 2 else "", words[-1], count))
    if bad:
        must = _("Each line must hold a need, or a group, a need and how often it was named.")
        raise ValueError(
            "\n".join([must, *bad[:20], *([f"… +{len(bad) - 20}"] if bad[20:] else [])])
        )
    table = pd.DataFrame(needs, columns=["cohort", "need", "count"]).astype({"count": "int64"})
    return table.groupby(["cohort", "need"], sort=False)["count"].sum().reset_index()


def _rows(text: str) -> Rows:
    """Lines that hold something, by number, as cells; without the header."""
    lines = text.removeprefix("\ufeff").splitlines()
    found = {mark for mark in "\t|;," if mark in text or _NARROW.get(mark, mark) in text}
    mark = next((mark for mark in "\t|;," if mark in found), ",")
    rows = [(number, _cells(line, mark)) for number, line in enumerate(lines, 1)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if mark == "|":  # without the rule under the header of a Markdown table
        rows = [(number, cells) for number, cells in rows if not set("".join(cells)) <= set("-: ")]
    counted = _counted(rows[1:])
    if mark in ";," and not counted and len({len(cells) for _n, cells in rows}) > 1:
        return [(number, [lines[number - 1].strip()]) for number, _cells_ in rows]
    if not rows:
        return rows
    first = rows[0][1]
    names = {cell.casefold() for cell in first} <= _HEADS
    head = counted and len(first) > 1 and first[-1] and not _NUMBER.fullmatch(first[-1])
    return rows[1:] if names or head else rows


def _cells(line: str, mark: str) -> list[str]:
    # Only the mark itself: a Chinese comma inside a need stays what it is.
    line = line.replace(_NARROW.get(mark, mark), mark)
    if mark == "|":
        line = line.strip().removeprefix("|").removesuffix("|")
    try:
        cells = next(csv.reader([line], delimiter=mark, strict=True), [])
    except csv.Error:  # quotation marks that do not enclose a cell are part of the text
        cells = line.split(mark)
    return [cell.strip() for cell in cells]


def _counted(rows: Rows) -> bool:
    """Whether any line of several columns ends in a number, be it a good count or not."""
    return any(len(cells) > 1 and _NUMBER.fullmatch(cells[-1]) for _n, cells in rows)


def _count(cell: str) -> int | None:
    """A count from 0, in digits of any width; 1 where there is none, None where it is no count."""
    if not cell:
        return 1
    return int(cell) if cell.isdecimal() and len(cell) < 10 else None
