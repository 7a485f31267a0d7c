"""A respondent's answers as a few whole numbers, one digit per item: packed where the data live."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_kit.frames import collect, listed
from workshop_kit.gaps.checks import Scale

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_EXACT = 2**53
"""Up to here a float holds every whole number."""


@dataclass(frozen=True)
class Packing:
    """How the answers to some items become digits.

    An answer of `scale` is a digit from `half` to 2 `half` - 1, no answer is 0, and the base is 2
    `half`. An item answered twice leaves fewer digits from `half` on than there were answers, as
    its digits add up to one and what is carried is too small to pass for another answer.
    """

    items: tuple[str, ...]
    sides: tuple[str, ...]
    scale: Scale

    @property
    def half(self) -> int:
        return self.scale[1] - self.scale[0] + 1

    @cached_property
    def chunks(self) -> list[tuple[str, ...]]:
        """Items that share a number."""
        most = 1
        while (2 * self.half) ** (most + 1) <= _EXACT:
            most += 1
        return [self.items[i : i + most] for i in range(0, len(self.items), most)]

    def pack(self, answers: "IntoFrame", names: Sequence[str]) -> pd.DataFrame:
        """One row per respondent: `*names`, `answers` counted, and the numbers."""
        import narwhals as nw

        low, high = self.scale
        frame = nw.from_native(answers).lazy()
        for side in self.sides:
            frame = frame.filter((nw.col(side) >= low) & (nw.col(side) <= high))
        # A name with a space in it is no column of the answers.
        places = {f"place {i}": self._place(chunk) for i, chunk in enumerate(self.chunks)}
        digits = {
            f"{side} {i}": (nw.col(side).cast(nw.Float64) + float(self.half - low)) * nw.col(place)
            for side in self.sides
            for i, place in enumerate(places)
        }
        keys = [*names, "respondent"]
        frame = frame.select(*map(nw.col, [*keys, "item", *self.sides]))
        frame = frame.with_columns(**places).with_columns(**digits) if digits else frame
        sums = [nw.col(digit).sum() for digit in digits]
        packed = frame.group_by(*keys).agg(nw.len().alias("answers counted"), *sums)
        nameless = nw.col("respondent").is_null().alias("no name")
        found = collect(packed.with_columns(nameless).drop("respondent"))
        if (bare := found.pop("no name").astype(bool)).any():
            n = found.loc[bare, "answers counted"].sum()
            raise ValueError(
                f"Column 'respondent' must not be empty. Found {n} answers without it."
            )
        return found

    def _place(self, chunk: tuple[str, ...]) -> Any:
        import narwhals as nw

        place: Any = nw.lit(0.0)
        for i, item in enumerate(chunk):
            value = nw.lit(float((2 * self.half) ** i))
            place = nw.when(nw.col("item") == item).then(value).otherwise(place)
        return place

    def unpack(self, packed: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Answers (sides, respondents, items) counted from the lowest, and which there are."""
        base = 2 * self.half
        digits = np.empty((len(self.sides), len(packed), len(self.items)), dtype=np.int64)
        for s, side in enumerate(self.sides):
            item = 0
            for i, chunk in enumerate(self.chunks):
                rest = packed[f"{side} {i}"].to_numpy().astype(np.int64)
                for _ in chunk:
                    rest, digits[s, :, item] = np.divmod(rest, base)
                    item += 1
        given = digits >= self.half
        if (given.sum(2) != packed["answers counted"].to_numpy()).any():
            raise TwiceError
        return np.where(given, digits - self.half, 0), given[0]


class TwiceError(ValueError):
    """Somebody answered an item twice."""


def twice(answers: "IntoFrame", names: Sequence[str]) -> ValueError:
    """What to raise where somebody answered an item twice, with everybody who did."""
    import narwhals as nw

    keys = [*names, "respondent", "item"]
    counted = nw.from_native(answers).lazy().group_by(*keys).agg(nw.len().alias("n"))
    again = collect(counted.filter(nw.col("n") > 1).sort(*keys).head(100))
    found = [", ".join(map(str, row)) for row in again[keys].to_numpy().tolist()]
    return TwiceError(f"Columns {keys} must hold each pair once. Found again: {listed(found)}.")
