"""An edition's report as files to hand over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workshop_kit.edition.leaks import find_leaks, other_names
from workshop_kit.edition.manifest import read_manifest
from workshop_kit.handouts.pdf import NoBrowserError, write_pdf
from workshop_kit.handouts.places import replacing
from workshop_kit.report import Part, build_report, contents
from workshop_kit.report.logo import logo_trouble
from workshop_kit.workshop import Workshop, open_workshop

Kind = Literal["xlsx", "pptx", "pdf"]
KINDS: tuple[Kind, ...] = ("xlsx", "pptx", "pdf")


@dataclass(frozen=True)
class Exported:
    """What became of one file; `problem` is "" where it was made."""

    file: Path
    problem: str = ""


def open_edition(edition: Path) -> Workshop:
    """The workshop of an edition's folder, with what was entered beside it.

    Raises
    ------
    FileNotFoundError
        When the folder is no edition.
    ValueError
        When its manifest is damaged.
    """
    manifest = read_manifest(edition)
    return open_workshop(
        edition / "inputs", language=manifest["language"], audience=manifest["audience"]
    )


def export(edition: Path, kinds: Iterable[str] = KINDS) -> Iterator[Exported]:
    """Write an edition's report anew and, of the same numbers, a file of each kind.

    Parameters
    ----------
    edition : Path
        A folder that `workshop edition` made.
    kinds : iterable of {"xlsx", "pptx", "pdf"}

    Yields
    ------
    Exported
        `report.html`, then `report.xlsx` and so on, in the edition's folder. What cannot be made
        is told in `problem`; the file that was there stays, and the others are made.
    """
    workshop = open_edition(edition)
    parts = contents(workshop)
    if trouble := logo_trouble(workshop):
        yield Exported(edition / "report.html", trouble)
    for kind in ("html", *kinds):
        yield _made(edition / f"report.{kind}", kind, workshop, parts)
    # What groups typed may name another client; everything else was looked through before.
    yield from (Exported(edition, text) for text in _leaks(edition, workshop))


def _leaks(edition: Path, workshop: Workshop) -> Iterator[str]:
    """What the files now say of other companies whose editions are in the same place."""
    words = other_names(workshop.company, [], edition.resolve().parents[1])
    # What the profile allowed stands in the inputs, too.
    allowed = "\n".join(
        path.read_text("utf-8", "replace").casefold()
        for path in sorted((edition / "inputs").rglob("*"))
        if path.suffix in (".yaml", ".csv")
    )
    foreign = {word: whose for word, whose in words.items() if word.casefold() not in allowed}
    yield from find_leaks(edition, foreign, [], named="report.*")


def _made(target: Path, kind: str, workshop: Workshop, parts: list[Part]) -> Exported:
    try:
        write_file(target, kind, workshop, parts)
    except NoBrowserError as error:
        return Exported(target, f"{target.name}: {error}")
    except OSError as error:
        reason = error.strerror or str(error)
        stays = "What was there before stays as it was." if target.exists() else ""
        return Exported(target, f"{target} must be written whole. {reason}. {stays}".strip())
    return Exported(target)


def write_file(target: Path, kind: str, workshop: Workshop, parts: list[Part]) -> None:
    """Write the parts of a report as "html", "xlsx", "pptx" or "pdf"."""
    if kind == "html":
        with replacing(target) as draft:
            draft.write_text(build_report(workshop, parts), "utf-8")
    elif kind == "xlsx":
        from workshop_kit.handouts.tables import write_workbook

        write_workbook(workshop, parts, target)
    elif kind == "pptx":
        from workshop_kit.handouts.slides import write_slides

        write_slides(workshop, parts, target)
    else:
        write_pdf(build_report(workshop, parts, fonts=True), target)
