"""Stages and touchpoints of a profile: the order they stand in, and the kit's own life cycles."""

from pathlib import Path

import pytest

from workshop_kit.company import Company, check_company, read_company
from workshop_kit.life_cycles import LIFE_CYCLES, stages_of

STAGES = "stages: [{id: come, label: Come}, {id: stay, label: Stay}, {id: go, label: Go}]\n"
ALLOWED = ", ".join(LIFE_CYCLES)


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


def points(*rows: str) -> str:
    return "touchpoints:\n" + "".join(
        f"  - {{id: {row.split(', ')[0]}, label: x, kind: human{row[len(row.split(', ')[0]) :]}}}\n"
        for row in rows
    )


@pytest.mark.parametrize("name", LIFE_CYCLES)
def test_a_life_cycle_has_four_to_six_stages_in_both_languages(tmp_path: Path, name: str) -> None:
    company, problems = check(tmp_path, f"stages: {name}\n")
    assert problems == []
    assert company is not None
    english, chinese = company.labels("stages", "en"), company.labels("stages", "zh")
    assert list(english) == [stage["id"] for stage in stages_of(name)]
    assert 4 <= len(english) <= 6
    # Heads of columns: as short as a label of the survey.
    assert all(len(label) <= 26 and label.isascii() for label in english.values())
    assert all(len(label) <= 6 and not label.isascii() for label in chinese.values())


def test_the_courses_own_life_cycles_are_word_for_word() -> None:
    def chinese(name: str) -> list[str]:
        return [stage["label"]["zh"] for stage in stages_of(name)]

    assert chinese("service") == ["定义期", "感知期", "认知期", "购买期", "消费期", "增值期"]
    assert chinese("operations") == ["引流获客", "成交达成", "服务交付", "持续经营"]
    assert chinese("education") == ["入学", "学习", "考试", "加分", "论文答辩", "毕业"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("hotle", "(Did you mean 'hotel'?). Found the text 'hotle'."),
        ("zzz", f"(Allowed: {ALLOWED}). Found the text 'zzz'."),
        ("''", f"(Allowed: {ALLOWED}). Found the text ''."),
    ],
)
def test_a_life_cycle_is_one_of_the_kits(tmp_path: Path, text: str, problem: str) -> None:
    must = "must be a list of stages or one of the kit's life cycles"
    assert said(tmp_path, f"stages: {text}\n") == [f"3: stages: {must} {problem}"]


@pytest.mark.parametrize("text", ["3", "{id: a}", "", "true"])
def test_stages_are_a_list_or_a_name(tmp_path: Path, text: str) -> None:
    (problem,) = said(tmp_path, f"stages: {text}\n")
    assert problem.startswith("3: stages: must be a list, one '- ' line each. Found ")


def test_a_stage_stands_once(tmp_path: Path) -> None:
    assert said(tmp_path, "stages: [{id: a, label: A}, {id: a, label: B}]\n") == [
        "3: stages[2].id: must be unique in stages. Found 'a' again."
    ]


def test_a_touchpoint_is_in_a_stage_of_the_profile(tmp_path: Path) -> None:
    must = "touchpoints[1].stage: must name one of this profile's stages. Found 'sty'."
    assert said(tmp_path, STAGES + points("room, stage: sty")) == [
        f"5: {must} Did you mean 'stay'?"
    ]
    assert said(tmp_path, points("room, stage: sty")) == [f"4: {must} None is defined."]
    assert said(tmp_path, "stages: hotel\n" + points("room, stage: go")) == [
        "5: touchpoints[1].stage: must name one of this profile's stages. Found 'go'. "
        "Allowed: choose, arrive, stay, enjoy, leave, return."
    ]
    assert check(tmp_path, "stages: hotel\n" + points("room, stage: stay"))[1] == []


def test_touchpoints_of_a_stage_stand_together(tmp_path: Path) -> None:
    rows = ("desk, stage: come", "room, stage: stay", "bar, stage: come", "bed, stage: stay")
    assert said(tmp_path, STAGES + points(*rows)) == [
        "7: touchpoints[3].stage: must not be an earlier stage than that of a touchpoint before: "
        "touchpoints stand in the order of the stages. "
        "Found 'come' at 'bar' after 'stay' at 'room'."
    ]


def test_stages_come_in_their_order(tmp_path: Path) -> None:
    problems = said(tmp_path, STAGES + points("bill, stage: go", "bed, stage: stay"))
    assert len(problems) == 1
    assert problems[0].endswith("Found 'stay' at 'bed' after 'go' at 'bill'.")
    good = points("desk, stage: come", "key, stage: come", "bill, stage: go")
    assert check(tmp_path, STAGES + good)[1] == []  # a stage may have no touchpoint yet


def test_all_touchpoints_have_a_stage_or_none(tmp_path: Path) -> None:
    text = "must name a stage, as other touchpoints do. Found none."
    rows = ("desk, stage: come", "room", "bar, stage: null")
    assert said(tmp_path, STAGES + points(*rows)) == [
        f"6: touchpoints[2]: {text}",
        f"7: touchpoints[3].stage: {text}",
    ]
    assert check(tmp_path, STAGES + points("desk", "room"))[1] == []


