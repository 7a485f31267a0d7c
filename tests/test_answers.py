"""`read_answers`: tidy frames from CSV and Parquet, with every bad cell named by row and column."""

import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from workshop_kit import journey, kano
from workshop_kit.answers import check_answers, read_answers
from workshop_kit.company import Company, read_company
from workshop_kit.items import CustomerItem, RoleItem
from workshop_kit.layouts import LAYOUTS, customers_layout, gap_layout, servqual_layout
from workshop_kit.problems import ProblemsError, errors
from workshop_kit.workshop import Workshop, check_data

HEADER = "respondent,segment,feature,functional,dysfunctional,importance\n"
FROM_0 = "Are the answers coded 0 to 4? Then add 1 to each."
SHORT = "respondent,feature,functional,dysfunctional\n"
TALLY = "segment,feature,functional,dysfunctional,n\n"
NEEDS = "cohort,need,count\n"
KNOWN = {"feature": ["wifi", "spa"], "segment": ["family", "ota"], "cohort": ["new", "old"]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def check(
    file: Path,
    content: str | bytes,
    kind: str = "kano_answers",
    known: Any = KNOWN,
    layout: Any = None,
) -> tuple[Any, list[str]]:
    """The frame, and each problem (no note) as `place: text`."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    frame, problems = check_answers(kind, file, known, layout)
    return frame, [str(problem).removeprefix(f"{file}: ") for problem in errors(problems)]


def test_good_answers_become_a_tidy_frame(file: Path) -> None:
    content = HEADER + "g1,family,wifi,1,5,9\ng1, family ,spa,,,\ng2,,wifi,3.0,,01\n"
    frame, problems = check(file, content)
    assert problems == []
    expected = pd.DataFrame(
        {
            "respondent": ["g1", "g1", "g2"],
            "segment": ["family", "family", None],
            "feature": ["wifi", "spa", "wifi"],
            "functional": [1, None, 3],
            "dysfunctional": [5, None, None],
            "importance": [9, None, 1],
        }
    )
    assert_frame_equal(frame, expected, check_dtype=False)
    # Of the five sides that count: (1, 5), (none, none), (3, none).
    assert kano.tally(frame)["n"].tolist() == [1, 1, 1]


def test_columns_may_stand_in_any_order_and_optional_ones_may_be_absent(file: Path) -> None:
    frame, problems = check(file, "dysfunctional,feature,functional,respondent\n5,wifi,1,g1\n")
    assert problems == []
    assert frame.to_dict("records") == [
        {"respondent": "g1", "feature": "wifi", "functional": 1, "dysfunctional": 5}
    ]


@pytest.mark.parametrize(
    "cell",
    [
        *("0", "6", "9", "-1", "2.5", "1,5", "1e999", "inf", "-inf", "nan", "NA", "null"),
        *("x", "true", "1_0", "１", "三", "0x1", "1 2", "=1"),
    ],
)
def test_every_cell_that_is_no_whole_number_of_the_scale_is_named(file: Path, cell: str) -> None:
    _, problems = check(file, HEADER + f'g1,,wifi,1,1,\ng2,,wifi,"{cell}",1,\n')
    hint = f" {FROM_0}" if cell == "0" else ""
    assert problems == [f"row 3, column functional: must hold 1 to 5. Found '{cell}'.{hint}"]
    with pytest.raises(ProblemsError, match=r"row 3, column functional: must hold 1 to 5\."):
        read_answers("kano_answers", file, KNOWN)


def test_all_bad_cells_are_named_at_once(file: Path) -> None:
    rows = ["g1,family,wifi,0,6,10", "g2,famly,wify,x,,0", ",,,1,1,", "g2,,spa,1,1,1"]
    _, problems = check(file, HEADER + "\n".join(rows) + "\n")
    assert problems == [
        "row 4, column respondent: must not be empty. Found nothing.",
        "row 3, column segment: must be one the profile knows (Did you mean 'family'?). "
        "Found 'famly'.",
        "row 4, column feature: must not be empty. Found nothing.",
        "row 3, column feature: must be one the profile knows (Did you mean 'wifi'?). "
        "Found 'wify'.",
        f"row 2, column functional: must hold 1 to 5. Found '0'. {FROM_0}",
        "row 3, column functional: must hold 1 to 5. Found 'x'.",
        "row 2, column dysfunctional: must hold 1 to 5. Found '6'.",
        "row 2, column importance: must hold 1 to 9. Found '10'.",
        "row 3, column importance: must hold 1 to 9. Found '0'.",
    ]


def test_importance_has_nine_steps_and_may_be_empty(file: Path) -> None:
    rows = "".join(f"g{i},,wifi,1,1,{i}\n" for i in range(1, 10))
    assert check(file, HEADER + rows + "g0,,wifi,1,1,\n")[1] == []


def test_words_that_no_known_word_resembles_come_with_all_that_are_known(file: Path) -> None:
    _, problems = check(file, HEADER + "g1,zz,qq,1,1,1\n")
    assert problems == [
        "row 2, column segment: must be one the profile knows (Allowed: family, ota.). Found 'zz'.",
        "row 2, column feature: must be one the profile knows (Allowed: wifi, spa.). Found 'qq'.",
    ]


def test_a_profile_without_features_knows_none(file: Path) -> None:
    _, problems = check(file, SHORT + "g1,wifi,1,1\n", known={"feature": []})
    must = "must be one the profile knows (None is defined.)"
    assert problems == [f"row 2, column feature: {must}. Found 'wifi'."]


def test_without_a_profile_every_word_is_good(file: Path) -> None:
    assert check(file, HEADER + "g1,zz,qq,1,1,1\n", known=None)[1] == []


def test_thousands_of_unknown_words_are_all_named(file: Path) -> None:
    # Two columns changed places. Only the first words get a suggestion, which takes its time.
    known = {"feature": [f"feature-{i}" for i in range(3000)]}
    rows = "".join(f"wifi,guest-{i},1,1\n" for i in range(3000))
    _, problems = check(file, SHORT + rows, known=known)
    assert len(problems) == 3000
    assert "guest-0" in problems[0]
    assert sum("(" in problem for problem in problems) == 20


def test_a_long_cell_is_cut_in_the_message(file: Path) -> None:
    _, problems = check(file, SHORT + f"g1,wifi,{'9' * 5000},1\n")
    found = "'" + "9" * 59 + "…"
    assert problems == [f"row 2, column functional: must hold 1 to 5. Found {found}."]


def test_a_respondent_answers_each_feature_once(file: Path) -> None:
    rows = "g1,wifi,1,1\ng1,spa,1,1\ng1,wifi,2,2\n g1 , wifi ,1,1\ng2,wifi,1,1\n"
    must = "columns respondent and feature: must be there once"
    assert check(file, SHORT + rows)[1] == [
        f"rows 4, 5, {must}. Found 'g1 / wifi'.",
    ]


def test_one_mistake_made_in_many_rows_is_one_line(file: Path) -> None:
    rows = "".join(f"g{i},wifi,0,1\n" for i in range(20))
    where = "rows 2, 3, 4, 5, 6, 7, 8, 9 and 12 more, column functional"
    assert check(file, SHORT + rows)[1] == [f"{where}: must hold 1 to 5. Found '0'. {FROM_0}"]


def test_a_respondent_is_in_one_segment(file: Path) -> None:
    rows = "g1,family,wifi,1,1,\ng1,ota,spa,1,1,\ng2,,wifi,1,1,\ng2,ota,spa,1,1,\n"
    assert check(file, HEADER + rows)[1] == [
        "row 3, columns respondent and segment: must be in one segment in all rows. Found 'g1'."
    ]


def test_ids_that_only_look_equal_as_numbers_are_different_respondents(file: Path) -> None:
    frame, problems = check(file, SHORT + "".join(f"{i},wifi,1,1\n" for i in ("1", "01", "1.0")))
    assert problems == []
    assert frame["respondent"].tolist() == ["1", "01", "1.0"]


def test_respondents_called_na_or_null_are_people(file: Path) -> None:
    frame, problems = check(file, SHORT + "NA,wifi,1,1\nnull,wifi,1,1\nnan,wifi,1,1\n")
    assert problems == []
    assert frame["respondent"].tolist() == ["NA", "null", "nan"]


def test_empty_cells_are_said_once_and_are_no_duplicates(file: Path) -> None:
    assert check(file, SHORT + ",wifi,1,1\n,wifi,1,1\ng1,,1,1\ng1,,1,1\n")[1] == [
        "rows 2, 3, column respondent: must not be empty. Found nothing.",
        "rows 4, 5, column feature: must not be empty. Found nothing.",
    ]


@pytest.mark.parametrize(
    ("header", "problems"),
    [
        (
            "respondent,feature,functional",
            ["must have a column 'dysfunctional'. Found respondent, feature, functional."],
        ),
        (
            "respondent,feature,functional,disfunctional",
            [
                "must have a column 'dysfunctional'. "
                "Found respondent, feature, functional, disfunctional.",
                "row 1: must be a known column. Found 'disfunctional'. "
                "Did you mean 'dysfunctional'?",
            ],
        ),
        (
            "respondent,feature,functional,dysfunctional,age",
            [
                "row 1: must be a known column. Found 'age'. Allowed: respondent, segment, "
                "feature, functional, dysfunctional, importance."
            ],
        ),
        (
            "respondent,feature,functional,dysfunctional,",
            [
                "row 1: must be a known column. Found ''. Allowed: respondent, segment, "
                "feature, functional, dysfunctional, importance."
            ],
        ),
        (
            "respondent,feature,functional,dysfunctional,functional",
            ["row 1: must be there once. Found 'functional' again."],
        ),
        (
            "respondent,feature,functional,dysfunctional,functional.1",
            ["row 1: must be a known column. Found 'functional.1'. Did you mean 'functional'?"],
        ),
        (
            "respondent;feature;functional;dysfunctional",
            [
                "row 1: must have commas between the cells. "
                "Found 'respondent;feature;functional;dysfunctional'."
            ],
        ),
        (
            "respondent\tfeature",
            ["row 1: must have commas between the cells. Found 'respondent\\tfeature'."],
        ),
    ],
)
@pytest.mark.parametrize("rows", ["", "g1,wifi,1,1,1\n"])
def test_the_header_is_checked_before_the_rows(
    file: Path, header: str, problems: list[str], rows: str
) -> None:
    frame, found = check(file, f"{header}\n{rows}")
    assert frame is None
    cells = header.count(",") + 1
    if rows and cells < 5:  # the row has more cells than the header, and that is said too
        problems = [*problems, f"row 2: must have as many cells as row 1, {cells}. Found 5."]
    assert found == problems


@pytest.mark.parametrize("kind", LAYOUTS)
@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\r\n"])
def test_a_header_alone_is_a_survey_that_has_not_begun(file: Path, kind: str, end: str) -> None:
    frame, problems = check(file, ",".join(LAYOUTS[kind].columns) + end, kind)
    assert problems == []
    assert list(frame.columns) == LAYOUTS[kind].columns
    assert len(frame) == 0


def test_a_header_alone_tallies_to_nothing(file: Path) -> None:
    assert len(kano.tally(check(file, HEADER)[0])) == 0


def test_one_row_is_enough(file: Path) -> None:
    frame, problems = check(file, SHORT + "g1,wifi,1,5")
    assert problems == []
    assert kano.tally(frame).to_dict("records") == [
        {"feature": "wifi", "functional": 1, "dysfunctional": 5, "n": 1}
    ]


CSV = "must be a CSV file in UTF-8 with a header (in Excel: save as CSV UTF-8)."


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_no_table(file: Path, content: bytes) -> None:
    assert check(file, content) == (None, [f"{CSV} No columns to parse from file."])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_make_no_difference(file: Path, end: str, mark: str) -> None:
    content = (SHORT + "g1,wifi,1,5\ng2,wifi,9,5\n").replace("\n", end)
    frame, problems = check(file, mark + content)
    assert frame["respondent"].tolist() == ["g1", "g2"]
    assert problems == ["row 3, column functional: must hold 1 to 5. Found '9'."]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_refused_with_what_to_do(file: Path, encoding: str) -> None:
    frame, problems = check(file, (SHORT + "张三,wifi,1,5\n").encode(encoding))
    assert frame is None
    assert len(problems) == 1
    assert problems[0].startswith(f"{CSV} 'utf-8' codec can't decode byte")


def test_a_bad_byte_far_down_is_refused_too(file: Path) -> None:
    rows = "".join(f"g{i},wifi,1,5\n" for i in range(100_000))
    frame, problems = check(file, (SHORT + rows).encode() + b"caf\xe9,wifi,1,5\n")
    assert frame is None
    assert problems[0].startswith(f"{CSV} 'utf-8' codec can't decode byte 0xe9")


@pytest.mark.parametrize("rows", ["g1,wifi,1,5,9\n", "g0,wifi,1,5\ng1,wifi,1,5,9\n"])
def test_a_cell_too_many_is_named_and_shifts_nothing(file: Path, rows: str) -> None:
    # pandas alone takes the first cell of such a first row for a row name, and shifts the others.
    frame, problems = check(file, SHORT + rows + "g2,wifi,1,5\ng3,wifi,1,5,,\n")
    assert frame is None
    row = rows.count("\n") + 1
    assert problems == [
        f"row {row}: must have as many cells as row 1, 4. Found 5.",
        f"row {row + 2}: must have as many cells as row 1, 4. Found 6.",
    ]


def test_rows_are_numbered_as_in_a_spreadsheet(file: Path) -> None:
    # Row 2 spans two lines of the file, row 3 is blank, row 4 has only empty cells.
    frame, problems = check(file, SHORT + '"g\n1",wifi,1,5\n\n,,,\ng2,wifi,9,5\n')
    assert problems == ["row 5, column functional: must hold 1 to 5. Found '9'."]
    assert frame["respondent"].tolist() == ["g\n1", "g2"]
    assert frame.index.tolist() == [0, 1]


def test_quoted_commas_and_quotes_belong_to_the_cell(file: Path) -> None:
    frame, problems = check(file, SHORT + '"a,b",wifi,1,5\n"a ""b""",wifi,"1",5\n')
    assert problems == []
    assert frame["respondent"].tolist() == ["a,b", 'a "b"']
    assert frame["functional"].tolist() == [1, 1]


def test_a_quote_left_open_is_said_with_its_row(file: Path) -> None:
    frame, problems = check(file, SHORT + 'g1,wifi,1,5\n"g2,wifi,1,5\ng3,wifi,1,5\n')
    assert frame is None
    must = "must be cells parted by commas; a quote may be left open"
    assert problems == [f"row 3: {must}. unexpected end of data."]


def test_text_that_a_spreadsheet_would_run_stays_text(file: Path) -> None:
    names = ["=1+1", "@SUM(A1)", "+1", "-1", "<script>"]
    frame, problems = check(file, SHORT + "".join(f"{name},wifi,1,5\n" for name in names))
    assert problems == []
    assert frame["respondent"].tolist() == names


def test_a_missing_file_and_a_folder_are_problems_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    for name in ("none.csv", "d.csv"):
        frame, (problem,) = check_answers("needs", tmp_path / name)
        assert frame is None
        assert problem.text.startswith(f"{CSV} [Errno ")


def test_features_that_nobody_answered_yet_are_a_note_and_no_error(file: Path) -> None:
    file.write_text(SHORT + "g1,wifi,1,5\n", "utf-8")
    frame, (note,) = check_answers("kano_answers", file, KNOWN)
    assert (note.note, note.text) == (True, "holds no answers yet about spa.")
    assert_frame_equal(read_answers("kano_answers", file, KNOWN), frame)


def test_many_silent_features_are_counted(file: Path) -> None:
    file.write_text(SHORT, "utf-8")
    known = {"feature": [f"f{i}" for i in range(15)]}
    _, (note,) = check_answers("kano_answers", file, known)
    listed = ", ".join(f"f{i}" for i in range(12))
    assert note.text == f"holds no answers yet about {listed} and 3 more."


def test_a_tally_holds_0_where_nothing_was_answered(file: Path) -> None:
    rows = "".join(f",wifi,{f},{d},{f + d}\n" for f in range(6) for d in range(6))
    frame, problems = check(file, TALLY + rows + "ota,spa,0,0,0\n", "kano_tally")
    assert problems == []
    # Sum of f + d over the 36 cells of 0..5: 36 * 5.
    assert kano.tally(frame).groupby("feature")["n"].sum().to_dict() == {"spa": 0, "wifi": 180}


def test_every_bad_cell_of_a_tally_is_named(file: Path) -> None:
    rows = [",wifi,0,6,-1", ",wifi,-1,5,2.5", ",wifi,,5,x", ",wifi,1,5,", ",wifi,2,5,1e30"]
    rows += [",wifi,3,5,inf", ",wifi,4,5,0", ",wifi,4,5,0"]
    _, problems = check(file, TALLY + "\n".join(rows) + "\n", "kano_tally")
    n = "column n: must hold whole numbers from 0 to 1000000000"
    assert problems == [
        "row 4, column functional: must not be empty. Found nothing.",
        "row 3, column functional: must hold 0 to 5. Found '-1'.",
        "row 2, column dysfunctional: must hold 0 to 5. Found '6'.",
        "row 5, column n: must not be empty. Found nothing.",
        *[f"row {row}, {n}. Found '{cell}'."
          for row, cell in ((2, "-1"), (3, "2.5"), (4, "x"), (6, "1e30"), (7, "inf"))],
        "row 9, columns segment and feature and functional and dysfunctional: "
        "must be there once. Found 'wifi / 4 / 5'.",
    ]  # fmt: skip


def test_one_cell_of_a_tally_is_counted_once_however_it_is_written(file: Path) -> None:
    _, problems = check(file, TALLY + ",wifi,1,5,3\n,wifi,01,5.0,3\nota,wifi,1,5,3\n", "kano_tally")
    assert [problem.split(",")[0] for problem in problems] == ["row 3"]


def test_a_tally_without_segments_is_good(file: Path) -> None:
    frame, problems = check(file, "feature,functional,dysfunctional,n\nspa,0,5,3\n", "kano_tally")
    assert problems == []
    assert frame["n"].tolist() == [3]


def test_a_need_may_be_counted_0_times(file: Path) -> None:
    frame, problems = check(file, NEEDS + "new,queue,0\nold,queue,3\n", "needs")
    assert problems == []
    assert frame.to_dict("records") == [
        {"cohort": "new", "need": "queue", "count": 0},
        {"cohort": "old", "need": "queue", "count": 3},
    ]


def test_every_bad_cell_of_the_needs_is_named(file: Path) -> None:
    rows = "new,a,-1\nnwe,a,\n,a,3\nnew,,3\nnew,a,4\n"
    assert check(file, NEEDS + rows, "needs")[1] == [
        "row 4, column cohort: must not be empty. Found nothing.",
        "row 3, column cohort: must be one the profile knows (Did you mean 'new'?). Found 'nwe'.",
        "row 5, column need: must not be empty. Found nothing.",
        "row 3, column count: must not be empty. Found nothing.",
        "row 2, column count: must hold whole numbers from 0 to 1000000000. Found '-1'.",
        "row 6, columns cohort and need: must be there once. Found 'new / a'.",
    ]


CELL = st.sampled_from(
    ["", "1", "5", "6", "2.5", "x", "wifi", "spa", "g1", " ", '"', "a\nb", "a,b", "\r", "\x00"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELL, max_size=6).map(",".join), max_size=5).map("\n".join),
    quoted=st.booleans(),
)
def test_no_table_raises_and_what_is_accepted_can_be_tallied(
    file: Path, rows: str, quoted: bool
) -> None:
    content = SHORT + (f'"{rows}"' if quoted else rows)
    frame, problems = check(file, content)
    if frame is not None and not problems:
        assert kano.tally(frame)["n"].sum() == len(frame)


