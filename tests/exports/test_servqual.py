"""SERVQUAL exports: expectations, perceptions, minimum and points, complete or not at all."""

import csv
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from workshop_kit.company import Company, read_company
from workshop_kit.exports import Imported, doubts, import_answers
from workshop_kit.problems import ProblemsError
from workshop_kit.workshop import check_data

PROFILE = """
id: client
name: Client
segments:
  - {id: household, label: {en: Households, zh: 居民客户}}
items:
  - {id: neat, label: {en: Neat staff, zh: 着装整洁}, dimension: tangibles}
  - {id: prompt, label: {en: Prompt, zh: 及时}, dimension: responsiveness}
  - {id: too-busy, label: {en: Too busy, zh: 太忙}, dimension: responsiveness, negative: true}
data: {servqual_answers: servqual_answers.csv, servqual_weights: servqual_weights.csv}
"""
ANSWERS_HEADER = "respondent,segment,item,expectation,perception\n"
POINTS_HEADER = "respondent,dimension,points\n"
NEAT = "items: {neat: {expectation: E1, perception: P1}}\n"
POINTS = "weights: {tangibles: T, reliability: R, responsiveness: S, assurance: A, empathy: M}\n"


@pytest.fixture
def company(tmp_path: Path) -> Company:
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(PROFILE, "utf-8")
    (folder / "servqual_answers.csv").write_text(ANSWERS_HEADER, "utf-8")
    (folder / "servqual_weights.csv").write_text(POINTS_HEADER, "utf-8")
    return read_company(folder)


@pytest.fixture
def run(company: Company, tmp_path: Path) -> Callable[..., Imported]:
    """Import rows with a map; the rows are the text of a CSV file, or lists for a workbook."""

    def go(rows: Any, text: str = NEAT, *, replace: bool = False) -> Imported:
        map_file = company.folder / "map.yaml"
        map_file.write_text(text, "utf-8")
        file = tmp_path / "export.csv"
        if isinstance(rows, str):
            file.write_text(rows, "utf-8")
        else:
            file = tmp_path / "export.xlsx"
            book = Workbook()
            for row in rows:
                book.active.append(row)
            book.save(file)
        return import_answers(file, map_file, company, method="servqual", replace=replace)

    return go


@pytest.fixture
def refused(run: Callable[..., Imported], company: Company, tmp_path: Path) -> Callable[..., str]:
    """The whole message of an import that must not change anything; paths without folders."""

    def go(*args: Any, **options: Any) -> str:
        before = {file.name: file.read_bytes() for file in company.folder.glob("*.csv")}
        with pytest.raises(ProblemsError) as error:
            run(*args, **options)
        after = {file.name: file.read_bytes() for file in company.folder.iterdir()}
        after = {name: text for name, text in after.items() if not name.endswith(".yaml")}
        assert after == before
        text = str(error.value).replace(f"{company.folder}{os.sep}", "")
        return text.replace(f"{tmp_path}{os.sep}", "")

    return go


def tidy(company: Company) -> str:
    text = (company.folder / "servqual_answers.csv").read_text("utf-8")
    return text.removeprefix(ANSWERS_HEADER)


def points(company: Company) -> str:
    return (company.folder / "servqual_weights.csv").read_text("utf-8").removeprefix(POINTS_HEADER)


def test_one_row_for_each_respondent_and_item(
    run: Callable[..., Imported], company: Company
) -> None:
    text = """items:
  prompt: {expectation: E2, perception: P2}
  neat: {expectation: E1, perception: P1}
segment: {column: Who, values: {At home: household}}
"""
    done = run("Who,E1,E2,P1,P2,Sex\nAt home,7,6,5,4,m\n,3,,1,2,f\n,,,,,m\n", text)
    assert tidy(company) == (
        "r1,household,prompt,6,4\nr1,household,neat,7,5\nr2,,prompt,,2\nr2,,neat,3,1\n"
    )
    assert (done.respondents, done.empty_rows, done.empty_cells) == (2, 1, 1)
    assert (done.no_segment, done.unused, done.above) == (1, ["Sex"], (0, 2))
    assert points(company) == ""
    assert [problem for problem in check_data(company) if not problem.note] == []


