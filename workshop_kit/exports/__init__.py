"""Survey platforms' exports as tidy answers: with a map, complete or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from workshop_kit.company import Company, DataKind
from workshop_kit.exports.imported import Imported, doubts, told
from workshop_kit.exports.kano.answers import import_kano
from workshop_kit.exports.kano.mapping import KanoMap
from workshop_kit.exports.kano.suggestion import suggest_kano
from workshop_kit.exports.loyalty.answers import import_loyalty
from workshop_kit.exports.loyalty.mapping import LoyaltyMap
from workshop_kit.exports.loyalty.suggestion import suggest_loyalty
from workshop_kit.exports.mapping import read_map
from workshop_kit.exports.sample import read_sample
from workshop_kit.exports.servqual.answers import import_servqual
from workshop_kit.exports.servqual.mapping import ServqualMap
from workshop_kit.exports.servqual.suggestion import suggest_servqual
from workshop_kit.problems import Problem, ProblemsError

__all__ = [
    "METHODS",
    "Imported",
    "Method",
    "doubts",
    "import_answers",
    "suggested_map",
    "told",
    "write_suggestion",
]
Method = Literal["kano", "servqual", "loyalty"]
Map = KanoMap | ServqualMap | LoyaltyMap
METHODS: dict[Method, tuple[DataKind, type[Map]]] = {
    "kano": ("kano_answers", KanoMap),
    "servqual": ("servqual_answers", ServqualMap),
    "loyalty": ("loyalty_answers", LoyaltyMap),
}
"""The data file that each method's answers become, and the map that says how."""


def import_answers(
    file: Path,
    map_file: Path,
    company: Company,
    *,
    method: Method = "kano",
    replace: bool = False,
) -> Imported:
    """Write the answers of an export to the file that the profile names.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    map_file : Path
        What its columns and wordings mean; `write_suggestion` writes a first one.
    company : Company
    method : {"kano", "servqual", "loyalty"}
        What was asked.
    replace : bool
        Whether answers that are there already may be replaced.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the map or the export; or when the profile names no file
        for answers, or it holds answers already.
    """
    kind, model = METHODS[method]
    problems = list(_unwritable(file, kind, company, replace))
    found: Map | None = None
    try:
        found = read_map(model, map_file, company)
    except ProblemsError as error:
        problems += error.problems
    points = isinstance(found, ServqualMap) and found.weights is not None
    if points:
        problems += _unwritable(file, "servqual_weights", company, replace)
        problems += _one_file(company)
    target = company.data_file(kind)
    if problems or found is None or target is None:
        raise ProblemsError(problems, most=50)
    if isinstance(found, KanoMap):
        return import_kano(file, found, target)
    if isinstance(found, ServqualMap):
        weights = company.data_file("servqual_weights") if points else None
        return import_servqual(file, found, company, target, weights)
    done = import_loyalty(file, found, target)
    profile = company.loyalty.effort_high_is
    done.otherwise = profile if done.high_is not in ("", profile) else ""
    return done


def _unwritable(file: Path, kind: DataKind, company: Company, replace: bool) -> Iterator[Problem]:
    """Why a data file cannot be written."""
    target = company.data_file(kind)
    if target is None or target.suffix.lower() != ".csv":
        found = "nothing" if target is None else repr(company.data[kind])
        text = f"must name the csv file to write, such as {kind}.csv. Found {found}."
        yield Problem(company.file, f"data.{kind}", text)
    elif file.resolve() == target.resolve():
        text = "must be another file than the answers that it becomes. Rename the export."
        yield Problem(file, "", text)
    elif not replace and target.is_file() and _answered(target):
        text = "must hold no answers yet. Found some; --force replaces them."
        yield Problem(target, "", text)


def _one_file(company: Company) -> Iterator[Problem]:
    targets = [company.data_file("servqual_answers"), company.data_file("servqual_weights")]
    if targets[0] and targets[1] and targets[0].resolve() == targets[1].resolve():
        text = "must be another file than servqual_answers. Found the same one."
        yield Problem(company.file, "data.servqual_weights", text)


def _answered(target: Path) -> bool:
    with target.open("rb") as lines:
        next(lines, b"")
        return any(line.strip(b" \t\r\n,;") for line in lines)


def suggested_map(file: Path, company: Company, method: Method = "kano") -> str:
    """Write a first map of an export, as YAML text.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    company : Company
    method : {"kano", "servqual", "loyalty"}
        What was asked.

    Returns
    -------
    str
        The map; lines that were guessed end in "# guessed", and what could not even be guessed is
        "?", which an import refuses.
    """
    suggest = {"kano": suggest_kano, "servqual": suggest_servqual, "loyalty": suggest_loyalty}
    return "\n".join(suggest[method](read_sample(file), company)) + "\n"


def write_suggestion(file: Path, company: Company, method: Method = "kano") -> Path:
    """Write a first map beside the profile; what is there is left alone.

    Raises
    ------
    ProblemsError
        When the export cannot be read, or there is a map of that name already.
    """
    # One export may hold the answers to several methods; each has a map of its own.
    part = "" if method == "kano" else f".{method}"
    target = company.folder / f"{file.stem}{part}.map.yaml"
    text = suggested_map(file, company, method)
    try:
        out = target.open("x", encoding="utf-8")
    except FileExistsError as error:
        must = "must not be there yet. Found one; rename or delete it first."
        raise ProblemsError([Problem(target, "", must)]) from error
    try:
        with out:
            out.write(text)
    except BaseException:  # half a map must not stand in the way of the next one
        target.unlink()
        raise
    return target
