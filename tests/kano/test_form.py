"""The KANO room's two forms, set as a browser sets them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import kano, open_workshop
from workshop_kit.kano.form import PAIRS, HandTable, PasteNeeds
from workshop_kit.kano.words import answer_names

LANGUAGES = ("en", "zh")
LETTERS = "MOAIRQ"
RIGHT = {"en": "✓ right", "zh": "✓ 答对了"}
WRONG = {
    "en": "Look again: find the row, then the column.",
    "zh": "再看一眼：先找行，再找列。",
}


def choose(form: HandTable, row: int, letter: str) -> None:
    """What a browser sends when an entry of the list is chosen: its place."""
    places = [value for _label, value in form.choices[row].options]
    form.choices[row].set_state({"index": places.index(letter)})


def paste(form: PasteNeeds, text: str) -> None:
    """What a browser sends when something was pasted or a key was pressed."""
    form.box.set_state({"value": text})


def test_the_five_pairs_are_one_of_each_category_but_questionable() -> None:
    for evaluation in ("classic", "pouliot"):
        found = [kano.evaluate(*pair, evaluation) for pair in PAIRS]  # type: ignore[arg-type]
        assert found == ["O", "M", "A", "I", "R"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", range(5))
def test_every_choice_gets_the_right_reply(language: str, row: int) -> None:
    form = HandTable(language)
    right = kano.evaluate(*PAIRS[row])
    for letter in LETTERS:
        choose(form, row, letter)
        expected = RIGHT[language] if letter == right else WRONG[language]
        assert form.replies[row].value == expected
        assert [r.value for i, r in enumerate(form.replies) if i != row] == [""] * 4


@pytest.mark.parametrize(
    ("language", "sums"),
    [("en", ["1 of 5 right", "5 of 5 right"]), ("zh", ["5 题答对 1 题", "5 题答对 5 题"])],
)
def test_right_answers_are_counted(language: str, sums: list[str]) -> None:
    form = HandTable(language)
    assert form.sum.value == ""
    choose(form, 0, "O")
    assert form.sum.value == sums[0]
    for row, pair in enumerate(PAIRS):
        choose(form, row, kano.evaluate(*pair))
    assert form.sum.value == sums[1]


def test_a_choice_taken_back_has_no_reply() -> None:
    form = HandTable("en")
    choose(form, 2, "A")
    choose(form, 2, "")
    assert (form.replies[2].value, form.sum.value) == ("", "0 of 5 right")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_shows_both_answers_of_its_pair(language: str) -> None:
    form = HandTable(language)
    shown = [cell.value for cell in form.children[0].children if not hasattr(cell, "options")]
    names = answer_names(language)
    for functional, dysfunctional in PAIRS:
        at = shown.index(names[functional - 1])
        assert names[dysfunctional - 1] in shown[at:]
    assert [label for label, _value in form.choices[0].options][1][0] == "M"


def test_the_short_form_leaves_out_the_pair_that_it_has_not() -> None:
    form = HandTable("en", "short")
    assert form.pairs == [(1, 5), (3, 5), (1, 3), (3, 3)]  # (5, 2) has no cell
    for row, letter in enumerate("OMAI"):
        choose(form, row, letter)
    assert form.sum.value == "4 of 4 right"


def test_a_workshop_gives_its_language_to_the_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workshop = open_workshop("lakeside-hotel", language="zh")
    hand = kano.hand_table(workshop)
    choose(hand, 0, "O")
    assert hand.replies[0].value == RIGHT["zh"]
    form = kano.paste_needs(workshop)
    paste(form, "停车方便\t3")
    assert form.message.value == "读到 1 项需求。\n3  停车方便"
    assert Path("needs-draft.txt").read_text("utf-8") == "停车方便\t3"


def test_an_untouched_box_shows_and_saves_nothing(tmp_path: Path) -> None:
    form = PasteNeeds("en", tmp_path / "draft.txt")
    assert form.data.empty
    assert form.message.layout.display == "none"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Read: 7 needs. The most frequent:"), ("zh", "读到 7 项需求。提得最多的：")],
)
def test_a_pasted_table_is_read_and_its_five_largest_shown(
    tmp_path: Path, language: str, said: str
) -> None:
    form = PasteNeeds(language, tmp_path / "draft.txt")
    paste(form, "\n".join(f"need {i}\t{i}" for i in range(7)))
    shown = [f"{i}  need {i}" for i in (6, 5, 4, 3, 2)]
    assert form.message.value.split("\n") == [said, *shown]
    assert form.message.layout.display is None
    assert form.data["count"].tolist() == list(range(7))


@pytest.mark.parametrize(
    ("language", "five", "six"),
    [
        ("en", "Read: 5 needs.", "Read: 6 needs. The most frequent:"),
        ("zh", "读到 5 项需求。", "读到 6 项需求。提得最多的："),
    ],
)
def test_the_most_frequent_are_announced_only_where_some_are_not_shown(
    tmp_path: Path, language: str, five: str, six: str
) -> None:
    form = PasteNeeds(language, tmp_path / "draft.txt")
    paste(form, "A\t1\nB\t5\nC\t3\nD\t5\nE\t2")
    shown = ["5  B", "5  D", "3  C", "2  E", "1  A"]  # equal counts in the order of the lines
    assert form.message.value.split("\n") == [five, *shown]
    paste(form, f"{form.box.value}\nF\t0")
    assert form.message.value.split("\n") == [six, *shown]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Read: 3 needs.", "9  Quiet (Families)", "7  Quiet (Business)", "2  Parking"]),
        ("zh", ["读到 3 项需求。", "9  Quiet（Families）", "7  Quiet（Business）", "2  Parking"]),
    ],
)
def test_each_line_says_count_need_and_group(
    tmp_path: Path, language: str, lines: list[str]
) -> None:
    form = PasteNeeds(language, tmp_path / "draft.txt")
    paste(form, "\tParking\t2\nBusiness\tQuiet\t7\nFamilies\tQuiet\t9")
    assert form.message.value.split("\n") == lines


def test_braces_that_were_typed_are_only_text(tmp_path: Path) -> None:
    form = PasteNeeds("en", tmp_path / "draft.txt")
    paste(form, "{group}\t{need} {n}\t2")
    assert form.message.value == "Read: 1 needs.\n2  {need} {n} ({group})"


def test_every_key_is_sent_and_saved_at_once(tmp_path: Path) -> None:
    # Else what was typed waits for a click elsewhere, and is lost when that click is on Start.
    form = PasteNeeds("en", tmp_path / "draft.txt")
    assert form.box.get_state()["continuous_update"] is True
    for typed in ("P", "Pa", "Pa\t", "Pa\t1", "Pa\t12"):
        paste(form, typed)
        assert (tmp_path / "draft.txt").read_text("utf-8") == typed
    assert form.message.value == "Read: 1 needs.\n12  Pa"


def test_what_was_saved_is_there_in_a_new_form(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    text = "床品干净\t12\n<b>bold</b>\t1\n🚗\t2"
    paste(PasteNeeds("en", file), text)
    again = PasteNeeds("zh", file)
    assert again.box.value == text
    assert again.data["need"].tolist() == ["床品干净", "<b>bold</b>", "🚗"]
    assert again.message.value == "读到 3 项需求。\n12  床品干净\n2  🚗\n1  <b>bold</b>"
    assert [path.name for path in tmp_path.iterdir()] == ["draft.txt"]  # nothing half written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_cannot_be_read_is_named_and_still_kept(tmp_path: Path, language: str) -> None:
    form = PasteNeeds(language, tmp_path / "draft.txt")
    paste(form, "A\t1\nB\t-2")
    said = {"en": "Line 2: B | -2", "zh": "第 2 行：B | -2"}[language]
    assert said in form.message.value
    again = PasteNeeds(language, tmp_path / "draft.txt")
    assert again.box.value == "A\t1\nB\t-2"
    assert said in again.message.value


def test_a_repaired_table_is_read_again(tmp_path: Path) -> None:
    form = PasteNeeds("en", tmp_path / "draft.txt")
    paste(form, "A\t1\nB\t-2")
    paste(form, "A\t1\nB\t2")
    assert form.message.value == "Read: 2 needs.\n2  B\n1  A"
    paste(form, "")
    assert form.data.empty
    assert (tmp_path / "draft.txt").read_text("utf-8") == ""


def full(*_args: Any) -> None:
    raise OSError(28, "No space left on device")


def forbidden(*_args: Any) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Not saved, so keep a copy: "), ("zh", "没有保存，请自己留一份：")],
)
@pytest.mark.parametrize("failure", [full, forbidden])
@pytest.mark.parametrize("step", ["write_text", "replace"])
def test_what_cannot_be_saved_stays_in_the_box_and_that_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
    failure: Callable[..., None],
    step: str,
) -> None:
    file = tmp_path / "draft.txt"
    form = PasteNeeds(language, file)
    paste(form, "Before\t1")
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, failure)
        paste(form, "Parking\t3")
    first, *rest = form.message.value.split("\n")
    assert first.startswith(said)
    assert rest[-1] == "3  Parking"  # it was read all the same
    assert form.box.value == "Parking\t3"
    assert form.data["need"].tolist() == ["Parking"]
    assert file.read_text("utf-8") == "Before\t1"  # whole or not at all
    paste(form, "Parking\t4")
    assert file.read_text("utf-8") == "Parking\t4"


def test_a_folder_that_is_not_there_is_said_not_raised(tmp_path: Path) -> None:
    form = PasteNeeds("en", tmp_path / "gone" / "draft.txt")
    paste(form, "Parking\t3")
    assert form.message.value.startswith("Not saved, so keep a copy: ")
    assert form.box.value == "Parking\t3"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The file draft.txt cannot be opened: "), ("zh", "打不开文件 draft.txt：")],
)
@pytest.mark.parametrize("content", ["停车".encode("gbk"), None])
def test_a_file_that_cannot_be_opened_is_said_not_raised(
    tmp_path: Path, language: str, said: str, content: bytes | None
) -> None:
    file = tmp_path / "draft.txt"
    if content is None:
        file.mkdir()  # a folder of that name
    else:
        file.write_bytes(content)
    form = PasteNeeds(language, file)
    assert form.message.value.startswith(said)
    assert form.message.layout.display is None
    paste(form, "Parking\t3")
    assert form.data["count"].tolist() == [3]


def test_a_file_that_an_editor_marked_is_opened_without_the_mark(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("Parking\t3", "utf-8-sig")
    assert PasteNeeds("en", file).box.value == "Parking\t3"


def test_nothing_that_was_typed_reaches_an_html_widget(tmp_path: Path) -> None:
    form = PasteNeeds("en", tmp_path / "draft.txt")
    paste(form, "<script>alert(1)</script>\t3")
    assert {type(child).__name__ for child in form.children} == {"Label", "Textarea"}
