"""Tests of what is made of whole regions, by real files and real filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.page.region import Mode
from tests.sites import Site, script, sheet


def test_neighbours_become_one_bundle(site: Site) -> None:
    result = site.compress("css", f"\n  {sheet('a.css')}\n  {sheet('b.css')}{sheet('c.css')}\n")
    assert site.shape(result) == '\n  <link rel="stylesheet" href="{0}" />\n'
    assert site.contents(result) == [".a{}\n.b{}\n.c{}"]
    assert result.inputs == ("_static/a.css", "_static/b.css", "_static/c.css")
    assert (result.requests, result.sizes) == ((3, 1), (12, 14))
    assert result.problems == ()


def test_scripts_become_one_bundle(site: Site) -> None:
    result = site.compress("js", script("a.js") + "<script>x()</script>" + script("b.js"))
    assert site.shape(result) == '<script src="{0}"></script>'
    assert site.contents(result) == ["a()\n;\nx()\n;\nb()"]
    assert (result.requests, result.sizes) == ((2, 1), (6, 15))


def test_the_name_of_the_region_is_that_of_the_bundle(site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css"), name="theme").bundles
    assert bundle.path.startswith("css/theme.")


@pytest.mark.parametrize(
    "between",
    [
        "<!-- a comment -->",
        "<!--[if IE]><link><![endif]-->",
        "<noscript><link></noscript>",
        '<link rel="icon" href="x">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link rel="stylesheet" href="data:text/css,x{}">',
        "<script>1</script>",
        "<meta>",
        "text",
        sheet("a.css", ' integrity="x"'),
    ],
)
def test_nothing_is_joined_over_what_stays(between: str, site: Site) -> None:
    nodelist = f"{sheet('a.css')} {sheet('b.css')}\n{between}\t{sheet('c.css')}"
    result = site.compress("css", nodelist)
    links = [f'<link rel="stylesheet" href="{{{number}}}" />' for number in range(2)]
    assert site.shape(result) == f"{links[0]}\n{between}\t{links[1]}"
    assert site.contents(result) == [".a{}\n.b{}", ".c{}"]
    assert result.problems == ()


def test_what_follows_an_element_that_stays_for_its_content_is_not_joined_over_it(
    site: Site,
) -> None:
    site.write("tied.js", "document.currentScript")
    nodelist = f"{script('a.js')} {script('tied.js')}\n{script('b.js')}"
    result = site.compress("js", nodelist)
    assert site.shape(result) == (
        f'<script src="{{0}}"></script> {script("tied.js")}\n<script src="{{1}}"></script>'
    )
    assert "_static/tied.js" in result.inputs


def test_white_space_around_parts_is_kept(site: Site) -> None:
    print_ = ' media="print"'
    nodelist = f" {sheet('a.css')}\n\n{sheet('b.css', print_)}\t{sheet('c.css', print_)}  "
    result = site.compress("css", nodelist)
    assert site.shape(result) == (
        ' <link rel="stylesheet" href="{0}" />\n\n'
        '<link rel="stylesheet" media="print" href="{1}" />  '
    )


@pytest.mark.parametrize(
    "attribute", [' media="print"', " nonce=x", " title=x", " id=a", " data-x"]
)
def test_only_equal_attributes_share_a_bundle(attribute: str, site: Site) -> None:
    result = site.compress("css", sheet("a.css", attribute) + sheet("b.css") + sheet("c.css"))
    assert site.contents(result) == [".a{}", ".b{}\n.c{}"]


def test_the_order_of_attributes_does_not_matter(site: Site) -> None:
    result = site.compress(
        "js", script("a.js", " defer nonce=x") + script("b.js", " nonce=x defer")
    )
    assert site.shape(result) == '<script defer nonce="x" src="{0}"></script>'


@pytest.mark.parametrize("mode", ["file", "inline", "preload"])
@pytest.mark.parametrize("nodelist", ["", " \n ", "<!-- x -->", "<link"])
def test_a_region_without_elements_stays_as_it_is(nodelist: str, mode: Mode, site: Site) -> None:
    result = site.compress("css", nodelist, mode=mode)
    assert result.html == ("" if mode == "preload" and nodelist.strip() else nodelist)
    assert (result.bundles, result.inputs, result.requests) == ((), (), (0, 0))


def test_one_file_twice_is_there_twice(site: Site) -> None:
    # The second may win over something between.
    result = site.compress("css", sheet("a.css") + sheet("b.css") + sheet("a.css"))
    assert site.contents(result) == [".a{}\n.b{}\n.a{}"]


def test_two_equal_bundles_are_one_file(site: Site) -> None:
    result = site.compress("css", f"{sheet('a.css')}<!-- x -->{sheet('a.css')}")
    assert result.html.count(result.bundles[0].path) == 2
    assert len(result.bundles) == 1
    assert result.requests == (2, 1)


# Contents


def test_urls_lead_to_where_they_led(site: Site) -> None:
    site.write("deep/a.css", "a{b:url(x.png) url('../y.png#z') url(/z.png) url(data:,x) url(#a)}")
    result = site.compress("css", sheet("deep/a.css"))
    assert "url(../../deep/x.png)" in site.content(result)
    assert "../../y.png#z" in site.content(result)
    assert "url(/z.png) url(data:,x) url(#a)" in site.content(result)


def test_a_charset_of_one_sheet_is_not_in_the_midst_of_a_bundle(site: Site) -> None:
    for name in "xy":
        site.write(f"{name}.css", '@charset "utf-8";.a{b:"ä"}')
    content = site.content(site.compress("css", sheet("x.css") + sheet("y.css")))
    assert content == '@charset "utf-8";\n.a{b:"ä"}\n.a{b:"ä"}'


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "UTF8"])
def test_a_bundle_is_no_matter_of_the_pages_encoding(encoding: str, tmp_path: Path) -> None:
    site = Site(tmp_path, encoding=encoding)
    site.write("x.js", "a('ä')".encode(encoding))
    site.write("y.js", b"b()")
    mark = "\ufeff" if encoding == "iso-8859-1" else ""
    # Browsers read a script without a mark in the encoding of the page.
    assert site.content(site.compress("js", script("x.js"))) == f"{mark}a('ä')"
    assert site.content(site.compress("js", script("y.js"))) == "b()"


def test_the_default_filters_are_used(site: Site) -> None:
    site.values = {}
    site.write("x.css", "/* c */\n.x {\n  margin : 0px ;\n}\n")
    site.write("x.js", "// c\nfunction x ( y ) {\n  return y ;\n}\n")
    assert site.content(site.compress("css", sheet("x.css"))) in {".x{margin:0}", ".x{margin:0px}"}
    assert "\n  " not in site.content(site.compress("js", script("x.js")))


@pytest.mark.parametrize("mode", ["file", "inline", "preload"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("css", "a{" * 3000),
        ("css", "(" * 3000 + ")" * 3000),
        ("css", "/*"),
        ("css", "'"),
        ("css", "\0"),
        ("css", "9" * 5000),
        ("css", "}" * 100),
        ("js", "(" * 3000 + ")" * 3000),
        ("js", "'"),
        ("js", "\0"),
        ("js", "\u2028"),
        ("js", "{" * 3000 + "}" * 3000),
    ],
)
def test_hostile_files_are_no_error(kind: Kind, text: str, mode: Mode, site: Site) -> None:
    site.values = {"max_growth": 10_000}
    make = sheet if kind == "css" else script
    site.write(f"x.{kind}", text)
    nodelist = "".join(make(f"{name}.{kind}") for name in "axb")
    result = site.compress(kind, nodelist, mode=mode)
    assert "compress-root:_static/compress" in result.html or mode == "inline"
    assert f"_static/x.{kind}" in result.inputs


# Modes


def test_inline_css_is_in_the_page(site: Site) -> None:
    site.write("deep/x.css", "x{y:url(z.png)}/*</style>*/")
    result = site.compress("css", sheet("a.css") + sheet("deep/x.css"), mode="inline")
    assert result.html == (
        "<style>.a{}\nx{y:url(compress-root:_static/deep/z.png)}/*<\\/style>*/</style>"
    )
    assert (result.bundles, result.requests) == ((), (2, 0))
    assert result.sizes == (4 + 27, len(result.html) - len("<style></style>"))


def test_inline_js_is_in_the_page(site: Site) -> None:
    result = site.compress(
        "js", script("a.js", " nonce=x") + script("b.js", " nonce=x"), mode="inline"
    )
    assert result.html == '<script nonce="x">a()\n;\nb()</script>'


@pytest.mark.parametrize("timing", ["async", "defer"])
def test_what_must_run_later_stays_a_file(timing: str, site: Site) -> None:
    result = site.compress("js", script("a.js", f" {timing}"), mode="inline")
    assert site.shape(result) == f'<script {timing} src="{{0}}"></script>'
    (problem,) = result.problems
    assert problem.subtype == "inline"
    assert f"its {timing} is for files only" in problem.message


def test_a_script_that_would_end_its_element_stays_a_file(site: Site) -> None:
    site.write("x.js", "a = b <script")
    result = site.compress("js", script("x.js"), mode="inline")
    assert site.shape(result) == '<script src="{0}"></script>'
    assert [problem.subtype for problem in result.problems] == ["inline"]


def test_a_preload_repeats_no_tag(site: Site) -> None:
    nodelist = f"<!-- x -->\n{sheet('a.css')}{sheet('b.css')}\n<meta>{sheet('no.css')}"
    result = site.compress("css", nodelist, mode="preload")
    assert site.shape(result).strip() == '<link rel="preload" as="style" href="{0}" />'


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_preload_is_of_the_very_bundle_of_mode_file(kind: Kind, site: Site) -> None:
    make = sheet if kind == "css" else script
    nodelist = make(f"a.{kind}") + make(f"b.{kind}")
    file, preload = (site.compress(kind, nodelist, mode=mode) for mode in ("file", "preload"))
    assert file.bundles == preload.bundles != ()


def test_an_output_filter_that_must_not_fail_leaves_the_tags(site: Site, plugin: str) -> None:
    site.values["css_filters"] = [f"{plugin}.Whole"]
    result = site.compress("css", sheet("a.css") + " " + sheet("b.css"))
    assert result.html == sheet("a.css") + "\n" + sheet("b.css")
    assert result.problems == (Problem("filter", "upper: no bundle today", None, 7),)
    assert (result.bundles, result.requests) == ((), (0, 0))


def test_sheets_of_nothing_but_imports_share_a_bundle(site: Site) -> None:
    site.write("d.css", '@import "https://x.test/d.css";')
    site.write("e.css", '@import "https://x.test/e.css";.e{}')
    result = site.compress("css", "".join(map(sheet, ["d.css", "e.css", "a.css", "e.css"])))
    assert site.contents(result) == [
        '@import "https://x.test/d.css";\n@import "https://x.test/e.css";.e{}\n.a{}',
        '@import "https://x.test/e.css";.e{}',
    ]
