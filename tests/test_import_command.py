"""`workshop import`: from a survey platform's export to a report, by two commands each."""

import csv
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from ruamel.yaml import YAML

from workshop_kit import cli, kano, open_workshop
from workshop_kit.company import Company, Feature, KanoOptions, Need, Scales, Touchpoint
from workshop_kit.exports.kano.mapping import KanoMap
from workshop_kit.exports.loyalty.mapping import Effort, LoyaltyMap, Question
from workshop_kit.exports.servqual.mapping import SIDES, ServqualMap, Statement
from workshop_kit.items import CustomerItem, GapOptions, RoleItem

ROOT = Path(__file__).parents[1]
# Answers to four features in an audio-conference survey: how many gave each of the five answers on
# either side, and the published means (see tests/vectors.json for the source).
PUBLISHED = json.loads((ROOT / "tests" / "vectors.json").read_text("utf-8"))["kano_continuous"]
HEADER = "respondent,segment,feature,functional,dysfunctional,importance\n"
Run = Callable[..., tuple[int, str, str]]


def edition(folder: Path, *words: str) -> str:
    """Make the edition of `client` in a process of its own; the text of its report."""
    command = [str(Path(sys.executable).with_name("workshop")), "edition", "client", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = (folder / "workshop-out").glob("client/*")
    assert done.stdout == f"made: {made.relative_to(folder)}\n"
    assert (made / "02_kano.ipynb").is_file()
    return (made / "report.html").read_text("utf-8")


# A French export: questions as headers, semicolons, a byte order mark, one empty row.

FRENCH = """
id: client
name: Conférence
features:
  - {id: title, label: Name the meeting}
  - {id: number, label: One number every week}
  - {id: guests, label: Mail to all guests}
  - {id: diary, label: Into the diary}
data: {kano_answers: kano_answers.csv}
"""
WITH = [
    "J'en serais enchanté·e !",
    "Cela me semble normal",
    "Peu importe",
    "Je m'en passerais",
    "Surtout pas : non merci",
]
WITHOUT = [
    "C'est parfait ainsi",
    "C'est bien ainsi ; rien à dire",
    "Cela m'est égal",
    "Je m'en accommode",
    "Cela m'agace",
]


@pytest.fixture
def french(tmp_path: Path) -> Path:
    """Rows whose answers have the published counts, side by side; who gave which is drawn."""
    draw = random.Random(1993)
    header, columns = ["N° de réponse"], [[str(n) for n in range(1, 107)]]
    for number, feature in enumerate(PUBLISHED["features"], 1):
        for side, words in (("functional", WITH), ("dysfunctional", WITHOUT)):
            counts = feature[f"{side}_counts"]
            cells = [w for w, n in zip(words, counts, strict=True) for _ in range(n)]
            cells += [""] * (105 - len(cells))
            draw.shuffle(cells)
            columns.append(["", *cells])
            question = "Et si on vous le proposait" if side == "functional" else "Aujourd'hui : non"
            header.append(f"{len(header)}. « Thème n° {number} » ; {question} ?")
    file = tmp_path / "réponses.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows([header, *zip(*columns, strict=True)])
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(FRENCH, "utf-8")
    (folder / "kano_answers.csv").write_text(HEADER, "utf-8")
    return file


def test_a_french_export_gives_the_published_means_and_a_report(
    workshop: Run, french: Path, tmp_path: Path
) -> None:
    code, out, err = workshop("import", "kano", french.name, "--company", "client", "--suggest")
    assert (code, err) == (0, "")
    assert out == (
        "Written: client/réponses.map.yaml\nCheck every guess, replace every '?', then:\n"
        "  workshop import kano 'réponses.csv' --company client --map 'client/réponses.map.yaml'\n"
    )
    map_file = tmp_path / "client" / "réponses.map.yaml"
    text = map_file.read_text("utf-8")
    assert text.count("'?'  # fill in") == 10

    # As it is, it stops the import: every gap is one line on stderr, and nothing is written.
    command = ("import", "kano", french.name, "--company", "client", "--map", str(map_file))
    code, out, err = workshop(*command)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 10
    line = next(n for n, row in enumerate(text.splitlines(), 1) if f'"{WITH[0]}"' in row)
    assert (
        f"{map_file}:{line}: answers.functional.{WITH[0]}: must be filled in with 1 to 5: 1 like, "
        "2 must-be, 3 neutral, 4 live-with, 5 dislike. Found '?'." in err.splitlines()
    )
    assert (tmp_path / "client" / "kano_answers.csv").read_text() == HEADER

    for words in (WITH, WITHOUT):
        for number, word in enumerate(words, 1):
            text = text.replace(f"\"{word}\": '?'", f'"{word}": {number}')
    map_file.write_text(text, "utf-8")
    code, out, err = workshop(*command)
    missing = 2 * 4 * 105 - sum(
        sum(f["functional_counts"] + f["dysfunctional_counts"]) for f in PUBLISHED["features"]
    )
    assert (code, err) == (0, "")
    assert out == (
        "Written: client/kano_answers.csv\n105 respondents.\n"
        "Rows without any answer, left out: 1.\n"
        f"Single questions not answered, kept as empty: {missing}.\n"
        "Columns not imported: 'N° de réponse'.\nThen:  workshop edition client\n"
    )
    table = kano.continuous(kano.tally(open_workshop(tmp_path / "client").answers("kano")))
    found = table.set_index("feature")
    for name, row in zip(
        ("title", "number", "guests", "diary"), PUBLISHED["features"], strict=True
    ):
        for side in ("functional", "dysfunctional"):
            assert found.loc[name, f"n_{side}"] == sum(row[f"{side}_counts"])
            mean = found.loc[name, f"mean_{side}"]
            assert mean == pytest.approx(row[f"mean_{side}"], abs=0.005)
    report = edition(tmp_path)
    assert "105 customers answered." in report
    assert "One number every week" in report


# A Chinese export as survey platforms write it: numbered questions, times, addresses.

CHINESE = """
id: client
name: {zh: 滨江供电, en: Binjiang Power}
language: zh
segments:
  - {id: household, label: {zh: 居民客户, en: Households}}
  - {id: business, label: {zh: 小微企业, en: Small businesses}}
features:
  - {id: booking, label: {zh: 网上预约, en: Booking online}}
  - {id: notice, label: {zh: 停电提前告知, en: Notice of outages}}
  - {id: robot, label: {zh: 机器人引导, en: Robot guide}}
data: {kano_answers: kano_answers.csv}
"""
WORDS = ["我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢"]
CODES = ["5", "4", "3", "2", "1"]  # 5 is like, as SPSSAU and many questionnaires have it
SEGMENTS = {"household": "居民客户", "business": "小微企业"}


def answers() -> list[tuple[str, list[tuple[int, int]]]]:
    """Segment and (functional, dysfunctional) of each feature, for 60 customers; 0 is a gap."""
    draw = random.Random(2026)
    often = (
        ([8, 3, 2, 1, 1], [1, 1, 2, 3, 8]),
        ([1, 8, 3, 1, 1], [1, 1, 1, 2, 9]),
        (
            [2, 2, 8, 2, 1],
            [1, 2, 8, 2, 1],
        ),
    )
    people = []
    for _ in range(60):
        pairs = [
            tuple(0 if draw.random() < 0.03 else draw.choices(range(1, 6), w)[0] for w in both)
            for both in often
        ]
        people.append((draw.choice([*SEGMENTS]), pairs))
    return people  # type: ignore[return-value]


def rows(words: list[str]) -> list[list[str]]:
    """The export's cells. Dysfunctional comes first in the second question pair."""
    ask, without = "如果提供“{}”，您的感受是？", "如果不提供“{}”，您的感受是？"
    header = [
        "序号",
        "提交答卷时间",
        "所用时间",
        "来源",
        "来自IP",
        "1、您的手机号",
        "2、您是哪类客户？",
    ]
    header += [f"3、{ask.format('网上预约')}", f"4、{without.format('网上预约')}"]
    header += [f"5、{without.format('停电提前告知')}", f"6、{ask.format('停电提前告知')}"]
    header += [f"7、{ask.format('机器人引导')}", f"8、{without.format('机器人引导')}"]
    lines = [header]
    for number, (segment, pairs) in enumerate(answers(), 1):
        (a, b), (c, d), (e, f) = pairs
        said = ["" if code == 0 else words[code - 1] for code in (a, b, d, c, e, f)]
        said[1] += "\u3000\u3000"  # as some input methods leave them
        lines.append(
            [
                *(
                    str(number),
                    f"2026/11/{number % 28 + 1} 10:{number % 60:02}:31",
                    "125秒",
                    "微信",
                ),
                *(f"113.102.5.{number}(广东-深圳)", f"1380013{8000 + number}", SEGMENTS[segment]),
                *said,
            ]
        )
        if number == 30:
            lines.append([*lines[-1][:7], *[""] * 6])
            lines[-1][0] = "61"
    return lines


EXPECTED = HEADER + "".join(
    f"r{number},{segment},{feature},{f or ''},{d or ''},\n"
    for number, (segment, pairs) in enumerate(answers(), 1)
    for feature, (f, d) in zip(("booking", "notice", "robot"), pairs, strict=True)
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("words", [WORDS, CODES], ids=["wordings", "codes"])
def test_a_chinese_export_becomes_a_report(
    workshop: Run, tmp_path: Path, kind: str, words: list[str]
) -> None:
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(CHINESE, "utf-8")
    (folder / "kano_answers.csv").write_text(HEADER, "utf-8")
    file = tmp_path / f"客户调研_按{'选项文本' if words is WORDS else '选项序号'}.{kind}"
    if kind == "csv":
        with file.open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows(rows(words))
    else:
        book = Workbook()
        for row in rows(words):
            # Platforms store codes as numbers; a phone number too.
            book.active.append([float(c) if c.isdigit() else c or None for c in row])
        book.save(file)

    code, out, err = workshop("import", "kano", file.name, "--company", "client", "--suggest")
    assert (code, err) == (0, "")
    map_file = folder / f"{file.stem}.map.yaml"
    text = map_file.read_text("utf-8")
    assert text.count("# guessed from the label") == 6
    assert "drop:" in text
    for number, word in enumerate(words, 1):  # only codes are left to be filled in
        text = text.replace(f"\"{word}\": '?'", f'"{word}": {number}')
    map_file.write_text(text, "utf-8")

    options = ("--company", "client", "--map", str(map_file))
    code, out, err = workshop("import", "kano", file.name, *options)
    assert (code, err) == (0, ""), text
    assert "60 respondents.\nRows without any answer, left out: 1.\n" in out
    assert "Columns not imported: '提交答卷时间', '所用时间', '来源', '来自IP'.\n" in out
    assert (folder / "kano_answers.csv").read_text("utf-8") == EXPECTED
    if (kind, words) == ("csv", WORDS):
        report = edition(tmp_path)
        assert "共 60 位客户作答。" in report
        assert "停电提前告知" in report
        for made in (tmp_path / "workshop-out").rglob("*"):
            if made.is_file():
                assert b"1380013" not in made.read_bytes(), made
                assert b"113.102" not in made.read_bytes(), made


def test_without_the_phone_numbers_dropped_it_stops(
    workshop: Run, tmp_path: Path, french: Path
) -> None:
    lines = french.read_text("utf-8-sig").splitlines()
    text = "\n".join([lines[0] + ";Mobile", *(f"{line};+33 6 12 34 56 78" for line in lines[1:])])
    french.write_text(text, "utf-8")
    workshop("import", "kano", french.name, "--company", "client", "--suggest")
    map_file = tmp_path / "client" / "réponses.map.yaml"
    text = map_file.read_text("utf-8")
    assert text.endswith('  - "Mobile"  # guessed\n')
    text = text[: text.index("drop:")].replace("'?'", "3")
    map_file.write_text(text, "utf-8")
    code, out, err = workshop(
        "import", "kano", french.name, "--company", "client", "--map", str(map_file)
    )
    assert (code, out) == (1, "")
    assert err == (
        "réponses.csv: row 2, column J ('Mobile'): must hold no phone number, e-mail address or "
        "national id. Found what looks like one; name the column under 'drop:' in the map, or take "
        "it out of the file.\n"
    )


def test_a_map_or_a_suggestion_and_not_both(workshop: Run, french: Path) -> None:
    for words in ((), ("--suggest", "--map", "x.yaml")):
        code, out, err = workshop("import", "kano", french.name, "--company", "client", *words)
        assert (code, out) == (1, "")
        assert err == "Error: Give either --map MAP or --suggest, which writes a first map.\n"


def test_a_suggestion_is_not_written_over(workshop: Run, french: Path, tmp_path: Path) -> None:
    command = ("import", "kano", french.name, "--company", "client", "--suggest")
    assert workshop(*command)[0] == 0
    before = (tmp_path / "client" / "réponses.map.yaml").read_bytes()
    assert workshop(*command) == (
        1,
        "",
        "client/réponses.map.yaml: must not be there yet. Found one; rename or delete it first.\n",
    )
    assert (tmp_path / "client" / "réponses.map.yaml").read_bytes() == before


def test_answers_are_replaced_by_force_only(workshop: Run, tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "company.yaml").write_text(CHINESE, "utf-8")
    answers_ = tmp_path / "client" / "kano_answers.csv"
    # Old answers may be anything, such as an export that was put there by mistake.
    answers_.write_bytes("序号,网上预约\n1,我很喜欢\n".encode("gb18030"))
    (tmp_path / "map.yaml").write_text(
        "features: {booking: {functional: a, dysfunctional: b}}\n"
        'answers: {functional: {"1": 1}, dysfunctional: {"1": 5}}\n'
    )
    (tmp_path / "new.csv").write_text("a,b\n1,1\n")
    command = ("import", "kano", "new.csv", "--company", "client", "--map", "map.yaml")
    assert workshop(*command) == (
        1,
        "",
        "client/kano_answers.csv: must hold no answers yet. Found some; --force replaces them.\n",
    )
    code, _out, err = workshop(*command, "--force")
    assert (code, err) == (0, "")
    assert answers_.read_text() == HEADER + "r1,,booking,1,5,\n"


def test_swapped_sides_are_a_note(workshop: Run, tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "company.yaml").write_text(CHINESE, "utf-8")
    (tmp_path / "client" / "kano_answers.csv").write_text(HEADER)
    (tmp_path / "map.yaml").write_text(
        "features: {booking: {functional: without, dysfunctional: with}}\n"
        "answers: {functional: {like: 1, dislike: 5}, dysfunctional: {like: 1, dislike: 5}}\n"
    )
    (tmp_path / "new.csv").write_text("with,without\n" + "like,dislike\n" * 30)
    code, out, err = workshop(
        "import", "kano", "new.csv", "--company", "client", "--map", "map.yaml"
    )
    assert code == 0
    assert "30 respondents." in out
    assert err == (
        "note: booking: 30 of 30 answers are reverse. That is right if customers do not want it; "
        "otherwise its columns or its codes are swapped in the map.\n"
    )


def test_a_sample_company_is_not_imported_into(workshop: Run, french: Path) -> None:
    code, out, err = workshop(
        "import", "kano", french.name, "--company", "lakeside-hotel", "--suggest"
    )
    assert (code, out) == (1, "")
    assert err == "lakeside-hotel: must be there. Found no such file.\n"


def test_a_file_that_is_not_there_is_one_line(workshop: Run, french: Path) -> None:
    for option in (("--suggest",), ("--map", "map.yaml")):
        Path("map.yaml").write_text(
            "features: {title: {functional: a, dysfunctional: b}}\n"
            "answers: {functional: {x: 1}, dysfunctional: {x: 1}}\n"
        )
        code, out, err = workshop("import", "kano", "nowhere.csv", "--company", "client", *option)
        assert (code, out) == (1, "")
        assert err == "nowhere.csv: must be a file. Found no such file.\n"


DOCS = [ROOT / "docs" / "import.md", ROOT / "docs" / "import.zh.md"]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_the_documentation_and_the_command_agree(page: Path) -> None:
    options = {o for param in cli.import_.params for o in param.opts if o.startswith("--")}
    used = {*re.findall(r"(?<![\w-])--[a-z]+", page.read_text("utf-8"))}
    assert used - options <= {"--language"}
    assert options <= used


def maps(page: Path) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.S)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_the_map_of_the_documentation_fits_a_new_profile(
    workshop: Run, tmp_path: Path, page: Path
) -> None:
    assert workshop("new", "my-client")[0] == 0
    text, _servqual, _loyalty = maps(page)
    Path("map.yaml").write_text(text, "utf-8")
    found = YAML(typ="safe").load(text)
    header = [found["respondent"], *found["drop"], found["segment"]["column"]]
    header += [name for pair in found["features"].values() for name in pair.values()]
    with_it, without = ([*found["answers"][side]] for side in ("functional", "dysfunctional"))
    row = ["7", "13800138000", [*found["segment"]["values"]][1]]
    row += [with_it[0], without[4], "9", with_it[2], found["empty"][0]]
    with Path("a.csv").open("w", encoding=found["encoding"], newline="") as out:
        csv.writer(out).writerows([header, row])
    options = ("--company", "my-client", "--map", "map.yaml")
    code, _out, err = workshop("import", "kano", "a.csv", *options)
    assert (code, err) == (0, "")
    assert Path("my-client", "kano_answers.csv").read_text("utf-8") == (
        HEADER + "r1,business,appointment,1,5,9\nr1,business,change-notice,3,,\n"
    )


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_the_other_maps_of_the_documentation_fit_a_profile(
    workshop: Run, tmp_path: Path, page: Path
) -> None:
    names = ("servqual_answers", "servqual_weights", "loyalty_answers")
    data = "".join(f"  {name}: {name}.csv\n" for name in names)
    Path("company.yaml").write_text(f"id: client\nname: Client\ndata:\n{data}")
    for name in names:
        Path(f"{name}.csv").write_text("")
    _kano, servqual, loyalty = maps(page)
    found = YAML(typ="safe").load(servqual)
    header = [found["respondent"], *found["weights"].values()]
    header += [
        name for item in found["items"].values() for name in item.values() if name is not True
    ]
    low, *_, high = found["answers"]
    row = ["7", "30", "30", "20", "10", "10", high, low, low, high, found["empty"][0]]
    with Path("a.csv").open("w", encoding=found.get("encoding", "utf-8"), newline="") as out:
        csv.writer(out).writerows([header, row])
    Path("map.yaml").write_text(servqual, "utf-8")
    options = ("--company", ".", "--map", "map.yaml")
    code, _out, err = workshop("import", "servqual", "a.csv", *options)
    assert (code, err) == (0, "")
    lines = Path("servqual_answers.csv").read_text("utf-8").splitlines()
    assert lines[1:] == ["r1,,on-time,7,1,1", "r1,,busy-times,1,,"]
    assert Path("servqual_weights.csv").read_text("utf-8").count("r1,") == 5

    found = YAML(typ="safe").load(loyalty)
    header = [found[name]["column"] for name in ("recommend", "satisfaction", "effort")]
    row = ["10", [*found["satisfaction"]["values"]][4], found["effort"]["empty"][0]]
    with Path("b.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([[found["respondent"], *header], ["7", *row]])
    Path("map.yaml").write_text(loyalty, "utf-8")
    code, _out, err = workshop("import", "loyalty", "b.csv", *options)
    assert (code, err) == (0, "")
    assert Path("loyalty_answers.csv").read_text("utf-8").endswith("\nr1,,10,5,\n")


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_key_of_a_map_is_explained(page: Path) -> None:
    for part in (KanoMap, ServqualMap, LoyaltyMap, Statement, Question, Effort):
        for key in {*part.model_fields} - {"column", *SIDES, "minimum"}:
            assert f"| `{key}` |" in page.read_text("utf-8"), key


def test_every_key_of_a_profile_is_explained() -> None:
    page = (ROOT / "docs" / "profile.md").read_text("utf-8")
    for key in Company.model_fields:
        assert f"\n| `{key}`" in page, key
    for part in (
        KanoOptions,
        Touchpoint,
        Feature,
        Need,
        CustomerItem,
        RoleItem,
        GapOptions,
        Scales,
    ):
        for key in part.model_fields:
            assert f"`{key}`" in page or key in ("id", "label"), key
