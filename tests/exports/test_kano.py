"""`import_answers`: tidy answers, complete or not at all, every problem with its place.

How exports of survey platforms go through the command stands in tests/test_import_command.py.
"""

import csv
import errno
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from workshop_kit.company import Company, read_company
from workshop_kit.exports import Imported, import_answers
from workshop_kit.problems import ProblemsError
from workshop_kit.workshop import check_data

SIDE = "{like: 1, must-be: 2, neutral: 3, live-with: 4, dislike: 5}"
ANSWERS = f"answers: {{functional: {SIDE}, dysfunctional: {SIDE}}}\n"
WIFI = "features: {wifi: {functional: With, dysfunctional: Without}}\n"
BOTH = """features:
  wifi: {functional: A, dysfunctional: B, importance: C}
  spa: {functional: D, dysfunctional: E}
"""
HEADER = "respondent,segment,feature,functional,dysfunctional,importance\n"


@pytest.fixture
def run(company: Company, tmp_path: Path) -> Callable[..., Imported]:
    """Import rows with a map; the rows are the text of a CSV file, or lists for a workbook."""

    def go(rows: Any, text: str = WIFI + ANSWERS, *, replace: bool = False) -> Imported:
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
        return import_answers(file, map_file, company, replace=replace)

    return go


def tidy(company: Company) -> str:
    return (company.folder / "kano_answers.csv").read_text("utf-8").removeprefix(HEADER)


def left_over(company: Company) -> set[str]:
    return {path.name for path in company.folder.iterdir()} - {
        "company.yaml", "kano_answers.csv", "map.yaml",
    }  # fmt: skip


@pytest.fixture
def refused(run: Callable[..., Imported], company: Company, tmp_path: Path) -> Callable[..., str]:
    """The whole message of an import that must not change anything; paths without folders."""

    def go(*args: Any, **options: Any) -> str:
        before = (company.folder / "kano_answers.csv").read_bytes()
        with pytest.raises(ProblemsError) as error:
            run(*args, **options)
        assert (company.folder / "kano_answers.csv").read_bytes() == before
        assert left_over(company) == set()
        text = str(error.value).replace(f"{company.folder}{os.sep}", "")
        return text.replace(f"{tmp_path}{os.sep}", "")

    return go


def test_columns_are_found_by_header_wherever_they_stand(
    run: Callable[..., Imported], company: Company
) -> None:
    # Dysfunctional before functional; the header is matched as a whole, never as a part.
    rows = "No,E,B,Without,With,A,C,D\n7,like,dislike,x,x,like,9,must-be\n8,,neutral,x,x,,,\n"
    done = run(rows, BOTH + ANSWERS)
    assert tidy(company) == "r1,,wifi,1,5,9\nr1,,spa,2,1,\nr2,,wifi,,3,\nr2,,spa,,,\n"
    assert done == Imported(
        company.folder / "kano_answers.csv",
        respondents=2,
        empty_cells=4,
        unused=["No", "Without", "With"],
    )
    assert check_data(company) == []


def test_codes_may_run_in_either_direction_on_each_side(
    run: Callable[..., Imported], company: Company
) -> None:
    up = '{"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}'
    down = '{"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}'
    rows = "With,Without\n1,1\n2,2\n3,3\n4,4\n5,5\n"
    run(rows, WIFI + f"answers: {{functional: {up}, dysfunctional: {down}}}")
    assert tidy(company) == "".join(f"r{i},,wifi,{i},{6 - i},\n" for i in range(1, 6))


def test_numbers_of_a_workbook_are_codes_too(
    run: Callable[..., Imported], company: Company
) -> None:
    up = '{"1": 1, "5": 5}'
    run(
        [["With", "Without"], [1, 5.0]],
        WIFI + f"answers: {{functional: {up}, dysfunctional: {up}}}",
    )
    assert tidy(company) == "r1,,wifi,1,5,\n"


