"""Several editions in one run: each by itself, several at a time, none spoiled by another."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from workshop_kit.company import Company, Language
from workshop_kit.edition.folder import Edition, clear, edition_folder, staged
from workshop_kit.edition.inputs import sources
from workshop_kit.edition.notebook import modules
from workshop_kit.edition.parcels import Brought, make_parcel, packed, unpack
from workshop_kit.edition.run import begin, keep, run_edition
from workshop_kit.edition.steps import heard, told
from workshop_kit.engine.workers import WorkerLostError, Workers
from workshop_kit.workshop import Audience

J = TypeVar("J")
T = TypeVar("T")


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
    apart: bool = False,
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
    apart : bool
        The executor is on other machines: what an edition is made from is sent there, and what was
        made comes back and is put in place here. It tells no steps.

    Yields
    ------
    Edition
        As each is finished; one that the disk refuses, or whose process dies twice, is "failed",
        and the others are made. Whoever stops listening ends the run; what is finished stays.

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
    if executor is not None and apart:
        yield from _make_apart(jobs, executor)
        return
    if executor is None and min(workers, len(jobs)) < 2:
        for job in jobs:
            yield make(job, lambda step, job=job: progress(f"{job.place}: {step}"))  # type: ignore[misc]
        return
    used = modules({kind for company in companies for kind in company.data})
    with heard(progress) as address, _crew(executor, min(workers, len(jobs)), used) as crew:
        for job, future in _finished(jobs, lambda job: crew.submit(_make, job, address), _cleared):
            try:
                yield future.result()
            except (WorkerLostError, BrokenExecutor) as error:
                yield _failed(job, str(error))


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
        return _failed(job, _said(error))


def steps() -> int:
    """How many steps one edition has: its notebooks, its exercises and its report."""
    return len(sources("participant")) + 1


def processors() -> int:
    """How many editions this machine makes at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _make_apart(jobs: Sequence[Job], executor: Executor) -> Iterator[Edition]:
    begun: list[tuple[Job, Edition, str]] = []
    for job in jobs:
        edition = Edition(job.company, job.language, job.audience, _folder(job))
        begun.append((job, edition, begin(edition, job.force)))
        if edition.status == "unchanged":
            begun.pop()
            yield edition

    def submit(one: tuple[Job, Edition, str]) -> Future[Brought]:
        return executor.submit(make_parcel, packed(one[1]))

    for (job, edition, mark), future in _finished(begun, submit):
        try:
            brought = future.result()
            with staged(edition) as stage:
                keep(edition, stage, unpack(brought, edition, stage), mark, job.run, job.force)
        except Exception as error:  # whatever a cluster raises: the others come all the same
            edition = _failed(job, _said(error))
        yield edition


def _finished(
    jobs: Iterable[J],
    submit: Callable[[J], Future[T]],
    lost: Callable[[J, WorkerLostError], None] = lambda job, error: None,
) -> Iterator[tuple[J, Future[T]]]:
    """Each job and its call when it is finished; one whose process is lost is made once more."""
    submitted = {submit(job): (job, True) for job in jobs}
    while submitted:
        for future in wait(submitted, return_when=FIRST_COMPLETED).done:
            job, first = submitted.pop(future)
            error = None if future.cancelled() else future.exception()
            if isinstance(error, WorkerLostError):
                lost(job, error)
                if first:
                    submitted[submit(job)] = (job, False)
                    continue
            yield job, future


def _cleared(job: Job, error: WorkerLostError) -> None:
    clear(_folder(job), error.pid)


def _make(job: Job, address: str | None) -> Edition:
    return make(job, lambda step: told(address, f"{job.place}: {step}"))


def _failed(job: Job, problem: str) -> Edition:
    return Edition(job.company, job.language, job.audience, _folder(job), "failed", [problem])


def _folder(job: Job) -> Path:
    return edition_folder(job.out, job.company, job.language, job.audience)


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        name = error.filename2 or error.filename  # of a copy the second is what was to be written
        return f"{name}: {error.strerror}" if name else str(error)
    return f"{type(error).__name__}: {error}"


@contextmanager
def _crew(executor: Executor | None, workers: int, used: tuple[str, ...]) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    try:
        if not hasattr(os, "fork"):
            raise OSError("this system cannot fork")
        forked = Workers(workers, used)
    except OSError:  # each edition's manifest says why
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            yield pool
        return
    try:
        yield forked
    finally:
        forked.stop()
