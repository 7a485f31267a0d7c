"""A form: questions that people fill in, saved on every change and there again after a restart."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workshop_kit.entries import Entry
from workshop_kit.forms import clock
from workshop_kit.forms.fields import Field, draw
from workshop_kit.forms.foot import Foot
from workshop_kit.forms.questions import Question
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

VERSION = 1


class Form(widgets.VBox):  # type: ignore[misc]
    """Questions on a page.

    Parameters
    ----------
    workshop : Workshop
        Gives company, language, store, and who is typing.
    kind, key : str
        What the entries are about: `"persona"`, `"1"`. A group has one form of each.
    questions : sequence of Question
        What is asked, in this order.
    personal : bool
        Everybody in the group has a form of their own, told apart by the name they gave.
    reply : callable, optional
        Takes the answers, gives sentences that the form shows.
    picture : callable, optional
        Takes the answers, gives an SVG that is shown beside them.
    suggest : callable, optional
        Gives answers to begin with, by question, to be changed by whoever has better ones. What was
        not changed is not saved: it follows its reasons.

    Attributes
    ----------
    data : dict
        The answers as plain JSON, by question; a question without an answer is not in it.

    Notes
    -----
    A decision (a choice, a tick) is saved at once, typing about once a second, and whatever is left
    when the kernel ends in good order. "saved 14:02" stands there only after the entry is on disk.
    Where two pages have the same form open, a save takes over what the other page changed
    meanwhile, field by field; of a field that both changed the newer is shown, both are in the
    history, and the page that did not write it is told.
    """

    def __init__(
        self,
        workshop: "Workshop",
        kind: str,
        questions: Sequence[Question],
        *,
        key: str = "",
        personal: bool = False,
        reply: Callable[[dict[str, Any]], Iterable[str]] | None = None,
        picture: Callable[[dict[str, Any]], str] | None = None,
        suggest: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._ws, self._ = workshop, translator(workshop.language)
        self.kind, self.key, self.personal = kind, key, personal
        self._reply, self._picture, self._suggest = reply, picture, suggest
        self.fields: dict[str, Field] = {q.name: draw(q, workshop.language) for q in questions}
        for name, field in self.fields.items():
            field.widget.add_class(_mark(name))
            field.changed = partial(self._changed, name)
        self.foot = Foot()
        inner = [field.widget for field in self.fields.values()]
        box = widgets.VBox(inner).add_class("ws-fields")
        if picture is not None:
            self.image = widgets.Image(format="svg+xml").add_class("ws-picture")
            box = widgets.Box([self.image, box]).add_class("ws-fields").add_class("ws-pictured")
        super().__init__([box, self.foot])
        self.add_class("ws-form")
        self._late: list[Entry] = []
        clock.add(self)
        self._start()
        workshop.who.watch(self._leave, self._enter)

    def _start(self) -> None:
        self._seq, self._loading = 0, False
        self._suggested: Mapping[str, str] = {}
        self._unshown: dict[str, Any] = {}
        self._dirty: set[str] = set()
        self._draft: Entry | None = None
        self._told = ""
        self.foot.saved, self.foot.tone = self._("Saved as you fill it in."), "wait"
        with self._guarded():
            self._take(self._newest())
        with self._guarded():
            self._follow()
            self._show()

    @property
    def data(self) -> dict[str, Any]:
        shown = {name: field.value for name, field in self.fields.items()}
        return {name: value for name, value in shown.items() if value is not None}

    @property
    def _values(self) -> dict[str, Any]:
        """What is saved: without suggestions, and "" where one was taken out."""
        data, suggested = self.data, self._suggested
        own = {name: value for name, value in data.items() if value != suggested.get(name)}
        emptied = {name: "" for name in suggested if name not in data}
        return {**self._unshown, **emptied, **own}

    @property
    def place(self) -> dict[str, Any]:
        """What this form's entries are about."""
        who = self._ws.who
        return {
            "company": self._ws.company.id,
            "workshop": self._ws.session,
            "group": who.group,
            "kind": self.kind,
            "key": who.name if self.personal else self.key,
        }

    def tick(self) -> None:
        """Save what is still to be saved, or look whether another page has changed something."""
        with self._guarded():
            if self._dirty or self._late:
                self._save()
            elif self._take(self._newest()) | self._follow():
                self._show()

    def save(self) -> None:
        """Write what has changed; where that fails it stays pending, and the form says why."""
        with self._guarded():
            self._save()

    def _save(self) -> None:
        while self._late:
            self._ws.store.save(self._late[0])
            self._late.pop(0)
        if not self._dirty:
            return
        self._take(self._newest())
        body = {"version": VERSION, "values": self._values}
        if self._draft is None or self._draft.body != body:
            self._draft = Entry(**self.place, author=self._ws.who.name, body=body)
        saved = self._ws.store.save(self._draft)
        self._seq, self._dirty, self._draft = saved.seq, set(), None
        self._say_saved(saved.saved_at)
        self._show()

    def _changed(self, name: str) -> None:
        if self._loading:
            return
        self._dirty.add(name)
        self._unshown.pop(name, None)
        if self.fields[name].typed and clock.runs():
            self.foot.saved, self.foot.tone = self._("not saved yet"), "wait"
            clock.soon(self)
        elif not clock.waits(self):
            self.save()

    def _leave(self) -> None:
        """Another group is about to type here."""
        self.save()
        if self._dirty and self._draft is not None:
            self._late.append(self._draft)  # of this group: saved as soon as that is possible

    def _enter(self, before: str) -> None:
        """Its own answers come; what was entered for no group yet is taken along."""
        values = self._values
        self._fill({})
        self._start()
        if not before and not self._seq and values:
            self._show_values(values)
            self._dirty = set(self.data)
            self.save()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever goes wrong is said in the form: a callback's traceback goes nowhere."""
        try:
            yield
        except StoreError as error:
            self._trouble(error)
        except Exception as error:
            text = self._("This could not be worked out; what you entered is kept. {error}")
            said = text.format(error=f"{type(error).__name__}: {error}")
            self.foot.lines = [*self.foot.lines, ["bad", said]]
        else:
            clock.fine(self)

    def _newest(self) -> Entry | None:
        entries = self._ws.store.current(**self.place)
        return entries[-1] if entries else None

    def _take(self, entry: Entry | None) -> bool:
        """Show what another page saved, but for what was changed here since."""
        if entry is None or entry.seq <= self._seq:
            return False
        if self._draft is not None and entry.id == self._draft.id:
            self._seq = entry.seq  # our own: saved, though the store had no time to say so
            return False
        values = dict(entry.body.get("values", {}))
        before = self._values
        if self._seq and (others := [n for n in self.fields if values.get(n) != before.get(n)]):
            self._told = self._words_of_other(entry, others)
        self._seq = entry.seq
        self._show_values(values)
        self._say_saved(entry.saved_at)
        return True

    def _show_values(self, values: Mapping[str, Any]) -> None:
        """Fill in what was not changed here; what no field can show is kept beside them."""
        before = self._values
        names = [n for n in self.fields if n not in self._dirty and before.get(n) != values.get(n)]
        self._fill(values, names)
        self._unshown = {
            name: value
            for name, value in values.items()
            if name not in self._dirty
            and value != ""  # a suggestion that was taken out
            and (name not in self.fields or name not in self.data)
        }

    def _follow(self) -> bool:
        """Bring the suggestions up to date where nobody has changed them."""
        suggested = dict(self._suggest())
        if suggested == self._suggested:
            return False
        values = self._values
        self._suggested = suggested
        self._fill(values, [name for name in self.fields if name not in self._dirty])
        return True

    def _fill(self, values: Mapping[str, Any], names: Iterable[str] | None = None) -> None:
        self._loading = True
        try:
            for name in self.fields if names is None else names:
                field, value = self.fields[name], values.get(name, self._suggested.get(name))
                field.value = value if field.question.fits(value) else None
        finally:
            self._loading = False

    def _words_of_other(self, entry: Entry, names: list[str]) -> str:
        colon = "、" if self._ws.language == "zh" else ", "
        labels = colon.join(self.fields[name].question.label for name in names)
        text = self._("Also open on another page. Changed there at {time}: {labels}")
        if entry.author:
            text = self._("Also open on another page. {who} changed there at {time}: {labels}")
        return text.format(who=entry.author, time=_clock(entry.saved_at), labels=labels)

    def _say_saved(self, at: datetime) -> None:
        self.foot.saved = self._("saved {time}").format(time=_clock(at))
        self.foot.tone = "ok"

    def _trouble(self, error: StoreError) -> None:
        _ = self._
        reasons = {
            "locked": _("another program is writing just now"),
            "read-only": _("the folder may not be written to"),
            "full": _("the disk is full; make room on it"),
            "damaged": _("the file of entries is damaged; the trainer can rename it"),
            "network": _("the folder lies on a network drive; copy it to this computer"),
            "unreachable": _("the database does not answer"),
        }
        text = _("Not saved: {reason}. What you typed stays here, and saving is tried again.")
        self.foot.saved, self.foot.tone = text.format(reason=reasons[error.reason]), "bad"
        clock.failed(self)

    def _show(self) -> None:
        """Progress, problems, replies and the picture, after the answers of now."""
        data, _ = self.data, self._
        wrong = {
            name: text
            for name, value in data.items()
            if (text := self.fields[name].question.problem(value, _))
        }
        lines = [["bad", f"{self.fields[n].question.label}: {text}"] for n, text in wrong.items()]
        for name in self._unshown.keys() & self.fields.keys():
            text = _("{question}: an answer of another version of this form is kept: {found}")
            shown = {"question": self.fields[name].question.label, "found": self._unshown[name]}
            lines.append(["wait", text.format(**shown)])
        if self._told:
            lines.append(["wait", self._told])
        lines += self._progress(data, wrong)
        with self.foot.hold_trait_notifications():
            self.foot.lines, self.foot.wrong = lines, [_mark(name) for name in wrong]
        if self._reply is not None:
            self.foot.lines = [*lines, *(["", text] for text in self._reply(data))]
        if self._picture is not None:
            self.image.value = self._picture(data).encode()

    def _progress(self, data: Mapping[str, Any], wrong: Mapping[str, str]) -> list[list[str]]:
        needed = [f.question for f in self.fields.values() if f.question.required]
        left = [
            question
            for question in needed
            if question.name in wrong or not question.answered(data.get(question.name))
        ]
        done = len(needed) - len(left)
        counted = self._("{done} of {all}").format(done=done, all=len(needed))
        self.foot.progress = counted if needed else ""
        if not 0 < len(left) <= 3 or not data:
            return []
        comma = "、" if self._ws.language == "zh" else "; "
        labels = comma.join(question.label for question in left)
        return [["wait", self._("Still open: {labels}").format(labels=labels)]]


def _mark(name: str) -> str:
    return f"ws-q-{name}"


def _clock(at: datetime) -> str:
    """The time of day here; with the date when it was another day."""
    local = at.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return local.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
