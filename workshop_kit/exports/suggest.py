"""A first map for an export: what can be read off the file, with every guess marked as one."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from workshop_kit.company import Company
from workshop_kit.exports.columns import Pairs, answer_columns, find_pairs
from workshop_kit.exports.files import even, is_workbook, open_export
from workshop_kit.exports.guess import guess_look
from workshop_kit.exports.mapping import QUESTIONS, SIDES, UNKNOWN
from workshop_kit.exports.personal import personal_header, personal_value
from workshop_kit.exports.wordings import EMPTY, code_of

ROWS = 5_000
MOST_WORDS = 30
GUESS = "  # guessed"
ASK = "  # fill in"
RESPONDENTS = (
    *("respondent", "respondent id", "response id", "responseid", "respondent_id", "id", "n°obs"),
    *("序号", "编号", "答卷编号", "答题序号", "答卷序号", "受访者", "응답자", "번호"),
)
SEGMENTS = ("segment", "客群", "客户类型", "客户类别", "人群")

Kinds = Mapping[int, Counter[str]]


def suggest_map(file: Path, company: Company) -> str:
    """Write a first map of an export for a company's features, as YAML text.

    Parameters
    ----------
    file : Path
        CSV or XLSX.
    company : Company

    Returns
    -------
    str
        The map; lines that were guessed end in "# guessed", and what could not even be guessed is
        "?", which an import refuses.
    """
    look = guess_look(file)
    with open_export(file, look) as (header, rows):
        cells = [row for _number, row in islice(rows, ROWS)]
    kinds = {i: Counter(even(row[i]) for row in cells if even(row[i])) for i in range(len(header))}
    answered = answer_columns(header, kinds, len(cells), 2 * len(company.features))
    pairs = find_pairs(header, kinds, answered, company)
    lines = [
        f"# How {_quoted(file.name)} becomes KANO answers. Look at every line that ends in",
        "# '# guessed', then delete these two words; replace every '?' by what belongs there.",
    ]
    if is_workbook(file):
        lines += [f"sheet: {_quoted(look.sheet)}{GUESS}"] if look.sheet else []
    else:
        lines.append(f"encoding: {look.encoding}{GUESS if look.encoding != 'utf-8' else ''}")
        lines.append(f"delimiter: {_quoted(look.delimiter)}{GUESS}")
    lines.append(f"header_rows: {look.header_rows}{GUESS}")
    used = {column for sides in pairs.values() for column, _how in sides.values()}
    lines += _who(header, kinds, answered, company)
    lines += _features(header, pairs)
    lines += _left(header, [i for i in answered if i not in used])
    lines += _answers(pairs, kinds, answered)
    lines += _empty(kinds[i] for i in answered)
    lines += _drop(header, cells, answered)
    return "\n".join(lines) + "\n"


def _who(
    header: Sequence[str], kinds: Kinds, answered: Sequence[int], company: Company
) -> Iterator[str]:
    for name in header:
        if name.casefold() in RESPONDENTS:
            yield f"respondent: {_quoted(name)}{GUESS}"
            break
    labels = {
        even(text).casefold(): segment.id
        for segment in company.segments
        for text in (segment.id, segment.label.en, segment.label.zh)
    }
    for i, words in kinds.items():
        hits = sum(word.casefold() in labels for word in words)
        named = header[i].casefold() in SEGMENTS
        if labels and i not in answered and 0 < len(words) <= MOST_WORDS and (hits or named):
            yield f"segment:\n  column: {_quoted(header[i])}{GUESS}\n  values:"
            for word in words:
                segment = labels.get(word.casefold())
                said = f"{segment}{GUESS}" if segment else f"'{UNKNOWN}'{ASK}"
                yield f"    {_quoted(word)}: {said}"
            break


def _features(header: Sequence[str], pairs: Pairs) -> Iterator[str]:
    yield "features:" if pairs else "features: {}"
    for feature, sides in pairs.items():
        yield f"  {feature}:"
        for side in QUESTIONS:
            if side in sides:
                column, how = sides[side]
                yield f"    {side}: {_quoted(header[column])}{GUESS}{how}"
            elif side in SIDES:
                yield f"    {side}: '{UNKNOWN}'{ASK}"


def _left(header: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    if columns:
        yield "# Columns that look like answers and stand nowhere yet; copy them with their quotes:"
        yield from (f"#   {_quoted(header[i])}" for i in columns)


def _answers(pairs: Pairs, kinds: Kinds, answered: Sequence[int]) -> Iterator[str]:
    yield "answers:  # 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike"
    free = set(answered) - {column for sides in pairs.values() for column, _how in sides.values()}
    for side in SIDES:
        columns = {sides[side][0] for sides in pairs.values() if side in sides} | free
        words: Counter[str] = Counter()
        for column in columns:
            words.update(kinds[column])
        words = Counter({word: n for word, n in words.items() if word.casefold() not in EMPTY})
        yield f"  {side}:" if words else f"  {side}: {{}}{ASK}"
        ordered = sorted(words.items(), key=lambda item: (code_of(item[0]) or 9, -item[1], item[0]))
        for word, n in ordered[:MOST_WORDS]:
            # Numbers have a direction that no file tells: somebody must look.
            code = code_of(word)
            said = f"{code}{GUESS}" if code else f"'{UNKNOWN}'{ASK}"
            yield f"    {_quoted(word)}: {said} ({n} times)"
        if len(ordered) > MOST_WORDS:
            yield f"    # and {len(ordered) - MOST_WORDS:,} more: are these columns answers?"


def _empty(found: Iterator[Counter[str]]) -> Iterator[str]:
    words = sorted({word for kind in found for word in kind if word.casefold() in EMPTY})
    if words:
        yield "empty:  # not answered"
        yield from (f"  - {_quoted(word)}{GUESS}" for word in words)


def _drop(
    header: Sequence[str], cells: Sequence[Sequence[str]], answered: Sequence[int]
) -> Iterator[str]:
    names = [
        name
        for i, name in enumerate(header)
        if name and i not in answered
        if (personal_header(name) and any(even(row[i]) for row in cells))
        or any(personal_value(row[i]) for row in cells)
    ]
    if names:
        yield "drop:  # looks like phone numbers, e-mail addresses or national ids"
        yield from (f"  - {_quoted(name)}{GUESS}" for name in dict.fromkeys(names))


def _quoted(text: str) -> str:
    """Text in the double quotes of YAML, whatever is in it."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
