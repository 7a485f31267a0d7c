"""The emotion curve that people draw: touchpoints from left to right, feelings from -3 to +3."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workshop_kit.forms.fields import whole
from workshop_kit.journey.words import level_names, version_names
from workshop_kit.text import Translate, translator

if TYPE_CHECKING:
    import pandas as pd

_STATIC = Path(__file__).with_name("static")
VERSIONS = ("as_is", "to_be")
LOW, HIGH = -3, 3
COLUMNS = (
    *("persona", "group", "author", "version"),
    *("position", "touchpoint", "valence", "reason"),
)
_ROW = {"position", "touchpoint", "valence", "reason"}

Curves = dict[str, list[dict[str, Any]]]


class Curve(anywidget.AnyWidget):
    """A curve to draw by mouse, finger and keyboard, with the same numbers as a table.

    Parameters
    ----------
    touchpoints : sequence of mapping
        In the order of the journey: `id`, `label`, and where there is one the label of its `stage`.
        Those that are `retired` are no part of the curve any more; what was said of them is shown
        in the table.
    language : str
        Of its texts.
    persona, group, author : str
        Whose curve it is, for `data`.

    Attributes
    ----------
    curves : dict
        `{"as_is": [...], "to_be": [...]}`, one row per touchpoint: `position` (from 1),
        `touchpoint`, `valence` (-3 to 3, or None where it is not placed yet) and `reason`. Rows and
        parts of rows that are not given are empty.
    touched : list of str
        Points that the browser changed since it was last told of others, such as "as_is-lobby".
        It sends all of both curves; of what it did not change, it may not know the newest.
    version : {"as_is", "to_be"}
        Which of them is being drawn.
    message : str
        Why something that was sent was refused.

    Examples
    --------
    >>> curve = Curve([{"id": "lobby", "label": "Lobby"}, {"id": "room", "label": "Room"}])
    >>> curve.curves = {"as_is": [{"touchpoint": "room", "valence": -1}]}
    >>> curve.curves["as_is"][1]
    {'position': 2, 'touchpoint': 'room', 'valence': -1, 'reason': ''}
    """

    _esm = _STATIC / "curve.js"
    _css = _STATIC / "curve.css"
    touchpoints: Any = traitlets.List().tag(sync=True)
    texts: Any = traitlets.Dict().tag(sync=True)
    curves: Any = traitlets.Dict().tag(sync=True)
    touched: Any = traitlets.List().tag(sync=True)
    version = traitlets.Enum(VERSIONS, "as_is").tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        touchpoints: Sequence[Mapping[str, Any]],
        *,
        language: str = "en",
        persona: str = "",
        group: str = "",
        author: str = "",
    ) -> None:
        self.persona, self.group, self.author = persona, group, author
        self._ = translator(language)
        empty = {"stage": "", "retired": False}
        known = [empty | dict(stop) for stop in touchpoints]
        known.sort(key=lambda stop: bool(stop["retired"]))  # a curve has no place for those
        ids = [stop["id"] for stop in known]
        self._places = {code: i for i, code in enumerate(ids, 1)}
        if len(self._places) < len(ids):
            raise ValueError(f"touchpoints must have different ids. Found {ids}.")
        texts = curve_texts(language)
        super().__init__(touchpoints=known, texts=texts, curves=self._filled({}))

    @property
    def data(self) -> "pd.DataFrame":
        """The curves as a tidy frame: a row per version and touchpoint, NaN where none is placed.

        Touchpoints that are retired are not in it: they have no position among the others.
        """
        import pandas as pd

        whose = {"persona": self.persona, "group": self.group, "author": self.author}
        retired = {stop["id"] for stop in self.touchpoints if stop["retired"]}
        rows = [
            whose | {"version": version} | row
            for version in VERSIONS
            for row in self.curves[version]
            if row["touchpoint"] not in retired
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"valence": "float64"})

    def knot(self, version: str, touchpoint: str) -> dict[str, Any]:
        """What is said of a touchpoint: its row."""
        row: dict[str, Any] = self.curves[version][self._places[touchpoint] - 1]
        return row

    def put(self, version: str, touchpoint: str, valence: float | None, reason: str = "") -> None:
        """Place a touchpoint; None takes it away."""
        row = {"touchpoint": touchpoint, "valence": valence, "reason": reason}
        others = [r for r in self.curves[version] if r["touchpoint"] != touchpoint]
        self.curves = {**self.curves, version: [*others, row]}

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what the browser sends; what cannot be is refused in words and undone there."""
        sent = dict(sync_data)
        touched = sent.get("touched", self.touched)
        if not isinstance(touched, list):
            touched = sent["touched"] = []
        if "curves" in sent:
            wrong = list(self._problems(sent["curves"], self._))
            self.message = " ".join(wrong)
            taken = self.curves if wrong else self._merged(sent["curves"], touched)
            if taken != sent["curves"]:
                self.curves = taken
                self.send_state("curves")
                del sent["curves"]
        if sent.get("version", "as_is") not in VERSIONS:
            del sent["version"]
            self.send_state("version")
        super().set_state(sent)

    def _merged(self, sent: Mapping[str, Any], touched: list[Any]) -> Curves:
        """What the browser touched as it has it, and all else as it is here."""
        theirs, ours = self._filled(sent), self.curves
        return {
            version: [
                new if f"{version}-{new['touchpoint']}" in touched else old
                for new, old in zip(theirs[version], ours[version], strict=True)
            ]
            for version in VERSIONS
        }

    @traitlets.validate("curves")
    def _checked(self, proposal: Any) -> Curves:
        if wrong := list(self._problems(proposal.value, translator("en"))):
            raise traitlets.TraitError(" ".join(wrong))
        return self._filled(proposal.value)

    def _filled(self, curves: Mapping[str, Any]) -> Curves:
        """A row for each touchpoint, in their order."""
        whole_curves = {}
        for version in VERSIONS:
            given = {row["touchpoint"]: row for row in curves.get(version, ())}
            whole_curves[version] = [
                {
                    "position": position,
                    "touchpoint": touchpoint,
                    "valence": given.get(touchpoint, {}).get("valence"),
                    "reason": whole(given.get(touchpoint, {}).get("reason", "")),
                }
                for touchpoint, position in self._places.items()
            ]
        return whole_curves

    def _problems(self, curves: Any, _: Translate) -> Iterator[str]:
        if not isinstance(curves, Mapping) or not set(curves) <= set(VERSIONS):
            text = _("A curve must hold as_is and to_be. Found: {found}")
            yield text.format(found=_short(curves))
            return
        for version, rows in curves.items():
            if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
                text = _("{version} must be a list of rows. Found: {found}")
                yield text.format(version=version, found=_short(rows))
                continue
            ids = [row.get("touchpoint") for row in rows]
            for row in rows:
                for problem in self._row_problems(row, ids, _):
                    yield f"{version}, {_short(row.get('touchpoint'))}: {problem}"

    def _row_problems(self, row: Mapping[str, Any], ids: list[Any], _: Translate) -> Iterator[str]:
        touchpoint, valence = row.get("touchpoint"), row.get("valence")
        if not isinstance(touchpoint, str) or touchpoint not in self._places:
            yield _("must be a touchpoint of the profile.")
        elif ids.count(touchpoint) > 1:
            yield _("must stand in one row only.")
        elif row.get("position", place := self._places[touchpoint]) != place:
            text = _("position must be {position}. Found: {found}")
            yield text.format(position=place, found=_short(row["position"]))
        if not fits(valence):
            text = _("the value must lie between −3 and +3. Found: {found}")
            yield text.format(found=_short(valence))
        if not isinstance(row.get("reason", ""), str):
            text = _("the reason must be a text. Found: {found}")
            yield text.format(found=_short(row["reason"]))
        if strange := sorted(map(str, set(row) - _ROW)):
            yield _("unknown: {names}").format(names=_short(", ".join(strange)))


