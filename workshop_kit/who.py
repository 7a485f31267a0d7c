"""Who is typing on this laptop: asked once, and remembered beside the notebook."""

import hashlib
import json
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Who:
    """The group and name under which forms save.

    Attributes
    ----------
    file : Path
        Where it is remembered: in the edition's folder. In a copy of that folder, or on another
        machine, it is asked anew.
    group, name : str
        Both may be empty.
    asked : bool
        Whether somebody has said it, now or before.
    """

    file: Path
    group: str = ""
    name: str = ""
    asked: bool = False
    _watchers: list[tuple[Callable[[], None], Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            told = json.loads(self.file.read_text("utf-8"))
            group, name = told["group"], told["name"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return  # not there, or spoilt: it is asked again
        here = told.get("place") == self._place()
        if here and isinstance(group, str) and isinstance(name, str):
            self.group, self.name, self.asked = group, name, True

    def watch(self, leave: Callable[[], None], enter: Callable[[], None]) -> None:
        """Call `leave` before every change, and `enter` after it."""
        self._watchers.append((leave, enter))

    def change(self, group: str, name: str) -> None:
        """Say who is typing from now on.

        Raises
        ------
        OSError
            When it holds from now on, but could not be written for the next time.
        """
        for leave, _enter in self._watchers:
            leave()
        self.group, self.name, self.asked = group, name, True
        for _leave, enter in self._watchers:
            enter()
        draft = self.file.with_name(f".{self.file.name}.part")
        told = {"group": group, "name": name, "place": self._place()}
        draft.write_text(json.dumps(told), "utf-8")
        draft.replace(self.file)

    def _place(self) -> str:
        """A mark of this folder on this machine that gives neither away."""
        place = f"{platform.node()} {self.file.absolute()}"
        return hashlib.sha256(place.encode()).hexdigest()[:16]
