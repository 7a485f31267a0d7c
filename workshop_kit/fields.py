"""What the text fields of a profile may hold: ids, text on one line, paths inside the folder."""

import re
import unicodedata
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# Windows refuses these as names of folders, whatever follows the dot.
DEVICES = {"con", "prn", "aux", "nul"} | {f"{p}{i}" for p in ("com", "lpt") for i in range(10)}


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise PydanticCustomError(
            "id", "must be 1 to 40 characters a-z, 0-9 and '-', and start with a letter or digit"
        )
    if value in DEVICES:
        raise PydanticCustomError("id", "must not be a device name of Windows")
    return value


def _text(value: str) -> str:
    seen = any(char.isprintable() and not char.isspace() for char in value)
    if not seen or any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in value):
        raise PydanticCustomError("text", "must be text on one line, not empty")
    return value.strip()


def _relative(value: str) -> str:
    path = Path(value)
    # '*' and '[' would make DuckDB read every file that fits; '\' and ':' are paths on Windows.
    odd = set(value) & set('*?[]\\:|<>"') or any(ord(char) < 32 for char in value)
    if path.is_absolute() or ".." in path.parts or odd:
        raise PydanticCustomError("path", "must be a path inside the profile's folder, with '/'")
    return value


Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, Field(max_length=300), AfterValidator(_text)]
RelativePath = Annotated[str, Field(max_length=300), AfterValidator(_relative)]
