"""Who is typing on this laptop: asked once, and remembered beside the notebook."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Who:
    """The group and name under which forms save.

    Attributes
    ----------
    file : Path
        Where it is remembered: in the edition's folder, so that a copy on another laptop has its
        own.
    group, name : str
        Both may be empty.
    asked : bool
        Whether somebody has said it, now or before.
    """

    file: Path
    group: str = ""
    name: str = ""
    asked: bool = False
    _watchers: list[tuple[Callable[[], None], Callable[[str], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            told = json.loads(self.file.read_text("utf-8"))
            self.group, self.name, self.asked = str(told["group"]), str(told["name"]), True
        except (OSError, ValueError, KeyError, TypeError):
            self.asked = False  # not there, or spoilt: it is asked again

    def watch(self, leave: Callable[[], None], enter: Callable[[str], None]) -> None:
        """Call `leave` before every change, and `enter` after it with the group before it."""
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
        before, self.group, self.name, self.asked = self.group, group, name, True
        for _leave, enter in self._watchers:
            enter(before)
        draft = self.file.with_name(f".{self.file.name}.part")
        draft.write_text(json.dumps({"group": group, "name": name}, ensure_ascii=False), "utf-8")
        draft.replace(self.file)
