"""Tests of what is made of whole regions, by real files and real filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.page.region import Mode
from tests.sites import Site, script, sheet


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    """Return a site with some style sheets and scripts."""
    site = Site(tmp_path)
    for name in "abc":
        site.write(f"{name}.css", f".{name}{{}}")
        site.write(f"{name}.js", f"{name}()")
    return site


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


# What cannot be read


@pytest.mark.parametrize(
    ("url", "subtype", "message"),
    [
        ("no.css", "missing", "_static/no.css was not found; its tag stays as it is"),
        ("no.css?v=1", "missing", "_static/no.css was not found; its tag stays as it is"),
        (
            "../conf.py",
            "source",
            "_static/../conf.py leads out of _static/; its tag stays as it is",
        ),
        ("%2e%2e/conf.py", "source", "_static/%2e%2e/conf.py leads out of _static/; its tag stays"),
        ("..%5cconf.py", "source", "_static/..%5cconf.py has a character that no file of a site"),
        (
            "link.css",
            "source",
            "_static/link.css is a link to a place outside of the site; its tag",
        ),
        ("a.css?theme=x", "source", "_static/a.css?theme=x has a query or fragment that may mean"),
        ("a" * 300 + ".css", "missing", f"_static/{'a' * 300}.css was not found; its tag stays"),
    ],
)
def test_what_cannot_be_read_stays_and_the_user_hears_why(
    url: str, subtype: str, message: str, site: Site
) -> None:
    (site.directory / "html" / "conf.py").write_text("secret")
    (site.directory / "html" / "_static" / "link.css").symlink_to("../conf.py")
    nodelist = sheet("a.css") + sheet(url) + sheet("b.css")
    result = site.compress("css", nodelist)
    assert sheet(url) in result.html
    assert site.contents(result) == [".a{}", ".b{}"]
    (problem,) = result.problems
    source = f"_static/{url.removesuffix('?v=1')}"
    assert (problem.subtype, problem.source) == (subtype, source)
    assert problem.message.startswith(message)
    # So that the region is looked at again once the file is there.
    assert source in result.inputs


# Contents


def test_urls_lead_to_where_they_led(site: Site) -> None:
    site.write("deep/a.css", "a{b:url(x.png) url('../y.png#z') url(/z.png) url(data:,x) url(#a)}")
    result = site.compress("css", sheet("deep/a.css"))
    assert "url(../../deep/x.png)" in site.content(result)
    assert "../../y.png#z" in site.content(result)
    assert "url(/z.png) url(data:,x) url(#a)" in site.content(result)


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


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf.a{b:'\xc3\xa4'}", ".a{b:'ä'}"),
        (b"@charset \"iso-8859-1\";.a{b:'\xe4'}", ".a{b:'ä'}"),
        (b'@charset "utf-8";\n.a{}', "\n.a{}"),
        (".a{b:'ä'}".encode("utf-16"), ".a{b:'ä'}"),
        (b".a{b:'\xff'}", ".a{b:'\ufffd'}"),
    ],
)
def test_a_sheet_is_read_in_its_own_encoding(data: bytes, text: str, site: Site) -> None:
    site.write("x.css", data)
    content = site.content(site.compress("css", sheet("x.css")))
    assert content == (text if text.isascii() else f'@charset "utf-8";\n{text}')


def test_a_charset_of_one_sheet_is_not_in_the_midst_of_a_bundle(site: Site) -> None:
    for name in "xy":
        site.write(f"{name}.css", '@charset "utf-8";.a{b:"ä"}')
    content = site.content(site.compress("css", sheet("x.css") + sheet("y.css")))
    assert content == '@charset "utf-8";\n.a{b:"ä"}\n.a{b:"ä"}'


def test_a_sheet_takes_the_encoding_of_the_page(tmp_path: Path) -> None:
    site = Site(tmp_path, encoding="iso-8859-1")
    site.write("x.css", b".a{b:'\xe4'}")
    assert "ä" in site.content(site.compress("css", sheet("x.css")))


def test_a_script_that_is_no_text_stays(site: Site) -> None:
    site.write("x.js", b"a('\xff')")
    result = site.compress("js", script("x.js"))
    assert result.html == script("x.js")
    assert result.problems == (
        Problem(
            "source",
            "_static/x.js is not encoded in utf-8; it stays a file of its own",
            "_static/x.js",
        ),
    )


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "UTF8"])
def test_a_bundle_is_no_matter_of_the_pages_encoding(encoding: str, tmp_path: Path) -> None:
    site = Site(tmp_path, encoding=encoding)
    site.write("x.js", "a('ä')".encode(encoding))
    site.write("y.js", b"b()")
    mark = "\ufeff" if encoding == "iso-8859-1" else ""
    # Browsers read a script without a mark in the encoding of the page.
    assert site.content(site.compress("js", script("x.js"))) == f"{mark}a('ä')"
    assert site.content(site.compress("js", script("y.js"))) == "b()"


def test_a_script_with_a_byte_order_mark_loses_it(site: Site) -> None:
    site.write("x.js", b"\xef\xbb\xbfx()")
    result = site.compress("js", script("a.js") + script("x.js"))
    assert site.contents(result) == ["a()\n;\nx()"]


def test_empty_files_are_no_problem(site: Site) -> None:
    site.write("empty.css", "")
    result = site.compress("css", sheet("empty.css"))
    assert site.contents(result) == [""]
    assert result.problems == ()


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
    site.values = {}
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


# Precompilers

PRECOMPILERS = """
from sphinx_compress.filters import FilterError
from sphinx_compress.filters import Filter

