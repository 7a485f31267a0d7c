"""A file in place of an older one, which stays until the new one is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the target's place at the end.

    Whatever is raised before, such as by a full disk, leaves the target as it was and nothing else.

    Raises
    ------
    OSError
        When the folder cannot be written to, the disk is full, or a program holds the target.
    """
    handle, name = tempfile.mkstemp(
        prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent
    )
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())  # some disks say only here that they are full
        # mkstemp lets nobody else read it; a report is handed over.
        draft.chmod(0o666 & ~_umask())
        draft.replace(target)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
