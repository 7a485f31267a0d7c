"""KANO results in words: names of categories, sentences, sheets to read out."""

from collections.abc import Hashable, Iterable
from functools import reduce
from typing import Any

import pandas as pd

from workshop_kit.kano.analysis import CATEGORIES
from workshop_kit.text import number, share, translator

# Our own convention: see "How many answers it takes" in docs/methods.md.
COUNTS_ONLY, EXPLORATORY = 20, 200


def category_names(language: str) -> dict[str, str]:
    """Letter to name, in the order M, O, A, I, R, Q."""
    _ = translator(language)
    names = (
        _("must-be"),
        _("one-dimensional"),
        _("attractive"),
        _("indifferent"),
        _("reverse"),
        _("questionable"),
    )
    return dict(zip(CATEGORIES, names, strict=True))


def answer_names(language: str) -> list[str]:
    """The five answers, code 1 first."""
    _ = translator(language)
    return [_("I like it"), _("It must be so"), _("I don't mind"), _("I can live with it"),
            _("I dislike it")]  # fmt: skip


def label_of(table: pd.DataFrame) -> pd.Series:
    """What each row is called: its feature, after the groups it was counted in.

    A column such as `feature_label` (see `Workshop.named`) is taken before `feature` itself.
    """
    known = [str(column) for column in table.columns]
    known = known[: known.index("feature") + 1]  # `classify` writes the groups before the feature
    labels = {f"{name}_label" for name in known}
    parts = [table.get(f"{name}_label", table[name]) for name in known if name not in labels]
    texts = [part.astype(object).where(part.notna(), "–").astype(str) for part in parts]
    return reduce(lambda left, right: left + " · " + right, texts)


def told_apart(table: pd.DataFrame) -> pd.Series:
    """Whether the category was counted most often, and significantly so.

    Blauth's rule and a tolerance may choose another than the largest: then no count speaks for it.
    """
    counts = table[[*CATEGORIES]]
    largest = pd.Series(counts.to_numpy().argmax(axis=1), index=table.index, dtype=int)
    return table["significant"] & (table["category"] == largest.map(dict(enumerate(CATEGORIES))))


def sentences(table: pd.DataFrame, language: str) -> list[str]:
    """Say each feature's result in one sentence, and no more than the answers carry.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify`; labels such as `feature_label` are used where they are there.
    language : {"en", "zh"}

    Returns
    -------
    list of str
        One per row. Fewer than 20 answers: only what was counted. Fewer than 200: "exploratory".
        A category that is not significant names the second one too.
    """
    return [
        _sentence(label, row, language)
        for label, (_, row) in zip(label_of(table), table.iterrows(), strict=True)
    ]


def _sentence(label: str, row: "pd.Series[Any]", language: str) -> str:
    _ = translator(language)
    names = category_names(language)
    n = int(row["n"])
    largest = max(CATEGORIES, key=lambda letter: row[letter])
    words: dict[str, Any] = {
        "feature": label,
        "n": n,
        "count": int(row[largest]),
        "questionable": int(row["Q"]),
        "first": names.get(row["category"], ""),
        "largest": names[largest],
        "second": names.get(row["runner_up"], ""),
        "better": number(row["better"]),
        "worse": number(row["worse"]),
    }
    if n == 0:
        return _("{feature}: nobody has answered both questions yet.").format(**words)
    if n < COUNTS_ONLY:
        return _("{feature}: too few answers to tell; {count} of {n} fall under {largest}.").format(
            **words
        )
    if row["category"] == "Q":
        return _(
            "{feature}: {questionable} of {n} answers are contradictory; check how it was asked."
        ).format(**words)
    if row["category"] != largest:
        text = _(
            "{feature}: {first} by the rule chosen; {largest} was counted most often (n = {n})."
        )
    elif row["runner_up"] in CATEGORIES and row[row["runner_up"]] == row[largest]:
        text = _(
            "{feature}: {first} by order of rank only; {second} was counted as often (n = {n})."
        )
    elif not row["significant"]:
        text = _("{feature}: {first}, but with {n} answers not distinct from {second}.")
    elif n < EXPLORATORY:
        text = _("{feature}: {first}, with {n} answers an exploratory finding.")
    elif row["category"] == "R":
        text = _("{feature}: reverse, customers would rather be without it (n = {n}).")
    else:
        text = _("{feature}: {first}, clearly ahead of the rest (n = {n}).")
    return text.format(**words)


