"""What came of an import, to be told to whoever asked for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workshop_kit.problems import quoted


@dataclass
class Imported:
    """What came of an import.

    Attributes
    ----------
    file : Path
        The tidy answers.
    respondents : int
        Who gave at least one answer.
    empty_rows, empty_cells : int
        Rows without any answer, left out; single questions not answered, kept as empty.
    no_segment : int
        Respondents whose segment is not told, where the map names a column for it.
    unused : list of str
        Headers of columns that the map neither uses nor drops.
    reverse : dict
        KANO: features that more answers speak against than for: feature to (reverse, all pairs).
        Often two sides or two directions were taken for each other.
    turned : list of str
        SERVQUAL: items whose answers were reversed.
    above : tuple of int
        SERVQUAL: items perceived better than expected, of all that have both answers.
    weights : Path or None
        SERVQUAL: the tidy points, where the map has columns for them.
    weighted : int
        SERVQUAL: respondents who shared out their points.
    answered : dict
        Loyalty: question to answers.
    high_is : str
        Loyalty: what the highest answer about effort says, "easy" or "hard".
    otherwise : str
        Loyalty: what the profile says of it, where that is something else.
    """

    file: Path
    respondents: int = 0
    empty_rows: int = 0
    empty_cells: int = 0
    no_segment: int = 0
    unused: list[str] = field(default_factory=list)
    reverse: dict[str, tuple[int, int]] = field(default_factory=dict)
    turned: list[str] = field(default_factory=list)
    above: tuple[int, int] = (0, 0)
    weights: Path | None = None
    weighted: int = 0
    answered: dict[str, int] = field(default_factory=dict)
    high_is: str = ""
    otherwise: str = ""


def told(done: Imported) -> Iterator[str]:
    """What was imported and what was left out, line by line."""
    yield f"Written: {done.file}"
    if done.weights:
        yield f"Written: {done.weights}"
    yield f"{done.respondents:,} respondents."
    if done.weights:
        yield f"Respondents who shared out 100 points: {done.weighted:,}."
    if done.answered:
        counts = (f"{question} {n:,}" for question, n in done.answered.items())
        yield f"Answers: {', '.join(counts)}."
    if done.high_is:
        yield f"Effort: 7 is {done.high_is}, as the map says; scores stay as they were given."
    if done.turned:
        yield f"Answers reversed, as these items are negative: {', '.join(done.turned)}."
    yield f"Rows without any answer, left out: {done.empty_rows:,}."
    yield f"Single questions not answered, kept as empty: {done.empty_cells:,}."
    if done.no_segment:
        yield f"Respondents without a segment: {done.no_segment:,}."
    if done.unused:
        yield f"Columns not imported: {', '.join(map(quoted, done.unused))}."


def doubts(done: Imported) -> Iterator[str]:
    """What may be right, and often shows that something in the map is not."""
    for feature, (against, pairs) in done.reverse.items():
        yield (
            f"{feature}: {against:,} of {pairs:,} answers are reverse. That is right if "
            "customers do not want it; otherwise its columns or its codes are swapped in the map."
        )
    above, items = done.above
    if 2 * above > items:
        yield (
            f"{above} of {items} items are perceived better than expected. That is rare: are "
            "expectation and perception, or the codes of the answers, swapped in the map?"
        )
    if done.otherwise:
        yield (
            f"effort: 7 is {done.high_is} in the map and {done.otherwise} in the profile, which is "
            f"what counts. Write into it: loyalty: {{effort_high_is: {done.high_is}}}"
        )
    if done.weights and not done.weighted:
        yield "Nobody shared out points: are these the columns that the map should name?"
