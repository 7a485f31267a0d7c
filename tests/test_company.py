"""Company profiles: what is read, and that all that is wrong is said at once, with its place."""

import re
from pathlib import Path
from typing import get_args

import pydantic
import pytest

from workshop_kit.company import Company, DataKind, check_company, new_company, read_company
from workshop_kit.customers import RESERVED, SOURCES
from workshop_kit.life_cycles import LIFE_CYCLES, industry_of
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
cohorts: [{id: new, label: New, months: 6}, {id: old, label: Old}]
stages: [{id: come, label: {en: Coming, zh: 到店}}, {id: stay, label: Staying}]
touchpoints:
  - {id: lobby, label: {en: Lobby, zh: 大堂}, kind: physical, stage: come}
  - {id: app, label: App, kind: digital, stage: stay, side: support, back: IT, support: Cloud}
  - id: desk
    label: Desk
    kind: human
    stage: stay
    after: [lobby, app]
    action: {en: Asks, zh: 问}
    front: Answers
features:
  - {id: wifi, label: {en: Wi-Fi, zh: 无线网}, touchpoint: lobby, functional: F?, dysfunctional: D?}
  - {id: spa, label: Spa}
needs:
  - {id: online, label: Be online, feature: wifi}
  - {id: quiet, label: Quiet}
items:
  - {id: clean, label: C, dimension: tangibles, touchpoint: desk, expectation: E, negative: true}
role_items:
  - {id: tools, label: Tools, role: staff, gap: 3}
  - {id: rules, label: Rules, role: manager, gap: 2, dimension: empathy, statement: {en: S, zh: 句}}
gaps: {dimensions: petrol, gaps: sentence}
scales: {servqual: {low: 1, high: 5}}
sources: [{id: till, label: {en: Till, zh: 收银}}]
attributes:
  - {id: spend, label: Spend, kind: number, unit: yuan, low: 0, high: 9.5, tag: value}
  - {id: stay, label: Stay, kind: number}
  - id: mood
    label: Mood
    kind: ordered
    levels: [{id: low, label: {en: Low, zh: 低}}, {id: high, label: High}]
    source: till
persona:
  cluster: [mood, spend]
  value: spend
  cuts: [0.1, 0.5]
  tenure: stay
  classes:
    - {name: risk-control, when: [{attribute: mood, among: [low]}, {attribute: spend, at_most: 3}]}
  tiers:
    - {name: loyal, when: [{attribute: stay, at_least: 6, at_most: 24.5}]}
  jargon: [{id: ota, term: OTA, plain: {en: a booking website, zh: 订房网站}}]
