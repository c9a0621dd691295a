"""Tests of a build that gathers regions, up to its shards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.compressor import Compressor
from sphinx_compress.pages import Index, Page, html_id
from sphinx_compress.region import Region
from sphinx_compress.result import Result
from sphinx_compress.session import Session
from sphinx_compress.shards import PageState

from .sites import Site


class Build:
    """A build of pages without Sphinx."""

    def __init__(self, site: Site) -> None:
        self.compressor = Counting(site.compressor())
        self.state = PageState(site.directory / "state")
        self.state.open()
        self.session = Session(self.compressor.inner, self.state.recorder)

    def page(self, name: str, prefix: str, *texts: str, **values: Any) -> list[str]:
        """Render a page with these regions, and return what stands in for them."""
        self.session.begin_page(name)
        return [self.gather(name, prefix, text, **values) for text in texts]

    def gather(self, page: str, prefix: str, text: str, **values: Any) -> str:
        options: dict[str, Any] = {"kind": "css", "mode": "file", "name": "output"} | values
        return self.session.gather(
            text, page=page, prefix=prefix, place=("layout.html", 3), **options
        )

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

        def counted(region: Region) -> Result:
            self.regions.append(region)
            return compress(region)

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
    assert len(index.origins) == len(index.htmls) == 1
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
    assert [html for _, html in uses] == [html_id(""), html_id(" \n")]
