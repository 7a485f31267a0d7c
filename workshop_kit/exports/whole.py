"""A file that is there as a whole, or as it was before."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast


@contextmanager
def whole_file(target: Path) -> Iterator[IO[str]]:
    """A stream to write; its text takes the place of `target` when the block ends without error.

    What is written has no name until then: even a process that is killed leaves nothing behind.
    """
    target = target.resolve()  # where a link leads to, so that it stays a link
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=target.parent) as draft:
        yield draft
        draft.seek(0)
        _put(cast(Any, draft).buffer, target)


def _put(draft: IO[bytes], target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            shutil.copyfileobj(draft, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())  # or a power cut could leave the name with an empty file
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
