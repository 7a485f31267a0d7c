"""A company profile: what a consultant writes once, read strictly and checked as a whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PrivateAttr, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from workshop_kit import strict_yaml
from workshop_kit.customers import Attribute, Cohort, PersonaOptions, check_customers
from workshop_kit.fields import DEVICES, ID, Id, RelativePath, Text
from workshop_kit.items import (
    CustomerItem,
    Dimension,
    GapOptions,
    Role,
    RoleItem,
    asked_of,
    check_items,
    kit_customer_items,
    kit_role_items,
)
from workshop_kit.layouts import (
    LAYOUTS,
    Layout,
    customers_layout,
    gap_layout,
    servqual_layout,
)
from workshop_kit.life_cycles import LIFE_CYCLES, industry_of, stages_of
from workshop_kit.named import AnyLabel, Named, Wrong, ids, repeated, rows, unknown
from workshop_kit.problems import Problem, ProblemsError, errors, meant, quoted
from workshop_kit.stages import JourneyOptions, Stages, Touchpoint, check_journey
from workshop_kit.strict_model import Strict, read_model

__all__ = ["Company", "Touchpoint", "check_company", "new_company", "read_company"]

Language = Literal["en", "zh"]
DataKind = Literal[
    "kano_answers",
    "kano_tally",
    "needs",
    "customers",
    "curves",
    "servqual_answers",
    "servqual_weights",
    "gap_answers",
    "complaints",
    "loyalty_answers",
]
TEMPLATE_NAME = "My company"
# What `workshop import` writes, and its method.
_IMPORTED = {
    "kano_answers": "kano",
    "servqual_answers": "servqual",
    "servqual_weights": "servqual",
    "loyalty_answers": "loyalty",
}


class Need(Named):
    feature: Id | None = None


class Feature(Named):
    touchpoint: Id | None = None
    functional: AnyLabel | None = None
    dysfunctional: AnyLabel | None = None


class Scale(Strict):
    low: Annotated[int, Field(ge=0, le=100)]
    high: Annotated[int, Field(ge=0, le=100)]

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        if self.low >= self.high:
            raise PydanticCustomError("scale", "must have low below high")
        return self


class Scales(Strict):
    servqual: Scale = Scale(low=1, high=7)


class KanoOptions(Strict):
    evaluation: Literal["classic", "pouliot", "short"] = "classic"
    rule: Literal["mode", "blauth"] = "mode"
    tolerance: float = Field(default=0.0, ge=0, le=1)


class LoyaltyOptions(Strict):
    """How the answers on effort are read: whether 7 means very easy or very hard."""

    effort_high_is: Literal["easy", "hard"] = "easy"


class Company(Strict):
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
    cohorts: tuple[Cohort, ...] = ()
    stages: Stages = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    needs: tuple[Need, ...] = ()
    features: tuple[Feature, ...] = ()
    items: tuple[CustomerItem, ...] = Field(default_factory=kit_customer_items)
    role_items: tuple[RoleItem, ...] = Field(default_factory=kit_role_items)
    attributes: tuple[Attribute, ...] = ()
    sources: tuple[Named, ...] = ()
    persona: PersonaOptions = PersonaOptions()
    journey: JourneyOptions = JourneyOptions()
    gaps: GapOptions = GapOptions()
    loyalty: LoyaltyOptions = LoyaltyOptions()
    scales: Scales = Scales()
    weights: dict[Dimension, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    kano: KanoOptions = KanoOptions()
    data: dict[DataKind, RelativePath] = Field(default_factory=dict)

    _file: Path = PrivateAttr()
    LISTS: ClassVar = (
        "segments",
        "cohorts",
        "stages",
        "touchpoints",
        "needs",
        "features",
        "items",
        "role_items",
        "attributes",
        "sources",
    )

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

    def asked(self, role: Role) -> tuple[RoleItem, ...]:
        """What managers or staff are asked about gaps 1 to 4, gap by gap."""
        return asked_of(role, self.items, self.role_items)

    def layout(self, kind: DataKind) -> Layout:
        """The columns of a data file of this company, and what they may hold."""
        scale = self.scales.servqual.low, self.scales.servqual.high
        if kind == "customers":
            return customers_layout(self.attributes)
        if kind == "servqual_answers":
            return servqual_layout(self.items, scale)
        if kind == "gap_answers":
            return gap_layout([*self.asked("manager"), *self.asked("staff")], scale)
        return LAYOUTS[kind]

    @property
    def names(self) -> frozenset[str]:
        """Every word that would give this company away in another one's report."""
        return frozenset({self.id, self.name.en, self.name.zh, *self.aliases})


def read_company(path: str | Path, *, before_import: bool = False) -> Company:
    """Read and check a profile.

    Parameters
    ----------
    path : str or Path
        The `company.yaml`, or its folder.
    before_import : bool
        Whether the data files that `workshop import` writes may still be missing.

    Raises
    ------
    ProblemsError
        With everything that must be changed, each with file, line, place, what was found and what
        is allowed.
    """
    company, problems = check_company(path, before_import=before_import)
    if company is None:
        raise ProblemsError(errors(problems))
    return company


