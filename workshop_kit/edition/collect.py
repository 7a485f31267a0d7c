"""What groups entered on several laptops, brought together in one store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workshop_kit.edition.manifest import MAKE_ONE, MANIFEST, read_manifest
from workshop_kit.entries import Entries, Entry, Merged, open_entries
from workshop_kit.fields import DEVICES, ID
from workshop_kit.problems import quoted
from workshop_kit.stores import STORE, find_store

DEEP = 3
"""How many folders down a store is looked for: STICK/group1/workshop-out/COMPANY."""


@dataclass
class Collected:
    """What became of one copy, or of one folder in which no copy was found.

    Attributes
    ----------
    source : Path
        The SQLite file, or the folder.
    merged : Merged or None
        What it brought; None when nothing could be taken.
    problems : list of str
        What was asked for and not done, one line each.
    notes : list of str
        What a person should know, such as an answer that stands in the history now.
    better : str or None
        The workshop that was here, when this brought another one.
    """

    source: Path
    merged: Merged | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    better: str | None = None


def collect(
    folders: Sequence[Path], into: Path, *, workshop: str | None = None
) -> Iterator[Collected]:
    """Add the entries of copies to a company's store; as often as one likes.

    Parameters
    ----------
    folders : sequence of Path
        Copies: editions, companies' folders, folders that hold several of them, or SQLite files.
        They are only read.
    into : Path
        An edition on this machine, or the folder of a company's editions.
    workshop : str, optional
        File the entries under this workshop.

    Yields
    ------
    Collected
        As each is done; what is wrong with one does not stop the others.

    Raises
    ------
    ValueError, OSError
        When it cannot be told whose entries are wanted.
    """
    if workshop is not None and (not ID.fullmatch(workshop) or workshop in DEVICES):
        must = "must be 1 to 40 characters a-z, 0-9 and '-', such as 2026-11-21-a"
        raise ValueError(f"The id of a workshop {must}. Found {quoted(workshop)}.")
    company, place = owner(into)
    target = open_entries(place / STORE)
    done: set[Path] = set()
    for folder in folders:
        try:
            stores = find_stores(folder)
        except OSError as error:  # a folder that may not be looked into
            yield Collected(folder, problems=[f"{folder}: {error.strerror}"])
            continue
        others = [path for path in stores if not _same(path, target.file)]
        if not others:
            yield Collected(folder, problems=[_nothing(folder, bool(stores))])
        for path in others:
            if path.resolve() not in done:
                done.add(path.resolve())
                yield _collect(path, target, company, workshop)


def owner(folder: Path) -> tuple[str, Path]:
    """The id of the company that a folder belongs to, and the folder of its editions.

    Raises
    ------
    FileNotFoundError, ValueError
        When it is neither an edition nor the folder of one company's editions.
    """
    inside = (folder / MANIFEST).exists()
    editions = [folder] if inside else sorted(p.parent for p in folder.glob(f"*/{MANIFEST}"))
    companies = sorted({str(read_manifest(edition).get("company")) for edition in editions})
    must = f"{folder} must be an edition, or the folder of one company's editions."
    if not editions:
        below = sorted({str(p.parents[1]) for p in folder.glob(f"*/*/{MANIFEST}")})
        found = f"Found these in it: {', '.join(below)}." if below else "Found none in it."
        raise FileNotFoundError(f"{must} {found} {'' if below else MAKE_ONE}".strip())
    if len(companies) > 1 or not ID.fullmatch(companies[0]):
        raise ValueError(f"{must} Found editions of {', '.join(map(quoted, companies))}.")
    return companies[0], folder.resolve().parent if inside else folder


def find_stores(folder: Path) -> list[Path]:
    """Every store in a folder, however it came there: `entries (2).sqlite` is one too."""
    if folder.is_file():
        return [folder]
    first = find_store(folder)
    below = (f"{'*/' * depth}{Path(STORE).stem}*{Path(STORE).suffix}" for depth in range(DEEP + 1))
    found = [path for pattern in below for path in folder.glob(pattern) if path.is_file()]
    return sorted({path.resolve(): path for path in [*found, *([first] if first else [])]}.values())


def _collect(path: Path, target: Entries, company: str, workshop: str | None) -> Collected:
    one = Collected(path)
    try:
        before = target.workshops(company)
        theirs = Entries(path, untouched=True)
        held = theirs.workshops(company)
        # Only the class of today goes under another name: nobody means last month's by it.
        only = held[-1] if workshop is not None and held else None
        merged = target.merge(theirs, company=company, workshop=workshop, only=only)
    except (OSError, ValueError) as error:
        one.problems.append(str(error))
        return one
    one.merged = merged
    if merged.foreign:
        others = ", ".join(f"{count:,} of {quoted(name)}" for name, count in merged.foreign.items())
        one.problems.append(f"{path} must hold entries of {company} only. Not taken: {others}.")
    one.notes += [_clash(path, was, now) for was, now in merged.clashes]
    unknown = sorted({entry.workshop for entry in merged.new} - set(before))
    if only is not None and held[1:]:
        left = ", ".join(map(quoted, held[:-1]))
        one.notes.append(
            f"{path}: only its last workshop, {quoted(only)}, was filed under {quoted(workshop)}. "
            f"Not taken: {left}; without --workshop all are taken under their own names."
        )
    if before and unknown and workshop is None and len(held) == 1:
        one.better = before[-1]
        one.notes.append(
            f"{path}: the workshop {', '.join(map(quoted, unknown))} was not here before; "
            f"{quoted(one.better)} was. A notebook shows one workshop."
        )
    return one


def _clash(path: Path, was: Entry, now: Entry) -> str:
    form = quoted(f"{now.kind} {now.key}".strip())
    newer = ", ALTHOUGH IT IS NEWER" if was.saved_at > now.saved_at else ""
    return (
        f"{path}: {form} of group {quoted(now.group)} was here already, with other answers. "
        f"Shown from now on: theirs, {_saved(now)}. In the history{newer}: ours, {_saved(was)}."
    )


def _saved(entry: Entry) -> str:
    by = f" by {quoted(entry.author)}" if entry.author else ""
    return f"saved at {entry.saved_at.astimezone():%Y-%m-%d %H:%M}{by}"


def _nothing(folder: Path, own: bool) -> str:
    if own:
        return f"{folder} must be another store than the one that --into names. It is the same."
    if not folder.exists():
        return f"{folder} must be there. Found no such file or folder."
    where = "in it and beside it" if (folder / MANIFEST).exists() else f"in it, {DEEP} folders deep"
    return (
        f"{folder} must hold {STORE}. Looked {where}. The file lies beside the edition folders: "
        "copy the company's whole folder from the laptop."
    )


def _same(path: Path, file: Path | None) -> bool:
    return file is not None and file.exists() and path.samefile(file)
