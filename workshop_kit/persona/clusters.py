"""Segments found in customer data: how many, how clear, how lasting, and what they stand out by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.persona import structure, verdicts
from workshop_kit.persona.attributes import (
    Attributes,
    Column,
    check_customers,
    encode,
    read_columns,
    written,
)
from workshop_kit.persona.contrasts import contrasts
from workshop_kit.persona.labels import Names

FEWEST, STATEMENT = 20, 200
"""Our own convention: see "How many answers it takes" in docs/methods.md."""

MOST_SEGMENTS, MOST_ASKED_FOR = 6, 12
CHOICES = ["k", "silhouette", "crowd", "stability", "smallest", "chosen"]
_AT_ONCE = 1_000  # customers of a crowd


class TooFewError(ValueError):
    """Raised where there are fewer customers than segments can be looked for in."""


@dataclass(frozen=True, eq=False)
class Segments:
    """What `segments` found, or the segments that a profile gives.

    Attributes
    ----------
    customers : pandas.DataFrame
        `customer`; `segment` : "s1" (the largest), "s2", ..., missing where nothing is known of the
        customer; `silhouette` : -1..1, how much nearer the customer is to the own segment than to
        the next one; NaN outside the sample.
    sizes : pandas.DataFrame
        One row per segment: `segment, n, share` (of the customers in segments).
    profile : pandas.DataFrame
        See `segment_profile`.
    choices : pandas.DataFrame
        One row per number of segments looked at: `k`, mean `silhouette`, `crowd` (that of the
        crowds without groups; NaN for numbers that were not compared), `stability` (mean adjusted
        Rand index), `smallest` (size of the smallest segment in the sample), `chosen`.
    k, n, n_missing, n_sample : int
        Segments; customers in them; customers of whom no attribute is known; customers that the
        segments were made from (all others went to the nearest centre).
    silhouette, stability, stability_low, stability_high : float
        Of the chosen number; the limits hold the middle 90 % of the resamples.
    crowds, as_clear : int
        Crowds without groups that were tried, and how many of them fell apart as clearly.
    verdict : {"supported", "weak", "none", "given"}
        "given": from the profile, nothing was looked for.
    doubts : tuple of str
        Why the verdict is not "supported": see the notes of `segments`. With "given": "few"
        customers, or "no-attributes".
    left_out : mapping of attribute to "constant" or "missing"
        Attributes that tell nobody apart, and those known of less than half of the customers.
    missing : mapping of attribute to int
        Missing cells of the attributes that were used, where there are any.
    names : Names
        Labels of attributes, levels and segments for charts and sentences.
    """

    customers: pd.DataFrame
    sizes: pd.DataFrame
    profile: pd.DataFrame
    choices: pd.DataFrame
    k: int
    n: int
    n_missing: int
    n_sample: int
    silhouette: float = np.nan
    stability: float = np.nan
    stability_low: float = np.nan
    stability_high: float = np.nan
    crowds: int = 0
    as_clear: int = 0
    verdict: verdicts.Verdict = "given"
    doubts: tuple[verdicts.Doubt, ...] = ()
    left_out: Mapping[str, Literal["constant", "missing"]] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    @property
    def exploratory(self) -> bool:
        """Whether this is a finding to look into rather than a statement."""
        return self.verdict != "supported" or self.n < STATEMENT


def segments(
    customers: pd.DataFrame,
    *,
    attributes: Attributes,
    k: int | None = None,
    seed: int = 0,
    resamples: int = 30,
    crowds: int = 40,
    sample: int = 5_000,
) -> Segments:
    """Find segments of customers who resemble each other, and say how far the data support them.

    Parameters
    ----------
    customers : pandas.DataFrame
        One row per customer: `customer` (each once) and the attributes. Cells may be empty.
    attributes : mapping or sequence of str
        Attribute to `"number"`, `"category"` (at most 50 different values) or a list of ordered
        levels, lowest first. Of mere column names the kind is taken from the dtype: numbers,
        ordered categoricals, all else categories.
    k : int, optional
        How many segments: 2 up to a tenth of the customers, at most 12. By default chosen from 2
        to min(6, n/10).
    seed : int
        The same customers, attributes and seed give the same segments, in whatever order the rows
        stand.
    resamples : int
        Bootstrap resamples for the stability of each number of segments, 2 or more.
    crowds : int
        Crowds without groups that the segments are held against. The verdict would err in one of
        `crowds` + 1 cases if customers without groups were drawn like the crowds; what it does
        err in was measured: see docs/methods.md.
    sample : int
        Of more customers than this, so many are drawn (by the seed): the segments are made from
        them, and all customers go to the nearest centre.

    Returns
    -------
    Segments

    Raises
    ------
    ValueError
        When fewer than 20 customers have any attribute, a customer has no name or stands twice, a
        column is missing, a cell does not fit its attribute's kind (every one is named), or an
        option is outside its choices.

    Notes
    -----
    *Distance.* Every attribute weighs the same. A number, or the place 0, 1, 2, ... of an ordered
    level, is centred and divided by its standard deviation. A category becomes one 0/1 column per
    value, divided by √(1 - Σ pⱼ²), pⱼ the values' shares: then its columns have a total variance of
    1 too, and two customers drawn at random lie as far apart by a category as by a number. Gaps are
    filled first: variances are those of the filled columns, which are scaled to 1.

    *Missing.* A number or level is set to the median, a category to the shares of all customers:
    what is not known draws nobody to either side. Such cells are counted. Attributes known of less
    than half of the customers, and those with one value only, are left out and named.

    *Segments.* k-means, k-means++ with 20 starts. The number of segments has the highest mean
    silhouette; of those within 0.01 of it, the smallest; numbers that make a segment of fewer than
    5 customers (of the sample) are not taken.

    *Verdict.* A silhouette above 0 proves nothing: any crowd can be cut up. So 40 crowds are
    invented that have the same attributes, numbers and levels with the single-peaked distribution
    nearest to the real one, categories with the real shares, all with the same correlations, but
    without groups, and are cut up in the same way.

    - "none" when a crowd falls apart as clearly ("crowd"), the segments are not found again in
      resamples (mean adjusted Rand index below 0.65: "unstable"), a segment has fewer than 5
      customers ("small"), or all customers are the same ("alike");
    - "weak" when the segments overlap (silhouette at most 0.25: "overlapping"), are found again
      only roughly (index below 0.80: "shaky"), or a crowd falls apart as clearly once categories
      are left aside ("categories");
    - "supported" otherwise: a statement from 200 customers on, below that an exploratory finding.

    Shuffling the columns instead would call every correlation a group: customers who use little or
    much of everything are a crowd along a line. So are customers who say yes to few or to many
    questions: groups that show in nothing but categories or levels that go together cannot be told
    from such a line, and the verdict on them is "none".

    Kaufman and Rousseeuw are stricter: to them a mean silhouette up to 0.25 is no substantial
    structure, and 0.26 to 0.50 is weak and could be artificial. Our words are one step milder, by
    our own convention, since crowds and resamples have a say here too.

    References
    ----------
    Arthur, Vassilvitskii (2007). k-means++. Proceedings of SODA, 1027-1035.
    Rousseeuw (1987). Journal of Computational and Applied Mathematics 20, 53-65; Kaufman, Rousseeuw
    (1990). Finding Groups in Data (0.25, see above).
    Hubert, Arabie (1985). Journal of Classification 2, 193-218; Steinley (2004). Psychological
    Methods 9, 386-396 (0.65 and 0.80).
    Hennig (2007). Computational Statistics & Data Analysis 52, 258-271 (resamples).
    Liu, Hayes, Nobel, Marron (2008). Journal of the American Statistical Association 103,
    1281-1293; Helgeson, Vock, Bair (2021). Biometrics 77, 1215-1226 (crowds with a single peak).

    Examples
    --------
    Ten customers use about 10, fifteen about 50:

    >>> customers = pd.DataFrame({"customer": range(25), "use": [*range(8, 18), *range(43, 58)]})
    >>> found = segments(customers, attributes={"use": "number"})
    >>> found.sizes
      segment   n  share
    0      s1  15    0.6
    1      s2  10    0.4
    >>> found.profile[["segment", "attribute", "value", "overall"]]
      segment attribute  value  overall
    0      s1       use   50.0     35.0
    1      s2       use   12.5     35.0
    >>> found.verdict, found.exploratory
    ('supported', True)
    """
    import sklearn
    from threadpoolctl import threadpool_limits

    _check_options(seed=seed, resamples=resamples, crowds=crowds, sample=sample)
    check_customers(customers)
    # By name, so that the order of the rows changes nothing.
    names = customers["customer"].map(written).reset_index(drop=True)
    order = np.argsort(names.to_numpy(str), kind="stable")
    table = customers.iloc[order]
    every = read_columns(table, attributes)
    columns, left_out = _used(every)
    known = ~np.logical_and.reduce([column.missing for column in columns or every])
    if known.sum() < FEWEST:
        raise TooFewError(
            f"Segments need at least {FEWEST} customers with attributes. Found {known.sum()}."
        )
    columns = [column.at(known) for column in columns]
    # Threads add up in any order, and the last digit of a sum may decide where a customer goes.
    # Only libraries that are loaded by then are held to one thread.
    import_module("sklearn.cluster")
    # Hundreds of small fits: checking each one's options and points again takes longer than some.
    checked = sklearn.config_context(assume_finite=True, skip_parameter_validation=True)
    with threadpool_limits(1), checked:
        found = _search(columns, int(known.sum()), k, seed, resamples, crowds, sample)
    groups = np.full(len(table), -1)
    groups[known] = found.pop("groups")
    scores = np.full(len(table), np.nan)
    scores[known] = found.pop("scores")
    back = np.argsort(order)
    codes = [f"s{i + 1}" for i in range(int(groups.max()) + 1)]
    segment = pd.Series([None if g < 0 else codes[g] for g in groups[back]], dtype=object)
    return Segments(
        customers=pd.DataFrame(
            {
                "customer": customers["customer"].to_numpy(),
                "segment": segment,
                "silhouette": scores[back],
            }
        ),
        sizes=segment_sizes(groups[known], codes),
        profile=contrasts(columns, groups[known], codes),
        n=int(known.sum()),
        n_missing=int((~known).sum()),
        left_out=left_out,
        missing={c.name: int(c.missing.sum()) for c in columns if c.missing.any()},
        **found,
    )


def _check_options(**options: int) -> None:
    for name, value in options.items():
        low = {"resamples": 2, "crowds": 1, "sample": 1_000}.get(name, 0)
        if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < low:
            raise ValueError(f"{name} must be a whole number from {low}. Got {value!r}.")


def _used(columns: Sequence[Column]) -> tuple[list[Column], dict[str, Any]]:
    """The columns that can tell customers apart, and why the others are left out."""
    used, left_out = [], {}
    for column in columns:
        if 2 * column.missing.sum() > len(column.values):
            left_out[column.name] = "missing"
        elif len(np.unique(column.known)) < 2:
            left_out[column.name] = "constant"
        else:
            used.append(column)
    return used, left_out


def _search(
    columns: Sequence[Column],
    n: int,
    k: int | None,
    seed: int,
    resamples: int,
    crowds: int,
    sample: int,
) -> dict[str, Any]:
    """Everything that depends on which segments there are."""
    rng = np.random.default_rng(seed)
    points = encode(columns) if columns else np.zeros((n, 1))
    rows = np.sort(rng.choice(n, sample, replace=False)) if n > sample else np.arange(n)
    drawn = points[rows]
    most = min(MOST_ASKED_FOR, n // 10, len(np.unique(drawn, axis=0)))
    if most < 2:
        return _one_segment(n)
    ks = list(range(2, min(MOST_SEGMENTS, most) + 1))
    if k is not None:
        if k not in range(2, most + 1):
            raise ValueError(f"k must be 2 to {most} for these {n} customers. Got {k!r}.")
        ks = sorted({*ks, k})
    between = structure.distances(drawn)
    fits = {i: structure.fit(drawn, i, int(rng.integers(2**31))) for i in ks}
    scores = {i: structure.silhouettes(between, fits[i].labels_) for i in ks}
    again = {i: structure.stability(drawn, fits[i].labels_, i, resamples, rng) for i in ks}
    smallest = {i: int(np.bincount(fits[i].labels_).min()) for i in ks}
    mean = {i: float(scores[i].mean()) for i in ks}
    chosen = k if k is not None else structure.choose(mean, smallest)
    few = np.sort(rng.choice(len(rows), _AT_ONCE, replace=False)) if len(rows) > _AT_ONCE else ...
    held = [column.at(rows[few]) for column in columns]
    as_clear, crowd = structure.held_against_crowds(
        held, ks if k is None else [k], chosen, crowds, rng
    )
    groups = _by_size(fits[chosen].predict(points))
    silhouette = np.full(n, np.nan)
    silhouette[rows] = scores[chosen]
    stability = float(again[chosen].mean())
    low, high = np.quantile(again[chosen], [0.05, 0.95])
    doubts = verdicts.doubts(mean[chosen], stability, as_clear, smallest[chosen])
    if not doubts and structure.in_categories_only(held, ks, crowds, rng):
        doubts = ("categories",)
    return {
        "groups": groups,
        "scores": silhouette,
        "choices": pd.DataFrame(
            [
                [i, mean[i], crowd.get(i, np.nan), again[i].mean(), smallest[i], i == chosen]
                for i in ks
            ],
            columns=CHOICES,
        ),
        "k": chosen,
        "n_sample": len(rows),
        "silhouette": mean[chosen],
        "stability": stability,
        "stability_low": float(low),
        "stability_high": float(high),
        "crowds": crowds,
        "as_clear": as_clear,
        "verdict": verdicts.verdict(doubts),
        "doubts": doubts,
    }


def _one_segment(n: int) -> dict[str, Any]:
    return {
        "groups": np.zeros(n, dtype=int),
        "scores": np.full(n, np.nan),
        "choices": pd.DataFrame(columns=CHOICES),
        "k": 1,
        "n_sample": n,
        "verdict": "none",
        "doubts": ("alike",),
    }


def _by_size(labels: NDArray[np.int32]) -> NDArray[np.int64]:
    """Labels from 0 anew, the largest group first; of equal ones the one that occurs first."""
    found, first, counts = np.unique(labels, return_index=True, return_counts=True)
    place = np.empty(found.max() + 1, dtype=np.int64)
    place[found[np.lexsort([first, -counts])]] = np.arange(len(found))
    return place[labels]


def segment_sizes(groups: NDArray[np.integer[Any]], codes: Sequence[str]) -> pd.DataFrame:
    """How many customers each segment has, and what share of all who are in one."""
    n = np.bincount(groups[groups >= 0], minlength=len(codes))
    return pd.DataFrame({"segment": list(codes), "n": n, "share": n / max(n.sum(), 1)})
