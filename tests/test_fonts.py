"""Every character the package can put on a chart has a glyph in both fonts it carries.

vl-convert draws a box for a character without a glyph and says nothing; these tests do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ["workshop_kit/**/*.po", "datasets/**/*.yaml", "datasets/**/*.csv", "notebooks/*.ipynb"]
RARE_NAMES = "玥喆堃犇淼昇祎骞"
DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SIGNS = "→←↑↓−±×≤≥≈%·…“”‘’—–（）《》、。，：；？！"


@pytest.fixture(scope="module", params=["Regular", "Bold"])
def glyphs(request: pytest.FixtureRequest) -> set[str]:
    with TTFont(ROOT / "workshop_kit" / "fonts" / f"NotoSansSC-{request.param}.ttf") as font:
        return {chr(code) for code in font.getBestCmap()}


def texts() -> Iterator[tuple[Path, str]]:
    """Each source file with its text; a notebook's JSON is decoded, so no \\u escape hides one."""
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text(encoding="utf-8-sig")
            if path.suffix == ".ipynb":
                text = json.dumps(json.loads(text), ensure_ascii=False)
            yield path.relative_to(ROOT), text


def test_every_character_of_our_text_has_a_glyph(glyphs: set[str]) -> None:
    missing = [
        f"{char} (U+{ord(char):04X}) in {path.as_posix()}"
        for path, text in texts()
        for char in sorted(set(text) - glyphs)
        if not char.isascii()
    ]
    assert not missing, "; ".join(missing)


def test_rare_characters_of_names_have_glyphs(glyphs: set[str]) -> None:
    assert not set(RARE_NAMES) - glyphs


def test_digits_letters_and_chart_signs_have_glyphs(glyphs: set[str]) -> None:
    assert not set(DIGITS_AND_LETTERS + SIGNS) - glyphs


def test_what_each_glyph_needs_lies_close_together() -> None:
    # vl-convert maps the file anew for every glyph; the kernel brings 64 kB at a time.
    for path in sorted(ROOT.glob("workshop_kit/fonts/*.ttf")):
        with TTFont(path) as font:
            begins = {tag: table.offset for tag, table in font.reader.tables.items()}
            assert {table.format for table in font["cmap"].tables} == {12}
        last = begins.pop("glyf"), begins.pop("hmtx")
        assert max(begins.values()) < 2**16 <= last[0] < 2**17 < last[1]
