"""Guided Jupyter workshops for service-experience training."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop_kit import kano
    from workshop_kit.workshop import Workshop, open_workshop

__all__ = ["Workshop", "kano", "open_workshop"]


def __getattr__(name: str) -> Any:
    if name == "kano":
        return import_module("workshop_kit.kano")
    if name in ("Workshop", "open_workshop"):
        return getattr(import_module("workshop_kit.workshop"), name)
    raise AttributeError(f"module 'workshop_kit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
