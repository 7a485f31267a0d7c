"""The room's sheets: open untouched, keep every answer, link to evidence, say what is lacking."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from workshop_kit import Workshop, plan
from workshop_kit.entries import Entry
from workshop_kit.forms import Choice, Choices, Form, Matrix, Question, Rows, Text
from workshop_kit.stores import StoreError

Page = Callable[..., Workshop]
Fill = Callable[..., None]
Lines = Callable[[Form], list[str]]
Save = Callable[..., Entry]
LANGUAGES = ("en", "zh")
SHEETS: dict[str, Callable[..., Form]] = {
    "how_might_we": plan.question_form,
    "ideas": plan.idea_form,
    "screening": plan.screening_form,
    "concept": partial(plan.concept_form, number=1),
    "user_test": partial(plan.user_test_form, number=1),
    "swot": plan.swot_form,
    "orid": plan.orid_form,
    "actions": plan.action_form,
    "prevention": plan.prevention_form,
    "service_levels": partial(plan.levels_form, number=1),
    "panorama": plan.panorama_form,
    "upkeep": plan.upkeep_form,
    "pitch": plan.pitch_form,
    "reflection": plan.reflection_form,
}
OF_PLACES = (
    *("how_might_we", "ideas", "concept", "actions", "prevention", "service_levels"),
    *("panorama", "pitch"),
)
HOSTILE = '"</td><script>alert(1)</script> $x$ {0} 🚗 喆堃玥 שלום'
NONE = {"en": "The profile of this company lists no touchpoints yet.", "zh": "还没有触点"}
SHORTER = "touchpoints:\n  - {id: room, label: {en: Room, zh: 客房}, kind: physical}\n"


def answer(question: Question) -> Any:
    if isinstance(question, Text):
        return f"{HOSTILE} {question.name}"[: question.most]
    if isinstance(question, Choice):
        return "desk" if "desk" in question.options else list(question.options)[-1]
    if isinstance(question, Choices):
        return list(question.options)[1:]
    if isinstance(question, Matrix):
        return dict.fromkeys(question.rows, "4")
    assert isinstance(question, Rows)
    return [{column.name: answer(column) for column in question.columns}] * 2


def asked(form: Form) -> list[Question]:
    """Every question, those of rows too."""
    questions = [field.question for field in form.fields.values()]
    return questions + [c for q in questions if isinstance(q, Rows) for c in q.columns]


@pytest.mark.parametrize("kind", SHEETS)
def test_an_untouched_sheet_opens_and_writes_nothing(hotel: Page, lines: Lines, kind: str) -> None:
    for language in LANGUAGES:
        form = SHEETS[kind](hotel(language))
        form.tick()
        assert form.kind == kind
        assert [tone for tone, _text in form.foot.lines if tone == "bad"] == []
    assert hotel().store.current() == []


@pytest.mark.parametrize("kind", SHEETS)
def test_a_filled_sheet_is_there_again_in_either_language(
    hotel: Page, fill: Fill, kind: str
) -> None:
    form = SHEETS[kind](hotel())
    answers = {name: answer(field.question) for name, field in form.fields.items()}
    fill(form, answers)
    form.save()
    assert form.data == answers
    for language in LANGUAGES:
        again = SHEETS[kind](hotel(language))
        assert again.data == answers
        assert [text for tone, text in again.foot.lines if tone == "bad"] == []


@pytest.mark.parametrize("kind", SHEETS)
def test_sheets_ask_under_the_same_codes_in_both_languages(hotel: Page, kind: str) -> None:
    english, chinese = (asked(SHEETS[kind](hotel(language))) for language in LANGUAGES)
    assert [q.name for q in english] == [q.name for q in chinese]
    assert not {"workshop", "group", "key", "author", "saved_at"} & {q.name for q in english}
    for one, other in zip(english, chinese, strict=True):
        assert one.label != other.label
        if isinstance(one, Choice) and isinstance(other, Choice):
            assert list(one.options) == list(other.options)
            assert len(set(other.options.values())) == len(other.options)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OF_PLACES)
def test_without_touchpoints_a_sheet_says_so_and_takes_them_in_words(
    hotel: Page, fill: Fill, lines: Lines, kind: str, language: str
) -> None:
    form = SHEETS[kind](hotel(language, profile=""))
    assert NONE[language] in lines(form)[0]
    places = [q for q in asked(form) if q.name.partition("-")[0] == "touchpoint"]
    assert places
    assert all(isinstance(question, Text) for question in places)


@pytest.mark.parametrize("kind", OF_PLACES)
def test_a_retired_touchpoint_is_kept_and_said(
    hotel: Page, fill: Fill, lines: Lines, kind: str
) -> None:
    form = SHEETS[kind](hotel())
    answers = {name: answer(field.question) for name, field in form.fields.items()}
    fill(form, answers)
    form.save()
    again = SHEETS[kind](hotel(profile=SHORTER))
    assert again.data == answers
    labels = {label for q in asked(again) for label in getattr(q, "options", {}).values()}
    assert "desk (no longer in the profile)" in labels
    assert any(
        line == "desk: the touchpoint is no longer in the profile; what you wrote is kept."
        for line in lines(again)
    )


@pytest.mark.parametrize("kind", OF_PLACES)
def test_a_touchpoint_brings_its_evidence(
    hotel: Page, fill: Fill, lines: Lines, found: plan.Priorities, kind: str
) -> None:
    form = SHEETS[kind](hotel(), found=found)
    fill(form, {name: answer(field.question) for name, field in form.fields.items()})
    known = "Desk: place 1, 80 points: Worse −0.80 (Quick check-in); −2.00 on the curve (Families)."
    assert lines(form).count(known) == 1
    place = next(q for q in asked(form) if q.name.partition("-")[0] == "touchpoint")
    assert isinstance(place, Choice)
    journey = ["website", "desk", "room"]
    assert list(place.options) == (journey if kind == "panorama" else ["desk", "room", "website"])


@pytest.mark.parametrize("kind", SHEETS)
def test_a_store_that_cannot_be_read_does_not_stop_a_sheet(
    hotel: Page, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    ws = hotel()

    def fail(*_: Any, **__: Any) -> Any:
        raise StoreError("entries", "locked")

    ws.session  # noqa: B018  known before the store fails
    monkeypatch.setattr(type(ws.store), "current", fail)
    assert SHEETS[kind](ws).kind == kind


def test_ideas_pass_the_screen_by_the_product_of_their_ratings(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    fill(plan.idea_form(hotel()), {"rows": [{"idea": "Greet"}, {"idea": "Bill by phone"}]})
    form = plan.screening_form(hotel())
    assert lines(form) == ["Rated by all criteria: 0 of 2 ideas."]
    fill(form, {"criterion-1": {"1": "4", "2": "5"}, "criterion-2": {"1": "3", "2": "5"}})
    fill(form, {"criterion-3": {"1": "5"}})
    form.save()
    assert lines(form) == ["1. Greet: 60 of 125.", "Rated by all criteria: 1 of 2 ideas."]
    fill(form, {"criterion-3": {"1": "5", "2": "3"}})
    form.save()
    assert lines(form) == ["2. Bill by phone: 75 of 125.", "1. Greet: 60 of 125."]
    table = plan.plan_ideas(hotel())
    assert table["idea"].tolist() == ["Bill by phone", "Greet"]
    assert table["score"].tolist() == [75, 60]
    assert table["most"].tolist() == [125, 125]


def test_criteria_can_be_renamed_added_and_taken_out(hotel: Page, fill: Fill, lines: Lines) -> None:
    fill(plan.idea_form(hotel()), {"rows": [{"idea": "Greet"}]})
    form = plan.screening_form(hotel())
    fill(form, {"name-1": "Joy", "name-3": "", "name-4": "Speed"})
    form.save()
    assert lines(form)[0] == "Press Start to rate by: Speed."
    again = plan.screening_form(hotel())
    tables = {n: f.question.label for n, f in again.fields.items() if n.startswith("criterion")}
    assert tables["criterion-1"] == "Joy"
    assert list(tables) == ["criterion-1", "criterion-2", "criterion-4"]
    fill(again, {name: {"1": "2"} for name in tables})
    assert lines(again) == ["1. Greet: 8 of 125."]
    fill(again, {f"name-{i}": "" for i in (1, 2, 4)})
    assert lines(again) == ["Name at least one criterion."]


def test_ratings_of_an_idea_that_was_taken_out_are_kept(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    ideas = plan.idea_form(hotel())
    fill(ideas, {"rows": [{"idea": "Greet"}, {"idea": "Sing"}]})
    form = plan.screening_form(hotel())
    fill(form, {"criterion-1": {"1": "4", "2": "5"}})
    form.save()
    fill(ideas, {"rows": [{}, {"idea": ""}]})
    ideas.save()
    again = plan.screening_form(hotel())
    assert again.data["criterion-1"] == {"1": "4", "2": "5"}
    assert again.fields["criterion-1"].question.rows["2"] == "2. (no longer among the ideas)"


def test_a_row_without_touchpoint_or_question_is_told(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.question_form(hotel())
    fill(form, {"rows": [{"pain": "Nobody looked up"}]})
    assert lines(form) == [
        "Row 1: turn the pain into a question.",
        "Row 1 has no touchpoint yet, and so no evidence.",
    ]


def test_an_action_says_what_it_lacks(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = plan.action_form(hotel())
    whole = {
        "touchpoint": "desk",
        "action": "Two more colleagues from three to six",
        "owner": "Desk manager",
        "due": "2999-12-15",
        "kpi": "waiting time",
        "target": "5 minutes",
        "means": "a rota; the director agreed",
    }
    fill(form, {"rows": [whole, {**whole, "owner": ""}]})
    assert lines(form) == [
        "SMART: row 1.",
        "Row 2 still needs: an owner: one person or role that takes it on.",
    ]


def test_a_promise_needs_a_day_to_come_together_again(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.action_form(hotel())
    fill(form, {"promise": "Nobody waits longer than five minutes", "moves": ["act"]})
    assert lines(form) == ["No day yet to come together again and tell what came of it."]
    fill(form, {"meeting": "Each first Monday"})
    assert lines(form) == []


def test_a_pitch_says_what_is_missing_and_counts_its_yes(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.pitch_form(hotel())
    assert lines(form) == []
    fill(form, {"problem": "Queues", "solution": "Keys at noon", "effect": "much better"})
    assert lines(form) == [
        "Still empty: To be considered.",
        "The expected effect has no figure yet.",
    ]
    fill(form, {"considerations": "One floor first", "effect": "5 minutes"})
    fill(form, {"checks": ["thought", "need", "trust", "plan"]})
    assert lines(form) == ["Answered with yes: 4 of 5."]


def test_a_panorama_asks_for_figures_and_for_few_surprises(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.panorama_form(hotel())
    fill(form, {"rows": [{"touchpoint": "desk", "standard": "always friendly"}]})
    assert lines(form) == [
        "Row 1: with a figure the standard can be checked.",
        "No surprise yet: one to three in a journey, at the peak or the end.",
    ]
    places = [{"touchpoint": "room", "surprise": f"card {i}"} for i in range(4)]
    fill(form, {"rows": [{"standard": "greets within 30 seconds"}, *places]})
    assert lines(form) == ["Surprises: 4. Keep the best 3; the others become standards."]


def test_the_class_sees_every_groups_panorama(hotel: Page, saved: Save) -> None:
    ws = hotel()
    assert "one page" in plan.panorama_sheet(ws).data
    saved(ws, "panorama", {"rows": [{"touchpoint": "desk", "standard": "30 s"}, {}]}, group="10")
    saved(ws, "panorama", {"rows": [{"touchpoint": "gone", "special": "a chair"}]}, group="2")
    saved(ws, "panorama", {"rows": "spoilt"}, group="3")
    sheet = plan.panorama_sheet(ws)
    assert sheet.index.tolist() == ["Group 2", "Group 10"]
    assert sheet["Touchpoint"].tolist() == ["gone (no longer in the profile)", "Desk"]
    assert sheet.iloc[1].tolist()[1:] == ["30 s", "–", "–", "–"]


def test_what_keeps_a_change_going_names_what_is_empty(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.upkeep_form(hotel())
    fill(form, {name: "x" for name in form.fields if name != "training"})
    assert lines(form) == ["Still empty: Training."]


def test_a_talk_that_skips_a_step_is_told(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = plan.orid_form(hotel())
    fill(form, {"objective": "Queues", "decisional": "More people"})
    assert lines(form) == [
        "A step was left out: facts come before feelings, feelings before reasons."
    ]
    fill(form, {"reflective": "Stung", "interpretive": "Shifts"})
    assert lines(form) == []


def test_six_ways_are_there_to_begin_and_may_be_renamed(
    hotel: Page, fill: Fill, lines: Lines
) -> None:
    form = plan.prevention_form(hotel())
    assert [form.data[f"name-{i}"] for i in (1, 6)] == [
        "keep up the relation",
        "turn it to gain for both",
    ]
    fill(form, {"name-1": "Call them", "what-1": "Each Monday"})
    form.save()
    assert "Nothing yet for: During; After." in lines(form)
    assert plan.prevention_form(hotel()).data["name-1"] == "Call them"


def test_a_service_is_lifted_by_one_level(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = plan.levels_form(hotel())
    fill(form, {"today": "good"})
    assert "Next level: excellent. Write down what it looks like here." in lines(form)
    fill(form, {"excellent": "Nobody waits"})
    assert "Next level: excellent." in lines(form)
    fill(form, {"today": "outstanding"})
    assert "Nothing above it. Would your customers say so, too?" in lines(form)


def test_users_are_counted_and_more_asked_for(hotel: Page, fill: Fill, lines: Lines) -> None:
    form = plan.user_test_form(hotel())
    fill(form, {"rows": [{"managed": "yes"}, {"managed": "no"}, {"managed": "yes"}]})
    assert lines(form) == ["Managed it: yes 2, no 1.", "Users so far: 3. Try it with at least 5."]


def test_a_reflection_has_five_three_and_one_for_everybody(hotel: Page) -> None:
    form = plan.reflection_form(hotel())
    assert form.personal
    kinds = [name.partition("-")[0] for name in form.fields]
    assert kinds == ["gain"] * 5 + ["tool"] * 3 + ["plan"]
    assert form.foot.progress == "0 of 6"  # 3-2-1 is enough


@pytest.mark.parametrize("kind", SHEETS)
def test_spoilt_entries_of_another_version_are_shown_or_kept(
    hotel: Page, saved: Save, kind: str
) -> None:
    ws = hotel()
    key = "1" if kind in ("concept", "user_test", "service_levels") else ""
    spoilt = {"rows": [1, {"touchpoint": 3, "idea": ["x"]}], "criterion-1": {"9": "x"}, "today": 5}
    saved(ws, kind, spoilt, key=key)
    assert SHEETS[kind](ws).kind == kind
