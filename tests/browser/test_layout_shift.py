"""While a page loads on a slow line, no more of it moves than of a stock page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import STAND_STILL, Pair
from tests.browser.slow_server import serve_slowly
from tests.browser.test_critical import LATE as WHOLE
from tests.browser.test_matrix import CONTENT, WithTheme, for_each_theme

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: Sums up how much moves without the reader's doing.
WATCH = """
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
#: When the line says nothing any more, all entries have been told of.
SHIFT = "() => new Promise((done) => setTimeout(() => done(window.shift), 100))"
#: In an order in which whatever could move does.
LATE = {".css": 0.2, ".js": 0.3, ".woff2": 0.5, ".png": 0.4, ".svg": 0.4}
#: What is smaller nobody sees.
NOTHING = 0.0005


def shift_of(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort())
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.evaluate(STAND_STILL)
    shift: float = page.evaluate(SHIFT)
    context.close()
    return shift


@for_each_theme
def test_no_more_moves_than_in_a_stock_page(
    with_theme: WithTheme, theme: str, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("shift")
    for site in with_theme(theme, "html"):
        (root / site.name).symlink_to(site.directory)
    with serve_slowly(root) as server:
        text = (root / "compressed" / f"{CONTENT}.html").read_text()
        server.late = LATE | dict.fromkeys(WHOLE.findall(text), 0.8)
        stock, ours = (
            shift_of(browser, f"{server.origin}/{name}/{CONTENT}.html") for name in Pair._fields
        )
        assert ours <= stock + NOTHING


def test_what_moves_is_seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("moving")
    (root / "late.js").write_text("document.body.firstElementChild.style.height = '300px'")
    text = "<!doctype html><body><div></div><h1>Title</h1><script async src=late.js></script>"
    (root / "index.html").write_text(text)
    with serve_slowly(root) as server:
        server.late = LATE
        assert shift_of(browser, f"{server.origin}/index.html") > NOTHING
