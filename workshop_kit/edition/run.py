"""One edition: source notebooks x (company, language, audience) -> a folder to hand over."""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import nbformat

from workshop_kit import strict_yaml
from workshop_kit.company import Company, Language
from workshop_kit.edition import leaks, source
from workshop_kit.edition.manifest import MANIFEST, read_manifest
from workshop_kit.engine.limits import Limits
from workshop_kit.entries import open_entries
from workshop_kit.material import material
from workshop_kit.report import build_report
from workshop_kit.stores import STORE, StoreError
from workshop_kit.workshop import Audience, Workshop, open_workshop

VERSIONS = ("workshop-kit", "altair", "ipykernel", "ipywidgets", "pandas", "papermill",
            "vl-convert-python")  # fmt: skip

Progress = Callable[[str], None]
MAKING = ".making-"
"""How folders begin in which an edition is made; then comes the process that makes it."""
KERNEL = "python3"
CELL = 600
"""Seconds that one cell may take."""
LIMITS = Limits(seconds=1800, memory=4_000_000_000, output=200_000_000)
"""What one notebook may take; many times what the largest of the kit takes."""


@dataclass
class Edition:
    """What became of one edition.

    Attributes
    ----------
    folder : Path
        Where it is.
    status : {"made", "unchanged", "failed"}
        "failed" when anything asked for is not there; what could be made is.
    problems : list of str
        What failed, one line each.
    notes : list of str
        What a person should know, such as an edited notebook that was kept.
    engine : str
        What ran the notebooks, and why when it was not the fast one.
    """

    company: Company
    language: Language
    audience: Audience
    folder: Path
    status: Literal["made", "unchanged", "failed"] = "made"
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    engine: str = ""


def run_edition(
    company: Company,
    *,
    language: Language,
    audience: Audience = "participant",
    out: Path,
    run: Iterable[Company] = (),
    force: bool = False,
    progress: Progress = lambda step: None,
) -> Edition:
    """Make one company's edition.

    Parameters
    ----------
    company : Company
        A checked profile.
    language, audience :
        Of this edition.
    out : Path
        The edition's folder is `out/<company>/<language>-<audience>`.
    run : iterable of Company
        All companies of this run: none of the others may be mentioned.
    force : bool
        Make it although nothing changed; edited notebooks are replaced after a dated copy.
    progress : callable
        Called with each step's name (a notebook or the report) when it begins.

    Returns
    -------
    Edition
        Nothing is raised for a notebook that fails: it is named with its cell and message, and the
        others are made. The folder is changed only at the end, file by file.
    """
    folder = edition_folder(out, company, language, audience)
    edition = Edition(company, language, audience, folder)
    mark = begin(edition, force)
    if edition.status != "unchanged":
        with staged(edition) as stage:
            keep(edition, stage, fill(edition, stage, progress), mark, run, force)
    return edition


def begin(edition: Edition, force: bool) -> str:
    """What the edition is made from, as one word; it is "unchanged" when it was so last time."""
    company, folder = edition.company, edition.folder
    mark = fingerprint(company, edition.language, edition.audience, sources(edition.audience))
    try:
        mark += _last_entry(folder.parent / STORE, company)
    except StoreError as error:
        edition.notes.append(f"{error} Its entries are in no notebook.")
    old = _old_manifest(folder)
    if not force and old.get("fingerprint") == mark and _whole(folder, old):
        edition.status = "unchanged"
    return mark


@contextmanager
def staged(edition: Edition) -> Iterator[Path]:
    """A folder beside the edition's in which it is made; it is gone afterwards."""
    above = edition.folder.parent
    above.mkdir(parents=True, exist_ok=True)
    for left in above.glob(f"{MAKING}*"):
        # Of a run that was killed; a run of this hour may still be going on.
        if time.time() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{MAKING}{os.getpid()}-", dir=above) as made:
        yield Path(made)


def clear(folder: Path, pid: int) -> None:
    """Remove what a process that is gone left of the edition that has this folder."""
    for left in folder.parent.glob(f"{MAKING}{pid}-*"):
        shutil.rmtree(left, ignore_errors=True)


def fill(edition: Edition, stage: Path, progress: Progress) -> dict[str, float]:
    """Put everything into the stage that is handed over; the seconds of each file."""
    copy_inputs(edition.company, stage / "inputs")
    parts = _parts(edition.company)
    timings: dict[str, float] = {}
    for path in sources(edition.audience):
        progress(path.name)
        at = time.perf_counter()
        _run_notebook(path, stage, edition, parts)
        timings[path.name] = round(time.perf_counter() - at, 2)
    progress("report.html")
    at = time.perf_counter()
    _write_report(stage, edition)
    timings["report.html"] = round(time.perf_counter() - at, 2)
    return timings


