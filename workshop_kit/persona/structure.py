"""How clear and how lasting groups are: silhouettes, resamples, crowds without groups."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workshop_kit.persona.attributes import Column, Floats, encode

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

Labels = NDArray[np.int64]

STARTS, REFITS = 20, 5
"""Starts of k-means for what is shown, and for each of the many that it is held against."""

TOLERANCE = 0.01
"""Silhouettes this close count as equal: the smaller number of segments is taken."""

SMALLEST = 5
"""A number of segments that makes one with fewer customers than this is not taken by itself."""


def fit(points: Floats, k: int, seed: int, starts: int = STARTS) -> "KMeans":
    """K-means++ with several starts."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        # A resample may hold fewer different customers than segments: then it has fewer segments.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return KMeans(k, n_init=starts, random_state=seed).fit(points)


def distances(points: Floats) -> Floats:
    """Distances between all customers."""
    from sklearn.metrics import pairwise_distances

    between: Floats = pairwise_distances(points)
    np.fill_diagonal(between, 0.0)  # rounding leaves 1e-8, which silhouette_samples refuses
    return between


def silhouettes(between: Floats, labels: Labels) -> Floats:
    """Silhouette of each customer, (b - a) / max(a, b), given all distances.

    a is the mean distance to one's own segment, b to the nearest other one; 0 for a customer alone
    in a segment. NaN where all are in one.
    """
    from sklearn.metrics import silhouette_samples

    if len(np.unique(labels)) < 2:
        return np.full(len(labels), np.nan)
    found: Floats = silhouette_samples(between, labels, metric="precomputed")
    return found


def choose(silhouette: Mapping[int, float], smallest: Mapping[int, int]) -> int:
    """The number of segments with the highest mean silhouette.

    Only numbers whose segments all have `SMALLEST` customers are looked at, if there is one; of
    those within `TOLERANCE` of the highest, the smallest is taken.
    """
    able = [k for k in silhouette if smallest[k] >= SMALLEST] or list(silhouette)
    best = max(silhouette[k] for k in able)
    return min(k for k in able if silhouette[k] >= best - TOLERANCE)


def stability(
    points: Floats, labels: Labels, k: int, resamples: int, rng: np.random.Generator
) -> Floats:
    """Adjusted Rand index of a segmentation with each of those made from bootstrap resamples.

    Each resample is segmented anew; then all customers go to its nearest centres.
    """
    from sklearn.metrics import adjusted_rand_score

    found = []
    for _ in range(resamples):
        drawn = points[rng.integers(len(points), size=len(points))]
        again = fit(drawn, k, int(rng.integers(2**31)), REFITS).predict(points)
        found.append(adjusted_rand_score(labels, again))
    return np.array(found, dtype=float)


def held_against_crowds(
    columns: Sequence[Column], ks: Sequence[int], k: int, crowds: int, rng: np.random.Generator
) -> tuple[int, dict[int, float]]:
    """How many crowds without groups fall into segments as clearly as these customers do.

    Returns
    -------
    as_clear : int
        Crowds whose silhouette exceeds the crowds' mean, at the number of segments that they would
        choose, by as much as the customers' does at `k`, or more.
    silhouette : dict
        Mean silhouette of all crowds for each number of segments.
    """
    crowd = Crowd(columns)
    real, _ = _clarity(columns, ks)
    drawn = [_clarity(crowd.draw(rng), ks) for _ in range(crowds)]
    mean = {k: float(np.mean([silhouette[k] for silhouette, _ in drawn])) for k in ks}
    chosen = [(silhouette, choose(silhouette, smallest)) for silhouette, smallest in drawn]
    above = [silhouette[own] - mean[own] for silhouette, own in chosen]
    return sum(excess >= real[k] - mean[k] - 1e-9 for excess in above), mean


def _clarity(
    columns: Sequence[Column], ks: Sequence[int]
) -> tuple[dict[int, float], dict[int, int]]:
    """Mean silhouette and size of the smallest segment for each number of segments."""
    points = encode(columns)
    between = distances(points)
    labels = {k: fit(points, k, 0, REFITS).labels_ for k in ks}
    silhouette = {k: float(silhouettes(between, labels[k]).mean()) for k in ks}
    return silhouette, {k: int(np.bincount(labels[k], minlength=k).min()) for k in ks}


