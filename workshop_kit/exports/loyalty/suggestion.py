"""A first map for an export of a survey on loyalty: every guess marked as one."""

import re
from collections.abc import Iterable, Iterator

from workshop_kit.company import Company
from workshop_kit.exports import suggestion as lines
from workshop_kit.exports.levels import number_in, rank_of, scores_of
from workshop_kit.exports.loyalty.mapping import SCALES
from workshop_kit.exports.mapping import UNKNOWN
from workshop_kit.exports.sample import Sample, answered
from workshop_kit.exports.suggestion import ASK, GUESS, quoted

_ASKED = {
    "recommend": re.compile(r"推荐|nps|recommend", re.I),
    "satisfaction": re.compile(r"满意|\bcsat|satisf", re.I),
    "effort": re.compile(r"费力|费劲|省力|轻松|容易|\bces\b|effort|easy|easier|difficult", re.I),
}
_EASY = re.compile("容易|轻松|省力|困难|费力|费劲|easy|difficult|hard", re.I)


def suggest_loyalty(sample: Sample, company: Company) -> Iterator[str]:
    """The lines of a first map of up to three questions."""
    found = {name: _columns(sample, name) for name in SCALES}
    asked = [columns[0] for columns in found.values() if columns]
    more = [i for columns in found.values() for i in columns[1:]]
    yield from lines.head(sample, "loyalty")
    yield from lines.who(sample, [*asked, *more], company)
    for name, columns in found.items():
        if columns:
            yield from _question(sample, name, columns[0])
    if not asked:
        for name in SCALES:
            yield f"{name}:\n  column: '{UNKNOWN}'{ASK}, or take these lines out"
    yield from lines.left(sample, more)
    yield from lines.empty(sample, asked)
    yield from lines.drop(sample, [*asked, *more])


def _columns(sample: Sample, name: str) -> list[int]:
    """Columns whose header asks the question and whose cells could be its answers."""
    low, high = SCALES[name]
    found = []
    for i, kind in sample.kinds.items():
        words = answered(kind)
        known = (w for w in words if rank_of(w) or number_in(w, min(low, 0), high) is not None)
        most = sum(words[word] for word in known) >= 0.8 * sum(words.values())
        if words and most and _ASKED[name].search(sample.header[i]):
            found.append(i)
    return found


def _question(sample: Sample, name: str, column: int) -> Iterator[str]:
    low, high = SCALES[name]
    zero = {"0", "0.0"} if low > 0 else set()
    counts = answered(sample.kinds[column])
    words = {word: n for word, n in counts.items() if word not in zero}
    yield f"{name}:\n  column: {quoted(sample.header[column])}{GUESS}"
    if name == "effort":
        yield from _direction(words, high)
    yield f"  values:  # {low} to {high}"
    yield from lines.meanings(words, scores_of(words, low, high), "    ")
    if outside := sorted({*counts} & zero):
        yield "  empty:  # not answered"
        yield from (f"  - {quoted(word)}{GUESS}" for word in outside)


def _direction(words: Iterable[str], high: int) -> Iterator[str]:
    """What the highest score says: some words tell it; numbers, and "strongly agree", do not."""
    told = any(rank_of(word) and _EASY.search(word) for word in words)
    said = f"easy{GUESS}" if told else f"'{UNKNOWN}'{ASK} with easy or hard"
    yield f"  high_is: {said}: what {high} says"
