"""Tests of bundles without the rules that nothing uses."""

from __future__ import annotations

from sphinx_compress.bundle.elements import bundle_url
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import name_bundle
from sphinx_compress.bundle.used import without_unused

WHOLE, OTHER = (name_bundle("css", name, name.encode() * 100) for name in ("output", "other"))
PART = name_bundle("css", "output", b"part")
HTML = '<link href="{}" /><link href="{}" />'


def test_a_smaller_bundle_takes_the_place_of_a_whole_one() -> None:
    urls = [bundle_url("compress", each.path) for each in (WHOLE, OTHER, PART)]
    decisions = Decision("a.css", WHOLE.path, "why"), Decision("b.css", OTHER.path)
    result = Result(
        HTML.format(*urls[:2]), bundles=(WHOLE, OTHER), sizes=(2000, 1100), decisions=decisions
    )
    used = without_unused(result, {WHOLE.path: PART}, "compress")
    assert used.html == HTML.format(urls[2], urls[1])
    assert used.bundles == (PART, OTHER)
    assert used.sizes == (2000, 1100 - 596)
    assert used.decisions[0].bundle == PART.path
    assert used.decisions[0].reason == "why"
    assert used.decisions[0].note == "rules that nothing uses are left out (596 of 600 bytes)"
    assert used.decisions[1] == decisions[1]
    assert without_unused(result, {}, "compress") is result
    preload = Result(urls[0], bundles=(WHOLE,))
    assert without_unused(preload, {WHOLE.path: PART}, "compress").sizes == (0, 0)
