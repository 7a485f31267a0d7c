"""An edition made on another machine: what is sent there, and what comes back."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop_kit.company import Language, read_company
from workshop_kit.edition import leaks
from workshop_kit.edition.folder import MAKING, Edition, edition_folder
from workshop_kit.edition.inputs import copy_inputs, fingerprint, inputs, sources, versions
from workshop_kit.edition.notebook import modules
from workshop_kit.edition.run import fill
from workshop_kit.engine.workers import Workers
from workshop_kit.entries import Entries, Entry, open_entries
from workshop_kit.stores import DATABASE, STORE, StoreError
from workshop_kit.workshop import Audience

_SESSION = "WORKSHOP_ID"
_starting = threading.Lock()


class OtherKitError(RuntimeError):
    """The machine that was to make an edition has another kit than the one that asked for it."""


@dataclass(frozen=True)
class Parcel:
    """All that an edition is made from; nothing else of this machine is sent.

    Attributes
    ----------
    profile : str
        Which of the files is the profile.
    files : dict of str to bytes
        The profile and the files that it names, by their places in its folder.
    entries : tuple of Entry
        What groups of this company have entered so far.
    session : str
        The workshop that WORKSHOP_ID names here, or "".
    fingerprint : str
        Of everything that the edition is made from, the code of the kit too.
    versions : dict of str to str
    modules : tuple of str
        What its notebooks use that others do not.
    """

    profile: str
    files: dict[str, bytes]
    language: Language
    audience: Audience
    entries: tuple[Entry, ...]
    session: str
    fingerprint: str
    versions: dict[str, str]
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Brought:
    """What comes back: the files that were made, and what `Edition` says about them."""

    files: dict[str, bytes]
    timings: dict[str, float]
    problems: list[str]
    engine: str


def packed(edition: Edition) -> Parcel:
    """What must be known elsewhere to make an edition."""
    company = edition.company
    try:
        store = open_entries(edition.folder.parent / STORE)
        entries = tuple(store.history(company=company.id))
    except StoreError:  # the edition's notes say so
        entries = ()
    files = {path.relative_to(company.folder).as_posix(): path for path in inputs(company)}
    return Parcel(
        company.file.name,
        {name: path.read_bytes() for name, path in files.items()},
        edition.language,
        edition.audience,
        entries,
        os.environ.get(_SESSION, ""),
        fingerprint(company, edition.language, edition.audience, sources(edition.audience)),
        versions(),
        modules(company.data),
    )


def make_parcel(parcel: Parcel) -> Brought:
    """Make the edition of a parcel on this machine, in a process of its own.

    Raises
    ------
    OtherKitError
        When this machine's kit would make something else.
    WorkerLostError
        When the process dies.
    OSError
        When this machine cannot fork, or its disk refuses.
    """
    if not hasattr(os, "fork"):
        raise OSError("A machine that makes editions for others must be able to fork: no Windows.")
    with _starting:  # threads of one process would each start a process to fork from
        crew = Workers(1, parcel.modules)
    with crew:
        return crew.submit(_make, parcel).result()


def unpack(brought: Brought, edition: Edition, stage: Path) -> dict[str, float]:
    """Put what came back into the stage, beside the inputs; the seconds of each file."""
    copy_inputs(edition.company, stage / "inputs")
    for name, content in brought.files.items():
        # By its name alone: whatever a machine sends, it is written nowhere else.
        (stage / Path(name).name).write_bytes(content)
    edition.problems += brought.problems
    edition.engine = brought.engine
    return brought.timings


def differences(ours: dict[str, str], theirs: dict[str, str | None]) -> str:
    """What another machine has in other versions than this one, in words; "" when nothing."""
    return ", ".join(
        f"{name} must be {needed}, found {theirs.get(name) or 'none'}"
        for name, needed in ours.items()
        if theirs.get(name) != needed
    )


def _make(parcel: Parcel) -> Brought:
    # In a fork that ends with this call: nothing of the environment has to be put back.
    os.environ.pop(DATABASE, None)
    os.environ.pop(_SESSION, None)
    if parcel.session:
        os.environ[_SESSION] = parcel.session
    with TemporaryDirectory(prefix="workshop-") as temporary:
        folder = Path(temporary).resolve()
        for name, content in parcel.files.items():
            file = folder / "profile" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        company = read_company(folder / "profile" / parcel.profile)
        mark = fingerprint(company, parcel.language, parcel.audience, sources(parcel.audience))
        if mark != parcel.fingerprint:
            other = differences(parcel.versions, {**versions()})
            raise OtherKitError(
                f"A worker must have the same kit. {other or 'Its code is another'}."
            )
        place = edition_folder(folder / "out", company, parcel.language, parcel.audience)
        edition = Edition(company, parcel.language, parcel.audience, place)
        stage = place.parent / f"{MAKING}apart"
        stage.mkdir(parents=True)
        for entry in parcel.entries:
            Entries(place.parent / STORE).save(entry)
        timings = fill(edition, stage, lambda step: None)
        # Paths of the machine that asked are looked for there.
        edition.problems += leaks.find_leaks(stage, {}, [folder, Path.home()])
        made = {path.name: path.read_bytes() for path in stage.iterdir() if path.is_file()}
        return Brought(made, timings, edition.problems, edition.engine)