def keep(
    edition: Edition,
    stage: Path,
    timings: dict[str, float],
    mark: str,
    run: Iterable[Company],
    force: bool,
) -> None:
    """Move what is in the stage into the edition's folder, unless it speaks of other clients."""
    out = edition.folder.parents[1]
    words = leaks.other_names(edition.company, run, out)
    leaked = list(leaks.find_leaks(stage, words, [stage, out.resolve(), Path.home()]))
    edition.problems += leaked
    if not leaked:
        manifest = _manifest(edition, stage, timings)
        # Only a whole edition may be called unchanged next time.
        manifest["fingerprint"] = None if edition.problems else mark
        # Read again: the same edition may have been made meanwhile.
        _put_in_place(stage, edition, manifest, _old_manifest(edition.folder), force)
    edition.status = "failed" if edition.problems else "made"


def sources(audience: str) -> list[Path]:
    """What an edition is made from: the rooms' notebooks, and the exercises beside them.

    Trainers get the exercises with their answers; both have the same names.
    """
    with_answers = audience == "trainer"
    folders = [material("notebooks"), material("solutions" if with_answers else "exercises")]
    found = [path for folder in folders for path in sorted(folder.glob("*.ipynb"))]
    return [*{path.name: path for path in found}.values()]


def edition_folder(out: Path, company: Company, language: str, audience: str) -> Path:
    """Where an edition is, below the folder of all editions."""
    return out / company.id / f"{language}-{audience}"


def _old_manifest(folder: Path) -> dict[str, Any]:
    """What an earlier run wrote; empty where there is none that can be read.

    Without it every notebook that is there counts as edited, and is kept.
    """
    try:
        return read_manifest(folder)
    except (FileNotFoundError, ValueError):
        return {}


