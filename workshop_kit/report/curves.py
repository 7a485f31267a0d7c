"""The curves of one journey, summed up touchpoint by touchpoint."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.journey.summaries import summary
from workshop_kit.journey.words import signed, version_names
from workshop_kit.report.natives import Bars
from workshop_kit.text import number, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

UNIT = ["group", "author"]
"""The columns that tell the curves of one journey apart."""
NAMED = 3
"""So many personas are named where groups chose their own."""
NOW, WANTED = "#9ca3af", "#0f766e"


@dataclass(frozen=True)
class Course:
    """The curves of one journey.

    Attributes
    ----------
    name, who, origin : str
        Its code in the report; whose journey it is; where its curves come from.
    curves : pandas.DataFrame
        What was drawn, as `journey.findings` takes it.
    as_is : pandas.DataFrame
        The `summary` of the curves as it is.
    change : pandas.DataFrame
        `touchpoint, position, n, as_is, to_be, change`: medians of those who placed both.
    n : int
        Curves as it is.
    """

    name: str
    who: str
    origin: str
    curves: pd.DataFrame
    as_is: pd.DataFrame
    change: pd.DataFrame
    n: int

    def shown(self, workshop: "Workshop") -> pd.DataFrame:
        """The curve as it is, as a sheet to read."""
        _ = translator(workshop.language)
        rows = [
            [
                str(row["n"]),
                signed(row["median"]),
                f"{signed(row['q1'])} … {signed(row['q3'])}" if row["n"] > 1 else "–",
                f"{signed(row['mean'])}{_interval(row['mean_low'], row['mean_high'])}",
                number(row["sd"], 1),
            ]
            for row in self.as_is.to_dict("records")
        ]
        columns = [_("Curves"), _("Median"), _("Middle half"), _("Mean"), _("Disagreement (sd)")]
        return _sheet(workshop, self.as_is, rows, columns)

    def changed(self, workshop: "Workshop") -> pd.DataFrame:
        """Both curves and their difference, as a sheet to read."""
        _, names = translator(workshop.language), version_names(workshop.language)
        values = self.change[["as_is", "to_be", "change"]].itertuples(index=False, name=None)
        rows = [
            [str(n), *map(signed, three)] for n, three in zip(self.change["n"], values, strict=True)
        ]
        columns = [_("Curves"), names["as_is"], names["to_be"], _("Change")]
        return _sheet(workshop, self.change, rows, columns)

    def lines(self, workshop: "Workshop") -> Bars:
        """Both curves as a chart of lines."""
        names = version_names(workshop.language)
        labels = workshop.company.labels("touchpoints", workshop.language)
        return Bars(
            categories=[labels.get(code, code) for code in self.change["touchpoint"]],
            series={names[version]: self.change[version].tolist() for version in names},
            form="+0.0;−0.0;0",
            bounds=(-3, 3),
            colours={names["as_is"]: NOW, names["to_be"]: WANTED},
            lines=True,
        )


def courses(workshop: "Workshop", curves: pd.DataFrame, origin: str) -> Iterator[Course]:
    """Each journey of `workshop.answers("curves")` or `drawn_curves` that was drawn as it is."""
    _, language = translator(workshop.language), workshop.language
    company, drawn = workshop.company, "journey" in curves
    known = company.labels("cohorts", language) | company.labels("segments", language)
    for code, some in curves.groupby("journey" if drawn else "persona", sort=False):
        some = some.assign(**{name: some[name].fillna("").astype(str) for name in UNIT})
        now = some[some["version"] == "as_is"]
        if now.empty:
            continue
        who = known.get(str(code), str(code))
        if drawn:
            who = _drawn_by(str(code), now["persona"], language)
        yield Course(
            name=f"{'class' if drawn else 'company'}-{code}",
            who=who,
            origin=origin,
            curves=curves.loc[some.index],
            as_is=summary(now, unit=UNIT),
            change=_change(now, some[some["version"] == "to_be"]),
            n=len(now.drop_duplicates(UNIT)),
        )


def _drawn_by(number_of: str, personas: pd.Series, language: str) -> str:
    _ = translator(language)
    named = [name for name in dict.fromkeys(personas) if name != number_of]
    if not named:
        return _("Journey {number}").format(number=number_of)
    who = ("、" if language == "zh" else ", ").join(named[:NAMED])
    more = "…" if len(named) > NAMED else ""
    return _("Journey {number}: {personas}").format(number=number_of, personas=who + more)


def _change(now: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Medians at each touchpoint of those who placed it on both curves."""
    both = now.merge(wanted, on=[*UNIT, "touchpoint"], suffixes=("", "_to_be"))
    groups = both.groupby("touchpoint", sort=False)
    table = pd.DataFrame(
        {
            "position": groups["position"].median(),
            "n": groups.size(),
            "as_is": groups["valence"].median(),
            "to_be": groups["valence_to_be"].median(),
        }
    )
    table = table.assign(change=table["to_be"] - table["as_is"])
    return table.sort_values("position", kind="stable").reset_index()


def _sheet(
    workshop: "Workshop", table: pd.DataFrame, rows: list[list[str]], columns: list[str]
) -> pd.DataFrame:
    _ = translator(workshop.language)
    labels = workshop.company.labels("touchpoints", workshop.language)
    index = pd.Index([labels.get(code, code) for code in table["touchpoint"]], dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns).rename_axis(
        columns=_("Touchpoint"), index=None
    )


def _interval(low: float, high: float) -> str:
    return "" if pd.isna(low) else f" [{signed(low)};\u00a0{signed(high)}]"
