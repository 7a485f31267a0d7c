"""Segments in words: what was found, how sure it is, what each stands out by, what was left out."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from workshop_kit.persona.clusters import FEWEST, Segments
from workshop_kit.persona.contrasts import stands_out
from workshop_kit.persona.labels import Names
from workshop_kit.text import number, share, translator


def segment_sentences(found: Segments, language: str) -> list[str]:
    """Say which segments were found, and no more than the data carry.

    Parameters
    ----------
    found : Segments
        From `customer_segments` or `segments`.
    language : {"en", "zh"}

    Returns
    -------
    list of str
        The finding with its n; how clear and how lasting it is; one sentence per segment with up to
        three things it stands out by, except where the data support no segments; attributes,
        customers and cells that were left out or filled.
    """
    lines = [_finding(found, language), *_evidence(found, language)]
    if found.verdict != "none":
        lines += _segments(found, language)
    return [*lines, *_left_out(found, language)]


def headline(found: Segments, language: str) -> str:
    """The finding in a few words."""
    _ = translator(language)
    texts = {
        "supported": _("The customers fall into {k} segments"),
        "weak": _("A hint of {k} segments, without a sharp line"),
        "none": _("No clear segments in these data"),
        "given": _("The segments of the profile"),
    }
    return texts[found.verdict].format(k=found.k)


def how_sure(found: Segments, language: str) -> str:
    """How many customers the finding rests on, and what that is good for."""
    _ = translator(language)
    if found.verdict == "given":
        return _("n = {n} customers. Nothing was looked for in data.").format(n=found.n)
    if found.verdict == "none":
        text = _("n = {n} customers. Any crowd can be cut up: do not build on these segments.")
    elif found.exploratory:
        text = _("n = {n} customers: an exploratory finding.")
    else:
        text = _("n = {n} customers.")
    return text.format(n=found.n)


def contrast(row: Mapping[Hashable, Any], names: Names, language: str) -> str:
    """One thing a segment stands out by, beside all customers."""
    _ = translator(language)
    name = names.row(row, language)
    if row["kind"] == "ordered" and row["middle"] == row["overall_middle"]:
        higher = row["difference"] > 0
        return (_("{name}: above average") if higher else _("{name}: below average")).format(
            name=name
        )
    text = _("{name} {value} (all: {overall})")
    if row["kind"] != "category":
        text = _("{name}: {value} (all: {overall})")
    # "9.5 nights (all: 6.5)", but "75% (all: 44%)".
    word = names.units.get(row["attribute"], "").isalpha()
    overall = names.value(row, "overall", unit=not word)
    return text.format(name=name, value=names.value(row), overall=overall)


def _finding(found: Segments, language: str) -> str:
    _ = translator(language)
    if "few" in found.doubts:
        return _(
            "Fewer than {fewest} customers are known: too few to look for segments in data. "
            "These are the segments of the profile."
        ).format(fewest=FEWEST)
    if "no-attributes" in found.doubts:
        return _(
            "The profile names no attributes to look for segments in. These are the segments of "
            "the profile."
        )
    if "alike" in found.doubts:
        return _(
            "All {n} customers are the same in what is known of them: nothing divides them."
        ).format(n=found.n)
    if found.verdict == "none":
        text = _(
            "These data do not fall into clear segments (n = {n}). Work with the segments that you "
            "know from experience."
        )
    elif found.verdict == "weak":
        text = _(
            "The data hint at {k} segments, without a sharp line between them: an exploratory "
            "finding (n = {n})."
        )
    elif found.exploratory:
        text = _("The customers fall into {k} segments; with n = {n}, an exploratory finding.")
    else:
        text = _("The customers fall into {k} segments (n = {n}).")
    return text.format(n=found.n, k=found.k)


def _evidence(found: Segments, language: str) -> list[str]:
    """How clear the segments are, and how lasting."""
    _ = translator(language)
    if not found.crowds:
        return []
    if found.as_clear:
        clear = _("Just as clear: {as_clear} of {crowds} invented crowds that have no segments.")
    else:
        clear = _("None of {crowds} invented crowds without segments falls apart as clearly.")
    lines = [clear.format(as_clear=found.as_clear, crowds=found.crowds)]
    if "overlapping" in found.doubts and found.verdict != "none":
        lines.append(_("The segments overlap: many customers stand between two of them."))
    if "categories" in found.doubts:
        text = _(
            "They show in categories only, not in numbers or levels: customers without segments "
            "can look like that, too."
        )
        lines.append(text)
    if "unstable" in found.doubts:
        lasting = _("With other customers drawn from these, other segments come out ({figure}).")
    elif "shaky" in found.doubts:
        lasting = _("With other customers drawn from these, they come out roughly ({figure}).")
    else:
        lasting = _("With other customers drawn from these, they come out again ({figure}).")
    figure = _("agreement {stability}; 1 is all the same, 0 is chance")
    figure = figure.format(stability=number(found.stability))
    lines.append(lasting.format(figure=figure))
    if "small" in found.doubts:
        text = _("The smallest segment has only {n} customers: check their values first.")
        lines.append(text.format(n=int(found.sizes["n"].min())))
    if found.n_sample < found.n:
        text = _("Segments were made from {sample} customers drawn by lot; all others were added.")
        lines.append(text.format(sample=f"{found.n_sample:,}"))
    return lines


def _segments(found: Segments, language: str) -> list[str]:
    """One sentence per segment."""
    _ = translator(language)
    comma = "；" if language == "zh" else "; "
    special = stands_out(found.profile)
    lines = []
    for _row, size in found.sizes.iterrows():
        rows = special[special["segment"] == size["segment"]].to_dict("records")
        what = comma.join(contrast(row, found.names, language) for row in rows)
        lines.append(
            _("{segment} (n = {n}, {share}): {what}.").format(
                segment=found.names.segment(size["segment"], language),
                n=size["n"],
                share=share(size["share"]),
                what=what or _("little sets them apart from all customers"),
            )
        )
    return lines


def _left_out(found: Segments, language: str) -> list[str]:
    """What the result does not rest on."""
    _ = translator(language)
    lines = []
    texts = {
        "constant": _("Not used, because all customers are the same in it: {names}."),
        "missing": _("Not used, because less than half of the customers are known: {names}."),
    }
    for reason, text in texts.items():
        names = [
            found.names.attribute(name) for name, why in found.left_out.items() if why == reason
        ]
        if names:
            lines.append(text.format(names=_join(names, language)))
    if found.n_missing:
        if found.verdict == "given":
            text = _("Customers without a segment: {n}.")
        else:
            text = _("Customers in no segment, because nothing is known of them: {n}.")
        lines.append(text.format(n=found.n_missing))
    if found.missing:
        one = _("{name} ({n})")
        cells = [
            one.format(name=found.names.attribute(name), n=n) for name, n in found.missing.items()
        ]
        text = _("Values that were missing, and taken as average: {cells}.")
        lines.append(text.format(cells=_join(cells, language)))
    return lines


def _join(texts: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(texts)
