"""Lines of a first map that every method has, with every guess marked as one."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from workshop_kit.company import Company
from workshop_kit.exports.files import even, is_workbook
from workshop_kit.exports.mapping import UNKNOWN
from workshop_kit.exports.personal import personal_header, personal_value
from workshop_kit.exports.sample import Sample, answered
from workshop_kit.exports.wordings import EMPTY

MOST_WORDS = 30
GUESS = "  # guessed"
ASK = "  # fill in"
RESPONDENTS = (
    *("respondent", "respondent id", "response id", "responseid", "respondent_id", "id", "n°obs"),
    *("序号", "编号", "答卷编号", "答题序号", "答卷序号", "受访者", "응답자", "번호"),
)
SEGMENTS = ("segment", "客群", "客户类型", "客户类别", "人群")


def head(sample: Sample, answers: str) -> Iterator[str]:
    """What to do with the map, and how the file is written."""
    name = quoted(sample.file.name)
    yield f"# How {name} becomes {answers} answers. Look at every line that ends in"
    yield "# '# guessed', then delete these two words; replace every '?' by what belongs there."
    look = sample.look
    if not is_workbook(sample.file):
        yield f"encoding: {look.encoding}{GUESS if look.encoding != 'utf-8' else ''}"
        yield f"delimiter: {quoted(look.delimiter)}{GUESS}"
    elif look.sheet:
        yield f"sheet: {quoted(look.sheet)}{GUESS}"
    yield f"header_rows: {look.header_rows}{GUESS}"


def who(sample: Sample, questions: Collection[int], company: Company) -> Iterator[str]:
    """The columns that say who answered."""
    for name in sample.header:
        if name.casefold() in RESPONDENTS:
            yield f"respondent: {quoted(name)}{GUESS}"
            break
    labels = {
        even(text).casefold(): segment.id
        for segment in company.segments
        for text in (segment.id, segment.label.en, segment.label.zh)
    }
    for i, words in sample.kinds.items():
        hits = sum(word.casefold() in labels for word in words)
        named = sample.header[i].casefold() in SEGMENTS
        if labels and i not in questions and 0 < len(words) <= MOST_WORDS and (hits or named):
            yield f"segment:\n  column: {quoted(sample.header[i])}{GUESS}\n  values:"
            for word in words:
                segment = labels.get(word.casefold())
                yield f"    {quoted(word)}: {said(segment)}"
            break


def left(sample: Sample, columns: Sequence[int]) -> Iterator[str]:
    """Columns that look like answers and fit no question, to be copied."""
    if columns:
        yield "# Columns that look like answers and stand nowhere yet; copy them with their quotes:"
        yield from (f"#   {quoted(sample.header[i])}" for i in columns)


def meanings(
    words: Mapping[str, int], code_of: Callable[[str], int | None], indent: str
) -> Iterator[str]:
    """Each word with the code it seems to have."""

    def order(item: tuple[str, int]) -> tuple[float, int, str]:
        code = code_of(item[0])
        return 1000 if code is None else code, -item[1], item[0]

    ordered = sorted(answered(words).items(), key=order)
    for word, n in ordered[:MOST_WORDS]:
        yield f"{indent}{quoted(word)}: {said(code_of(word))} ({n} times)"
    if len(ordered) > MOST_WORDS:
        yield f"{indent}# and {len(ordered) - MOST_WORDS:,} more: are these columns answers?"


def said(code: object) -> str:
    """A code that was guessed, or the question mark that asks for one."""
    return f"'{UNKNOWN}'{ASK}" if code is None else f"{code}{GUESS}"


def empty(sample: Sample, columns: Iterable[int], more: Collection[str] = ()) -> Iterator[str]:
    """Words that seem to mean "not answered"."""
    found = {word for i in columns for word in sample.kinds[i]}
    words = sorted(word for word in found if word.casefold() in EMPTY or word in more)
    if words:
        yield "empty:  # not answered"
        yield from (f"  - {quoted(word)}{GUESS}" for word in words)


def drop(sample: Sample, questions: Collection[int]) -> Iterator[str]:
    """Columns with personal data."""
    names = [
        name
        for i, name in enumerate(sample.header)
        if name and i not in questions
        if (personal_header(name) and any(even(row[i]) for row in sample.cells))
        or any(personal_value(row[i]) for row in sample.cells)
    ]
    if names:
        yield "drop:  # looks like phone numbers, e-mail addresses or national ids"
        yield from (f"  - {quoted(name)}{GUESS}" for name in dict.fromkeys(names))


def quoted(text: str) -> str:
    """Text in the double quotes of YAML, whatever is in it."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in written)


def counted(sample: Sample, columns: Iterable[int]) -> Counter[str]:
    """How often each word is in some columns."""
    words: Counter[str] = Counter()
    for column in columns:
        words.update(sample.kinds[column])
    return words
