"""Exercises that check themselves: what is asked, what is right and why, and how a class answered.

A `Sheet` of tasks is written in a solution notebook, travels sealed to the exercise (`seal`,
`unseal`), and becomes a form (`sheet_form`); `class_answers` shows a trainer what came back.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