def test_white_space_around_and_inside_is_evened_out(
    run: Callable[..., Imported], company: Company
) -> None:
    answers = "answers: {functional: {我 喜欢: 1}, dysfunctional: {无所谓: 3}}\n"
    run('With\u3000,"With\nout"\n我\u3000喜欢\u3000\u3000,\u00a0无所谓\n',
        "features: {wifi: {functional: With, dysfunctional: With out}}\n" + answers)  # fmt: skip
    assert tidy(company) == "r1,,wifi,1,3,\n"


def test_rows_without_answers_are_left_out_and_counted(
    run: Callable[..., Imported], company: Company
) -> None:
    # Rows of nothing at all count only in between: files often end in thousands of them.
    rows = "No,With,Without\n1,like,\n2,,\n,,\n\n3,,like\n,,\n4, ,\u3000\n,,\n\n\n"
    done = run(rows)
    assert tidy(company) == "r1,,wifi,1,,\nr2,,wifi,,1,\n"
    assert (done.respondents, done.empty_rows, done.empty_cells) == (2, 5, 2)


def test_words_for_not_answered_are_told_by_the_map(
    run: Callable[..., Imported], company: Company
) -> None:
    text = WIFI + ANSWERS + 'empty: [(跳过), "-3"]\n'
    done = run("With,Without\nlike,(跳过)\n-3, (跳过) \n", text)
    assert tidy(company) == "r1,,wifi,1,,\n"
    assert (done.empty_rows, done.empty_cells) == (1, 1)


def test_segments_are_those_of_the_profile(run: Callable[..., Imported], company: Company) -> None:
    text = WIFI + ANSWERS + "segment: {column: 客群, values: {居民: household, 商户: business}}\n"
    done = run("客群,With,Without\n居民,like,like\n商户 ,like,like\n,like,like\n", text)
    assert tidy(company) == ("r1,household,wifi,1,1,\nr2,business,wifi,1,1,\nr3,,wifi,1,1,\n")
    assert done.no_segment == 1
    assert check_data(company)[0].note


def test_respondents_are_renamed_unless_the_map_keeps_them(
    run: Callable[..., Imported], company: Company
) -> None:
    rows = 'No,With,Without\n"A, 7",like,like\nB8,like,like\n'
    run(rows, WIFI + ANSWERS + "respondent: No\n")
    assert tidy(company) == "r1,,wifi,1,1,\nr2,,wifi,1,1,\n"
    run(rows, WIFI + ANSWERS + "respondent: No\nkeep_respondent: true\n", replace=True)
    assert tidy(company) == '"A, 7",,wifi,1,1,\nB8,,wifi,1,1,\n'


def test_features_that_customers_seem_not_to_want_are_said(
    run: Callable[..., Imported],
) -> None:
    # With the two sides swapped, (like, dislike) becomes (dislike, like): reverse.
    rows = "With,Without\n" + "like,dislike\n" * 6 + "neutral,neutral\n" * 3 + "like,\n"
    assert run(rows).reverse == {}
    even_so = "With,Without\n" + "dislike,like\n" * 6 + "like,dislike\n" * 6
    assert run(even_so, replace=True).reverse == {}
    swapped = WIFI.replace("With,", "X,").replace("Without}", "With}").replace("X,", "Without,")
    assert run(rows, swapped + ANSWERS, replace=True).reverse == {"wifi": (6, 9)}


def test_unknown_wordings_are_named_with_row_and_column(refused: Callable[..., str]) -> None:
    rows = 'With,Without\nlike,lik\n"dis\nlike",like\nlike,lik\n' + "like,7\n" * 12
    assert refused(rows) == (
        "export.csv: rows 2, 4, column B ('Without'): must be a wording of answers.dysfunctional "
        "in the map. Found 'lik'. Did you mean 'like'?\n"
        "export.csv: row 3, column A ('With'): must be a wording of answers.functional in the map. "
        "Found 'dis like'. Did you mean 'dislike'?\n"
        "export.csv: rows 5, 6, 7, 8, 9, 10, 11, 12 and 4 more, column B ('Without'): must be a "
        "wording of answers.dysfunctional in the map. Found '7'. Allowed: like, must-be, neutral, "
        "live-with, dislike."
    )


