"""The persona card: what it takes, what it refuses and how, and what a form's entry makes of it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workshop_kit.fitting import clean
from workshop_kit.persona.cards import MOST, TAGS, Card
from workshop_kit.persona.words import tag_names

FULL: dict[str, Any] = {
    "name": "Auntie Wang",
    "tagline": "Never gives up",
    "age": "67",
    "segment": "family",
    "tags": {tag: f"about {tag}" for tag in TAGS},
    "sources": dict.fromkeys(TAGS, ("records", "home-visit")),
    "style": "patient",
    "psychologies": ("face", "advice"),
    "customer_class": ("special-care",),
    "abc": "A",
    "tier": "loyal",
    "goals": ("rest", "peace"),
    "pains": ("queues",),
    "quote": "Slowly, please.",
    "scenario": "She arrives at two.\nNobody is there.",
    "channels": ("telephone",),
    "n": 12,
    "basis": "The customer list",
}


def refused(**fields: Any) -> str:
    with pytest.raises(ValidationError) as error:
        Card(**fields)
    return "\n".join(found["msg"] for found in error.value.errors())


def test_an_empty_card_is_a_card() -> None:
    assert Card().name == ""
    assert Card().proto


def test_a_card_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Card().name = "x"  # type: ignore[misc]


@pytest.mark.parametrize(("n", "proto"), [(None, True), (1, False), (5000, False)])
def test_a_card_that_rests_on_no_customer_is_a_proto_persona(n: int | None, proto: bool) -> None:
    assert Card(n=n).proto == proto


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"style": "precis"}, "must be a known code. Found 'precis'. Did you mean 'precise'?"),
        ({"abc": "D"}, "must be a known code. Found 'D'. Allowed: A, B, C."),
        ({"tags": {"basics": "x"}}, "must be a known code. Found 'basics'. Did you mean 'basic'?"),
        ({"psychologies": ("face", 3)}, "must be a known code. Found 3. Allowed: face, "),
        ({"psychologies": "face"}, "must be a list. Found 'face'."),
        ({"goals": [1]}, "must be text. Found 1."),
        ({"name": None}, "must be text. Found None."),
        ({"quote": "x" * 10_001}, "must have at most 10,000 characters. Found 10,001."),
        ({"n": 0}, "must be a whole number from 1, or None where no customer stands behind the "),
        ({"n": True}, "Found True."),
        ({"n": 2.0}, "Found 2.0."),
        ({"segment": "Old People"}, "must be 1 to 40 characters a-z, 0-9 and '-'"),
        ({"sources": {"basic": ("Hörensagen",)}}, "must be 1 to 40 characters a-z"),
        ({"nmae": "x"}, "must have known fields only. Found 'nmae'. Did you mean 'name'?"),
    ],
)
def test_what_does_not_fit_is_said(fields: dict[str, Any], said: str) -> None:
    assert said in refused(**fields)


def test_everything_wrong_is_said_at_once_with_its_place() -> None:
    with pytest.raises(ValidationError) as error:
        Card(style="x", n=-1, goals="y")  # type: ignore[arg-type]
    assert {found["loc"] for found in error.value.errors()} == {("style",), ("n",), ("goals",)}


def test_ten_thousand_characters_are_kept() -> None:
    assert len(Card(scenario="字" * MOST).scenario) == MOST


def test_repeated_and_empty_answers_are_left_out() -> None:
    card = Card(
        psychologies=("face", "face"), goals=("a", " ", "a"), tags={"basic": " ", "usage": "x"}
    )
    assert card.psychologies == ("face",)
    assert card.goals == ("a",)
    assert card.tags == {"usage": "x"}


def test_characters_that_no_picture_may_hold_are_taken_out() -> None:
    bad = "A\x00\x07\x1b\ud800\ufffe\uffff\u200fB\tC"
    assert Card(name=bad).name == "A\u200fB C"
    assert Card(quote="a\r\nb\rc\u2028d").quote == "a\nb\nc\nd"
    assert Card(name="a\nb").name == "a b"  # a name stands on one line
    kept = "喆堃玥 😀 👩‍👧 שלום <b>&\"' {x}"
    assert Card(name=kept).name == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_card_survives_being_saved() -> None:
    card = Card(**FULL)
    assert Card.from_entry(json.loads(card.model_dump_json())) == card
    assert Card.from_entry({"version": 1, "values": json.loads(card.model_dump_json())}) == card
    assert Card(**card.model_dump()) == card


def test_what_a_form_saves_makes_a_card() -> None:
    body = {
        "name": "  Tom ",
        "goals": "out fast\n\n no forms \n",
        "psychologies": ["face", "herd"],
        "customer_class": "social-value",
        "style": "dominance",
        "n": "１２",
        "tag-basic": "41",
        "source-basic": "records",
        "tag-usage": "",
        "source-value": ["records", "online"],
    }
    assert Card.from_entry(body) == Card(
        name="Tom",
        goals=("out fast", "no forms"),
        psychologies=("face", "herd"),
        customer_class=("social-value",),
        style="dominance",
        n=12,
        tags={"basic": "41"},
        sources={"basic": ("records",), "value": ("records", "online")},
    )


def test_rows_of_a_form_are_read_as_lines() -> None:
    assert Card.from_entry({"goals": [{"goal": "rest"}, {"goal": None}, {}]}).goals == ("rest",)


def test_a_newer_version_may_hold_more() -> None:
    body = {"name": "Tom", "shoe-size": 44, "style": "dreamy", "tier": ["lost"], "tags": {"x": "y"},
            "psychologies": ["face", "envy"]}  # fmt: skip
    assert Card.from_entry(body) == Card(name="Tom", tier="lost", psychologies=("face",))


@pytest.mark.parametrize(
    "n", ["", "about 100", "-3", "0", 0, -1, None, True, "1e3", [], float("nan")]
)
def test_what_is_no_number_of_customers_leaves_a_proto_persona(n: Any) -> None:
    assert Card.from_entry({"n": n}).n is None


@pytest.mark.parametrize(("n", "read"), [("12", 12), (" 7 ", 7), (3.0, 3), (10**400, 10**400)])
def test_a_whole_number_of_customers_is_read(n: Any, read: int) -> None:
    assert Card.from_entry({"n": n}).n == read


def test_a_text_that_is_too_long_is_cut_and_not_refused() -> None:
    assert len(Card.from_entry({"quote": "x" * 20_000}).quote) == MOST
    assert len(Card.from_entry({"goals": ["x" * 20_000]}).goals[0]) == MOST


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
names = st.sampled_from([*Card.model_fields, "values", "tag-basic", "source-usage", "version"])


@given(st.dictionaries(names, anything, max_size=8))
def test_no_saved_entry_whatever_it_holds_is_refused(body: dict[str, Any]) -> None:
    card = Card.from_entry(body)
    assert Card.from_entry(card.model_dump(mode="json")) == card
    assert isinstance(card.missing("en"), list)


def test_a_full_card_lacks_nothing() -> None:
    assert Card(**FULL).missing("en") == []
    assert Card(**FULL).missing("zh") == []


@pytest.mark.parametrize(
    ("field", "english", "chinese"),
    [
        ("name", "Give the card a name.", "给这张画像起个名字。"),
        ("pains", "Write what goes wrong for them today.", "写下客户现在的痛点。"),
        (
            "n",
            "No customer stands behind it yet: check it with real ones.",
            "还没有真实客户作依据：要找客户核实。",
        ),
    ],
)
def test_what_a_card_lacks_is_said_in_words(field: str, english: str, chinese: str) -> None:
    card = Card(**{key: value for key, value in FULL.items() if key != field})
    assert card.missing("en") == [english]
    assert card.missing("zh") == [chinese]


def test_tags_without_text_or_source_are_named() -> None:
    tags = {tag: text for tag, text in FULL["tags"].items() if tag not in ("usage", "emotion")}
    sources = {"basic": ("records",), "emotion": ("online",)}
    lacks = Card(**{**FULL, "tags": tags, "sources": sources}).missing("en")
    names = tag_names("en")
    loose = [names[tag] for tag in TAGS if tag not in ("basic", "usage", "emotion")]
    assert lacks == [
        f"Tags still open: {names['usage']}, {names['emotion']}.",
        f"Tags without a source: {', '.join(loose)}.",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_card_lacks_everything_but_sources(language: str) -> None:
    assert len(Card().missing(language)) == 11
