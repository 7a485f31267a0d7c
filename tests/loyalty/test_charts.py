"""Charts of the room, read through `to_dict()`: what stands where, and nothing is made up."""

from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from workshop_kit import loyalty, theme
from workshop_kit.loyalty.layers import NAMES

Inputs = dict[str, Any]
LANGUAGES = ("en", "zh")
ODD = ['"Quoted" & <b>bold</b>', "two\nlines", "car 🚗", "a" * 300, "x\u2028y", "n\x00ul", "  "]
NAMED = ("nps", "csat", "ces")


def rows(chart: Any, *columns: str) -> pd.DataFrame:
    """The data sets of a chart that have these columns, together."""
    found = [d for d in chart.to_dict()["datasets"].values() if d and {*columns} <= {*d[0]}]
    return pd.concat([pd.DataFrame(d) for d in found]) if found else pd.DataFrame()


def scales(spec: Any, channel: str) -> list[Any]:
    """Every domain of a channel in a specification."""
    if isinstance(spec, list):
        return [d for part in spec for d in scales(part, channel)]
    if not isinstance(spec, dict):
        return []
    scale = (spec.get("encoding", {}).get(channel, {}) or {}).get("scale") or {}
    own = [tuple(scale["domain"])] if "domain" in scale else []
    inner = [d for key in ("layer", "hconcat") for d in scales(spec.get(key, []), channel)]
    return own + inner


def drawn(measure: str, table: pd.DataFrame, language: str = "en", **options: Any) -> Any:
    return getattr(loyalty, f"{measure}_chart")(table, language, **options)


def texts(chart: Any) -> str:
    title = chart.to_dict()["title"]
    return " ".join([title["text"], *title.get("subtitle", [])])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", NAMED)
def test_every_group_has_its_figure_and_its_interval(
    measure: str, language: str, guests: pd.DataFrame
) -> None:
    table = getattr(loyalty, measure)(guests, by="segment")
    found = rows(drawn(measure, table, language), "low", "high")
    assert found["row"].tolist() == list(range(5))
    value = {"nps": "nps", "csat": "csat", "ces": "mean"}[measure]
    assert found["value"].iloc[0] == pytest.approx(table[value].iloc[0])
    assert found["low"].iloc[1] == pytest.approx(table["low"].iloc[1])
    assert found["count"].tolist() == [f"n = {n}" for n in (40, 20, 5, 0, 3)]


def test_where_there_are_too_few_answers_no_figure_is_written(guests: pd.DataFrame) -> None:
    for measure in NAMED:
        chart = drawn(measure, getattr(loyalty, measure)(guests, by="segment"))
        texts_of = rows(chart, "low", "high")["text"].tolist()
        assert texts_of[2:] == ["too few answers", "no answers", "too few answers"]
        assert "Hollow dots: exploratory" in texts(chart)
        assert "No dot: too few answers" in texts(chart)


def test_the_key_says_only_what_occurs() -> None:
    chart = drawn("nps", loyalty.nps(pd.DataFrame({"recommend": [9, 0], "n": [40, 20]})))
    assert "Hollow" not in texts(chart)
    assert "No dot" not in texts(chart)
    assert "95% intervals" in texts(chart)


def test_shares_of_a_row_add_up_to_its_answers(guests: pd.DataFrame) -> None:
    table = loyalty.nps(guests, by="segment")
    bars = rows(drawn("nps", table), "kind", "share")
    # Nobody answered in "online": no bar.
    assert bars.groupby("row")["share"].sum().tolist() == pytest.approx([1, 1, 1, 1])
    assert bars.groupby("row")["count"].sum().tolist() == [40, 20, 5, 3]


def test_axes_have_the_whole_scale_whatever_the_answers() -> None:
    chart = drawn("nps", loyalty.nps([9] * 40)).to_dict()
    assert (-100, 100) in scales(chart, "x")
    chart = drawn("ces", loyalty.ces([4, 5] * 20)).to_dict()
    assert (1, 7) in scales(chart, "x")
    chart = drawn("csat", loyalty.csat([4, 5] * 20)).to_dict()
    assert (0, 1) in scales(chart, "x")


def test_the_effort_axis_says_what_its_ends_mean() -> None:
    hard = drawn("ces", loyalty.ces([4, 5] * 20, high_is="hard"))
    assert "Mean: 1 very easy, 7 very hard" in str(hard.to_dict())
    assert "Mean: 1 very hard, 7 very easy" in str(drawn("ces", loyalty.ces([4, 5] * 20)).to_dict())


