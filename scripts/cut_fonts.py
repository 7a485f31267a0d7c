"""Cut the two chart fonts in workshop_kit/fonts from the full Noto Sans SC.

    npm pack @expo-google-fonts/noto-sans-sc
    tar xzf expo-google-fonts-noto-sans-sc-*.tgz
    python scripts/cut_fonts.py package

vl-convert draws a box, silently, for a character its font lacks, so the package carries its own:
every character of GB2312 and of China's General Standard table (which holds the rare characters
allowed in names), with Latin, punctuation and signs. Same input and fontTools, same bytes out.
"""

from __future__ import annotations

import argparse
import io
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import reorderFontTables

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "workshop_kit" / "fonts"
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
SIGNS = "×÷±≤≥≠≈−∑√∞■□▲△◆◇○●★☆①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x2010, 0x2027),  # punctuation
    (0x2030, 0x205E),
    (0x2190, 0x21FF),  # arrows
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF00, 0xFFEF),  # full-width forms
]
# Of vertical and variable fonts; and rules for glyphs, of which none are left.
NOT_NEEDED = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx"]
# vl-convert opens the file anew for every glyph that it measures: what each glyph needs lies close
# together, and the table of characters is there once, as the one that holds all of them.
ORDER = ["head", "hhea", "maxp", "OS/2", "name", "post", "gasp", "cmap", "loca", "glyf", "hmtx"]


def gb2312() -> set[str]:
    """The characters of GB2312: whatever of its 94 x 94 byte pairs decodes."""
    cells = range(0xA1, 0xFF)
    pairs = b"".join(bytes([row, cell]) for row in cells for cell in cells)
    found = (pairs[i : i + 2].decode("gb2312", "ignore") for i in range(0, len(pairs), 2))
    return set("".join(found))


def general_standard() -> set[str]:
    """The 8,105 characters of 通用规范汉字表."""
    lines = (HERE / "general_standard_characters.txt").read_text(encoding="utf-8").splitlines()
    return {char for line in lines if not line.startswith("#") for char in line}


def cut(source: Path, target: Path) -> None:
    """Write the part of a font the charts need; refuse one that lacks a character of the tables."""
    options = Options(
        glyph_names=False,
        hinting=False,
        # No kerning, no ligatures: Chinese has none, and measuring a text takes twice as long.
        layout_features=[],
        name_IDs=[*range(7), 13, 14],  # the names, and the licence the font must carry
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += NOT_NEEDED
    needed = gb2312() | general_standard() | set(SIGNS)
    ranges = (code for first, last in RANGES for code in range(first, last + 1))
    with load_font(str(source), options) as font:
        missing = sorted(needed - {chr(code) for code in font.getBestCmap()})
        if missing:
            raise SystemExit(f"{source.name} has no glyph for {len(missing)}: {''.join(missing)}")
        subsetter = Subsetter(options)
        subsetter.populate(unicodes={*map(ord, needed), *ranges})
        subsetter.subset(font)
        font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 12]
        whole = io.BytesIO()
        save_font(font, whole, options)
        with target.open("wb") as file:
            reorderFontTables(whole, file, ORDER)
        count = len(font.getBestCmap())
    print(f"{target.name}: {count} characters, {target.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package = parser.parse_args().package
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight, folder in WEIGHTS.items():
        source = package / folder / f"NotoSansSC_{folder}.ttf"
        cut(source, FONTS / f"NotoSansSC-{weight}.ttf")
    shutil.copyfile(package / "LICENSE_FONT", FONTS / "OFL.txt")


if __name__ == "__main__":
    main()