def overview(table: pd.DataFrame, language: str, *, counts: bool = False) -> pd.DataFrame:
    """The result as a sheet to read: one row per feature, figures written out with intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify`, with labels where they are wanted.
    language : {"en", "zh"}
    counts : bool
        Whether the six counts are columns too; a page of a notebook is too narrow for them.

    Returns
    -------
    pandas.DataFrame
        Text only, labelled by feature: category, second category, whether the two can be told
        apart, answers, better and worse with their intervals, stability. Fewer than 20 answers:
        only the counts.
    """
    _ = translator(language)
    names = category_names(language)
    enough = table["n"] >= COUNTS_ONLY
    distinct = told_apart(table).map({True: _("yes"), False: _("no")})
    sheet = pd.DataFrame(
        {
            _("Category"): table["category"].map(names).where(enough, _("too few answers")),
            _("Runner-up"): table["runner_up"].map(names).where(enough).fillna("–"),
            _("Told apart"): distinct.where(enough, "–"),
            _("Answers"): table["n"].astype(str),
            **{letter: table[letter].astype(str) for letter in (CATEGORIES if counts else "")},
            _("Better"): _intervals(table, "better").where(enough, "–"),
            _("Worse"): _intervals(table, "worse").where(enough, "–"),
            _("Stability"): table["stability"].where(enough).map(share),
        }
    )
    sheet.index = pd.Index(label_of(table))
    return sheet.rename_axis(columns=_("Feature"), index=None)


def _intervals(table: pd.DataFrame, name: str) -> pd.Series:
    def written(row: "pd.Series[Any]") -> str:
        if pd.isna(row[name]):
            return "–"
        # "to", not a dash: the limits of worse have minus signs.
        low, high = number(row[f"{name}_low"]), number(row[f"{name}_high"])
        return f"{number(row[name])} [{low};\u00a0{high}]"

    if table.empty:
        return pd.Series(dtype=str)
    return table.apply(written, axis=1)


def by_urgency(table: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order in which one acts: M, O, A, R, I, Q, the strongest Worse first.

    Rows with fewer than 20 answers come last: nothing follows from them yet.
    """
    place = table["category"].map({letter: i for i, letter in enumerate("MOARIQ")})
    place = place.where(table["n"] >= COUNTS_ONLY)
    return table.assign(_place=place).sort_values(["_place", "worse"]).drop(columns="_place")


def advice(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """What to do about each feature, in the order M, O, A, R, I, Q of urgency.

    Parameters
    ----------
    table : pandas.DataFrame
        From `classify`.
    language : {"en", "zh"}

    Returns
    -------
    pandas.DataFrame
        Text only: one row per category that occurs, with its features and the next step. Features
        whose category is not told apart stand in a row of their own with both categories, features
        with fewer than 20 answers in another.
    """
    _ = translator(language)
    names = category_names(language)
    steps = {
        "M": _("Make it work every time. Nobody praises it, everybody complains without it."),
        "O": _("Do it better than the others. The more of it, the more satisfied the customer."),
        "A": _("Choose one or two and surprise with them: high perception at low cost."),
        "R": _("Ask why. Offer it only to those who want it, or leave it out."),
        "I": _("Spend nothing more on it for now. Look at the segments before you cut it."),
        "Q": _("Ask again in plainer words before anyone decides."),
    }
    labels, settled, few = _settled(table)
    rows: dict[Hashable, dict[str, str]] = {}
    for letter, step in steps.items():
        chosen = labels[settled & (table["category"] == letter)]
        if len(chosen):
            rows[names[letter]] = {_("Features"): _join(chosen, language), _("Next step"): step}
    if len(open_ := table[~settled & ~few]):
        either = _("{feature} ({first} or {second})")
        texts = [
            either.format(feature=label, first=names[first], second=names[second])
            for label, first, second in zip(
                labels[open_.index], open_["category"], open_["runner_up"], strict=True
            )
        ]
        step = _("Ask more customers; until then plan for either.")
        rows[_("not settled")] = {_("Features"): _join(texts, language), _("Next step"): step}
    if few.any():
        step = _("Collect at least 20 answers before you decide.")
        rows[_("too few answers")] = {
            _("Features"): _join(labels[few], language),
            _("Next step"): step,
        }
    sheet = pd.DataFrame.from_dict(rows, orient="index", columns=[_("Features"), _("Next step")])
    return sheet.rename_axis(columns=_("Category"))


def headline(table: pd.DataFrame, language: str) -> str:
    """The whole result in a few words: secure, build up, surprise with, and what is open.

    Only settled features are named under a category; see `advice`.
    """
    _ = translator(language)
    labels, settled, few = _settled(table)
    parts = {
        _("Secure: {features}."): settled & (table["category"] == "M"),
        _("Build up: {features}."): settled & (table["category"] == "O"),
        _("Surprise with: {features}."): settled & (table["category"] == "A"),
        _("Not settled: {features}."): ~settled & ~few,
        _("Too few answers: {features}."): few,
    }
    said = [
        text.format(features=_join(labels[rows], language))
        for text, rows in parts.items()
        if rows.any()
    ]
    return ("" if language == "zh" else " ").join(said)


def _settled(table: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Labels; which rows have a category that is told apart; which have too few answers."""
    few = table["n"] < COUNTS_ONLY
    return label_of(table), (told_apart(table) | table["runner_up"].isna()) & ~few, few


def _join(labels: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(labels)
