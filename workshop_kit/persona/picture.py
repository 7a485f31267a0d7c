"""The persona card as a picture for the wall: A4 across, SVG and PNG."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from workshop_kit import paper, theme
from workshop_kit.customers import Tag
from workshop_kit.fitting import LEADING, Box, draw, draw_lines, fit, fit_list, rect, wrap
from workshop_kit.paper import blank_page, readable
from workshop_kit.persona.badges import draw_badges, draw_titled
from workshop_kit.persona.cards import TAGS, Card
from workshop_kit.persona.words import (
    abc_names,
    class_names,
    psychology_names,
    source_names,
    style_names,
    tag_hints,
    tag_names,
    tier_names,
)
from workshop_kit.text import translator

WIDTH, HEIGHT = 1123, 794
"""A4 across at 96 dots per inch."""
STAMP = ("proto-persona", "假设画像")
PALE, HINT, _RED = "#f3f5f7", "#7d8590", "#b91c1c"
_TOP, _BOTTOM = 28, 766
_SIDE: Box = (28, _TOP, 290, _BOTTOM - _TOP)
_LEFT, _RIGHT = 342, 1095
_SIZES = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
_SMALL = (15.0, 14.0, 13.0, 12.0, 11.0)


def card_svg(
    card: Card,
    language: str,
    *,
    colour: str,
    company: str,
    segment_label: str | None = None,
    source_labels: Mapping[str, str] | None = None,
    notice: str = "",
    hints: bool = True,
) -> str:
    """Draw a card; what it lacks stands there as a hint, or is left out.

    Parameters
    ----------
    card : Card
    language : {"en", "zh"}
    colour : str
        The company's colour, such as "#0f766e"; darkened where white could not be read on it.
    company : str
        Its name, for the foot.
    segment_label : str, optional
        How the card's segment is called; its id where none is given.
    source_labels : mapping, optional
        The profile's own sources of tags, id to label.
    notice : str
        Where the numbers come from (`Workshop.notice`).
    hints : bool
        For people at work on the card. Without, only what was entered is drawn, for those who read.

    Returns
    -------
    str
        An SVG of 1123 x 794 pixels without ids, scripts or links. The same card always gives the
        same text. What is too long ends in '…'; no text is smaller than 11 pixels. A card that
        rests on no customer is stamped "proto-persona / 假设画像".
    """
    _ = translator(language)
    svg = blank_page(_("Persona card: {name}").format(name=card.name or "–"), WIDTH, HEIGHT)
    accent = readable(colour)
    sources = {**source_names(language), **(source_labels or {})}
    _side(svg, card, language, accent, segment_label or card.segment or "", hints)
    top = _quote(svg, card, language, accent, hints)
    low = _sections(svg, card, language, accent, top, hints)
    end = _tags(svg, card, language, accent, sources, low, hints)
    if end == top and not card.quote:
        draw(
            svg, _LEFT, top + 20, _("Nothing else was entered on this card."), 16, fill=theme.MUTED
        )
    draw_foot(svg, card, language, company, notice)
    if card.proto:
        draw_stamp(svg)
    return ElementTree.tostring(svg, encoding="unicode")


def card_png(svg: str, scale: float = 2) -> bytes:
    """An SVG as PNG, drawn with the kit's fonts; at `scale` 2 a card prints sharply on A4."""
    return paper.png(svg, scale)


def _side(svg: Element, card: Card, language: str, accent: str, segment: str, hints: bool) -> None:
    """The coloured side: figure, name, who it is, and the badges."""
    _ = translator(language)
    rect(svg, _SIDE, fill=accent, rx="14")
    left, inner = _SIDE[0] + 18, _SIDE[2] - 36
    _figure(svg, left + inner / 2, _TOP + 92, accent)
    centred = {"fill": "white", "text_anchor": "middle"}
    y: float = _TOP + 174
    if text := card.name or (_("Name?") if hints else ""):
        box: Box = (left, y, inner, 101)
        lines, size = fit(text, box, (40, 36, 32, 28, 25), bold=True, even=True)
        look = {"font_weight": "700", "opacity": "1" if card.name else "0.7", **centred}
        y = draw_lines(svg, box, lines, size, **look)
    if text := card.tagline or (_("Who is this, in one line?") if hints else ""):
        box = (left, y + 2, inner, 68)
        lines, size = fit(text, box, (18, 17, 16, 15, 14, 13), even=True)
        look = {"opacity": "1" if card.tagline else "0.7", **centred}
        y = draw_lines(svg, box, lines, size, **look)
    if card.age:
        box = (left, y + 2, inner, 39)
        lines, size = fit(card.age, box, (15, 14), even=True)
        y = draw_lines(svg, box, lines, size, opacity="0.9", **centred)
    y += 8
    if segment:
        y = draw_badges(svg, (left, y, inner, 30), [segment], accent, 14, align=0.5)
    value = [abc_names(language).get(card.abc or ""), tier_names(language).get(card.tier or "")]
    rows = {
        _("Style"): [style_names(language)[card.style]] if card.style else [],
        _("Psychology"): [psychology_names(language)[code] for code in card.psychologies],
        _("Customer class"): [class_names(language)[code] for code in card.customer_class],
        _("Value and loyalty"): [name for name in value if name],
    }
    rows = {title: names for title, names in rows.items() if names or hints}
    if rows:
        draw_titled(svg, (left, y + 4, inner, _BOTTOM - y - 14), rows, accent, _("still open"))


