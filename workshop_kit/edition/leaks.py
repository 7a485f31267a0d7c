"""Whether an edition speaks of another client: the mistake that nobody forgives."""

import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from workshop_kit.company import Company, check_company
from workshop_kit.exercises.sealing import sealed_texts


class UnreadableError(ValueError):
    """A profile cannot be read any more; the company is still known by the name of its folder."""


def other_names(company: Company, run: Iterable[Company], out: Path) -> dict[str, str]:
    """Words of all other companies, in this run and in the output folder: word to company id."""
    others = {other.id: other.names for other in run}
    for folder in sorted(out.glob("*/[!.]*")):  # with a dot: another process is still making it
        profile = folder / "inputs" / "company.yaml"
        try:
            written = profile.stat()
            owner, names = _named(profile, written.st_mtime_ns, written.st_size)
        except (FileNotFoundError, NotADirectoryError):  # no edition, or just being replaced
            continue
        except UnreadableError:
            owner = folder.parent.name
            names = frozenset({owner})
        others[owner] = others.get(owner, frozenset()) | names
    allowed = {word.casefold() for word in (*company.names, *company.mentions)}
    return {
        word: owner
        for owner, names in others.items()
        # Mentioned by its id: by any of its names.
        if owner != company.id and owner not in allowed
        for word in names
        if word.casefold() not in allowed
    }


@lru_cache(maxsize=4096)
def _named(profile: Path, _written: int, _size: int) -> tuple[str, frozenset[str]]:
    """Whose profile it is and how that company is called; read once as long as it stays."""
    known, _problems = check_company(profile)
    if known is None:  # raised, so that it is not remembered
        raise UnreadableError(profile)
    return known.id, known.names


def find_leaks(
    folder: Path, words: dict[str, str], paths: Iterable[Path], *, named: str = "*"
) -> Iterator[str]:
    """Every file below `folder` that mentions another company or a path of this machine.

    Only files `named` so are looked through, such as "report.*".

    Yields
    ------
    str
        File, the word found, and whose it is.
    """
    machine = {str(path): "this machine" for path in paths if len(path.parts) > 1}
    sought = {word: (_needed(word), _whole(word)) for word in {**words, **machine}}
    for file in sorted(path for path in folder.rglob(named) if path.is_file()):
        name = str(file.relative_to(folder))
        texts = {"its name": name}
        if file.suffix in (".ipynb", ".html", ".json", ".yaml", ".csv", ".svg"):
            texts["it"] = _read(file)
        elif file.suffix in (".xlsx", ".pptx"):
            # What is no archive, whatever its name, is read as it is.
            texts["it"] = _office(file) if is_zipfile(file) else file.read_text("latin-1")
        said = {place: _Said(text) for place, text in texts.items()}
        for word, (runs, pattern) in sought.items():
            for place, text in texts.items():
                if said[place].may_hold(runs) and pattern.search(text):
                    owner = words.get(word, "this machine")
                    yield (
                        f"{name}: {place} mentions {word!r}, which belongs to {owner}. "
                        "Take it out, or allow it under 'mentions:' in the profile."
                    )
                    break


class _Said:
    """The words of a text: whether a name may stand in it is asked of hundreds of names."""

    def __init__(self, text: str) -> None:
        self.words = set(_runs(text))
        # A Chinese name stands within a longer run: there are no gaps.
        self.dense = "\n".join(word for word in self.words if not word.isascii())

    def may_hold(self, runs: Iterable[str]) -> bool:
        """Whether all runs of a name are here; if not, the name is not."""
        return all(run in self.words or run in self.dense for run in runs)


def _needed(word: str) -> list[str]:
    """What a text must hold in which the word stands; nothing where that cannot be said."""
    # Such as the Kelvin sign: no letter of English, but in small it is one.
    odd = any(not letter.isascii() and _fold(letter).isascii() for letter in word)
    return [] if odd else _runs(word)


def _runs(text: str) -> list[str]:
    """Runs of letters and digits, alike for all ways to write them large and small."""
    return re.findall(r"[^\W_]+", _fold(text))


def _fold(text: str) -> str:
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _whole(word: str) -> re.Pattern[str]:
    """The word alone: not part of a longer one. Chinese has no gaps, so there any place counts.

    A gap in the word is any white space: lines are broken where they are long.
    """
    left = r"(?<![\w-])" if word[0].isascii() and word[0].isalnum() else ""
    right = r"(?![\w-])" if word[-1].isascii() and word[-1].isalnum() else ""
    parts = r"\s+".join(map(re.escape, word.split()))
    return re.compile(left + parts + right, re.IGNORECASE)


def _read(file: Path) -> str:
    """A file's text as people read it, and once more without tags, which may stand in a name."""
    text = file.read_text("utf-8", errors="replace")
    if file.suffix in (".ipynb", ".json"):
        strings = list(_strings(json.loads(text)))
        text = "\n".join([*strings, *(t for string in strings for t in sealed_texts(string))])
    text = html.unescape(text)
    return text + "\n" + re.sub(r"<[^<>]*>", " ", text)


def _office(file: Path | io.BytesIO) -> str:
    """What stands in a workbook or on slides: the texts of their XML, and of charts' workbooks."""
    found = []
    with ZipFile(file) as packed:
        for name in packed.namelist():
            data = packed.read(name)
            if name.endswith(".xlsx"):
                found.append(_office(io.BytesIO(data)))
            elif name.endswith((".xml", ".svg")):
                text = data.decode("utf-8", "replace")
                # Of one sentence in several pieces, and of attributes such as a picture's text.
                found += [html.unescape(re.sub(r"<[^<>]*>", gap, text)) for gap in ("", " ")]
                found.append(html.unescape(text))
    return "\n".join(found)


def _strings(value: Any) -> Iterator[str]:
    """All texts of a JSON value, keys too; a notebook's list of lines is one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and all(isinstance(line, str) for line in value):
        yield "".join(value)
    elif isinstance(value, list | dict):
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
