"""Segments side by side: where one differs from all others, and how sure that is."""

import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import group_names
from workshop_kit.kano.analysis import Evaluation, classify
from workshop_kit.kano.counts import TAKEN

_COLUMNS = ["measure", "value", "n_others", "value_others"]
_COLUMNS += ["difference", "difference_low", "difference_high", "differs"]


def differences(
    tally: pd.DataFrame,
    *,
    by: str = "segment",
    evaluation: Evaluation = "classic",
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare each group's Better and Worse with those of everybody else.

    Parameters
    ----------
    tally : pandas.DataFrame
        The counts of `tally` by the column `by`.
    by : str
        The column of the groups. Rows without a group count as "everybody else" only.
    evaluation : {"classic", "pouliot", "short"}
        The evaluation table.
    level : float
        Confidence of the intervals.

    Returns
    -------
    pandas.DataFrame
        Two rows per group and feature, sorted:

        - the column `by`, `feature`, `measure` : "better", then "worse".
        - `n` : the group's answers that count (A + O + M + I); `value` : its coefficient, 0..1 or
          -1..0.
        - `n_others`, `value_others` : the same of everybody else who was asked about the feature.
        - `difference` : value - value_others, -1..1; `difference_low`, `difference_high` : its
          interval. Above 0 the group gains more by the feature (better) or loses less without it
          (worse).
        - `differs` : True where the interval excludes 0.

        NaN and False where either side has no answer that counts.

    Raises
    ------
    ValueError
        For a bad tally (see `tally`), no column `by`, or an option outside its choices.

    Notes
    -----
    Newcombe's interval for the difference of two independent shares (method 10, from the two Wilson
    intervals). At 95 % one comparison in twenty excludes 0 by chance: of many, expect a few.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions.
    Statistics in Medicine 17, 873-890.

    Examples
    --------
    Nine of ten families are delighted (1/3, A), three of ten others; nobody misses it.

    >>> counts = pd.DataFrame({"segment": ["family", "family", "solo", "solo"], "feature": "pool",
    ...                        "functional": [1, 3, 1, 3], "dysfunctional": 3, "n": [9, 1, 3, 7]})
    >>> table = differences(counts).query("segment == 'family'").round(2)
    >>> table[["measure", "value", "value_others", "difference_low", "difference_high", "differs"]]
      measure  value  value_others  difference_low  difference_high  differs
    0  better    0.9           0.3            0.17             0.81     True
    1   worse    0.0           0.0           -0.28             0.28    False
    """
    group_names(by, (*TAKEN, *_COLUMNS))
    own = classify(tally, by=by, evaluation=evaluation).dropna(subset=[by])
    every = classify(tally, evaluation=evaluation).set_index("feature").loc[own["feature"]]
    n = own[["A", "O", "M", "I"]].sum(axis=1)
    others = every[["A", "O", "M", "I"]].sum(axis=1).to_numpy() - n
    parts = []
    for measure, first, sign in (("better", "A", 1), ("worse", "M", -1)):
        k = own[first] + own["O"]
        k_others = (every[first] + every["O"]).to_numpy() - k
        # worse = -k / n, so that its difference is the others' share less the group's.
        (k1, n1), (k2, n2) = ((k, n), (k_others, others))[::sign]
        difference, low, high = stats.newcombe(k1, n1, k2, n2, level)
        part = own[[by, "feature"]].assign(measure=measure, n=n)
        part["value"] = sign * (k / n.where(n > 0)) + 0.0  # + 0.0: never -0.0
        part["n_others"] = others
        part["value_others"] = sign * (k_others / others.where(others > 0)) + 0.0
        part["difference"], part["difference_low"], part["difference_high"] = difference, low, high
        parts.append(part)
    table = pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)
    table["differs"] = (table["difference_low"] > 0) | (table["difference_high"] < 0)
    return table
