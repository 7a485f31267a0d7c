"""KANO from answers to one row per feature: pure functions on tidy frames.

Codes on both sides of the question pair: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike.
Categories: M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit import stats
from workshop_kit.frames import group_names, listed
from workshop_kit.kano.counts import TAKEN, grid

Evaluation = Literal["classic", "pouliot", "short"]
Rule = Literal["mode", "blauth"]

CATEGORIES = ("M", "O", "A", "I", "R", "Q")
"""Every category, in the order in which equal counts are decided."""

# Rows functional 1..5, columns dysfunctional 1..5.
TABLES: dict[str, tuple[str, ...]] = {
    "classic": ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"),
    "pouliot": ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"),
    "short": ("  AAO", "  IIM", "  IIM", "     ", "     "),
}
DRAWS = 1_000
FONG = 1.65
FUNCTIONAL_SCORES = np.array([4.0, 2.0, 0.0, -1.0, -2.0])
DYSFUNCTIONAL_SCORES = np.array([-2.0, -1.0, 0.0, 2.0, 4.0])
# Columns that the results add to the tally's: a group of such a name would be overwritten.
_CLASSIFIED = (
    *(*CATEGORIES, "category", "mode", "blauth", "runner_up", "tie", "better", "better_low"),
    *("better_high", "worse", "worse_low", "worse_high", "category_strength", "total_strength"),
    *("fong_margin", "fong_threshold", "fong_significant", "significant", "stability"),
)
_AVERAGED = (
    *(f"{part}_{side}" for side in ("functional", "dysfunctional") for part in ("n", "mean", "sd")),
    "zone",
)


def classify(
    tally: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    evaluation: Evaluation = "classic",
    rule: Rule = "mode",
    tolerance: float = 0.0,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Find the category of each feature, its satisfaction coefficients, and how sure both are.

    Parameters
    ----------
    tally : pandas.DataFrame
        The counts of `tally`: `feature, functional, dysfunctional, n` and the columns of `by`.
        Columns of the tally that `by` does not name are summed over.
    by : str or sequence of str
        Columns that form groups of their own, such as `"segment"`.
    evaluation : {"classic", "pouliot", "short"}
        The evaluation table. Pouliot's calls the same answer on both sides questionable except
        for neutral. The short form has three answers a side: functional 1, 2, 3 and
        dysfunctional 3, 4, 5.
    rule : {"mode", "blauth"}
        What `category` holds.
    tolerance : float
        Share of `n`, 0..1, within which the first of M, O, A, I is taken instead of the largest.
    level : float
        Confidence of intervals and of `significant`.
    seed : int
        Seed of `stability`. The same counts always give the same figure.

    Returns
    -------
    pandas.DataFrame
        One row per group and feature:

        - `n` : answers with both sides; `A, O, M, I, R, Q` : counts, they sum to `n`.
        - `category` : by `rule`; `mode`, `blauth` : by either; missing where `n` is 0.
        - `runner_up` : the category with the largest count besides `category`, if any was chosen.
        - `tie` : True where the order M > O > A > I > R > Q decided, not the counts alone.
        - `better` 0..1, `worse` -1..0, each with `_low` and `_high` (Wilson); signed, so that
          `worse_low <= worse <= worse_high`. NaN where A + O + M + I is 0.
        - `category_strength` : (largest - second largest) / n; `total_strength` : (A + O + M) / n.
        - `fong_margin`, `fong_threshold` : counts; `fong_significant` : margin >= threshold.
        - `significant` : exact two-sided binomial test of the two largest counts given their sum
          rejects that they are equal at 1 - `level`.
        - `stability` : share of 1,000 draws from Dirichlet(counts + 1/2) that keep `category`.

    Raises
    ------
    ValueError
        For a bad tally (see `tally`), a negative count, or an option outside its choices.

    Notes
    -----
    better = (A + O) / (A + O + M + I), worse = -(O + M) / (A + O + M + I); R and Q stay outside.
    Mode: the largest count; equal counts go M > O > A > I > R > Q. Blauth: the largest of O, A, M
    if O + A + M > I + R + Q, else the largest of I, R, Q. Fong: the two largest counts a, b
    without Q differ when |a - b| >= 1.65 √((a + b)(2n - a - b) / 2n). Its 1.65 is nominal (for two
    equal categories it errs in 13-24 % of cases), so `significant` decides by the exact test.

    References
    ----------
    Kano, Seraku, Takahashi, Tsuji (1984). Quality 14(2), 147-156.
    Berger et al. (1993). Center for Quality Management Journal 2(4), 3-36.
    Lee, Newcomb (1997). Quality Management Journal 4(3), 95-106.
    Fong (1996). Center for Quality Management Journal 5, 21-24.

    Examples
    --------
    >>> counts = pd.DataFrame({"feature": "wifi", "functional": [1, 1, 3],
    ...                        "dysfunctional": [5, 3, 5], "n": [6, 2, 2]})
    >>> classify(counts)[["feature", "n", "category", "better", "worse"]]
      feature   n category  better  worse
    0    wifi  10        O     0.8   -0.8
    """
    _check_options(evaluation, rule, tolerance)
    stats.check_level(level)
    index, cells = grid(tally, group_names(by, (*TAKEN, *_CLASSIFIED)))
    both = cells[:, 1:, 1:].reshape(len(cells), 25)
    counts = both @ _memberships(evaluation)
    if (lost := both.sum(1) - counts.sum(1)).any():
        raise outside_short(int(lost.sum()), index.loc[lost > 0, "feature"])
    table = index.assign(n=counts.sum(1))
    for letter in "AOMIRQ":
        table[letter] = counts[:, CATEGORIES.index(letter)]
    table = _decide(table, counts, rule, tolerance)
    table = _coefficients(table, level)
    table = _tests(table, counts, level)
    table["stability"] = [
        _stability(row, chosen, rule, tolerance, seed)
        for row, chosen in zip(counts, table["category"], strict=True)
    ]
    return table


