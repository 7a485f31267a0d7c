"""How to serve a persona: what to say to each style, what each kind of customer is due."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_kit.persona.words import man_names, part_names
from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.persona.cards import Card

STYLES = ("dominance", "expressive", "patient", "precise")
MAN_PART, MAN_PASS = 3, 2
"""Each part of the MAN rule has 3 questions; a prospect passes with 2 yeses or more in each."""


def advice(style: str | None, language: str) -> dict[str, str]:
    """How to talk with a style, and how to make the five moves with it.

    Parameters
    ----------
    style : str or None
        One of `STYLES`; None while nobody knows it yet.
    language : {"en", "zh"}

    Returns
    -------
    dict of str to str
        `talk`, `praise` (unique fact + point + link to me), `ask`, `ease` (a conflict), `confirm`
        and `close`: one or two sentences each, to be changed by whoever says them.
    """
    if style is not None and style not in STYLES:
        raise ValueError(f"style must be one of {list(STYLES)} or None. Got {style!r}.")
    _ = translator(language)
    if style == "dominance":
        return {
            "talk": _(
                "The result first, the reason only when asked. Offer two ways and let them choose."
            ),
            "praise": _(
                'Praise the decision: "You settled that in a minute. That is what I call clear, '
                'and it lets me start right away."'
            ),
            "ask": _('Ask briefly, and for the goal: "What must be settled today?"'),
            "ease": _(
                "Don't argue, don't explain: take it on, and say by when. \"I will see to this "
                'myself. You hear from me by three."'
            ),
            "confirm": _('Confirm in one sentence: "I confirm: done by five today. Correct?"'),
            "close": _(
                'Report the result and stop: "Done, the way you decided. You have my number."'
            ),
        }
    if style == "expressive":
        return {
            "talk": _(
                "Join in warmly and let them tell their story; then lead back with one question."
            ),
            "praise": _(
                'Praise what others can see: "Everybody here liked the photo you sent. You have an '
                'eye for it, I could learn from you."'
            ),
            "ask": _('Ask for the picture: "How would it be at its very best?"'),
            "ease": _(
                'The feeling first, the facts after: "That would have spoilt my day too. Let me '
                'put it right for you."'
            ),
            "confirm": _(
                'Confirm in their own words and send it in writing, for it is soon forgotten: "I '
                'confirm what you wished for ..."'
            ),
            "close": _('End on the high note: "Do tell me afterwards how it was!"'),
        }
    if style == "patient":
        return {
            "talk": _("Slow down, one step at a time; the same person from beginning to end."),
            "praise": _(
                'Praise the kindness: "You waited so long without one hard word. That is kind, '
                'and it helped me a lot."'
            ),
            "ask": _(
                "Ask once more and wait: \"Is there anything that doesn't suit you yet? Take your "
                'time."'
            ),
            "ease": _(
                '"Never mind" does not mean all is well. Say for them what went wrong, and take '
                "the first step yourself."
            ),
            "confirm": _(
                'Confirm without pushing: "I confirm: all stays as it was, only the date changes. '
                'Is that all right?"'
            ),
            "close": _("Say who does what next, and that you will call. Then do call."),
        }
    if style == "precise":
        return {
            "talk": _(
                "In order, with figures and where they come from. Look up what you don't know; "
                'never say "about".'
            ),
            "praise": _(
                'Praise the care: "You kept every receipt since March. So thorough: with these I '
                'find the mistake in a minute."'
            ),
            "ask": _(
                'Ask for facts in order: "Since which day? How often? What does the screen show?"'
            ),
            "ease": _(
                "Don't soothe, show: put the papers on the table, say where the mistake is, how it "
                "is put right and by when."
            ),
            "confirm": _(
                'Confirm point by point and in writing: "I confirm four things: number, date, '
                'amount, who handles it."'
            ),
            "close": _("Sum up by points, hand over the paper, show where to follow it up."),
        }
    return {
        "talk": _(
            "Style not known yet: be friendly and factual, listen for three sentences, then adapt."
        ),
        "praise": _(
            "One fact that is true of this customer only, what is good about it, and what it means "
            "to you."
        ),
        "ask": _("One open question before you explain anything."),
        "ease": _("Hear them out, name what they feel, then say what you will do."),
        "confirm": _('Say back what was agreed: "I confirm ..."'),
        "close": _("Sum up: what is done, what is open, who reports back and when."),
    }


def class_rules(language: str) -> dict[str, str]:
    """Service for each customer class: what to keep on record, how to keep in touch."""
    _ = translator(language)
    return {
        "economic-value": _(
            "Watch use and spending month by month. One fixed contact, who calls before a bill or "
            "a contract brings a surprise."
        ),
        "risk-control": _(
            "Keep every complaint and every odd figure in one place. Call before they do; promise "
            "only what is certain, and put it in writing."
        ),
        "special-care": _(
            "Note who needs care and what must never fail. Tell them first when something changes, "
            "and go to them where you can."
        ),
        "social-value": _(
            "One contact, one version of the facts, the manager told at once: what happens here is "
            "soon public."
        ),
    }


def tier_rules(language: str) -> dict[str, str]:
    """Service and complaints for each tier of loyalty."""
    _ = translator(language)
    return {
        "loyal": _(
            "Thank them by name, and ask them first before something changes. Their complaint "
            "reaches the manager the same day."
        ),
        "potential": _(
            "Show the one thing they don't use yet and that fits. A complaint solved fast is the "
            "chance to win them."
        ),
        "marginal": _(
            "Start small: one useful reminder does more than a campaign. After a complaint ask "
            "what would make them stay."
        ),
        "lost": _(
            "Ask why they left, and sell nothing while you listen. Settle what was left open, then "
            "invite them once."
        ),
    }


def abc_rules(language: str) -> dict[str, str]:
    """What customers of class A, B and C get."""
    _ = translator(language)
    return {
        "A": _(
            "A: a manager of their own, visits by executives, VIP treatment, first call on "
            "resources, solutions made to measure."
        ),
        "B": _(
            "B: a service team, regular follow-up with a satisfaction survey, the full standard, "
            "events that suit them, a plan to move up."
        ),
        "C": _(
            "C: the standard process, self-service, offers sent to many, a look for potential now "
            "and then, cost in balance with value."
        ),
    }


def psychology_rules(language: str) -> dict[str, str]:
    """What to do about each of the seven psychologies."""
    _ = translator(language)
    return {
        "face": _(
            "Saving face: greet them by name and title before others; correct a mistake aside."
        ),
        "herd": _(
            "Doing as others do: say what most customers like them choose, with true figures."
        ),
        "authority": _("Trusting experts: let the specialist speak, or show the written standard."),
        "bargain": _(
            "Liking a bargain: say what they save and until when; never hint at what doesn't exist."
        ),
        "autonomy": _("Deciding alone: lay out the choices, then step back."),
        "advice": _(
            "Giving advice: ask for it, write it down before their eyes, tell them what came of it."
        ),
        "sharing": _("Pouring out: listen before you solve, and say back in a word how they feel."),
    }


def need_rules(language: str) -> dict[str, str]:
    """What to mind where a card speaks of special needs; `NEEDS` finds them."""
    _ = translator(language)
    return {
        "alone": _("Lives alone: leave a number that a person answers, and call after the visit."),
        "older": _("Older: large print, slow speech, one step at a time, paper beside the phone."),
        "child": _("With children: keep the wait short, and have something for small hands."),
        "pregnant": _("Pregnant: a seat, no queue, no smoke or strong smells."),
        "mobility": _("Walks with difficulty: go to them, or show the way without steps."),
        "hearing": _("Hears badly: face them, write figures down, text rather than call."),
        "sight": _("Sees badly: read out what is to be signed, and print it large."),
        "illness": _("Illness at home: note what must never stop, and warn them first, in person."),
        "forgetful": _("Forgets things: one card where it is seen, one reminder the day before."),
        "language": _("Another language: fetch a colleague who speaks it, show pictures."),
    }


NEEDS = {
    "alone": r"liv\w+ (?:all )?alone|独居|一个人住|空巢",
    "older": r"elderly|seniors|retired|grand(?:ma|pa|mother|father|parents?)|"
    r"old(?:er)? (?:people|man|woman|lady|couple|parents)|老人|老年|退休|银发|"
    r"夕阳红|爷爷|奶奶|大爷|大妈",
    "child": r"child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|孩子|小孩|儿童|宝宝|婴儿|亲子",
    "pregnant": r"pregnan\w+|孕",
    "mobility": r"wheelchair|crutch\w*|walking (?:stick|frame)|disab\w+|轮椅|拐杖|残疾|残障|"
    r"行动不便|腿脚不",
    "hearing": r"hard of hearing|deaf|hearing aid|听力|耳背|助听|听障",
    "sight": r"blind|poor (?:eye)?sight|sees badly|视力|失明|视障|看不清",
    "illness": r"ventilator|dialysis|oxygen|bedridden|ill at home|呼吸机|制氧机|透析|病人|卧床",
    "forgetful": r"forget\w*|bad memory|健忘|忘记|忘了|忘关|老忘|总忘|记性",
    "language": r"dialect|foreign\w*|speaks (?:little|no)|方言|外国|外宾|听不懂普通话",
}
"""What each special need is known by in the text of a card, in either language."""

_START = r"(?<!no )(?<!not )(?<!without )(?<![没无不])(?<!没有)(?<!不是)(?:(?<![a-z])|(?![a-z]))"
OLDER = range(65, 111)


def special_needs(card: "Card") -> list[str]:
    """Special needs that the card's words name, in the order of `NEEDS`.

    A plain search for words, and for a first number of 65 or more in the age; "no children" does
    not count.
    """
    text = "\n".join([card.age, card.tagline, card.scenario, *card.tags.values(), *card.pains])
    found = {
        need
        for need, words in NEEDS.items()
        if re.search(f"{_START}(?:{words})(?![a-z])", text, re.IGNORECASE | re.ASCII)
    }
    age = re.search(r"[0-9]+", card.age)
    if age and int(age[0][:4]) in OLDER:
        found.add("older")
    return [need for need in NEEDS if need in found]


def strategy(card: "Card", language: str) -> dict[str, str]:
    """The service strategy that follows from a card: persona x style.

    Parameters
    ----------
    card : Card
    language : {"en", "zh"}

    Returns
    -------
    dict of str to str
        Default texts to be changed, in the order of `part_names`, only parts that the card gives
        reason for; what rests on several lines of reasoning has one line for each.
    """
    _ = translator(language)
    moves = advice(card.style, language)
    own = {
        "talk": _('Begin with what they came for: "{text}"'),
        "ease": _('Speak of it before they do: "{text}"'),
        "confirm": _("Confirm where they will see it: {text}"),
    }
    first = {"talk": card.goals, "ease": card.pains, "confirm": card.channels}
    parts = {
        move: [text, *(own[move].format(text=found) for found in first.get(move, ())[:1])]
        for move, text in moves.items()
    }
    parts["psychology"] = _chosen(psychology_rules(language), card.psychologies)
    parts["needs"] = _chosen(need_rules(language), special_needs(card))
    parts["class"] = _chosen(class_rules(language), card.customer_class)
    parts["tier"] = _chosen(tier_rules(language), (card.tier,))
    parts["abc"] = _chosen(abc_rules(language), (card.abc,))
    return {part: "\n".join(parts[part]) for part in part_names(language) if parts[part]}


def _chosen(rules: dict[str, str], codes: Iterable[str | None]) -> list[str]:
    return [rules[code] for code in codes if code is not None]


@dataclass(frozen=True)
class ManScore:
    """What the MAN rule says about a prospect.

    Attributes
    ----------
    parts : dict of str to int
        Questions answered with yes for `money`, `authority` and `need`, 0 to 3 each.
    score : int
        Their sum, 0 to 9.
    passes : bool
        Whether every part has at least 2 of its 3.
    weakest : tuple of str
        The part, or parts, with fewest.
    """

    parts: dict[str, int]
    score: int
    passes: bool
    weakest: tuple[str, ...]


def man_score(money: int, authority: int, need: int) -> ManScore:
    """Qualify a prospect: is there money, somebody who may decide, a need?

    Parameters
    ----------
    money, authority, need : int
        How many of the part's three questions (`words.man_questions`) were answered with yes.

    Notes
    -----
    A prospect passes with at least 2 of 3 in every part: money does not make up for a missing need.
    Where to cut is a rule of ours; the MAN rule itself only names the three parts.

    Examples
    --------
    >>> man_score(3, 1, 3)
    ManScore(parts={'money': 3, 'authority': 1, 'need': 3}, score=7, passes=False, \
weakest=('authority',))
    """
    parts = {"money": money, "authority": authority, "need": need}
    if wrong := {name: n for name, n in parts.items() if n not in range(MAN_PART + 1)}:
        raise ValueError(f"Each part must be 0 to {MAN_PART}. Got {wrong}.")
    fewest = min(parts.values())
    weakest = tuple(name for name, n in parts.items() if n == fewest)
    return ManScore(parts, sum(parts.values()), fewest >= MAN_PASS, weakest)


def man_sentence(result: ManScore, language: str) -> str:
    """Say whether a prospect passes, with how much, and what to find out first."""
    _ = translator(language)
    if result.passes:
        text = _("Pass, {score} of 9: money, authority and need each have at least 2 of 3.")
    else:
        text = _("Not yet, {score} of 9. Work on this first: {weakest}.")
    names = man_names(language)
    weakest = ("、" if language == "zh" else ", ").join(names[part] for part in result.weakest)
    return text.format(score=result.score, weakest=weakest)
