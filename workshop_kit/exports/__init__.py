"""Survey platforms' exports as tidy answers: with a map, complete or not at all."""

from pathlib import Path

from workshop_kit.company import Company
from workshop_kit.exports.kano import Imported, import_kano
from workshop_kit.exports.mapping import read_map
from workshop_kit.exports.suggest import suggest_map

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
        With everything that is wrong with the map or the export.
    ValueError
        When the profile names no file for answers, or it holds answers already.
    """
    target = company.data_file("kano_answers")
    if target is None or target.suffix.lower() != ".csv":
        raise ValueError(
            f"{company.file} must name the file to write: data: {{kano_answers: kano_answers.csv}}."
        )
    if not replace and target.is_file():
        with target.open(encoding="utf-8-sig") as lines:
            next(lines, "")
            if any(line.strip() for line in lines):
                raise ValueError(
                    f"{target} must hold no answers yet. Found some; --force replaces them."
                )
    return import_kano(file, read_map(map_file, company), target)


def write_suggestion(file: Path, company: Company) -> Path:
    """Write a first map beside the profile; what is there is left alone.

    Raises
    ------
    ProblemsError
        When the export cannot be read.
    ValueError
        When there is a map of that name already.
    """
    target = company.folder / f"{file.stem}.map.yaml"
    text = suggest_map(file, company)
    try:
        with target.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise ValueError(f"{target} is there already. Rename or delete it first.") from error
    return target
