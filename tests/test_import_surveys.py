"""`workshop import servqual` and `loyalty`: from a platform's export to tidy answers and back."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from workshop_kit import cli
from workshop_kit.answers import read_answers
from workshop_kit.company import Company, read_company
from workshop_kit.exports import METHODS

Run = Callable[..., tuple[int, str, str]]
PROFILE = """
id: client
name: {zh: 滨江供电, en: Binjiang Power}
segments:
  - {id: household, label: {zh: 居民客户, en: Households}}
  - {id: business, label: {zh: 小微企业, en: Small businesses}}
data:
  servqual_answers: servqual_answers.csv
  servqual_weights: servqual_weights.csv
  loyalty_answers: loyalty_answers.csv
"""
COLUMNS = {
    "servqual_answers": "respondent,segment,item,expectation,perception\n",
    "servqual_weights": "respondent,dimension,points\n",
    "loyalty_answers": "respondent,segment,recommend,satisfaction,effort\n",
}
DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
WORDS = ["非常不同意", "不同意", "有点不同意", "一般", "有点同意", "同意", "非常同意"]
SEGMENTS = {"household": ("居民客户", "Households"), "business": ("小微企业", "Small businesses")}


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """A client who uses the kit's own 22 items."""
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(PROFILE, "utf-8")
    for name, header in COLUMNS.items():
        (folder / f"{name}.csv").write_text(header, "utf-8")
    return read_company(folder)


def written(file: Path, rows: list[list[str]]) -> Path:
    if file.suffix == ".csv":
        with file.open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows(rows)
        return file
    book = Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(file)
    return file


def people(company: Company) -> list[tuple[str, list[tuple[int, int]], list[int]]]:
    """Segment, expectation and perception of each item, points of 50 customers; 0 is a gap."""
    draw = random.Random(1988)
    found = []
    for _ in range(50):
        scores = [
            (draw.choices([0, 5, 6, 7], [1, 6, 12, 14])[0], draw.choice([0, *range(1, 8)] * 3))
            for _item in company.items
        ]
        cuts = sorted(draw.sample(range(1, 20), 4))
        points = [5 * (b - a) for a, b in zip([0, *cuts], [*cuts, 20], strict=True)]
        found.append((draw.choice([*SEGMENTS]), scores, points))
    return found


def export(company: Company, language: str) -> list[list[str]]:
    """Two pages of 22 statements as platforms write them, then the points."""
    zh = language == "zh"
    asked = [item.statement(side, language)
             for side in ("expectation", "perception") for item in company.items]  # fmt: skip
    header = (
        ["序号", "来自IP", "1、您是哪类客户？"] if zh else ["Response ID", "IP", "Who are you?"]
    )
    header += [f"{n}、{text}" if zh else f"Q{n}. {text}" for n, text in enumerate(asked, 2)]
    names = ["有形性", "可靠性", "响应性", "保证性", "移情性"] if zh else DIMENSIONS
    header += [f"46、{name}" if zh else f"Q46: {name.title()}" for name in names]
    rows = [header]
    for number, (segment, scores, points) in enumerate(people(company), 1):
        said = [pair[side] for side in (0, 1) for pair in scores]
        cells = [
            (WORDS[score - 1] if zh else str(score)) if score else ("不适用" if zh else "0")
            for score in said
        ]
        who = [str(number), f"113.102.5.{number}", SEGMENTS[segment][0 if zh else 1]]
        rows.append([*who, *cells, *map(str, points)])
    return rows


