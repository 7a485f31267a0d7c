"""YAML as people should write it: 1.2, plain values, no duplicate keys, no aliases, lines known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from workshop_kit.problems import Problem

MOST_BYTES = 5_000_000
MOST_DEEP = 20
_TOO_DEEP = f"must be nested at most {MOST_DEEP} deep. Found more: look for brackets left open."
Place = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_PLAIN: dict[str, Callable[[str], Any]] = {
    "null": lambda text: None,
    # Where a file asks for YAML 1.1, "yes" and "off" are tagged so as well: they stay text.
    "bool": lambda text: {"true": True, "false": False}.get(text.lower(), text),
    "int": lambda text: _int(text),
    "float": lambda text: _float(text),
    "str": str,
    # A date is text here: every key that could hold one wants text. So are a lone = or <<.
    "timestamp": str,
    "value": str,
    "merge": str,
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
    found = _text(path)
    node = found if isinstance(found, Problem) else _node(path, found)
    if isinstance(node, Problem):
        return None, {}, [node]
    reader = _Reader(path)
    value = reader.plain(node, (), 1) if node is not None else None
    return value, reader.lines, reader.problems


def shown(place: Place) -> str:
    """A place as people read it: `features[3].label.en`, positions from 1.

    >>> shown(("features", 2, "label"))
    'features[3].label'
    """
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:  # a key may hold anything in quotes, even line ends
            key = part if part.isprintable() else ascii(part)
            text += f".{key}" if text else key
    return text


def _text(path: Path) -> str | Problem:
    try:
        if not path.exists():
            return Problem(path, "", "must be there. Found no such file.")
        if not path.is_file():  # a pipe could wait for ever
            found = "a folder" if path.is_dir() else "a device"
            return Problem(path, "", f"must be a file. Found {found}.")
        if (size := path.stat().st_size) > MOST_BYTES:
            return Problem(path, "", f"must be at most 5 MB. Found {size / 1e6:.1f} MB.")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        return Problem(path, "", f"must be a readable UTF-8 text file. {error}.")


def _node(path: Path, text: str) -> Any:
    """The tree that ruamel makes (None when the file holds nothing), or the Problem."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    try:
        return yaml.compose(text)
    except MarkedYAMLError as error:
        said = error.problem or "found characters that cannot stand here"
        if error.context and error.context_mark:
            # An open quote is noticed far from where it was opened.
            said = f"{error.context} from line {error.context_mark.line + 1}, {said}"
        line = error.problem_mark.line + 1 if error.problem_mark else None
        hint = "Indent with spaces; quote text with ': ' or '#'."
        return Problem(path, "", f"must be valid YAML. {said[0].upper()}{said[1:]}. {hint}", line)
    except RecursionError:
        return Problem(path, "", _TOO_DEEP)
    # Odd escapes and directives ("\UFFFFFFFF", %YAML 1.3) raise Python's own errors in ruamel.
    except (YAMLError, ValueError, ArithmeticError, AssertionError) as error:
        at = getattr(error, "position", None)
        line = None if at is None else text.count("\n", 0, at) + 1
        said = (str(error).splitlines() or [""])[0]
        return Problem(path, "", f"must be valid YAML. {said}.", line)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def plain(self, node: Any, place: Place, line: int) -> Any:
        self.lines[place] = line
        if len(place) > MOST_DEEP:
            self.say(place[:1], _TOO_DEEP)
            return None
        if id(node) in self.seen:
            self.say(place, "must be written out. Found an alias (*name), which profiles refuse.")
            return None
        self.seen.add(id(node))
        tag = str(node.tag)
        if (node.id, tag) == ("sequence", _TAG + "seq"):
            return self.sequence(node, place)
        if (node.id, tag) == ("mapping", _TAG + "map"):
            return self.mapping(node, place)
        make = _PLAIN.get(tag.removeprefix(_TAG)) if node.id == "scalar" else None
        if make is None:
            self.say(place, f"must be plain text, a number, a list or keys. Found the tag {tag}.")
            return None
        try:
            return make(node.value)
        except ValueError:  # not a number after all, or one of too many digits
            return str(node.value)

    def sequence(self, node: Any, place: Place) -> list[Any]:
        values = []
        line = self.lines[place]
        for i, child in enumerate(node.value):
            # Never above the entry before: up there stands only the anchor of an alias.
            line = max(line, child.start_mark.line + 1)
            values.append(self.plain(child, (*place, i), line))
        return values

    def mapping(self, node: Any, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, child in node.value:
            if key.id != "scalar" or id(key) in self.seen:
                text = "must have plain keys. Found a list, keys or an alias as a key."
                self.say(place, text, key.start_mark.line + 1)
                continue
            self.seen.add(id(key))
            name = str(key.value)
            here = (*place, name)
            value = self.plain(child, here, key.start_mark.line + 1)
            if name in result:
                self.say(here, "must be given once. Found it twice.")
            result[name] = value
        return result

    def say(self, place: Place, text: str, line: int | None = None) -> None:
        line = line or self.lines.get(place)
        self.problems.append(Problem(self.path, shown(place), text, line))


def _int(text: str) -> int:
    text = text.replace("_", "")
    if len(text) > 200:  # more than a float holds; and Python refuses to print the longest
        raise ValueError("too many digits")
    return int(text, 0) if text[:2].lower() in ("0x", "0o", "0b") else int(text)


def _float(text: str) -> float:
    text = text.replace("_", "").lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))
