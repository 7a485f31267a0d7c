"""Where editions lie and entries are stored: room, leave to write, and a store that opens."""

import os
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from workshop_kit.doctor.findings import Finding, System, copied, here
from workshop_kit.stores import DATABASE, STORE, StoreError, file_error, find_store, remote
from workshop_kit.text import Translate

LEAST, ENOUGH = 200e6, 1e9
"""Bytes: below the first an export may fail, below the second one is told."""
# Names that such programs give their folders; that a folder is synchronised stands nowhere.
SYNCED = re.compile(
    r"onedrive\b.*|dropbox\b.*|google ?drive|googledrive-.*|my drive|icloud ?drive"
    r"|mobile documents|cloudstorage|nutstore.*|我的坚果云|坚果云|baidusyncdisk|百度云同步盘"
    r"|wps ?drive|wps云盘|nextcloud|owncloud|box sync",
    re.IGNORECASE,
)


def database() -> bool:
    """Whether entries go to a database instead of files."""
    return bool(os.environ.get(DATABASE, "").strip())


def disk(place: Path, _: Translate) -> Finding:
    """Whether there is room, and leave to write."""
    if not place.is_dir():
        text = _("{folder} must be a folder. There is none.").format(folder=place)
        return Finding("wrong", text, _("name an edition: workshop doctor EDITION"))
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(65_536))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if shutil.disk_usage(place).free >= LEAST:
            text = _("{folder} takes no files: {error}.")
            said = text.format(folder=place.resolve(), error=error.strerror or error)
            return Finding("wrong", said, _opened(place))
    free = shutil.disk_usage(place).free
    words = {"size": f"{free / 1e9:,.1f}", "folder": place.resolve()}
    if free >= ENOUGH:
        return Finding("ok", _("{size} GB free in {folder}").format(**words))
    said = _("{size} GB free in {folder}; that is little.").format(**words)
    room = _("empty the bin, move films and pictures elsewhere, or work on another disk")
    return Finding("wrong" if free < LEAST else "note", said, room)


def _opened(place: Path) -> str:
    name = str(place.resolve())
    unix = copied("chmod", "u+rwx", name)
    user = os.environ.get("USERNAME", "")
    windows = copied("icacls", name, "/grant", f"{user}:(OI)(CI)F")
    return here({"debian": unix, "mac": unix, "windows": windows})


def kind(place: Path, _: Translate) -> Finding:
    """Whether the folder lies on this machine's own disk, and no program copies it about."""
    real = place.resolve()
    local = _("work in a folder on this machine's own disk: workshop edition PROFILE --out FOLDER")
    if (network := remote(real)) and not database():
        text = _("{folder} lies on the network ({kind}); forms do not save there.")
        return Finding("wrong", text.format(folder=real, kind=network), local)
    synced = [part for part in real.parts if SYNCED.fullmatch(part)]
    if synced:
        text = _(
            "{folder} seems to be synchronised ({part}); such programs copy files half written."
        )
        return Finding("note", text.format(folder=real, part=synced[0]), local)
    return Finding("ok", _("on this machine's own disk"))


def edition(place: Path, _: Translate) -> Finding:
    """Whether the folder is an edition, with its notebooks."""
    from workshop_kit.edition.manifest import MANIFEST, read_manifest

    make = "workshop edition PROFILE"
    try:
        manifest = read_manifest(place)
    except (OSError, ValueError):
        text = _("{folder} is no edition, or its {manifest} is damaged.")
        return Finding("wrong", text.format(folder=place, manifest=MANIFEST), make)
    lacking = [name for name in manifest["notebooks"] if not (place / name).is_file()]
    if lacking:
        text = _("these notebooks are gone: {names}.").format(names=", ".join(sorted(lacking)))
        return Finding("wrong", text, f"{make} --force")
    said = _("{company}, {language}, {audience}, notebooks: {n}")
    names = ("company", "language", "audience")
    words = {name: manifest.get(name, "") for name in names}
    return Finding("ok", said.format(n=len(manifest["notebooks"]), **words))


