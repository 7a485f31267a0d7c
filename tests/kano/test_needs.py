"""`kano.read_needs`: what people paste, read without losing or inventing a line."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_kit.kano import read_needs

MUST = {
    "en": "Each line must hold a need, or a group, a need and how often it was named.",
    "zh": "每行要写一项需求，或者写“客群、需求、次数”三栏。",
}
law = settings(deadline=None)


def read(text: str) -> list[tuple[Any, ...]]:
    return list(read_needs(text).itertuples(index=False, name=None))


THREE = [("Families", "Easy parking", 7), ("Business", "Invoice ready", 12)]


@pytest.mark.parametrize("mark", ["\t", ",", ";", "|", "，", "；", "｜", " ,  "])
@pytest.mark.parametrize("head", [None, ("Group", "Need", "Count"), ("who", "what", "how often")])
def test_three_columns_are_read_by_any_mark_with_and_without_a_header(
    mark: str, head: tuple[str, ...] | None
) -> None:
    rows = ([head] if head else []) + THREE
    assert read("\n".join(mark.join(map(str, row)) for row in rows)) == THREE


@pytest.mark.parametrize("mark", ["\t", ",", ";", "|", "，"])
@pytest.mark.parametrize("head", [None, ("Need", "Count"), ("要求", "多少次")])
def test_two_columns_are_need_and_count(mark: str, head: tuple[str, ...] | None) -> None:
    rows = ([head] if head else []) + [("Easy parking", "7"), ("No queue", "12")]
    text = "\n".join(mark.join(row) for row in rows)
    assert read(text) == [("", "Easy parking", 7), ("", "No queue", 12)]


def test_needs_alone_count_once() -> None:
    assert read("Easy parking\n\n  No queue \n") == [("", "Easy parking", 1), ("", "No queue", 1)]


def test_two_columns_without_any_number_are_group_and_need() -> None:
    assert read("Families\tEasy parking\nBusiness\tInvoice") == [
        ("Families", "Easy parking", 1),
        ("Business", "Invoice", 1),
    ]


def test_a_missing_count_is_one() -> None:
    assert read("Families\tEasy parking\t\nFamilies\tNo queue\t3\nQuiet") == [
        ("Families", "Easy parking", 1),
        ("Families", "No queue", 3),
        ("", "Quiet", 1),
    ]
    assert read("Easy parking,\nNo queue,12") == [("", "Easy parking", 1), ("", "No queue", 12)]


def test_a_first_line_of_one_column_is_a_need_not_a_header() -> None:
    assert read("Easy parking\nNo queue\t12") == [("", "Easy parking", 1), ("", "No queue", 12)]


def test_a_markdown_table_is_read_without_its_rule() -> None:
    text = """
| Group    | Need         | Count |
|:---------|:------------:|------:|
| Families | Easy parking | 7     |
|          | No queue     | 12    |
"""
    assert read(text) == [("Families", "Easy parking", 7), ("", "No queue", 12)]


def test_a_markdown_table_without_counts_loses_its_header_and_rule() -> None:
    assert read("| Group | Need |\n|---|---|\n| Families | Parking |") == [
        ("Families", "Parking", 1)
    ]


def test_csv_in_quotes_keeps_what_is_quoted() -> None:
    text = 'cohort,need,count\r\nFamilies,"Quiet, clean and ""warm""",3\r\n"Business","Invoice",4'
    assert read(text) == [("Families", 'Quiet, clean and "warm"', 3), ("Business", "Invoice", 4)]


def test_quotation_marks_that_enclose_no_cell_are_text() -> None:
    assert read('"Welcome" at the door\t3\n"unfinished\t4\n5" tablet\t6') == [
        ("", '"Welcome" at the door', 3),
        ("", '"unfinished', 4),
        ("", '5" tablet', 6),
    ]


def test_full_width_digits_are_digits() -> None:
    assert read("停车方便，１２\n家庭，早餐，３") == [("", "停车方便", 12), ("家庭", "早餐", 3)]


def test_a_chinese_comma_inside_a_need_stays_where_tabs_part_the_columns() -> None:
    assert read("床品干净，卫浴干净；整洁\t12") == [("", "床品干净，卫浴干净；整洁", 12)]


@pytest.mark.parametrize("comma", [",", "，", ";"])
def test_commas_in_plain_lines_are_punctuation(comma: str) -> None:
    text = f"Fast{comma} friendly{comma} clean\nEasy parking\nQuiet{comma} warm"
    assert read(text) == [("", line, 1) for line in text.split("\n")]


