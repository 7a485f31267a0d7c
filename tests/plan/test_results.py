"""Key touchpoints of a company: sentences, sheet and chart say the same, and what is missing."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop, plan
from workshop_kit.entries import Entry
from workshop_kit.forms import Form
from workshop_kit.plan.ranking import WEIGHTS
from workshop_kit.plan.sentences import priority_sentences
from workshop_kit.plan.weighing import group_weights

Page = Callable[..., Workshop]
Tables = dict[str, pd.DataFrame]
LANGUAGES = ("en", "zh")


def parts(chart: Any) -> pd.DataFrame:
    """The pieces of the bars."""
    found = [d for d in chart.to_dict()["datasets"].values() if d and "end" in d[0]]
    return pd.DataFrame(found[0])


def test_the_profile_says_where_features_and_items_belong(found: plan.Priorities) -> None:
    assert found.absent == {}
    assert found.table["touchpoint"].tolist() == ["desk", "room", "website"]
    assert found.table["score"].tolist() == pytest.approx([80, 58.75, 2.5])


def test_items_of_the_kit_have_no_touchpoint(hotel: Page, tables: Tables) -> None:
    ws = hotel(profile="touchpoints:\n  - {id: desk, label: Desk, kind: human}\n")
    gaps = pd.DataFrame({"item": [ws.company.items[0].id], "gap": [-2.0], "n": [90]})
    found = plan.key_touchpoints(ws, gaps=gaps, complaints=tables["complaints"])
    assert found.absent["gap"] == "no_touchpoint"
    # "room" is no touchpoint of this profile, but customers complained about it.
    assert found.table["touchpoint"].tolist() == ["desk", "room"]


def test_sentences_give_the_order_the_evidence_and_what_is_missing(
    hotel: Page, tables: Tables
) -> None:
    del tables["gaps"]
    found = plan.key_touchpoints(hotel(), **tables)
    labels = {"touchpoints": {"desk": "Desk"}, "features": {"quick": "Quick check-in"}}
    said = priority_sentences(found, "en", names=labels)
    assert said[0] == (
        "1. Desk, 94 of 100 points: Worse −0.80 (Quick check-in); −2.00 on the curve (family); "
        "complaints: 40."
    )
    assert said[-1] == "Missing, and not counted: SERVQUAL gap. There are no data."


def test_close_scores_are_taken_as_equal() -> None:
    rows = pd.DataFrame({"touchpoint": ["a", "b", "c"], "count": [100, 96, 95]})
    said = priority_sentences(plan.priorities(complaints=rows), "en")
    assert "Fewer than 5 points apart, so take them as equal: a, b." in said


def test_a_touchpoint_hardly_asked_about_might_come_first(tables: Tables) -> None:
    kano = tables["kano"].assign(touchpoint="desk")
    room = tables["complaints"].iloc[1:]
    # Desk has 50 + 20 of 100 points; the room 30 by its complaints, and 70 are open.
    said = priority_sentences(plan.priorities(kano=kano, complaints=room), "en")
    assert "Too little was asked there to say that it must not come first: room." in said
    # Where both were asked about, nothing is open.
    desk = room.assign(touchpoint="desk")
    both = kano.assign(touchpoint=["desk", "room"])
    said = priority_sentences(plan.priorities(kano=both, complaints=desk), "en")
    assert not any("Too little was asked" in line for line in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_known_is_said_and_drawn(hotel: Page, language: Any) -> None:
    ws = hotel(language)
    found = plan.key_touchpoints(ws)
    shown = plan.priority_findings(ws, found)
    assert len(shown.data.splitlines()) == 2
    assert "text" in str(plan.priority_picture(ws, found).to_dict())
    assert plan.priority_sheet(ws, found).data == shown.data.splitlines()[0]


def test_points_for_what_is_not_there_are_said_to_be_lost(tables: Tables) -> None:
    found = plan.priorities(complaints=tables["complaints"], weights={"gap": 1})
    assert "All points were given to evidence" in priority_sentences(found, "en")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_add_up_to_the_score_and_grey_is_what_is_open(
    hotel: Page, found: plan.Priorities, language: Any
) -> None:
    drawn = parts(plan.priority_picture(hotel(language), found))
    known = drawn[drawn["kind"] != "open"].groupby("row")["points"].sum()
    assert known.tolist() == pytest.approx(found.table["score"].tolist())
    grey = drawn[drawn["kind"] == "open"].set_index("row")["points"]
    assert grey.to_dict() == pytest.approx({0: 15.0, 2: 50.0})
    assert (drawn["end"] <= 100 + 1e-9).all()


def test_of_many_touchpoints_the_first_are_drawn_and_that_is_said() -> None:
    rows = pd.DataFrame({"touchpoint": [f"t{i}" for i in range(40)], "count": range(1, 41)})
    chart = plan.priority_chart(plan.priorities(complaints=rows), "en", note="Invented.")
    assert parts(chart)["row"].nunique() == 15
    said = " ".join(chart.to_dict()["title"]["subtitle"])
    assert "Drawn: the first 15 of 40 touchpoints." in said
    assert "Invented." in said


def test_hostile_labels_are_drawn_as_they_are(found: plan.Priorities) -> None:
    from workshop_kit import theme

    odd = {"touchpoints": {"desk": "'\"\\ </text><script>x</script> 喆\u2028\x07 ${1}"}}
    svg = theme.svg(plan.priority_chart(found, "en", names=odd).to_dict())
    assert "<script>" not in svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_a_row_per_touchpoint_and_the_weights(
    hotel: Page, found: plan.Priorities, language: Any
) -> None:
    sheet = plan.priority_sheet(hotel(language), found)
    assert sheet.shape == (4, 8)
    assert sheet.iloc[0].tolist() == ["1", "80", "−0.80", "0.30", "−2.00", "2.00", "–", "40"]
    assert sheet.iloc[-1].tolist() == ["", "100", "25", "10", "25", "10", "15", "15"]


def test_a_groups_own_points_make_its_order(
    hotel: Page, tables: Tables, fill: Callable[..., None], lines: Callable[[Form], list[str]]
) -> None:
    ws = hotel()
    form = plan.weights_form(ws)
    assert lines(form) == [
        "All 100 points are shared out. Press Start to see the order they lead to."
    ]
    assert ws.store.current() == []
    fill(form, dict.fromkeys(WEIGHTS, 0) | {"gap": 50})
    form.save()
    assert lines(form) == ["These are 50 points, not 100: each counts as its share of them."]
    again = plan.key_touchpoints(hotel(), **tables)
    assert again.weights["gap"] == 100
    assert again.table["touchpoint"].iloc[0] == "room"
    fill(form, {"gap": 0})
    form.save()
    assert lines(form) == ["Without points the suggestion is used."]
    assert group_weights(hotel()) == WEIGHTS


def test_points_of_another_version_are_left_out(hotel: Page, saved: Callable[..., Entry]) -> None:
    ws = hotel()
    saved(ws, "priority_weights", {"gap": "much", "valley": 900, "worse": 5})
    assert group_weights(ws) == {**WEIGHTS, "gap": 0, "valley": 0, "worse": 5}


def test_curves_that_groups_drew_here_count_where_the_company_has_none(
    hotel: Page, saved: Callable[..., Entry]
) -> None:
    from workshop_kit import journey

    ws = hotel()
    for group, valence in (("1", -3), ("2", -1)):
        saved(ws, "curve", {"as_is-desk": {"valence": valence}}, group=group, key="1")
    drawn = journey.class_curves(ws)
    felt = journey.summary(drawn, unit=["group", "author"], by=["journey", "version"])
    said = priority_sentences(plan.key_touchpoints(ws, curves=felt), "en")
    # Median -2; the standard deviation of -3 and -1 is the root of 2.
    assert "−2.00 on the curve (Journey 1); groups differ by 1.41, sd (Journey 1)" in said[0]


@pytest.mark.parametrize("name", ["lakeside-hotel", "xingyun-telecom", "binhai-power"])
def test_of_the_samples_the_touchpoint_with_the_story_comes_first(
    entered_here: Any, name: str
) -> None:
    from workshop_kit import journey, kano

    ws = open_workshop(name)
    drawn = {"unit": ["group", "author"], "by": ["persona", "version"]}
    found = plan.key_touchpoints(
        ws,
        kano=kano.results(ws),
        curves=journey.summary(ws.answers("curves"), **drawn),
        complaints=ws.answers("complaints"),
    )
    first = {"lakeside-hotel": "check-in", "binhai-power": "messages", "xingyun-telecom": "bill"}
    assert first[name] in found.table["touchpoint"].head(2).tolist()
