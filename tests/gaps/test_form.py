"""The forms of the three roles, and what the class entered, as answers like those of the files."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, gaps
from workshop_kit.forms import clock
from workshop_kit.gaps import five_gaps, scores, tally
from workshop_kit.gaps.practice import broken_promises, measure_names

Company = Callable[..., Workshop]
Save = Callable[..., None]
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
TWO = """
segments: [{id: family, label: Families}]
items:
  - id: neat
    dimension: tangibles
    label: Neat
    expectation: A good shop is neat.
    perception: This shop is neat.
  - {id: late, dimension: reliability, label: Comes late, negative: true}
"""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change in a form is saved at once."""

    def no_loop() -> None:
        raise RuntimeError("no running event loop")

    monkeypatch.setattr(clock, "asyncio", SimpleNamespace(get_running_loop=no_loop))
    monkeypatch.setattr(clock, "_RUNNING", set())


def asked(form: Any) -> dict[str, dict[str, str]]:
    return {
        name: dict(field.question.rows)
        for name, field in form.fields.items()
        if hasattr(field.question, "rows")
    }


def said(form: Any) -> list[str]:
    return [text for _tone, text in form.foot.lines]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_customers_are_asked_22_items_twice_in_two_tables(company: Company, language: Any) -> None:
    ws = company(language=language)
    tables = asked(gaps.customer_form(ws))
    assert [*tables] == ["expectation", "perception"]
    for side, rows in tables.items():
        items = {item.id: item.statement(side, language) for item in ws.company.items}
        assert rows == items
        assert len(rows) == 22


def test_a_minimum_is_asked_where_the_companys_survey_has_it(company: Company) -> None:
    answers = pd.DataFrame(
        {"respondent": ["a"], "item": ["neat"], "expectation": [6], "perception": [5]}
    )
    assert [*asked(gaps.customer_form(company(TWO, servqual_answers=answers)))] == [
        "expectation",
        "perception",
    ]
    ws = company(TWO, servqual_answers=answers.assign(minimum=4))
    assert [*asked(gaps.customer_form(ws))] == ["expectation", "minimum", "perception"]


def test_the_form_has_the_profiles_scale_and_a_long_one_is_typed(company: Company) -> None:
    five = company(TWO + "scales: {servqual: {low: 0, high: 5}}\n")
    question: Any = gaps.customer_form(five).fields["expectation"].question
    assert [*question.columns] == ["0", "1", "2", "3", "4", "5"]
    ws = company(TWO + "scales: {servqual: {low: 0, high: 100}}\n")
    form = gaps.customer_form(ws)
    assert [*form.fields] == [
        *("segment", "expectation.neat", "expectation.late"),
        *("perception.neat", "perception.late"),
    ]
    form.fields["expectation.neat"].widget.set_state({"value": "80"})
    form.fields["expectation.late"].widget.set_state({"value": "10"})  # negative: turned
    form.fields["perception.neat"].widget.set_state({"value": "100.5"})
    found = gaps.entered(ws).customers.set_index("item")
    assert found["expectation"].to_dict() == {"neat": 80, "late": 90}
    assert found["perception"].isna().all()


def test_what_customers_answer_is_a_frame_like_the_file(company: Company) -> None:
    ws = company(TWO)
    ws.who.change("2", "Ann")
    form = gaps.customer_form(ws)
    form.fields["segment"].value = "family"
    form.fields["expectation"].value = {"neat": "7", "late": "1"}
    form.fields["perception"].value = {"neat": "4"}
    found = gaps.entered(ws).customers
    assert [*found] == [*ws.company.layout("servqual_answers").columns]
    assert found[["respondent", "segment", "item"]].to_numpy().tolist() == [
        ["2 Ann", "family", "neat"],
        ["2 Ann", "family", "late"],
    ]
    # "late" is worded the other way round: 1 of 7 is turned to 7.
    assert found["expectation"].tolist() == [7, 7]
    assert found["perception"].tolist()[0] == 4
    assert found["perception"].isna().tolist() == [False, True]
    assert found["minimum"].isna().all()


def test_answers_that_the_form_of_now_has_not_are_missing(company: Company, saved: Save) -> None:
    ws = company(TWO)
    given = {"neat": "9", "gone": "3", "late": None}
    saved(ws, "servqual", {"segment": "gone", "expectation": given, "perception": "7"})
    found = gaps.entered(ws).customers
    assert found[["expectation", "perception", "minimum"]].isna().all(axis=None)
    assert found["segment"].isna().all()


def test_everybody_who_gives_a_name_answers_for_themselves(company: Company) -> None:
    ws = company(TWO)
    form = gaps.customer_form(ws)
    for name in ("Ann", "玥"):
        ws.who.change("1", name)
        assert form.data == {}
        form.fields["expectation"].value = {"neat": "6"}
    assert gaps.entered(ws).customers["respondent"].unique().tolist() == ["1 Ann", "1 玥"]


def test_the_form_of_weights_says_what_is_missing_to_100(company: Company) -> None:
    ws = company()
    ws.who.change("1", "Ann")
    form = gaps.weights_form(ws)
    assert said(form) == ["100 points are to be shared out."]
    for points, line in [
        ("60", "Still to share out: 40 of 100 points."),
        ("100", "All 100 points are shared out."),
        ("33.5", "Still to share out: 66.5 of 100 points."),
    ]:
        form.fields["empathy"].widget.set_state({"value": points})
        assert said(form)[-1] == line
    form.fields["reliability"].widget.set_state({"value": "80"})
    assert said(form)[-1] == "Too many by 13.5: it must be 100 points in all."


