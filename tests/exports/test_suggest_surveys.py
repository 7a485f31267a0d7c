"""`suggested_map` of SERVQUAL and loyalty exports: what can be guessed, and what must be asked."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from workshop_kit.company import Company, read_company
from workshop_kit.exports import import_answers, suggested_map, write_suggestion
from workshop_kit.exports.servqual.mapping import SIDES
from workshop_kit.exports.servqual.statements import side_of
from workshop_kit.problems import ProblemsError

PROFILE = """
id: client
name: Client
segments:
  - {id: household, label: {en: Households, zh: 居民客户}}
  - {id: business, label: {en: Businesses, zh: 小微企业}}
items:
  - id: neat
    label: {en: Neat staff, zh: 着装整洁}
    dimension: tangibles
    expectation: {en: In a good company staff are dressed neatly., zh: 好的企业，员工着装整洁。}
    perception: {en: Here staff are dressed neatly., zh: 这家企业的员工着装整洁。}
  - {id: prompt, label: {en: Prompt, zh: 及时}, dimension: responsiveness}
  - {id: too-busy, label: {en: Too busy, zh: 太忙}, dimension: responsiveness, negative: true}
data:
  servqual_answers: servqual_answers.csv
  servqual_weights: servqual_weights.csv
  loyalty_answers: loyalty_answers.csv
"""
SEVEN = ["非常不同意", "不同意", "有点不同意", "一般", "有点同意", "同意", "非常同意"]


@pytest.fixture
def company(tmp_path: Path) -> Company:
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(PROFILE, "utf-8")
    for name in ("servqual_answers", "servqual_weights", "loyalty_answers"):
        (folder / f"{name}.csv").write_text("", "utf-8")
    return read_company(folder)


def table(header: Sequence[str], words: Sequence[str], rows: int = 40) -> list[list[str]]:
    """A header and rows of random words."""
    draw = random.Random(7)
    return [[*header], *(draw.choices(words, k=len(header)) for _ in range(rows))]


def written(file: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> Path:
    file.write_bytes("".join(",".join(row) + "\n" for row in rows).encode(encoding))
    return file


def servqual(file: Path, company: Company) -> dict[str, dict[str, str]]:
    items = YAML(typ="safe").load(suggested_map(file, company, "servqual"))["items"]
    return {item: {side: sides[side] for side in sides} for item, sides in items.items()}


def test_a_map_of_a_chinese_servqual_export_with_every_guess_marked(
    company: Company, tmp_path: Path
) -> None:
    header = ["1、期望：员工着装整洁", "2、期望：服务及时", "3、期望：员工太忙"]
    header += ["4、实际感受：员工着装整洁", "5、实际感受：服务及时", "6、实际感受：员工太忙"]
    names = ["有形性", "可靠性", "响应性", "保证性", "移情性"]
    rows = table(header, [*SEVEN, "不适用"])
    for n, row in enumerate(rows):
        row.insert(0, str(n) if n else "序号")
        row += (
            [["20", "30", "20", "20", "10"], ["40", "20", "20", "10", "10"]][n % 2]
            if n
            else [f"7、{name}（100分）" for name in names]
        )
        row.append(["居民客户", "小微企业"][n % 2] if n else "客群")
        row.append("13800138000" if n else "手机号")
    file = written(tmp_path / "答卷.csv", rows, "gb18030")
    text = suggested_map(file, company, "servqual")
    lines = [line.split(" (")[0] for line in text.splitlines()]
    label = "  # guessed from the label"
    assert lines == [
        '# How "答卷.csv" becomes SERVQUAL answers. Look at every line that ends in',
        "# '# guessed', then delete these two words; replace every '?' by what belongs there.",
        *("encoding: gb18030  # guessed", 'delimiter: ","  # guessed', "header_rows: 1  # guessed"),
        *('respondent: "序号"  # guessed', "segment:", '  column: "客群"  # guessed', "  values:"),
        *('    "小微企业": business  # guessed', '    "居民客户": household  # guessed', "items:"),
        *(
            "  neat:",
            f'    expectation: "{header[0]}"{label}',
            f'    perception: "{header[3]}"{label}',
        ),
        *("  prompt:", f'    expectation: "{header[1]}"{label}'),
        *(f'    perception: "{header[4]}"{label}', "  too-busy:"),
        *(f'    expectation: "{header[2]}"{label}', f'    perception: "{header[5]}"{label}'),
        "    negative: true  # guessed from the profile",
        "answers:  # from 1, the worst, to 7, the best",
        *(f'  "{word}": {score}  # guessed' for score, word in enumerate(SEVEN, 1)),
        "weights:  # 100 points, shared out by each respondent",
        f'  tangibles: "7、有形性（100分）"{label}',
        f'  reliability: "7、可靠性（100分）"{label}',
        f'  responsiveness: "7、响应性（100分）"{label}',
        f'  assurance: "7、保证性（100分）"{label}',
        f'  empathy: "7、移情性（100分）"{label}',
        *("empty:  # not answered", '  - "不适用"  # guessed'),
        "drop:  # looks like phone numbers, e-mail addresses or national ids",
        '  - "手机号"  # guessed',
    ]
    # There is nothing to be filled in: it imports as it is.
    map_file = write_suggestion(file, company, "servqual")
    assert map_file.name == "答卷.servqual.map.yaml"
    done = import_answers(file, map_file, company, method="servqual")
    assert (done.respondents, done.weighted, done.turned) == (40, 40, ["too-busy"])


def test_the_profiles_own_statements_find_their_columns(company: Company, tmp_path: Path) -> None:
    header = ["Q1 Here staff are dressed neatly", "Q2. In a good company staff are dressed neatly"]
    found = servqual(written(tmp_path / "a.csv", table(header, [*"1234567"])), company)
    assert found["neat"] == {"expectation": header[1], "perception": header[0]}
    assert found["prompt"] == {"expectation": "?", "perception": "?"}


def test_words_of_a_statement_are_not_taken_for_its_side(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(
        """
