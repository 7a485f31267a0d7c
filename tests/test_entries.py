"""The store of entries: what was reported as saved is there, whatever happens."""

import json
import math
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from workshop_kit.entries import Entries, Entry, OvertakenError, open_entries
from workshop_kit.stores import STORE, StoreError

Location = str | Path
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A place where nothing was saved yet."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres").database())
    return tmp_path / "hotel" / STORE


@pytest.fixture
def store(location: Location) -> Entries:
    return Entries(location)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / STORE


def entry(values: object = None, **about: Any) -> Entry:
    known = {"company": "hotel", "workshop": "w1", "group": "1", "kind": "kano", "key": "a"}
    body = {"version": 1, "values": {"n": 1} if values is None else values}
    return Entry(**{**known, "author": "Li", "body": body, **about})


def bodies(entries: list[Entry]) -> list[Any]:
    return [one.body["values"] for one in entries]


def refusal(store: Entries, one: Entry | None = None) -> StoreError:
    with pytest.raises(StoreError) as caught:
        store.save(one or entry())
    return caught.value


# What a store is


def test_what_was_saved_is_current(store: Entries) -> None:
    one = entry({"wifi": {"with": 1, "without": 5}, "quiet": None, "share": 0.1})
    saved = store.save(one)
    assert saved.seq > 0
    assert replace(saved, seq=0, saved_at=one.saved_at) == one
    assert abs(saved.saved_at - one.saved_at) < timedelta(milliseconds=1)
    assert store.current() == store.history() == [saved]


def test_nothing_is_there_before_the_first_entry(store: Entries, tmp_path: Path) -> None:
    assert store.current() == store.history() == store.workshops("hotel") == []
    assert store.frame("kano").empty
    assert list(store.frame("kano")) == ["workshop", "group", "key", "author", "saved_at"]
    assert list(tmp_path.iterdir()) == []  # whoever only reads leaves nothing behind


def test_the_newest_is_current_and_the_rest_is_history(store: Entries) -> None:
    for number in range(5):
        store.save(entry(number, key="ab"[number % 2]))
    assert bodies(store.current()) == [3, 4]
    assert bodies(store.history()) == [0, 1, 2, 3, 4]


def test_newest_means_saved_last_whatever_the_clock_says(store: Entries) -> None:
    store.save(entry("first"))
    store.save(entry("second", saved_at=datetime(2001, 1, 1, tzinfo=UTC)))
    assert bodies(store.current()) == ["second"]


@pytest.mark.parametrize("name", ["company", "workshop", "group", "kind", "key"])
def test_each_place_has_a_current_of_its_own(store: Entries, name: str) -> None:
    store.save(entry("here"))
    store.save(entry("there", **{name: "other"}))
    assert bodies(store.current()) == ["here", "there"]
    assert bodies(store.current(**{name: "other"})) == ["there"]
    assert bodies(store.history(**{name: "other"})) == ["there"]
    assert store.current(**{name: ""}) == store.history(**{name: ""}) == []


def test_two_authors_share_a_place(store: Entries) -> None:
    store.save(entry("Li"))
    store.save(entry("Wang", author="Wang"))
    assert bodies(store.current()) == ["Wang"]


def test_nothing_can_change_or_delete_an_entry() -> None:
    public = {name for name in vars(Entries) if not name.startswith("_")}
    assert public == {"save", "current", "history", "newest", "frame", "workshops", "merge"}


def test_the_same_entry_twice_is_there_once(store: Entries) -> None:
    one = entry()
    first = store.save(one)
    store.save(entry("later"))
    assert store.save(one) == first
    assert store.save(replace(one, saved_at=datetime.now(UTC))) == first
    assert bodies(store.current()) == ["later"]
    assert len(store.history()) == 2


@pytest.mark.parametrize("change", [{"group": "2"}, {"author": "Wang"}, {"body": {"version": 2}}])
def test_an_id_stands_for_one_entry(store: Entries, change: dict[str, Any]) -> None:
    one = entry()
    saved = store.save(one)
    with pytest.raises(ValueError, match="An id must stand for one entry"):
        store.save(replace(one, **change))
    assert store.history() == [saved]


