"""How every chart looks and is drawn: fonts, colours, an offline renderer, label placement."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from altair.vegalite.v6.schema._config import ConfigKwds

FONT = "Noto Sans SC"
# The browser that draws the interactive chart has the reader's fonts, not ours.
FONTS = f"{FONT}, Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"
INK, MUTED, GRID = "#1f2937", "#6b7280", "#e5e7eb"
Floats = NDArray[np.float64]
# Right, left, above, below, then the slants: -a above right, a below right, and so on.
_SLANTS = (45, 20, 70, 10, 30, 60, 80)
_ANGLES = [0, 180, -90, 90, *(b for a in _SLANTS for b in (-a, a, a - 180, 180 - a))]
DETOUR = 120
"""How much further, in pixels, a label goes to keep one crossing away."""
PASSES = 3
_OWN_ID = re.compile(r' id="([\w-]+)"')
_ANY_ID = re.compile(r'( id="|="url\(#)([\w-]+)(?=\)?")')
# How JSON writes a character that no drawing may hold, or a number that is none.
_PERHAPS = re.compile(r"\\(?:[bf]|u(?:00[01]|202[89]|d[89a-f]|fff[ef]))|NaN|Infinity")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def config() -> "ConfigKwds":
    """The Vega-Lite configuration: sizes to be read from the last row of a classroom."""
    return {
        "font": FONTS,
        "background": "white",
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "color": INK,
            "fontSize": 20,
            "fontWeight": 700,
            "offset": 14,
            "subtitleColor": MUTED,
            "subtitleFontSize": 14,
            "subtitlePadding": 6,
        },
        "axis": {
            "labelFontSize": 14,
            "titleFontSize": 15,
            "titleFontWeight": 400,
            "labelColor": INK,
            "titleColor": INK,
            "gridColor": GRID,
            "domainColor": MUTED,
            "tickColor": MUTED,
            "labelLimit": _limit(260),
        },
        "legend": {
            "labelFontSize": 14,
            "titleFontSize": 14,
            "labelColor": INK,
            "titleColor": INK,
            "symbolSize": 140,
            "labelLimit": _limit(300),
            "titleLimit": 0,
        },
        "header": {"labelFontSize": 15, "titleFontSize": 15},
        "text": {"color": INK, "fontSize": 14},
    }


def _limit(pixels: int) -> Any:  # Altair types it as a number; Vega-Lite takes both
    """Where a label may be cut it is measured twice more: only where it may be so long."""
    return {"expr": f"length(datum.label) > {pixels // 14} ? {pixels} : 0"}


def enable() -> None:
    """Use this theme and renderer for every Altair chart of the process, and show whole texts."""
    import altair as alt
    import pandas as pd
    from altair.utils.schemapi import disable_debug_mode

    disable_debug_mode()  # a chart is checked when it is shown: not each of its parts before that
    pd.set_option("display.max_colwidth", None)  # a question cut at 50 characters is no question
    pd.set_option("display.max_rows", 1_000)  # by itself pandas shows 10 rows of more than 60
    pd.set_option("display.html.use_mathjax", False)  # "$5 or $10" in a label is no formula
    alt.theme.register("workshop", enable=True)(lambda: alt.theme.ThemeConfig(config=config()))
    alt.renderers.register("workshop", lambda spec, **_: mimebundle(spec))
    alt.renderers.enable("workshop")
    alt.data_transformers.disable_max_rows()  # a profile may have 10,000 features


def mimebundle(spec: dict[str, Any]) -> dict[str, Any]:
    """One chart as what JupyterLab draws interactively and as a picture for everything else.

    JupyterLab's own extension knows Vega-Lite 5 only; Altair writes 6, which for these charts
    differs in the address of its schema alone.
    """
    spec, text = _drawable(spec)
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    return {
        "application/vnd.vegalite.v5+json": {**spec, "$schema": schema},
        "image/svg+xml": _svg(text),
    }


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification as SVG: the same specification always gives the same bytes."""
    return _svg(_drawable(spec)[1])


