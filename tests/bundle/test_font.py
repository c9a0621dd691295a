"""Tests of what is kept of a font."""

from __future__ import annotations

from sphinx_compress.bundle.font import Font
from sphinx_compress.bundle.store import name_bundle


def test_a_font_can_be_written_down() -> None:
    subset = name_bundle("fonts", "lato", b"few")
    for each in (Font(subset, ((1, 2),), ((3, 4),), ""), Font(reason="why")):
        assert Font.from_list(each.to_list()) == each
