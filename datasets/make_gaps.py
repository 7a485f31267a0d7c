"""SERVQUAL and gap surveys of the synthetic companies, for `make_samples.py`; see README.md."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from chance import bell, mixed, within

MISSING = 0.007  # of the answers
SHARED_OUT = 0.8  # of the customers shared out 100 points
PERSON = {"expectation": 0.45, "perception": 0.65}  # how far people differ overall
TASTE = {"expectation": 0.3, "perception": 0.45}  # and besides in each dimension
NOISE = 0.65
MEASURES = {1: "expectation", 2: "standard", 3: "able", 4: "promise"}
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


class Asked(NamedTuple):
    """What customers expect on average of one item, and how far below it they find the company."""

    expectation: float
    gap: float
    believed: float = 0.0  # how far managers think customers expect more


class Inside(NamedTuple):
    """What managers or staff answer on average: by dimension about each gap, and antecedents."""

    people: int
    gaps: Mapping[int, tuple[float, float, float, float, float]]
    antecedents: Mapping[int, Mapping[str, float]]
    believed: tuple[float, float, float, float, float] = (0, 0, 0, 0, 0)


class Survey(NamedTuple):
    seed: int  # tried and chosen: the gaps come out as README.md says
    segments: Mapping[str, int]
    moods: Mapping[str, Mapping[str, float]]  # segment, dimension: how much better or worse
    items: Mapping[str, Mapping[str, Asked]]  # by dimension
    points: tuple[int, int, int, int, int]
    managers: Inside
    staff: Inside
    width: float = 0.0  # between what is wished for and what is still accepted; 0: not asked


HOTEL = Survey(
    seed=20261501,
    segments={
        "tour-group": 18,
        "senior": 16,
        "family": 30,
        "wellness": 14,
        "corporate": 26,
        "ota": 16,
    },
    moods={
        "corporate": {"responsiveness": -0.5, "empathy": -0.3},
        "family": {"responsiveness": -0.3, "tangibles": 0.3},
        "senior": {"assurance": 0.3, "responsiveness": 0.3},
    },
    items={
        "tangibles": {
            "equipment": Asked(5.6, -0.3),
            "surroundings": Asked(5.9, 0.2),
            "dress": Asked(5.5, 0.1),
            "reading-matter": Asked(5.2, -0.3),
        },
        "reliability": {
            "on-time": Asked(6.1, -0.6),
            "cares-about-problems": Asked(6.0, -0.4),
            "one-go": Asked(5.9, -0.6),
            "keeps-promises": Asked(6.2, -0.3),
            "correct-bills": Asked(6.3, -0.2),
        },
        "responsiveness": {
            "says-when": Asked(6.0, -1.7),
            "no-long-wait": Asked(6.4, -2.4),
            "glad-to-help": Asked(6.0, -0.9),
            "busy-times": Asked(6.0, -1.9),
        },
        "assurance": {
            "trustworthy-word": Asked(6.1, -0.3),
            "at-ease": Asked(6.1, -0.3),
            "polite": Asked(6.2, 0),
            "know-their-job": Asked(5.9, -0.4),
        },
        "empathy": {
            "not-a-number": Asked(5.8, -0.7),
            "right-hours": Asked(5.4, -0.1),
            "listens": Asked(5.7, -0.3),
            "on-our-side": Asked(5.5, -0.3),
            "special-needs": Asked(5.8, -0.4),
        },
    },
    points=(16, 25, 28, 18, 13),
    width=1.5,
    # They know what guests want and have written it down; only personal care has no standard.
    managers=Inside(
        people=8,
        gaps={2: (6.0, 5.5, 6.2, 5.3, 3.2)},
        believed=(0.2, 0, 0.1, 0, -0.4),
        antecedents={
            1: {
                "research-orientation": 4.6,
                "upward-communication": 4.8,
                "levels-of-management": 5.3,
            },
            2: {"commitment": 5.1, "goal-setting": 4.7, "standardisation": 5.6, "feasibility": 5.0},
        },
    ),
    staff=Inside(
        people=24,
        gaps={3: (5.6, 5.0, 2.8, 5.5, 4.9), 4: (5.6, 5.1, 4.9, 5.3, 4.9)},
        antecedents={
            3: {
                "teamwork": 3.2,
                "employee-job-fit": 5.5,
                "technology-job-fit": 2.4,
                "perceived-control": 3.6,
                "supervisory-control": 4.5,
                "role-conflict": 4.2,
                "role-ambiguity": 5.6,
            },
            4: {"horizontal-communication": 4.8, "overpromising": 5.2},
        },
    ),
)

POWER = Survey(
    seed=20261502,
    segments={"household": 62, "small-business": 38, "industry": 16, "special-care": 34},
    moods={
        "special-care": {"empathy": -0.5, "responsiveness": -0.3},
        "small-business": {"responsiveness": -0.4},
        "industry": {"empathy": 0.6, "responsiveness": 0.4},
    },
    items={
        "tangibles": {
            "equipment": Asked(5.0, 0.2),
            "surroundings": Asked(4.9, 0.2),
            "dress": Asked(5.1, 0.3),
            "reading-matter": Asked(5.8, -0.7),
        },
        "reliability": {
            "on-time": Asked(6.1, -0.4),
            "cares-about-problems": Asked(6.0, -0.5),
            "one-go": Asked(5.9, -0.5),
            "keeps-promises": Asked(6.2, -0.3),
            "correct-bills": Asked(6.4, -0.2),
        },
        "responsiveness": {
            "says-when": Asked(6.4, -1.8, believed=-1.1),
            "no-long-wait": Asked(5.7, -0.6),
            "glad-to-help": Asked(5.8, -0.4),
            "busy-times": Asked(5.9, -1.1),
        },
        "assurance": {
            "trustworthy-word": Asked(6.1, -0.2),
            "at-ease": Asked(6.3, -0.4),
            "polite": Asked(5.8, -0.1),
            "know-their-job": Asked(5.9, -0.2),
        },
        "empathy": {
            "not-a-number": Asked(5.9, -1.4),
            "right-hours": Asked(5.9, -1.0),
            "listens": Asked(5.9, -1.2),
            "on-our-side": Asked(6.0, -1.4),
            "special-needs": Asked(6.3, -2.2, believed=-0.4),
        },
    },
    points=(8, 34, 24, 14, 20),
    # Standards for everything; but they think that customers want fine halls, and hear no more.
    managers=Inside(
        people=11,
        gaps={2: (5.6, 5.8, 5.5, 5.5, 5.3)},
        believed=(0.7, 0.1, -0.1, 0, -1.3),
        antecedents={
            1: {
                "research-orientation": 3.4,
                "upward-communication": 2.4,
                "levels-of-management": 2.8,
            },
            2: {"commitment": 5.0, "goal-setting": 5.7, "standardisation": 5.9, "feasibility": 4.6},
        },
    ),
    staff=Inside(
        people=28,
        gaps={3: (5.0, 4.8, 4.7, 5.0, 5.6), 4: (5.1, 5.0, 4.8, 5.1, 4.9)},
        antecedents={
            3: {
                "teamwork": 5.4,
                "employee-job-fit": 5.3,
                "technology-job-fit": 4.7,
                "perceived-control": 4.2,
                "supervisory-control": 3.8,
                "role-conflict": 4.4,
                "role-ambiguity": 5.5,
            },
            4: {"horizontal-communication": 4.5, "overpromising": 5.4},
        },
    ),
)

TELECOM = Survey(
    seed=20261503,
    segments={"premium": 10, "high-value": 13, "senior": 15, "young": 16, "business": 10},
    moods={"young": {"reliability": -0.3}, "senior": {"assurance": -0.3, "empathy": 0.2}},
    items={
        "tangibles": {"easy-app": Asked(5.4, -0.1), "tidy-store": Asked(4.9, 0.1)},
        "reliability": {
            "speed-as-sold": Asked(6.4, -2.0),
            "slot-kept": Asked(6.0, -1.1),
            "bill-as-agreed": Asked(6.5, -1.7),
        },
        "responsiveness": {"short-wait": Asked(5.5, -0.3), "faults-fixed": Asked(6.0, -0.5)},
        "assurance": {
            "charges-explained": Asked(6.1, -0.7),
            "scam-warnings": Asked(5.6, 0),
            "able-technician": Asked(5.8, -0.1),
        },
        "empathy": {"plan-that-suits": Asked(5.6, -0.4), "loyal-customers": Asked(5.7, -0.6)},
    },
    points=(8, 38, 20, 16, 18),
    # Hardly anything is written down; yet what hurts is what advertising says.
    managers=Inside(
        people=6,
        gaps={2: (2.7, 2.6, 2.8, 2.7, 2.7)},
        believed=(0.3, 0.1, 0, 0, 0.1),
        antecedents={
            1: {
                "research-orientation": 5.3,
                "upward-communication": 4.9,
                "levels-of-management": 5.9,
            },
            2: {"commitment": 4.2, "goal-setting": 3.6, "standardisation": 3.1, "feasibility": 5.0},
        },
    ),
    staff=Inside(
        people=16,
        gaps={3: (5.1, 5.3, 4.9, 5.3, 5.0), 4: (5.2, 2.4, 4.7, 4.5, 4.6)},
        antecedents={
            3: {
                "teamwork": 5.5,
                "employee-job-fit": 5.2,
                "technology-job-fit": 4.8,
                "perceived-control": 4.4,
                "supervisory-control": 4.1,
                "role-conflict": 3.4,
                "role-ambiguity": 4.9,
            },
            4: {"horizontal-communication": 2.5, "overpromising": 2.1},
        },
    ),
)

GAPS = {"lakeside-hotel": HOTEL, "binhai-power": POWER, "xingyun-telecom": TELECOM}


def customers(survey: Survey) -> list[tuple[str, str, float]]:
    """Code, segment and general content of each customer who was asked."""
    rng = np.random.default_rng(survey.seed)
    order = mixed(survey.segments, rng)
    return [
        (f"s{number:03}", segment, bell(rng, 0, PERSON["perception"]))
        for number, segment in enumerate(order, start=1)
    ]


def servqual_answers(survey: Survey) -> Iterable[tuple[object, ...]]:
    """One row per respondent and item; an empty cell is a question not answered."""
    rng = np.random.default_rng(survey.seed + 1)
    for respondent, segment, content in customers(survey):
        wish, width = bell(rng, 0, PERSON["expectation"]), bell(rng, survey.width, 0.3)
        for dimension, items in survey.items.items():
            mood = survey.moods.get(segment, {}).get(dimension, 0.0)
            more, better = (bell(rng, 0, TASTE[side]) for side in TASTE)
            for item, asked in items.items():
                expected = asked.expectation + wish + more
                perceived = asked.expectation + asked.gap + mood + content + better
                high = within(1, bell(rng, expected, NOISE), 7)
                cells = [high, within(1, bell(rng, perceived, NOISE), 7)]
                if survey.width:
                    cells.append(min(high, within(1, bell(rng, expected - width, NOISE), 7)))
                shown = ("" if rng.random() < MISSING else cell for cell in cells)
                yield respondent, segment, item, *shown


def servqual_weights(survey: Survey) -> Iterable[tuple[object, ...]]:
    """100 points of each customer who shared them out, in fives."""
    rng = np.random.default_rng(survey.seed + 2)
    for respondent, _segment, _content in customers(survey):
        shares = [max(0.0, bell(rng, points, 6)) for points in survey.points]
        fives = [round(20 * share / sum(shares)) for share in shares]
        fives[int(np.argmax(shares))] += 20 - sum(fives)
        if rng.random() < SHARED_OUT:
            for dimension, five in zip(DIMENSIONS, fives, strict=True):
                yield respondent, dimension, 5 * five


def gap_answers(survey: Survey) -> Iterable[tuple[object, ...]]:
    """One row per manager or employee and statement."""
    rng = np.random.default_rng(survey.seed + 3)
    for role, inside in (("manager", survey.managers), ("staff", survey.staff)):
        for number in range(1, inside.people + 1):
            person = bell(rng, 0, 0.4)
            for gap, measure, dimension, item, middle in _asked(survey, inside, role):
                score: object = within(1, bell(rng, middle + person, 0.75), 7)
                score = "" if rng.random() < MISSING else score
                yield f"{role[0]}{number:02}", role, gap, measure, dimension, item, score


def _asked(survey: Survey, inside: Inside, role: str) -> Iterable[tuple[int, str, str, str, float]]:
    """Gap, measure, dimension, item and the mean answer of everything a role is asked."""
    gaps = (1, 2) if role == "manager" else (3, 4)
    for gap in gaps:
        if gap == 1:
            for (dimension, items), bias in zip(survey.items.items(), inside.believed, strict=True):
                for item, asked in items.items():
                    middle = asked.expectation + asked.believed + bias
                    yield gap, MEASURES[gap], dimension, item, middle
        else:
            for dimension, middle in zip(DIMENSIONS, inside.gaps[gap], strict=True):
                yield gap, MEASURES[gap], dimension, f"{MEASURES[gap]}-{dimension}", middle
        for item, middle in inside.antecedents[gap].items():
            yield gap, "antecedent", "", item, middle
