"""A first map for an export of a SERVQUAL survey: every guess marked as one."""

from collections.abc import Iterator

from workshop_kit.company import Company
from workshop_kit.exports import suggestion as lines
from workshop_kit.exports.levels import scores_of
from workshop_kit.exports.mapping import UNKNOWN
from workshop_kit.exports.sample import Sample, answered
from workshop_kit.exports.servqual.mapping import QUESTIONS, SIDES
from workshop_kit.exports.servqual.statements import (
    Shares,
    Statements,
    find_shares,
    find_statements,
    servqual_columns,
)
from workshop_kit.exports.suggestion import ASK, GUESS, quoted


def suggest_servqual(sample: Sample, company: Company) -> Iterator[str]:
    """The lines of a first map for a company's items."""
    shares = find_shares(sample)
    columns = servqual_columns(sample, company, shares)
    found = find_statements(sample, columns, company)
    used = {column for sides in found.values() for column, _how in sides.values()}
    points = [column for column, _how in shares.values()]
    yield from lines.head(sample, "SERVQUAL")
    yield from lines.who(sample, [*columns, *points], company)
    yield from _items(sample, found, company)
    yield from lines.left(sample, [i for i in columns if i not in used])
    yield from _answers(sample, sorted(used) or columns, company)
    yield from _weights(sample, shares)
    yield from lines.empty(sample, [*columns, *points], _zero(company))
    yield from lines.drop(sample, [*columns, *points])


def _zero(company: Company) -> set[str]:
    """What is below the scale is no score: platforms write it for "does not apply"."""
    return {"0", "0.0"} if company.scales.servqual.low > 0 else set()


def _items(sample: Sample, found: Statements, company: Company) -> Iterator[str]:
    yield "items:"
    for item in company.items:
        sides = found[item.id]
        yield f"  {item.id}:"
        for side in QUESTIONS:
            if side in sides:
                column, how = sides[side]
                yield f"    {side}: {quoted(sample.header[column])}{GUESS}{how}"
            elif side in SIDES:
                yield f"    {side}: '{UNKNOWN}'{ASK}"
        if item.negative:
            yield f"    negative: true{GUESS} from the profile"


def _answers(sample: Sample, columns: list[int], company: Company) -> Iterator[str]:
    low, high = company.scales.servqual.low, company.scales.servqual.high
    counts = answered(lines.counted(sample, columns))
    words = {word: n for word, n in counts.items() if word not in _zero(company)}
    yield f"answers:  # from {low}, the worst, to {high}, the best"
    if not words:
        yield f"  '{UNKNOWN}': '{UNKNOWN}'{ASK}"
    yield from lines.meanings(words, scores_of(words, low, high), "  ")


def _weights(sample: Sample, shares: Shares) -> Iterator[str]:
    if shares:
        yield "weights:  # 100 points, shared out by each respondent"
        for dimension, (column, how) in shares.items():
            yield f"  {dimension}: {quoted(sample.header[column])}{GUESS}{how}"
