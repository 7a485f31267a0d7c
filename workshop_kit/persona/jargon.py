"""The plain-words drill: which jargon is left in a sentence, which sentence is too long."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from workshop_kit.text import translator

LONGEST = {"en": 20, "zh": 30}
"""Words in an English sentence, characters in a Chinese one, that a listener still follows."""


@dataclass(frozen=True)
class PlainCheck:
    """What stands in the way of a customer who hears or reads a text.

    Attributes
    ----------
    jargon : dict of str to str
        Terms that are still in the text, in their order there, and what to say instead.
    long : tuple of str
        Sentences above `LONGEST`.
    empty : bool
        Whether nothing was written yet.
    """

    jargon: dict[str, str]
    long: tuple[str, ...]
    empty: bool

    @property
    def plain(self) -> bool:
        """Whether there is a text, and nothing in its way."""
        return not (self.empty or self.jargon or self.long)


def check_plain(text: str, terms: Mapping[str, str], language: str) -> PlainCheck:
    """Find jargon and overlong sentences in a text that was rewritten for customers.

    Parameters
    ----------
    text : str
        What was written.
    terms : mapping of str to str
        Jargon and its plain words, from the profile.
    language : {"en", "zh"}
        Decides how long a sentence may be; see `LONGEST`.

    Returns
    -------
    PlainCheck

    Notes
    -----
    A term with Latin letters must stand as a word of its own, upper or lower case, with or without
    a plural s; a Chinese term is found wherever its characters stand. Of two terms at one place the
    longer counts. In a Chinese text a Latin word counts as one character.

    Examples
    --------
    >>> check = check_plain("Your ONTs need power.", {"ONT": "box on the wall"}, "en")
    >>> check.jargon, check.plain
    ({'ONT': 'box on the wall'}, False)
    """
    limit = LONGEST.get(language)
    if limit is None:
        raise ValueError(f"language must be one of {list(LONGEST)}. Got {language!r}.")
    found: dict[str, str] = {}
    for term in _found(unicodedata.normalize("NFKC", text), terms):
        found.setdefault(term, terms[term])
    # A point between digits ends no sentence.
    sentences = [part.strip() for part in re.split(r"(?<=[。！？!?；;\n])|(?<=\.)(?=\s)", text)]
    long = tuple(part for part in sentences if _length(part) > limit)
    return PlainCheck(found, long, not text.strip())


def _found(text: str, terms: Mapping[str, str]) -> list[str]:
    known = {_folded(term): term for term in terms if term.strip()}
    patterns = [_pattern(term) for term in sorted(known, key=len, reverse=True)]
    if not patterns:
        return []
    matches = re.finditer("|".join(f"({pattern})" for pattern in patterns), text, re.IGNORECASE)
    ordered = sorted(known, key=len, reverse=True)
    return [known[ordered[match.lastindex - 1]] for match in matches if match.lastindex]


def _folded(term: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", term).casefold().split())


_LETTER = "[0-9A-Za-z\u00c0-\u024f]"


def _pattern(term: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", term))
    before = f"(?<!{_LETTER})" if re.match(_LETTER, term) else ""
    after = f"(?:e?s)?(?!{_LETTER})" if re.search(f"{_LETTER}$", term) else ""
    return before + words + after


def _length(sentence: str) -> int:
    """Chinese characters and words of other letters, each as one."""
    return len(
        re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’.-][^\W\u3400-\u9fff]+)*", sentence)
    )


def plain_sentences(check: PlainCheck, language: str) -> list[str]:
    """Say what to change, one sentence per finding; or that nothing is left."""
    _ = translator(language)
    if check.empty:
        return [_("Write it the way you would say it to somebody at home.")]
    if check.plain:
        return [_("Plain: no jargon from the list, no overlong sentence. Now read it to somebody.")]
    term = _('Still jargon: "{term}". Say rather: {plain}.')
    long = _('Too long for the ear (at most {most} words): "{sentence}"')
    said = [term.format(term=found, plain=plain) for found, plain in check.jargon.items()]
    return said + [long.format(most=LONGEST[language], sentence=text) for text in check.long]


def experience_questions(language: str) -> list[str]:
    """The second trap, going by experience: what to ask oneself before an answer."""
    _ = translator(language)
    return [
        _("Did this customer say so, or did the last one?"),
        _("What would show me that I am wrong? Ask that first."),
        _("They know our old product better than our new one: what has changed for them?"),
    ]