def test_codes_outside_the_scale_are_named(refused: Callable[..., str]) -> None:
    up = '{"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}'
    text = WIFI + f"answers: {{functional: {up}, dysfunctional: {up}}}"
    must = "must be a code of answers.functional in the map"
    assert refused("With,Without\n6,1\n1.5,1\nlike,1\n", text) == (
        f"export.csv: row 2, column A ('With'): {must}. Found '6'. Allowed: 1, 2, 3, 4, 5.\n"
        f"export.csv: row 3, column A ('With'): {must}. Found '1.5'. Allowed: 1, 2, 3, 4, 5.\n"
        "export.csv: row 4, column A ('With'): must be a wording of answers.functional in the map. "
        "Found 'like'. Allowed: 1, 2, 3, 4, 5."
    )


def test_importance_and_segments_outside_their_words_are_named(
    refused: Callable[..., str],
) -> None:
    text = BOTH + ANSWERS + "segment: {column: S, values: {居民客户: household}}\n"
    rows = "A,B,C,D,E,S\nlike,like,1,like,like,居民客户 \n"
    rows += "like,like,10,like,like,居民\nlike,like,5.0,like,like,军人\n"
    must = "must be a word of segment.values in the map"
    assert refused(rows, text) == (
        "export.csv: row 3, column C ('C'): must hold 1 to 9. Found '10'.\n"
        "export.csv: row 4, column C ('C'): must hold 1 to 9. Found '5.0'.\n"
        f"export.csv: row 3, column F ('S'): {must}. Found '居民'. Did you mean '居民客户'?\n"
        f"export.csv: row 4, column F ('S'): {must}. Found '军人'. Allowed: 居民客户."
    )


def test_formulas_are_named_once_a_column(refused: Callable[..., str]) -> None:
    rows = [["With", "Without", "Sum"], ["=A9", "like", "=1+1"], ["=A8", "like", "=1+1"]]
    assert refused(rows) == (
        "export.xlsx: rows 2, 3, column A ('With'): must hold a value, not a formula. Found '=A9'. "
        "Paste it as a value."
    )


def test_a_row_longer_than_the_header_is_named(refused: Callable[..., str]) -> None:
    rows = "With,Without\nlike,like,,\nlike,like,like\nlike,like,,x\nlike,like,like\n"
    assert refused(rows) == (
        "export.csv: rows 3, 5: must have 2 cells, as the header. Found 3.\n"
        "export.csv: row 4: must have 2 cells, as the header. Found 4."
    )


def test_columns_that_are_missing_or_there_twice_are_named(refused: Callable[..., str]) -> None:
    rows = "A ,B,A,With this,E\n" + "like,like,9,like,like\n"
    text = BOTH.replace("functional: D", "functional: With thin").replace("C}", "Importance}")
    assert refused(rows, text + ANSWERS + "drop: [手机号]\n") == (
        "map.yaml:2: features.wifi.functional: must be the header of one column. Found 'A' over "
        "columns A and C in export.csv; rename one there.\n"
        "map.yaml:2: features.wifi.importance: must be the header of a column in export.csv. "
        "Found no 'Importance'. Its columns: 'A', 'B', 'A', 'With this' and 1 more.\n"
        "map.yaml:3: features.spa.functional: must be the header of a column in export.csv. "
        "Found no 'With thin'. Did you mean column D ('With this')?\n"
        "map.yaml:5: drop[1]: must be the header of a column in export.csv. Found no '手机号'. "
        "Its columns: 'A', 'B', 'A', 'With this' and 1 more."
    )


