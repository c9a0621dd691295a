"""Tests of what precompilers and input filters make of source texts."""

from __future__ import annotations

import pytest

from sphinx_compress.bundle.joinability import Kept
from sphinx_compress.bundle.parse import Element
from sphinx_compress.bundle.prepare import Preparer, compiled_in_vain
from sphinx_compress.bundle.read import Reader
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.toolchain import Project, load_toolchains
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.page.region import Mode, Region
from tests.sites import Site, configured, sheet


def preparer(site: Site, kind: Kind = "css", mode: Mode = "file") -> tuple[Preparer, Reader]:
    """Return what makes the hunks of a region, and the reader that it reads with."""
    toolchains, _ = load_toolchains(Project(configured(**site.values)))
    sources = Sources([SourceRoot(site.directory / "html" / "_static")])
    reader = Reader(Region(kind, mode, "output", ""), toolchains[kind], sources)
    cache = DirectoryCache(site.directory / "cache", 10_000_000)
    return Preparer(reader, toolchains[kind], cache), reader


def element(name: str, foreign_type: str = "") -> Element:
    """Return the element of a file below ``_static/``."""
    return Element(f"<{name}>", f"compress-root:_static/{name}", "", foreign_type, ())


def block(content: str, *attributes: tuple[str, str]) -> Element:
    return Element(f"<>{content}</>", None, content, "", attributes)


def test_a_hunk_has_the_files_that_browsers_would_load(site: Site) -> None:
    site.values["css_filters"] = ["imports", "urls"]
    site.write("x.css", '@import "a.css";x{}')
    site.write("y.css", '@import "no.css";y{}')
    maker, _ = preparer(site)
    assert maker.prepare(element("a.css")).files == (("_static/a.css", 4),)
    assert maker.prepare(element("x.css")).files == (
        ("_static/x.css", 19),
        ("_static/a.css", 4),
    )
    assert maker.prepare(element("y.css")).files == (("_static/y.css", 20),)
    assert maker.prepare(block("a{}")).files == ()


def test_a_hunk_parts_its_own_attributes_from_those_that_it_shares(site: Site) -> None:
    maker, _ = preparer(site, "js")
    pairs = [("data-a", "1"), ("defer", ""), ("data-b", "2")]
    hunk = maker.prepare(block("f(document.currentScript.dataset.a)", *pairs))
    assert hunk.own_attributes == (("data-a", "1"),)
    assert hunk.shared_attributes == (("defer", ""), ("data-b", "2"))


@pytest.mark.parametrize("look", ["first", "again"])
def test_what_is_known_of_a_text_is_the_same_from_the_cache(look: str, site: Site) -> None:
    site.values["css_filters"] = ["imports", "urls"]
    site.write("vars.css", ":root{--x:url(x.png)}")
    site.write("x.css", '@import "vars.css" f(), all;@import "no.css";a{}')
    if look == "again":
        preparer(site)[0].prepare(element("x.css"))
    maker, reader = preparer(site)
    hunk = maker.prepare(element("x.css"))
    assert hunk.joinability.first_because
    # The sheet that is still imported has it.
    assert maker.url_properties == {"--x"}
    assert reader.inputs == {f"_static/{name}.css" for name in ("x", "vars", "no")}
    assert {problem.source for problem in reader.problems} == {"_static/x.css"}


def test_a_block_that_is_kept_still_sets_what_others_use(site: Site) -> None:
    maker, _ = preparer(site)
    with pytest.raises(Kept, match="its relative URLs start from the page"):
        maker.prepare(block("a{--x:url(x.png);--y:red}"))
    assert maker.url_properties == {"--x"}


def test_a_sheet_that_is_kept_still_sets_what_others_use(site: Site) -> None:
    site.write("x.css", "a{--x:url(x.png)}")
    maker, _ = preparer(site)
    with pytest.raises(Kept, match="a custom property of it holds a URL"):
        maker.prepare(element("x.css"))
    assert maker.url_properties == {"--x"}


def test_a_filter_that_cannot_be_done_without_keeps_the_element(site: Site, plugin: str) -> None:
    site.values["css_filters"] = [f"{plugin}.Needed"]
    maker, reader = preparer(site)
    with pytest.raises(Kept, match=r"^a filter that it needs failed$"):
        maker.prepare(element("a.css"))
    assert reader.problems == [Problem("filter", "upper: no hunk today", "_static/a.css", 7)]


def test_what_was_compiled_in_vain_is_told(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    site.write("x.upper", "a{--b:url(x.png)}")
    foreign = element("x.upper", "text/x-upper")
    maker, reader = preparer(site)
    with pytest.raises(Kept) as kept:
        maker.prepare(foreign)
    assert reader.problems == [compiled_in_vain(foreign, str(kept.value))]
    assert reader.problems[0].source == "_static/x.upper"
    # The page has no file for a block.
    assert compiled_in_vain(block("a"), "x").source is None


def test_a_block_that_compiles_to_a_relative_url_is_kept(site: Site, plugin: str) -> None:
    site.values["precompilers"] = {"text/x-upper": f"{plugin}.Upper"}
    foreign = Element("<x>", None, "a{b:url(x.png)}", "text/x-upper", ())
    maker, reader = preparer(site)
    with pytest.raises(Kept, match=r"^its precompiler failed$"):
        maker.prepare(foreign)
    assert reader.problems[0].message.startswith("upper: the inline block has a relative URL")
    # In the page, the URL means what it meant.
    inline, _ = preparer(site, mode="inline")
    assert inline.prepare(foreign).text == "A{B:URL(X.PNG)}"


# In a region


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


def test_a_text_is_filtered_once_whatever_it_is_joined_with(site: Site, plugin: str) -> None:
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


def test_what_is_imported_is_read_again_when_only_the_encoding_changes(site: Site) -> None:
    site.values = {"css_filters": ["imports", "urls"]}
    site.write("b.css", "b{c:'é'}".encode())
    site.write("a.css", b'@charset "windows-1252";@import "b.css";')
    assert "'Ã©'" in site.content(site.compress("css", sheet("a.css")))
    site.write("a.css", b'@charset "utf-8";@import "b.css";')
    assert "'é'" in site.content(site.compress("css", sheet("a.css")))


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
