"""`open_export`: headers and rows of CSV and XLSX, or one message that says what is in the way."""

import datetime
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from workshop_kit.exports.files import Look, even, letter, open_export
from workshop_kit.exports.workbook import MOST_UNPACKED
from workshop_kit.problems import ProblemsError


def read(file: Path, **look: Any) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with open_export(file, Look(**look)) as (header, rows):
        return header, list(rows)


def refused(file: Path, **look: Any) -> str:
    """The whole message."""
    with pytest.raises(ProblemsError) as error:
        read(file, **look)
    return str(error.value)


def book(file: Path, *rows: list[Any], merge: tuple[str, ...] = (), more: str = "") -> Path:
    """A workbook with these rows, and a second sheet where one is named."""
    made = Workbook()
    sheet = made.active
    sheet.title = "Answers"
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    if more:
        made.create_sheet(more)["A1"] = "x"
    made.save(file)
    return file


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    return tmp_path / "export.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_to_write_a_csv_file_is_read(
    csv_file: Path, encoding: str, delimiter: str, end: str
) -> None:
    text = f"序号{delimiter}感受？\n1{delimiter}我很喜欢\n"
    csv_file.write_bytes(text.replace("\n", end).encode(encoding))
    look = encoding.removesuffix("-sig")
    assert read(csv_file, encoding=look, delimiter=delimiter) == (
        ["序号", "感受？"],
        [(2, ["1", "我很喜欢"])],
    )


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("cp949", "마음에 든다"),
        ("latin-1", "Ça m'enchante"),
        ("cp1252", "l’idée"),
        ("big5", "無所謂"),
    ],
)
def test_the_encoding_of_the_map_is_used(csv_file: Path, encoding: str, word: str) -> None:
    csv_file.write_bytes(f"a,b\n1,{word}\n".encode(encoding))
    assert read(csv_file, encoding=encoding)[1] == [(2, ["1", word])]


def test_rows_are_numbered_as_in_a_spreadsheet(csv_file: Path) -> None:
    # Line breaks in header and cells, an empty line, a row without its last cells.
    csv_file.write_text('a,"b\nb"\n"1\n1",x\n\n2\n3,z', "utf-8")
    assert read(csv_file) == (
        ["a", "b b"],
        [(2, ["1\n1", "x"]), (3, ["", ""]), (4, ["2", ""]), (5, ["3", "z"])],
    )