@pytest.mark.parametrize(("language", "name"), [("zh", "答卷.csv"), ("en", "wave 1.xlsx")])
def test_a_servqual_export_goes_there_and_back(
    workshop: Run, company: Company, tmp_path: Path, language: str, name: str
) -> None:
    file = written(tmp_path / name, export(company, language))
    code, out, err = workshop("import", "servqual", name, "--company", "client", "--suggest")
    assert (code, err) == (0, "")
    map_file = company.folder / f"{file.stem}.servqual.map.yaml"
    text = map_file.read_text("utf-8")
    assert str(map_file.relative_to(tmp_path)) in out
    assert "?'" not in text.split("\n", 2)[2], text  # nothing is left to be filled in
    assert text.count("alone") == 0

    # A negative item, as only the questionnaire shows.
    text = text.replace("  on-time:\n", "  on-time:\n    negative: true\n")
    map_file.write_text(text, "utf-8")
    options = ("--company", "client", "--map", str(map_file))
    code, out, err = workshop("import", "servqual", name, *options)
    gaps = sum(pair.count(0) for _segment, scores, _points in people(company) for pair in scores)
    ip = "来自IP" if language == "zh" else "IP"
    assert (code, err) == (0, "")
    assert out == (
        "Written: client/servqual_answers.csv\nWritten: client/servqual_weights.csv\n"
        "50 respondents.\nRespondents who shared out 100 points: 50.\n"
        "Answers reversed, as these items are negative: on-time.\n"
        "Rows without any answer, left out: 0.\n"
        f"Single questions not answered, kept as empty: {gaps}.\n"
        f"Columns not imported: '{ip}'.\nThen:  workshop edition client\n"
    )
    expected = [
        (f"r{n}", segment, item.id, *(8 - s if s and item.id == "on-time" else s for s in pair))
        for n, (segment, scores, _points) in enumerate(people(company), 1)
        for item, pair in zip(company.items, scores, strict=True)
    ]
    found = read_answers("servqual_answers", company.folder / "servqual_answers.csv")
    pd.testing.assert_frame_equal(
        found.fillna(0),
        pd.DataFrame(expected, columns=[*found.columns]),
        check_dtype=False,
    )
    weights = read_answers("servqual_weights", company.folder / "servqual_weights.csv")
    assert weights["points"].tolist() == [n for *_, points in people(company) for n in points]
    assert weights["dimension"].tolist() == DIMENSIONS * 50


def test_points_that_do_not_sum_to_100_stop_all_of_it(
    workshop: Run, company: Company, tmp_path: Path
) -> None:
    rows = export(company, "zh")
    for number in (4, 9, 31):
        rows[number][-1] = str(int(rows[number][-1]) - 3)
    written(tmp_path / "a.csv", rows)
    workshop("import", "servqual", "a.csv", "--company", "client", "--suggest")
    options = ("--company", "client", "--map", "client/a.servqual.map.yaml")
    code, out, err = workshop("import", "servqual", "a.csv", *options)
    assert (code, out) == (1, "")
    assert err == (
        "a.csv: rows 5, 10, 32: must share out 100 points over columns AV, AW, AX, AY, AZ. "
        "Found 97.\n"
    )
    for name, header in COLUMNS.items():
        assert (company.folder / f"{name}.csv").read_text("utf-8") == header


def test_a_map_that_was_not_filled_in_stops_all_of_it(
    workshop: Run, company: Company, tmp_path: Path
) -> None:
    written(tmp_path / "a.csv", [["Q1", "Q2"], ["7", "6"], ["5", "6"]])
    workshop("import", "servqual", "a.csv", "--company", "client", "--suggest")
    options = ("--company", "client", "--map", "client/a.servqual.map.yaml")
    code, out, err = workshop("import", "servqual", "a.csv", *options)
    assert (code, out) == (1, "")
    assert err.count("must be filled in: the header of a column. Found '?'.") == 44


LOYALTY = [
    [
        "序号",
        "客群",
        "您有多大可能向朋友推荐我们？",
        "您对本次服务满意吗？",
        "办理过程让您觉得费力吗？",
    ],
    ["1", "居民客户", "10", "非常满意", "非常轻松"],
    ["2", "小微企业", "0", "不满意", "非常费力"],
    ["3", "", "8", "(跳过)", "有点轻松"],
    ["4", "居民客户", "", "一般", "费力"],
    ["5", "居民客户", "9", "满意", "轻松"],
]