def test_names_have_two_lines_that_fit() -> None:
    answers = pd.DataFrame({"segment": ODD, "recommend": 9, "n": 40})
    for language in LANGUAGES:
        chart = drawn("nps", loyalty.nps(answers, by="segment"), language)
        for name in rows(chart, "name")["name"]:
            assert name.count("\n") <= 1
            assert theme.text_size(name)[0] <= NAMES
        ElementTree.fromstring(theme.svg(chart.to_dict()))


def test_a_long_list_is_cut_and_says_so() -> None:
    answers = pd.DataFrame({"segment": [f"s{i:02}" for i in range(40)], "recommend": 9, "n": 40})
    chart = drawn("nps", loyalty.nps(answers, by="segment"))
    assert len(rows(chart, "low", "high")) == 30
    assert "Drawn: the first 30 of 40 groups." in texts(chart)


@pytest.mark.parametrize("measure", NAMED)
def test_without_answers_a_line_of_text_stands_there(measure: str) -> None:
    for answers in ([], [None]):
        chart = drawn(measure, getattr(loyalty, measure)(answers))
        assert rows(chart, "text")["text"].tolist() == ["No answers yet."]
    empty = pd.DataFrame({"segment": [], {"nps": "recommend", "csat": "satisfaction",
                                          "ces": "effort"}[measure]: []})  # fmt: skip
    chart = drawn(measure, getattr(loyalty, measure)(empty, by="segment"))
    assert rows(chart, "text")["text"].tolist() == ["No answers yet."]


def test_a_note_stands_under_the_title(guests: pd.DataFrame, unsure: Inputs) -> None:
    for measure in NAMED:
        table = getattr(loyalty, measure)(guests, by="segment")
        assert "Synthetic." in texts(drawn(measure, table, note="Synthetic."))
    assert "Ours." in texts(loyalty.damage_chart(loyalty.damage(unsure), "en", note="Ours."))
    drivers = loyalty.damage_drivers(unsure)
    assert "Ours." in texts(loyalty.drivers_chart(drivers, "en", note="Ours."))


def test_each_bar_of_the_waterfall_begins_where_the_one_before_ends(unsure: Inputs) -> None:
    table = loyalty.damage({**unsure, "loss_usual": 0.1})
    bars = rows(loyalty.damage_chart(table, "en"), "start", "low").drop_duplicates("row")
    parts, total = bars.iloc[:-1], bars.iloc[-1]
    assert parts["start"].iloc[0] == total["start"] == 0
    assert parts["start"].tolist()[1:] == pytest.approx(parts["end"].tolist()[:-1])
    assert parts["end"].iloc[-1] == pytest.approx(total["end"])
    # Complaints that end well keep customers here: their bar runs to the left, in another colour.
    assert parts["end"].iloc[0] < 0
    assert parts["colour"].nunique() == 2
    assert (bars["low"] <= bars["end"]).all()
    assert (bars["end"] <= bars["high"]).all()


def test_certain_inputs_have_no_lines_and_say_so(sure: Inputs) -> None:
    chart = loyalty.damage_chart(loyalty.damage(sure), "en")
    assert "there is no range" in texts(chart)
    assert "'rule'" not in str(chart.to_dict())
    nothing = loyalty.drivers_chart(loyalty.damage_drivers(sure), "en")
    assert rows(nothing, "text")["text"].str.contains("there is no range").all()


def test_the_tornado_has_the_largest_on_top_around_the_expected_damage(unsure: Inputs) -> None:
    table = loyalty.damage_drivers(unsure)
    chart = loyalty.drivers_chart(table, "en")
    bars = rows(chart, "start", "count")
    widths = (bars["end"] - bars["start"]).tolist()
    assert widths == sorted(widths, reverse=True)
    expected = rows(chart, "money")["money"].iloc[0]
    assert ((bars["start"] <= expected) & (expected <= bars["end"])).all()
    assert bars["count"].tolist() == ["200 to 700", "10% to 30%"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_becomes_a_picture(
    language: str, guests: pd.DataFrame, unsure: Inputs, sure: Inputs
) -> None:
    charts = [drawn(name, getattr(loyalty, name)(guests, by="segment"), language) for name in NAMED]
    for inputs in (unsure, sure, {**unsure, "customers": 0}, {**unsure, "value": 1e-6}):
        charts.append(loyalty.damage_chart(loyalty.damage(inputs), language, unit="元"))
        charts.append(loyalty.drivers_chart(loyalty.damage_drivers(inputs), language, unit="元"))
    for chart in charts:
        ElementTree.fromstring(theme.svg(chart.to_dict()))