class Upper(Filter):
    name = "upper"
    version = "1"
    kinds = frozenset({"css"})
    calls = []

    def __call__(self, text, context):
        self.calls.append(text)
        if text == "fail":
            raise FilterError("it is odd", 3)
        if text.startswith("include "):
            text = context.read(text.removeprefix("include ")).decode()
        return text.upper()

class Half(Upper):
    def __call__(self, text, context):
        return "a{b:'\\ud800'}"

class Whole(Upper):
    stage = "output"
    essential = True
    def __call__(self, text, context):
        raise FilterError("no bundle today", 7)
"""


@pytest.fixture(name="plugin")
def a_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module with filters."""
    name = "compress_" + "".join(char for char in tmp_path.name if char.isalnum())
    (tmp_path / f"{name}.py").write_text(PRECOMPILERS)
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_a_precompiler_makes_css_of_something_else(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "x{}")
    nodelist = sheet("a.css") + sheet("x.upper", " type=text/x-upper")
    result = site.compress("css", nodelist + "<style type='text/x-upper'>y{}</style>")
    assert site.contents(result) == [".a{}\nX{}\nY{}"]
    assert site.shape(result) == '<link rel="stylesheet" href="{0}" />'


def test_a_precompiler_that_fails_leaves_its_tag_and_says_where(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "fail")
    nodelist = sheet("x.upper", " type=text/x-upper")
    result = site.compress("css", nodelist)
    assert result.html == nodelist
    assert result.problems == (Problem("precompiler", "upper: it is odd", "_static/x.upper", 3),)


def test_what_a_precompiler_reads_is_an_input(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "include _static/part.css")
    site.write("part.css", "p{}")
    nodelist = sheet("x.upper", " type=text/x-upper")
    result = site.compress("css", nodelist)
    assert result.inputs == ("_static/part.css", "_static/x.upper")
    assert site.contents(result) == ["P{}"]
    site.write("part.css", "q{}")
    assert site.contents(site.compress("css", nodelist)) == ["Q{}"]


def test_what_a_precompiler_reads_is_an_input_even_if_it_was_one_before(
    site: Site, plugin: str
) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "include _static/part.css")
    site.write("part.css", "p{}")
    nodelist = sheet("part.css") + sheet("x.upper", " type=text/x-upper")
    assert site.contents(site.compress("css", nodelist)) == ["p{}\nP{}"]
    site.write("part.css", "q{}")
    assert site.contents(site.compress("css", nodelist)) == ["q{}\nQ{}"]


def test_half_a_character_is_no_error(site: Site, plugin: str) -> None:
    site.values["css_filters"] = [f"{plugin}.Half"]
    result = site.compress("css", sheet("a.css"))
    assert site.contents(result) == [".a{}"]
    assert result.problems[0].message == "upper returned half a character, which no file can hold"


def test_an_output_filter_that_must_not_fail_leaves_the_tags(site: Site, plugin: str) -> None:
    site.values["css_filters"] = [f"{plugin}.Whole"]
    result = site.compress("css", sheet("a.css") + " " + sheet("b.css"))
    assert result.html == sheet("a.css") + "\n" + sheet("b.css")
    assert result.problems == (Problem("filter", "upper: no bundle today", None, 7),)
    assert (result.bundles, result.requests) == ((), (0, 0))


