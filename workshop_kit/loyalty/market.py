"""What problems in the experience cost: the market damage model, with the range of its inputs."""

from collections.abc import Mapping
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from workshop_kit import stats
from workshop_kit.frames import listed
from workshop_kit.loyalty.intervals import Floats

Input: TypeAlias = float | tuple[float, float, float]
Inputs = Mapping[str, Input]
Values = dict[str, Any]

INPUTS = (
    *("customers", "problem", "complain", "satisfied", "mollified"),
    *("loss_satisfied", "loss_mollified", "loss_dissatisfied", "loss_silent", "loss_usual"),
    "value",
)
"""What the model asks for, in the order in which one asks."""

OPTIONAL = ("mollified", "loss_mollified", "loss_usual")
OUTCOMES = ("satisfied", "mollified", "dissatisfied", "silent")
"""What became of a customer with a problem: three kinds of complaint, and no complaint."""

DRAWS = 20_000
_AMOUNTS = ("customers", "value")


def damage(
    inputs: Inputs, *, draws: int = DRAWS, seed: int = 0, level: float = 0.90
) -> pd.DataFrame:
    """How many customers, and how much money, problems in the experience cost.

    Parameters
    ----------
    inputs : mapping
        Each a number, or (low, likely, high) where it is not known exactly:

        - `customers` : how many there are; `problem` : share of them who met with a problem in the
          period; `complain` : share of those who complained.
        - `satisfied`, `mollified` : shares of the complaints that ended so; the others stayed
          dissatisfied. `mollified`, neither pleased nor angry, may be left out.
        - `loss_satisfied`, `loss_mollified`, `loss_dissatisfied`, `loss_silent` : share of each who
          leave; silent are those who did not complain. `loss_mollified` only with `mollified`.
        - `loss_usual` : share who leave without any problem, 0 unless given. It is taken off the
          other rates, since those would have left anyhow.
        - `value` : money that a lost customer would have brought.

        Shares lie in 0..1, customers and value from 0.
    draws, seed : int
        How many draws the range is read from, and where they start: the same seed gives the same
        range.
    level : float
        Share of the draws between `low` and `high`.

    Returns
    -------
    pandas.DataFrame
        One row per outcome, then "total":

        - `outcome`; `customers` : who had a problem with this outcome.
        - `lost`, `money` : expected, with every input at its mean. A rate below `loss_usual` makes
          them negative: such a complaint keeps customers.
        - `lost_low`, `lost_high`, `money_low`, `money_high` : the middle `level` of the draws.
        - `money_least`, `money_most` : with all uncertain inputs at their ends at once, whichever
          way is less, or more.
        - `uncertain` : how many inputs are ranges; with 0 all ranges are the number itself.
        - `level`.

    Raises
    ------
    ValueError
        When an input is missing or unknown, is no number or no rising triple, a share lies outside
        0..1, or `satisfied` and `mollified` may exceed 1 together: all are named at once.

    Notes
    -----
    lost = customers · problem · [complain · Σ share · (loss - loss_usual) + (1 - complain) ·
    (loss_silent - loss_usual)], summed over satisfied, mollified and dissatisfied; money =
    lost · value. Where rates of loss are rates of everybody with that outcome, give `loss_usual`.

    The range is our own convention. An uncertain input is taken as triangular: between low and
    high, most often near likely, so its mean is (low + likely + high) / 3. Inputs vary
    independently of one another. Since the model is a product in each of them, the expected damage
    is the model at their means, and its ends lie at their ends: both are exact, only the range is
    drawn. It says what follows from the inputs; how good these are it cannot know.

    References
    ----------
    The model is taught as the market damage model and is ascribed to J. Goodman and TARP. We found
    no text of theirs to check it against, and give none of the rates that go round with it: use
    your own.

    Examples
    --------
    Of 1,000 customers 200 have a problem, 50 complain, half of them in vain:

    >>> found = damage({"customers": 1000, "problem": 0.2, "complain": 0.25, "satisfied": 0.5,
    ...                 "loss_satisfied": 0.04, "loss_dissatisfied": 0.6, "loss_silent": 0.4,
    ...                 "value": 300})
    >>> found[["outcome", "customers", "lost", "money"]]
            outcome  customers  lost    money
    0     satisfied       25.0   1.0    300.0
    1  dissatisfied       25.0  15.0   4500.0
    2        silent      150.0  60.0  18000.0
    3         total      200.0  76.0  22800.0
    """
    stats.check_level(level)
    if draws < 1_000:
        raise ValueError(f"draws must be 1000 or more. Got {draws!r}.")
    triples = checked(inputs)
    outcomes = [name for name in OUTCOMES if name != "mollified" or "mollified" in inputs]
    rows, means = [*outcomes, "total"], expected(triples)
    drawn, corners = _drawn(triples, draws, seed), _corners(triples)
    reached, lost = _reached(means), _lost(means)
    table = pd.DataFrame({"outcome": rows})
    table["customers"] = [float(reached[row]) for row in rows]
    table["lost"] = [float(lost[row]) for row in rows]
    varied = _lost(drawn)
    _between(table, "lost", [varied[row] for row in rows], level)
    table["money"] = table["lost"] * means["value"]
    _between(table, "money", [varied[row] * drawn["value"] for row in rows], level)
    ends = _lost(corners)
    table["money_least"] = [float((ends[row] * corners["value"]).min()) for row in rows]
    table["money_most"] = [float((ends[row] * corners["value"]).max()) for row in rows]
    return table.assign(uncertain=len(_uncertain(triples)), level=level)


