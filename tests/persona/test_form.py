"""The persona room's forms: what is typed is kept, drawn as it is, and rests on what it says."""

import csv
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree import ElementTree

import ipywidgets as widgets
import pytest

from workshop_kit import Workshop, open_workshop, persona
from workshop_kit.customers import SOURCES
from workshop_kit.entries import Entry
from workshop_kit.fitting import clean, wrap
from workshop_kit.forms import Choice, Choices, Form
from workshop_kit.material import material
from workshop_kit.persona.cards import TAGS
from workshop_kit.persona.picture import STAMP
from workshop_kit.persona.strategies import advice
from workshop_kit.persona.styles import SIGNS
from workshop_kit.persona.words import (
    part_names,
    psychology_names,
    source_names,
    style_names,
    tag_names,
)

Page = Callable[..., Workshop]
Shop = Callable[..., Workshop]
Fill = Callable[[Form, dict[str, Any]], None]
Elsewhere = Callable[..., Entry]
LANGUAGES = ("en", "zh")
COMPANIES = ("lakeside-hotel", "binhai-power", "xingyun-telecom", "digital-payments")
SVG = "{http://www.w3.org/2000/svg}"
WHOLE: dict[str, Any] = {
    "name": "Auntie Wang",
    "tagline": "Travels with two grandchildren",
    "age": "67",
    "segment": "family",
    "style": "patient",
    "psychologies": ["face", "advice", "sharing"],
    "customer_class": ["special-care", "social-value"],
    "tier": "loyal",
    "abc": "B",
    "quote": "Never mind, we can wait.",
    "goals": "sleep\nswim",
    "pains": "queues\nstairs",
    "scenario": "Arrives late.",
    "channels": "telephone\nfront desk",
    "basis": "six talks at the counter",
    **{f"tag-{tag}": f"what we know of {tag}" for tag in TAGS},
    **{f"source-{tag}": "front-desk" for tag in TAGS},
}
SEGMENTS = """
segments:
  - {id: family, label: {en: Families, zh: 亲子家庭}}
  - {id: senior, label: {en: Seniors, zh: 夕阳红}}
attributes:
  - {id: spend, label: {en: Spend, zh: 消费}, kind: number}
"""
JARGON = """
persona:
  jargon:
    - {id: ont, term: {en: ONT, zh: 光猫}, plain: {en: box on the wall, zh: 墙上的盒子}}
    - {id: key, term: {en: churn, zh: 离网}, plain: {en: leaving us, zh: 不用我们了}}
"""


def lines(form: Form) -> list[str]:
    return [text for _tone, text in form.foot.lines]


def drawn(form: Form) -> str:
    return bytes(form.image.value).decode()


def said(form: Form) -> str:
    """All text of the picture, without blanks."""
    texts = ElementTree.fromstring(drawn(form)).iter(f"{SVG}text")
    return "".join("".join(text.text or "" for text in texts).split())


def stamped(form: Form) -> bool:
    found = [word in said(form) for word in STAMP]
    assert len(set(found)) == 1
    return found[0]


def walk(widget: Any) -> list[Any]:
    return [widget, *(part for child in getattr(widget, "children", ()) for part in walk(child))]


def counted(company: str) -> Counter[str]:
    """Customers by segment, counted in the file itself."""
    with (material("datasets") / company / "customers.csv").open(encoding="utf-8") as file:
        return Counter(row["segment"] for row in csv.DictReader(file))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_there_again_with_every_value_in_either_language(
    page: Page, fill: Fill, language: str
) -> None:
    form = persona.card_form(page(language=language), 1)
    assert set(form.fields) == set(WHOLE)
    fill(form, WHOLE)
    assert form.data == WHOLE
    for again in LANGUAGES:
        other = persona.card_form(page(language=again), 1)
        assert other.data == WHOLE
        assert other.foot.saved not in ("", form._("Saved as you fill it in."))
    assert drawn(persona.card_form(page(language=language), 1)) == drawn(form)
    assert persona.card_form(page(), 2).data == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_shows_what_was_typed_while_it_is_typed(
    page: Page, fill: Fill, language: str
) -> None:
    ws = page(language=language)
    form = persona.card_form(ws, 1)
    typed = ("name", "tagline", "age", "quote", "scenario", *(f"tag-{tag}" for tag in TAGS))
    for name in typed:
        assert "".join(WHOLE[name].split()) not in said(form)
        fill(form, {name: WHOLE[name]})
        assert "".join(WHOLE[name].split()) in said(form)
    fill(form, WHOLE)
    chosen = [
        style_names(language)["patient"],
        *ws.company.labels("segments", ws.language).values(),
    ]
    names = psychology_names(language)
    expected = [chosen[0], chosen[3], *(names[code] for code in WHOLE["psychologies"])]
    for text in [*expected, "sleep", "swim", "queues", "stairs", "telephone"]:
        assert "".join(text.split()) in said(form)
    assert (
        said(form).count("".join(ws.company.labels("sources", ws.language)["front-desk"].split()))
        >= 8
    )


