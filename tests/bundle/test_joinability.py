"""Tests of what keeps an element where it is, text by text and in whole regions."""

from __future__ import annotations

import pytest

from sphinx_compress.bundle.joinability import (
    Kept,
    joinability,
    read_url_properties,
    uses_url_property,
    why_tied_to_directory,
    why_tied_to_encoding,
    why_tied_to_page,
)
from sphinx_compress.bundle.parse import Element
from sphinx_compress.core.joinability import Joinability
from sphinx_compress.css.joinability import css_joinability
from sphinx_compress.js.joinability import js_joinability
from tests.sites import Site, sheet


def block(content: str, foreign_type: str = "") -> Element:
    return Element(content, None, content, foreign_type, ())


def test_each_kind_is_looked_at_in_its_own_way() -> None:
    text = "let a = 1; @import 'x'"
    assert joinability(text, "css") == css_joinability(text)
    assert joinability(text, "js") == js_joinability(text)
    assert joinability(text, "css") != joinability(text, "js")


def test_a_block_of_css_is_tied_to_its_page_by_a_relative_url() -> None:
    reason = "its relative URLs start from the page that it stands in"
    assert why_tied_to_page(block("a{b:url(x.png)}"), "css") == reason
    # A URL from the site root is rebased like any other.
    for content in ("", "a{b:url(/x.png)}", "a{b:url(compress-root:_static/x.png)}"):
        assert why_tied_to_page(block(content), "css") == ""


def test_another_block_is_tied_to_its_page_by_a_url_from_the_site_root() -> None:
    reason = "it holds a URL that depends on the page that it stands in"
    content = "f('compress-root:_static/x.js')"
    assert why_tied_to_page(block(content), "js") == reason
    assert why_tied_to_page(block("a{b:url(compress-root:x)}", "text/x-scss"), "css") == reason
    # What a relative URL means, is known when a precompiler has made CSS of it.
    assert why_tied_to_page(block("a{b:url(x.png)}", "text/x-scss"), "css") == ""
    assert why_tied_to_page(block("f('x.js')"), "js") == ""


def test_the_properties_of_a_sheet_that_hold_a_url_are_known() -> None:
    assert read_url_properties("a{--b:url(x.png);--c:red}") == {"--b"}
    assert read_url_properties("a{b:url(x.png)}") == frozenset()


def test_a_sheet_that_cannot_be_read_is_kept() -> None:
    with pytest.raises(Kept, match=r"^it cannot be read: "):
        read_url_properties("a{--b:" + "9" * 5000 + "}")


def test_a_sheet_is_tied_to_its_directory_by_urls_that_no_filter_rebases() -> None:
    plain, relative, borrowing = "a{}", "a{b:url(x.png)}", "a{b:image-set(var(--x) 1x)}"
    for is_rebased in (True, False):
        assert why_tied_to_directory(plain, [], is_rebased=is_rebased) == ""
        reason = why_tied_to_directory(plain, ["--b"], is_rebased=is_rebased)
        assert reason == "a custom property of it holds a URL, relative to whatever sheet uses it"
        reason = why_tied_to_directory(borrowing, [], is_rebased=is_rebased)
        assert reason == "a string that a custom property holds may become a URL of it"
    assert why_tied_to_directory(relative, [], is_rebased=True) == ""
    reason = why_tied_to_directory(relative, [], is_rebased=False)
    assert reason == "its URLs are relative, and the filter urls is not in use"


def test_a_sheet_is_tied_to_its_encoding_by_an_import() -> None:
    importing = Joinability(first_because="its @import is valid at the top only")
    reason = "what it imports may be taken to be in its encoding"
    assert why_tied_to_encoding(importing, ["utf-8", "UTF8"]) == ""
    assert why_tied_to_encoding(importing, ["iso-8859-1", "utf-8"]) == reason
    assert why_tied_to_encoding(importing, ["utf-8", "iso-8859-1"]) == reason
    assert why_tied_to_encoding(Joinability(), ["iso-8859-1", "iso-8859-1"]) == ""


