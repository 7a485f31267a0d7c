"""Wordings of the five answers that surveys use."""

# The translations in Berger et al. 1993, Blauth's, and those of Chinese survey platforms.
WORDINGS: tuple[tuple[str, ...], ...] = (
    (
        *("i like it", "i like it that way", "i enjoy it that way", "like"),
        *("我很喜欢", "喜欢", "感到满意", "很喜欢", "非常喜欢", "我喜欢"),
        "this would be very helpful to me",
    ),
    (
        *("it must be so", "it must be that way", "i expect it", "must-be"),
        *("理应如此", "理所当然", "必须如此"),
        "it is a basic necessity or i expect it that way",
        "this is a basic requirement for me",
    ),
    (
        *("i don't mind", "i am neutral", "i'm neutral", "neutral", "无所谓"),
        "this would not affect me",
    ),
    (
        *("i can live with it", "i can live with it that way", "i can tolerate it", "live-with"),
        *("勉强接受", "能忍受", "可以忍受", "可以接受"),
        "i dislike it, but i can live with it that way",
        "this would be a minor inconvenience",
    ),
    (
        *("i dislike it", "i dislike it that way", "dislike"),
        *("我不喜欢", "不喜欢", "我很不喜欢", "很不喜欢", "感到不满", "无法接受"),
        "i dislike it, and i can't accept it",
        "this would be a major problem for me",
    ),
)
# What platforms write for a question that was skipped, or that does not apply.
EMPTY = (
    "(跳过)",
    "(空)",
    "（跳过）",
    "（空）",
    "-3",
    "-2",
    "-99",
    "n/a",
    "#n/a",
    "n.a.",
    "not applicable",
    "不适用",
    "na",
    "-",
    "none",
)


def code_of(word: str) -> int | None:
    """The code of a wording that is known, or None.

    >>> code_of("I like it."), code_of("理应如此"), code_of("1")
    (1, 2, None)
    """
    plain = word.casefold().replace("’", "'").rstrip(".。!！ ")
    return next((i for i, texts in enumerate(WORDINGS, 1) if plain in texts), None)