def _figure(svg: Element, x: float, y: float, accent: str) -> None:
    """Head and shoulders in a circle."""
    look: dict[str, Any] = {"fill": accent, "opacity": "0.9"}
    SubElement(svg, "circle", cx=f"{x:g}", cy=f"{y:g}", r="72", fill="white")
    SubElement(svg, "circle", cx=f"{x:g}", cy=f"{y - 22:g}", r="26", **look)
    # The shoulders end on the circle: 51 across and down is 72 from its middle.
    left, right, low = f"{x - 51:g}", f"{x + 51:g}", f"{y + 50.8:.1f}"
    chest = f"M{left} {low}C{left} {y - 4:g} {right} {y - 4:g} {right} {low}"
    SubElement(svg, "path", d=f"{chest}A72 72 0 0 1 {left} {low}Z", **look)


def _quote(svg: Element, card: Card, language: str, accent: str, hints: bool) -> float:
    """What they say, large, beside its mark; where the sections below begin."""
    _ = translator(language)
    if not card.quote and not hints:
        return 142 if card.proto else _TOP  # the stamp has its place there
    width = _RIGHT - _LEFT - 56 - (236 if card.proto else 0)
    box: Box = (_LEFT + 56, _TOP + 2, width, 100)
    text = card.quote or _("What would they say, word for word?")
    sizes = (28, 26, 24, 22, 20, 18, 16, 14) if card.quote else (22, 20, 18)
    lines, size = fit(text, box, sizes, even=True)
    high = len(lines) * LEADING * size
    top = box[1] + (box[3] - high) / 2
    ink = theme.INK if card.quote else HINT
    draw_lines(svg, (box[0], top, width, high + 2), lines, size, fill=ink)
    mark = "m0 22c0-12 6-19 15-22l3 4c-5 2-8 5-8 9a8 8 0 1 1-10 9z"
    for x in (_LEFT, _LEFT + 22):
        quote = SubElement(svg, "path", d=mark, fill=accent)
        quote.set("opacity", "0.9" if card.quote else "0.3")
        quote.set("transform", f"translate({x} {top + size * 0.3:.1f})")
    return 142


def _sections(
    svg: Element, card: Card, language: str, accent: str, top: float, hints: bool
) -> float:
    """Goals, pains, scenario and channels, in one size of text as far as that goes; their end."""
    _ = translator(language)
    texts = {
        "goals": (_("Goals"), _("What do they want to get done? The first thing first.")),
        "pains": (_("Pains"), _("What gets in their way today? What do they complain about?")),
        "scenario": (_("Scenario"), _("When and where do they meet you, and what happens then?")),
        "channels": (_("Channels"), _("How do they reach you?")),
    }
    boxes, low = _boxes([name for name in texts if hints or getattr(card, name)], top)
    places = {name: (texts[name][0], box, texts[name][1]) for name, box in boxes.items()}
    more = _("… {n} more")
    fitted = {
        name: fit_list(_items(card, name), _inside(box, name), _SIZES, more)[1]
        for name, (_title, box, _hint) in places.items()
        if getattr(card, name)
    }
    common = max(min(fitted.values(), default=_SIZES[0]), 15)
    for name, (title, box, hint) in places.items():
        left, top = box[:2]
        rect(svg, box, fill=PALE, rx="8")
        rect(svg, (left, top + 12, 4, 18), fill=accent)
        draw(svg, left + 16, top + 27, title, 16, fill=accent, font_weight="700")
        if name in fitted:
            sizes = [size for size in _SIZES if size <= common]
            even = name != "scenario"
            found, size = fit_list(_items(card, name), _inside(box, name), sizes, more, even=even)
            points = "" if name == "scenario" else accent
            draw_list(svg, _inside(box, name), found, size, points, theme.INK)
        else:
            inside = _inside(box)
            lines, size = fit(hint, inside, (15, 14, 13), even=True)
            draw_lines(svg, inside, lines, size, fill=HINT)
    return low


def _boxes(names: Sequence[str], top: float) -> tuple[dict[str, Box], float]:
    """Boxes of these sections, two in a row; one alone has its row to itself. And their end."""
    boxes: dict[str, Box] = {}
    half = (_RIGHT - _LEFT - 14) / 2
    for pair, first, high in (
        (("goals", "pains"), half, 176),
        (("scenario", "channels"), 484, 122),
    ):
        shown = [name for name in pair if name in names]
        left: float = _LEFT
        for name in shown:
            width = first if name == pair[0] and len(shown) == 2 else _RIGHT - left
            boxes[name] = (left, top, width, high)
            left += width + 14
        top += high + 13 if shown else 0
    return boxes, top


def _items(card: Card, name: str) -> Sequence[str]:
    content: str | Sequence[str] = getattr(card, name)
    return [content] if isinstance(content, str) else content


