"""A company profile: what a consultant writes once, read strictly and checked as a whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from workshop_kit import strict_yaml
from workshop_kit.problems import Problem, ProblemsError, errors, meant

Language = Literal["en", "zh"]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
DataKind = Literal["kano_answers", "kano_tally", "needs"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# Windows refuses these as names of folders, whatever follows the dot.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{p}{i}" for p in ("com", "lpt") for i in range(10)}


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise PydanticCustomError(
            "id", "must be 1 to 40 characters a-z, 0-9 and '-', and start with a letter or digit"
        )
    if value in _DEVICES:
        raise PydanticCustomError("id", "must not be a device name of Windows")
    return value


def _text(value: str) -> str:
    if not value.strip() or any(ord(char) < 32 for char in value):
        raise PydanticCustomError("text", "must be text on one line, not empty")
    return value.strip()


def _label(value: Any) -> Any:
    return {"en": value, "zh": value} if isinstance(value, str) else value


def _relative(value: str) -> str:
    path = Path(value)
    # '*' and '[' would make DuckDB read every file that fits; '\' and ':' are paths on Windows.
    if path.is_absolute() or ".." in path.parts or set(value) & set('*?[]\\:|<>"'):
        raise PydanticCustomError("path", "must be a path inside the profile's folder, with '/'")
    return value


Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, Field(max_length=300), AfterValidator(_text)]
RelativePath = Annotated[str, AfterValidator(_relative)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Label(_Strict):
    """A text in both languages; a profile may give one text for both."""

    en: Text
    zh: Text

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


AnyLabel = Annotated[Label, BeforeValidator(_label)]


class Named(_Strict):
    id: Id
    label: AnyLabel


class Touchpoint(Named):
    kind: Literal["physical", "digital", "human"]


class Need(Named):
    feature: Id | None = None


class Feature(Named):
    touchpoint: Id | None = None
    functional: AnyLabel | None = None
    dysfunctional: AnyLabel | None = None


class Item(Named):
    dimension: Dimension


class Scale(_Strict):
    low: int
    high: int

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        if self.low >= self.high:
            raise PydanticCustomError("scale", "must have low below high")
        return self


class Scales(_Strict):
    servqual: Scale = Scale(low=1, high=7)


class KanoOptions(_Strict):
    evaluation: Literal["classic", "pouliot", "short"] = "classic"
    rule: Literal["mode", "blauth"] = "mode"
    tolerance: float = Field(default=0.0, ge=0, le=1)


class Company(_Strict):
    """One company's profile. `read_company` reads it; nothing in it can be changed afterwards."""

    id: Id
    name: AnyLabel
    industry: AnyLabel | None = None
    language: Language = "en"
    origin: Literal["survey", "published", "synthetic"] = "survey"
    source: AnyLabel | None = None
    colour: str = Field(default="#0f766e", pattern=r"^#[0-9a-fA-F]{6}$")
    logo: RelativePath | None = None
    aliases: tuple[Text, ...] = ()
    mentions: tuple[Text, ...] = ()
    segments: tuple[Named, ...] = ()
    cohorts: tuple[Named, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    needs: tuple[Need, ...] = ()
    features: tuple[Feature, ...] = ()
    items: tuple[Item, ...] = ()
    scales: Scales = Scales()
    weights: dict[Dimension, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    kano: KanoOptions = KanoOptions()
    data: dict[DataKind, RelativePath] = Field(default_factory=dict)

    _file: Path = PrivateAttr()
    LISTS: ClassVar = ("segments", "cohorts", "touchpoints", "needs", "features", "items")

    @property
    def folder(self) -> Path:
        """The folder of the profile; its data files lie inside."""
        return self._file.parent

    @property
    def file(self) -> Path:
        """The profile itself."""
        return self._file

    def data_file(self, kind: DataKind) -> Path | None:
        """The data file of a kind, or None where the profile names none."""
        return self.folder / self.data[kind] if kind in self.data else None

    def ids(self, name: str) -> list[str]:
        """Ids of one of the lists (`"features"`, `"segments"`, ...), in the profile's order."""
        return [entry.id for entry in getattr(self, name)]

    def labels(self, name: str, language: Language) -> dict[str, str]:
        """Id to label of one of the lists, in the profile's order."""
        return {entry.id: entry.label.text(language) for entry in getattr(self, name)}

    @property
    def names(self) -> frozenset[str]:
        """Every word that would give this company away in another one's report."""
        return frozenset({self.id, self.name.en, self.name.zh, *self.aliases})


def read_company(path: str | Path) -> Company:
    """Read and check a profile.

    Parameters
    ----------
    path : str or Path
        The `company.yaml`, or its folder.

    Raises
    ------
    ProblemsError
        With everything that must be changed, each with file, line, place, what was found and what
        is allowed.
    """
    company, problems = check_company(path)
    if company is None:
        raise ProblemsError(errors(problems))
    return company


def check_company(path: str | Path) -> tuple[Company | None, list[Problem]]:
    """The profile (None when it cannot be used) and everything that is wrong with it."""
    path = Path(path)
    path = path / "company.yaml" if path.is_dir() else path
    value, lines, problems = strict_yaml.read(path)
    if value is None and problems:
        return None, problems
    if not isinstance(value, dict):
        text = "must hold keys such as 'id: my-company'. Found none."
        return None, [*problems, Problem(path, "", text)]
    company = None
    try:
        # From JSON rules: a YAML list may become a tuple, but 12 never becomes "12".
        company = Company.model_validate(_tuples(value))
    except ValidationError as error:
        for detail in error.errors():
            place = tuple(part for part in detail["loc"])
            line = next((lines[p] for p in _outwards(place) if p in lines), None)
            problems.append(Problem(path, strict_yaml.shown(place), _said(detail), line))
    for place, text in _across(value, path.resolve().parent):
        problems.append(Problem(path, strict_yaml.shown(place), text, lines.get(place)))
    problems.sort(key=lambda problem: problem.line or 0)
    if problems or company is None:
        return None, problems
    company._file = path
    return company, []


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(entry) for entry in value)
    if isinstance(value, dict):
        return {key: _tuples(entry) for key, entry in value.items()}
    return value


def _outwards(place: strict_yaml.Place) -> Iterator[strict_yaml.Place]:
    return (place[:end] for end in range(len(place), -1, -1))


def _said(detail: ErrorDetails) -> str:
    """A message of pydantic's in the form of this project: what must hold, what was found."""
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        place = detail["loc"]
        return f"must be a known key. Found {place[-1]!r}. {meant(place[-1], _keys(place[:-1]))}"
    if kind == "missing":
        return "must be given. Found nothing."
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        return f"must be one of the allowed words. Found {found!r}. {meant(found, allowed)}"
    if kind == "string_type":
        hint = " Put it in quotes." if isinstance(found, int | float) else ""
        return f"must be text. Found {_kind(found)}.{hint}"
    if kind in ("model_type", "model_attributes_type"):
        return f"must be text or keys such as 'en: ...' and 'zh: ...'. Found {_kind(found)}."
    if kind == "tuple_type":
        return f"must be a list, one '- ' line each. Found {_kind(found)}."
    if kind == "dict_type":
        return f"must be keys with values. Found {_kind(found)}."
    if kind == "string_pattern_mismatch":
        return f"must look like '#0f766e'. Found {found!r}."
    message = detail["msg"].replace("Input should be", "must be")
    return f"{message}. Found {_kind(found)}."


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    names = {bool: "yes/no", int: "the number", float: "the number", str: "the text"}
    if (name := names.get(type(value))) is not None:
        return f"{name} {value!r}"
    return "a list" if isinstance(value, tuple | list) else "keys with values"


def _keys(place: Sequence[str | int]) -> list[str]:
    """Keys that are known at a place."""
    model: type[BaseModel] = Company
    for part in place:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        found = list(_models(field.annotation)) if field else []
        if not found:
            return list(get_args(Dimension)) if part == "weights" else list(get_args(DataKind))
        model = found[0]
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _across(value: Mapping[str, Any], folder: Path) -> Iterator[tuple[strict_yaml.Place, str]]:
    """What no single field can know: duplicates, references, sums, files."""
    ids: dict[str, list[str]] = {}
    for name in Company.LISTS:
        rows = list(_rows(value, name))
        ids[name] = [row["id"] for _, row in rows if isinstance(row.get("id"), str)]
        seen: set[str] = set()
        for i, row in rows:
            if isinstance(row.get("id"), str) and row["id"] in seen:
                yield (name, i, "id"), f"must be unique in {name}. Found {row['id']!r} again."
            seen.add(str(row.get("id")))
    for name, key, target in (
        ("features", "touchpoint", "touchpoints"),
        ("needs", "feature", "features"),
    ):
        known = set(ids[target])
        for i, row in _rows(value, name):
            found = row.get(key)
            if isinstance(found, str) and found not in known:
                text = f"must name one of this profile's {target}. Found {found!r}."
                yield (name, i, key), f"{text} {meant(found, ids[target])}"
    weights = value.get("weights")
    if isinstance(weights, dict) and weights and all(_number(w) for w in weights.values()):
        total = sum(weights.values())
        if abs(total - 1) > 1e-6:
            hint = " Divide points by 100." if abs(total - 100) < 1e-6 else ""
            yield ("weights",), f"must sum to 1. Found a sum of {total:g}.{hint}"
    if value.get("origin") in ("published", "synthetic") and not value.get("source"):
        yield ("source",), "must say where the numbers come from when origin is not 'survey'."
    yield from _files(value, folder)


def _files(value: Mapping[str, Any], folder: Path) -> Iterator[tuple[strict_yaml.Place, str]]:
    data = value.get("data")
    named: list[tuple[strict_yaml.Place, Any, tuple[str, ...]]] = [
        (("data", kind), path, (".csv", ".parquet"))
        for kind, path in (data.items() if isinstance(data, dict) else ())
    ]
    named.append((("logo",), value.get("logo"), (".png", ".jpg", ".jpeg")))
    for place, name, endings in named:
        if not isinstance(name, str):
            continue
        file = (folder / name).resolve()
        if not file.is_relative_to(folder):
            yield place, f"must stay inside the profile's folder. Found {name!r}, which leads out."
        elif file.suffix.lower() not in endings:
            yield place, f"must end in {' or '.join(endings)}. Found {name!r}."
        elif not file.is_file():
            near = [entry.name for entry in folder.iterdir() if entry.suffix in endings]
            yield (
                place,
                f"must be a file in the profile's folder. Found none named {name!r}. "
                f"{meant(name, near)}",
            )
    if isinstance(data, dict) and {"kano_answers", "kano_tally"} <= set(data):
        yield (
            ("data", "kano_tally"),
            "must not be given beside kano_answers: one of the two counts.",
        )


def _rows(value: Mapping[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = value.get(name)
    if isinstance(rows, list):
        yield from ((i, row) for i, row in enumerate(rows) if isinstance(row, dict))


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def new_company(folder: Path) -> Path:
    """Write a commented profile and empty data files that pass the check; return the profile.

    Raises
    ------
    ValueError
        When the folder is there and not empty, or its name cannot be made an id.
    """
    from importlib.resources import files

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"A new company must have a new folder. {folder} is there and not empty.")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:40].rstrip("-")
    if not _ID.fullmatch(name) or name in _DEVICES:
        name = "my-company"
    template = files("workshop_kit").joinpath("company_template.yaml").read_text("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "company.yaml").write_text(template.replace("my-company", name), "utf-8")
    header = "respondent,segment,feature,functional,dysfunctional,importance\n"
    (folder / "kano_answers.csv").write_text(header, "utf-8")
    (folder / "needs.csv").write_text("cohort,need,count\n", "utf-8")
    return folder / "company.yaml"
