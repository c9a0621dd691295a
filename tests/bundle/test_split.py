"""Tests of what becomes of runs that no template marks."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from sphinx_compress.bundle.chunking import NOTHING_KNOWN, Chunking
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.split import RunSettings, announces, compress_run
from sphinx_compress.core.types import ROOT_MARKER, STATIC, Kind, Problem
from sphinx_compress.js.tag_references import ANY
from sphinx_compress.page.region import Region
from tests.sites import Site, script, sheet

A, B, C = (sheet(f"{name}.css") for name in "abc")
X, Y, Z = (script(f"{name}.js") for name in "xyz")
STYLE = "<style>p{}</style>"
BLOCK = "<script>block()</script>"
CUT = "on other pages, something else stands here"


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    for name in "abc":
        # So that one alone gets smaller.
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n\n")
    for name in "xyz":
        site.write(f"{name}.js", f"{name} ( ) ; // a comment that is left out\n")
    site.values |= {"css_filters": ["urls", "csscompressor"], "js_filters": ["rjsmin"]}
    return site


def cuts(*pairs: tuple[str, str]) -> Chunking:
    return Chunking(cuts=frozenset(pairs))


def joins(*pairs: tuple[str, str]) -> Chunking:
    return Chunking(joins=frozenset(pairs))


def asking(*words: str) -> Chunking:
    return Chunking(words=dict.fromkeys(words, "theme.js, line 1, column 5"))


def decisions(result: Result) -> list[tuple[str, int | None, str]]:
    """Return for each tag its label, the number of its bundle, and the reason."""
    paths = [bundle.path for bundle in result.bundles]
    return [
        (decision.tag, paths.index(decision.bundle) if decision.bundle else None, decision.reason)
        for decision in result.decisions
    ]


# Cuts


def test_a_run_is_one_bundle(site: Site) -> None:
    result = site.compress_run("css", f"{A}\n  {B}{C}")
    assert site.shape(result) == '<link rel="stylesheet" href="{0}" />'
    assert site.contents(result) == [".a{color:red}\n.b{color:red}\n.c{color:red}"]
    assert decisions(result) == [(f"_static/{name}.css", 0, "") for name in "abc"]
    assert result.requests == (3, 1)


def test_a_run_is_cut_where_other_pages_have_something_else(site: Site) -> None:
    result = site.compress_run("css", f"{A}\n  {B}{C}", chunking=cuts((B, C)))
    link = '<link rel="stylesheet" href="{%d}" />'
    assert site.shape(result) == link % 0 + link % 1
    assert site.contents(result) == [".a{color:red}\n.b{color:red}", ".c{color:red}"]
    assert result.requests == (3, 2)
    assert result.inputs == ("_static/a.css", "_static/b.css", "_static/c.css")
    sizes = [len(content) for content in site.contents(result)]
    before = sum(len(f".{name} {{ color : red ; }}\n\n") for name in "abc")
    assert result.sizes == (before, sum(sizes))


def test_white_space_at_a_cut_is_kept(site: Site) -> None:
    result = site.compress_run("css", f"{A}\n  {B}\t{C}", chunking=cuts((A, B), (B, C)))
    link = '<link rel="stylesheet" href="{%d}" />'
    assert site.shape(result) == f"{link % 0}\n  {link % 1}\t{link % 2}"


def test_a_cut_is_one_between_tags_without_their_checksums(site: Site) -> None:
    nodelist = A.replace("a.css", "a.css?v=1") + B.replace("b.css", "b.css?v=2")
    assert len(site.compress_run("css", nodelist, chunking=cuts((A, B))).bundles) == 2
    assert len(site.compress_run("css", nodelist, chunking=cuts((B, A))).bundles) == 1


def test_why_a_run_is_cut_is_told(site: Site) -> None:
    result = site.compress_run("css", A + B, chunking=cuts((A, B)))
    assert decisions(result) == [("_static/a.css", 0, ""), ("_static/b.css", 1, CUT)]


def test_equal_bundles_of_one_run_are_one_file(site: Site) -> None:
    result = site.compress_run("css", A + A, chunking=cuts((A, A)))
    assert len(result.bundles) == 1
    assert result.requests == (2, 1)


def test_problems_of_all_parts_are_told_once(site: Site) -> None:
    gone = sheet("gone.css")
    result = site.compress_run("css", gone + A + gone, chunking=cuts((gone, A), (A, gone)))
    message = "_static/gone.css was not found; its tag stays as it is"
    assert result.problems == (Problem("missing", message, "_static/gone.css"),)
    assert [decision.tag for decision in result.decisions] == [
        "_static/gone.css",
        "_static/a.css",
        "_static/gone.css",
    ]


def test_an_empty_run_is_no_error(site: Site) -> None:
    assert site.compress_run("css", "") == Result("")
    assert site.compress_run("css", " \n") == Result(" \n")


# Blocks in the page


def test_a_block_that_other_pages_have_not_stays(site: Site) -> None:
    result = site.compress_run("js", f"{X}\n{BLOCK}\n{Y}")
    assert (
        site.shape(result)
        == f'<script src="{{0}}"></script>\n{BLOCK}\n<script src="{{1}}"></script>'
    )
    reason = "it stands in the page itself, and not beside the same files on most pages"
    assert decisions(result)[1] == (BLOCK, None, reason)
    assert result.requests == (2, 2)


def test_a_block_that_all_pages_have_is_in_the_bundle(site: Site) -> None:
    result = site.compress_run("js", X + BLOCK + Y, chunking=joins((X, BLOCK), (BLOCK, Y)))
    assert site.shape(result) == '<script src="{0}"></script>'
    assert [number for _, number, _ in decisions(result)] == [0, 0, 0]
    result = site.compress_run("js", X + BLOCK + Y, chunking=joins((BLOCK, Y)))
    assert [number for _, number, _ in decisions(result)] == [0, 1, 1]


@pytest.mark.parametrize(("kind", "block"), [("css", STYLE), ("js", BLOCK)])
def test_a_run_of_blocks_stays(kind: Kind, block: str, site: Site) -> None:
    for chunking in (Chunking(), joins((block, block)), cuts((block, block))):
        nodelist = f"{block}\n{block}"
        result = site.compress_run(kind, nodelist, chunking=chunking)
        assert result.html == nodelist
        assert (result.bundles, result.inputs) == ((), ())
        assert result.requests == (0, 0)
        assert {(decision.tag, decision.bundle) for decision in result.decisions} == {(block, "")}


def test_blocks_beside_a_file_that_stays_do_not_become_a_file(site: Site) -> None:
    other = '<script src="https://example.org/x.js"></script>'
    result = site.compress_run("js", other + BLOCK, chunking=joins((other, BLOCK)))
    assert result.html == other + BLOCK
    assert result.bundles == ()


def test_an_empty_block_beside_a_file_that_stays_stays(site: Site) -> None:
    # A script may fill it.
    other = '<link rel="stylesheet" href="https://example.org/x.css" />'
    block = '<style id="colours"></style>'
    result = site.compress_run("css", other + block, chunking=joins((other, block)))
    assert result.html == other + block


def test_a_block_with_an_attribute_that_ends_in_src_does_not_become_a_file(site: Site) -> None:
    for block in ("<script data-src='a'>b()</script>", "<script id=src>b()</script>"):
        result = site.compress_run("js", f"{X}{block}{Y}", chunking=cuts((X, block), (block, Y)))
        assert block in result.html
        assert len(result.bundles) == 2


# Tags that scripts ask for


@pytest.mark.parametrize("word", ["b.css", "_static/b.css", ROOT_MARKER + STATIC + "b.css"])
def test_a_tag_that_a_script_asks_for_stays(word: str, site: Site) -> None:
    result = site.compress_run("css", f"{A}\n{B}\n{C}", chunking=asking(word))
    link = '<link rel="stylesheet" href="{%d}" />'
    assert site.shape(result) == f"{link % 0}\n{B}\n{link % 1}"
    reason = "theme.js, line 1, column 5, may look for this tag"
    assert decisions(result)[1] == ("_static/b.css", None, reason)
    assert result.inputs == ("_static/a.css", "_static/c.css")


def test_all_sheets_stay_if_any_may_be_asked_for(site: Site) -> None:
    result = site.compress_run("css", A + STYLE + B, chunking=asking(ANY["css"]))
    assert result.html == A + STYLE + B
    assert len(result.decisions) == 3
    # Those are no scripts.
    assert len(site.compress_run("js", X + Y, chunking=asking(ANY["css"])).bundles) == 1
    assert site.compress_run("js", X + Y, chunking=asking(ANY["js"])).bundles == ()


def test_what_stands_on_both_sides_of_a_tag_that_stays_is_apart(site: Site) -> None:
    result = site.compress_run("css", A + B + C, chunking=asking("b.css"))
    assert len(result.bundles) == 2
    result = site.compress_run("css", A + B + C, chunking=asking("a.css", "c.css"))
    assert site.shape(result) == A + '<link rel="stylesheet" href="{0}" />' + C


def test_behind_a_tag_that_stays_no_reason_is_told_for_the_next_bundle(site: Site) -> None:
    # The tag tells why; white space tells nothing.
    result = site.compress_run("css", A + B + C, chunking=asking("b.css"))
    assert decisions(result)[2] == ("_static/c.css", 1, "")
    result = site.compress_run("css", f"{A}\n{B}\n{C}", chunking=cuts((A, B), (B, C)))
    assert [reason for _, _, reason in decisions(result)] == ["", CUT, CUT]


@pytest.mark.parametrize("word", ["css/", "output", "{0}.css"])
def test_all_files_of_a_bundle_stay_that_a_script_would_find_in_their_stead(
    word: str, site: Site
) -> None:
    name = site.compress_run("css", B + C).bundles[0].path
    # By chance, the name may end as that of the file does which is looked for.
    word = f"{ANY['css']} {word.format(name.removesuffix('.css')[-1])}"
    result = site.compress_run("css", f"{A}\n{B}{C}", chunking=asking(word, "a.css"))
    assert result.html == f"{A}\n{B}{C}"
    assert result.bundles == ()
    reason = "theme.js, line 1, column 5, would find its bundle"
    assert decisions(result)[2] == ("_static/c.css", None, reason)


def test_a_tag_keeps_its_checksum_where_it_stays(site: Site) -> None:
    versioned = B.replace("b.css", "b.css?v=1")
    result = site.compress_run("css", A + versioned, chunking=asking("b.css"))
    assert result.html.endswith(versioned)
    assert decisions(result)[1][0] == "_static/b.css"


# Bundles


def test_a_bundle_stays(site: Site) -> None:
    first = site.compress_run("css", A + B).html
    result = site.compress_run("css", first + C)
    assert result.html.startswith(first)
    assert result.decisions[0].reason == "a bundle already"
    assert len(result.bundles) == 1
    again = site.compress_run("css", first)
    assert (again.html, again.bundles, again.inputs) == (first, (), ())


def test_a_bundle_is_one_of_the_directory_of_bundles(site: Site) -> None:
    site.write("compressed/d.css", ".d { color : red ; }\n\n")
    result = site.compress_run("css", A + sheet("compressed/d.css"))
    assert len(result.bundles) == 1
    assert decisions(result)[1] == ("_static/compressed/d.css", 0, "")


# Preloads


def preload(name: str, as_: str = "script", attributes: str = "") -> str:
    return f'<link rel="preload" as="{as_}"{attributes} href="{ROOT_MARKER}{STATIC}{name}" />'


def announced(
    site: Site, kind: Kind, links: str, run: str, chunking: Chunking = NOTHING_KNOWN
) -> Result:
    region = Region(kind, "preload", "output", links + run, implicit=True)
    return site.compressor().compress(region, chunking)


def test_a_preload_announces_the_bundle(site: Site) -> None:
    for file in ("x.js", "x.js?v=12", "x.js?digest=a"):
        result = announced(site, "js", preload(file), X + Y)
        assert site.shape(result) == '<link rel="preload" as="script" href="{0}" />'
        assert result.bundles == site.compress_run("js", X + Y).bundles
        assert result.inputs == ("_static/x.js", "_static/y.js")
        # Another region counts.
        assert (result.requests, result.sizes, result.decisions) == ((0, 0), (0, 0), ())


def test_a_bundle_is_announced_once(site: Site) -> None:
    links = f"{preload('x.js')}\n{preload('y.js')}\n{preload('z.js')}"
    result = announced(site, "js", links, X + Y + Z)
    assert site.shape(result).strip() == '<link rel="preload" as="script" href="{0}" />'
    result = announced(site, "js", links, X + Y + Z, cuts((X, Y)))
    assert site.shape(result).split("\n") == [
        '<link rel="preload" as="script" href="{0}" />',
        '<link rel="preload" as="script" href="{1}" />',
        "",
    ]


def test_a_preload_of_what_stays_stays(site: Site) -> None:
    links = f"{preload('x.js')}\n{preload('font.woff2', 'font', ' crossorigin')}"
    result = announced(site, "js", links, X + Y, asking("x.js"))
    assert result.html == links
    links = preload("https://example.org/x.js").replace(ROOT_MARKER + STATIC, "")
    assert announced(site, "js", links, X + Y).html == links


def test_a_preload_keeps_what_says_how_to_fetch(site: Site) -> None:
    attributes = ' crossorigin media="print" fetchpriority="high"'
    result = announced(site, "css", preload("a.css", "style", attributes), A + B)
    assert site.shape(result) == (
        '<link rel="preload" as="style" crossorigin media="print" fetchpriority="high"'
        ' href="{0}" />'
    )


@pytest.mark.parametrize("attribute", ['id="p"', 'onload="f()"', 'data-x="y"'])
def test_a_preload_that_somebody_may_look_for_keeps_its_name(attribute: str, site: Site) -> None:
    links = preload("a.css", "style") + preload("b.css", "style", f" {attribute}")
    result = announced(site, "css", links, A + B)
    assert result.html.count("<link") == 2
    assert html.unescape(attribute) in html.unescape(result.html)
    assert "a.css" not in result.html
    assert "b.css" not in result.html


def test_a_preload_of_what_waits_has_a_low_priority(site: Site) -> None:
    compressor = site.compressor()
    for late in (False, True):
        region = Region("js", "preload", "output", preload("x.js") + X, implicit=True, late=late)
        html = compressor.compress(region, Chunking()).html
        assert ('fetchpriority="low"' in html) is late


def test_a_preload_of_what_is_left_out_is_left_out(site: Site) -> None:
    site.write("empty.css", "/* nothing */")
    links = preload("empty.css", "style") + preload("a.css", "style")
    run = sheet("empty.css") + A + B
    cut = cuts((sheet("empty.css"), A))
    assert "empty.css" in site.compress_run("css", run, chunking=cut).html
    # Else browsers would fetch a file that nothing uses.
    assert "empty.css" not in announced(site, "css", links, run, cut).html


def test_a_preload_knows_the_run_that_it_is_for() -> None:
    assert announces(preload("x.js"), X + Y)
    assert announces(f"\n{preload('z.js?v=1')}{preload('y.js')}", X + Y)
    assert not announces(preload("z.js"), X + Y)
    assert not announces(X, X)
    assert not announces("", X)
    assert announces(preload("x.js").replace("preload", "PreLoad"), X)
    # Neither names a file.
    assert not announces('<link rel="preload" />', BLOCK)
    assert not announces(preload("x.js"), "")
    assert not announces(preload("x.js"), "<script>x.js</script>")


# Chunks as the compressor gets them


def test_a_chunk_is_an_implicit_region_of_its_own() -> None:
    regions: list[Region] = []

    def note(region: Region) -> Result:
        regions.append(region)
        return Result(f"[{len(regions)}]", decisions=(Decision("x"),))

    run = Region("js", "file", "output", f" {X} {Y}{BLOCK} {Z}\n", implicit=True)
    chunking = Chunking(cuts=frozenset({(X, Y)}), words={"z.js": "x.js"})
    result = compress_run(run, chunking, RunSettings("compress"), note)
    assert result.html == f" [1] [2]{BLOCK} {Z}\n"
    assert [region.nodelist for region in regions] == [X, Y]
    assert all(region.implicit and region.mode == "file" for region in regions)
    # One for each tag, in order.
    assert [decision.tag for decision in result.decisions] == ["x", "x", BLOCK, "_static/z.js"]


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (Decision("x", "js/a.js"), CUT),
        (Decision("x", "js/a.js", "a reason of its own"), "a reason of its own"),
        (Decision("x"), ""),
    ],
)
def test_only_a_bundle_without_a_reason_is_told_to_be_one_for_a_cut(
    decision: Decision, reason: str
) -> None:
    run = Region("js", "file", "output", X + Y, implicit=True)
    result = compress_run(
        run, cuts((X, Y)), RunSettings("compress"), lambda region: Result("", decisions=(decision,))
    )
    assert [each.reason for each in result.decisions] == [decision.reason, reason]


def test_a_chunk_of_blocks_alone_is_not_compressed() -> None:
    def fail(region: Region) -> Result:
        raise AssertionError(region)

    run = Region("js", "file", "output", f"{BLOCK}\n{BLOCK}", implicit=True)
    result = compress_run(run, joins((BLOCK, BLOCK)), RunSettings("compress"), fail)
    assert result.html == run.nodelist
    assert [decision.tag for decision in result.decisions] == [BLOCK, BLOCK]
