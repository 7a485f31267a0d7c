"""A first map for an export of a KANO survey: every guess marked as one."""

from collections.abc import Iterator

from workshop_kit.company import Company
from workshop_kit.exports import suggestion as lines
from workshop_kit.exports.kano.mapping import QUESTIONS, SIDES
from workshop_kit.exports.kano.pairs import Pairs, find_pairs, kano_columns
from workshop_kit.exports.mapping import UNKNOWN
from workshop_kit.exports.sample import Sample, answered
from workshop_kit.exports.suggestion import ASK, GUESS, quoted
from workshop_kit.exports.wordings import code_of


def suggest_kano(sample: Sample, company: Company) -> Iterator[str]:
    """The lines of a first map for a company's features."""
    columns = kano_columns(sample, company)
    pairs = find_pairs(sample, columns, company)
    used = {column for sides in pairs.values() for column, _how in sides.values()}
    yield from lines.head(sample, "KANO")
    yield from lines.who(sample, columns, company)
    yield from _features(sample, pairs)
    yield from lines.left(sample, [i for i in columns if i not in used])
    yield from _answers(sample, pairs, columns)
    yield from lines.empty(sample, columns)
    yield from lines.drop(sample, columns)


def _features(sample: Sample, pairs: Pairs) -> Iterator[str]:
    yield "features:" if pairs else "features: {}"
    for feature, sides in pairs.items():
        yield f"  {feature}:"
        for side in QUESTIONS:
            if side in sides:
                column, how = sides[side]
                yield f"    {side}: {quoted(sample.header[column])}{GUESS}{how}"
            elif side in SIDES:
                yield f"    {side}: '{UNKNOWN}'{ASK}"


def _answers(sample: Sample, pairs: Pairs, columns: list[int]) -> Iterator[str]:
    yield "answers:  # 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike"
    free = {*columns} - {column for sides in pairs.values() for column, _how in sides.values()}
    for side in SIDES:
        its = {sides[side][0] for sides in pairs.values() if side in sides}
        words = answered(lines.counted(sample, its | free))
        yield f"  {side}:" if words else f"  {side}: {{}}{ASK}"
        # Numbers have a direction that no file tells: somebody must look.
        yield from lines.meanings(words, code_of, "    ")
