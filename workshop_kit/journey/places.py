"""Where a sheet of the journey begins: peak, valley and end of the group's curve."""

from typing import TYPE_CHECKING

from workshop_kit.journey.drawing import drawn_curves
from workshop_kit.journey.metrics import moments
from workshop_kit.saved import by_number
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

if TYPE_CHECKING:
    import pandas as pd

    from workshop_kit.workshop import Workshop


def curve_moments(workshop: "Workshop") -> "pd.DataFrame":
    """Peak, valley and end of every curve of the group that is typing, by journey.

    Returns
    -------
    pandas.DataFrame
        `journey, version, moment, position, touchpoint, valence`; no row where nothing is drawn or
        can be read.
    """
    import pandas as pd

    try:
        curves = drawn_curves(workshop)
    except StoreError:  # the form says so, and tries again
        columns = ("journey", "version", "moment", "position", "touchpoint", "valence")
        return pd.DataFrame(columns=[*columns])
    found = moments(curves[curves["group"] == workshop.who.group], by=["journey", "version"])
    number = found["journey"].map(by_number)
    return found.loc[number.sort_values(kind="stable").index].reset_index(drop=True)


def key_moments(workshop: "Workshop") -> dict[str, tuple[str, float]]:
    """Valley, peak and end of the group's first curve as it is: touchpoint and valence of each."""
    found = curve_moments(workshop)
    found = found[found["version"] == "as_is"]
    first = found[found["journey"] == found["journey"].iloc[0]] if len(found) else found
    return {row["moment"]: (row["touchpoint"], row["valence"]) for row in first.to_dict("records")}


def no_curve(language: str) -> str:
    """What a sheet says that would start from the curve."""
    _ = translator(language)
    return _("Your group has not drawn its curve yet: draw it first, or choose touchpoints freely.")