def test_a_loyalty_export_goes_there_and_back(
    workshop: Run, company: Company, tmp_path: Path
) -> None:
    written(tmp_path / "答卷.csv", LOYALTY)
    code, _out, err = workshop("import", "loyalty", "答卷.csv", "--company", "client", "--suggest")
    assert (code, err) == (0, "")
    map_file = company.folder / "答卷.loyalty.map.yaml"
    text = map_file.read_text("utf-8")
    assert "?'" not in text.split("\n", 2)[2], text
    options = ("--company", "client", "--map", str(map_file))
    code, out, err = workshop("import", "loyalty", "答卷.csv", *options)
    assert (code, err) == (0, "")
    assert out == (
        "Written: client/loyalty_answers.csv\n5 respondents.\n"
        "Answers: recommend 4, satisfaction 4, effort 5.\n"
        "Effort: 7 is easy, as the map says; scores stay as they were given.\n"
        "Rows without any answer, left out: 0.\nSingle questions not answered, kept as empty: 2.\n"
        "Respondents without a segment: 1.\nThen:  workshop edition client\n"
    )
    assert (company.folder / "loyalty_answers.csv").read_text("utf-8") == (
        COLUMNS["loyalty_answers"]
        + "r1,household,10,5,7\nr2,business,0,2,1\nr3,,8,,5\nr4,household,,3,2\n"
        + "r5,household,9,4,6\n"
    )
    found = read_answers("loyalty_answers", company.folder / "loyalty_answers.csv")
    assert found["recommend"].tolist()[:3] == [10, 0, 8]
    # They are there now.
    code, out, err = workshop("import", "loyalty", "答卷.csv", *options)
    held = "must hold no answers yet. Found some; --force replaces them."
    assert (code, out, err) == (1, "", f"client/loyalty_answers.csv: {held}\n")
    assert workshop("import", "loyalty", "答卷.csv", *options, "--force")[0] == 0


def test_the_file_that_an_import_writes_may_still_be_missing(
    workshop: Run, company: Company, tmp_path: Path
) -> None:
    for name in COLUMNS:
        (company.folder / f"{name}.csv").unlink()
    code, out, err = workshop("check", "client")
    assert (code, out) == (1, "")
    for name, method in zip(COLUMNS, ("servqual", "servqual", "loyalty"), strict=True):
        assert f"named '{name}.csv'. `workshop import {method}` writes it." in err
    written(tmp_path / "a.csv", LOYALTY)
    assert workshop("import", "loyalty", "a.csv", "--company", "client", "--suggest")[0] == 0
    options = ("--company", "client", "--map", "client/a.loyalty.map.yaml")
    code, out, err = workshop("import", "loyalty", "a.csv", *options)
    assert (code, err) == (0, "")
    assert out.startswith("Written: client/loyalty_answers.csv\n5 respondents.\n")


def test_numbers_must_be_told_their_direction(
    workshop: Run, company: Company, tmp_path: Path
) -> None:
    rows = [
        ["NPS", "CSAT", "CES"],
        *([str(n % 11), str(n % 5 + 1), str(n % 7 + 1)] for n in range(40)),
    ]
    written(tmp_path / "a.xlsx", rows)
    workshop("import", "loyalty", "a.xlsx", "--company", "client", "--suggest")
    map_file = company.folder / "a.loyalty.map.yaml"
    options = ("--company", "client", "--map", str(map_file))
    code, out, err = workshop("import", "loyalty", "a.xlsx", *options)
    assert (code, out) == (1, "")
    assert err.endswith(
        "effort.high_is: must be filled in with easy or hard: what the highest score says. "
        "Found '?'.\n"
    )
    assert len(err.splitlines()) == 1
    text = map_file.read_text("utf-8")
    map_file.write_text(text.replace("high_is: '?'", "high_is: hard"), "utf-8")
    code, out, err = workshop("import", "loyalty", "a.xlsx", *options)
    assert code == 0
    assert "Effort: 7 is hard" in out
    assert err == (
        "note: effort: 7 is hard in the map and easy in the profile, which is what counts. Write "
        "into it: loyalty: {effort_high_is: hard}\n"
    )
    first = (company.folder / "loyalty_answers.csv").read_text("utf-8").splitlines()[1]
    assert first == "r1,,0,1,1"
    with company.file.open("a", encoding="utf-8") as profile:
        profile.write("loyalty: {effort_high_is: hard}\n")
    assert workshop("import", "loyalty", "a.xlsx", *options, "--force")[2] == ""


def test_another_method_is_refused(workshop: Run, company: Company) -> None:
    code, out, err = workshop("import", "servqal", "a.csv", "--company", "client", "--suggest")
    assert (code, out) == (2, "")
    assert "'servqal' is not one of 'kano', 'servqual', 'loyalty'" in err
    # The command lists them by itself, so that its help does not load the importers.
    (method,) = (option for option in cli.import_.params if option.name == "method")
    assert list(method.type.choices) == [*METHODS]
