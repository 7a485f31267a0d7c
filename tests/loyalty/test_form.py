"""The room's exercises, set as a browser sets them."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from workshop_kit import Workshop, loyalty
from workshop_kit.forms import Form
from workshop_kit.loyalty.form import needs_of
from workshop_kit.loyalty.line import line_svg
from workshop_kit.loyalty.pyramid import pyramid_svg
from workshop_kit.loyalty.teaching import CHAIN, CHAIN_KEY

Shop = Callable[..., Workshop]
Fill = Callable[[Form, dict[str, Any]], None]
Said = Callable[[Form], list[str]]
LANGUAGES = ("en", "zh")
NEEDS = """
needs:
  - {id: queue, label: {en: No queue, zh: 不排队}}
  - {id: bed, label: {en: A clean bed, zh: 床品干净}}
"""
HOSTILE = "</text><script>alert(1)</script> \x07 喆堃玥"


def shown(form: Form) -> str:
    return bytes(form.image.value).decode()


def texts(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


# Experience, satisfaction, loyalty


@pytest.mark.parametrize("statement", CHAIN_KEY)
def test_every_answer_is_judged_with_its_reason(
    shop: Shop, fill: Fill, said: Said, statement: str
) -> None:
    form = loyalty.chain_form(shop())
    assert said(form) == []
    reason = loyalty.chain_statements("en").set_index("statement")["reason"][statement]
    number = list(CHAIN_KEY).index(statement) + 1
    for link in CHAIN:
        fill(form, {statement: link})
        good = link == CHAIN_KEY[statement]
        verdict = "right." if good else "look again."
        assert said(form) == [f"{int(good)} of 12 right", f"{number}: {verdict} {reason}"]


def test_the_newest_answer_is_judged_on_top(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.chain_form(shop())
    fill(form, {"renewed": "loyalty", "shoe-covers": "loyalty", "as-hoped": "satisfaction"})
    assert [line.split(":")[0] for line in said(form)] == ["2 of 12 right", "3", "1", "12"]
    fill(form, {"shoe-covers": "experience"})
    assert [line.split(":")[0] for line in said(form)] == ["3 of 12 right", "1", "3", "12"]


def test_no_answer_tells_the_key_beforehand(shop: Shop) -> None:
    form = loyalty.chain_form(shop())
    labels = [field.question.label for field in form.fields.values()]
    assert len(labels) == 12
    options = [list(field.question.options) for field in form.fields.values()]
    assert options == [list(CHAIN)] * 12
    reasons = loyalty.chain_statements("en")["reason"]
    assert not any(reason in label for reason in reasons for label in labels)


def test_marks_are_there_again_after_a_restart(shop: Shop, fill: Fill, said: Said) -> None:
    ws = shop()
    fill(loyalty.chain_form(ws), {"renewed": "loyalty"})
    assert said(loyalty.chain_form(ws))[0] == "1 of 12 right"


# A score by hand


def test_a_score_is_reckoned_step_by_step(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.nps_form(shop())
    assert "NPS" not in texts(shown(form)).replace("NPS, points", "")
    fill(form, {"promoters": "9", "passives": "7", "detractors": "4"})
    # Of 20: 45 % - 20 %. (9.75 - 4.75) / 23 = .2174 ± 1.96 √(.5832 / 23), as in the notebook.
    assert said(form)[0].startswith(
        "9 of 20 are 45% promoters, 4 of 20 are 20% detractors: 45% less 20% makes +25."
    )
    assert said(form)[1].startswith("NPS +25 (exploratory, 95% interval −9 to +53; n = 20).")
    assert "NPS +25" in texts(shown(form))


def test_shares_that_are_not_whole_keep_a_decimal(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.nps_form(shop())
    fill(form, {"promoters": "1", "passives": "1", "detractors": "1"})
    assert said(form)[0].startswith("1 of 3 are 33.3% promoters, 1 of 3 are 33.3% detractors")
    assert "interval" not in texts(shown(form))


@pytest.mark.parametrize(
    "counts",
    [
        {"promoters": "0", "passives": "0", "detractors": "0"},
        {"promoters": "nine", "passives": "7", "detractors": "4"},
        {"promoters": "-1", "passives": "7", "detractors": "4"},
        {"promoters": "1.5", "passives": "7", "detractors": "4"},
        {"promoters": "2000000", "passives": "7", "detractors": "4"},
    ],
)
def test_no_score_is_made_of_what_is_no_count(
    shop: Shop, fill: Fill, said: Said, counts: dict[str, str]
) -> None:
    form = loyalty.nps_form(shop())
    fill(form, counts)
    assert not any("less" in line.split() for line in said(form))
    ElementTree.fromstring(shown(form))


def test_the_line_marks_a_score_where_it_stands() -> None:
    for scores, middle in (([10] * 30, "530.0"), ([0] * 30, "50.0"), ([8] * 30, "290.0")):
        root = ElementTree.fromstring(line_svg(loyalty.nps(scores), "en"))
        circle = root.find("{http://www.w3.org/2000/svg}circle")
        assert circle is not None
        assert circle.get("cx") == middle
    assert "circle" not in line_svg(None, "zh")


# A list of metrics


def metric(**words: str) -> dict[str, str]:
    return {"metric": "Rooms ready at two", "owner": "housekeeping", **words}


def test_the_missing_kinds_are_named(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.metric_form(shop())
    assert said(form) == []
    fill(form, {"metrics": [metric(kind="descriptive")]})
    assert said(form) == [
        "Still missing: Perceptual metrics. What do customers think of it?",
        "Still missing: Outcome metrics. What do they do then, or say that they will do?",
    ]
    rows = [metric(kind=kind) for kind in ("descriptive", "perceptual", "outcome")]
    fill(form, {"metrics": rows})
    assert said(form)[0].startswith("All three kinds are there.")


def test_a_metric_without_kind_or_owner_is_named(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.metric_form(shop())
    fill(form, {"metrics": [{"metric": "Queue {n}"}, {"owner": "desk"}]})
    assert said(form)[-2:] == ["No kind yet: Queue {n}.", "Nobody answers for it yet: Queue {n}."]


# The need pyramid


def test_a_placed_need_gets_its_metric(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.pyramid_form(shop(NEEDS))
    assert said(form) == []
    fill(form, {"queue": "easy", "own needs": [{"need": HOSTILE, "level": "memorable"}]})
    lines = said(form)
    assert lines[0].startswith("1.0 Needs met: nothing yet. For example: ")
    assert lines[1] == "2.0 Easy and effortless: No queue. Ask with: Customer effort (CES)."
    assert lines[2].startswith("3.0 Delightful, hard to forget: </text><script>")
    assert "<script" not in shown(form)
    assert "No queue" in texts(shown(form))
    assert "alert(1)" in texts(shown(form))


def test_a_row_without_a_level_is_not_placed(shop: Shop, fill: Fill, said: Said) -> None:
    form = loyalty.pyramid_form(shop(NEEDS))
    fill(form, {"own needs": [{"need": "Quiet"}, {"level": "met"}]})
    assert said(form) == []


def test_features_are_placed_where_the_profile_names_no_needs(shop: Shop) -> None:
    features = "\n".join(f"  - {{id: f{i}, label: Feature {i}}}" for i in range(20))
    ws = shop(f"features:\n{features}\n")
    assert list(needs_of(ws)) == [f"f{i}" for i in range(12)]
    assert list(loyalty.pyramid_form(shop()).fields) == ["own needs"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour", ["#0f766e", "#ffee88", "#FFFFFF"])
def test_the_pyramid_is_drawn_in_any_colour(language: str, colour: str) -> None:
    many = {"met": ["A need that has rather many words"] * 12, "easy": [], "memorable": ["x"]}
    words = texts(pyramid_svg(many, language, colour))
    assert "CSAT" in words
    assert "…" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_text_for_each_kind_and_level(language: str) -> None:
    kinds, levels = loyalty.kind_sheet(language), loyalty.level_sheet(language)
    assert kinds.shape == (3, 3)
    assert levels.index.tolist() == ["3.0", "2.0", "1.0"]
    assert not kinds.isna().any(axis=None)
    assert not levels.isna().any(axis=None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "make",
    [loyalty.chain_form, loyalty.nps_form, loyalty.metric_form, loyalty.pyramid_form,
     loyalty.damage_form, loyalty.clv_form],
)  # fmt: skip
def test_every_form_opens_empty_and_says_nothing(
    shop: Shop, said: Said, make: Callable[[Workshop], Form], language: str
) -> None:
    form = make(shop(NEEDS, language=language))
    assert form.data == {}
    assert said(form) == []