weights: {tangibles: 0.25, reliability: 0.75}
kano: {evaluation: pouliot, rule: blauth, tolerance: 0.05}
journey: {threshold: 1.5, strategies: [{id: first, label: {en: Ask first, zh: 先问}}]}
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
    lobby, app, desk = company.touchpoints
    assert company.labels("stages", "zh") == {"come": "到店", "stay": "Staying"}
    assert [point.stage for point in company.touchpoints] == ["come", "stay", "stay"]
    assert [point.side for point in company.touchpoints] == ["front", "support", "front"]
    assert (lobby.after, desk.after) == ((), ("lobby", "app"))
    lanes = [(point.action, point.front, point.back, point.support) for point in (lobby, app, desk)]
    texts = [[lane and lane.zh for lane in row] for row in lanes]
    assert texts == [[None] * 4, [None, None, "IT", "Cloud"], ["问", "Answers", None, None]]
    assert company.journey.threshold == 1.5
    assert [(row.id, row.label.zh) for row in company.journey.strategies] == [("first", "先问")]
    assert [need.feature for need in company.needs] == ["wifi", None]
    (clean,) = company.items
    assert (clean.touchpoint, clean.negative) == ("desk", True)
    assert [clean.statement(side, "zh") for side in ("expectation", "perception")] == ["E", "C"]
    assert [(item.measure, item.text("zh")) for item in company.role_items] == [
        ("antecedent", "Tools"),
        ("standard", "句"),
    ]
    assert (company.gaps.dimensions, company.gaps.gaps) == ("petrol", "sentence")
    assert company.layout("servqual_answers").numbers["minimum"] == (1, 5)
    assert company.layout("gap_answers").levels["item"] == ["clean", "rules", "tools"]
    assert (company.scales.servqual.low, company.scales.servqual.high) == (1, 5)
    assert company.weights == {"tangibles": 0.25, "reliability": 0.75}
    assert (company.kano.evaluation, company.kano.rule) == ("pouliot", "blauth")
    assert [cohort.months for cohort in company.cohorts] == [6, None]
    assert company.labels("sources", "zh") == {"till": "收银"}
    spend, stay, mood = company.attributes
    assert (spend.kind, spend.low, spend.high, spend.tag, spend.source) == (
        *("number", 0, 9.5, "value", None),
    )
    assert spend.unit is not None
    assert spend.unit.zh == "yuan"
    assert (stay.unit, stay.low, stay.high, stay.levels) == (None, None, None, ())
    assert [(level.id, level.label.zh) for level in mood.levels] == [
        ("low", "低"),
        ("high", "High"),
    ]
    persona = company.persona
    assert (persona.cluster, persona.value, persona.cuts, persona.tenure) == (
        *(("mood", "spend"), "spend", (0.1, 0.5), "stay"),
    )
    (risk,), (loyal,), (ota,) = persona.classes, persona.tiers, persona.jargon
    assert (risk.name, loyal.name) == ("risk-control", "loyal")
    tests = [(test.attribute, test.at_least, test.at_most, test.among) for test in risk.when]
    assert tests == [("mood", None, None, ("low",)), ("spend", None, 3, ())]
    assert (loyal.when[0].at_least, loyal.when[0].at_most) == (6, 24.5)
    assert (ota.term.zh, ota.plain.zh) == ("OTA", "订房网站")
    assert (company.folder, company.file) == (folder, folder / "company.yaml")
    assert company.data_file("kano_answers") == folder / "answers.csv"
    assert company.data_file("needs") == folder / "more/needs.csv"
    assert company.data_file("kano_tally") is None


def test_an_id_and_a_name_are_enough(folder: Path) -> None:
    company = good(folder, "")
    assert (company.language, company.origin, company.features) == ("en", "survey", ())
    assert (company.scales.servqual.low, company.scales.servqual.high) == (1, 7)
    assert (company.kano.evaluation, company.kano.rule) == ("classic", "mode")
    assert (company.attributes, company.sources) == ((), ())
    assert (company.persona.cluster, company.persona.cuts) == ((), (0.15, 0.40))
    assert (company.persona.value, company.persona.tenure) == (None, None)
    assert company.persona.classes == company.persona.tiers == company.persona.jargon == ()
    assert company.stages == company.journey.strategies == ()
    assert company.journey.threshold == 2


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
        ("zz: x", f"zz: must be a known key. Found 'zz'. {WORDS}segments, cohorts and 16 more."),
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
    kinds = {
        "touchpoints": "kind: human",
        "items": "dimension: empathy",
        "role_items": "role: staff, gap: 3",
        "attributes": "kind: number",
    }
    more = f", {kinds[key]}" if key in kinds else ""
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


