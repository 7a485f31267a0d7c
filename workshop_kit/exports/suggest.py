"""A first map for an export: what can be read off the file, with every guess marked as one."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Any

from workshop_kit.company import Company
from workshop_kit.exports.files import Look, even, open_export
from workshop_kit.problems import Problem, ProblemsError

ROWS = 5_000
GUESS = "  # guessed"
ASK = "  # fill in"
UNKNOWN = "?"
# Wordings of the five answers that surveys use: the translations in Berger et al. 1993, Blauth's,
# and those of Chinese survey platforms.
WORDINGS: tuple[tuple[str, ...], ...] = (
    (
        *("i like it", "i like it that way", "i enjoy it that way", "like"),
        *("我很喜欢", "喜欢", "感到满意", "很喜欢", "非常喜欢", "this would be very helpful to me"),
    ),
    (
        *("it must be so", "it must be that way", "i expect it", "must-be", "理应如此", "理所当然"),
        "it is a basic necessity or i expect it that way",
        "this is a basic requirement for me",
    ),
    (
        *("i don't mind", "i am neutral", "i'm neutral", "neutral", "无所谓"),
        "this would not affect me",
    ),
    (
        *("i can live with it", "i can live with it that way", "i can tolerate it", "live-with"),
        *("勉强接受", "能忍受", "可以忍受", "this would be a minor inconvenience"),
        "i dislike it, but i can live with it that way",
    ),
    (
        *("i dislike it", "i dislike it that way", "dislike", "我不喜欢", "不喜欢", "我很不喜欢"),
        *("很不喜欢", "感到不满", "this would be a major problem for me"),
        "i dislike it, and i can't accept it",
    ),
)
RESPONDENTS = (
    "respondent",
    "respondent id",
    "id",
    "n°obs",
    "序号",
    "编号",
    "答卷编号",
    "答题序号",
    "受访者",
)
WITHOUT = (
    "不提供",
    "不具备",
    "没有",
    "如果不",
    "without",
    "not have",
    "does not",
    "no longer",
    "sans",
)
SEGMENTS = ("segment", "客群", "客户类型", "客户类别", "人群")


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
    kinds = {
        i: Counter(even(row[i]) for row in cells if row[i].strip()) for i in range(len(header))
    }
    answered = [i for i, words in kinds.items() if _is_answer(words, len(cells))]
    pairs = _pairs(header, answered, company)
    lines = [
        f"# How {file.name} becomes KANO answers. Check every line that is marked as guessed, then",
        "# delete the mark. A '?' must be replaced.",
        f"encoding: {look.encoding}{GUESS if look.encoding != 'utf-8' else ''}",
        f"delimiter: {_quoted(look.delimiter)}{GUESS}",
        f"header_rows: {look.header_rows}{GUESS}",
    ]
    lines += _who(header, kinds, answered, company)
    lines.append("features:")
    for feature, sides in pairs.items():
        lines.append(f"  {feature}:")
        for side, column in sides.items():
            name = _quoted(header[column]) if column is not None else f"'{UNKNOWN}'"
            lines.append(f"    {side}: {name}{GUESS}")
    lines += _wordings(pairs, kinds)
    return "\n".join(lines) + "\n"


def guess_look(file: Path) -> Look:
    """Encoding and delimiter of a CSV file from its beginning; a workbook has neither."""
    if file.suffix.lower() == ".xlsx" or not file.is_file():
        return Look()
    from charset_normalizer import from_bytes

    with file.open("rb") as stream:
        start = stream.read(400_000)
    start = start[: start.rfind(b"\n") + 1] or start
    try:
        text, encoding = start.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(start, cp_isolation=["gb18030", "cp949", "cp1252", "utf_16"]).best()
        if best is None:
            reason = "must be text. Found bytes that no known encoding explains."
            raise ProblemsError([Problem(file, "", reason)]) from None
        text, encoding = str(best), best.encoding.replace("cp1252", "latin-1")
    try:
        delimiter = csv.Sniffer().sniff(text[:20_000], ",;\t|").delimiter
    except csv.Error:
        first = text.splitlines()[0] if text else ""
        delimiter = max(",;\t|", key=first.count)
    return Look(encoding, delimiter)


def _is_answer(words: Counter[str], rows: int) -> bool:
    """Whether a column holds answers: known wordings, or a few words again and again."""
    if not words:
        return False
    known = sum(n for word, n in words.items() if _code(word) is not None)
    return known >= 0.8 * words.total() or (2 <= len(words) <= 7 and rows >= 4 * len(words))


def _code(word: str) -> int | None:
    plain = word.casefold().rstrip(".。!！")
    return next((i for i, texts in enumerate(WORDINGS, 1) if plain in texts), None)


def _pairs(
    header: Sequence[str], columns: Sequence[int], company: Company
) -> dict[str, dict[str, int | None]]:
    """The two columns of every feature, by the words of the profile, then by the order."""
    pairs: dict[str, dict[str, int | None]] = {
        feature.id: {"functional": None, "dysfunctional": None} for feature in company.features
    }
    free = list(columns)
    for feature in company.features:
        asked = {"functional": feature.functional, "dysfunctional": feature.dysfunctional}
        for side, question in asked.items():
            texts = [question.en, question.zh] if question else []
            scores = {i: max((_like(header[i], text) for text in texts), default=0) for i in free}
            best = max(scores, key=scores.__getitem__, default=None)
            if best is not None and scores[best] >= 0.75:
                pairs[feature.id][side] = best
                free.remove(best)
    for feature in company.features:
        names = {feature.label.en.casefold(), feature.label.zh, feature.id}
        here = [i for i in free if any(name in header[i].casefold() for name in names)]
        for i in here:
            side = (
                "dysfunctional" if any(w in header[i].casefold() for w in WITHOUT) else "functional"
            )
            if pairs[feature.id][side] is None:
                pairs[feature.id][side] = i
                free.remove(i)
    for sides in pairs.values():
        for side in sides:
            if sides[side] is None and free:
                sides[side] = free.pop(0)
    return pairs


def _like(header: str, text: str) -> float:
    return SequenceMatcher(None, header.casefold(), text.casefold(), autojunk=False).ratio()


def _who(
    header: Sequence[str],
    kinds: Mapping[int, Counter[str]],
    answered: Sequence[int],
    company: Company,
) -> list[str]:
    lines = []
    for name in header:
        if name.casefold() in RESPONDENTS:
            lines.append(f"respondent: {_quoted(name)}{GUESS}")
            break
    labels = {
        text.casefold(): s.id for s in company.segments for text in (s.id, s.label.en, s.label.zh)
    }
    for i, words in kinds.items():
        hits = sum(word.casefold() in labels for word in words)
        if i not in answered and words and (hits or header[i].casefold() in SEGMENTS):
            lines += ["segment:", f"  column: {_quoted(header[i])}{GUESS}", "  values:"]
            lines += [
                f"    {_quoted(word)}: {_quoted(labels.get(word.casefold(), UNKNOWN))}{GUESS}"
                for word in words
            ]
            break
    return lines


def _wordings(
    pairs: Mapping[str, Mapping[str, int | None]], kinds: Mapping[int, Counter[str]]
) -> list[str]:
    lines = ["answers:  # 1 like, 2 must-be, 3 neutral, 4 live-with, 5 dislike"]
    for side in ("functional", "dysfunctional"):
        words: Counter[str] = Counter()
        for sides in pairs.values():
            if (column := sides[side]) is not None:
                words += kinds[column]
        lines.append(f"  {side}:")
        for word, n in sorted(words.items(), key=lambda item: (_code(item[0]) or 9, -item[1])):
            # Codes have a direction that no file tells: somebody must look.
            code = _code(word)
            said = f"{code}{GUESS}" if code else f"'{UNKNOWN}'{ASK}"
            lines.append(f"    {_quoted(word)}: {said} ({n} times)")
        if not words:
            lines[-1] += " {}"
    return lines


def _quoted(text: Any) -> str:
    """Text as YAML in double quotes, whatever is in it."""
    import json

    return json.dumps(str(text), ensure_ascii=False)