def test_time_is_kept_as_utc(store: Entries) -> None:
    east = timezone(timedelta(hours=8))
    store.save(entry(saved_at=datetime(2026, 11, 21, 14, 2, tzinfo=east)))
    store.save(entry(saved_at=datetime(2026, 11, 21, 14, 2)))  # of this machine
    first, second = store.history()
    assert first.saved_at == datetime(2026, 11, 21, 6, 2, tzinfo=UTC)
    assert second.saved_at.astimezone().replace(tzinfo=None) == datetime(2026, 11, 21, 14, 2)


def test_a_frame_has_a_row_for_each_place_and_a_column_for_each_value(store: Entries) -> None:
    store.save(entry({"style": "patient"}, key="1"))
    store.save(entry({"style": "precise", "goal": "on time"}, key="2", group="2"))
    store.save(entry({"style": "expressive"}, key="1"))
    store.save(entry({"wifi": 1}, kind="journey"))
    store.save(entry({"style": "dominance"}, company="bank"))
    frame = store.frame("kano", company="hotel", workshop="w1")
    about = ["workshop", "group", "key", "author", "saved_at"]
    assert list(frame) == [*about, "style", "goal"]
    assert frame["style"].tolist() == ["precise", "expressive"]
    assert frame["key"].tolist() == ["2", "1"]
    assert frame["goal"].isna().tolist() == [False, True]
    assert store.frame("kano", company="hotel", workshop="w2").empty


def test_a_value_cannot_pass_for_the_group(store: Entries) -> None:
    store.save(entry({"group": "families", "saved_at": "never"}))
    (row,) = store.frame("kano").to_dict("records")
    assert (row["group"], row["value_group"], row["value_saved_at"]) == ("1", "families", "never")


@pytest.mark.parametrize(
    "body",
    [{}, {"version": 0, "values": ["a", "b"]}, {"version": 99, "answers": {"x": {"y": [1, None]}}}],
)
def test_another_version_is_returned_as_it_is(store: Entries, body: dict[str, Any]) -> None:
    store.save(entry(body=body))
    assert store.current()[0].body == body
    assert store.frame("kano")["group"].tolist() == ["1"]


def test_workshops_stand_in_the_order_of_their_last_entry(store: Entries) -> None:
    for workshop in ("w2", "w1", "w3", "w1"):
        store.save(entry(workshop=workshop))
    store.save(entry(workshop="w9", company="bank"))
    assert store.workshops("hotel") == ["w2", "w3", "w1"]


# What people type


TYPED = {
    "NUL": "a\0b",
    "half a character": "a\ud83db",
    "halves of another order": "\udc00\ud800",
    "emoji": "👩‍👩‍👧‍👦 👍🏽",
    "right to left": "שלום \u202eabc\u202c مرحبا",
    "outside GB2312": "玥喆堃 𠮷",
    "long": "".join(map(chr, random.Random(7).sample(range(0x4E00, 0x9FA5), 10_000))),
    "HTML": "<script>alert(1)</script>&amp;",
    "SQL": "'; DROP TABLE entries; --",
    "white space": " \t\r\n\u2028 ",
    "percent": "100 % %s %(x)s :name ?",
}


def without_halves(text: str) -> str:
    return "".join("�" if "\ud800" <= char <= "\udfff" else char for char in text)


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_what_was_typed_comes_back(store: Entries, text: str) -> None:
    one = entry({"quote": text, "list": [{text: 1}]})
    kept = without_halves(text)
    saved = store.save(one)
    assert saved.body["values"] == {"quote": kept, "list": [{kept: 1}]}
    assert store.save(one) == saved
    assert store.current() == [saved]
    assert store.frame("kano")["quote"].tolist() == [kept]
    json.dumps(saved.body, ensure_ascii=False).encode()  # so that it can go anywhere


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_anything_may_be_a_name(store: Entries, text: str) -> None:
    one = entry(author=text, group=text, key=text)
    saved = store.save(one)
    assert store.save(one) == saved
    (found,) = store.current(group=text)
    assert found == saved
    assert found.author == found.group == without_halves(text).replace("\0", "�")


