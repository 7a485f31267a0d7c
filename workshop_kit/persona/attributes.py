"""What is known of customers, column by column: read strictly, and made comparable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Self, TypeAlias, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Kind = Literal["number", "ordered", "category"]
Attributes: TypeAlias = Mapping[str, str | Sequence[Any]] | Sequence[str]
Floats = NDArray[np.float64]

MOST_LEVELS = 50


@dataclass(frozen=True)
class Column:
    """One attribute of all customers.

    Attributes
    ----------
    name : str
    kind : {"number", "ordered", "category"}
    levels : tuple of str
        What an ordered or a category attribute may be; for ordered ones from lowest to highest.
    values : ndarray
        Numbers, or places in `levels` from 0; NaN where missing.
    """

    name: str
    kind: Kind
    levels: tuple[str, ...]
    values: Floats

    @property
    def missing(self) -> NDArray[np.bool_]:
        return np.isnan(self.values)

    @property
    def known(self) -> Floats:
        return self.values[~self.missing]

    def at(self, rows: Any) -> Self:
        """The same attribute of some of the customers."""
        return replace(self, values=self.values[rows])


def check_customers(customers: pd.DataFrame) -> None:
    """Raise ValueError unless every row has a customer of its own."""
    require(customers, ["customer"])
    names = customers["customer"].map(written)
    if (bare := names.isna()).any():
        raise ValueError(f"Column 'customer' must not be empty. Found {bare.sum()} empty rows.")
    if (twice := names.duplicated()).any():
        found = _listed(repr(name) for name in names[twice].unique())
        raise ValueError(f"Column 'customer' must name every customer once. Found again: {found}.")


def read_columns(customers: pd.DataFrame, attributes: Attributes) -> list[Column]:
    """Read attributes by their kinds; see `segments` for what each kind may hold."""
    kinds = _kinds(customers, attributes)
    read = []
    for name, kind in kinds.items():
        if kind == "number":
            read.append(Column(name, "number", (), numbers(customers, name)))
        elif kind == "category":
            words = customers[name].map(written)
            levels = tuple(sorted(words.dropna().unique()))
            if len(levels) > MOST_LEVELS:
                raise ValueError(
                    f"Column {name!r} must hold at most {MOST_LEVELS} different values to be a "
                    f"category. Found {len(levels)}."
                )
            read.append(Column(name, "category", levels, _codes(words, levels)))
        else:
            levels = tuple(kind)
            read.append(Column(name, "ordered", levels, _ordered(customers, name, levels)))
    return read


def numbers(customers: pd.DataFrame, name: str) -> Floats:
    """A column of finite numbers, NaN where missing; digits written as text are refused."""
    require(customers, [name])
    cells = customers[name]
    empty = cells.isna() | cells.map(lambda cell: isinstance(cell, str) and not cell.strip())
    other = cells.map(lambda cell: isinstance(cell, str | bool | np.bool_))
    values = pd.to_numeric(cells.mask(other), errors="coerce").to_numpy(float, na_value=np.nan)
    bad = ~np.isfinite(values) & ~empty.to_numpy(bool)
    if bad.any():
        raise ValueError(f"Column {name!r} must hold numbers. {_where(customers, name, bad)}")
    return values


def encode(columns: Sequence[Column]) -> Floats:
    """Customers as points whose distances weigh every attribute alike; see `segments`.

    Every attribute has a total variance of 1 once its gaps are filled (median; shares of values).
    Among the customers of whom it is known it varies by more than that if there are gaps.
    """
    return np.hstack([_block(column) for column in columns])


def _block(column: Column) -> Floats:
    known = column.known
    if column.kind == "category":
        every = np.eye(len(column.levels))
        block = np.tile(every[known.astype(int)].mean(axis=0), (len(column.values), 1))
        block[~column.missing] = every[known.astype(int)]
    else:
        block = np.where(column.missing, np.median(known), column.values)[:, None]
    block = block - block.mean(axis=0)
    block = block / (np.abs(block).max() or 1.0)  # squares of the largest numbers overflow
    block = block - block.mean(axis=0)
    return cast(Floats, block / (np.sqrt(block.var(axis=0).sum()) or 1.0))


def written(cell: Any) -> str | None:
    """A cell as text, None where it is empty; a whole number without decimals."""
    if (
        cell is None
        or cell is pd.NA
        or cell is pd.NaT
        or (isinstance(cell, float) and cell != cell)
    ):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # one empty cell turns a column of whole numbers into floats
    text = str(cell)
    return text if text.strip() else None


def _kinds(customers: pd.DataFrame, attributes: Attributes) -> dict[str, str | list[str]]:
    if isinstance(attributes, str):
        raise TypeError(f"attributes must be a mapping or a list. Got the text {attributes!r}.")
    names = list(attributes)
    if not names or len(set(names)) < len(names) or "customer" in names:
        raise ValueError(f"attributes must name columns, each once, not 'customer'. Got {names}.")
    require(customers, names)
    if not isinstance(attributes, Mapping):
        return {name: _guess(customers[name]) for name in names}
    kinds: dict[str, str | list[str]] = {}
    for name, kind in attributes.items():
        if isinstance(kind, str):
            if kind not in ("number", "category"):
                raise ValueError(
                    f"An attribute must be 'number', 'category' or a list of its levels, lowest "
                    f"first. {name!r} is {kind!r}."
                )
            kinds[name] = kind
        else:
            levels = [str(written(level)) for level in kind]
            if len(levels) < 2 or len(set(levels)) < len(levels):
                raise ValueError(
                    f"An ordered attribute must have two levels or more, each once. "
                    f"{name!r} has {levels}."
                )
            kinds[name] = levels
    return kinds


def _guess(cells: pd.Series) -> str | list[str]:
    if isinstance(cells.dtype, pd.CategoricalDtype):
        levels = [str(written(level)) for level in cells.cat.categories]
        return levels if cells.dtype.ordered and len(levels) > 1 else "category"
    is_number = pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)
    return "number" if is_number else "category"


def _ordered(customers: pd.DataFrame, name: str, levels: Sequence[str]) -> Floats:
    words = customers[name].map(written)
    codes = _codes(words, levels)
    bad = np.isnan(codes) & words.notna().to_numpy()
    if bad.any():
        found = _where(customers, name, bad)
        raise ValueError(f"Column {name!r} must hold one of {list(levels)}, or be empty. {found}")
    return codes


def _codes(words: pd.Series, levels: Sequence[str]) -> Floats:
    place = {level: float(i) for i, level in enumerate(levels)}
    return np.asarray(words.map(place).to_numpy(float, na_value=np.nan), dtype=np.float64)


def _where(customers: pd.DataFrame, name: str, bad: NDArray[np.bool_]) -> str:
    rows = customers.loc[bad, ["customer", name]].itertuples(index=False, name=None)
    return f"Found {_listed(f'{cell!r} (customer {who!r})' for who, cell in rows)}."


def require(customers: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise ValueError unless the columns are there."""
    if missing := [name for name in names if name not in customers.columns]:
        found = [str(column) for column in customers.columns]
        raise ValueError(f"Columns {missing} must be there. Found {found}.")


def _listed(texts: Any, most: int = 20) -> str:
    every = list(texts)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return "; ".join(every[:most]) + more