ATTRIBUTES = """attributes:
  - {id: spend, label: Spend, kind: number}
  - {id: mood, label: Mood, kind: ordered, levels: [{id: low, label: L}, {id: high, label: H}]}
  - {id: payer, label: Payer, kind: category, levels: [{id: self, label: S}, {id: firm, label: F}]}
"""
TWO = "[{id: a, label: A}, {id: b, label: B}]"
NAMES_ONE = "must name one of this profile's attributes"
A_NUMBER = "must name an attribute of kind 'number'"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            "kind: numbers",
            ".kind: must be one of the allowed words. Found 'numbers'. Did you mean 'number'?",
        ),
        (
            "kind: number, tag: basics",
            ".tag: must be one of the allowed words. Found 'basics'. Did you mean 'basic'?",
        ),
        ("kind: category", ": must have at least 2 levels when kind is 'category'. Found 0."),
        (
            "kind: ordered, levels: []",
            ".levels: must have at least 2 levels when kind is 'ordered'. Found 0.",
        ),
        (
            "kind: ordered, levels: [{id: a, label: A}]",
            ".levels: must have at least 2 levels when kind is 'ordered'. Found 1.",
        ),
        (
            "kind: category, levels: [{id: a, label: A}, {id: a, label: B}]",
            ".levels[2].id: must be unique in levels. Found 'a' again.",
        ),
        (
            f"kind: number, levels: {TWO}",
            ".levels: must be left out when kind is 'number'. Found levels.",
        ),
        (
            f"kind: ordered, levels: {TWO}, low: 0",
            ".low: must be left out when kind is 'ordered'. Found low.",
        ),
        (
            f"kind: category, levels: {TWO}, high: 0",
            ".high: must be left out when kind is 'category'. Found high.",
        ),
        ("kind: number, low: 5, high: 5", ".low: must be below high, 5. Found 5."),
        ("kind: number, low: 2.5, high: -1", ".low: must be below high, -1. Found 2.5."),
        ("kind: number, low: .nan", ".low: must be a finite number. Found the number nan."),
        ("kind: number, high: .inf", ".high: must be a finite number. Found the number inf."),
        ("kind: number, low: '0'", ".low: must be a valid number. Found the text '0'."),
        (
            "kind: number, source: record",
            ".source: must name one of the kit's sources. Found 'record'. Did you mean 'records'?",
        ),
    ],
)
def test_an_attribute_fits_its_kind(folder: Path, entry: str, problem: str) -> None:
    found = said(folder, f"attributes:\n  - {{id: x, label: X, {entry}}}\n")
    assert found == [f"4: attributes[1]{problem}"]


@pytest.mark.parametrize("name", RESERVED)
def test_no_attribute_takes_the_name_of_a_column_that_is_always_there(
    folder: Path, name: str
) -> None:
    assert said(folder, f"attributes:\n  - {{id: {name}, label: x, kind: number}}\n") == [
        "4: attributes[1].id: must not be a column that every file of customers has. "
        f"Found '{name}'."
    ]


def test_tags_come_from_the_kits_sources_or_from_the_profiles_own(folder: Path) -> None:
    row = "  - {{id: {0}, label: x, kind: number, source: {0}}}\n"
    rows = "attributes:\n" + "".join(row.format(source) for source in SOURCES)
    assert [entry.source for entry in good(folder, rows).attributes] == list(SOURCES)
    own = "sources: [{id: till, label: Till}]\nattributes:\n" + row.format("records")
    assert said(folder, own) == [
        "5: attributes[1].source: must name one of this profile's sources. Found 'records'. "
        "Allowed: till."
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("value: spnd", f".value: {NAMES_ONE}. Found 'spnd'. Did you mean 'spend'?"),
        ("tenure: zz", f".tenure: {NAMES_ONE}. Found 'zz'. Allowed: spend, mood, payer."),
        (
            "cluster: [mood, zz]",
            f".cluster[2]: {NAMES_ONE}. Found 'zz'. Allowed: spend, mood, payer.",
        ),
        ("cluster: [mood, mood]", ".cluster[2]: must be unique in cluster. Found 'mood' again."),
        ("cluster: mood", ".cluster: must be a list, one '- ' line each. Found the text 'mood'."),
        ("cluster: [[a]]", ".cluster[1]: must be text. Found a list."),
        ("value: mood", f".value: {A_NUMBER}. Found 'mood', of kind 'ordered'."),
        ("tenure: payer", f".tenure: {A_NUMBER}. Found 'payer', of kind 'category'."),
        (
            "jargon: [{id: a, term: t, plain: p}, {id: a, term: t, plain: p}]",
            ".jargon[2].id: must be unique in jargon. Found 'a' again.",
        ),
        ("jargon: [{id: a, term: t}]", ".jargon[1].plain: must be given. Found nothing."),
    ],
)
def test_the_persona_part_names_attributes_of_the_right_kind(
    folder: Path, line: str, problem: str
) -> None:
    assert said(folder, f"{ATTRIBUTES}persona:\n  {line}\n") == [f"8: persona{problem}"]


