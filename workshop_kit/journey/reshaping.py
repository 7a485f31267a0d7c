"""The four ways to reshape a curve, and what each would change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from workshop_kit.frames import listed
from workshop_kit.journey.metrics import curve_metrics, moments
from workshop_kit.journey.orders import EXACT, best_order
from workshop_kit.journey.points import SCALE, Scale, checked

Move = Literal["raise_peak", "lift_valley", "prolong_peak", "prolong_end", "reorder"]
MOVES: tuple[Move, ...] = get_args(Move)
"""The four ways; the third one twice, for the peak and for the end."""

MEASURES = ("peak_end_positive", "peak_end_negative", "peak_end_signed", "mean")
EFFORT: Mapping[str, float] = dict.fromkeys(MOVES, 1.0)
"""Every move is equally much work until somebody who knows the company says otherwise."""
GOALS: Mapping[str, float] = {"peak_end_positive": 1.0, "peak_end_negative": 1.0, "mean": 1.0}


@dataclass(frozen=True)
class _Redrawn:
    """A curve after a move, and what was done to it."""

    curve: pd.DataFrame
    touchpoint: Any = None
    change: Literal["valence", "duration", "order", "none"] = "none"
    before: float = np.nan
    after: float = np.nan
    notes: list[str] = field(default_factory=list)


def moves(
    curve: pd.DataFrame,
    *,
    step: float = 1.0,
    hold: float | None = None,
    before: Collection[tuple[str, str]] = (),
    fixed: Collection[str] = (),
    effort: Mapping[str, float] = EFFORT,
    goals: Mapping[str, float] = GOALS,
    threshold: float = 2.0,
    scale: Scale = SCALE,
) -> pd.DataFrame:
    """Try the four ways to reshape one curve and rank them by what they bring for their effort.

    Parameters
    ----------
    curve : pandas.DataFrame
        One curve: `touchpoint` (each once), `position`, `valence`.
    step : float
        By how much the peak is raised and the valley lifted; cut off at the end of the scale.
    hold : float
        How much longer the peak or the end lasts, in the unit of `position`. By default the mean
        distance of two neighbours (1 for a single point).
    before : collection of (str, str)
        Touchpoints of which the first must come before the second.
    fixed : collection of str
        Touchpoints that keep their place.
    effort : mapping
        Effort per move, above 0; those left out count 1.
    goals : mapping
        Weight per measure (`peak_end_positive`, `peak_end_negative`, `peak_end_signed`, `mean`),
        0 or more, those left out 0: what `gain` is made of.
    threshold : float
        For `state`, as in `curve_metrics`.
    scale : (float, float)
        The least and the most that a valence may be.

    Returns
    -------
    pandas.DataFrame
        One row per move, the best first:

        - `rank` : from 1; `move` : raise_peak, lift_valley, prolong_peak, prolong_end or reorder.
        - `touchpoint` : where it is done (of equals the later); for reorder the one that then
          comes last, missing where nothing would change.
        - `change` : valence, duration, order, or none. `before`, `after` : the valence, or the time
          added (from 0); NaN for the order.
        - `order` : tuple of all touchpoints after the move.
        - `peak_end_positive, peak_end_negative, peak_end_signed, mean` after the move, each with
          `_change`; `state` after the move.
        - `mixed_signs` : True where afterwards the furthest valence and the end lie on different
          sides of 0, so that `peak_end_signed` is a mean of good and bad: say both, not the mean.
        - `gain` : mean of the changes, weighted by `goals`; `effort`; `gain_per_effort`.
        - `notes` : tuple of codes: limit (cut off at the end of the scale), equal (another
          touchpoint is as high or as low and stays so), below_zero (what would last longer is bad),
          same_as_end (the peak is the end already), unconstrained (nothing was said about what must
          come first), heuristic (more than 12 may move).

    Raises
    ------
    ValueError
        For a bad curve (see `curve_metrics`), a touchpoint that is empty or stands twice, an
        unknown touchpoint, move or measure, a pair of `before` that today's order breaks, or an
        option outside its range.

    Notes
    -----
    A longer peak or end is a level stretch of length `hold`; what follows comes later. It leaves
    the peak-end means as they are, whose point is that duration is neglected, and changes the mean
    alone. In reverse: a raised peak may lower the mean where distances differ much, as the line to
    it becomes another one. For the order see `orders.best_order`: the end comes first, then as few
    turns as can be; the order of today is always among those compared.
    Gain weighs unlike things; weights and efforts are for the group to set.

    References
    ----------
    Fredrickson, Kahneman (1993). Journal of Personality and Social Psychology 65(1), 45-55.

    Examples
    --------
    >>> stay = pd.DataFrame({"touchpoint": ["book", "arrive", "stay", "leave"],
    ...                      "position": [0, 1, 2, 3], "valence": [1, -2, 2, 0]})
    >>> table = moves(stay, before=[("book", "arrive"), ("arrive", "stay"), ("stay", "leave")])
    >>> table[["move", "touchpoint", "peak_end_positive_change", "peak_end_negative_change"]].head(2)
              move touchpoint  peak_end_positive_change  peak_end_negative_change
    0   raise_peak       stay                       0.5                       0.0
    1  lift_valley     arrive                       0.0                       0.5
    """  # noqa: E501
    points, options = _read(curve, step, hold, before, fixed, scale)
    weights = _weights(goals, MEASURES, "goals", least=0.0)
    efforts = {**EFFORT, **_weights(effort, MOVES, "effort")}
    tried = {move: _TRY[move](points, options) for move in MOVES}
    variants: dict[str, pd.DataFrame] = {"": points}
    variants |= {move: one.curve for move, one in tried.items()}
    measured = curve_metrics(
        pd.concat([one.assign(variant=name) for name, one in variants.items()]),
        by="variant",
        threshold=threshold,
        scale=scale,
    ).set_index("variant")
    rows = [_row(move, one, measured, weights, efforts[move]) for move, one in tried.items()]
    table = pd.DataFrame(rows)
    # 1e-9: equal but for rounding is equal, and keeps the order of MOVES.
    best = table["gain_per_effort"].round(9).sort_values(ascending=False, kind="stable").index
    table = table.loc[best].reset_index(drop=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    return table


def reshaped(
    curve: pd.DataFrame,
    move: Move,
    *,
    step: float = 1.0,
    hold: float | None = None,
    before: Collection[tuple[str, str]] = (),
    fixed: Collection[str] = (),
    scale: Scale = SCALE,
) -> pd.DataFrame:
    """The curve after one of the moves, as `moves` takes it: `touchpoint, position, valence`.

    A touchpoint that lasts longer stands twice, at its begin and at its end.
    """
    if move not in MOVES:
        raise ValueError(f"move must be one of {list(MOVES)}. Got {move!r}.")
    points, options = _read(curve, step, hold, before, fixed, scale)
    return _TRY[move](points, options).curve


@dataclass(frozen=True)
class _Options:
    step: float
    hold: float
    before: list[tuple[int, int]]
    fixed: list[int]
    scale: Scale


def _read(
    curve: pd.DataFrame,
    step: float,
    hold: float | None,
    before: Collection[tuple[str, str]],
    fixed: Collection[str],
    scale: Scale,
) -> tuple[pd.DataFrame, _Options]:
    """The curve's points in order, and the options with places instead of names."""
    points = checked(curve, (), scale, also=["touchpoint"])
    points = points[["touchpoint", "position", "valence"]]
    names = points["touchpoint"]
    if points.empty:
        raise ValueError("curve must have a point. Found none.")
    bad = names[names.isna() | names.eq("") | names.duplicated()]
    if len(bad):
        raise ValueError(
            f"Column 'touchpoint' must hold each touchpoint once, and none empty. Found: "
            f"{listed(map(repr, bad))}."
        )
    x = points["position"]
    usual = float(x.iloc[-1] - x.iloc[0]) / (len(x) - 1) if len(x) > 1 else 1.0
    hold = usual if hold is None else hold
    for name, value in (("step", step), ("hold", hold)):
        if not 0 < value < np.inf:
            raise ValueError(f"{name} must be a finite number above 0. Got {value!r}.")
    place = {name: i for i, name in enumerate(names)}
    named = [*fixed, *(name for pair in before for name in pair)]
    if lost := [name for name in named if name not in place]:
        raise ValueError(
            f"before and fixed must name touchpoints of the curve, {list(place)}. Got {lost}."
        )
    pairs = [(place[first], place[second]) for first, second in before]
    if wrong := [(names[i], names[j]) for i, j in pairs if i >= j]:
        raise ValueError(f"before must hold for the curve as it is. It does not for {wrong}.")
    return points, _Options(step, hold, pairs, [place[name] for name in fixed], scale)


