"""Where the search index is fetched on demand, a search finds what it finds elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.browser.engines import Engine
from tests.browser.sites import TESTDOCS, build_here
from tests.browser.slow_server import SlowServer, serve_slowly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-search")]

INDEX = "/searchindex.js"
PAGE = "sub/deep/page.html"
#: It searches on all pages, while one types.
THEME: dict[str, Any] = {
    "html_theme": "pydata_sphinx_theme",
    "html_theme_options.search_as_you_type": "1",
}
VARIANTS: dict[str, dict[str, Any]] = {
    "stock": {"compress_enabled": False},
    # Joined as policies need it that forbid inline scripts.
    "ours": {"compress_search": "on-demand", "compress_join_scripts": "text"},
}
FOUND = """() => [...document.querySelectorAll("#search-results ul.search > li")].map((item) =>
    [item.className, item.innerText, item.querySelector("a").href, item.querySelector("a").tabIndex,
        [...item.querySelectorAll(".highlighted")].map((each) => each.textContent)].join())"""
IS_OVER = """() => /found|did not match/.test(
    document.querySelector("#search-results .search-summary")?.textContent ?? "")"""
IS_COMPLETE = """() => [...document.querySelectorAll("#search-results ul.search > li")].every(
    (item) => item.children.length > 1)"""


@pytest.fixture(name="directory", scope="module")
def both_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("search")
    for name, values in VARIANTS.items():
        assert not build_here(TESTDOCS / "test-pydata", directory / name, **THEME, **values)
    return directory


@pytest.fixture(name="server", scope="module")
def server_of_both_sites(directory: Path) -> Iterator[SlowServer]:
    with serve_slowly(directory) as server:
        yield server


@pytest.fixture(autouse=True)
def all_is_new(server: SlowServer) -> None:
    server.start_anew()


@pytest.fixture(name="page")
def a_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


class Search(NamedTuple):
    """What a reader sees who searches."""

    results: dict[str, list[str]]
    terms: str
    focus: list[str]
    messages: list[str]


def search(browser: Browser, url: str) -> Search:
    """Search by keys alone, then go to the first result, and out."""
    context = browser.new_context()
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(url)
    page.keyboard.press("Control+k")
    found: dict[str, list[str]] = {}
    for query in ("nothingofthekind", "two folder", "deep"):
        page.keyboard.press("Control+a")
        page.keyboard.type(query)
        # The theme waits for a pause.
        page.wait_for_timeout(350)
        page.wait_for_function(IS_OVER)
        if url.startswith("http"):
            page.wait_for_function(IS_COMPLETE)
        found[query] = [
            each.replace(url.rpartition("/sub/")[0], "") for each in page.evaluate(FOUND)
        ]
    terms = page.evaluate("localStorage.getItem('sphinx_highlight_terms')")
    page.keyboard.press("Tab")
    focus = [page.evaluate("document.activeElement.outerHTML")]
    page.keyboard.press("Escape")
    focus.append(page.evaluate("String(document.getElementById('pst-search-dialog').open)"))
    context.close()
    return Search(found, terms, focus, [each.replace(url, "") for each in messages])


def test_a_reader_finds_the_same_by_the_same_keys(server: SlowServer, browser: Browser) -> None:
    stock, ours = (search(browser, f"{server.origin}/{name}/{PAGE}") for name in ("stock", "ours"))
    assert [bool(found) for found in stock.results.values()] == [False, True, True]
    assert ours == stock


def test_a_reader_without_a_server_finds_the_same(directory: Path, browser: Browser) -> None:
    stock, ours = (
        search(browser, (directory / name / PAGE).as_uri()) for name in ("stock", "ours")
    )
    assert stock.results["deep"]
    assert ours.results == stock.results


def test_the_index_is_asked_for_once_and_only_by_who_is_to_search(
    server: SlowServer, page: Page
) -> None:
    for name, is_there in (("stock", True), ("ours", False)):
        page.goto(f"{server.origin}/{name}/{PAGE}", wait_until="networkidle")
        assert (f"/{name}{INDEX}" in server.asked) == is_there
    page.keyboard.press("Control+k")
    server.wait_for(f"/ours{INDEX}")
    page.keyboard.type("deep")
    page.wait_for_function(IS_OVER)
    assert server.asked.count(f"/ours{INDEX}") == 1


def test_a_query_waits_for_an_index_that_comes_late(server: SlowServer, page: Page) -> None:
    server.late = {INDEX: 1}
    page.goto(f"{server.origin}/ours/{PAGE}")
    page.keyboard.press("Control+k")
    page.keyboard.type("deep")
    page.wait_for_selector("#search-results h2")
    assert page.evaluate(FOUND) == []
    page.wait_for_function(IS_OVER)
    assert page.evaluate(FOUND)


def test_a_reader_who_searches_again_when_the_line_is_back_finds_it(
    server: SlowServer, page: Page
) -> None:
    page.goto(f"{server.origin}/ours/{PAGE}")
    page.route(f"**{INDEX}", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.press("Control+k")
    page.unroute(f"**{INDEX}")
    page.keyboard.type("deep")
    page.wait_for_function(IS_OVER)
    assert page.evaluate(FOUND)


def test_the_page_of_results_has_the_index_at_once(directory: Path) -> None:
    for name in VARIANTS:
        assert '<script src="searchindex.js">' in (directory / name / "search.html").read_text()


ASK = f"""async () => {{
    if (!document.getElementById("search-results"))
        document.body.appendChild(document.createElement("p")).id = "search-results";
    Search.performSearch("deep");
    while (!({IS_OVER})() || !({IS_COMPLETE})()) await new Promise(requestAnimationFrame);
    return document.getElementById("search-results").innerText;
}}"""


def test_all_engines_find_the_same_under_a_strict_policy(
    engine: Engine, server: SlowServer
) -> None:
    server.policy = "script-src 'self'"
    found = []
    for name in ("stock", "ours"):
        engine.open(f"{server.origin}/{name}/{PAGE}")
        found.append(engine.evaluate(ASK))
    assert "A page two folders deep" in found[0]
    assert found[1] == found[0]
    assert server.asked.count(f"/ours{INDEX}") == 1
