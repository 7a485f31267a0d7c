"""Each room as a whole: its names, and that its analysis loads no chart and no other room."""

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

import pytest

ANALYSIS = {
    "gaps": "tally; room.five_gaps; room.diagnose",
    "journey": "moves; room.summary",
    "kano": "classify; room.tally",
    "loyalty": "nps([9, 8]); room.difference; room.damage_sentences; room.clv(1, 0.5, 0.1)",
    "persona": "segments; room.abc; room.man_score",
    "plan": "priorities(); room.priority_sentences",
}


@pytest.mark.parametrize("room", ANALYSIS)
def test_every_name_is_there_and_none_is_a_module(room: str) -> None:
    module = import_module(f"workshop_kit.{room}")
    for name in module.__all__:
        assert callable(getattr(module, name))
        assert find_spec(f"workshop_kit.{room}.{name}") is None
    assert dir(module) == sorted(module.__all__)
    with pytest.raises(AttributeError, match="attribute nothing"):
        _ = module.nothing


@pytest.mark.parametrize("room", ANALYSIS)
def test_its_analysis_loads_no_chart_no_form_and_no_other_room(room: str) -> None:
    others = (f"workshop_kit.{other}" for other in ANALYSIS if other != room)
    heavy = ("altair", "ipywidgets", "jinja2", "scipy.stats", "sklearn", *others)
    code = f"import sys; from workshop_kit import {room} as room; room.{ANALYSIS[room]}; "
    code += f"print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
