"""What keeps a change alive when the workshop is over: the way of change, and its culture."""

from typing import TYPE_CHECKING, Any

from workshop_kit.forms import Form, Text
from workshop_kit.plan.words import still_empty
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

UPKEEP = "upkeep"
"""Kind of the entries."""


def upkeep_form(workshop: "Workshop") -> Form:
    """Three steps of a change (direction, team, path), and three habits that carry it."""
    _ = translator(workshop.language)
    asked = {
        "direction": (
            _("Direction: what does everybody do differently from tomorrow?"),
            _("look up before the customer has reached the counter"),
        ),
        "team": (
            _("Team: what makes them want to?"),
            _("the letter of the guest who came back, read out by the night porter"),
        ),
        "path": (
            _("Path: how does the new way become the easy way?"),
            _("the form is gone; the question stands on the screen"),
        ),
        "stories": (
            _("Stories: which case of our own do we write down and tell?"),
            _("how the lost bear came home by post"),
        ),
        "sharing": (
            _("Sharing: when do we tell each other what customers went through?"),
            _("five minutes at the hand-over, every Wednesday"),
        ),
        "training": (
            _("Training: who begins at the top, and who goes on?"),
            _("the director works a day at the counter, then each head of department"),
        ),
    }
    questions = [
        Text(name=name, label=label, hint=hint, lines=2, most=400, half=True)
        for name, (label, hint) in asked.items()
    ]
    labels = {name: label for name, (label, _hint) in asked.items()}

    def reply(answers: dict[str, Any]) -> list[str]:
        return still_empty(labels, answers, workshop.language)

    return Form(workshop, UPKEEP, questions, reply=reply)
