"""What a workshop needs of this machine: looked at one thing at a time, with what mends it.

`diagnose` gives a `Finding` for each check; nothing is installed, changed or asked of a network.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit.doctor.checks import diagnose, told
    from workshop_kit.doctor.findings import Finding

_HOME = {"Finding": "findings", "diagnose": "checks", "told": "checks"}

__all__ = ["Finding", "diagnose", "told"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workshop_kit.doctor' has no attribute {name!r}")
    return getattr(import_module(f"workshop_kit.doctor.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
