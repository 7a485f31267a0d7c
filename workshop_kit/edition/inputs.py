"""What an edition is made from: notebooks, a company's files, and the code of the kit."""

import hashlib
import shutil
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from workshop_kit import strict_yaml
from workshop_kit.company import Company
from workshop_kit.material import material
from workshop_kit.workshop import Workshop

VERSIONS = ("workshop-kit", "altair", "ipykernel", "ipywidgets", "pandas", "papermill",
            "vl-convert-python")  # fmt: skip


def sources(audience: str) -> list[Path]:
    """What an edition is made from: the rooms' notebooks, and the exercises beside them.

    Trainers get the exercises with their answers; both have the same names.
    """
    with_answers = audience == "trainer"
    folders = [material("notebooks"), material("solutions" if with_answers else "exercises")]
    found = [path for folder in folders for path in sorted(folder.glob("*.ipynb"))]
    return [*{path.name: path for path in found}.values()]


def fingerprint(company: Company, language: str, audience: str, notebooks: Iterable[Path]) -> str:
    """A hash of everything an edition is made from."""
    parts = [language, audience, *(f"{name} {found}" for name, found in versions().items())]
    package = Path(__file__).parents[1]
    code = (path for ending in ("*.py", "*.po", "*.j2", "*.css") for path in package.rglob(ending))
    for path in [*inputs(company), *notebooks, *sorted(code)]:
        parts.append(f"{path.name} {sha256(path)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions() -> dict[str, str]:
    """Of the packages that an edition shows."""
    return {name: version(name) for name in VERSIONS}


def inputs(company: Company) -> list[Path]:
    """The files of a company: its profile first."""
    files = [company.folder / name for name in company.data.values()]
    return [company.file, *files, *([company.folder / company.logo] if company.logo else [])]


def copy_inputs(company: Company, target: Path) -> None:
    """The profile and its data, so that the edition works on any laptop by itself."""
    from ruamel.yaml import YAML

    for path in inputs(company)[1:]:
        copy = target / path.relative_to(company.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    # Not the file itself: its comments are the consultant's, and `mentions` names other clients.
    profile = strict_yaml.read(company.file)[0]
    profile.pop("mentions", None)
    target.mkdir(exist_ok=True)
    with (target / "company.yaml").open("w", encoding="utf-8") as out:
        yaml: Any = YAML(typ="safe", pure=True)
        yaml.allow_unicode, yaml.sort_base_mapping_type_on_output = True, False
        yaml.default_flow_style = False
        yaml.dump(profile, out)


def data_kinds(company: Company) -> list[str]:
    """What the company has for the cells tagged `data:...`: kinds of files, and columns in them.

    A survey may leave out the optional columns, or have them without a single answer.
    """
    import narwhals as nw

    kinds: list[str] = [*company.data, *(["jargon"] if company.persona.jargon else [])]
    try:
        answers = nw.from_native(Workshop(company, "en", "participant").answers("kano")).lazy()
    except ValueError:  # bad answers: the notebook says so, cell by cell
        return kinds
    columns = answers.collect_schema().names()
    for column, kind in (("segment", "segments"), ("importance", "importance")):
        if column in columns and answers.select(nw.col(column).count()).collect().item():
            kinds.append(kind)
    return kinds
