"""A company's customers: segments and groups by the profile's own rules, with its labels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workshop_kit.persona.clusters import CHOICES, Segments, TooFewError, segment_sizes, segments
from workshop_kit.persona.contrasts import contrasts, segment_profile
from workshop_kit.persona.labels import Names
from workshop_kit.persona.value import (
    abc,
    customer_classes,
    group_shares,
    loyalty_tiers,
    tenure_cohorts,
    value_shares,
)
from workshop_kit.persona.verdicts import Doubt
from workshop_kit.persona.words import class_names, tier_names
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    from altair.typing import ChartType

    from workshop_kit.company import Company
    from workshop_kit.customers import Rule
    from workshop_kit.workshop import Workshop


def customer_segments(workshop: "Workshop") -> Segments:
    """The segments that a company's customers fall into, with labels in the workshop's language.

    They are looked for in the attributes of the profile's `persona.cluster`, or in all of them.
    With fewer than 20 customers, or no attribute, the segments are the profile's own; the verdict
    is then "given".
    """
    company, customers = workshop.company, workshop.answers("customers")
    names = names_of(company, workshop.language)
    kinds = attribute_kinds(company, company.persona.cluster)
    try:
        if kinds:
            return replace(segments(customers, attributes=kinds), names=names)
        doubt: Doubt = "no-attributes"
    except TooFewError:
        doubt = "few"
    return replace(_given(company, customers), names=names, doubts=(doubt,))


def value_classes(workshop: "Workshop") -> pd.DataFrame:
    """A, B and C of a company's customers by the profile's `persona.value` and `persona.cuts`.

    Returns
    -------
    pandas.DataFrame
        The table of `abc`; empty where the profile names no value.
    """
    options, customers = workshop.company.persona, workshop.answers("customers")
    if options.value is None:
        customers, value = customers.iloc[:0].assign(value=pd.Series(dtype=float)), "value"
    else:
        value = options.value
    return abc(customers, value, options.cuts)


def value_picture(workshop: "Workshop") -> "ChartType":
    """What A, B and C customers are and bring, drawn; a line of text where no value is known."""
    from workshop_kit.persona.charts import value_chart

    names = names_of(workshop.company, workshop.language)
    table = value_classes(workshop)
    return value_chart(
        value_shares(table),
        workshop.language,
        label=names.attribute(workshop.company.persona.value or ""),
        missing=int(table["class"].isna().sum()),
        note=workshop.notice,
    )


def customer_groups(workshop: "Workshop") -> pd.DataFrame:
    """What each customer is by the profile's rules, in one row.

    Returns
    -------
    pandas.DataFrame
        `customer`; `segment` as the data file has it; `value_class` ("A", "B", "C"); `classes`, the
        ids of all classes the customer is in, joined by ", "; `tier`; `cohort`. Missing where a
        rule does not fit or the profile has none.
    """
    options, customers = workshop.company.persona, workshop.answers("customers")
    classes = customer_classes(customers, options.classes)
    by_name = classes.dropna(subset=["class"]).groupby("customer")["class"].agg(", ".join)
    worth = value_classes(workshop).set_index("customer")["class"]
    table: pd.DataFrame = customers[["customer", "segment"]].reset_index(drop=True)
    return table.assign(
        value_class=_objects(table["customer"].map(worth)),
        classes=_objects(table["customer"].map(by_name)),
        tier=loyalty_tiers(customers, options.tiers)["tier"],
        cohort=_cohorts(workshop)["cohort"],
    )


def group_sheet(workshop: "Workshop") -> pd.DataFrame:
    """How many customers each class, tier and cohort holds, as a sheet to read.

    Returns
    -------
    pandas.DataFrame
        Text only. One row per group of every kind that the profile has rules for: the group, its
        customers, and their share with its 95 % interval. Those whom no rule fits stand last in
        their kind; below, where it is so, how many of them lack a value that a rule asks about.
    """
    _ = translator(workshop.language)
    rows: list[list[str]] = []
    index: list[str] = []
    for kind, column, labels, found in _groupings(workshop):
        table = group_shares(found, column, labels)
        lacking = int((found[column].isna() & ~found["known"]).sum())
        for _row, row in table.iterrows():
            name = labels.get(row[column], _("none of these"))
            if pd.isna(row[column]) and lacking:
                name = _("none of these ({n} lack a value)").format(n=lacking)
            interval = f"{share(row['share'])} [{share(row['low'])}; {share(row['high'])}]"
            index.append(kind)
            rows.append([name, str(row["n"]), interval.replace("; ", ";\u00a0")])
    # A kind is written once, at its first row.
    shown = ["" if i and index[i] == index[i - 1] else kind for i, kind in enumerate(index)]
    columns = [_("Customers"), "n", _("Share")]
    return pd.DataFrame(rows, index=pd.Index(shown, dtype=object), columns=columns)


def _groupings(
    workshop: "Workshop",
) -> Iterator[tuple[str, str, Mapping[str, str], pd.DataFrame]]:
    """For each kind of group: its name, its column, the groups' labels, who is in which."""
    _, language = translator(workshop.language), workshop.language
    options, customers = workshop.company.persona, workshop.answers("customers")
    if options.classes:
        groups = customer_classes(customers, options.classes)
        yield _("Class"), "class", _ruled(class_names(language), options.classes), groups
    if options.tiers:
        groups = loyalty_tiers(customers, options.tiers)
        yield _("Loyalty"), "tier", _ruled(tier_names(language), options.tiers), groups
    if bounds := _bounds(workshop.company):
        groups = _cohorts(workshop)
        every = workshop.company.labels("cohorts", language)
        # "+" is no id: it stands for those who are with us longer than any cohort.
        longer = groups["months"] > max(bounds.values())
        groups = groups.assign(
            cohort=groups["cohort"].mask(longer, "+"), known=groups["months"].notna()
        )
        labels = {name: every[name] for name in bounds} | {"+": _("longer than that")}
        yield _("Time"), "cohort", labels, groups


