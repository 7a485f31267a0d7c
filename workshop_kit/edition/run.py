"""One edition: source notebooks x (company, language, audience) -> a folder to hand over."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from workshop_kit.company import Company, Language
from workshop_kit.edition import leaks
from workshop_kit.edition.folder import (
    Edition,
    edition_folder,
    new_manifest,
    old_manifest,
    put_in_place,
    staged,
    whole,
)
from workshop_kit.edition.inputs import copy_inputs, data_kinds, fingerprint, sources
from workshop_kit.edition.notebook import run_notebook
from workshop_kit.entries import open_entries
from workshop_kit.report import build_report
from workshop_kit.stores import STORE, StoreError
from workshop_kit.workshop import Audience, open_workshop

Progress = Callable[[str], None]


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
    old = old_manifest(folder)
    if not force and old.get("fingerprint") == mark and whole(folder, old):
        edition.status = "unchanged"
    return mark


def fill(edition: Edition, stage: Path, progress: Progress) -> dict[str, float]:
    """Put everything into the stage that is handed over; the seconds of each file."""
    copy_inputs(edition.company, stage / "inputs")
    data = data_kinds(edition.company)
    timings: dict[str, float] = {}
    for path in sources(edition.audience):
        progress(path.name)
        at = time.perf_counter()
        run_notebook(path, stage, edition, data)
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
        manifest = new_manifest(edition, stage, timings)
        # Only a whole edition may be called unchanged next time.
        manifest["fingerprint"] = None if edition.problems else mark
        put_in_place(stage, edition, manifest, force)
    edition.status = "failed" if edition.problems else "made"


def _last_entry(store: Path, company: Company) -> str:
    """The newest entry's id: with it everything that groups entered so far is known."""
    entries = open_entries(store).current(company=company.id)
    return f" {entries[-1].id}" if entries else ""


def _write_report(stage: Path, edition: Edition) -> None:
    try:
        workshop = open_workshop(
            stage / "inputs", language=edition.language, audience=edition.audience
        )
        (stage / "report.html").write_text(build_report(workshop), "utf-8")
    except Exception as error:  # the notebooks are there all the same
        edition.problems.append(f"report.html: {type(error).__name__}: {error}")
