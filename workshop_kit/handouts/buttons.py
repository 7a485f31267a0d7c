"""The report as files, written from a page by one press of a button each."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_kit.forms.fields import wide
from workshop_kit.forms.foot import Foot
from workshop_kit.handouts.exporting import KINDS, write_file
from workshop_kit.handouts.pdf import NoBrowserError
from workshop_kit.paper import refusal
from workshop_kit.report import contents
from workshop_kit.report.logo import logo_trouble
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def file_buttons(workshop: "Workshop") -> Any:
    """A button for each file: the page, the workbook, the slides, the PDF.

    They are written beside this page, with everything that is saved by then. What was there before
    stays until the new file is whole. A link below fetches each file that was written.
    """
    import ipywidgets as widgets

    foot, links = Foot(), widgets.Output()
    rows = [_button(workshop, kind, foot, links) for kind in ("html", *KINDS)]
    return widgets.VBox([*rows, foot, links]).add_class("ws-form")


def said(workshop: "Workshop", kind: str, folder: Path) -> tuple[str, str]:
    """Write a file into a folder; what became of it ("ok" or "bad"), and the same in words."""
    _, name = translator(workshop.language), f"report.{kind}"
    try:
        write_file(folder / name, kind, workshop, contents(workshop))
    except NoBrowserError:
        text = _(
            "A PDF is printed by Chromium, Chrome or Edge, and none did so here. Open report.html "
            "in any browser and print it to PDF on A4."
        )
        return "bad", text
    except OSError as error:
        text = _("{file} could not be written: {reason}. What was there before stays.")
        reason = refusal(str(folder), error, workshop.language)
        return "bad", text.format(file=name, reason=reason)
    now = f"{datetime.now():%H:%M}"
    return "ok", _("{file} was written, {time}.").format(file=name, time=now)


def _link(links: Any, kind: str, language: str) -> None:
    """Offer a file that was written, once."""
    _, name = translator(language), f"report.{kind}"
    text = _("Fetch {file} and open it").format(file=name)
    # Shown as output, not as a widget: only there JupyterLab finds a file beside the notebook.
    # Without `download` it would open the file itself, in place of this page.
    shown = {"text/html": f'<a href="{name}" download="{name}">{text}</a>', "text/plain": name}
    output = {"output_type": "display_data", "data": shown, "metadata": {}}
    if output not in links.outputs:
        links.outputs = (*links.outputs, output)


def _button(workshop: "Workshop", kind: str, foot: Foot, links: Any) -> Any:
    import ipywidgets as widgets

    _ = translator(workshop.language)
    what = {
        "html": _("Write report.html: the report as one page"),
        "xlsx": _("Write report.xlsx: all tables as a workbook"),
        "pptx": _("Write report.pptx: slides with charts to edit"),
        "pdf": _("Write report.pdf: the report on A4"),
    }
    button = widgets.Button(description=what[kind], layout=wide())

    def write(_button: Any) -> None:
        button.disabled = True
        foot.saved, foot.tone = _("It is being written; this takes up to a minute."), "wait"
        try:
            foot.tone, foot.saved = said(workshop, kind, Path.cwd())
            if foot.tone == "ok":
                _link(links, kind, workshop.language)
            if trouble := logo_trouble(workshop):
                foot.lines = [["wait", trouble]]
        except Exception as error:  # what a callback of ipywidgets raises goes to a log
            text = _("This could not be worked out; what you entered is kept. {error}")
            foot.saved, foot.tone = text.format(error=error), "bad"
        finally:
            button.disabled = False

    button.on_click(write)
    return button