def _weights(
    given: Mapping[str, float], known: Collection[str], name: str, least: float | None = None
) -> dict[str, float]:
    """The weights checked: above 0, or at least `least` and not all 0."""
    if lost := [key for key in given if key not in known]:
        raise ValueError(f"{name} must name some of {list(known)}. Got {lost}.")
    good = [0 < v < np.inf if least is None else least <= v < np.inf for v in given.values()]
    if not all(good) or (least is not None and not sum(given.values())):
        what = "finite numbers above 0" if least is None else "finite, 0 or more, and not all 0"
        raise ValueError(f"{name} must be {what}. Got {dict(given)}.")
    return dict(given)


def _moment(points: pd.DataFrame, name: str, scale: Scale) -> int:
    """The place of the peak, the valley or the end."""
    found = moments(points, scale=scale).set_index("moment").loc[name, "position"]
    return int(np.flatnonzero(points["position"] == found)[0])


def _shift(points: pd.DataFrame, options: _Options, name: str) -> _Redrawn:
    """The peak or the valley one step higher."""
    at = _moment(points, name, options.scale)
    old, high = float(points["valence"].iloc[at]), options.scale[1]
    new = min(old + options.step, high)
    curve = points.copy()
    curve.loc[at, "valence"] = new
    notes = ["limit"] if old + options.step > high else []
    if name == "valley" and (points["valence"] == old).sum() > 1:
        notes.append("equal")
    change: Literal["valence", "none"] = "valence" if new > old else "none"
    return _Redrawn(curve, points["touchpoint"].iloc[at], change, old, new, notes)


