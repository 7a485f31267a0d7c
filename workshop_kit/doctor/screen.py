"""What participants see: JupyterLab, the forms' widgets, Chinese in it and in charts."""

import json
import shutil
import subprocess
import sys
from importlib import import_module, metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from workshop_kit.doctor.findings import Finding, System, here, pip
from workshop_kit.text import Translate

WIDGETS = {
    # Package, and the extension of JupyterLab that draws it.
    "ipywidgets": "@jupyter-widgets/jupyterlab-manager",
    "anywidget": "anywidget",
}
LOCALE = "zh_CN"
PACK = "jupyterlab-language-pack-zh-CN"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_FONTS: dict[System, str] = {"debian": "sudo apt install fonts-noto-cjk fontconfig"}


def lab(_: Translate) -> Finding:
    """Whether JupyterLab is there with the page that it shows."""
    from jupyterlab.commands import get_app_dir

    page = Path(get_app_dir(), "static", "index.html")
    version = metadata.version("jupyterlab")
    if page.is_file():
        return Finding("ok", version)
    text = _("{version} is there without its page {page}.").format(version=version, page=page)
    return Finding("wrong", text, pip("--force-reinstall", "--no-deps", "jupyterlab"))


def widgets(_: Translate) -> Finding:
    """Whether the packages of the forms can be loaded, here and in JupyterLab's page."""
    bad = {}
    for package, extension in WIDGETS.items():
        try:
            import_module(package)
        except ImportError as error:
            bad[package] = f"{package}: {error}"
            continue
        if not _served(extension):
            lacks = _("{package} without its part in JupyterLab")
            bad[package] = lacks.format(package=package)
    if bad:
        text = _("forms would stay empty: {what}.").format(what="; ".join(bad.values()))
        manager = ["jupyterlab-widgets"] if "ipywidgets" in bad else []
        return Finding("wrong", text, pip("--force-reinstall", "--no-deps", *bad, *manager))
    found = [f"{name} {metadata.version(name)}" for name in WIDGETS]
    return Finding("ok", ", ".join(found))


def _served(extension: str) -> bool:
    """Whether JupyterLab finds an extension, and the script that its description names."""
    from jupyter_core.paths import ENV_JUPYTER_PATH, SYSTEM_JUPYTER_PATH

    # Not the user's own folder: `workshop lab` does not read it.
    for place in (*ENV_JUPYTER_PATH, *SYSTEM_JUPYTER_PATH):
        folder = Path(place, "labextensions", extension)
        try:
            about: dict[str, Any] = json.loads((folder / "package.json").read_text("utf-8"))
            script = Path(folder, about["jupyterlab"]["_build"]["load"])
        except (OSError, ValueError, KeyError, TypeError):  # none there, or no description of one
            continue
        return script.is_file()
    return False


def language_pack(_: Translate) -> Finding:
    """Whether JupyterLab's own buttons and messages can be Chinese."""
    found = metadata.entry_points(group="jupyterlab.languagepack", name=LOCALE)
    for entry in found:
        try:
            folder = Path(str(entry.load().__file__)).parent
        except ImportError:
            continue
        if (folder / "locale" / LOCALE / "LC_MESSAGES" / "jupyterlab.json").is_file():
            return Finding("ok", f"{PACK} {metadata.version(PACK)}")
    text = _("JupyterLab's own words stay English in a Chinese edition.")
    return Finding("note", text, pip("--force-reinstall", "--no-deps", PACK))


def chart_font(_: Translate) -> Finding:
    """Whether charts are drawn with Chinese letters; a missing font leaves boxes and no message."""
    from workshop_kit import theme

    again = pip("--force-reinstall", "--no-deps", "workshop-kit")
    fonts = files("workshop_kit").joinpath("fonts")
    lacking = [name for name in FONT_FILES if not fonts.joinpath(name).is_file()]
    if lacking:
        text = _("the kit's fonts are not there: {files}.").format(files=", ".join(lacking))
        return Finding("wrong", text, again)
    # A letter without a glyph is a box, and all boxes look alike.
    if len({_drawn(letter) for letter in "触峰谷"}) < 3:
        return Finding("wrong", _("Chinese letters come out as boxes."), again)
    return Finding("ok", _("drawn with {font}, the kit's own").format(font=theme.FONT))


def _drawn(letter: str) -> bytes:
    import vl_convert

    from workshop_kit import theme

    theme.register_fonts()
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{}]},
        "mark": {"type": "text", "font": theme.FONT, "fontSize": 24},
        "encoding": {"text": {"value": letter}},
    }
    picture: bytes = vl_convert.vegalite_to_png(spec)
    return picture


def page_font(_: Translate) -> Finding:
    """Whether the browser has a font for Chinese; Windows and macOS bring one."""
    if sys.platform in ("win32", "darwin"):
        return Finding("ok", _("the system brings its own fonts"))
    program = shutil.which("fc-list")
    if program is None:
        text = _("fc-list is not there, so the fonts of this machine are unknown.")
        return Finding("note", text, here(_FONTS))
    command = [program, ":lang=zh-cn", "family"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    names = {line.split(",")[0] for line in done.stdout.decode("utf-8", "replace").splitlines()}
    if names - {""}:
        # Of one font's faces for China, Japan and Korea, China's.
        return Finding("ok", min(names - {""}, key=lambda name: (" SC" not in name, name)))
    text = _("no font of this machine has Chinese letters; pages would show boxes.")
    return Finding("note", text, here(_FONTS))