def _svg(spec: str) -> str:
    import vl_convert

    register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec)
    # vl-convert numbers its ids per process; two charts on one page must not share one.
    mark = "c" + hashlib.sha256(spec.encode()).hexdigest()[:10]
    # Only in tags, and only ids that are there: a label may say id="x" or url(#x) too.
    head, *parts = drawn.split("<")
    tags = [part.partition(">") for part in parts]
    found = [m[1] for tag, _, _ in tags if ' id="' in tag and (m := _OWN_ID.search(tag))]
    ids = {old: f"{mark}-{i}" for i, old in enumerate(found)}
    return "<".join([head, *(_renamed(tag, ids) + end + text for tag, end, text in tags)])


def _renamed(tag: str, ids: Mapping[str, str]) -> str:
    if ' id="' not in tag and "url(#" not in tag:  # most have none
        return tag
    return _ANY_ID.sub(lambda m: m[1] + ids.get(m[2], m[2]), tag)


def _drawable(spec: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The specification, and its JSON, without what no XML or no Vega expression may hold."""
    text = json.dumps(spec)
    if _PERHAPS.search(text):
        spec = _cleaned(spec)
        text = json.dumps(spec)
    return spec, text


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):  # vl-convert ends the whole process where it finds one
        return _NOT_TEXT.sub("", value)
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


@cache
def register_fonts() -> None:
    """Let vl-convert draw with the kit's fonts."""
    import vl_convert

    # Without this vl-convert leaves Chinese text out and says nothing.
    vl_convert.register_font_directory(str(files("workshop_kit").joinpath("fonts")))


def text_size(text: str, size: float = 14, bold: bool = False) -> tuple[float, float]:
    """Width and height in pixels of text (lines split at newlines) in the kit's font."""
    lines = text.split("\n")
    return max(_font(bold).getlength(line) for line in lines) * size / 100, size * 1.3 * len(lines)


@cache
def _font(bold: bool) -> Any:
    from PIL import ImageFont

    name = f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(files("workshop_kit").joinpath("fonts", name)), 100)


def wrap(text: str, width: float, size: float = 14, most: int = 2) -> str:
    """Text on at most `most` lines of `width` pixels; what does not fit ends in '…'."""
    lines = [""]
    # Closing punctuation stays with the character before it.
    pieces = r"[⺀-￯][、。，．：；？！’”）」』】》…]*|[^⺀-￯\s]+\s*|\s+"
    for piece in re.findall(pieces, " ".join(text.split())):
        line = lines[-1] + piece
        if lines[-1] and text_size(line.rstrip(), size)[0] > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = line
    lines = [_cut(line.rstrip(), width, size) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1].rstrip("…") + "…", width, size)]
    return "\n".join(lines)


def _cut(line: str, width: float, size: float) -> str:
    if text_size(line, size)[0] <= width:
        return line
    bare = line.rstrip("…")
    low, high = 0, len(bare)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_size(bare[:middle].rstrip() + "…", size)[0] <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return bare[:low].rstrip() + "…"


