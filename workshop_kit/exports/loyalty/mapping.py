"""The map of a survey on loyalty: columns of up to three questions, and what words score."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from workshop_kit.company import Company
from workshop_kit.exports.mapping import (
    ExportMap,
    Header,
    asks,
    keys,
    not_answered,
    written_number,
    wrong_codes,
)
from workshop_kit.named import Wrong
from workshop_kit.problems import quoted
from workshop_kit.strict_model import Strict
from workshop_kit.strict_yaml import Place

SCALES = {"recommend": (0, 10), "satisfaction": (1, 5), "effort": (1, 7)}
"""The questions, and the lowest and the highest score of each."""
Score = Annotated[int, BeforeValidator(written_number)]


class Question(Strict):
    """The column of a question and its words for scores; without them numbers count as they are."""

    column: Header
    values: dict[str, Score] | None = None
    empty: tuple[Header, ...] = ()


class Effort(Question):
    """The one question that is asked in two directions: what the highest score says."""

    high_is: Literal["easy", "hard"]


class LoyaltyMap(ExportMap):
    """A whole map, as `read_map` reads it: any of the three questions."""

    recommend: Question | None = None
    satisfaction: Question | None = None
    effort: Effort | None = None

    @staticmethod
    def questions(value: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
        yield from (((name, "column"), keys(value, name).get("column")) for name in SCALES)

    @staticmethod
    def wrong(value: Mapping[str, Any], company: Company) -> Iterator[Wrong]:
        if all(value.get(name) is None for name in SCALES):
            yield (), f"must name the column of at least one of {', '.join(SCALES)}. Found none."
        for name, (low, high) in SCALES.items():
            if keys(value, name):
                yield from _scores(value, name, low, high)
        if asks(keys(value, "effort").get("high_is")):
            text = "must be filled in with easy or hard: what the highest score says. Found '?'."
            yield ("effort", "high_is"), text


def _scores(value: Mapping[str, Any], name: str, low: int, high: int) -> Iterator[Wrong]:
    """What is wrong with the answers to one question."""
    empty = not_answered(value) | not_answered(value, name)
    codes = keys(value, name, "values")
    must = f"{low} to {high}"
    yield from wrong_codes(codes, (name, "values"), empty, must)
    for word, code in codes.items():
        score = written_number(code)
        if type(score) is int and not low <= score <= high:
            yield (name, "values", word), f"must be {must}. Found {quoted(code)}."
    if keys(value, name).get("values") == {}:
        text = "must say what each answer means, or be left out where numbers count as they are"
        yield (name, "values"), f"{text}. Found none."
    if keys(value, name).get("values") is None:
        for word in sorted(empty & {str(score) for score in range(low, high + 1)}):
            at: Place = (name, "empty") if word in not_answered(value, name) else ("empty",)
            text = f"must not be a score of {name}, {must}, while its 'values:' are left out"
            yield at, f"{text}. Found {quoted(word)}."
