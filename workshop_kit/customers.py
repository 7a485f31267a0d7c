"""What a profile says of its customers: their attributes, and the rules that sort them."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workshop_kit.fields import Id
from workshop_kit.named import AnyLabel, Named, Wrong, ids, repeated, rows, unknown
from workshop_kit.problems import quoted
from workshop_kit.strict_model import Strict
from workshop_kit.strict_yaml import Place

Tag = Literal[
    "basic", "usage", "value", "preference", "touchpoint", "billing", "business", "emotion"
]
CustomerClass = Literal["economic-value", "risk-control", "special-care", "social-value"]
Tier = Literal["loyal", "potential", "marginal", "lost"]

SOURCES = (
    "records",
    "home-visit",
    "service-hall",
    "neighbours",
    "community",
    "online",
    "other-channels",
)
"""Where a tag may come from when the profile names no `sources` of its own."""

RESERVED = ("customer", "segment")
"""Columns of every file of customers; no attribute may be called so."""

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Cohort(Named):
    """Customers by how long they have been with the company; `months` is the most they have."""

    months: Annotated[int, Field(ge=1, le=1200)] | None = None


class Attribute(Named):
    """What is known of each customer: a column of the file of customers.

    The levels of an `ordered` attribute stand from low to high.
    """

    kind: Literal["number", "ordered", "category"]
    levels: tuple[Named, ...] = ()
    unit: AnyLabel | None = None
    low: Finite | None = None
    high: Finite | None = None
    tag: Tag | None = None
    source: Id | None = None


class Condition(Strict):
    """What an attribute must hold: a number within limits (they count), or one of some levels."""

    attribute: Id
    at_least: Finite | None = None
    at_most: Finite | None = None
    among: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        limits = [limit for limit in (self.at_least, self.at_most) if limit is not None]
        if bool(limits) == bool(self.among):
            raise PydanticCustomError(
                "condition", "must have at_least, at_most or both; or among instead"
            )
        if limits != sorted(limits):
            raise PydanticCustomError("condition", "must have at_least no larger than at_most")
        return self


class Rule(Strict):
    """A customer of whom all conditions hold is called by the rule's name."""

    name: str
    when: tuple[Condition, ...]

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        if not self.when:
            raise PydanticCustomError("rule", "must have at least one condition under 'when'")
        return self


class ClassRule(Rule):
    name: CustomerClass


class TierRule(Rule):
    name: Tier


class Jargon(Strict):
    """A term of the trade, and how to say it to a customer."""

    id: Id
    term: AnyLabel
    plain: AnyLabel


def _cuts(value: Any) -> Any:
    try:
        first, second = value
        good = 0 < first < second < 1
    except (TypeError, ValueError):
        good = False
    if not good:
        raise PydanticCustomError("cuts", "must be two rising shares, such as [0.15, 0.4]")
    return value


class PersonaOptions(Strict):
    """How customers are sorted.

    Of several rules with one name, one that holds is enough. A customer may be in several classes;
    of the tiers, the first that fits counts.
    """

    cluster: tuple[Id, ...] = ()
    value: Id | None = None
    cuts: Annotated[tuple[float, float], BeforeValidator(_cuts)] = (0.15, 0.40)
    tenure: Id | None = None
    classes: tuple[ClassRule, ...] = ()
    tiers: tuple[TierRule, ...] = ()
    jargon: tuple[Jargon, ...] = ()


def check_customers(profile: Mapping[str, Any]) -> Iterator[Wrong]:
    """What no single field of these parts can know: names of one another, levels, rising months."""
    for i, row in rows(profile, "attributes"):
        yield from _attribute(("attributes", i), row)
    own = ids(profile, "sources")
    named = [
        (("attributes", i, "source"), row.get("source")) for i, row in rows(profile, "attributes")
    ]
    of = "this profile's sources" if own else "the kit's sources"
    yield from unknown(named, own or SOURCES, of)
    before = None
    for i, row in rows(profile, "cohorts"):
        months = row.get("months")
        if isinstance(months, int):
            if before is not None and months <= before:
                text = f"must be more than in the cohort before, {before}. Found {months}."
                yield ("cohorts", i, "months"), text
            before = months
    persona = profile.get("persona")
    if isinstance(persona, dict):
        attributes = {
            row["id"]: row
            for _, row in rows(profile, "attributes")
            if isinstance(row.get("id"), str)
        }
        yield from _persona(persona, attributes)