def fits(valence: Any) -> bool:
    """Whether something is a value of the curve, or None for one that is not placed.

    >>> fits(-0.5), fits(None), fits(4), fits(True), fits(float("nan"))
    (True, True, False, False, False)
    """
    if valence is None:
        return True
    number = isinstance(valence, int | float) and not isinstance(valence, bool)
    return number and LOW <= valence <= HIGH


def curve_texts(language: str) -> dict[str, Any]:
    """All that the widget says."""
    _ = translator(language)
    return {
        **version_names(language),
        "levels": {str(level): text for level, text in level_names(language).items()},
        "which": _("Which curve is being drawn?"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "copy": _("Begin with the curve as it is"),
        "picture": _("Emotion curve: one slider for each touchpoint"),
        "table": _("The same as a table"),
        "touchpoint": _("Touchpoint"),
        "reason": _("Why? ({version})"),
        "why": _("Why?"),
        "why_peak": _("Why so good?"),
        "why_valley": _("Why so low?"),
        "hint": _(
            "Drag a point, or draw the whole line in one stroke. By keyboard: Tab to a point, "
            "then the arrows, or type a number."
        ),
        "spoken": _("{touchpoint}: {value}, {meaning}"),
        "between": _("{touchpoint}: {value}, between “{low}” and “{high}”"),
        "unplaced": _("{touchpoint}: not placed yet"),
        "retired": _("{touchpoint} (no longer in the profile)"),
        "range": _("A value is a number between −3 and +3."),
        "none": _("The profile of this company lists no touchpoints yet."),
    }


def _short(found: Any) -> str:
    return whole(str(found)[:40])
