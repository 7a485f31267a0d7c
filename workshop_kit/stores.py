"""Where entries are stored, and what can be wrong with such a place."""

import errno
import math
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

if TYPE_CHECKING:
    import sqlalchemy as sa

STORE = "entries.sqlite"
PLACE = ("company", "workshop", "group", "kind", "key")
"""What an entry is about: of all entries of one place the newest is current."""
DATABASE = "WORKSHOP_DATABASE"
"""Name of the environment variable that may hold the URL of a PostgreSQL database."""

Reason = Literal["locked", "read-only", "full", "damaged", "network", "unreachable"]
_TEXTS: dict[Reason, str] = {
    "locked": "must be free to be written. Another program is holding it",
    "read-only": "must be open to this user for reading and writing. It is not",
    "full": "must have room on its disk. The disk, or this user's share of it, is full",
    "damaged": "must be as this kit wrote it. It is damaged, or something else",
    "network": "must lie on a disk of this machine: SQLite is not safe on a network folder. Use "
    f"PostgreSQL ({DATABASE}) or a copy on each laptop and `workshop collect`. It lies on",
    "unreachable": "must answer. It does not",
}
_OF_SQLITE: dict[int, Reason] = {
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_PROTOCOL: "locked",
    # Where the folder takes a file:
    sqlite3.SQLITE_CANTOPEN: "read-only",
    sqlite3.SQLITE_IOERR_WRITE: "full",  # the file is as large as a file may be
    sqlite3.SQLITE_IOERR_SHORT_READ: "damaged",
}
_OF_SYSTEM: dict[int, Reason] = {
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EFBIG: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
}
# By PostgreSQL's SQLSTATE; two characters stand for a class.
_OF_POSTGRES: dict[str, tuple[Reason, str]] = {
    "25006": ("read-only", "it takes no writes (a standby?)"),
    "40": ("locked", "several wrote at once"),
    "42501": ("read-only", "its user may not write, or not make the table"),
    "53100": ("full", ""),
    "55P03": ("locked", ""),
    "22": ("damaged", "its encoding must be UTF8"),
    "42": ("damaged", "its table `entries` is another one"),
}
_UNREACHABLE = "check that it runs, and host, name, user and password in the URL"
# File systems that several machines share; there SQLite's locks and its shared memory do not hold.
_REMOTE = re.compile(
    r"nfs\d?|cifs|smb\w*|afp\w*|afs|9p|webdav|davfs2?|ceph|glusterfs|lustre|gpfs|beegfs|remote"
    r"|fuse\.(sshfs|rclone|s3fs|gcsfuse|glusterfs|ceph|davfs2?|smb\w*)",
    re.IGNORECASE,
)


class StoreError(OSError):
    """The store cannot be read or written now; what was to be saved is still with the caller.

    Attributes
    ----------
    reason : {"locked", "read-only", "full", "damaged", "network", "unreachable"}
        Why.
    """

    def __init__(self, name: str, reason: Reason, detail: str = "") -> None:
        self.reason: Reason = reason
        super().__init__(f"{name} {_TEXTS[reason]}{f': {detail}' if detail else ''}.")


