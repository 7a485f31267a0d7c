"""A form: questions that people fill in, saved on every change and there again after a restart."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workshop_kit.entries import OvertakenError
from workshop_kit.forms import clock, words
from workshop_kit.forms.fields import Field, draw, whole
from workshop_kit.forms.foot import Foot
from workshop_kit.forms.page import Page
from workshop_kit.forms.questions import Question, Text
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

TURNS = 9
"""So often a save gives way to another page that was faster."""


class Form(widgets.VBox):  # type: ignore[misc]
    """Questions on a page.

    Parameters
    ----------
    workshop : Workshop
        Gives company, language, store, and who is typing.
    kind, key : str
        What the entries are about: `"persona"`, `"1"`. A group has one form of each.
    questions : sequence of Question or Field
        What is asked, in this order; a Field brings a face of its own, which it may share.
    personal : bool
        Everybody in the group has a form of their own, told apart by the name they gave.
    reply : callable, optional
        Takes the answers, gives sentences that the form shows.
    picture : callable, optional
        Takes the answers, gives an SVG that is shown beside them.
    wide : bool
        The picture needs the whole width: it stands below the answers.
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
        questions: Sequence[Question | Field],
        *,
        key: str = "",
        personal: bool = False,
        reply: Callable[[dict[str, Any]], Iterable[str]] | None = None,
        picture: Callable[[dict[str, Any]], str] | None = None,
        wide: bool = False,
        suggest: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self.workshop, self._ = workshop, translator(workshop.language)
        self.kind, self.key, self.personal = kind, key, personal
        self._reply, self._picture, self._suggest = reply, picture, suggest
        drawn = [q if isinstance(q, Field) else draw(q, workshop.language) for q in questions]
        self.fields = {field.question.name: field for field in drawn}
        for name, field in self.fields.items():
            field.mark(_mark(name))
            field.changed = partial(self._changed, name)
        lost = self._(
            "Not saved yet: the page gets no answer. If it stays so, press Start and look again "
            "at what you entered."
        )
        self.foot = Foot(lost=lost)
        inner = list(dict.fromkeys(field.widget for field in self.fields.values()))
        box = widgets.VBox(inner).add_class("ws-fields")
        if picture is not None:
            self.image = widgets.Image(format="svg+xml").add_class("ws-picture")
            box = widgets.Box([self.image, box]).add_class("ws-fields").add_class("ws-pictured")
            if wide:
                box.add_class("ws-wide")
        super().__init__([box, self.foot])
        self.add_class("ws-form")
        self._left: list[Page] = []
        self._suggested: Mapping[str, str] = {}
        self._errors: list[str] = []
        self._loading = False
        self._seen = -1
        with clock.LOCK:
            clock.add(self)
            self._open(self._page_of_now())
        workshop.who.watch(self.save, self._enter)

    @property
    def data(self) -> dict[str, Any]:
        shown = {name: field.value for name, field in self.fields.items()}
        return {name: value for name, value in shown.items() if value is not None}

    @property
    def _answers(self) -> dict[str, Any]:
        """What may be saved: without suggestions, and "" where one was taken out."""
        data, suggested = self.data, self._suggested
        own = {name: value for name, value in data.items() if value != suggested.get(name)}
        return {**{name: "" for name in suggested if name not in data}, **own}

    @property
    def pending(self) -> bool:
        """Whether something that was entered here is not in the store yet."""
        return self._page.pending or bool(self._left)

    def same(self, other: object) -> bool:
        """Whether another form has the same answers: a cell was run again."""
        return (
            isinstance(other, Form)
            and other.workshop is self.workshop  # equal ones may be two pages
            and (other.kind, other.key, other.personal) == (self.kind, self.key, self.personal)
        )

    def tick(self) -> None:
        """Save what is still to be saved, and look whether another page has changed something."""
        with clock.LOCK:
            if self.pending or self._stirred():
                self._store(show=self.pending)

    def _stirred(self) -> bool:
        """Whether anything was entered anywhere since the last look."""
        newest = self._seen
        with self._guarded(store=True):
            newest = clock.newest(self.workshop)
        stirred, self._seen = newest != self._seen, newest
        return stirred

    def save(self) -> None:
        """Write what has changed; where that fails it stays pending, and the form says why."""
        with clock.LOCK:
            if self.pending:
                self.tick()

    def _page_of_now(self) -> Page:
        key = self.workshop.who.name if self.personal else self.key
        return Page(self.workshop, self.kind, key)

    def _open(self, page: Page) -> None:
        """Show a page's answers, as far as the store gives them."""
        self._page, self._told, self._suggested = page, "", {}
        self._fill(page.left)
        self._say_saved()
        self._store(show=True)

    def _enter(self) -> None:
        """Somebody else types here: their own answers come."""
        with clock.LOCK, self._guarded():
            page, before = self._page_of_now(), self._page
            if page.about == before.about:  # only a name, by which this form is not told apart
                before.author = page.author
            else:
                self._turn(page, before)

    def _turn(self, page: Page, before: Page) -> None:
        before.left = self._answers
        if not before.taken:
            self._let_go(before)
        # What was entered before anybody said who it is belongs to whoever says so first.
        nobody = before.group in ("", page.group) and before.key in ("", page.key)
        if nobody and before.kind == page.kind:
            page.source = before
        elif before.pending:
            self._left.append(before)
        for left in [left for left in self._left if left.about == page.about]:
            self._left.remove(left)  # what could not be saved when they went
            self._let_go(page)
            page = left
        self._open(page)

    def _store(self, show: bool) -> None:
        self._errors = []
        with self._guarded(store=True):
            try:
                for turn in range(TURNS):
                    try:
                        show = self._look() or show
                        self._save_all()
                        break
                    except OvertakenError as error:  # a moment ago: those answers come first
                        show = True
                        if turn == TURNS - 1:
                            raise StoreError(self.workshop.store.name, "locked") from error
            finally:
                if show:
                    self._show()
                else:
                    self._draw()  # what it is drawn from may have changed in another form
            self._say_saved()
            clock.fine(self)

    def _look(self) -> bool:
        """Show what another page saved, but for what was changed here since."""
        page, found = self._page, self._page.look()
        if found is not None:
            now, shown = page.known or {}, self._answers
            others = [n for n in self.fields if n in found[1] and now.get(n) != shown.get(n)]
            if others:
                labels = [self.fields[name].question.label for name in others]
                self._told = words.other_page(found[0], labels, self.workshop.language)
        taken = False
        if page.source is not None and not page.taken:
            taken = found is None and page.take()
            if not taken:
                self._let_go(page)
        followed = self._follow()
        if found is None and not taken and not followed:
            return False
        self._fill()
        return True

    def _save_all(self) -> None:
        self._save(self._page, self._answers)
        while self._left:
            page = self._left[0]
            if page.look() is not None:
                self._let_go(page)
            self._save(page, page.left)
            self._left.pop(0)

    def _save(self, page: Page, answers: Mapping[str, Any]) -> None:
        if page.pending:
            page.save(answers)
            if page.source is not None:
                group = page.group if page.group != page.source.group else ""
                self._told = words.taken_along(group, page.key, self.workshop.language)
                self._left.append(page.source.emptied())
                page.source = None

    def _let_go(self, page: Page) -> None:
        """Take nothing along: the group has answers of its own."""
        if page.source is not None and page.source.pending:
            self._left.append(page.source)
        page.source = None

    def _changed(self, name: str) -> None:
        with clock.LOCK:
            if not self._loading:
                self._note(name)

    def _note(self, name: str) -> None:
        self.foot.heard += 1
        with self._guarded():
            self._page.changed.add(name)
            if clock.waits(self):
                clock.soon(self)
                self._show()
            elif self.fields[name].typed and clock.runs():
                self.foot.saved, self.foot.tone = self._("not saved yet"), "wait"
                clock.soon(self)
            else:
                self.tick()

    @contextmanager
    def _guarded(self, store: bool = False) -> Iterator[None]:
        """Whatever goes wrong is said in the form: a callback's traceback goes nowhere."""
        try:
            yield
        except Exception as error:
            if store and isinstance(error, StoreError):
                self._trouble(error)
                return
            text = self._("This could not be worked out; what you entered is kept. {error}")
            self._errors.append(text.format(error=f"{type(error).__name__}: {error}"[:300]))
            self._say(self.foot.lines)
            if store and self.pending:
                self.foot.saved, self.foot.tone = self._("not saved yet"), "bad"

    def _follow(self) -> bool:
        """Bring the suggestions up to date."""
        before = self._suggested
        with self._guarded():
            self._suggested = dict(self._suggest())
        return self._suggested != before

    def _fill(self, answers: Mapping[str, Any] | None = None) -> None:
        """Show what the store has, and suggestions; what was changed here stays, or is given."""
        known, changed = self._page.known or {}, self._page.changed
        self._loading = True
        try:
            for name, field in self.fields.items():
                if name not in changed:
                    value = known.get(name, self._suggested.get(name))
                elif answers is not None:
                    value = answers.get(name)
                else:
                    continue
                if value == "" or value is None or not field.question.fits(value):
                    value = None
                if field.value != value:
                    field.value = value
        finally:
            self._loading = False

    def _say_saved(self) -> None:
        known = self._page.known or {}
        at = self._page.saved_at if any(value != "" for value in known.values()) else None
        self.foot.saved = words.saved(at, self.workshop.language)
        self.foot.tone = "ok" if at else "wait"

    def _trouble(self, error: StoreError) -> None:
        if self.pending or self._page.known is None:  # else all is saved, and nothing to be said
            reason, language = self.workshop.trouble(error), self.workshop.language
            self.foot.saved, self.foot.tone = words.trouble(reason, self.pending, language), "bad"
        clock.failed(self)

    def _show(self) -> None:
        """Progress, problems, replies and the picture, after the answers of now."""
        data, lines, wrong = self.data, [], {}
        with self._guarded():
            for name, value in data.items():
                if text := self.fields[name].question.problem(value, self._):
                    wrong[name] = text
                    label = self.fields[name].question.label
                    lines.append(["bad", words.wrong(label, text, self.workshop.language)])
            lines += [["wait", text] for text in [*self._unshown(), self._told] if text]
            lines += self._progress(data, wrong)
        self.foot.wrong = [_mark(name) for name in wrong]
        with self._guarded():
            if self._reply is not None:
                lines += [["", text] for text in list(self._reply(self._short(data)))]
        self._say(lines)
        self._draw()

    def _draw(self) -> None:
        with self._guarded():
            if self._picture is not None:
                self.image.value = self._picture(self._short(self.data)).encode()

    def _short(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The answers without texts above their limit, which may be a pasted book."""
        kinds = {name: field.question for name, field in self.fields.items()}
        return {
            name: value
            for name, value in data.items()
            if not (isinstance(kinds[name], Text) and kinds[name].problem(value, self._))
        }

    def _say(self, lines: Iterable[Sequence[str]]) -> None:
        errors = [["bad", text] for text in dict.fromkeys(self._errors)]
        shown = [*(line for line in map(list, lines) if line not in errors), *errors]
        self.foot.lines = [[tone, whole(text)] for tone, text in shown]

    def _unshown(self) -> Iterator[str]:
        known, changed = self._page.known or {}, self._page.changed
        for name, field in self.fields.items():
            value = known.get(name)
            if name not in changed and value is not None and not field.question.fits(value):
                yield words.kept(field.question.label, value, self.workshop.language)

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
        unsaid = [question.label for question in left if question.name not in wrong]
        if not 0 < len(unsaid) <= 3 or not data:
            return []
        return [["wait", words.still_open(unsaid, self.workshop.language)]]


def _mark(name: str) -> str:
    return f"ws-q-{name}"