def continuous(tally: pd.DataFrame, *, by: str | Sequence[str] = ()) -> pd.DataFrame:
    """Average each side of the question pair, as a second look beside the categories.

    Parameters
    ----------
    tally : pandas.DataFrame
        The counts of `tally`.
    by : str or sequence of str
        Columns that form groups of their own.

    Returns
    -------
    pandas.DataFrame
        `*by, feature, n_functional, mean_functional, sd_functional, n_dysfunctional,
        mean_dysfunctional, sd_dysfunctional, zone`. Means lie in -2..4; missing answers are left
        out side by side, not pairwise. sd has n - 1 below, NaN for fewer than two answers.
        `zone`: O, A, M or I; "R/Q" where a mean is negative; missing where a mean is.

    Notes
    -----
    Functional: like 4, must-be 2, neutral 0, live-with -1, dislike -2; dysfunctional the other way
    round. Zones: both means >= 2 O, functional only A, dysfunctional only M, else I. Different
    mixes of answers can have the same mean: read it beside the counts, not instead of them.

    References
    ----------
    DuMouchel in Berger et al. (1993). Center for Quality Management Journal 2(4), 20-23.

    Examples
    --------
    >>> counts = pd.DataFrame({"feature": "wifi", "functional": [1, 2],
    ...                        "dysfunctional": [5, 0], "n": [1, 1]})
    >>> continuous(counts)[["n_functional", "mean_functional", "n_dysfunctional", "zone"]]
       n_functional  mean_functional  n_dysfunctional zone
    0             2              3.0                1    O
    """
    table, cells = grid(tally, group_names(by, (*TAKEN, *_AVERAGED)))
    sides = {
        "functional": (cells.sum(2)[:, 1:], FUNCTIONAL_SCORES),
        "dysfunctional": (cells.sum(1)[:, 1:], DYSFUNCTIONAL_SCORES),
    }
    for side, (counts, scores) in sides.items():
        n = counts.sum(1)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = counts @ scores / n
            squares = (counts * (scores - mean[:, None]) ** 2).sum(1)
            table[f"n_{side}"] = n
            table[f"mean_{side}"] = mean
            table[f"sd_{side}"] = np.where(n > 1, np.sqrt(squares / (n - 1)), np.nan)
    f, d = table["mean_functional"], table["mean_dysfunctional"]
    missing, negative = f.isna() | d.isna(), (f < 0) | (d < 0)
    zones = [missing, negative, (f >= 2) & (d >= 2), f >= 2, d >= 2]
    table["zone"] = pd.Series(
        np.select(zones, ["", "R/Q", "O", "A", "M"], "I"), index=table.index
    ).where(~missing)
    return table


def evaluate(functional: int, dysfunctional: int, evaluation: Evaluation = "classic") -> str:
    """Look one pair of answers (1..5 each) up in the evaluation table.

    >>> evaluate(1, 5)
    'O'
    """
    _check_options(evaluation)
    inside = {functional, dysfunctional} <= {1, 2, 3, 4, 5}
    letter = TABLES[evaluation][functional - 1][dysfunctional - 1] if inside else " "
    if letter == " ":
        raise ValueError(
            f"The {evaluation} table has no cell for functional {functional}, "
            f"dysfunctional {dysfunctional}."
        )
    return letter


def letters(
    functional: pd.Series, dysfunctional: pd.Series, evaluation: Evaluation = "classic"
) -> pd.Series:
    """Look many pairs of answers (whole numbers 1..5) up; " " where the table has no cell."""
    _check_options(evaluation)
    cells = np.array([list(row) for row in TABLES[evaluation]], dtype=object)
    found = cells[functional.astype("int64") - 1, dysfunctional.astype("int64") - 1]
    return pd.Series(found, index=functional.index, dtype=object)


