"""`write_suggestion`: a first map that says what it guessed and never pretends to know more."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook
from ruamel.yaml import YAML

from workshop_kit.company import Company, read_company
from workshop_kit.exports import import_answers, suggested_map, write_suggestion
from workshop_kit.exports.files import Look
from workshop_kit.exports.guess import guess_look
from workshop_kit.exports.kano.mapping import KanoMap
from workshop_kit.exports.mapping import read_map
from workshop_kit.exports.wordings import WORDINGS, code_of
from workshop_kit.problems import ProblemsError

ENGLISH = ["I like it", "I expect it", "I'm neutral", "I can tolerate it", "I dislike it"]
CHINESE = ["我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢"]
OWN = ["Super", "Normal", "Egal", "Na ja", "Schlecht"]


def table(
    header: list[str], words: list[str], rows: int = 40, *, first: str = ""
) -> list[list[str]]:
    """A header and rows of random words; where `first` is given, a first column that counts."""
    draw = random.Random(3)
    start = [[first] if first else [], *([str(n)] if first else [] for n in range(1, rows + 1))]
    body = [header, *(draw.choices(words, k=len(header)) for _ in range(rows))]
    return [left + right for left, right in zip(start, body, strict=True)]


def written(
    file: Path, rows: Iterable[list[str]], delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    text = "".join(delimiter.join(row) + "\n" for row in rows)
    file.write_bytes(text.encode(encoding))
    return file


@pytest.fixture
def suggested(company: Company, tmp_path: Path) -> Callable[..., list[str]]:
    def go(rows: Iterable[list[str]]) -> list[str]:
        return suggested_map(written(tmp_path / "export.csv", rows), company).splitlines()

    return go


def test_a_map_of_a_chinese_export_with_every_guess_marked(
    company: Company, tmp_path: Path
) -> None:
    header = ["1、如果不提供水疗，您的感受是？", "2、如果提供水疗，您的感受是？",
              "3、如果没有无线网，您的感受是？", "4、如果有无线网，您的感受是？"]  # fmt: skip
    rows = table(header, [*CHINESE, "(跳过)"], first="序号")
    for n, row in enumerate(rows):
        row.insert(1, ["居民客户", "小微企业", "军人"][n % 3] if n else "您是哪类客户？")
        row.append("13800138000" if n else "手机号")
        row.append(str(n % 9 + 1) if n else "5、水疗对您有多重要？")
    file = written(tmp_path / "答卷.csv", rows, encoding="gb18030")
    text = suggested_map(file, company)
    counts = {  # the words of each side, as they were drawn
        side: [sum(row[i] == word for row in rows for i in columns) for word in CHINESE]
        for side, columns in (("functional", (3, 5)), ("dysfunctional", (2, 4)))
    }
    lines = [
        '# How "答卷.csv" becomes KANO answers. Look at every line that ends in',
        "# '# guessed', then delete these two words; replace every '?' by what belongs there.",
        "encoding: gb18030  # guessed",
        'delimiter: ","  # guessed',
        "header_rows: 1  # guessed",
        'respondent: "序号"  # guessed',
        "segment:",
        '  column: "您是哪类客户？"  # guessed',
        "  values:",
        '    "小微企业": business  # guessed',
        "    \"军人\": '?'  # fill in",
        '    "居民客户": household  # guessed',
        "features:",
        "  wifi:",
        '    functional: "4、如果有无线网，您的感受是？"  # guessed from the label',
        '    dysfunctional: "3、如果没有无线网，您的感受是？"  # guessed from the label',
        "  spa:",
        '    functional: "2、如果提供水疗，您的感受是？"  # guessed from the label',
        '    dysfunctional: "1、如果不提供水疗，您的感受是？"  # guessed from the label',
        '    importance: "5、水疗对您有多重要？"  # guessed from the label',
        "answers:  # 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike",
    ]
    for side in ("functional", "dysfunctional"):
        lines.append(f"  {side}:")
        for code, (word, n) in enumerate(zip(CHINESE, counts[side], strict=True), 1):
            lines.append(f'    "{word}": {code}  # guessed ({n} times)')
    lines += [
        "empty:  # not answered",
        '  - "(跳过)"  # guessed',
        "drop:  # looks like phone numbers, e-mail addresses or national ids",
        '  - "手机号"  # guessed',
    ]
    assert text.splitlines() == lines
    # With the one '?' filled in it imports as it is.
    map_file = company.folder / "map.yaml"
    map_file.write_text(text.replace("'?'", "business"), "utf-8")
    assert import_answers(file, map_file, company).respondents == 40


def test_numbers_have_no_direction_and_must_be_asked_for(
    suggested: Callable[..., list[str]],
) -> None:
    lines = suggested(table(["Q1", "Q2", "Q3", "Q4"], [*"12345"], first="No"))
    assert sum(line.endswith(" times)") and ": '?'  # fill in (" in line for line in lines) == 10
    assert "  wifi:" in lines
    assert '    functional: "Q1"  # guessed from the order of the columns alone' in lines


def test_wordings_that_nobody_knows_must_be_filled_in(
    suggested: Callable[..., list[str]], company: Company
) -> None:
    lines = suggested(table(["A", "B", "C", "D"], OWN))
    assert [line.split("  #")[0].strip() for line in lines if "fill in" in line] == [
        f"\"{word}\": '?'" for side in ((0, 2), (1, 3)) for word in by_count(side)
    ]
    file = company.folder / "map.yaml"
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ProblemsError) as error:
        read_map(KanoMap, file, company)
    assert len(str(error.value).splitlines()) == 10
    assert "must be filled in with 1 to 5" in str(error.value)


def by_count(columns: tuple[int, ...]) -> list[str]:
    rows = table(["A", "B", "C", "D"], OWN)[1:]
    counts = {word: sum(row[i] == word for row in rows for i in columns) for word in OWN}
    return sorted(OWN, key=lambda word: (-counts[word], word))


def test_the_profiles_own_questions_find_their_columns(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(
        """
