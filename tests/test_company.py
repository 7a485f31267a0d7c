"""Company profiles: what is read, and that all that is wrong is said at once, with its place."""

from pathlib import Path

import pydantic
import pytest

from workshop_kit.company import Company, check_company, new_company, read_company
from workshop_kit.problems import Problem, ProblemsError, errors, meant, quoted
from workshop_kit.workshop import check_data

BASE = "id: a\nname: n\n"  # lines 1 and 2: what a test adds begins in line 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A profile's folder with two data files and a file that only looks like a logo."""
    folder = tmp_path / "client"
    (folder / "more").mkdir(parents=True)
    for name in ("answers.csv", "needs.csv", "more/needs.csv", "logo.png", "UPPER.CSV"):
        (folder / name).write_text("x", "utf-8")
    return folder


def write(folder: Path, text: str, base: str = BASE) -> Path:
    path = folder / "company.yaml"
    path.write_text(base + text, "utf-8")
    return path


def good(folder: Path, text: str, base: str = BASE) -> Company:
    return read_company(write(folder, text, base))


def said(folder: Path, text: str, base: str = BASE) -> list[str]:
    """Each problem as `line: place: text`."""
    path = write(folder, text, base)
    company, problems = check_company(path)
    assert company is None
    assert all("\n" not in str(problem) for problem in problems)
    return [str(problem).removeprefix(f"{path}:").strip() for problem in problems]


FULL = """
id: lake-1
name: {en: Lake Hotel, zh: 湖畔酒店}
industry: hotel
language: zh
origin: synthetic
source: Invented.
colour: "#AB12cd"
logo: logo.png
aliases: [Lake, "  The Lake  "]
mentions: [Other]
segments: [{id: family, label: Families}]
cohorts: [{id: new, label: New}]
touchpoints:
  - {id: lobby, label: {en: Lobby, zh: 大堂}, kind: physical}
  - {id: app, label: App, kind: digital}
  - {id: desk, label: Desk, kind: human}
features:
  - {id: wifi, label: {en: Wi-Fi, zh: 无线网}, touchpoint: lobby, functional: F?, dysfunctional: D?}
  - {id: spa, label: Spa}
needs:
  - {id: online, label: Be online, feature: wifi}
  - {id: quiet, label: Quiet}
items: [{id: clean, label: Clean, dimension: tangibles}]
scales: {servqual: {low: 1, high: 5}}
weights: {tangibles: 0.25, reliability: 0.75}
kano: {evaluation: pouliot, rule: blauth, tolerance: 0.05}
data: {kano_answers: answers.csv, needs: more/needs.csv}
"""


def test_every_key_is_read(folder: Path) -> None:
    company = good(folder, FULL, base="")
    assert (company.id, company.language, company.origin) == ("lake-1", "zh", "synthetic")
    assert (company.name.text("en"), company.name.text("zh")) == ("Lake Hotel", "湖畔酒店")
    assert company.aliases == ("Lake", "The Lake")
    assert company.names == {"lake-1", "Lake Hotel", "湖畔酒店", "Lake", "The Lake"}
    assert company.ids("features") == ["wifi", "spa"]
    assert company.labels("features", "zh") == {"wifi": "无线网", "spa": "Spa"}
    assert [point.kind for point in company.touchpoints] == ["physical", "digital", "human"]
    assert [need.feature for need in company.needs] == ["wifi", None]
    assert (company.scales.servqual.low, company.scales.servqual.high) == (1, 5)
    assert company.weights == {"tangibles": 0.25, "reliability": 0.75}
    assert (company.kano.evaluation, company.kano.rule) == ("pouliot", "blauth")
    assert (company.folder, company.file) == (folder, folder / "company.yaml")
    assert company.data_file("kano_answers") == folder / "answers.csv"
    assert company.data_file("needs") == folder / "more/needs.csv"
    assert company.data_file("kano_tally") is None


def test_an_id_and_a_name_are_enough(folder: Path) -> None:
    company = good(folder, "")
    assert (company.language, company.origin, company.features) == ("en", "survey", ())
    assert (company.scales.servqual.low, company.scales.servqual.high) == (1, 7)
    assert (company.kano.evaluation, company.kano.rule) == ("classic", "mode")


def test_a_label_may_be_one_text_for_both_languages(folder: Path) -> None:
    label = good(folder, "industry: Wi-Fi\n").industry
    assert label is not None
    assert (label.en, label.zh) == ("Wi-Fi", "Wi-Fi")


