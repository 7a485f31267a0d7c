"""The curve as a form, and what the groups of a workshop drew in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Form, Question, Text
from workshop_kit.forms.fields import Field
from workshop_kit.journey.curve import COLUMNS, Curve
from workshop_kit.journey.knots import drawn_knots, knot_fields
from workshop_kit.journey.metrics import curve_metrics, moments
from workshop_kit.journey.sentences import curve_sentences
from workshop_kit.journey.words import group_name, joined, version_names
from workshop_kit.saved import answers_in, by_number, entries_of
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    import pandas as pd

    from workshop_kit.entries import Entry
    from workshop_kit.workshop import Workshop

KIND, PERSONA = "curve", "persona"
"""The kind of the entries, whose key is the number of the journey; the name of its question."""


def curve_form(workshop: "Workshop", number: int = 1) -> Form:
    """The emotion curve of one of the group's personas, saved and read out as it is drawn.

    Parameters
    ----------
    workshop : Workshop
    number : int
        Which of the group's journeys: that of its first persona, of its second. Whose it is is
        suggested by the group's persona card of this number.
    """
    _, language = translator(workshop.language), workshop.language
    company, key = workshop.company, str(number)
    stages, labels = company.labels("stages", language), company.labels("touchpoints", language)
    stops: list[dict[str, Any]] = [
        {"id": stop.id, "label": labels[stop.id], "stage": stages.get(stop.stage or "", "")}
        for stop in company.touchpoints
    ]
    stops += [{"id": code, "label": code, "retired": True} for code in _retired(workshop, labels)]
    curve = Curve(stops, language=language, persona=key)
    whose = Text(name=PERSONA, label=_("Whose journey is it?"), hint=_("a persona's name"), most=60)

    def suggest() -> dict[str, str]:
        card = _cards(workshop).get((workshop.who.group, key))
        return {PERSONA: card} if card else {}

    def reply(answers: dict[str, Any]) -> list[str]:
        return _read_out(workshop, answers, labels)

    asked: list[Question | Field] = [whose, *knot_fields(curve, language)]
    return Form(workshop, KIND, asked, key=key, reply=reply, suggest=suggest)


def _read_out(
    workshop: "Workshop", answers: Mapping[str, Any], labels: Mapping[str, str]
) -> list[str]:
    """What the curve as it is says, and where a reason would help, in two lines.

    They stand at the foot of the page: more would cover the lower end of the scale.
    """
    import pandas as pd

    drawn = {code: said for version, code, said in drawn_knots(answers) if version == "as_is"}
    places = [(i, code) for i, code in enumerate(labels, 1) if "valence" in drawn.get(code, {})]
    if len(places) < 2:
        return []
    curve = pd.DataFrame(places, columns=["position", "touchpoint"])
    curve["valence"] = [float(drawn[code]["valence"]) for code in curve["touchpoint"]]
    found = moments(curve)
    measured = curve_metrics(curve, threshold=workshop.company.journey.threshold)
    lines = curve_sentences(measured, found, workshop.language, labels=labels)[:2]
    if any(version == "to_be" for version, _code, _said in drawn_knots(answers)):
        _ = translator(workshop.language)
        names = version_names(workshop.language)
        lines[0] = _("{who}: {text}").format(who=names["as_is"], text=lines[0])
    high_and_low = dict.fromkeys(found.loc[found["moment"] != "end", "touchpoint"])
    bare = [labels[code] for code in high_and_low if not drawn[code].get("reason", "").strip()]
    if bare:
        _ = translator(workshop.language)
        text = _("Write down why it is like this at: {touchpoints}.")
        lines.insert(0, text.format(touchpoints=joined(bare, workshop.language)))
    return lines[:2]


def drawn_curves(workshop: "Workshop") -> "pd.DataFrame":
    """Every curve that was drawn in this workshop.

    Returns
    -------
    pandas.DataFrame
        One row per point that was placed, in the columns of `Curve.data` and `journey`, the number
        of the group's journey as text. `persona` is the name that the group gave, else that on its
        persona card of the number, else the number; where a group gave two journeys one name, the
        number stands behind it. A touchpoint that the profile no longer has is left out:
        `retired_touchpoints` tells of it.
    """
    import pandas as pd

    places = {code: i for i, code in enumerate(workshop.company.ids("touchpoints"), 1)}
    entries, cards = entries_of(workshop, KIND), _cards(workshop)
    rows = [
        {
            "journey": entry.key,
            "persona": _named(entry, cards),
            "group": entry.group,
            "author": entry.author,
            "version": version,
            "position": places[touchpoint],
            "touchpoint": touchpoint,
            "valence": said["valence"],
            "reason": said.get("reason", ""),
        }
        for entry in entries
        for version, touchpoint, said in drawn_knots(answers_in(entry))
        if touchpoint in places and said.get("valence") is not None
    ]
    rows.sort(
        key=lambda row: (
            *(by_number(row["journey"]), by_number(row["group"])),
            *(row["version"], row["position"]),
        )
    )
    table = pd.DataFrame(rows, columns=["journey", *COLUMNS]).astype({"valence": "float64"})
    again = table.groupby(["group", "persona"])["journey"].transform("nunique") > 1
    table.loc[again, "persona"] += " (" + table.loc[again, "journey"] + ")"
    return table


def retired_touchpoints(workshop: "Workshop") -> Any:
    """Which touchpoints have points in curves but are no longer in the profile, and whose."""
    _ = translator(workshop.language)
    known = workshop.company.ids("touchpoints")
    try:
        entries = entries_of(workshop, KIND)
    except StoreError as error:
        return workshop.unread(error)
    groups: dict[str, list[str]] = {}
    for entry in entries:
        for _version, code, _said in drawn_knots(answers_in(entry)):
            if code not in known and entry.group not in groups.setdefault(code, []):
                groups[code].append(entry.group)
    one = _("{touchpoint} is no longer in the profile. Points are kept of: {groups}.")
    lines = []
    for code, whose in groups.items():
        names = [group_name(group, workshop.language) for group in sorted(whose, key=by_number)]
        lines.append(one.format(touchpoint=code, groups=joined(names, workshop.language)))
    return workshop.say(lines or [_("Every touchpoint of the curves is in the profile.")])


def _retired(workshop: "Workshop", known: Mapping[str, str]) -> list[str]:
    try:
        entries = entries_of(workshop, KIND)
    except StoreError:  # the form says so, and tries again
        return []
    drawn = (code for entry in entries for _version, code, _said in drawn_knots(answers_in(entry)))
    return list(dict.fromkeys(code for code in drawn if code not in known))


def _named(entry: "Entry", cards: Mapping[tuple[str, str], str]) -> str:
    """Whose journey an entry is: by itself, by a card, or by its number."""
    given = answers_in(entry).get(PERSONA, cards.get((entry.group, entry.key)))
    return " ".join(given.split()) if isinstance(given, str) and given.strip() else entry.key


def _cards(workshop: "Workshop") -> dict[tuple[str, str], str]:
    """Names on the persona cards, by group and number."""
    names = {(e.group, e.key): answers_in(e).get("name") for e in entries_of(workshop, "persona")}
    return {at: name for at, name in names.items() if isinstance(name, str) and name.strip()}
