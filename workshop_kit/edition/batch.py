"""Several editions in one run: each by itself, none spoiled by another."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

from workshop_kit.company import Company, Language
from workshop_kit.edition.run import Edition, edition_folder, run_edition, sources
from workshop_kit.workshop import Audience


def run_editions(
    companies: Sequence[Company],
    *,
    languages: Sequence[Language] = (),
    audiences: Sequence[Audience] = ("participant",),
    out: Path,
    force: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> Iterator[Edition]:
    """Make the editions of several companies, one after the other.

    Parameters
    ----------
    companies : sequence of Company
        With different ids.
    languages : sequence of str
        Of every company; none: the language of its profile.
    audiences : sequence of "participant" or "trainer"
        Of every company and language.
    progress : callable
        Called with the name of each step when it begins; there are `steps` of them.

    Yields
    ------
    Edition
        As each is finished; one that the disk refuses is "failed", and the others are made.

    Raises
    ------
    ValueError
        When two companies have the same id: their editions would share a folder.
    """
    ids = [company.id for company in companies]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"Each profile of a run must have its own id. Found twice: {twice}.")
    for company in companies:
        for language, audience in product(languages or (company.language,), audiences):
            place = f"{company.id} {language}-{audience}"
            try:
                edition = run_edition(
                    company,
                    language=language,
                    audience=audience,
                    out=out,
                    run=companies,
                    force=force,
                    progress=lambda step, place=place: progress(f"{place}: {step}"),  # type: ignore[misc]
                )
            except OSError as error:  # no permission, a full disk, an input that is gone
                folder = edition_folder(out, company, language, audience)
                said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
                edition = Edition(company, language, audience, folder, "failed", [said])
            yield edition


def steps() -> int:
    """How many steps one edition has: its notebooks, its exercises and its report."""
    return len(sources("participant")) + 1
