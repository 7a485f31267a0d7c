"""`kano.read_needs`: what people paste, read without losing or inventing a line."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workshop_kit.kano import read_needs

MUST = {
    "en": "Each line must hold a need, or a group, a need and how often it was named.",
    "zh": "每行要写一项需求，或者写“客群、需求、次数”三栏。",
}
COLUMNS = {
    "en": "There are {n} columns: name them in the first line (group, need, count), "
    "or keep only these.",
    "zh": "一共有 {n} 栏：请在第一行写上栏名（客群、需求、次数），或者只保留这三栏。",
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
    assert refused(text, language) == [MUST[language], COLUMNS[language].format(n=4), *lines]


def refused(text: str, language: str = "en") -> list[str]:
    """The lines of what is said about a text that cannot be read."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        read_needs(text, language)
    return str(caught.value).split("\n")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_more_than_three_columns_without_names_are_counted(language: str) -> None:
    text = "1\t家庭\t停车\t怕挤\t12\n2\t商务\t发票\t7"
    line = {"en": "Line {}: {}", "zh": "第 {} 行：{}"}[language]
    assert refused(text, language) == [
        MUST[language],
        COLUMNS[language].format(n=5),
        line.format(1, "1 | 家庭 | 停车 | 怕挤 | 12"),
        line.format(2, "2 | 商务 | 发票 | 7"),
    ]


def test_up_to_three_columns_are_not_counted() -> None:
    assert refused("A\t1\na\tb\tmany") == [MUST["en"], "Line 2: a | b | many"]
    four = "Group\tNeed\tCount\tWhy\na\tb\tmany\tbecause"  # more, but named
    assert refused(four) == [MUST["en"], "Line 2: a | b | many"]


@pytest.mark.parametrize(
    "cell", ["-3", "−3", "+3", "3.5", "1.000", "1,000", "-3次", "约1.5", "9" * 5000]
)
def test_a_number_that_is_no_count_is_refused_even_alone(cell: str) -> None:
    assert refused(f"Parking\t{cell}") == [MUST["en"], f"Line 1: Parking | {cell}"[:88]]


def test_a_count_with_a_comma_is_refused_and_its_line_is_no_header() -> None:
    text = "Parking\t1,200\nQuiet\t900"
    assert refused(text) == [MUST["en"], "Line 1: Parking | 1,200"]


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


# By their names columns are found in any place and order, and others beside them do not matter.


@pytest.mark.parametrize("mark", ["\t", ",", ";", "|", "，"])
@pytest.mark.parametrize(
    ("group", "need", "count"),
    [
        ("cohort", "need", "count"),
        ("Group", "Needs", "Times"),
        ("SEGMENT", "Customer need", "Frequency"),
        ("group", "need", "Mentions"),
        ("客群", "需求", "次数"),
        ("用户群体", "客户需求", "频次"),
        ("群体", "用户需求", "提及次数"),
        ("客户群体", "需求描述", "频率"),
        ("客户类型", "需求内容", "频次"),
    ],
)
def test_columns_are_known_by_their_names(mark: str, group: str, need: str, count: str) -> None:
    rows = [
        ("No.", count, "Remark", need, "Source", group),
        ("1", "12", "urgent", "Invoice ready", "desk", "Business"),
        ("2", "7次", "", "Easy parking", "", ""),
        ("3", "", "3", "Quiet", "9", "Families"),
    ]
    assert read("\n".join(mark.join(row) for row in rows)) == [
        ("Business", "Invoice ready", 12),
        ("", "Easy parking", 7),
        ("Families", "Quiet", 1),
    ]


def test_a_models_markdown_table_is_read_by_its_names() -> None:
    text = """
| 序号 | 客群 | 客户需求 | 提出原因 | 提及次数 |
|------|------|----------|----------|----------|
| 1    | 家庭 | 停车方便 | 怕挤，怕远 | 约12次 |
| 2    | 商务 | 发票快   | 赶时间   | 7        |
"""
    assert read(text) == [("家庭", "停车方便", 12), ("商务", "发票快", 7)]


def test_named_columns_without_a_count_or_a_group() -> None:
    assert read("Need\tGroup\nParking\tFamilies\n24\tBusiness") == [
        ("Families", "Parking", 1),
        ("Business", "24", 1),
    ]
    assert read("No.\tNeed\n1\tParking\n2\tQuiet 5") == [("", "Parking", 1), ("", "Quiet", 5)]
    assert read("Need\tRemark\tCount\nParking\tfar\t3") == [("", "Parking", 3)]


def test_a_line_shorter_than_the_header_lacks_what_is_missing() -> None:
    text = "Need,Group,Count,Remark\nParking,Families,3\nQuiet,Business\nWarm"
    assert read(text) == [("Families", "Parking", 3), ("Business", "Quiet", 1), ("", "Warm", 1)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # How often, in words: no second column of needs.
        ("需求\t频次\n停车\t高\n安静\t低", ["Line 2:  | 停车 | 高", "Line 3:  | 安静 | 低"]),
        ("Group,Need\nFamilies,\nBusiness,Invoice", ["Line 2: Families |  | "]),
        ("Need,Count,Remark\n,3,far\nA,1,\n,,only a remark", ["Line 2:  |  | 3", "Line 4:  |  | "]),
    ],
)
def test_where_columns_have_names_nothing_is_guessed(text: str, lines: list[str]) -> None:
    assert refused(text) == [MUST["en"], *lines]


