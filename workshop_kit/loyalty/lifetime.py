"""What a customer is worth over the years."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_kit.frames import listed
from workshop_kit.loyalty.intervals import Floats


def clv(margin: ArrayLike, retention: ArrayLike, discount: ArrayLike) -> Floats:
    """Customer lifetime value, simple: the same margin and the same retention every year.

    Parameters
    ----------
    margin : array_like
        Money that a customer brings in a year after costs; below 0 where serving costs more.
    retention : array_like
        Share of the customers who stay from one year to the next, 0..1.
    discount : array_like
        By which money a year later is worth less, 0 or more: 0.1 for 10 %.

    Returns
    -------
    ndarray
        Value today, in the unit of `margin`. NaN where an input is missing, and where retention is
        1 and discount 0: the sum has no end there.

    Raises
    ------
    ValueError
        When a retention lies outside 0..1, a discount is below 0, or a value is infinite.

    Notes
    -----
    m r / (1 + i - r) = the sum over t = 1, 2, ... of m rᵗ / (1 + i)ᵗ: the first margin comes after
    a year, from those who stayed. Where the first is paid at once, add m. What it cost to win the
    customer is not in it. Near retention 1 it moves steeply: 0.80 to 0.90 at a discount of 0.1
    makes 2.7 margins 4.5.

    References
    ----------
    Gupta, S., Lehmann, D. R., Stuart, J. A. (2004). Valuing customers. Journal of Marketing
    Research.

    Examples
    --------
    100 · 0.8 / (1 + 0.1 - 0.8):

    >>> round(float(clv(100, 0.8, 0.1)), 2)
    266.67
    """
    m, r, i = (np.asarray(x, dtype=float) for x in (margin, retention, discount))
    named = {"margin": m, "retention": r, "discount": i}
    wrong = {
        "margin": np.isinf(m),
        "retention": (r < 0) | (r > 1),
        "discount": (i < 0) | np.isinf(i),
    }
    found = [f"{name} {value}" for name in named for value in named[name][wrong[name]].tolist()]
    if found:
        raise ValueError(
            "margin must be finite, retention in 0..1 and discount finite and 0 or more. "
            f"Found: {listed(found)}."
        )
    rest = 1 + i - r
    return np.asarray(m * r / np.where(rest > 0, rest, np.nan))