@pytest.mark.parametrize("value", [math.nan, math.inf, {1, 2}, datetime(2026, 1, 1), b"a"])
def test_a_body_is_plain_json(store: Entries, value: object) -> None:
    with pytest.raises(ValueError, match="The body of an entry must be plain JSON"):
        store.save(entry({"n": value}))
    assert store.history() == []


# Many at once, and the plug pulled


WRITERS = """
import os, random, sys, time
from pathlib import Path
import sqlalchemy
from workshop_kit.entries import Entries, Entry
from workshop_kit.stores import StoreError

def write(number):
    store = Entries(location)
    time.sleep(max(0, start - time.time()))
    with Path(folder, f"{os.getpid()}.ids").open("w") as out:
        for n in range(int(count)):
            place = {"group": number, "key": ""} if n % 2 else {"group": "all", "key": str(n % 10)}
            values = {"n": n, "text": "x" * random.randint(0, 9000)}
            body = {"version": 1, "values": values}
            one = Entry("hotel", "w1", kind="kano", author=number, body=body, **place)
            for tries in range(int(most), -1, -1):  # as a form does
                try:
                    store.save(one)
                    break
                except StoreError as error:
                    if error.reason != "locked" or not tries:
                        raise
            print(one.id, file=out, flush=True)

location, processes, count, folder, most = sys.argv[1:]
if "://" in location:
    import psycopg  # once, not in every process
start = time.time() + 0.2
for number in range(int(processes)):
    if os.fork() == 0:
        write(str(number))
        os._exit(0)
sys.exit(any(os.wait()[1] for number in range(int(processes))))
"""


def writers(
    location: Location, processes: int, count: int, folder: Path, tries: int = 100
) -> "subprocess.Popen[bytes]":
    """Processes that begin at once to save entries; each writes down an id after it was saved."""
    words = [str(word) for word in (location, processes, count, folder, tries)]
    return subprocess.Popen([sys.executable, "-c", WRITERS, *words], start_new_session=True)


def printed(folder: Path) -> list[str]:
    texts = [path.read_text() for path in sorted(folder.glob("*.ids"))]
    # A line that a kill cut off was not reported.
    return [line[:-1] for text in texts for line in text.splitlines(True) if line.endswith("\n")]