id: client
name: Client
items:
  - id: surprise
    label: Surprise
    dimension: empathy
    expectation: A good hotel does more than its guests hope for.
    perception: This hotel did more for me than I expected.
  - id: rooms
    label: Rooms
    dimension: tangibles
    expectation: A good hotel has rooms that are clean and quiet.
    perception: This hotel has rooms that are clean and quiet.
""",
        "utf-8",
    )
    company = read_company(tmp_path)
    texts = [item.statement(side, "en") for item in company.items for side in SIDES]
    found = servqual(written(tmp_path / "a.csv", table(texts, [*"1234567"])), company)
    assert found == {
        "surprise": {"expectation": texts[0], "perception": texts[1]},
        "rooms": {"expectation": texts[2], "perception": texts[3]},
    }


def test_the_same_statement_on_both_pages_is_told_apart_by_what_stands_above(
    tmp_path: Path,
) -> None:
    (tmp_path / "company.yaml").write_text(
        """
id: client
name: Client
items:
  - id: rooms
    label: Rooms
    dimension: tangibles
    expectation: Rooms are clean and quiet at every hour of the day and of the night.
    perception: Rooms are clean and quiet at every hour of the day and of the night.
""",
        "utf-8",
    )
    company = read_company(tmp_path)
    statement = "Rooms are clean and quiet at every hour of the day and of the night"
    header = [f"Perceived: {statement}", f"Ideal: {statement}"]
    found = servqual(written(tmp_path / "a.csv", table(header, [*"1234567"])), company)
    assert found["rooms"] == {"expectation": header[1], "perception": header[0]}


def test_the_minimum_is_found_by_its_words(company: Company, tmp_path: Path) -> None:
    header = ["Prompt: minimum acceptable", "Prompt: expected", "Prompt: perceived"]
    found = servqual(written(tmp_path / "a.csv", table(header, [*"1234567"])), company)
    assert found["prompt"] == {
        "expectation": header[1],
        "perception": header[2],
        "minimum": header[0],
    }


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        # One section after the other, or statement by statement.
        (["a1", "b2", "c3", "a1.", "b2.", "c3."], [(0, 3), (1, 4), (2, 5)]),
        (["alpha", "alpha.", "beta", "beta.", "gamma", "gamma."], [(0, 1), (2, 3), (4, 5)]),
        (["期望1", "期望2", "期望3", "感知1", "感知2", "感知3"], [(0, 3), (1, 4), (2, 5)]),
    ],
)
def test_the_order_speaks_where_all_columns_are_there(
    company: Company, tmp_path: Path, header: list[str], expected: list[tuple[int, int]]
) -> None:
    file = written(tmp_path / "a.csv", table(header, [*"1234567"]))
    found = servqual(file, company)
    assert [(i["expectation"], i["perception"]) for i in found.values()] == [
        (header[e], header[p]) for e, p in expected
    ]
    assert suggested_map(file, company, "servqual").count("order of the columns alone") == 6


def test_0_on_a_scale_from_1_is_guessed_to_be_no_answer(company: Company, tmp_path: Path) -> None:
    header = ["a1", "b2", "c3", "a1.", "b2.", "c3."]
    text = suggested_map(
        written(tmp_path / "a.csv", table(header, [*"01234567"])), company, "servqual"
    )
    found = YAML(typ="safe").load(text)
    assert found["empty"] == ["0"]
    assert found["answers"] == {str(n): n for n in range(1, 8)}


def test_points_without_names_are_taken_in_the_order_of_the_dimensions(
    company: Company, tmp_path: Path
) -> None:
    rows = table(["a1", "b2", "c3", "a1.", "b2.", "c3."], [*"1234567"])
    for n, row in enumerate(rows):
        row += ["15", "35", "20", "20", "10"] if n else ["Q7", "Q8", "Q9", "Q10", "Q11"]
    text = suggested_map(written(tmp_path / "a.csv", rows), company, "servqual")
    assert YAML(typ="safe").load(text)["weights"] == {
        **{"tangibles": "Q7", "reliability": "Q8", "responsiveness": "Q9"},
        **{"assurance": "Q10", "empathy": "Q11"},
    }
    assert text.count("order of the columns alone") == 11


def test_a_file_that_holds_nothing_known_makes_a_map_that_cannot_be_imported(
    company: Company, tmp_path: Path
) -> None:
    file = written(tmp_path / "a.csv", [["Date", "Sum"], ["2026-11-03", "17"], ["2026-11-04", "9"]])
    for method in ("servqual", "loyalty"):
        map_file = write_suggestion(file, company, method)  # type: ignore[arg-type]
        with pytest.raises(ProblemsError, match="must be filled in"):
            import_answers(file, map_file, company, method=method)  # type: ignore[arg-type]


def test_a_map_of_a_loyalty_export(company: Company, tmp_path: Path) -> None:
    draw = random.Random(9)
    five = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
    rows = [["ID", "How likely are you to recommend us?", "How satisfied are you?",
             "The company made it easy for me", "Satisfied with the price?"]]  # fmt: skip
    for n in range(60):
        rows.append([str(n), str(n % 11), draw.choice(five), str(n % 8), draw.choice(five)])
    file = written(tmp_path / "a.csv", rows)
    text = suggested_map(file, company, "loyalty")
    found = YAML(typ="safe").load(text)
    assert found["respondent"] == "ID"
    assert found["recommend"] == {"column": rows[0][1], "values": {str(n): n for n in range(11)}}
    assert found["satisfaction"]["values"] == {word: n for n, word in enumerate(five, 1)}
    assert found["effort"] == {
        "column": rows[0][3],
        "high_is": "?",
        "values": {str(n): n for n in range(1, 8)},
        "empty": ["0"],
    }
    assert '#   "Satisfied with the price?"' in text.splitlines()
    map_file = company.folder / "map.yaml"
    map_file.write_text(text.replace("high_is: '?'", "high_is: easy"), "utf-8")
    done = import_answers(file, map_file, company, method="loyalty")
    assert done.answered == {"recommend": 60, "satisfaction": 60, "effort": 52}


def test_words_for_easy_tell_the_direction_of_effort(company: Company, tmp_path: Path) -> None:
    words = ["非常费力", "费力", "有点费力", "一般", "比较轻松", "轻松", "非常轻松"]
    file = written(tmp_path / "a.csv", table(["办理过程费力吗？"], words))
    found = YAML(typ="safe").load(suggested_map(file, company, "loyalty"))
    assert found["effort"]["high_is"] == "easy"
    assert found["effort"]["values"] == {word: n for n, word in enumerate(words, 1)}
    # "Agree" does not: it may be agreed that it was hard.
    file = written(tmp_path / "b.csv", table(["办理过程费力"], SEVEN))
    found = YAML(typ="safe").load(suggested_map(file, company, "loyalty"))
    assert found["effort"]["high_is"] == "?"


def test_sides_in_both_languages() -> None:
    for text, side in (
        *(("期望：着装", "expectation"), ("优秀的企业应当准时", "expectation")),
        *(("实际感受", "perception"), ("Our experience: perceived", "perception")),
        *(("可接受的最低水平", "minimum"), ("Minimum / on time", "minimum")),
        *(("Excellent firms are on time", "expectation"), ("Q7", "")),
    ):
        assert side_of(text) == side, text