def outside_short(n: int, where: Iterable[object]) -> ValueError:
    """What to raise for answers that the short form does not have."""
    return ValueError(
        "With evaluation='short' the column 'functional' must hold 1, 2 or 3 and "
        f"'dysfunctional' 3, 4 or 5. Found {n} answers outside, in {listed(where)}. "
        "If the form numbers its answers 1 to 3 on both sides, add 2 to 'dysfunctional'."
    )


def _check_options(evaluation: str, rule: str = "mode", tolerance: float = 0.0) -> None:
    if evaluation not in TABLES:
        raise ValueError(f"evaluation must be one of {list(TABLES)}. Got {evaluation!r}.")
    if rule not in ("mode", "blauth"):
        raise ValueError(f"rule must be 'mode' or 'blauth'. Got {rule!r}.")
    if not 0 <= tolerance <= 1:
        raise ValueError(f"tolerance must be a share from 0 to 1. Got {tolerance!r}.")


def _memberships(evaluation: str) -> NDArray[np.int64]:
    """Which of the 25 cells counts for which category: (25, 6) of 0 and 1."""
    cells = list("".join(TABLES[evaluation]))
    return np.array([[cell == letter for letter in CATEGORIES] for cell in cells], dtype=np.int64)


def _mode(counts: NDArray[Any], tolerance: float) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Place of the chosen category and whether the order of CATEGORIES had to decide."""
    top = counts.max(-1, keepdims=True)
    near = counts == top
    # 1e-9 of n: a share such as 0.05 x 60 must reach a difference of exactly 3.
    within = tolerance * counts.sum(-1, keepdims=True) * (1 + 1e-9)
    near[..., :4] |= counts[..., :4] >= top - within
    return near.argmax(-1), near.sum(-1) > 1


def _blauth(counts: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    needed, rest = counts[..., :3], counts[..., 3:]
    first = needed.sum(-1) > rest.sum(-1)
    place = np.where(first, needed.argmax(-1), 3 + rest.argmax(-1))
    group = np.where(first[..., None], needed, rest)
    equal = (group == group.max(-1, keepdims=True)).sum(-1) > 1
    return place, equal | (needed.sum(-1) == rest.sum(-1))


def _decide(
    table: pd.DataFrame, counts: NDArray[np.int64], rule: Rule, tolerance: float
) -> pd.DataFrame:
    letters = np.array(CATEGORIES, dtype=object)
    some = counts.sum(1) > 0
    mode, mode_tie = _mode(counts, tolerance)
    blauth, blauth_tie = _blauth(counts)
    place, tie = (mode, mode_tie) if rule == "mode" else (blauth, blauth_tie)
    others = counts.copy()
    others[np.arange(len(counts)), place] = -1
    chosen = {
        "category": (place, some),
        "mode": (mode, some),
        "blauth": (blauth, some),
        "runner_up": (others.argmax(1), others.max(1, initial=-1) > 0),
    }
    for column, (places, known) in chosen.items():
        table[column] = pd.Series(letters[places], dtype=object).where(known, None)
    table["tie"] = tie & some
    return table


def _coefficients(table: pd.DataFrame, level: float) -> pd.DataFrame:
    counted = table[["A", "O", "M", "I"]].sum(axis=1)
    for name, first, sign in (("better", "A", 1), ("worse", "M", -1)):
        k = table[first] + table["O"]
        low, high = stats.wilson(k, counted, level)
        table[name] = sign * (k / counted.where(counted > 0)) + 0.0  # + 0.0: never -0.0
        table[f"{name}_low"] = (low if sign > 0 else -high) + 0.0
        table[f"{name}_high"] = (high if sign > 0 else -low) + 0.0
    return table


def _tests(table: pd.DataFrame, counts: NDArray[np.int64], level: float) -> pd.DataFrame:
    second, first = np.sort(counts, 1)[:, -2:].T
    b, a = np.sort(counts[:, :5], 1)[:, -2:].T
    n = table["n"].where(table["n"] > 0)
    table["category_strength"] = (first - second) / n
    table["total_strength"] = table[["A", "O", "M"]].sum(axis=1) / n
    table["fong_margin"] = a - b
    table["fong_threshold"] = FONG * np.sqrt((a + b) * (2 * n - a - b) / (2 * n))
    # All Q: margin and threshold are both 0, and nothing differs.
    table["fong_significant"] = (table["fong_margin"] >= table["fong_threshold"]) & (a > b)
    table["significant"] = stats.equal_shares_p(first, second) < 1 - level
    return table


def _stability(
    counts: NDArray[np.int64], chosen: str | None, rule: Rule, tolerance: float, seed: int
) -> float:
    if chosen is None:
        return float("nan")
    # Seeded by the counts, so that a feature's figure does not depend on the rows around it.
    rng = np.random.default_rng([seed, *counts.tolist()])
    shares = rng.dirichlet(counts + 0.5, DRAWS)
    place, _ = _mode(shares, tolerance) if rule == "mode" else _blauth(shares)
    return float((place == CATEGORIES.index(chosen)).mean())