def test_the_minimum_is_a_third_column_where_it_was_asked(
    run: Callable[..., Imported], company: Company
) -> None:
    text = """items:
  neat: {expectation: E1, perception: P1, minimum: M1}
  prompt: {expectation: E2, perception: P2}
"""
    done = run("M1,E1,P1,E2,P2\n4,7,5,6,6\n,7,5,6,6\n", text)
    written = (company.folder / "servqual_answers.csv").read_text("utf-8")
    assert written == (
        "respondent,segment,item,expectation,perception,minimum\n"
        "r1,,neat,7,5,4\nr1,,prompt,6,6,\nr2,,neat,7,5,\nr2,,prompt,6,6,\n"
    )
    assert done.empty_cells == 1  # what nobody was asked is not missing


def test_words_score_what_the_map_says(run: Callable[..., Imported], company: Company) -> None:
    text = NEAT + 'answers: {strongly agree: 7, agree: "6", 很不同意: 1}\n'
    run("E1,P1\nstrongly  agree,agree\nagree\u3000,很不同意\n", text)
    assert tidy(company) == "r1,,neat,7,6\nr2,,neat,6,1\n"


def test_numbers_of_a_workbook_count_as_they_are(
    run: Callable[..., Imported], company: Company
) -> None:
    run([["E1", "P1"], [7.0, 5], [6, None]])
    assert tidy(company) == "r1,,neat,7,5\nr2,,neat,6,\n"


def test_0_or_a_word_is_not_answered_only_when_the_map_says_so(
    run: Callable[..., Imported], refused: Callable[..., str], company: Company
) -> None:
    rows = "E1,P1\n7,0\n6,n/a\n0,n/a\n"
    assert refused(rows) == (
        "export.csv: row 2, column B ('P1'): must hold 1 to 7. Found '0'.\n"
        "export.csv: rows 3, 4, column B ('P1'): must hold 1 to 7. Found 'n/a'.\n"
        "export.csv: row 4, column A ('E1'): must hold 1 to 7. Found '0'."
    )
    done = run(rows, NEAT + 'empty: ["0", n/a]\n')
    assert tidy(company) == "r1,,neat,7,\nr2,,neat,6,\n"
    assert (done.empty_rows, done.empty_cells) == (1, 2)


def test_negative_items_are_reversed_as_the_map_or_else_the_profile_says(
    run: Callable[..., Imported], company: Company
) -> None:
    text = """items:
  neat: {expectation: E1, perception: P1, minimum: M1, negative: true}
  prompt: {expectation: E2, perception: P2}
  too-busy: {expectation: E3, perception: P3}
"""
    rows = "E1,P1,M1,E2,P2,E3,P3\n1,2,3,1,2,1,\n7,4,5,7,4,7,4\n"
    done = run(rows, text)
    assert [row.split(",", 2)[2] for row in tidy(company).splitlines()[1:]] == [
        *("neat,7,6,5", "prompt,1,2,", "too-busy,7,,"),
        *("neat,1,4,3", "prompt,7,4,", "too-busy,1,4,"),
    ]
    assert done.turned == ["neat", "too-busy"]
    # A platform may have reversed them already.
    text = "items: {too-busy: {expectation: E3, perception: P3, negative: false}}\n"
    done = run(rows, text, replace=True)
    assert tidy(company) == "r1,,too-busy,1,\nr2,,too-busy,7,4\n"
    assert done.turned == []


def test_another_scale_of_the_profile_is_the_scale(
    run: Callable[..., Imported], refused: Callable[..., str], company: Company, tmp_path: Path
) -> None:
    profile = company.folder / "company.yaml"
    profile.write_text(PROFILE + "scales: {servqual: {low: 0, high: 4}}\n", "utf-8")
    other = read_company(company.folder)
    (company.folder / "map.yaml").write_text("items: {too-busy: {expectation: E, perception: P}}\n")
    file = tmp_path / "export.csv"
    file.write_text("E,P\n0,4\n1,3\n")
    import_answers(file, company.folder / "map.yaml", other, method="servqual")
    assert tidy(company) == "r1,,too-busy,4,0\nr2,,too-busy,3,1\n"
    file.write_text("E,P\n0,5\n")
    with pytest.raises(ProblemsError, match=r"column B \('P'\): must hold 0 to 4\. Found '5'\."):
        import_answers(file, company.folder / "map.yaml", other, method="servqual", replace=True)


