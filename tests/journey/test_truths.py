"""Moments of truth: where the sheets begin, when a standard can be checked, the weakest moment."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import Form
from workshop_kit.journey.codes import typical_checks, typical_names
from workshop_kit.journey.kpis import kpi_form
from workshop_kit.journey.truths import has_figure, mot_form, typical_form

Page = Callable[..., Workshop]
Fill = Callable[..., None]
Save = Callable[..., Entry]
Lines = Callable[[Form], list[str]]


def test_the_first_sheets_begin_with_valley_peak_and_end(
    hotel: Page, curve_of: Save, lines: Lines
) -> None:
    curve_of(hotel(), {"website": 2, "desk": -2.5, "laundry": 0})
    said = {}
    for number in (1, 2, 3, 4):
        form = mot_form(hotel(), number)
        said[form.data.get("touchpoint")] = lines(form)
    assert said == {
        "desk": ["Valley of your curve: Desk (−2.5)."],
        "website": ["Peak of your curve: Website (+2)."],
        "laundry": ["End of your curve: Laundry (0)."],
        None: [],
    }
    assert hotel().store.current(kind="mot") == []  # a suggestion is not saved
    assert "前台（−2.5）" in lines(mot_form(hotel("zh"), 1))[0]


def test_a_group_may_choose_another_touchpoint_and_each_number_is_a_sheet_of_its_own(
    hotel: Page, curve_of: Save, fill: Fill
) -> None:
    curve_of(hotel(), {"website": 2, "desk": -2})
    fill(mot_form(hotel(), 1), {"touchpoint": "laundry"})
    assert mot_form(hotel(), 1).data == {"touchpoint": "laundry"}
    assert mot_form(hotel(), 2).data == {"touchpoint": "website"}


def test_the_first_persona_counts_and_the_curve_as_it_is(hotel: Page, curve_of: Save) -> None:
    curve_of(hotel(), {"website": -3, "desk": 3}, key="10")
    curve_of(hotel(), {"website": 3, "desk": -1}, key="2")
    curve_of(hotel(), {"website": -2, "desk": 3}, key="1", version="to_be")
    assert mot_form(hotel(), 1).data == {"touchpoint": "desk"}


def test_a_curve_at_a_touchpoint_that_is_gone_suggests_nothing(hotel: Page, curve_of: Save) -> None:
    curve_of(hotel(), {"moon": -3})
    assert mot_form(hotel(), 1).data == {}


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("within 10 seconds", True),
        ("Within ten seconds", True),
        ("half of all guests", True),
        ("once a day", True),
        ("三分钟内答复", True),
        ("１０秒内", True),
        ("百分之九十的客户", True),
        ("每半小时一次", True),
        ("95％", True),
        ("warmly and at once", False),
        ("everyone is often content", False),
        ("一定要热情", False),
        ("一起微笑服务", False),
        ("过几分钟回电", False),
        ("", False),
    ],
)
def test_a_figure_is_a_number_in_digits_or_in_words(text: str, has: bool) -> None:
    assert has_figure(text) is has


def test_what_a_standard_lacks_is_said(
    hotel: Page, fill: Fill, lines: Lines, curve_of: Save
) -> None:
    curve_of(hotel(), {"laundry": 1})
    form = mot_form(hotel(), 9)  # about no moment of the curve

    def after(**answers: Any) -> list[str]:
        fill(form, answers)
        form.tick()
        return [text for tone, text in form.foot.lines if tone == ""]

    assert after(touchpoint="desk") == []
    no_standard = "Not there yet: a standard that everybody can keep, with a figure."
    no_check = "Not there yet: who checks the standard, and how often."
    assert after(talk="Good evening") == [no_standard, no_check]
    no_figure = "The standard has no figure yet: how fast, how many, how often?"
    assert after(standard="greet quickly") == [no_figure, no_check]
    assert after(check="the shift leader, daily") == [no_figure]
    assert after(standard="greet within 10 seconds") == [
        "This standard can be checked: it has a figure, and a way to check it."
    ]
    assert "可以考核" in lines(mot_form(hotel("zh"), 9))[-1]


def test_the_weakest_typical_moment_is_named(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = typical_form(hotel())
    fill(form, {"first-contact": ["1", "2", "3"], "decision": ["1"], "delivery": ["2"]})
    assert lines(form) == ["Weakest: Problem solved, Renewal or upgrade (0 of 3). Begin there."]
    fill(form, {"problem": ["1", "3"], "renewal": ["1", "2"]})
    assert lines(form) == ["Weakest: Decision to buy, Delivery (1 of 3). Begin there."]
    assert "购买决策、产品交付" in lines(typical_form(hotel("zh")))[0]
    fill(form, {moment: ["1", "2", "3"] for moment in typical_names("en")})
    assert lines(form) == ["All are ticked. Would your customers tick them, too?"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_typical_moment_has_three_checks(language: str) -> None:
    checks = typical_checks(language)
    assert list(checks) == list(typical_names(language))
    texts = [text for moment in checks.values() for text in moment.values()]
    assert len(set(texts)) == 15


def test_key_figures_begin_with_the_key_touchpoints_and_their_sign(
    hotel: Page, curve_of: Save, fill: Fill
) -> None:
    curve_of(hotel(), {"website": 2, "desk": -2, "laundry": 0})
    curve_of(hotel(), {"website": -1, "laundry": 1}, key="2")  # each touchpoint stands there once
    form = kpi_form(hotel())
    rows = [
        {"touchpoint": "website", "curve": "strength"},
        {"touchpoint": "desk", "curve": "weakness"},
        {"touchpoint": "laundry"},  # neither
    ]
    assert form.data == {"rows": rows}
    assert hotel().store.current(kind="kpi") == []
    fill(form, {"rows": [{}, {"target": "soon"}, {"target": "5 minutes"}]})
    form.tick()
    assert [text for _tone, text in form.foot.lines] == ["Row 2: the target has no figure yet."]
    changed = [rows[0], {**rows[1], "target": "soon"}, {**rows[2], "target": "5 minutes"}]
    assert kpi_form(hotel("zh")).data == {"rows": changed}