class Store:
    """A table of entries in a SQLite file, made when the first is written, or in PostgreSQL.

    A connection lasts for one save: forty notebooks that wait for somebody to type hold none.
    """

    def __init__(self, location: str | Path, timeout: float) -> None:
        self._url = str(location) if "://" in str(location) else ""
        self.file = None if self._url else Path(location)
        self.name = str(self.file) if self.file else f"The database ({DATABASE})"
        self.timeout, self._made = timeout, False

    @property
    def insert(self) -> Any:
        """Adds rows; one whose id is there already changes nothing."""
        if self.file:
            from sqlalchemy.dialects.sqlite import insert
        else:
            from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
        return insert(table()).on_conflict_do_nothing(index_elements=["id"])

    @cached_property
    def remote(self) -> str:
        """The kind of network folder that the file lies on, or ""."""
        return remote(self.file) if self.file else ""

    @contextmanager
    def connected(self, write: bool = False) -> "Iterator[sa.Connection]":
        """A connection, and for writing a transaction; whatever goes wrong is a StoreError."""
        import sqlalchemy as sa

        if write and self.remote:
            raise StoreError(self.name, "network", self.remote)
        try:
            with self._connect(write) as connection:
                self._begin(connection, write)
                yield connection
                if write:
                    connection.commit()
                    self._made = True
        except sa.exc.DBAPIError as error:
            self._made = False
            if self.file:
                raise file_error(self.name, self.file, error.orig) from error
            raise database_error(self.name, error.orig) from None

    @cached_property
    def _engine(self) -> "sa.Engine":
        import sqlalchemy as sa

        if self.file:
            return sa.create_engine(
                sa.URL.create("sqlite", database=str(self.file)),
                connect_args={"timeout": self.timeout, "isolation_level": None},
                poolclass=sa.pool.NullPool,
            )
        url = sa.make_url(
            re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", self._url)
        )
        # Nobody sits before a form until TCP gives up by itself, after a quarter of an hour.
        options = {
            "client_encoding": "utf8",
            "connect_timeout": max(2, math.ceil(self.timeout)),
            "tcp_user_timeout": math.ceil(self.timeout * 1000),
            "keepalives_idle": max(1, math.ceil(self.timeout)),
        }
        return sa.create_engine(url, connect_args=options, poolclass=sa.pool.NullPool)

    def _connect(self, write: bool) -> "sa.Connection":
        import sqlalchemy as sa

        try:
            if write and self.file:
                self._made = self._made and self.file.exists()
                self.file.parent.mkdir(parents=True, exist_ok=True)
            return self._engine.connect()
        except OSError as error:
            raise system_error(self.name, error) from error
        except ModuleNotFoundError as error:
            hint = "it needs: pip install 'workshop-kit[postgres]'"
            raise StoreError(self.name, "unreachable", hint) from error
        except (ValueError, sa.exc.ArgumentError):  # the URL, of which nothing may be said
            raise database_error(self.name, None) from None

    def _begin(self, connection: "sa.Connection", write: bool) -> None:
        if self.file:
            connection.exec_driver_sql("PRAGMA synchronous=FULL")
            connection.exec_driver_sql("PRAGMA fullfsync=ON")  # macOS calls less a sync
            if write and not self._made:
                self._write_ahead(connection)
            if write:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            patience = math.ceil(self.timeout * 1000)
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")
            if write and not self._made:
                # Two who make the table at once would fail each other.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7421964)")
        if write and not self._made:
            table().metadata.create_all(connection)

    def newest(self, connection: "sa.Connection", place: dict[str, str], but: str) -> int:
        """The highest seq of a place but for one id; nobody adds to it till the transaction ends.

        That is, nobody who asks the same first.
        """
        import sqlalchemy as sa

        rows = table()
        if not self.file:  # SQLite has one writer at a time
            lock = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 7421964))")
            connection.execute(lock, {"place": "\n".join(place.values())})
        here = [rows.c[name] == value for name, value in place.items()]
        query = sa.select(sa.func.max(rows.c.seq)).where(*here, rows.c.id != but)
        return connection.execute(query).scalar() or 0

    def _write_ahead(self, connection: "sa.Connection") -> None:
        """WAL: readers and a writer never wait for each other."""
        import sqlalchemy as sa

        end = time.monotonic() + self.timeout
        while True:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                return
            except sa.exc.OperationalError as error:
                # Somebody else is making the store: here SQLite does not wait by itself.
                code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
                if code != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(0.02)


