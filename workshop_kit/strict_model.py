"""Models of files that people write: read strictly, every problem in the words of this project."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from workshop_kit import strict_yaml
from workshop_kit.problems import Problem, meant, quoted


class Strict(BaseModel):
    """A part of a file: no unknown keys, no guessing of types, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Model = TypeVar("Model", bound=Strict)


@dataclass
class Read(Generic[Model]):
    """A file as it was read.

    Attributes
    ----------
    model : Strict or None
        None when the file does not fit.
    value : object
        The plain values of the file, also when they do not fit.
    lines : dict
        Line of every place.
    problems : list of Problem
        All that is wrong.
    """

    model: Model | None = None
    value: Any = None
    lines: dict[strict_yaml.Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_model(model: type[Model], path: Path) -> Read[Model]:
    """Read a YAML file as a model; nothing is raised, everything is in `problems`."""
    value, lines, problems = strict_yaml.read(path)
    read: Read[Model] = Read(None, value, lines, problems)
    if value is None and problems:
        return read
    if not isinstance(value, dict):
        text = "must hold keys such as 'id: my-company'. Found none."
        problems.append(Problem(path, "", text))
        return read
    try:
        # From JSON rules: a YAML list may become a tuple, but 12 never becomes "12".
        read.model = model.model_validate(_tuples(value))
    except ValidationError as error:
        for detail in error.errors():
            # A label that stands for both languages has no place "en" in the file.
            written = next(place for place in _outwards(detail["loc"]) if place in lines)
            place = detail["loc"] if detail["type"] == "missing" else written
            text = _said(detail, model)
            problems.append(Problem(path, strict_yaml.shown(place), text, lines[written]))
    return read


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(entry) for entry in value)
    if isinstance(value, dict):
        return {key: _tuples(entry) for key, entry in value.items()}
    return value


def _outwards(place: strict_yaml.Place) -> Iterator[strict_yaml.Place]:
    return (place[:end] for end in range(len(place), -1, -1))


_MUST = {
    "string_type": "must be text",
    "string_pattern_mismatch": "must look like '#0f766e'",
    "tuple_type": "must be a list, one '- ' line each",
    "dict_type": "must be keys with values",
}


def _said(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """A message of pydantic's in the form of this project: what must hold, what was found."""
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        *place, key = detail["loc"]
        return f"must be a known key. Found {quoted(key)}. {meant(key, _keys(model, place))}"
    if kind == "missing":
        return "must be given. Found nothing."
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        return f"must be one of the allowed words. Found {quoted(found)}. {meant(found, allowed)}"
    if kind != "model_type":
        must = _MUST.get(kind) or re.sub("(Input|String) should", "must", detail["msg"])
    elif detail["ctx"]["class_name"] == "Label":
        must = "must be text or keys such as 'en: ...' and 'zh: ...'"
    else:
        must = f"must be keys with values, of these: {', '.join(_keys(model, detail['loc']))}"
    hint = " Put it in quotes." if "be text" in must and isinstance(found, int | float) else ""
    return f"{must}. Found {_kind(found)}.{hint}"


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {quoted(value)}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return "a list" if isinstance(value, tuple) else "keys with values"


def _keys(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """Keys that are known at a place."""
    for part in place:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        found = list(_models(field.annotation)) if field else []
        if not found:  # a mapping whose keys are a list of words
            return list(_words(field.annotation)) if field else []
        model = found[0]
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _words(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) is dict:
        yield from _words(get_args(annotation)[0])
