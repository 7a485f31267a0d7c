"""Tidy data files of a company, read strictly: every bad cell is named with its row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_kit.problems import Problem, ProblemsError, errors, meant


@dataclass(frozen=True)
class Layout:
    """Columns of a data file: what each may hold, and which together name a row."""

    words: tuple[str, ...]
    numbers: Mapping[str, tuple[int, int | None]]
    optional: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        return [*self.words, *self.numbers]


_SIDES = {"functional": (1, 5), "dysfunctional": (1, 5)}
LAYOUTS = {
    "kano_answers": Layout(
        ("respondent", "segment", "feature"),
        {**_SIDES, "importance": (1, 9)},
        optional=frozenset({"segment", "importance"}),
        empty=frozenset({"segment", "functional", "dysfunctional", "importance"}),
        key=("respondent", "feature"),
    ),
    "kano_tally": Layout(
        ("segment", "feature"),
        {"functional": (0, 5), "dysfunctional": (0, 5), "n": (0, None)},
        optional=frozenset({"segment"}),
        empty=frozenset({"segment"}),
        key=("segment", "feature", "functional", "dysfunctional"),
    ),
    "needs": Layout(("cohort", "need"), {"count": (0, None)}, key=("cohort", "need")),
}
"""Every kind of data file."""

Known = Mapping[str, Sequence[str]]


def read_answers(kind: str, path: Path, known: Known | None = None) -> Any:
    """Read one data file.

    Parameters
    ----------
    kind : str
        A key of `LAYOUTS`.
    path : Path
        CSV (UTF-8) or Parquet.
    known : mapping, optional
        Column name to the words it may hold, such as `{"feature": ["wifi", "spa"]}`.

    Returns
    -------
    pandas.DataFrame or duckdb relation
        The columns of the layout; a relation for Parquet, so that big files stay where they are.

    Raises
    ------
    ProblemsError
        With every bad cell: row (the header is row 1), column, what must hold, what was found.
    """
    frame, problems = check_answers(kind, path, known)
    if errors(problems):
        raise ProblemsError(errors(problems))
    return frame


def check_answers(kind: str, path: Path, known: Known | None = None) -> tuple[Any, list[Problem]]:
    """The frame of `read_answers` (None when unreadable), and its problems and notes."""
    layout, known = LAYOUTS[kind], known or {}
    if path.suffix.lower() == ".parquet":
        return _check_parquet(layout, path, known)
    try:
        raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError, OSError) as error:
        reason = " ".join(str(error).split())
        return None, [Problem(path, "", f"must be a CSV file in UTF-8 with a header. {reason}")]
    if problems := list(_headers(layout, path, [str(column) for column in raw.columns])):
        return None, problems
    frame = pd.DataFrame(index=raw.index)
    check = _Rows(path)
    for column in layout.columns:
        if column not in raw:
            continue
        cells = raw[column].str.strip()
        bare = cells.eq("")
        if column not in layout.empty:
            check.say(cells[bare], "must not be empty")
        if column in layout.words:
            frame[column] = cells.mask(bare, None)
            check.words(cells[~bare], known.get(column))
        else:
            frame[column] = check.numbers(cells[~bare], *layout.numbers[column]).reindex(raw.index)
    keys = [column for column in layout.key if column in frame]
    again = frame.duplicated(keys) & (raw[keys] != "").any(axis=1)
    names = raw[keys[0]].str.cat(raw[keys[1:]], sep=" / ")
    check.say(names[again], "must be there once", " and ".join(keys))
    return frame, [*check.problems, *_unheard(layout, path, frame, known)]


def _headers(layout: Layout, path: Path, found: list[str]) -> Iterator[Problem]:
    for column in layout.columns:
        if column not in found and column not in layout.optional:
            yield Problem(path, "", f"must have a column {column!r}. Found {', '.join(found)}.")
    for column in found:
        if column not in layout.columns:
            text = f"must be a known column. Found {column!r}. {meant(column, layout.columns)}"
            yield Problem(path, "row 1", text)


def _unheard(layout: Layout, path: Path, frame: pd.DataFrame, known: Known) -> list[Problem]:
    """Features of the profile that nobody was asked about: a note, as a survey may still run."""
    heard = set(frame["feature"].dropna()) if "feature" in frame else set()
    silent = [word for word in known.get("feature", ()) if word not in heard]
    if not silent or "feature" not in layout.words:
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
    try:
        relation = duckdb.read_parquet(str(path))
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        return None, [Problem(path, "", f"must be a readable Parquet file. {reason}")]
    if problems := list(_headers(layout, path, relation.columns)):
        return None, problems
    check = _Rows(path)
    heard = pd.DataFrame()
    for column in (column for column in layout.words if column in known):
        if column not in relation.columns:
            continue
        words = relation.select(duckdb.ColumnExpression(column)).distinct().df()[column].dropna()
        check.words(words.astype(str), known[column], rows=False)
        heard = heard if column != "feature" else words.to_frame()
    return relation, [*check.problems, *_unheard(layout, path, heard, known)]


@dataclass
class _Rows:
    """Bad cells of one file, most telling first: each with its row."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def say(
        self, cells: pd.Series, must: str, column: str | None = None, rows: bool = True
    ) -> None:
        for index, cell in cells.items():
            where = f"column {column or cells.name}"
            if rows:
                where = f"row {int(str(index)) + 2}, {where}"
            found = f"Found {cell!r}." if cell else "Found nothing."
            self.problems.append(Problem(self.path, where, f"{must}. {found}"))

    def words(self, cells: pd.Series, known: Sequence[str] | None, rows: bool = True) -> None:
        if known is None:
            return
        for word, group in cells[~cells.isin(list(known))].groupby(cells):
            must = f"must be one the profile knows ({meant(word, known)})"
            self.say(group, must, rows=rows)

    def numbers(self, cells: pd.Series, low: int, high: int | None) -> pd.Series:
        values = pd.to_numeric(cells, errors="coerce")
        good = values.ge(low) & values.mod(1).eq(0)
        must = f"must hold whole numbers from {low}"
        if high is not None:
            good &= values.le(high)
            must = f"must hold {low} to {high}"
        self.say(cells[~good], must)
        return values