def test_a_header_twice_is_no_matter_where_nobody_uses_it(
    run: Callable[..., Imported], company: Company
) -> None:
    run("With,Other,Other,Phone,Phone,Without\nlike,a,b,1,2,like\n",
        WIFI + ANSWERS + "drop: [Phone]\n")  # fmt: skip
    assert tidy(company) == "r1,,wifi,1,1,\n"


def test_another_delimiter_is_noticed(refused: Callable[..., str]) -> None:
    assert refused("With;Without\nlike;like\n") == (
        "map.yaml: delimiter: must be what stands between the columns of export.csv. "
        "Found one column; is it ';'?"
    )


def test_a_map_for_another_file_is_said_in_reasonable_time(
    refused: Callable[..., str],
) -> None:
    # 400 questions of 300 characters each, none of which the map knows.
    header = ",".join(f"{i} {'x' * 300} {i}" for i in range(400))
    text = "features:\n  wifi:\n    functional: '" + "y x" * 100 + "'\n    dysfunctional: Q2\n"
    began = time.perf_counter()
    lines = refused(header + "\n", text + ANSWERS).splitlines()
    assert len(lines) == 2
    first = ", ".join(f"'{i} {'x' * 27}…" for i in range(4))
    assert lines[1] == (
        "map.yaml:4: features.wifi.dysfunctional: must be the header of a column in export.csv. "
        f"Found no 'Q2'. Its columns: {first} and 396 more."
    )
    assert time.perf_counter() - began < 10


def test_ten_thousand_unknown_wordings_are_twenty_and_a_count(
    refused: Callable[..., str],
) -> None:
    rows = "With,Without\n" + "".join(f"like,wording {i}\n" for i in range(10_000))
    began = time.perf_counter()
    lines = refused(rows).splitlines()
    assert time.perf_counter() - began < 10
    must = "must be a wording of answers.dysfunctional in the map"
    allowed = "Allowed: like, must-be, neutral, live-with, dislike."
    assert lines == [
        *(
            f"export.csv: row {i + 2}, column B ('Without'): {must}. Found 'wording {i}'. {allowed}"
            for i in range(20)
        ),
        "export.csv: has 9,980 more like these. Was the map made for this file?",
    ]


def test_one_kind_of_mistake_does_not_hide_another(refused: Callable[..., str]) -> None:
    rows = "No,With,Without,E-Mail\n" + "".join(f"{i // 2},like,{i},a@b.com\n" for i in range(60))
    lines = refused(rows, WIFI + ANSWERS + "respondent: No\n").splitlines()
    assert len(lines) == 20 + 1 + 20 + 1 + 1
    assert lines[20] == "export.csv: has 40 more like these. Was the map made for this file?"
    assert lines[21] == (
        "export.csv: rows 2, 3, column A ('No'): must be there once. "
        "Found the same respondent again."
    )
    assert "column D ('E-Mail')" in lines[-1]


def test_a_respondent_who_answered_twice_is_named_with_all_rows(
    refused: Callable[..., str],
) -> None:
    rows = (
        "No,With,Without\n1,like,like\n2,like,like\n 1,like,like\n3,,\n3,like,like\n1,like,like\n"
    )
    where = "export.csv: rows 2, 4, 7, column A ('No'): "
    assert refused(rows, WIFI + ANSWERS + "respondent: No\n") == (
        where + "must be there once. Found the same respondent again."
    )