def fingerprint(company: Company, language: str, audience: str, notebooks: Iterable[Path]) -> str:
    """A hash of everything an edition is made from."""
    parts = [language, audience, *(f"{name} {found}" for name, found in versions().items())]
    package = Path(__file__).parents[1]
    code = (path for ending in ("*.py", "*.po", "*.j2", "*.css") for path in package.rglob(ending))
    for path in [*inputs(company), *notebooks, *sorted(code)]:
        parts.append(f"{path.name} {_sha256(path)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _last_entry(store: Path, company: Company) -> str:
    """The newest entry's id: with it everything that groups entered so far is known."""
    entries = open_entries(store).current(company=company.id)
    return f" {entries[-1].id}" if entries else ""


def _sha256(path: Path) -> str:
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


def _run_notebook(path: Path, stage: Path, edition: Edition, parts: Iterable[str]) -> None:
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    from workshop_kit.engine import forked

    parameters = {
        "company": "inputs/company.yaml",
        "language": edition.language,
        "audience": edition.audience,
    }
    # Papermill only logs a parameter that the notebook does not know, and runs on.
    if unknown := set(parameters) - set(papermill.inspect_notebook(str(path))):
        text = f"its parameters cell must define {sorted(parameters)}; {sorted(unknown)} missing."
        edition.problems.append(f"{path.name}: {text}")
        return
    reason = forked.refusal(KERNEL)
    edition.engine = forked.NAME if reason is None else f"nbclient: {reason}"
    # On a shared machine nobody else may read what kernel and client say to each other.
    encrypted = Config({"KernelManager": {"transport_encryption": "auto"}})
    notebook = source.select(nbformat.read(path, 4), edition.language, edition.audience, parts)
    draft, target = stage / f".{path.name}", stage / path.name
    nbformat.write(notebook, draft)
    home = tempfile.mkdtemp(prefix="ipython-")
    try:
        papermill.execute_notebook(
            str(draft),
            str(target),
            parameters,
            cwd=str(stage),
            report_mode=edition.audience == "participant",
            progress_bar=False,
            kernel_name=KERNEL,
            # Written once, at the end: what a notebook that fails has shown is not handed over.
            request_save_on_cell_execute=False,
            engine_name=forked.NAME,
            execution_timeout=CELL,
            limits=LIMITS,
            config=encrypted,
            # What goes wrong in a cell stands in the notebook; the kernel's own log is noise.
            # A home of its own: the consultant's start-up files must not change a client's page.
            extra_arguments=["--IPKernelApp.log_level=50", f"--ipython-dir={home}"],
        )
        executed = nbformat.read(target, 4)
        nbformat.write(source.finish(executed, edition.language, edition.audience), target)
    except PapermillExecutionError:
        edition.problems.append(f"{path.name}: {source.failed_cell(nbformat.read(target, 4))}")
        target.unlink()
    except DeadKernelError as error:
        edition.problems.append(f"{path.name}: {_lost(draft, error)}")
    except Exception as error:  # a kernel that dies must not take the other notebooks with it
        edition.problems.append(f"{path.name}: {type(error).__name__}: {error}")
        target.unlink(missing_ok=True)
    finally:
        draft.unlink()
        shutil.rmtree(home, ignore_errors=True)


def _lost(draft: Path, error: Exception) -> str:
    """In which cell a notebook was lost, and why."""
    index, reason = getattr(error, "cell_index", None), getattr(error, "reason", str(error))
    if index is None:
        return f"lost before its first cell: {reason}"
    # Papermill puts the parameters after those of the source; they are no cell of the edition.
    cells = nbformat.read(draft, 4).cells
    first = next(i for i, cell in enumerate(cells) if "parameters" in source.tags(cell))
    number = index - 1 if index > first else index
    line = cells[number].source.splitlines()[0][:60]
    return f"cell {number + 1} ({line}): {reason}"


def _parts(company: Company) -> list[str]:
    """What the company has for the cells tagged `data:...`: kinds of files, and columns in them.

    A survey may leave out the optional columns, or have them without a single answer.
    """
    import narwhals as nw

    parts: list[str] = [*company.data, *(["jargon"] if company.persona.jargon else [])]
    try:
        answers = nw.from_native(Workshop(company, "en", "participant").answers("kano")).lazy()
    except ValueError:  # bad answers: the notebook says so, cell by cell
        return parts
    columns = answers.collect_schema().names()
    for column, part in (("segment", "segments"), ("importance", "importance")):
        if column in columns and answers.select(nw.col(column).count()).collect().item():
            parts.append(part)
    return parts


def _write_report(stage: Path, edition: Edition) -> None:
    try:
        workshop = open_workshop(
            stage / "inputs", language=edition.language, audience=edition.audience
        )
        (stage / "report.html").write_text(build_report(workshop), "utf-8")
    except Exception as error:  # the notebooks are there all the same
        edition.problems.append(f"report.html: {type(error).__name__}: {error}")


def _manifest(edition: Edition, stage: Path, timings: dict[str, float]) -> dict[str, Any]:
    files = {path.name: path for path in sorted(stage.glob("*.ipynb"))}
    return {
        "company": edition.company.id,
        "language": edition.language,
        "audience": edition.audience,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": edition.engine,
        "versions": versions(),
        "inputs": {
            path.relative_to(stage / "inputs").as_posix(): _sha256(path)
            for path in sorted((stage / "inputs").rglob("*"))
            if path.is_file()
        },
        "notebooks": {
            name: {
                "sha256": _sha256(path),
                "sources": source.sources_hash(nbformat.read(path, 4)),
                "seconds": timings[name],
            }
            for name, path in files.items()
        },
        "report": {"seconds": timings["report.html"]},
        "seconds": round(sum(timings.values()), 2),
        # Only what failed: a message may hold a path of this machine.
        "failed": [problem.split(":")[0] for problem in edition.problems],
    }


def _put_in_place(
    stage: Path, edition: Edition, manifest: dict[str, Any], old: dict[str, Any], force: bool
) -> None:
    """Move what was made into the edition's folder; what people edited or entered stays."""
    folder = edition.folder
    folder.mkdir(parents=True, exist_ok=True)
    for made in sorted(stage.glob("*.ipynb")):
        target = folder / made.name
        if target.exists() and _edited(target, old):
            if force:
                _set_aside(target, edition)
            else:
                before = old.get("notebooks", {}).get(made.name)
                target = target.with_name(f"{target.stem}.new.ipynb")
                manifest["notebooks"][target.name] = manifest["notebooks"][made.name]
                if before:
                    manifest["notebooks"][made.name] = before
                edition.notes.append(f"{made.name} had been edited and stays; see {target.name}.")
                if target.exists() and _edited(target, old):
                    _set_aside(target, edition)
        made.replace(target)
    for name, entry in old.get("notebooks", {}).items():
        if name not in manifest["notebooks"] and (folder / name).exists():
            manifest["notebooks"][name] = entry
            edition.notes.append(f"{name} is still the one made at {old.get('made_at')}.")
    if (stage / "report.html").exists():
        (stage / "report.html").replace(folder / "report.html")
    elif (folder / "report.html").exists():
        edition.notes.append(f"report.html is still the one made at {old.get('made_at')}.")
    if (folder / "inputs").exists():
        # Away first, by one step: whoever makes the same edition at once never finds half of it.
        (folder / "inputs").rename(stage / "inputs-before")
    (stage / "inputs").rename(folder / "inputs")
    draft = folder / f".{MANIFEST}.part"
    draft.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    draft.replace(folder / MANIFEST)


def _set_aside(path: Path, edition: Edition) -> None:
    """Rename an edited notebook to a dated copy."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    copy = path.with_name(f"{path.stem}.{stamp}.ipynb")
    path.replace(copy)
    edition.notes.append(f"{path.name} had been edited; kept as {copy.name}.")


def _edited(path: Path, old: dict[str, Any]) -> bool:
    """Whether a person changed the cells since the manifest was written."""
    entry = old.get("notebooks", {}).get(path.name)
    if entry is None:
        return True
    try:
        return bool(source.sources_hash(nbformat.read(path, 4)) != entry["sources"])
    except (ValueError, AttributeError, TypeError):  # no JSON, or JSON that is no notebook
        return True


def _whole(folder: Path, manifest: dict[str, Any]) -> bool:
    inputs = (f"inputs/{name}" for name in manifest.get("inputs", {}))
    # What was looked through beside an edited notebook may be deleted.
    made = (name for name in manifest.get("notebooks", {}) if not name.endswith(".new.ipynb"))
    names = [*made, *inputs, "report.html"]
    return all((folder / name).is_file() for name in names)