def check_company(
    path: str | Path, *, before_import: bool = False
) -> tuple[Company | None, list[Problem]]:
    """The profile (None when it cannot be used) and everything that is wrong with it."""
    path = Path(path)
    path = path / "company.yaml" if path.is_dir() else path
    read = read_model(Company, path)
    problems = read.problems
    if isinstance(read.value, dict):
        for place, text in _across(read.value, path.parent.resolve(), before_import):
            problems.append(Problem(path, strict_yaml.shown(place), text, read.lines.get(place)))
    problems = sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0)
    if problems or read.model is None:
        return None, problems
    read.model._file = path
    return read.model, []


def _across(value: Mapping[str, Any], folder: Path, before_import: bool) -> Iterator[Wrong]:
    """What no single field can know: duplicates, references, sums, files."""
    for name in Company.LISTS:
        yield from repeated(
            (((name, i, "id"), row.get("id")) for i, row in rows(value, name)), name
        )
    for name, key, target in (
        ("features", "touchpoint", "touchpoints"),
        ("needs", "feature", "features"),
    ):
        named = (((name, i, key), row.get(key)) for i, row in rows(value, name))
        yield from unknown(named, ids(value, target), f"this profile's {target}")
    yield from check_customers(value)
    yield from check_journey(value)
    yield from check_items(value)
    weights = value.get("weights")
    if isinstance(weights, dict) and weights and all(_number(w) for w in weights.values()):
        total = sum(weights.values())
        if abs(total - 1) > 1e-6:
            hint = " Divide points by 100." if abs(total - 100) < 1e-6 else ""
            yield ("weights",), f"must sum to 1. Found a sum of {total:g}.{hint}"
    if value.get("origin") in ("published", "synthetic") and value.get("source") is None:
        text = "must say where the numbers come from when origin is not 'survey'. Found nothing."
        yield ("source",), text
    yield from _files(value, folder, before_import)


def _files(value: Mapping[str, Any], folder: Path, before_import: bool) -> Iterator[Wrong]:
    data = value.get("data")
    named: list[tuple[strict_yaml.Place, Any, tuple[str, ...]]] = [
        (("data", kind), path, (".csv", ".parquet"))
        for kind, path in (data.items() if isinstance(data, dict) else ())
    ]
    named.append((("logo",), value.get("logo"), (".png", ".jpg", ".jpeg")))
    for place, name, endings in named:
        method = _IMPORTED.get(str(place[-1]), "")
        if text := _missing(name, endings, folder, method, before_import):
            yield place, text
    if isinstance(data, dict) and {"kano_answers", "kano_tally"} <= set(data):
        text = "must not be given beside kano_answers: one of the two counts. Found both."
        yield ("data", "kano_tally"), text


def _missing(
    name: Any, endings: Sequence[str], folder: Path, method: str, before_import: bool
) -> str:
    """Why a file of the profile cannot be used, or nothing."""
    try:
        file = (folder / TypeAdapter(RelativePath).validate_python(name)).resolve()
        is_file = file.is_file()
    except ValidationError:
        return ""  # the field itself has said so
    except (OSError, RuntimeError):  # links in a circle, a name that the disk refuses
        return f"must be a file that can be opened. Found {quoted(name)}."
    if not file.is_relative_to(folder):
        return f"must stay inside the profile's folder. Found {quoted(name)}, which leads out."
    if file.suffix.lower() not in endings:
        return f"must end in {' or '.join(endings)}. Found {quoted(name)}."
    if not is_file and method and before_import:
        return ""
    if not is_file:
        files = (entry for entry in folder.iterdir() if entry.suffix.lower() in endings)
        near = meant(name, sorted(entry.name for entry in files if entry.is_file()))
        written = f" `workshop import {method}` writes it." if method else ""
        found = f"Found none named {quoted(name)}."
        return f"must be a file in the profile's folder. {found}{written} {near}"
    return ""


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def new_company(folder: Path, life_cycle: str = "power-supply") -> Path:
    """Write a commented profile and empty data files that pass the check; return the profile.

    Parameters
    ----------
    folder : Path
        A new one, or an empty one.
    life_cycle : str
        One of `LIFE_CYCLES`, whose stages the profile lists.

    Raises
    ------
    ValueError
        When the folder is there and not empty, or the kit has no such life cycle.
    """
    from importlib.resources import files

    if life_cycle not in LIFE_CYCLES:
        hint = meant(life_cycle, LIFE_CYCLES)
        raise ValueError(f"life_cycle must be one of the kit's. Got {life_cycle!r}. {hint}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"A new company must have a new folder. {folder} is there and not empty.")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:40].rstrip("-")
    if not ID.fullmatch(name) or name in DEVICES:
        name = "my-company"
    text = files("workshop_kit").joinpath("company_template.yaml").read_text("utf-8")
    rows = stages_of(life_cycle)
    line = "  - {{id: {id}, label: {{en: {label[en]}, zh: {label[zh]}}}}}"
    lines = "\n".join(["stages:", *(line.format_map(row) for row in rows)])
    for old, new in (
        ("my-company", name),
        ("INDUSTRY", "{{en: {en}, zh: {zh}}}".format_map(industry_of(life_cycle))),
        ("stages: power-supply", lines),
        ("stage: connect", f"stage: {rows[0]['id']}"),
        ("stage: use", f"stage: {rows[1]['id']}"),
    ):
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "company.yaml").write_text(text, "utf-8")
    header = "respondent,segment,feature,functional,dysfunctional,importance\n"
    (folder / "kano_answers.csv").write_text(header, "utf-8")
    (folder / "needs.csv").write_text("cohort,need,count\n", "utf-8")
    return folder / "company.yaml"
