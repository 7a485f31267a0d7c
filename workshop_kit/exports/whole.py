"""Files that are there as a whole, or as they were before."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast


@contextmanager
def whole_files(targets: Sequence[Path]) -> Iterator[list[IO[str]]]:
    """Streams to write; their text takes the places of `targets` when the block ends without error.

    What is written has no name until then: even a process that is killed leaves nothing behind. All
    of it is on the disk before the first file is replaced.
    """
    targets = [target.resolve() for target in targets]  # where links lead to, so that they stay
    with ExitStack() as stack:
        drafts = [stack.enter_context(_draft(target.parent)) for target in targets]
        yield drafts
        parts = []
        for draft, target in zip(drafts, targets, strict=True):
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            stack.callback(part.unlink, missing_ok=True)
            _fill(part, draft, target)
            parts.append(part)
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)


def _draft(folder: Path) -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=folder)


def _fill(part: Path, draft: IO[str], target: Path) -> None:
    draft.seek(0)
    with part.open("wb") as out:
        shutil.copyfileobj(cast(Any, draft).buffer, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())  # or a power cut could leave the name with an empty file
    if target.exists():
        shutil.copymode(target, part)