def test_a_profile_cannot_be_changed_after_it_is_read(folder: Path) -> None:
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        good(folder, "").id = "b"  # type: ignore[misc]


def test_a_profile_is_given_by_its_file_or_its_folder(folder: Path) -> None:
    write(folder, "")
    assert read_company(folder) == read_company(str(folder / "company.yaml"))


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file(folder: Path) -> None:
    # One mistake of each kind: syntax of the kit, type, word, reference, sum, file.
    text = """id: Lake Hotel
name: {en: Lake}
industry: 12
colour: teal
touchpoints:
  - {id: lobby, label: Lobby, kind: phisical}
features:
  - {id: wifi, label: Wi-Fi, touchpoint: loby}
  - {id: wifi, lable: Spa}
needs:
  - id: online
    label: Online
    feature: spa
weights: {tangibles: 0.5, empathy: 0.6}
origin: published
data:
  kano_answers: answer.csv
  kano_answers: answers.csv
  needs: ../secret.csv
"""
    known = "Allowed: wifi, wifi."
    assert said(folder, text, base="") == [
        "source: must say where the numbers come from when origin is not 'survey'. Found nothing.",
        "1: id: must be 1 to 40 characters a-z, 0-9 and '-', and start with a letter or digit. "
        "Found the text 'Lake Hotel'.",
        "2: name.zh: must be given. Found nothing.",
        "3: industry: must be text or keys such as 'en: ...' and 'zh: ...'. "
        "Found the number 12. Put it in quotes.",
        "4: colour: must look like '#0f766e'. Found the text 'teal'.",
        "6: touchpoints[1].kind: must be one of the allowed words. Found 'phisical'. "
        "Did you mean 'physical'?",
        "8: features[1].touchpoint: must name one of this profile's touchpoints. Found 'loby'. "
        "Did you mean 'lobby'?",
        "9: features[2].label: must be given. Found nothing.",
        "9: features[2].lable: must be a known key. Found 'lable'. Did you mean 'label'?",
        "9: features[2].id: must be unique in features. Found 'wifi' again.",
        "13: needs[1].feature: must name one of this profile's features. Found 'spa'. " + known,
        "14: weights: must sum to 1. Found a sum of 1.1.",
        "18: data.kano_answers: must be given once. Found it twice.",
        "19: data.needs: must be a path inside the profile's folder, with '/'. "
        "Found the text '../secret.csv'.",
    ]


def test_a_refused_profile_raises_with_every_problem_on_its_own_line(folder: Path) -> None:
    path = write(folder, "colour: 1\nnmae: x\n")
    with pytest.raises(ProblemsError) as refused:
        read_company(path)
    assert str(refused.value) == (
        f"{path}:3: colour: must be text. Found the number 1. Put it in quotes.\n"
        f"{path}:4: nmae: must be a known key. Found 'nmae'. Did you mean 'name'?"
    )
    assert [problem.line for problem in refused.value.problems] == [3, 4]


def test_more_than_twenty_problems_are_counted(folder: Path) -> None:
    path = write(folder, "".join(f"key{i}: 1\n" for i in range(25)))
    with pytest.raises(ProblemsError) as refused:
        read_company(path)
    assert str(refused.value).splitlines()[20:] == ["... and 5 more like these"]
    assert len(refused.value.problems) == 25