def test_points_that_sum_to_100_become_weights(
    run: Callable[..., Imported], company: Company
) -> None:
    rows = """E1,P1,T,R,S,A,M
7,5,11,32,22,19,16
7,6,33.3,33.3,33.4,,0
7,5,,,,,
,,20,20,20,20,20
"""
    done = run(rows, NEAT + POINTS)
    # An empty cell is 0 points where the others sum to 100 already.
    assert points(company).splitlines() == [
        *("r1,tangibles,11", "r1,reliability,32", "r1,responsiveness,22"),
        *("r1,assurance,19", "r1,empathy,16"),
        *("r2,tangibles,33.3", "r2,reliability,33.3", "r2,responsiveness,33.4"),
        *("r2,assurance,0", "r2,empathy,0"),
        *(f"r4,{d},20" for d in ("tangibles", "reliability", "responsiveness")),
        *("r4,assurance,20", "r4,empathy,20"),
    ]
    assert tidy(company) == "r1,,neat,7,5\nr2,,neat,7,6\nr3,,neat,7,5\nr4,,neat,,\n"
    assert (done.respondents, done.weighted) == (4, 3)
    assert done.weights == company.folder / "servqual_weights.csv"
    assert [problem for problem in check_data(company) if not problem.note] == []


def test_points_of_0_are_points_also_where_0_is_not_answered(
    run: Callable[..., Imported], company: Company
) -> None:
    run("E1,P1,T,R,S,A,M\n7,0,0,100,0,0,0\n7,5,0,0,0,0,0\n", NEAT + POINTS + 'empty: ["0"]\n')
    assert points(company).splitlines() == [
        "r1,tangibles,0",
        "r1,reliability,100",
        *(f"r1,{name},0" for name in ("responsiveness", "assurance", "empathy")),
    ]


def test_every_respondent_whose_points_do_not_sum_to_100_is_named(
    refused: Callable[..., str],
) -> None:
    rows = "E1,P1,T,R,S,A,M\n7,5,20,20,20,20,20\n7,5,20,20,20,20,17\n7,5,0.2,0.2,0.2,0.2,0.2\n"
    rows += "7,5,30,30,20,20,20\n" * 2 + "7,5,many,120,-1,,\n" + "7,5,20,20,20,20,17\n" * 30
    must = "must share out 100 points over columns C, D, E, F, G. Found"
    rest = ", ".join(map(str, range(8, 38)))
    assert refused(rows, NEAT + POINTS).splitlines() == [
        f"export.csv: rows 3, {rest}: {must} 97.",
        f"export.csv: row 4: {must} 1. Shares of 1? Then multiply each by 100.",
        f"export.csv: rows 5, 6: {must} 120.",
        "export.csv: row 7, column C ('T'): must hold points from 0 to 100. Found 'many'.",
        "export.csv: row 7, column D ('R'): must hold points from 0 to 100. Found '120'.",
        "export.csv: row 7, column E ('S'): must hold points from 0 to 100. Found '-1'.",
    ]


def test_everything_that_is_wrong_is_named_at_once(refused: Callable[..., str]) -> None:
    rows = """No,Mobile,E1,P1,T,R,S,A,M
1,13800138000,8,strongly,20,20,20,20,10
1,,7,5,20,20,20,20,20
2,,=A1,5,20,20,20,20,20,x
"""
    lines = refused(rows, NEAT + POINTS + "respondent: No\n").splitlines()
    assert lines == [
        "export.csv: row 2, column C ('E1'): must hold 1 to 7. Found '8'.",
        "export.csv: row 2, column D ('P1'): must hold 1 to 7. Found 'strongly'.",
        "export.csv: row 2: must share out 100 points over columns E, F, G, H, I. Found 90.",
        "export.csv: rows 2, 3, column A ('No'): must be there once. Found the same respondent "
        "again.",
        "export.csv: row 4: must have 9 cells, as the header. Found 10.",
        "export.csv: row 4, column C ('E1'): must hold a value, not a formula. Found '=A1'. Paste "
        "it as a value.",
        "export.csv: row 2, column B ('Mobile'): must hold no phone number, e-mail address or "
        "national id. Found what looks like one; name the column under 'drop:' in the map, or take "
        "it out of the file.",
    ]


