"""Whether an edition speaks of another client: the mistake that nobody forgives."""

import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from workshop_kit.company import Company, check_company
from workshop_kit.exercises.sealing import sealed_texts


def other_names(company: Company, run: Iterable[Company], out: Path) -> dict[str, str]:
    """Words of all other companies, in this run and in the output folder: word to company id."""
    others = {other.id: other.names for other in run}
    for profile in sorted(out.glob("*/*/inputs/company.yaml")):
        known, _problems = check_company(profile)
        # A profile that cannot be read any more is still known by the name of its folder.
        owner = known.id if known else profile.parents[2].name
        others[owner] = others.get(owner, frozenset()) | (known.names if known else {owner})
    allowed = {word.casefold() for word in (*company.names, *company.mentions)}
    return {
        word: owner
        for owner, names in others.items()
        # Mentioned by its id: by any of its names.
        if owner != company.id and owner not in allowed
        for word in names
        if word.casefold() not in allowed
    }


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
    patterns = {word: _whole(word) for word in {**words, **machine}}
    for file in sorted(path for path in folder.rglob(named) if path.is_file()):
        name = str(file.relative_to(folder))
        texts = {"its name": name}
        if file.suffix in (".ipynb", ".html", ".json", ".yaml", ".csv", ".svg"):
            texts["it"] = _read(file)
        elif file.suffix in (".xlsx", ".pptx"):
            # What is no archive, whatever its name, is read as it is.
            texts["it"] = _office(file) if is_zipfile(file) else file.read_text("latin-1")
        for word, pattern in patterns.items():
            for place, text in texts.items():
                if pattern.search(text):
                    owner = words.get(word, "this machine")
                    yield (
                        f"{name}: {place} mentions {word!r}, which belongs to {owner}. "
                        "Take it out, or allow it under 'mentions:' in the profile."
                    )
                    break


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
