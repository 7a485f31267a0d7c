"""Which columns of an export are the statements of an item, and which its points: a guess."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from workshop_kit.company import Company
from workshop_kit.exports.files import even
from workshop_kit.exports.levels import number_in, rank_of
from workshop_kit.exports.likeness import FROM_LABEL, FROM_ORDER, bare, likely
from workshop_kit.exports.sample import Sample, answer_columns, answered
from workshop_kit.exports.servqual.mapping import QUESTIONS, SIDES
from workshop_kit.exports.suggestion import RESPONDENTS

# Item to side, or dimension, to column and, behind the mark of a guess, on what it rests.
Statements = dict[str, dict[str, tuple[int, str]]]
Shares = dict[str, tuple[int, str]]
# The least first: "最低期望" asks for the least that is accepted, too.
_SIDES = (
    ("minimum", r"最低|可接受|可以接受|底线|\bminimum\b|\badequate\b|\bacceptable\b|\bat least\b"),
    (
        "perception",
        r"感知|实际|感受|体验|现状|表现|\bpercei|\bpercep|\bactual|\bexperienced?\b|\bperform",
    ),
    (
        "expectation",
        r"期望|期待|理想|应该|应当|\bexpect|\bdesired?\b|\bideal|\bshould\b|\bexcellent\b",
    ),
)
_NAMES = {
    "tangibles": r"有形|tangib",
    "reliability": r"可靠|兑现|信任|reliab|trust",
    "responsiveness": r"响应|反应|responsive",
    "assurance": r"保证|专业|assurance",
    "empathy": r"移情|同理|关怀|换位|empath",
}


def side_of(text: str) -> str:
    """Which side a header says that it asks for, or nothing.

    >>> side_of("实际感受 / 员工着装整洁"), side_of("Q7")
    ('perception', '')
    """
    return next((side for side, words in _SIDES if re.search(words, text.casefold())), "")


def find_shares(sample: Sample) -> Shares:
    """Five columns beside each other whose numbers sum to 100 in most rows."""
    words = {i: answered(kind) for i, kind in sample.kinds.items()}
    numbers = {i for i, kind in words.items() if kind and all(map(_is_number, kind))}
    for first in range(len(sample.header) - len(_NAMES) + 1):
        columns = range(first, first + len(_NAMES))
        if numbers.issuperset(columns) and _sums_to_100(sample, columns):
            by_name = {
                dimension: [i for i in columns if re.search(names, sample.header[i].casefold())]
                for dimension, names in _NAMES.items()
            }
            if sorted(i for found in by_name.values() for i in found) == [*columns]:
                return {dimension: (i, FROM_LABEL) for dimension, (i,) in by_name.items()}
            return {d: (i, FROM_ORDER) for d, i in zip(_NAMES, columns, strict=True)}
    return {}


def _sums_to_100(sample: Sample, columns: Sequence[int]) -> bool:
    rows = [[even(row[i]) for i in columns] for row in sample.cells]
    sums = [sum(float(cell) for cell in cells if _is_number(cell)) for cells in rows if any(cells)]
    return sum(abs(total - 100) < 1e-6 for total in sums) >= 0.8 * len(sums) > 0


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}(\.\d+)?", text) is not None


def servqual_columns(sample: Sample, company: Company, shares: Shares) -> list[int]:
    """Columns that seem to hold answers to statements."""
    low, high = company.scales.servqual.low, company.scales.servqual.high
    points = {i for i, _how in shares.values()}
    kinds = {
        i: kind
        for i, kind in sample.kinds.items()
        if i not in points and sample.header[i].casefold() not in RESPONDENTS
    }

    def known(word: str) -> bool:
        return rank_of(word) is not None or (
            number_in(word, low, high) is not None and not word.replace(".", "").isdigit()
        )

    codes = {f"{score}{end}" for score in (0, *range(low, high + 1)) for end in ("", ".0")}
    return answer_columns(kinds, len(sample.cells), 2 * len(company.items), known, codes)


def find_statements(sample: Sample, columns: Sequence[int], company: Company) -> Statements:
    """The columns of every item: by its statements in the profile, its label, the order."""
    found: Statements = {item.id: {} for item in company.items}
    free = list(columns)
    texts = bare(sample.header)
    sides = {i: side_of(texts[i]) for i in columns}
    asked = [
        ((item.id, side), {text.en, text.zh})
        for item in company.items
        for side, text in (("expectation", item.expectation), ("perception", item.perception))
        if text
    ]
    ranked = sorted(
        # A word such as "expected" may stand in the statement itself.
        (ratio + 0.1 * (sides[i] == side), name, side, i)
        for ratio, (name, side), i in likely(texts, free, asked)
        if sides[i] in ("", side) or ratio >= 0.9
    )
    for _rank, name, side, i in reversed(ranked):
        if side not in found[name] and i in free:
            found[name][side] = (i, "")
            free.remove(i)
    labels = {i.id: {i.label.en.casefold(), i.label.zh.casefold(), i.id} for i in company.items}
    # The longest first: "on time for repairs" is not about "on time".
    for name in sorted(labels, key=lambda word: -max(map(len, labels[word]))):
        for i in [i for i in free if any(text in texts[i] for text in labels[name])]:
            if sides[i] and sides[i] not in found[name]:
                found[name][sides[i]] = (i, FROM_LABEL)
                free.remove(i)
    _by_order(found, free, texts, sides)
    return found


def _by_order(
    found: Statements, free: Sequence[int], texts: Mapping[int, str], sides: Mapping[int, str]
) -> None:
    """One side after the other, or item by item, where exactly as many columns are left."""
    blocks: dict[str, list[int]] = {
        side: [i for i in free if sides[i] == side] for side in QUESTIONS
    }
    blank = [i for i in free if not sides[i]]
    wanting = [name for name, its in found.items() if not {*SIDES} & {*its}]
    if len(blank) == 2 * len(wanting) and not blocks["expectation"] and not blocks["perception"]:
        half = len(wanting)
        pairs = list(zip(blank[:half], blank[half:], strict=True))
        beside = list(zip(blank[::2], blank[1::2], strict=True))
        pairs = beside if _alike(beside, texts) > _alike(pairs, texts) else pairs
        blocks["expectation"] = [first for first, _second in pairs]
        blocks["perception"] = [second for _first, second in pairs]
    for side, block in blocks.items():
        open_ = [name for name, its in found.items() if side not in its]
        if len(block) == len(open_):
            for name, i in zip(open_, block, strict=True):
                found[name][side] = (i, FROM_ORDER)


def _alike(pairs: Sequence[tuple[int, int]], texts: Mapping[int, str]) -> float:
    return sum(SequenceMatcher(None, texts[a], texts[b]).ratio() for a, b in pairs)