def test_unknown_words_are_named_with_what_the_map_knows(refused: Callable[..., str]) -> None:
    text = NEAT + "answers: {agree: 6, strongly agree: 7}\n"
    assert refused("E1,P1\nagree,strongly agre\n7,agree\n", text) == (
        "export.csv: row 2, column B ('P1'): must be a wording of answers in the map. Found "
        "'strongly agre'. Did you mean 'strongly agree'?\n"
        "export.csv: row 3, column A ('E1'): must be a wording of answers in the map. Found '7'. "
        "Allowed: agree, strongly agree."
    )


def test_a_map_that_does_not_fit_is_said_at_once(refused: Callable[..., str]) -> None:
    text = """items:
  neat: {expectation: E1, perception: "?", negative: maybe}
  promt: {expectation: E1, perception: P2}
answers: {"7": 7, "0": 0, agree: "?", so-so: x, n/a: 1}
weights: {tangibles: T, empathie: M}
empty: [n/a]
drop: [T]
"""
    assert refused("E1,P1\n7,5\n", text).splitlines() == [
        "map.yaml:2: items.neat.negative: must be a valid boolean. Found the text 'maybe'.",
        "map.yaml:2: items.neat.perception: must be filled in: the header of a column. Found '?'.",
        "map.yaml:3: items.promt.expectation: must be a column of its own. Found 'E1', as in "
        "items.neat.expectation.",
        "map.yaml:3: items.promt: must be an item of company.yaml. Found 'promt'. Did you mean "
        "'prompt'?",
        "map.yaml:4: answers.so-so: must be a valid integer. Found the text 'x'.",
        "map.yaml:4: answers.agree: must be filled in with 1 to 7, the scale of company.yaml. "
        "Found '?'.",
        "map.yaml:4: answers.n/a: must be an answer or stand under 'empty:'. Found it in both.",
        "map.yaml:4: answers.0: must be 1 to 7, the scale of company.yaml. Found 0.",
        "map.yaml:5: weights.empathie: must be one of the allowed words. Found 'empathie'. Did you "
        "mean 'empathy'?",
        "map.yaml:7: drop[1]: must be a column of its own. Found 'T', as in weights.tangibles.",
    ]


def test_what_is_left_empty_in_a_map_is_said(refused: Callable[..., str]) -> None:
    assert refused("E1,P1\n7,5\n", "items: {}\nanswers: {}\nweights: {}\n").splitlines() == [
        "map.yaml:1: items: must name at least one item. Found none.",
        "map.yaml:2: answers: must say what each answer means, or be left out where numbers count "
        "as they are. Found none.",
        "map.yaml:3: weights: must name the columns of at least two dimensions, or be left out. "
        "Found 0.",
    ]
    assert refused("E1,P1\n7,5\n", NEAT + 'empty: ["1", x]\n') == (
        "map.yaml:2: empty: must not be a score of the scale, 1 to 7, while 'answers:' is left "
        "out. Found '1'."
    )


def test_a_score_that_stands_for_not_answered_needs_answers(
    run: Callable[..., Imported], company: Company
) -> None:
    # On paper 1 was "no idea" and 2 to 8 the scale.
    codes = ", ".join(f'"{n + 1}": {n}' for n in range(1, 8))
    run("E1,P1\n8,1\n2,5\n", NEAT + f'empty: ["1"]\nanswers: {{{codes}}}\n')
    assert tidy(company) == "r1,,neat,7,\nr2,,neat,1,4\n"


def test_both_files_must_be_named_and_hold_nothing_yet(
    refused: Callable[..., str], company: Company, tmp_path: Path
) -> None:
    rows = "E1,P1,T,R,S,A,M\n7,5,20,20,20,20,20\n"
    (company.folder / "servqual_answers.csv").write_text(ANSWERS_HEADER + "r1,,neat,1,1\n")
    (company.folder / "servqual_weights.csv").write_text(POINTS_HEADER + "r1,empathy,100\n")
    held = "must hold no answers yet. Found some; --force replaces them."
    assert refused(rows, NEAT + POINTS).splitlines() == [
        f"servqual_answers.csv: {held}",
        f"servqual_weights.csv: {held}",
    ]
    profile = company.folder / "company.yaml"
    map_file = company.folder / "map.yaml"
    for data, message in (
        ("", "servqual_answers.csv. Found nothing."),
        ("data: {servqual_answers: servqual_answers.csv}\n", "servqual_weights.csv. Found nothing"),
        (
            "data: {servqual_answers: servqual_answers.csv, servqual_weights: "
            "servqual_answers.csv}\n",
            "must be another file than servqual_answers. Found the same one.",
        ),
    ):
        profile.write_text(PROFILE[: PROFILE.index("data:")] + data, "utf-8")
        with pytest.raises(ProblemsError) as error:
            import_answers(
                tmp_path / "export.csv",
                map_file,
                read_company(profile),
                method="servqual",
                replace=True,
            )
        assert message in str(error.value)


