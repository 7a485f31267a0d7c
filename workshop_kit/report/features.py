"""Who answered the KANO survey, how segments differ, and how its categories were found."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit import kano
from workshop_kit.kano.words import COUNTS_ONLY, EXPLORATORY
from workshop_kit.report.part import Figure, Sheet, drawn
from workshop_kit.text import number, share, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

MOST_DIFFERENCES = 10
"""So many differences are said (see `kano.difference_sentences`) and stand in the table."""


def customers(workshop: "Workshop") -> int | None:
    """How many customers answered; None where only counts were handed over."""
    import narwhals as nw

    answers = nw.from_native(workshop.answers("kano")).lazy()
    if "respondent" not in answers.collect_schema().names():
        return None
    # Who left both sides of everything empty has not answered; neither null nor NaN is up to 5.
    heard = answers.filter((nw.col("functional") <= 5) | (nw.col("dysfunctional") <= 5))
    return int(heard.select(nw.col("respondent").n_unique()).collect().item())


def segment_parts(
    workshop: "Workshop",
) -> tuple[dict[str, Sheet], dict[str, Figure], list[str]]:
    """Sheet, map and sentences of segments; empty where no customer's segment is known."""
    import narwhals as nw

    _, language = translator(workshop.language), workshop.language
    answers = nw.from_native(workshop.answers("kano")).lazy()
    if "segment" not in answers.collect_schema().names():
        return {}, {}, []
    by_segment = kano.results(workshop, by="segment")
    if by_segment["segment"].isna().all():
        return {}, {}, []
    differences = kano.segment_differences(workshop)
    sheets = {
        "segments": Sheet(
            _("Each segment's category and number of answers"),
            _categories(by_segment, language),
            by_segment,
        )
    }
    shown = _differences(differences, language)
    if len(shown):
        title = _("Where a segment differs from everybody else")
        sheets["differences"] = Sheet(title, shown, differences)
    chart = kano.segment_map(by_segment, language, note=workshop.notice)
    figures = {"segments": Figure(_("Who wants what"), drawn(chart), "segments")}
    return sheets, figures, kano.difference_sentences(differences, language)


def _categories(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Features down, segments across: the category's letter, and from how many answers."""
    _ = translator(language)
    enough = table["n"] >= COUNTS_ONLY
    letters = table["category"].where(enough & table["category"].notna(), "–")
    cells = table.assign(cell=letters + " (" + table["n"].astype(str) + ")")
    cells["segment_label"] = cells["segment_label"].fillna(_("not stated"))
    sheet = cells.pivot_table(
        index="feature_label", columns="segment_label", values="cell", aggfunc="first", sort=False
    ).fillna("–")
    return sheet.rename_axis(columns=_("Feature"), index=None)


def _differences(table: pd.DataFrame, language: str) -> pd.DataFrame:
    _ = translator(language)
    names = {"better": _("Better"), "worse": _("Worse")}
    fair = table[(table["n"] >= COUNTS_ONLY) & (table["n_others"] >= COUNTS_ONLY)]
    found = fair[fair["differs"]]
    order = found["difference"].abs().sort_values(ascending=False, kind="stable").index
    rows = [
        [
            row["feature_label"],
            names[row["measure"]],
            f"{number(row['value'])} (n = {row['n']})",
            f"{number(row['value_others'])} (n = {row['n_others']})",
            f"{number(row['difference'])} "
            f"[{number(row['difference_low'])};\u00a0{number(row['difference_high'])}]",
        ]
        for row in found.loc[order].head(MOST_DIFFERENCES).to_dict("records")
    ]
    columns = [_("Feature"), _("Figure"), _("This segment"), _("All others"), _("Difference")]
    index = pd.Index(found.loc[order, "segment_label"].head(MOST_DIFFERENCES), dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns).rename_axis(
        columns=_("Segment"), index=None
    )


def category_method(workshop: "Workshop", table: pd.DataFrame) -> dict[str, list[str]]:
    """How categories were found, and from how many answers."""
    _, rules = translator(workshop.language), workshop.company.kano
    evaluation = {
        "classic": _("By the classic evaluation table."),
        "pouliot": _("By Pouliot's evaluation table."),
        "short": _("By the evaluation table of the short form."),
    }[rules.evaluation]
    rule = {
        "mode": _(
            "The category most answers fall under; equal counts go must-be, one-dimensional, "
            "attractive, indifferent."
        ),
        "blauth": _(
            "By Blauth's rule: the largest of must-be, one-dimensional and attractive if together "
            "they outnumber the rest."
        ),
    }[rules.rule]
    tolerance = _("Counts within {share} of the answers are treated as equal.")
    equal = [tolerance.format(share=share(rules.tolerance))] if rules.tolerance else []
    few = _(
        "Fewer than {counts_only} answers: counts only. Fewer than {exploratory}: exploratory. "
        "These two limits are this report's own convention."
    )
    return {
        _("Answers"): _answers(workshop, table),
        _("Category"): [evaluation, rule, *equal],
        _("Better and Worse"): [
            _("Better = (A + O) / (A + O + M + I); Worse = −(O + M) / (A + O + M + I). "
              "Intervals after Wilson.")
        ],
        _("How much the numbers carry"): [
            few.format(counts_only=COUNTS_ONLY, exploratory=EXPLORATORY)
        ],
        _("Sources"): [
            "Kano, Seraku, Takahashi, Tsuji (1984), Quality 14(2), 147-156. Berger et al. (1993), "
            "Center for Quality Management Journal 2(4), 3-36. Wilson (1927), JASA 22, 209-212."
        ],
    }  # fmt: skip


def _answers(workshop: "Workshop", table: pd.DataFrame) -> list[str]:
    """How many pairs of answers there are, and which of them were left out."""
    _, language = translator(workshop.language), workshop.language
    answered = kano.tally(workshop.answers("kano"))
    one_side = answered[(answered["functional"] == 0) ^ (answered["dysfunctional"] == 0)]
    nothing = answered[(answered["functional"] == 0) & (answered["dysfunctional"] == 0)]
    low, high = int(table["n"].min()), int(table["n"].max())
    n = str(low) if low == high else _("{low} to {high}").format(low=low, high=high)
    text = _(
        "{pairs} pairs of answers in all. {n} complete pairs per feature; left out: {one_side} "
        "with one side missing, {nothing} with both."
    )
    counts = {"one_side": int(one_side["n"].sum()), "nothing": int(nothing["n"].sum())}
    lines = [text.format(pairs=int(answered["n"].sum()), n=n, **counts)]
    heard = set(table.loc[table["n"] > 0, "feature"])
    labels = workshop.company.labels("features", language)
    if silent := [label for word, label in labels.items() if word not in heard]:
        comma = "、" if language == "zh" else ", "
        said = _("Nobody has answered about: {features}.")
        lines.append(said.format(features=comma.join(silent)))
    return lines
