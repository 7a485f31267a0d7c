"""Sheets to read: the four styles, and what is known of a company's customers."""

from typing import TYPE_CHECKING

import pandas as pd

from workshop_kit.persona.strategies import advice
from workshop_kit.persona.words import source_names, style_names, style_traits, tag_names
from workshop_kit.text import share, translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop


def style_sheet(language: str) -> pd.DataFrame:
    """The four styles: what is typical of each, and how to talk with it."""
    _ = translator(language)
    traits = style_traits(language)
    rows = {
        name: [traits[style], advice(style, language)["talk"]]
        for style, name in style_names(language).items()
    }
    columns = [_("Typical"), _("How to talk")]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def known_attributes(workshop: "Workshop") -> pd.DataFrame:
    """What the company's data hold about customers, by category of tags, and where it comes from.

    Returns
    -------
    pandas.DataFrame
        Text only, one row per attribute of the profile: the category, the source, and the share of
        customers for whom it is known. Attributes of no category stand last.
    """
    _, language = translator(workshop.language), workshop.language
    company, customers = workshop.company, workshop.answers("customers")
    tags, order = tag_names(language), list(tag_names(language))
    sources = source_names(language) | company.labels("sources", language)
    found = sorted(company.attributes, key=lambda a: order.index(a.tag) if a.tag else len(order))
    rows = [
        [
            tags[attribute.tag] if attribute.tag else "–",
            sources.get(attribute.source or "", "–"),
            share(float(customers[attribute.id].notna().mean())),
        ]
        for attribute in found
    ]
    columns = [_("Kind of tag"), _("Where from"), _("Known for")]
    labels = [attribute.label.text(language) for attribute in found]
    return pd.DataFrame(rows, index=pd.Index(labels, dtype=object), columns=columns)
