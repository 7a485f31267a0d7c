"""The `workshop` command: arguments and printing only."""

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_kit.life_cycles import LIFE_CYCLES
from workshop_kit.terminal import checked, made, say, spoken, typed

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from workshop_kit.company import Language
    from workshop_kit.exports import Method
    from workshop_kit.workshop import Audience

SAMPLES = ("lakeside-hotel", "digital-payments")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="workshop-kit")
def workshop() -> None:
    """Workshops on service experience: from a company profile to notebooks and a report."""


@workshop.command()
@click.argument("folder", default="workshop-demo", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """Make both sample companies in both languages, below FOLDER (./workshop-demo)."""
    from workshop_kit.company import read_company
    from workshop_kit.workshop import find_company

    mark = folder / ".workshop-demo"
    if folder.exists() and not mark.is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(
            f"The demo must have a folder of its own. {folder} is there already and is not one; "
            "name another: workshop demo OTHER"
        )
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("made by: workshop demo\n", "utf-8")
    companies = [read_company(find_company(name)) for name in SAMPLES]
    done = made(companies, ("en", "zh"), ("participant",), folder, False)
    click.echo("\nOpen a report in your browser:")
    for edition in done:
        click.echo(f"  {edition.folder / 'report.html'}")
    click.echo("\nOpen a workshop as its participants see it (ends with Ctrl-C):")
    for language in ("en", "zh"):
        click.echo(f"  {typed('lab', folder / SAMPLES[0] / f'{language}-participant')}")
    click.echo(f"\nStart your own company:\n  {typed('new', 'my-company')}")
    _exit(done)


@workshop.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--life-cycle",
    type=click.Choice(LIFE_CYCLES),
    default="power-supply",
    show_default=True,
    help="Whose stages the customer's journey has, to begin with.",
)
def new(folder: Path, life_cycle: str) -> None:
    """Write a commented profile and empty data files into the new FOLDER."""
    from workshop_kit.company import new_company

    try:
        profile = new_company(folder, life_cycle)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Written: {profile}\nFill it in, then:  {typed('check', folder)}")


@workshop.command()
@click.argument("profiles", nargs=-1, required=True)
def check(profiles: tuple[str, ...]) -> None:
    """Check PROFILES and their data files; say everything that must be changed."""
    if None in [checked(profile) for profile in profiles]:
        sys.exit(1)


@workshop.command()
@click.argument("profiles", nargs=-1, required=True)
@click.option(
    "--language",
    "languages",
    type=click.Choice(["en", "zh"]),
    multiple=True,
    help="May be given twice. Default: the profile's own.",
)
@click.option(
    "--audience",
    "audiences",
    type=click.Choice(["participant", "trainer"]),
    multiple=True,
    default=["participant"],
    show_default=True,
    help="May be given twice. Trainers see notes, solutions and code.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="workshop-out",
    show_default=True,
    help="Folder of all editions.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="How many editions are made at a time. Default: one for each processor.",
)
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="Make them on the workers of a Dask cluster instead of here.",
)
@click.option("--force", is_flag=True, help="Make it again; edited notebooks leave a dated copy.")
def edition(
    profiles: tuple[str, ...],
    languages: "tuple[Language, ...]",
    audiences: "tuple[Audience, ...]",
    out: Path,
    workers: int | None,
    scheduler: str | None,
    force: bool,
) -> None:
    """Make the editions of PROFILES: executed notebooks and a report for each company."""
    if scheduler and workers:
        text = "Give either --workers or --scheduler: a cluster has workers of its own."
        raise click.ClickException(text)
    companies = [checked(profile, quiet=True) for profile in profiles]
    good = [company for company in companies if company is not None]
    with _cluster(scheduler if good else None) as cluster:
        done = made(good, languages, audiences, out, force, workers, cluster)
    for one in done:
        click.echo(f"{one.status}: {one.folder}")
    _exit(done, failed=len(good) < len(companies))


