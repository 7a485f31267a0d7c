"""Which columns of an export are the two questions of a feature: a guess for a first map."""

import re
from collections.abc import Mapping

from workshop_kit.company import Company
from workshop_kit.exports.likeness import FROM_LABEL, FROM_ORDER, bare, likely
from workshop_kit.exports.sample import Sample, answer_columns
from workshop_kit.exports.wordings import code_of

# Feature to side to column and, behind the mark of a guess, on what it rests.
Pairs = dict[str, dict[str, tuple[int, str]]]
_WITHOUT = re.compile(
    r"不提供|不具备|没有|如果不|无法|不能|不再|取消"
    r"|\bwithout\b|\bnot\b|n't\b|\bno longer\b|\bcannot\b|\bsans\b|\bohne\b|\bkein",
    re.I,
)
_IMPORTANCE = re.compile(r"重要|importan|wichtig", re.I)


def kano_columns(sample: Sample, company: Company) -> list[int]:
    """Columns that seem to hold answers to KANO questions."""
    kinds = {
        i: kind for i, kind in sample.kinds.items() if not _IMPORTANCE.search(sample.header[i])
    }
    wanted = 2 * len(company.features)
    return answer_columns(kinds, len(sample.cells), wanted, code_of, "12345")


def find_pairs(sample: Sample, columns: list[int], company: Company) -> Pairs:
    """The columns of every feature: by its questions in the profile, its label, the order."""
    pairs: Pairs = {feature.id: {} for feature in company.features}
    free = list(columns)
    texts = bare(sample.header)
    asked = [
        ((feature.id, side), {question.en, question.zh})
        for feature in company.features
        for side, question in (
            ("functional", feature.functional),
            ("dysfunctional", feature.dysfunctional),
        )
        if question
    ]
    for _score, (name, side), i in sorted(likely(texts, free, asked), reverse=True):
        if side not in pairs[name] and i in free:
            pairs[name][side] = (i, "")
            free.remove(i)
    stated = [
        i
        for i, kind in sample.kinds.items()
        if _IMPORTANCE.search(sample.header[i]) and kind and set(kind) <= {*"123456789"}
    ]
    labels = {f.id: {f.label.en.casefold(), f.label.zh, f.id} for f in company.features}
    # The longest first: "breakfast choice" is not about "breakfast".
    for name in sorted(labels, key=lambda word: -max(map(len, labels[word]))):
        for i in [i for i in (*free, *stated) if any(text in texts[i] for text in labels[name])]:
            side = "dysfunctional" if _WITHOUT.search(texts[i]) else "functional"
            side = "importance" if i in stated else side
            if side not in pairs[name]:
                pairs[name][side] = (i, FROM_LABEL)
                (stated if i in stated else free).remove(i)
    _by_order(pairs, free, texts)
    return pairs


def _by_order(pairs: Pairs, free: list[int], texts: Mapping[int, str]) -> None:
    """Two by two, where exactly as many columns are left as are wanted."""
    open_ = [sides for sides in pairs.values() if not {"functional", "dysfunctional"} & set(sides)]
    if len(free) != 2 * len(open_):
        return
    for sides, first, second in zip(open_, free[::2], free[1::2], strict=True):
        turned = _WITHOUT.search(texts[first]) and not _WITHOUT.search(texts[second])
        functional, dysfunctional = (second, first) if turned else (first, second)
        sides["functional"] = (functional, FROM_ORDER)
        sides["dysfunctional"] = (dysfunctional, FROM_ORDER)
