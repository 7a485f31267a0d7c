"""The touchpoint register: of which kind each one is, which are key, what is marked there."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Grid, Matrix, Question, Rows, Text
from workshop_kit.forms.touchpoints import known, no_touchpoints, touchpoints
from workshop_kit.journey.codes import (
    complaint_names,
    detractor_names,
    heart_names,
    key_names,
    kind_names,
    mark_names,
    side_names,
)
from workshop_kit.journey.sheets import POINTS, listed, point_questions
from workshop_kit.journey.words import joined
from workshop_kit.saved import answers_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    import pandas as pd

    from workshop_kit.workshop import Workshop

REGISTER = "touchpoints"
OWN = 12
MARKS = ("points", "complaints", "detractors", "hearts")
COLUMNS = ("touchpoint", "label", "stage", "kind", "side", "key_types", *MARKS, "own")


def register_form(workshop: "Workshop") -> Form:
    """Step 1, identify: kind and side of each touchpoint, which are key, which are not listed."""

    def suggest() -> dict[str, Any]:
        known = workshop.company.touchpoints
        if not known:
            return {}
        return {"kind": {p.id: p.kind for p in known}, "side": {p.id: p.side for p in known}}

    def reply(answers: dict[str, Any]) -> list[str]:
        return list(_found(workshop, answers))

    return Form(workshop, REGISTER, _asked(workshop), reply=reply, suggest=suggest)


def _asked(workshop: "Workshop") -> list[Question]:
    _, language = translator(workshop.language), workshop.language
    rows, questions = touchpoints(workshop, REGISTER), list[Question]()
    if rows:
        questions = [
            Matrix(
                name="kind",
                label=_("Of which kind is each touchpoint?"),
                hint=_(
                    "Physical: room, light, look, furniture. Digital: platform, account, chat. "
                    "Human: attitude, process, talk."
                ),
                rows=rows,
                columns=kind_names(language),
                table=True,
            ),
            Matrix(
                name="side",
                label=_("On which side does it lie?"),
                hint=_(
                    "Front: the customer meets us there. Back: process, training, technology. "
                    "Support: help pages, manual, chat robot."
                ),
                rows=rows,
                columns=side_names(language),
                table=True,
            ),
            Grid(
                name="key_types",
                label=_("Which are key touchpoints?"),
                hint=_("Several ticks in a row are fine; most rows have none."),
                rows=rows,
                columns=key_names(language),
                column_most={"first": 1, "last": 1},
            ),
        ]
    columns: list[Question] = [
        Text(name="label", label=_("Touchpoint"), most=80),
        Choice(name="kind", label=_("Kind"), options=kind_names(language), folded=True),
        Choice(name="side", label=_("Side"), options=side_names(language), folded=True),
    ]
    if stages := known(workshop, REGISTER, "stage"):
        columns.append(Choice(name="stage", label=_("Stage"), options=stages, folded=True))
    label = _("Touchpoints of your own that the list lacks")
    return [*questions, Rows(name="own", label=label, columns=tuple(columns), most=OWN)]


def _found(workshop: "Workshop", answers: Mapping[str, Any]) -> Iterator[str]:
    """What the register holds, and what it lacks."""
    _, language = translator(workshop.language), workshop.language
    yield from no_touchpoints(workshop)
    rows = list(_rows(workshop, answers, {}))
    if not rows:
        return
    types = [row["key_types"] for row in rows if row["key_types"]]
    if not types:
        yield _("No key touchpoint is marked yet: begin with the first and the last contact.")
    else:
        one, many = _("1 key touchpoint found."), _("{n} key touchpoints found.")
        yield one if len(types) == 1 else many.format(n=len(types))
    marked = {code for codes in types for code in codes}
    lacking = {
        _("Not marked at any touchpoint yet: {points}."): (key_names(language), marked or None),
        _("No touchpoint of this kind: {points}."): (
            kind_names(language),
            {row["kind"] for row in rows},
        ),
        _("No touchpoint in this stage: {points}."): (
            workshop.company.labels("stages", language),
            {row["stage"] for row in rows},
        ),
    }
    for text, (labels, there) in lacking.items():
        gone = [label for code, label in labels.items() if there and code not in there]
        if gone:
            yield text.format(points=listed(gone, language))
    if own := [row["label"] for row in rows if row["own"]]:
        text = _("The trainer adds your own touchpoints to the company's profile: {touchpoints}.")
        yield text.format(touchpoints=listed(own, language))


def register(workshop: "Workshop", group: str | None = None) -> "pd.DataFrame":
    """The touchpoint register of a group: what it said over what the profile says.

    Parameters
    ----------
    group : str, optional
        Whose; the group that is typing when it is not given.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint in the profile's order, the group's own (`own`) at the end of their
        stage: `touchpoint`, an id, of an own one such as "own:1"; `label` in the workshop's
        language; `stage`, `kind`, `side`, codes, None where nobody said; `key_types`, `points`,
        `complaints`, `detractors`, `hearts`, tuples of codes. Touchpoints that left the profile are
        no rows.

    Raises
    ------
    StoreError
        When entries cannot be read.
    """
    import pandas as pd

    whose = workshop.who.group if group is None else group
    said = _answers(workshop, whose, REGISTER, _asked(workshop))
    points = _answers(workshop, whose, POINTS, point_questions(workshop))
    rows = list(_rows(workshop, said, points))
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.astype({"own": bool})


def register_sheet(workshop: "Workshop") -> Any:
    """The register of the group that is typing, as a sheet to read."""
    import pandas as pd

    _, language = translator(workshop.language), workshop.language
    try:
        table = register(workshop)
    except StoreError as error:
        return workshop.unread(error)
    if table.empty:
        return workshop.say(no_touchpoints(workshop))
    codes = [complaint_names, detractor_names, heart_names]
    felt = dict(zip(MARKS[1:], (names(language) for names in codes), strict=True))
    stages, own = workshop.company.labels("stages", language), _("{touchpoint} (your own)")
    rows = [
        {
            _("Stage"): stages.get(row["stage"], "–"),
            _("Kind"): kind_names(language).get(row["kind"], "–"),
            _("Side"): side_names(language).get(row["side"], "–"),
            _("Key touchpoint"): _labels(row["key_types"], key_names(language), language),
            _("Points"): _labels(row["points"], mark_names(language), language),
            _("What customers feel"): _labels(
                [(name, code) for name in felt for code in row[name]],
                {(name, code): label for name in felt for code, label in felt[name].items()},
                language,
            ),
        }
        for row in table.to_dict("records")
    ]
    index = [
        own.format(touchpoint=label) if mine else label
        for label, mine in zip(table["label"], table["own"], strict=True)
    ]
    sheet = pd.DataFrame(rows, index=pd.Index(index, dtype=object))
    return sheet if stages else sheet.drop(columns=_("Stage"))


def _labels(codes: Any, names: Mapping[Any, str], language: str) -> str:
    return joined((names[code] for code in codes), language) or "–"


def _answers(workshop: "Workshop", group: str, kind: str, questions: list[Any]) -> dict[str, Any]:
    """What a group saved, as far as the form of today can show it."""
    saved = answers_of(workshop, kind, group)
    return {
        question.name: saved[question.name]
        for question in questions
        if question.name in saved and question.fits(saved[question.name])
    }


def _rows(
    workshop: "Workshop", said: Mapping[str, Any], points: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """The register's rows, in the order of the journey."""
    kinds, sides, types = (said.get(name, {}) for name in ("kind", "side", "key_types"))
    rows = [
        {
            "touchpoint": point.id,
            "label": point.label.text(workshop.language),
            "stage": point.stage,
            "kind": kinds.get(point.id, point.kind),
            "side": sides.get(point.id, point.side),
            "key_types": tuple(types.get(point.id, ())),
            **{name: tuple(points.get(name, {}).get(point.id, ())) for name in MARKS},
            "own": False,
        }
        for point in workshop.company.touchpoints
    ]
    blank = {"key_types": (), **dict.fromkeys(MARKS, ()), "own": True}
    rows += [
        {
            "touchpoint": f"own:{i}",
            "label": row["label"],
            **{name: row.get(name) for name in ("stage", "kind", "side")},
            **blank,
        }
        for i, row in enumerate(said.get("own", ()), 1)
        if row.get("label")
    ]
    order = {stage: i for i, stage in enumerate(workshop.company.ids("stages"))}
    yield from sorted(rows, key=lambda row: order.get(row["stage"], len(order)))
