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
_AT_ONCE = 1_000  # rows of distances

STARTS, REFITS = 20, 5
"""Starts of k-means for what is shown, and for each of the many that it is held against."""

TOLERANCE = 0.01
"""Silhouettes this close count as equal: the smaller number of segments is taken."""

WAVES = 40
"""Terms of the series for correlations of attributes that are cut up into few values."""

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
    _, own, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    n, k = len(own), len(sizes)
    if k < 2:
        return np.full(n, np.nan)
    found = np.zeros(n)
    for rows in np.array_split(np.arange(n), n // _AT_ONCE + 1):
        # The sums of scikit-learn's silhouette_samples, which makes them row by row in Python.
        bins = np.arange(len(rows))[:, None] * k + own
        sums = np.bincount(bins.ravel(), between[rows].ravel(), len(rows) * k).reshape(-1, k)
        mine = np.arange(len(rows)), own[rows]
        with np.errstate(invalid="ignore"):
            within = sums[mine] / (sizes[own[rows]] - 1)
            sums[mine] = np.inf
            beyond = (sums / sizes).min(axis=1)
            found[rows] = np.nan_to_num((beyond - within) / np.maximum(within, beyond))
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
    columns: Sequence[Column],
    ks: Sequence[int],
    k: int | None,
    crowds: int,
    rng: np.random.Generator,
) -> tuple[int, dict[int, float]]:
    """How many crowds without groups fall into segments as clearly as these customers do.

    Without `k`, the customers' number of segments is chosen as those of the crowds are.

    Returns
    -------
    as_clear : int
        Crowds whose silhouette exceeds the crowds' mean, at the number of segments that they would
        choose, by as much as the customers' does at `k`, or more.
    silhouette : dict
        Mean silhouette of all crowds for each number of segments.
    """
    crowd = Crowd(columns)
    real, sizes = _clarity(columns, ks)
    k = choose(real, sizes) if k is None else k
    drawn = [_clarity(crowd.draw(rng), ks) for _ in range(crowds)]
    mean = {i: float(np.mean([silhouette[i] for silhouette, _ in drawn])) for i in ks}
    chosen = [(silhouette, choose(silhouette, smallest)) for silhouette, smallest in drawn]
    above = [silhouette[own] - mean[own] for silhouette, own in chosen]
    return sum(excess >= real[k] - mean[k] - 1e-9 for excess in above), mean


def in_categories_only(
    columns: Sequence[Column], ks: Sequence[int], crowds: int, rng: np.random.Generator
) -> bool:
    """Whether a crowd without groups is as clear as these customers are without their categories.

    A crowd orders a category's values along one line; customers may differ along several, and
    those at both ends of a line may have the same value.
    """
    lines = [column for column in columns if column.kind != "category"]
    if len(lines) == len(columns):
        return False
    different = len(np.unique(encode(lines), axis=0)) if lines else 1
    ks = [k for k in ks if k <= different]
    return not ks or held_against_crowds(lines, ks, None, crowds, rng)[0] > 0


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
    Normal variables with the real customers' correlations are cut up into what was known of them.
    Numbers and ordered levels get the distribution with a single peak that is nearest to the real
    one. The values of a category are put in order along the line on which they differ most in all
    else, and each goes to as many customers as it has. What is missing stays missing, so that gaps
    that lie together are no groups either.

    The correlations are those before cutting up (polychoric): a coarse attribute shows less of
    them, and would lose as much again in the crowd.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.varied = [c.name for c in columns if np.ptp(c.known)]
        self.shapes = {c.name: one_peak(c.known) for c in columns if c.kind != "category"}
        self.places = {c.name: _places(c, columns) for c in columns if c.kind == "category"}
        ordered = [
            replace(c, values=_put(c, self.places[c.name])) if c.name in self.places else c
            for c in columns
            if c.name in self.varied
        ]
        self.mixture = mixture(ordered)

    def draw(self, rng: np.random.Generator) -> list[Column]:
        size = len(self.columns[0].values)
        normal = rng.normal(size=(size, len(self.varied))) @ self.mixture
        scores = dict(zip(self.varied, normal.T, strict=True))
        return [
            replace(c, values=self._values(c, scores[c.name])) if c.name in scores else c
            for c in self.columns
        ]

    def _values(self, column: Column, scores: Floats) -> Floats:
        from scipy.special import ndtr

        values = column.values.copy()
        if column.kind == "category":
            place = self.places[column.name]
            own = np.flatnonzero(~column.missing)
            along = column.known[np.argsort(place[column.known.astype(int)], kind="stable")]
            values[own[np.argsort(scores[own])]] = along
            return values
        edges, below = self.shapes[column.name]
        values[:] = np.interp(ndtr(scores), below, edges)
        if _whole(column.known):
            values = np.clip(np.round(values), column.known.min(), column.known.max())
        values[column.missing] = np.nan
        return values


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


