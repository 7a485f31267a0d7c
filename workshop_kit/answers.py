"""Tidy data files of a company, read strictly: every bad cell is named with its row."""

import csv
import glob
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from numbers import Real
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_kit.layouts import LAYOUTS, MOST, Layout
from workshop_kit.problems import Problem, ProblemsError, errors, meant, quoted

Known = Mapping[str, Sequence[str]]


def read_answers(
    kind: str, path: Path, known: Known | None = None, layout: Layout | None = None
) -> Any:
    """Read one data file.

    Parameters
    ----------
    kind : str
        A key of `LAYOUTS`.
    path : Path
        CSV (UTF-8) or Parquet.
    known : mapping, optional
        Column name to the words it may hold, such as `{"feature": ["wifi", "spa"]}`.
    layout : Layout, optional
        Of a company's own file (`Company.layout`); by default that of the kind.

    Returns
    -------
    pandas.DataFrame or duckdb relation
        The columns of the layout; a relation for Parquet, so that big files stay where they are.
        Kinds whose layout is `held` are always a frame.

    Raises
    ------
    ProblemsError
        With every bad cell: row (the header is row 1), column, what must hold, what was found.
        In Parquet every bad value is named once, without rows; that each respondent has one row per
        feature is taken on trust there.
    """
    frame, problems = check_answers(kind, path, known, layout)
    if errors(problems):
        raise ProblemsError(errors(problems))
    return frame


def check_answers(
    kind: str, path: Path, known: Known | None = None, layout: Layout | None = None
) -> tuple[Any, list[Problem]]:
    """The frame of `read_answers` (None when unreadable), and its problems and notes."""
    layout = layout or LAYOUTS[kind]
    known = {**(known or {}), **layout.levels}
    if path.suffix.lower() == ".parquet":
        return _check_parquet(layout, path, known)
    try:
        # The header is read as a row: pandas would rename doubled columns, and shift all of them
        # where the first row has a cell too many. Row numbers are those of a spreadsheet.
        raw = pd.read_csv(
            path,
            dtype=str,
            header=None,
            keep_default_na=False,
            skip_blank_lines=False,
            encoding="utf-8-sig",
        )
    except pd.errors.ParserError as error:
        return None, list(_ragged(layout, path)) or [Problem(path, "", f"{_CSV} {error}.")]
    except (UnicodeError, pd.errors.EmptyDataError, OSError) as error:
        return None, [Problem(path, "", f"{_CSV} {error}.")]
    header = [str(name) for name in raw.iloc[0]]
    if problems := list(_headers(layout, path, header)):
        return None, problems
    raw = raw.iloc[1:].set_axis(header, axis=1)
    raw = raw.apply(lambda cells: cells.str.strip())
    raw = raw[raw.ne("").any(axis=1)]
    frame = pd.DataFrame(index=raw.index)
    check = _Rows(path, problems=list(_short(path, len(header))))
    for column in (column for column in layout.columns if column in raw):
        cells = raw[column]
        bare = cells.eq("")
        if column not in layout.empty:
            check.say(cells[bare], "must not be empty")
        if column in layout.words:
            frame[column] = cells.mask(bare, None)
            if column in layout.days:
                check.days(cells[~bare])
            check.words(cells[~bare], known.get(column), fixed=column in layout.fixed)
        else:
            frame[column] = check.numbers(cells[~bare], layout).reindex(raw.index)
    check.once(layout, frame)
    check.sums(layout, frame)
    check.together(layout, frame)
    if "respondent" in layout.key and "segment" in frame:
        first = frame.groupby("respondent")["segment"].transform("first")
        moved = frame["segment"].notna() & (frame["segment"] != first) & frame["respondent"].notna()
        check.say(
            raw["respondent"][moved],
            "must be in one segment in all rows",
            ["respondent", "segment"],
        )
    frame = frame.reset_index(drop=True)
    frame = typed(layout, frame) if layout.held else frame
    return frame, [*check.problems, *_unheard(layout, path, frame, known)]


