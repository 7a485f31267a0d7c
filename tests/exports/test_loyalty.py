"""Exports of recommendation, satisfaction and effort: complete or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop_kit.company import Company, read_company
from workshop_kit.exports import Imported, import_answers, told
from workshop_kit.problems import ProblemsError
from workshop_kit.workshop import check_data

PROFILE = """
id: client
name: Client
segments:
  - {id: household, label: {en: Households, zh: 居民客户}}
data: {loyalty_answers: loyalty_answers.csv}
"""
HEADER = "respondent,segment,recommend,satisfaction,effort\n"
ALL = """recommend: {column: R}
satisfaction: {column: S}
effort: {column: E, high_is: easy}
"""


@pytest.fixture
def company(tmp_path: Path) -> Company:
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(PROFILE, "utf-8")
    (folder / "loyalty_answers.csv").write_text(HEADER, "utf-8")
    return read_company(folder)


@pytest.fixture
def run(company: Company, tmp_path: Path) -> Callable[..., Imported]:
    def go(rows: str, text: str = ALL) -> Imported:
        (company.folder / "map.yaml").write_text(text, "utf-8")
        file = tmp_path / "export.csv"
        file.write_text(rows, "utf-8")
        return import_answers(
            file, company.folder / "map.yaml", company, method="loyalty", replace=True
        )

    return go


@pytest.fixture
def refused(run: Callable[..., Imported], company: Company, tmp_path: Path) -> Callable[..., str]:
    """The whole message of an import that must not change anything; paths without folders."""

    def go(rows: str, text: str = ALL) -> str:
        with pytest.raises(ProblemsError) as error:
            run(rows, text)
        assert (company.folder / "loyalty_answers.csv").read_text() == HEADER
        text = str(error.value).replace(f"{company.folder}{os.sep}", "")
        return text.replace(f"{tmp_path}{os.sep}", "")

    return go


def tidy(company: Company) -> str:
    return (company.folder / "loyalty_answers.csv").read_text("utf-8").removeprefix(HEADER)


def test_one_row_for_each_respondent(run: Callable[..., Imported], company: Company) -> None:
    text = ALL + "segment: {column: Who, values: {居民: household}}\n"
    done = run("Who,E,S,R,Why\n居民,7,5,10,x\n,,1,0,\n,,,,x\n居民,1,,9,\n", text)
    assert tidy(company) == "r1,household,10,5,7\nr2,,0,1,\nr3,household,9,,1\n"
    assert done.answered == {"recommend": 3, "satisfaction": 2, "effort": 2}
    assert (done.respondents, done.empty_rows, done.empty_cells) == (3, 1, 2)
    assert done.unused == ["Why"]
    assert [problem for problem in check_data(company) if not problem.note] == []


def test_each_question_may_be_left_out(run: Callable[..., Imported], company: Company) -> None:
    done = run("R,S,E\n10,5,7\n,4,\n", "satisfaction: {column: S}\n")
    assert tidy(company) == "r1,,,5,\nr2,,,4,\n"
    assert (done.answered, done.empty_cells) == ({"satisfaction": 2}, 0)
    assert done.unused == ["R", "E"]
    assert [problem for problem in check_data(company) if not problem.note] == []


def test_words_score_what_the_map_says_of_their_question(
    run: Callable[..., Imported], company: Company
) -> None:
    text = """recommend: {column: R, values: {10 - certainly: 10, "9": 9, 0 - never: 0}}
