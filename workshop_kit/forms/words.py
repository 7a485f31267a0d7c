"""What a form says about itself, in the reader's language."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workshop_kit.entries import Entry
from workshop_kit.text import translator

SAID = 6
"""At most so many of the questions that another page changed are named."""


def saved(at: datetime | None, language: str) -> str:
    """When it was saved; or that it will be, where nothing is there yet."""
    _ = translator(language)
    return _("saved {time}").format(time=_clock(at)) if at else _("Saved as you fill it in.")


def trouble(reason: str, pending: bool, language: str) -> str:
    """Why nothing can be saved, or read."""
    _ = translator(language)
    text = _("Not saved: {reason}. What you typed stays here, and saving is tried again.")
    if not pending:
        text = _(
            "Cannot be read now: {reason}. You can fill it in all the same; it is tried again."
        )
    return text.format(reason=reason)


def wrong(label: str, problem: str, language: str) -> str:
    """What must be changed about an answer."""
    _ = translator(language)
    return _("{question}: {problem}").format(
        question=label.rstrip(".。?？:：!！ "), problem=problem
    )


def kept(label: str, value: Any, language: str) -> str:
    """An answer that its question cannot show."""
    _ = translator(language)
    text = _("{question}: an answer of another version of this form is kept: {found}")
    found = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.format(question=label, found=found[:200] + ("…" if len(found) > 200 else ""))


def still_open(labels: Sequence[str], language: str) -> str:
    """The last questions that are not answered yet."""
    _ = translator(language)
    between = "、" if language == "zh" else "; "
    return _("Still open: {labels}").format(labels=between.join(labels))


def taken_along(group: str, name: str, language: str) -> str:
    """Whose the answers are now that were given before anybody said who it is.

    `group` is "" where the group was known before, and only the name was not.
    """
    _ = translator(language)
    if group:
        text = _("What was entered here before a group was chosen is group {group}'s now.")
        return text.format(group=group)
    return _("What was entered here before a name was given is {name}'s now.").format(name=name)


def other_page(entry: Entry, labels: Sequence[str], language: str) -> str:
    """What another page changed, who did and when."""
    _ = translator(language)
    text = _("Also open on another page. Changed there at {time}: {labels}")
    if entry.author:
        text = _("Also open on another page. {who} changed there at {time}: {labels}")
    listed = ("、" if language == "zh" else ", ").join(labels[:SAID])
    listed += " …" if len(labels) > SAID else ""
    return text.format(who=entry.author, time=_clock(entry.saved_at), labels=listed)


def _clock(at: datetime) -> str:
    """The time of day here; with the date when it was another day."""
    local = at.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return local.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