def saved(tmp_path: Path, frame: pd.DataFrame, name: str = "answers.parquet") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(path, index=False)
    return path


PARQUET = pd.DataFrame(
    {
        "respondent": ["g1", "g2"],
        "segment": ["family", None],
        "feature": ["wifi", "spa"],
        "functional": [1, None],
        "dysfunctional": [5, 5],
    }
)


def problems_of(tmp_path: Path, **columns: Any) -> list[str]:
    """The problems of a Parquet file, some of whose columns are replaced."""
    path = saved(tmp_path, PARQUET.assign(**columns))
    _, problems = check_answers("kano_answers", path, KNOWN)
    return [str(problem).removeprefix(f"{path}: ") for problem in errors(problems)]


def test_parquet_stays_in_duckdb_and_tallies_like_csv(tmp_path: Path, file: Path) -> None:
    relation = read_answers("kano_answers", saved(tmp_path, PARQUET), KNOWN)
    assert type(relation).__name__ == "DuckDBPyRelation"
    PARQUET.to_csv(file, index=False)
    by_csv = kano.tally(read_answers("kano_answers", file, KNOWN), by="segment")
    assert_frame_equal(kano.tally(relation, by="segment"), by_csv, check_dtype=False)


def test_a_parquet_that_duckdb_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tally.parquet"
    rows = "values ('wifi', 1, 5, 3), ('spa', 0, 5, 0)"
    duckdb.sql(f"select * from ({rows}) t(feature, functional, dysfunctional, n)").write_parquet(
        str(path)
    )
    relation = read_answers("kano_tally", path, KNOWN)
    assert kano.tally(relation)["n"].tolist() == [0, 3]


