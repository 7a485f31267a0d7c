"""Money at risk as a group enters it: ranges, what is refused, what is said and drawn."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop, loyalty
from workshop_kit.forms import Form
from workshop_kit.loyalty.ranges import Range, triple
from workshop_kit.stores import StoreError
from workshop_kit.text import translator

Shop = Callable[..., Workshop]
Fill = Callable[[Form, dict[str, Any]], None]
Said = Callable[[Form], list[str]]


def exact(number: str) -> dict[str, str]:
    return {"likely": number}


# Of 1,000 customers 200 have a problem, 50 complain, half of them in vain: 1 + 15 + 60 are lost.
SURE: dict[str, Any] = {
    "customers": exact("1,000"),
    "problem": exact("20"),
    "complain": exact("25"),
    "satisfied": exact("50"),
    "loss_satisfied": exact("4"),
    "loss_dissatisfied": exact("60"),
    "loss_silent": exact("40"),
    "value": exact("300"),
}
UNSURE = {
    **SURE,
    "problem": {"low": "10", "likely": "20", "high": "30"},
    "value": {"low": "200", "likely": "300", "high": "700"},
}


def bad(form: Form) -> list[str]:
    return [text for tone, text in form.foot.lines if tone == "bad"]


def test_the_damage_is_said_as_soon_as_all_is_there(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.damage_form(shop())
    for name, value in SURE.items():
        assert not any("leave because of it" in line for line in said(form))
        fill(form, {name: value})
    assert said(form)[0] == (
        "Of 200 customers with a problem about 76 leave because of it; that is 22,800."
    )
    fill(form, {"unit": "EUR"})
    assert said(form)[0].endswith("that is 22,800 EUR.")
    assert form.foot.progress == "8 of 8"


def test_ranges_give_a_range_and_name_what_drives_it(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.damage_form(shop())
    fill(form, UNSURE)
    assert said(form)[1].startswith("With 2 inputs uncertain: ")
    assert said(form)[2].startswith("What moves it most: “Value of a customer”.")


def test_one_missing_end_is_said_and_not_reckoned_with(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.damage_form(shop())
    fill(form, {**SURE, "value": {"low": "200", "likely": "300"}})
    assert said(form)[-1] == "Value of a customer: give all three numbers, or only the middle one."
    assert form.foot.progress == "7 of 8"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"low": "30", "likely": "20", "high": "40"}, "must rise from low over likely to high."),
        ({"likely": "120"}, "must lie between 0 and 100."),
        ({"likely": "-1"}, "must lie between 0 and 100."),
        ({"likely": "a fifth"}, "must be a number. Found: a fifth"),
    ],
)
def test_what_is_no_share_is_marked_and_not_reckoned_with(
    shop: Shop, fill: Fill, said: Said, value: dict[str, str], text: str
) -> None:
    form = loyalty.damage_form(shop())
    fill(form, {**SURE, "problem": value})
    assert any(text in line for line in bad(form))
    assert not any("leave because of it" in line for line in said(form))


def test_shares_of_complaints_that_exceed_all_are_said(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.damage_form(shop())
    fill(form, {**SURE, "mollified": exact("60")})
    assert said(form) == [
        "“Share partly satisfied after complaining” and “Loss rate: complained, partly "
        "satisfied” go together: give both, or neither.",
        "“Share satisfied after complaining” and “Share partly satisfied after complaining” must "
        "not exceed 100% together.",
    ]
    fill(form, {"mollified": exact("30"), "loss_mollified": exact("20")})
    assert said(form)[0].startswith("Of 200 customers")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_entered_is_drawn_after_start(shop: Shop, fill: Fill, language: str) -> None:
    ws = shop(language=language)
    for draw in (loyalty.damage_picture, loyalty.drivers_picture):
        assert not hasattr(draw(ws), "to_dict")
    fill(loyalty.damage_form(ws), {**UNSURE, "unit": "EUR"})
    for draw in (loyalty.damage_picture, loyalty.drivers_picture):
        assert "EUR" in str(draw(ws).to_dict())


def test_half_filled_answers_are_not_drawn(shop: Shop, fill: Fill) -> None:
    ws = shop()
    fill(loyalty.damage_form(ws), {**SURE, "problem": exact("150")})
    assert "press Start" in loyalty.damage_picture(ws).data


def test_a_store_that_cannot_be_read_is_said(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = shop()

    def locked(**_place: str) -> None:
        raise StoreError("entries.sqlite", "locked")

    monkeypatch.setattr(ws.store, "current", locked)
    assert "another program is writing" in loyalty.damage_picture(ws).data


def test_ranges_are_there_again(shop: Shop, fill: Fill) -> None:
    ws = shop()
    fill(loyalty.damage_form(ws), {"problem": UNSURE["problem"], "customers": exact("5")})
    assert loyalty.damage_form(ws).data == {
        "problem": {"low": 10, "likely": 20, "high": 30},
        "customers": {"likely": 5},
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ({}, None),
        ({"low": 1}, None),
        ({"low": 1, "likely": 2}, None),
        ({"likely": "x"}, None),
        ({"likely": 50}, (0.5, 0.5, 0.5)),
        ({"low": 10, "likely": 20, "high": 40}, (0.1, 0.2, 0.4)),
    ],
)
def test_a_triple_is_whole_or_none(value: Any, expected: Any) -> None:
    assert triple(value, 100) == expected


def test_a_saved_answer_of_another_shape_is_not_shown() -> None:
    asked, _ = Range(name="x", label="X"), translator("en")
    assert not any(asked.fits(value) for value in (None, 3, [1], {"middle": 1}, {"low": True}))
    assert asked.fits({"low": 1, "high": "two"})
    assert not asked.answered({"low": 1})
    assert asked.problem({"low": 1, "likely": 1, "high": 1}, _) == ""


# What a customer is worth


def test_a_customers_worth_is_said_and_what_staying_adds(
    shop: Shop, fill: Fill, said: Said
) -> None:
    form = loyalty.clv_form(shop())
    fill(form, {"margin": "100", "retention": "80", "discount": "10", "unit": "EUR"})
    # 100 · .8 / .3; 100 · .85 / .25 = 340, which is 27.5 % more.
    assert "worth 267 EUR today, if 80% stay" in said(form)[0]
    assert said(form)[1] == "If 85% stayed, it would be 340 EUR: 28% more per customer."


@pytest.mark.parametrize(
    ("retention", "discount", "lines"), [("100", "0", 1), ("100", "8", 1), ("97", "0", 1)]
)
def test_there_is_no_more_than_all(
    shop: Shop, fill: Fill, said: Said, retention: str, discount: str, lines: int
) -> None:
    form = loyalty.clv_form(shop())
    fill(form, {"margin": "100", "retention": retention, "discount": discount})
    assert len(said(form)) == lines
    assert ("no end" in said(form)[0]) == ((retention, discount) == ("100", "0"))


@pytest.mark.parametrize("answers", [{"margin": "x"}, {"retention": "101"}, {"discount": "-1"}])
def test_no_worth_is_said_of_what_cannot_be(
    shop: Shop, fill: Fill, said: Said, answers: dict[str, str]
) -> None:
    form = loyalty.clv_form(shop())
    fill(form, {"margin": "100", "retention": "80", "discount": "10", **answers})
    assert bad(form)
    assert not any("such a customer" in line for line in said(form))


def test_a_customer_who_costs_money_has_no_gain(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.clv_form(shop())
    fill(form, {"margin": "-100", "retention": "80", "discount": "10"})
    assert len(said(form)) == 1
    assert "−267" in said(form)[0]
