"""Whether an edition speaks of another client: the mistake that nobody forgives."""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workshop_kit.company import Company, check_company


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


def find_leaks(folder: Path, words: dict[str, str], paths: Iterable[Path]) -> Iterator[str]:
    """Every file below `folder` that mentions another company or a path of this machine.

    Yields
    ------
    str
        File, the word found, and whose it is.
    """
    machine = {str(path): "this machine" for path in paths if len(path.parts) > 1}
    patterns = {word: _whole(word) for word in {**words, **machine}}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(file.relative_to(folder))
        texts = {"its name": name}
        if file.suffix in (".ipynb", ".html", ".json", ".yaml", ".csv"):
            texts["it"] = html.unescape(_unescaped(file.read_text("utf-8")))
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
    """The word alone: not part of a longer one. Chinese has no gaps, so there any place counts."""
    left = r"(?<![\w-])" if word[0].isascii() and word[0].isalnum() else ""
    right = r"(?![\w-])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.compile(left + re.escape(word) + right, re.IGNORECASE)


def _unescaped(text: str) -> str:
    r"""JSON may write 湖 as \u6e56: as it is read."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
