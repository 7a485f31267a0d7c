"""The room as a whole: its names, its arrows, and that its analysis loads no chart."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from workshop_kit import plan


def test_every_name_is_there_and_none_is_a_module() -> None:
    for name in plan.__all__:
        assert callable(getattr(plan, name))
        assert find_spec(f"workshop_kit.plan.{name}") is None
    assert dir(plan) == sorted(plan.__all__)
    with pytest.raises(AttributeError, match="attribute nothing"):
        _ = plan.nothing


def test_priorities_load_no_chart_no_form_and_no_other_room() -> None:
    code = (
        "import sys; from workshop_kit import plan; plan.priorities(); plan.priority_sentences; "
        "rooms = [f'workshop_kit.{r}' for r in ('kano', 'journey', 'gaps', 'persona', 'loyalty')]; "
        "print([m for m in ('altair', 'ipywidgets', *rooms) if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
