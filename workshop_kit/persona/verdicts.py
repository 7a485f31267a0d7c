"""How far the data support segments: the verdict, and the doubts that it rests on."""

from typing import Literal

from workshop_kit.persona import structure

Verdict = Literal["supported", "weak", "none", "given"]
Doubt = Literal[
    "few",
    "no-attributes",
    "alike",
    "crowd",
    "unstable",
    "small",
    "overlapping",
    "shaky",
    "categories",
]

CLEAR, FOUND_AGAIN, LASTING = 0.25, 0.65, 0.80


def doubts(silhouette: float, stability: float, as_clear: int, smallest: int) -> tuple[Doubt, ...]:
    """What keeps segments from being supported: see the notes of `segments`."""
    found: dict[Doubt, bool] = {
        "crowd": as_clear > 0,
        "unstable": stability < FOUND_AGAIN,
        "small": smallest < structure.SMALLEST,
        "overlapping": silhouette <= CLEAR,
        "shaky": FOUND_AGAIN <= stability < LASTING,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def verdict(found: tuple[Doubt, ...]) -> Verdict:
    """What these doubts come to."""
    if {"alike", "crowd", "unstable", "small"} & set(found):
        return "none"
    return "weak" if found else "supported"
