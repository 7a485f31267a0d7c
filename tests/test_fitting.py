"""Texts in boxes: what happens where there is no room."""

import pytest

from workshop_kit.fitting import fit_list


@pytest.mark.parametrize("height", [5, 17])
def test_in_a_box_of_one_line_or_less_all_items_are_counted(height: float) -> None:
    assert fit_list(["a", "b"], (0, 0, 100, height), (12,), "{n} more") == ([["2 more"]], 12)
    (one,), _size = fit_list(["word " * 30], (0, 0, 60, height), (12,), "{n} more")
    assert len(one) == 1
    assert one[0].startswith("word")
    assert one[0].endswith("…")
