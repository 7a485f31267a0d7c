"""`workshop collect`: copies from several laptops in one store, as often as one likes."""

import hashlib
import json
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from workshop_kit import cli
from workshop_kit.entries import Entries, Entry
from workshop_kit.stores import STORE, Reason, StoreError, find_store

ROOT = Path(__file__).parents[1]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Run = Callable[..., tuple[int, str, str]]


def entry(value: object = 1, minutes: float = 0, **about: Any) -> Entry:
    known = {"company": "hotel", "workshop": "w1", "group": "1", "kind": "kano", "key": "a"}
    body = {"version": 1, "values": {"n": value}}
    at = NOON + timedelta(minutes=minutes)
    return Entry(**{**known, "author": "", "body": body, "saved_at": at, **about})


def bodies(entries: list[Entry]) -> list[Any]:
    return [one.body["values"]["n"] for one in entries]


def company(folder: Path, name: str = "hotel") -> Entries:
    """A company's folder with two editions, and its store."""
    for edition in ("en-participant", "zh-trainer"):
        (folder / edition).mkdir(parents=True)
        manifest = {"language": "en", "audience": "trainer", "notebooks": {}, "company": name}
        (folder / edition / "edition.json").write_text(json.dumps(manifest))
    return Entries(folder / STORE)


@pytest.fixture
def here(tmp_path: Path) -> Entries:
    return company(tmp_path / "out" / "hotel")


def laptop(tmp_path: Path, name: str, *entries: Entry) -> Entries:
    store = company(tmp_path / "stick" / name / "hotel")
    for one in entries:
        store.save(one)
    return store


