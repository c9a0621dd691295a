"""Draws the theme's icon font; run it again after a change of a shape.

It needs the packages fonttools and brotli, which building the demo does not:
the two font files beside it are what the theme uses.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

Point = tuple[int, int]

SHAPES: dict[str, list[list[Point]]] = {
    # Two waves, one over the other.
    "wave": [
        [(60, 420), (220, 560), (380, 420), (540, 560), (700, 420), (860, 560), (940, 490),
         (940, 370), (860, 440), (700, 300), (540, 440), (380, 300), (220, 440), (60, 300)],
        [(60, 180), (220, 320), (380, 180), (540, 320), (700, 180), (860, 320), (940, 250),
         (940, 130), (860, 200), (700, 60), (540, 200), (380, 60), (220, 200), (60, 60)],
    ],
    # A lighthouse.
    "light": [
        [(260, 0), (340, 460), (580, 460), (660, 0)],
        [(340, 500), (340, 640), (580, 640), (580, 500)],
        [(300, 680), (460, 800), (620, 680)],
        [(640, 590), (980, 760), (980, 380), (640, 550)],
    ],
    # A compass rose.
    "rose": [
        [(500, 740), (560, 440), (860, 380), (560, 320), (500, 20), (440, 320), (140, 380),
         (440, 440)],
    ],
}  # fmt: skip

CODE_POINTS = {0xE001: "wave", 0xE002: "light", 0xE003: "rose", 0x20: "space", 0xA0: "space"}


def draw(contours: list[list[Point]]) -> object:
    """Turn polygons into a glyph."""
    pen = TTGlyphPen(None)
    for first, *rest in contours:
        pen.moveTo(first)
        for point in rest:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def main() -> None:
    """Write the font as TrueType and as WOFF2."""
    order = [".notdef", "space", *SHAPES]
    glyphs = {name: draw(SHAPES.get(name, [])) for name in order}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(CODE_POINTS)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (300 if name == "space" else 1000, 0) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Harbor Marks", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    # Otherwise each run would write the time of day into the file.
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False

    fonts = Path(__file__).parent / "static" / "fonts"
    builder.save(fonts / "harbor-marks.ttf")
    builder.font.flavor = "woff2"
    builder.font.save(fonts / "harbor-marks.woff2")


if __name__ == "__main__":
    main()
