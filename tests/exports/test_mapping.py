"""`read_map`: a map that fits the profile, or everything that must be changed in it."""

from pathlib import Path

import pytest

from workshop_kit.company import Company, read_company
from workshop_kit.exports.files import Look
from workshop_kit.exports.kano.mapping import KanoMap
from workshop_kit.exports.mapping import read_map
from workshop_kit.problems import ProblemsError

GOOD = """
features:
  wifi: {functional: Q1, dysfunctional: Q2}
answers:
  functional: {like: 1, must-be: 2, neutral: 3, live-with: 4, dislike: 5}
  dysfunctional: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
"""


def refused(company: Company, text: str) -> list[str]:
    """Each line of the message, without the path of the map."""
    file = company.folder / "map.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ProblemsError) as error:
        read_map(KanoMap, file, company)
    return [line.removeprefix(f"{file}:") for line in str(error.value).splitlines()]


def test_a_small_map_is_a_csv_file_in_utf_8_with_commas(company: Company) -> None:
    file = company.folder / "map.yaml"
    file.write_text(GOOD, "utf-8")
    found = read_map(KanoMap, file, company)
    assert found.look == Look("utf-8", ",", None, 1)
    assert found.answers.dysfunctional == {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
    assert (found.respondent, found.keep_respondent, found.segment) == (None, False, None)
    assert (found.empty, found.drop) == ((), ())


def test_every_key_is_read(company: Company) -> None:
    file = company.folder / "map.yaml"
    file.write_text(
        """
encoding: gb18030
delimiter: "\\t"
sheet: " 答卷 "
header_rows: 2
respondent: 序号
keep_respondent: true
segment: {column: 客群, values: {居民: household, 商户: business}}
features:
  spa: {functional: Q1, dysfunctional: Q2, importance: Q3}
answers:
  functional: {喜欢: '1'}
  dysfunctional: {喜欢: 1}
empty: [(跳过)]
drop: [手机号]
""",
        "utf-8",
    )
    found = read_map(KanoMap, file, company)
    assert found.look == Look("gb18030", "\t", " 答卷 ", 2)
    # A number written over the question mark, its quotes left standing.
    assert found.answers.functional == {"喜欢": 1}
    assert found.headers == {
        ("features", "spa", "functional"): "Q1",
        ("features", "spa", "dysfunctional"): "Q2",
        ("features", "spa", "importance"): "Q3",
        ("respondent",): "序号",
        ("segment", "column"): "客群",
        ("drop", 0): "手机号",
    }


def test_question_marks_are_to_be_filled_in_and_all_of_them_are_named(company: Company) -> None:
    text = """respondent: "?"
segment: {column: "?", values: {居民: "?"}}
features:
  wifi: {functional: "?", dysfunctional: Q2}
answers:
  functional: {like: "?"}
  dysfunctional: {like: 1, so-so: ' ? '}
"""
    header = "must be filled in: the header of a column. Found '?'."
    code = (
        "must be filled in with 1 to 5: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike. "
        "Found '?'."
    )
    assert refused(company, text) == [
        f"1: respondent: {header}",
        f"2: segment.column: {header}",
        "2: segment.values.居民: must be filled in: a segment of company.yaml. Found '?'. "
        "Allowed: household, business.",
        f"4: features.wifi.functional: {header}",
        f"6: answers.functional.like: {code}",
        f"7: answers.dysfunctional.so-so: {code}",
    ]


def test_everything_wrong_is_said_at_once(company: Company) -> None:
    text = """encoding: gb1803
delimiter: x
header_rows: 0
keep_respondent: true
segement: x
segment: {column: Q9, values: {居民: househole}}
features:
  wify: {functional: Q1, dysfunctional: Q1}
  spa: {functional: "", dysfunctional: "Q9 "}
answers:
  functional: {like: 9, dislike: like}
  dysfunctional: {}
drop: [Q9]
"""
    assert refused(company, text) == [
        "1: encoding: must be an encoding, such as utf-8, gb18030, cp949 or cp1252. "
        "Found the text 'gb1803'.",
        "2: delimiter: must be one of the allowed words. Found 'x'. Allowed: ,, ;, \\t, |.",
        "3: header_rows: must be greater than or equal to 1. Found the number 0.",
        "4: keep_respondent: must come with 'respondent: ...', the column to keep.",
        "5: segement: must be a known key. Found 'segement'. Did you mean 'segment'?",
        "6: segment.column: must be a column of its own. Found 'Q9', as in "
        "features.spa.dysfunctional.",
        "6: segment.values.居民: must be a segment of company.yaml. Found 'househole'. "
        "Did you mean 'household'?",
        "8: features.wify.dysfunctional: must be a column of its own. Found 'Q1', as in "
        "features.wify.functional.",
        "8: features.wify: must be a feature of company.yaml. Found 'wify'. Did you mean 'wifi'?",
        "9: features.spa.functional: must have at least 1 character. Found the text ''.",
        "11: answers.functional.like: must be less than or equal to 5. Found the number 9.",
        "11: answers.functional.dislike: must be a valid integer. Found the text 'like'.",
        "12: answers.dysfunctional: must say what each answer means. Found none.",
        "13: drop[1]: must be a column of its own. Found 'Q9', as in features.spa.dysfunctional.",
    ]


def test_a_map_without_features_or_answers_is_refused(company: Company) -> None:
    assert refused(company, "features: {}\n") == [
        "1: answers: must be given. Found nothing.",
        "1: features: must name at least one feature. Found none.",
    ]
    assert refused(company, "") == [" must hold keys such as 'id: my-company'. Found none."]


def test_a_wording_has_one_code(company: Company) -> None:
    text = GOOD.replace("{like: 1,", '{like: 1, "like ": 2, "like\u3000": 1,')
    assert refused(company, text) == [
        "5: answers.functional.like : must have one code. Found it twice, with two."
    ]
    assert refused(company, GOOD + "empty: [neutral]\n") == [
        "5: answers.functional.neutral: must be an answer or stand under 'empty:'. "
        "Found it in both."
    ]
    assert refused(company, GOOD.replace("like: 1,", "like: 1, like: 2,")) == [
        "5: answers.functional.like: must be given once. Found it twice."
    ]


def test_segments_of_a_company_without_any_are_refused(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(
        "id: solo\nname: Solo\nfeatures: [{id: wifi, label: W}]\n"
    )
    company = read_company(tmp_path)
    assert refused(company, GOOD + "segment: {column: Q9, values: {x: '?', y: household}}\n") == [
        "7: segment.values.x: must be filled in: a segment of company.yaml. Found '?'.",
        "7: segment.values.y: must be a segment of company.yaml. Found 'household'. "
        "None is defined.",
    ]


def test_a_map_that_is_not_there_is_one_line(company: Company) -> None:
    file = company.folder / "nowhere.yaml"
    with pytest.raises(ProblemsError) as error:
        read_map(KanoMap, file, company)
    assert str(error.value) == f"{file}: must be there. Found no such file."


@pytest.mark.parametrize("name", ["rot13", "base64", "undefined", "nothing", "\\0"])
def test_what_is_no_encoding_of_text_is_refused(company: Company, name: str) -> None:
    lines = refused(company, f'encoding: "{name}"\n' + GOOD)
    assert len(lines) == 1
    assert lines[0].startswith("1: encoding: must be an encoding, such as utf-8")
