"""Complaints and loyalty of the synthetic companies, for `make_samples.py`; README.md says more."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from chance import bell, mixed, within
from make_gaps import GAPS, PERSON, customers

FIRST, DAYS = date(2025, 11, 1), 365
MISSING = 0.02
TRIES = 3  # so many complaints of a kind in a day at most


class Loyalty(NamedTuple):
    """How customers answer on average; effort 1 is very hard and 7 very easy."""

    seed: int
    recommend: float
    satisfaction: float
    effort: float
    more: Mapping[str, int]  # asked these three questions only
    moods: Mapping[str, float]  # by segment, in levels of the scale 0-10


class Complaints(NamedTuple):
    """Complaints of a year by touchpoint and kind, and how many times as many come on some days."""

    seed: int
    counts: Mapping[tuple[str, str], int]
    months: Mapping[int, float]
    weekend: float
    spells: tuple[tuple[date, date, float], ...]


LOYALTY = {
    "lakeside-hotel": Loyalty(
        seed=20261511,
        recommend=8.1,
        satisfaction=3.9,
        effort=3.9,
        more={
            "tour-group": 16,
            "senior": 14,
            "family": 22,
            "wellness": 8,
            "corporate": 18,
            "ota": 12,
        },
        moods={"family": 0.7, "senior": 0.5, "corporate": -1.3, "ota": -0.4},
    ),
    "binhai-power": Loyalty(
        seed=20261512,
        recommend=6.8,
        satisfaction=3.5,
        effort=3.6,
        more={"household": 34, "small-business": 18, "industry": 6, "special-care": 12},
        moods={"industry": 1.2, "special-care": -1.4, "small-business": -0.5},
    ),
    "xingyun-telecom": Loyalty(
        seed=20261513,
        recommend=6.7,
        satisfaction=3.9,
        effort=5.1,
        more={"premium": 8, "high-value": 11, "senior": 13, "young": 16, "business": 8},
        moods={"young": -0.6, "senior": 0.5, "premium": 0.4},
    ),
}

COMPLAINTS = {
    "lakeside-hotel": Complaints(
        seed=20261521,
        counts={
            ("check-in", "wait"): 130,
            ("check-in", "annoy"): 45,
            ("room-service", "wait"): 40,
            ("online", "annoy"): 30,
            ("check-out", "wait"): 22,
            ("arrival", "annoy"): 20,
            ("check-out", "cost"): 18,
            ("room", "worry"): 12,
            ("booking", "cost"): 10,
            ("breakfast", "annoy"): 8,
            ("follow-up", "annoy"): 4,
        },
        months={7: 1.7, 8: 1.8, 10: 1.2},
        weekend=1.5,
        spells=(
            (date(2026, 2, 15), date(2026, 2, 23), 3),  # Spring Festival
            (date(2026, 5, 1), date(2026, 5, 5), 4),
            (date(2026, 10, 1), date(2026, 10, 7), 4),
        ),
    ),
    "binhai-power": Complaints(
        seed=20261522,
        counts={
            ("messages", "worry"): 120,
            ("hotline", "wait"): 75,
            ("repair", "wait"): 60,
            ("bill", "cost"): 55,
            ("hotline", "annoy"): 35,
            ("messages", "annoy"): 30,
            ("bill", "worry"): 25,
            ("visit", "wait"): 25,
            ("online-hall", "annoy"): 22,
            ("meter", "worry"): 14,
            ("hall", "wait"): 12,
            ("guide", "annoy"): 3,
        },
        months={1: 1.4, 6: 1.6, 7: 2.4, 8: 2.6, 9: 1.4},
        weekend=0.8,
        spells=(
            (date(2026, 7, 18), date(2026, 7, 20), 4),  # storms
            (date(2026, 8, 24), date(2026, 8, 27), 5),
        ),
    ),
    "xingyun-telecom": Complaints(
        seed=20261523,
        counts={
            ("bill", "cost"): 90,
            ("home-network", "annoy"): 70,
            ("technician", "wait"): 60,
            ("hotline", "annoy"): 30,
            ("messages", "worry"): 28,
            ("desk", "cost"): 25,
            ("bill", "worry"): 20,
            ("desk", "wait"): 20,
            ("app", "annoy"): 14,
            ("membership", "annoy"): 10,
            ("store", "wait"): 8,
        },
        months={6: 1.3, 9: 1.7, 11: 1.8, 12: 1.5},
        weekend=0.7,
        spells=((date(2025, 11, 11), date(2025, 11, 20), 2),),  # after a large sale
    ),
}


def loyalty_answers(company: str) -> Iterable[tuple[object, ...]]:
    """One row per customer: those of the SERVQUAL survey, then others."""
    loyalty, asked = LOYALTY[company], customers(GAPS[company])
    rng = np.random.default_rng(loyalty.seed)
    for number, segment in enumerate(mixed(loyalty.more, rng), start=len(asked) + 1):
        asked.append((f"s{number:03}", segment, bell(rng, 0, PERSON["perception"])))
    for respondent, segment, content in asked:
        mood = loyalty.moods.get(segment, 0.0) + 2.0 * content
        cells = (
            within(0, bell(rng, loyalty.recommend + mood, 1.4), 10),
            within(1, bell(rng, loyalty.satisfaction + mood / 3, 0.6), 5),
            within(1, bell(rng, loyalty.effort + mood / 3, 1.1), 7),
        )
        shown = ("" if rng.random() < MISSING else cell for cell in cells)
        yield respondent, segment, *shown


def complaints(year: Complaints) -> Iterable[tuple[object, ...]]:
    """One row per day, touchpoint and kind with complaints."""
    rng = np.random.default_rng(year.seed)
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    busy = [_busy(year, day) for day in days]
    for day, factor in zip(days, busy, strict=True):
        for (touchpoint, kind), total in year.counts.items():
            chance = total * factor / sum(busy) / TRIES
            if n := sum(rng.random() < chance for _ in range(TRIES)):
                yield day.isoformat(), touchpoint, kind, n


def _busy(year: Complaints, day: date) -> float:
    factor = year.months.get(day.month, 1.0) * (year.weekend if day.weekday() >= 5 else 1.0)
    for first, last, more in year.spells:
        factor *= more if first <= day <= last else 1.0
    return factor
