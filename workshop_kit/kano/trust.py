"""Which answers not to trust: respondents who contradict themselves, and what they change."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workshop_kit.frames import count_rows, require
from workshop_kit.kano.analysis import Evaluation, Rule, classify, letters, outside_short
from workshop_kit.kano.counts import check_filled, tally

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

FEWEST = 3
"""Fewer pairs than this never make a respondent suspicious."""

_PAIR = ["functional", "dysfunctional"]


def screen(
    answers: "IntoFrame", *, evaluation: Evaluation = "classic", limit: float = 0.3
) -> pd.DataFrame:
    """Find respondents whose answers are questionable or reverse too often.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame
        One row per respondent and feature with `respondent, feature, functional, dysfunctional`
        (1..5; null or NaN where not answered).
    evaluation : {"classic", "pouliot", "short"}
        The evaluation table. The short form has neither Q nor R: nobody is suspicious there.
    limit : float
        Share of a respondent's pairs, 0..1, above which Q or R is suspicious.

    Returns
    -------
    pandas.DataFrame
        One row for every respondent, the suspicious first, then by the larger of the two shares,
        then by respondent:

        - `respondent`; `n` : pairs answered on both sides, may be 0.
        - `Q, R` : counts; `q_share, r_share` : of `n`, NaN where `n` is 0.
        - `one_answer` : share 0..1 of the pair this respondent ticked most often, NaN where `n` is
          0. 1 is somebody who ticked the same all the way; it does not make anyone suspicious, as
          honest answers to few or similar features can agree.
        - `suspicious` : True where `q_share` or `r_share` is above `limit` and `n` at least 3.
        - `reason` : "Q", "R" or "Q+R", whichever is above the limit; missing for all others.

    Raises
    ------
    ValueError
        When a column is missing, a respondent or feature has no name, an answer is outside the
        scale or the form (see `tally` and `classify`), or `limit` outside 0..1.

    Notes
    -----
    Many Q mean that the questions were not read; many R that the two sides were taken for each
    other, or that a customer really would rather be without all of it: look before you leave anyone
    out. The limit is our convention, no test; in published surveys 2 to 6 % of all answers are Q.

    References
    ----------
    Nilsson-Witell, Fundin (2005). International Journal of Service Industry Management 16(2),
    152-168.

    Examples
    --------
    Two of three pairs of r1 are Q (1/1 twice); r2 answered nothing.

    >>> answers = pd.DataFrame({"respondent": ["r1", "r1", "r1", "r2"],
    ...                         "feature": ["wifi", "spa", "bar", "wifi"],
    ...                         "functional": [1, 1, 3, None], "dysfunctional": [1, 1, 5, None]})
    >>> screen(answers)[["respondent", "n", "Q", "R", "one_answer", "suspicious", "reason"]]
      respondent  n  Q  R  one_answer  suspicious reason
    0         r1  3  2  0    0.666667        True      Q
    1         r2  0  0  0         NaN       False   None
    """
    if not 0 <= limit <= 1:
        raise ValueError(f"limit must be a share from 0 to 1. Got {limit!r}.")
    rows = _asked(answers).to_native()
    tally(rows)  # refuses what is outside the scale, and names its feature
    pairs = count_rows(rows, ["respondent", *_PAIR])
    check_filled(pairs, "respondent")
    everybody = pairs["respondent"].unique()
    pairs = pairs.dropna(subset=_PAIR)
    n, by = pairs["n"], pairs["respondent"]
    letter = letters(pairs["functional"], pairs["dysfunctional"], evaluation)
    if (lost := letter.eq(" ")).any():
        raise outside_short(int(n[lost].sum()), by[lost].unique())
    parts = {"n": n, "Q": n.where(letter.eq("Q"), 0), "R": n.where(letter.eq("R"), 0)}
    table = pd.DataFrame(parts).groupby(by).sum().reindex(everybody, fill_value=0)
    some = table["n"].where(table["n"] > 0)
    table["q_share"], table["r_share"] = table["Q"] / some, table["R"] / some
    table["one_answer"] = n.groupby(by).max() / some
    return _judge(table, limit).rename_axis("respondent").reset_index()


def side_by_side(
    answers: "IntoFrame",
    *,
    evaluation: Evaluation = "classic",
    rule: Rule = "mode",
    tolerance: float = 0.0,
    limit: float = 0.3,
) -> pd.DataFrame:
    """Classify with all respondents and without the suspicious ones.

    Parameters
    ----------
    answers : pandas, Polars (eager or lazy), PyArrow or DuckDB frame
        As for `screen`.
    evaluation, rule, tolerance
        As for `classify`.
    limit : float
        As for `screen`.

    Returns
    -------
    pandas.DataFrame
        One row per feature: `feature, n, category, better, worse` of all respondents, then
        `n_without, category_without, better_without, worse_without` of those who are not
        suspicious (`n_without` is 0 and the others are missing where nobody is left), and `changed`
        (True where the categories differ).

    Raises
    ------
    ValueError
        As `screen` and `classify`.

    Examples
    --------
    r1 is suspicious (1/1 on three features), and the only one who was asked about the bar.

    >>> answers = pd.DataFrame({"respondent": ["r1", "r1", "r1", "r2"],
    ...                         "feature": ["wifi", "spa", "bar", "wifi"],
    ...                         "functional": [1, 1, 1, 3], "dysfunctional": [1, 1, 1, 5]})
    >>> table = side_by_side(answers)
    >>> table[["feature", "n", "category", "n_without", "category_without", "changed"]]
      feature  n category  n_without category_without  changed
    0     bar  1        Q          0             None     True
    1     spa  1        Q          0             None     True
    2    wifi  2        M          1                M    False
    """
    import narwhals as nw

    rows = _asked(answers)
    found = screen(answers, evaluation=evaluation, limit=limit)
    left_out = found.loc[found["suspicious"], "respondent"].tolist()
    # PyArrow does not look in an empty list.
    kept = rows.filter(~nw.col("respondent").is_in(left_out)) if left_out else rows
    columns = ["feature", "n", "category", "better", "worse"]
    both, without = (
        classify(tally(part.to_native()), evaluation=evaluation, rule=rule, tolerance=tolerance)
        for part in (rows, kept)
    )
    table = both[columns].merge(
        without[columns].astype({"feature": both["feature"].dtype}),
        on="feature",
        how="left",
        suffixes=("", "_without"),
    )
    table["n_without"] = table["n_without"].fillna(0).astype("int64")
    for column in ("category", "category_without"):
        table[column] = table[column].astype(object).where(table[column].notna(), None)
    table["changed"] = table["category"].fillna("") != table["category_without"].fillna("")
    return table


def _asked(answers: "IntoFrame") -> Any:
    """The columns of the question pairs only: a column `n` would make counts of the rows."""
    import narwhals as nw

    frame = nw.from_native(answers)
    columns = ["respondent", "feature", *_PAIR]
    require(frame.collect_schema().names(), columns)
    return frame.select(columns)


def _judge(table: pd.DataFrame, limit: float) -> pd.DataFrame:
    enough = table["n"] >= FEWEST
    q, r = enough & (table["q_share"] > limit), enough & (table["r_share"] > limit)
    table["suspicious"] = q | r
    reason = np.select([q & r, q, r], ["Q+R", "Q", "R"], "")
    table["reason"] = pd.Series(reason, table.index, dtype=object).where(q | r, None)
    worst = table[["q_share", "r_share"]].max(axis=1).fillna(-1)
    return table.iloc[np.lexsort((-worst, ~table["suspicious"]))]
