"""An export of a KANO survey as tidy answers: complete, or not at all."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from workshop_kit.exports.files import letter, open_export
from workshop_kit.exports.findings import place
from workshop_kit.exports.mapping import KanoMap
from workshop_kit.exports.reader import Reader
from workshop_kit.exports.whole import whole_file
from workshop_kit.problems import Problem, ProblemsError, quoted

HEADER = ("respondent", "segment", "feature", "functional", "dysfunctional", "importance")


@dataclass
class Imported:
    """What came of an import.

    Attributes
    ----------
    file : Path
        The tidy answers.
    respondents : int
        Who gave at least one answer.
    empty_rows, empty_cells : int
        Rows without any answer, left out; single questions not answered, kept as empty.
    no_segment : int
        Respondents whose segment is not told, where the map names a column for it.
    reverse : dict
        Features that more answers speak against than for: feature to (reverse, all pairs). Often
        two sides or two directions were taken for each other.
    unused : list of str
        Headers of columns that the map neither uses nor drops.
    """

    file: Path
    respondents: int = 0
    empty_rows: int = 0
    empty_cells: int = 0
    no_segment: int = 0
    reverse: dict[str, tuple[int, int]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


def import_kano(file: Path, found: KanoMap, target: Path) -> Imported:
    """Write an export as tidy KANO answers.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    found : KanoMap
        What its columns and wordings mean.
    target : Path
        The tidy CSV; it is replaced as a whole, or, when anything is wrong, not touched.

    Raises
    ------
    ProblemsError
        Unknown wording, code outside the scale, unknown segment, formula, row that is too long
        (each with its rows), missing or duplicate column, duplicate respondent, no answer at all,
        a column that looks like a phone number, e-mail address or national id and is not dropped.
    """
    with open_export(file, found.look) as (header, rows):
        reader = Reader(file, header, _columns(file, header, found), found)
        with whole_file(target) as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(HEADER)
            for number, cells in rows:
                writer.writerows(reader.answers(number, cells))
            if problems := reader.problems():
                raise ProblemsError(problems, most=len(problems))
    return Imported(
        target,
        reader.respondents,
        reader.empty_rows,
        reader.empty_cells,
        reader.no_segment,
        reader.reverse(),
        reader.unused,
    )


def _columns(file: Path, header: list[str], found: KanoMap) -> dict[str, int]:
    """Header to column number, for every header the map names; each must be there just once."""
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