def test_a_text_is_prepared_once_whatever_it_is_joined_with(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "x{}")
    foreign = sheet("x.upper", " type=text/x-upper")
    site.compress("css", foreign)
    module = __import__(plugin)
    assert module.Upper.calls == ["x{}"]
    assert site.contents(site.compress("css", sheet("a.css") + foreign)) == [".a{}\nX{}"]
    assert module.Upper.calls == ["x{}"]


def test_a_failure_is_told_again_in_another_bundle(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "fail")
    foreign = sheet("x.upper", " type=text/x-upper")
    first = site.compress("css", foreign)
    second = site.compress("css", sheet("a.css") + foreign)
    assert first.problems == second.problems != ()
    assert second.html.endswith(foreign)


def test_an_imported_sheet_becomes_part_of_the_bundle(site: Site) -> None:
    site.write("d.css", '@import "sub/e.css" print;.d{}')
    site.write("sub/e.css", ".e{b:url(x.png)}")
    nodelist = sheet("a.css") + sheet("d.css")
    result = site.compress("css", nodelist, css_filters=["imports", "urls"])
    assert site.contents(result) == [".a{}\n@media print{\n.e{b:url(../../sub/x.png)}\n}\n.d{}"]
    assert result.inputs == ("_static/a.css", "_static/d.css", "_static/sub/e.css")
    assert (result.requests[0], result.sizes[0]) == (3, 4 + 30 + 16)


def test_a_change_of_an_imported_sheet_is_noticed(site: Site) -> None:
    filters = ["imports", "urls"]
    site.write("d.css", '@import "e.css";.d{}')
    seen = []
    for content in (".e{}", ".f{}", None, ".e{}"):
        if content is None:
            (site.directory / "html" / "_static" / "e.css").unlink()
        else:
            site.write("e.css", content)
        seen.append(site.content(site.compress("css", sheet("d.css"), css_filters=filters)))
    assert seen == [".e{}\n.d{}", ".f{}\n.d{}", '@import "../../e.css";.d{}', ".e{}\n.d{}"]


def test_sheets_of_nothing_but_imports_share_a_bundle(site: Site) -> None:
    site.write("d.css", '@import "https://x.test/d.css";')
    site.write("e.css", '@import "https://x.test/e.css";.e{}')
    result = site.compress("css", "".join(map(sheet, ["d.css", "e.css", "a.css", "e.css"])))
    assert site.contents(result) == [
        '@import "https://x.test/d.css";\n@import "https://x.test/e.css";.e{}\n.a{}',
        '@import "https://x.test/e.css";.e{}',
    ]


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


def test_properties_of_a_sheet_that_stays_imported_keep_others_where_they_are(site: Site) -> None:
    site.values = {"css_filters": ["imports", "urls"]}
    site.write("vars.css", ":root{--x:url(x.png)}")
    site.write("a.css", '@import "vars.css";')
    site.write("b.css", "b{background:var(--x)}")
    site.write("c.css", '@import "vars.css";c{background:var(--x)}')
    site.write("d.css", '@import "vars.css" f(), all;d{background:var(--x)}')
    site.write("e.css", '@\\69mport "vars.css";e{background:var(--x)}')
    for tags in (sheet("a.css") + sheet("b.css"), *map(sheet, ("c.css", "d.css", "e.css"))):
        assert site.shape(site.compress("css", tags)).endswith(tags[-len(sheet("b.css")) :])


def test_a_sheet_that_makes_urls_of_strings_of_others_stays(site: Site) -> None:
    site.write("a.css", "a{background:image-set(var(--x) 1x)}")
    assert site.shape(site.compress("css", sheet("a.css"))) == sheet("a.css")


def test_a_sheet_that_lends_its_encoding_to_what_it_imports_stays(site: Site) -> None:
    site.write("a.css", b'@charset "windows-1252";@import "/b.css";')
    assert site.shape(site.compress("css", sheet("a.css"))) == sheet("a.css")
    site.write("a.css", b'@charset "utf-8";@import "/b.css";')
    assert len(site.compress("css", sheet("a.css")).bundles) == 1


def test_what_is_imported_is_read_again_when_only_the_encoding_changes(site: Site) -> None:
    site.values = {"css_filters": ["imports", "urls"]}
    site.write("b.css", "b{c:'é'}".encode())
    site.write("a.css", b'@charset "windows-1252";@import "b.css";')
    assert "'Ã©'" in site.content(site.compress("css", sheet("a.css")))
    site.write("a.css", b'@charset "utf-8";@import "b.css";')
    assert "'é'" in site.content(site.compress("css", sheet("a.css")))
