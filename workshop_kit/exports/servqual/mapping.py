"""The map of a SERVQUAL survey: which column is which side of an item, what words score."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from workshop_kit.company import Company
from workshop_kit.exports.mapping import (
    ExportMap,
    Header,
    asks,
    keys,
    not_answered,
    unknown_word,
    written_number,
    wrong_codes,
)
from workshop_kit.items import Dimension
from workshop_kit.named import Wrong
from workshop_kit.problems import quoted
from workshop_kit.strict_model import Strict
from workshop_kit.strict_yaml import Place

SIDES = ("expectation", "perception")
QUESTIONS = (*SIDES, "minimum")
Score = Annotated[int, BeforeValidator(written_number)]


class Statement(Strict):
    """The columns of one item; whether its statement is put the other way round.

    Where the map does not say it, the profile does.
    """

    expectation: Header
    perception: Header
    minimum: Header | None = None
    negative: bool | None = None


class ServqualMap(ExportMap):
    """A whole map, as `read_map` reads it; without `answers` numbers count as they are."""

    items: dict[str, Statement]
    answers: dict[str, Score] | None = None
    weights: dict[Dimension, Header] | None = None

    @staticmethod
    def questions(value: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
        for item, statement in keys(value, "items").items():
            yield from ((("items", item, side), keys(statement).get(side)) for side in QUESTIONS)
        for dimension, name in keys(value, "weights").items():
            yield ("weights", dimension), name

    @staticmethod
    def wrong(value: Mapping[str, Any], company: Company) -> Iterator[Wrong]:
        if value.get("items") == {}:
            yield ("items",), "must name at least one item. Found none."
        for item in keys(value, "items"):
            if text := unknown_word(item, "item", company.ids("items"), company):
                yield ("items", item), text
        if value.get("answers") == {}:
            text = "must say what each answer means, or be left out where numbers count as they are"
            yield ("answers",), f"{text}. Found none."
        if value.get("weights") is not None and len(keys(value, "weights")) < 2:
            text = "must name the columns of at least two dimensions, or be left out"
            yield ("weights",), f"{text}. Found {len(keys(value, 'weights'))}."
        yield from _scores(value, company)


def _scores(value: Mapping[str, Any], company: Company) -> Iterator[Wrong]:
    """What is wrong with the answers on the profile's scale."""
    scale, empty = company.scales.servqual, not_answered(value)
    codes = keys(value, "answers")
    must = f"{scale.low} to {scale.high}, the scale of {company.file.name}"
    yield from wrong_codes(codes, ("answers",), empty, must)
    for word, code in codes.items():
        score = written_number(code)
        if type(score) is int and not scale.low <= score <= scale.high and not asks(code):
            yield ("answers", word), f"must be {must}. Found {quoted(code)}."
    if value.get("answers") is None:
        for word in sorted(empty & {str(n) for n in range(scale.low, scale.high + 1)}):
            text = f"must not be a score of the scale, {scale.low} to {scale.high}"
            yield ("empty",), f"{text}, while 'answers:' is left out. Found {quoted(word)}."
