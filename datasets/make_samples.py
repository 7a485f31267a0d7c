"""Write the csv files of the sample companies: python datasets/make_samples.py [FOLDER].

Digital payments holds published counts; the other companies are synthetic. README.md says more.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from chance import draw, mixed
from make_curves import JOURNEYS, curves
from make_customers import POPULATIONS, customers
from make_gaps import GAPS, gap_answers, servqual_answers, servqual_weights
from make_loyalty import COMPLAINTS, complaints, loyalty_answers

MISSING = 0.03  # of the functional, the dysfunctional and the importance answers, each


class Survey(NamedTuple):
    """What one company's customers think: the answers are drawn from it."""

    seed: int  # tried and chosen: each feature comes out as README.md says
    segments: Mapping[str, int]  # how many of each were asked
    # The type of each feature by segment, in the order of segments; two letters: an even mix.
    latent: Mapping[str, tuple[str, ...]]
    # How often each need was voiced, by cohort, in the order of COHORTS.
    needs: Mapping[str, tuple[int, int, int, int]]
    straight_liners: float = 0  # share of people who tick "neutral" down the whole page
    # How a respondent of this number ticks: "neutral", "swapped" or "random".
    habits: Mapping[int, str] = MappingProxyType({})


# How customers of one type answer, in percent of the categories of the classic evaluation table.
TYPES = {
    "A": {"A": 56, "O": 12, "M": 3, "I": 25, "R": 2, "Q": 2},
    "O": {"A": 16, "O": 54, "M": 14, "I": 13, "R": 1, "Q": 2},
    "M": {"A": 3, "O": 23, "M": 57, "I": 14, "R": 1, "Q": 2},
    "I": {"A": 15, "O": 4, "M": 6, "I": 69, "R": 4, "Q": 2},
    "R": {"A": 6, "O": 2, "M": 4, "I": 32, "R": 53, "Q": 3},
}

# Which pair of answers (functional, dysfunctional) stands behind a category, and how often.
PAIRS = {
    "A": {(1, 2): 1, (1, 3): 5, (1, 4): 4},
    "O": {(1, 5): 1},
    "M": {(2, 5): 6, (3, 5): 3, (4, 5): 1},
    "I": {(3, 3): 9, (3, 4): 5, (2, 3): 3, (2, 4): 4, (2, 2): 1, (3, 2): 1, (4, 3): 2, (4, 4): 1},
    "R": {(2, 1): 1, (3, 1): 3, (4, 1): 4, (5, 1): 2, (5, 2): 2, (5, 3): 3, (5, 4): 1},
    "Q": {(1, 1): 3, (5, 5): 2},
}

# Importance, 1-9: the level of the category, a person's own level and chance.
IMPORTANCE = {"A": 5, "O": 7, "M": 8, "I": 4, "R": 3, "Q": 5}
PERSON = {-1: 1, 0: 2, 1: 1}
CHANCE = {-2: 1, -1: 3, 0: 5, 1: 3, 2: 1}

# Somebody who ticks at random: mostly the ends of the scale, and any importance.
ENDS = {1: 4, 3: 1, 5: 4}
ANY = dict.fromkeys(range(1, 10), 1)

COHORTS = ("three-months", "half-year", "one-year", "two-years")

LAKESIDE = Survey(
    seed=20261067,
    segments={
        "tour-group": 58,
        "senior": 40,
        "family": 62,
        "wellness": 28,
        "corporate": 44,
        "ota": 28,
    },
    latent={
        "lobby-scent": ("I", "I", "I", "A", "I", "I"),
        "early-check-in": ("I", "A", "A", "A", "AO", "A"),
        "clean-room": ("M", "M", "M", "MO", "M", "M"),
        "quiet-night": ("M", "MO", "O", "O", "M", "MO"),
        "pillow-menu": ("AI", "A", "A", "A", "A", "A"),
        "wifi-speed": ("O", "I", "O", "IO", "MO", "O"),
        "daily-housekeeping": ("M", "MO", "M", "IR", "M", "R"),
        "robot-delivery": ("I", "R", "A", "I", "I", "AI"),
        "breakfast-choice": ("O", "O", "O", "A", "I", "O"),
        "accurate-bill": ("MI", "M", "M", "M", "M", "MO"),
    },
    # New members speak of the basics and of money; the longer they stay, the more it is about
    # comfort of their own and about being known.
    needs={
        "no-queue": (31, 22, 14, 9),
        "easy-parking": (24, 15, 9, 6),
        "room-on-arrival": (12, 18, 26, 21),
        "welcoming-lobby": (6, 4, 2, 1),
        "clean-bed": (34, 25, 19, 17),
        "sound-sleep": (17, 26, 22, 19),
        "right-pillow": (2, 6, 15, 18),
        "safe-bathroom": (4, 6, 9, 13),
        "steady-calls": (11, 23, 17, 12),
        "fresh-towels": (14, 16, 11, 7),
        "things-brought-up": (5, 9, 12, 8),
        "light-breakfast": (7, 9, 13, 16),
        "food-for-children": (10, 13, 9, 4),
        "no-hidden-charges": (27, 16, 8, 5),
        "invoice-ready": (8, 14, 12, 10),
        "late-check-out": (0, 5, 16, 23),
        "remember-me": (1, 4, 13, 27),
    },
    straight_liners=0.015,
)

