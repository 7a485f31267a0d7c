"""The questionnaires of the five gaps: the kit's own, and what a profile may say."""

from collections import Counter
from pathlib import Path

import pytest

from workshop_kit.company import Company, check_company, read_company
from workshop_kit.items import (
    DIMENSIONS,
    MEASURES,
    ROLES,
    kit_customer_items,
    kit_role_items,
)

ITEMS = kit_customer_items()
ROLE_ITEMS = kit_role_items()
WIDTHS = {"en": 26, "zh": 10}  # of labels, as in every chart


def check(folder: Path, text: str) -> tuple[Company | None, list[str]]:
    """The profile, and each problem as `line: place: text`; the first line given is line 3."""
    path = folder / "company.yaml"
    path.write_text(f"id: a\nname: n\n{text}", "utf-8")
    company, problems = check_company(path)
    return company, [str(problem).removeprefix(f"{path}:").strip() for problem in problems]


def said(folder: Path, text: str) -> list[str]:
    company, problems = check(folder, text)
    assert company is None
    return problems


def read(folder: Path, text: str) -> Company:
    (folder / "company.yaml").write_text(f"id: a\nname: n\n{text}", "utf-8")
    return read_company(folder)


def test_customers_are_asked_22_items_in_the_order_of_servqual() -> None:
    # Parasuraman, Zeithaml, Berry (1988), Journal of Retailing 64(1): items 1-4, 5-9, 10-13,
    # 14-17 and 18-22.
    assert [item.dimension for item in ITEMS] == [
        dimension
        for dimension, n in zip(DIMENSIONS, (4, 5, 4, 4, 5), strict=True)
        for _ in range(n)
    ]


def test_managers_are_asked_about_gaps_1_and_2_and_staff_about_3_and_4() -> None:
    asked = Counter((item.role, item.gap, item.measure) for item in ROLE_ITEMS)
    assert asked == {
        ("manager", 1, "antecedent"): 3,
        ("manager", 2, "standard"): 5,
        ("manager", 2, "antecedent"): 4,
        ("staff", 3, "able"): 5,
        ("staff", 3, "antecedent"): 7,
        ("staff", 4, "promise"): 5,
        ("staff", 4, "antecedent"): 2,
    }
    for gap in (2, 3, 4):
        own = [item for item in ROLE_ITEMS if item.gap == gap and item.dimension]
        assert [item.dimension for item in own] == list(DIMENSIONS)
        assert [item.id for item in own] == [f"{MEASURES[gap]}-{name}" for name in DIMENSIONS]


def test_the_antecedents_are_those_of_the_gap_model() -> None:
    # Zeithaml, Parasuraman, Berry (1990), Delivering Quality Service; names after Luk, Layton 2002.
    found = {
        gap: [i.id for i in ROLE_ITEMS if i.gap == gap and not i.dimension] for gap in MEASURES
    }
    assert found == {
        1: ["research-orientation", "upward-communication", "levels-of-management"],
        2: ["commitment", "goal-setting", "standardisation", "feasibility"],
        3: [
            "teamwork", "employee-job-fit", "technology-job-fit", "perceived-control",
            "supervisory-control", "role-conflict", "role-ambiguity",
        ],
        4: ["horizontal-communication", "overpromising"],
    }  # fmt: skip


@pytest.mark.parametrize("language", WIDTHS)
def test_every_label_and_statement_is_short_in_both_languages_and_there_once(language: str) -> None:
    labels = [item.label.text(language) for item in (*ITEMS, *ROLE_ITEMS)]
    expected = [item.statement("expectation", language) for item in ITEMS]
    perceived = [item.statement("perception", language) for item in ITEMS]
    roles = [item.text(language) for item in ROLE_ITEMS]
    statements = [*expected, *perceived, *roles]
    ids = [item.id for item in (*ITEMS, *ROLE_ITEMS)]
    for texts in (ids, labels, statements):
        assert [text for text, n in Counter(texts).items() if n > 1] == []
    assert all(len(label) <= WIDTHS[language] for label in labels)
    assert all(len(text) <= {"en": 75, "zh": 25}[language] for text in statements)
    assert all(text.endswith("." if language == "en" else "。") for text in statements)
    assert all(text.isascii() == (language == "en") for text in (*labels, *statements))
    whose = {"en": ("eally good company", "his company"), "zh": ("真正好的企业", "这家企业")}
    for texts, words in zip((expected, perceived), whose[language], strict=True):
        assert all(words in text for text in texts)


def test_no_item_of_the_kit_is_worded_the_other_way_round() -> None:
    assert not any(item.negative for item in (*ITEMS, *ROLE_ITEMS))


def test_a_profile_without_items_asks_the_kits(tmp_path: Path) -> None:
    company = read(tmp_path, "")
    assert company.items == ITEMS
    assert company.role_items == ROLE_ITEMS
    assert (company.gaps.dimensions, company.gaps.gaps) == ("servqual", "standard")
    assert read(tmp_path, "items: []\nrole_items: []\n").asked("manager") == ()