WORDS = "Allowed: id, name, industry, language, origin, source, colour, logo, aliases, mentions, "
LABEL = "must be text or keys such as 'en: ...' and 'zh: ...'"
KEYS = "must be keys with values"
FEATURE = f"{KEYS}, of these: id, label, touchpoint, functional, dysfunctional"
KANO = f"{KEYS}, of these: evaluation, rule, tolerance"
LIST = "must be a list, one '- ' line each"
ONE_OF = "must be one of the allowed words"
MOST_1 = "must be less than or equal to 1"
QUOTE = "Put it in quotes."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nmae: x", "nmae: must be a known key. Found 'nmae'. Did you mean 'name'?"),
        ("zz: x", f"zz: must be a known key. Found 'zz'. {WORDS}segments, cohorts and 8 more."),
        (
            "kano: {tolerence: 0}",
            "kano.tolerence: must be a known key. Found 'tolerence'. Did you mean 'tolerance'?",
        ),
        (
            "scales: {kano: {low: 1, high: 5}}",
            "scales.kano: must be a known key. Found 'kano'. Allowed: servqual.",
        ),
        (
            "weights: {tangibels: 1}",
            f"weights.tangibels: {ONE_OF}. Found 'tangibels'. Did you mean 'tangibles'?",
        ),
        (
            "data: {need: needs.csv}",
            f"data.need: {ONE_OF}. Found 'need'. Did you mean 'needs'?",
        ),
        (
            "industry: {en: a, zh: b, fr: c}",
            "industry.fr: must be a known key. Found 'fr'. Allowed: en, zh.",
        ),
        ("language: fr", f"language: {ONE_OF}. Found 'fr'. Allowed: en, zh."),
        ("? [a]\n: b", "must have plain keys. Found a list, keys or an alias as a key."),
    ],
)
def test_unknown_words_are_named_with_what_is_allowed(
    folder: Path, text: str, problem: str
) -> None:
    assert said(folder, text) == [f"3: {problem}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("colour: 123456", f"colour: must be text. Found the number 123456. {QUOTE}"),
        ("logo: 1", f"logo: must be text. Found the number 1. {QUOTE}"),
        ("aliases: [a, 2.5]", f"aliases[2]: must be text. Found the number 2.5. {QUOTE}"),
        ("data: {needs: 12}", f"data.needs: must be text. Found the number 12. {QUOTE}"),
        ("data: {needs: [a]}", "data.needs: must be text. Found a list."),
        ("industry: 12", f"industry: {LABEL}. Found the number 12. {QUOTE}"),
        ("industry: true", f"industry: {LABEL}. Found the word true. {QUOTE}"),
        ("industry: [a]", f"industry: {LABEL}. Found a list."),
        ("source: {en: a, zh: 3}", f"source.zh: must be text. Found the number 3. {QUOTE}"),
        ("colour: #0f766e", "colour: must be text. Found nothing."),  # a bare # is a comment
        ("features: wifi", f"features: {LIST}. Found the text 'wifi'."),
        ("features:", f"features: {LIST}. Found nothing."),
        ("features: {id: a}", f"features: {LIST}. Found keys with values."),
        ("features: [wifi]", f"features[1]: {FEATURE}. Found the text 'wifi'."),
        ("features: [[a]]", f"features[1]: {FEATURE}. Found a list."),
        ("kano: classic", f"kano: {KANO}. Found the text 'classic'."),
        ("kano:", f"kano: {KANO}. Found nothing."),
        ("data: needs.csv", f"data: {KEYS}. Found the text 'needs.csv'."),
        ("weights: [1]", f"weights: {KEYS}. Found a list."),
        (
            "weights: {tangibles: '1'}",
            "weights.tangibles: must be a valid number. Found the text '1'.",
        ),
        (
            "weights: {tangibles: true}",
            "weights.tangibles: must be a valid number. Found the word true.",
        ),
        ("kano: {tolerance: 2}", f"kano.tolerance: {MOST_1}. Found the number 2."),
        ("kano: {tolerance: .nan}", f"kano.tolerance: {MOST_1}. Found the number nan."),
        (
            "scales: {servqual: {low: 1.5, high: 7}}",
            "scales.servqual.low: must be a valid integer. Found the number 1.5.",
        ),
        (
            "scales: {servqual: {low: 7, high: 7}}",
            "scales.servqual: must have low below high. Found keys with values.",
        ),
        (
            "scales: {servqual: {low: 1, high: 101}}",
            "scales.servqual.high: must be less than or equal to 100. Found the number 101.",
        ),
        (
            "touchpoints: [{id: a, label: a, kind: 3}]",
            f"touchpoints[1].kind: {ONE_OF}. Found 3. Allowed: physical, digital, human.",
        ),
    ],
)
def test_wrong_types_say_what_was_found(folder: Path, text: str, problem: str) -> None:
    assert said(folder, text) == [f"3: {problem}"]


@pytest.mark.parametrize(
    ("label", "problems"),
    [
        ("{en: a}", ["features[1].label.zh: must be given. Found nothing."]),
        (
            "{}",
            [f"features[1].label.{each}: must be given. Found nothing." for each in ("en", "zh")],
        ),
        ("''", ["features[1].label: must be text on one line, not empty. Found the text ''."]),
        (
            "{en: a, zh: ' '}",
            ["features[1].label.zh: must be text on one line, not empty. Found the text ' '."],
        ),
    ],
)
def test_a_label_needs_a_text_in_both_languages(
    folder: Path, label: str, problems: list[str]
) -> None:
    found = said(folder, f"features:\n  - {{id: wifi, label: {label}}}\n")
    assert found == [f"4: {problem}" for problem in problems]


