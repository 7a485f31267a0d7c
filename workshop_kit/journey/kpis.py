"""Key figures derived back from the journey: what is measured at its key touchpoints."""

from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Choice, Form, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, touchpoints, which
from workshop_kit.journey.places import curve_moments, no_curve
from workshop_kit.journey.truths import has_figure
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

KPI = "kpi"
MOST = 10


def kpi_form(workshop: "Workshop") -> Form:
    """A key figure for each key touchpoint; the curve's peak, valley and end are there to begin."""
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, KPI)
    rows = Rows(
        name="rows",
        label=_("One key figure per row"),
        columns=(
            which(places, language, label=_("Key touchpoint")),
            Choice(
                name="curve",
                label=_("On the curve"),
                options={"strength": _("a strength"), "weakness": _("a weakness")},
                folded=True,
            ),
            Text(
                name="figure",
                label=_("Key figure (KPI)"),
                hint=_("minutes from the door to being served"),
                lines=2,
                most=200,
            ),
            Text(
                name="measure",
                label=_("How it is measured"),
                hint=_("time stamps of the system, every day"),
                lines=2,
                most=200,
            ),
            Text(
                name="target",
                label=_("Target"),
                hint=_("5 minutes for 9 of 10 customers"),
                lines=2,
                most=200,
            ),
            Text(
                name="owner", label=_("Who answers for it"), hint=_("head of the counter"), most=80
            ),
        ),
        most=MOST,
    )

    def suggest() -> dict[str, Any]:
        found = _key_rows(workshop)
        return {"rows": found} if found else {}

    def reply(answers: dict[str, Any]) -> list[str]:
        lines = no_touchpoints(workshop)
        if places and not _key_rows(workshop):
            lines.append(no_curve(language))
        for i, row in enumerate(answers.get("rows", ()), 1):
            if row.get("target") and not has_figure(row["target"]):
                lines.append(_("Row {row}: the target has no figure yet.").format(row=i))
        return lines

    return Form(workshop, KPI, [rows], reply=reply, suggest=suggest)


def _key_rows(workshop: "Workshop") -> list[dict[str, str]]:
    """Each key touchpoint of the group's curves as they are, once, with the sign it has there."""
    found = curve_moments(workshop)
    found = found[found["version"] == "as_is"].drop_duplicates("touchpoint")
    signs = {True: {"curve": "strength"}, False: {"curve": "weakness"}}
    return [
        {"touchpoint": row["touchpoint"], **(signs[row["valence"] > 0] if row["valence"] else {})}
        for row in found.to_dict("records")
    ][:MOST]
