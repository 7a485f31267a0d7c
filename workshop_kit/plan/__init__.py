"""The plan room: which touchpoints come first, what is done there, by whom and by when.

Tables of the other rooms -> `priorities` (or, with a company at hand, `key_touchpoints`) ->
`priority_chart`, `priority_sheet`, `priority_sentences`. Forms (`question_form`, `idea_form`,
`screening_form`, `concept_form`, `user_test_form`, `action_form`, ...) -> entries -> `plan_ideas`,
`plan_actions` -> `idea_sheet`, `action_sheet`. What is planned names a touchpoint, and so evidence.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