@pytest.mark.parametrize(
    "text",
    # Line ends and other controls, a line separator, and what nobody sees.
    [r"a\nb", r"a\tb", r"a\x7f", r"a\x9f", r"a\u2028b", r"\u3000", r"\u200b", r"\0"],
)
def test_a_label_is_text_on_one_line_that_can_be_seen(folder: Path, text: str) -> None:
    (problem,) = said(folder, f'industry: "{text}"\n')
    assert problem.startswith("3: industry: must be text on one line, not empty. Found the text '")


def test_half_a_character_is_no_text(folder: Path) -> None:
    # It would be read, and could not be written into any report.
    (problem,) = said(folder, 'industry: "a\\ud83d"\n')
    assert problem.startswith("3: industry: must be a valid string")


def test_spaces_inside_and_around_a_label_are_fine(folder: Path) -> None:
    company = good(folder, 'industry: " a\u3000b 😀 "\n')
    assert company.industry is not None
    assert company.industry.en == "a\u3000b 😀"


def test_a_label_of_more_than_300_characters_is_cut_in_the_message(folder: Path) -> None:
    assert good(folder, f"industry: {'x' * 300}\n").industry is not None
    (problem,) = said(folder, f"industry: {'x' * 301}\n")
    found = "'" + "x" * 59 + "…"
    assert problem == f"3: industry: must have at most 300 characters. Found the text {found}."


@pytest.mark.parametrize("name", ["a", "0", "a-b", "9-9", "a" * 40, "com10", "console", "yes"])
def test_good_ids(folder: Path, name: str) -> None:
    assert good(folder, "", base=f"id: '{name}'\nname: n\n").id == name


@pytest.mark.parametrize(
    "name", ["A", "-a", "a_b", "a b", "a.b", "../a", "a/b", "é", "湖", "", "a" * 41, "a\\n", "CON"]
)
def test_bad_ids(folder: Path, name: str) -> None:
    (problem,) = said(folder, "", base=f'id: "{name}"\nname: n\n')
    must = "must be 1 to 40 characters a-z, 0-9 and '-', and start with a letter or digit"
    assert problem == f"1: id: {must}. Found the text '{name}'."


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com0", "com1", "lpt9"])
def test_device_names_of_windows_are_no_ids(folder: Path, name: str) -> None:
    assert said(folder, "", base=f"id: {name}\nname: n\n") == [
        f"1: id: must not be a device name of Windows. Found the text '{name}'."
    ]
    assert said(folder, f"features:\n  - {{id: {name}, label: x}}\n") == [
        f"4: features[1].id: must not be a device name of Windows. Found the text '{name}'."
    ]


@pytest.mark.parametrize("name", ["7", "007", "1e3", "true"])
def test_an_id_that_yaml_takes_for_a_number_is_to_be_quoted(folder: Path, name: str) -> None:
    (problem,) = said(folder, "", base=f"id: {name}\nname: n\n")
    assert problem.startswith("1: id: must be text. Found the ")
    assert problem.endswith(" Put it in quotes.")


@pytest.mark.parametrize("key", Company.LISTS)
def test_an_id_stands_once_in_each_list(folder: Path, key: str) -> None:
    more = {"touchpoints": ", kind: human", "items": ", dimension: empathy"}.get(key, "")
    rows = "".join(f"  - {{id: {name}, label: x{more}}}\n" for name in ("a", "b", "a", "a"))
    assert said(folder, f"{key}:\n{rows}") == [
        f"6: {key}[3].id: must be unique in {key}. Found 'a' again.",
        f"7: {key}[4].id: must be unique in {key}. Found 'a' again.",
    ]


def test_the_same_id_may_stand_in_two_lists(folder: Path) -> None:
    company = good(folder, "segments: [{id: x, label: x}]\nfeatures: [{id: x, label: x}]\n")
    assert company.ids("segments") == company.ids("features") == ["x"]


def test_references_are_checked_where_nothing_is_defined(folder: Path) -> None:
    assert said(folder, "features:\n  - {id: wifi, label: x, touchpoint: lobby}\n") == [
        "4: features[1].touchpoint: must name one of this profile's touchpoints. Found 'lobby'. "
        "None is defined."
    ]