def test_parquet_without_rows_is_a_survey_that_has_not_begun(tmp_path: Path) -> None:
    relation, (note,) = check_answers("kano_answers", saved(tmp_path, PARQUET.iloc[:0]), KNOWN)
    assert note.text == "holds no answers yet about wifi, spa."
    assert len(kano.tally(relation)) == 0


def test_parquet_notes_features_that_nobody_answered(tmp_path: Path) -> None:
    path = saved(tmp_path, PARQUET.iloc[:1])
    _, (note,) = check_answers("kano_answers", path, KNOWN)
    assert (note.note, note.text) == (True, "holds no answers yet about spa.")


def test_parquet_with_unknown_words_is_refused(tmp_path: Path) -> None:
    must = "must be one the profile knows"
    assert problems_of(tmp_path, feature=["wify", "wify"], segment=["ota", "zz"]) == [
        f"column segment: {must} (Allowed: family, ota.). Found 'zz'.",
        f"column feature: {must} (Did you mean 'wifi'?). Found 'wify'.",
    ]


def test_parquet_with_values_outside_the_scale_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path, functional=[9, 0], dysfunctional=[2.5, float("inf")]) == [
        "column functional: must hold 1 to 5. Found 0.",
        "column functional: must hold 1 to 5. Found 9.",
        "column dysfunctional: must hold 1 to 5. Found 2.5.",
        "column dysfunctional: must hold 1 to 5. Found inf.",
    ]


def test_parquet_with_other_types_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path, feature=[1, 2]) == [
        "column feature: must be text. Found 1.",
        "column feature: must be text. Found 2.",
    ]
    assert problems_of(tmp_path, functional=["1", "x"], dysfunctional=[True, True]) == [
        "column functional: must be a number. Found '1'.",
        "column functional: must be a number. Found 'x'.",
        "column dysfunctional: must be a number. Found True.",
    ]
    (problem,) = problems_of(tmp_path, feature=[["wifi"], ["wifi"]])
    assert problem.startswith("column feature: must be text. Found ")


def test_parquet_with_an_empty_feature_is_refused(tmp_path: Path) -> None:
    for empty in (None, ""):
        assert problems_of(tmp_path, feature=["wifi", empty]) == [
            "column feature: must not be empty. Found nothing."
        ]