@workshop.command("import")
@click.argument("method", type=click.Choice(["kano", "servqual", "loyalty"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--company",
    "profile",
    type=click.Path(path_type=Path),
    required=True,
    help="The profile whose answers these are, or its folder.",
)
@click.option(
    "--map", "map_", type=click.Path(path_type=Path), help="What columns and wordings mean."
)
@click.option("--suggest", is_flag=True, help="Write a first map instead, guesses marked.")
@click.option("--force", is_flag=True, help="Replace answers that are there already.")
def import_(
    method: "Method", file: Path, profile: Path, map_: Path | None, suggest: bool, force: bool
) -> None:
    """Turn a survey platform's export FILE (CSV or XLSX) into the answers of a company.

    METHOD is what was asked: kano, servqual (expectations and perceptions, weights by 100
    points) or loyalty (recommendation, satisfaction, effort).
    """
    from workshop_kit import exports
    from workshop_kit.company import read_company

    if suggest == (map_ is not None):
        raise click.ClickException("Give either --map MAP or --suggest, which writes a first map.")
    # Always a path: nobody's answers go into a sample company.
    company = read_company(profile, before_import=True)
    if map_ is None:
        target = exports.write_suggestion(file, company, method)
        words = ("import", method, file, "--company", profile, "--map", target)
        click.echo(f"Written: {target}\nCheck every guess, replace every '?', then:")
        click.echo(f"  {typed(*words)}")
        return
    done = exports.import_answers(file, map_, company, method=method, replace=force)
    for text in exports.told(done):
        click.echo(text)
    for text in exports.doubts(done):
        say(f"note: {text}")
    click.echo(f"Then:  {typed('edition', profile)}")


@workshop.command()
@click.argument("edition", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port on this machine; by default, and where it is taken, a free one.",
)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option(
    "--workshop",
    "session_id",
    help="The class whose entries the forms show, such as 2026-11-21-a; a new one begins with "
    "empty forms. Default: the one entered to last.",
)
def lab(edition: Path | None, port: int | None, no_browser: bool, session_id: str | None) -> None:
    """Open an EDITION in JupyterLab, on this machine only."""
    from workshop_kit.edition.lab import open_lab
    from workshop_kit.edition.manifest import read_manifest
    from workshop_kit.entries import open_entries
    from workshop_kit.fields import ID
    from workshop_kit.stores import STORE
    from workshop_kit.workshop import session

    if edition is None:
        found = sorted(Path().glob("workshop-*/*/*/edition.json"))
        if len(found) != 1:
            names = "".join(f"\n  {typed('lab', path.parent)}" for path in found)
            raise click.ClickException(
                f"Say which edition to open:{names or ' none was found below this folder.'}"
            )
        edition = found[0].parent
    manifest = read_manifest(edition)  # what is no edition is said before anything starts
    if session_id is not None:
        if not ID.fullmatch(session_id):
            text = "--workshop must be 1 to 40 of a-z, 0-9 and '-', such as 2026-11-21-a."
            raise click.ClickException(f"{text} Got {session_id!r}.")
        os.environ["WORKSHOP_ID"] = session_id
    try:
        now = session(open_entries(edition.resolve().parent / STORE), manifest["company"])
        click.echo(f"Workshop {now}. Another class begins with --workshop and an id of its own.")
    except OSError as error:  # the forms say so too, and the pages can be read all the same
        say(str(error))
    click.echo("JupyterLab is starting; its address follows. Press Ctrl-C here to end it.")
    sys.exit(open_lab(edition, port=port, browser=not no_browser))


@workshop.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--xlsx", is_flag=True, help="All tables as a workbook, report.xlsx.")
@click.option("--pptx", is_flag=True, help="Slides with charts to edit, report.pptx.")
@click.option("--pdf", is_flag=True, help="The report on A4, report.pdf; needs Chromium or Chrome.")
def export(edition: Path, xlsx: bool, pptx: bool, pdf: bool) -> None:
    """Write the report of an EDITION as files to hand over; without an option, all three.

    With everything that groups have entered by now. The report.html beside them is made anew, so
    that all say the same.
    """
    from workshop_kit import handouts

    asked = {"xlsx": xlsx, "pptx": pptx, "pdf": pdf}
    kinds = [kind for kind, wanted in asked.items() if wanted] or [*asked]
    failed = False
    for one in handouts.export(edition, kinds):
        if one.problem:
            say(one.problem)
            failed = True
        else:
            click.echo(f"Written: {one.file}")
    sys.exit(1 if failed else 0)


@workshop.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    help="An edition on this machine, or the folder of a company's editions.",
)
@click.option(
    "--workshop", "workshop_id", help="File all of it under this workshop, such as 2026-11-21-a."
)
def collect(folders: tuple[str, ...], into: Path, workshop_id: str | None) -> None:
    """Bring together what groups entered on other laptops: copies of their folders in DIR...

    As often as you like: what is here already stays as it is.
    """
    from workshop_kit.edition.collect import collect as collect_all
    from workshop_kit.problems import quoted

    done = []
    for one in collect_all(list(map(Path, folders)), into, workshop=workshop_id):
        done.append(one)
        if one.merged is not None:
            click.echo(f"{one.source}\n  {len(one.merged.new):,} new of {len(one.merged.found):,}")
            for what in ("workshop", "group", "kind"):
                names = sorted({quoted(getattr(entry, what)) for entry in one.merged.found})
                click.echo(f"  {what}: {', '.join(names) or 'none'}")
            for group in sorted({entry.group for entry in one.merged.new}):
                new = [entry for entry in one.merged.new if entry.group == group]
                forms = sorted({f"{entry.kind} {entry.key}".strip() for entry in new})
                click.echo(f"  new from group {quoted(group)}: {', '.join(forms)}")
        for text in one.notes:
            say(f"note: {text}")
        for text in one.problems:
            say(text)
    click.echo(f"New here: {sum(len(one.merged.new) for one in done if one.merged):,}.")
    if known := [one.better for one in done if one.better]:
        again = typed("collect", *folders, "--into", into, "--workshop", known[0])
        click.echo(f"To see them in one notebook:  {again}")
    sys.exit(1 if any(one.problems for one in done) else 0)


@workshop.command()
@click.argument("edition", required=False, type=click.Path(path_type=Path))
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    help="Of what is said. Default: the edition's, else this machine's.",
)
def doctor(edition: Path | None, language: str | None) -> None:
    """Look whether this machine is fit for a workshop: what is wrong, and what mends it.

    Python, packages, fonts, browser, port and disk; with an EDITION also its notebooks and what was
    entered. Nothing is changed, and no network is asked.
    """
    from workshop_kit.doctor import diagnose, told

    language = language or spoken(edition)
    wrong = False
    for one in diagnose(edition, language):
        click.echo(told(one, language), err=one.state != "ok")
        wrong = wrong or one.state == "wrong"
    sys.exit(1 if wrong else 0)


def main() -> None:
    """Run the command; whatever goes wrong is one clear line per problem, never a traceback."""
    from workshop_kit.problems import ProblemsError

    # Kernels of this Python, not of the user's own folders.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    try:
        workshop()
    except ProblemsError as error:
        say(str(error))
    except OSError as error:  # no such folder, no permission, disk full
        say(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except ValueError as error:
        say(str(error))
    sys.exit(1)


def _cluster(scheduler: str | None) -> "AbstractContextManager[Executor | None]":
    from workshop_kit.edition.cluster import open_cluster

    return nullcontext() if scheduler is None else open_cluster(scheduler)


def _exit(done: "Sequence[Any]", failed: bool = False) -> None:
    sys.exit(1 if failed or any(one.status == "failed" for one in done) else 0)