def whole(location: Location) -> bool:
    if not isinstance(location, Path):
        return True
    with closing(sqlite3.connect(location)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def test_twenty_processes_lose_nothing(location: Location, tmp_path: Path) -> None:
    assert writers(location, 20, 200, tmp_path).wait() == 0
    store = Entries(location)
    history = store.history()
    assert sorted(one.id for one in history) == sorted(printed(tmp_path))
    assert len(history) == 20 * 200
    assert len({one.seq for one in history}) == 20 * 200
    newest = {one.place: one for one in history}
    assert {one.place: one for one in store.current()} == newest
    for number in range(20):
        mine = [one for one in history if one.author == str(number)]
        assert [one.body["values"]["n"] for one in mine] == list(range(200))
        (own,) = store.current(group=str(number))
        assert own.body["values"]["n"] == 199
    assert whole(location)


def test_many_may_make_the_store_at_the_same_moment(location: Location, tmp_path: Path) -> None:
    for turn in range(1 if isinstance(location, str) else 6):
        place = location.with_name(f"{turn}.sqlite") if isinstance(location, Path) else location
        assert writers(place, 16, 2, tmp_path, tries=0).wait() == 0
        assert len(Entries(place).history()) == 32


def test_what_a_killed_writer_reported_is_there(location: Location, tmp_path: Path) -> None:
    draw = random.Random(4)
    for turn in range(1, 4):
        running = writers(location, 4, 100_000, tmp_path)
        try:
            end = time.monotonic() + 60
            while len(printed(tmp_path)) < turn * 60 and time.monotonic() < end:
                time.sleep(0.02)
            time.sleep(draw.random() / 20)
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        reported = printed(tmp_path)
        assert len(reported) >= turn * 60
        assert set(reported) <= {one.id for one in Entries(location).history()}
        assert whole(location)
    store = Entries(location)
    assert store.current()[-1] != store.save(entry("after")) == store.current()[-1]


# What can be wrong with a SQLite file


def test_a_locked_store_says_so_in_time_and_takes_the_next_try(
    location: Location, request: pytest.FixtureRequest
) -> None:
    store = Entries(location, timeout=0.3)
    first, second = store.save(entry("first")), entry("second")
    with locked(location, request):
        for other in (store, Entries(location, timeout=0.3)):
            began = time.monotonic()
            assert refusal(other, second).reason == "locked"
            assert time.monotonic() - began < 3
    assert store.history() == [first]
    assert [first, store.save(second)] == store.history()


@contextmanager
def locked(location: Location, request: pytest.FixtureRequest) -> Iterator[None]:
    """Another program holds the store."""
    if isinstance(location, Path):
        code = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", code, str(location)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            yield
            holder.communicate()
        return
    server = request.getfixturevalue("postgres")
    with server.connect(location.rsplit("/", 1)[1]) as connection, connection.transaction():
        connection.execute("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE")
        yield


def test_a_store_that_another_program_holds_can_be_read(file: Path) -> None:
    store = Entries(file, timeout=0.3)
    saved = store.save(entry())
    with closing(sqlite3.connect(file, isolation_level=None)) as writing:
        writing.execute("BEGIN EXCLUSIVE")
        assert store.current() == [saved]
        writing.execute("ROLLBACK")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("There is no mount here.")
    if done.returncode:
        pytest.skip("A small disk can only be made by root; a quota is tried by another test.")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def until_full(store: Entries) -> tuple[list[Entry], Entry, StoreError]:
    saved: list[Entry] = []
    while True:
        one = entry(f"{len(saved)} {'x' * 5_000}", key=str(len(saved) % 3))
        try:
            saved.append(store.save(one))
        except StoreError as error:
            return saved, one, error
        assert len(saved) < 1_000


def test_a_full_disk_loses_nothing_and_saves_when_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(100_000))
    store = Entries(small_disk / STORE)
    saved, refused, error = until_full(store)
    assert saved
    assert error.reason == "full"
    assert "must have room on its disk" in str(error)
    assert store.history() == saved
    assert refusal(store, refused).reason == "full"
    ballast.unlink()
    saved.append(store.save(refused))
    assert Entries(small_disk / STORE).history() == saved
    assert whole(small_disk / STORE)


def test_a_disk_that_is_full_from_the_start_is_said(small_disk: Path) -> None:
    with suppress(OSError), (small_disk / "ballast").open("wb", 0) as ballast:
        while True:
            ballast.write(bytes(512))
    store = Entries(small_disk / "hotel" / STORE)
    one = entry()
    assert refusal(store, one).reason == "full"
    (small_disk / "ballast").unlink()
    assert store.history() == []
    assert [store.save(one)] == store.history()


def test_a_disk_that_others_filled_is_said(small_disk: Path) -> None:
    store = Entries(small_disk / STORE)
    saved = store.save(entry("before"))
    with suppress(OSError), (small_disk / "ballast").open("wb", 0) as ballast:
        while True:
            ballast.write(bytes(512))
    one = entry("after")
    assert refusal(store, one).reason == "full"
    with pytest.raises(StoreError) as caught:
        Entries(small_disk / STORE).current()
    assert caught.value.reason == "full"
    (small_disk / "ballast").unlink()
    assert store.history() == [saved]
    assert [saved, store.save(one)] == store.history()


