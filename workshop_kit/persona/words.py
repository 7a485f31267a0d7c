"""Labels of the persona room's codes, and what is typical of the four styles."""

from typing import Literal

from workshop_kit.text import translator

Style = Literal["dominance", "expressive", "patient", "precise"]
Psychology = Literal["face", "herd", "authority", "bargain", "autonomy", "advice", "sharing"]
Level = Literal["A", "B", "C"]


def tag_names(language: str) -> dict[str, str]:
    """The eight categories of tags."""
    _ = translator(language)
    return {
        "basic": _("Basic facts"),
        "usage": _("Usage behaviour"),
        "value": _("Customer value"),
        "preference": _("Preferences"),
        "touchpoint": _("Touchpoint record"),
        "billing": _("Billing record"),
        "business": _("Business with us"),
        "emotion": _("Feelings"),
    }


def tag_hints(language: str) -> dict[str, str]:
    """What belongs in each category of tags, as a question."""
    _ = translator(language)
    return {
        "basic": _("How old, with whom, doing what?"),
        "usage": _("What do they use, how often, when?"),
        "value": _("What do they bring us, and whom?"),
        "preference": _("What do they like, what not?"),
        "touchpoint": _("Where did we last meet them?"),
        "billing": _("How do they pay, what surprises them?"),
        "business": _("Which services do they have with us?"),
        "emotion": _("What makes them glad, what worries them?"),
    }


def style_names(language: str) -> dict[str, str]:
    """The four personality styles."""
    _ = translator(language)
    return {
        "dominance": _("Dominant"),
        "expressive": _("Expressive"),
        "patient": _("Patient"),
        "precise": _("Precise"),
    }


def style_traits(language: str) -> dict[str, str]:
    """What is typical of each style; how to talk with it says `strategies.advice`.

    A rule of thumb for the next five minutes, not a judgement of a person.
    """
    _ = translator(language)
    return {
        "dominance": _(
            "Wants results, wants them soon, and wants to decide. Talks short and straight, and "
            "hears an excuse in every detour."
        ),
        "expressive": _(
            "Wants to be noticed and to enjoy it. Tells stories, decides by feeling, is soon keen "
            "and soon elsewhere."
        ),
        "patient": _(
            "Wants calm, safety and a familiar face. Seldom complains aloud; when displeased, "
            "simply stays away."
        ),
        "precise": _(
            "Wants figures, rules and reasons. Checks what you say, and remembers it word for word."
        ),
    }


def psychology_names(language: str) -> dict[str, str]:
    """The seven customer psychologies."""
    _ = translator(language)
    return {
        "face": _("Saving face"),
        "herd": _("Doing as others do"),
        "authority": _("Trusting experts"),
        "bargain": _("Liking a bargain"),
        "autonomy": _("Deciding alone"),
        "advice": _("Giving advice"),
        "sharing": _("Pouring out"),
    }


def class_names(language: str) -> dict[str, str]:
    """The four customer classes."""
    _ = translator(language)
    return {
        "economic-value": _("Economic value"),
        "risk-control": _("Risk control"),
        "special-care": _("Special care"),
        "social-value": _("Social value"),
    }


def tier_names(language: str) -> dict[str, str]:
    """The four tiers of loyalty."""
    _ = translator(language)
    return {
        "loyal": _("Loyal"),
        "potential": _("Potential"),
        "marginal": _("Marginal"),
        "lost": _("Lost"),
    }


def abc_names(language: str) -> dict[str, str]:
    """The three classes by value."""
    _ = translator(language)
    return {
        "A": _("A (strategic)"),
        "B": _("B (to develop)"),
        "C": _("C (to maintain)"),
    }


def source_names(language: str) -> dict[str, str]:
    """Where tags come from, for profiles that name no sources of their own."""
    _ = translator(language)
    return {
        "records": _("Customer records"),
        "home-visit": _("Visits to the customer"),
        "service-hall": _("Service counter"),
        "neighbours": _("Neighbours and relatives"),
        "community": _("Community events"),
        "online": _("App and hotline"),
        "other-channels": _("Other channels"),
    }


def move_names(language: str) -> dict[str, str]:
    """How to talk, and the five moves that differ from style to style."""
    _ = translator(language)
    return {
        "talk": _("How to talk"),
        "praise": _("Praise"),
        "ask": _("Ask"),
        "ease": _("Ease conflict"),
        "confirm": _("I confirm"),
        "close": _("Sum up and close"),
    }


def part_names(language: str) -> dict[str, str]:
    """The parts of a service strategy, in the order of `strategies.strategy`."""
    _ = translator(language)
    return {
        **move_names(language),
        "psychology": _("Psychology"),
        "needs": _("Special needs"),
        "class": _("Customer class"),
        "tier": _("Loyalty tier"),
        "abc": _("Class by value"),
    }


def man_names(language: str) -> dict[str, str]:
    """The three parts of the MAN rule."""
    _ = translator(language)
    return {
        "money": _("Money"),
        "authority": _("Authority to decide"),
        "need": _("Need"),
    }


def man_questions(language: str) -> dict[str, tuple[str, ...]]:
    """Three questions to each part of the MAN rule; count how many are answered with yes."""
    _ = translator(language)
    return {
        "money": (
            _("Is there a budget?"),
            _("Do we know when money is spent?"),
            _("Does our price fit what they are used to pay?"),
        ),
        "authority": (
            _("Do we know who decides?"),
            _("Do we know who has a say besides?"),
            _("Do we have somebody to talk to on each level?"),
        ),
        "need": (
            _("Is it urgent?"),
            _("Does what they have today fall short?"),
            _("Does what we offer fit?"),
        ),
    }
