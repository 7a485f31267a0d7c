"""A sheet as letters that nobody reads by accident.

This keeps a key out of sight of whoever opens a notebook to work on it. It is no secret: whoever
wants to can turn it back, and `unseal` does.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from pydantic import ValidationError

from workshop_kit.exercises.tasks import Sheet

WIDTH = 96
_SEALED = re.compile(r'unseal\(\s*"""([A-Za-z0-9+/=\s]*)"""')


def seal(sheet: Sheet) -> str:
    """The sheet in lines of letters; the same sheet always in the same ones."""
    letters = base64.b64encode(sheet.model_dump_json().encode()).decode()
    return "\n".join(letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH))


def unseal(sealed: str) -> Sheet:
    """The sheet that was sealed.

    Raises
    ------
    ValueError
        When the letters are not those of a sheet: something was changed in the notebook.

    Examples
    --------
    >>> unseal("AAAA")
    Traceback (most recent call last):
    ...
    ValueError: A sealed exercise must be as it was made. Take the notebook from its source again.
    """
    try:
        return Sheet.model_validate_json(_opened(sealed))
    except (binascii.Error, ValidationError, UnicodeDecodeError) as error:
        text = "A sealed exercise must be as it was made. Take the notebook from its source again."
        raise ValueError(text) from error


def sealed_texts(source: str) -> Iterator[str]:
    """What is sealed in the source of a cell, as plain text: for whoever looks for words in it."""
    for found in _SEALED.finditer(source):
        try:
            yield _opened(found[1])
        except (binascii.Error, UnicodeDecodeError):  # changed by hand: `unseal` refuses it
            continue


def _opened(sealed: str) -> str:
    return base64.b64decode("".join(sealed.split()), validate=True).decode()