def _prolong(points: pd.DataFrame, options: _Options, name: str) -> _Redrawn:
    """The peak or the end lasts longer, and all that follows comes later."""
    at, last = _moment(points, name, options.scale), len(points) - 1
    rest = points.iloc[at:].assign(position=points["position"].iloc[at:] + options.hold)
    curve = pd.concat([points.iloc[: at + 1], rest], ignore_index=True)
    notes = ["below_zero"] if points["valence"].iloc[at] < 0 else []
    if name == "peak" and at == last:
        notes.append("same_as_end")
    touchpoint = points["touchpoint"].iloc[at]
    return _Redrawn(curve, touchpoint, "duration", 0.0, options.hold, notes)


def _reorder(points: pd.DataFrame, options: _Options) -> _Redrawn:
    order = best_order(points["valence"].tolist(), options.before, options.fixed)
    curve = points.iloc[order].reset_index(drop=True).assign(position=points["position"])
    notes = [] if options.before or options.fixed else ["unconstrained"]
    if len(points) - len(set(options.fixed)) > EXACT:
        notes.append("heuristic")
    if order == sorted(order):
        return _Redrawn(curve, notes=notes)
    return _Redrawn(curve, curve["touchpoint"].iloc[-1], "order", notes=notes)


_TRY = {
    "raise_peak": lambda points, options: _shift(points, options, "peak"),
    "lift_valley": lambda points, options: _shift(points, options, "valley"),
    "prolong_peak": lambda points, options: _prolong(points, options, "peak"),
    "prolong_end": lambda points, options: _prolong(points, options, "end"),
    "reorder": _reorder,
}


def _row(
    move: str,
    one: _Redrawn,
    measured: pd.DataFrame,
    goals: Mapping[str, float],
    effort: float,
) -> dict[str, Any]:
    today, then = (measured.loc[name].to_dict() for name in ("", move))
    numbers: dict[str, float] = {}
    for name in MEASURES:
        # + 0.0: never -0.0
        after, before = float(then[name]), float(today[name])
        numbers |= {name: after, f"{name}_change": after - before + 0.0}
    gain = sum(w * numbers[f"{name}_change"] for name, w in goals.items()) / sum(goals.values())
    return {
        "move": move,
        "touchpoint": one.touchpoint,
        "change": one.change,
        "before": one.before,
        "after": one.after,
        "order": tuple(one.curve["touchpoint"].drop_duplicates()),
        **numbers,
        "state": then["state"],
        "mixed_signs": bool(then["signed_peak"] * then["end"] < 0),
        "gain": gain,
        "effort": effort,
        "gain_per_effort": gain / effort,
        "notes": tuple(one.notes),
    }
