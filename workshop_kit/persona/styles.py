"""Which of the four styles a customer shows: signs that can be seen or heard, and their margin."""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop_kit.persona.words import style_names
from workshop_kit.problems import meant
from workshop_kit.text import translator

SIGNS = {
    "dominance": ("cuts-in", "result-first", "wants-the-boss", "gives-orders"),
    "expressive": ("tells-stories", "lively-voice", "names-friends", "warms-up"),
    "patient": ("waits-quietly", "says-all-right", "sorry-to-trouble", "same-as-before"),
    "precise": ("reads-every-line", "asks-how-counted", "brings-papers", "corrects"),
}
"""Four signs of each style."""

CHECKLIST = tuple(code for row in zip(*SIGNS.values(), strict=True) for code in row)
"""The 16 signs, styles by turns, so that no block of the list gives a style away."""

ENOUGH, AHEAD = 3, 2
"""Clear is: at least 3 of a style's 4 signs, and at least 2 more than any other style has."""


@dataclass(frozen=True)
class StyleGuess:
    """What a checklist says about a customer's style.

    Attributes
    ----------
    styles : tuple of str
        The styles with most signs: one, several in a tie, none when nothing was ticked.
    counts : dict of str to int
        Signs ticked for each style, 0 to 4, in the order of the styles.
    margin : int
        How many signs the likely style is ahead of the next; 0 in a tie.
    clear : bool
        Whether the guess holds by our own rule, `ENOUGH` and `AHEAD`.
    """

    styles: tuple[str, ...]
    counts: dict[str, int]
    margin: int
    clear: bool


def checklist(language: str) -> dict[str, str]:
    """The signs as one reads them out, in the order of `CHECKLIST`."""
    _ = translator(language)
    texts = {
        "cuts-in": _("Cuts in before you have finished."),
        "result-first": _("Asks for the result first: when, how much, who decides?"),
        "wants-the-boss": _("Asks for the manager as soon as it takes long."),
        "gives-orders": _("Talks in short, firm sentences, like orders."),
        "tells-stories": _("Jumps from one subject to the next and tells stories on the way."),
        "lively-voice": _("The voice goes up and down; you can hear a smile or a sigh."),
        "names-friends": _("Brings up friends, trips, photos, what others said."),
        "warms-up": _("Talks to you like an old friend after a minute."),
        "waits-quietly": _("Waits without a word, however long it takes."),
        "says-all-right": _('Often says "never mind" or "whatever you think".'),
        "sorry-to-trouble": _("Begins with being sorry to trouble you."),
        "same-as-before": _("Wants it the way it was last time."),
        "reads-every-line": _("Reads the bill or the form line by line."),
        "asks-how-counted": _('Asks "how did you get this figure?"'),
        "brings-papers": _("Has papers, dates or screenshots ready."),
        "corrects": _('Corrects small slips; "about" is not good enough.'),
    }
    return {code: texts[code] for code in CHECKLIST}


def spot_style(ticked: Iterable[str]) -> StyleGuess:
    """Guess the style from the signs that were ticked.

    Parameters
    ----------
    ticked : iterable of str
        Codes of `CHECKLIST`; one given twice counts once.

    Returns
    -------
    StyleGuess
        The style with most signs. Equal counts are a tie and name all of them.

    Raises
    ------
    ValueError
        When a code is not on the list.

    Notes
    -----
    The list and its rule are ours. No study stands behind them: the guess is worth as much as the
    signs that were seen, and is dropped as soon as the customer acts otherwise.

    Examples
    --------
    >>> guess = spot_style(["brings-papers", "corrects", "asks-how-counted", "cuts-in"])
    >>> guess.styles, guess.margin, guess.clear
    (('precise',), 2, True)
    """
    seen = set(ticked)
    if unknown := sorted(seen - set(CHECKLIST)):
        allowed = meant(unknown[0], CHECKLIST, most=len(CHECKLIST))
        raise ValueError(f"ticked must hold signs of the list. Got {unknown}. {allowed}")
    counts = {style: len(seen & set(signs)) for style, signs in SIGNS.items()}
    first, second, *_others = sorted(counts.values(), reverse=True)
    styles = tuple(style for style, n in counts.items() if n == first) if first else ()
    margin = first - second
    return StyleGuess(styles, counts, margin, first >= ENOUGH and margin >= AHEAD)


def style_sentence(guess: StyleGuess, language: str) -> str:
    """Say the guess, how far it is ahead, what would settle it, and what kind of list this is."""
    _ = translator(language)
    names = style_names(language)
    if not guess.styles:
        return _("Nothing ticked yet: watch and listen for three sentences, then tick.")
    first = max(guess.counts.values())
    second = first - guess.margin
    others = [x for x, n in guess.counts.items() if n == second and x not in guess.styles]
    words = {
        "likely": " / ".join(names[style].lower() for style in guess.styles),
        "first": first,
        "others": " / ".join(names[style].lower() for style in others),
        "second": second,
    }
    if len(guess.styles) > 1:
        text = _("A tie: {likely}, {first} of 4 signs each.")
    elif not second:
        text = _("Likely {likely}: {first} of 4 signs, none of any other style.")
    else:
        text = _("Likely {likely}: {first} of 4 signs, next {others} {second}.")
    said = [text.format(**words), _settling(guess, language)]
    said.append(_("A checklist of ours, not a tested one."))
    return ("" if language == "zh" else " ").join(said)


def _settling(guess: StyleGuess, language: str) -> str:
    """What it takes until the guess is clear."""
    _ = translator(language)
    if guess.clear:
        return _("By our rule that is clear.")
    first = max(guess.counts.values())
    lacking = max(ENOUGH - first, AHEAD - guess.margin)
    if first + lacking > 4:
        return _("The list cannot settle it: begin with one and see how they answer.")
    if lacking == 1:
        return _("One more sign would settle it.")
    return _("{lacking} more signs of one style would settle it.").format(lacking=lacking)
