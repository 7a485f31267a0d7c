"""Charts of curves, read through `to_dict()`: what stands where, and that nothing overlaps."""

from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from workshop_kit import journey, theme
from workshop_kit.journey.ticks import LINE, WIDTH, Ticks

LANGUAGES = ("en", "zh")
ODD = ['"Quoted" & <b>bold</b>', "two\nlines", "car 🚗", "a" * 300, "x\u2028y", "n\x00ul", "  "]
SHORT = ["Online booking", "Arrival and parking", "Lobby", "Check-in", "Guest room",
         "Wi-Fi and guest app", "Breakfast", "退房结账与开发票"]  # fmt: skip


def of(n: int = 8, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    names = [f"t{i}" for i in range(n)]
    return pd.DataFrame(
        {"touchpoint": names, "position": range(n), "valence": rng.integers(-6, 7, n) / 2}
    )


def labels(n: int) -> dict[str, str]:
    return {f"t{i}": SHORT[i % 8] for i in range(n)}


def of_groups(n: int = 8, groups: int = 6) -> pd.DataFrame:
    return pd.concat([of(n, seed).assign(group=str(seed + 1)) for seed in range(groups)])


def rows(chart: Any, *columns: str) -> pd.DataFrame:
    """The data sets of a chart that have these columns, together."""
    found = [d for d in chart.to_dict()["datasets"].values() if d and {*columns} <= {*d[0]}]
    return pd.concat([pd.DataFrame(d) for d in found])


def one(curve: pd.DataFrame, language: str = "en", **options: Any) -> Any:
    metrics, found = journey.curve_metrics(curve), journey.moments(curve)
    return journey.curve_chart(curve, metrics, found, language, **options)


def domains(spec: Any) -> list[Any]:
    """Every domain of y in a specification."""
    if isinstance(spec, list):
        return [d for part in spec for d in domains(part)]
    if not isinstance(spec, dict):
        return []
    scale = (spec.get("encoding", {}).get("y", {}) or {}).get("scale") or {}
    own = [tuple(scale["domain"])] if "domain" in scale else []
    return own + [d for key in ("layer", "vconcat") for d in domains(spec.get(key, []))]


def overlapping(ticks: Ticks) -> list[tuple[str, str]]:
    boxes = []
    for row in ticks.table.to_dict("records"):
        wide, _ = theme.text_size(row["text"])
        tall = LINE * (row["text"].count("\n") + 1)
        boxes.append((row["x"] - wide / 2, row["y"], row["x"] + wide / 2, row["y"] + tall))
    return [
        (ticks.table["text"][i], ticks.table["text"][j])
        for (i, a), (j, b) in combinations(enumerate(boxes), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.mark.parametrize("n", [1, 2, 8, 12, 25, 60])
@pytest.mark.parametrize("words", [SHORT, ["字" * 40, "W" * 60], ["a", "bc"]])
def test_names_below_the_axis_never_overlap(n: int, words: list[str]) -> None:
    names = {f"t{i}": words[i % len(words)] for i in range(n)}
    ticks = Ticks(list(range(n)), [*names], names)
    assert overlapping(ticks) == []
    assert len(ticks.table) == n


def test_names_of_minutes_close_together_do_not_overlap_either() -> None:
    ticks = Ticks([0, 0.1, 0.2, 50, 50.1, 100], [*"abcdef"])
    assert ticks.numbered
    assert overlapping(ticks) == []
    x = ticks.table["x"].to_numpy()
    assert (x[3] - x[0]) / (x[5] - x[0]) == pytest.approx(0.5)


def test_eight_names_are_written_out_and_25_are_numbered_with_a_key() -> None:
    eight, many = one(of(8), labels=labels(8)), one(of(25), labels=labels(25))
    assert "vconcat" not in eight.to_dict()
    assert "Arrival and\nparking" in rows(eight, "text", "y")["text"].tolist()
    key = [t for t in rows(many, "text", "name")["text"] if " " in t]
    assert key[:2] == ["1 Online booking", "2 Arrival and parking"]
    assert len(key) == 25


def test_peak_valley_and_end_are_marked_and_those_at_one_point_share_a_mark() -> None:
    curve = of(4).assign(valence=[1.0, -2, 0, 2.5])
    marks = rows(one(curve), "colour", "dx")
    assert marks["text"].unique().tolist() == ["Valley −2", "Peak · End +2.5"]
    single = rows(one(of(1).assign(valence=1.0)), "colour", "dx")
    assert single["text"].unique().tolist() == ["Peak · Valley · End +1"]


def test_the_axis_is_the_whole_scale_whatever_the_curve() -> None:
    charts = [one(of(5).assign(valence=0.1))]
    groups = of_groups()
    charts.append(journey.groups_chart(groups, journey.summary(groups), "en"))
    charts.append(journey.change_chart(of(5), of(5, 1), "en"))
    for chart in charts:
        low, high = -3 - 0.42, 3 + 0.42
        assert {tuple(np.round(d, 9)) for d in domains(chart.to_dict())} == {(low, high)}


def test_the_drawn_line_is_that_of_the_analysis() -> None:
    curve = of(6)
    drawn = [d for d in one(curve).to_dict()["datasets"].values() if len(d) == 5 * 12 + 1]
    expected = journey.curve_points(curve)["valence"].round(3).tolist()
    assert [row["valence"] for row in drawn[0]] == expected


def test_one_far_off_has_a_ring_and_flattens_nobody() -> None:
    calm = pd.concat([of(4).assign(valence=[0.5, 1, 0.5, 1], group=str(g)) for g in range(1, 7)])
    extreme = of(4).assign(valence=[-3.0, -3, -3, -3], group="7")
    groups = pd.concat([calm, extreme])
    table = journey.summary(groups)
    chart = journey.groups_chart(groups, table, "en", unit_labels={"7": "Group 7"})
    rings = rows(chart, "dx", "text")
    assert rings["text"].tolist() == ["Group 7"] * 4
    assert table["median"].tolist() == [0.5, 1, 0.5, 1]
    assert "Rings: far from the others" in chart.to_dict()["title"]["subtitle"][1]


def test_groups_with_other_orders_are_drawn_on_one_axis() -> None:
    turned = of(3).assign(position=[0, 2, 1], group="2")
    groups = pd.concat([of(3).assign(group="1"), turned])
    table = journey.summary(groups)
    assert table["position"].tolist() == [0, 1.5, 1.5]
    chart = journey.groups_chart(groups, table, "en")
    assert rows(chart, "q1", "q3")["x"].is_monotonic_increasing
    assert rows(chart, "q1", "q3")["x"].is_unique


def test_changes_stand_where_something_changes() -> None:
    today = of(4).assign(valence=[0.0, 1, -2, 1])
    chart = journey.change_chart(today, today.assign(valence=[0.0, 1, -0.5, 0]), "en")
    marks = rows(chart, "old", "new")
    assert marks[["old", "new", "text"]].drop_duplicates().to_numpy().tolist() == [
        *[[-2, -0.5, "+1.5"], [1, 0, "−1"]]
    ]
    same = journey.change_chart(today, today, "en")
    ElementTree.fromstring(theme.svg(same.to_dict()))


def test_another_order_is_drawn_below_with_the_numbers_of_today() -> None:
    curve = of(25).assign(valence=[3.0, *[0.0] * 24])
    moved = journey.reshaped(curve, "reorder")
    spec = journey.change_chart(curve, moved, "en").to_dict()
    assert [part.get("title", {}).get("text") for part in spec["vconcat"]] == [
        *["As it is", "As it should be", None]
    ]
    below = spec["datasets"][spec["vconcat"][1]["layer"][-1]["data"]["name"]]
    assert [row["text"] for row in below][-1] == "1"
    longer = journey.change_chart(of(4), journey.reshaped(of(4), "prolong_end"), "en")
    assert len(longer.to_dict()["vconcat"]) == 2


def test_bars_of_disagreement_come_in_the_order_of_the_journey() -> None:
    groups = pd.concat([of_groups(3), of(4).iloc[3:].assign(group="1")])
    table = journey.summary(groups)
    drawn = rows(journey.disagreement_chart(table, "en"), "sd", "colour")
    assert drawn["whole"].tolist() == ["t0", "t1", "t2", "t3"]
    assert drawn["text"].tolist()[3] == "only one curve"
    assert drawn["sd"].dropna().tolist() == pytest.approx(table["sd"].dropna().tolist())
    assert (drawn["colour"] == "#D55E00").sum() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_curves_there_is_a_sentence(language: str) -> None:
    none = of(0)
    groups = none.assign(group="")
    table = journey.summary(groups)
    charts = [
        journey.curve_chart(none, journey.curve_metrics(none), journey.moments(none), language),
        journey.groups_chart(groups, table, language),
        journey.change_chart(none, none, language),
        journey.disagreement_chart(table, language),
    ]
    for chart in charts:
        assert chart.to_dict()["mark"]["type"] == "text"


@pytest.mark.parametrize("text", ODD)
def test_any_label_can_be_drawn(text: str) -> None:
    names = {f"t{i}": text for i in range(4)}
    groups = of_groups(4)
    table = journey.summary(groups)
    units = {"1": text}
    charts = [
        one(of(4), labels=names, note=text),
        journey.groups_chart(groups, table, "en", labels=names, unit_labels=units),
        journey.change_chart(of(4), of(4, 1), "en", labels=names),
        journey.disagreement_chart(table, "en", labels=names),
    ]
    for chart in charts:
        ElementTree.fromstring(theme.svg(chart.to_dict()))


def test_the_levels_have_their_meaning_beside_them() -> None:
    curve = of(8)
    written = " ".join(rows(one(curve), "text", "y")["text"])
    assert "beyond anything they hoped for" in written
    assert "part of the request not met" in written
    apart = journey.change_chart(curve, journey.reshaped(curve, "prolong_end"), "en")
    low = " ".join(rows(apart, "text", "y")["text"])
    assert "neutral, nothing was expected" in low
    assert "part of the request" not in low  # a low panel has room at 3, 0 and -3 only


def test_the_legend_shows_the_lines_as_they_are_drawn() -> None:
    chart = journey.change_chart(of(4), of(4, 1), "en").to_dict()
    marks = [layer["mark"] for layer in chart["layer"]]
    lines = [(m["color"], m["strokeDash"]) for m in marks if m["type"] == "line"]
    legend = [(m["color"], m["strokeDash"]) for m in marks if "strokeDash" in m][len(lines) :]
    assert legend == lines
    assert lines[0][1] != lines[1][1]


def test_values_on_another_scale_are_refused_by_the_chart() -> None:
    wrong = pd.concat([of_groups(3), of(3).assign(valence=[-80.0, 0, 60], group="7")])
    with pytest.raises(ValueError, match=r"numbers from -3 to 3.*row 0 holds -80\.0"):
        journey.groups_chart(wrong, journey.summary(of_groups(3)), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sixty_touchpoints_and_one_can_be_drawn(language: str) -> None:
    for n in (1, 60):
        groups = pd.concat([of(n, seed).assign(group=str(seed)) for seed in range(3)])
        table = journey.summary(groups)
        charts = [
            one(of(n), language),
            journey.groups_chart(groups, table, language),
            journey.change_chart(of(n), of(n, 1), language),
            journey.disagreement_chart(table, language),
        ]
        for chart in charts:
            ElementTree.fromstring(theme.svg(chart.to_dict()))


def test_whose_journey_it_is_begins_the_title() -> None:
    title = one(of(4), whose="Auntie Wang").to_dict()["title"]
    assert title["text"].startswith("Auntie Wang · The emotion curve")


def test_notes_stand_under_the_title_and_inputs_are_not_changed() -> None:
    curve = of(8)
    chart = one(curve, note="Synthetic data")
    assert chart.to_dict()["title"]["subtitle"][-1] == "Synthetic data"
    assert curve.equals(of(8))
    assert chart.to_dict()["width"] == WIDTH
