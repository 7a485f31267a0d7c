"""Frames of every kind that an analysis takes."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

Columns = dict[str, list[Any]]


def _arrow(columns: Columns) -> pa.Table:
    # from_pandas=False keeps NaN and null apart, as files written by other programs do.
    return pa.table({name: pa.array(cells, from_pandas=False) for name, cells in columns.items()})


BACKENDS: dict[str, Callable[[Columns], Any]] = {
    "pandas": pd.DataFrame,
    "pandas-arrow": lambda columns: _arrow(columns).to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.DataFrame,
    "polars-lazy": pl.LazyFrame,
    "duckdb": lambda columns: duckdb.from_arrow(_arrow(columns)),
    "pyarrow": _arrow,
}


@pytest.fixture(params=BACKENDS.values(), ids=BACKENDS.keys())
def every_frame(request: pytest.FixtureRequest) -> Callable[[Columns], Any]:
    """Makes a frame of columns, once of each kind."""
    return request.param
