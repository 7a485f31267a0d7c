"""The map of a KANO survey: which column is which side of a feature, which word which code."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from workshop_kit.company import Company
from workshop_kit.exports.mapping import (
    ExportMap,
    Header,
    keys,
    not_answered,
    unknown_word,
    written_number,
    wrong_codes,
)
from workshop_kit.named import Wrong
from workshop_kit.strict_model import Strict
from workshop_kit.strict_yaml import Place

SIDES = ("functional", "dysfunctional")
QUESTIONS = (*SIDES, "importance")
CODES = "1 to 5: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike"
Code = Annotated[int, Field(ge=1, le=5), BeforeValidator(written_number)]


class Pair(Strict):
    """The columns of one feature."""

    functional: Header
    dysfunctional: Header
    importance: Header | None = None


class Answers(Strict):
    """What the file says for each answer: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike."""

    functional: dict[str, Code]
    dysfunctional: dict[str, Code]


class KanoMap(ExportMap):
    """A whole map, as `read_map` reads it."""

    features: dict[str, Pair]
    answers: Answers

    @staticmethod
    def questions(value: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
        for feature, pair in keys(value, "features").items():
            yield from ((("features", feature, side), keys(pair).get(side)) for side in QUESTIONS)

    @staticmethod
    def wrong(value: Mapping[str, Any], company: Company) -> Iterator[Wrong]:
        if value.get("features") == {}:
            yield ("features",), "must name at least one feature. Found none."
        for feature in keys(value, "features"):
            if text := unknown_word(feature, "feature", company.ids("features"), company):
                yield ("features", feature), text
        for side in SIDES:
            if keys(value, "answers").get(side) == {}:
                yield ("answers", side), "must say what each answer means. Found none."
            codes = keys(value, "answers", side)
            yield from wrong_codes(codes, ("answers", side), not_answered(value), CODES)