def test_parquet_needs_no_negative_counts(tmp_path: Path) -> None:
    path = saved(
        tmp_path, pd.DataFrame({"cohort": ["new", "old"], "need": ["a", "a"], "count": [0, -1]})
    )
    _, (problem,) = check_answers("needs", path, KNOWN)
    assert problem.where == "column count"
    assert problem.text == "must hold whole numbers from 0 to 1000000000. Found -1."


def test_parquet_with_missing_and_unknown_columns_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, PARQUET.drop(columns="dysfunctional").assign(age=3))
    frame, problems = check_answers("kano_answers", path, KNOWN)
    assert frame is None
    assert [problem.text for problem in problems] == [
        "must have a column 'dysfunctional'. Found respondent, segment, feature, functional, age.",
        "must be a known column. Found 'age'. Allowed: respondent, segment, feature, functional, "
        "dysfunctional, importance.",
    ]


def test_a_broken_parquet_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    path = saved(tmp_path, pd.concat([PARQUET] * 500, ignore_index=True))
    whole = path.read_bytes()
    middle = whole[:60] + b"\xff" * 200 + whole[260:]  # the end, which says where all is, is good
    for content in (b"", b"PAR1", whole[:-20], middle):
        path.write_bytes(content)
        frame, (problem,) = check_answers("kano_answers", path, KNOWN)
        assert frame is None
        assert problem.text.startswith("must be a readable Parquet file. ")
    frame, (problem,) = check_answers("kano_answers", tmp_path / "none.parquet", KNOWN)
    assert problem.text.startswith("must be a readable Parquet file. ")


def test_a_folder_with_odd_signs_is_not_taken_for_its_neighbour(tmp_path: Path) -> None:
    # DuckDB reads "client?" and "client*" as a search: another client's answers would be counted.
    saved(tmp_path, pd.concat([PARQUET] * 5), "clientA/answers.parquet")
    for name in ("client?", "client*", "client[A]", "client'; drop", "feature=spa"):
        path = saved(tmp_path, PARQUET, f"{name}/answers.parquet")
        assert kano.tally(read_answers("kano_answers", path, KNOWN))["n"].sum() == 2


def test_parquet_without_duckdb_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    _, (problem,) = check_answers("needs", tmp_path / "needs.parquet")
    assert problem.text == "needs DuckDB to be read: pip install 'workshop-kit[big]'."


def test_a_row_that_ends_early_is_named(file: Path) -> None:
    _, problems = check(file, SHORT + "g1,wifi\ng2,wifi,1,1\n\ng3,wifi,,\n")
    assert problems == ["row 2: must have as many cells as row 1, 4. Found 2."]


ATTRIBUTES = Company.model_validate(
    {
        "id": "a",
        "name": "a",
        "attributes": (
            {"id": "spend", "label": "Spend", "kind": "number"},
            {
                "id": "mood",
                "label": "Mood",
                "kind": "ordered",
                "levels": ({"id": "low", "label": "Low"}, {"id": "high", "label": "High"}),
            },
            {"id": "share", "label": "Share", "kind": "number", "low": 0, "high": 100},
            # Called as columns of other files are, and meaning nothing of the kind.
            {
                "id": "feature",
                "label": "Feature",
                "kind": "category",
                "levels": ({"id": "pool", "label": "Pool"}, {"id": "sea", "label": "Sea"}),
            },
        ),
    }
).attributes
LAYOUT = customers_layout(ATTRIBUTES)
CUSTOMERS = "customer,segment,spend,mood,share,feature\n"


def check_customers(file: Path, content: str, known: Any = KNOWN) -> tuple[Any, list[str]]:
    return check(file, content, "customers", known, LAYOUT)


def test_customers_become_floats_and_words_with_what_is_missing(file: Path) -> None:
    rows = "c1,family,12.5,low,100,pool\nc2,,-3,,0,\n c3 , ota ,,high,,sea\n"
    frame, problems = check_customers(file, CUSTOMERS + rows)
    assert problems == []
    expected = pd.DataFrame(
        {
            "customer": pd.Series(["c1", "c2", "c3"], dtype=object),
            "segment": pd.Series(["family", None, "ota"], dtype=object),
            "spend": [12.5, -3, None],
            "mood": pd.Series(["low", None, "high"], dtype=object),
            "share": [100.0, 0, None],
            "feature": pd.Series(["pool", None, "sea"], dtype=object),
        }
    )
    assert_frame_equal(frame, expected)
    assert frame["segment"].tolist() == ["family", None, "ota"]
    assert read_answers("customers", file, KNOWN, LAYOUT).equals(frame)


def test_columns_of_customers_come_in_the_profiles_order_and_the_segment_is_always_there(
    file: Path,
) -> None:
    frame, problems = check_customers(file, "feature,share,customer,mood,spend\nsea,1,c1,low,2\n")
    assert problems == []
    assert ",".join(frame.columns) + "\n" == CUSTOMERS
    assert frame["segment"].tolist() == [None]


def test_a_file_of_customers_may_be_small(file: Path) -> None:
    for rows in ("", "c1,,,,,\n", "c1,ota,1,low,1,sea\nc2,ota,1,low,1,sea\nc3,ota,1,low,1,sea\n"):
        frame, problems = check_customers(file, CUSTOMERS + rows)
        assert problems == []
        assert len(frame) == rows.count("\n")
        assert frame.dtypes.astype(str).tolist() == [
            *("object", "object", "float64", "object", "float64", "object")
        ]


def test_a_profile_without_attributes_has_customers_in_segments(file: Path) -> None:
    frame, problems = check(file, "customer,segment\nc1,ota\n", "customers")
    assert problems == []
    assert frame.to_dict("records") == [{"customer": "c1", "segment": "ota"}]


NUMBERS = "must hold numbers such as 1200.5"


@pytest.mark.parametrize(
    "cell",
    [
        *("1,200", "12元", "¥12", "12%", "1 2", "1_0", "１２", "三", "½", "0x1", "1e999", "--1"),
        *("nan", "NaN", "inf", "-inf", "Infinity", "NA", "null", "None", "-", "x", "true", "=1"),
    ],
)
def test_every_cell_of_a_customer_that_is_no_number_is_named(file: Path, cell: str) -> None:
    rows = f'c1,,1,low,1,sea\nc2,,"{cell}",low,"{cell}",sea\n'
    _, problems = check_customers(file, CUSTOMERS + rows)
    assert problems == [
        f"row 3, column spend: {NUMBERS}. Found '{cell}'.",
        f"row 3, column share: {NUMBERS}, at least 0 and at most 100. Found '{cell}'.",
    ]
    with pytest.raises(ProblemsError, match="row 3, column spend: must hold numbers such as"):
        read_answers("customers", file, KNOWN, LAYOUT)


@pytest.mark.parametrize("cell", ["0", "-3", "+2.5", "1e3", ".5", "7.", " 8 ", "-0.001", "1" * 15])
def test_numbers_of_customers_may_have_fractions_and_signs(file: Path, cell: str) -> None:
    frame, problems = check_customers(file, CUSTOMERS + f"c1,,{cell},,,\n")
    assert problems == []
    assert frame["spend"].tolist() == [float(cell)]


@pytest.mark.parametrize("cell", ["-0.001", "100.001", "-1", "1e6"])
def test_numbers_outside_the_limits_of_an_attribute_are_named(file: Path, cell: str) -> None:
    _, problems = check_customers(file, CUSTOMERS + f"c1,,,,{cell},\n")
    must = f"{NUMBERS}, at least 0 and at most 100"
    assert problems == [f"row 2, column share: {must}. Found '{cell}'."]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"low": 0.5}, ", at least 0.5"),
        ({"high": 1234567.5}, ", at most 1234567.5"),
        ({"low": -3}, ", at least -3"),
    ],
)
def test_one_limit_alone_is_said(file: Path, limits: dict[str, float], words: str) -> None:
    layout = customers_layout([ATTRIBUTES[0].model_copy(update=limits)])
    _, problems = check(file, "customer,spend\nc1,x\n", "customers", None, layout)
    assert problems == [f"row 2, column spend: {NUMBERS}{words}. Found 'x'."]