def _inside(box: Box, name: str = "") -> Box:
    """Where the text of a section stands; a list leaves room for its points."""
    left, top, width, height = box
    points = 0 if name in ("", "scenario") else 16
    return left + 16 + points, top + 38, width - 32 - points, height - 46


def draw_list(
    svg: Element, box: Box, found: Sequence[Sequence[str]], size: float, points: str, ink: str
) -> None:
    """Items one below the other, with some air between them where there is room."""
    left, top, width, height = box
    spare = height - sum(map(len, found)) * LEADING * size
    for lines in found:
        if points:
            y = top + size * 0.66
            SubElement(svg, "circle", cx=f"{left - 12:g}", cy=f"{y:.1f}", r="3", fill=points)
        high = len(lines) * LEADING * size
        draw_lines(svg, (left, top, width, high), lines, size, fill=ink)
        top += high + min(size * 0.4, spare / len(found))


def _tags(
    svg: Element,
    card: Card,
    language: str,
    accent: str,
    sources: Mapping[str, str],
    start: float,
    hints: bool,
) -> float:
    """The eight categories of tags, each with the source it comes from; where they end."""
    _ = translator(language)
    comma = "、" if language == "zh" else ", "
    width = (_RIGHT - _LEFT - 3 * 10) / 4
    tips = tag_hints(language) if hints else dict.fromkeys(TAGS, "")
    cells: list[tuple[Tag, str, Box, Sequence[str]]] = []
    shown = [tag for tag in TAGS if hints or tag in card.tags or tag in card.sources]
    for i, tag in enumerate(shown):
        codes = card.sources.get(tag, ())
        named = _("Source: {sources}").format(sources=comma.join(sources.get(c, c) for c in codes))
        named = named if codes else _("Source?") if hints else ""
        below = wrap(named, width - 20, 11, 2, False) if named else ()
        left, top = _LEFT + i % 4 * (width + 10), start + i // 4 * 126
        room: Box = (left + 10, top + 28, width - 20, 83 - len(below) * LEADING * 11)
        cells.append((tag, card.tags.get(tag, ""), room, below))
    fitted: list[float] = [fit(text, box, _SMALL)[1] for _tag, text, box, _below in cells if text]
    common: float = max(min(fitted, default=_SMALL[0]), 13)
    for tag, text, box, known in cells:
        x, y = box[0] - 10, box[1] - 28
        rect(svg, (x, y, width, 118), fill="white", rx="6", stroke=theme.GRID)
        rect(svg, (x, y, width, 4), fill=accent if text else theme.GRID)
        draw(svg, x + 10, y + 21, tag_names(language)[tag], 13, fill=accent, font_weight="700")
        sizes = [size for size in _SMALL if size <= common] if text else _SMALL[2:]
        if inside := text or tips[tag]:
            lines, small = fit(inside, box, sizes, even=True)
            draw_lines(svg, box, lines, small, fill=theme.INK if text else HINT)
        under: Box = (box[0], box[1] + box[3] + 1, box[2], 84 - box[3])
        ink = theme.MUTED if tag in card.sources else HINT
        draw_lines(svg, under, known, 11, fill=ink)
    return start + -(-len(shown) // 4) * 126


def draw_foot(
    svg: Element, card: Card, language: str, company: str, notice: str, left: float = _LEFT
) -> None:
    """What the card rests on, whose it is, where the numbers come from."""
    _ = translator(language)
    if card.proto:
        rests = _("Rests on no customers yet: an assumption to be checked.")
    elif card.n == 1:
        rests = _("Rests on 1 customer.")
    else:
        rests = _("Rests on {n} customers.").format(n=f"{card.n:,}")
    rests += ("" if language == "zh" else " ") + card.basis
    wide = _RIGHT - left
    lines = wrap(rests, wide - 230, 12, 2, False)
    box: Box = (left, 716, wide - 230, len(lines) * LEADING * 12 + 1)
    low = draw_lines(svg, box, lines, 12, fill=_RED if card.proto else theme.INK)
    name = wrap(company, 218, 14, 1, True)
    look = {"fill": theme.INK, "font_weight": "700", "text_anchor": "end"}
    draw_lines(svg, (_RIGHT - 218, 715, 218, 20), name, 14, **look)
    if notice:
        lines = wrap(notice, wide, 11, 1, False)
        draw_lines(svg, (left, low + 1, wide, 16), lines, 11, fill=theme.MUTED)


def draw_stamp(svg: Element) -> None:
    """Says in both languages, across, that the card is an assumption."""
    x, y = _RIGHT - 112, 80
    stamp = SubElement(svg, "g", transform=f"rotate(-8 {x} {y})", opacity="0.92")
    rect(stamp, (x - 102, y - 36, 204, 72), fill="none", rx="8", stroke=_RED, stroke_width="3")
    look = {"fill": _RED, "font_weight": "700", "text_anchor": "middle"}
    draw(stamp, x, y - 6, STAMP[0], 23, **look)
    draw(stamp, x, y + 24, STAMP[1], 23, **look)