@cache
def table() -> "sa.Table":
    """The one table, the same in SQLite and PostgreSQL."""
    import sqlalchemy as sa

    columns = [sa.Column(name, sa.Text, nullable=False) for name in (*PLACE, "author", "body")]
    return sa.Table(
        "entries",
        sa.MetaData(),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *columns,
        sa.Column("saved_at", sa.Text, nullable=False),
        # Not by what people type: PostgreSQL takes no long text into an index.
        sa.Index("entries_kind", "company", "kind", "seq"),
        sqlite_autoincrement=True,
    )


def file_error(name: str, file: Path, error: BaseException | None) -> StoreError:
    """What an error of SQLite means to the person in front of the form."""
    code = getattr(error, "sqlite_errorcode", 0)
    reason = _OF_SQLITE.get(code & 0xFF, "damaged")
    if code & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        reason = _tried(file.parent) or _OF_SQLITE.get(code, "unreachable")
    return StoreError(name, reason, str(error))


def system_error(name: str, error: OSError) -> StoreError:
    """The same for an error of the operating system."""
    reason = _OF_SYSTEM.get(error.errno or 0, "unreachable")
    return StoreError(name, reason, error.strerror or str(error))


def database_error(name: str, error: BaseException | None) -> StoreError:
    """The same for PostgreSQL, in words of our own: its driver's may hold parts of a password."""
    state = getattr(error, "sqlstate", None) or ""
    for known in (state, state[:2]):
        if known in _OF_POSTGRES:
            return StoreError(name, *_OF_POSTGRES[known])
    return StoreError(name, "unreachable", _UNREACHABLE)


def _tried(folder: Path) -> Reason | None:
    """Why a folder takes no file; SQLite itself does not say."""
    probe, reason = folder / f".{uuid4().hex}", None
    try:
        with probe.open("xb") as file:
            file.write(bytes(65_536))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = _OF_SYSTEM.get(error.errno or 0, "unreachable")
    with suppress(OSError):  # where none was made, none can be taken away
        probe.unlink()
    return reason


@contextmanager
def copied(file: Path, name: str) -> Iterator[Path]:
    """A copy of a SQLite file with all that belongs to it, while somebody may be writing there.

    SQLite writes beside what it reads; a copy can be read wherever the store lies, and leaves it
    untouched to the byte.
    """
    parts = [file, *(file.with_name(f"{file.name}-{end}") for end in ("wal", "journal"))]
    try:
        with tempfile.TemporaryDirectory(prefix="entries-", ignore_cleanup_errors=True) as folder:
            for _turn in range(20):
                before = [stamp(part) for part in parts]
                for part in parts:
                    _copy(part, Path(folder, part.name))
                if [stamp(part) for part in parts] == before:
                    break
            else:
                raise StoreError(name, "locked")
            if not before[0]:
                raise StoreError(name, "unreachable", "it is gone")
            yield Path(folder, file.name)
    except StoreError:
        raise
    except OSError as error:
        raise system_error(name, error) from error


def _copy(path: Path, copy: Path) -> None:
    try:
        shutil.copyfile(path, copy)
    except FileNotFoundError:
        copy.unlink(missing_ok=True)


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def remote(file: Path) -> str:
    """The kind of network folder that a path lies on, or ""."""
    import psutil

    place = Path(os.path.realpath(file))
    if place.drive.startswith("\\\\") and not place.drive.startswith(("\\\\?\\", "\\\\.\\")):
        return place.drive
    best, kind = 0, ""
    for disk in psutil.disk_partitions(all=True):
        mount = Path(disk.mountpoint)
        # Of two on one place the later one is seen.
        if mount in (place, *place.parents) and len(mount.parts) >= best:
            best = len(mount.parts)
            words = (disk.fstype, *disk.opts.split(","))
            kind = next((word for word in words if _REMOTE.fullmatch(word)), "")
    return kind


def find_store(folder: Path) -> Path | None:
    """The SQLite file with the entries of an edition, a company's folder or a copy of either."""
    if folder.is_file():
        return folder
    inside = (folder / "edition.json").exists()
    places = (folder, folder.resolve().parent) if inside else (folder,)
    return next((p / STORE for p in places if (p / STORE).is_file()), None)
