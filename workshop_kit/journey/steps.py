"""The table that both maps read: what profile and group say of each touchpoint."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.fitting import clean
from workshop_kit.journey.codes import kind_names, side_names
from workshop_kit.saved import answers_in, answers_of, by_number, entries_of

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

MAP, BLUEPRINT, CURVE, CARD = "journey_map", "blueprint", "curve", "persona"
"""Kinds of entries; but for the blueprint's, which has none, a key is the number of a journey."""
REGISTER = "touchpoints"
"""The kind of the entry in which a group says of which kind and on which side touchpoints are."""
ROWS = "steps"
"""The name of the question whose answer is the rows of a map or a blueprint."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    MAP: ("action", "expectation", "pain"),
    BLUEPRINT: ("front", "back", "support"),
}
TEXTS = (*FIELDS[MAP], *FIELDS[BLUEPRINT])
COLUMNS = (
    *("position", "touchpoint", "label", "stage", "stage_label", "kind", "side"),
    *TEXTS,
    *("valence", "reason", "to_be"),
)

Said = Mapping[str, Any]
"""By kind: rows of answers, each with its touchpoint and texts."""


def journey_steps(
    workshop: "Workshop", number: int, group: str | None = None, *, said: Said | None = None
) -> pd.DataFrame:
    """The steps of one journey, as its map and its blueprint show them.

    Parameters
    ----------
    workshop : Workshop
    number : int
        Which of the group's journeys: its first persona's, its second persona's.
    group : str, optional
        Whose; the group at the keyboard where none is given.
    said : mapping, optional
        Rows of answers by kind (`MAP`, `BLUEPRINT`) to take in place of those that are saved: what
        stands in a form just now.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint of the profile, in its order:

        - `position` : from 1; `touchpoint`, `label`, `stage`, `stage_label` ("" without one),
          `kind`, `side`.
        - `action`, `expectation`, `pain`, `front`, `back`, `support` : "" where nothing is said.
        - `valence`, `to_be` : of the group's curves as it is and as it should be, -3 to 3; NaN
          where no point was placed. `reason` : why it is as it is.

    Raises
    ------
    StoreError
        When the entries cannot be read.

    Notes
    -----
    A row that the group has for a touchpoint replaces all that the profile says there: what was
    taken out stays out. A pain that is left empty is the reason given at a point below 0.
    Touchpoints that the profile no longer has are left out.
    """
    group = workshop.who.group if group is None else group
    language, company = workshop.language, workshop.company
    stages = company.labels("stages", language)
    curves = _curves(workshop, number, group)
    own = {
        kind: rows_by_touchpoint(
            said[kind] if said and kind in said else _saved(workshop, kind, number, group), fields
        )
        for kind, fields in FIELDS.items()
    }
    coded = answers_of(workshop, REGISTER, group)
    kinds = _codes(coded.get("kind"), kind_names(language))
    sides = _codes(coded.get("side"), side_names(language))
    rows = []
    for position, touchpoint in enumerate(company.touchpoints, 1):
        code = touchpoint.id
        labels = {name: getattr(touchpoint, name, None) for name in TEXTS}
        texts = {name: label.text(language) if label else "" for name, label in labels.items()}
        for found in own.values():
            texts |= found.get(code, {})
        now, wanted = curves["as_is"].get(code, {}), curves["to_be"].get(code, {})
        valence, reason = now.get("valence", float("nan")), now.get("reason", "")
        if valence < 0 and not texts["pain"]:
            texts["pain"] = one_line(reason)
        rows.append(
            {
                "position": position,
                "touchpoint": code,
                "label": touchpoint.label.text(language),
                "stage": touchpoint.stage or "",
                "stage_label": stages.get(touchpoint.stage or "", ""),
                "kind": kinds.get(code, touchpoint.kind),
                "side": sides.get(code, touchpoint.side),
                **texts,
                "valence": valence,
                "reason": reason,
                "to_be": wanted.get("valence", float("nan")),
            }
        )
    table = pd.DataFrame(rows, columns=[*COLUMNS])
    return table.astype({"position": "int64", "valence": "float64", "to_be": "float64"})


def rows_by_touchpoint(rows: Any, fields: Sequence[str]) -> dict[str, dict[str, str]]:
    """The texts of each touchpoint that has a row; of several rows of one, all that they say."""
    found: dict[str, dict[str, str]] = {}
    for row in rows if isinstance(rows, list) else ():
        code = row.get("touchpoint") if isinstance(row, dict) else None
        if not isinstance(code, str):
            continue  # which touchpoint it is about has not been chosen yet
        texts = found.setdefault(code, dict.fromkeys(fields, ""))
        for name in fields:
            if text := one_line(row.get(name)):
                texts[name] = f"{texts[name]} / {text}" if texts[name] else text
    return found


def one_line(text: Any) -> str:
    """A text that a table and a picture can hold, on one line; "" for whatever is no text."""
    return " ".join(clean(text).split()) if isinstance(text, str) else ""


def persona_name(workshop: "Workshop", number: int, group: str | None = None) -> str:
    """Whose journey it is: as the group says at its curve, else on its persona card, or ""."""
    group = workshop.who.group if group is None else group
    card = answers_of(workshop, CARD, group, str(number)).get("name")
    return one_line(answers_of(workshop, CURVE, group, str(number)).get("persona", card))


def begun(workshop: "Workshop") -> list[tuple[str, int]]:
    """Group and number of each journey of which something was entered: curve, map or blueprint."""
    found = set()
    for kind in (CURVE, MAP, BLUEPRINT):
        for entry in entries_of(workshop, kind):
            # One blueprint serves all journeys of a group.
            key = "1" if kind == BLUEPRINT else entry.key
            if key.isdecimal() and any(answers_in(entry).values()):
                found.add((entry.group, int(key)))
    return sorted(found, key=lambda one: (by_number(one[0]), one[1]))


def _codes(said: Any, known: Mapping[str, str]) -> dict[str, str]:
    """Touchpoint to code, as far as the codes are those of today."""
    pairs = said.items() if isinstance(said, dict) else ()
    return {touchpoint: code for touchpoint, code in pairs if code in [*known]}


def _saved(workshop: "Workshop", kind: str, number: int, group: str) -> Any:
    key = str(number) if kind == MAP else ""
    return answers_of(workshop, kind, group, key).get(ROWS)


def _curves(workshop: "Workshop", number: int, group: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Version, touchpoint: the point that the group placed."""
    from workshop_kit.journey.drawing import drawn_curves

    curves = drawn_curves(workshop)
    mine = curves[(curves["journey"] == str(number)) & (curves["group"] == group)]
    found: dict[str, dict[str, dict[str, Any]]] = {"as_is": {}, "to_be": {}}
    for row in mine.to_dict("records"):
        found[row["version"]][row["touchpoint"]] = {str(k): value for k, value in row.items()}
    return found
