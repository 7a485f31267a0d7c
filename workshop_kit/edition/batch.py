"""Several editions in one run: each by itself, several at a time, none spoiled by another."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from workshop_kit.company import Company, Language
from workshop_kit.edition.run import Edition, edition_folder, run_edition, sources
from workshop_kit.edition.steps import heard, told
from workshop_kit.engine.workers import WorkerLostError, Workers
from workshop_kit.workshop import Audience


@dataclass(frozen=True)
class Job:
    """One edition to be made, as it is sent to whoever makes it."""

    company: Company
    language: Language
    audience: Audience
    out: Path
    run: tuple[Company, ...]
    force: bool

    @property
    def place(self) -> str:
        """How the edition is called while it is made."""
        return f"{self.company.id} {self.language}-{self.audience}"


def run_editions(
    companies: Sequence[Company],
    *,
    languages: Sequence[Language] = (),
    audiences: Sequence[Audience] = ("participant",),
    out: Path,
    force: bool = False,
    progress: Callable[[str], None] = lambda step: None,
    workers: int = 1,
    executor: Executor | None = None,
) -> Iterator[Edition]:
    """Make the editions of several companies.

    Parameters
    ----------
    companies : sequence of Company
        With different ids.
    languages : sequence of str
        Of every company; none: the language of its profile.
    audiences : sequence of "participant" or "trainer"
        Of every company and language.
    progress : callable
        Called with the edition and the name of each step when it begins, such as
        "lakeside-hotel en-trainer: 02_kano.ipynb"; there are `steps` of them. Several editions
        call it by turns.
    workers : int
        How many editions are made at a time, each in a process of its own; 1: in this one.
    executor : concurrent.futures.Executor, optional
        Makes them instead of processes of this machine; it sees the same files.

    Yields
    ------
    Edition
        As each is finished; one that the disk refuses, or whose process dies, is "failed", and the
        others are made. Whoever stops listening ends the run; what is finished stays.

    Raises
    ------
    ValueError
        When two companies have the same id: their editions would share a folder.
    """
    ids = [company.id for company in companies]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"Each profile of a run must have its own id. Found twice: {twice}.")
    jobs = [
        Job(company, language, audience, out, tuple(companies), force)
        for company in companies
        for language, audience in product(languages or (company.language,), audiences)
    ]
    if executor is None and min(workers, len(jobs)) < 2:
        for job in jobs:
            yield make(job, lambda step, job=job: progress(f"{job.place}: {step}"))  # type: ignore[misc]
        return
    with heard(progress) as address, _crew(executor, min(workers, len(jobs))) as crew:
        submitted = {crew.submit(_make, job, address): job for job in jobs}
        for future in as_completed(submitted):
            try:
                yield future.result()
            except WorkerLostError as error:
                yield _failed(submitted[future], str(error))


def make(job: Job, progress: Callable[[str], None]) -> Edition:
    """Make one edition; what the disk refuses is a problem of this edition alone."""
    try:
        return run_edition(
            job.company,
            language=job.language,
            audience=job.audience,
            out=job.out,
            run=job.run,
            force=job.force,
            progress=progress,
        )
    except OSError as error:  # no permission, a full disk, an input that is gone
        name = error.filename2 or error.filename  # of a copy the second is what was to be written
        return _failed(job, f"{name}: {error.strerror}" if name else str(error))


def steps() -> int:
    """How many steps one edition has: its notebooks, its exercises and its report."""
    return len(sources("participant")) + 1


def processors() -> int:
    """How many editions this machine makes at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _make(job: Job, address: str | None) -> Edition:
    return make(job, lambda step: told(address, f"{job.place}: {step}"))


def _failed(job: Job, problem: str) -> Edition:
    folder = edition_folder(job.out, job.company, job.language, job.audience)
    return Edition(job.company, job.language, job.audience, folder, "failed", [problem])


@contextmanager
def _crew(executor: Executor | None, workers: int) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    try:
        if not hasattr(os, "fork"):
            raise OSError("this system cannot fork")
        forked = Workers(workers)
    except OSError:  # each edition's manifest says why
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            yield pool
        return
    try:
        yield forked
    finally:
        forked.stop()
