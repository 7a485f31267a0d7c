"""What people rate themselves and their company by: names, questions, and four levels in words."""

from dataclasses import dataclass

from workshop_kit.text import translator

POWERS, MATURITY = "powers", "maturity"
"""The two yardsticks, which are also the kinds of the entries."""
LEVELS = (1, 2, 3, 4)
"""An even number, so that nobody can stay in the middle."""


@dataclass(frozen=True)
class Yardstick:
    """One power or discipline.

    Attributes
    ----------
    name, asks : str
        What it is called, and the question that it asks.
    levels : tuple of str
        What one sees on each of `LEVELS`, the lowest first.
    """

    name: str
    asks: str
    levels: tuple[str, str, str, str]


def yardsticks(kind: str, language: str) -> dict[str, Yardstick]:
    """What is rated, by code.

    Parameters
    ----------
    kind : {"powers", "maturity"}
        The five powers of a person, or the six disciplines of a company.
    language : {"en", "zh"}

    Raises
    ------
    ValueError
        For any other kind.

    References
    ----------
    H. Manning and K. Bodine, *Outside In: The Power of Putting Customers at the Center of Your
    Business*, 2012: the names of the six disciplines. All levels are worded for this kit.
    """
    if kind not in (POWERS, MATURITY):
        raise ValueError(f"kind must be one of {[POWERS, MATURITY]}. Got {kind!r}.")
    return _powers(language) if kind == POWERS else _disciplines(language)


def level_words(language: str) -> dict[int, str]:
    """What the levels are called, whatever is rated."""
    _ = translator(language)
    words = (_("by chance"), _("now and then"), _("as a rule"), _("a model"))
    return dict(zip(LEVELS, words, strict=True))


def _powers(language: str) -> dict[str, Yardstick]:
    _ = translator(language)
    return {
        "insight": Yardstick(
            _("Insight"),
            _("Do I notice what customers need before they say it?"),
            (
                _("I answer the question that was asked."),
                _("I ask back when something is unclear."),
                _("I ask for the reason behind a request before I offer anything."),
                _("I see what was not said, check it with the customer, and tell my colleagues."),
            ),
        ),
        "action": Yardstick(
            _("Power to act"),
            _("Does what I see turn into something done?"),
            (
                _("I do what the rule or my manager tells me."),
                _("I act by myself where it is quick and easy."),
                _("I name a time and keep it, or say early that I cannot."),
                _("I see it through, other departments' part too, until the customer confirms."),
            ),
        ),
        "linking": Yardstick(
            _("Linking"),
            _("Does a contact become a relation?"),
            (
                _("When the business is done, so is the contact."),
                _("I am friendly, and know a few regulars by name."),
                _("I remember what matters to customers and take it up next time."),
                _("Customers ask for me, and I bring them together with whoever helps them more."),
            ),
        ),
        "response": Yardstick(
            _("Response to change"),
            _("What do I do when it turns out differently?"),
            (
                _("When it gets hectic or loud, I get stuck, or loud too."),
                _("I keep calm, but wait until somebody tells me what to do."),
                _("I calm the customer first, then find a second way by myself."),
                _("I have a second plan before it is needed, and practise it with colleagues."),
            ),
        ),
        "transformation": Yardstick(
            _("Transformation"),
            _("Does trouble become something better?"),
            (
                _("I am glad when a complaint is over."),
                _("I think about what I would do differently next time."),
                _("I change how I work because of a complaint, and tell the customer so."),
                _("Out of complaints and praise come standards or services that others use."),
            ),
        ),
    }


def _disciplines(language: str) -> dict[str, Yardstick]:
    _ = translator(language)
    return {
        "strategy": Yardstick(
            _("Strategy"),
            _("Is it clear which experience we want to give?"),
            (
                _("Everybody does what they think is right."),
                _("There is a slogan; nothing is decided by it."),
                _("The experience we promise is written down and fits what the company is for."),
                _("It decides what we pay for and what we leave; front-line staff can say it."),
            ),
        ),
        "understanding": Yardstick(
            _("Customer understanding"),
            _("Do we know our customers from themselves?"),
            (
                _("We go by experience, and by whoever complains loudest."),
                _("There is a survey once a year; few people read it."),
                _("We ask, watch and listen regularly; our personas rest on it."),
                _("Whoever decides meets customers; findings reach those who can act in days."),
            ),
        ),
        "design": Yardstick(
            _("Design"),
            _("Is the experience made on purpose?"),
            (
                _("It came about by itself."),
                _("We repair what is complained about."),
                _("We design with journey map and blueprint, and try it before it is introduced."),
                _("Customers and front-line staff design every new service with us."),
            ),
        ),
        "measurement": Yardstick(
            _("Measurement"),
            _("Do we know how well we do, as customers see it?"),
            (
                _("We count what the system happens to count."),
                _("There is one satisfaction score for everything."),
                _("Key touchpoints have figures of what happens, what is felt and what follows."),
                _("The figures lead to changes, and we check whether the changes helped."),
            ),
        ),
        "governance": Yardstick(
            _("Governance"),
            _("Who is responsible, and does it last?"),
            (
                _("Nobody in particular."),
                _("One department collects complaints and reminds the others."),
                _("Each key touchpoint has an owner, a standard and fixed dates to look at it."),
                _("No project, budget or rule passes before we ask what it does to customers."),
            ),
        ),
        "culture": Yardstick(
            _("Culture"),
            _("What do we do when nobody is watching?"),
            (
                _("Rules first: whoever bends one for a customer gets into trouble."),
                _("Good service is praised on special days."),
                _("Customers' stories are told regularly; whoever helps is thanked."),
                _("We hire, train and promote by it, managers first."),
            ),
        ),
    }
