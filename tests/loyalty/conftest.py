"""Rows of answers and inputs that the tests of this room share."""

from typing import Any

import pandas as pd
import pytest

Inputs = dict[str, Any]


@pytest.fixture
def sure() -> Inputs:
    """Of 1,000 customers 200 have a problem, 50 complain, half of them in vain."""
    return {
        "customers": 1000,
        "problem": 0.2,
        "complain": 0.25,
        "satisfied": 0.5,
        "loss_satisfied": 0.04,
        "loss_dissatisfied": 0.6,
        "loss_silent": 0.4,
        "value": 300,
    }


@pytest.fixture
def unsure(sure: Inputs) -> Inputs:
    return {**sure, "problem": (0.1, 0.2, 0.3), "value": (200, 300, 700)}


@pytest.fixture
def guests() -> pd.DataFrame:
    """Counts of four segments: 40 answers, 20, 5, none; and 3 without a segment."""
    rows = [
        ("business", 10, 5, 7, 24),
        ("business", 7, 4, 5, 10),
        ("business", 2, 2, 1, 6),
        ("family", 9, 5, 6, 8),
        ("family", 8, 3, 4, 6),
        ("family", 0, 1, 2, 6),
        ("group", 9, 5, 7, 5),
        ("online", None, None, None, 4),
        (None, 10, 5, 7, 3),
    ]
    return pd.DataFrame(rows, columns=["segment", "recommend", "satisfaction", "effort", "n"])
