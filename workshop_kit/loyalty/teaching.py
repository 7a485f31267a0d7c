"""Material for exercises: the service profit chain, three kinds of metric, the need pyramid."""

import pandas as pd

from workshop_kit.loyalty.words import metric_names
from workshop_kit.text import translator

CHAIN = ("experience", "satisfaction", "loyalty")
"""Links of the service profit chain, as they follow from one another."""

CHAIN_KEY = {
    "shoe-covers": "experience",
    "stayed-against-offer": "loyalty",
    "as-hoped": "satisfaction",
    "told-three-times": "experience",
    "told-sister": "loyalty",
    "two-days-off": "satisfaction",
    "on-the-map": "experience",
    "content-but-gone": "loyalty",
    "four-stars": "satisfaction",
    "tested-together": "experience",
    "no-other-cable": "satisfaction",
    "renewed": "loyalty",
}
"""Statements of the exercise in a mixed order, and the link that each belongs to."""

KINDS = ("descriptive", "perceptual", "outcome")
"""Kinds of metric: what happened, what customers think of it, what they do then."""

NEEDS = {"met": "csat", "easy": "ces", "memorable": "nps"}
"""Levels of the need pyramid from the bottom, and the metric of each."""


def chain_names(language: str) -> dict[str, str]:
    """The three links of the service profit chain."""
    _ = translator(language)
    return {
        "experience": _("Customer experience"),
        "satisfaction": _("Customer satisfaction"),
        "loyalty": _("Customer loyalty"),
    }


def link_names(language: str) -> dict[str, str]:
    """The three links in a word each, to choose among."""
    _ = translator(language)
    return {
        "experience": _("Experience"),
        "satisfaction": _("Satisfaction"),
        "loyalty": _("Loyal behaviour"),
    }


def chain_statements(language: str) -> pd.DataFrame:
    """What broadband customers said after an installation or a repair, and which link it shows.

    Returns
    -------
    pandas.DataFrame
        `statement` (its code), `text`, `link` (of `CHAIN`), `reason` (one sentence for whoever
        marked another one), in the mixed order in which they are asked.
    """
    texts, reasons = _statements(language), _reasons(language)
    return pd.DataFrame(
        {
            "statement": list(CHAIN_KEY),
            "text": [texts[code] for code in CHAIN_KEY],
            "link": list(CHAIN_KEY.values()),
            "reason": [reasons[code] for code in CHAIN_KEY],
        }
    )


def metric_kinds(language: str) -> pd.DataFrame:
    """The three kinds of metric with what they ask and examples from a broadband provider.

    Returns
    -------
    pandas.DataFrame
        `kind` (of `KINDS`), `label`, `question`, `examples`, `source`: where their numbers are.
    """
    _ = translator(language)
    rows = [
        (
            "descriptive",
            _("Descriptive metrics"),
            _("What happened?"),
            _("Days from order to installation; share of visits that were on time; calls until a "
              "fault was repaired"),
            _("The company's own systems"),
        ),
        (
            "perceptual",
            _("Perceptual metrics"),
            _("What do customers think of it?"),
            _("Satisfaction with the visit (CSAT); how easy it was (CES); how clear the bill is"),
            _("Surveys and interviews"),
        ),
        (
            "outcome",
            _("Outcome metrics"),
            _("What do they do then, or say that they will do?"),
            _("Renewals and cancellations; further orders; complaints; willingness to recommend "
              "(NPS), which is an intention only"),
            _("Contracts and orders; for intentions, surveys"),
        ),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["kind", "label", "question", "examples", "source"])


def need_levels(language: str) -> pd.DataFrame:
    """The need pyramid from the bottom: each level, its metric, and a sign of it.

    Returns
    -------
    pandas.DataFrame
        `level` (of `NEEDS`), `version` ("1.0" and so on, as trainers number them), `label`,
        `metric` (code), `metric_label`, `example`.
    """
    _ = translator(language)
    labels = {
        "met": _("Needs met"),
        "easy": _("Easy and effortless"),
        "memorable": _("Delightful, hard to forget"),
    }
    examples = {
        "met": _("The fault is repaired within the time that was promised."),
        "easy": _("One message is enough; nobody has to explain the fault twice."),
        "memorable": _("The repairer finds the weak spot in the study and mends it unasked."),
    }
    metrics = metric_names(language)
    rows = [
        (level, f"{place}.0", labels[level], metric, metrics[metric], examples[level])
        for place, (level, metric) in enumerate(NEEDS.items(), 1)
    ]
    columns = ["level", "version", "label", "metric", "metric_label", "example"]
    return pd.DataFrame(rows, columns=columns)


def _statements(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "shoe-covers": _(
            "The fitter put covers over his shoes and wiped the shelf when he had drilled."
        ),
        "stayed-against-offer": _(
            "Another provider offered me three months free. I didn't even call back."
        ),
        "as-hoped": _("All in all the installation went just as I had hoped."),
        "told-three-times": _(
            "I described the fault three times, to somebody new each time I called."
        ),
        "told-sister": _("My sister moved house, so I passed her our fitter's number at once."),
        "two-days-off": _("Two days offline and one text to say sorry: I expected more."),
        "on-the-map": _("On the app I watched the repairer come nearer, street by street."),
        "content-but-gone": _(
            "I had nothing to complain about. In March I changed to the cheaper line all the same."
        ),
        "four-stars": _("I gave the repair four stars of five."),
        "tested-together": _(
            "Before he left we tested the signal together in every room, the balcony too."
        ),
        "no-other-cable": _(
            "I am cross with them month after month, but no other cable reaches our house."
        ),
        "renewed": _("When the contract ran out I signed for two more years, and added a TV box."),
    }


def _reasons(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "shoe-covers": _("It tells what the customer saw; nobody judges or decides yet."),
        "stayed-against-offer": _("Staying although leaving would pay is loyalty shown."),
        "as-hoped": _("A judgement: what came, held against what was expected."),
        "told-three-times": _("It happened at three touchpoints; the judgement comes later."),
        "told-sister": _("A recommendation that was really made is behaviour."),
        "two-days-off": _("Expectation and perception do not meet: dissatisfied."),
        "on-the-map": _("A digital touchpoint, told as it was lived through."),
        "content-but-gone": _("Satisfied and gone: satisfaction is not yet loyalty."),
        "four-stars": _("A mark is a judgement; what follows from it is open."),
        "tested-together": _("Something that was done with the customer, at the last touchpoint."),
        "no-other-cable": _(
            "Who stays for want of a choice is not loyal; what is said here is dissatisfaction."
        ),
        "renewed": _("Renewing and buying more: behaviour that brings money."),
    }
