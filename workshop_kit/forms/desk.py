"""Who is typing here: the first form of a notebook."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from workshop_kit.forms.fields import draw
from workshop_kit.forms.foot import Foot
from workshop_kit.forms.questions import Choice, Text
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

GROUPS = 12
DAYS = 3
"""Days between two days of one class, a weekend among them."""


def who(workshop: "Workshop") -> Any:
    """Ask for group and name; remembered on this laptop, and changed for all forms at once.

    Neither is needed: without a group a form belongs to everybody at this laptop.
    """
    import ipywidgets as widgets

    _, told, language = translator(workshop.language), workshop.who, workshop.language
    label = _("Group {number}")
    groups = {str(i): label.format(number=i) for i in range(1, GROUPS + 1)}
    if told.group and told.group not in groups:  # from a file of another version
        groups[told.group] = told.group
    group = draw(
        Choice(name="group", label=_("Which group is typing here?"), options=groups, half=True),
        language,
    )
    name = draw(
        Text(name="name", label=_("Your name (you may leave it out)"), most=60, half=True), language
    )
    # Not with every key: each change of the name opens that person's own forms.
    name.widget.continuous_update = False
    group.value, name.value = told.group or None, told.name
    foot = Foot()

    def say() -> None:
        foot.saved = _("kept on this computer") if told.asked else _("not chosen yet")
        foot.tone = "ok" if told.asked else "wait"
        foot.lines = [["wait", line] for line in _class(workshop)]

    def changed() -> None:
        foot.heard += 1
        try:
            told.change(group.value or "", (name.value or "")[:60].strip())
        except OSError as error:
            text = _("Used from now on, but not kept for the next time: {error}")
            foot.saved, foot.tone = text.format(error=error.strerror or error), "bad"
        except Exception as error:  # what an observer of ipywidgets raises goes to a log
            text = _("This could not be worked out; what you entered is kept. {error}")
            foot.saved, foot.tone = text.format(error=error), "bad"
        else:
            say()

    group.changed = name.changed = changed
    say()
    fields = widgets.VBox([group.widget, name.widget]).add_class("ws-fields")
    return widgets.VBox([fields, foot]).add_class("ws-form")


def _class(workshop: "Workshop") -> list[str]:
    """Which class these forms belong to; and a warning where it seems to be an earlier one."""
    _ = translator(workshop.language)
    try:
        place = {"company": workshop.company.id, "workshop": workshop.session}
        entries = workshop.store.current(**place)
    except OSError:  # the forms below say why, and try again
        return []
    lines = [_("Class: {id}").format(id=workshop.session)]
    if entries:
        day = entries[-1].saved_at.astimezone().date()
        if (datetime.now().astimezone().date() - day).days > DAYS:
            text = _(
                "It was last filled in on {day}. Is this a new class? Then the trainer opens empty "
                "forms: workshop lab --workshop ID"
            )
            lines.append(text.format(day=day.isoformat()))
    return lines
