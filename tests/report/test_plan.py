"""The plan in the report: key touchpoints with their evidence, and what groups planned."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.plan.ranking import WEIGHTS
from workshop_kit.report import Part, build_report, contents, standing, summary_lines
from workshop_kit.report.plan import plan_part
from workshop_kit.report.priorities import agreed_weights

Opened = Callable[..., Workshop]
Saved = Callable[..., None]
LANGUAGES = ("en", "zh")
COMPLAINTS = """
id: hotel
name: {en: Hotel, zh: 酒店}
touchpoints:
  - {id: website, label: {en: Website, zh: 官网}, kind: digital}
  - {id: desk, label: {en: Desk, zh: 前台}, kind: human}
  - {id: room, label: {en: Room, zh: 客房}, kind: physical}
data: {complaints: complaints.csv}
"""
COUNTS = "date,touchpoint,kind,count\n2026-03-01,desk,waiting,40\n2026-03-02,room,worry,10\n"
SMART = {
    "touchpoint": "desk",
    "action": "Two colleagues more at the desk from three to six",
    "owner": "Head of front office",
    "due": "2099-01-15",
    "kpi": "waiting time",
    "target": "3 minutes",
    "means": "agreed",
}


def part_of(workshop: Workshop) -> Part:
    part = plan_part(workshop)
    assert part is not None
    return part


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_alone_makes_a_ranking_and_says_what_is_missing(
    opened: Opened, language: str
) -> None:
    part = part_of(opened(COMPLAINTS, language, complaints=COUNTS))
    assert [*part.sheets] == [*part.figures] == ["priorities"]
    table = part.sheets["priorities"].figures
    assert table is not None
    # Complaints are the only kind, so the most has all 100 points, the room 10/40 of them.
    assert table["score"].tolist() == [100.0, 25.0, 0.0]
    missing = {"en": "Missing, and not counted: KANO Worse", "zh": "缺少、未计分：KANO Worse"}
    assert any(line.startswith(missing[language]) for line in part.said["priorities"])
    native: Any = part.figures["priorities"].native
    assert [*native.series.values()] == [[100.0, 25.0, pytest.approx(float("nan"), nan_ok=True)]]


def test_neither_evidence_nor_entries_make_no_part(opened: Opened) -> None:
    assert plan_part(opened()) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_others_said_of_a_proposal_stands_beside_it(
    opened: Opened, saved: Saved, language: str
) -> None:
    shop = opened(COMPLAINTS, language, complaints=COUNTS)
    saved(shop, "pitch", {"problem": "they wait", "keep": "figures", "change": "order"}, key="")
    shown = part_of(shop).sheets["pitch"].shown
    heads = {"en": "What the others would", "zh": "其他组会"}[language]
    assert [head.startswith(heads) for head in shown.columns[-2:]] == [True, True]
    assert shown.iloc[0, -2:].tolist() == ["figures", "order"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_action_without_an_owner_is_there_and_says_so(
    opened: Opened, saved: Saved, language: str
) -> None:
    shop = opened(COMPLAINTS, language, complaints=COUNTS)
    saved(shop, "actions", {"rows": [SMART, {**SMART, "owner": ""}]}, key="")
    part = part_of(shop)
    shown = part.sheets["actions"].shown
    nobody = {"en": "nobody yet", "zh": "暂无"}[language]
    assert shown.iloc[:, 3].tolist() == ["Head of front office", nobody]
    place = {"en": "Desk (place 1)", "zh": "前台（第 1 名）"}[language]
    assert shown.iloc[:, 2].tolist() == [place] * 2
    takes = {"en": "What it takes, and who agreed", "zh": "需要什么资源，谁同意了"}[language]
    assert shown[takes].tolist() == ["agreed"] * 2
    lacking = part.sheets["lacking"].shown
    assert lacking.iloc[:, 0].tolist() == ["2"]
    assert {"en": "an owner", "zh": "负责人"}[language] in lacking.iloc[0, 2]
    counted = {
        "en": "Actions planned: 2; SMART in every respect: 1; without an owner: 1.",
        "zh": "行动计划共 2 项：完全符合 SMART 的 1 项，还没有负责人的 1 项。",
    }
    assert part.summary[1].text == counted[language]
    assert nobody in build_report(shop)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_linked_to_a_retired_touchpoint_is_kept_and_named(
    opened: Opened, saved: Saved, language: str
) -> None:
    shop = opened(language=language)
    saved(shop, "ideas", {"rows": [{"touchpoint": "gone", "idea": "<i>A bell</i>"}]}, key="")
    saved(shop, "actions", {"rows": [{**SMART, "touchpoint": "gone"}]}, key="")
    part = part_of(shop)
    gone = {"en": "gone (no longer in the profile)", "zh": "gone（企业档案里已经没有）"}[language]
    assert part.sheets["ideas"].shown.iloc[0, 0] == gone
    assert part.sheets["actions"].shown.iloc[0, 2] == gone
    html = build_report(shop)
    assert gone in html
    assert "&lt;i&gt;A bell&lt;/i&gt;" in html
    assert "<i>" not in html


def test_everything_that_was_entered_has_its_table(opened: Opened, saved: Saved) -> None:
    shop = opened()
    saved(shop, "swot", {"strengths": "people"}, key="")
    saved(shop, "how_might_we", {"rows": [{"pain": "queue", "question": "How?"}]}, key="")
    saved(shop, "ideas", {"rows": [{"idea": "A bell"}, {"idea": "A sofa"}]}, key="")
    rated = {f"criterion-{i}": {"2": str(i)} for i in (1, 2, 3)}
    saved(shop, "screening", rated, key="")
    saved(shop, "concept", {"name": "Key first", "idea": "A key at the gate"})
    saved(shop, "user_test", {"rows": [{"managed": "yes"}, {"managed": "no"}], "keep": "it"})
    saved(shop, "service_levels", {"today": "good", "good": "ten minutes"})
    saved(shop, "prevention", {"name-3": "soon", "what-3": "at once"}, key="")
    saved(shop, "panorama", {"rows": [{"touchpoint": "desk", "standard": "in 30 s"}]}, key="")
    saved(shop, "pitch", {"problem": "they wait"}, key="")
    saved(shop, "orid", {"objective": "they queue"}, key="")
    saved(shop, "upkeep", {"stories": "the lost bear"}, key="")
    saved(shop, "reflection", {"gain-1": "eyes", "plan-1": "ask ten"}, key="Li Lei")
    part = part_of(shop)
    assert [*part.sheets] == [
        *("swot", "questions", "ideas", "concept-1", "trials", "levels", "prevention"),
        *("panorama", "pitch", "orid", "upkeep", "reflections"),
    ]
    # 1 times 2 times 3, of 5 times 5 times 5: the rated idea comes first.
    assert part.sheets["ideas"].shown.iloc[:, -1].tolist() == ["6 / 125", "–"]
    assert part.sheets["trials"].shown.iloc[0, 1] == "1 of 2 users"
    assert part.sheets["prevention"].shown.iloc[0, 0] == "During"
    html = build_report(shop)
    assert "ask ten" in html
    for name in part.sheets:
        assert f'id="t-plan-{name}"' in html
    assert "Li Lei" not in html  # what people take home stands there without their names


@pytest.mark.parametrize(
    ("language", "title", "heads"),
    [
        (
            "en",
            "Talked through together (ORID)",
            ["Facts (O)", "Feelings (R)", "Reasons (I)", "Decision (D)"],
        ),
        (
            "zh",
            "团队共创（ORID）",
            ["客观事实（O）", "感受反应（R）", "意义解读（I）", "行动决定（D）"],
        ),
    ],
)
def test_the_talk_stands_before_the_actions_group_by_group(
    opened: Opened, saved: Saved, language: str, title: str, heads: list[str]
) -> None:
    shop = opened(language=language)
    assert plan_part(shop) is None
    saved(shop, "orid", {"reflective": " "}, group="3", key="")
    assert plan_part(shop) is None
    saved(shop, "orid", {"objective": "a queue", "decisional": "<b>two\nmore"}, group="10", key="")
    saved(shop, "orid", {"objective": "no sign"}, group="2", key="")
    saved(shop, "actions", {"rows": [SMART]}, key="")
    part = part_of(shop)
    assert [*part.sheets] == ["orid", "actions"]
    sheet = part.sheets["orid"]
    assert (sheet.title, [*sheet.shown.columns]) == (title, heads)
    assert sheet.shown.to_numpy().tolist() == [
        ["no sign", "–", "–", "–"],
        ["a queue", "–", "–", "<b>two more"],
    ]
    html = build_report(shop)
    assert "&lt;b&gt;two more" in html
    assert html.index("a queue") < html.index(SMART["action"])


@pytest.mark.parametrize(
    ("language", "title", "moves"),
    [
        ("en", "What we promise in front of everybody", "make it vivid; act on it"),
        ("zh", "我们当众承诺", "生动；行动"),
    ],
)
def test_what_was_promised_stands_there_too(
    opened: Opened, saved: Saved, language: str, title: str, moves: str
) -> None:
    shop = opened(language=language)
    said = {"promise": "We will answer in a day.", "moves": ["act", "vivid", "gone"]}
    saved(shop, "actions", {"rows": [SMART], **said}, key="")
    saved(shop, "actions", {"rows": [SMART], "meeting": "2027-01-15"}, group="2", key="")
    saved(shop, "actions", {"rows": [SMART], "promise": " ", "moves": 2}, group="3", key="")
    part = part_of(shop)
    assert [*part.sheets] == ["actions", "promises"]
    sheet = part.sheets["promises"]
    assert sheet.title == title
    assert sheet.shown.to_numpy().tolist() == [
        ["We will answer in a day.", moves, "–"],
        ["–", "–", "2027-01-15"],
    ]
    assert "We will answer in a day." in build_report(shop)


def test_points_are_the_mean_of_the_groups_shares() -> None:
    none = dict.fromkeys(WEIGHTS, 0)
    found = agreed_weights([{**none, "worse": 50, "valley": 50}, {**none, "gap": 10}])
    assert found == {**none, "worse": 25.0, "valley": 25.0, "gap": 50.0}
    assert agreed_weights([]) == agreed_weights([none]) == WEIGHTS
    # What another version wrote is no number, and has none.
    assert agreed_weights([{**none, "worse": "many", "gap": 1}])["gap"] == 100.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_damage_and_lifetime_value_stand_where_a_group_reckoned_them(
    opened: Opened, saved: Saved, language: str
) -> None:
    shop = opened(language=language)
    given = {"customers": 1000, "problem": 20, "complain": 25, "satisfied": 50, "value": 300}
    lost = {"loss_satisfied": 4, "loss_dissatisfied": 60, "loss_silent": 40}
    saved(shop, "damage", {k: {"likely": v} for k, v in {**given, **lost}.items()}, key="")
    saved(shop, "damage", {"customers": {"likely": 5}}, group="2", key="")  # not complete
    saved(shop, "lifetime", {"margin": 100, "retention": 80, "discount": 10}, key="")
    (part,) = contents(shop)
    assert part.name == "loyalty"
    # Of 200 with a problem 1, 15 and 60 leave, 300 each: the doctest of `loyalty.damage`.
    costs = {"en": "22,800", "zh": "2.28 万"}[language]
    assert part.sheets["damage"].shown.iloc[:, 2].tolist() == [costs]
    # 100 times 0.8 / (1 + 0.1 - 0.8): the doctest of `loyalty.clv`.
    assert part.sheets["lifetime"].shown.iloc[0, 3] == "267"
    assert costs in part.summary[0].text
    assert [*part.figures] == ["damage-1"]
    build_report(shop, [part])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_names_its_page(opened: Opened, saved: Saved, language: str) -> None:
    shop = opened(COMPLAINTS, language, complaints=COUNTS)
    saved(shop, "actions", {"rows": [SMART]}, key="")
    sheet = standing(shop, contents(shop))
    yes, no = {"en": ("yes", "not yet"), "zh": ("是", "还没有")}[language]
    assert sheet.iloc[:, 0].tolist() == [no, no, no, yes, no, yes]
    plan = sheet.iloc[5]
    assert plan.iloc[1] == {"en": "action plans 1", "zh": "行动计划表 1"}[language]
    assert {"en": "concepts (page 6)", "zh": "概念固化表（第 6 页）"}[language] in plan.iloc[2]


def test_without_anything_the_page_still_runs(opened: Opened) -> None:
    shop = opened()
    assert contents(shop) == []
    assert set(standing(shop, []).iloc[:, 0]) == {"not yet"}
    assert "nothing to sum up" in summary_lines(shop, []).data


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_logo_that_is_no_picture_is_told_and_the_report_is_there(
    opened: Opened, language: str
) -> None:
    shop = opened(COMPLAINTS, language, complaints=COUNTS)
    (shop.company.folder / "logo.png").write_bytes(b"no picture")
    shop = opened(COMPLAINTS + "logo: logo.png\n", language)
    html = build_report(shop)
    told = {"en": "The logo logo.png is no whole PNG", "zh": "标志文件 logo.png 不是完整的 PNG"}
    assert told[language] in html
    assert "<img" not in html