def test_references_are_checked_even_when_other_keys_are_wrong(folder: Path) -> None:
    # The model is refused for the colour; the feature without a touchpoint is said as well.
    assert len(said(folder, "colour: 1\nneeds: [{id: a, label: a, feature: b}]\n")) == 2


@pytest.mark.parametrize(
    ("weights", "problems"),
    [
        ("{tangibles: 0.5, empathy: 0.6}", ["weights: must sum to 1. Found a sum of 1.1."]),
        ("{tangibles: 0.5}", ["weights: must sum to 1. Found a sum of 0.5."]),
        (
            "{tangibles: 40, empathy: 60}",
            [
                "weights.tangibles: must be less than or equal to 1. Found the number 40.",
                "weights.empathy: must be less than or equal to 1. Found the number 60.",
                "weights: must sum to 1. Found a sum of 100. Divide points by 100.",
            ],
        ),
        (
            "{tangibles: -0.5, empathy: 1.5}",
            [
                "weights.tangibles: must be greater than or equal to 0. Found the number -0.5.",
                "weights.empathy: must be less than or equal to 1. Found the number 1.5.",
            ],
        ),
        (
            "{tangibles: .inf}",
            [
                "weights.tangibles: must be less than or equal to 1. Found the number inf.",
                "weights: must sum to 1. Found a sum of inf.",
            ],
        ),
    ],
)
def test_weights_sum_to_1(folder: Path, weights: str, problems: list[str]) -> None:
    assert said(folder, f"weights: {weights}\n") == [f"3: {problem}" for problem in problems]


@pytest.mark.parametrize(
    "weights",
    [
        "{}",
        "{tangibles: 1}",
        # 0.1 + 0.2 + 0.7 is not 1 in binary; a third cannot be written.
        "{tangibles: 0.1, reliability: 0.2, empathy: 0.7}",
        "{tangibles: 0.3333333, reliability: 0.3333333, empathy: 0.3333333}",
    ],
)
def test_weights_may_miss_1_by_rounding(folder: Path, weights: str) -> None:
    assert good(folder, f"weights: {weights}\n").id == "a"


@pytest.mark.parametrize("origin", ["published", "synthetic"])
def test_other_peoples_and_invented_numbers_need_a_source(folder: Path, origin: str) -> None:
    must = "must say where the numbers come from when origin is not 'survey'"
    assert said(folder, f"origin: {origin}\n") == [f"source: {must}. Found nothing."]
    assert said(folder, f"origin: {origin}\nsource:\n") == [f"4: source: {must}. Found nothing."]
    assert good(folder, f"origin: {origin}\nsource: Reppel 2022\n").origin == origin


def test_answers_and_tally_of_one_survey_are_not_both_given(folder: Path) -> None:
    text = "data:\n  kano_answers: answers.csv\n  kano_tally: needs.csv\n"
    assert said(folder, text) == [
        "5: data.kano_tally: must not be given beside kano_answers: one of the two counts. "
        "Found both."
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("../x.csv", "more/../answers.csv", "/etc/passwd", "/x.csv"),
        *("*.csv", "answer?.csv", "[a]nswers.csv"),
        *("C:/x.csv", "more\\needs.csv", "http://x/y.csv", "s3://x/y.parquet"),
        *("a|b.csv", "<a.csv", "a\0.csv", "a\n.csv"),
    ],
)
def test_paths_stay_in_the_folder_and_name_one_file(folder: Path, name: str) -> None:
    written = name.replace("\\", "\\\\").replace("\0", "\\0").replace("\n", "\\n")
    must = "must be a path inside the profile's folder, with '/'"
    assert said(folder, f'data: {{needs: "{written}"}}\n') == [
        f"3: data.needs: {must}. Found the text {name!r}."
    ]


def test_a_link_that_leads_out_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.csv").write_text("x", "utf-8")
    (folder / "link.csv").symlink_to(secret / "s.csv")
    (folder / "way").symlink_to(secret)
    must = "must stay inside the profile's folder"
    for name in ("link.csv", "way/s.csv", "way/none.csv"):
        assert said(folder, f"data: {{needs: {name}}}\n") == [
            f"3: data.needs: {must}. Found '{name}', which leads out."
        ]


def test_a_link_inside_the_folder_is_fine(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder / "more/needs.csv")
    assert good(folder, "data: {needs: link.csv}\n").data_file("needs") == folder / "link.csv"


