"""What the questionnaires of the five gaps ask: a profile's own items, or the kit's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from workshop_kit.customer_statements import customer_statements
from workshop_kit.fields import Id
from workshop_kit.named import AnyLabel, Named, Wrong, ids, rows, unknown
from workshop_kit.problems import quoted
from workshop_kit.role_statements import role_statements
from workshop_kit.strict_model import Strict

Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
Role = Literal["manager", "staff"]
Side = Literal["expectation", "perception"]
DimensionNames = Literal[
    "servqual", "petrol", "mot", "education", "standards", "trust", "touchpoints"
]
GapNames = Literal["standard", "sentence", "shortfall", "hotel"]

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
MEASURES = {1: "expectation", 2: "standard", 3: "able", 4: "promise"}
"""What is asked about each gap; besides, "antecedent" about any."""
ROLES: dict[Role, tuple[int, ...]] = {"manager": (1, 2, 4), "staff": (3, 4)}
"""Which gaps each role is asked about."""


class CustomerItem(Named):
    """What a customer is asked twice: how it should be, and how it is.

    A `negative` item is worded the other way round, and its answers are turned when they are
    imported; in a data file a high score is always good. `touchpoint` is where it happens.
    """

    dimension: Dimension
    expectation: AnyLabel | None = None
    perception: AnyLabel | None = None
    touchpoint: Id | None = None
    negative: bool = False

    def statement(self, side: Side, language: str) -> str:
        """What is read out; where the profile gives no statement, the label."""
        given = self.expectation if side == "expectation" else self.perception
        return (given or self.label).text(language)


class RoleItem(Named):
    """What a manager or an employee is asked once.

    Without a `dimension` it is an antecedent: a condition that lies behind the gap.
    """

    role: Role
    gap: Annotated[int, Field(ge=1, le=4)]
    dimension: Dimension | None = None
    statement: AnyLabel | None = None
    negative: bool = False

    @property
    def measure(self) -> str:
        """What the data file calls it: that of the gap, or "antecedent"."""
        return MEASURES[self.gap] if self.dimension else "antecedent"

    def text(self, language: str) -> str:
        """What is read out; where the profile gives no statement, the label."""
        return (self.statement or self.label).text(language)


class GapOptions(Strict):
    """Whose names of the dimensions and of the gaps are taught."""

    dimensions: DimensionNames = "servqual"
    gaps: GapNames = "standard"


def kit_customer_items() -> tuple[CustomerItem, ...]:
    """The kit's own 22 items for customers."""
    return tuple(CustomerItem.model_validate(row) for row in customer_statements())


def kit_role_items() -> tuple[RoleItem, ...]:
    """The kit's own items for managers and staff."""
    return tuple(RoleItem.model_validate(row) for row in role_statements())


def asked_of(
    role: Role, items: Sequence[CustomerItem], role_items: Sequence[RoleItem]
) -> tuple[RoleItem, ...]:
    """All that a role is asked, gap by gap.

    Managers are asked what customers expect on the customers' own items, as only the same
    statements can be compared; unless `role_items` has items of gap 1 for some dimension.
    """
    own = [item for item in role_items if item.role == role]
    if role == "manager" and not any(item.gap == 1 and item.dimension for item in own):
        own += [
            RoleItem(
                id=item.id,
                label=item.label,
                role="manager",
                gap=1,
                dimension=item.dimension,
                statement=item.expectation,
                negative=item.negative,
            )
            for item in items
        ]
    return tuple(sorted(own, key=lambda item: (item.gap, item.dimension is None)))


def check_items(profile: Mapping[str, Any]) -> Iterator[Wrong]:
    """What no single field of these parts can know: touchpoints, and which gap fits a role."""
    places = [
        (("items", i, "touchpoint"), row.get("touchpoint")) for i, row in rows(profile, "items")
    ]
    yield from unknown(places, ids(profile, "touchpoints"), "this profile's touchpoints")
    for i, row in rows(profile, "role_items"):
        role, gap = row.get("role"), row.get("gap")
        own = next((gaps for name, gaps in ROLES.items() if name == role), None)
        if own and type(gap) is int and gap in MEASURES and gap not in own:
            allowed = ", ".join(map(str, own))
            text = f"must be a gap that role {quoted(role)} is asked about, {allowed}. Found {gap}."
            yield ("role_items", i, "gap"), text