def test_when_one_file_cannot_be_written_neither_is(
    run: Callable[..., Imported], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "E1,P1,T,R,S,A,M\n7,5,20,20,20,20,20\n"
    calls = []

    def full(*_args: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        run(rows, NEAT + POINTS)
    assert (tidy(company), points(company)) == ("", "")
    names = {"company.yaml", "map.yaml", "servqual_answers.csv", "servqual_weights.csv"}
    assert {file.name for file in company.folder.iterdir()} == names


def test_swapped_sides_are_doubted(run: Callable[..., Imported]) -> None:
    rows = "P1,E1\n" + "7,5\n" * 10
    done = run(rows)
    assert list(doubts(done)) == [
        "1 of 1 items are perceived better than expected. That is rare: are expectation and "
        "perception, or the codes of the answers, swapped in the map?"
    ]
    swapped = NEAT.replace("E1", "X").replace("P1", "E1").replace("X", "P1")
    assert list(doubts(run(rows, swapped, replace=True))) == []


score = st.sampled_from(range(8))  # 0 is not answered


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    people=st.lists(st.lists(score, min_size=4, max_size=4), min_size=1, max_size=10),
    shares=st.lists(st.integers(0, 100), min_size=4, max_size=4),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    words=st.booleans(),
    workbook=st.booleans(),
)
def test_what_was_answered_is_what_is_imported(
    company: Company,
    tmp_path: Path,
    people: list[list[int]],
    shares: list[int],
    encoding: str,
    words: bool,
    workbook: bool,
) -> None:
    """Any answers come back as they were, those of the negative item reversed."""
    cuts = [0, *sorted(shares), 100]
    given_points = [b - a for a, b in pairwise(cuts)]
    said = {n: f"{n} 分" if words else str(n) for n in range(1, 8)}
    header = ["期望：着装", "期望：太忙", "实际：着装", "实际：太忙", *"TRSAM"]
    rows = [[*(said.get(n, "未答") for n in row), *map(str, given_points)] for row in people]
    file = tmp_path / ("export.xlsx" if workbook else "export.csv")
    if workbook:
        book = Workbook()
        for row in (header, *rows):
            book.active.append([float(c) if c.isdigit() else c for c in row])
        book.save(file)
    else:
        with file.open("w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows([header, *rows])
    answers = ", ".join(f'"{word}": {n}' for n, word in said.items())
    (company.folder / "map.yaml").write_text(
        f"encoding: {encoding}\nempty: [未答]\n{POINTS}"
        f"items:\n  neat: {{expectation: {header[0]}, perception: {header[2]}}}\n"
        f"  too-busy: {{expectation: {header[1]}, perception: {header[3]}}}\n"
        + (f"answers: {{{answers}}}\n" if words else ""),
        "utf-8",
    )
    map_file = company.folder / "map.yaml"
    done = import_answers(file, map_file, company, method="servqual", replace=True)
    expected = []
    for number, (e1, e3, p1, p3) in enumerate(people, 1):
        turned = [8 - n if n else 0 for n in (e3, p3)]
        expected.append([f"r{number}", "", "neat", str(e1 or ""), str(p1 or "")])
        expected.append([f"r{number}", "", "too-busy", *(str(n or "") for n in turned)])
    with (company.folder / "servqual_answers.csv").open(newline="") as lines:
        assert list(csv.reader(lines))[1:] == expected
    with (company.folder / "servqual_weights.csv").open(newline="") as lines:
        found = [row[2] for row in csv.reader(lines)][1:]
    assert found == [str(n) for n in given_points] * len(people)
    assert done.weighted == len(people)
    assert [problem for problem in check_data(company) if not problem.note] == []
