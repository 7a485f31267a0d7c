"""Survey platforms' exports as tidy answers: with a map, complete or not at all."""

from pathlib import Path

from workshop_kit.company import Company
from workshop_kit.exports.kano import Imported, import_kano
from workshop_kit.exports.mapping import read_map
from workshop_kit.exports.suggest import suggest_map
from workshop_kit.problems import Problem, ProblemsError

__all__ = ["Imported", "import_answers", "write_suggestion"]


def import_answers(
    file: Path, map_file: Path, company: Company, *, replace: bool = False
) -> Imported:
    """Write the KANO answers of an export to the file that the profile names.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    map_file : Path
        What its columns and wordings mean; `write_suggestion` writes a first one.
    company : Company
    replace : bool
        Whether answers that are there already may be replaced.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the map or the export; or when the profile names no file
        for answers, or it holds answers already.
    """
    target = company.data_file("kano_answers")
    if target is None or target.suffix.lower() != ".csv":
        found = "nothing" if target is None else repr(company.data["kano_answers"])
        text = f"must name the csv file to write, such as kano_answers.csv. Found {found}."
        raise ProblemsError([Problem(company.file, "data.kano_answers", text)])
    if file.resolve() == target.resolve():
        text = "must be another file than the answers that it becomes. Rename the export."
        raise ProblemsError([Problem(file, "", text)])
    if not replace and target.is_file() and _answered(target):
        text = "must hold no answers yet. Found some; --force replaces them."
        raise ProblemsError([Problem(target, "", text)])
    return import_kano(file, read_map(map_file, company), target)


def _answered(target: Path) -> bool:
    with target.open("rb") as lines:
        next(lines, b"")
        return any(line.strip(b" \t\r\n,;") for line in lines)


def write_suggestion(file: Path, company: Company) -> Path:
    """Write a first map beside the profile; what is there is left alone.

    Raises
    ------
    ProblemsError
        When the export cannot be read, or there is a map of that name already.
    """
    target = company.folder / f"{file.stem}.map.yaml"
    text = suggest_map(file, company)
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
