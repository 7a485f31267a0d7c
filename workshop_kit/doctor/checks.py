"""All checks, in the order in which one thing needs the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from workshop_kit.doctor.findings import Finding
from workshop_kit.text import Translate, translator

Check = Callable[[Translate], Finding]


def diagnose(edition: Path | None = None, language: str = "en") -> Iterator[Finding]:
    """Look at this machine, and at an edition with its store of entries.

    Parameters
    ----------
    edition : Path, optional
        The folder of an edition. Without it the disk is that of the folder one is in, and the store
        is looked at only where WORKSHOP_DATABASE names one.
    language : {"en", "zh"}
        Of the findings. Without Babel, which reads the Chinese texts, they are English.

    Yields
    ------
    Finding
        As soon as each check is done; all together take some seconds.
    """
    from workshop_kit.doctor import machine, places, screen

    _ = _translator(language)
    folder = edition or Path()
    checks: list[tuple[str, Check]] = [
        ("Python", machine.python),
        (_("Packages"), machine.packages),
        ("JupyterLab", screen.lab),
        (_("Widgets of the forms"), screen.widgets),
        (_("Chinese in JupyterLab"), screen.language_pack),
        (_("Chinese in charts"), screen.chart_font),
        (_("Chinese on pages"), screen.page_font),
        (_("Browser for PDF"), machine.printing),
        (_("Port"), machine.port),
        (_("Disk"), lambda _: places.disk(folder, _)),
        (_("Folder"), lambda _: places.kind(folder, _)),
    ]
    if edition is not None:
        checks.append((_("Edition"), lambda _: places.edition(folder, _)))
    if edition is not None or places.database():
        checks.append((_("Entries"), lambda _: places.store(edition, _)))
    for about, check in checks:
        yield replace(_looked(check, _), about=about)


def _translator(language: str) -> Translate:
    try:
        _ = translator(language)
        _("Disk")
    except ModuleNotFoundError:
        return translator("en")
    return _


def _looked(check: Check, _: Translate) -> Finding:
    try:
        return check(_)
    except ImportError as error:  # what the check itself needs
        text = _("cannot be looked at: {error}.").format(error=str(error).rstrip("."))
        return Finding("wrong", text, _("install what the line on packages names"))


def told(finding: Finding, language: str = "en") -> str:
    """A finding on one line."""
    _ = _translator(language)
    state = {"ok": _("ok"), "note": _("note"), "wrong": _("WRONG")}[finding.state]
    words = {"state": state, "about": finding.about, "text": " ".join(finding.text.split())}
    line = _("{state}: {about}: {text}").format(**words)
    return f"{line} -> {finding.mend}" if finding.mend else line
