"""Texts in the language that a call asks for: the Chinese catalogue, numbers, safe Markdown."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "zh")
Translate = Callable[[str], str]


def translator(language: str) -> Translate:
    """A function that gives an English text of this package in `language`.

    >>> _ = translator("zh")
    >>> _("must-be")
    '基本需求'
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {list(LANGUAGES)}. Got {language!r}.")
    if language == "en":
        return lambda text: text
    catalogue = _catalogue(language)
    return lambda text: catalogue.get(text, text)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    path = files("workshop_kit").joinpath(f"locale/{language}/LC_MESSAGES/workshop_kit.po")
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


def share(value: float) -> str:
    """A share as a percentage without decimals, the way it is read out.

    >>> share(0.523), share(float("nan"))
    ('52%', '–')
    """
    return "–" if math.isnan(value) else f"{value:z.0%}"


def number(value: float, digits: int = 2) -> str:
    """A number with a real minus sign, or a dash where there is none.

    >>> number(-0.5)
    '−0.50'
    """
    return "–" if math.isnan(value) else f"{value:z.{digits}f}".replace("-", "−")


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it was written, on one line, whatever is in it."""
    return _MARKS.sub(_numbered, " ".join(text.split()))


_MARKS = re.compile(r"[-!#$&()*+.:<=>@\[\\\]^_`{|}~]")


def _numbered(mark: re.Match[str]) -> str:
    number = f"&#{ord(mark[0])};"
    # MathJax reads the finished page, where "$5 or $10" is a formula: it stops at an element.
    return f"<span>{number}</span>" if mark[0] in "$\\" else number


def bullets(lines: Iterable[str]) -> str:
    """Lines as a Markdown list."""
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)
