"""Which columns of an export hold answers, and to which question: a guess for a first map."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from workshop_kit.company import Company
from workshop_kit.exports.wordings import EMPTY, code_of

Kinds = Mapping[int, Counter[str]]
# Feature to side to column and, behind the mark of a guess, on what it rests.
Pairs = dict[str, dict[str, tuple[int, str]]]
ALIKE = 0.75
FROM_LABEL, FROM_ORDER = " from the label", " from the order of the columns alone"
_WITHOUT = re.compile(
    r"不提供|不具备|没有|如果不|无法|不能|不再|取消"
    r"|\bwithout\b|\bnot\b|n't\b|\bno longer\b|\bcannot\b|\bsans\b|\bohne\b|\bkein",
    re.I,
)
_IMPORTANCE = re.compile(r"重要|importan|wichtig", re.I)
_NUMBERING = re.compile(r"^\W*(?:[Qq]?\d+)?[\s.、:：)）]*")


def answer_columns(header: Sequence[str], kinds: Kinds, rows: int, wanted: int) -> list[int]:
    """Columns that hold known wordings; where `wanted` are not found, also codes, or a few words
    that other columns hold too."""
    known: list[int] = []
    few: dict[int, frozenset[str]] = {}
    for i, counted in kinds.items():
        words = {word: n for word, n in counted.items() if word.casefold() not in EMPTY}
        if not words or _IMPORTANCE.search(header[i]):
            continue
        if sum(n for word, n in words.items() if code_of(word)) >= 0.8 * sum(words.values()):
            known.append(i)
        elif len(words) <= 7 and (set(words) <= {*"12345"} or rows >= 4 * len(words) >= 8):
            few[i] = frozenset(words)
    often = Counter(few.values())
    shared = {
        words
        for words, n in often.items()
        if n > 1 or any(2 * len(words & other) >= len(words) for other in often if other != words)
    }
    if len(known) >= wanted:
        return known
    return sorted([*known, *(i for i, words in few.items() if words in shared)])


def find_pairs(
    header: Sequence[str], kinds: Kinds, columns: Sequence[int], company: Company
) -> Pairs:
    """The columns of every feature: by its questions in the profile, its label, the order."""
    pairs: Pairs = {feature.id: {} for feature in company.features}
    free = list(columns)
    texts = {i: _NUMBERING.sub("", header[i]).casefold() for i in range(len(header))}
    for _score, feature, side, i in sorted(_likely(texts, free, company), reverse=True):
        if side not in pairs[feature] and i in free:
            pairs[feature][side] = (i, "")
            free.remove(i)
    stated = [i for i in kinds if _IMPORTANCE.search(header[i]) and _scores(kinds[i])]
    labels = {f.id: {f.label.en.casefold(), f.label.zh, f.id} for f in company.features}
    # The longest first: "breakfast choice" is not about "breakfast".
    for feature in sorted(labels, key=lambda word: -max(map(len, labels[word]))):
        for i in [i for i in (*free, *stated) if any(name in texts[i] for name in labels[feature])]:
            side = "dysfunctional" if _WITHOUT.search(texts[i]) else "functional"
            side = "importance" if i in stated else side
            if side not in pairs[feature]:
                pairs[feature][side] = (i, FROM_LABEL)
                (stated if i in stated else free).remove(i)
    _by_order(pairs, free, texts)
    return pairs


def _likely(
    texts: Mapping[int, str], columns: Sequence[int], company: Company
) -> Iterator[tuple[float, str, str, int]]:
    """How alike each header is to each question of the profile, where it is at all."""
    for i in columns:
        match = SequenceMatcher(None, "", texts[i], autojunk=False)
        for feature in company.features:
            asked = {"functional": feature.functional, "dysfunctional": feature.dysfunctional}
            for side, question in asked.items():
                for text in {question.en, question.zh} if question else ():
                    match.set_seq1(text.casefold())
                    if match.real_quick_ratio() < ALIKE or match.quick_ratio() < ALIKE:
                        continue
                    if (ratio := match.ratio()) >= ALIKE:
                        yield ratio, feature.id, side, i


def _by_order(pairs: Pairs, free: list[int], texts: Mapping[int, str]) -> None:
    """Two by two, where exactly as many columns are left as are wanted."""
    bare = [sides for sides in pairs.values() if not {"functional", "dysfunctional"} & set(sides)]
    if len(free) != 2 * len(bare):
        return
    for sides, first, second in zip(bare, free[::2], free[1::2], strict=True):
        turned = _WITHOUT.search(texts[first]) and not _WITHOUT.search(texts[second])
        functional, dysfunctional = (second, first) if turned else (first, second)
        sides["functional"] = (functional, FROM_ORDER)
        sides["dysfunctional"] = (dysfunctional, FROM_ORDER)


def _scores(words: Counter[str]) -> bool:
    return bool(words) and set(words) <= {*"123456789"}
