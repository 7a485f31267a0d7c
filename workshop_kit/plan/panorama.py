"""The whole service on one page: at each touchpoint its standard, surprises and complaints."""

from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Form, Rows, Text
from workshop_kit.forms.touchpoints import no_touchpoints, which
from workshop_kit.plan.places import linked, no_link, touchpoints
from workshop_kit.plan.ranking import Priorities
from workshop_kit.plan.smart import has_figure
from workshop_kit.saved import rows_in, text_in
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PANORAMA = "panorama"
"""Kind of the entries."""
PARTS = ("standard", "surprise", "complaint", "special")
MOST_PLACES = 20
MOST_SURPRISES = 3
"""With more of them in one journey none is a surprise."""


def part_names(language: str) -> dict[str, str]:
    """What is written down for a touchpoint, code to label."""
    _ = translator(language)
    labels = (
        _("Standard: who does what, how fast, how often"),
        _("Surprise (at the peak or the end)"),
        _("What makes customers complain here, and how we prevent it"),
        _("For special groups: one small thing more"),
    )
    return dict(zip(PARTS, labels, strict=True))


def panorama_form(workshop: "Workshop", found: Priorities | None = None) -> Form:
    """The touchpoints of the journey, one per row, in the order in which a customer meets them.

    `found` lets the form say what is known of each.
    """
    _, language = translator(workshop.language), workshop.language
    places = touchpoints(workshop, PANORAMA)
    hints = {
        "standard": _("reception greets by name within 30 seconds; checked on ten guests a week"),
        "surprise": _("a card written by hand, on the last evening"),
        "complaint": _("two queues at noon; the bill is ready the evening before"),
        "special": _("a chair and water for older guests"),
    }
    rows = Rows(
        name="rows",
        label=_("One touchpoint per row, in the order of the journey"),
        columns=(
            which(places, language),
            *(
                Text(name=name, label=label, hint=hints[name], lines=2, most=400)
                for name, label in part_names(language).items()
            ),
        ),
        most=MOST_PLACES,
    )

    def reply(answers: dict[str, Any]) -> list[str]:
        given = rows_in(answers, "rows")
        lines = no_touchpoints(workshop)
        for i, row in enumerate(given, 1):
            standard = text_in(row, "standard")
            if standard and not has_figure(standard):
                lines.append(
                    _("Row {row}: with a figure the standard can be checked.").format(row=i)
                )
            if row and places and "touchpoint" not in row:
                lines.append(no_link(i, language))
        surprises = sum(bool(text_in(row, "surprise")) for row in given)
        if any(given) and not surprises:
            lines.append(_("No surprise yet: one to three in a journey, at the peak or the end."))
        if surprises > MOST_SURPRISES:
            text = _("Surprises: {n}. Keep the best {most}; the others become standards.")
            lines.append(text.format(n=surprises, most=MOST_SURPRISES))
        return [*lines, *linked(workshop, given, found)]

    return Form(workshop, PANORAMA, [rows], reply=reply)
