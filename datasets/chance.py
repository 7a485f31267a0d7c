"""Chance for the sample companies: the same seed gives the same values on every machine."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def draw(rng: np.random.Generator, weights: Mapping[T, int]) -> T:
    """One value, as often as its weight says."""
    # From random() alone: NumPy may change what choice() makes of a seed from version to version.
    ticket = int(rng.random() * sum(weights.values()))
    return [value for value, weight in weights.items() for _ in range(weight)][ticket]


def bell(rng: np.random.Generator, middle: float, spread: float) -> float:
    """A number around the middle, two thirds of them within the spread, none beyond three."""
    return middle + spread * 2 * float(rng.random(3).sum() - 1.5)


def within(low: int, value: float, high: int) -> int:
    """The nearest whole number between two limits."""
    return min(high, max(low, round(value)))


def mixed(groups: Mapping[str, int], rng: np.random.Generator) -> list[str]:
    """The group of each person, in the mixed order in which people come in."""
    people = [group for group, n in groups.items() for _ in range(n)]
    return [people[i] for i in np.argsort(rng.random(len(people)), kind="stable")]
