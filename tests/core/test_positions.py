"""Lines and columns are counted as browsers count them."""

from __future__ import annotations

import pytest

from sphinx_compress.core.positions import Positions
from sphinx_compress.core.types import Kind


@pytest.mark.parametrize(
    ("kind", "text", "places"),
    [
        ("css", "a\nb\r\nc\rd", [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0)]),
        ("css", "a\fb\u2028c", [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]),
        ("js", "a\fb\u2028c", [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0)]),
        ("js", "é\N{LATIN SMALL LIGATURE FF}x", [(0, 0), (0, 1), (0, 2)]),
        ("js", "😀x😀\n😀y", [(0, 0), (0, 2), (0, 3), (0, 5), (1, 0), (1, 2)]),
    ],
)
def test_each_character_has_its_place(kind: Kind, text: str, places: list[tuple[int, int]]) -> None:
    found = Positions(text, kind)
    assert [found.at(offset) for offset in range(len(text))] == places
    assert len(found) == places[-1][0] + 1
