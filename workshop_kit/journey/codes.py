"""Labels of the codes that the journey room's sheets ask for."""

from workshop_kit.text import translator


def kind_names(language: str) -> dict[str, str]:
    """Three kinds of touchpoint."""
    _ = translator(language)
    return {"physical": _("Physical"), "digital": _("Digital"), "human": _("Human")}


def side_names(language: str) -> dict[str, str]:
    """On which side of the line of visibility a touchpoint lies."""
    _ = translator(language)
    return {"front": _("Front"), "back": _("Back"), "support": _("Support")}


def key_names(language: str) -> dict[str, str]:
    """Five types of key touchpoint."""
    _ = translator(language)
    return {
        "first": _("First contact"),
        "complaint": _("Most complained of"),
        "frequent": _("Most frequent"),
        "high-perception": _("Most felt"),
        "last": _("Last contact"),
    }


def mark_names(language: str) -> dict[str, str]:
    """What a touchpoint is to the customer; marked on the curve: three points, one line."""
    _ = translator(language)
    return {"pain": _("Pain point"), "delight": _("Delight point"), "itch": _("Itch point")}


def complaint_names(language: str) -> dict[str, str]:
    """Four complaint experiences."""
    _ = translator(language)
    return {
        "wait": _("makes me wait"),
        "annoy": _("annoys me"),
        "worry": _("worries me"),
        "cost": _("costs me more"),
    }


def detractor_names(language: str) -> dict[str, str]:
    """Four experiences that turn customers against a company."""
    _ = translator(language)
    return {
        "time": _("takes time"),
        "mind": _("takes thought"),
        "effort": _("takes effort"),
        "money": _("takes money"),
    }


def heart_names(language: str) -> dict[str, str]:
    """Four experiences that win customers' hearts."""
    _ = translator(language)
    return {
        "joy": _("Joy"),
        "warmth": _("Warmth"),
        "honour": _("Honour"),
        "achievement": _("Achievement"),
    }


def sense_names(language: str) -> dict[str, str]:
    """The five senses."""
    _ = translator(language)
    return {
        "sight": _("Sight"),
        "hearing": _("Hearing"),
        "taste": _("Taste"),
        "smell": _("Smell"),
        "touch": _("Touch"),
    }


def feeling_names(language: str) -> dict[str, str]:
    """The four feelings that a touchpoint may leave."""
    _ = translator(language)
    return {
        "excitement": _("Excitement"),
        "belonging": _("Belonging"),
        "privilege": _("Privilege"),
        "achievement": _("Achievement"),
    }


def saving_names(language: str) -> dict[str, str]:
    """Four savings and two honours."""
    _ = translator(language)
    return {
        "save-time": _("Saves time"),
        "save-effort": _("Saves effort"),
        "save-worry": _("Saves worry"),
        "save-money": _("Saves money"),
        "honoured": _("Honoured like a VIP"),
        "cherished": _("Cherished like family"),
    }


def scene_names(language: str) -> dict[str, str]:
    """Four moments of which a peak is made."""
    _ = translator(language)
    return {
        "elevation": _("Surprise"),
        "connection": _("Connection"),
        "insight": _("Growth"),
        "pride": _("Glory"),
    }


def scene_prompts(language: str) -> dict[str, str]:
    """What to look for in each of the four, as a question."""
    _ = translator(language)
    return {
        "elevation": _("What will they tell at home, still smiling?"),
        "connection": _("What do they live through together, with us or with each other?"),
        "insight": _("What do they understand or can they do now, for the first time?"),
        "pride": _("What have they achieved that we record and honour?"),
    }


def surprise_names(language: str) -> dict[str, str]:
    """Five strategies to surprise."""
    _ = translator(language)
    return {
        "spot": _("spot the moment that counts"),
        "differ": _("do it as nobody else does"),
        "empower": _("let the front line decide"),
        "personal": _("make it personal"),
        "bond": _("touch the heart"),
    }


def typical_names(language: str) -> dict[str, str]:
    """Five typical moments of truth."""
    _ = translator(language)
    return {
        "first-contact": _("First contact made"),
        "decision": _("Decision to buy"),
        "delivery": _("Delivery"),
        "problem": _("Problem solved"),
        "renewal": _("Renewal or upgrade"),
    }


def typical_checks(language: str) -> dict[str, dict[str, str]]:
    """Three checks of each typical moment."""
    _ = translator(language)
    texts = {
        "first-contact": (
            _("We greet before the customer has to ask"),
            _("Nobody has to ask the way twice"),
            _("Rooms and clothes are as clean as on the first day"),
        ),
        "decision": (
            _("The whole price is known before they decide"),
            _("We recommend what fits, not what costs most"),
            _("They may think it over without being pressed"),
        ),
        "delivery": (
            _("It is ready at the time we promised"),
            _("We show how it works in plain words"),
            _("Before they leave we ask whether all is right"),
        ),
        "problem": (
            _("Whoever hears of it first stays with it to the end"),
            _("The customer tells it only once"),
            _("We say by when, and call before that time is over"),
        ),
        "renewal": (
            _("We get in touch before it runs out"),
            _("We can say what they used and liked"),
            _("An upgrade answers their need, not our target"),
        ),
    }
    return {
        moment: {str(i): text for i, text in enumerate(checks, 1)}
        for moment, checks in texts.items()
    }