EARLIER = "must name touchpoints that stand earlier in the list"


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        (("a, after: [b]", "b"), [f"4: touchpoints[1].after[1]: {EARLIER}. Found 'b'."]),
        (("a, after: [a]",), [f"4: touchpoints[1].after[1]: {EARLIER}. Found itself, 'a'."]),
        (
            # A circle has a link that leads to a later one.
            ("a, after: [c]", "b, after: [a]", "c, after: [b]"),
            [f"4: touchpoints[1].after[1]: {EARLIER}. Found 'c'."],
        ),
        (
            ("desk", "room, after: [dask]"),
            [
                "5: touchpoints[2].after[1]: must name one of this profile's touchpoints. "
                "Found 'dask'. Did you mean 'desk'?"
            ],
        ),
        (
            ("a", "b, after: [a, a]"),
            ["5: touchpoints[2].after[2]: must be unique in after. Found 'a' again."],
        ),
        (
            ("a", "b, after: a"),
            ["5: touchpoints[2].after: must be a list, one '- ' line each. Found the text 'a'."],
        ),
        (("a", "b, after: [1]"), ["5: touchpoints[2].after[1]: must be text. Found the number 1. "
                                  "Put it in quotes."]),
    ],
)  # fmt: skip
def test_what_must_come_first_stands_first(
    tmp_path: Path, rows: tuple[str, ...], problems: list[str]
) -> None:
    assert said(tmp_path, points(*rows)) == problems


def test_several_touchpoints_may_come_first(tmp_path: Path) -> None:
    company, problems = check(tmp_path, points("a", "b, after: [a]", "c, after: [b, a]"))
    assert problems == []
    assert company is not None
    assert [point.after for point in company.touchpoints] == [(), ("a",), ("b", "a")]


def test_other_words_and_keys_of_a_touchpoint_are_refused(tmp_path: Path) -> None:
    assert said(tmp_path, points("a, side: fronts, font: x, action: 3")) == [
        "4: touchpoints[1].side: must be one of the allowed words. Found 'fronts'. "
        "Did you mean 'front'?",
        "4: touchpoints[1].action: must be text or keys such as 'en: ...' and 'zh: ...'. "
        "Found the number 3. Put it in quotes.",
        "4: touchpoints[1].font: must be a known key. Found 'font'. Did you mean 'front'?",
    ]


def strategies(n: int) -> str:
    rows = ", ".join(f"{{id: s{i}, label: x}}" for i in range(n))
    return f"journey:\n  strategies: [{rows}]\n"


def test_at_most_six_strategies(tmp_path: Path) -> None:
    company, problems = check(tmp_path, strategies(6))
    assert problems == []
    assert company is not None
    assert len(company.journey.strategies) == 6
    assert said(tmp_path, strategies(7)) == [
        "4: journey.strategies: must be at most 6 strategies. Found 7."
    ]


def test_a_strategy_stands_once(tmp_path: Path) -> None:
    text = "journey: {strategies: [{id: a, label: A}, {id: a, label: B}]}\n"
    assert said(tmp_path, text) == [
        "3: journey.strategies[2].id: must be unique in strategies. Found 'a' again."
    ]


@pytest.mark.parametrize(
    ("value", "must"),
    [
        ("0", "must be greater than 0. Found the number 0"),
        ("-1", "must be greater than 0. Found the number -1"),
        ("3.01", "must be less than or equal to 3. Found the number 3.01"),
        (".nan", "must be less than or equal to 3. Found the number nan"),
        (".inf", "must be less than or equal to 3. Found the number inf"),
        ("true", "must be a valid number. Found the word true"),
    ],
)
def test_the_threshold_lies_on_the_scale(tmp_path: Path, value: str, must: str) -> None:
    assert said(tmp_path, f"journey: {{threshold: {value}}}\n") == [
        f"3: journey.threshold: {must}."
    ]


def test_the_threshold_may_be_any_distance_up_to_the_end(tmp_path: Path) -> None:
    for value in (0.5, 1, 3):
        check(tmp_path, f"journey: {{threshold: {value}}}\n")
        assert read_company(tmp_path).journey.threshold == value


@pytest.mark.parametrize(
    "text", ["touchpoints: 3", "touchpoints: [3, [a]]", "journey: []", "journey: {strategies: a}"]
)
def test_what_is_no_list_of_entries_is_only_said_by_its_field(tmp_path: Path, text: str) -> None:
    assert len(said(tmp_path, f"{STAGES}{text}\n")) in (1, 2)


@pytest.mark.parametrize("name", LIFE_CYCLES)
def test_every_life_cycle_is_documented_with_its_stages(name: str) -> None:
    page = (Path(__file__).parents[1] / "docs" / "profile.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
    stages = (f"`{one['id']}` {one['label']['en']} {one['label']['zh']}" for one in stages_of(name))
    assert row.endswith(f"| {', '.join(stages)} |")