def test_kept_respondents_must_be_there_and_be_no_formula(refused: Callable[..., str]) -> None:
    keys = ["", "=1+1", "+7", "-7", "@x", "＝1", "a=1", "\t=2", "(空)"]
    rows = "No,With,Without\n" + "".join(f'"{key}",like,like\n' for key in keys)
    text = WIFI + ANSWERS + "respondent: No\nkeep_respondent: true\nempty: [(空)]\n"
    must = "must not start with = + - or @: a spreadsheet would take it for a formula."
    risky = [(3, "=1+1"), (4, "+7"), (5, "-7"), (6, "@x"), (7, "＝1"), (9, "=2")]
    assert refused(rows, text).splitlines() == [
        "export.csv: rows 2, 10, column A ('No'): must not be empty while the map keeps "
        "respondents. Found nothing.",
        *(f"export.csv: row {row}, column A ('No'): {must} Found '{key}'." for row, key in risky),
    ]


def test_keys_that_are_not_kept_may_look_like_anything(
    run: Callable[..., Imported], company: Company
) -> None:
    run("Tel,With,Without\n=13800138000,like,like\n,like,like\n,like,like\n",
        WIFI + ANSWERS + "respondent: Tel\n")  # fmt: skip
    assert "138" not in tidy(company)
    assert tidy(company).count("\n") == 3


PERSONAL = "must hold no phone number, e-mail address or national id. Found what looks like one; "
DROP = "name the column under 'drop:' in the map, or take it out of the file."


def test_personal_columns_are_refused_by_header_or_content(refused: Callable[..., str]) -> None:
    rows = (
        "手机号,With,Without,备注,,你的邮箱\n"
        ",like,like,ok,,\nno,like,like,请打 13800138000,,\n,like,like,,a@b.com,x\n"
    )
    assert refused(rows) == (
        f"export.csv: row 3, column A ('手机号'): {PERSONAL}{DROP}\n"
        f"export.csv: row 3, column D ('备注'): {PERSONAL}{DROP}\n"
        f"export.csv: row 4, column E (''): {PERSONAL}take the column out of the file.\n"
        f"export.csv: row 4, column F ('你的邮箱'): {PERSONAL}{DROP}"
    )


def test_phone_numbers_of_a_workbook_are_seen_although_they_are_numbers(
    refused: Callable[..., str],
) -> None:
    rows = [["With", "Without", "x", "y"], ["like", "like", 13800138000.0, 110101199001011234]]
    assert refused(rows) == (
        f"export.xlsx: row 2, column C ('x'): {PERSONAL}{DROP}\n"
        f"export.xlsx: row 2, column D ('y'): {PERSONAL}{DROP}"
    )


def test_a_kept_key_must_not_be_personal(refused: Callable[..., str]) -> None:
    text = WIFI + ANSWERS + "respondent: Key\nkeep_respondent: true\n"
    assert refused("Key,With,Without\na@b.com,like,like\n", text) == (
        f"export.csv: row 2, column A ('Key'): {PERSONAL}set 'keep_respondent: false' in the map, "
        "or name another column."
    )


def test_dropped_columns_are_not_looked_at(run: Callable[..., Imported], company: Company) -> None:
    done = run("手机号,With,Without\n13800138000,like,like\n", WIFI + ANSWERS + "drop: [手机号 ]\n")
    assert done.unused == []
    assert "138" not in tidy(company)


def test_a_question_about_phones_is_no_phone_number(run: Callable[..., Imported]) -> None:
    # Left out of the map on purpose, and not personal: its cells are answers.
    header = "With,Without,Et si on envoyait le numéro de téléphone ?,如果可以用手机预约？"
    assert run(f"{header}\nlike,like,like,neutral\n").respondents == 1


@pytest.mark.parametrize("rows", ["With,Without\n", "No,With,Without\n1,,\n2,,\n"])
def test_a_file_without_answers_replaces_nothing(refused: Callable[..., str], rows: str) -> None:
    count = " in 2 rows" if "No" in rows else ""
    assert refused(rows, replace=True) == (
        f"export.csv: must hold answers below the header. Found none{count}."
    )


