"""Complaints and satisfaction."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, gaps

Company = Callable[..., Workshop]
TOUCHPOINTS = """
touchpoints:
  - {id: desk, label: Front desk, kind: human}
  - {id: app, label: The app, kind: digital}
"""


def frame(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["date", "touchpoint", "kind", "count"])


def said(shown: Any) -> list[str]:
    return unescape(shown.data).splitlines()


def test_counts_are_summed_and_the_largest_stands_first() -> None:
    rows = frame(
        ("2026-01-01", "desk", "rude", 1),
        ("2026-01-01", "desk", "wait", 2),
        ("2026-01-02", "desk", "wait", 3),
        ("2026-01-01", "app", "cost", 7),
    )
    before = rows.copy()
    table = gaps.complaint_counts(rows)
    assert table.to_numpy().tolist() == [
        ["app", "cost", 7, 7],
        ["desk", "wait", 5, 6],
        ["desk", "rude", 1, 6],
    ]
    pd.testing.assert_frame_equal(rows, before)


def test_no_complaints_have_no_rows(company: Company) -> None:
    assert gaps.complaint_counts(company().answers("complaints")).empty


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "- Complaints from 2026-01-01 to 2026-03-05: 10.",
                "- Most arise here: Front desk, 60% of them.",
                "- The most frequent kind: kept me waiting, 60%.",
            ],
        ),
    ],
)
def test_the_sentences_say_how_many_where_and_of_what_kind(
    company: Company, language: Any, lines: list[str]
) -> None:
    rows = frame(
        ("2026-01-01", "desk", "wait", 6),
        ("2026-03-05", "app", "cost", 4),
        ("2026-04-01", "app", "wait", 0),  # a day without any does not stretch the time
    )
    ws = company(TOUCHPOINTS, language, complaints=rows)
    assert said(gaps.complaint_sentences(ws)) == lines


def test_the_chart_has_a_bar_for_each_touchpoint_in_order_and_a_part_for_each_kind(
    company: Company,
) -> None:
    rows = frame(("2026-01-01", "desk", "rude", 1), ("2026-01-02", "app", "cost", 4))
    chart = gaps.complaint_chart(company(TOUCHPOINTS, complaints=rows))
    drawn = chart.layer[0].data
    assert drawn["touchpoint"].tolist() == ["The app", "Front desk"]
    assert drawn["kind"].tolist() == ["cost me extra", "rude"]  # a kind of one's own as it is
    assert drawn["total"].tolist() == [4, 1]
    domain = chart.to_dict()["layer"][0]["encoding"]["color"]["scale"]["domain"]
    assert domain == ["cost me extra", "rude"]


def test_what_finds_no_room_is_summed_up(company: Company) -> None:
    points = "touchpoints:\n" + "".join(
        f"  - {{id: t{i}, label: T{i}, kind: human}}\n" for i in range(20)
    )
    rows = [("2026-01-01", f"t{i}", f"own {i}", 100 - i) for i in range(20)]
    drawn = gaps.complaint_chart(company(points, complaints=frame(*rows))).layer[0].data
    assert drawn["touchpoint"].nunique() == 12
    assert drawn["touchpoint"].tolist()[-1] == "others"
    assert drawn["kind"].nunique() == 8
    assert drawn["count"].sum() == sum(row[3] for row in rows)


def test_satisfaction_is_the_share_of_4_and_5_with_wilsons_interval(company: Company) -> None:
    # Wilson's interval of 8 of 10: 0.490 to 0.943.
    rows = pd.DataFrame({"respondent": range(11), "satisfaction": [5] * 4 + [4] * 4 + [3, 1, None]})
    ws = company(loyalty_answers=rows)
    assert said(gaps.satisfaction_sentences(ws)) == [
        "- 80% of customers are satisfied, 4 or 5 of 5 (95% interval 49% to 94%, n = 10)."
    ]
