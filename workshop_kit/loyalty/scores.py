"""NPS, CSAT and CES: what was counted, the figure, its interval, and what it carries."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.loyalty.counts import Counts, Scale, counted
from workshop_kit.loyalty.intervals import (
    NEEDED,
    Floats,
    evidence,
    mean_interval,
    net,
    net_interval,
)

if TYPE_CHECKING:
    from workshop_kit.loyalty.counts import Answers

Direction = Literal["easy", "hard"]
PROMOTER, PASSIVE = 9, 7
"""The least that a promoter and a passive answer."""


def nps(
    answers: "Answers",
    *,
    score: str = "recommend",
    by: str | Sequence[str] = (),
    level: float = 0.95,
    needed: tuple[int, int] = NEEDED,
) -> pd.DataFrame:
    """Net promoter score: promoters less detractors, in points.

    Parameters
    ----------
    answers : frame, or a sequence of scores
        One row per respondent with the column `score`, 0..10, empty where not answered; or counts
        with a column `n` besides. Kinds of frames as in `tally`.
    score : str
        The column of the answers to "would you recommend us?".
    by : str or sequence of str
        Columns to keep apart, such as `"segment"`. Empty cells in them form a group of their own.
    level : float
        Confidence of the interval.
    needed : (int, int)
        From so many answers on a figure is exploratory, and a statement.

    Returns
    -------
    pandas.DataFrame
        One row per group, sorted by `by`; one row in all without it:

        - `*by`; `n` : respondents who answered; `missing` : who did not.
        - `promoters` (9, 10), `passives` (7, 8), `detractors` (0..6) : counts.
        - `nps` : -100..100; `se` : its standard error; NaN where n is 0.
        - `low`, `high` : adjusted Wald interval, cut off at -100 and 100; NaN where n is 0.
        - `evidence` : "counts" (fewer than 10 answers: say only what was counted), "exploratory"
          (fewer than 30) or "statement"; `level`.

    Raises
    ------
    ValueError
        For a score that is no whole number 0..10, a count below 0, a missing column (see `tally`),
        or an option outside its range.

    Notes
    -----
    With shares p of promoters and d of detractors: nps = 100 (p - d),
    se = 100 √((p + d - (p - d)²) / n). The interval takes p and d from promoters + 3/4,
    detractors + 3/4 and n + 3, so it has a width even where all are promoters; it is not centred
    on the score, and of one answer it may leave the score outside.
    There are no tiers such as "good" or "excellent" here: none with checkable bounds is known to
    us, and what is usual differs by industry, country and way of asking.
    The numbers of answers needed are our own convention.

    References
    ----------
    Rocks, B. (2016). Interval estimation for the "Net Promoter Score". The American Statistician.
    arXiv:1601.07235.

    Examples
    --------
    Three promoters and one detractor of five:

    >>> nps([10, 10, 9, 7, 3])[["n", "promoters", "passives", "detractors", "nps"]]
       n  promoters  passives  detractors   nps
    0  5          3         1           1  40.0
    """
    stats.check_level(level)
    table, counts = counted(answers, score, by, (0, 10))
    table["promoters"] = counts[:, PROMOTER:].sum(axis=1)
    table["passives"] = counts[:, PASSIVE:PROMOTER].sum(axis=1)
    table["detractors"] = counts[:, :PASSIVE].sum(axis=1)
    sides = table["promoters"], table["detractors"], table["n"]
    value, se = net(*sides)
    low, high = net_interval(*sides, level)
    table["nps"], table["se"] = 100 * value, 100 * se
    table["low"], table["high"] = 100 * low, 100 * high
    return table.assign(evidence=evidence(table["n"], needed), level=level)


def csat(
    answers: "Answers",
    *,
    score: str = "satisfaction",
    by: str | Sequence[str] = (),
    scale: Scale = (1, 5),
    satisfied: int | None = None,
    level: float = 0.95,
    needed: tuple[int, int] = NEEDED,
) -> pd.DataFrame:
    """Customer satisfaction: the share of the two highest answers, and the mean.

    Parameters
    ----------
    answers, score, by, level, needed
        As in `nps`; scores lie on `scale`.
    scale : (int, int)
        The least and the most satisfied answer.
    satisfied : int, optional
        From which answer on a customer counts as satisfied; by default the two highest.

    Returns
    -------
    pandas.DataFrame
        One row per group, as in `nps`:

        - `*by`, `n`, `missing`.
        - `satisfied` : their count; `csat` : their share of n, 0..1; `low`, `high` : Wilson
          interval. NaN where n is 0.
        - `mean`, `sd` (n - 1 below) of the scores; `mean_low`, `mean_high` : t interval, cut off at
          the ends of the scale. NaN for too few answers, the interval also where all are the same.
        - `evidence`, `level` as in `nps`.

    Raises
    ------
    ValueError
        As `nps`.

    References
    ----------
    Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> csat([5, 4, 4, 2])[["n", "satisfied", "csat", "mean"]]
       n  satisfied  csat  mean
    0  4          3  0.75  3.75
    """
    table, counts = counted(answers, score, by, scale)
    first = scale[1] - 1 if satisfied is None else satisfied
    if not scale[0] < first <= scale[1]:
        raise ValueError(f"satisfied must lie on the scale {scale} above its least. Got {first}.")
    table["satisfied"] = counts[:, first - scale[0] :].sum(axis=1)
    table["csat"] = table["satisfied"] / table["n"].where(table["n"] > 0)
    table["low"], table["high"] = stats.wilson(table["satisfied"], table["n"], level)
    table["mean"], table["sd"] = _moments(counts, scale)
    table["mean_low"], table["mean_high"] = mean_interval(
        table["mean"].to_numpy(), table["sd"].to_numpy(), table["n"], level, scale
    )
    return table.assign(evidence=evidence(table["n"], needed), level=level)


def ces(
    answers: "Answers",
    *,
    score: str = "effort",
    by: str | Sequence[str] = (),
    high_is: Direction = "easy",
    scale: Scale = (1, 7),
    sides: tuple[int, int] = (3, 6),
    level: float = 0.95,
    needed: tuple[int, int] = NEEDED,
) -> pd.DataFrame:
    """Customer effort: the mean answer, and how many found it easy less how many found it hard.

    Parameters
    ----------
    answers, score, by, level, needed
        As in `nps`; scores lie on `scale`.
    high_is : {"easy", "hard"}
        What the highest answer says. "Made it easy for me" on 1..7 is easy; "how much effort" is
        hard. Nothing in the data tells: whoever asked must say it.
    scale : (int, int)
        The lowest and the highest answer.
    sides : (int, int)
        Up to which answer it was hard, and from which on easy, where the highest is easy; where it
        is hard they are mirrored (of 1..7: easy up to 2, hard from 5).

    Returns
    -------
    pandas.DataFrame
        One row per group, as in `nps`:

        - `*by`, `n`, `missing`; `easy`, `neutral`, `hard` : counts.
        - `mean`, `sd` (n - 1 below) of the scores as they were given; `low`, `high` : t interval,
          cut off at the ends of the scale. NaN for too few answers, the interval also where all
          are the same.
        - `index` : 100 (easy - hard) / n, -100..100, above 0 means easy whatever the direction;
          `index_low`, `index_high` : adjusted Wald interval as in `nps`.
        - `high_is`, `scale_low`, `scale_high` : how to read the mean.
        - `evidence`, `level` as in `nps`.

    Raises
    ------
    ValueError
        As `nps`.

    Notes
    -----
    Where the cuts lie differs between suppliers: some count 5 as easy too. Compare an index only
    with one that was cut in the same places.

    Examples
    --------
    >>> ces([7, 6, 4, 2], high_is="hard")[["easy", "neutral", "hard", "mean", "index"]]
       easy  neutral  hard  mean  index
    0     1        1     2  4.75  -25.0
    """
    stats.check_level(level)
    if high_is not in ("easy", "hard"):
        raise ValueError(f"high_is must be 'easy' or 'hard'. Got {high_is!r}.")
    low, high = scale
    if not low <= sides[0] < sides[1] <= high:
        raise ValueError(f"sides must be two rising scores on the scale {scale}. Got {sides!r}.")
    table, counts = counted(answers, score, by, scale)
    toward_easy = counts if high_is == "easy" else counts[:, ::-1]
    table["easy"] = toward_easy[:, sides[1] - low :].sum(axis=1)
    table["neutral"] = toward_easy[:, sides[0] - low + 1 : sides[1] - low].sum(axis=1)
    table["hard"] = toward_easy[:, : sides[0] - low + 1].sum(axis=1)
    table["mean"], table["sd"] = _moments(counts, scale)
    table["low"], table["high"] = mean_interval(
        table["mean"].to_numpy(), table["sd"].to_numpy(), table["n"], level, scale
    )
    ends = table["easy"], table["hard"], table["n"]
    table["index"] = 100 * net(*ends)[0]
    index_low, index_high = net_interval(*ends, level)
    table["index_low"], table["index_high"] = 100 * index_low, 100 * index_high
    table["high_is"], table["scale_low"], table["scale_high"] = high_is, low, high
    return table.assign(evidence=evidence(table["n"], needed), level=level)


def _moments(counts: Counts, scale: Scale) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each row of counts; NaN where there are too few."""
    scores, n = np.arange(scale[0], scale[1] + 1), counts.sum(axis=1)
    some, several = np.where(n > 0, n, np.nan), np.where(n > 1, n - 1, np.nan)
    mean = (counts * scores).sum(axis=1) / some
    squares = (counts * (scores - mean[:, None]) ** 2).sum(axis=1)
    return mean, np.sqrt(squares / several)