def test_a_name_inside_a_need_names_no_column() -> None:
    text = "Families\tneed more time\t3\nBusiness\tcount on us\t4"
    assert read(text) == [("Families", "need more time", 3), ("Business", "count on us", 4)]
    assert read("Parking\nneed\n需求") == [("", "Parking", 1), ("", "need", 1), ("", "需求", 1)]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("27次", 27), ("27 次", 27), ("27人次", 27), ("3人", 3), ("3条", 3), ("10 times", 10),
        ("10x", 10), ("约10", 10), ("大约 10", 10), ("about 10", 10), ("About 10 times", 10),
        ("~5", 5), ("≈ 5", 5), ("约２０次", 20), ("0次", 0), ("007", 7), ("999999999次", 999999999),
    ],
)  # fmt: skip
def test_a_count_may_carry_its_word(cell: str, count: int) -> None:
    assert read(f"停车\t{cell}") == [("", "停车", count)]
    assert read(f"家庭,停车,{cell}") == [("家庭", "停车", count)]


@pytest.mark.parametrize("cell", ["很多", "10-15", "10次以上", "about", "次", "10 hours", "1 2"])
def test_a_count_in_other_words_is_refused(cell: str) -> None:
    text = f"A\t1\nParking\t{cell}"
    assert refused(text) == [MUST["en"], f"Line 2: Parking | {cell}"]


@pytest.mark.parametrize(
    ("line", "need", "count"),
    [
        ("办入住不排队 31", "办入住不排队", 31),
        ("Easy parking 7", "Easy parking", 7),
        ("Easy parking\u30007", "Easy parking", 7),
        ("停车方便：12", "停车方便", 12),
        ("Easy parking: 12", "Easy parking", 12),
        ("Wi-Fi 6: 3", "Wi-Fi 6", 3),
        ("安静 5次", "安静", 5),
        ("安静 5 次", "安静", 5),
        ("Quiet 5 Times", "Quiet", 5),
        ("早餐 约10次", "早餐", 10),
        ("Late check-out about 10", "Late check-out", 10),
        ("停车 １２", "停车", 12),
        # No count: no gap, no whole number, no end of the line.
        ("停车12", "停车12", 1),
        ("停车 3.5", "停车 3.5", 1),
        ("停车 10-15", "停车 10-15", 1),
        ("退房 12:30", "退房 12:30", 1),
        ("停车 27次以上", "停车 27次以上", 1),
        ("5 stars", "5 stars", 1),
        ("12", "12", 1),
        ("Call 138 0000 1234", "Call 138 0000 1234", 1),
    ],
)
def test_a_plain_line_may_end_in_its_count(line: str, need: str, count: int) -> None:
    assert read(line) == [("", need, count)]
    assert read(f"A, b\n{line}\nC") == [("", "A, b", 1), ("", need, count), ("", "C", 1)]


@pytest.mark.parametrize(
    "mark",
    ["1. ", "1.", "12. ", "1、", "1) ", "（3）", "(3) ", "3）", "1．", "１．", "- ", "* ", "• ",
     "· ", "-\u3000"],
)  # fmt: skip
def test_the_mark_of_a_list_is_no_part_of_the_need(mark: str) -> None:
    assert read(f"{mark}停车方便") == [("", "停车方便", 1)]
    assert read(f"{mark}停车方便 31") == [("", "停车方便", 31)]
    assert read(f"{mark}停车方便\t31") == [("", "停车方便", 31)]
    assert read(f"{mark}家庭\t停车\t3\n{mark}家庭\t安静\t4") == [
        ("家庭", "停车", 3),
        ("家庭", "安静", 4),
    ]


def test_the_same_need_under_two_numbers_is_added_up() -> None:
    assert read("1. Parking\n2. Quiet 3\n3. Parking 4") == [("", "Parking", 5), ("", "Quiet", 3)]


@pytest.mark.parametrize(
    "need",
    ["24小时热水", "3.5星", "7x24客服", "1对1服务", "5G信号好", "12.5 hours", "2024. Next year",
     "-5 degrees", "*", "-", "100% fresh", "（含早餐）停车", "1:1 help"],
)  # fmt: skip
def test_a_figure_or_a_mark_that_belongs_to_the_need_stays(need: str) -> None:
    assert read(need) == [("", need, 1)]
    assert read(f"{need}\t7") == [("", need, 7)]


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
Row = tuple[str, str, int]


def summed(rows: list[Row]) -> pd.DataFrame:
    expected = pd.DataFrame(rows, columns=["cohort", "need", "count"])
    return expected.groupby(["cohort", "need"], sort=False)["count"].sum().reset_index()


@law
@given(st.lists(st.tuples(words, words, st.integers(0, 999)), min_size=1, max_size=8))
def test_what_a_spreadsheet_pastes_comes_back(rows: list[Row]) -> None:
    assume("需求" not in rows[0])  # then it would be a header
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    pd.testing.assert_frame_equal(read_needs(text), summed(rows), check_dtype=False)


@law
@given(
    st.lists(st.tuples(words, words, st.integers(0, 999)), min_size=1, max_size=8),
    st.permutations(range(5)),
    words,
)
def test_under_named_columns_the_same_comes_back_in_any_order_with_others_between(
    rows: list[Row], order: list[int], other: str
) -> None:
    head = ("客群", "需求", "次数", "No.", "备注")
    wide = [head, *((*row, i, other) for i, row in enumerate(rows))]
    text = "\n".join("\t".join(str(row[i]) for i in order) for row in wide)
    pd.testing.assert_frame_equal(read_needs(text), summed(rows), check_dtype=False)
