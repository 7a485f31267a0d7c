"""The journey room: touchpoints, emotion curves to draw, what they say, and how to reshape them.

Forms (`register_form`, `curve_form`, `mot_form`, ...) -> entries -> `drawn_curves`, `register`.
Curves of a company or a class -> `summary`, `curve_metrics`, `moves` -> sentences and charts.
Profile and entries -> `journey_steps` -> `two_maps`: the journey map and the service blueprint.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
