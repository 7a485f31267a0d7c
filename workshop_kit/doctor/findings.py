"""What one check found, and the commands that mend things on each platform."""

import platform
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]
System = Literal["debian", "ubuntu", "mac", "windows"]


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    state : {"ok", "note", "wrong"}
        Nothing to do; good to know, though a workshop can be held; must be mended first.
    text : str
        What was found.
    mend : str
        What to do about it, a command where there is one; "" where there is nothing to do.
    about : str
        What was looked at; `diagnose` fills it in.
    """

    state: State
    text: str
    mend: str = ""
    about: str = ""


def system() -> System:
    """The kind of machine this is; a Linux that is no Ubuntu counts as Debian."""
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "mac"
    try:
        release = platform.freedesktop_os_release()
    except OSError:  # a Linux without the file
        return "debian"
    return "ubuntu" if release.get("ID") == "ubuntu" else "debian"


def here(commands: Mapping[System, str]) -> str:
    """The command for this machine; Ubuntu takes Debian's where it has none of its own."""
    return commands.get(system()) or commands["debian"]


def copied(*words: str) -> str:
    """Words as one command that can be copied into this machine's shell."""
    return subprocess.list2cmdline(words) if system() == "windows" else shlex.join(words)


def pip(*words: str) -> str:
    """The command that installs something into this very Python."""
    return copied(sys.executable, "-m", "pip", "install", *words)