def test_only_points_that_sum_to_100_are_counted_and_the_others_are_said(
    company: Company, saved: Save
) -> None:
    ws = company()
    saved(ws, "servqual_weights", {"empathy": 60, "reliability": 40}, key="Ann")
    saved(ws, "servqual_weights", {"empathy": 60}, key="Bo")
    saved(ws, "servqual_weights", {}, key="Cy")
    found = gaps.entered(ws).weights
    assert found["respondent"].unique().tolist() == ["1 Ann"]
    assert found.set_index("dimension")["points"].to_dict() == {
        **dict.fromkeys(DIMENSIONS, 0),
        "reliability": 40,
        "empathy": 60,
    }
    lines = gaps.class_sentences(ws).data
    assert "not counted yet" in lines
    assert lines.count("- ") == 1


def test_managers_are_asked_gap_1_on_the_customers_items_and_gap_2(company: Company) -> None:
    tables = asked(gaps.manager_form(company()))
    assert [*tables] == ["expectation", "standard", "antecedent"]
    assert [len(rows) for rows in tables.values()] == [22, 5, 7]


def test_staff_are_asked_gaps_3_and_4(company: Company) -> None:
    tables = asked(gaps.staff_form(company()))
    assert [*tables] == ["able", "promise", "antecedent"]
    assert [len(rows) for rows in tables.values()] == [5, 5, 9]


def test_answers_of_roles_are_a_frame_that_the_five_gaps_take(
    company: Company, saved: Save
) -> None:
    ws = company()
    ws.who.change("1", "Boss")
    form = gaps.manager_form(ws)
    form.fields["expectation"].value = {item.id: "5" for item in ws.company.items}
    form.fields["standard"].value = {"standard-empathy": "2"}
    able = {f"able-{dimension}": "3" for dimension in DIMENSIONS}
    saved(ws, "gaps_staff", {"able": able, "antecedent": {"teamwork": "6"}}, key="Cy")
    found = gaps.entered(ws).roles
    assert [*found] == [*ws.company.layout("gap_answers").columns]
    given = found.dropna(subset="score")
    managers, staff = (given[given["role"] == role] for role in ("manager", "staff"))
    assert managers["respondent"].unique().tolist() == ["1 Boss"]
    table = five_gaps(None, managers, staff).set_index(["gap", "dimension"])["mean"]
    assert table[2, "empathy"] == 2
    assert table[3].tolist() == [3] * 5
    behind = gaps.antecedents(managers, staff)
    assert behind[["gap", "item", "mean"]].to_numpy().tolist() == [[3, "teamwork", 6]]


def test_a_negative_item_of_a_role_is_turned(company: Company, saved: Save) -> None:
    lines = """
role_items:
  - {id: late, role: staff, gap: 3, dimension: reliability, label: We are late, negative: true}
  - {id: alone, role: staff, gap: 3, label: I am left alone, negative: true}
"""
    ws = company(lines)
    saved(ws, "gaps_staff", {"able": {"late": "2"}, "antecedent": {"alone": "7"}})
    found = gaps.entered(ws).roles
    assert found.dropna(subset="score").set_index("item")["score"].to_dict() == {
        "late": 6,
        "alone": 1,
    }


def test_the_same_functions_run_on_what_the_class_entered(company: Company, saved: Save) -> None:
    ws = company()
    for i in range(12):
        rows = {item.id: str(5 + i % 2) for item in ws.company.items}
        low = {item.id: "3" for item in ws.company.items}
        saved(ws, "servqual", {"expectation": rows, "perception": low}, key=f"p{i}")
    items = {item.id: item.dimension for item in ws.company.items}
    table = scores(tally(gaps.entered(ws).customers, items=items)).dimensions
    assert table["n"].tolist() == [12] * 5
    assert table["gap"].tolist() == [-2.5] * 5
    assert gaps.results(ws, gaps.entered(ws)).servqual is not None
    assert gaps.results(ws).servqual is None


def test_nobody_has_entered_anything(company: Company) -> None:
    found = gaps.entered(company())
    assert [len(part) for part in (found.customers, found.weights, found.roles)] == [0, 0, 0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_examples_are_asked_by_the_profiles_names(company: Company, language: Any) -> None:
    ws = company("gaps: {dimensions: mot}", language)
    form = gaps.examples_form(ws)
    labels = {name: field.question.label for name, field in form.fields.items()}
    assert labels == gaps.dimension_names(language, "mot")
    assert not form.personal


def test_measures_are_chosen_gap_by_gap_and_kept(company: Company) -> None:
    ws = company("gaps: {gaps: hotel}")
    form = gaps.gap_measures_form(ws)
    assert form.fields["gap1.cause"].question.label.startswith("Gap 1 (Management perception gap)")
    for gap, options in measure_names("en").items():
        assert form.fields[f"gap{gap}.measures"].question.options == options
    assert form.fields["gap3.known"].question.options == broken_promises("en")
    assert len(broken_promises("en")) == 7  # Q17: seven causes
    form.fields["gap3.measures"].value = ["coaching"]
    form.fields["gap3.use"].value = "training"
    again = gaps.gap_measures_form(ws)
    assert again.data == {"gap3.measures": ["coaching"], "gap3.use": "training"}
