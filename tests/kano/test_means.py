"""The continuous plane: every feature at its two means."""

from typing import Any

import pandas as pd
import pytest

from workshop_kit import kano, open_workshop, theme


def table(n: int, features: int = 2) -> pd.DataFrame:
    # Functional like (4), dysfunctional half dislike (4) and half neutral (0): mean 2.
    rows = [
        (f"f{i}", 1, dysfunctional, n // 2) for i in range(features) for dysfunctional in (5, 3)
    ]
    columns = ["feature", "functional", "dysfunctional", "n"]
    return kano.continuous(pd.DataFrame(rows, columns=columns))


def marks(chart: Any) -> list[dict[str, Any]]:
    return next(d for d in chart.to_dict()["datasets"].values() if "x_low" in d[0])


def test_a_feature_stands_at_its_two_means_with_one_standard_deviation() -> None:
    (first, _) = marks(kano.mean_plane(table(40), "en"))
    assert (first["x"], first["y"]) == (2.0, 4.0)
    # Twenty at 4 and twenty at 0 around 2: 2 times the root of 40/39.
    assert first["x_low"] == pytest.approx(2 - 2 * (40 / 39) ** 0.5)
    assert first["y_low"] == first["y_high"] == 4.0


def test_features_with_fewer_than_twenty_answers_are_counted_not_drawn() -> None:
    both = pd.concat([table(40), table(18).assign(feature="few")], ignore_index=True)
    chart = kano.mean_plane(both, "en").to_dict()
    assert "Not drawn, with too few answers that count: 2." in chart["title"]["subtitle"]
    assert len(marks(kano.mean_plane(both, "en"))) == 2


def test_above_fifteen_features_numbers_stand_for_names() -> None:
    chart = kano.mean_plane(table(40, 16), "en")
    assert {row["mark"] for row in marks(chart)} == {str(i) for i in range(1, 17)}
    # Sorted as text: f15 is the eighth.
    assert any("8 f15" in line for line in chart.to_dict()["title"]["subtitle"])


def test_nothing_to_draw_is_said_and_drawn() -> None:
    chart = kano.mean_plane(table(10), "zh")
    assert "有效回答太少、没有画出的：2 项。" in chart.to_dict()["title"]["subtitle"]
    assert theme.svg(chart.to_dict()).startswith("<svg")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_labels_of_a_sample_meet(language: Any) -> None:
    workshop = open_workshop("lakeside-hotel", language=language)
    answers = workshop.answers("kano")
    means = workshop.named(kano.continuous(kano.tally(answers)))
    rows = marks(kano.mean_plane(means, language, importance=kano.importance(answers)))
    boxes = []
    for row in rows:
        width, height = theme.text_size(row["mark"])
        x = (row["x"] + 2.3) / 6.6 * 640 + row["dx"]
        y = (4.3 - row["y"]) / 6.6 * 540 + row["dy"]
        boxes.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:i]:
            assert right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
