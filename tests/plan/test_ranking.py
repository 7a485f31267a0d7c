"""Priorities of touchpoints, counted by hand."""

import math
from typing import Any

import pandas as pd
import pytest

from workshop_kit import plan
from workshop_kit.plan.evidence import KINDS
from workshop_kit.plan.ranking import LEAST, WEIGHTS

Tables = dict[str, pd.DataFrame]


def placed(tables: Tables) -> Tables:
    """The tables with the touchpoint of each feature and item."""
    of = {"quick": "desk", "quiet": "room", "kept": "room"}
    kano = tables["kano"].assign(touchpoint=tables["kano"]["feature"].map(of))
    gaps = tables["gaps"].assign(touchpoint=tables["gaps"]["item"].map(of))
    return {**tables, "kano": kano, "gaps": gaps}


def row(found: plan.Priorities, touchpoint: str) -> dict[Any, Any]:
    rows = found.table[found.table["touchpoint"] == touchpoint].to_dict("records")
    assert len(rows) == 1
    return rows[0]


def test_the_suggested_points_sum_to_100_and_name_every_kind() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert tuple(WEIGHTS) == tuple(LEAST) == KINDS


def test_a_score_is_the_sum_of_weighted_shares_of_the_strongest(tables: Tables) -> None:
    found = plan.priorities(**placed(tables))
    desk, room = row(found, "desk"), row(found, "room")
    # Largest of each kind: .8, .6, 2 levels, sd 2, 2 points, 40 complaints.
    # Desk: 25 + 10 * .3 / .6 + 25 + 10 + 15 * 40 / 40; its gap is not known, 15 points are open.
    assert desk["score"] == pytest.approx(25 + 5 + 25 + 10 + 15)
    assert desk["open"] == pytest.approx(15)
    # Room: 25 * .4 / .8 + 10 + 25 * 1 / 2 + 10 * 1 / 2 + 15 + 15 * 10 / 40.
    assert room["score"] == pytest.approx(12.5 + 10 + 12.5 + 5 + 15 + 3.75)
    assert room["open"] == 0
    assert found.table["touchpoint"].tolist() == ["desk", "room", "website"]
    assert found.table["rank"].tolist() == [1, 2, 3]
    assert (desk["worse_of"], room["gap_of"], desk["valley_of"]) == ("quick", "kept", "family")


def test_what_is_not_known_adds_nothing_and_is_said(tables: Tables) -> None:
    website = row(plan.priorities(**placed(tables)), "website")
    # A curve above 0 is no valley; sd .5 of 2 gives 2.5 of 10; KANO and the gap were not asked.
    assert website["score"] == pytest.approx(2.5)
    assert website["open"] == pytest.approx(25 + 10 + 15)
    assert math.isnan(website["worse"])
    assert math.isnan(website["worse_points"])
    assert website["complaints"] == 0
    assert website["valley_points"] == 0


def test_a_kind_that_is_absent_gives_its_points_to_the_others(tables: Tables) -> None:
    found = plan.priorities(complaints=tables["complaints"], curves=tables["curves"])
    assert found.absent == dict.fromkeys(("worse", "better", "gap"), "no_data")
    # 25 + 10 + 15 remain of 100.
    assert found.weights["valley"] == pytest.approx(50)
    assert found.weights["disagreement"] == pytest.approx(20)
    assert found.weights["complaints"] == pytest.approx(30)
    assert found.weights["gap"] == 0
    assert row(found, "desk")["score"] == pytest.approx(100)
    assert row(found, "desk")["open"] == 0


def test_items_without_a_touchpoint_are_said_to_name_none(tables: Tables) -> None:
    found = plan.priorities(**{**placed(tables), "gaps": tables["gaps"]})
    assert found.absent == {"gap": "no_touchpoint"}
    empty = tables["gaps"].assign(touchpoint=None)
    assert plan.priorities(gaps=empty, kano=placed(tables)["kano"]).absent["gap"] == "no_touchpoint"


def test_too_few_answers_are_no_evidence(tables: Tables) -> None:
    few = placed(tables)
    few["kano"]["n"] = [19, 20]
    found = plan.priorities(**few)
    assert math.isnan(row(found, "desk")["worse"])
    assert row(found, "room")["worse"] == -0.4
    few["kano"]["n"] = 19
    assert plan.priorities(**few).absent == {"worse": "few", "better": "few"}


def test_a_single_curve_has_a_valley_and_no_disagreement(tables: Tables) -> None:
    one = tables["curves"].assign(n=1, sd=math.nan)
    found = plan.priorities(curves=one)
    assert found.absent.keys() == {"worse", "better", "gap", "complaints", "disagreement"}
    assert row(found, "desk")["score"] == pytest.approx(100)


