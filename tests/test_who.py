"""Who is typing: remembered beside the notebook, whatever the file has become."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from workshop_kit.who import Who


def told(who: Who) -> tuple[str, str, bool]:
    return who.group, who.name, who.asked


def test_nobody_has_said_anything_in_a_new_folder(tmp_path: Path) -> None:
    assert told(Who(tmp_path / "who.json")) == ("", "", False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("group", "name"),
    [("3", "Ann"), ("", ""), ("12", "玥 喆 🚗"), ("1", '"quoted" \\ {}'), ("1", "a\0b\ud83d")],
)
def test_what_was_said_is_there_the_next_time(tmp_path: Path, group: str, name: str) -> None:
    Who(tmp_path / "who.json").change(group, name)
    assert told(Who(tmp_path / "who.json")) == (group, name, True)
    assert [path.name for path in tmp_path.iterdir()] == ["who.json"]  # nothing half written


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b"3", b'"text"', b"{}", b'{"group": "1"}', b'{"name": "x"}',
     b'{"group": null, "name": "x"}', b'{"group": "1", "name": ["x"]}', b'{"group": 3, "name": ""}',
     b'{"group": {"a": 1}, "name": ""}', "{\"group\": \"一\"}".encode("gbk"), b"\xff\xfe",
     b"\0" * 50, b"[" * 100_000],
)  # fmt: skip
def test_a_spoilt_file_is_as_if_nobody_had_said_anything(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "who.json"
    file.write_bytes(content)
    who = Who(file)
    assert told(who) == ("", "", False)
    who.change("2", "Bob")
    assert told(Who(file)) == ("2", "Bob", True)


def test_a_folder_of_that_name_is_as_if_nobody_had_said_anything(tmp_path: Path) -> None:
    (tmp_path / "who.json").mkdir()
    who = Who(tmp_path / "who.json")
    assert told(who) == ("", "", False)
    with pytest.raises(OSError, match=r"who\.json"):
        who.change("2", "Bob")
    assert told(who) == ("2", "Bob", True)


def test_an_edition_that_is_copied_to_another_laptop_takes_it_along(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    Who(tmp_path / "here" / "who.json").change("1", "Ann")
    copy = tmp_path / "there" / "who.json"
    copy.write_bytes((tmp_path / "here" / "who.json").read_bytes())
    Who(copy).change("2", "Bob")
    assert told(Who(tmp_path / "here" / "who.json")) == ("1", "Ann", True)


def failing(error: OSError) -> Any:
    def write(*_args: Any, **_names: Any) -> None:
        raise error

    return write


@pytest.mark.parametrize("step", ["write_text", "replace"])
@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")]
)
def test_what_cannot_be_written_holds_from_now_on_and_the_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError
) -> None:
    file = tmp_path / "who.json"
    Who(file).change("1", "Ann")
    who, seen = Who(file), []
    who.watch(lambda: None, lambda: seen.append(who.group))
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, failing(error))
        with pytest.raises(OSError, match=error.strerror):
            who.change("2", "Bob")
    assert told(who) == ("2", "Bob", True)
    assert seen == ["2"]  # the forms have followed
    assert told(Who(file)) == ("1", "Ann", True)
    who.change("3", "Cid")
    assert told(Who(file)) == ("3", "Cid", True)


def test_everybody_leaves_before_anybody_enters(tmp_path: Path) -> None:
    # A form that has not left yet would save its group's text under the next one.
    who, steps = Who(tmp_path / "who.json", "1"), []
    for form in "ab":
        who.watch(
            lambda form=form: steps.append(f"{form} leaves {who.group}"),  # type: ignore[misc]
            lambda form=form: steps.append(f"{form} enters {who.group}"),  # type: ignore[misc]
        )
    who.change("2", "")
    assert steps == ["a leaves 1", "b leaves 1", "a enters 2", "b enters 2"]


def test_two_laptops_in_one_folder_leave_a_whole_file(tmp_path: Path) -> None:
    ours, theirs = Who(tmp_path / "who.json"), Who(tmp_path / "who.json")
    ours.change("1", "Ann")
    theirs.change("2", "Bob")
    assert told(ours) == ("1", "Ann", True)
    assert told(Who(tmp_path / "who.json")) == ("2", "Bob", True)


def test_a_copy_of_the_folder_asks_anew(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    Who(here / "who.json").change("1", "Ann")
    assert told(Who(here / "who.json")) == ("1", "Ann", True)
    shutil.copytree(here, there)
    assert told(Who(there / "who.json")) == ("", "", False)
    assert "here" not in (there / "who.json").read_text("utf-8"), "it gives no path away"