@pytest.mark.parametrize(
    "cuts",
    ["[0.4, 0.15]", "[0.2, 0.2]", "[0, 0.4]", "[0.5, 1]", "[15, 40]", "[0.15]", "[0.1, 0.2, 0.3]",
     "[a, b]", "[.nan, 0.4]", "0.15"],
)  # fmt: skip
def test_cuts_are_two_rising_shares(folder: Path, cuts: str) -> None:
    (problem,) = said(folder, f"persona: {{cuts: {cuts}}}\n")
    must = "3: persona.cuts: must be two rising shares, such as [0.15, 0.4]. Found "
    assert problem.startswith(must)


BOTH = "must have at_least, at_most or both; or among instead. Found keys with values."


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("{attribute: spend}", f": {BOTH}"),
        ("{attribute: spend, among: []}", f": {BOTH}"),
        ("{attribute: mood, among: [low], at_least: 1}", f": {BOTH}"),
        (
            "{attribute: spend, at_least: 2, at_most: 1}",
            ": must have at_least no larger than at_most. Found keys with values.",
        ),
        ("{at_least: 1}", ".attribute: must be given. Found nothing."),
        ("{attribute: spned, at_least: 1}", f".attribute: {NAMES_ONE}. Found 'spned'. "
         "Did you mean 'spend'?"),
        (
            "{attribute: spend, among: [low]}",
            ".among: must be at_least, at_most or both for an attribute of kind 'number'. "
            "Found among.",
        ),
        (
            "{attribute: mood, at_least: 0}",
            ".at_least: must be among for an attribute of kind 'ordered'. Found at_least.",
        ),
        (
            "{attribute: payer, at_most: 2}",
            ".at_most: must be among for an attribute of kind 'category'. Found at_most.",
        ),
        (
            "{attribute: payer, among: [self, frim]}",
            ".among[2]: must name one of the levels of 'payer'. Found 'frim'. "
            "Did you mean 'firm'?",
        ),
        ("{attribute: spend, at_most: .inf}", ".at_most: must be a finite number. "
         "Found the number inf."),
        ("{attribute: spend, above: 1}", ".above: must be a known key. Found 'above'. "
         "Allowed: attribute, at_least, at_most, among."),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("key", "name"), [("classes", "special-care"), ("tiers", "lost")])
def test_a_condition_is_one_test_that_fits_its_attribute(
    folder: Path, key: str, name: str, condition: str, problem: str
) -> None:
    text = f"{ATTRIBUTES}persona:\n  {key}:\n    - {{name: {name}, when: [{condition}]}}\n"
    found = said(folder, text)
    assert found[0] == f"9: persona.{key}[1].when[1]{problem}"
    # A test of both kinds is also one that does not fit the attribute.
    assert len(found) == (2 if "among: [low], at_least" in condition else 1)


def test_a_number_may_be_tested_from_below_from_above_and_for_one_value(folder: Path) -> None:
    tests = "[{attribute: spend, at_least: 0}, {attribute: spend, at_least: 3, at_most: 3}]"
    text = f"{ATTRIBUTES}persona:\n  tiers: [{{name: lost, when: {tests}}}]\n"
    (rule,) = good(folder, text).persona.tiers
    assert [(test.at_least, test.at_most) for test in rule.when] == [(0, None), (3, 3)]