BINHAI = Survey(
    seed=20265892,
    segments={"household": 72, "small-business": 46, "industry": 24, "special-care": 38},
    latent={
        "online-connection": ("O", "O", "MO", "I"),
        "counter-appointment": ("I", "I", "I", "AI"),
        "elder-service": ("I", "I", "I", "O"),
        "on-time-visit": ("O", "O", "M", "O"),
        "safety-check": ("A", "A", "M", "A"),
        "clear-bill": ("M", "M", "MO", "M"),
        "energy-advice": ("A", "A", "O", "I"),
        "smart-assistant": ("A", "A", "I", "R"),
        "outage-notice": ("M", "MO", "M", "M"),
        "repair-progress": ("O", "O", "O", "IO"),
    },
    # The new want to be connected and to read the bill; the old to save and to be looked after.
    needs={
        "no-trip": (29, 21, 12, 8),
        "connected-sooner": (33, 14, 5, 3),
        "no-queue": (18, 15, 9, 7),
        "help-elderly": (4, 7, 10, 13),
        "said-time": (22, 16, 11, 9),
        "old-wiring": (2, 5, 12, 17),
        "medical-backup": (3, 4, 6, 6),
        "steady-voltage": (9, 12, 15, 16),
        "readable-bill": (26, 28, 17, 11),
        "invoice": (7, 11, 9, 8),
        "spend-less": (6, 13, 22, 28),
        "peak-price": (5, 12, 18, 15),
        "ev-charger": (8, 9, 14, 19),
        "real-person": (10, 14, 16, 20),
        "answer-at-night": (7, 9, 8, 5),
        "early-warning": (21, 25, 27, 24),
        "when-back": (17, 23, 24, 22),
        "own-contact": (1, 3, 9, 18),
    },
    habits={23: "swapped", 64: "random", 97: "neutral", 131: "swapped", 158: "random"},
)

XINGYUN = Survey(
    seed=20261378,
    segments={"premium": 6, "high-value": 8, "senior": 9, "young": 10, "business": 7},
    latent={
        "keep-number": ("I", "I", "I", "AI", "AI"),
        "quick-store": ("M", "O", "MO", "I", "O"),
        "on-time-install": ("M", "O", "MO", "MO", "M"),
        "wifi-setup": ("A", "A", "A", "AI", "AO"),
        "gigabit": ("O", "O", "I", "O", "AO"),
        "no-surprise": ("M", "M", "M", "M", "M"),
        "scam-alert": ("I", "A", "O", "I", "AI"),
        "member-perks": ("A", "A", "I", "A", "I"),
    },
    # The new want to be set up without fuss; the old ask why only the new get the good offers.
    needs={
        "same-number": (9, 4, 2, 1),
        "no-long-queue": (7, 6, 4, 4),
        "easy-cancel": (2, 5, 7, 9),
        "no-day-waiting": (12, 7, 3, 2),
        "every-room": (10, 11, 8, 6),
        "plain-words": (8, 6, 5, 5),
        "show-me": (3, 4, 5, 6),
        "no-lag": (6, 9, 10, 8),
        "fixed-today": (5, 8, 9, 9),
        "lift-signal": (3, 5, 6, 5),
        "only-ordered": (11, 10, 8, 7),
        "clear-plan": (9, 6, 4, 3),
        "fast-invoice": (2, 3, 3, 2),
        "fewer-scams": (4, 6, 8, 9),
        "useful-perks": (1, 3, 6, 7),
        "loyal-deals": (0, 2, 9, 16),
    },
)

SURVEYS = {"lakeside-hotel": LAKESIDE, "binhai-power": BINHAI, "xingyun-telecom": XINGYUN}

