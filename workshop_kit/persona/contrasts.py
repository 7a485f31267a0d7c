"""What each segment is like, beside all customers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.persona.attributes import (
    Attributes,
    Column,
    Floats,
    check_customers,
    read_columns,
    written,
)

_COLUMNS = ["segment", "attribute", "kind", "level", "n", "value", "overall", "difference"]
_COLUMNS += ["middle", "overall_middle"]


def segment_profile(
    customers: pd.DataFrame, *, attributes: Attributes, by: str = "segment"
) -> pd.DataFrame:
    """What each segment is like, beside all customers.

    Parameters
    ----------
    customers : pandas.DataFrame
        `customer`, the column `by` and the attributes. Customers without a segment count among all.
    attributes : mapping or sequence of str
        As for `segments`.
    by : str
        The column of the segments.

    Returns
    -------
    pandas.DataFrame
        One row per segment and attribute, of a category one per value:

        - `segment`, `attribute`, `kind` ("number", "ordered", "category"), `level` (of a category).
        - `n` : customers of the segment whose attribute is known.
        - `value` : their mean (of ordered levels: mean place from 0) or share 0..1; NaN where n is
          0. `overall` : the same of all customers.
        - `difference` : (value - overall) / standard deviation of all customers, √(p (1 - p)) for a
          share; 0 where nobody differs. What stands out has a large one, of either sign.
        - `middle`, `overall_middle` : the median level of an ordered attribute (the lower of two).

    Raises
    ------
    ValueError
        As `segments`.
    """
    check_customers(customers)
    columns = [c for c in read_columns(customers, attributes) if len(c.known)]
    words = customers[by].map(written)
    codes = sorted(words.dropna().unique())
    place = {code: i for i, code in enumerate(codes)}
    groups = words.map(place).fillna(-1).to_numpy(int)
    return contrasts(columns, groups, codes)


def stands_out(profile: pd.DataFrame, *, most: int = 3, least: float = 0.5) -> pd.DataFrame:
    """The rows of a profile in which a segment differs most, the largest difference first.

    Parameters
    ----------
    profile : pandas.DataFrame
        From `segment_profile`, or `Segments.profile`.
    most : int
        So many rows per segment.
    least : float
        Smaller differences than this, in standard deviations, are not taken.

    Returns
    -------
    pandas.DataFrame
        Of each attribute one row at most; of a category the value that is more frequent than
        elsewhere, if there is one.
    """
    size = profile["difference"].abs().round(9)
    more = (profile["kind"] != "category") | (profile["difference"] > 0)
    rows = profile.assign(_size=size, _more=more)[size >= least]
    rows = rows.sort_values(["_more", "_size"], ascending=False, kind="stable")
    rows = rows.drop_duplicates(["segment", "attribute"])
    rows = rows.sort_values("_size", ascending=False, kind="stable").groupby("segment").head(most)
    place = {code: i for i, code in enumerate(dict.fromkeys(profile["segment"]))}
    rows = rows.assign(_place=rows["segment"].map(place)).sort_values("_place", kind="stable")
    return rows.drop(columns=["_size", "_more", "_place"]).reset_index(drop=True)


def contrasts(
    columns: Sequence[Column], groups: NDArray[np.int64], codes: Sequence[str]
) -> pd.DataFrame:
    """The table of `segment_profile` for columns that were read; group -1 is no segment."""
    rows = [row for column in columns for row in _rows(column, groups, codes)]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    for column in ("level", "middle", "overall_middle"):
        table[column] = table[column].astype(object).where(table[column].notna(), None)
    place = {code: i for i, code in enumerate(codes)}
    return table.sort_values(
        "segment", key=lambda names: names.map(place), kind="stable", ignore_index=True
    )


def _rows(column: Column, groups: NDArray[np.int64], codes: Sequence[str]) -> list[Any]:
    rows = []
    ordered = column.kind == "ordered"
    for place, level in enumerate(column.levels) if column.kind == "category" else [(0, None)]:
        values = column.known if level is None else (column.known == place).astype(float)
        overall, sd = values.mean(), values.std()
        members = groups[~column.missing]
        for group, code in enumerate(codes):
            own: Floats = values[members == group]
            value = own.mean() if len(own) else np.nan
            difference = (value - overall) / sd if sd > 0 else 0.0 * value
            row = [code, column.name, column.kind, level, len(own), value, overall, difference]
            middles = [_middle(column, own), _middle(column, values)] if ordered else [None, None]
            rows.append([*row, *middles])
    return rows


def _middle(column: Column, values: Floats) -> str | None:
    if not len(values):
        return None
    return column.levels[int(np.quantile(values, 0.5, method="inverted_cdf"))]