def test_a_sheet_that_uses_a_url_of_another_one_is_found_through_those_between() -> None:
    sheets = ["a{b:var(--c)}", ":root{--c:var(--d)}", ":root{--d:var(--e)}", "", "a{b:var(--f)}"]
    assert uses_url_property(sheets, ["--e"]) == [True, True, True, False, False]
    assert uses_url_property(sheets, ["--d"]) == [True, True, False, False, False]
    assert uses_url_property(sheets, ["--x"]) == [False] * 5
    assert uses_url_property([], ["--x"]) == []


# In a region


def test_without_the_filter_urls_a_sheet_with_urls_stays(site: Site) -> None:
    site.write("x.css", "a{b:url(x.png)}")
    nodelist = sheet("x.css") + sheet("a.css")
    result = site.compress("css", nodelist, css_filters=[])
    assert result.html.startswith(sheet("x.css"))
    assert site.contents(result) == [".a{}"]


def test_a_sheet_with_a_url_in_a_custom_property_stays(site: Site) -> None:
    site.write("x.css", ":root{--a:url(x.png)}")
    assert site.compress("css", sheet("x.css")).html == sheet("x.css")


def test_an_inline_sheet_with_urls_of_the_page_stays(site: Site) -> None:
    relative = "<style>a{b:url(x.png)}</style>"
    absolute = "<style>a{b:url(/x.png) url(compress-root:_static/y.png)}</style>"
    result = site.compress("css", relative + absolute)
    assert result.html.startswith(relative)
    assert site.contents(result) == ["a{b:url(/x.png) url(../../y.png)}"]


def test_an_inline_script_with_a_url_of_the_page_stays(site: Site) -> None:
    nodelist = '<script>load("compress-root:_static/x.js")</script>'
    assert site.compress("js", nodelist).html == nodelist


def test_what_takes_a_url_from_a_custom_property_stays_where_it_is(site: Site) -> None:
    site.write("sets.css", ":root{--b:url(x.png)}")
    site.write("passes.css", ":root{--c:var(--b)}")
    site.write("uses.css", "a{background:var(--c)}")
    site.write("other.css", "a{background:var(--d)}")
    names = ["uses.css", "a.css", "sets.css", "passes.css", "other.css", "b.css"]
    result = site.compress("css", "".join(map(sheet, names)))
    stay = [sheet(name) for name in ("sets.css", "passes.css")]
    assert site.shape(result) == (
        sheet("uses.css")
        + '<link rel="stylesheet" href="{0}" />'
        + "".join(stay)
        + '<link rel="stylesheet" href="{1}" />'
    )
    assert site.contents(result) == [".a{}", "a{background:var(--d)}\n.b{}"]


def test_a_style_element_can_set_a_url_that_a_sheet_takes(site: Site) -> None:
    site.write("uses.css", "a{background:var(--b)}")
    style = "<style>a{--b:url(x.png)}</style>"
    result = site.compress("css", style + sheet("uses.css") + sheet("a.css"))
    assert site.contents(result) == [".a{}"]


def test_a_sheet_that_makes_urls_of_strings_of_others_stays(site: Site) -> None:
    site.write("a.css", "a{background:image-set(var(--x) 1x)}")
    assert site.shape(site.compress("css", sheet("a.css"))) == sheet("a.css")


def test_a_sheet_that_lends_its_encoding_to_what_it_imports_stays(site: Site) -> None:
    site.write("a.css", b'@charset "windows-1252";@import "/b.css";')
    assert site.shape(site.compress("css", sheet("a.css"))) == sheet("a.css")
    site.write("a.css", b'@charset "utf-8";@import "/b.css";')
    assert len(site.compress("css", sheet("a.css")).bundles) == 1


def test_a_block_is_tied_to_its_page_by_what_is_filled_in_there() -> None:
    reason = "a tool may put something into it when the site is deployed"
    assert why_tied_to_page(block("x = '__VERSION__'"), "js") == reason
