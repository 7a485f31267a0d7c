"""The foot of a form: saved or not, how far, and what must be changed."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

_STATIC = Path(__file__).with_name("static")


class Foot(anywidget.AnyWidget):
    """What a form says about itself.

    Attributes
    ----------
    heard : int
        Goes up with every change that has come from the page: the page waits for that.
    lost : str
        What the page says by itself when it has waited in vain.
    saved : str
        Such as "saved 14:02".
    tone : {"ok", "wait", "bad"}
        How it is meant.
    progress : str
        Such as "7 of 10".
    lines : list of [tone, text]
        Replies and problems; shown as text, whatever is in them.
    wrong : list of str
        CSS classes of the fields that must be changed.
    """

    _esm = _STATIC / "form.js"
    _css = _STATIC / "form.css"
    heard = traitlets.Int().tag(sync=True)
    lost = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)
    tone = traitlets.Unicode("wait").tag(sync=True)
    progress = traitlets.Unicode().tag(sync=True)
    lines: Any = traitlets.List().tag(sync=True)
    wrong: Any = traitlets.List().tag(sync=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.on_msg(self._answer)

    def _answer(self, *_message: Any) -> None:
        self.heard += 1