def test_a_trifle_is_not_the_worst_there_is(tables: Tables) -> None:
    small = pd.DataFrame({"touchpoint": ["desk"], "gap": [-0.1], "item": ["kept"], "n": [50]})
    assert row(plan.priorities(gaps=small), "desk")["score"] == pytest.approx(10)
    once = pd.DataFrame({"touchpoint": ["desk"], "count": [1]})
    assert row(plan.priorities(complaints=once), "desk")["score"] == pytest.approx(20)


def test_the_strongest_figure_of_several_stands_for_a_touchpoint() -> None:
    kano = pd.DataFrame(
        {
            "touchpoint": "desk",
            "feature": ["a", "b", "c"],
            "worse": [-0.2, -0.9, -0.5],
            "better": [0.7, 0.1, 0.5],
            "n": 100,
        }
    )
    desk = row(plan.priorities(kano=kano), "desk")
    assert (desk["worse"], desk["worse_of"]) == (-0.9, "b")
    assert (desk["better"], desk["better_of"]) == (0.7, "a")


def test_only_the_curves_as_they_are_count() -> None:
    curves = pd.DataFrame(
        {
            "version": ["as_is", "to_be"],
            "touchpoint": "desk",
            "median": [-1.0, -3.0],
            "sd": [0.1, 2.0],
            "n": 6,
        }
    )
    assert row(plan.priorities(curves=curves), "desk")["valley"] == -1.0


def test_complaints_of_one_touchpoint_are_added_up() -> None:
    rows = pd.DataFrame({"touchpoint": ["desk", "desk", "room"], "count": [3, 4, 5]})
    assert row(plan.priorities(complaints=rows), "desk")["complaints"] == 7


def test_equals_share_a_place_in_the_order_given() -> None:
    rows = pd.DataFrame({"touchpoint": ["b", "a", "c"], "count": [9, 9, 3]})
    found = plan.priorities(complaints=rows, touchpoints=["a", "b"])
    assert found.table["touchpoint"].tolist() == ["a", "b", "c"]
    assert found.table["rank"].tolist() == [1, 1, 3]


def test_of_what_nothing_is_known_stands_last_without_a_place(tables: Tables) -> None:
    kano = placed(tables)["kano"]
    found = plan.priorities(kano=kano, touchpoints=["website", "desk", "room"])
    assert found.table["touchpoint"].tolist() == ["desk", "room", "website"]
    assert pd.isna(found.table["rank"].iloc[2])
    assert math.isnan(row(found, "website")["score"])
    assert row(found, "website")["open"] == pytest.approx(100)


def test_nothing_at_all_is_no_error() -> None:
    found = plan.priorities()
    assert found.table.empty
    assert set(found.absent) == set(KINDS)
    assert sum(found.weights.values()) == 0
    empty = {"complaints": pd.DataFrame({"touchpoint": [], "count": []}), "touchpoints": ["desk"]}
    assert plan.priorities(**empty).table["touchpoint"].tolist() == ["desk"]


def test_tables_are_not_changed(tables: Tables) -> None:
    given = placed(tables)
    before = {name: table.copy() for name, table in given.items()}
    plan.priorities(**given)
    for name, table in given.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_one_groups_curve_is_too_little_for_disagreement_and_is_not_called_none() -> None:
    columns = {"touchpoint": ["desk"], "median": [-2.0], "sd": [math.nan], "n": [1]}
    found = plan.priorities(curves=pd.DataFrame(columns))
    assert found.absent["disagreement"] == "few"
    assert found.table["score"].tolist() == [100.0]


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        ({"price": 1}, r"weights must name kinds of .* Got \['price'\]"),
        ({"gap": -1}, "weights must be numbers of 0 or more. Got {'gap': -1}"),
        ({"gap": math.nan}, "weights must be numbers"),
        ({"gap": math.inf}, "weights must be numbers"),
        ({"gap": "10", "worse": True}, r"Got {'gap': '10', 'worse': True}"),
        ({}, "weights must not all be 0"),
        ({"gap": 0}, "weights must not all be 0"),
    ],
)
def test_weights_that_are_none_are_refused(weights: dict[str, float], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        plan.priorities(weights=weights)


def test_all_weight_on_what_is_absent_scores_nothing(tables: Tables) -> None:
    found = plan.priorities(complaints=tables["complaints"], weights={"gap": 1})
    assert sum(found.weights.values()) == 0
    assert found.table["score"].tolist() == [0, 0]


def test_every_bad_figure_is_named(tables: Tables) -> None:
    kano = placed(tables)["kano"].assign(worse=[0.8, -2.0])
    with pytest.raises(ValueError, match=r"'worse' of 'kano' .*row 0 holds 0.8; row 1 holds -2.0"):
        plan.priorities(kano=kano)
    with pytest.raises(ValueError, match=r"'complaints' must have columns \['count'\]"):
        plan.priorities(complaints=pd.DataFrame({"touchpoint": ["desk"]}))
    rows = pd.DataFrame({"touchpoint": ["desk"], "count": ["many"]})
    with pytest.raises(ValueError, match="row 0 holds 'many'"):
        plan.priorities(complaints=rows)