satisfaction: {column: S, values: {非常满意: 5, 一般: "3"}}
effort: {column: E, high_is: hard, values: {一般: 4, 很费力: 7}}
"""
    done = run("R,S,E\n10 - certainly,非常满意 ,一般\n0 - never,一般,很费力\n9,,\n", text)
    assert tidy(company) == "r1,,10,5,4\nr2,,0,3,7\nr3,,9,,\n"
    assert done.high_is == "hard"
    said = "Effort: 7 is hard, as the map says; scores stay as they were given."
    assert said in list(told(done))


def test_0_is_a_recommendation_and_can_be_no_satisfaction(
    run: Callable[..., Imported], refused: Callable[..., str], company: Company
) -> None:
    rows = "R,S,E\n0,0,0\n"
    assert refused(rows, ALL + 'empty: ["0"]\n') == (
        "map.yaml:4: empty: must not be a score of recommend, 0 to 10, while its 'values:' are "
        "left out. Found '0'."
    )
    text = ALL.replace("column: S", 'column: S, empty: ["0"]')
    run(rows, text.replace("column: E", 'column: E, empty: ["0", n/a]'))
    assert tidy(company) == "r1,,0,,\n"


def test_everything_that_is_wrong_is_named_at_once(refused: Callable[..., str]) -> None:
    rows = """No,R,S,E,E-Mail
1,11,6,0,
2,9,very,8,a@b.com
1,ten,,7,
"""
    assert refused(rows, ALL + "respondent: No\n").splitlines() == [
        "export.csv: row 2, column B ('R'): must hold 0 to 10. Found '11'.",
        "export.csv: row 4, column B ('R'): must hold 0 to 10. Found 'ten'.",
        "export.csv: row 2, column C ('S'): must hold 1 to 5. Found '6'.",
        "export.csv: row 3, column C ('S'): must hold 1 to 5. Found 'very'.",
        "export.csv: row 2, column D ('E'): must hold 1 to 7. Found '0'.",
        "export.csv: row 3, column D ('E'): must hold 1 to 7. Found '8'.",
        "export.csv: rows 2, 4, column A ('No'): must be there once. Found the same respondent "
        "again.",
        "export.csv: row 3, column E ('E-Mail'): must hold no phone number, e-mail address or "
        "national id. Found what looks like one; name the column under 'drop:' in the map, or take "
        "it out of the file.",
    ]


def test_words_that_the_map_does_not_know_are_named(refused: Callable[..., str]) -> None:
    text = "satisfaction: {column: S, values: {非常满意: 5, 满意: 4}}\n"
    assert refused("S\n非常满意\n满意度高\n", text) == (
        "export.csv: row 3, column A ('S'): must be a wording of satisfaction.values in the map. "
        "Found '满意度高'. Did you mean '满意'?"
    )


def test_a_map_that_does_not_fit_is_said_at_once(refused: Callable[..., str]) -> None:
    text = """recommend: {column: R, values: {yes: 11, no: "?", x: 1}}
satisfaction: {column: R, values: {}}
effort: {column: "?", high_is: "?"}
empty: [x]
"""
    assert refused("R\n1\n", text).splitlines() == [
        "map.yaml:1: recommend.values.no: must be filled in with 0 to 10. Found '?'.",
        "map.yaml:1: recommend.values.x: must be an answer or stand under 'empty:'. Found it in "
        "both.",
        "map.yaml:1: recommend.values.yes: must be 0 to 10. Found 11.",
        "map.yaml:2: satisfaction.column: must be a column of its own. Found 'R', as in "
        "recommend.column.",
        "map.yaml:2: satisfaction.values: must say what each answer means, or be left out where "
        "numbers count as they are. Found none.",
        "map.yaml:3: effort.column: must be filled in: the header of a column. Found '?'.",
        "map.yaml:3: effort.high_is: must be filled in with easy or hard: what the highest score "
        "says. Found '?'.",
    ]


def test_the_direction_of_effort_must_be_said(refused: Callable[..., str]) -> None:
    assert refused("E\n1\n", "effort: {column: E}\n") == (
        "map.yaml:1: effort.high_is: must be given. Found nothing."
    )
    assert refused("E\n1\n", "effort: {column: E, high_is: good}\n") == (
        "map.yaml:1: effort.high_is: must be one of the allowed words. Found 'good'. Allowed: "
        "easy, hard."
    )


def test_a_map_without_a_question_is_refused(refused: Callable[..., str]) -> None:
    assert refused("E\n1\n", "respondent: E\n") == (
        "map.yaml:1: must name the column of at least one of recommend, satisfaction, effort. "
        "Found none."
    )
