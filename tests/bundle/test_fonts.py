"""Tests of what stands in for bundles whose fonts have subsets."""

from __future__ import annotations

from dataclasses import replace

from sphinx_compress.bundle.fonts import ALL_WHOLE, Font, SubsetFonts, Swap
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import name_bundle

URL = "_static/a.woff2"
WHOLE = name_bundle("css", "output", b"whole")
OTHER = name_bundle("css", "output", b"swapped")
SWAPS = SubsetFonts({WHOLE.path: Swap(OTHER, (Decision(URL, "fonts/a", "why"),))})


def test_a_result_has_the_other_bundle() -> None:
    html = '<link href="compress-root:_static/c/{}" />'
    result = Result(
        html.format(WHOLE.path),
        bundles=(WHOLE,),
        sizes=(100, WHOLE.size),
        decisions=(Decision("a.css", WHOLE.path), Decision("b.css")),
    )
    assert SWAPS.apply(result, "c") == Result(
        html.format(OTHER.path),
        bundles=(OTHER,),
        sizes=(100, OTHER.size),
        decisions=(
            Decision("a.css", OTHER.path),
            Decision("b.css"),
            Decision(URL, "fonts/a", "why"),
        ),
    )
    other = replace(result, bundles=(OTHER,))
    assert SWAPS.apply(other, "c") == other


def test_swaps_can_be_written_down() -> None:
    assert SubsetFonts.from_json(SWAPS.to_json()) == SWAPS
    for text in ("", "[]", '{"a": []}', '{"a": [1, 2, "x", []]}'):
        assert SubsetFonts.from_json(text) == ALL_WHOLE
    each = Font(OTHER, ((1, 2),), ((3, 4),), "")
    assert Font.from_list(each.to_list()) == each