def place_labels(
    points: ArrayLike,
    sizes: ArrayLike,
    frame: tuple[float, float],
    obstacles: Sequence[tuple[float, float, float, float]] = (),
    radius: float = 8,
) -> Floats:
    """Find a place beside its point for every label, so that no two labels meet.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        Points in pixels, y downwards.
    sizes : array_like, shape (n, 2)
        Width and height of each label.
    frame : (width, height)
        Labels stay inside.
    obstacles : sequence of (left, top, right, bottom)
        Boxes that labels keep off.
    radius : float
        How far the marks reach around their points; labels keep off them too.

    Returns
    -------
    ndarray, shape (n, 2)
        From each point to the middle of its label; NaN where the frame has no room left.

    Notes
    -----
    Crowded points choose first. Each takes the nearest free place, to the right before left, above
    and below, but goes up to `DETOUR` pixels further rather than let the line from a point to its
    label cross another label (half of that: another mark). Then all choose again, `PASSES` times in
    all, knowing where the others went. The same input always gives the same places.
    """
    points = np.asarray(points, dtype=float).reshape(-1, 2)
    sizes = np.asarray(sizes, dtype=float).reshape(-1, 2)
    marks = np.hstack([points - radius, points + radius])
    fixed = np.array([*obstacles], dtype=float).reshape(-1, 4)
    labels = np.full((len(points), 4), np.nan)
    ends = np.full(points.shape, np.nan)  # of the lines from the points to their labels
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
    order = np.argsort(-(gaps < 120).sum(1), kind="stable")
    for i in np.tile(order, PASSES):
        labels[i] = ends[i] = np.nan
        taken = np.vstack([fixed, labels])
        distances, boxes = _candidates(points[i], sizes[i], frame, radius)
        free = ~_meet(boxes, np.vstack([taken, marks]))
        if not free.any():  # rather over a mark than over a label
            free = ~_meet(boxes, taken)
        if not free.any():
            continue
        distances, boxes = distances[free], boxes[free]
        best = _shortest(points[i], distances, boxes, taken, marks[gaps[i] > radius], points, ends)
        labels[i] = boxes[best]
        ends[i] = np.clip(points[i], labels[i, :2], labels[i, 2:])
    offsets: Floats = (labels[:, :2] + labels[:, 2:]) / 2 - points
    return offsets


def _candidates(
    point: Floats, size: Floats, frame: tuple[float, float], radius: float
) -> tuple[Floats, Floats]:
    """Boxes around a point and inside the frame with their distances, nearest first."""
    angles = np.deg2rad(_ANGLES)
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    # The label's near edge, not its middle, is what stands `distance` away.
    edge = directions / np.abs(directions).max(1, keepdims=True) * size / 2
    distances = np.arange(radius + 3, max(frame), 7.0)
    rings: Floats = edge[None] + directions[None] * distances[:, None, None]
    centres = point + rings.reshape(-1, 2)
    boxes = np.hstack([centres - size / 2, centres + size / 2])
    inside = (boxes[:, :2] >= 0).all(1) & (boxes[:, 2:] <= frame).all(1)
    return np.repeat(distances, len(angles))[inside], boxes[inside]


def _shortest(
    point: Floats,
    distances: Floats,
    boxes: Floats,
    labels: Floats,
    marks: Floats,
    starts: Floats,
    ends: Floats,
) -> int:
    """Which of the boxes, nearest first, costs least: its distance and a detour per crossing."""
    best, least = 0, np.inf
    for low in range(0, len(boxes), 32):  # most labels find a place in the first few
        some = boxes[low : low + 32]
        if distances[low] >= least:
            break
        way = point[None], np.clip(point, some[:, :2], some[:, 2:])
        crossed = _cross(*way, labels).sum(1) + _cross(starts, ends, some).sum(0)
        costs = distances[low : low + 32] + DETOUR * (crossed + _cross(*way, marks).sum(1) / 2)
        if costs.min() < least:
            best, least = low + int(costs.argmin()), costs.min()
    return best


def _meet(boxes: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which boxes overlap any of the others."""
    left, top, right, bottom = boxes.T[:, :, None]
    beside = (left >= others[:, 2]) | (right <= others[:, 0])
    apart = beside | (top >= others[:, 3]) | (bottom <= others[:, 1])
    return np.asarray((~apart & ~np.isnan(others[:, 0])).any(axis=1))


def _cross(starts: Floats, ends: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Which straight lines (rows) pass through which boxes (columns)."""
    step = ends - starts
    step = np.where(step == 0, 1e-9, step)[:, None]
    first = (boxes[None, :, :2] - starts[:, None]) / step
    second = (boxes[None, :, 2:] - starts[:, None]) / step
    enter = np.minimum(first, second).max(2)
    leave = np.maximum(first, second).min(2)
    return np.asarray((enter < leave) & (leave > 0) & (enter < 1))
