"""Entries: what people saved in forms. Rows are added, never changed: nothing saved is ever lost.

One store holds the entries of a company's editions: a SQLite file beside them, or PostgreSQL.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid4, uuid5

from workshop_kit.stores import DATABASE, PLACE, Store, StoreError, copied, system_error, table

if TYPE_CHECKING:
    import pandas as pd

_ABOUT = ("workshop", "group", "key", "author", "saved_at")
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """One thing that a person or group saved in a form.

    Attributes
    ----------
    company, workshop, group, kind, key : str
        What it is about; a form gives kind and key.
    author : str
        Who typed, or "".
    body : mapping
        What was entered: plain JSON with the number of its `version`.
    id : str
        Made by the client, so that saving again what may have been saved is harmless.
    seq : int
        Place in the store, given by it; 0 before.
    saved_at : datetime
        When it was first saved (UTC).
    """

    company: str
    workshop: str
    group: str
    kind: str
    key: str
    author: str
    body: Mapping[str, Any]
    id: str = field(default_factory=lambda: uuid4().hex)
    seq: int = 0
    saved_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def place(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in PLACE)


@dataclass(frozen=True)
class Merged:
    """What a merge did.

    Attributes
    ----------
    found, new : list of Entry
        The company's entries in the other store, and those of them that were not here yet.
    clashes : list of (Entry, Entry)
        Places with another answer here than there: what was shown here until now and is in the
        history from now on, and what is shown instead.
    foreign : dict of str to int
        Companies whose entries were left out, and how many.
    """

    found: list[Entry]
    new: list[Entry]
    clashes: list[tuple[Entry, Entry]]
    foreign: dict[str, int]


class OvertakenError(Exception):
    """Somebody saved another entry of the same place meanwhile; nothing was added."""


class Entries:
    """A store of entries.

    Parameters
    ----------
    location : str or Path
        The path of a SQLite file, made when the first entry is saved, or the URL of a PostgreSQL
        database (`postgresql://user:password@host/name`; needs `workshop-kit[postgres]`).
    timeout : float
        Seconds to wait for another program that is writing, or for the database.
    untouched : bool
        Read the file from a copy, so that not a byte of it changes.

    Attributes
    ----------
    file : Path or None
        The SQLite file.
    name : str
        How messages call the store: never with a password.
    """

    def __init__(
        self, location: str | Path, *, timeout: float = 5.0, untouched: bool = False
    ) -> None:
        self._store, self._untouched = Store(location, timeout), untouched
        self.file, self.name = self._store.file, self._store.name

    def __repr__(self) -> str:
        return f"Entries({self.name!r})"

    def save(self, entry: Entry, *, after: int | None = None) -> Entry:
        """Add an entry; it is on disk when this returns.

        Parameters
        ----------
        entry : Entry
        after : int, optional
            Seq of the newest entry of its place that was taken into account, 0 for none: only where
            there is no newer one it is added.

        Returns
        -------
        Entry
            As it is in the store, with its `seq`. An entry whose id is there already is not added
            again.

        Raises
        ------
        OvertakenError
            When there is an entry newer than `after`.
        StoreError
            When it could not be saved.
        ValueError
            When the body is not plain JSON, or another entry has the same id.

        Notes
        -----
        Half a character (a lone surrogate, as some keyboards send) becomes "�": no file, table or
        picture could take it. So does NUL outside the body.
        """
        row, rows = _row(entry), table()
        with self._store.connected(write=True) as connection:
            if after is not None:
                place = {name: row[name] for name in PLACE}
                if self._store.newest(connection, place, but=row["id"]) > after:
                    raise OvertakenError(f"There is an entry newer than {after}.")
            connection.execute(self._store.insert, [row])
            query = rows.select().where(rows.c.id == row["id"])
            saved = self._entry(connection.execute(query).one())
        if any(_row(saved)[name] != row[name] for name in (*PLACE, "author", "body")):
            raise ValueError(f"An id must stand for one entry. {entry.id!r} stands for another.")
        return saved

    def current(
        self,
        *,
        company: str | None = None,
        workshop: str | None = None,
        group: str | None = None,
        kind: str | None = None,
        key: str | None = None,
    ) -> list[Entry]:
        """The newest entry of every place, oldest first; all places, or those that are named."""
        return self._read((company, workshop, group, kind, key), newest=True)

    def history(
        self,
        *,
        company: str | None = None,
        workshop: str | None = None,
        group: str | None = None,
        kind: str | None = None,
        key: str | None = None,
    ) -> list[Entry]:
        """Every entry ever saved, oldest first; of all places, or of those that are named."""
        return self._read((company, workshop, group, kind, key), newest=False)

    def frame(
        self, kind: str, *, company: str | None = None, workshop: str | None = None
    ) -> "pd.DataFrame":
        """The current entries of a kind, one row each.

        Returns
        -------
        pandas.DataFrame
            `workshop, group, key, author, saved_at` and a column for everything that a body holds
            under "values", in the order in which it first turns up; missing where a body has none.
            A value that is called like one of the five is in `value_group` and so on.
        """
        import pandas as pd

        rows = []
        for entry in self.current(company=company, workshop=workshop, kind=kind):
            values = entry.body.get("values")
            # What another version wrote may have another shape.
            found = values if isinstance(values, dict) else {}
            named = {f"value_{n}" if n in _ABOUT else n: value for n, value in found.items()}
            rows.append({name: getattr(entry, name) for name in _ABOUT} | named)
        columns = dict.fromkeys([*_ABOUT, *(name for row in rows for name in row)])
        return pd.DataFrame(rows, columns=list(columns))

    def workshops(self, company: str) -> list[str]:
        """Ids of the company's workshops, the one written to last at the end."""
        written = [entry.workshop for entry in reversed(self.current(company=company))]
        return list(dict.fromkeys(written))[::-1]

    def newest(self, company: str) -> int:
        """The `seq` of the company's newest entry, 0 where there is none: one quick question."""
        import sqlalchemy as sa

        if self.file and (self._store.remote or not self.file.exists()):
            return max((entry.seq for entry in self.current(company=company)), default=0)
        rows = table()
        with self._store.connected() as connection:
            if not sa.inspect(connection).has_table(rows.name):
                return 0
            last = sa.select(sa.func.max(rows.c.seq)).where(rows.c.company == _clean(company))
            return int(connection.execute(last).scalar() or 0)

    def merge(
        self,
        other: "Entries",
        *,
        company: str,
        workshop: str | None = None,
        only: str | None = None,
    ) -> Merged:
        """Add the entries of another store that are not here yet; as often as one likes.

        Parameters
        ----------
        other : Entries
            Is only read.
        company : str
            Whose entries are taken.
        workshop : str, optional
            File them under this workshop. An entry of another one becomes an entry of its own, with
            an id that is the same whenever it is asked for.
        only : str, optional
            Take the entries of this workshop only.

        Raises
        ------
        StoreError
            When either store cannot be read, or this one not be written; then nothing was added.
        ValueError
            When the same id stands for one entry there and for another here.
        """
        all_theirs = other.history()
        theirs = [
            _filed(entry, workshop)
            for entry in all_theirs
            if entry.company == company and only in (None, entry.workshop)
        ]
        ids = {entry.id: entry for entry in theirs}
        ours = {entry.id: entry for entry in self.history()}
        for entry in ids.values():
            if entry.id in ours and replace(entry, seq=0) != replace(ours[entry.id], seq=0):
                text = "stands for one entry in"
                raise ValueError(f"{entry.id!r} {text} {other.name}, for another in {self.name}.")
        new = [entry for entry in ids.values() if entry.id not in ours]
        if new:
            with self._store.connected(write=True) as connection:
                connection.execute(self._store.insert, [_row(entry) for entry in new])
        shown = {entry.place: entry for entry in ours.values()}
        clashes = [
            (shown[place], entry)
            for place, entry in {entry.place: entry for entry in new}.items()
            # What they know was replaced there, by somebody who saw it.
            if place in shown and shown[place].id not in ids and shown[place].body != entry.body
        ]
        companies = [entry.company for entry in all_theirs if entry.company != company]
        foreign = {name: companies.count(name) for name in sorted(set(companies))}
        return Merged(list(ids.values()), new, clashes, foreign)

    def _read(self, wanted: Sequence[str | None], newest: bool) -> list[Entry]:
        if self.file is None:
            return self._query(wanted, newest)
        try:
            if not self.file.exists():
                return []
        except OSError as error:
            raise system_error(self.name, error) from error
        if not self._untouched and not self._store.remote:
            try:
                return self._query(wanted, newest)
            except StoreError as error:
                if error.reason != "read-only":
                    raise
        with copied(self.file, self.name) as file:
            copy = Entries(file)
            copy.name = copy._store.name = self.name
            return copy._query(wanted, newest)

    def _query(self, wanted: Sequence[str | None], newest: bool) -> list[Entry]:
        import sqlalchemy as sa

        rows = table()
        named = [
            rows.c[name] == _clean(value)
            for name, value in zip(PLACE, wanted, strict=True)
            if value is not None
        ]
        query = rows.select().where(*named).order_by(rows.c.seq)
        if newest:
            last = sa.select(sa.func.max(rows.c.seq)).where(*named)
            query = query.where(rows.c.seq.in_(last.group_by(*(rows.c[n] for n in PLACE))))
        with self._store.connected() as connection:
            # Not there yet where nobody ever saved, or where the first one is just saving.
            if not sa.inspect(connection).has_table(rows.name):
                return []
            return [self._entry(row) for row in connection.execute(query)]

    def _entry(self, row: Any) -> Entry:
        values = dict(row._mapping)
        try:
            values["body"] = json.loads(values["body"])
            values["saved_at"] = datetime.fromisoformat(values["saved_at"])
            if not isinstance(values["body"], dict):
                raise TypeError("its body must be keys with values")
        except (ValueError, TypeError) as error:
            raise StoreError(self.name, "damaged", f"entry {values['seq']}: {error}") from error
        return Entry(**values)


