"""Tests of a build while its pages are rendered, up to its journals."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.build.arranging import MOVED, Arranger
from sphinx_compress.build.gated_page import GatedPages
from sphinx_compress.build.index import Index, Page, id_of_html
from sphinx_compress.build.moving import Mover
from sphinx_compress.build.place import NO_TEMPLATE, PageContext, TemplatePlace, TemplateRegion
from sphinx_compress.build.session import Session
from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.chunking import NOTHING_KNOWN, Chunking, Learner
from sphinx_compress.bundle.compressor import Compressor
from sphinx_compress.bundle.result import Result
from sphinx_compress.page.region import Region
from tests.sites import AS_IT_IS, Site


class Build:
    """A build of pages without Sphinx."""

    def __init__(self, site: Site) -> None:
        self.compressor = Counting(site.compressor())
        self.state = PageState(site.directory / "state")
        self.state.open()
        inner = self.compressor.inner
        arranger = Arranger(inner.sources, inner.cache)
        is_split = inner.config.critical != "off"
        self.session = Session(
            inner,
            self.state.journal,
            Learner(),
            gated_pages=GatedPages(arranger.early_scripts) if is_split else None,
            mover=Mover(arranger) if is_split else None,
        )

    def page(self, name: str, prefix: str, *texts: str, **values: Any) -> list[str]:
        """Render a page with these regions, and return what stands in for them."""
        self.session.begin_page(name)
        return [self.gather(name, prefix, text, **values) for text in texts]

    def gather(self, page: str, prefix: str, text: str, **values: Any) -> str:
        options: dict[str, Any] = {"kind": "css", "mode": "file", "name": "output"} | values
        marked = TemplateRegion(place=TemplatePlace("layout.html", 3), **options)
        return self.session.gather(text, marked, PageContext(page, prefix))

    def finish(self) -> Index:
        with self.state.lock():
            index, _ = self.state.load()
        self.state.close()
        return index


class Counting:
    """Counts the regions that a compressor compresses."""

    def __init__(self, inner: Compressor) -> None:
        self.inner = inner
        self.regions: list[Region] = []
        compress = inner.compress

        def counted(region: Region, chunking: Chunking = NOTHING_KNOWN) -> Result:
            self.regions.append(region)
            return compress(region, chunking)

        inner.compress = counted  # type: ignore[method-assign]


@pytest.fixture(name="build")
def a_build(tmp_path: Path) -> Build:
    site = Site(tmp_path)
    site.write("a.css", ".a{}")
    site.write("b.css", ".b{}")
    return Build(site)


def link(prefix: str, name: str = "a.css") -> str:
    return f'<link rel="stylesheet" href="{prefix}_static/{name}" />'


PREFIXES = ["", "../", "../../", "/en/latest/", "https://x.y/z/"]


def test_pages_at_any_depth_share_a_region(build: Build) -> None:
    htmls = [build.page(f"p{prefix}", prefix, link(prefix))[0] for prefix in PREFIXES]
    names = {html.partition("_static/")[2] for html in htmls}
    assert len(names) == 1
    for prefix, html in zip(PREFIXES, htmls, strict=True):
        assert html.startswith(f'<link rel="stylesheet" href="{prefix}_static/compress/css/output.')
    assert len(build.compressor.regions) == 1
    index = build.finish()
    assert len(index.regions) == len(index.htmls) == 1
    assert {page.prefix for page in index.pages.values()} == set(PREFIXES)


def test_many_pages_cost_one_compression(build: Build) -> None:
    for number in range(200):
        build.page(f"page-{number}", "", link(""), link("", "b.css"))
    assert len(build.compressor.regions) == 2
    index = build.finish()
    assert len(index.pages) == 200
    assert len({page.uses for page in index.pages.values()}) == 1


def test_regions_that_differ_are_apart(build: Build) -> None:
    build.page("index", "", link(""))
    build.page("index", "", link(""), mode="inline")
    build.gather("index", "", link(""), name="other")
    build.page("index", "", link(""), kind="js")
    build.page("index", "", link("") + " ")
    assert len(set(build.compressor.regions)) == 5


def test_what_passes_through_has_the_urls_of_its_page(build: Build) -> None:
    for prefix in PREFIXES:
        text = f'<link rel="icon" href="{prefix}_static/i.png?v=1"><img src="{prefix}_static/x">'
        assert build.page(f"p{prefix}", prefix, text) == [text]


def test_a_page_that_is_rendered_again_has_its_last_uses(build: Build) -> None:
    build.page("index", "", link(""))
    build.page("index", "../", link("../", "b.css"))
    (page,) = build.finish().pages.values()
    assert page.prefix == "../"
    assert len(page.uses) == 1
    assert build.compressor.regions[1].id == page.uses[0][0]


def test_a_page_that_is_off_stays_as_it_is(build: Build) -> None:
    build.session.begin_page("a", is_off=True)
    html = f"<html><head>{link('')}{link('', 'b.css')}</head><body></body></html>"
    assert build.gather("a", "", "text") == "text"
    assert build.gather("a", "", "text", mode="preload") == ""
    assert build.session.finish_page(html, PageContext("a", "")) == html
    assert build.finish().pages["a"].uses == ()


def test_a_page_that_says_in_the_end_that_it_is_off_used_nothing(build: Build) -> None:
    off = '<html data-compress="off"><head></head></html>'
    with build.state.journal:
        assert build.page("a", "", link("")) != [link("")]
        assert build.session.begins_again(off, "a")
        assert build.gather("a", "", link("")) == link("")
        assert not build.session.begins_again(off, "a")
        build.page("b", "", link(""))
        assert not build.session.begins_again("<html><head></head></html>", "b")
        build.page("c", "")
        # There is nothing to be undone.
        assert not build.session.begins_again(off, "c")
    index = build.finish()
    assert index.pages["a"].uses == index.pages["c"].uses == ()
    assert len(index.pages["b"].uses) == 1


def test_a_page_without_regions_is_known(build: Build) -> None:
    build.page("index", "")
    assert build.finish().pages == {"index": Page("")}


@pytest.mark.parametrize(
    "text", ["compress-root:_static/a.css", "\ud800", link("") + "compress-root:"]
)
def test_text_that_could_not_be_given_back_is_left_alone(text: str, build: Build) -> None:
    assert build.page("index", "", text, text) == [text, text]
    assert build.compressor.regions == []
    assert build.finish().pages == {"index": Page("")}


def test_an_empty_region_stays_empty(build: Build) -> None:
    assert build.page("index", "", "", " \n") == ["", " \n"]
    uses = build.finish().pages["index"].uses
    assert [html for _, html in uses] == [id_of_html(""), id_of_html(" \n")]


# Pages as they are rendered


def script(prefix: str, name: str = "x.js") -> str:
    return f'<script src="{prefix}_static/{name}"></script>'


def preload(prefix: str, name: str = "x.js") -> str:
    return f'<link rel="preload" as="script" href="{prefix}_static/{name}" />'


def page(head: str, tail: str = "", body: str = "<p>Text</p>") -> str:
    return f"<html><head>{head}</head><body>{body}{tail}</body></html>"


def finish(build: Build, name: str, html: str, prefix: str = "", body: str = "") -> str:
    """Render a page without regions that a template marks."""
    build.session.begin_page(name)
    return build.session.finish_page(html, PageContext(name, prefix, body))


def shape(html: str, prefix: str = "") -> str:
    """Return HTML with the number of its first place for each bundle."""
    paths: dict[str, str] = {}

    def numbered(match: re.Match[str]) -> str:
        return paths.setdefault(match[0], f"{{{len(paths)}}}")

    return re.sub(rf"{re.escape(prefix)}_static/compress/[\w./]+", numbered, html)


@pytest.fixture(name="site")
def a_site_without_marks(tmp_path: Path) -> Build:
    site = Site(tmp_path)
    for name in "abc":
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n\n")
        site.write(f"{name}.js", f"{name} ( ) ; // a comment that is left out\n")
    for name in "xyz":
        site.write(f"{name}.js", f"{name} ( ) ; // a comment that is left out\n")
    site.values |= {"css_filters": ["urls", "csscompressor"], "js_filters": ["rjsmin"]}
    return Build(site)


def test_the_runs_of_a_page_are_compressed(site: Build) -> None:
    for prefix in PREFIXES:
        sheets = link(prefix) + link(prefix, "b.css")
        scripts = f"{script(prefix)}\n{script(prefix, 'y.js')}"
        html = finish(site, f"p{prefix}", page(f"\n{sheets}\n", f"\n{scripts}\n"), prefix)
        # Nobody who wants to see the page waits for what stands at its end.
        late = '\n<script fetchpriority="low" src="{1}"></script>\n'
        assert shape(html, prefix) == page('\n<link rel="stylesheet" href="{0}" />\n', late)
        assert f'"{prefix}_static/compress/css/output.' in html
    assert len(site.compressor.regions) == 2
    assert all(region.implicit for region in site.compressor.regions)
    index = site.finish()
    assert len(index.regions) == 2
    assert {len(each.uses) for each in index.pages.values()} == {2}
    assert all(placed.place == NO_TEMPLATE for placed in index.regions.values())


def test_a_page_without_runs_is_not_touched(site: Build) -> None:
    for html in ("", "<head></head>", page(""), page("<title>a</title>"), "\ud800"):
        assert finish(site, "index", html) == html
    assert site.compressor.regions == []
    assert site.finish().pages == {"index": Page("")}


def test_all_but_the_runs_stays_to_the_character(site: Build) -> None:
    odd = "<!-- \r\n é&amp;\0 --><title>a</title>"
    run = link("") + link("", "b.css")
    html = f"<!DOCTYPE html>\r\n<head>{odd}{run}{odd}</head>\r\n<body></body>"
    assert shape(finish(site, "index", html)) == (
        f'<!DOCTYPE html>\r\n<head>{odd}<link rel="stylesheet" href="{{0}}" />{odd}</head>'
        "\r\n<body></body>"
    )


def test_comments_between_style_sheets_stand_behind_what_these_went_into(site: Build) -> None:
    comment = "\n<!-- a comment -->"
    html = finish(site, "index", page(f"{link('')}{comment}\n{link('', 'b.css')}"))
    assert shape(html) == page(f'<link rel="stylesheet" href="{{0}}" />{comment}')


@pytest.mark.parametrize("where", ["head", "end"])
def test_a_comment_between_scripts_keeps_its_place(where: str, site: Build) -> None:
    # What is put in its place when the site is deployed runs between them.
    comment = "\n<!-- config -->"
    scripts = f"{script('')}{script('', 'y.js')}{comment}{comment}{script('', 'z.js')}"
    html = finish(site, "index", page(scripts) if where == "head" else page("", scripts))
    low = "" if where == "head" else 'fetchpriority="low" '
    first, other = (f'<script {low}src="{{{number}}}"></script>' for number in range(2))
    expected = f"{first}{comment}{comment}{other}"
    assert shape(html) == (page(expected) if where == "head" else page("", expected))


def test_pages_with_comments_of_their_own_share_a_region(site: Build) -> None:
    for number in range(5):
        comment = f"<!-- page {number} -->"
        html = finish(site, f"p{number}", page(f"{link('')}{comment}{link('', 'b.css')}"))
        assert html.count(comment) == 1
    assert len(site.compressor.regions) == 1


def test_a_page_that_is_finished_twice_stays(site: Build) -> None:
    html = page(link("") + link("", "b.css"), script("") + script("", "y.js"))
    once = finish(site, "index", html)
    assert finish(site, "index", once) == once


def test_a_marked_region_is_left_alone(site: Build) -> None:
    site.session.begin_page("index")
    marked = site.gather("index", "", link("") + link("", "b.css"))
    named = site.gather("index", "", link(""), name="own")
    html = page(f"{marked}\n{link('', 'c.css')}{link('', 'c.css')}{named}")
    finished = site.session.finish_page(html, PageContext("index", ""))
    assert finished.startswith(f"<html><head>{marked}\n<link")
    assert finished.count("<link") == 3
    assert named in finished
    regions = [region for region in site.compressor.regions if region.implicit]
    assert len(regions) == 1
    assert len(site.finish().pages["index"].uses) == 3


def test_a_marked_region_that_stays_is_left_alone(site: Build) -> None:
    # Its author wants it to be where it is, for whatever it is.
    other = '<link rel="stylesheet" href="https://example.org/a.css" />'
    for text in (other, f"{other}\n{link('', 'gone.css')}"):
        site.session.begin_page("index")
        marked = site.gather("index", "", text)
        assert marked == text
        html = page(link("") + marked + link("", "b.css"))
        finished = site.session.finish_page(html, PageContext("index", ""))
        assert marked in finished
        assert finished.count("<link") == 2 + text.count("<link")


def test_a_marked_region_of_another_page_is_not_one_of_this_page(site: Build) -> None:
    site.session.begin_page("one")
    marked = site.gather("one", "", link("", "gone.css"))
    assert marked == link("", "gone.css")
    html = page(link("") + link("", "gone.css") + link("", "b.css"))
    finished = finish(site, "other", html)
    (region,) = [region for region in site.compressor.regions if region.implicit]
    assert region.nodelist.count("<link") == 3
    assert finished.count("<link") == 3


def test_scripts_of_the_document_are_left_alone(site: Build) -> None:
    body = f"<p>Text</p>{script('')}{script('', 'y.js')}"
    html = page(link(""), "", body)
    assert script("") + script("", "y.js") in finish(site, "index", html, body=body)


def test_text_that_could_not_be_given_back_stays(site: Build) -> None:
    style = link("") + "<style>\udc80</style>"
    for text in (link("compress-root:"), link("", "\ud800.css"), style):
        html = page(f"{text}{link('', 'b.css')}", script("") + script("", "y.js"))
        finished = finish(site, "index", html)
        assert finished.startswith(f"<html><head>{text}{link('', 'b.css')}</head>")
        assert finished.count("<script") == 1
    assert {region.kind for region in site.compressor.regions} == {"js"}
    assert len(site.finish().pages["index"].uses) == 1


def test_half_a_character_in_a_script_keeps_no_other_one_from_moving(tmp_path: Path) -> None:
    build = Build(Site(tmp_path, values={**AS_IT_IS, "critical": "file"}))
    odd = "<p><script>document.head.children[0].id = '\udc80'</script>"
    head = link("") + '<script defer src="_static/a.js"></script>'
    finished = finish(build, "index", page(head, script(""), odd), body=odd)
    assert odd in finished
    assert "defer" in finished.partition("<body>")[2]


def test_a_preload_that_could_not_be_given_back_stays(site: Build) -> None:
    odd = preload("", "\ud800.js")
    run = script("") + script("", "y.js")
    assert odd + preload("") in finish(site, "index", page(odd + preload("") + run))


def test_a_preload_announces_what_its_file_went_into(site: Build) -> None:
    for prefix in PREFIXES:
        links = f"{preload(prefix)}\n{preload(prefix, 'y.js')}\n"
        run = script(prefix) + script(prefix, "y.js")
        expected = '<link rel="preload" as="script" href="{0}" />'
        html = finish(site, "index", page(f"{links}{run}"), prefix)
        assert shape(html, prefix).replace("\n", "") == page(
            expected + '<script src="{0}"></script>'
        )
        html = finish(site, "index", page(links, run), prefix)
        assert shape(html, prefix).replace("\n", "") == page(
            expected.replace(" href", ' fetchpriority="low" href'),
            '<script fetchpriority="low" src="{0}"></script>',
        )


def test_a_preload_of_anything_else_stays(site: Build) -> None:
    font = '<link rel="preload" as="font" href="_static/a.woff2" crossorigin />'
    html = page(font + link("") + link("", "b.css"), script("") + script("", "y.js"))
    assert font in finish(site, "index", html)
    assert len(site.finish().pages["index"].uses) == 2


def test_preloads_may_announce_what_several_runs_load(site: Build) -> None:
    links = preload("").replace("x.js", "a.css").replace("script", "style") + preload("")
    head = f"{links}{link('')}{link('', 'b.css')}"
    html = finish(site, "index", page(head, script("") + script("", "y.js")))
    # Else browsers would fetch files that nothing uses.
    assert preload("") not in html
    assert shape(html).count('href="{0}"') == 2


def test_preloads_may_announce_scripts_of_the_head_and_of_the_end(site: Build) -> None:
    links = preload("") + preload("", "z.js")
    head = links + script("") + script("", "y.js")
    html = finish(site, "index", page(head, script("", "z.js") + script("", "a.js")))
    assert preload("") not in html
    assert preload("", "z.js") not in html


def test_a_script_that_may_refer_to_tags_is_noted(site: Build) -> None:
    refers = '<script>document.styleSheets[0]; u = "../_static/x"</script>'
    html = page(f"{link('../')}{link('../', 'b.css')}<title>a</title>{refers}", script("../"))
    finish(site, "a/b", html, "../")
    assert site.finish().pages["a/b"].scripts == (refers.replace("../_", "compress-root:_"),)


def test_what_pages_share_is_learnt_while_they_are_rendered(site: Build) -> None:
    few = page(link("") + link("", "b.css"))
    many = page(link("") + link("", "b.css") + link("", "c.css"))
    assert finish(site, "0", many).count("<link") == 1
    assert finish(site, "1", few).count("<link") == 1
    # What a page has more than others is cut off as soon as that is seen.
    assert finish(site, "2", few).count("<link") == 1
    assert finish(site, "3", many).count("<link") == 2
    assert finish(site, "4", few) == finish(site, "5", few)
    shared = re.findall(r'href="([^"]*)"', finish(site, "6", many))
    assert shared[:1] == re.findall(r'href="([^"]*)"', finish(site, "7", few))


def test_what_templates_mark_is_compressed_once_whatever_is_learnt(site: Build) -> None:
    for number in range(10):
        site.session.begin_page(str(number))
        marked = site.gather(str(number), "", link(""), name="own")
        html = page(marked + script("") + script("", f"{'xyz'[number % 3]}.js"))
        site.session.finish_page(html, PageContext(str(number), ""))
    assert sum(not region.implicit for region in site.compressor.regions) == 1


def test_what_an_earlier_build_learnt_is_kept_to(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for name in "ab":
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n\n")
    site.values |= {"css_filters": ["csscompressor", "urls"]}
    tags = [link("compress-root:", f"{name}.css") for name in "ab"]
    build = Build(site)
    chunking = Chunking(cuts=frozenset({(tags[0], tags[1])}))
    build.session = Session(build.compressor.inner, build.state.journal, Learner(chunking))
    for number in range(5):
        html = finish(build, str(number), page(link("") + link("", "b.css")))
        assert html.count("<link") == 2
    assert len(build.compressor.regions) == 1


def test_many_pages_with_runs_cost_one_compression_each(site: Build) -> None:
    for number in range(100):
        own = f"<script>page = '{number}'</script>"
        html = page(link("") + link("", "b.css") + script("") + own, script("", "y.js"))
        finish(site, str(number), html)
    # A block of a page's own makes no run of its own of what stands beside it.
    assert len({region.id for region in site.compressor.regions}) <= 3


def test_a_block_of_a_pages_own_is_in_no_region_at_its_end_either(site: Build) -> None:
    for number in range(100):
        own = f"<script>page = '{number}'</script>"
        html = page(link("") + link("", "b.css"), script("") + own + script("", "y.js"))
        finished = finish(site, str(number), html)
        assert own in finished
    assert len({region.id for region in site.compressor.regions}) <= 4


def test_scripts_of_the_head_and_of_the_end_are_regions_of_their_own(site: Build) -> None:
    run = script("") + script("", "y.js")
    for _ in range(2):
        html = finish(site, "index", page(run, run))
        assert shape(html) == page(
            '<script src="{0}"></script>', '<script fetchpriority="low" src="{0}"></script>'
        )
    assert [region.late for region in site.compressor.regions] == [False, True]
    index = site.finish()
    assert sorted(placed.region.late for placed in index.regions.values()) == [False, True]
    assert len({use.region_id for use in index.pages["index"].uses}) == 2


# Pages with a gate


@pytest.fixture(name="gated")
def a_site_with_gates(site: Build, tmp_path: Path) -> Build:
    site_ = Site(tmp_path)
    site_.values |= {"js_filters": ["rjsmin"], "critical": "file"}
    return Build(site_)


def modes(build: Build, name: str) -> list[tuple[str, str, bool]]:
    """Return the kind and mode of the regions of a page, in order, and which may be split."""
    index = build.finish()
    regions = [index.regions[use.region_id].region for use in index.pages[name].uses]
    return [(region.kind, region.mode, region.split) for region in regions]


SHEETS = ("css", "file", True)
GATE = ("css", "gate", False)
SCRIPTS = ("js", "file", False)


def test_a_page_has_its_gate_before_the_scripts_at_its_end(gated: Build) -> None:
    scripts = script("") + script("", "y.js")
    html = finish(gated, "index", page(link("") + link("", "b.css"), scripts))
    assert modes(gated, "index") == [SHEETS, GATE, SCRIPTS]
    # A first build splits nothing before it knows all pages.
    assert shape(html) == page(
        '<link rel="stylesheet" href="{0}" />', '<script fetchpriority="low" src="{1}"></script>'
    )


def test_a_page_without_scripts_at_its_end_has_its_gate_at_the_end_of_the_body(
    gated: Build,
) -> None:
    finish(gated, "index", page(link(""), "", "<p>&lt;/body></body></p>"))
    assert modes(gated, "index") == [SHEETS, GATE]


def test_pages_at_any_depth_share_a_gate(gated: Build) -> None:
    for prefix in PREFIXES:
        finish(gated, f"p{prefix}", page(link(prefix), script(prefix)), prefix)
    index = gated.finish()
    assert len(index.regions) == 3
    names = [{n for n in each.names if "@size" not in n} for each in index.pages.values()]
    assert all(each == names[0] for each in names)
    assert {"p", "body", "[href"} <= index.pages["p"].names


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("", script("") + script("", "y.js")),
        # Nothing stands before the gate, or there is no place for it.
        (link("") + "<script>document.styleSheets[0].cssRules</script>", ""),
        (link("") + '<link rel="preload" as="style" href="_static/a.css" />', ""),
    ],
)
def test_a_page_that_can_have_no_gate_has_none(head: str, tail: str, gated: Build) -> None:
    finish(gated, "index", page(head, tail))
    index = gated.finish()
    regions = [placed.region for placed in index.regions.values()]
    assert not any(region.mode == "gate" or region.split for region in regions)
    assert not [name for name in index.pages["index"].names if not name.startswith(MOVED)]


def test_deferred_scripts_are_moved_and_may_share_a_bundle(gated: Build) -> None:
    defer = '<script defer src="_static/{}.js"></script>'
    html = page(link("") + defer.format("a"), script("") + defer.format("b"))
    head, _, body = finish(gated, "index", html).partition("<body>")
    assert "<script" not in head
    assert body.count("<script") == 2
    assert body.count("<script defer") == 1


def test_pages_with_a_gate_that_are_finished_twice_stay(gated: Build) -> None:
    html = page(link(""), script("") + script("", "y.js"))
    once = finish(gated, "index", html)
    assert finish(gated, "index", once) == once


def test_sheets_that_a_template_marks_have_no_gate(gated: Build) -> None:
    gated.session.begin_page("index")
    marked = gated.gather("index", "", link(""))
    finished = gated.session.finish_page(page(marked, script("")), PageContext("index", ""))
    assert marked in finished
    assert modes(gated, "index") == [("css", "file", False), SCRIPTS]
