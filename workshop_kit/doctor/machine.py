"""Python, the packages, a browser that prints, and a port for JupyterLab."""

import platform
import socket
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from workshop_kit.doctor.findings import Finding, System, here, pip
from workshop_kit.text import Translate

KIT = "workshop-kit"
INSTALL = ("-c", "constraints.txt", "-e", ".")
LAB_PORT = 8888
"""Where JupyterLab listens unless told otherwise."""


def python(_: Translate) -> Finding:
    """Whether this Python is one that the kit runs on."""
    from packaging.specifiers import SpecifierSet

    version = platform.python_version()
    try:
        wanted = metadata.metadata(KIT)["Requires-Python"]
    except (metadata.PackageNotFoundError, KeyError):  # the packages' line says the first
        wanted = ""
    if SpecifierSet(wanted).contains(version, prereleases=True):
        return Finding("ok", f"{version} ({sys.executable})")
    text = _("must be {wanted}. Found {found}.").format(wanted=wanted, found=version)
    newer: dict[System, str] = {
        "debian": "sudo apt install python3 python3-venv",
        "mac": "brew install python@3.13",
        "windows": "winget install Python.Python.3.13",
    }
    then = _("{command}; then make the environment anew, as the README begins")
    return Finding("wrong", text, then.format(command=here(newer)))


def packages(_: Translate) -> Finding:
    """Whether every package that the kit asks for is there, in a version it works with."""
    from packaging.requirements import Requirement

    try:
        asked = metadata.requires(KIT) or []
    except metadata.PackageNotFoundError:
        text = _("{kit} is not installed in this Python.").format(kit=KIT)
        return Finding("wrong", text, pip(*INSTALL))
    needed = [Requirement(line) for line in asked]
    needed = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    bad, ranges = [], []
    for one in needed:
        try:
            found = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            found = ""
        if found and one.specifier.contains(found, prereleases=True):
            continue
        ranges.append(f"{one.name}{one.specifier}")
        lacks, other = _("{asked} (not there)"), _("{asked} (found {found})")
        bad.append((other if found else lacks).format(asked=ranges[-1], found=found))
    if bad:
        text = _("must be there: {packages}.").format(packages=", ".join(bad))
        return Finding("wrong", text, pip(*ranges))
    many = _("{n} packages, all in a version that the kit asks for")
    return Finding("ok", many.format(n=len(needed)))


def printing(_: Translate) -> Finding:
    """Whether a browser of this machine prints a page; one that is there may still not."""
    from workshop_kit.handouts import pdf

    with tempfile.TemporaryDirectory(prefix="doctor-", ignore_cleanup_errors=True) as folder:
        try:
            pdf.write_pdf("<meta charset='utf-8'><p>A 页</p>", Path(folder, "page.pdf"))
        except pdf.NoBrowserError as error:
            program = pdf.browser()
            text = (
                _("none was found; report.pdf cannot be made.")
                if program is None
                else _("{program} prints nothing: {error}").format(program=program, error=error)
            )
            return Finding("note", text, here(_BROWSERS))
    return Finding("ok", pdf.browser() or "")


# Ubuntu's own Chromium is a snap, which sees no temporary files and so prints nothing.
_DEB = "google-chrome-stable_current_amd64.deb"
_BROWSERS: dict[System, str] = {
    "debian": "sudo apt install chromium",
    "ubuntu": f"sudo apt install ./{_DEB} (https://www.google.com/chrome)",
    "mac": "brew install --cask google-chrome",
    "windows": "winget install Google.Chrome",
}


def port(_: Translate) -> Finding:
    """Whether JupyterLab can listen where it listens by itself, for this machine only."""
    if _free(LAB_PORT):
        return Finding("ok", _("127.0.0.1:{port} is free").format(port=LAB_PORT))
    if _free(0):
        text = _("127.0.0.1:{port} is taken; JupyterLab takes another by itself.")
        own = _("to choose one: workshop lab EDITION --port 8900")
        return Finding("note", text.format(port=LAB_PORT), own)
    loopback: dict[System, str] = {
        "debian": "sudo ip link set lo up",
        "mac": "sudo ifconfig lo0 up",
        "windows": _("allow this Python in the firewall or the virus scanner"),
    }
    text = _("no program may listen on 127.0.0.1, so JupyterLab cannot start.")
    return Finding("wrong", text, here(loopback))


def _free(number: int) -> bool:
    with socket.socket() as tried:
        # Elsewhere the port of a Lab that has just ended counts as taken for a minute. On Windows
        # the option would call a taken one free.
        if sys.platform != "win32":
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True
