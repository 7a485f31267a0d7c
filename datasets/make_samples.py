"""Write the csv files of the sample companies: python datasets/make_samples.py [FOLDER].

Lakeside Hotel is synthetic. Digital payments holds published counts. README.md says more.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np

T = TypeVar("T")

SEED = 20261067  # tried and chosen: each feature comes out as meant, one of them as a close call
MISSING = 0.03  # of the functional, the dysfunctional and the importance answers, each
STRAIGHT_LINERS = 0.015  # people who tick "neutral" down the whole page, as every survey has some

SEGMENTS = {
    "tour-group": 58,
    "senior": 40,
    "family": 62,
    "wellness": 28,
    "corporate": 44,
    "ota": 28,
}

# How guests of one type answer, in percent of the categories of the classic evaluation table.
TYPES = {
    "A": {"A": 56, "O": 12, "M": 3, "I": 25, "R": 2, "Q": 2},
    "O": {"A": 16, "O": 54, "M": 14, "I": 13, "R": 1, "Q": 2},
    "M": {"A": 3, "O": 23, "M": 57, "I": 14, "R": 1, "Q": 2},
    "I": {"A": 15, "O": 4, "M": 6, "I": 69, "R": 4, "Q": 2},
    "R": {"A": 6, "O": 2, "M": 4, "I": 32, "R": 53, "Q": 3},
}

# The type of each feature by segment, in the order of SEGMENTS; two letters: an even mix.
LATENT = {
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

# How often each need was voiced, by cohort. New members speak of the basics and of money;
# the longer they stay, the more it is about comfort of their own and about being known.
COHORTS = ("three-months", "half-year", "one-year", "two-years")
NEEDS = {
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
}

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


def draw(rng: np.random.Generator, weights: Mapping[T, int]) -> T:
    """One value, as often as its weight says."""
    # From random() alone: NumPy may change what choice() makes of a seed from version to version.
    ticket = int(rng.random() * sum(weights.values()))
    return [value for value, weight in weights.items() for _ in range(weight)][ticket]


def respondents(rng: np.random.Generator) -> list[str]:
    """The segment of each respondent, in the mixed order in which answers come in."""
    segments = [segment for segment, n in SEGMENTS.items() for _ in range(n)]
    return [segments[i] for i in np.argsort(rng.random(len(segments)), kind="stable")]


def kano_answers() -> Iterable[tuple[object, ...]]:
    """One row per respondent and feature; an empty cell is a question not answered."""
    rng = np.random.default_rng(SEED)
    column = {segment: i for i, segment in enumerate(SEGMENTS)}
    for number, segment in enumerate(respondents(rng), start=1):
        straight = rng.random() < STRAIGHT_LINERS
        level = draw(rng, PERSON)
        for feature, types in LATENT.items():
            weights: Counter[str] = Counter()
            for letter in types[column[segment]]:
                weights.update(TYPES[letter])
            category = draw(rng, weights)
            pair = draw(rng, PAIRS[category])
            importance = min(9, max(1, IMPORTANCE[category] + level + draw(rng, CHANCE)))
            cells = (3, 3, 5) if straight else (*pair, importance)
            shown = ("" if rng.random() < MISSING else cell for cell in cells)
            yield f"r{number:03}", segment, feature, *shown


def needs() -> Iterable[tuple[object, ...]]:
    for i, cohort in enumerate(COHORTS):
        for need, counts in NEEDS.items():
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
    hotel, payments = folder / "lakeside-hotel", folder / "digital-payments"
    answers = "respondent segment feature functional dysfunctional importance"
    write_csv(hotel / "kano_answers.csv", answers, kano_answers())
    write_csv(hotel / "needs.csv", "cohort need count", needs())
    tally = "segment feature functional dysfunctional n"
    write_csv(payments / "kano_tally.csv", tally, published_tally())


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