def test_links_in_a_circle_are_a_problem_and_no_traceback(folder: Path) -> None:
    (folder / "a.csv").symlink_to(folder / "b.csv")
    (folder / "b.csv").symlink_to(folder / "a.csv")
    (problem,) = said(folder, "data: {needs: a.csv}\n")
    assert problem.startswith("3: data.needs: must be a file ")


def test_a_linked_profile_has_its_files_beside_the_link(folder: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    shared.write_text(f"{BASE}data: {{needs: needs.csv}}\n", "utf-8")
    (folder / "company.yaml").symlink_to(shared)
    assert read_company(folder).data_file("needs") == folder / "needs.csv"


FILE = "must be a file in the profile's folder"
ENDS = "must end in .csv or .parquet"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "data: {needs: need.csv}",
            f"data.needs: {FILE}. Found none named 'need.csv'. Did you mean 'needs.csv'?",
        ),
        (
            "data: {needs: q.parquet}",
            f"data.needs: {FILE}. Found none named 'q.parquet'. "
            "Allowed: UPPER.CSV, answers.csv, needs.csv.",
        ),
        ("data: {needs: answers.xlsx}", f"data.needs: {ENDS}. Found 'answers.xlsx'."),
        ("data: {needs: more}", f"data.needs: {ENDS}. Found 'more'."),
        ("data: {needs: ''}", f"data.needs: {ENDS}. Found ''."),
        ("data: {needs: 'needs.csv '}", f"data.needs: {ENDS}. Found 'needs.csv '."),
        ("logo: logo.gif", "logo: must end in .png or .jpg or .jpeg. Found 'logo.gif'."),
        ("logo: lego.png", f"logo: {FILE}. Found none named 'lego.png'. Did you mean 'logo.png'?"),
        ("logo: needs.csv", "logo: must end in .png or .jpg or .jpeg. Found 'needs.csv'."),
    ],
)
def test_files_are_there_and_of_a_known_kind(folder: Path, text: str, problem: str) -> None:
    assert said(folder, text) == [f"3: {problem}"]


def test_a_folder_is_no_data_file(folder: Path) -> None:
    (folder / "d.csv").mkdir()
    (problem,) = said(folder, "data: {needs: d.csv}\n")
    assert problem.startswith("3: data.needs: must be a file in the profile's folder. Found none")


def test_endings_may_be_written_large(folder: Path) -> None:
    assert good(folder, "data: {needs: UPPER.CSV}\n").data == {"needs": "UPPER.CSV"}


def test_a_name_too_long_for_the_disk_is_a_problem_and_no_traceback(folder: Path) -> None:
    (problem,) = said(folder, f"data: {{needs: {'x' * 290}.csv}}\n")
    assert problem.startswith("3: data.needs: must be a file ")
    (problem,) = said(folder, f"data: {{needs: {'x' * 5000}.csv}}\n")
    assert problem.startswith("3: data.needs: must have at most 300 characters. Found the text 'xx")


@pytest.mark.parametrize("content", ["", "- a\n", "hello\n", "# id: a\n", "12\n"])
def test_a_file_without_keys_is_said(folder: Path, content: str) -> None:
    assert said(folder, content, base="") == [
        "must hold keys such as 'id: my-company'. Found none."
    ]


def test_a_missing_profile_and_a_folder_of_its_name_are_said(folder: Path, tmp_path: Path) -> None:
    lost = tmp_path / "lost.yaml"
    assert check_company(lost) == (None, [Problem(lost, "", "must be there. Found no such file.")])
    named = folder / "company.yaml"
    named.mkdir()
    assert check_company(folder)[1] == [Problem(named, "", "must be a file. Found a folder.")]


def test_yaml_problems_and_profile_problems_come_together(folder: Path) -> None:
    # An alias has the line of the entry before.
    text = "features:\n  - &a {id: wifi, label: Wi-Fi}\n  - *a\ncolour: !mine x\n"
    assert said(folder, text) == [
        "4: features[2]: must be written out. Found an alias (*name), which profiles refuse.",
        f"4: features[2]: {FEATURE}. Found nothing.",
        "6: colour: must be plain text, a number, a list or keys. Found the tag !mine.",
        "6: colour: must be text. Found nothing.",
    ]


