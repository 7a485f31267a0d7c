"""The room as a whole: its names, and that its analysis loads no chart."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from workshop_kit import journey


def test_every_name_is_there_and_none_is_a_module() -> None:
    for name in journey.__all__:
        assert callable(getattr(journey, name))
        assert find_spec(f"workshop_kit.journey.{name}") is None
    assert dir(journey) == sorted(journey.__all__)
    with pytest.raises(AttributeError, match="attribute nothing"):
        _ = journey.nothing


def test_measuring_a_curve_loads_no_chart_and_no_form() -> None:
    code = (
        "import sys; from workshop_kit import journey; journey.moves; journey.summary; "
        "print([m for m in ('altair', 'ipywidgets', 'scipy.stats', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