def test_white_space_that_nobody_sees_is_evened_out() -> None:
    assert even("\ufeff 我很喜欢\u3000\u3000\n\u200b理应\xa0如此 ") == "我很喜欢 理应 如此"
    assert even("e\u0301") == "é"
    assert [letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_several_header_rows_are_joined_and_gaps_belong_to_their_left(
    tmp_path: Path, suffix: str
) -> None:
    rows = [
        ["Survey 2026", "", "", "", "", "", ""],
        ["", "", "Wi-Fi", "", "Spa", "", "Time"],
        ["No.", "", "with", "without", "with", "without", ""],
    ]
    file = tmp_path / f"export{suffix}"
    if suffix == ".csv":
        file.write_text("\n".join(map(",".join, rows)) + "\n1,,a,b,c,d,e\n", "utf-8")
    else:
        book(file, *[[cell or None for cell in row] for row in rows], ["1", "", *"abcde"])
    header, found = read(file, header_rows=3)
    assert header == [
        "Survey 2026 / No.",
        "",  # nothing but the title stands over this column
        "Survey 2026 / Wi-Fi / with",
        "Survey 2026 / Wi-Fi / without",
        "Survey 2026 / Spa / with",
        "Survey 2026 / Spa / without",
        "Survey 2026 / Time",
    ]
    assert found == [(4, ["1", "", *"abcde"])]


def test_a_gap_does_not_reach_below_the_next_heading(csv_file: Path) -> None:
    csv_file.write_text("A,,B,,\nx,,,y,\n1,2,3,4,5\n", "utf-8")
    assert read(csv_file, header_rows=3)[0] == [
        "A / x / 1", "A / x / 2", "B / 3", "B / y / 4", "B / y / 5",
    ]  # fmt: skip


def test_merged_cells_of_a_header_stand_over_each_of_their_columns(xlsx: Path) -> None:
    book(
        xlsx,
        ["序号", "免费WiFi", None, "用时"],
        [None, "提供时", "不提供时", None],
        [1, "我很喜欢", "无所谓", 12.5],
        merge=("A1:A2", "B1:C1", "D1:D2"),
    )
    assert read(xlsx, header_rows=2) == (
        ["序号", "免费WiFi / 提供时", "免费WiFi / 不提供时", "用时"],
        [(3, ["1", "我很喜欢", "无所谓", "12.5"])],
    )


def test_values_of_a_workbook_are_text_as_it_is_shown(xlsx: Path) -> None:
    day = datetime.datetime(2026, 11, 3, 10, 20)
    book(xlsx, ["a", "b", "c", "d", "e"], [5.0, 13800138000.0, day, None, "x_x000D_\ny"])
    assert read(xlsx)[1] == [(2, ["5", "13800138000", "2026-11-03 10:20:00", "", "x\ny"])]


def test_rows_that_a_workbook_leaves_out_are_counted(xlsx: Path) -> None:
    made = Workbook()
    made.active["A1"], made.active["B1"], made.active["A4"] = "a", "b", "x"
    made.save(xlsx)
    assert read(xlsx)[1] == [(2, ["", ""]), (3, ["", ""]), (4, ["x", ""])]


def test_a_wrong_size_in_a_workbook_hides_nothing(xlsx: Path, tmp_path: Path) -> None:
    book(xlsx, ["a", "b"], ["1", "2"])
    wrong = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(xlsx) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert read(wrong) == (["a", "b"], [(2, ["1", "2"])])


def test_one_sheet_of_several_is_named(xlsx: Path) -> None:
    book(xlsx, ["a", "b"], ["1", "2"], more="封面 ")
    assert read(xlsx, sheet="Answers")[0] == ["a", "b"]
    assert read(xlsx, sheet="封面 ")[0] == ["x"]
    assert refused(xlsx) == (
        f"{xlsx}: must have one sheet, or the map must say which: 'sheet: ...'. "
        "Found 2: Answers, 封面 ."
    )
    assert refused(xlsx, sheet="Answer") == (
        f"{xlsx}: must hold the sheet that the map names. Found no 'Answer'. "
        "Did you mean 'Answers'?"
    )


def test_cells_merged_below_the_header_are_all_named(xlsx: Path) -> None:
    book(xlsx, ["a", "b"], *[["1", "2"]] * 9, merge=("A3:A4", "A6:B7"))
    text = "must not be merged below the header. Unmerge the cells and fill in each one."
    assert refused(xlsx) == f"{xlsx}: cells A3:A4: {text}\n{xlsx}: cells A6:B7: {text}"


def test_thousands_of_merged_cells_are_twenty_and_a_count(xlsx: Path) -> None:
    areas = tuple(f"A{row}:B{row}" for row in range(2, 2002))
    book(xlsx, ["a", "b"], *[["1", "2"]] * 2000, merge=areas)
    lines = refused(xlsx).splitlines()
    assert len(lines) == 21
    assert lines[-1] == f"{xlsx}: has 1,980 more merged cells."


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0 an old or locked workbook", b"PK\x03\x04 torn"],
)
def test_an_xlsx_that_is_none_is_said_so(xlsx: Path, content: bytes) -> None:
    xlsx.write_bytes(content)
    assert refused(xlsx) == (
        f"{xlsx}: must be a whole .xlsx workbook. Found something else under that name; open it "
        "in a spreadsheet and save it as .xlsx."
    )