_CSV = "must be a CSV file in UTF-8 with a header (in Excel: save as CSV UTF-8)."


def _ragged(layout: Layout, path: Path) -> Iterator[Problem]:
    """What is wrong with a file that pandas cannot cut into cells."""
    row, width = 1, 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for row, cells in enumerate(csv.reader(file, strict=True), 1):
                if row == 1:
                    width = len(cells)
                    yield from _headers(layout, path, cells)
                elif len(cells) > width:
                    text = f"must have as many cells as row 1, {width}. Found {len(cells)}."
                    yield Problem(path, f"row {row}", text)
        except (csv.Error, UnicodeError) as error:
            text = f"must be cells parted by commas; a quote may be left open. {error}."
            yield Problem(path, f"row {row + 1}", text)


def _short(path: Path, width: int) -> Iterator[Problem]:
    """Rows that end early: pandas fills them, and they would count as not answered."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row, cells in enumerate(csv.reader(file), 1):
            if len(cells) < width and any(cell.strip() for cell in cells):
                text = f"must have as many cells as row 1, {width}. Found {len(cells)}."
                yield Problem(path, f"row {row}", text)


def _headers(layout: Layout, path: Path, found: list[str]) -> Iterator[Problem]:
    if len(found) == 1 and any(mark in found[0] for mark in ";\t|"):
        text = f"must have commas between the cells. Found {quoted(found[0])}."
        yield Problem(path, "row 1", text)
        return
    for column in layout.columns:
        if column not in found and column not in layout.optional:
            yield Problem(
                path, "", f"must have a column {column!r}. Found {', '.join(found[:20])}."
            )
    for i, column in enumerate(found):
        if column not in layout.columns:
            text = (
                f"must be a known column. Found {quoted(column)}. {meant(column, layout.columns)}"
            )
            yield Problem(path, "row 1", text)
        elif column in found[:i]:
            yield Problem(path, "row 1", f"must be there once. Found {column!r} again.")


def _asked(layout: Layout) -> str:
    """The column of what respondents were asked about; none for other files."""
    return next((column for column in ("feature", "item") if column in layout.key), "")


def _unheard(layout: Layout, path: Path, frame: pd.DataFrame, known: Known) -> list[Problem]:
    """What the profile lists and nobody was asked about: a note, as a survey may still run."""
    column = _asked(layout)
    heard = set(frame[column].dropna()) if column in frame else set()
    silent = [word for word in known.get(column, ()) if word not in heard]
    if not silent:
        return []
    more = f" and {len(silent) - 12} more" if len(silent) > 12 else ""
    text = f"holds no answers yet about {', '.join(silent[:12])}{more}."
    return [Problem(path, "", text, note=True)]


def _check_parquet(layout: Layout, path: Path, known: Known) -> tuple[Any, list[Problem]]:
    try:
        import duckdb
    except ImportError:
        text = "needs DuckDB to be read: pip install 'workshop-kit[big]'."
        return None, [Problem(path, "", text)]
    check = _Rows(path, rows=False)
    heard = pd.DataFrame()
    try:
        # DuckDB would read every file that fits a '*' or '?' in the name of a folder above.
        relation = duckdb.read_parquet(glob.escape(str(path)), hive_partitioning=False)
        if problems := list(_headers(layout, path, relation.columns)):
            return None, problems
        for column in (column for column in layout.columns if column in relation.columns):
            # As many respondents as rows, and no result asks who they are.
            if column == "respondent" and column in layout.key:
                continue
            cells = relation.select(duckdb.ColumnExpression(column)).distinct().df()[column]
            cells = pd.Series(sorted(cells, key=repr), name=column, dtype=object)
            words = check.values(cells, layout, known.get(column))
            heard = words.to_frame() if column == _asked(layout) else heard
        if layout.held and not check.problems:
            frame = typed(layout, relation.df())
            check.once(layout, frame[[name for name in frame if name in relation.columns]])
            check.sums(layout, frame)
            check.together(layout, frame)
            return frame, [*check.problems, *_unheard(layout, path, frame, known)]
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        return None, [Problem(path, "", f"must be a readable Parquet file. {reason}.")]
    return relation, [*check.problems, *_unheard(layout, path, heard, known)]


_HINTS = {
    ("must hold 1 to 5", "'0'"): " Are the answers coded 0 to 4? Then add 1 to each.",
    ("must hold 1 to 7", "'0'"): " Does 0 stand for no answer? Then leave the cell empty.",
}


def _numbered(rows: Sequence[int], most: int = 8) -> str:
    """Row numbers as people write them: `row 3`, `rows 3, 5, 9 and 12 more`."""
    more = f" and {len(rows) - most} more" if len(rows) > most else ""
    return f"row{'s' if rows[1:] else ''} {', '.join(map(str, rows[:most]))}{more}"


def _is_day(cell: Any) -> bool:
    """Whether it is a day that somebody may have counted on: as digits, or in a typed file."""
    if isinstance(cell, date):
        return 1900 <= cell.year < 2200 and getattr(cell, "tzinfo", None) is None
    if not isinstance(cell, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return False
    try:
        return 1900 <= date.fromisoformat(cell).year < 2200
    except ValueError:
        return False


def _name(cells: Iterable[Any]) -> str:
    """What a row is called by: its words and numbers that are not empty."""
    known = (cell for cell in cells if pd.notna(cell))
    return " / ".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in known)


@dataclass
class _Rows:
    """Bad cells of one file, each with its row where a row can be named."""

    path: Path
    rows: bool = True
    problems: list[Problem] = field(default_factory=list)

    def say(self, cells: pd.Series, must: str, columns: Sequence[str] = ()) -> None:
        column = f"columns {' and '.join(columns)}" if columns[1:] else f"column {cells.name}"
        places: dict[str, list[int]] = {}
        for index, cell in cells.items():
            found = (
                "nothing" if cell is None or (isinstance(cell, str) and not cell) else quoted(cell)
            )
            places.setdefault(found, []).append(int(str(index)) + 1)
        for found, rows in places.items():
            where = f"{_numbered(rows)}, {column}" if self.rows else column
            hint = _HINTS.get((must, found), "")
            self.problems.append(Problem(self.path, where, f"{must}. Found {found}.{hint}"))

    def once(self, layout: Layout, frame: pd.DataFrame) -> None:
        """Name rows that stand there again."""
        for key in (layout.key, *layout.once):
            keys = [column for column in key if column in frame]
            # What is empty or no number has been named already; two of those are not the same.
            must = [column for column in keys if column not in layout.empty]
            rows = frame.loc[frame.duplicated(keys) & frame[must].notna().all(axis=1), keys]
            names = pd.Series(map(_name, rows.to_numpy(object)), rows.index, object, keys[0])
            self.say(names, "must be there once", keys)

    def sums(self, layout: Layout, frame: pd.DataFrame) -> None:
        """Name those whose numbers do not sum to what they must."""
        if layout.sums is None or any(column not in frame for column in layout.sums[:2]):
            return
        name, column, whole = layout.sums
        good = frame[column].between(*layout.numbers[column])
        # A number that is missing or bad has been named already.
        complete = good.groupby(frame[name]).transform("all").eq(True)
        totals = frame.groupby(name)[column].transform("sum")
        off = complete & ((totals - whole).abs() > 1e-6 * whole)
        both = [f"{who} / {total:g}" for who, total in zip(frame[name], totals, strict=True)]
        text = pd.Series(both, frame.index, object, column)
        self.say(text[off], f"must sum to {whole} for each {name}", [name, column])

    def together(self, layout: Layout, frame: pd.DataFrame) -> None:
        """Name cells that may each stand there, but not in one row."""
        columns = list(layout.together)
        if not layout.fitting or any(column not in frame for column in columns):
            return
        allowed = pd.DataFrame(list(layout.fitting), columns=columns)
        # What fits nowhere has been named already.
        good = [frame[name].isin(allowed[name]) | frame[name].isna() for name in columns]
        good += [frame[name].notna() for name in columns if name not in layout.empty]
        rows = frame.loc[pd.concat(good, axis=1).all(axis=1), columns].astype(object)
        rows = rows.where(rows.notna(), None)
        cells = rows.itertuples(index=False, name=None)
        off = pd.Series([one not in layout.fitting for one in cells], rows.index, bool)
        for word, group in rows[off].groupby(columns[-1]):
            fits = sorted(_name(one) for one in layout.fitting if one[-1] == word)
            must = f"must go together as in the profile, {' or '.join(fits)}"
            names = pd.Series(map(_name, group.to_numpy(object)), group.index, object, columns[-1])
            self.say(names, must, columns)

    def days(self, cells: pd.Series) -> None:
        self.say(cells[~cells.map(_is_day)], "must be a day such as 2026-03-31")

    def words(self, cells: pd.Series, known: Sequence[str] | None, *, fixed: bool = False) -> None:
        if known is None:
            return
        must = "must be one of the allowed words" if fixed else "must be one the profile knows"
        for n, (word, group) in enumerate(cells[~cells.isin(list(known))].groupby(cells)):
            # Looking for the nearest of thousands takes its time: not for thousands of words.
            self.say(group, f"{must} ({meant(word, known)})" if n < 20 else must)

    def numbers(self, cells: pd.Series, layout: Layout) -> pd.Series:
        low, high = layout.numbers[str(cells.name)]
        values = pd.to_numeric(cells, errors="coerce")
        good = values.between(low, high) & ~values.isin([math.inf, -math.inf])
        if layout.whole:
            good &= values.mod(1).eq(0)
            whole = "whole numbers from " if high == MOST else ""
            self.say(cells[~good], f"must hold {whole}{low} to {high}")
            return values
        limits = [
            f"{word} {limit:.15g}"
            for word, limit in (("at least", low), ("at most", high))
            if math.isfinite(limit)
        ]
        must = ", ".join(["must hold numbers such as 1200.5", " and ".join(limits)]).rstrip(", ")
        self.say(cells[~good], must)
        return values

    def values(
        self, cells: pd.Series, layout: Layout, known: Sequence[str] | None
    ) -> "pd.Series[str]":
        """Check the different values of a typed column; return those that are text."""
        bare = cells.isna() | cells.map(lambda cell: cell == "")
        text = cells.map(lambda cell: isinstance(cell, str)) & ~bare
        if cells.name not in layout.empty:
            self.say(cells[bare].map(lambda cell: ""), "must not be empty")
        if cells.name in layout.days:
            self.days(cells[~bare])
        elif cells.name in layout.words:
            self.say(cells[~bare & ~text], "must be text")
            self.words(cells[text], known, fixed=cells.name in layout.fixed)
        else:
            # Not whatever pandas can turn into a number: it makes nanoseconds of a date.
            real = cells.map(lambda cell: isinstance(cell, Real) and not isinstance(cell, bool))
            self.say(cells[~bare & ~real], "must be a number")
            self.numbers(cells[~bare & real], layout)
        return cells[text]


def typed(layout: Layout, frame: pd.DataFrame) -> pd.DataFrame:
    """Every column of the layout: numbers as float64, words as object with None where empty.

    Days are datetime64.
    """
    frame = frame.reindex(columns=layout.columns)
    for column in layout.columns:
        if column in layout.numbers:
            cells = pd.to_numeric(frame[column].astype(object), errors="coerce")
            frame[column] = cells.astype(float)
        elif column in layout.days:
            cells = frame[column].astype(object)
            cells = pd.to_datetime(cells.where(cells.map(_is_day), None), format="ISO8601")
            frame[column] = cells.astype("datetime64[ns]").dt.normalize()
        else:
            words = frame[column].astype(object)
            frame[column] = words.where(words.notna() & words.ne(""), None)
    return frame
