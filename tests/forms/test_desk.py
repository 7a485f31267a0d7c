"""The first form of a notebook: which group, which name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

from workshop_kit.forms import Form, Text, who
from workshop_kit.text import translator
from workshop_kit.workshop import Workshop

Open = Callable[..., Workshop]


def parts(desk: Any) -> tuple[Any, Any, Any]:
    """The list of groups, the box of the name, the foot."""
    box, foot = desk.children
    group, name = box.children
    return group, name, foot


def choose(group: Any, code: str) -> None:
    group.set_state({"index": [value for _label, value in group.options].index(code)})


def state(foot: Any, language: str = "en") -> tuple[str, str]:
    texts = {
        translator(language)(text): text for text in ("kept on this computer", "not chosen yet")
    }
    return texts[foot.saved], foot.tone


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_asks_for_a_group_and_a_name_and_neither_is_needed(
    opened: Open, tmp_path: Path, language: str
) -> None:
    ws = opened(language)
    _ = translator(language)
    group, name, foot = parts(who(ws))
    labels = [label for label, _code in group.options]
    assert labels == [_("choose"), *(_("Group {number}").format(number=i) for i in range(1, 13))]
    assert [code for _label, code in group.options] == ["", *(str(i) for i in range(1, 13))]
    assert (group.value, name.value) == ("", "")
    assert state(foot, language) == ("not chosen yet", "wait")
    assert not (tmp_path / "who.json").exists()
    assert isinstance(name, widgets.Text)


def test_what_is_told_holds_at_once_and_the_next_time(opened: Open, tmp_path: Path) -> None:
    ws = opened()
    group, name, foot = parts(who(ws))
    choose(group, "3")
    assert (ws.who.group, ws.who.name) == ("3", "")
    name.set_state({"value": "  <b>玥</b> 🚗 "})
    assert (ws.who.group, ws.who.name) == ("3", "<b>玥</b> 🚗")
    assert state(foot) == ("kept on this computer", "ok")
    again = opened()
    group, name, foot = parts(who(again))
    assert (group.value, name.value) == ("3", "<b>玥</b> 🚗")
    assert state(foot) == ("kept on this computer", "ok")
    choose(group, "")
    assert (again.who.group, opened().who.group) == ("", "")


def test_a_name_is_taken_when_it_is_whole_not_with_every_key(opened: Open) -> None:
    _group, name, _foot = parts(who(opened()))
    assert name.get_state()["continuous_update"] is False


def test_a_long_name_is_cut(opened: Open) -> None:
    ws = opened()
    _group, name, _foot = parts(who(ws))
    name.set_state({"value": "x" * 100})
    assert ws.who.name == "x" * 60


@pytest.mark.parametrize("text", ["half \ud83d", "a\0b", "\u202eevil"])
def test_any_name_is_kept(opened: Open, text: str) -> None:
    ws = opened()
    _group, name, foot = parts(who(ws))
    name.set_state({"value": text})
    assert state(foot) == ("kept on this computer", "ok")
    assert opened().who.name == ws.who.name == text.replace("\ud83d", "�")


def test_a_group_of_another_version_is_offered_too(opened: Open, tmp_path: Path) -> None:
    opened().who.change("red", "Ann")
    group, name, _foot = parts(who(opened()))
    assert group.options[-1] == ("red", "red")
    assert (group.value, name.value) == ("red", "Ann")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_kept_holds_now_and_is_said(
    opened: Open, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    ws = opened(language)
    group, name, foot = parts(who(ws))

    def forbidden(*_args: Any, **_names: Any) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", forbidden)
        choose(group, "2")
    text = translator(language)("Used from now on, but not kept for the next time: {error}")
    assert (foot.saved, foot.tone) == (text.format(error="Permission denied"), "bad")
    assert ws.who.group == "2"
    name.set_state({"value": "Ann"})
    assert state(foot, language) == ("kept on this computer", "ok")


def test_whatever_goes_wrong_is_said(opened: Open) -> None:
    # What raises in an observer of ipywidgets goes to a log that nobody reads.
    ws = opened()
    group, _name, foot = parts(who(ws))

    def broken() -> None:
        raise ValueError("no such page")

    ws.who.watch(broken, broken)
    choose(group, "2")
    assert "no such page" in foot.saved
    assert foot.tone == "bad"


def test_all_forms_follow_at_once(opened: Open) -> None:
    ws = opened()
    group, _name, _foot = parts(who(ws))
    forms = [Form(ws, "k", [Text(name="t", label="T")], key=key) for key in "12"]
    choose(group, "1")
    for form in forms:
        form.fields["t"].widget.set_state({"value": f"group 1, {form.key}"})
    choose(group, "2")
    assert [form.data for form in forms] == [{}, {}]
    choose(group, "1")
    assert [form.data["t"] for form in forms] == ["group 1, 1", "group 1, 2"]


def test_the_same_words_again_change_nothing(opened: Open) -> None:
    ws = opened()
    group, name, _foot = parts(who(ws))
    choose(group, "1")
    form = Form(ws, "k", [Text(name="t", label="T")])
    form.fields["t"].widget.set_state({"value": "x"})
    name.set_state({"value": "  "})
    assert form.data == {"t": "x"}
    assert len(ws.store.history()) == 1
