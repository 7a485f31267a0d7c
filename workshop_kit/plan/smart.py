"""Whether an action can be carried out and checked: SMART, with words for what is missing."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from workshop_kit.text import translator

_UNITS = "秒分小个天次位句步米杯遍成周月年人件项张家倍点声度条份名名字厘公岁元块角"
_FIGURE = re.compile(
    rf"\d|[％%]|百分之|[零一二两三四五六七八九十百千半]+[{_UNITS}]"
    r"|\b(no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|"
    r"thirty|half|once an?|twice|dozen|hundred|percent)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\s*((all|each) of us|all|we|us|every(one|body)|the (whole )?(team|group)|"
    r"大家|我们|所有人|每个人|全员|全体(员工|人员)?)[.。]?\s*",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
SHORTEST = 8
"""An action in fewer letters is called too short; a Chinese one in half as many."""


def lacking(row: Mapping[str, Any], language: str, *, today: date, known: bool = True) -> list[str]:
    """What an action still lacks, in words; none where it is SMART.

    Parameters
    ----------
    row : mapping of str to str
        `action, owner, due, kpi, target, means, touchpoint`; what is not there was left empty.
    language : {"en", "zh"}
    today : date
        A due date before it is said to be past.
    known : bool
        Whether the profile has touchpoints, so that one can be asked for.

    Examples
    --------
    >>> row = {"action": "Send the bill to the guest's phone", "owner": "Front office",
    ...        "due": "2026-12-15", "kpi": "waiting time", "target": "3 minutes", "means": "app",
    ...        "touchpoint": "check-out"}
    >>> lacking(row, "en", today=date(2026, 11, 1))
    []
    >>> lacking({**row, "owner": ""}, "en", today=date(2026, 11, 1))
    ['an owner: one person or role that takes it on']
    """
    return [*_lacking({k: v for k, v in row.items() if v}, language, today, known)]


def _lacking(row: Mapping[str, Any], language: str, today: date, known: bool) -> Iterator[str]:
    _ = translator(language)
    action = str(row.get("action", "")).strip()
    if not action:
        yield _("S, specific: what is done")
    elif _length(action) < SHORTEST:
        yield _("S, specific: more than a catchword: who does what, where")
    if not row.get("kpi"):
        yield _("M, measurable: the KPI that shows it")
    if not row.get("target"):
        yield _("M, measurable: a target")
    elif not has_figure(str(row["target"])):
        yield _("M, measurable: a figure in the target")
    if not row.get("means"):
        yield _("A, achievable: what it takes, and who has agreed to give it")
    if known and not row.get("touchpoint"):
        yield _("R, relevant: the touchpoint it serves")
    yield from _when(str(row.get("due", "")), language, today)
    if not has_owner(str(row.get("owner", ""))):
        yield _("an owner: one person or role that takes it on")


def _when(due: str, language: str, today: date) -> Iterator[str]:
    _ = translator(language)
    if not due.strip():
        yield _("T, time-bound: the date by which it is done")
        return
    day = day_in(due)
    if day is None:
        yield _("T, time-bound: a date with year, month and day, such as 2026-12-15")
    elif day < today:
        yield _("T, time-bound: a date to come ({date} is past)").format(date=day.isoformat())


def day_in(text: str) -> date | None:
    """The first date in a text, or None.

    >>> day_in("by 2026/12/15"), day_in("2026年3月5日"), day_in("2026-02-30"), day_in("soon")
    (datetime.date(2026, 12, 15), datetime.date(2026, 3, 5), None, None)
    """
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:  # no such day
        return None


def has_owner(text: str) -> bool:
    """Whether somebody owns an action: all together are nobody.

    >>> has_owner("Desk manager"), has_owner("Everybody"), has_owner("大家"), has_owner("")
    (True, False, False, False)
    """
    return bool(text.strip()) and _ALL.fullmatch(text) is None


def has_figure(text: str) -> bool:
    """Whether a text names a number, in digits or words.

    >>> has_figure("under five minutes"), has_figure("降到三分钟以内"), has_figure("明显改善")
    (True, True, False)
    """
    return _FIGURE.search(text) is not None


def _length(text: str) -> int:
    """Letters; a Chinese character says as much as two."""
    return sum(2 if letter >= "⺀" else 1 for letter in text)
