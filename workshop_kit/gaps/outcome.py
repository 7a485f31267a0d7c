"""A company's five gaps by its own profile: everything that a page shows, computed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_kit.gaps.causes import Diagnosis, diagnose
from workshop_kit.gaps.checks import DIMENSIONS
from workshop_kit.gaps.five import five_gaps
from workshop_kit.gaps.points import average_weights
from workshop_kit.gaps.quality import Servqual, scores
from workshop_kit.gaps.roles import antecedents
from workshop_kit.gaps.sums import tally
from workshop_kit.gaps.survey import Survey, scale_of, surveyed
from workshop_kit.gaps.zones import tolerance

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


@dataclass(frozen=True)
class Results:
    """What the answers of customers, managers and staff come to.

    Attributes
    ----------
    servqual : Servqual or None
        None where no customer answered.
    weights : pandas.DataFrame or None
        `dimension, weight` and, where customers gave points, `n, weight_low, weight_high`; None
        where neither customers nor the profile say what matters.
    tolerance : pandas.DataFrame or None
        By dimension; None where nobody was asked for a minimum.
    five : pandas.DataFrame
        The table of `five_gaps`.
    diagnosis : Diagnosis
    behind : pandas.DataFrame
        The table of `antecedents`.
    """

    servqual: Servqual | None
    weights: pd.DataFrame | None
    tolerance: pd.DataFrame | None
    five: pd.DataFrame
    diagnosis: Diagnosis
    behind: pd.DataFrame

    @property
    def worst(self) -> str | None:
        """The dimension where customers miss most; None where no dimension falls clearly short."""
        looked_at = self.diagnosis.findings["dimension"]
        return None if looked_at.empty else str(looked_at.iloc[0])


def customers(workshop: "Workshop") -> Servqual | None:
    """Only the `servqual` of `results`, for what asks for no more."""
    found = surveyed(workshop)
    return _servqual(workshop, found, _weights(workshop, found.weights))


def results(workshop: "Workshop", survey: Survey | None = None) -> Results:
    """Compute the five gaps, their causes and what lies behind them, by the profile's rules.

    Parameters
    ----------
    workshop : Workshop
    survey : Survey, optional
        The company's files by default; `entered` has what this class answered.

    Returns
    -------
    Results
        Weights are the customers' own points, or else those of the profile.
    """
    found = surveyed(workshop) if survey is None else survey
    scale = scale_of(workshop)
    items = {item.id: item.dimension for item in workshop.company.items}
    weights = _weights(workshop, found.weights)
    quality = _servqual(workshop, found, weights)
    managers, staff = (found.roles[found.roles["role"] == role] for role in ("manager", "staff"))
    dimensions = None if quality is None else quality.dimensions
    five = five_gaps(dimensions, managers, staff, scale=scale)
    behind = antecedents(managers, staff, scale=scale)
    zones = tolerance(found.customers, items=items, scale=scale) if _minimum(found) else None
    if zones is not None and not zones["n"].any():
        zones = None
    return Results(quality, weights, zones, five, diagnose(five), behind)


def _servqual(
    workshop: "Workshop", survey: Survey, weights: pd.DataFrame | None
) -> Servqual | None:
    scale = scale_of(workshop)
    items = {item.id: item.dimension for item in workshop.company.items}
    shares = (
        None
        if weights is None
        else {
            str(dimension): float(weight)
            for dimension, weight in weights[["dimension", "weight"]].itertuples(index=False)
        }
    )
    sums = tally(survey.customers, items=items, scale=scale)
    answered = sums.loc[sums["basis"] == "item", "n"].sum() > 0
    return scores(sums, scale=scale, weights=shares) if answered else None


def _minimum(survey: Survey) -> bool:
    return "minimum" in survey.customers.columns


def _weights(workshop: "Workshop", points: pd.DataFrame) -> pd.DataFrame | None:
    if len(points):
        return average_weights(points)
    own: Mapping[Any, float] = workshop.company.weights
    if not own:
        return None
    return pd.DataFrame({"dimension": DIMENSIONS, "weight": [own.get(d, 0.0) for d in DIMENSIONS]})