# Reppel 2022, survey on digital money transfers, N = 358, features F6 to F9 of the public
# repository REPPL/Doing-research-online-the-kano-model. Rows functional 1-5, columns
# dysfunctional 1-5, 1 like to 5 dislike.
PUBLISHED = {
    "anonymous": (
        (13, 21, 32, 38, 19),
        (11, 10, 20, 9, 3),
        (9, 31, 70, 10, 4),
        (10, 11, 9, 7, 2),
        (10, 7, 1, 1, 0),
    ),
    "convenient": (
        (12, 10, 13, 47, 121),
        (3, 6, 9, 32, 57),
        (2, 5, 19, 7, 2),
        (2, 3, 2, 4, 0),
        (0, 1, 1, 0, 0),
    ),
    "reliable": (
        (14, 15, 24, 39, 122),
        (1, 7, 10, 23, 63),
        (1, 4, 15, 3, 1),
        (2, 4, 3, 2, 2),
        (0, 2, 1, 0, 0),
    ),
    "responsive": (
        (11, 12, 27, 106, 76),
        (3, 6, 13, 28, 20),
        (4, 5, 19, 3, 4),
        (1, 4, 6, 1, 1),
        (0, 1, 1, 2, 4),
    ),
}


def kano_answers(survey: Survey) -> Iterable[tuple[object, ...]]:
    """One row per respondent and feature; an empty cell is a question not answered."""
    rng = np.random.default_rng(survey.seed)
    column = {segment: i for i, segment in enumerate(survey.segments)}
    for number, segment in enumerate(mixed(survey.segments, rng), start=1):
        straight = rng.random() < survey.straight_liners
        habit = "neutral" if straight else survey.habits.get(number)
        level = draw(rng, PERSON)
        for feature, types in survey.latent.items():
            weights: Counter[str] = Counter()
            for letter in types[column[segment]]:
                weights.update(TYPES[letter])
            category = draw(rng, weights)
            pair = draw(rng, PAIRS[category])
            importance = min(9, max(1, IMPORTANCE[category] + level + draw(rng, CHANCE)))
            cells = (*pair, importance)
            if habit == "neutral":
                cells = (3, 3, 5)
            elif habit == "swapped":
                cells = (pair[1], pair[0], importance)
            elif habit == "random":
                cells = (draw(rng, ENDS), draw(rng, ENDS), draw(rng, ANY))
            shown = ("" if rng.random() < MISSING else cell for cell in cells)
            yield f"r{number:03}", segment, feature, *shown


def needs(survey: Survey) -> Iterable[tuple[object, ...]]:
    for i, cohort in enumerate(COHORTS):
        for need, counts in survey.needs.items():
            yield cohort, need, counts[i]


def published_tally() -> Iterable[tuple[object, ...]]:
    """One row per feature and pair of answers that was given; the survey names no segments."""
    for feature, grid in PUBLISHED.items():
        for functional, row in enumerate(grid, start=1):
            for dysfunctional, n in enumerate(row, start=1):
                if n:
                    yield "", feature, functional, dysfunctional, n


def write_csv(path: Path, header: str, rows: Iterable[tuple[object, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def write_samples(folder: Path) -> None:
    """Write every csv file of the sample companies below `folder`: same bytes on every run."""
    answers = "respondent segment feature functional dysfunctional importance"
    for company, survey in SURVEYS.items():
        write_csv(folder / company / "kano_answers.csv", answers, kano_answers(survey))
        write_csv(folder / company / "needs.csv", "cohort need count", needs(survey))
    for company, population in POPULATIONS.items():
        header, *rows = customers(population)
        write_csv(folder / company / "customers.csv", " ".join(map(str, header)), rows)
    points = "persona group author version position touchpoint valence reason"
    for company, journeys in JOURNEYS.items():
        write_csv(folder / company / "curves.csv", points, curves(journeys))
    for company, gaps in GAPS.items():
        place = folder / company
        servqual = "respondent segment item expectation perception"
        servqual += " minimum" if gaps.width else ""
        write_csv(place / "servqual_answers.csv", servqual, servqual_answers(gaps))
        weights = "respondent dimension points"
        write_csv(place / "servqual_weights.csv", weights, servqual_weights(gaps))
        inside = "respondent role gap measure dimension item score"
        write_csv(place / "gap_answers.csv", inside, gap_answers(gaps))
        year = "date touchpoint kind count"
        write_csv(place / "complaints.csv", year, complaints(COMPLAINTS[company]))
        loyalty = "respondent segment recommend satisfaction effort"
        write_csv(place / "loyalty_answers.csv", loyalty, loyalty_answers(company))
    tally = "segment feature functional dysfunctional n"
    write_csv(folder / "digital-payments" / "kano_tally.csv", tally, published_tally())


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
