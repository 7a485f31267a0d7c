"""What the gaps and loyalty rooms find in the sample companies, as datasets/README.md says."""

from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest

from workshop_kit import gaps, loyalty
from workshop_kit.company import read_company
from workshop_kit.gaps import roles
from workshop_kit.gaps.words import aliases
from workshop_kit.items import (
    DIMENSIONS,
    MEASURES,
    ROLES,
    DimensionNames,
    GapNames,
    kit_role_items,
)
from workshop_kit.workshop import Workshop

DATASETS = Path(__file__).parents[1] / "datasets"
# Where customers miss most, the gap behind it, and what the other gaps say there.
STORIES: dict[str, dict[str, Any]] = {
    "lakeside-hotel": {
        "dimension": "responsiveness",
        "verdicts": {1: "unremarkable", 2: "better", 3: "cause", 4: "unremarkable"},
        "worst": "technology-job-fit",
    },
    "binhai-power": {
        "dimension": "empathy",
        "verdicts": {1: "cause", 2: "unremarkable", 3: "unremarkable", 4: "unremarkable"},
        "worst": "upward-communication",
    },
    "xingyun-telecom": {
        "dimension": "reliability",
        "verdicts": {1: "unremarkable", 2: "general", 3: "unremarkable", 4: "cause"},
        "worst": "overpromising",
    },
}


def workshop(name: str) -> Workshop:
    return Workshop(read_company(DATASETS / name), "en", "participant")


def five(name: str) -> pd.DataFrame:
    ws = workshop(name)
    items = {item.id: item.dimension for item in ws.company.items}
    answers, asked = ws.answers("servqual"), ws.answers("gaps")
    return gaps.five_gaps(
        gaps.servqual(answers, items=items).dimensions,
        asked[asked["role"] == "manager"],
        asked[asked["role"] == "staff"],
    )


@pytest.mark.parametrize("name", STORIES)
def test_the_diagnosis_finds_the_leading_gap_of_each_company(name: str) -> None:
    found, story = gaps.diagnose(five(name)), STORIES[name]
    assert found.status == "causes"
    first = found.findings[found.findings["dimension"] == story["dimension"]]
    assert found.findings["dimension"].iloc[0] == story["dimension"]
    assert dict(zip(first["gap"], first["verdict"], strict=True)) == story["verdicts"]
    (leading,) = found.findings[found.findings["leading"]].to_dict("records")
    assert (leading["gap"], leading["told_apart"]) == (_cause(story), True)


def _cause(story: dict[str, Any]) -> int:
    (gap,) = (gap for gap, verdict in story["verdicts"].items() if verdict == "cause")
    return int(gap)


def test_each_company_has_another_leading_gap_and_none_is_gap_2() -> None:
    assert sorted(_cause(story) for story in STORIES.values()) == [1, 3, 4]


@pytest.mark.parametrize("name", STORIES)
def test_the_worst_antecedent_of_the_leading_gap_is_the_one_of_the_readme(name: str) -> None:
    asked, story = workshop(name).answers("gaps"), STORIES[name]
    table = gaps.antecedents(asked[asked["role"] == "manager"], asked[asked["role"] == "staff"])
    own = table[table["gap"] == _cause(story)]
    assert own["item"].iloc[0] == story["worst"]
    assert own["mean"].iloc[0] < 3


def test_standards_are_the_lowest_figures_of_the_telecom_company_and_still_not_the_cause() -> None:
    table = five("xingyun-telecom")
    means = table[table["gap"].between(2, 4)].groupby("gap")["value"].mean()
    assert means.idxmin() == 2


def test_at_the_hotel_only_response_is_below_what_guests_still_accept() -> None:
    ws = workshop("lakeside-hotel")
    items = {item.id: item.dimension for item in ws.company.items}
    table = gaps.tolerance(ws.answers("servqual"), items=items).set_index("dimension")
    below = table[table["zone"] == "below"]
    assert list(below.index) == ["responsiveness"]
    assert bool(below["settled"].all())
    assert (table["crossed"] == 0).all()


@pytest.mark.parametrize(
    ("name", "best", "worst"),
    [
        ("lakeside-hotel", "family", "corporate"),
        ("binhai-power", "industry", "special-care"),
        ("xingyun-telecom", "senior", "young"),
    ],
)
def test_recommendation_differs_by_segment(name: str, best: str, worst: str) -> None:
    table = loyalty.nps(workshop(name).answers("loyalty"), score="recommend", by="segment")
    score = table.set_index("segment")["nps"]
    assert score.idxmax() == best
    assert score.idxmin() == worst


def test_most_telecom_customers_are_content_and_few_recommend_it() -> None:
    answers = workshop("xingyun-telecom").answers("loyalty")
    assert loyalty.csat(answers, score="satisfaction")["csat"].item() > 0.6
    assert loyalty.nps(answers, score="recommend")["nps"].item() < -20


def test_the_codes_of_profiles_and_of_the_gaps_room_are_the_same() -> None:
    assert list(get_args(DimensionNames)) == aliases("dimensions")
    assert list(get_args(GapNames)) == aliases("gaps")
    assert MEASURES == roles.MEASURES
    assert ROLES == roles.ROLES
    assert tuple(gaps.dimension_names("en")) == DIMENSIONS
    antecedents = {item.id for item in kit_role_items() if item.dimension is None}
    assert antecedents == set(gaps.antecedent_names("en"))
