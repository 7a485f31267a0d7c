"""The workbook: every table, texts that stay texts, numbers in full."""

import gc
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from workshop_kit import Workshop
from workshop_kit.handouts import write_workbook
from workshop_kit.handouts.tables import MOST_NAME
from workshop_kit.report import Line, Part, Sheet

Told = tuple[Workshop, list[Part]]


@pytest.fixture
def book(told: Told, tmp_path: Path) -> Any:
    write_workbook(*told, tmp_path / "report.xlsx")
    return load_workbook(tmp_path / "report.xlsx")


def test_every_table_has_a_sheet_and_another_for_its_numbers(told: Told, book: Any) -> None:
    sheets = [sheet for part in told[1] for sheet in part.sheets.values()]
    numbers = [sheet for sheet in sheets if sheet.figures is not None]
    assert len(book.sheetnames) == 1 + len(sheets) + len(numbers)
    titles = [book[name]["A1"].value for name in book.sheetnames]
    assert {sheet.title for sheet in sheets} <= set(titles)


def test_a_name_without_what_is_not_allowed_has_no_gap_in_it(book: Any) -> None:
    assert all(name == " ".join(name.split()) for name in book.sheetnames)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_raises_once_and_nothing_afterwards(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = nullcontext(Path("/dev/full"))
    monkeypatch.setattr("workshop_kit.handouts.tables.replacing", lambda _target: full)
    with pytest.raises(OSError, match="No space left on device"):
        write_workbook(*told, tmp_path / "report.xlsx")
    gc.collect()


def test_what_looks_like_a_formula_is_text(book: Any) -> None:
    found = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                    assert cell.quotePrefix, cell.value
                    found[cell.value] = True
    assert {"=1+1", "@spa", "-bar", "+families"} <= set(found)


def test_numbers_are_numbers_in_full_precision(told: Told, book: Any) -> None:
    table = next(part for part in told[1] if part.name == "kano").sheets["overview"].figures
    assert table is not None
    heads_of = {name: [cell.value for cell in book[name][3]] for name in book.sheetnames}
    name = next(name for name, heads in heads_of.items() if "better_low" in heads)
    sheet, heads = book[name], heads_of[name]
    column = heads.index("better")
    assert [row[column].value for row in sheet.iter_rows(min_row=4)] == [
        None if pd.isna(value) else value for value in table["better"]
    ]


def test_the_contents_lead_to_every_sheet(book: Any) -> None:
    first = book.worksheets[0]
    links = [cell.hyperlink for row in first.iter_rows() for cell in row if cell.hyperlink]
    places = [(link.location or link.target or "").lstrip("#") for link in links]
    names = [name.replace("'", "''") for name in book.sheetnames[1:]]
    assert places == [f"'{name}'!A1" for name in names]


def test_names_of_sheets_are_short_allowed_and_unlike(company: Any, tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": ["1"]}, index=["a"])
    titles = ["[a]:*?/\\b " + "long " * 20] * 3 + ["'quoted'", "湖" * 40]
    part = Part("p", "P", sheets={str(i): Sheet(t, frame) for i, t in enumerate(titles)})
    write_workbook(company(), [part], tmp_path / "report.xlsx")
    names = load_workbook(tmp_path / "report.xlsx").sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert max(map(len, names)) <= MOST_NAME
    assert not any(set(name) & set("[]:*?/\\") for name in names)


def test_a_report_without_parts_is_a_workbook_all_the_same(company: Any, tmp_path: Path) -> None:
    write_workbook(company(), [], tmp_path / "report.xlsx")
    assert len(load_workbook(tmp_path / "report.xlsx").sheetnames) == 1


def test_characters_that_no_workbook_may_hold_are_left_out(company: Any, tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": ["a\x00b", "c" * 40_000]}, index=["\x07", "="])
    write_workbook(
        company(), [Part("p", "P", sheets={"t": Sheet("T", frame)})], tmp_path / "r.xlsx"
    )
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[1]
    assert [row[1].value[:3] for row in sheet.iter_rows(min_row=4)] == ["ab", "ccc"]


def test_a_row_is_as_high_as_its_longest_text(company: Any, tmp_path: Path) -> None:
    long = "what is done, where and by whom " * 6
    shown = pd.DataFrame({"Action": [long, "short"]}, index=pd.Index(["a", "b"]))
    part = Part("plan", "P", [Line(long)], {"actions": Sheet("T", shown)})
    write_workbook(company(), [part], tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    first, sheet = book.worksheets
    row = next(cell.row for cell in sheet["B"] if cell.value == long)
    assert sheet.row_dimensions[row].height > 2 * 15
    assert sheet.row_dimensions[row + 1].height is None
    # Lines of the summary run over both columns.
    assert [str(area) for area in first.merged_cells.ranges] == ["A4:B4"]
    assert first["A4"].value == long