def test_a_zip_file_or_a_torn_sheet_is_no_workbook(xlsx: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(xlsx, "w") as packed:
        packed.writestr("photo.txt", "no workbook")
    assert "must be a whole .xlsx workbook." in refused(xlsx)
    book(xlsx, ["a", "b"], ["1", "2"])
    torn = tmp_path / "torn.xlsx"
    with zipfile.ZipFile(xlsx) as old, zipfile.ZipFile(torn, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text[: len(text) // 2] if "sheet1" in name else text)
    assert "must be a whole .xlsx workbook." in refused(torn)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(
    xlsx: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(xlsx, ["a", "b"], ["1", "2"])
    assert MOST_UNPACKED == 10**9
    monkeypatch.setattr("workshop_kit.exports.workbook.MOST_UNPACKED", 100)
    assert refused(xlsx).startswith(f"{xlsx}: must unpack to at most 1 GB. Found 0.0 GB.")


def test_a_workbook_under_the_name_of_a_csv_file_is_said_so(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", ["a", "b"], ["1", "2"])
    file = (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert refused(file) == (
        f"{file}: must be a CSV file. Found a workbook under that name; let it end in .xlsx."
    )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_empty_file_has_no_header(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"export{suffix}"
    if suffix == ".csv":
        file.write_bytes(b"")
    else:
        Workbook().save(file)
    assert refused(file) == f"{file}: must have a header. Found an empty file."


def test_a_header_that_is_not_there_is_said_so(csv_file: Path) -> None:
    csv_file.write_text(" ,\u3000\n1,2\n", "utf-8")
    assert refused(csv_file) == (
        f"{csv_file}: must have a header in its first row. Found nothing there; say in the map how "
        "many rows it takes, empty ones included: 'header_rows: ...'."
    )
    assert read(csv_file, header_rows=2)[0] == ["1", "2"]
    assert refused(csv_file, header_rows=3) == (
        f"{csv_file}: must have 3 header rows, as the map says. Found 2."
    )


def test_a_header_alone_has_no_rows(csv_file: Path, xlsx: Path) -> None:
    csv_file.write_text("a,b", "utf-8")
    assert read(csv_file) == (["a", "b"], [])
    assert read(book(xlsx, ["a", "b"])) == (["a", "b"], [])


def test_bytes_that_are_not_of_the_encoding_are_found(csv_file: Path) -> None:
    rows = [f"{i},l'été".encode() for i in range(5000)]
    rows[3999] = b"3999,l\x92\xe9t\xe9"
    csv_file.write_bytes(b"a,b\n" + b"\n".join(rows))
    assert refused(csv_file) == (
        f"{csv_file}: row 4001, column B: must be utf-8 throughout. Found bytes that are not; say "
        "another encoding in the map, such as gb18030, cp949 or cp1252."
    )


def test_utf_16_without_its_mark_is_refused(csv_file: Path) -> None:
    csv_file.write_bytes("a,b\n1,2\n".encode("utf-16-le"))
    assert "must be utf-16 throughout." in refused(csv_file, encoding="utf-16")


@pytest.mark.parametrize(
    ("rows", "row", "reason"),
    [
        ('1,2\n"3,4\n5,6\n', 3, "unexpected end of data"),
        ('1,2\n3,"4" 5\n', 3, "',' expected after '\"'"),
    ],
)
def test_an_open_quote_swallows_nothing(csv_file: Path, rows: str, row: int, reason: str) -> None:
    csv_file.write_text("a,b\n" + rows, "utf-8")
    assert refused(csv_file) == (
        f"{csv_file}: row {row}: must be cells with ',' between them. A quote may be left open or "
        f"stand inside a cell: {reason}."
    )


def test_files_of_other_kinds_are_refused(tmp_path: Path) -> None:
    old = tmp_path / "export.xls"
    old.write_bytes(b"x")
    assert refused(old) == (
        f"{old}: must end in .csv or .xlsx. Found 'export.xls'; open it in a spreadsheet and save "
        "it as one of the two."
    )
    missing = tmp_path / "nowhere.csv"
    assert refused(missing) == f"{missing}: must be a file. Found no such file."
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert refused(folder) == f"{folder}: must be a file. Found a folder or device."