def test_several_rules_may_have_one_name(folder: Path) -> None:
    row = "{name: lost, when: [{attribute: spend, at_most: 1}]}"
    text = f"{ATTRIBUTES}persona:\n  tiers: [{row}, {row}]\n"
    assert [rule.name for rule in good(folder, text).persona.tiers] == ["lost", "lost"]


def test_a_rule_has_a_known_name_and_a_condition(folder: Path) -> None:
    text = "persona:\n  classes: [{name: vip, when: []}]\n  tiers: [{name: lost, when: []}]\n"
    assert said(folder, text) == [
        "4: persona.classes[1].name: must be one of the allowed words. Found 'vip'. "
        "Allowed: economic-value, risk-control, special-care, social-value.",
        "5: persona.tiers[1]: must have at least one condition under 'when'. "
        "Found keys with values.",
    ]


@pytest.mark.parametrize("months", [(3, 6, 24), (3, None, 6), (None, None, None)])
def test_cohorts_may_have_months(folder: Path, months: tuple[int | None, ...]) -> None:
    cohorts = good(folder, cohorts_of(*months)).cohorts
    assert tuple(cohort.months for cohort in cohorts) == months


@pytest.mark.parametrize(
    ("months", "problem"),
    [
        ((6, 3, 12), "5: cohorts[2].months: must be more than in the cohort before, 6. Found 3."),
        ((6, None, 6), "6: cohorts[3].months: must be more than in the cohort before, 6. Found 6."),
        (
            (0, 3, 6),
            "4: cohorts[1].months: must be greater than or equal to 1. Found the number 0.",
        ),
        ((1.5, 3, 6), "4: cohorts[1].months: must be a valid integer. Found the number 1.5."),
    ],
)
def test_months_rise_from_cohort_to_cohort(
    folder: Path, months: tuple[float | None, ...], problem: str
) -> None:
    assert said(folder, cohorts_of(*months)) == [problem]


def cohorts_of(*months: float | None) -> str:
    shown = ["" if each is None else f", months: {each}" for each in months]
    return "cohorts:\n" + "".join(f"  - {{id: c{i}, label: x{m}}}\n" for i, m in enumerate(shown))


@pytest.mark.parametrize(
    "text",
    [
        "attributes: {id: a}",
        "attributes: [{id: [a], label: x, kind: [number]}]",
        "attributes: [{id: {a: b}, label: x, kind: ordered, levels: {a: b}, low: x, high: [1]}]",
        "attributes: [{id: a, label: x, kind: ordered, levels: [a, [b], {id: [c], label: x}]}]",
        "persona: [a]",
        "persona: {cluster: {a: b}, value: [a], tenure: {a: b}, cuts: x, classes: x, jargon: [x]}",
        "persona: {classes: [{name: [x], when: {a: b}}, {when: [x, {attribute: [a]}]}]}",
        "persona: {tiers: [{name: lost, when: [{attribute: a, among: {b: c}, at_least: [1]}]}]}",
        "sources: x\nattributes: [{id: a, label: x, kind: number, source: [b]}]",
        "cohorts: [{id: a, label: x, months: [1]}, {id: b, label: x, months: true}]",
    ],
)
def test_what_has_the_wrong_shape_is_named_and_breaks_nothing(folder: Path, text: str) -> None:
    assert said(folder, f"{text}\n")


def test_a_profile_of_10_000_attributes_is_read(folder: Path) -> None:
    row = "  - {{id: a-{0}, label: A {0}, kind: number}}\n"
    rows = "".join(row.format(i) for i in range(10_000))
    company = good(folder, f"attributes:\n{rows}persona: {{value: a-9999}}\n")
    assert len(company.attributes) == 10_000


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
    assert company.ids("features") == ["appointment", "change-notice"]
    assert set(company.data) == {"kano_answers", "needs"}
    for name in ("segments", "cohorts", "stages", "touchpoints", "needs", "features"):
        english, chinese = company.labels(name, "en"), company.labels(name, "zh")
        assert english
        assert all(english[word] != chinese[word] for word in english)


