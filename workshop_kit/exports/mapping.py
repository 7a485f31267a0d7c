"""The map of an export: which column is which side of which feature, which wording which code."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from workshop_kit.company import Company
from workshop_kit.exports.files import Look, even
from workshop_kit.fields import Text
from workshop_kit.problems import Problem, ProblemsError, meant
from workshop_kit.strict_model import Strict, read_model

Code = Annotated[int, Field(ge=1, le=5)]
Header = Annotated[str, Field(min_length=1, max_length=2_000)]


class Pair(Strict):
    """The columns of one feature."""

    functional: Header
    dysfunctional: Header
    importance: Header | None = None


class Segment(Strict):
    """The column that says who answered, and its words for the profile's segments."""

    column: Header
    values: dict[str, str]


class Answers(Strict):
    """What the file says for each answer: 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike."""

    functional: dict[str, Code]
    dysfunctional: dict[str, Code]


class KanoMap(Strict):
    """A whole map, as `read_map` reads it."""

    encoding: Text = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] = ","
    sheet: Text | None = None
    header_rows: Annotated[int, Field(ge=1, le=10)] = 1
    respondent: Header | None = None
    keep_respondent: bool = False
    segment: Segment | None = None
    features: dict[str, Pair]
    answers: Answers
    drop: tuple[Header, ...] = ()

    @property
    def look(self) -> Look:
        return Look(self.encoding, self.delimiter, self.sheet, self.header_rows)

    def columns(self) -> dict[str, str]:
        """Every header that the map uses, evened out, and the place in the map that names it."""
        used: dict[str, str] = {}
        for feature, pair in self.features.items():
            for side in ("functional", "dysfunctional", "importance"):
                if (header := getattr(pair, side)) is not None:
                    used.setdefault(even(header), f"features.{feature}.{side}")
        if self.respondent is not None:
            used.setdefault(even(self.respondent), "respondent")
        if self.segment is not None:
            used.setdefault(even(self.segment.column), "segment.column")
        return used


def read_map(path: Path, company: Company) -> KanoMap:
    """Read and check a map against the profile it is for.

    Raises
    ------
    ProblemsError
        With everything that must be changed, each with file, line, place, what was found and what
        is allowed.
    """
    read = read_model(KanoMap, path)
    problems = read.problems
    if read.model is not None:
        for place, text in _across(read.model, company):
            problems.append(Problem(path, ".".join(place), text, read.lines.get(place)))
    if read.model is None or problems:
        raise ProblemsError(problems)
    return read.model


def _across(found: KanoMap, company: Company) -> "list[tuple[tuple[str, ...], str]]":
    problems: list[tuple[tuple[str, ...], str]] = []
    known = company.ids("features")
    for feature in found.features:
        if feature not in known:
            text = f"must be a feature of {company.file.name}. Found {feature!r}."
            problems.append((("features", feature), f"{text} {meant(feature, known)}"))
    if not found.features:
        problems.append((("features",), "must name at least one feature. Found none."))
    segments = company.ids("segments")
    for word, segment in (found.segment.values if found.segment else {}).items():
        if segment not in segments:
            text = f"must be a segment of {company.file.name}. Found {segment!r}."
            problems.append((("segment", "values", word), f"{text} {meant(segment, segments)}"))
    problems += _twice(found)
    for side in ("functional", "dysfunctional"):
        codes: Mapping[str, int] = getattr(found.answers, side)
        evened: dict[str, int] = {}
        for word, code in codes.items():
            if evened.setdefault(even(word), code) != code:
                place = ("answers", side, word)
                problems.append((place, "must stand once. Found it twice, with two codes."))
        if not codes:
            problems.append((("answers", side), "must say what each answer means. Found none."))
    return problems


def _twice(found: KanoMap) -> "list[tuple[tuple[str, ...], str]]":
    """A column that stands for two things."""
    problems: list[tuple[tuple[str, ...], str]] = []
    seen: dict[str, str] = {}
    for feature, pair in found.features.items():
        for side in ("functional", "dysfunctional", "importance"):
            header = getattr(pair, side)
            if header is None:
                continue
            place = f"features.{feature}.{side}"
            if (first := seen.setdefault(even(header), place)) != place:
                text = f"must be a column of its own. Found {header!r}, as for {first}."
                problems.append((("features", feature, side), text))
    return problems