HOSTILE = [
    '</text><script>alert("x")</script>',
    "<img src=x onerror=alert(1)>",
    "]]>&amp;<b>'\"",
    "🚗👩‍👩‍👧‍👦",
    "喆堃玥𠮷",
    "مرحبا بالعالم",
    "שלום עולם \u202eevil",
    "a\0b\x1b half \ud83d",
    "{name} %s $5 or $10",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_and_foreign_texts_are_drawn_and_kept_as_text(
    page: Page, fill: Fill, text: str
) -> None:
    form = persona.card_form(page(), 1)
    typed = {name: text for name, field in form.fields.items() if isinstance(WHOLE[name], str)
             and not isinstance(field.question, Choice)}  # fmt: skip
    fill(form, typed)
    kept = text.replace("\ud83d", "�")
    assert form.data == dict.fromkeys(typed, kept)
    assert persona.card_form(page(), 1).data == form.data
    root = ElementTree.fromstring(drawn(form))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "text", "rect", "circle", "path", "g"
    }  # fmt: skip
    assert clean(kept).split()[0][:4] in said(form)
    for widget in walk(form):
        assert not isinstance(widget, widgets.HTML | widgets.HTMLMath | widgets.Output)
        assert not getattr(widget, "description_allow_html", False)


@pytest.mark.parametrize(
    "text", ["W" * 10_000, "字" * 10_000, "a " * 5000, "x\n" * 5000, "🚗" * 5000]
)
def test_ten_thousand_characters_everywhere_are_drawn_within_a_second(
    page: Page, saved_elsewhere: Elsewhere, text: str
) -> None:
    values = {name: text for name, value in WHOLE.items()
              if isinstance(value, str) and not name.startswith("source-")
              and name not in ("segment", "style", "tier", "abc")}  # fmt: skip
    saved_elsewhere(page(), "persona", values)
    form = persona.card_form(page(), 1)
    assert form.data == values
    assert form._picture is not None
    wrap.cache_clear()
    start = time.process_time()
    picture = form._picture(values)
    assert time.process_time() - start < 1
    ElementTree.fromstring(picture)
    assert len(picture) < 200_000
    assert any(f"{len(text):,}" in line for line in lines(form))
    strategy = persona.strategy_form(page(), 1)
    assert strategy._picture is not None
    wrap.cache_clear()
    start = time.process_time()
    picture = strategy._picture(dict.fromkeys(part_names("en"), text))
    assert time.process_time() - start < 1
    ElementTree.fromstring(picture)


@pytest.mark.parametrize("company", [c for c in COMPANIES if c != "digital-payments"])
def test_a_card_rests_on_the_customers_of_its_segment(page: Page, fill: Fill, company: str) -> None:
    counts = counted(company)
    for language in LANGUAGES:
        ws = page(company, language)
        form = persona.card_form(ws, 1)
        assert "n" not in form.fields
        question = form.fields["segment"].question
        assert isinstance(question, Choice)
        assert list(question.options) == ws.company.ids("segments")
        for segment, label in question.options.items():
            assert str(counts[segment]) in label
            fill(form, {"segment": segment})
            number = {"en": f"Restson{counts[segment]}customers.", "zh": f"{counts[segment]}"}
            assert number[language] in said(form)
            assert not stamped(form)


def test_a_card_without_a_segment_is_stamped(page: Page, fill: Fill) -> None:
    for language in LANGUAGES:
        form = persona.card_form(page(language=language), 1)
        assert stamped(form)
        fill(form, {"name": "Wang"})
        assert stamped(form)


@pytest.mark.parametrize("values", [{"segment": "tariff-hunters"}, {"segment": "family", "n": 900}])
def test_a_segment_of_another_company_is_kept_and_rests_on_nobody(
    page: Page, saved_elsewhere: Elsewhere, values: dict[str, Any]
) -> None:
    saved_elsewhere(page(), "persona", {"name": "Wang", **values})
    form = persona.card_form(page(), 1)
    known = values["segment"] == "family"
    assert form.data == {"name": "Wang", **({"segment": "family"} if known else {})}
    assert stamped(form) is not known
    assert any("tariff-hunters" in line for line in lines(form)) is not known
    # What the group once said it met does not count where there are data.
    assert ("Restson900" in said(form)) is False
    assert page().store.current(kind="persona")[0].body["values"] == {"name": "Wang", **values}


