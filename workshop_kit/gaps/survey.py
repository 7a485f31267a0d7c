"""What customers, managers and staff answered: in the company's files, or here in the forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.gaps.checks import DIMENSIONS, Scale
from workshop_kit.items import Role, RoleItem

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

CUSTOMER, WEIGHTS = "servqual", "servqual_weights"
ROLE_KINDS: dict[Role, str] = {"manager": "gaps_manager", "staff": "gaps_staff"}
"""The kinds of the forms' entries."""
SIDES = ("expectation", "minimum", "perception")
"""In the order in which they are asked."""
ALL_POINTS = 100


@dataclass(frozen=True)
class Survey:
    """The answers that the five gaps are computed from, each as in the company's file.

    Attributes
    ----------
    customers : pandas.DataFrame or DuckDB relation
        `respondent, segment, item, expectation, perception, minimum`.
    weights : pandas.DataFrame
        `respondent, dimension, points`.
    roles : pandas.DataFrame
        `respondent, role, gap, measure, dimension, item, score`.
    """

    customers: Any
    weights: pd.DataFrame
    roles: pd.DataFrame


def surveyed(workshop: "Workshop") -> Survey:
    """What the company's own files hold; empty where the profile names none."""
    return Survey(*(workshop.answers(kind) for kind in ("servqual", "weights", "gaps")))


def entered(workshop: "Workshop") -> Survey:
    """What this class answered in the forms, for the same functions as the company's own files.

    Returns
    -------
    Survey
        Numbers as float, missing where not answered or where the profile of now has no such answer;
        answers to negative items are turned. A respondent is a group and, where names were given,
        one person of it. Of the weights only those that sum to 100; see `unfinished_weights`.

    Raises
    ------
    StoreError
        When the entries cannot be read.
    """
    points = _points(workshop)
    rows = [
        (who, dimension, given.get(dimension, 0.0))
        for who, given in points
        if sum(given.values()) == ALL_POINTS
        for dimension in DIMENSIONS
    ]
    weights = pd.DataFrame(rows, columns=["respondent", "dimension", "points"])
    return Survey(_customers(workshop), weights.astype({"points": float}), _roles(workshop))


def unfinished_weights(workshop: "Workshop") -> int:
    """How many people of this class have given points that do not sum to 100 yet."""
    return sum(sum(given.values()) != ALL_POINTS for _who, given in _points(workshop))


def scale_of(workshop: "Workshop") -> Scale:
    """The lowest and the highest answer by the profile."""
    scale = workshop.company.scales.servqual
    return scale.low, scale.high


def asks_minimum(workshop: "Workshop") -> bool:
    """Whether the company's survey asks for the least that is still acceptable, too."""
    return "minimum" in workshop.answers("servqual").columns and workshop.has("servqual_answers")


def asked_roles(workshop: "Workshop", role: Role) -> dict[str, list[RoleItem]]:
    """What a role is asked, by measure: each is one table of its form."""
    found: dict[str, list[RoleItem]] = {}
    items = workshop.company.asked(role)
    for item in sorted(items, key=lambda item: item.measure == "antecedent"):
        found.setdefault(item.measure, []).append(item)
    return found


def _customers(workshop: "Workshop") -> pd.DataFrame:
    scale, segments = scale_of(workshop), workshop.company.ids("segments")
    rows = []
    for who, form in _forms(workshop, CUSTOMER):
        segment = form.get("segment")
        for item in workshop.company.items:
            scores = {side: _score(form, side, item.id, scale, item.negative) for side in SIDES}
            known = segment if segment in segments else None
            rows.append({"respondent": who, "segment": known, "item": item.id, **scores})
    columns = ["respondent", "segment", "item", "expectation", "perception", "minimum"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(SIDES, float))


def _roles(workshop: "Workshop") -> pd.DataFrame:
    scale = scale_of(workshop)
    rows = [
        {
            "respondent": who,
            "role": role,
            "gap": float(item.gap),
            "measure": item.measure,
            "dimension": item.dimension,
            "item": item.id,
            "score": _score(form, item.measure, item.id, scale, item.negative),
        }
        for role, kind in ROLE_KINDS.items()
        for who, form in _forms(workshop, kind)
        for item in workshop.company.asked(role)
    ]
    columns = ["respondent", "role", "gap", "measure", "dimension", "item", "score"]
    return pd.DataFrame(rows, columns=columns).astype({"gap": float, "score": float})


def _points(workshop: "Workshop") -> list[tuple[str, dict[str, float]]]:
    """What each person gave to the dimensions; nobody who gave nothing."""
    found = []
    for who, form in _forms(workshop, WEIGHTS):
        given = points_of(form)
        if given:
            found.append((who, given))
    return found


def points_of(answers: Mapping[Any, Any]) -> dict[str, float]:
    """The points among the answers of a form that are numbers from 0 to 100."""
    given = {d: answers.get(d) for d in DIMENSIONS}
    return {
        dimension: float(value)
        for dimension, value in given.items()
        if isinstance(value, int | float) and 0 <= value <= ALL_POINTS
    }


def _forms(workshop: "Workshop", kind: str) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    for form in workshop.entered(kind).to_dict("records"):
        who = " ".join(part for part in (form["group"], form["key"]) if part)
        yield who or "-", form


def _score(form: Mapping[Any, Any], table: str, item: str, scale: Scale, negative: bool) -> float:
    rows = form.get(table)
    found = rows.get(item) if isinstance(rows, dict) else form.get(f"{table}.{item}")
    codes = {str(value): value for value in range(scale[0], scale[1] + 1)}
    value = codes.get(str(found))
    if value is None:
        return nan
    return float(sum(scale) - value if negative else value)
