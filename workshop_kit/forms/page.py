"""What one group or person has on a form's page: what is saved of it, and what is not yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from workshop_kit.entries import Entry

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

VERSION = 1


class Page:
    """The answers of whoever is typing when it is made; they stay theirs when others come.

    Parameters
    ----------
    workshop : Workshop
        Gives company, store, and who is typing.
    kind, key : str
        What the entries are about.

    Attributes
    ----------
    about : tuple
        Whose page it is, and of what.
    known : mapping or None
        Values of the newest entry that was seen; None before the first look.
    changed : set of str
        Names of the answers that were given or taken back since.
    left : mapping
        The answers that stood here when somebody else began to type.
    source : Page or None
        The page for no group, whose answers go along to this one if it has none.
    taken : bool
        Whether they did, and are still to be saved.
    """

    def __init__(self, workshop: "Workshop", kind: str, key: str) -> None:
        self._ws, self.group, self.author = workshop, workshop.who.group, workshop.who.name
        self.about = (self.group, kind, key)
        self.known: Mapping[str, Any] | None = None
        self.changed: set[str] = set()
        self.left: Mapping[str, Any] = {}
        self.source: Page | None = None
        self.saved_at: datetime | None = None
        self.taken, self._seq = False, 0
        self._body: Mapping[str, Any] = {"version": VERSION}
        self._draft: Entry | None = None

    @property
    def kind(self) -> str:
        return self.about[1]

    @property
    def key(self) -> str:
        """Which form of its kind it is; of a personal one, the name of the person."""
        return self.about[2]

    @property
    def place(self) -> dict[str, Any]:
        """What the entries are about."""
        names = dict(zip(("group", "kind", "key"), self.about, strict=True))
        return {"company": self._ws.company.id, "workshop": self._ws.session, **names}

    @property
    def pending(self) -> bool:
        """Whether something here is not in the store yet."""
        return bool(self.changed) or self.taken

    def look(self) -> tuple[Entry, set[str]] | None:
        """What another page saved since the last look: its entry, and what that changed."""
        found = self._ws.store.current(**self.place)
        if (found[-1].seq if found else 0) < self._seq:
            # The store was taken away: what stood in it is saved again into the new one.
            self._seq, self.changed = 0, self.changed | set(self.known or {})
        if not found:
            self.known = self.known or {}
            return None
        entry, first, before = found[-1], self.known is None, self.known or {}
        if entry.seq <= self._seq:
            return None
        ours = self._draft is not None and entry.id == self._draft.id
        known = self._see(entry)
        if ours:  # saved, though the store had no time to say so
            return None
        self.taken = False
        if first and not self.changed:
            return entry, set()
        return entry, {n for n in {*before, *known} if before.get(n) != known.get(n)}

    def merged(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What was changed here, and for the rest what the store has, in the answers' order."""
        kept = {n: value for n, value in (self.known or {}).items() if n not in self.changed}
        both = kept | {n: value for n, value in answers.items() if n in self.changed}
        return {n: both[n] for n in [*answers, *both] if n in both}

    def save(self, answers: Mapping[str, Any]) -> None:
        """Add an entry; of everything that was not changed here it has what the store has.

        Raises
        ------
        OvertakenError
            When another page saved since the last look: nothing was added.
        """
        body = {**self._body, "values": self.merged(answers)}
        if self._draft is None or self._draft.body != body:
            self._draft = Entry(**self.place, author=self.author, body=body)
        # With the time of this try: the first one may have failed half an hour ago.
        draft = replace(self._draft, saved_at=datetime.now(UTC))
        self._see(self._ws.store.save(draft, after=self._seq))
        self.changed, self.taken, self._draft = set(), False, None

    def take(self) -> bool:
        """Begin with what was entered for no group; whether there was anything."""
        if self.source is not None:
            self.source.look()
            self.known = self.source.merged(self.source.left)
            self.taken = bool(self.known)
        return self.taken

    def emptied(self) -> Self:
        """Leave nothing here: what went along to a group would be counted twice."""
        self.changed, self.left = set(self.known or {}), {}
        return self

    def _see(self, entry: Entry) -> Mapping[str, Any]:
        # Another version may have written something of another shape.
        body = entry.body if isinstance(entry.body, dict) else {}
        values, version = body.get("values"), body.get("version")
        known = values if isinstance(values, dict) else {}
        newer = isinstance(version, int) and version > VERSION
        self._body = {**body, "version": version if newer else VERSION}
        self._seq, self.known, self.saved_at = max(self._seq, entry.seq), known, entry.saved_at
        return known