def test_levels_segments_and_customers_are_checked(file: Path) -> None:
    rows = "c1,famly,1,Low,1,wifi\n,ota,1,low,1,pool\nc1,ota,1,high,1,\n"
    assert check_customers(file, CUSTOMERS + rows)[1] == [
        "row 3, column customer: must not be empty. Found nothing.",
        "row 2, column segment: must be one the profile knows (Did you mean 'family'?). "
        "Found 'famly'.",
        "row 2, column mood: must be one the profile knows (Did you mean 'low'?). Found 'Low'.",
        "row 2, column feature: must be one the profile knows (Allowed: pool, sea.). Found 'wifi'.",
        "row 4, column customer: must be there once. Found 'c1'.",
    ]


def test_a_customer_may_be_called_anything(file: Path) -> None:
    names = ["😀", "عميل ١", "\u202ec4", "<script>alert(1)</script>", "=1+1", "玥", "NA", "1", "01"]
    frame, problems = check_customers(file, CUSTOMERS + "".join(f"{name},,,,,\n" for name in names))
    assert problems == []
    assert frame["customer"].tolist() == names


def test_html_is_no_level(file: Path) -> None:
    _, (problem,) = check_customers(file, CUSTOMERS + "c1,,,<b>low</b>,,\n")
    assert problem.startswith("row 2, column mood: must be one the profile knows (")
    assert problem.endswith("Found '<b>low</b>'.")


def test_a_column_per_attribute_and_no_other(file: Path) -> None:
    frame, problems = check_customers(file, "customer,spend,mood,shares,feature\nc1,1,low,1,sea\n")
    assert frame is None
    assert problems == [
        "must have a column 'share'. Found customer, spend, mood, shares, feature.",
        "row 1: must be a known column. Found 'shares'. Did you mean 'share'?",
    ]


CUSTOMER = pd.DataFrame(
    {
        "customer": ["c1", "c2"],
        "segment": ["family", None],
        "spend": [12.5, None],
        "mood": ["low", ""],
        "share": [100, 0],
        "feature": [None, "sea"],
    }
)


def customer_problems(tmp_path: Path, **columns: Any) -> list[str]:
    path = saved(tmp_path, CUSTOMER.assign(**columns))
    _, problems = check_answers("customers", path, KNOWN, LAYOUT)
    return [str(problem).removeprefix(f"{path}: ") for problem in problems]


def test_customers_in_parquet_become_the_same_frame(tmp_path: Path, file: Path) -> None:
    frame = read_answers("customers", saved(tmp_path, CUSTOMER), KNOWN, LAYOUT)
    CUSTOMER.to_csv(file, index=False)
    assert_frame_equal(frame, read_answers("customers", file, KNOWN, LAYOUT))
    for empty in (["", ""], [None, None], pd.to_datetime([None, None])):
        path = saved(tmp_path, CUSTOMER.assign(spend=empty).drop(columns="segment"))
        frame = read_answers("customers", path, KNOWN, LAYOUT)
        assert frame["spend"].isna().tolist() == [True, True]
        assert frame["segment"].tolist() == [None, None]
        assert (frame["spend"].dtype, frame["segment"].dtype) == (float, object)


def test_bad_customers_in_parquet_are_named(tmp_path: Path) -> None:
    assert customer_problems(tmp_path) == []
    assert customer_problems(tmp_path, customer=["c1", "c1"]) == [
        "column customer: must be there once. Found 'c1'."
    ]
    assert customer_problems(tmp_path, customer=["c1", None], spend=[float("inf"), 1]) == [
        "column customer: must not be empty. Found nothing.",
        f"column spend: {NUMBERS}. Found inf.",
    ]
    assert customer_problems(tmp_path, share=[-0.5, 101], mood=["low", "hihg"]) == [
        "column mood: must be one the profile knows (Did you mean 'high'?). Found 'hihg'.",
        f"column share: {NUMBERS}, at least 0 and at most 100. Found -0.5.",
        f"column share: {NUMBERS}, at least 0 and at most 100. Found 101.0.",
    ]
    assert customer_problems(tmp_path, spend=["12", "x"], customer=[1, 2]) == [
        "column customer: must be text. Found 1.",
        "column customer: must be text. Found 2.",
        "column spend: must be a number. Found '12'.",
        "column spend: must be a number. Found 'x'.",
    ]
    # pandas would take a date for a number of nanoseconds.
    assert customer_problems(tmp_path, spend=pd.to_datetime(["2026-11-21", None])) == [
        "column spend: must be a number. Found Timestamp('2026-11-21 00:00:00')."
    ]
    assert customer_problems(tmp_path, spend=[True, False])[0] == (
        "column spend: must be a number. Found False."
    )


ANY = st.sampled_from(
    ["", "1", "0.5", "-1", "x", "low", "pool", "ota", "c1", "1,2", "nan", "\u202e"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(ANY, min_size=6, max_size=6).map(",".join), max_size=5))
def test_no_customers_raise_and_what_is_accepted_is_finite_and_unique(
    file: Path, rows: list[str]
) -> None:
    frame, problems = check_customers(file, CUSTOMERS + "\n".join(rows))
    if frame is not None and not problems:
        assert frame["customer"].is_unique
        assert frame["share"].dropna().between(0, 100).all()
        assert frame["spend"].abs().dropna().lt(float("inf")).all()


PROFILE = """id: a
name: n
segments: [{id: family, label: F}]
attributes:
  - {id: spend, label: Spend, kind: number, low: 0}
  - {id: mood, label: M, kind: ordered, levels: [{id: low, label: L}, {id: high, label: H}]}
"""


