"""What a profile says of the journey: its stages, the touchpoints in them, and how it is read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from workshop_kit.fields import Id
from workshop_kit.life_cycles import LIFE_CYCLES, stages_of
from workshop_kit.named import AnyLabel, Named, Wrong, ids, repeated, rows, unknown
from workshop_kit.problems import meant, quoted
from workshop_kit.strict_model import Strict
from workshop_kit.strict_yaml import Place

MOST_STRATEGIES = 6


def _stages(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in LIFE_CYCLES:
        raise PydanticCustomError(
            "life_cycle",
            "must be a list of stages or one of the kit's life cycles ({meant})",
            {"meant": meant(value, LIFE_CYCLES).rstrip(".")},
        )
    return stages_of(value)


Stages = Annotated[tuple[Named, ...], BeforeValidator(_stages)]
"""A list of stages; a profile may give the name of one of the kit's life cycles instead."""


class Touchpoint(Named):
    """Where customers meet the company, and what happens there: on the map and in the blueprint.

    `after` names touchpoints that must come before this one, whatever else is re-ordered. `front`
    is what staff do in sight of the customer, `back` out of sight, `support` what systems and
    partners do.
    """

    kind: Literal["physical", "digital", "human"]
    side: Literal["front", "back", "support"] = "front"
    stage: Id | None = None
    after: tuple[Id, ...] = ()
    action: AnyLabel | None = None
    front: AnyLabel | None = None
    back: AnyLabel | None = None
    support: AnyLabel | None = None


class JourneyOptions(Strict):
    """How curves are read, and the group's own strategies for moments of truth.

    A curve is called positive or negative where it reaches `threshold` on the scale of 0 to 3.
    """

    threshold: Annotated[float, Field(gt=0, le=3)] = 2.0
    strategies: tuple[Named, ...] = ()


def check_journey(profile: Mapping[str, Any]) -> Iterator[Wrong]:
    """What no single field of these parts can know: names of one another, and the order."""
    known = _known(profile.get("stages"), profile)
    points = list(rows(profile, "touchpoints"))
    named = [(("touchpoints", i, "stage"), point.get("stage")) for i, point in points]
    yield from unknown(named, known, "this profile's stages")
    yield from _together(points, {stage: n for n, stage in enumerate(known)})
    yield from _after(points, ids(profile, "touchpoints"))
    journey = profile.get("journey")
    if isinstance(journey, dict):
        found = list(rows(journey, "strategies"))
        places = [(("journey", "strategies", i, "id"), row.get("id")) for i, row in found]
        yield from repeated(places, "strategies")
        if len(found) > MOST_STRATEGIES:
            text = f"must be at most {MOST_STRATEGIES} strategies. Found {len(found)}."
            yield ("journey", "strategies"), text


def _known(stages: Any, profile: Mapping[str, Any]) -> list[str]:
    if isinstance(stages, str):
        return [stage["id"] for stage in stages_of(stages)] if stages in LIFE_CYCLES else []
    return ids(profile, "stages")


def _together(
    points: Sequence[tuple[int, Mapping[str, Any]]], order: Mapping[str, int]
) -> Iterator[Wrong]:
    """Touchpoints out of the order of the stages; so those of one stage stand together, too."""
    some = any(isinstance(point.get("stage"), str) for _, point in points)
    before: Mapping[str, Any] | None = None
    for i, point in points:
        stage = point.get("stage")
        if some and stage is None:
            at = ("touchpoints", i, "stage") if "stage" in point else ("touchpoints", i)
            yield at, "must name a stage, as other touchpoints do. Found none."
        if not isinstance(stage, str) or stage not in order:
            continue
        if before is not None and order[stage] < order[before["stage"]]:
            text = (
                "must not be an earlier stage than that of a touchpoint before: touchpoints stand "
                f"in the order of the stages. Found {quoted(stage)} at {quoted(point.get('id'))} "
                f"after {quoted(before['stage'])} at {quoted(before.get('id'))}."
            )
            yield ("touchpoints", i, "stage"), text
        else:
            before = point


def _after(
    points: Sequence[tuple[int, Mapping[str, Any]]], known: Sequence[str]
) -> Iterator[Wrong]:
    """What `after` names must stand earlier: so the order of the profile is one that holds."""
    words: list[tuple[Place, Any]] = []
    places = {name: i for i, name in reversed(list(enumerate(known)))}
    for i, point in points:
        after = point.get("after")
        own: list[tuple[Place, Any]] = [
            (("touchpoints", i, "after", n), word)
            for n, word in enumerate(after if isinstance(after, list) else ())
        ]
        words += own
        yield from repeated(own, "after")
        here = point.get("id")
        limit = places.get(here, len(known)) if isinstance(here, str) else len(known)
        for place, word in own:
            if isinstance(word, str) and places.get(word, -1) >= limit:
                text = "must name touchpoints that stand earlier in the list"
                found = f"itself, {quoted(word)}" if word == here else quoted(word)
                yield place, f"{text}. Found {found}."
    yield from unknown(words, known, "this profile's touchpoints")
