"""The map of an export: which column is which side of which feature, which wording which code."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from workshop_kit.company import Company
from workshop_kit.exports.files import Look, even
from workshop_kit.problems import Problem, ProblemsError, meant, quoted
from workshop_kit.strict_model import Strict, read_model
from workshop_kit.strict_yaml import Place, shown

UNKNOWN = "?"
SIDES = ("functional", "dysfunctional")
QUESTIONS = (*SIDES, "importance")
_CODES = "1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike"


def _encoding(value: str) -> str:
    try:
        "1".encode(value)
    except (LookupError, ValueError):
        raise PydanticCustomError(
            "encoding", "must be an encoding, such as utf-8, gb18030, cp949 or cp1252"
        ) from None
    return value


Encoding = Annotated[str, Field(max_length=40), AfterValidator(_encoding)]
# The number may be written over the question mark, with its quotes left standing.
Code = Annotated[
    int,
    Field(ge=1, le=5),
    BeforeValidator(lambda code: int(code) if code in (*"12345",) else code),
]
Header = Annotated[str, Field(min_length=1, max_length=5_000)]


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

    encoding: Encoding = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] = ","
    sheet: Header | None = None
    header_rows: Annotated[int, Field(ge=1, le=10)] = 1
    respondent: Header | None = None
    keep_respondent: bool = False
    segment: Segment | None = None
    features: dict[str, Pair]
    answers: Answers
    empty: tuple[Header, ...] = ()
    drop: tuple[Header, ...] = ()

    _file: Path = PrivateAttr()
    _lines: dict[Place, int] = PrivateAttr()

    @property
    def look(self) -> Look:
        return Look(self.encoding, self.delimiter, self.sheet, self.header_rows)

    @property
    def headers(self) -> dict[Place, str]:
        """Every header that the map names, evened out, by its place in the map."""
        return {place: even(name) for place, name in _headers(self.model_dump(mode="json"))}

    def problem(self, place: Place, text: str) -> Problem:
        """Something to be changed at a place of the map."""
        return Problem(self._file, shown(place), text, self._lines.get(place))


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
    if isinstance(read.value, dict):
        own = [
            Problem(path, shown(place), text, read.lines.get(place))
            for place, text in _across(read.value, company)
        ]
        # A "?" is no number either, but that is not what there is to say about it.
        asked = {problem.where for problem in own}
        problems = [p for p in problems if p.where not in asked or "Found the text" not in p.text]
        problems = sorted(dict.fromkeys(problems + own), key=lambda problem: problem.line or 0)
    if problems or read.model is None:
        raise ProblemsError(problems, most=50)
    read.model._file, read.model._lines = path, read.lines
    return read.model


def _headers(value: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Places of a map that hold a header, also of a map that does not fit."""
    places: list[tuple[Place, Any]] = []
    for feature, pair in _keys(value, "features").items():
        places += [(("features", feature, side), _keys(pair).get(side)) for side in QUESTIONS]
    places.append((("respondent",), value.get("respondent")))
    places.append((("segment", "column"), _keys(value, "segment").get("column")))
    drop = value.get("drop")
    places += [(("drop", i), name) for i, name in enumerate(drop if isinstance(drop, list) else ())]
    yield from ((place, name) for place, name in places if isinstance(name, str))


def _keys(value: Any, *path: str) -> Mapping[str, Any]:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _across(value: Mapping[str, Any], company: Company) -> Iterator[tuple[Place, str]]:
    """What no single field can know: the profile's words, columns used twice, gaps left open."""
    features = value.get("features")
    if isinstance(features, dict) and not features:
        yield ("features",), "must name at least one feature. Found none."
    for feature in _keys(value, "features"):
        if text := _unknown(feature, "feature", company):
            yield ("features", feature), text
    seen: dict[str, Place] = {}
    for place, name in _headers(value):
        if name.strip() == UNKNOWN:
            yield place, "must be filled in: the header of a column. Found '?'."
        elif (first := seen.setdefault(even(name), place)) != place:
            yield place, f"must be a column of its own. Found {quoted(name)}, as in {shown(first)}."
    if value.get("keep_respondent") is True and value.get("respondent") is None:
        yield ("keep_respondent",), "must come with 'respondent: ...', the column to keep."
    for word, segment in _keys(value, "segment", "values").items():
        if text := _unknown(segment, "segment", company):
            yield ("segment", "values", word), text
    yield from _wordings(value)


def _unknown(name: Any, kind: str, company: Company) -> str:
    """Why a word cannot be a feature or segment of the company, or nothing."""
    known = company.ids(f"{kind}s")
    if not isinstance(name, str) or name in known:
        return ""
    if name.strip() == UNKNOWN:
        more = f" {meant('', known)}" if known else ""
        return f"must be filled in: a {kind} of {company.file.name}. Found '?'.{more}"
    return f"must be a {kind} of {company.file.name}. Found {quoted(name)}. {meant(name, known)}"


def _wordings(value: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    words = value.get("empty")
    words = words if isinstance(words, list) else []
    empty = {even(word) for word in words if isinstance(word, str)}
    for side in SIDES:
        if _keys(value, "answers").get(side) == {}:
            yield ("answers", side), "must say what each answer means. Found none."
        codes: dict[str, Any] = {}
        for word, code in _keys(value, "answers", side).items():
            place = ("answers", side, word)
            if isinstance(code, str) and code.strip() == UNKNOWN:
                yield place, f"must be filled in with 1 to 5: {_CODES}. Found '?'."
            elif codes.setdefault(even(word), code) != code:
                yield place, "must have one code. Found it twice, with two."
            if even(word) in empty:
                yield place, "must be an answer or stand under 'empty:'. Found it in both."
