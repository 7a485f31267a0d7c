"""How every chart looks and is drawn: fonts, colours, an offline renderer, label placement."""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
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
            "labelLimit": 260,
        },
        "legend": {
            "labelFontSize": 14,
            "titleFontSize": 14,
            "labelColor": INK,
            "titleColor": INK,
            "symbolSize": 140,
            "labelLimit": 300,
        },
        "header": {"labelFontSize": 15, "titleFontSize": 15},
        "text": {"color": INK, "fontSize": 14},
    }


def enable() -> None:
    """Use this theme and this renderer for every Altair chart of the process."""
    import altair as alt

    alt.theme.register("workshop", enable=True)(lambda: alt.theme.ThemeConfig(config=config()))
    alt.renderers.register("workshop", lambda spec, **_: mimebundle(spec))
    alt.renderers.enable("workshop")


def mimebundle(spec: dict[str, Any]) -> dict[str, Any]:
    """One chart as what JupyterLab draws interactively and as a picture for everything else.

    JupyterLab's own extension knows Vega-Lite 5 only; Altair writes 6, which for these charts
    differs in the address of its schema alone.
    """
    schema = "https://vega.github.io/schema/vega-lite/v5.20.1.json"
    return {
        "application/vnd.vegalite.v5+json": {**spec, "$schema": schema},
        "image/svg+xml": svg(spec),
    }


def svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification as SVG: the same specification always gives the same bytes."""
    import vl_convert

    _register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec)
    # vl-convert numbers its ids per process; two charts on one page must not share one.
    mark = "c" + hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:10]
    ids = {old: f"{mark}-{i}" for i, old in enumerate(re.findall(r'\bid="([^"]+)"', drawn))}
    drawn = re.sub(r'\bid="([^"]+)"', lambda m: f'id="{ids[m[1]]}"', drawn)
    return re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{ids[m[1]]})", drawn)


@cache
def _register_fonts() -> None:
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
    for piece in re.findall(r"[⺀-￯]|[^⺀-￯\s]+\s*|\s+", text):
        line = lines[-1] + piece
        if lines[-1] and text_size(line.rstrip(), size)[0] > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = line
    lines = [_cut(line.rstrip(), width, size) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1] + "…", width, size)]
    return "\n".join(lines)


def _cut(line: str, width: float, size: float) -> str:
    if text_size(line, size)[0] <= width:
        return line
    bare = line.rstrip("…")
    while bare and text_size(bare + "…", size)[0] > width:
        bare = bare[:-1]
    return bare + "…"


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
    and below. The same input always gives the same places.
    """
    points = np.asarray(points, dtype=float).reshape(-1, 2)
    sizes = np.asarray(sizes, dtype=float).reshape(-1, 2)
    marks = np.hstack([points - radius, points + radius])
    taken = np.array([*obstacles], dtype=float).reshape(-1, 4)
    offsets = np.full(points.shape, np.nan)
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
    order = np.argsort(-(gaps < 120).sum(1), kind="stable")
    for i in order:
        centres = points[i] + _candidates(sizes[i], radius, max(frame))
        boxes = np.hstack([centres - sizes[i] / 2, centres + sizes[i] / 2])
        inside = (boxes[:, :2] >= 0).all(1) & (boxes[:, 2:] <= frame).all(1)
        free = inside & ~_meet(boxes, np.vstack([taken, marks]))
        if not free.any():  # rather over a mark than over a label
            free = inside & ~_meet(boxes, taken)
        if free.any():
            best = int(np.flatnonzero(free)[0])
            offsets[i] = centres[best] - points[i]
            taken = np.vstack([taken, boxes[best]])
    return offsets


def _candidates(size: Floats, radius: float, reach: float) -> Floats:
    """Middles of a label around the origin, nearest first."""
    angles = np.deg2rad([0, 180, -90, 90, -45, 45, -135, 135, -20, 20, -160, 160, -70, 70])
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    # The label's near edge, not its middle, is what stands `distance` away.
    edge = directions / np.abs(directions).max(1, keepdims=True) * size / 2
    distances = np.arange(radius + 3, reach, 7.0)
    rings: Floats = edge[None] + directions[None] * distances[:, None, None]
    return rings.reshape(-1, 2)


def _meet(boxes: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which boxes overlap any of the others."""
    low: Floats = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high: Floats = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.asarray(np.any(np.all(low < high, axis=2), axis=1))