OWN = """touchpoints: [{id: desk, label: Desk, kind: human}]
items:
  - id: wait
    label: {en: No wait, zh: 不用等}
    dimension: responsiveness
    touchpoint: desk
    expectation: {en: One should not wait., zh: 不该等。}
    perception: Here one does wait.
    negative: true
  - {id: smile, label: A smile, dimension: empathy}
role_items:
  - {id: tools, label: Tools, role: staff, gap: 3, negative: true}
  - {id: rule, label: Rule, role: manager, gap: 2, dimension: empathy, statement: We have rules.}
  - {id: able, label: Able, role: staff, gap: 3, dimension: empathy}
gaps: {dimensions: mot, gaps: hotel}
"""


def test_a_profile_may_have_items_of_its_own(tmp_path: Path) -> None:
    company = read(tmp_path, OWN)
    wait, smile = company.items
    assert (wait.touchpoint, wait.negative, smile.negative) == ("desk", True, False)
    assert wait.statement("expectation", "zh") == "不该等。"
    assert wait.statement("perception", "zh") == "Here one does wait."
    assert (company.gaps.dimensions, company.gaps.gaps) == ("mot", "hotel")


def test_an_item_without_statements_is_asked_by_its_label(tmp_path: Path) -> None:
    company = read(tmp_path, OWN)
    assert company.items[1].statement("expectation", "en") == "A smile"
    assert company.items[1].statement("perception", "zh") == "A smile"
    assert [item.text("en") for item in company.role_items] == ["Tools", "We have rules.", "Able"]


def test_an_item_of_a_role_without_a_dimension_is_an_antecedent(tmp_path: Path) -> None:
    found = [item.measure for item in read(tmp_path, OWN).role_items]
    assert found == ["antecedent", "standard", "able"]


def test_managers_are_asked_what_customers_expect_on_the_customers_own_items(
    tmp_path: Path,
) -> None:
    company = read(tmp_path, OWN)
    asked = company.asked("manager")
    assert [(item.gap, item.measure, item.id) for item in asked] == [
        (1, "expectation", "wait"),
        (1, "expectation", "smile"),
        (2, "standard", "rule"),
    ]
    assert asked[0].text("zh") == "不该等。"
    assert asked[0].negative
    # What lies behind a gap is asked after the gap itself.
    assert [item.id for item in company.asked("staff")] == ["able", "tools"]


def test_managers_may_have_items_of_their_own_about_what_customers_expect(tmp_path: Path) -> None:
    row = "  - {id: guess, label: Guess, role: manager, gap: 1, dimension: empathy}\ngaps: {dim"
    company = read(tmp_path, OWN.replace("gaps: {dim", row))
    assert [item.id for item in company.asked("manager")] == ["guess", "rule"]


def test_the_kits_managers_are_asked_34_and_its_staff_19_items(tmp_path: Path) -> None:
    company = read(tmp_path, "")
    assert [len(company.asked(role)) for role in ROLES] == [34, 19]
    for role, gaps in ROLES.items():
        assert {item.gap for item in company.asked(role)} <= set(gaps)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "items: [{id: a, label: a, dimension: empathie}]\n",
            "3: items[1].dimension: must be one of the allowed words. Found 'empathie'. "
            "Did you mean 'empathy'?",
        ),
        (
            "touchpoints: [{id: desk, label: x, kind: human}]\n"
            "items: [{id: a, label: a, dimension: empathy, touchpoint: dask}]\n",
            "4: items[1].touchpoint: must name one of this profile's touchpoints. Found 'dask'. "
            "Did you mean 'desk'?",
        ),
        (
            "items: [{id: a, label: a, dimension: empathy, negative: yes}]\n",
            "3: items[1].negative: must be a valid boolean. Found the text 'yes'.",
        ),
        (
            "role_items: [{id: a, label: a, role: boss, gap: 1}]\n",
            "3: role_items[1].role: must be one of the allowed words. Found 'boss'. "
            "Allowed: manager, staff.",
        ),
        (
            "role_items: [{id: a, label: a, role: staff, gap: 5}]\n",
            "3: role_items[1].gap: must be less than or equal to 4. Found the number 5.",
        ),
        (
            "role_items: [{id: a, label: a, role: staff, gap: 1}]\n",
            "3: role_items[1].gap: must be a gap that role 'staff' is asked about, 3, 4. Found 1.",
        ),
        (
            "role_items: [{id: a, label: a, role: manager, gap: 3}]\n",
            "3: role_items[1].gap: must be a gap that role 'manager' is asked about, 1, 2, 4. "
            "Found 3.",
        ),
        (
            "gaps: {dimensions: serqual}\n",
            "3: gaps.dimensions: must be one of the allowed words. Found 'serqual'. "
            "Did you mean 'servqual'?",
        ),
        (
            "gaps: {gaps: x}\n",
            "3: gaps.gaps: must be one of the allowed words. Found 'x'. "
            "Allowed: standard, sentence, shortfall, hotel.",
        ),
    ],
)
def test_what_is_wrong_with_items_is_named(tmp_path: Path, text: str, problem: str) -> None:
    assert said(tmp_path, text) == [problem]


def test_items_of_any_shape_are_refused_and_break_nothing(tmp_path: Path) -> None:
    for value in ("x", "[x]", "[[]]", "[{}]", "{a: b}", "[{role: [a], gap: {}}]", "[{gap: true}]"):
        for key in ("items", "role_items"):
            assert said(tmp_path, f"{key}: {value}\n")