def damage_drivers(inputs: Inputs) -> pd.DataFrame:
    """Which uncertain input moves the damage most: the one worth knowing better.

    Parameters
    ----------
    inputs : mapping
        As for `damage`.

    Returns
    -------
    pandas.DataFrame
        One row per uncertain input, the one that moves most first:

        - `input`, `low`, `likely`, `high` : as given.
        - `money_at_low`, `money_at_high` : the expected damage with this input at either end and
          all others at their means; `swing` : how far apart these are.
        - `money` : the expected damage, the same in every row.

        No rows where every input is a single number.

    Raises
    ------
    ValueError
        As `damage`.
    """
    triples = checked(inputs)
    means, rows = expected(triples), []
    money = float(_lost(means)["total"] * means["value"])
    for name in _uncertain(triples):
        ends = []
        for end in (triples[name][0], triples[name][2]):
            values = {**means, name: end}
            ends.append(float(_lost(values)["total"] * values["value"]))
        rows.append((name, *triples[name], *ends, abs(ends[1] - ends[0]), money))
    columns = ["input", "low", "likely", "high", "money_at_low", "money_at_high", "swing", "money"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def checked(inputs: Inputs) -> dict[str, tuple[float, float, float]]:
    """Every input as (low, likely, high), those left out as 0; bad ones are named at once."""
    wrong = [f"{name} is not known" for name in inputs if name not in INPUTS]
    wanted = [name for name in INPUTS if name not in OPTIONAL]
    wanted += ["loss_mollified"] if "mollified" in inputs else []
    wrong += [f"{name} is missing" for name in wanted if name not in inputs]
    if "loss_mollified" in inputs and "mollified" not in inputs:
        wrong.append("mollified is missing")
    triples = dict.fromkeys(INPUTS, (0.0, 0.0, 0.0))
    for name in [name for name in INPUTS if name in inputs]:
        triple = _triple(inputs[name])
        most = np.inf if name in _AMOUNTS else 1.0
        if triple is None or not 0 <= triple[0] <= triple[1] <= triple[2] <= most:
            wrong.append(f"{name} is {inputs[name]!r}")
        else:
            triples[name] = triple
    if triples["satisfied"][2] + triples["mollified"][2] > 1 + 1e-12:
        wrong.append("satisfied and mollified together may exceed 1")
    if wrong:
        raise ValueError(
            "inputs must each be a number or (low, likely, high), rising; shares in 0..1, "
            f"customers and value from 0. Found: {listed(wrong)}."
        )
    return triples


def expected(triples: Mapping[str, tuple[float, float, float]]) -> Values:
    """The mean of each input."""
    return {
        name: triple[0] if triple[0] == triple[2] else sum(triple) / 3
        for name, triple in triples.items()
    }


def _triple(value: Any) -> tuple[float, float, float] | None:
    parts = [*value] if isinstance(value, tuple | list) else [value] * 3
    good = [
        isinstance(part, int | float | np.integer | np.floating)
        and not isinstance(part, bool)
        and np.isfinite(part)
        for part in parts
    ]
    if len(parts) != 3 or not all(good):
        return None
    low, likely, high = (float(part) for part in parts)
    return low, likely, high


def _uncertain(triples: Mapping[str, tuple[float, float, float]]) -> list[str]:
    return [name for name in INPUTS if triples[name][0] < triples[name][2]]


def _reached(x: Values) -> dict[str, Any]:
    """Customers with a problem, by outcome."""
    troubled = x["customers"] * x["problem"]
    complaints = troubled * x["complain"]
    return {
        "satisfied": complaints * x["satisfied"],
        "mollified": complaints * x["mollified"],
        "dissatisfied": complaints * (1 - x["satisfied"] - x["mollified"]),
        "silent": troubled * (1 - x["complain"]),
        "total": troubled,
    }


def _lost(x: Values) -> dict[str, Any]:
    """Customers lost, by outcome."""
    reached = _reached(x)
    lost = {name: reached[name] * (x[f"loss_{name}"] - x["loss_usual"]) for name in OUTCOMES}
    return {**lost, "total": sum(lost.values())}


def _drawn(
    triples: Mapping[str, tuple[float, float, float]], draws: int, seed: int
) -> dict[str, Floats]:
    """Draws of every input: each has its own row of chance, whether the others vary or not."""
    chance = np.random.default_rng(seed).random((len(INPUTS), draws))
    return {name: _triangular(triples[name], chance[i]) for i, name in enumerate(INPUTS)}


def _triangular(triple: tuple[float, float, float], chance: Floats) -> Floats:
    low, likely, high = triple
    if low == high:
        return np.full(len(chance), low)
    below = np.sqrt(chance * (high - low) * (likely - low))
    above = np.sqrt((1 - chance) * (high - low) * (high - likely))
    return np.where(chance * (high - low) < likely - low, low + below, high - above)


def _corners(triples: Mapping[str, tuple[float, float, float]]) -> dict[str, Floats]:
    """Every combination of the inputs' ends."""
    ends = [sorted({triples[name][0], triples[name][2]}) for name in INPUTS]
    return dict(zip(INPUTS, np.array([*product(*ends)]).T, strict=True))


def _between(table: pd.DataFrame, name: str, values: list[Any], level: float) -> None:
    tails = (0.5 - level / 2, 0.5 + level / 2)
    limits = [np.quantile(row, tails) for row in values]
    table[f"{name}_low"] = [float(low) for low, _ in limits]
    table[f"{name}_high"] = [float(high) for _, high in limits]