def test_answers_that_are_there_are_replaced_only_when_that_is_asked_for(
    run: Callable[..., Imported], refused: Callable[..., str], company: Company
) -> None:
    run("With,Without\nlike,like\n")
    assert refused("With,Without\nlike,dislike\n") == (
        "kano_answers.csv: must hold no answers yet. Found some; --force replaces them."
    )
    run("With,Without\nlike,dislike\n", replace=True)
    assert tidy(company) == "r1,,wifi,1,5,\n"


def test_the_profile_must_name_a_csv_file(tmp_path: Path) -> None:
    profile = tmp_path / "company.yaml"
    for text, found in (
        ("id: a\nname: A\n", "nothing"),
        ("id: a\nname: A\ndata: {kano_answers: a.parquet}\n", "'a.parquet'"),
    ):
        profile.write_text(text)
        (tmp_path / "a.parquet").write_bytes(b"")
        with pytest.raises(ProblemsError) as error:
            import_answers(tmp_path / "x.csv", tmp_path / "map.yaml", read_company(profile))
        # The map is looked at in the same go.
        first, second = str(error.value).splitlines()
        assert second == f"{tmp_path / 'map.yaml'}: must be there. Found no such file."
        assert first == (
            f"{profile}: data.kano_answers: must name the csv file to write, such as "
            f"kano_answers.csv. Found {found}."
        )


def test_an_export_is_never_replaced_by_its_own_answers(company: Company) -> None:
    target = company.folder / "kano_answers.csv"
    target.write_text("With,Without\nlike,like\n")
    (company.folder / "link.csv").symlink_to(target)
    (company.folder / "map.yaml").write_text(WIFI + ANSWERS)
    for file in (target, company.folder / "link.csv"):
        with pytest.raises(ProblemsError) as error:
            import_answers(file, company.folder / "map.yaml", company, replace=True)
        assert str(error.value) == (
            f"{file}: must be another file than the answers that it becomes. Rename the export."
        )
    assert target.read_text() == "With,Without\nlike,like\n"


