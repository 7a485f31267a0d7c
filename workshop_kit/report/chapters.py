"""Which parts a report has, in their order, and its summary of ten lines."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workshop_kit.report.gaps import gaps_part
from workshop_kit.report.journey import journey_part
from workshop_kit.report.kano import kano_part
from workshop_kit.report.loyalty import loyalty_part
from workshop_kit.report.part import Line, Part
from workshop_kit.report.persona import persona_part
from workshop_kit.report.plan import plan_part

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

LINES = 10
"""So many lines the summary has at most."""
PARTS: "tuple[Callable[[Workshop], Part | None], ...]" = (
    persona_part,
    kano_part,
    journey_part,
    gaps_part,
    loyalty_part,
    plan_part,
)
"""What makes each part; a room's part is added here, with its template in `parts/`."""


def contents(workshop: "Workshop") -> list[Part]:
    """The parts of a workshop's report that have data, in their order."""
    return [part for make in PARTS if (part := make(workshop)) is not None]


def summary(parts: Sequence[Part], most: int = LINES) -> list[tuple[Part, Line]]:
    """The most important lines of all parts, in the order of the parts.

    Each part says its first line, then each its second, and so on until there are `most`. Of
    second lines those of later parts come first: the first parts lead to what the last ones say.
    """
    ranked = [
        (rank, -place) for place, part in enumerate(parts) for rank in range(len(part.summary))
    ]
    chosen = sorted(sorted(ranked)[:most], key=lambda at: (-at[1], at[0]))
    return [(parts[-place], parts[-place].summary[rank]) for rank, place in chosen]
