"""The persona card: what a group says of one kind of customer, and what that rests on."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workshop_kit.customers import CustomerClass, Tag, Tier
from workshop_kit.fields import DEVICES, ID, Id
from workshop_kit.fitting import clean
from workshop_kit.persona.words import Level, Psychology, Style, tag_names
from workshop_kit.problems import meant, quoted
from workshop_kit.strict_model import Strict
from workshop_kit.text import translator

MOST = 10_000
"""Characters of a text. A card shows less and says so with '…'."""

TAGS: tuple[Tag, ...] = get_args(Tag)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "must be text. Found {found}.", {"found": quoted(value)})
    if len(value) > MOST:
        words = {"most": f"{MOST:,}", "found": f"{len(value):,}"}
        text = "must have at most {most} characters. Found {found}."
        raise PydanticCustomError("length", text, words)
    return clean(value)


def _list(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise PydanticCustomError(
            "list", "must be a list. Found {found}.", {"found": quoted(value)}
        )
    return tuple(value)


def _known(allowed: Iterable[str]) -> Callable[[Any], Any]:
    words = tuple(allowed)

    def check(value: Any) -> Any:
        if value not in words:
            found = {"found": quoted(value), "meant": meant(value, words)}
            raise PydanticCustomError("code", "must be a known code. Found {found}. {meant}", found)
        return value

    return check


def _count(value: Any) -> Any:
    if value is not None and (type(value) is not int or value < 1):
        text = "must be a whole number from 1, or None where no customer stands behind the card. "
        raise PydanticCustomError("count", text + "Found {found}.", {"found": quoted(value)})
    return value


def _filled(value: Any) -> Any:
    """Without what is empty, and each only once."""
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner}
    return tuple(dict.fromkeys(inner for inner in value if inner))


Line = Annotated[str, BeforeValidator(_text), AfterValidator(lambda text: " ".join(text.split()))]
Lines = Annotated[str, BeforeValidator(_text)]
_Filled, _List = AfterValidator(_filled), BeforeValidator(_list)
_Tag = Annotated[Tag, BeforeValidator(_known(get_args(Tag)))]
_Style = Annotated[Style, BeforeValidator(_known(get_args(Style)))]
_Psychology = Annotated[Psychology, BeforeValidator(_known(get_args(Psychology)))]
_Class = Annotated[CustomerClass, BeforeValidator(_known(get_args(CustomerClass)))]
_Level = Annotated[Level, BeforeValidator(_known(get_args(Level)))]
_Tier = Annotated[Tier, BeforeValidator(_known(get_args(Tier)))]
_Sources = Annotated[tuple[Id, ...], _List, _Filled]
_Texts = Annotated[tuple[Line, ...], _List, _Filled]


class Card(Strict):
    """A persona card; whatever is not known yet is simply left out.

    Attributes
    ----------
    name, tagline, age : str
        Who it is, on one line each; age in words or figures.
    segment : str or None
        Id of the segment it stands for.
    tags : dict of str to str
        Texts of the eight categories of tags (`words.tag_names`).
    sources : dict of str to tuple of str
        Where each tag comes from: the profile's sources, or `words.source_names`.
    style : str or None
    psychologies, customer_class : tuple of str
    abc, tier : str or None
        Codes of `words`.
    goals, pains, channels : tuple of str
    quote, scenario : str
    n : int or None
        Customers it rests on; None where none were looked at.
    basis : str
        What it rests on, in words: data, interviews, experience.
    """

    name: Line = ""
    tagline: Line = ""
    age: Line = ""
    segment: Id | None = None
    tags: Annotated[dict[_Tag, Lines], _Filled] = Field(default_factory=dict)
    sources: Annotated[dict[_Tag, _Sources], _Filled] = Field(default_factory=dict)
    style: _Style | None = None
    psychologies: Annotated[tuple[_Psychology, ...], _List, _Filled] = ()
    customer_class: Annotated[tuple[_Class, ...], _List, _Filled] = ()
    abc: _Level | None = None
    tier: _Tier | None = None
    goals: _Texts = ()
    pains: _Texts = ()
    quote: Lines = ""
    scenario: Lines = ""
    channels: _Texts = ()
    n: Annotated[int | None, BeforeValidator(_count)] = None
    basis: Lines = ""

    @model_validator(mode="before")
    @classmethod
    def _known_fields(cls, value: Any) -> Any:
        known = isinstance(value, Mapping)
        if unknown := [key for key in value if key not in cls.model_fields] if known else []:
            text = "must have known fields only. Found {found}. {meant}"
            near = meant(unknown[0], cls.model_fields, most=len(cls.model_fields))
            words = {"found": ", ".join(map(quoted, unknown)), "meant": near}
            raise PydanticCustomError("field", text, words)
        return value

    @property
    def proto(self) -> bool:
        """Whether no customer stands behind the card."""
        return not self.n

    @classmethod
    def from_entry(cls, body: Mapping[str, Any]) -> Self:
        """Read what a form saved, by this version or another; never raises.

        Parameters
        ----------
        body : mapping
            The answers by field, or an entry's body, which has them under `values`. Tags and
            sources stand under `tags` and `sources` by category, or one by one under such names as
            `tag-basic` and `source-basic`. A list may be one text with a line for each.

        Notes
        -----
        What is missing stays open; fields and codes that are not known here are passed over, and a
        text is cut at `MOST`. What was saved stays in the entry.
        """
        given = body.get("values", body)
        given = given if isinstance(given, Mapping) else {}
        answers: dict[str, Any] = {
            **{name: _one(given.get(name)) for name in _TEXTS},
            **{name: _texts(given.get(name)) for name in ("goals", "pains", "channels")},
            "segment": next(iter(_ids(given.get("segment"))), None),
            "tags": {tag: _one(text) for tag, text in _by_tag(given, "tags", "tag").items()},
            "sources": {
                tag: _ids(codes) for tag, codes in _by_tag(given, "sources", "source").items()
            },
            "style": _first(given.get("style"), Style),
            "psychologies": _codes(given.get("psychologies"), Psychology),
            "customer_class": _codes(given.get("customer_class"), CustomerClass),
            "abc": _first(given.get("abc"), Level),
            "tier": _first(given.get("tier"), Tier),
            "n": _whole(given.get("n")),
        }
        return cls(**answers)

    def missing(self, language: str) -> list[str]:
        """What the card still lacks, one sentence each; empty when it is whole."""
        _ = translator(language)
        names = tag_names(language)
        comma = "、" if language == "zh" else ", "
        empty = [names[tag] for tag in TAGS if tag not in self.tags]
        loose = [names[tag] for tag in self.tags if tag not in self.sources]
        lacks = {
            _("Give the card a name."): not self.name,
            _("Say in one line who this is."): not self.tagline,
            _("Choose the style: tick the signs you saw or heard."): not self.style,
            _("Sort the customer into a class."): not self.customer_class,
            _("Write what the customer wants to get done."): not self.goals,
            _("Write what goes wrong for them today."): not self.pains,
            _("Add one sentence the customer said, word for word."): not self.quote,
            _("Tell one situation in which they meet you."): not self.scenario,
            _("Name the channels they use."): not self.channels,
            _("Tags still open: {tags}.").format(tags=comma.join(empty)): empty,
            _("Tags without a source: {tags}.").format(tags=comma.join(loose)): loose,
            _("No customer stands behind it yet: check it with real ones."): self.proto,
        }
        return [text for text, lacking in lacks.items() if lacking]


_TEXTS = ("name", "tagline", "age", "quote", "scenario", "basis")


def _one(value: Any) -> str:
    """One text, whatever was saved."""
    return clean(value[:MOST] if isinstance(value, str) else "\n".join(_texts(value))[:MOST])


def _texts(value: Any) -> list[str]:
    """The texts of a saved answer: the lines of a text, what a list or its rows hold."""
    if isinstance(value, str):
        value = clean(value).split("\n")
    parts = value if isinstance(value, list | tuple) else [value]
    cells = (c for part in parts for c in (part.values() if isinstance(part, Mapping) else [part]))
    texts = (str(c)[:MOST] for c in cells if isinstance(c, str | float) or type(c) is int)
    return [line for text in texts if (line := " ".join(clean(text).split()))]


def _codes(value: Any, known: Any) -> tuple[Any, ...]:
    found = [code for text in _texts(value) for code in re.split(r"[\s,，、;；]+", text)]
    return tuple(code for code in found if code in get_args(known))


def _first(value: Any, known: Any) -> Any:
    return next(iter(_codes(value, known)), None)


def _ids(value: Any) -> tuple[str, ...]:
    found = [code for text in _texts(value) for code in re.split(r"[\s,，、;；]+", text)]
    return tuple(code for code in found if ID.fullmatch(code) and code not in DEVICES)


def _by_tag(given: Mapping[str, Any], name: str, one: str) -> dict[str, Any]:
    """Answers by category, whether they were saved together or one by one."""
    together = given.get(name)
    found = dict(together) if isinstance(together, Mapping) else {}
    found.update((tag, given[f"{one}-{tag}"]) for tag in TAGS if f"{one}-{tag}" in given)
    return {tag: found[tag] for tag in TAGS if tag in found}


def _whole(value: Any) -> int | None:
    """A number of customers, or None where what was saved is none."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,9}\s*", value):
        value = int(value)
    if type(value) is float and value.is_integer():
        value = int(value)
    return value if type(value) is int and value >= 1 else None
