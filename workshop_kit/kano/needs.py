"""Needs that were drafted elsewhere, read from a pasted table."""

import csv
import re

import pandas as pd

from workshop_kit.text import translator

Rows = list[tuple[int, list[str]]]

_NARROW = {"|": "｜", ";": "；", ",": "，"}
_HEADS = {
    "cohort": ("cohort", "group", "segment", "客群", "群体", "用户群体", "客户群体", "客户类型"),
    "need": (
        "need",
        "needs",
        "customer need",
        "需求",
        "客户需求",
        "用户需求",
        "需求描述",
        "需求内容",
    ),
    "count": ("count", "times", "frequency", "mentions", "次数", "频次", "提及次数", "频率"),
}
# A count may carry its word: 27次, about 10.
_ABOUT = "(?:约|大约|about|~|≈)? ?"
_NUMBER = re.compile(_ABOUT + r"([-−+]?\d[\d.,]*) ?(?:次|人次|人|条|times|x)?", re.I)
# What a list puts before its lines: "1. ", "（3）", "- ".
_BULLET = re.compile(r"^(?:[-*•·]\s+|[（(]?\d{1,3}(?:[)）、．]|\.(?!\d))\s*)(?=\S)")
_TRAILING = re.compile(r"^(.*?\D)[\s:：]+" + _ABOUT + r"(\d{1,9})\s*(?:次|times)?$", re.I)


def read_needs(text: str, language: str = "en") -> pd.DataFrame:
    """Read a pasted table of needs: a spreadsheet's cells, a Markdown table, CSV, or plain lines.

    Parameters
    ----------
    text : str
        One need per line. Columns by tab, `|`, `;` or comma: cohort, need, count; or need, count;
        or cohort, need; or the need alone, with its count behind a space. A header that names the
        columns may name others too. Without such names the first line is a header when it has
        several columns and no number but other lines have one. Commas and semicolons that differ
        in number from line to line, without any count, are punctuation. Numbers and marks of a
        list are left out.
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
    rows = _picked(_rows(text))
    counted = _counted(rows)
    needs, bad = [], []
    for number, cells in rows:
        words, count = (cells[:-1], _count(cells[-1])) if len(cells) > 1 else _alone(cells[0])
        if len(cells) == 2 and cells[1] and not counted:
            words, count = cells, 1
        if count is None or len(words) > 2 or not words[-1]:
            bad.append(_("Line {n}: {text}").format(n=number, text=" | ".join(cells)[:80]))
        else:
            words = [_BULLET.sub("", word) for word in words]
            needs.append((words[0] if len(words) == 2 else "", words[-1], count))
    if bad:
        lines = [_("Each line must hold a need, or a group, a need and how often it was named.")]
        if (most := max(len(cells) for _n, cells in rows)) > 3:
            lines.append(
                _(
                    "There are {n} columns: name them in the first line (group, need, count), "
                    "or keep only these."
                ).format(n=most)
            )
        more = [f"… +{len(bad) - 20}"] if bad[20:] else []
        raise ValueError("\n".join([*lines, *bad[:20], *more]))
    table = pd.DataFrame(needs, columns=["cohort", "need", "count"]).astype({"count": "int64"})
    return table.groupby(["cohort", "need"], sort=False)["count"].sum().reset_index()


def _alone(line: str) -> tuple[list[str], int]:
    """A line of one column: the need, and the count behind it if there is one."""
    found = _TRAILING.match(line)
    return ([found[1].rstrip(" \t:：")], int(found[2])) if found else ([line], 1)


def _picked(rows: Rows) -> Rows:
    """The columns that the header names, in our order; all of them where it names none."""
    heads = [cell.casefold() for cell in rows[0][1]] if rows else []
    places = {kind: i for i, head in enumerate(heads) for kind in _HEADS if head in _HEADS[kind]}
    if "need" not in places or len(heads) < 2:
        return _without_header(rows)
    # All three, the absent ones empty: where a column has a name, nothing is guessed from figures.
    kinds = ("cohort", "need", "count") if len(places) > 1 else ("need",)
    wanted = [places.get(kind) for kind in kinds]
    return [
        (number, [cells[i] if i is not None and i < len(cells) else "" for i in wanted])
        for number, cells in rows[1:]
    ]


def _without_header(rows: Rows) -> Rows:
    if not rows:
        return rows
    first = rows[0][1]
    names = {cell.casefold() for cell in first} <= {
        name for known in _HEADS.values() for name in known
    }
    head = _counted(rows[1:]) and len(first) > 1 and first[-1] and not _NUMBER.fullmatch(first[-1])
    return rows[1:] if names or head else rows


def _rows(text: str) -> Rows:
    """Lines that hold something, by number, as cells."""
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
    return rows


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
    found = _NUMBER.fullmatch(cell)
    digits = found[1] if found else ""
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None