def store(place: Path | None, _: Translate) -> Finding:
    """Whether what people enter can be read and saved, and is of a version that the kit knows."""
    if database():
        return _asked(_)
    file = find_store(place) if place is not None and place.is_dir() else None
    if file is None:
        return Finding("ok", _("nobody has entered anything yet"))
    try:
        _check_whole(file)
        bodies = _bodies(file)
        _check_free(file)
    except StoreError as error:
        text = f"{file}: {_reasons(_)[error.reason]}"
        return Finding("wrong", text, _mends(file, _)[error.reason])
    return _told(bodies, str(file), _)


def _asked(_: Translate) -> Finding:
    from workshop_kit.entries import open_entries

    try:
        found = open_entries(Path(STORE)).history()
    except StoreError as error:
        text = f"{DATABASE}: {_reasons(_)[error.reason]}"
        return Finding("wrong", text, _mends(Path(STORE), _)["unreachable"])
    except ValueError:  # of the URL nothing may be said, for its password
        text = _("{name} is not the URL of a PostgreSQL database.").format(name=DATABASE)
        return Finding("wrong", text, "postgresql://user:password@host:5432/name")
    return _told([entry.body for entry in found], DATABASE, _)


def _told(bodies: list[Any], name: str, _: Translate) -> Finding:
    from workshop_kit.forms.page import VERSION

    versions = {body.get("version") for body in bodies} - {None}
    newer = sorted(v for v in versions if isinstance(v, int) and v > VERSION)
    if newer:
        text = _("{name} holds entries of version {found}; this kit knows {known}.")
        said = text.format(name=name, found=newer[-1], known=VERSION)
        return Finding("note", said, _("use the newer kit that wrote them"))
    text = _("{name}: version {known}, entries: {n}")
    return Finding("ok", text.format(name=name, n=len(bodies), known=VERSION))


def _bodies(file: Path) -> list[Any]:
    from workshop_kit.entries import Entries

    return [entry.body for entry in Entries(file, untouched=True).history()]


def _check_whole(file: Path) -> None:
    """Read every page of a copy; what SQLite finds is raised as a StoreError."""
    from workshop_kit.stores import copied as copy_of

    try:
        with copy_of(file, str(file)) as copy, closing(sqlite3.connect(copy)) as connection:
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise file_error(str(file), file, error) from error
    if said != "ok":
        raise StoreError(str(file), "damaged", str(said))


def _check_free(file: Path) -> None:
    """Begin to write and let it be: whether a form could save now."""
    if network := remote(file):
        raise StoreError(str(file), "network", network)
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise file_error(str(file), file, error) from error


def _reasons(_: Translate) -> dict[str, str]:
    return {
        "locked": _("another program is writing just now"),
        "read-only": _("may not be written to"),
        "full": _("the disk is full; make room on it"),
        "damaged": _("is damaged, or was not written by this kit"),
        "network": _("lies on a network drive"),
        "unreachable": _("does not answer"),
    }


def _mends(file: Path, _: Translate) -> dict[str, str]:
    """What to do, by the reason of a StoreError."""
    name = str(file)
    close = _("close what holds it: a backup, a virus scanner, a database browser")
    keep = _("stop JupyterLab, then {command}; more in docs/entries.md")
    kept, write = copied("mv", name, f"{name}.damaged"), copied("chmod", "u+rw", name)
    locked: dict[System, str] = {
        "debian": f"{close} ({copied('fuser', '-v', name)})",
        "mac": f"{close} ({copied('lsof', name)})",
        "windows": close,
    }
    damaged: dict[System, str] = {
        "debian": kept,
        "mac": kept,
        "windows": copied("ren", name, f"{file.name}.damaged"),
    }
    written: dict[System, str] = {
        "debian": write,
        "mac": write,
        "windows": copied("attrib", "-R", name),
    }
    answers = _("check {name}, and that the database runs: docs/entries.md")
    return {
        "locked": here(locked),
        "read-only": here(written),
        "full": _("make room on the disk"),
        "damaged": keep.format(command=here(damaged)),
        "network": _("copy the company's folder to this machine"),
        "unreachable": answers.format(name=DATABASE),
    }
