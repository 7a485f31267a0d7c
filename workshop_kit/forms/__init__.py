"""Forms: questions as data, drawn by ipywidgets, saved as entries on every change."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