def test_a_workshop_gives_the_customers_of_its_company(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(f"{PROFILE}data: {{customers: c.csv}}\n", "utf-8")
    (tmp_path / "c.csv").write_text("customer,mood,spend\nc1,low,3\n", "utf-8")
    ws = Workshop(read_company(tmp_path), "en", "participant")
    assert ws.has("customers")
    assert ws.answers("customers").to_dict("records") == [
        {"customer": "c1", "segment": None, "spend": 3.0, "mood": "low"}
    ]
    (tmp_path / "c.csv").write_text("customer,mood,spend,segment\nc1,lo,-3,fam\n", "utf-8")
    assert [problem.where for problem in check_data(ws.company)] == [
        *("row 2, column segment", "row 2, column spend", "row 2, column mood")
    ]
    with pytest.raises(ProblemsError, match=r"column spend: must hold numbers such as"):
        ws.answers("customers")


def test_a_company_without_a_file_of_customers_has_an_empty_frame(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(PROFILE, "utf-8")
    ws = Workshop(read_company(tmp_path), "en", "participant")
    customers = ws.answers("customers")
    assert not ws.has("customers")
    assert customers.dtypes.astype(str).to_dict() == {
        "customer": "object", "segment": "object", "spend": "float64", "mood": "object",
    }  # fmt: skip
    assert len(customers) == 0


CURVES = "persona,group,author,version,position,touchpoint,valence,reason\n"
POINTS = {"touchpoint": ["desk", "room"]}
HALF = f"{NUMBERS}, at least -3 and at most 3"


def check_curves(file: Path, content: str) -> tuple[Any, list[str]]:
    return check(file, content, "curves", POINTS)


def test_curves_become_floats_and_words_with_what_is_missing(file: Path) -> None:
    rows = 'old,1,,as_is,1,desk,-2.5,"Waited, long"\nold,1,,to_be,2.5,room,3,\n'
    frame, problems = check_curves(file, CURVES + rows)
    assert problems == []
    words = ["persona", "group", "author", "version", "touchpoint", "reason"]
    assert list(frame) == CURVES.strip().split(",")
    assert set(frame[words].dtypes.astype(str)) == {"object"}
    assert frame[["position", "valence"]].to_dict("list") == {
        "position": [1.0, 2.5],
        "valence": [-2.5, 3.0],
    }
    assert frame["author"].tolist() == [None, None]
    assert frame["reason"].tolist() == ["Waited, long", None]
    assert frame["group"].tolist() == ["1", "1"]


def test_author_and_reason_may_be_left_out_of_curves(file: Path) -> None:
    content = "valence,touchpoint,position,version,group,persona\n1,desk,0,as_is,g,p\n"
    frame, problems = check_curves(file, content)
    assert problems == []
    assert list(frame) == CURVES.strip().split(",")
    assert frame[["author", "reason"]].isna().all(axis=None)
    _, problems = check_curves(file, "persona,group,version,position,touchpoint\n")
    assert problems == [
        "must have a column 'valence'. Found persona, group, version, position, touchpoint."
    ]


def test_every_bad_cell_of_curves_is_named(file: Path) -> None:
    rows = [
        "p,1,,as_is,1,desk,4,", "p,1,,as_is,2,dsk,0,", "p,1,,asis,3,desk,-3.5,",
        "p,1,,,-1,desk,0,", "p,2,,as_is,x,desk,,why", ",,,as_is,1,,0,", "p,3,,was,,desk,+2,",
        "p,4,,to_be,1,desk,nan,", "p,5,,to_be,inf,desk,−1,",
    ]  # fmt: skip
    _, problems = check_curves(file, CURVES + "\n".join(rows) + "\n")
    assert problems == [
        "row 7, column persona: must not be empty. Found nothing.",
        "row 7, column group: must not be empty. Found nothing.",
        "row 5, column version: must not be empty. Found nothing.",
        "row 4, column version: must be one of the allowed words (Did you mean 'as_is'?). "
        "Found 'asis'.",
        "row 8, column version: must be one of the allowed words (Allowed: as_is, to_be.). "
        "Found 'was'.",
        "row 8, column position: must not be empty. Found nothing.",
        f"row 5, column position: {NUMBERS}, at least 0. Found '-1'.",
        f"row 6, column position: {NUMBERS}, at least 0. Found 'x'.",
        f"row 10, column position: {NUMBERS}, at least 0. Found 'inf'.",
        "row 7, column touchpoint: must not be empty. Found nothing.",
        "row 3, column touchpoint: must be one the profile knows (Did you mean 'desk'?). "
        "Found 'dsk'.",
        "row 6, column valence: must not be empty. Found nothing.",
        f"row 2, column valence: {HALF}. Found '4'.",
        f"row 4, column valence: {HALF}. Found '-3.5'.",
        f"row 9, column valence: {HALF}. Found 'nan'.",
        f"row 10, column valence: {HALF}. Found '−1'.",  # a minus sign that is no hyphen
    ]


def test_a_curve_has_each_touchpoint_and_each_position_once(file: Path) -> None:
    rows = [
        "p,1,,as_is,1,desk,1,", "p,1,,as_is,2,desk,1,", "p,1,,as_is,1,room,1,",
        # Other curves: of a person, of another version, group and persona.
        "p,1,ann,as_is,1,desk,1,", "p,1,,to_be,1,desk,1,", "p,2,,as_is,1,desk,1,",
        "q,1,,as_is,1,desk,1,", "p,1,ann,as_is,1.0,desk,0,",
    ]  # fmt: skip
    curve = "persona and group and author and version"
    assert check_curves(file, CURVES + "\n".join(rows) + "\n")[1] == [
        f"row 3, columns {curve} and touchpoint: must be there once. Found 'p / 1 / as_is / desk'.",
        f"row 9, columns {curve} and touchpoint: must be there once. "
        "Found 'p / 1 / ann / as_is / desk'.",
        f"row 4, columns {curve} and position: must be there once. Found 'p / 1 / as_is / 1'.",
        f"row 9, columns {curve} and position: must be there once. "
        "Found 'p / 1 / ann / as_is / 1'.",
    ]


CURVE = pd.DataFrame(
    {
        "persona": ["p", "p"],
        "group": ["1", "1"],
        "version": ["as_is", "as_is"],
        "position": [1, 2],
        "touchpoint": ["desk", "room"],
        "valence": [-2.5, 3],
    }
)


def test_curves_in_parquet_become_the_same_frame(tmp_path: Path, file: Path) -> None:
    frame = read_answers("curves", saved(tmp_path, CURVE), POINTS)
    CURVE.to_csv(file, index=False)
    assert_frame_equal(frame, read_answers("curves", file, POINTS))


def test_bad_curves_in_parquet_are_named(tmp_path: Path) -> None:
    def problems(**columns: Any) -> list[str]:
        path = saved(tmp_path, CURVE.assign(**columns))
        found = check_answers("curves", path, POINTS)[1]
        return [str(problem).removeprefix(f"{path}: ") for problem in found]

    curve = "columns persona and group and version"
    assert problems(touchpoint="desk", position=[1, 1]) == [
        f"{curve} and touchpoint: must be there once. Found 'p / 1 / as_is / desk'.",
        f"{curve} and position: must be there once. Found 'p / 1 / as_is / 1'.",
    ]
    assert problems(valence=[4, 0], version=["as_is", "new"], touchpoint=["bar", "room"]) == [
        "column version: must be one of the allowed words (Allowed: as_is, to_be.). Found 'new'.",
        "column touchpoint: must be one the profile knows (Allowed: desk, room.). Found 'bar'.",
        f"column valence: {HALF}. Found 4.",
    ]


def test_a_workshop_gives_the_curves_of_its_company(tmp_path: Path) -> None:
    text = "id: a\nname: n\ntouchpoints: [{id: desk, label: D, kind: human}]\n"
    (tmp_path / "company.yaml").write_text(text, "utf-8")
    ws = Workshop(read_company(tmp_path), "en", "participant")
    assert not ws.has("curves")
    empty = ws.answers("curves")
    assert list(empty) == CURVES.strip().split(",")
    assert len(empty) == 0
    assert len(journey.curve_metrics(empty, by=["persona", "group"])) == 0

    (tmp_path / "company.yaml").write_text(f"{text}data: {{curves: c.csv}}\n", "utf-8")
    (tmp_path / "c.csv").write_text(CURVES + "p,1,,as_is,1,desk,2,\n", "utf-8")
    ws = Workshop(read_company(tmp_path), "en", "participant")
    assert ws.has("curves")
    assert ws.answers("curves").dtypes.astype(str).to_dict() == empty.dtypes.astype(str).to_dict()
    (tmp_path / "c.csv").write_text(CURVES + "p,1,,as_is,1,dask,4,\n", "utf-8")
    assert [problem.where for problem in check_data(ws.company)] == [
        "row 2, column touchpoint",
        "row 2, column valence",
    ]
    with pytest.raises(ProblemsError, match=r"row 2, column valence: must hold numbers such as"):
        ws.answers("curves")


HEAD = "respondent,segment,item,expectation,perception,minimum\n"
ITEMS = (
    CustomerItem.model_validate({"id": "neat", "label": "Neat", "dimension": "tangibles"}),
    CustomerItem.model_validate({"id": "fast", "label": "Fast", "dimension": "responsiveness"}),
)
SURVEY = servqual_layout(ITEMS)


def test_a_servqual_survey_becomes_numbers_and_words(file: Path) -> None:
    rows = "r1,family,neat,6,5,4\nr1,family,fast,7,,\nr2,,neat,,,\n"
    frame, problems = check(file, HEAD + rows, "servqual_answers", KNOWN, SURVEY)
    assert problems == []
    assert frame["expectation"].tolist()[:2] == [6, 7]
    assert frame["perception"].isna().tolist() == [False, True, True]
    assert frame["segment"].isna().tolist() == [False, False, True]
    short = "item,perception,respondent,expectation\nneat,1,r1,7\n"
    frame, problems = check(file, short, "servqual_answers", KNOWN, SURVEY)
    assert problems == []
    assert list(frame) == ["respondent", "item", "expectation", "perception"]


def test_every_bad_cell_of_a_servqual_survey_is_named(file: Path) -> None:
    rows = [
        "r1,family,neat,8,5,", "r1,family,fsat,6,5,", "r2,ota,neat,0,5.5,", "r2,ota,neat,6,5,",
        "r3,ota,neat,6,5,x", "r3,family,fast,6,-1,9", ",ota,,6,5,", "r4,vip,neat,6,5,4",
    ]  # fmt: skip
    _, problems = check(file, HEAD + "\n".join(rows), "servqual_answers", KNOWN, SURVEY)
    scale = "must hold 1 to 7"
    assert sorted(problems) == sorted(
        [
            "row 8, column respondent: must not be empty. Found nothing.",
            "row 9, column segment: must be one the profile knows (Allowed: family, ota.). "
            "Found 'vip'.",
            "row 8, column item: must not be empty. Found nothing.",
            "row 3, column item: must be one the profile knows (Did you mean 'fast'?). "
            "Found 'fsat'.",
            f"row 2, column expectation: {scale}. Found '8'.",
            f"row 4, column expectation: {scale}. Found '0'. Does 0 stand for no answer? "
            "Then leave the cell empty.",
            f"row 4, column perception: {scale}. Found '5.5'.",
            f"row 7, column perception: {scale}. Found '-1'.",
            f"row 6, column minimum: {scale}. Found 'x'.",
            f"row 7, column minimum: {scale}. Found '9'.",
            "row 5, columns respondent and item: must be there once. Found 'r2 / neat'.",
            "row 7, columns respondent and segment: must be in one segment in all rows. "
            "Found 'r3'.",
        ]
    )


def test_a_servqual_survey_is_answered_on_the_profiles_scale(file: Path) -> None:
    rows = HEAD + "r1,,neat,9,0,\n"
    _, problems = check(file, rows, "servqual_answers", None, servqual_layout(ITEMS, (1, 9)))
    assert problems == ["row 2, column perception: must hold 1 to 9. Found '0'."]


def test_items_that_nobody_was_asked_about_are_a_note(file: Path) -> None:
    file.write_text(HEAD + "r1,,neat,6,5,\n", "utf-8")
    _, (note,) = check_answers("servqual_answers", file, None, SURVEY)
    assert (note.note, note.text) == (True, "holds no answers yet about fast.")


def test_a_servqual_survey_in_parquet_stays_where_it_is(tmp_path: Path, file: Path) -> None:
    frame = pd.DataFrame(
        {"respondent": ["r1", "r1"], "item": ["neat", "fast"], "expectation": [6, 7],
         "perception": [5.0, None]}
    )  # fmt: skip
    path = saved(tmp_path, frame)
    relation = read_answers("servqual_answers", path, None, SURVEY)
    assert isinstance(relation, duckdb.DuckDBPyRelation)
    assert len(relation.df()) == 2
    path = saved(tmp_path, frame.assign(expectation=[0, 7], item=["neat", "slow"]))
    found = [
        problem.text for problem in errors(check_answers("servqual_answers", path, None, SURVEY)[1])
    ]
    assert found == [
        "must be one the profile knows (Allowed: neat, fast.). Found 'slow'.",
        "must hold 1 to 7. Found 0.",
    ]


POINTS_HEAD = "respondent,dimension,points\n"


def test_points_of_each_respondent_sum_to_100(file: Path) -> None:
    rows = "r1,empathy,60\nr1,reliability,40\nr2,empathy,100\nr3,empathy,33.5\nr3,assurance,66.5\n"
    frame, problems = check(file, POINTS_HEAD + rows, "servqual_weights")
    assert problems == []
    assert frame["points"].tolist() == [60, 40, 100, 33.5, 66.5]
    bad = "r1,empathy,57\nr1,reliability,40\nr2,empathy,100\nr3,empathy,60\nr3,tangibles,60\n"
    _, problems = check(file, POINTS_HEAD + bad, "servqual_weights")
    must = "columns respondent and points: must sum to 100 for each respondent"
    assert problems == [
        f"rows 2, 3, {must}. Found 'r1 / 97'.",
        f"rows 5, 6, {must}. Found 'r3 / 120'.",
    ]


def test_every_bad_row_of_points_is_named(file: Path) -> None:
    rows = [
        "r1,empthy,100", "r2,empathy,50", "r2,empathy,50", "r3,empathy,x", "r3,assurance,90",
        "r4,empathy,-10", "r4,assurance,101", ",empathy,100", "r5,empathy,", "r6,,100",
    ]  # fmt: skip
    _, problems = check(file, POINTS_HEAD + "\n".join(rows), "servqual_weights")
    points = f"{NUMBERS}, at least 0 and at most 100"
    assert problems == [
        "row 9, column respondent: must not be empty. Found nothing.",
        "row 11, column dimension: must not be empty. Found nothing.",
        "row 2, column dimension: must be one of the allowed words (Did you mean 'empathy'?). "
        "Found 'empthy'.",
        "row 10, column points: must not be empty. Found nothing.",
        f"row 5, column points: {points}. Found 'x'.",
        f"row 7, column points: {points}. Found '-10'.",
        f"row 8, column points: {points}. Found '101'.",
        "row 4, columns respondent and dimension: must be there once. Found 'r2 / empathy'.",
    ]


def test_points_in_parquet_are_checked_the_same_way(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"respondent": ["r1", "r1"], "dimension": ["empathy", "assurance"], "points": [60, 37]}
    )
    path = saved(tmp_path, frame)
    (problem,) = check_answers("servqual_weights", path)[1]
    assert problem.text == "must sum to 100 for each respondent. Found 'r1 / 97'."
    good = read_answers("servqual_weights", saved(tmp_path, frame.assign(points=[60, 40])))
    assert good["points"].tolist() == [60.0, 40.0]


GAPS_HEAD = "respondent,role,gap,measure,dimension,item,score\n"
ASKED = gap_layout(
    [
        RoleItem.model_validate({"label": "x", **row})
        for row in (
            {"id": "neat", "role": "manager", "gap": 1, "dimension": "tangibles"},
            {"id": "heard", "role": "manager", "gap": 1},
            {"id": "able", "role": "staff", "gap": 3, "dimension": "empathy"},
        )
    ]
)


def check_gaps(file: Path, *rows: str) -> tuple[Any, list[str]]:
    return check(file, GAPS_HEAD + "\n".join(rows) + "\n", "gap_answers", None, ASKED)


def test_what_managers_and_staff_answered_becomes_a_frame(file: Path) -> None:
    frame, problems = check_gaps(
        file,
        "1,manager,1,expectation,tangibles,neat,6",
        "1,manager,1,antecedent,,heard,",
        "1,staff,3,able,empathy,able,2",
    )
    assert problems == []
    assert ",".join(frame) + "\n" == GAPS_HEAD
    assert frame["dimension"].tolist() == ["tangibles", None, "empathy"]
    assert frame["gap"].tolist() == [1, 1, 3]
    assert frame["score"].isna().tolist() == [False, True, False]


def test_what_does_not_go_together_in_a_row_is_named(file: Path) -> None:
    _, problems = check_gaps(
        file,
        "m1,staff,1,expectation,tangibles,neat,6",
        "m2,manager,3,able,empathy,able,6",
        "m3,manager,1,expectation,,neat,6",
        "m4,manager,1,antecedent,empathy,heard,6",
        "m5,staff,3,able,empathy,able,2",
        "m6,staff,1,expectation,tangibles,neat,6",
    )
    columns = "columns role and gap and measure and dimension and item"
    neat = "must go together as in the profile, manager / 1 / expectation / tangibles / neat"
    assert sorted(problems) == sorted(
        [
            f"row 3, {columns}: must go together as in the profile, staff / 3 / able / empathy / "
            "able. Found 'manager / 3 / able / empathy / able'.",
            f"row 5, {columns}: must go together as in the profile, manager / 1 / antecedent / "
            "heard. Found 'manager / 1 / antecedent / empathy / heard'.",
            f"rows 2, 7, {columns}: {neat}. Found 'staff / 1 / expectation / tangibles / neat'.",
            f"row 4, {columns}: {neat}. Found 'manager / 1 / expectation / neat'.",
        ]
    )


def test_every_bad_cell_of_the_gaps_is_named_once(file: Path) -> None:
    _, problems = check_gaps(
        file,
        "m1,manger,1,expectation,tangibles,neat,6",
        "m1,manager,5,expectation,tangibles,neat,6",
        "m2,manager,1,expects,tangibles,neat,8",
        "m3,manager,1,expectation,looks,neat,0",
        "m4,manager,1,expectation,tangibles,naet,6",
        "s1,staff,3,able,empathy,able,2",
        "s1,staff,3,able,empathy,able,3",
        ",,,,,,1",
    )
    allowed = "must be one of the allowed words"
    assert problems == [
        "row 9, column respondent: must not be empty. Found nothing.",
        "row 9, column role: must not be empty. Found nothing.",
        f"row 2, column role: {allowed} (Did you mean 'manager'?). Found 'manger'.",
        "row 9, column gap: must not be empty. Found nothing.",
        "row 3, column gap: must hold 1 to 4. Found '5'.",
        "row 9, column measure: must not be empty. Found nothing.",
        f"row 4, column measure: {allowed} (Did you mean 'expectation'?). Found 'expects'.",
        f"row 5, column dimension: {allowed} (Allowed: tangibles, reliability, responsiveness, "
        "assurance, empathy.). Found 'looks'.",
        "row 9, column item: must not be empty. Found nothing.",
        "row 6, column item: must be one the profile knows (Did you mean 'neat'?). Found 'naet'.",
        "row 4, column score: must hold 1 to 7. Found '8'.",
        "row 5, column score: must hold 1 to 7. Found '0'. Does 0 stand for no answer? "
        "Then leave the cell empty.",
        "row 8, columns role and respondent and gap and measure and item: must be there once. "
        "Found 'staff / s1 / 3 / able / able'.",
    ]


def test_gaps_in_parquet_become_the_same_frame(tmp_path: Path, file: Path) -> None:
    frame, _ = check_gaps(
        file, "1,manager,1,expectation,tangibles,neat,6", "1,staff,3,able,empathy,able,2"
    )
    path = saved(tmp_path, frame)
    assert_frame_equal(read_answers("gap_answers", path, None, ASKED), frame)
    path = saved(tmp_path, frame.assign(dimension="tangibles"))
    (problem,) = errors(check_answers("gap_answers", path, None, ASKED)[1])
    assert problem.text == (
        "must go together as in the profile, staff / 3 / able / empathy / able. "
        "Found 'staff / 3 / able / tangibles / able'."
    )


COMPLAINTS = "date,touchpoint,kind,count\n"


def test_complaints_are_counted_by_day(file: Path) -> None:
    rows = "2026-03-31,desk,wait,2\n2026-03-31,desk,rude staff,1\n2026-02-28,room,wait,0\n"
    frame, problems = check(file, COMPLAINTS + rows, "complaints", POINTS)
    assert problems == []
    assert frame.dtypes.astype(str).to_dict() == {
        "date": "datetime64[ns]", "touchpoint": "object", "kind": "object", "count": "float64",
    }  # fmt: skip
    assert frame["date"].dt.day.tolist() == [31, 31, 28]


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "31/03/2026",
            "2026-3-31",
            "2026-02-30",
            "2026-03",
            "20260331",
            "2026-W13-2",
            "0206-03-31",
        ),
        *("2026-03-31 10:00", "46112", "x", "２０２６-03-31", "9999-12-31"),
    ],
)
def test_what_is_no_day_is_named(file: Path, cell: str) -> None:
    _, problems = check(file, f"{COMPLAINTS}{cell},desk,wait,1\n", "complaints", POINTS)
    assert problems == [f"row 2, column date: must be a day such as 2026-03-31. Found '{cell}'."]


