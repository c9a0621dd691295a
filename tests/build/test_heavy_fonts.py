"""Tests of fonts that would come before scripts which wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.heavy_fonts import HeavyFonts
from tests.sites import Site, script, sheet

FACE = '@font-face { font-family: A; src: url("fonts/a.woff2") format("woff2") }'


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("x.js", "x" * 1_000)
    site.write("css/a.css", FACE)
    site.write("css/fonts/a.woff2", b"f" * 2_000)
    return site


def reason(site: Site, *sheets: str, are_subset: bool = False) -> str:
    compressor = site.compressor()
    fonts = HeavyFonts(compressor.sources, compressor.cache, are_subset=are_subset)
    return fonts.why_in_front([script("x.js"), "<script>x</script>"], map(sheet, sheets))


def test_scripts_stay_in_front_of_whole_fonts_that_weigh_more(site: Site) -> None:
    assert reason(site, "css/a.css") == (
        "2 kB of fonts would come before it; "
        "they are small as subsets: pip install sphinx_compress[fonts]"
    )
    site.write("css/fonts/a.woff2", b"f" * 1_000)
    assert not reason(site, "css/a.css")


def test_subsets_are_small(site: Site) -> None:
    assert not reason(site, "css/a.css", are_subset=True)


def test_a_font_of_several_sheets_counts_once(site: Site) -> None:
    site.write("css/b.css", FACE)
    site.write("css/fonts/a.woff2", b"f" * 600)
    assert not reason(site, "css/a.css", "css/b.css")


def test_fonts_of_imported_sheets_count(site: Site) -> None:
    site.write("all.css", '@import "more.css"; @import "https://example.org/c.css"; a { top: 0 }')
    site.write("more.css", '@import "all.css"; @import "css/a.css"; a { top: 0 }')
    assert reason(site, "all.css").startswith("2 kB of fonts")
    site.write("more.css", "@import url(" + "(")
    assert not reason(site, "all.css")


def test_fonts_do_not_count_that_are_missing_or_have_a_range(site: Site) -> None:
    site.write("css/b.css", FACE.replace("a.woff2", "gone.woff2"))
    site.write("css/c.css", FACE.replace("src:", "unicode-range: U+41-5A; src:"))
    assert not reason(site, "css/b.css", "css/c.css", "gone.css")


def test_a_sheet_that_cannot_be_read_has_no_fonts(site: Site) -> None:
    site.write("css/b.css", "\0@import 'a.css'; a { content: '" + "\\")
    assert not reason(site, "css/b.css")