def test_a_number_of_5000_digits_is_said_in_one_short_line(folder: Path) -> None:
    for digits in ("9" * 5000, "0x" + "f" * 5000):
        text = f"weights: {{tangibles: {digits}}}\nscales: {{servqual: {{low: {digits}, high: 2}}}}"
        problems = said(folder, text)
        assert [problem.split(".")[0] for problem in problems] == ["3: weights", "4: scales"]
        assert all(len(problem) < 200 for problem in problems)


def test_a_profile_of_10_000_features_is_read(folder: Path) -> None:
    row = "  - {{id: f-{0}, label: {{en: F {0}, zh: 服务 {0}}}, touchpoint: t}}\n"
    rows = "".join(row.format(i) for i in range(10_000))
    company = good(folder, f"touchpoints: [{{id: t, label: T, kind: human}}]\nfeatures:\n{rows}")
    assert company.ids("features") == [f"f-{i}" for i in range(10_000)]
    assert company.labels("features", "zh")["f-9999"] == "服务 9999"


def test_thousands_of_wrong_references_are_all_named(folder: Path) -> None:
    # Only the first are given a suggestion: it takes a look at all 3,000 features each.
    features = "".join(f"  - {{id: f-{i}, label: x}}\n" for i in range(3000))
    needs = "".join(f"  - {{id: n-{i}, label: x, feature: g-{i}}}\n" for i in range(3000))
    problems = said(folder, f"features:\n{features}needs:\n{needs}")
    assert len(problems) == 3000
    assert problems[0].endswith("Found 'g-0'. Did you mean 'f-0'?")
    assert problems[-1].endswith("needs[3000].feature: must name one of this profile's features. "
                                 "Found 'g-2999'.")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("my-company", "my-company"),
        ("My Hotel & Spa", "my-hotel-spa"),
        ("  --x--  ", "x"),
        ("x" * 60, "x" * 40),
        ("x" * 39 + " y", "x" * 39),  # never ends in a hyphen
        # YAML would take these for numbers, dates, truth values or nothing.
        *[(name, name) for name in ("2026", "007", "1e3", "0x1f", "true", "null", "2026-11-21")],
        # No id can be made: the name of the template stays.
        *[(name, "my-company") for name in ("客户", "é", "~", "CON", "nul", "com1.")],
    ],
)
def test_a_new_company_passes_the_check_whatever_its_folder_is_called(
    tmp_path: Path, name: str, company: str
) -> None:
    made = read_company(new_company(tmp_path / "clients" / name))
    assert made.id == company
    assert errors(check_data(made)) == []
    assert made.file == tmp_path / "clients" / name / "company.yaml"


def test_a_new_company_shows_every_part_of_the_slice_in_both_languages(tmp_path: Path) -> None:
    company = read_company(new_company(tmp_path / "x"))
    assert company.ids("features") == ["appointment", "outage-notice"]
    assert set(company.data) == {"kano_answers", "needs"}
    for name in ("segments", "cohorts", "touchpoints", "needs", "features"):
        english, chinese = company.labels(name, "en"), company.labels(name, "zh")
        assert english
        assert all(english[word] != chinese[word] for word in english)


def test_a_new_company_may_move_into_an_empty_folder_and_into_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    new_company(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    must = "A new company must have a new folder. .* is there and not empty"
    with pytest.raises(ValueError, match=must):
        new_company(folder)
    with pytest.raises(ValueError, match=must):
        new_company(folder / "company.yaml")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_profile_that_may_not_be_read_is_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    path = write(folder, "")
    monkeypatch.setattr(Path, "read_text", refuse)
    must = "must be a readable UTF-8 text file"
    reason = f"[Errno 13] Permission denied: '{path}'"
    assert check_company(path) == (None, [Problem(path, "", f"{must}. {reason}.")])


def test_suggestions_name_the_nearest_word_or_all_that_are_allowed() -> None:
    assert meant("wify", ["spa", "wifi"]) == "Did you mean 'wifi'?"
    assert meant("zz", ["spa", "wifi"]) == "Allowed: spa, wifi."
    assert meant("zz", [str(i) for i in range(5)], most=3) == "Allowed: 0, 1, 2 and 2 more."
    assert meant("zz", []) == "None is defined."
    assert meant(None, ["a"]) == "Allowed: a."


def test_what_was_found_is_cut_to_a_line() -> None:
    assert quoted("a\nb") == r"'a\nb'"
    assert quoted("x" * 100, most=5) == "'xxxx…"
    assert quoted(12) == "12"