id: mine
name: Mine
features:
  - id: wifi
    label: Wi-Fi
    functional: {en: If we have it?, zh: 如果房间里有无线网，您的感受是？}
    dysfunctional: {en: If we do not?, zh: 如果房间里没有无线网，您的感受是？}
  - id: spa
    label: Spa
    functional: {en: And with it?, zh: 如果酒店里有水疗，您的感受是？}
    dysfunctional: {en: And without?, zh: 如果酒店里没有水疗，您的感受是？}
""",
        "utf-8",
    )
    header = [
        "4、如果酒店里没有水疗，您的感受是？",
        "2、如果房间里没有无线网，您的感受是？",
        "3、如果酒店里有水疗，您的感受是？",
        "1、如果房间里有无线网，您的感受是？",
    ]
    file = written(tmp_path / "a.csv", table(header, OWN))
    found = YAML(typ="safe").load(suggested_map(file, read_company(tmp_path)))
    assert found["features"] == {
        "wifi": {"functional": header[3], "dysfunctional": header[1]},
        "spa": {"functional": header[2], "dysfunctional": header[0]},
    }


def test_pairs_found_by_their_order_alone_look_which_side_comes_first(
    suggested: Callable[..., list[str]],
) -> None:
    order = "  # guessed from the order of the columns alone"
    lines = suggested(table(["If it is there", "If not", "Without X", "With X"], ENGLISH))
    assert lines[5:12] == [
        "features:",
        "  wifi:",
        f'    functional: "If it is there"{order}',
        f'    dysfunctional: "If not"{order}',
        "  spa:",
        f'    functional: "With X"{order}',
        f'    dysfunctional: "Without X"{order}',
    ]


def test_columns_that_fit_no_feature_are_listed_to_be_copied(
    suggested: Callable[..., list[str]],
) -> None:
    # Six columns for two features: the order says nothing any more.
    lines = suggested(table(["A", "B", "C", "D", "E", "F"], ENGLISH))
    start = lines.index("features:")
    assert lines[start + 1 : start + 14] == [
        "  wifi:",
        "    functional: '?'  # fill in",
        "    dysfunctional: '?'  # fill in",
        "  spa:",
        "    functional: '?'  # fill in",
        "    dysfunctional: '?'  # fill in",
        "# Columns that look like answers and stand nowhere yet; copy them with their quotes:",
        *(f'#   "{name}"' for name in "ABCDEF"),
    ]
    assert sum("# guessed (" in line for line in lines) == 10


def test_other_questions_with_few_answers_are_not_taken_for_kano(
    suggested: Callable[..., list[str]],
) -> None:
    rows = table(["A", "B", "C", "D"], OWN)
    for n, row in enumerate(rows):
        row += [["man", "woman"][n % 2], str(n % 9 + 1)] if n else ["Sex", "Importance"]
    text = "\n".join(suggested(rows))
    assert '"Sex"' not in text
    assert '"Importance"' not in text
    assert text.count("order of the columns") == 4


def test_a_file_that_holds_nothing_known_makes_a_map_that_cannot_be_imported(
    suggested: Callable[..., list[str]], company: Company
) -> None:
    lines = suggested([["Date", "Sum"], ["2026-11-03", "17"], ["2026-11-04", "12"]])
    assert lines[-3:] == [
        "answers:  # 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike",
        "  functional: {}  # fill in",
        "  dysfunctional: {}  # fill in",
    ]
    file = company.folder / "map.yaml"
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ProblemsError):
        read_map(KanoMap, file, company)


def test_what_is_written_in_headers_and_names_stays_text(company: Company, tmp_path: Path) -> None:
    odd = ['"a": b', "- c #d", "e\x7f\\", "'?' 😀 \U0001f6dc"]
    file = tmp_path / "x\nfeatures: {}.csv"
    rows = table(['""" ""a"": b"'.replace('""" ', '"'), *odd[1:]], ENGLISH)
    written(file, rows)
    found = YAML(typ="safe").load(suggested_map(file, company))
    names = [name for pair in found["features"].values() for name in pair.values()]
    assert sorted(names) == sorted(odd)