class Crowd:
    """Customers invented so that they resemble the real ones, but have no groups.

    Notes
    -----
    Numbers and ordered levels: normal scores with the real customers' correlations, turned into
    values of the distribution with a single peak that is nearest to the real one. Categories: dealt
    out anew. What is missing stays missing, so that gaps that lie together are no groups either.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.shapes = {
            c.name: one_peak(c.known) for c in columns if c.kind != "category" and np.ptp(c.known)
        }
        scores = [_normal_scores(c) for c in columns if c.name in self.shapes]
        self.correlation = np.atleast_2d(np.corrcoef(scores)) if scores else np.empty((0, 0))

    def draw(self, rng: np.random.Generator) -> list[Column]:
        from scipy.special import ndtr

        size, width = len(self.columns[0].values), len(self.correlation)
        shares = iter(
            ndtr(rng.multivariate_normal(np.zeros(width), self.correlation, size, method="eigh")).T
            if width
            else ()
        )
        drawn = []
        for column in self.columns:
            values = column.values.copy()
            if column.name in self.shapes:
                edges, below = self.shapes[column.name]
                values[:] = np.interp(next(shares), below, edges)
                if _whole(column.known):
                    values = np.clip(np.round(values), column.known.min(), column.known.max())
                values[column.missing] = np.nan
            else:
                values[~column.missing] = rng.permutation(column.known)
            drawn.append(replace(column, values=values))
        return drawn


def one_peak(values: Floats) -> tuple[Floats, Floats]:
    """The distribution with a single peak that is nearest to some values.

    Returns
    -------
    edges, below : ndarray
        Edges of a histogram's bins and the share of the distribution below each, 0 to 1.

    Notes
    -----
    A histogram (up to 100 bins with equally many values, or one bin per whole number where these
    are at most 30) whose density is made to rise to one bin and to fall from there by isotonic
    regression; of all bins the one that leaves the smallest squared error is the peak.

    Examples
    --------
    Of 6 zeros, 1 one and 3 twos, one and two become equal: the hollow between is filled up.

    >>> edges, below = one_peak(np.repeat([0.0, 1, 2], [6, 1, 3]))
    >>> edges.tolist(), np.diff(below).round(2).tolist()
    ([-0.5, 0.5, 1.5, 2.5], [0.6, 0.2, 0.2])
    """
    from sklearn.isotonic import isotonic_regression

    edges = _edges(values)
    width, share = np.diff(edges), np.histogram(values, edges)[0] / len(values)
    density = share / width
    best, least = share, np.inf
    for peak in range(len(width)):
        up, down = slice(None, peak + 1), slice(peak, None)
        rising = isotonic_regression(density[up], sample_weight=width[up])
        falling = isotonic_regression(density[down], sample_weight=width[down], increasing=False)
        mass = np.concatenate([rising[:-1], [max(rising[-1], falling[0])], falling[1:]]) * width
        mass /= mass.sum()
        if (loss := float(((mass - share) ** 2 / width).sum())) < least:
            best, least = mass, loss
    return edges, np.concatenate([[0.0], np.minimum(np.cumsum(best), 1.0)])


def _edges(values: Floats) -> Floats:
    low, high = values.min(), values.max()
    if _whole(values) and high - low < 30:
        return np.arange(low - 0.5, high + 1)
    bins = int(np.clip(len(values) // 3, 5, 100))
    edges = np.unique(np.quantile(values, np.linspace(0, 1, bins + 1)))
    if _whole(values):
        edges = np.unique(np.append(np.floor(edges) - 0.5, high + 0.5))
    return edges


def _whole(values: Floats) -> bool:
    return bool((values == np.round(values)).all())


def _normal_scores(column: Column) -> Floats:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    filled = np.where(column.missing, np.median(column.known), column.values)
    scores: Floats = ndtri((rankdata(filled) - 0.5) / len(filled))
    return scores