def test_equal_rows_are_added_up_in_the_order_of_their_first() -> None:
    assert read("b\t1\na\t2\nb\t3") == [("", "b", 4), ("", "a", 2)]
    assert read("x\ta\t1\ny\ta\t2") == [("x", "a", 1), ("y", "a", 2)]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\n\n", "need,count", "需求\t次数", "Need\n",
                                  "| Group | Need | Count |\n|---|---|---|"])  # fmt: skip
def test_nothing_or_a_header_alone_is_an_empty_table(text: str) -> None:
    table = read_needs(text)
    assert table.columns.tolist() == ["cohort", "need", "count"]
    assert table.empty
    assert table["count"].dtype == "int64"


def test_a_file_mark_at_the_start_is_no_part_of_the_text() -> None:
    assert read("\ufeffneed\tcount\nParking\t3") == [("", "Parking", 3)]
    assert read("\ufeffParking\t3") == [("", "Parking", 3)]


def test_zero_is_a_count() -> None:
    assert read("Parking\t0") == [("", "Parking", 0)]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Line 2: B | -2", "Line 4: C | many", "Line 5: a | b | c | 4", "Line 6:  | 3",
                "Line 7: D | 2.5"]),
        ("zh", ["第 2 行：B | -2", "第 4 行：C | many", "第 5 行：a | b | c | 4", "第 6 行： | 3",
                "第 7 行：D | 2.5"]),
    ],
)  # fmt: skip
def test_every_bad_line_is_named_at_once(language: str, lines: list[str]) -> None:
    text = "A\t1\nB\t-2\n\nC\tmany\na\tb\tc\t4\n\t3\nD\t2.5"
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        read_needs(text, language)
    assert str(caught.value).split("\n") == [MUST[language], *lines]


@pytest.mark.parametrize("cell", ["-3", "−3", "+3", "3.5", "1.000", "9" * 5000])
def test_a_number_that_is_no_count_is_refused_even_alone(cell: str) -> None:
    with pytest.raises(ValueError, match=r"Line 1: Parking \| "):
        read_needs(f"Parking\t{cell}")


def test_many_bad_lines_are_named_up_to_twenty_and_counted() -> None:
    text = "\n".join(["A\t1", *(f"need {i}\tx" for i in range(100))])
    with pytest.raises(ValueError, match="Line 21: need 19") as caught:
        read_needs(text)
    said = str(caught.value).split("\n")
    assert len(said) == 1 + 20 + 1
    assert said[-1] == "… +80"


def test_a_long_bad_line_is_shown_in_part() -> None:
    with pytest.raises(ValueError, match="Line 2") as caught:
        read_needs("A\t1\n" + "x" * 10_000 + "\ty")
    assert max(map(len, str(caught.value).split("\n"))) < 100


def test_thousands_of_lines_are_read() -> None:
    table = read_needs("\n".join(f"group {i % 3}\tneed {i}\t{i}" for i in range(5000)))
    assert len(table) == 5000
    assert table["count"].sum() == 5000 * 4999 // 2


def test_a_line_longer_than_the_csv_reader_takes_is_read() -> None:
    long = "x" * 200_000  # the csv module stops at 131,072 characters a cell
    assert read(f"{long},3") == [("", long, 3)]


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)


@law
@given(st.lists(st.lists(cells, min_size=1, max_size=4).map("\t".join), max_size=8).map("\n".join))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        table = read_needs(text)
    except ValueError as error:
        said = str(error)
        assert said.startswith(MUST["en"])
        return
    assert (table["count"] >= 0).all()
    assert table["need"].ne("").all()
    assert not table.duplicated(["cohort", "need"]).any()


words = st.text("abcxyz 需求停车", min_size=1, max_size=8).map(str.strip).filter(bool)


@law
@given(st.lists(st.tuples(words, words, st.integers(0, 999)), min_size=1, max_size=8))
def test_what_a_spreadsheet_pastes_comes_back(rows: list[tuple[str, str, int]]) -> None:
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    expected = pd.DataFrame(rows, columns=["cohort", "need", "count"])
    expected = expected.groupby(["cohort", "need"], sort=False)["count"].sum().reset_index()
    pd.testing.assert_frame_equal(read_needs(text), expected, check_dtype=False)
