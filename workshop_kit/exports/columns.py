"""Where the columns of a map are in an export."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from workshop_kit.exports.files import letter
from workshop_kit.exports.findings import place
from workshop_kit.exports.mapping import ExportMap
from workshop_kit.problems import Problem, ProblemsError, quoted


def find_columns(file: Path, header: list[str], found: ExportMap) -> dict[str, int]:
    """Header to column number, for every header the map names; each must be there just once.

    Raises
    ------
    ProblemsError
        For every header that is missing, or stands over more than one column.
    """
    named = found.headers
    filled = [name for name in header if name]
    if len(filled) == 1 and (marks := [m for m in ";,\t|" if m in filled[0]]) and len(named) > 1:
        text = f"must be what stands between the columns of {file.name}. Found one column; is it "
        raise ProblemsError([found.problem(("delimiter",), f"{text}{marks[0]!r}?")])
    problems: list[Problem] = []
    for at, name in named.items():
        columns = [i for i, other in enumerate(header) if other == name]
        if not columns:
            hint = _nearest(name, header) if len(problems) < 20 else ""
            text = f"must be the header of a column in {file.name}. Found no {quoted(name)}.{hint}"
            problems.append(found.problem(at, text))
        elif len(columns) > 1 and at[0] != "drop":
            over = " and ".join(map(letter, columns))
            text = f"must be the header of one column. Found {quoted(name)} over columns {over}"
            problems.append(found.problem(at, f"{text} in {file.name}; rename one there."))
    if problems:
        raise ProblemsError(problems, most=50)
    return {name: header.index(name) for name in named.values()}


def _nearest(name: str, header: Sequence[str]) -> str:
    close = get_close_matches(name, [text for text in header if text], n=1, cutoff=0.6)
    if close:
        return f" Did you mean {place(header, header.index(close[0]))}?"
    first = [quoted(text, 30) for text in header if text]
    more = f" and {len(first) - 4} more" if len(first) > 4 else ""
    return f" Its columns: {', '.join(first[:4])}{more}."