def test_a_used_up_quota_is_a_full_disk(file: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit to set.")
    store = Entries(file)
    store.save(entry("first"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        saved, refused, error = until_full(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, kept)
    assert error.reason == "full"
    assert store.history()[1:] == saved
    assert store.save(refused) == store.history()[-1]
    assert whole(file)


@pytest.fixture(params=["rights", "medium"])
def sealed(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """A context manager that closes a folder against writing, and that folder."""
    # pytest's own folders are closed to the other user that root turns into.
    folder = Path(tempfile.mkdtemp(prefix="sealed-"))
    folder.chmod(0o755)
    if request.param == "medium":
        command = ["mount", "-t", "tmpfs", "-o", "size=1M", "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            folder.rmdir()
            pytest.skip("A read-only medium can only be made by root.")

    @contextmanager
    def close() -> Iterator[None]:
        if request.param == "medium":
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
            try:
                yield
            finally:
                subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
            return
        files = [folder, *folder.rglob("*")]
        for path in files:
            path.chmod(0o555 if path.is_dir() else 0o444)
        if root := os.geteuid() == 0:
            os.seteuid(65534)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)
            for path in files:
                path.chmod(0o755 if path.is_dir() else 0o644)

    yield SimpleNamespace(folder=folder, close=close)
    if request.param == "medium":
        subprocess.run(["umount", str(folder)], check=True)
    shutil.rmtree(folder)


def test_what_may_not_be_written_can_be_read(sealed: Any) -> None:
    file = sealed.folder / STORE
    saved = Entries(file).save(entry("before"))
    one = entry("after")
    with sealed.close():
        store = Entries(file)
        assert store.current() == [saved]
        error = refusal(store, one)
        assert error.reason == "read-only"
        assert str(file) in str(error)
        assert store.current() == [saved]
        assert refusal(Entries(sealed.folder / "new" / STORE)).reason == "read-only"
    assert [saved, store.save(one)] == store.history()


def test_a_read_only_copy_is_read_with_what_is_not_in_its_file_yet(sealed: Any) -> None:
    live, copy = sealed.folder / "live.sqlite", sealed.folder / STORE
    store = Entries(live)
    saved = [store.save(entry(n)) for n in range(3)]
    # As long as somebody reads, nothing moves from the -wal into the file.
    with closing(sqlite3.connect(live, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM entries").fetchall()
        saved += [store.save(entry(n)) for n in range(3, 6)]
        for end in ("", "-wal"):
            shutil.copyfile(f"{live}{end}", f"{copy}{end}")
        reader.execute("COMMIT")
    alone = sealed.folder / "alone.sqlite"
    shutil.copyfile(copy, alone)
    assert len(Entries(alone).history()) == 3
    with sealed.close():
        assert Entries(copy).history() == saved


def damaged(file: Path, how: str) -> None:
    content = file.read_bytes()
    draw = random.Random(1)
    changed = {
        "text": b"Dear group 3, please find attached " * 50,
        "random bytes": draw.randbytes(len(content)),
        "random bytes after the header": content[:100] + draw.randbytes(len(content) - 100),
        "cut in the middle": content[: len(content) // 2],
        "zeros in the middle": content[:4096] + bytes(len(content) - 4096),
    }
    file.write_bytes(changed[how])


@pytest.mark.parametrize(
    "how",
    [
        *("text", "random bytes", "random bytes after the header", "cut in the middle"),
        "zeros in the middle",
    ],
)
def test_a_damaged_store_is_said_and_left_alone(file: Path, how: str) -> None:
    store = Entries(file)
    for n in range(50):
        store.save(entry("x" * 5_000, key=str(n)))
    damaged(file, how)
    before = file.read_bytes()
    for other in (store, Entries(file)):
        with pytest.raises(StoreError) as caught:
            other.history()
        assert caught.value.reason == "damaged"
        assert str(file) in str(caught.value)
    if how != "cut in the middle":
        assert refusal(store).reason == "damaged"
    assert file.read_bytes() == before
    # Put aside, it makes room for a new one.
    file.rename(file.with_name("damaged.sqlite"))
    assert [store.save(entry())] == store.history()


def test_another_programs_file_is_no_store(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE entries (title TEXT, amount REAL)")
    assert refusal(Entries(file)).reason == "damaged"
    with pytest.raises(StoreError) as caught:
        Entries(file).current()
    assert caught.value.reason == "damaged"


@pytest.mark.parametrize(("column", "text"), [("body", "{"), ("saved_at", "yesterday")])
def test_an_entry_that_cannot_be_read_is_named(file: Path, column: str, text: str) -> None:
    saved = Entries(file).save(entry())
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"UPDATE entries SET {column} = ?", (text,))
    with pytest.raises(StoreError, match=f"entry {saved.seq}: ") as caught:
        Entries(file).current()
    assert caught.value.reason == "damaged"


def test_an_empty_file_is_a_new_store(file: Path) -> None:
    file.touch()
    store = Entries(file)
    assert store.history() == []
    assert [store.save(entry())] == store.history()


def test_a_store_that_was_deleted_is_made_again(file: Path) -> None:
    store = Entries(file)
    store.save(entry())
    file.unlink()
    assert store.history() == []
    assert [store.save(entry())] == store.history()


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "hotel").write_text("")
    error = refusal(Entries(tmp_path / "hotel" / STORE))
    assert error.reason == "unreachable"
    assert str(tmp_path / "hotel") in str(error)


NETWORKS = [
    ("nfs4", "rw,relatime,vers=4.2"),
    ("cifs", "rw"),
    ("smbfs", "rw"),
    ("9p", "rw"),
    ("fuse.sshfs", "rw,user_id=0"),
    ("NTFS", "rw,remote"),  # a network drive of Windows
]
LOCAL = ["ext4", "apfs", "btrfs", "overlay", "tmpfs", "fuseblk", "virtiofs"]


def mounted(monkeypatch: pytest.MonkeyPatch, *disks: tuple[Path, str, str]) -> None:
    found = [SimpleNamespace(mountpoint="/", fstype="ext4", opts="rw,remount")]
    found += [SimpleNamespace(mountpoint=str(p), fstype=t, opts=o) for p, t, o in disks]
    monkeypatch.setattr("psutil.disk_partitions", lambda all: found)


@pytest.mark.parametrize(("kind", "options"), NETWORKS)
def test_a_network_folder_is_read_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str
) -> None:
    file = tmp_path / "share" / "hotel" / STORE
    saved = Entries(file).save(entry())
    before = file.read_bytes()
    mounted(monkeypatch, (tmp_path / "share", kind, options))
    store = Entries(file)
    error = refusal(store)
    assert error.reason == "network"
    assert "must lie on a disk of this machine" in str(error)
    assert "workshop collect" in str(error)
    assert f"It lies on: {kind if 'remote' not in options else 'remote'}." in str(error)
    assert store.current() == [saved]
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [STORE]


def test_only_what_lies_on_the_network_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "share"
    disks = [(share / kind, kind, "rw,noremote") for kind in LOCAL]
    mounted(monkeypatch, (share, "nfs4", "rw"), *disks, (tmp_path / "sha", "cifs", "rw"))
    for kind in LOCAL:  # a disk of this machine, below a network folder
        Entries(share / kind / STORE).save(entry())
    Entries(tmp_path / "shares" / STORE).save(entry())
    assert refusal(Entries(share / STORE)).reason == "network"
    (tmp_path / "link").symlink_to(share)
    assert refusal(Entries(tmp_path / "link" / "hotel" / STORE)).reason == "network"


# What can be wrong with a database


SECRET = "S3cret-Passw0rd"


def said(error: BaseException) -> str:
    lines = traceback.format_exception(error)
    return "\n".join([str(error), repr(error), *lines])


@pytest.mark.postgres
def test_a_database_that_stops_loses_nothing(postgres: Any) -> None:
    store = Entries(postgres.database())
    saved = [store.save(entry("before"))]
    one = entry("after")
    postgres.stop()
    try:
        assert refusal(store, one).reason == "unreachable"
        with pytest.raises(StoreError, match="must answer"):
            store.current()
    finally:
        postgres.start()
    saved.append(store.save(one))
    assert store.history() == saved


@pytest.mark.postgres
def test_a_wrong_password_stands_in_no_message(postgres: Any) -> None:
    url = postgres.url().replace(postgres.password, SECRET)
    store = Entries(url)
    for error in (refusal(store), refusal(Entries(url.replace("//", "//x")))):
        assert error.reason == "unreachable"
        assert SECRET not in said(error)
    assert SECRET not in f"{store!r} {store} {store.name}"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://user:{SECRET}@127.0.0.1:1/name",
        f"postgresql://user:a@{SECRET}@127.0.0.1:1/name",  # @ : / must be written as %40 %3A %2F
        f"postgresql://user:{SECRET}",
        f"postgresql://user:a/{SECRET}:{SECRET}@127.0.0.1:1/name",
        f"postgresql://user@127.0.0.1:{SECRET}/name",
        f"postgresql://user:x@127.0.0.1:1/name?{SECRET}={SECRET}",
        f"postgresql://user:x@127.0.0.1:1/name?sslmode={SECRET}",
        f"postgresql://user:x@{SECRET}..{'a' * 300}/name",
        f"postgresql+psycopg2://user:{SECRET}@127.0.0.1:1/name",
        f"mysql://user:{SECRET}@127.0.0.1:1/name",
        f"\u00adpostgresql://user:{SECRET}@127.0.0.1:1/name",
    ],
)
def test_nothing_of_a_url_stands_in_a_message(url: str) -> None:
    store = Entries(url, timeout=1)
    error = refusal(store)
    assert error.reason == "unreachable"
    assert SECRET not in said(error)
    with pytest.raises(StoreError) as caught:
        store.current()
    assert SECRET not in said(caught.value)


@pytest.mark.postgres
def test_a_user_who_may_not_write_is_told_so(postgres: Any) -> None:
    url = postgres.database()
    saved = Entries(url).save(entry())
    with postgres.connect(url.rsplit("/", 1)[1]) as connection:
        connection.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
        connection.execute("GRANT SELECT ON entries TO reader")
    store = Entries(url.replace(f"workshop:{postgres.password}", "reader:reader"))
    assert store.current() == [saved]
    assert refusal(store).reason == "read-only"


@pytest.mark.postgres
def test_a_database_of_another_encoding_is_said(postgres: Any) -> None:
    with postgres.connect() as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    store = Entries(postgres.url("latin"))
    store.save(entry("plain"))
    error = refusal(store, entry("玥"))
    assert error.reason == "damaged"
    assert "UTF8" in str(error)


def test_without_its_driver_the_command_that_installs_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    error = refusal(Entries("postgresql://user:x@127.0.0.1:1/name"))
    assert error.reason == "unreachable"
    assert "pip install 'workshop-kit[postgres]'" in str(error)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_environment_may_name_a_database(
    file: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE", f" {scheme}://user:{SECRET}@host/name ")
    store = open_entries(file)
    assert store.file is None
    assert SECRET not in repr(store)
    monkeypatch.setenv("WORKSHOP_DATABASE", "")
    assert open_entries(file).file == file


@pytest.mark.parametrize("text", ["mysql://u:p@h/n", "entries.sqlite", "host=h password=p"])
def test_the_environment_names_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE", text)
    with pytest.raises(ValueError, match="WORKSHOP_DATABASE must be a URL") as caught:
        open_entries(file)
    assert text not in str(caught.value)


def test_an_entry_is_added_only_after_the_one_that_was_taken_into_account(
    location: Location,
) -> None:
    store = Entries(location)
    first = store.save(entry(), after=0)
    with pytest.raises(OvertakenError, match="newer than 0"):
        store.save(entry(), after=0)
    other = store.save(entry(key="another place"), after=0)
    assert store.save(first, after=0) == first  # saved already
    second = store.save(entry(), after=first.seq)
    assert [one.seq for one in store.history()] == [first.seq, other.seq, second.seq]
    with pytest.raises(OvertakenError):
        store.save(entry(), after=first.seq)


def test_of_many_who_save_at_once_none_overlooks_another(location: Location) -> None:
    def add(i: int) -> None:
        store = Entries(location, timeout=30)
        while True:
            found = store.current()
            seen = found[-1] if found else None
            values = {**(seen.body["values"] if seen else {}), str(i): i}
            try:
                store.save(entry(values), after=seen.seq if seen else 0)
                return
            except OvertakenError:
                continue

    Entries(location).save(entry({}))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert len(Entries(location).current()[0].body["values"]) == 24