def test_every_bad_cell_of_complaints_is_named(file: Path) -> None:
    rows = "2026-03-31,dsk,wait,-1\n,desk,,1.5\n2026-03-31,desk,wait,1\n2026-03-31,desk,wait,2\n"
    _, problems = check(file, COMPLAINTS + rows, "complaints", POINTS)
    count = "must hold whole numbers from 0 to 1000000000"
    assert problems == [
        "row 3, column date: must not be empty. Found nothing.",
        "row 2, column touchpoint: must be one the profile knows (Did you mean 'desk'?). "
        "Found 'dsk'.",
        "row 3, column kind: must not be empty. Found nothing.",
        f"row 2, column count: {count}. Found '-1'.",
        f"row 3, column count: {count}. Found '1.5'.",
        "row 5, columns date and touchpoint and kind: must be there once. "
        "Found '2026-03-31 / desk / wait'.",
    ]


def test_complaints_in_parquet_may_have_typed_days(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "date": ["2026-03-31", "2026-04-01"],
            "touchpoint": "desk",
            "kind": "wait",
            "count": [1, 2],
        }
    )
    expected = read_answers("complaints", saved(tmp_path, frame), POINTS)
    days = pd.to_datetime(frame["date"])
    for typed_days in (days, days.dt.date, days + pd.Timedelta(hours=9)):
        path = saved(tmp_path, frame.assign(date=typed_days))
        assert_frame_equal(read_answers("complaints", path, POINTS), expected)
    bad = (days.dt.tz_localize("Asia/Shanghai"), [20260331, 20260401], ["x", "y"])
    for wrong in bad:
        problems = check_answers("complaints", saved(tmp_path, frame.assign(date=wrong)), POINTS)[1]
        assert [problem.where for problem in problems] == ["column date"] * 2