def test_a_suggestion_is_never_written_over_another(company: Company, tmp_path: Path) -> None:
    file = written(tmp_path / "wave 1.csv", table(["A", "B", "C", "D"], ENGLISH))
    target = company.folder / "wave 1.map.yaml"
    assert write_suggestion(file, company) == target
    target.write_text("mine", "utf-8")
    with pytest.raises(ProblemsError) as error:
        write_suggestion(file, company)
    assert str(error.value) == (
        f"{target}: must not be there yet. Found one; rename or delete it first."
    )
    assert target.read_text() == "mine"
    target.unlink()
    target.symlink_to(tmp_path / "elsewhere.yaml")  # a link that leads nowhere is there too
    with pytest.raises(ProblemsError, match="must not be there yet"):
        write_suggestion(file, company)
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_half_a_suggestion_is_taken_away(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "a.csv", table(["A", "B", "C", "D"], ENGLISH))

    # What cannot be written, as on a full disk.
    monkeypatch.setattr("workshop_kit.exports.suggested_map", lambda *_: "x" * 9999 + "\ud800")
    with pytest.raises(UnicodeEncodeError):
        write_suggestion(file, company)
    assert not (company.folder / "a.map.yaml").exists()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("header", "words", "encoding"),
    [
        (["如果可以预约，您的感受是？", "如果不能预约，您的感受是？"], CHINESE, "gb18030"),
        # Only the header is Chinese, as in an export of codes.
        (["如果可以预约，您的感受是？", "如果不能预约，您的感受是？"], [*"12345"], "gb18030"),
        (["預約可以嗎，您的感受是？", "不能預約，您的感受是？"], ["我很喜歡", "無所謂"], "big5"),
        (["예약이 된다면 어떻습니까?", "안 된다면?"], ["마음에 든다", "당연하다"], "cp949"),
        (["予約できる場合は？", "予約できない場合は？"], ["気に入る", "仕方ない"], "cp932"),
        (
            ["Et si l’on vous prévenait ?", "Vous prévenez"],
            ["Ça m'est égal", "Très bien"],
            "cp1252",
        ),
        (["Größe; früher", "später"], ["Würde mich freuen", "Ärgerlich"], "cp1252"),
        (["如果可以预约？", "如果不能预约？"], CHINESE, "utf-8"),
        (["如果可以预约？", "如果不能预约？"], CHINESE, "utf-8-sig"),
        (["如果可以预约？", "如果不能预约？"], CHINESE, "utf-16"),
        (["A", "B"], ENGLISH, "ascii"),
    ],
)
def test_encoding_and_delimiter_are_guessed(
    tmp_path: Path, header: list[str], words: list[str], encoding: str, delimiter: str
) -> None:
    rows = table(header, words, rows=200)
    quoted = [[f'"{cell}"' for cell in row] for row in rows]
    found = guess_look(written(tmp_path / "a.csv", quoted, delimiter, encoding))
    encoding = {"utf-8-sig": "utf-8", "ascii": "utf-8"}.get(encoding, encoding)
    assert found == Look(encoding, delimiter, None, 1)


