"""What all groups planned: every idea and action is there, with its evidence and what it lacks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, plan
from workshop_kit.entries import Entry
from workshop_kit.plan.smart import lacking
from workshop_kit.stores import StoreError

Page = Callable[..., Workshop]
Save = Callable[..., Entry]
WHOLE = {
    "touchpoint": "desk",
    "action": "Two more colleagues from three to six",
    "owner": "Desk manager",
    "due": "2999-12-15",
    "kpi": "waiting time",
    "target": "5 minutes",
    "means": "a rota; the director agreed",
}
TODAY = date(2026, 11, 1)


def test_without_entries_a_sheet_says_so(hotel: Page) -> None:
    assert "No group has written down an idea yet" in plan.idea_sheet(hotel()).data
    assert "No group has planned an action yet" in plan.action_sheet(hotel()).data
    assert plan.plan_ideas(hotel()).empty
    assert plan.plan_actions(hotel()).empty


def test_groups_stand_in_the_order_of_their_numbers(hotel: Page, saved: Save) -> None:
    ws = hotel()
    for group in ("10", "2", "1"):
        saved(ws, "ideas", {"rows": [{"idea": f"of {group}"}]}, group=group)
        saved(ws, "actions", {"rows": [WHOLE]}, group=group)
    assert plan.plan_ideas(ws)["group"].tolist() == ["1", "2", "10"]
    assert plan.plan_actions(ws)["group"].tolist() == ["1", "2", "10"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_action_stands_beside_its_evidence_and_what_it_lacks(
    hotel: Page, saved: Save, found: plan.Priorities, language: Any
) -> None:
    ws = hotel(language)
    gone = {"touchpoint": "cellar", "action": "Paint the cellar"}
    saved(ws, "actions", {"rows": [WHOLE, {}, gone, {"owner": "Li"}]}, group="1")
    sheet = plan.action_sheet(ws, found)
    assert sheet.shape == (3, 6)
    table = plan.plan_actions(ws, today=TODAY)
    assert table["number"].tolist() == [1, 3, 4]
    assert table["lacking"].map(len).tolist() == [0, 5, 6]
    if language == "en":
        assert sheet["Evidence"].iloc[0].startswith("place 1, 80 points: Worse −0.80")
        assert sheet["Still needed"].iloc[0] == "nothing: SMART"
        assert sheet["Touchpoint"].tolist()[1:] == ["cellar (no longer in the profile)", "–"]
        assert "no longer in the profile" in sheet["Evidence"].iloc[1]
        due = "Desk manager; 2999-12-15"
        assert sheet["Owner, done by"].tolist() == [due, "–", "Li"]


def test_an_idea_stands_beside_its_evidence(
    hotel: Page, saved: Save, found: plan.Priorities
) -> None:
    ws = hotel()
    rows = [{"touchpoint": "room", "idea": "Ear plugs", "line": "warmth"}, {"idea": "<b>Sing</b>"}]
    saved(ws, "ideas", {"rows": rows}, group="1")
    saved(ws, "screening", {f"criterion-{i}": {"2": "5"} for i in (1, 2, 3)}, group="1")
    sheet = plan.idea_sheet(ws, found)
    assert sheet["Idea"].tolist() == ["<b>Sing</b>", "Ear plugs"]
    assert sheet["Score"].tolist() == ["125 / 125", "–"]
    assert sheet["Evidence"].iloc[1].startswith("place 2, 59 points")
    assert sheet.index.tolist() == ["Group 1", "Group 1"]


def test_spoilt_entries_leave_the_others(hotel: Page, saved: Save) -> None:
    ws = hotel()
    saved(ws, "ideas", {"rows": [3, {"idea": "Sing", "touchpoint": 7}]}, group="1")
    saved(ws, "ideas", {"rows": "x"}, group="2")
    saved(ws, "screening", {"criterion-1": {"2": "9"}, "name-1": 4}, group="1")
    assert plan.plan_ideas(ws)[["number", "touchpoint"]].to_dict("list") == {
        "number": [2],
        "touchpoint": [""],
    }
    assert pd.isna(plan.plan_ideas(ws)["score"].iloc[0])


def test_entries_that_cannot_be_read_are_said(hotel: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = hotel()
    ws.session  # noqa: B018  known before the store fails

    def fail(*_: Any, **__: Any) -> Any:
        raise StoreError("entries", "locked")

    monkeypatch.setattr(type(ws.store), "current", fail)
    for sheet in (plan.idea_sheet, plan.action_sheet):
        assert "cannot be read now" in sheet(ws).data


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"action": ""}, "what is done"),
        ({"action": "Smile"}, "more than a catchword"),
        ({"action": "微笑"}, "more than a catchword"),
        ({"kpi": ""}, "the KPI"),
        ({"target": ""}, "a target"),
        ({"target": "much better"}, "a figure in the target"),
        ({"means": ""}, "who has agreed"),
        ({"touchpoint": ""}, "the touchpoint it serves"),
        ({"due": ""}, "the date by which"),
        ({"due": "soon"}, "year, month and day"),
        ({"due": "2026-02-30"}, "year, month and day"),
        ({"due": "2026-10-31"}, "2026-10-31 is past"),
        ({"owner": ""}, "an owner"),
        ({"owner": "Everyone"}, "an owner"),
        ({"owner": "大家 "}, "an owner"),
    ],
)
def test_each_part_that_is_missing_is_named(change: dict[str, str], words: str) -> None:
    (said,) = lacking({**WHOLE, **change}, "en", today=TODAY)
    assert words in said


@pytest.mark.parametrize(
    "due", ["2026-11-01", "2026/12/5", "2027年3月5日", "by 2026.11.20 at last"]
)
def test_dates_are_read_as_people_write_them(due: str) -> None:
    assert lacking({**WHOLE, "due": due}, "en", today=TODAY) == []


def test_without_touchpoints_none_is_asked_for() -> None:
    assert lacking({**WHOLE, "touchpoint": ""}, "en", today=TODAY, known=False) == []
