"""What other rooms' tables say of each touchpoint, one figure per kind of evidence."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from workshop_kit.frames import listed

KINDS = ("worse", "better", "valley", "disagreement", "gap", "complaints")
"""The kinds of evidence, in the order in which they are shown."""
LOWER = ("worse", "valley", "gap")
"""Of these the lowest figure is the strongest, and one above 0 says nothing."""
FEWEST = {"worse": 20, "better": 20, "gap": 10, "valley": 1, "disagreement": 2}
"""Answers (curves) that a figure needs; with fewer there are only counts, and no evidence."""
_LIMITS = {"worse": (-1.0, 0.0), "better": (0.0, 1.0), "disagreement": (0.0, np.inf)}


def evidence(
    *,
    kano: pd.DataFrame | None = None,
    curves: pd.DataFrame | None = None,
    gaps: pd.DataFrame | None = None,
    complaints: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Gather the strongest figure of each kind at each touchpoint; see `priorities`.

    Returns
    -------
    table : pandas.DataFrame
        One row per touchpoint, in the order in which the tables name them: `touchpoint`, and by
        kind its figure and `..._of`, whose it is (None for `complaints`). NaN where nothing is
        known.
    absent : dict of str to str
        Kinds without any figure: "no_data", "no_touchpoint" (nothing names one) or "few" (answers).
    """
    found = {
        "worse": _strongest(kano, "kano", "worse", "worse", "feature"),
        "better": _strongest(kano, "kano", "better", "better", "feature"),
        **_of_curves(curves),
        "gap": _strongest(gaps, "gaps", "gap", "gap", "item"),
        "complaints": _counted(complaints),
    }
    places = [place for part, _ in found.values() for place in part.index]
    table = pd.DataFrame({"touchpoint": pd.Series(list(dict.fromkeys(places)), dtype=object)})
    for kind, (part, _) in found.items():
        table[kind] = table["touchpoint"].map(part["figure"]).astype("float64")
        whose = table["touchpoint"].map(part["of"]).astype(object)
        table[f"{kind}_of"] = whose.where(whose.notna(), None)
    absent = {kind: why for kind, (_, why) in found.items() if why}
    if "complaints" not in absent:  # complaints are counted everywhere: none is a count, too
        table["complaints"] = table["complaints"].fillna(0.0)
    return table, absent


def _of_curves(curves: pd.DataFrame | None) -> dict[str, tuple[pd.DataFrame, str]]:
    if curves is not None and "version" in curves:
        curves = curves[curves["version"] == "as_is"]
    columns = [] if curves is None else list(curves.columns)
    whose = next((name for name in ("persona", "journey") if name in columns), "")
    return {
        "valley": _strongest(curves, "curves", "valley", "median", whose),
        "disagreement": _strongest(curves, "curves", "disagreement", "sd", whose),
    }


def _strongest(
    table: pd.DataFrame | None, name: str, kind: str, column: str, whose: str
) -> tuple[pd.DataFrame, str]:
    """By touchpoint the strongest figure of a kind, and why there is none at all."""
    if table is None or table.empty:
        return _nothing(), "no_data"
    if "touchpoint" not in table or table["touchpoint"].isna().all():
        return _nothing(), "no_touchpoint"
    _require(table, name, ["touchpoint", column, *([whose] if whose else [])])
    figures = _checked(table, name, column, _LIMITS.get(kind, (-np.inf, np.inf)))
    enough = table["n"] >= FEWEST[kind] if "n" in table else pd.Series(True, index=table.index)
    rows = pd.DataFrame(
        {
            "touchpoint": table["touchpoint"],
            "figure": figures.where(enough),
            "of": table[whose].astype(object) if whose else None,
        }
    ).dropna(subset=["touchpoint", "figure"])
    if rows.empty:
        # One curve alone has no spread: there are data, and too few of them.
        few = figures.notna().any() or ("n" in table and table["n"].gt(0).any())
        return _nothing(), "few" if few else "no_data"
    rows = rows.sort_values("figure", ascending=kind in LOWER, kind="stable")
    best = rows.drop_duplicates("touchpoint").set_index("touchpoint")
    order = table["touchpoint"].drop_duplicates()
    return best.loc[order[order.isin(best.index)]], ""


def _counted(complaints: pd.DataFrame | None) -> tuple[pd.DataFrame, str]:
    if complaints is None or complaints.empty:
        return _nothing(), "no_data"
    _require(complaints, "complaints", ["touchpoint", "count"])
    counts = _checked(complaints, "complaints", "count", (0.0, np.inf))
    sums = counts.groupby(complaints["touchpoint"], sort=False).sum()
    if not sums.sum():
        return _nothing(), "no_data"
    return pd.DataFrame({"figure": sums, "of": None}), ""


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({"figure": pd.Series(dtype="float64"), "of": pd.Series(dtype=object)})


def _require(table: pd.DataFrame, name: str, wanted: Iterable[str]) -> None:
    """Raise ValueError for columns that a table lacks."""
    if missing := [column for column in wanted if column not in table]:
        raise ValueError(
            f"The table {name!r} must have columns {missing}. Found {list(table.columns)}."
        )


def _checked(
    table: pd.DataFrame, name: str, column: str, limits: tuple[float, float]
) -> "pd.Series[float]":
    """The numbers of a column; all cells outside the limits are named at once."""
    values = pd.to_numeric(table[column], errors="coerce").astype("float64")
    bad = table[column].notna() & ~values.between(*limits)
    if bad.any():
        low, high = limits
        what = f"numbers from {low:g} to {high:g}" if np.isfinite(low) else "numbers"
        found = listed(f"row {row} holds {cell!r}" for row, cell in table.loc[bad, column].items())
        raise ValueError(f"Column {column!r} of {name!r} must hold {what}. Found: {found}.")
    return values


def strength(figures: "pd.Series[float]", kind: str) -> "pd.Series[float]":
    """How much a figure speaks for beginning here, in its own unit: 0 or more."""
    return (-figures if kind in LOWER else figures).clip(lower=0.0) + 0.0  # never -0.0