def test_a_character_cut_in_two_at_the_end_of_the_look_is_no_matter(tmp_path: Path) -> None:
    for shift in range(3):
        file = tmp_path / f"{shift}.csv"
        for encoding in ("utf-8", "gb18030"):
            file.write_bytes((" " * shift + "序号,感受\n" + "1,无所谓\n" * 60_000).encode(encoding))
            assert guess_look(file).encoding == encoding


def test_rows_of_a_header_are_guessed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for text, rows in (
        ("A,B,C\n1,2,3\n", 1),
        (",B,C\n0,2,3\n", 1),  # a first column without a name, as pandas writes it
        ("No,Wi-Fi,,Spa,\n,with,without,with,without\n1,a,b,c,d\n", 2),
        ("\n\nA,B\n1,2\n", 3),
        ('Q1,Q2\nWi-Fi?,Spa?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\na,b\n', 3),
    ):
        file.write_text(text, "utf-8")
        assert guess_look(file).header_rows == rows, text


@pytest.mark.parametrize(
    ("merge", "rows"), [((), 1), (("A1:A2", "B1:C1"), 2), (("A1:C1", "B2:C2", "A2:A3"), 3)]
)
def test_merged_cells_tell_the_rows_of_a_header(
    tmp_path: Path, merge: tuple[str, ...], rows: int
) -> None:
    book = Workbook()
    book.active.append(["序号", "无线网", "x"])
    for n in range(20):
        book.active.append([n, "a", "b"])
    for area in merge:
        book.active.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    assert guess_look(tmp_path / "a.xlsx") == Look(header_rows=rows)


def test_the_sheet_with_a_table_is_guessed_and_named(company: Company, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "封面"
    book.active["A1"] = "调研"
    book.active.merge_cells("A1:F30")
    sheet = book.create_sheet("答卷")
    for row in table(["A", "B", "C", "D"], ENGLISH):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    lines = suggested_map(tmp_path / "a.xlsx", company).splitlines()
    assert lines[2:4] == ['sheet: "答卷"  # guessed', "header_rows: 1  # guessed"]


def test_what_cannot_be_read_makes_no_map(company: Company, tmp_path: Path) -> None:
    for name, content, message in (
        ("a.csv", b"", "must have a header. Found an empty file."),
        ("a.csv", b"a\0b\0c\0", "must be text. Found bytes that no text has; save it as CSV UTF-8"),
        ("a.csv", b"PK\x03\x04", "must be a CSV file. Found a workbook under that name"),
        ("a.xlsx", b"a,b\n", "must be a whole .xlsx workbook."),
        ("a.pdf", b"%PDF", "must end in .csv or .xlsx. Found 'a.pdf'"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ProblemsError) as error:
            write_suggestion(tmp_path / name, company)
        assert str(error.value).startswith(f"{tmp_path / name}: {message}")
    with pytest.raises(ProblemsError, match=r"must be a file\. Found no such file\."):
        write_suggestion(tmp_path / "nowhere.csv", company)
    assert not list(company.folder.glob("*.map.yaml"))


def test_known_wordings_have_one_code() -> None:
    words = [word for texts in WORDINGS for word in texts]
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)
    assert [code_of(word) for word in CHINESE] == [1, 2, 3, 4, 5]
    assert [code_of(word) for word in ENGLISH] == [1, 2, 3, 4, 5]
    assert code_of("I don’t mind.") == 3
    assert code_of("3") is None