def test_without_customers_the_card_rests_on_those_the_group_met(
    shop: Shop, entered_here: Any, fill: Fill
) -> None:
    form = persona.card_form(shop(SEGMENTS), 1)
    assert list(form.fields).index("n") == list(form.fields).index("segment") + 1
    question = form.fields["segment"].question
    assert isinstance(question, Choice)
    assert question.options == {"family": "Families", "senior": "Seniors"}
    fill(form, {"segment": "family"})
    assert stamped(form)
    for typed, n in [("12", 12), ("１", 1), ("0", 0), ("many", 0), ("-3", 0), ("1.5", 0), ("", 0)]:
        fill(form, {"n": typed})
        assert stamped(form) is (n == 0)
        one = {0: "Restsonnocustomers", 1: "Restson1customer."}
        assert one.get(n, f"Restson{n}customers.") in said(form)
    fill(form, {"n": "many"})
    assert any("must be a number" in line for line in lines(form))
    assert persona.card_form(shop(SEGMENTS), 1).data == {"segment": "family", "n": "many"}


def test_a_file_that_names_no_segments_tells_of_nobody(shop: Shop, entered_here: Any) -> None:
    for rows in (["customer,spend", "a,1", "b,2"], ["customer,segment,spend", "a,,1", "b,,2"]):
        form = persona.card_form(shop(SEGMENTS, rows), 1)
        assert "n" in form.fields


def test_three_customers_and_one_segment(shop: Shop, entered_here: Any, fill: Fill) -> None:
    one = SEGMENTS.replace("  - {id: senior, label: {en: Seniors, zh: 夕阳红}}\n", "")
    rows = ["customer,segment,spend", "a,family,1", "b,,2", "c,,"]
    for language, label in (("en", "Families (1 customer)"), ("zh", "亲子家庭（1 位客户）")):
        form = persona.card_form(shop(one, rows, language), 1)
        question = form.fields["segment"].question
        assert isinstance(question, Choice)
        if language == "en":
            assert question.options == {"family": label}
        fill(form, {"segment": "family"})
        assert not stamped(form)
    form = persona.card_form(shop(one, rows), 1)
    assert "Restson1customer." in said(form)
    fill(persona.strategy_form(shop(one, rows), 1), {"talk": "Slowly."})
    for make in FORMS[1:]:
        make(shop(one, rows))


