"""An edition and its folder: made beside it, put in place by files, what people edited kept."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import nbformat

from workshop_kit.company import Company, Language
from workshop_kit.edition import source
from workshop_kit.edition.inputs import sha256, versions
from workshop_kit.edition.manifest import MANIFEST, read_manifest
from workshop_kit.workshop import Audience

MAKING = ".making-"
"""How folders begin in which an edition is made; then comes the process that makes it."""


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


def edition_folder(out: Path, company: Company, language: str, audience: str) -> Path:
    """Where an edition is, below the folder of all editions."""
    return out / company.id / f"{language}-{audience}"


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


def old_manifest(folder: Path) -> dict[str, Any]:
    """What an earlier run wrote; empty where there is none that can be read.

    Without it every notebook that is there counts as edited, and is kept.
    """
    try:
        return read_manifest(folder)
    except (FileNotFoundError, ValueError):
        return {}


def whole(folder: Path, manifest: dict[str, Any]) -> bool:
    """Whether all is still there that its manifest names, and the report."""
    inputs = (f"inputs/{name}" for name in manifest.get("inputs", {}))
    # What was looked through beside an edited notebook may be deleted.
    made = (name for name in manifest.get("notebooks", {}) if not name.endswith(".new.ipynb"))
    names = [*made, *inputs, "report.html"]
    return all((folder / name).is_file() for name in names)


def new_manifest(edition: Edition, stage: Path, timings: dict[str, float]) -> dict[str, Any]:
    """What is to be known later of the edition that is in the stage."""
    files = {path.name: path for path in sorted(stage.glob("*.ipynb"))}
    return {
        "company": edition.company.id,
        "language": edition.language,
        "audience": edition.audience,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": edition.engine,
        "versions": versions(),
        "inputs": {
            path.relative_to(stage / "inputs").as_posix(): sha256(path)
            for path in sorted((stage / "inputs").rglob("*"))
            if path.is_file()
        },
        "notebooks": {
            name: {
                "sha256": sha256(path),
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


def put_in_place(stage: Path, edition: Edition, manifest: dict[str, Any], force: bool) -> None:
    """Move what was made into the edition's folder; what people edited or entered stays."""
    folder = edition.folder
    # Only now: the same edition may have been made meanwhile.
    old = old_manifest(folder)
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