def content(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


# Merging two stores


def test_a_merge_adds_what_is_new_in_the_order_of_the_other_store(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    # Its clock was put right in between: what was saved last is what they saw last.
    for number, minutes in enumerate([60, 61, 2]):
        other.save(entry(number, minutes))
    merged = one.merge(other, company="hotel")
    assert merged.new == merged.found == other.history()
    assert bodies(one.history()) == [0, 1, 2]
    assert bodies(one.current()) == [2]
    assert one.history()[0].saved_at == other.history()[0].saved_at
    again = one.merge(other, company="hotel")
    assert (len(again.found), again.new, again.clashes, again.foreign) == (3, [], [], {})
    assert len(one.history()) == 3


@pytest.mark.postgres
def test_a_merge_goes_into_a_database(tmp_path: Path, postgres: Any) -> None:
    one, other = Entries(postgres.database()), Entries(tmp_path / "other.sqlite")
    for number in range(300):
        other.save(entry(number, number, key=str(number % 7)))
    assert one.merge(other, company="hotel").new == other.history()
    assert one.merge(other, company="hotel").new == []
    assert bodies(one.history()) == list(range(300))
    assert bodies(one.current()) == bodies(other.current())


def test_merging_both_ways_gives_both_the_same_entries(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    one.save(entry("one", group="1"))
    other.save(entry("other", group="2"))
    one.merge(other, company="hotel")
    other.merge(one, company="hotel")
    assert {e.id for e in one.history()} == {e.id for e in other.history()}
    assert one.merge(other, company="hotel").new == other.merge(one, company="hotel").new == []


def test_two_answers_to_one_form_are_a_clash(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    was = one.save(entry("here", 5))
    one.save(entry("same", key="b"))
    other.save(entry("there", 1))
    other.save(entry("there again", 2))
    other.save(entry("same", key="b"))
    other.save(entry("alone", group="2"))
    merged = one.merge(other, company="hotel")
    assert [(a, b.body["values"]["n"]) for a, b in merged.clashes] == [(was, "there again")]
    assert bodies(one.current(key="a", group="1")) == ["there again"]
    assert was in one.history()


def test_an_answer_that_they_knew_and_changed_is_no_clash(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    one.save(entry("first"))
    other.merge(one, company="hotel")
    other.save(entry("better"))
    assert one.merge(other, company="hotel").clashes == []
    assert bodies(one.current()) == ["better"]
    # Changed on both sides since.
    one.save(entry("ours"))
    other.save(entry("theirs"))
    (clash,) = one.merge(other, company="hotel").clashes
    assert bodies(list(clash)) == ["ours", "theirs"]


def test_another_companys_entries_stay_out(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    for name in ("hotel", "bank", "bank", "power"):
        other.save(entry(company=name))
    merged = one.merge(other, company="hotel")
    assert merged.foreign == {"bank": 2, "power": 1}
    assert [e.company for e in one.history()] == [e.company for e in merged.found] == ["hotel"]


def test_filing_under_a_workshop_is_repeatable_too(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    other.save(entry("a", workshop="trial"))
    other.save(entry("b", workshop="w1"))
    for new in (2, 0, 0):
        merged = one.merge(other, company="hotel", workshop="w1")
        assert (len(merged.found), len(merged.new)) == (2, new)
    assert bodies(one.current(workshop="w1")) == ["b"]
    assert one.workshops("hotel") == ["w1"]
    # Later under its own as well: an entry that was there is not moved.
    assert bodies(one.merge(other, company="hotel").new) == ["a"]
    assert one.workshops("hotel") == ["w1", "trial"]
    assert len(one.merge(other, company="hotel", workshop="w1").new) == 0


def test_one_id_with_two_contents_is_an_error(tmp_path: Path) -> None:
    one, other = Entries(tmp_path / "one.sqlite"), Entries(tmp_path / "other.sqlite")
    saved = one.save(entry("here"))
    other.save(replace(entry("there"), id=saved.id))
    other.save(entry("more", key="b"))
    with pytest.raises(ValueError, match="stands for one entry in"):
        one.merge(other, company="hotel")
    assert one.history() == [saved]


def test_a_merge_that_fails_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Entries(tmp_path / "one.sqlite", timeout=0.2), Entries(tmp_path / "other.sqlite")
    one.save(entry("here"))
    for number in range(50):
        other.save(entry(number, key=str(number)))
    with closing(sqlite3.connect(one.file or "", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            one.merge(other, company="hotel")
    assert caught.value.reason == "locked"
    assert bodies(one.history()) == ["here"]
    assert len(one.merge(other, company="hotel").new) == 50


# The command


def test_two_laptops_stand_in_the_trainers_store(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    here.save(entry("trainer", group="0"))
    laptop(tmp_path, "group1", entry("one"), entry("one again"))
    laptop(tmp_path, "group2", entry("two", group="2", kind="persona"))
    before = content(tmp_path / "stick")
    code, out, err = workshop("collect", "stick", "--into", "out/hotel")
    assert (code, err) == (0, "")
    assert out == (
        "stick/group1/hotel/entries.sqlite\n"
        "  2 new of 2\n"
        "  workshop: 'w1'\n"
        "  group: '1'\n"
        "  kind: 'kano'\n"
        "  new from group '1': kano a\n"
        "stick/group2/hotel/entries.sqlite\n"
        "  1 new of 1\n"
        "  workshop: 'w1'\n"
        "  group: '2'\n"
        "  kind: 'persona'\n"
        "  new from group '2': persona a\n"
        "New here: 3.\n"
    )
    assert bodies(here.current()) == ["trainer", "one again", "two"]
    assert here.frame("kano", company="hotel")["n"].tolist() == ["trainer", "one again"]
    code, out, _ = workshop("collect", "stick", "--into", "out/hotel/zh-trainer")
    assert code == 0
    assert out.count("\n  0 new of ") == 2
    assert out.endswith("New here: 0.\n")
    assert content(tmp_path / "stick") == before


@pytest.mark.parametrize(
    "source",
    [
        *("stick", "stick/group1", "stick/group1/hotel", "stick/group1/hotel/en-participant"),
        "stick/group1/hotel/entries.sqlite",
    ],
)
@pytest.mark.parametrize("into", ["out/hotel", "out/hotel/en-participant"])
def test_whatever_was_copied_is_found(
    workshop: Run, tmp_path: Path, here: Entries, source: str, into: str
) -> None:
    laptop(tmp_path, "group1", entry("one"))
    assert workshop("collect", source, source, "--into", into)[0] == 0
    assert bodies(here.current()) == ["one"]


def test_copies_may_lie_deeper_and_have_other_names(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    names = (STORE, "entries (2).sqlite", "entries - 副本.sqlite", "a/workshop-out/hotel/" + STORE)
    for name in names:
        Entries(tmp_path / "stick" / name).save(entry(name, key=name))
    (tmp_path / "stick" / "._entries.sqlite").write_bytes(b"what a Mac leaves on a stick")
    (tmp_path / "stick" / "photos.sqlite").write_bytes(b"another program's")
    assert workshop("collect", "stick", "--into", "out/hotel")[0] == 0
    assert sorted(bodies(here.current())) == sorted(names)


def test_an_edition_is_found_from_inside(
    workshop: Run, tmp_path: Path, here: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop(tmp_path, "group1", entry("one"))
    monkeypatch.chdir(tmp_path / "out" / "hotel" / "en-participant")
    assert workshop("collect", str(tmp_path / "stick"), "--into", ".")[0] == 0
    assert bodies(here.current()) == ["one"]
    assert find_store(Path()) == here.file
    monkeypatch.chdir(tmp_path / "stick" / "group1" / "hotel" / "en-participant")
    assert workshop("collect", ".", "--into", str(tmp_path / "out" / "hotel"))[0] == 0


def test_what_is_not_in_the_copys_file_yet_is_collected_too(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    live = laptop(tmp_path, "group1", entry(0))
    assert live.file is not None
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(live.file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM entries").fetchall()
        live.save(entry(1))
        for end in ("", "-wal"):
            shutil.copyfile(f"{live.file}{end}", copy / f"{STORE}{end}")
    before = content(copy)
    assert workshop("collect", "copy", "--into", "out/hotel")[0] == 0
    assert bodies(here.history()) == [0, 1]
    assert content(copy) == before


def test_an_older_answer_never_hides_a_newer_one_in_silence(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    here.save(entry("newer", 30, author="Wang"))
    here.save(entry("older", -30, key="b"))
    laptop(tmp_path, "group1", entry("first", author="Li\n"), entry("second", key="b"))
    code, _, err = workshop("collect", "stick", "--into", "out/hotel")
    assert code == 0
    first, second = err.splitlines()
    times = [f"{NOON.astimezone() + timedelta(minutes=m):%Y-%m-%d %H:%M}" for m in (0, 30)]
    assert first == (
        "note: stick/group1/hotel/entries.sqlite: 'kano a' of group '1' was here already, with "
        f"other answers. Shown from now on: theirs, saved at {times[0]} by 'Li\\n'. In the "
        f"history, ALTHOUGH IT IS NEWER: ours, saved at {times[1]} by 'Wang'."
    )
    assert "'kano b'" in second
    assert "ALTHOUGH" not in second
    # Said once: the second time nothing changes.
    assert workshop("collect", "stick", "--into", "out/hotel")[2] == ""


def test_another_companys_entries_are_refused_by_name(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    laptop(tmp_path, "group1", entry("ours"), entry(company="bank"), entry(company="bank"))
    laptop(tmp_path, "group2", entry(company="power"))
    code, out, err = workshop("collect", "stick", "--into", "out/hotel")
    assert code == 1
    for line, where, found in zip(
        err.splitlines(), ("group1", "group2"), ("2 of 'bank'", "1 of 'power'"), strict=True
    ):
        file = f"stick/{where}/hotel/entries.sqlite"
        assert line == f"{file} must hold entries of hotel only. Not taken: {found}."
    assert out.endswith("New here: 1.\n")
    assert bodies(here.history()) == ["ours"]


def test_a_damaged_copy_does_not_stop_the_others(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    for number in range(1, 4):
        laptop(tmp_path, f"group{number}", entry(number, group=str(number)))
    spoilt = tmp_path / "stick" / "group1" / "hotel" / STORE
    spoilt.write_bytes(b"spoilt" * 5_000)
    (tmp_path / "stick" / "group4" / "hotel").mkdir(parents=True)
    (tmp_path / "stick" / "group4" / "hotel" / STORE).touch()
    code, out, err = workshop("collect", "nowhere", "stick", "--into", "out/hotel")
    assert code == 1
    missing, damaged = err.splitlines()
    assert missing == "nowhere must be there. Found no such file or folder."
    assert damaged.startswith("stick/group1/hotel/entries.sqlite must be as this kit wrote it.")
    assert "stick/group4/hotel/entries.sqlite\n  0 new of 0\n  workshop: none" in out
    assert bodies(here.history()) == [2, 3]
    assert "Traceback" not in err


def test_without_a_store_it_says_where_it_looked(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    company(tmp_path / "copied")
    for folder, where in (("copied", "in it, 3 folders deep"), ("copied/zh-trainer", "beside it")):
        code, _, err = workshop("collect", folder, "--into", "out/hotel")
        assert code == 1
        (line,) = err.splitlines()
        assert line.startswith(f"{folder} must hold entries.sqlite. Looked ")
        assert where in line
        assert "The file lies beside the edition folders" in line
    assert here.history() == []
    assert here.file is not None
    assert not here.file.exists()


@pytest.mark.parametrize(
    "source", ["out", "out/hotel", "out/hotel/zh-trainer", "out/hotel/entries.sqlite", "link"]
)
def test_a_store_is_not_collected_into_itself(
    workshop: Run, tmp_path: Path, here: Entries, source: str
) -> None:
    here.save(entry())
    (tmp_path / "link").symlink_to(tmp_path / "out" / "hotel")
    code, out, err = workshop("collect", source, "--into", "out/hotel")
    assert (code, out) == (1, "New here: 0.\n")
    assert (
        err == f"{source} must be another store than the one that --into names. It is the same.\n"
    )


def test_copies_beside_the_store_itself_are_collected(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    here.save(entry("here"))
    Entries(tmp_path / "out" / "group1" / STORE).save(entry("there", group="2"))
    assert workshop("collect", "out", "--into", "out/hotel")[0] == 0
    assert bodies(here.history()) == ["here", "there"]


def test_into_is_one_company(workshop: Run, tmp_path: Path, here: Entries) -> None:
    laptop(tmp_path, "group1", entry())
    company(tmp_path / "out" / "bank", "bank")
    (tmp_path / "empty").mkdir()
    for into, found in (
        ("out", "Found these in it: out/bank, out/hotel."),
        ("empty", "Found none in it. Run: workshop edition PROFILE"),
        ("nowhere", "Found none in it. Run: workshop edition PROFILE"),
    ):
        code, out, err = workshop("collect", "stick", "--into", into)
        assert (code, out) == (1, "")
        must = "must be an edition, or the folder of one company's editions."
        assert err == f"{into} {must} {found}\n"
    shutil.copytree(tmp_path / "out" / "bank" / "zh-trainer", tmp_path / "out" / "hotel" / "x")
    assert (
        "Found editions of 'bank', 'hotel'."
        in workshop("collect", "stick", "--into", "out/hotel")[2]
    )
    assert here.history() == []


@pytest.mark.parametrize("name", ["W1", "a b", "", "../x", "nul", "a" * 41])
def test_a_workshop_has_an_id(workshop: Run, tmp_path: Path, here: Entries, name: str) -> None:
    laptop(tmp_path, "group1", entry())
    code, _, err = workshop("collect", "stick", "--into", "out/hotel", "--workshop", name)
    assert code == 1
    assert err.startswith("The id of a workshop must be 1 to 40 characters a-z, 0-9 and '-'")
    assert here.history() == []


def test_a_workshop_of_another_name_is_said_and_can_be_filed(
    workshop: Run, tmp_path: Path, here: Entries
) -> None:
    here.save(entry("trainer", group="0"))
    laptop(tmp_path, "group 1", entry("one", workshop="2026-11-20-a"))
    code, out, err = workshop("collect", "stick/group 1", "--into", "out/hotel")
    assert (code, "workshop: '2026-11-20-a'" in out) == (0, True)
    assert "the workshop '2026-11-20-a' was not here before; 'w1' was." in err
    words = ["collect", "stick/group 1", "--into", "out/hotel", "--workshop", "w1"]
    assert out.endswith(f"To see them in one notebook:  workshop {shlex.join(words)}\n")
    code, _, err = workshop(*words)
    assert (code, err) == (0, "")
    assert bodies(here.current(workshop="w1")) == ["trainer", "one"]


@pytest.mark.postgres
def test_a_database_takes_the_files_place(
    workshop: Run, tmp_path: Path, here: Entries, postgres: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.database()
    here.save(entry("from the file", group="0"))
    laptop(tmp_path, "group1", entry("one"))
    monkeypatch.setenv("WORKSHOP_DATABASE", url)
    # What was entered before there was a database moves into it the same way.
    code, _, err = workshop("collect", "out/hotel", "stick", "--into", "out/hotel")
    assert (code, err) == (0, "")
    assert bodies(Entries(url).current()) == ["from the file", "one"]
    assert bodies(here.history()) == ["from the file"]


@pytest.mark.postgres
def test_the_command_says_no_password(
    workshop: Run, tmp_path: Path, here: Entries, postgres: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop(tmp_path, "group1", entry("one"))
    wrong = postgres.url().replace(postgres.password, "S3cret")
    for url in (wrong, wrong.replace("S3cret", "a@S3cret"), "mysql://S3cret"):
        monkeypatch.setenv("WORKSHOP_DATABASE", url)
        code, out, err = workshop("collect", "stick", "--into", "out/hotel")
        assert code == 1
        assert "WORKSHOP_DATABASE" in err
        assert "S3cret" not in out + err
        assert len(err.splitlines()) == 1
    assert here.history() == []


# The documentation


DOCS = [ROOT / "docs" / "entries.md", ROOT / "docs" / "entries.zh.md"]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_the_documentation_and_the_command_agree(page: Path) -> None:
    text = page.read_text("utf-8")
    options = {o for param in cli.collect.params for o in param.opts if o.startswith("--")}
    used = {*re.findall(r"(?<![\w-])--[a-z]+", text)}
    known = {o for c in cli.workshop.commands.values() for p in c.params for o in p.opts}
    assert options <= used <= known | {"--encoding", "--table"}  # of PostgreSQL's own commands
    assert {*re.findall(r"(?:^|`)workshop (\w+)", text, re.M)} <= {*cli.workshop.commands}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_message_is_explained(page: Path) -> None:
    text = page.read_text("utf-8")
    for reason in get_args(Reason):
        must = re.split(r"[.:]", str(StoreError("", reason)))[0].strip()
        assert f"\n| `{must}` |" in text, must


def test_only_the_last_class_of_a_laptop_goes_under_another_name(
    tmp_path: Path, here: Entries, workshop: Run
) -> None:
    here.save(entry(0, workshop="today"))
    laptop(
        tmp_path,
        "one",
        entry("May", 1, workshop="may", group="2"),
        entry("now", 2, workshop="day", group="2"),
    )
    # Two classes lie there: which of them belongs to today's, the command cannot know.
    code, out, err = workshop("collect", "stick", "--into", "out/hotel")
    assert code == 0
    assert "--workshop" not in out
    code, out, err = workshop("collect", "stick", "--into", "out/hotel", "--workshop", "today")
    assert code == 0
    assert "Not taken: 'may'" in out + err
    assert bodies(here.current(workshop="today")) == [0, "now"]
    assert bodies(here.current(workshop="may")) == ["May"]


def test_the_newest_number_tells_whether_anything_was_entered(here: Entries) -> None:
    assert here.newest("hotel") == 0
    first = here.save(entry())
    assert here.newest("hotel") == first.seq
    other = here.save(entry(2, company="bank"))
    assert (here.newest("hotel"), here.newest("bank")) == (first.seq, other.seq)
