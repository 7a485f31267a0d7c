"""The room as a whole: its names, and that its analysis loads no chart."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from workshop_kit import loyalty


def test_every_name_is_there_and_none_is_a_module() -> None:
    for name in loyalty.__all__:
        assert callable(getattr(loyalty, name))
        assert find_spec(f"workshop_kit.loyalty.{name}") is None
    assert dir(loyalty) == sorted(loyalty.__all__)
    with pytest.raises(AttributeError, match="attribute nothing"):
        _ = loyalty.nothing


def test_scores_and_damage_load_no_chart_and_no_form() -> None:
    code = (
        "import sys; from workshop_kit import loyalty; loyalty.nps([9, 8]); loyalty.difference; "
        "loyalty.damage_sentences; loyalty.clv(1, 0.5, 0.1); "
        "print([m for m in ('altair', 'ipywidgets', 'scipy.stats', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
