"""The manifest of an edition: what it is, what it was made from, and what was handed over."""

import json
from pathlib import Path
from typing import Any

MANIFEST = "edition.json"
MAKE_ONE = "Run: workshop edition PROFILE"
_ALLOWED = {"language": ("en", "zh"), "audience": ("participant", "trainer")}


def read_manifest(edition: Path) -> dict[str, Any]:
    """Read the manifest of the edition in a folder.

    Raises
    ------
    FileNotFoundError
        When the folder is no edition.
    ValueError
        When the manifest is damaged.
    """
    path = edition / MANIFEST
    if not edition.is_dir():
        text = f"An edition must be a folder. There is none at {edition}."
        raise FileNotFoundError(f"{text} {MAKE_ONE}")
    if not path.is_file():
        raise FileNotFoundError(f"An edition must hold {MANIFEST}. {edition} has none. {MAKE_ONE}")
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} must be JSON. {error}. {MAKE_ONE}") from error
    manifest: dict[str, Any] = found if isinstance(found, dict) else {}
    for name, values in _ALLOWED.items():
        if manifest.get(name) not in values:
            text = f"must be one of {values}. Found {manifest.get(name)!r}"
            raise ValueError(f"{path}: {name!r} {text}. {MAKE_ONE}")
    if "notebooks" not in manifest:
        raise ValueError(f"{path} must name the edition's notebooks. Found none. {MAKE_ONE}")
    return manifest