def open_entries(file: Path) -> Entries:
    """The store of a company: its SQLite file, or the database that WORKSHOP_DATABASE names.

    Raises
    ------
    ValueError
        When WORKSHOP_DATABASE is not the URL of a PostgreSQL database.
    """
    url = os.environ.get(DATABASE, "").strip()
    if url and not re.match(r"postgres(ql)?(\+psycopg)?://", url):
        must = "must be a URL such as postgresql://user:password@host:5432/name"
        raise ValueError(f"{DATABASE} {must}. Found something else.")
    return Entries(url or file)


def _row(entry: Entry) -> dict[str, Any]:
    texts = {name: _clean(getattr(entry, name)) for name in (*PLACE, "author", "id")}
    try:
        body = json.dumps(dict(entry.body), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"The body of an entry must be plain JSON. {error}.") from error
    saved_at = entry.saved_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {**texts, "body": _HALF.sub("�", body), "saved_at": saved_at}


def _clean(text: str) -> str:
    return _HALF.sub("�", text).replace("\0", "�")


def _filed(entry: Entry, workshop: str | None) -> Entry:
    if workshop is None or workshop == entry.workshop:
        return entry
    again = uuid5(NAMESPACE_OID, f"{entry.id} {workshop}").hex
    return replace(entry, workshop=workshop, id=again)