def test_an_empty_card_asks_for_nothing_and_a_begun_one_for_the_next_steps(
    page: Page, fill: Fill
) -> None:
    form = persona.card_form(page(), 1)
    assert lines(form) == []
    assert form.foot.progress == "0 of 5"
    fill(form, {"name": "Wang"})
    assert lines(form) == [
        "Say in one line who this is.",
        "Choose the style: tick the signs you saw or heard.",
        "Sort the customer into a class.",
    ]
    assert form.foot.progress == "1 of 5"
    fill(form, WHOLE)
    assert lines(form) == []
    assert form.foot.progress == "5 of 5"
    fill(form, {"name": "", "segment": "senior", "tag-emotion": " "})
    assert persona.card_form(page(), 1).data == {
        name: value for name, value in {**WHOLE, "segment": "senior"}.items()
        if name not in ("name", "tag-emotion")
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_than_three_psychologies_are_said_and_kept(
    page: Page, fill: Fill, language: str
) -> None:
    form = persona.card_form(page(language=language), 1)
    codes = list(psychology_names(language))
    fill(form, {"psychologies": codes[:3]})
    assert form.foot.wrong == []
    fill(form, {"psychologies": codes[:4]})
    assert form.foot.wrong == ["ws-q-psychologies"]
    text = form._("choose at most {most}; these are {n}.").format(most=3, n=4)
    assert any(text in line for line in lines(form))
    assert persona.card_form(page(language=language), 1).data == {"psychologies": codes[:4]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_sources_are_those_of_the_profile_or_the_seven_of_the_kit(
    page: Page, company: str, language: str
) -> None:
    ws = page(company, language)
    form = persona.card_form(ws, 1)
    own = ws.company.labels("sources", ws.language)
    kit = {code: source_names(language)[code] for code in SOURCES}
    assert len(kit) == 7
    for tag in TAGS:
        question = form.fields[f"source-{tag}"].question
        assert isinstance(question, Choice)
        assert question.options == (own or kit)
        assert tag_names(language)[tag] in question.label
    if company in ("lakeside-hotel", "digital-payments"):
        assert bool(own) is (company == "lakeside-hotel")


FORMS: Sequence[Callable[[Workshop], Form]] = (
    lambda ws: persona.card_form(ws, 1),
    lambda ws: persona.strategy_form(ws, 1),
    persona.style_form,
    persona.plain_form,
    persona.insight_sheet,
    persona.needs_sheet,
    persona.stakeholder_sheet,
    persona.customer_sheet,
    persona.man_sheet,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_every_form_opens_for_every_company_and_writes_nothing(
    page: Page, company: str, language: str
) -> None:
    ws = page(company, language)
    for make in FORMS:
        form = make(ws)
        assert [tone for tone, _text in form.foot.lines if tone == "bad"] == []
        form.tick()
    assert ws.store.file is not None
    assert not ws.store.file.exists()


@pytest.mark.parametrize("company", COMPANIES)
def test_no_question_is_called_like_a_column_of_what_was_entered(page: Page, company: str) -> None:
    kinds = []
    for make in FORMS:
        form = make(page(company))
        assert not {"workshop", "group", "key", "author", "saved_at"} & set(form.fields)
        kinds.append(form.kind)
    assert len(set(kinds)) == len(FORMS)


def test_two_languages_ask_under_the_same_codes(page: Page) -> None:
    for make in FORMS:
        english, chinese = make(page()), make(page(language="zh"))
        assert list(english.fields) == list(chinese.fields)
        for name, field in english.fields.items():
            one, other = field.question, chinese.fields[name].question
            assert one.label != other.label
            if isinstance(one, Choice | Choices) and isinstance(other, Choice | Choices):
                assert list(one.options) == list(other.options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_follow_the_style_of_the_card_and_are_not_saved(
    page: Page, fill: Fill, language: str
) -> None:
    ws = page(language=language)
    card, form = persona.card_form(ws, 1), persona.strategy_form(ws, 1)
    assert form.data == advice(None, language)
    for style in style_names(language):
        fill(card, {"style": style})
        form.tick()
        assert form.data == advice(style, language)
        assert "".join(advice(style, language)["close"].split()) in said(form)
    assert ws.store.current(kind="strategy") == []
    fill(
        card,
        {"tier": "lost", "abc": "A", "psychologies": ["face"], "customer_class": ["risk-control"]},
    )
    form.tick()
    assert list(form.data) == [part for part in part_names(language) if part != "needs"]
    fill(card, {"age": "70"})
    form.tick()
    assert list(form.data) == list(part_names(language))
    # Another card's style is nobody's business here.
    assert persona.strategy_form(ws, 2).data == advice(None, language)


def test_what_was_changed_is_saved_and_stays_and_what_was_taken_out_stays_out(
    page: Page, fill: Fill
) -> None:
    ws = page()
    card, form = persona.card_form(ws, 1), persona.strategy_form(ws, 1)
    fill(card, {"style": "patient"})
    form.tick()
    fill(form, {"talk": "Our own words <b>", "close": ""})
    (entry,) = ws.store.current(kind="strategy")
    assert entry.body["values"] == {"talk": "Our own words <b>", "close": ""}
    fill(card, {"style": "dominance", "name": "Wang"})
    form.tick()
    rest = {k: v for k, v in advice("dominance", "en").items() if k not in ("talk", "close")}
    expected = {"talk": "Our own words <b>", **rest}
    for language in LANGUAGES:
        again = persona.strategy_form(page(language=language), 1)
        other = {k: v for k, v in advice("dominance", language).items() if k in rest}
        assert again.data == {"talk": "Our own words <b>", **other}
    assert form.data == expected
    assert "Ourownwords<b>" in said(form)
    assert "".join(advice("dominance", "en")["close"].split()) not in said(form)
    assert "stillopen" in said(form)
    # Written as it was suggested, it follows its reasons again.
    fill(form, {"talk": advice("dominance", "en")["talk"]})
    fill(card, {"style": "precise"})
    form.tick()
    assert form.data["talk"] == advice("precise", "en")["talk"]


def test_another_group_has_a_card_and_a_strategy_of_its_own(page: Page, fill: Fill) -> None:
    ws = page()
    ws.who.change("2", "")
    card, form = persona.card_form(ws, 1), persona.strategy_form(ws, 1)
    fill(card, {"name": "Two", "style": "patient"})
    fill(form, {"talk": "Words of two"})
    ws.who.change("10", "")
    assert card.data == {}
    assert form.data == advice(None, "en")
    fill(card, {"name": "Ten", "style": "precise"})
    form.tick()
    assert form.data == advice("precise", "en")
    ws.who.change("2", "")
    assert card.data == {"name": "Two", "style": "patient"}
    assert form.data == {**advice("patient", "en"), "talk": "Words of two"}
    assert "Two" in said(form)
    assert "Wordsoftwo" in said(form)


@pytest.mark.parametrize(
    "values", [["a"], "text", None, 7, {"style": ["patient"], "goals": {"x": 1}}]
)
def test_a_card_of_another_version_does_not_keep_the_strategy_from_opening(
    page: Page, saved_elsewhere: Elsewhere, values: Any
) -> None:
    saved_elsewhere(page(), "persona", values)
    for make in FORMS[:2]:
        form = make(page())
        assert "could not be worked out" not in "".join(lines(form))
    assert set(advice(None, "en")) <= set(persona.strategy_form(page(), 1).data)


def test_the_strategy_of_a_proto_persona_is_stamped(page: Page, fill: Fill) -> None:
    form = persona.strategy_form(page(), 1)
    assert stamped(form)
    fill(persona.card_form(page(), 1), {"segment": "family"})
    form = persona.strategy_form(page(), 1)
    assert not stamped(form)
    assert f"Restson{counted('lakeside-hotel')['family']}customers." in said(form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_style_form_answers_for_none_a_tie_and_a_clear_style(
    page: Page, fill: Fill, language: str
) -> None:
    form = persona.style_form(page(language=language))
    names = {code: name.lower() for code, name in style_names(language).items()}
    (none,) = lines(form)
    assert not any(name in none for name in names.values())
    fill(form, {"signs": [SIGNS["patient"][0], SIGNS["precise"][0]]})
    (tie,) = lines(form)
    assert f"{names['patient']} / {names['precise']}" in tie
    fill(form, {"signs": list(SIGNS["precise"][:3])})
    (clear,) = lines(form)
    assert names["precise"] in clear
    assert names["patient"] not in clear
    assert form._("By our rule that is clear.") in clear
    assert len({none, tie, clear}) == 3
    again = persona.style_form(page(language=language))
    assert sorted(again.data["signs"]) == sorted(SIGNS["precise"][:3])
    assert lines(again) == [clear]


def test_signs_of_another_version_are_kept_and_do_no_harm(
    page: Page, saved_elsewhere: Elsewhere
) -> None:
    saved_elsewhere(page(), "style", {"signs": ["sings", "corrects"]}, key="")
    form = persona.style_form(page())
    assert form.data == {}
    assert any("sings" in line for line in lines(form))


@pytest.mark.parametrize("language", LANGUAGES)
def test_jargon_that_is_left_is_named_until_the_words_are_plain(
    shop: Shop, entered_here: Any, fill: Fill, language: str
) -> None:
    form = persona.plain_form(shop(JARGON, language=language))
    term, plain, other = {
        "en": ("ONT", "box on the wall", "churn"),
        "zh": ("光猫", "墙上的盒子", "离网"),
    }[language]
    assert list(form.fields) == ["ont", "key"]
    assert term in form.fields["ont"].question.label
    assert lines(form) == []
    fill(form, {"ont": f"{term} {other}"})
    assert len(lines(form)) == 2
    assert all(found in "".join(lines(form)) for found in (term, plain, other))
    fill(form, {"key": plain})  # one of two is plain: not yet said of both
    assert len(lines(form)) == 2
    fill(form, {"ont": plain})
    (done,) = lines(form)
    assert term not in done
    assert persona.plain_form(shop(JARGON, language=language)).data == {"ont": plain, "key": plain}
    # A term may be called like a column of what was entered; its answer is not lost there.
    (row,) = shop(JARGON).entered("plain_words").to_dict("records")
    assert (row["ont"], row["value_key"], row["key"]) == (plain, plain, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_without_jargon_is_told_so(page: Page, language: str) -> None:
    form = persona.plain_form(page("digital-payments", language))
    assert not form.fields
    assert len(lines(form)) == 1


def test_plain_words_of_every_sample_pass_their_own_check(page: Page, fill: Fill) -> None:
    for company in COMPANIES[:3]:
        for language in LANGUAGES:
            ws = page(company, language)
            form = persona.plain_form(ws)
            assert form.fields
            fill(form, {j.id: j.plain.text(ws.language) for j in ws.company.persona.jargon})
            (line,) = lines(form)
            assert line == form._(
                "Plain: no jargon from the list, no overlong sentence. Now read it to somebody."
            )


def test_the_same_store_serves_two_companies_apart(page: Page, fill: Fill) -> None:
    fill(persona.card_form(page(), 1), {"name": "Hotel guest"})
    assert persona.card_form(open_workshop("binhai-power"), 1).data == {}
