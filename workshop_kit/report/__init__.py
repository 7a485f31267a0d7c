"""The client's report: one HTML file that needs no network and prints."""

import base64
import io
from datetime import date
from typing import Any

import pandas as pd

from workshop_kit import kano, theme
from workshop_kit.kano.words import COUNTS_ONLY, EXPLORATORY, by_urgency
from workshop_kit.text import translator
from workshop_kit.workshop import Workshop

LOGO_PIXELS = 480


def build_report(workshop: Workshop) -> str:
    """Write a workshop's results as one self-contained HTML page.

    Parameters
    ----------
    workshop : Workshop

    Returns
    -------
    str
        HTML. Only parts that have data are there; every figure stands in a table of the page.
        Everything that a person typed is escaped.
    """
    import jinja2

    loader = jinja2.PackageLoader("workshop_kit", "report")
    page = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("report.html.j2")
    return page.render(
        _=translator(workshop.language),
        company=workshop.company,
        name=workshop.name,
        language=workshop.language,
        notice=workshop.notice,
        logo=_logo(workshop),
        made_on=date.today().isoformat(),
        sheet=_sheet,
        kano=_kano(workshop),
    )


def _kano(workshop: Workshop) -> dict[str, Any] | None:
    """The KANO part, or None where nobody has answered."""
    language, note = workshop.language, workshop.notice
    table = kano.results(workshop)
    if table.empty or not table["n"].sum():
        return None
    rules = workshop.company.kano
    answered = kano.tally(workshop.answers("kano"))
    one_side = answered[(answered["functional"] == 0) ^ (answered["dysfunctional"] == 0)]
    nothing = answered[(answered["functional"] == 0) & (answered["dysfunctional"] == 0)]
    heard = set(table.loc[table["n"] > 0, "feature"])
    labels = workshop.company.labels("features", language)
    silent = [label for word, label in labels.items() if word not in heard]
    return {
        "headline": kano.headline(table, language),
        "customers": _customers(workshop),
        "summary": kano.sentences(by_urgency(table), language),
        "quadrant": _picture(kano.quadrant(table, language, note=note)),
        "shares": _picture(kano.shares(table, language, note=note)),
        "overview": kano.overview(table, language, counts=True),
        "advice": kano.advice(table, language),
        "questions": kano.questions(workshop),
        **_segments(workshop),
        "evaluation": rules.evaluation,
        "rule": rules.rule,
        "tolerance": rules.tolerance,
        "low": int(table["n"].min()),
        "high": int(table["n"].max()),
        "pairs": int(answered["n"].sum()),
        "one_side": int(one_side["n"].sum()),
        "nothing": int(nothing["n"].sum()),
        "silent": silent,
        "counts_only": COUNTS_ONLY,
        "exploratory": EXPLORATORY,
    }


def _segments(workshop: Workshop) -> dict[str, Any]:
    """The map of segments and what sets them apart; empty where no customer's segment is known."""
    import narwhals as nw

    none: dict[str, Any] = {"segment_map": None, "differences": []}
    answers = nw.from_native(workshop.answers("kano")).lazy()
    if "segment" not in answers.collect_schema().names():
        return none
    by_segment = kano.results(workshop, by="segment")
    if by_segment["segment"].isna().all():
        return none
    language = workshop.language
    return {
        "segment_map": _picture(kano.segment_map(by_segment, language, note=workshop.notice)),
        "differences": kano.difference_sentences(kano.segment_differences(workshop), language),
    }


def _customers(workshop: Workshop) -> int | None:
    """How many customers answered; None where only counts were handed over."""
    import narwhals as nw

    answers = nw.from_native(workshop.answers("kano")).lazy()
    if "respondent" not in answers.collect_schema().names():
        return None
    # Who left both sides of everything empty has not answered; neither null nor NaN is up to 5.
    heard = answers.filter((nw.col("functional") <= 5) | (nw.col("dysfunctional") <= 5))
    return int(heard.select(nw.col("respondent").n_unique()).collect().item())


def _picture(chart: Any) -> Any:
    """A chart as SVG that the template may place as it is: drawn by us, texts escaped by Vega."""
    from markupsafe import Markup

    theme.enable()
    return Markup(theme.svg(chart.to_dict()))


def _sheet(frame: pd.DataFrame) -> dict[str, Any]:
    """A frame of texts as the template's table: heads, and rows that begin with their name."""
    rows = zip(frame.index, frame.to_numpy(), strict=True)
    return {
        "heads": [frame.columns.name or "", *frame.columns],
        "rows": [[str(name), *map(str, row)] for name, row in rows],
    }


def _logo(workshop: Workshop) -> str | None:
    """The logo as a data address: decoded and written anew, so that only a picture is handed on."""
    if workshop.company.logo is None:
        return None
    from PIL import Image

    with Image.open(workshop.company.folder / workshop.company.logo, formats=["PNG", "JPEG"]) as f:
        picture = f.convert("RGBA")
    picture.thumbnail((LOGO_PIXELS, LOGO_PIXELS))
    bytes_ = io.BytesIO()
    picture.save(bytes_, "PNG")
    return "data:image/png;base64," + base64.b64encode(bytes_.getvalue()).decode()