def _attribute(place: Place, row: Mapping[str, Any]) -> Iterator[Wrong]:
    if row.get("id") in RESERVED:
        text = "must not be a column that every file of customers has"
        yield (*place, "id"), f"{text}. Found {quoted(row['id'])}."
    kind, levels = row.get("kind"), list(rows(row, "levels"))
    if kind in ("ordered", "category") and len(levels) < 2:
        at = (*place, "levels") if "levels" in row else place
        yield at, f"must have at least 2 levels when kind is {kind!r}. Found {len(levels)}."
    unfit = {"number": ("levels",), "ordered": ("low", "high"), "category": ("low", "high")}
    for key in unfit.get(str(kind), ()):
        if row.get(key) is not None:
            yield (*place, key), f"must be left out when kind is {kind!r}. Found {key}."
    low, high = row.get("low"), row.get("high")
    if isinstance(low, int | float) and isinstance(high, int | float) and low >= high:
        yield (*place, "low"), f"must be below high, {quoted(high)}. Found {quoted(low)}."
    found = [((*place, "levels", i, "id"), level.get("id")) for i, level in levels]
    yield from repeated(found, "levels")


def _persona(
    persona: Mapping[str, Any], attributes: Mapping[str, Mapping[str, Any]]
) -> Iterator[Wrong]:
    cluster = persona.get("cluster")
    words: list[tuple[Place, Any]] = [
        (("persona", "cluster", i), word)
        for i, word in enumerate(cluster if isinstance(cluster, list) else ())
    ]
    yield from repeated(words, "cluster")
    for key in ("value", "tenure"):
        word = persona.get(key)
        words.append((("persona", key), word))
        kind = attributes.get(word, {}).get("kind") if isinstance(word, str) else None
        if kind not in (None, "number"):
            text = f"must name an attribute of kind 'number'. Found {word!r}, of kind {kind!r}."
            yield ("persona", key), text
    conditions = [
        (("persona", key, i, "when", j), condition)
        for key in ("classes", "tiers")
        for i, rule in rows(persona, key)
        for j, condition in rows(rule, "when")
    ]
    words += [
        ((*place, "attribute"), condition.get("attribute")) for place, condition in conditions
    ]
    yield from unknown(words, list(attributes), "this profile's attributes")
    for place, condition in conditions:
        word = condition.get("attribute")
        yield from _condition(
            place, condition, attributes.get(word, {}) if isinstance(word, str) else {}
        )
    terms = [(("persona", "jargon", i, "id"), row.get("id")) for i, row in rows(persona, "jargon")]
    yield from repeated(terms, "jargon")


def _condition(
    place: Place, condition: Mapping[str, Any], attribute: Mapping[str, Any]
) -> Iterator[Wrong]:
    kind = attribute.get("kind")
    unfit = {
        "number": (("among",), "at_least, at_most or both"),
        "ordered": (("at_least", "at_most"), "among"),
        "category": (("at_least", "at_most"), "among"),
    }
    keys, instead = unfit.get(str(kind), ((), ""))
    for key in keys:
        if condition.get(key) not in (None, []):
            text = f"must be {instead} for an attribute of kind {kind!r}. Found {key}."
            yield (*place, key), text
    among = condition.get("among")
    if kind in ("ordered", "category") and isinstance(among, list):
        words = [((*place, "among", i), word) for i, word in enumerate(among)]
        yield from unknown(words, ids(attribute, "levels"), f"the levels of {attribute['id']!r}")
