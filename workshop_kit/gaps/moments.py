"""Means, variances and reliability of answers, read off their sums."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit import stats

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """What the answers of some respondents to some items sum up to.

    Attributes
    ----------
    n : int
        Respondents.
    names : tuple of (item, side)
    sums : ndarray
        Of each variable, counted from `origin`.
    spread : ndarray
        n Σxy - Σx Σy of each pair: exactly 0 where a variable does not vary, as all is in halves.
    """

    n: int
    names: tuple[tuple[str, str], ...]
    sums: Floats
    spread: Floats
    origin: float

    def of(self, side: str) -> Floats:
        """1 for the variables of a side, 0 for the others."""
        return np.array([float(found == side) for _, found in self.names])

    @property
    def items(self) -> list[str]:
        return list(dict.fromkeys(item for item, _ in self.names))

    def mean(self, weights: Floats) -> float:
        """Mean over the items of a side, or of one side less another; NaN where nobody counts."""
        k = len(self.items)
        if not self.n:
            return float("nan")
        return float(weights @ self.sums / (self.n * k) + self.origin * weights.sum() / k)

    def sd(self, weights: Floats) -> float:
        """Standard deviation of that over respondents, n - 1 below; NaN for fewer than two."""
        if self.n < 2:
            return float("nan")
        variance = float(weights @ self.spread @ weights) / (self.n * (self.n - 1))
        return float(np.sqrt(max(variance, 0.0)) / len(self.items))

    def alpha(self, *sides: tuple[str, float], level: float) -> tuple[float, float, float]:
        """Cronbach's alpha of a side, or of one less another, with Feldt's interval."""
        k = len(self.items)
        spread = np.zeros((k, k))
        places = {side: np.flatnonzero(self.of(side)) for side, _ in sides}
        for one, sign in sides:
            for other, other_sign in sides:
                part = self.spread[np.ix_(places[one], places[other])]
                spread += sign * other_sign * part
        return stats.cronbach(spread, self.n, level)


def moments_of(rows: pd.DataFrame) -> Moments:
    """The moments of rows of a tally that share their basis and respondents: all pairs of theirs.

    Rows of parts may stand together: they are added up.
    """
    added: dict[tuple[tuple[str, str], tuple[str, str]], Floats] = {}
    ones, others = (
        zip(rows[item].tolist(), rows[side].tolist(), strict=True)
        for item, side in (("item", "side"), ("other", "other_side"))
    )
    sums = rows[["n", "sum", "product"]].to_numpy(dtype=float)
    for one, other, row in zip(ones, others, sums, strict=True):
        added[one, other] = added[one, other] + row if (one, other) in added else row
    names = tuple(one for one, other in added if one == other)
    place = {name: i for i, name in enumerate(names)}
    n = int(max((row[0] for row in added.values()), default=0))
    totals = np.array([added[name, name][1] for name in names])
    spread = np.zeros((len(names), len(names)))
    for (one, other), (_n, _sum, product) in added.items():
        i, j = place[one], place[other]
        spread[i, j] = spread[j, i] = n * product - totals[i] * totals[j]
    origin = float(rows["origin"].iloc[0]) if len(rows) else float("nan")
    return Moments(n, names, totals, spread, origin)
