"""Scores in the words of surveys: "strongly agree", "比较满意", "7 - very easy"."""

import re
from collections.abc import Callable, Iterable

_NUMBER = re.compile(r"(?<![-\d.,/])\d{1,3}(?:\.0+)?(?![\d.,/]|-\d)")
_MIDDLE = (
    r"一般|中立|不确定|说不清|说不准|无所谓|普通|既不.+也不.+"
    r"|neutral|undecided|neither .+ nor .+|so-so"
)
_GOOD = r"(?:同意|赞同|认同|认可|符合|满意|重要|容易|轻松|方便|省力|愿意)"
_BAD = r"(?:反对|困难|费力|费劲|麻烦|难)"
_MUCH, _LITTLE = (
    r"(?:非常|完全|十分|极其|极|特别|很)",
    r"(?:有点儿?|有些|比较|较|基本|稍微|稍|部分)",
)
_FULLY = r"(?:strongly|very|extremely|completely|totally|fully) "
_PARTLY = r"(?:somewhat|slightly|rather|partly|fairly|tend to|moderately) "
_YES = r"(?:agree|satisfied|important|easy|likely)"
_NO = r"(?:disagree|dissatisfied|unsatisfied|unimportant|difficult|hard|unlikely)"
_RANKS = (
    (1, rf"{_MUCH}(?:不{_GOOD}|{_BAD})|{_FULLY}{_NO}"),
    (2, rf"不{_GOOD}|{_BAD}|{_NO}"),
    (3, rf"(?:{_LITTLE}不|不太){_GOOD}|{_LITTLE}{_BAD}|{_PARTLY}{_NO}"),
    (4, _MIDDLE),
    (5, rf"{_LITTLE}{_GOOD}|{_PARTLY}{_YES}"),
    (6, rf"{_GOOD}|{_YES}"),
    (7, rf"{_MUCH}{_GOOD}|{_FULLY}{_YES}"),
)
_PATTERNS = [(rank, re.compile(pattern)) for rank, pattern in _RANKS]
# Of five answers "rather" and the bare word are the same step.
_FIVE = {1: 0, 2: 1, 3: 1, 4: 2, 5: 3, 6: 3, 7: 4}


def rank_of(word: str) -> int | None:
    """Where a wording stands from 1, the worst of seven, to 7; None when it is not known.

    >>> rank_of("Strongly agree"), rank_of("不太满意"), rank_of("blue")
    (7, 3, None)
    """
    plain = word.casefold().strip(" .。!！()（）")
    return next((rank for rank, known in _PATTERNS if known.fullmatch(plain)), None)


def number_in(word: str, low: int, high: int) -> int | None:
    """The one number of a wording, when it is on the scale.

    >>> number_in("7 - strongly agree", 1, 7), number_in("7.0", 1, 7), number_in("1 or 2", 1, 7)
    (7, 7, None)
    """
    numbers = _NUMBER.findall(word)
    score = int(float(numbers[0])) if len(numbers) == 1 else None
    return score if score is not None and low <= score <= high else None


def scores_of(words: Iterable[str], low: int, high: int) -> Callable[[str], int | None]:
    """What each wording of a survey seems to score, when the survey has just these.

    A number is its score. Words are ranked only where there are as many steps as the scale has:
    five of them on a scale of seven could lie anywhere.
    """
    ranks = {rank_of(word) for word in words}
    five = not ({2, 3} <= ranks or {5, 6} <= ranks)

    def score(word: str) -> int | None:
        if (number := number_in(word, low, high)) is not None:
            return number
        rank = rank_of(word)
        if rank is not None and high - low == 4 and five:
            return low + _FIVE[rank]
        return low + rank - 1 if rank is not None and high - low == 6 and not five else None

    return score