def _places(column: Column, columns: Sequence[Column]) -> Floats:
    """Places of a category's values on the line on which they differ most in all else."""
    places = np.arange(len(column.levels), dtype=float)
    others = [other for other in columns if other.name != column.name]
    if len(places) < 3 or not others:
        return places
    points, codes = encode(others)[~column.missing], column.known.astype(int)
    n = np.bincount(codes, minlength=len(places))
    heights = np.array([np.bincount(codes, point, len(places)) for point in points.T])
    middles = heights / np.maximum(n, 1)
    middles -= (heights.sum(axis=1) / n.sum())[:, None]
    along = np.linalg.svd(middles * np.sqrt(n), full_matrices=False)[0][:, 0] @ middles
    places[np.argsort(along, kind="stable")] = np.arange(len(places))
    return places


def _put(column: Column, places: Floats) -> Floats:
    values = column.values.copy()
    values[~column.missing] = places[column.known.astype(int)]
    return values


def mixture(columns: Sequence[Column]) -> Floats:
    """What turns independent normal variables into those that show as these columns, once cut up.

    The square root of the matrix of their correlations.
    """
    scored = [_steps(column) for column in columns]
    found = np.eye(len(columns))
    for i, (one, waves) in enumerate(scored):
        for j, (other, others) in enumerate(scored[:i]):
            both = ~np.isnan(one) & ~np.isnan(other)
            a, b = one[both], other[both]
            if len(a) and np.ptp(a) and np.ptp(b):
                shown = float(np.corrcoef(a, b)[0, 1])
                found[i, j] = found[j, i] = _uncut(shown, waves * others)
    # Correlations of pairs, each from other customers, may contradict each other a little.
    sizes, axes = np.linalg.eigh(found)
    root = np.sqrt(np.maximum(sizes, 0.0))[:, None] * axes.T
    mixed: Floats = root / np.sqrt((root**2).sum(axis=0))
    return mixed


def _steps(column: Column) -> tuple[Floats, Floats]:
    """Mean of a normal variable within each value's share of it, and their Hermite coefficients.

    With orthonormal Hermite polynomials, two variables of correlation r that are cut up show a
    correlation of the sum over m of c_m d_m r^m.
    """
    from scipy.special import ndtri

    _, place, n = np.unique(column.known, return_inverse=True, return_counts=True)
    cuts = ndtri(np.cumsum(n)[:-1] / n.sum())
    height = np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)
    means = -np.diff(height, prepend=0.0, append=0.0) * n.sum() / n
    spread = np.sqrt((means**2 * n).sum() / n.sum())
    rises = np.diff(means) * height / spread
    waves, before, wave = [], np.zeros_like(cuts), np.ones_like(cuts)
    for m in range(1, WAVES + 1):
        waves.append((rises * wave).sum() / np.sqrt(m))
        before, wave = wave, (cuts * wave - np.sqrt(m - 1) * before) / np.sqrt(m)
    values = column.values.copy()
    values[~column.missing] = means[place]
    return values, np.array(waves)


def _uncut(shown: float, waves: Floats) -> float:
    """The correlation that shows as `shown` once both sides are cut up, by halving."""
    powers = np.arange(1, len(waves) + 1)
    low, high = -0.99, 0.99
    for _ in range(20):
        middle = (low + high) / 2
        if (waves * middle**powers).sum() < shown:
            low = middle
        else:
            high = middle
    return middle
