"""What the command says on a terminal: what is wrong, how far it is, and what to type next."""

import locale
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from workshop_kit.company import Company, Language
    from workshop_kit.edition.folder import Edition
    from workshop_kit.workshop import Audience


def say(text: str) -> None:
    """Say what is no result: a problem or a note."""
    click.echo(text, err=True)


def typed(*words: "Path | str") -> str:
    """What a person types next: the command as it was called, fit to be copied into a shell."""
    called = sys.argv[0] if "/" in sys.argv[0] or "\\" in sys.argv[0] else "workshop"
    return f"{called} {shlex.join(map(str, words))}"


def spoken(edition: Path | None) -> str:
    """The language of an edition, else that of this machine."""
    from workshop_kit.edition.manifest import read_manifest

    if edition is not None:
        with suppress(OSError, ValueError):  # what is wrong with it is a finding
            return str(read_manifest(edition)["language"])
    # Windows writes it out.
    machine = (locale.getlocale()[0] or "").lower()
    return "zh" if machine.startswith(("zh", "chinese")) else "en"


def checked(profile: str, quiet: bool = False) -> "Company | None":
    """The company of a profile, or None after saying what is wrong with it."""
    from workshop_kit import Workshop, kano
    from workshop_kit.company import check_company
    from workshop_kit.problems import errors
    from workshop_kit.workshop import check_data, find_company

    company, problems = check_company(find_company(profile))
    if company is not None:
        problems = check_data(company)
    for problem in problems[:50]:
        say(f"note: {problem}" if problem.note else str(problem))
    if len(problems) > 50:
        say(f"... and {len(problems) - 50} more like these")
    if company is None or errors(problems):
        return None
    try:
        kano.results(Workshop(company, "en", "participant"))
    except ValueError as error:  # what only the method knows, such as answers outside a short form
        say(f"{profile}: {error}")
        return None
    if not quiet:
        click.echo(f"{profile}: good, {len(company.features)} features.")
    return company


def made(
    companies: "Sequence[Company]",
    languages: "Sequence[Language]",
    audiences: "Sequence[Audience]",
    out: Path,
    force: bool,
    workers: int | None = None,
    cluster: "Executor | None" = None,
) -> "list[Edition]":
    """Make the editions, show how far each is, and say what happened to each."""
    from workshop_kit.edition.batch import processors, run_editions, steps
    from workshop_kit.edition.steps import Board

    board = Board(len(companies) * (len(languages) or 1) * len(audiences), steps())
    done = []
    try:
        for one in run_editions(
            companies,
            languages=languages,
            audiences=audiences,
            out=out,
            force=force,
            progress=board.step,
            workers=workers or processors(),
            executor=cluster,
            apart=cluster is not None,
        ):
            done.append(one)
            board.done(f"{one.company.id} {one.language}-{one.audience}", len(done))
    finally:
        board.close()
    for one in done:
        for text in one.notes:
            say(f"note: {one.folder}: {text}")
        for text in one.problems:
            say(f"{one.folder}: {text}")
    return done
