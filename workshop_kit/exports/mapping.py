"""The map of an export: how the file is written, who answered, which columns must not be read."""

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from workshop_kit.company import Company
from workshop_kit.exports.files import Look, even
from workshop_kit.named import Wrong
from workshop_kit.problems import Problem, ProblemsError, meant, quoted
from workshop_kit.strict_model import Strict, read_model
from workshop_kit.strict_yaml import Place, shown

UNKNOWN = "?"


def _encoding(value: str) -> str:
    try:
        "1".encode(value)
    except (LookupError, ValueError):
        raise PydanticCustomError(
            "encoding", "must be an encoding, such as utf-8, gb18030, cp949 or cp1252"
        ) from None
    return value


Encoding = Annotated[str, Field(max_length=40), AfterValidator(_encoding)]
Header = Annotated[str, Field(min_length=1, max_length=5_000)]


def written_number(value: Any) -> Any:
    """A number may be written over the question mark, with its quotes left standing."""
    short = isinstance(value, str) and len(value) < 4
    return int(value) if short and value.isascii() and value.isdigit() else value


class Segment(Strict):
    """The column that says who answered, and its words for the profile's segments."""

    column: Header
    values: dict[str, str]


class ExportMap(Strict):
    """What every map says; each method adds where its questions are and what answers mean."""

    encoding: Encoding = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] = ","
    sheet: Header | None = None
    header_rows: Annotated[int, Field(ge=1, le=10)] = 1
    respondent: Header | None = None
    keep_respondent: bool = False
    segment: Segment | None = None
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
        return {place: even(name) for place, name in _headers(self, self.model_dump(mode="json"))}

    def problem(self, place: Place, text: str) -> Problem:
        """Something to be changed at a place of the map."""
        return Problem(self._file, shown(place), text, self._lines.get(place))

    @staticmethod
    @abstractmethod
    def questions(value: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
        """Places of a map that hold the header of a question, also of a map that does not fit."""

    @staticmethod
    @abstractmethod
    def wrong(value: Mapping[str, Any], company: Company) -> Iterator[Wrong]:
        """What no single field can know of the questions and what their answers mean."""


Found = TypeVar("Found", bound=ExportMap)


def read_map(model: type[Found], path: Path, company: Company) -> Found:
    """Read and check a map against the profile it is for.

    Raises
    ------
    ProblemsError
        With everything that must be changed, each with file, line, place, what was found and what
        is allowed.
    """
    read = read_model(model, path)
    problems = read.problems
    if isinstance(read.value, dict):
        own = [
            Problem(path, shown(place), text, read.lines.get(place))
            for place, text in _across(model, read.value, company)
        ]
        # A "?" is no number either, but that is not what there is to say about it.
        asked = {problem.where for problem in own if f"Found '{UNKNOWN}'" in problem.text}
        problems = [problem for problem in problems if problem.where not in asked]
        problems = sorted(dict.fromkeys(problems + own), key=lambda problem: problem.line or 0)
    if problems or read.model is None:
        raise ProblemsError(problems, most=50)
    read.model._file, read.model._lines = path, read.lines
    return read.model


def keys(value: Any, *path: str) -> Mapping[str, Any]:
    """What stands at a place, as keys with values; nothing where it is anything else."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def asks(value: Any) -> bool:
    """Whether somebody still has to fill in what belongs there."""
    return isinstance(value, str) and value.strip() == UNKNOWN


def not_answered(value: Mapping[str, Any], *path: str) -> set[str]:
    """The words of a map that mean that nobody answered."""
    words = keys(value, *path).get("empty")
    words = words if isinstance(words, list) else []
    return {even(word) for word in words if isinstance(word, str)}


def unknown_word(name: Any, kind: str, known: Collection[str], company: Company) -> str:
    """Why a word cannot be a feature, item or segment of the company, or nothing."""
    if not isinstance(name, str) or name in known:
        return ""
    a = "an" if kind[0] in "aeiou" else "a"
    if asks(name):
        more = f" {meant('', known)}" if known else ""
        return f"must be filled in: {a} {kind} of {company.file.name}. Found '?'.{more}"
    return f"must be {a} {kind} of {company.file.name}. Found {quoted(name)}. {meant(name, known)}"


def wrong_codes(
    codes: Mapping[str, Any], at: Place, empty: Collection[str], codes_are: str
) -> Iterator[Wrong]:
    """What is wrong with words and the codes that they are given."""
    given: dict[str, Any] = {}
    for word, code in codes.items():
        place = (*at, word)
        if asks(code):
            yield place, f"must be filled in with {codes_are}. Found '?'."
        elif given.setdefault(even(word), code) != code:
            yield place, "must have one code. Found it twice, with two."
        if even(word) in empty:
            yield place, "must be an answer or stand under 'empty:'. Found it in both."


def _headers(
    model: type[ExportMap] | ExportMap, value: Mapping[str, Any]
) -> Iterator[tuple[Place, str]]:
    """Places of a map that hold a header, also of a map that does not fit."""
    places = list(model.questions(value))
    places.append((("respondent",), value.get("respondent")))
    places.append((("segment", "column"), keys(value, "segment").get("column")))
    drop = value.get("drop")
    places += [(("drop", i), name) for i, name in enumerate(drop if isinstance(drop, list) else ())]
    yield from ((place, name) for place, name in places if isinstance(name, str))


def _across(model: type[ExportMap], value: Mapping[str, Any], company: Company) -> Iterator[Wrong]:
    """What no single field can know: the profile's words, columns used twice, gaps left open."""
    seen: dict[str, Place] = {}
    for place, name in _headers(model, value):
        if asks(name):
            yield place, "must be filled in: the header of a column. Found '?'."
        elif (first := seen.setdefault(even(name), place)) != place:
            yield place, f"must be a column of its own. Found {quoted(name)}, as in {shown(first)}."
    if value.get("keep_respondent") is True and value.get("respondent") is None:
        yield ("keep_respondent",), "must come with 'respondent: ...', the column to keep."
    for word, segment in keys(value, "segment", "values").items():
        if text := unknown_word(segment, "segment", company.ids("segments"), company):
            yield ("segment", "values", word), text
    yield from model.wrong(value, company)
