"""Tests of which pages fetch the search index on demand."""

from __future__ import annotations

from pathlib import Path

import pytest
import sphinx.themes

from sphinx_compress.build.search_index import SEARCH, SearchIndex, SearchingPage
from tests.sites import Site

PREFIX = "../"
PAGE = """<html data-content_root="../"><head>
<script src="../_static/searchtools.js?v=1234abcd"></script>
<script src="../_static/own.js"></script>
<script src="../searchindex.js"></script>
</head><body><p>Search. Text</p></body></html>"""
LATE = PAGE.replace("../searchindex.js", "../_static/search-on-demand.js")


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    tools = Path(next(iter(sphinx.themes.__path__)), "basic/static/searchtools.js")
    site.write("searchtools.js", tools.read_bytes())
    site.write("own.js", "if (Search) Search.performSearch('x')")
    return site


def index_of(site: Site) -> SearchIndex:
    compressor = site.compressor()
    return SearchIndex(compressor.sources, compressor.cache)


def on_demand(site: Site, html: str, prefix: str = PREFIX) -> str:
    return index_of(site).on_demand(html, prefix)[0]


def test_a_page_that_only_hands_over_queries_fetches_the_index_when_it_needs_it(site: Site) -> None:
    assert on_demand(site, PAGE) == LATE
    # As the cache knows it.
    assert on_demand(site, PAGE) == LATE
    root = PAGE.replace("../", "", 1).replace('root=""', 'root="./"').replace("../", "")
    assert "search-on-demand.js" in on_demand(site, root, "")
    deferred = PAGE.replace('<script src="../searchindex', '<script defer src="../searchindex')
    assert "search-on-demand.js" in on_demand(site, deferred)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>", '<p id="search-results">'),
        ('data-content_root="../"', 'data-content_root="/x/"'),
        ("../_static/searchtools.js", "../_static/gone.js"),
        ("../_static/own.js", "../_static/gone.js"),
        ("../_static/own.js", "../elsewhere.js"),
        ("</body>", "<script src='../searchindex.js'></script></body>"),
        ("</body>", "<script>Search.query('x')</script></body>"),
        ("<p>", "<p onclick=\"Search.query('x')\">"),
        ("<p>", "<a href=\"javascript:Search.query('x')\">"),
        ('<script src="../searchindex.js"', '<script async src="../searchindex.js"'),
        ('<script src="../searchindex.js"', '<script id=x src="../searchindex.js"'),
        ("<head>", '<head><script src="../searchindex.js"></script>'),
    ],
)
def test_a_page_that_may_need_the_index_at_once_is_as_it_was(
    site: Site, before: str, after: str
) -> None:
    html = PAGE.replace(before, after)
    assert html != PAGE
    assert on_demand(site, html) == html


def test_the_index_must_stand_behind_what_searches(site: Site) -> None:
    lines = PAGE.splitlines()
    html = "\n".join([lines[0], lines[3], *lines[1:3], *lines[4:]])
    assert on_demand(site, html) == html


def test_what_another_site_has_is_no_search_of_sphinx(site: Site) -> None:
    html = PAGE.replace("<p>", '<script src="https://example.org/x.js"></script><p>')
    assert "search-on-demand.js" in on_demand(site, html)


def test_it_is_noticed_that_a_script_has_changed(site: Site) -> None:
    for text, is_late in (("Search.query('x')", True), ("other()", False)):
        [name] = index_of(site).on_demand(PAGE, PREFIX)[1]
        assert name.startswith(SEARCH)
        assert SearchingPage.from_name(name) == (
            ("_static/searchtools.js", "_static/own.js"),
            is_late,
        )
        assert not index_of(site).is_changed(name)
        site.write("own.js", text)
        assert index_of(site).is_changed(name)


def test_garbage_has_changed(site: Site) -> None:
    assert index_of(site).is_changed("@search [")