def test_a_link_stays_a_link_and_rights_stay_as_they_are(
    run: Callable[..., Imported], company: Company
) -> None:
    real, name = company.folder / "wave-2.csv", company.folder / "kano_answers.csv"
    name.rename(real)
    real.chmod(0o640)
    name.symlink_to(real.name)
    run("With,Without\nlike,like\n")
    assert name.is_symlink()
    assert real.read_text() == HEADER + "r1,,wifi,1,1,\n"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("broken", ["shutil.copyfileobj", "os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_the_old_answers_and_nothing_else(
    run: Callable[..., Imported],
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    run("With,Without\nlike,like\n")
    monkeypatch.setattr(broken, full)
    with pytest.raises(OSError, match="No space left"):
        run("With,Without\nlike,dislike\n", replace=True)
    assert tidy(company) == "r1,,wifi,1,1,\n"
    assert left_over(company) == set()


def test_a_process_that_is_killed_leaves_the_old_answers_and_nothing_else(
    run: Callable[..., Imported], company: Company, tmp_path: Path
) -> None:
    run("With,Without\nlike,like\n")
    code = f"""
        import os
        from pathlib import Path
        from workshop_kit.company import read_company
        from workshop_kit.exports import import_answers
        from workshop_kit.exports.kano import answers as kano
        answers = kano._Pairs.answers
        def killed(self, number, cells):
            if number == 50_000:
                os.kill(os.getpid(), 9)
            return answers(self, number, cells)
        kano._Pairs.answers = killed
        folder = Path({str(company.folder)!r})
        import_answers(Path({str(tmp_path / "big.csv")!r}), folder / "map.yaml",
                       read_company(folder), replace=True)
    """
    (tmp_path / "big.csv").write_text("With,Without\n" + "like,dislike\n" * 100_000)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert done.returncode == -9
    assert tidy(company) == "r1,,wifi,1,1,\n"
    assert left_over(company) == set()


def test_memory_does_not_grow_with_the_file(
    run: Callable[..., Imported], company: Company, tmp_path: Path
) -> None:
    run("With,Without\nlike,like\n")  # writes the map
    row = "like,dislike," + "comment " * 25 + "\n"
    peaks = []
    for megabytes in (1, 40):
        file = tmp_path / f"{megabytes}.csv"
        with file.open("w") as out:
            out.write("With,Without,Comment\n")
            out.writelines(row for _ in range(megabytes * 1_000_000 // len(row)))
        code = (
            "import resource, sys; from pathlib import Path;"
            "from workshop_kit.company import read_company;"
            "from workshop_kit.exports import import_answers;"
            f"folder = Path({str(company.folder)!r});"
            f"import_answers(Path({str(file)!r}), folder / 'map.yaml', read_company(folder),"
            " replace=True);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        peaks.append(int(done.stdout) / 1024)
    assert peaks[1] < peaks[0] + 10


WORDS = ["like", "must-be", "neutral", "live-with", "dislike"]
answer = st.sampled_from(range(6))  # 0 is not answered


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    given_answers=st.lists(st.tuples(answer, answer, answer, answer), min_size=1, max_size=12),
    order=st.permutations(["A", "B", "D", "E", "Other"]),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16", "cp949"]),
    workbook=st.booleans(),
    reverse=st.booleans(),
    blanks=st.sampled_from(["", " ", "\u3000", "\n"]),
)
@example([(1, 5, 0, 3)], ["A", "B", "D", "E", "Other"], ",", "utf-8", False, False, "\n")
def test_what_was_answered_is_what_is_imported(
    company: Company,
    tmp_path: Path,
    given_answers: list[tuple[int, ...]],
    order: list[str],
    delimiter: str,
    encoding: str,
    workbook: bool,
    reverse: bool,
    blanks: str,
) -> None:
    """Any answers, in any order of columns and any way of writing, come back as they were."""
    words = dict(enumerate([str(6 - i) for i in range(1, 6)] if reverse else WORDS, 1))
    said = {code: f'"{word}": {code}' for code, word in words.items()}
    side = "{" + ", ".join(said.values()) + "}"
    text = BOTH.replace(", importance: C", "")
    text += f"answers: {{functional: {side}, dysfunctional: {side}}}\n"
    rows = [
        {
            "Other": f'{delimiter} "{number}"',
            **{
                name: f"{words[code]}{blanks}" if code else blanks
                for name, code in zip("ABDE", codes, strict=True)
            },
        }
        for number, codes in enumerate(given_answers)
    ]
    file = tmp_path / ("export.xlsx" if workbook else "export.csv")
    if workbook:
        book = Workbook()
        for row in [order, *([row[name] for name in order] for row in rows)]:
            book.active.append(row)
        book.save(file)
    else:
        with file.open("w", encoding=encoding, newline="") as out:
            writer = csv.DictWriter(out, order, delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        text += f'encoding: {encoding}\ndelimiter: "{delimiter}"\n'.replace("\t", "\\t")
    (company.folder / "map.yaml").write_text(text, "utf-8")
    target = company.folder / "kano_answers.csv"
    target.write_text(HEADER)
    answered = [codes for codes in given_answers if any(codes)]
    if not answered:
        with pytest.raises(ProblemsError, match="must hold answers below the header"):
            import_answers(file, company.folder / "map.yaml", company)
        return
    done = import_answers(file, company.folder / "map.yaml", company)
    assert done.respondents == len(answered)
    assert done.empty_cells == sum(codes.count(0) for codes in answered)
    assert done.empty_rows == len(given_answers) - len(answered)
    with target.open(newline="") as lines:
        found = [[*row.values()] for row in csv.DictReader(lines)]
    expected = [
        [f"r{number}", "", feature, *(str(code or "") for code in pair), ""]
        for number, codes in enumerate(answered, 1)
        for feature, pair in (("wifi", codes[:2]), ("spa", codes[2:]))
    ]
    assert found == expected
