"""YAML as people should write it: 1.2, plain values, no duplicate keys, no aliases, lines known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from workshop_kit.problems import Problem

MOST_BYTES = 5_000_000
Place = tuple[str | int, ...]

_PLAIN: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:null": lambda text: None,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:int": lambda text: _int(text),
    "tag:yaml.org,2002:float": lambda text: _float(text),
    "tag:yaml.org,2002:str": str,
    # A date is text here: every key that could hold one wants text.
    "tag:yaml.org,2002:timestamp": str,
}


def read(path: Path) -> tuple[Any, dict[Place, int], list[Problem]]:
    """Read a YAML file without running anything in it.

    Parameters
    ----------
    path : Path
        UTF-8, at most 5 MB.

    Returns
    -------
    value : dict, list, str, int, float, bool or None
        None where the file could not be read.
    lines : dict
        Line (from 1) of every place, a place being the keys and positions that lead to it.
    problems : list of Problem
        Unreadable file, syntax, duplicate keys, aliases, tags: all that were found.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return (
                None,
                {},
                [Problem(path, "", f"must be at most 5 MB. Found {size / 1e6:.1f} MB.")],
            )
        node = YAML(typ="safe", pure=True).compose(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return None, {}, [Problem(path, "", "must be there. Found no such file.")]
    except (OSError, UnicodeDecodeError) as error:
        return None, {}, [Problem(path, "", f"must be a readable UTF-8 text file. {error}")]
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        text = (
            f"must be valid YAML. {error.problem}. Indent with spaces; quote text with ': ' or '#'"
        )
        return None, {}, [Problem(path, "", f"{text}.", line)]
    except (YAMLError, RecursionError) as error:
        first = (str(error).splitlines() or [""])[0]
        return None, {}, [Problem(path, "", f"must be valid YAML, not nested too deep. {first}")]
    reader = _Reader(path)
    value = reader.plain(node, ()) if node is not None else None
    return value, reader.lines, reader.problems


def shown(place: Place) -> str:
    """A place as people read it: `features[3].label.en`, positions from 1.

    >>> shown(("features", 2, "label"))
    'features[3].label'
    """
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def plain(self, node: Any, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if id(node) in self.seen:
            self.say(place, "must be written out. Found an alias (*name), which profiles refuse.")
            return None
        self.seen.add(id(node))
        if node.id == "sequence":
            return [self.plain(child, (*place, i)) for i, child in enumerate(node.value)]
        if node.id == "mapping":
            return self.mapping(node, place)
        make = _PLAIN.get(str(node.tag))
        if make is None:
            self.say(place, f"must be plain text or a number. Found the tag {node.tag}.")
            return None
        try:
            return make(node.value)
        except ValueError:  # a number of more digits than Python reads: text is closer than nothing
            return str(node.value)

    def mapping(self, node: Any, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, child in node.value:
            if key.id != "scalar":
                self.say(place, "must have plain keys. Found a list or mapping as a key.")
                continue
            here = (*place, str(key.value))
            value = self.plain(child, here)
            self.lines[here] = key.start_mark.line + 1
            if str(key.value) in result:
                self.say(here, "must be given once. Found it twice.")
            result[str(key.value)] = value
        return result

    def say(self, place: Place, text: str) -> None:
        self.problems.append(Problem(self.path, shown(place), text, self.lines.get(place)))


def _int(text: str) -> int:
    text = text.replace("_", "")
    return int(text, 0) if text[:2].lower() in ("0x", "0o", "0b") else int(text)


def _float(text: str) -> float:
    text = text.replace("_", "").lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))