def test_the_commented_parts_of_a_new_profile_need_only_their_marks_taken_away(
    tmp_path: Path,
) -> None:
    path = new_company(tmp_path / "x")
    text = path.read_text("utf-8")
    written = re.sub(
        r"^# (attributes:|persona:|journey:|items:|role_items:|gaps:|  )",
        r"\1",
        text,
        flags=re.MULTILINE,
    )
    path.write_text(written, "utf-8")
    (path.parent / "customers.csv").write_text(
        "customer,months,spend,home\nc1,3,,elderly\n", "utf-8"
    )
    (path.parent / "curves.csv").write_text(
        "persona,group,version,position,touchpoint,valence\nhousehold,1,as_is,3,help,-1\n", "utf-8"
    )
    for name, rows in {
        "servqual_answers": "respondent,item,expectation,perception\nr1,on-time,7,4\n",
        "servqual_weights": "respondent,dimension,points\nr1,reliability,100\n",
        "gap_answers": "respondent,role,gap,measure,dimension,item,score\n"
        "m1,manager,1,expectation,reliability,on-time,5\ns1,staff,3,antecedent,,tools,3\n",
        "complaints": "date,touchpoint,kind,count\n2026-03-31,help,wait,2\n",
        "loyalty_answers": "respondent,recommend,satisfaction,effort\nr1,9,4,6\n",
    }.items():
        (path.parent / f"{name}.csv").write_text(rows, "utf-8")
    company = read_company(path)
    assert company.touchpoints[-1].after == ("counter",)
    assert company.ids("stages")[:2] == ["connect", "use"]
    assert company.journey.strategies[0].id == "say-first"
    assert company.ids("items") == ["on-time"]
    assert [item.measure for item in company.role_items] == ["standard", "able", "antecedent"]
    assert set(company.data) == set(get_args(DataKind)) - {"kano_tally"}
    assert company.ids("attributes") == ["months", "spend", "home"]
    assert len(company.persona.classes) == len(company.persona.tiers) == 2
    assert errors(check_data(company)) == []


@pytest.mark.parametrize("name", LIFE_CYCLES)
def test_a_new_company_lists_the_stages_of_a_life_cycle(tmp_path: Path, name: str) -> None:
    made = new_company(tmp_path / "x", name)
    by_name = good(tmp_path, f"stages: {name}\n")
    assert read_company(made).stages == by_name.stages
    assert f"\nstages:\n  - {{id: {by_name.stages[0].id}, label: {{en: " in made.read_text("utf-8")
    assert [point.stage for point in read_company(made).touchpoints] == by_name.ids("stages")[:2]


@pytest.mark.parametrize("name", LIFE_CYCLES)
def test_a_new_profile_speaks_of_no_other_trade(tmp_path: Path, name: str) -> None:
    written = new_company(tmp_path / "x", name).read_text("utf-8")
    before, stages = written.split("\nindustry: ")[1].split("\nstages:\n")
    own = industry_of(name)
    assert before.startswith(f"{{en: {own['en']}, zh: {own['zh']}}}\n")
    # The stages of the life cycle and its industry aside, the text is the same for all.
    rest = before.split("\n", 1)[1] + stages.split("\n\n", 1)[1]
    for word in ("power", "electric", "outage", "supplier comes", "technician", "bill", "供电",
                 "用电", "停电", "电费", "负荷", "营业厅", "上门"):  # fmt: skip
        assert word not in rest.lower().replace("billing", "")


def test_a_life_cycle_that_the_kit_has_not_makes_no_company(tmp_path: Path) -> None:
    must = "life_cycle must be one of the kit's. Got 'hotle'. Did you mean 'hotel'\\?"
    with pytest.raises(ValueError, match=must):
        new_company(tmp_path / "x", "hotle")
    assert not (tmp_path / "x").exists()


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