LOYALTY = "respondent,segment,recommend,satisfaction,effort\n"


def test_loyalty_has_a_row_for_each_respondent(file: Path) -> None:
    rows = "r1,family,10,5,7\nr2,,0,,\n"
    frame, problems = check(file, LOYALTY + rows, "loyalty_answers")
    assert problems == []
    assert frame["recommend"].tolist() == [10, 0]
    frame, problems = check(file, "respondent,recommend\nr1,7\n", "loyalty_answers")
    assert problems == []
    assert ",".join(frame) + "\n" == LOYALTY
    assert frame["effort"].isna().all()


def test_every_bad_cell_of_loyalty_is_named(file: Path) -> None:
    rows = "r1,family,11,6,8\nr1,family,-1,0,0\nr2,vip,9.5,5,7\n,ota,9,5,7\n"
    _, problems = check(file, LOYALTY + rows, "loyalty_answers")
    assert problems == [
        "row 5, column respondent: must not be empty. Found nothing.",
        "row 4, column segment: must be one the profile knows (Allowed: family, ota.). "
        "Found 'vip'.",
        "row 2, column recommend: must hold 0 to 10. Found '11'.",
        "row 3, column recommend: must hold 0 to 10. Found '-1'.",
        "row 4, column recommend: must hold 0 to 10. Found '9.5'.",
        "row 2, column satisfaction: must hold 1 to 5. Found '6'.",
        f"row 3, column satisfaction: must hold 1 to 5. Found '0'. {FROM_0}",
        "row 2, column effort: must hold 1 to 7. Found '8'.",
        "row 3, column effort: must hold 1 to 7. Found '0'. Does 0 stand for no answer? "
        "Then leave the cell empty.",
        "row 3, column respondent: must be there once. Found 'r1'.",
    ]


ODD = st.sampled_from(
    ["", "1", "7", "0.5", "-1", "x", "neat", "manager", "1e999", "2026-03-31", "\u202e"]
)


@pytest.mark.parametrize(
    "kind", ["servqual_answers", "servqual_weights", "gap_answers", "complaints", "loyalty_answers"]
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(ODD, min_size=7, max_size=7), max_size=5))
def test_no_rows_raise_and_what_is_accepted_stays_on_its_scale(
    file: Path, kind: str, rows: list[list[str]]
) -> None:
    layout = {"servqual_answers": SURVEY, "gap_answers": ASKED}.get(kind, LAYOUTS[kind])
    columns = layout.columns
    content = "\n".join(
        ",".join(cells) for cells in [columns, *(row[: len(columns)] for row in rows)]
    )
    frame, problems = check(file, content, kind, POINTS, layout)
    if frame is not None and not problems:
        for column, (low, high) in layout.numbers.items():
            assert frame[column].dropna().between(low, high).all()
        assert not frame.duplicated([*layout.key]).any()
