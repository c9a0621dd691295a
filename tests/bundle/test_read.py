"""Tests of the source texts that elements stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.joinability import Kept
from sphinx_compress.bundle.parse import Element
from sphinx_compress.bundle.read import Reader, SourceText
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.toolchain import Project, load_toolchains
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.page.region import Mode, Region
from tests.sites import Site, configured, script, sheet

KINDS: list[Kind] = ["css", "js"]


def reader(site: Site, kind: Kind = "css", mode: Mode = "file", encoding: str = "utf-8") -> Reader:
    toolchains, _ = load_toolchains(Project(configured(**site.values), encoding=encoding))
    sources = Sources([SourceRoot(site.directory / "html" / "_static")])
    return Reader(Region(kind, mode, "output", ""), toolchains[kind], sources)


def element(name: str, foreign_type: str = "") -> Element:
    """Return the element of a file below ``_static/``."""
    return Element(f"<{name}>", f"compress-root:_static/{name}", "", foreign_type, ())


def test_the_source_of_an_element_is_its_file(site: Site) -> None:
    site.write("deep/x.css", ".x{}\r\n")
    found = reader(site).read(element("deep/x.css?v=1f"))
    assert found == SourceText(".x{}\r\n", "utf-8", "_static/deep/x.css", 6)


def test_the_source_of_a_block_is_what_stands_in_it(site: Site) -> None:
    block = Element("<style>a{}</style>", None, "a{}", "", ())
    asked = reader(site, encoding="iso-8859-1")
    assert asked.read(block) == SourceText("a{}", "iso-8859-1")
    assert asked.inputs == set()


def test_a_file_without_an_encoding_of_its_own_is_in_that_of_the_pages(site: Site) -> None:
    site.write("x.css", b"a{b:'\xe4'}")
    found = reader(site, encoding="iso-8859-1").read(element("x.css"))
    assert (found.text, found.size) == ("a{b:'ä'}", 8)


def test_a_file_that_is_not_there_is_an_input_all_the_same(site: Site) -> None:
    asked = reader(site)
    with pytest.raises(Kept, match=r"^_static/no\.css was not found$"):
        asked.read(element("no.css?v=1"))
    assert asked.inputs == {"_static/no.css"}
    assert [problem.subtype for problem in asked.problems] == ["missing"]
    assert asked.digest("_static/no.css") is None


def test_filters_are_told_where_the_bundle_will_be(site: Site) -> None:
    for kind in KINDS:
        context = reader(site, kind).context
        assert (context.kind, context.target) == (kind, f"_static/compress/{kind}")
        assert (context.source, context.base) == (None, None)
    # What goes into the page is in no directory.
    assert reader(site, mode="inline").context.target is None
    assert reader(site, mode="preload").context.target == "_static/compress/css"


def test_what_a_filter_reads_and_reports_is_that_of_the_region(site: Site) -> None:
    asked = reader(site)
    assert asked.context.read("_static/a.css") == b".a{}"
    asked.context.report(Problem("minify", "it is odd"))
    assert asked.inputs == {"_static/a.css"}
    assert asked.problems == [Problem("minify", "it is odd")]


@pytest.mark.parametrize(
    ("data", "is_minified"),
    [
        (b"x" * 300, False),
        (b"x" * 301, True),
        (b"x" * 600 + b"\n", True),
        (b"x" * 599 + b"\n", False),
        (b"", False),
    ],
)
def test_a_minified_file_has_long_lines(data: bytes, is_minified: bool, site: Site) -> None:
    site.write("x.css", data)
    asked = reader(site)
    assert asked.is_minified(element("x.css?v=1")) is is_minified
    assert asked.inputs == {"_static/x.css"}


def test_what_is_no_plain_file_is_not_minified(site: Site) -> None:
    site.write("x.css", b"x" * 400)
    asked = reader(site)
    assert not asked.is_minified(element("x.css", "text/x-scss"))
    assert not asked.is_minified(element("no.css"))
    assert not asked.is_minified(Element("<style>", None, "x" * 400, "", ()))
    # That it is missing is said when it is read.
    assert asked.problems == []


# In a region


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


def test_a_script_with_a_byte_order_mark_loses_it(site: Site) -> None:
    site.write("x.js", b"\xef\xbb\xbfx()")
    result = site.compress("js", script("a.js") + script("x.js"))
    assert site.contents(result) == ["a()\n;\nx()"]


def test_empty_files_are_no_problem(site: Site) -> None:
    site.write("empty.css", "")
    result = site.compress("css", sheet("empty.css"))
    assert site.contents(result) == [""]
    assert result.problems == ()
