"""Beside what swaps pages, hosts sites and adds pages: a reader sees and hears what is stock.

These are the roots of testdocs/beside that are cheap, or break in ways of their own.
``python -m benchmarks beside`` looks at all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.beside.comparing import compare
from benchmarks.beside.roots import PAGES, complete, finish, roots
from benchmarks.beside.rows import read
from benchmarks.beside.table import as_text, kept_in
from benchmarks.readers.server import Answer, serve, site
from tests.browser.conftest import serve_both, shared_directory
from tests.browser.sites import Site, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-beside")]

#: The themes that have a test here are those of which the matrix knows nothing.
LOOKED_AT = [
    "Swup",
    "Turbo",
    "htmx-boost",
    "replaced-body",
    "replaced-page",
    "sphinx_immaterial, navigation.instant",
    "read-the-docs-addons",
    "flask",
]
TABLE = (Path(__file__).parents[2] / "docs" / "beside-table.inc").read_text(encoding="utf-8")


Build = Callable[[str], tuple[Path, Path]]


@pytest.fixture(name="built")
def a_builder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return what builds a root without and with the extension."""
    cache = shared_directory(tmp_path_factory) / "beside-cache"

    def build_both(name: str) -> tuple[Path, Path]:
        root = roots()[name]
        source = complete(root, tmp_path / "source")
        sites = tmp_path / "stock", tmp_path / "compressed"
        for is_enabled, output in enumerate(sites):
            options = (f"compress_enabled={is_enabled}", f"compress_cache_dir={cache}")
            build(output, *(part for each in options for part in ("-D", each)), source=source)
            finish(root, output)
        return sites

    return build_both


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nobody_sees_or_hears_a_difference(
    browser: Browser, node_tools: Path, built: Build, name: str
) -> None:
    stock, ours = built(name)
    with serve_both(stock, ours, browser) as pair:
        found = compare(pair, roots()[name])
    assert (found.seen, found.heard) == ([], [])
    assert found.ours.css + found.ours.js <= found.stock.css + found.stock.js
    kept = kept_in(ours / PAGES[0])
    assert all(reason in TABLE for reason in kept), kept


def test_a_page_for_what_is_not_there_looks_the_same_wherever_that_is(
    browser: Browser, built: Build
) -> None:
    sites = built("sphinx-notfound-page")

    def look(directory: Path) -> tuple[list[str], bytes, dict[str, object]]:
        files = site(directory)

        def find(path: str) -> Answer | None:
            return files(path) or (None if "_static" in path else files("/404.html"))

        with (
            serve(find) as server,
            Site(directory.name, directory, server.origin(), browser).visit() as visit,
        ):
            visit.go("far/away/from/here.html")
            assert visit.failures == []
            return visit.messages, visit.picture(whole_page=True), visit.state()

    stock, ours = map(look, sites)
    assert ours == stock
    assert "/_static/compress/css/" in (sites[1] / "404.html").read_text(encoding="utf-8")


def test_the_table_has_all_roots_and_nothing_that_differs() -> None:
    assert [name for name in roots() if f"   * - {name}" not in TABLE] == []
    assert "\n     - no\n" not in TABLE
    assert as_text(read()) == TABLE


def test_a_server_that_watches_built_no_more_often_than_somebody_edited() -> None:
    builds = {row.name: row.builds for row in read()}["sphinx-autobuild"]
    assert builds.startswith("3: ")
    assert builds.endswith("; 0 in the 5 s after them")