def _ruled(names: Mapping[str, str], rules: "Sequence[Rule]") -> dict[str, str]:
    """Only what there is a rule for: of all else it is not known that nobody is in it."""
    asked = {rule.name for rule in rules}
    return {code: name for code, name in names.items() if code in asked}


def _cohorts(workshop: "Workshop") -> pd.DataFrame:
    company, customers = workshop.company, workshop.answers("customers")
    tenure = company.persona.tenure
    if tenure is None:
        customers, tenure = customers[["customer"]].assign(months=np.nan), "months"
    return tenure_cohorts(customers, tenure, _bounds(company))


def _bounds(company: "Company") -> dict[str, float]:
    """The most months of each cohort; empty where the profile names no tenure."""
    if company.persona.tenure is None:
        return {}
    return {cohort.id: float(cohort.months) for cohort in company.cohorts if cohort.months}


def _given(company: "Company", customers: pd.DataFrame) -> Segments:
    """The profile's own segments, as the file of customers has them."""
    kinds = attribute_kinds(company)
    codes = [code for code in company.ids("segments") if code in set(customers["segment"])]
    place = {code: i for i, code in enumerate(codes)}
    groups = customers["segment"].map(place).fillna(-1).to_numpy(int)
    # "All customers" are those in segments, as where segments are found: their n stands beside.
    profile = (
        segment_profile(customers[groups >= 0], attributes=kinds)
        if kinds
        else contrasts([], np.array([], dtype=np.int64), [])
    )
    order = profile["segment"].map(place)
    return Segments(
        customers=customers[["customer", "segment"]].assign(silhouette=np.nan),
        sizes=segment_sizes(groups, codes),
        profile=profile.loc[order.sort_values(kind="stable").index].reset_index(drop=True),
        choices=pd.DataFrame(columns=CHOICES),
        k=len(codes),
        n=int((groups >= 0).sum()),
        n_missing=int((groups < 0).sum()),
        n_sample=0,
    )


def _objects(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None)


def attribute_kinds(company: "Company", only: Iterable[str] = ()) -> dict[str, Any]:
    """The profile's attributes as `segments` takes them: all, or only some."""
    wanted = list(only) or company.ids("attributes")
    kinds: dict[str, Any] = {
        attribute.id: [level.id for level in attribute.levels]
        if attribute.kind == "ordered"
        else attribute.kind
        for attribute in company.attributes
    }
    return {name: kinds[name] for name in wanted}


def names_of(company: "Company", language: str) -> Names:
    """The labels of a profile's attributes, levels and segments, and the units of numbers."""
    return Names(
        attributes={a.id: a.label.text(language) for a in company.attributes},
        levels={
            (a.id, level.id): level.label.text(language)
            for a in company.attributes
            for level in a.levels
        },
        units={a.id: a.unit.text(language) for a in company.attributes if a.unit},
        segments={s.id: s.label.text(language) for s in company.segments},
    )
