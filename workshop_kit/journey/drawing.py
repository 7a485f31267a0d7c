"""The curve as a form: each of its points is an answer, so that two pages can draw the same one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Form, Question
from workshop_kit.forms.fields import Field
from workshop_kit.journey.curve import COLUMNS, VERSIONS, Curve, fits, version_names
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    import pandas as pd

    from workshop_kit.workshop import Workshop

KIND = "curve"


@dataclass(frozen=True, kw_only=True)
class Knot(Question):
    """A point of a curve; the answer holds its `valence`, its `reason`, or both."""

    version: str
    touchpoint: str

    def answered(self, value: Any) -> bool:
        return isinstance(value, dict) and value.get("valence") is not None

    def fits(self, value: Any) -> bool:
        return (
            isinstance(value, dict)
            and set(value) <= {"valence", "reason"}
            and fits(value.get("valence"))
            and isinstance(value.get("reason", ""), str)
        )


class KnotField(Field):
    """A point of a curve; all points of both curves share one widget."""

    typed = True  # a stroke changes many of them, and they are saved together

    question: Knot

    def __init__(self, question: Knot, curve: Curve) -> None:
        self.curve = curve
        super().__init__(question, curve)
        self._before = self.value
        curve.observe(self._seen, "curves")

    def mark(self, name: str) -> None:
        """Have no mark: the widget is not this point's alone."""

    def _seen(self, _change: Any) -> None:
        before, self._before = self._before, self.value
        if before != self._before:
            self.changed()

    @property
    def value(self) -> Any:
        row = self.curve.knot(self.question.version, self.question.touchpoint)
        said = {name: row[name] for name in ("valence", "reason") if row[name] not in (None, "")}
        return said or None

    @value.setter
    def value(self, value: Any) -> None:
        said = value or {}
        at = self.question.version, self.question.touchpoint
        self.curve.put(*at, said.get("valence"), said.get("reason", ""))


def curve_form(
    workshop: "Workshop", *, key: str = "", stages: Mapping[str, str] | None = None
) -> Form:
    """The emotion curve of a persona, saved as it is drawn.

    Parameters
    ----------
    key : str
        The persona's: a group has one drawing of each.
    stages : mapping, optional
        Touchpoint to the label of its stage.
    """
    labels = workshop.company.labels("touchpoints", workshop.language)
    stops: list[dict[str, Any]] = [
        {"id": code, "label": label, "stage": (stages or {}).get(code, "")}
        for code, label in labels.items()
    ]
    stops += [{"id": code, "label": code, "retired": True} for code in _retired(workshop, labels)]
    curve = Curve(stops, language=workshop.language, persona=key)
    return Form(workshop, KIND, list(_fields(curve, workshop.language)), key=key)


def _fields(curve: Curve, language: str) -> Iterator[KnotField]:
    _, versions = translator(language), version_names(language)
    label = _("{touchpoint} ({version})")
    for version in VERSIONS:
        for stop in curve.touchpoints:
            knot = Knot(
                name=f"{version}-{stop['id']}",
                label=label.format(touchpoint=stop["label"], version=versions[version]),
                required=version == "as_is" and not stop["retired"],
                version=version,
                touchpoint=stop["id"],
            )
            yield KnotField(knot, curve)


def drawn_curves(workshop: "Workshop") -> "pd.DataFrame":
    """Every curve that was drawn in this workshop, as the tidy frame of `Curve.data`.

    A point that was not placed is no row; a touchpoint that the profile no longer has is left out.
    """
    import pandas as pd

    places = {code: i for i, code in enumerate(workshop.company.labels("touchpoints", "en"), 1)}
    rows = [
        {
            "persona": entry.key,
            "group": entry.group,
            "author": entry.author,
            "version": version,
            "position": places[touchpoint],
            "touchpoint": touchpoint,
            "valence": said["valence"],
            "reason": said.get("reason", ""),
        }
        for entry in _entries(workshop)
        for version, touchpoint, said in _knots(entry.body)
        if touchpoint in places and said.get("valence") is not None
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"valence": "float64"})
    return table.sort_values(["persona", "group", "version", "position"], ignore_index=True)


def _retired(workshop: "Workshop", known: Mapping[str, str]) -> list[str]:
    try:
        drawn = [knot for entry in _entries(workshop) for knot in _knots(entry.body)]
    except StoreError:  # the form says so, and tries again
        return []
    return list(dict.fromkeys(code for _version, code, _said in drawn if code not in known))


def _entries(workshop: "Workshop") -> Any:
    place = {"company": workshop.company.id, "workshop": workshop.session}
    return workshop.store.current(**place, kind=KIND)


def _knots(body: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    values = body.get("values") if isinstance(body, dict) else None
    blank = Knot(name="", label="", version="", touchpoint="")
    for name, said in (values if isinstance(values, dict) else {}).items():
        version, _dash, touchpoint = name.partition("-")
        if version in VERSIONS and touchpoint and blank.fits(said):
            yield version, touchpoint, said
